//! Options of the generator.

use std::borrow::Cow;

use crate::ir::Api;

/// Properties of the client crate other than its spec. The default is for a crate that is named as the API and has the
/// generated items in its root.
///
/// # Examples
///
/// ```
/// use specwright::{Options, Source, generate_with};
///
/// let api = "api: pets\nserver: https://pets.example\nreply: { code: code, message: message }\n";
/// let kind = "enum: Kind\nvalues:\n  cat: { doc: A cat. }\n";
/// let source = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
/// let find = "operation: find_kind\nmethod: GET\npath: /kind\nreply: Kind\n";
/// let sources = [source("api.yaml", api), source("kind.yaml", kind), source("find.yaml", find)];
///
/// let options = Options::default().public_path("pets_client::api");
/// let generated = generate_with(&sources, &options, |file| file).unwrap();
/// let kind = generated.files.iter().find(|file| file.path.ends_with("kind.rs")).unwrap();
/// assert!(kind.contents.contains("/// use pets_client::api::*;\n"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    public_path: Option<String>,
}

impl Options {
    /// Sets the path of the generated items in the crate: `pets_client`, or `pets_client::api` if they are public in a
    /// module. Examples in the documentation import them from there. It is a path in Rust, with `_` for each `-` in the
    /// crate's name.
    #[must_use]
    pub fn public_path(self, path: impl Into<String>) -> Self {
        Options { public_path: Some(path.into()) }
    }

    /// The path for a client of this API.
    pub(crate) fn public_path_in(&self, api: &Api) -> Cow<'_, str> {
        match &self.public_path {
            Some(path) => Cow::Borrowed(path),
            None => Cow::Owned(api.name.replace('-', "_")),
        }
    }
}
