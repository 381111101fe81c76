//! The mock server: with error codes in the body and tokens from an operation, and with errors by status.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "mock/by_status.rs"]
mod by_status;
#[path = "mock/in_body.rs"]
mod in_body;
#[path = "mock/real.rs"]
mod real;
#[path = "mock/socket.rs"]
mod socket;
#[path = "../../tests/support/spec.rs"]
mod spec;

use serde_json::Value;
use specwright::Source;
use specwright::ir::Api;
use specwright_workbench::mock::MockResponse;

/// The API of a text in which `--- name` begins a file.
fn api(text: &str) -> Api {
    let file = |section: &str| {
        let (path, text) = section.split_once('\n').unwrap();
        Source { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    };
    let sources: Vec<Source> = text.split("--- ").skip(1).map(file).collect();
    match specwright::check::check(&sources) {
        Ok(checked) => checked.api,
        Err(problems) => panic!("{}", problems.render(&sources, false)),
    }
}

fn json(response: &MockResponse) -> Value {
    serde_json::from_slice(&response.body).unwrap()
}
