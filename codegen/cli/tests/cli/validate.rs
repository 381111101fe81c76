//! `validate`

use serde_json::{Value, json};

use crate::support::{Ran, Shop};

fn validate(body: impl AsRef<[u8]>) -> Ran {
    Shop::new().run_with(&["validate", "add_pet", "-", "--spec", "spec"], body.as_ref())
}

fn verdict(body: impl AsRef<[u8]>) -> (Option<i32>, Value) {
    let arguments = ["validate", "add_pet", "-", "--format", "json", "--spec", "spec"];
    let ran = Shop::new().run_with(&arguments, body.as_ref());
    assert_eq!(ran.stderr, "");
    (ran.code, serde_json::from_str(&ran.stdout).unwrap())
}

#[test]
fn a_valid_body_passes() {
    let ran = validate(r#"{"name": "小黑", "kind": "cat"}"#);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "add_pet: valid\n", ""));
    let (code, verdict) = verdict(r#"{"name": "小黑"}"#);
    assert_eq!(code, Some(0));
    assert_eq!(verdict, json!({"operation": "add_pet", "valid": true, "errors": [], "warnings": []}));
}

#[test]
fn warnings_are_printed_and_pass() {
    let ran = validate(r#"{"name": "小黑", "kind": "axolotl"}"#);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("warning: kind: `axolotl` "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\nadd_pet: valid, 1 warning\n"), "{}", ran.stdout);
}

#[test]
fn errors_are_first_with_one_line_each() {
    let ran = validate(r#"{"kind": "axolotl", "legs": -1, "name": "小黑小黑小", "wings": 2}"#);
    assert_eq!(ran.code, Some(1));
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn json_has_limit_and_actual() {
    let (code, verdict) = verdict(r#"{"name": "小黑小黑小", "kind": "axolotl"}"#);
    assert_eq!(code, Some(1));
    let error = &verdict["errors"][0];
    assert_eq!((&error["path"], &error["rule"]), (&json!("name"), &json!("max_bytes")));
    assert_eq!((&error["limit"], &error["actual"]), (&json!(12), &json!(15)));
    assert_eq!(verdict["warnings"][0]["limit"], Value::Null);
    let keys: Vec<_> = error.as_object().unwrap().keys().map(String::as_str).collect();
    let position = ["byte_offset", "column", "end_byte_offset", "end_column", "end_line", "end_utf16_column"];
    let also = ["limit", "line", "message", "path", "rule", "utf16_column"];
    assert_eq!(keys, [&["actual"], &position[..], &also].concat());
}

#[test]
fn problems_have_positions_in_the_body() {
    let at = |body: &str| -> Vec<(String, u64, u64, u64)> {
        let (_, verdict) = verdict(body);
        let number = |one: &Value, key: &str| one[key].as_u64().unwrap();
        let place = |one: &Value| {
            (
                one["rule"].as_str().unwrap().to_owned(),
                number(one, "line"),
                number(one, "column"),
                number(one, "end_column"),
            )
        };
        verdict["errors"].as_array().unwrap().iter().map(place).collect()
    };
    let of = |rule: &str, line, column, end| (rule.to_owned(), line, column, end);
    // A value, an unknown key, and the object that lacks one.
    assert_eq!(at("{\n  \"name\": \"小黑小黑小\"\n}"), [of("max_bytes", 2, 11, 18)]);
    assert_eq!(at("{ \"name\": \"a\",\r\n  \"羽\": 2 }"), [of("unknown_key", 2, 3, 6)]);
    assert_eq!(at("\n  { \"legs\": 4 }"), [of("required", 2, 3, 4)]);
    assert_eq!(at("{ \"name\": \"a\",\n\"name\": \"b\" }"), [of("duplicate_key", 2, 1, 7)]);
    assert_eq!(at("{\n \"name\": 01 }"), [of("body", 2, 11, 12)]);
}

#[test]
fn invalid_json_is_an_invalid_body() {
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 7] = [
        b"",
        b"{",
        b"{} {}",
        b"nonsense",
        b"\xef\xbb\xbf{\"name\": \"a\"}",
        b"{\"name\": \"\xff\"}",
        deep.as_bytes(),
    ];
    for body in bodies {
        let (code, verdict) = verdict(body);
        let shown = String::from_utf8_lossy(body.get(..20).unwrap_or(body)).into_owned();
        assert_eq!((code, verdict["valid"].as_bool()), (Some(1), Some(false)), "{shown}");
        let errors = verdict["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{shown}: {verdict}");
        assert_eq!((&errors[0]["path"], &errors[0]["rule"]), (&json!(""), &json!("body")), "{shown}");
    }
}

#[test]
fn a_duplicate_key_is_an_error_at_its_path() {
    let (code, verdict) = verdict(r#"{"name": "a", "name": "b"}"#);
    assert_eq!(code, Some(1));
    let errors = verdict["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!((&errors[0]["path"], &errors[0]["rule"]), (&json!("name"), &json!("duplicate_key")));
}

#[test]
fn the_body_can_be_in_a_file() {
    let shop = Shop::new();
    shop.put("body.json", r#"{"name": "a"}"#);
    let ran = shop.run(&["validate", "--spec", "spec", "add_pet", "body.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "add_pet: valid\n"));
}

#[test]
fn an_operation_without_a_body_accepts_none() {
    let shop = Shop::new();
    let arguments = ["validate", "list_pets", "-", "--spec", "spec"];
    assert_eq!(shop.run_with(&arguments, b"").code, Some(0));
    assert_eq!(shop.run_with(&arguments, br#"{"name": "a"}"#).code, Some(1));
}

#[test]
fn an_unknown_operation_is_an_error_with_a_suggestion_and_the_list() {
    let ran = Shop::new().run(&["validate", "add_pat", "-", "--spec", "spec", "--format", "json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    insta::assert_snapshot!(ran.stderr, @r"
    error: the spec has no operation `add_pat`
    help: did you mean `add_pet`? the spec has: add_pet, list_pets
    ");
}

#[test]
fn an_unreadable_file_fails() {
    let shop = Shop::new();
    for file in ["gone.json", "spec"] {
        let ran = shop.run(&["validate", "add_pet", file, "--spec", "spec"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.starts_with(&format!("error: cannot read `{file}`: ")), "{}", ran.stderr);
    }
}

#[test]
fn a_spec_with_errors_fails() {
    let ran = Shop::broken().run_with(&["validate", "add_pet", "-", "--spec", "spec"], br#"{"name": "a"}"#);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("error[SW0301]: "), "{}", ran.stderr);
}
