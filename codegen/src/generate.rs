//! The whole way from text to files.

use crate::check::{Checked, check};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::emit::emit;
use crate::render::{GeneratedFile, NotRust, render};
use crate::source::Source;

/// What a spec without errors becomes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The files of the client crate, sorted by path.
    pub files: Vec<GeneratedFile>,
    /// What is doubtful about the spec.
    pub warnings: Diagnostics,
}

impl Generated {
    /// The whole client as one file for `include!`: every module stands in braces where it is declared.
    #[must_use]
    pub fn single_file(&self) -> String {
        let root = self.files.iter().find(|file| file.name() == "mod.rs");
        let mut single = String::new();
        for line in root.iter().flat_map(|root| root.contents.lines()) {
            // `include!` takes no inner documentation.
            if line.starts_with("//!") {
                continue;
            }
            let module = line.strip_suffix(';').and_then(|line| line.rsplit_once("mod "));
            let file = module
                .and_then(|(_, name)| self.files.iter().find(|file| file.name() == format!("{name}.rs")));
            match (line.strip_suffix(';'), file) {
                (Some(declaration), Some(file)) => {
                    single.push_str(&format!("{declaration} {{\n{}}}\n", file.contents));
                }
                _ => single.push_str(&format!("{line}\n")),
            }
        }
        single
    }
}

/// Compiles a spec. It reads and writes nothing; the same sources give the same files on every machine.
///
/// # Errors
///
/// All problems of all files.
pub fn generate(sources: &[Source]) -> Result<Generated, Diagnostics> {
    let Checked { api, warnings } = check(sources)?;
    let mut files = Vec::new();
    let mut problems = Diagnostics::default();
    for file in emit(&api) {
        match render(&file) {
            Ok(file) => files.push(file),
            Err(not_rust) => problems.push(internal(&not_rust)),
        }
    }
    if problems.has_errors() { Err(problems) } else { Ok(Generated { files, warnings }) }
}

/// The mistake is the generator's, not the spec's, so it has no better place than the first file.
fn internal(not_rust: &NotRust) -> Diagnostic {
    let message = format!("the generator made `{}`, which is no Rust: {}", not_rust.file, not_rust.problem);
    Diagnostic::error(Code::Internal, Place::file(0), message).help("please report this with your spec")
}
