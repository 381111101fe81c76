//! Converts the checked API to Rust: pure functions from IR to tokens, one module for each kind of item.
//!
//! Generated code is data and short calls; the logic is in `specwright-runtime`, named `rt` here.

mod aliases;
mod client;
mod code;
mod conditions;
mod constructors;
mod credentials;
pub(crate) mod docs;
mod enumeration;
mod error_codes;
mod events;
mod expression;
mod file;
mod limits;
mod mend;
mod mock;
mod model;
mod operations;
mod pages;
mod proptest;
mod replies;
mod reply_headers;
mod root;
mod rules;
mod sample;
mod secrets;
mod server;
mod siblings;
mod tests;
mod token_sources;
mod types;
mod union;
mod validate;
mod wire;

use proc_macro2::TokenStream;

pub use file::{EmittedFile, Items};

use crate::ir::{Api, Enum, Field, Model, Operation, Union};
pub use wire::may_be_missing;

/// A file to generate. Tokens cannot be sent to another thread, so each file is emitted where it is
/// printed.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    Model(&'a Model),
    Union(&'a Union),
    Enum(&'a Enum),
    Root,
    Operations,
    Client,
    BlockingClient,
    ErrorCodes,
    Replies,
    ReplyHeaders,
    Server,
    TokenSources,
    Events,
    Mock,
    Proptest,
    Tests,
}

/// All files of the API. Those that grow with the whole API come first, so that no thread waits for them at the end.
pub fn parts(api: &Api) -> Vec<Part<'_>> {
    let whole = [
        Part::Tests,
        Part::Operations,
        Part::Client,
        Part::BlockingClient,
        Part::Mock,
        Part::Proptest,
        Part::Root,
        Part::ErrorCodes,
        Part::Replies,
        Part::ReplyHeaders,
        Part::Server,
        Part::TokenSources,
        Part::Events,
    ];
    let models = api.models.iter().map(|(_, model)| Part::Model(model));
    let unions = api.unions.iter().map(|(_, union)| Part::Union(union));
    let enums = api.enums.iter().map(|(_, choice)| Part::Enum(choice));
    whole.into_iter().chain(models).chain(unions).chain(enums).collect()
}

/// Emits the file of a part; `None` if it would be empty. Examples import the items from the
/// public path; where that is empty, types and calls have none.
pub fn emit<'a>(api: &'a Api, part: Part<'a>, public_path: &str) -> Option<EmittedFile<'a>> {
    match part {
        Part::Model(model) => Some(model::emit(api, model, public_path)),
        Part::Union(union) => Some(union::emit(api, union, public_path)),
        Part::Enum(choice) => Some(enumeration::emit(choice, public_path)),
        Part::Root => Some(root::emit(api)),
        Part::Operations => Some(operations::emit(api, public_path)),
        Part::Client => Some(client::emit(api, public_path)),
        Part::BlockingClient => Some(client::emit_blocking(api, public_path)),
        Part::ErrorCodes => error_codes::emit(api, public_path),
        Part::Replies => replies::emit(api, public_path),
        Part::ReplyHeaders => reply_headers::emit(api, public_path),
        Part::Server => server::emit(api, public_path),
        Part::TokenSources => token_sources::emit(api, public_path),
        Part::Events => events::emit(api, public_path),
        Part::Mock => Some(mock::emit(api, public_path)),
        Part::Proptest => proptest::emit(api),
        Part::Tests => Some(tests::emit(api)),
    }
}

/// A function that calls an operation with the async or the blocking client, as text that compiles by itself. `None` if the
/// request is too large for an example.
pub fn call_example(
    api: &Api,
    operation: &Operation,
    public_path: &str,
    is_blocking: bool,
) -> Option<String> {
    let code = match is_blocking {
        false => sample::operation(api, operation, public_path),
        true => sample::blocking(api, operation, public_path),
    };
    code.map(sample::whole_program)
}

/// A function that lists the items of all pages of an operation, as text that compiles by itself.
pub fn pages_example(api: &Api, operation: &Operation, public_path: &str) -> Option<String> {
    operation.pages.as_ref()?;
    sample::pages(api, operation, public_path).map(sample::whole_program)
}

/// The types of an operation's request and reply, as text.
pub fn signature(api: &Api, operation: &Operation) -> [String; 2] {
    let (request, reply) = types::signature(api, operation);
    [spelt(&request), spelt(&reply)]
}

/// The type of the items of an operation's pages, as text.
pub fn page_item(api: &Api, operation: &Operation) -> Option<String> {
    pages::of(api, operation).map(|(paged, _)| spelt(&paged.item))
}

/// The type of a field in its struct, as text.
pub fn field_type(api: &Api, model: &Model, field: &Field) -> String {
    spelt(&types::FieldTypes::new(api, model).stored(model, field))
}

/// A type or a path with the usual spacing: `Option<Text<Title>>`.
pub fn spelt(tokens: &TokenStream) -> String {
    let tokens = tokens.to_string();
    tokens
        .replace(" :: ", "::")
        .replace(":: ", "::")
        .replace(" < ", "<")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace(" ,", ",")
        .replace("& ", "&")
        .replace("super::", "")
}
