//! What a client depends on beside its spec.

use std::borrow::Cow;

use crate::ir::Api;

/// What a client depends on beside its spec. The default is for a crate that is named as the API and has the
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
    /// Where users of the crate find the generated items: `pets_client`, or `pets_client::api` if they are public in a
    /// module. The examples in the documentation import them from there. It is written as Rust code has it, with `_`
    /// for each `-` in the crate's name.
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
