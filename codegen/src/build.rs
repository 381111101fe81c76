//! Compiles a spec on disk: for a `build.rs`, and for commands.
//!
//! A crate that generates its client at build time needs a build dependency on `specwright` with the
//! feature `build`, a dependency on `specwright-runtime`, and this `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     specwright::build::compile("spec", std::env::var("OUT_DIR")?)?;
//!     Ok(())
//! }
//! ```
//!
//! Its `lib.rs` includes the result:
//!
//! ```text
//! mod api {
//!     include!(concat!(env!("OUT_DIR"), "/api.rs"));
//! }
//!
//! pub use api::*;
//! ```
//!
//! The examples in the generated documentation import the items from the root of a library that is named as the
//! package. Use [`compile_with`] if the library has another name or keeps the items in a module.

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostics;
use crate::generate::generate_with;
use crate::options::Options;
use crate::source::Source;

/// The error of compiling a spec on disk.
///
/// ```
/// use std::path::Path;
/// use specwright::build::{Error, read_spec};
///
/// assert!(matches!(read_spec(Path::new("no/such/folder")), Err(Error::Io(..))));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
    /// The spec has errors; the text contains all of them, rendered.
    Spec(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Error::Spec(problems) => f.write_str(problems),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(_, error) => Some(error),
            Error::Spec(_) => None,
        }
    }
}

/// Compiles the spec in a folder into the file `api.rs` in another one, and tells Cargo when to repeat that.
///
/// # Errors
///
/// If a file cannot be read or written, or the spec has errors. Nothing is written if the spec has errors.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("specwright-compile-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # for source in sources() {
/// #     std::fs::write(folder.join(&source.path), &source.bytes)?;
/// # }
/// // In a `build.rs`: `compile("spec", std::env::var("OUT_DIR")?)?`.
/// specwright::build::compile(&folder, &folder)?;
/// assert!(std::fs::read_to_string(folder.join("api.rs"))?.contains("pub struct Pet {"));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub fn compile(spec: impl AsRef<Path>, out: impl AsRef<Path>) -> Result<(), Error> {
    // Cargo passes the package's name to a build script, but not the library's.
    let options = match env::var("CARGO_PKG_NAME") {
        Ok(package) => Options::default().public_path(package.replace('-', "_")),
        Err(_) => Options::default(),
    };
    compile_with(spec, out, &options)
}

/// Compiles as [`compile`] does, for a library whose public items are not in the root of a crate that is named as the
/// package:
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::Options;
///
/// // `[lib] name = "petshop"`, and `pub mod api` in its `lib.rs`.
/// let options = Options::default().public_path("petshop::api");
/// specwright::build::compile_with("spec", std::env::var("OUT_DIR")?, &options)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If a file cannot be read or written, or the spec has errors. Nothing is written if the spec has errors.
pub fn compile_with(spec: impl AsRef<Path>, out: impl AsRef<Path>, options: &Options) -> Result<(), Error> {
    let spec = spec.as_ref();
    println!("cargo::rerun-if-changed={}", spec.display());
    let sources = read_spec(spec)?;
    let generated = generate_with(&sources, options, |file| file)
        .map_err(|problems: Diagnostics| Error::Spec(problems.render(&sources, false)))?;
    let path = out.as_ref().join("api.rs");
    fs::write(&path, generated.single_file()).map_err(|error| Error::Io(path, error))
}

/// Reads every YAML file below a folder, in the order of their paths.
///
/// # Errors
///
/// If the folder or a file cannot be read, or there is no YAML file.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("specwright-read_spec-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # for source in sources() {
/// #     std::fs::write(folder.join(&source.path), &source.bytes)?;
/// # }
/// let spec = specwright::build::read_spec(&folder)?;
/// assert!(specwright::check::check(&spec).is_ok());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub fn read_spec(folder: &Path) -> Result<Vec<Source>, Error> {
    spec_files(folder)?
        .into_iter()
        .map(|file| {
            let path = folder.join(file);
            let bytes = fs::read(&path).map_err(|error| Error::Io(path.clone(), error))?;
            Ok(Source { path: shown(&path), bytes })
        })
        .collect()
}

/// Finds every YAML file below a folder: their relative paths, sorted. Hidden files and folders are skipped.
///
/// # Errors
///
/// If a folder cannot be read, if something other than a file, such as a pipe, has the name of a YAML file, or
/// if there is no YAML file.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("specwright-spec_files-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # for source in sources() {
/// #     std::fs::write(folder.join(&source.path), &source.bytes)?;
/// # }
/// let files = specwright::build::spec_files(&folder)?;
/// assert_eq!(files, ["add_pet.yaml", "api.yaml", "pet.yaml"].map(std::path::PathBuf::from));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub fn spec_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    collect(folder, Path::new(""), &mut files, &mut BTreeSet::new())?;
    if files.is_empty() {
        let error = io::Error::new(io::ErrorKind::NotFound, "no `.yaml` file in this folder");
        return Err(Error::Io(folder.to_owned(), error));
    }
    files.sort();
    Ok(files)
}

/// Whether a file of a spec's folder is read: its name ends with `.yaml` or `.yml`, ignoring case.
///
/// ```
/// use specwright::build::is_spec_file;
///
/// assert!(is_spec_file("models/pet.yaml".as_ref()) && is_spec_file("PET.YML".as_ref()));
/// assert!(!is_spec_file("spec.schema.json".as_ref()));
/// ```
pub fn is_spec_file(path: &Path) -> bool {
    let is = |wanted| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted));
    is("yaml") || is("yml")
}

fn collect(
    root: &Path,
    below: &Path,
    files: &mut Vec<PathBuf>,
    visited: &mut BTreeSet<PathBuf>,
) -> Result<(), Error> {
    let folder = if below.as_os_str().is_empty() { root.to_owned() } else { root.join(below) };
    let at = |error| Error::Io(folder.clone(), error);
    // Prevents following a symbolic link to a parent folder forever.
    if !visited.insert(folder.canonicalize().map_err(at)?) {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(at)? {
        names.push(entry.map_err(at)?.file_name());
    }
    // Sorted, so that the path by which a linked folder is read does not depend on the file system.
    names.sort();
    for name in names {
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let file = below.join(&name);
        let path = root.join(&file);
        let found = fs::metadata(&path);
        if found.as_ref().is_ok_and(Metadata::is_dir) {
            collect(root, &file, files, visited)?;
        } else if is_spec_file(&file) {
            // Reading a pipe or a device might never end. The reader reports dangling links.
            if found.is_ok_and(|found| !found.is_file()) {
                return Err(Error::Io(path, io::Error::new(io::ErrorKind::InvalidInput, "not a file")));
            }
            files.push(file);
        }
    }
    Ok(())
}

/// The path with forward slashes, as diagnostics and generated files show it.
fn shown(path: &Path) -> String {
    path.components()
        .map(|component| component.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
        .replace("//", "/")
}
