//! The WebAssembly module: Cargo compiles it, and wasm-bindgen adds the JavaScript that calls it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wasm_bindgen_cli_support::Bindgen;

use crate::context::Context;
use crate::error::Error;

const PACKAGE: &str = "specwright-checker";
const TARGET: &str = "wasm32-unknown-unknown";
/// The name of the JavaScript, by which the page imports it.
const NAME: &str = "specwright_checker";

/// For a small module. What `strip` would take away, wasm-bindgen needs or takes away itself.
const PROFILE: [&str; 4] = [
    "profile.release.codegen-units=1",
    "profile.release.lto=\"fat\"",
    "profile.release.opt-level=\"z\"",
    "profile.release.panic=\"abort\"",
];

/// The module and its JavaScript, with their names.
pub(super) fn files(context: &Context<'_>) -> Result<Vec<(String, Vec<u8>)>, Error> {
    require_target()?;
    let folder = folder(context);
    let compiled = compile(context, &folder)?;
    let made = folder.join("made");
    bind(&compiled, &made)
        .map_err(|error| Error::new(format!("cannot make the JavaScript of the checker: {error:#}")))?;
    let read = |name: String| {
        let path = made.join(&name);
        let contents = fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
        Ok((name, contents))
    };
    [format!("{NAME}.js"), format!("{NAME}_bg.wasm")].into_iter().map(read).collect()
}

/// The folder in which the module is kept between runs, below Cargo's folder for such files.
fn folder(context: &Context<'_>) -> PathBuf {
    let own = || context.program.root.clone().unwrap_or_default().join("target");
    env::var_os("CARGO_TARGET_DIR").map_or_else(own, PathBuf::from).join(PACKAGE)
}

/// Cargo's own message for a missing target does not say what is missing.
fn require_target() -> Result<(), Error> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let said = said.map_err(|error| {
        Error::new(format!("cannot run `rustc`: {error}")).help("the checker is compiled: install Rust")
    })?;
    if Path::new(String::from_utf8_lossy(&said.stdout).trim()).is_dir() {
        return Ok(());
    }
    Err(Error::new(format!("the target `{TARGET}` is not installed"))
        .help(format!("`rustup target add {TARGET}` installs it")))
}

fn compile(context: &Context<'_>, folder: &Path) -> Result<PathBuf, Error> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["install", "--quiet", "--locked", "--target", TARGET, "--root"]).arg(folder);
    match &context.program.checker {
        Some(path) => cargo.arg("--path").arg(path),
        None => cargo.args([PACKAGE, "--version", concat!("=", env!("CARGO_PKG_VERSION"))]),
    };
    for setting in PROFILE {
        cargo.args(["--config", setting]);
    }
    // Standard output is that of this command.
    let status = cargo.stdout(Stdio::null()).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(folder.join("bin").join(format!("{PACKAGE}.wasm"))),
        Ok(_) => Err(Error::new(format!("`{PACKAGE}` does not compile")).help("Cargo's messages are above")),
        Err(error) => Err(Error::new(format!("cannot run `cargo`: {error}"))),
    }
}

fn bind(compiled: &Path, made: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(NAME)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .web(true)?
        .generate(made)?;
    Ok(())
}
