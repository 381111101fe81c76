//! The whole body of a request.

use serde_json::{Value, json};

use super::{fixture, judge};
use crate::interpret::parameters;

const CARD: &str =
    r#"{ "v": 1, "data": { "kind": "SHELF", "options": { "a": 1 }, "shelf": { "room": "A" } } }"#;

fn shelve(pointer: &str, value: Value) -> String {
    let mut body: Value = serde_json::from_str(CARD).unwrap();
    *body.pointer_mut(pointer).unwrap() = value;
    judge("shelve", body)
}

#[test]
fn a_body_is_validated_inside_its_envelope() {
    assert_eq!(judge("shelve", serde_json::from_str(CARD).unwrap()), "");
    assert_eq!(shelve("/data/shelf", json!({})), "data.shelf.room: missing, but required");
    assert_eq!(shelve("/data/shelf", Value::Null), "data.shelf: expected an object, found null");
}

#[test]
fn constants_of_the_envelope_are_checked() {
    assert_eq!(shelve("/data/kind", json!("shelf")), r#"data.kind: must be "SHELF", found "shelf""#);
    assert_eq!(shelve("/v", json!("1")), r#"v: must be 1, found "1""#);
    assert_eq!(shelve("/data/options", json!({ "a": 2 })), "data.options.a: must be 1, found 2");
    assert_eq!(shelve("/data/options", json!({ "a": 1, "b": 1 })), "data.options.b: no such field");
    assert_eq!(shelve("/data/options", json!({})), "data.options.a: missing, but required");
    assert_eq!(shelve("/data/options", json!(1)), "data.options: expected an object, found the number 1");
}

#[test]
fn keys_of_the_envelope_are_required_and_others_are_errors() {
    assert_eq!(judge("shelve", json!({})), "data: missing, but required\nv: missing, but required");
    assert_eq!(
        judge("shelve", json!({ "v": 1, "data": {} })),
        "data.kind: missing, but required\ndata.options: missing, but required\ndata.shelf: missing, but required"
    );
    assert_eq!(shelve("/data", json!([])), "data: expected an object, found a list");
    assert_eq!(
        judge("shelve", json!({ "v": 1, "dataa": 1, "room": "A" })),
        "data: missing, but required\ndataa: no such field; did you mean `data`?\nroom: no such field"
    );
}

#[test]
fn a_body_that_is_not_an_object_has_the_empty_path() {
    for body in [json!([]), json!("x"), json!(0), json!(true), Value::Null] {
        for operation in ["order", "shelve", "search"] {
            let report = judge(operation, body.clone());
            assert!(report.starts_with("expected an object, found "), "{operation}: {report}");
            assert_eq!(report.lines().count(), 1);
        }
    }
}

#[test]
fn an_operation_without_a_body_accepts_none() {
    assert_eq!(judge("ping", Value::Null), "");
    assert_eq!(judge("ping", json!({})), "");
    assert_eq!(judge("ping", json!({ "a": 1 })), "this operation takes no body, found an object");
    assert_eq!(judge("ping", json!([])), "this operation takes no body, found a list");
}

#[test]
fn paths_in_a_body_with_parameters_are_relative_to_the_body() {
    assert_eq!(judge("search", json!({ "room": "A" })), "");
    assert_eq!(judge("search", json!({})), "room: missing, but required");
}

#[test]
fn parameters_are_validated_without_the_body() {
    let api = fixture::api();
    let judge = |values: Value| parameters(&api, api.operation("search").unwrap(), &values).to_string();
    assert_eq!(judge(json!({ "room": "A1", "limit": 5 })), "");
    assert_eq!(
        judge(json!({ "limit": "5", "body": {} })),
        "room: missing, but required\nlimit: expected an integer, found the string \"5\"\nbody: no such field"
    );
    assert!(judge(json!({ "room": "A123" })).starts_with("room: 4 bytes"));
}
