//! The whole compilation, from sources to files.

use crate::check::{Checked, check};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::emit;
use crate::ir::Api;
use crate::options::Options;
use crate::parallel;
use crate::render::{GeneratedFile, NotRust, render};
use crate::source::Source;

/// The result of a compilation.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let generated = specwright::generate(&sources()).unwrap();
/// assert!(generated.warnings.is_empty());
/// assert!(generated.files.iter().any(|file| file.path.ends_with("pet.rs")));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated<T = GeneratedFile> {
    /// The files of the client crate, sorted by path, or the results of processing them.
    pub files: Vec<T>,
    /// The warnings about the spec.
    pub warnings: Diagnostics,
    /// The checked API.
    pub api: Api,
}

impl Generated {
    /// The whole client as one file for `include!`: every module is inline.
    #[must_use]
    pub fn single_file(&self) -> String {
        let root = self.files.iter().find(|file| file.name() == "mod.rs");
        let mut single = String::new();
        for line in root.iter().flat_map(|root| root.contents.lines()) {
            // Inner documentation is not allowed in `include!`.
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

/// Compiles a spec for a crate that is named as the API. It performs no I/O; the same sources give the same
/// files on every machine.
///
/// # Errors
///
/// All errors of all files.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let files = specwright::generate(&sources()).unwrap().files;
/// let pet = files.iter().find(|file| file.path.ends_with("pet.rs")).unwrap();
/// assert!(pet.contents.contains("pub struct Pet {"));
/// # Ok(())
/// # }
/// ```
pub fn generate(sources: &[Source]) -> Result<Generated, Diagnostics> {
    generate_with(sources, &Options::default(), |file| file)
}

/// Compiles a spec as [`generate`] does, for any crate, and passes each file to `work` as soon as it is complete, so
/// that not all of them need be in memory. `work` runs on several threads, and for some files even if others fail.
///
/// # Errors
///
/// All errors of all files.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{Options, generate_with};
///
/// // Only the sizes are kept.
/// let options = Options::default().public_path("pet_shop");
/// let sizes = generate_with(&sources(), &options, |file| (file.path, file.contents.len())).unwrap().files;
/// assert!(sizes.iter().all(|(_, bytes)| *bytes > 0));
/// # Ok(())
/// # }
/// ```
pub fn generate_with<T: Send>(
    sources: &[Source],
    options: &Options,
    work: impl Fn(GeneratedFile) -> T + Sync,
) -> Result<Generated<T>, Diagnostics> {
    let Checked { api, warnings } = check(sources)?;
    let folder = common_folder(sources);
    let public_path = options.public_path_in(&api);
    let printed = parallel::map(&emit::parts(&api), |part| {
        let mut file = emit::emit(&api, *part, &public_path)?;
        // Paths are relative to the common folder, since the location of the spec differs between machines.
        if let Some(path) = &mut file.spec_file {
            *path = path.strip_prefix(folder).unwrap_or(path).to_owned();
        }
        Some(render(file).map(|file| (file.path.clone(), work(file))))
    });
    let mut files = Vec::new();
    let mut problems = Diagnostics::default();
    for printed in printed.into_iter().flatten() {
        match printed {
            Ok(file) => files.push(file),
            Err(not_rust) => problems.push(internal(&not_rust)),
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(Generated { files: files.into_iter().map(|(_, made)| made).collect(), warnings, api })
}

/// The longest folder that contains all sources, with a trailing slash; empty if there is none.
fn common_folder(sources: &[Source]) -> &str {
    let folder = |path: &'_ str| path.rfind('/').map_or(0, |slash| slash + 1);
    let mut paths = sources.iter().map(|source| source.path.as_str());
    let Some(first) = paths.next() else { return "" };
    let mut length = folder(first);
    for path in paths {
        let shared = first.chars().zip(path.chars()).take_while(|(a, b)| a == b);
        let shared: usize = shared.map(|(character, _)| character.len_utf8()).sum();
        length = length.min(first.get(..shared).map_or(0, folder));
    }
    first.get(..length).unwrap_or_default()
}

/// The error is the generator's, not the spec's, so that it is reported at the first file.
fn internal(not_rust: &NotRust) -> Diagnostic {
    let message = format!("the generated file `{}` is not valid Rust: {}", not_rust.file, not_rust.problem);
    Diagnostic::error(Code::Internal, Place::file(0), message).help("please report this with your spec")
}

#[cfg(test)]
mod tests {
    use super::common_folder;
    use crate::source::Source;

    #[test]
    fn the_common_folder_ends_with_a_slash() {
        let folder = |paths: &[&str]| {
            let sources: Vec<_> =
                paths.iter().map(|path| Source { path: (*path).to_owned(), bytes: Vec::new() }).collect();
            common_folder(&sources).to_owned()
        };
        assert_eq!(
            folder(&["../spec/api.yaml", "../spec/models/a.yaml", "../spec/models/b.yaml"]),
            "../spec/"
        );
        assert_eq!(folder(&["spec/models/a.yaml", "spec/models/ab.yaml"]), "spec/models/");
        assert_eq!(folder(&["spec/票/a.yaml", "spec/票/a.yaml"]), "spec/票/");
        assert_eq!(folder(&["spec/票/a.yaml", "spec/福/a.yaml"]), "spec/");
        assert_eq!(folder(&["a.yaml", "b.yaml"]), "");
        assert_eq!(folder(&["spec/api.yaml"]), "spec/");
        assert_eq!(folder(&[]), "");
    }
}
