//! Generates a client once, for a tool that measures the whole process: `specwright-bench-generators SIDE IN OUT`.
//!
//! IN is a folder that `specwright-bench spec` wrote: the same API as our spec and as OpenAPI; for the floor, it is a
//! folder of Rust. Each side reads its file, makes formatted Rust and writes it below the folder OUT. All of them have the allocator of `specwright`, which is
//! quicker for all of them than that of the system.

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
