//! What the page is given, for the real spec and for another API.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specwright::build::read_spec;
use specwright::check::check;
use specwright::interpret::Interpreter;
use specwright::ir::Api;
use specwright_checker::{Checker, Language, write};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn api(folder: &str) -> Api {
    let sources = read_spec(&workspace().join(folder)).unwrap();
    check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api
}

fn tickets() -> Checker {
    Checker::new(&write(&api("spec"))).unwrap()
}

fn names(checker: &Checker) -> Vec<String> {
    let operations = checker.operations();
    operations.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

/// A movie ticket of the examples with another title.
fn titled(checker: &Checker, title: &str) -> String {
    let mut body: Value = serde_json::from_str(&checker.example("create_movie_ticket").unwrap()).unwrap();
    *body.pointer_mut("/card/movie_ticket/base_info/title").unwrap() = title.into();
    format!("{body:#}")
}

#[test]
fn every_example_is_valid_and_every_input_has_a_form() {
    for folder in ["spec", "codegen/tests/parcels/spec"] {
        let checker = Checker::new(&write(&api(folder))).unwrap();
        for name in names(&checker) {
            let (body, parameters) =
                (checker.example(&name).unwrap(), checker.parameters(&name, Language::English).unwrap());
            let values = parameters["example"].to_string();
            let values = if parameters.is_null() { "" } else { &values };
            let judged = checker.judge(&name, values, &body).unwrap();
            assert_eq!(judged["valid"], true, "{name}: {judged:#}\n{values}\n{body}");
            assert!(!judged["reply"].is_null(), "{name}");
            let fields = checker.fields(&name, Language::English).unwrap();
            // Text and bytes are no JSON, which a form shows.
            let operations = checker.operations();
            let operation =
                operations.as_array().unwrap().iter().find(|operation| operation["name"] == *name);
            let is_plain = matches!(operation.unwrap()["body"].as_str(), Some("text" | "bytes"));
            assert_eq!(fields["type"].is_null(), body.is_empty() || is_plain, "{name}");
            let types = [&fields, &parameters].into_iter().filter_map(|form| form["types"].as_object());
            for (ty, description) in types.flatten() {
                assert!(description["kind"].is_string(), "{name}: {ty}");
            }
        }
    }
}

#[test]
fn parameters_are_judged_with_the_body() {
    let checker = Checker::new(&write(&api("codegen/tests/parcels/spec"))).unwrap();
    let values = r#"{ "store_id": 0, "after": "123456789012345678901", "X-Trace": "t1", "y": 1 }"#;
    let judged = checker.judge("list_parcels", values, "").unwrap();
    assert_eq!((&judged["valid"], &judged["errors"]), (&json!(false), &json!([])));
    let of = |path: &str| {
        let mut errors = judged["parameters"]["errors"].as_array().unwrap().iter();
        errors.find(|error| error["path"] == path).unwrap_or_else(|| panic!("{judged:#}"))["rule"].clone()
    };
    assert_eq!([of("store_id"), of("after"), of("y")], ["min", "max_bytes", "unknown_key"]);
    assert_eq!(judged["parameters"]["texts"][0]["bytes"], 21);
    assert_eq!(judged["reply"]["status"], 400);
    let fields = checker.parameters("list_parcels", Language::Chinese).unwrap();
    let places: Vec<_> =
        fields["type"]["fields"].as_array().unwrap().iter().map(|field| &field["location"]).collect();
    assert_eq!(places, ["path", "query", "query", "query", "header"]);
    let limit = &fields["type"]["fields"][1];
    assert_eq!((&limit["presence"], &limit["limits"]), (&json!("选填"), &json!(["不小于 1", "不大于 100"])));
}

#[test]
fn the_payloads_are_judged_as_the_interpreter_judges_them() {
    let (api, checker) = (api("spec"), tickets());
    let interpreter = Interpreter::new(&api);
    let mut count = 0;
    for folder in ["payloads", "bodies"] {
        for entry in fs::read_dir(workspace().join("generated-client/tests").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let (Some(name), Some("json")) = (
                path.file_stem().and_then(|name| name.to_str()),
                path.extension().and_then(|it| it.to_str()),
            ) else {
                continue;
            };
            let text = fs::read_to_string(&path).unwrap();
            let report =
                interpreter.request(api.operation(name).unwrap(), &serde_json::from_str(&text).unwrap());
            let judged = checker.judge(name, "", &text).unwrap();
            let paths = |key: &str| -> Vec<String> {
                let problems = judged[key].as_array().unwrap().iter();
                problems.map(|problem| problem["path"].as_str().unwrap().to_owned()).collect()
            };
            let errors: Vec<String> = report.errors().map(|error| error.path.clone()).collect();
            assert_eq!(judged["valid"], report.is_valid(), "{name}");
            assert_eq!(
                paths("errors").iter().filter(|path| errors.contains(path)).count(),
                errors.len(),
                "{name}"
            );
            count += 1;
        }
    }
    assert!(count >= 30);
}

#[test]
fn a_meter_states_what_is_left_in_both_units() {
    let checker = tickets();
    let meter = |title: &str| {
        let judged = checker.judge("create_movie_ticket", "", &titled(&checker, title)).unwrap();
        let texts = judged["texts"].as_array().unwrap();
        let path = "card.movie_ticket.base_info.title";
        texts.iter().find(|text| text["path"] == path).unwrap_or_else(|| panic!("{judged:#}")).clone()
    };
    let limit = meter("")["left_bytes"].as_u64().unwrap();
    let full = "票".repeat(usize::try_from(limit / 3).unwrap());
    let one_left = &full[3..];
    assert_eq!(
        (meter(one_left)["left_cjk"].as_u64(), meter(one_left)["left_bytes"].as_u64()),
        (Some(1), Some(3))
    );
    assert_eq!((meter(&full)["left_cjk"].as_u64(), meter(&full)["left_bytes"].as_u64()), (Some(0), Some(0)));
    let over = format!("{full}票");
    assert_eq!(meter(&over)["bytes"].as_u64(), Some(limit + 3));
    let judged = checker.judge("create_movie_ticket", "", &titled(&checker, &over)).unwrap();
    insta::assert_json_snapshot!([&judged["errors"], &judged["reply"], &meter(&over)]);
}

#[test]
fn a_syntax_error_has_a_place_and_no_meters() {
    let judged = tickets().judge("create_movie_ticket", "", "{\n  \"card\": 票\n}").unwrap();
    let error = &judged["errors"][0];
    assert_eq!((&error["rule"], &error["line"], &error["column"]), (&json!("body"), &json!(2), &json!(11)));
    assert_eq!((&judged["texts"], &judged["reply"]["body"]["errcode"]), (&json!([]), &json!(47001)));
}

#[test]
fn what_does_not_exist_is_nothing() {
    let checker = tickets();
    assert_eq!(checker.judge("no_such_operation", "", "{}"), None);
    assert_eq!(checker.example("no_such_operation"), None);
    assert_eq!(checker.fields("no_such_operation", Language::English), None);
    assert_eq!(checker.parameters("no_such_operation", Language::English), None);
    assert!(Checker::new("{}").unwrap_err().contains("no version"));
    let old = r#"{ "version": "0.0.1", "api": 1 }"#;
    assert!(Checker::new(old).unwrap_err().contains("build all files of the checker again"));
    let other = write(&api("spec")).replacen("\"models\"", "\"model\"", 1);
    assert!(Checker::new(&other).unwrap_err().contains("not a checked API"));
}

#[test]
fn the_form_of_an_operation() {
    insta::assert_json_snapshot!(tickets().fields("modify_stock", Language::English).unwrap());
}

/// The time for one change of a text of 6 kB, at the keyboard: it is printed, since machines differ, and far below 1 s.
#[test]
fn a_body_of_6_kb_is_judged_at_once() {
    let checker = tickets();
    let mut body: Value = serde_json::from_str(&checker.example("create_movie_ticket").unwrap()).unwrap();
    let detail = body.pointer_mut("/card/movie_ticket/detail").unwrap();
    *detail = "票".repeat(1500).into();
    let body = format!("{body:#}");
    let start = std::time::Instant::now();
    let judged = checker.judge("create_movie_ticket", "", &body).unwrap();
    let took = start.elapsed();
    println!("{} bytes are judged in {took:?}", body.len());
    assert!(judged["errors"].is_array() && took.as_secs() < 1);
}
