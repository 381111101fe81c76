//! Properties for arbitrary JSON.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::fixture;
use crate::interpret::Interpreter;

/// JSON whose keys and texts are often those of the fixture.
fn anything() -> impl Strategy<Value = Value> {
    let known = prop::sample::select(vec![
        "title",
        "copies",
        "sold",
        "printed",
        "genre",
        "delivery",
        "kind",
        "slot",
        "until",
        "weight",
        "seats",
        "pages",
        "stock",
        "shelf",
        "room",
        "next",
        "v",
        "data",
        "options",
        "a",
        "SHELF",
        "NOVEL",
        "TRY",
        "PARCEL",
        "1397577600",
    ]);
    let text = prop_oneof![known.prop_map(str::to_owned), any::<String>()].boxed();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0_i64..4).prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        let entry = (text.clone(), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Value::from),
            prop::collection::vec(entry, 0..8).prop_map(|entries| Value::Object(Map::from_iter(entries))),
        ]
    })
}

proptest! {
    #[test]
    fn every_body_can_be_validated(body in anything()) {
        let api = fixture::api();
        let interpreter = Interpreter::new(&api);
        for operation in &api.operations {
            let report = interpreter.request(operation, &body);
            prop_assert_eq!(&report, &interpreter.request(operation, &body));
            prop_assert!(report.violations().iter().all(|violation| !violation.breach.to_string().is_empty()));
            interpreter.parameters(operation, &body);
        }
    }

    #[test]
    fn an_unknown_key_is_always_an_error(key in "[a-z]{12}", value in anything()) {
        let api = fixture::api();
        let mut body = json!({ "title": "书店", "genre": "NOVEL" });
        body[&key] = value;
        let report = Interpreter::new(&api).request(api.operation("order").unwrap(), &body);
        prop_assert_eq!(report.errors().map(|error| error.path.as_str()).collect::<Vec<_>>(), [key.as_str()]);
    }
}
