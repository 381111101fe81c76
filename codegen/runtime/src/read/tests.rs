use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::form::{Digits, Each};
use crate::{Extra, Nullable, Timestamp};

/// A model of replies.
#[derive(Debug, PartialEq)]
struct Pet {
    name: String,
    age: Option<i64>,
    tag: Option<Nullable<String>>,
    children: Vec<Pet>,
    extra: Extra,
}

impl Read for Pet {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        let mut object = Object::of_reply("Pet", node)?;
        object.pass_inside("head", &[&["code"], &["more", "message"]]);
        object.pass(&["code"]);
        object.optional_constant("kind", "pet")?;
        Ok(Self {
            name: object.required("name")?,
            age: object.optional("age")?,
            tag: object.optional("tag")?,
            children: object.optional("children")?.unwrap_or_default(),
            extra: object.rest()?,
        })
    }
}

/// A model of requests.
#[derive(Debug, PartialEq)]
struct Visit {
    times: Option<Vec<Timestamp>>,
    note: Option<Nullable<String>>,
    extra: Extra,
}

impl Read for Visit {
    fn read(node: Node<'_>) -> Result<Self, Error> {
        let mut object = Object::new("Visit", node)?;
        object.constant("version", 1)?;
        Ok(Self {
            times: object.optional_as::<Each<Digits>, _>("times")?,
            note: object.optional("note")?,
            extra: object.rest()?,
        })
    }
}

fn read<T: Read>(json: &str) -> Result<T, String> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserialize(&mut deserializer).map_err(|error: serde_json::Error| error.to_string())
}

fn error<T: Read + std::fmt::Debug>(json: &str) -> String {
    read::<T>(json).unwrap_err()
}

