//! The checker as a module of a web page, for `wasm32-unknown-unknown`.

#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("error: this program runs in a browser\n  = help: `specwright checker` builds it for that");
    std::process::ExitCode::from(2)
}
