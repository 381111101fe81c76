//! Generates a client once, for measuring the whole process: `specwright-bench-generators SIDE IN OUT`.
//!
//! IN is a folder written by `specwright-bench spec`: the same API as our spec and as OpenAPI; for the floor, it is a
//! folder of Rust files. Each side reads its file, generates formatted Rust and writes it to the folder OUT. All use
//! the allocator of `specwright`, which is faster for all of them than the system's.

mod sides;

use std::path::Path;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, input, output] = arguments.as_slice() else {
        eprintln!("usage: specwright-bench-generators SIDE IN OUT");
        return ExitCode::from(2);
    };
    let Some((_, generate)) = sides::SIDES.iter().find(|(name, _)| name == side) else {
        eprintln!("there is no side `{side}`");
        return ExitCode::from(2);
    };
    match generate(Path::new(input), Path::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{side}: {error}");
            ExitCode::FAILURE
        }
    }
}