#[test]
fn keys_are_found_in_any_order_and_the_rest_is_kept() {
    let in_order = read::<Pet>(r#"{"kind":"pet","name":"Rex","age":3,"tag":"r","legs":4}"#).unwrap();
    let other = read::<Pet>(r#"{"legs":4,"tag":"r","age":3,"name":"Rex","kind":"pet"}"#).unwrap();
    assert_eq!(in_order, other);
    assert_eq!((&*other.name, other.age, other.extra.get("legs")), ("Rex", Some(3), Some(&json!(4))));
    assert_eq!(other.extra.iter().count(), 1);
}

#[test]
fn a_key_of_the_model_occurs_once() {
    for json in [
        r#"{"name":"a","name":"b"}"#,
        r#"{"name":"a","age":1,"name":"b"}"#,
        r#"{"name":"a","legs":1,"name":"a"}"#,
    ] {
        assert_eq!(error::<Pet>(json), "name: the field occurs twice");
    }
    // Of unknown keys that occur twice the last counts, and the error code is skipped.
    let pet = read::<Pet>(r#"{"name":"a","legs":1,"legs":2,"code":1,"code":2}"#).unwrap();
    assert_eq!(pet.extra.iter().collect::<Vec<_>>(), [("legs", &json!(2))]);
}

#[test]
fn null_is_an_absent_field_in_replies_and_a_value_in_requests() {
    let pet = read::<Pet>(r#"{"name":"a","age":null,"tag":null,"legs":null}"#).unwrap();
    assert_eq!((pet.age, pet.tag), (None, Some(Nullable::Null)));
    assert_eq!(pet.extra.get("legs"), Some(&Value::Null));
    assert_eq!(error::<Pet>(r#"{"name":null}"#), "missing field `name`");
    assert_eq!(read::<Visit>(r#"{"version":1,"note":null}"#).unwrap().note, Some(Nullable::Null));
    assert_eq!(error::<Visit>(r#"{"version":1,"times":null}"#), "times: expected a list, found null");
}

#[test]
fn errors_have_the_path() {
    let deep = r#"{"name":"a","children":[{"name":"b"},{"name":"c","children":[{"name":7}]}]}"#;
    assert_eq!(error::<Pet>(deep), "children[1].children[0].name: expected a string, found the number 7");
    assert_eq!(error::<Pet>(r#"{"name":"a","children":[{}]}"#), "children[0]: missing field `name`");
    assert_eq!(
        error::<Visit>(r#"{"version":1,"times":["1",2]}"#),
        "times[1]: expected a string of decimal digits, found the number 2"
    );
    let map = error::<BTreeMap<String, Vec<Vec<bool>>>>(r#"{"a":[[true],[0]]}"#);
    assert_eq!(map, "a[1][0]: expected true or false, found the number 0");
    assert_eq!(error::<Pet>("[]"), "expected an object (Pet), found a list");
    assert_eq!(error::<bool>(r#""äää""#), r#"expected true or false, found the string "äää""#);
    let long = format!("\"{}\"", "票".repeat(41));
    assert_eq!(
        error::<bool>(&long),
        format!("expected true or false, found the string \"{}\"…", "票".repeat(40))
    );
}

#[test]
fn constants_must_match() {
    assert_eq!(error::<Visit>("{}"), "missing field `version`");
    assert_eq!(error::<Visit>(r#"{"version":2}"#), "version: must be 1, found 2");
    assert_eq!(error::<Pet>(r#"{"name":"a","kind":null}"#), r#"kind: must be "pet", found null"#);
    assert_eq!(error::<Visit>(r#"{"version":1,"version":1}"#), "version: the field occurs twice");
}

#[test]
fn error_codes_and_messages_are_skipped() {
    let extra = |json: &str| read::<Pet>(json).unwrap().extra;
    assert!(extra(r#"{"code":0,"name":"a","head":{"code":0,"more":{"message":"ok"}}}"#).is_empty());
    assert!(extra(r#"{"name":"a","head":null}"#).is_empty());
    let kept = extra(r#"{"head":{"code":0,"more":{"message":"ok","id":7}},"name":"a"}"#);
    assert_eq!(kept.get("head"), Some(&json!({"more": {"id": 7}})));
}

#[test]
fn numbers_must_be_in_the_range_of_their_type() {
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<f64>("18446744073709551616"), Ok(18_446_744_073_709_551_616.0));
    assert_eq!(read::<f64>("7"), Ok(7.0));
    for beyond in ["9223372036854775808", "18446744073709551616", "1.5", "1e3"] {
        assert!(
            error::<i64>(beyond).starts_with("expected an integer of 64 bits, found the number "),
            "{beyond}"
        );
    }
    assert!(read::<i32>("2147483648").is_err() && read::<u32>("-1").is_err());
    assert!(read::<f64>("1e999").is_err());
}

/// Also with the features `arbitrary_precision` and `raw_value` of `serde_json`.
#[test]
fn values_are_those_of_serde_json() {
    for json in [
        "-12",
        "1.5",
        "1.50",
        "1e400",
        "123456789012345678901234567890",
        r#"{"a":"1"}"#,
        r#"{"a":{"b":"-2.5"}}"#,
    ] {
        let (ours, theirs) = (read::<Value>(json).ok(), serde_json::from_str::<Value>(json).ok());
        assert_eq!(ours, theirs, "{json}");
        if let Some(value) = theirs {
            assert_eq!(deserialize::<Value, _>(value.clone()).unwrap(), value, "{json}");
        }
    }
}

#[test]
fn escapes_in_keys_and_strings_are_decoded() {
    let pet = read::<Pet>(r#"{"n\u0061me":"R\"\u7968","l\\egs":"\n"}"#).unwrap();
    assert_eq!(pet.name, "R\"票");
    assert_eq!(pet.extra.get("l\\egs"), Some(&json!("\n")));
    // An `io::Read` cannot be borrowed from.
    let json = br#"{"name":"Rex"}"#;
    let pet: Pet = deserialize(&mut serde_json::Deserializer::from_reader(&json[..])).unwrap();
    assert_eq!(pet.name, "Rex");
    let pet: Pet = deserialize(json!({"name": "Rex", "age": 3})).unwrap();
    assert_eq!(pet.age, Some(3));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    assert!(error::<Value>(&deep).starts_with("recursion limit exceeded"));
}

#[test]
fn unknown_values_are_kept_as_they_were_read() {
    let json = r#"{"a":[null,true,-1,1.5,18446744073709551615,"x",{"b":{}}]}"#;
    assert_eq!(read::<Value>(json).unwrap(), serde_json::from_str::<Value>(json).unwrap());
}

#[test]
fn a_union_has_one_tag() {
    fn tagged(json: &str) -> Result<Tagged<'_>, String> {
        Tagged::read(serde_json::from_str(json).unwrap(), "kind").map_err(|error| error.to_string())
    }
    let known = tagged(r#"{"name":"Rex","kind":7,"age":3}"#).unwrap();
    assert_eq!(known.tag(), TagRef::Int(7));
    assert_eq!(known.refuse("Pet").to_string(), "kind: 7 names no variant of Pet");
    assert_eq!(known.model::<Pet>().unwrap().age, Some(3));
    let unknown = tagged(r#"{"a":1,"kind":"x"}"#).unwrap();
    assert_eq!(unknown.tag(), TagRef::Text("x"));
    assert_eq!(unknown.unknown().value(), &json!({"a": 1, "kind": "x"}));
    for (json, problem) in [
        ("[]", "expected an object, found a list"),
        ("{}", "missing field `kind`"),
        (r#"{"kind":1,"kind":1}"#, "kind: the field occurs twice"),
        (r#"{"kind":1.5}"#, "kind: expected an integer, found the number 1.5"),
        (r#"{"kind":true}"#, "kind: expected an integer or a string, found true"),
    ] {
        assert_eq!(tagged(json).unwrap_err(), problem);
    }
}

#[test]
fn a_union_without_a_tag_has_one_of_its_keys() {
    fn keyed(json: &str) -> Tagged<'_> {
        Tagged::by_key(serde_json::from_str(json).unwrap(), &["name", "number"]).unwrap()
    }
    let known = keyed(r#"{"name":"Rex","age":3,"number":null}"#);
    assert_eq!(known.tag(), TagRef::Text("name"));
    assert_eq!(known.model::<Pet>().unwrap().age, Some(3));
    assert_eq!(keyed(r#"{"number":null}"#).tag(), TagRef::Text("number"));
    for unclear in [r#"{"age":3}"#, r#"{"name":"Rex","number":1}"#, r#"{"name":null,"number":null}"#] {
        let unclear = keyed(unclear);
        assert_eq!(unclear.tag(), TagRef::Int(0));
        assert_eq!(unclear.refuse("Pet").to_string(), "Pet has exactly one of the keys `name`, `number`");
    }
    assert_eq!(keyed(r#"{"age":3}"#).unknown().value(), &json!({"age": 3}));
    let list = serde_json::from_str("[]").unwrap();
    assert_eq!(Tagged::by_key(list, &["name"]).unwrap_err().to_string(), "expected an object, found a list");
}
