//! Compiles random APIs: `AGREEMENT_SPECS` of them (5) from the seed `AGREEMENT_SEED` (1).

#![allow(clippy::indexing_slicing, reason = "a build script may fail loudly")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

#[path = "../tests/support/random.rs"]
mod random;

fn number(name: &str, default: u64) -> Result<u64, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={name}");
    Ok(env::var(name).ok().map(|text| text.parse()).transpose()?.unwrap_or(default))
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../tests/support/random.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let (wanted, mut seed) = (number("AGREEMENT_SPECS", 5)?, number("AGREEMENT_SEED", 1)? << 32);
    let mut list = String::new();
    let (mut modules, mut refused) = (Vec::new(), 0_u64);
    while (modules.len() as u64) < wanted {
        seed += 1;
        let sources = random::spec(seed);
        // What is drawn at random may contradict itself.
        let generated = match specwright::generate(&sources) {
            Ok(generated) => generated,
            Err(problems) if refused >= 10 * wanted => {
                return Err(format!(
                    "too many of the specs have errors, such as\n{}",
                    problems.render(&sources, false)
                )
                .into());
            }
            Err(_) => {
                refused += 1;
                continue;
            }
        };
        let name = format!("spec_{}", modules.len());
        // Files of another run would be part of the spec.
        let folder = out.join(&name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        for source in &sources {
            let path = folder.join(&source.path);
            fs::create_dir_all(path.parent().unwrap_or(&out))?;
            fs::write(path, source.text().as_bytes())?;
        }
        let file = out.join(format!("{name}.rs"));
        fs::write(&file, generated.single_file())?;
        writeln!(list, "#[path = {file:?}]\npub mod {name};")?;
        modules.push(name);
    }
    writeln!(
        list,
        "\n/// Calls a macro with the module of each API.\n#[macro_export]\nmacro_rules! each_api {{"
    )?;
    writeln!(list, "    ($macro:ident) => {{ $macro! {{ {} }} }};\n}}", modules.join(" "))?;
    fs::write(out.join("specs.rs"), list)?;
    Ok(())
}
