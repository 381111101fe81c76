//! Examples of calls, as `x-codeSamples`.

use specwright::emit;
use specwright::ir::{Api, Operation};

use super::request;
use crate::curl;
use crate::export::node::Object;

/// A call in Rust by the generated client, and one by curl.
pub(super) fn of(api: &Api, operation: &Operation, public_path: Option<&str>) -> Vec<Object> {
    let sample = |lang: &str, source: String| {
        Object::new().with("lang", lang).with("label", operation.name.as_str()).with("source", source)
    };
    let rust = public_path.and_then(|path| emit::call_example(api, operation, path, false));
    let json = request::example(api, operation);
    let json = json.map_or("@request.json".to_owned(), |body| format!("{body:#}"));
    let shell = sample("Shell", curl::command(api, operation, &json));
    rust.map(|rust| sample("Rust", rust)).into_iter().chain([shell]).collect()
}
