//! Reads a crate's `Cargo.toml`.

use std::fs;
use std::path::{Component, Path};

use specwright::Options;
use specwright::ir::Api;
use toml::{Table, Value};

use crate::error::Error;
use crate::paths;
use crate::reference::Reference;

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

/// What a client's manifest says to the generator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Client {
    /// The path of the generated items; `None` if there is no manifest.
    public_path: Option<String>,
    /// Where the reference is written, if it is.
    pub(crate) reference: Option<Reference>,
    /// The path, below the client's root, of the OpenAPI document that belongs to the client.
    pub(crate) openapi: Option<String>,
}

impl Client {
    /// Reads the manifest in a crate's root; nothing is set if there is none.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or is invalid.
    pub(crate) fn read(root: &Path) -> Result<Client, Error> {
        let path = root.join("Cargo.toml");
        if !path.is_file() {
            return Ok(Client::default());
        }
        let text = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, &error))?;
        Client::parse(&text, &paths::shown(&path))
    }

    fn parse(manifest: &str, shown: &str) -> Result<Client, Error> {
        let manifest = parse(manifest, shown)?;
        let package = package(&manifest, shown)?;
        let own = package.table.get("metadata").and_then(|metadata| metadata.get("specwright"));
        let text = |key: &str, example: &str| match own.and_then(|own| own.get(key)) {
            Some(value) => value.as_str().map(|text| Some(text.to_owned())).ok_or_else(|| {
                Error::new(format!("`{shown}` has a `{key}` that is not a string"))
                    .help(format!("for example: `{key} = \"{example}\"`"))
            }),
            None => Ok(None),
        };
        let library = manifest.get("lib").and_then(|library| library.get("name")).and_then(Value::as_str);
        let public_path = text("public-path", "petshop::api")?
            .unwrap_or_else(|| crate_name(library.unwrap_or(package.name)));
        let folder = text("reference", "reference")?;
        let first_page = text("reference-zh", "README.zh-CN.md")?;
        let reference = Reference::new(folder, first_page, shown)?;
        let openapi = text("openapi", "openapi.json")?;
        if openapi.as_deref().is_some_and(|path| !is_json_below(path)) {
            return Err(Error::new(format!(
                "`{shown}` has an `openapi` that is not the path of a JSON file below the crate's root"
            ))
            .help("for example: `openapi = \"openapi.json\"`"));
        }
        Ok(Client { public_path: Some(public_path), reference, openapi })
    }

    /// The options for the generator.
    pub(crate) fn options(&self) -> Options {
        match &self.public_path {
            Some(path) => Options::default().public_path(path),
            None => Options::default(),
        }
    }

    /// The path of the generated items of this API.
    pub(crate) fn public_path(&self, api: &Api) -> String {
        self.public_path.clone().unwrap_or_else(|| crate_name(&api.name))
    }
}

/// Whether a path stays below the folder from which it starts, and ends with `.json`.
fn is_json_below(path: &str) -> bool {
    path.ends_with(".json") && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(manifest: &str) -> Result<String, String> {
        let client = Client::parse(manifest, "Cargo.toml").map_err(|error| error.to_string())?;
        Ok(client.public_path.unwrap())
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
            Client::parse(&manifest, "Cargo.toml")
                .map(|client| client.openapi)
                .map_err(|error| error.to_string())
        };
        assert_eq!(openapi("\"docs/openapi.json\"").unwrap().as_deref(), Some("docs/openapi.json"));
        for wrong in ["\"../openapi.json\"", "\"/openapi.json\"", "\"openapi.yaml\"", "\"\""] {
            assert!(openapi(wrong).unwrap_err().contains("has an `openapi` that is not the path"), "{wrong}");
        }
        assert!(openapi("true").unwrap_err().contains("has a `openapi` that is not a string"));
        assert_eq!(Client::parse("[package]\nname = \"a\"\n", "Cargo.toml").unwrap().openapi, None);
    }

    #[test]
    fn without_a_manifest_the_options_are_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Client::read(folder.path()).unwrap(), Client::default());
        assert_eq!(Client::default().options(), Options::default());
    }
}
