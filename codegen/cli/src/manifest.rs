//! Reads a crate's `Cargo.toml`.

use std::fs;
use std::path::{Component, Path};

use specwright::Options;
use toml::{Table, Value};

use crate::error::Error;
use crate::paths;

/// The table `package` of a manifest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Package<'a> {
    pub(crate) name: &'a str,
    pub(crate) table: &'a Value,
}

/// Reads a manifest; `shown` is the file's path in messages.
pub(crate) fn parse(text: &str, shown: &str) -> Result<Table, Error> {
    text.parse().map_err(|error: toml::de::Error| {
        Error::new(format!("`{shown}` is not valid TOML: {}", error.message()))
    })
}

/// The package that a manifest describes.
pub(crate) fn package<'a>(manifest: &'a Table, shown: &str) -> Result<Package<'a>, Error> {
    let wrong = |what: &str| Error::new(format!("`{shown}` {what}"));
    let table = manifest.get("package").ok_or_else(|| wrong("has no table `package`"))?;
    let name = table.get("name").and_then(Value::as_str).ok_or_else(|| wrong("has no name of a package"))?;
    Ok(Package { name, table })
}

/// A package's name as an identifier in Rust.
pub(crate) fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// The options for the generator in a client's manifest; the defaults if there is no manifest.
///
/// # Errors
///
/// If the file cannot be read or is invalid.
pub(crate) fn options(root: &Path) -> Result<Options, Error> {
    let path = root.join("Cargo.toml");
    if !path.is_file() {
        return Ok(Options::default());
    }
    let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
    Ok(Options::default().public_path(public_path(&text, &paths::shown(&path))?))
}

/// The path, below the client's root, of the OpenAPI document that belongs to the client: the manifest's `openapi`.
///
/// # Errors
///
/// If the file cannot be read or is invalid.
pub(crate) fn openapi(root: &Path) -> Result<Option<String>, Error> {
    let path = root.join("Cargo.toml");
    if !path.is_file() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
    openapi_in(&text, &paths::shown(&path))
}

fn openapi_in(manifest: &str, shown: &str) -> Result<Option<String>, Error> {
    let manifest = parse(manifest, shown)?;
    let Some(value) = own(&package(&manifest, shown)?).and_then(|own| own.get("openapi")) else {
        return Ok(None);
    };
    let is_below = |path: &&str| {
        path.ends_with(".json")
            && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
    };
    value.as_str().filter(is_below).map(|path| Some(path.to_owned())).ok_or_else(|| {
        Error::new(format!(
            "`{shown}` has an `openapi` that is not the path of a JSON file below the crate's root"
        ))
        .help("for example: `openapi = \"openapi.json\"`")
    })
}

/// The table for this generator.
fn own<'a>(package: &Package<'a>) -> Option<&'a Value> {
    package.table.get("metadata").and_then(|metadata| metadata.get("specwright"))
}

/// The path of the generated items: the manifest's `public-path`, or else the root of the library.
fn public_path(manifest: &str, shown: &str) -> Result<String, Error> {
    let manifest = parse(manifest, shown)?;
    let package = package(&manifest, shown)?;
    if let Some(path) = own(&package).and_then(|own| own.get("public-path")) {
        return path.as_str().map(str::to_owned).ok_or_else(|| {
            Error::new(format!("`{shown}` has a `public-path` that is not a string"))
                .help("for example: `public-path = \"petshop::api\"`")
        });
    }
    let library = manifest.get("lib").and_then(|library| library.get("name")).and_then(Value::as_str);
    Ok(crate_name(library.unwrap_or(package.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(manifest: &str) -> Result<String, String> {
        public_path(manifest, "Cargo.toml").map_err(|error| error.to_string())
    }

    #[test]
    fn the_public_path_is_that_of_the_manifest_or_the_library() {
        let package = "[package]\nname = \"pet-shop\"\n";
        let with = |more: &str| path(&format!("{package}{more}")).unwrap();
        assert_eq!(with(""), "pet_shop");
        assert_eq!(with("[lib]\npath = \"lib.rs\"\n"), "pet_shop");
        assert_eq!(with("[lib]\nname = \"pets\"\n"), "pets");
        let module = "[package.metadata.specwright]\npublic-path = \"pets::api\"\n";
        assert_eq!(with(module), "pets::api");
        assert_eq!(with(&format!("[lib]\nname = \"animals\"\n{module}")), "pets::api");
    }

    #[test]
    fn an_invalid_manifest_is_an_error_with_its_name() {
        assert_eq!(path("[workspace]\n").unwrap_err(), "`Cargo.toml` has no table `package`");
        assert_eq!(path("[package]\nname = 1\n").unwrap_err(), "`Cargo.toml` has no name of a package");
        assert!(path("[package\n").unwrap_err().starts_with("`Cargo.toml` is not valid TOML: "));
        let number = "[package]\nname = \"a\"\nmetadata.specwright.public-path = 1\n";
        assert_eq!(path(number).unwrap_err(), "`Cargo.toml` has a `public-path` that is not a string");
    }

    #[test]
    fn the_document_is_below_the_root() {
        let openapi = |value: &str| {
            let manifest =
                format!("[package]\nname = \"a\"\n[package.metadata.specwright]\nopenapi = {value}\n");
            openapi_in(&manifest, "Cargo.toml").map_err(|error| error.to_string())
        };
        assert_eq!(openapi("\"docs/openapi.json\"").unwrap().as_deref(), Some("docs/openapi.json"));
        for wrong in ["\"../openapi.json\"", "\"/openapi.json\"", "\"openapi.yaml\"", "true", "\"\""] {
            assert!(openapi(wrong).unwrap_err().contains("has an `openapi` that is not the path"), "{wrong}");
        }
        assert_eq!(openapi_in("[package]\nname = \"a\"\n", "Cargo.toml").unwrap(), None);
    }

    #[test]
    fn without_a_manifest_the_options_are_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(options(folder.path()).unwrap(), Options::default());
    }
}
