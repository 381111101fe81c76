//! From the checked API to Rust: pure functions from IR to tokens, one module for each kind of thing emitted.
//!
//! What is emitted is data and short calls; the logic they call is in `specwright-runtime`, named `rt` here.

mod client;
mod docs;
mod enumeration;
mod error_codes;
mod limits;
mod mock;
mod model;
mod operations;
mod root;
mod secrets;
mod tests;
mod token_sources;
mod types;
mod union;
mod validate;
mod wire;

pub(crate) use docs::wrapped;

use proc_macro2::TokenStream;

use crate::ir::{Api, Field, Model};

/// One generated file, not yet printed.
#[derive(Debug)]
pub(crate) struct EmittedFile {
    /// The file's name below `src/generated/`.
    pub(crate) name: String,
    /// The spec file it was made from; `None` when it was made from all of them.
    pub(crate) spec_file: Option<String>,
    /// What the module is about: its first lines of documentation.
    pub(crate) doc: String,
    /// Its items, in order.
    pub(crate) items: Vec<TokenStream>,
}

/// Everything that the API becomes, in the order of the names.
pub(crate) fn emit(api: &Api) -> Vec<EmittedFile> {
    let models = api.models.iter().map(|(_, model)| model::emit(api, model));
    let unions = api.unions.iter().map(|(_, union)| union::emit(api, union));
    let enums = api.enums.iter().map(|(_, choice)| enumeration::emit(choice));
    let mut files: Vec<EmittedFile> = models.chain(unions).chain(enums).collect();
    files.push(root::emit(api));
    files.push(operations::emit(api));
    files.push(client::emit(api));
    files.push(client::emit_blocking(api));
    files.extend(error_codes::emit(api));
    files.extend(token_sources::emit(api));
    files.push(mock::emit(api));
    files.push(tests::emit(api));
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The type of a field in its struct, as text.
pub(crate) fn field_type(api: &Api, model: &Model, field: &Field) -> String {
    let tokens = types::FieldTypes::new(api, model).stored(field).to_string();
    tokens
        .replace(" :: ", "::")
        .replace(":: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace("super::", "")
}
