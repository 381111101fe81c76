//! Models: presence, conditions, order, unknown keys.

use serde_json::{Value, json};

use super::judge;

/// A valid order with some keys set; null removes one.
fn order(changes: Value) -> String {
    let mut body = json!({ "title": "书店", "genre": "NOVEL" });
    for (key, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(body.as_object_mut().unwrap().remove(key)),
            value => body[key] = value.clone(),
        }
    }
    judge("order", body)
}

#[test]
fn a_missing_required_field_is_an_error() {
    assert_eq!(order(json!({})), "");
    assert_eq!(order(json!({ "title": null })), "title: missing, but required");
}

#[test]
fn null_is_not_a_value() {
    let report = judge("order", json!({ "title": null, "genre": "NOVEL" }));
    assert_eq!(report, "title: null is not a value here; leave the key out where there is nothing to say");
}

#[test]
fn a_condition_holds_for_the_values_it_names() {
    let missing = "greeting: missing, but required when `gift` is true";
    assert_eq!(order(json!({ "gift": true })), missing);
    assert_eq!(order(json!({ "gift": true, "greeting": "" })), "");
    assert_eq!(order(json!({ "gift": false })), "");
    assert_eq!(
        order(json!({ "gift": "true" })),
        "gift: expected true or false, found the string \"true\"",
        "no condition holds for a value of the wrong type"
    );
}

#[test]
fn a_condition_on_an_enumeration_holds_for_every_spelling() {
    let missing = r#"volume: missing, but required unless `genre` is "NOVEL" or "ESSAY""#;
    assert_eq!(order(json!({ "genre": null })), missing);
    assert_eq!(order(json!({ "genre": "TRY" })), "");
    assert!(order(json!({ "genre": "COMIC" })).ends_with(missing));
}

#[test]
fn a_forbidden_field_is_an_error() {
    assert_eq!(order(json!({ "copies": 7, "volume": 1 })), "volume: must not be given when `copies` is 7");
    assert_eq!(order(json!({ "copies": 8, "volume": 1 })), "");
}

#[test]
fn order_is_reported_at_the_later_field_in_any_form() {
    assert_eq!(order(json!({ "printed": 1, "sold": 2 })), "");
    assert_eq!(order(json!({ "printed": 2, "sold": 2 })), "sold: 2 is not after printed, 2");
    assert_eq!(
        order(json!({ "printed": 3, "sold": "2" })),
        "warning: sold: may be read, but should be written as a number\nsold: 2 is not after printed, 3"
    );
    assert_eq!(order(json!({ "leaves": "10", "lands": "9" })), "warning: lands: 9 is not after leaves, 10");
    assert_eq!(order(json!({ "leaves": "10" })), "");
    assert!(!order(json!({ "printed": true, "sold": 2 })).contains("after"));
    // A timestamp out of range is reported once.
    assert!(!order(json!({ "leaves": "1397577600000", "lands": "9" })).contains("after"));
}

#[test]
fn an_unknown_key_is_an_error_at_its_own_path() {
    assert_eq!(order(json!({ "gift ": true })), "gift : no such field; did you mean `gift`?");
    assert_eq!(order(json!({ "价格": 1 })), "价格: no such field");
    assert_eq!(
        order(json!({ "shelf": { "room": "A", "next": { "rom": "B" } } })),
        "shelf.next.room: missing, but required\nshelf.next.rom: no such field; did you mean `room`?"
    );
    assert_eq!(order(json!({ "notes": { "what": "ever" }, "stock": { "any": 1 } })), "");
}

#[test]
fn violations_come_in_the_order_of_the_spec() {
    let report = order(json!({ "zzz": 1, "copies": 0, "title": "a", "aaa": 1, "pages": [] }));
    let paths: Vec<&str> = report.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(paths, ["title", "copies", "pages", "aaa", "zzz"]);
}

#[test]
fn a_value_that_is_nested_too_deeply_is_an_error() {
    let mut shelf = json!({ "room": "A" });
    for _ in 0..500 {
        shelf = json!({ "room": "A", "next": shelf });
    }
    let report = order(json!({ "shelf": shelf }));
    assert!(report.ends_with("nested more than 100 levels deep"), "{report}");
    assert_eq!(report.lines().count(), 1);
}
