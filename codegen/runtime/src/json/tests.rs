//! The output is equal to that of `serde_json`.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde::ser::{
    SerializeMap, SerializeStruct, SerializeStructVariant, SerializeTupleStruct, SerializeTupleVariant,
};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Both results: the text, or the message of the error.
fn both<T: Serialize + ?Sized>(value: &T) -> [Result<String, String>; 2] {
    let mut ours = Vec::new();
    let written = super::ToJson::write_json(&value, &mut ours);
    [
        written.map(|()| String::from_utf8(ours).unwrap()).map_err(|error| error.to_string()),
        serde_json::to_string(value).map_err(|error| error.to_string()),
    ]
}

#[track_caller]
fn assert_same<T: Serialize + ?Sized>(value: &T) {
    let [ours, theirs] = both(value);
    assert_eq!(ours, theirs);
}

/// Text of up to several blocks, with many characters that must be escaped or are similar to these.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        8 => prop_oneof![Just('a'), Just('票'), Just('é'), Just('𠮷'), Just('😀'), Just(' ')],
        1 => prop_oneof![Just('"'), Just('\\'), Just('/'), Just('\u{7F}'), Just('\u{2028}')],
        1 => (0_u8..0x21).prop_map(char::from),
        1 => any::<char>(),
    ];
    vec(character, 0..150).prop_map(String::from_iter)
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(text(), inner, 0..6).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_value_is_written_as_serde_json_writes_it(value in value()) {
        let [ours, theirs] = both(&value);
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn any_text_is_written_as_serde_json_writes_it(text in text()) {
        let [ours, theirs] = both(&text);
        prop_assert_eq!(ours, theirs);
        let [ours, theirs] = both(&format_args!("{text}{text}"));
        prop_assert_eq!(ours, theirs);
    }
}

#[test]
fn an_escape_can_be_anywhere() {
    for byte in (0..0x20).chain([b'"', b'\\', 0x7F]) {
        for length in 1..140 {
            for place in [0, length / 2, length - 1] {
                let mut text = vec![b'x'; length];
                text[place] = byte;
                assert_same(std::str::from_utf8(&text).unwrap());
            }
        }
    }
}

#[test]
fn numbers_are_written_to_their_last_digit() {
    assert_same(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    assert_same(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    assert_same(&[0.0, -0.0, 1.0, 0.1, 1e300, 5e-324, f64::NAN, f64::INFINITY]);
    assert_same(&[0.1_f32, f32::MAX, f32::NAN]);
}

/// The kinds of values in serde's data model that the other tests do not cover.
enum Kind {
    Bytes,
    Char,
    UnitStruct,
    UnitVariant,
    NewtypeStruct,
    NewtypeVariant,
    TupleStruct,
    TupleVariant,
    Struct,
    StructVariant,
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = json!({ "a\n": [] });
        match self {
            Self::Bytes => serializer.serialize_bytes(&[0, 255]),
            Self::Char => serializer.serialize_char('"'),
            Self::UnitStruct => serializer.serialize_unit_struct("Name"),
            Self::UnitVariant => serializer.serialize_unit_variant("Name", 0, "A \"variant\""),
            Self::NewtypeStruct => serializer.serialize_newtype_struct("Name", &inner),
            Self::NewtypeVariant => serializer.serialize_newtype_variant("Name", 0, "Variant", &inner),
            Self::TupleStruct => {
                let mut tuple = serializer.serialize_tuple_struct("Name", 2)?;
                tuple.serialize_field(&1)?;
                tuple.serialize_field(&inner)?;
                tuple.end()
            }
            Self::TupleVariant => {
                let mut tuple = serializer.serialize_tuple_variant("Name", 0, "Variant", 2)?;
                tuple.serialize_field(&1)?;
                tuple.serialize_field(&inner)?;
                tuple.end()
            }
            Self::Struct => {
                let mut object = serializer.serialize_struct("Name", 2)?;
                object.serialize_field("a", &1)?;
                object.serialize_field("b", &inner)?;
                object.end()
            }
            Self::StructVariant => {
                let mut object = serializer.serialize_struct_variant("Name", 0, "Variant", 2)?;
                object.serialize_field("a", &1)?;
                object.serialize_field("b", &inner)?;
                object.end()
            }
        }
    }
}

#[test]
fn every_kind_of_value_is_written_as_serde_json_writes_it() {
    for kind in [
        Kind::Bytes,
        Kind::Char,
        Kind::UnitStruct,
        Kind::UnitVariant,
        Kind::NewtypeStruct,
        Kind::NewtypeVariant,
        Kind::TupleStruct,
        Kind::TupleVariant,
        Kind::Struct,
        Kind::StructVariant,
    ] {
        assert_same(&kind);
        assert_same(&OneKey(kind));
    }
}

/// A map with a key of any kind.
struct OneKey<T>(T);

impl<T: Serialize> Serialize for OneKey<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_key(&self.0)?;
        map.serialize_value(&())?;
        map.end()
    }
}

#[test]
fn keys_become_strings_or_errors() {
    assert_same(&BTreeMap::from([(true, 1), (false, 2)]));
    assert_same(&BTreeMap::from([(-1, 'a'), (1, '"')]));
    assert_same(&OneKey(Some("a")));
    assert_same(&OneKey(0.5));
    assert_same(&OneKey(f64::NAN));
    assert_same(&OneKey(None::<u8>));
    assert_same(&OneKey(()));
    assert_same(&OneKey([1]));
    assert_same(&OneKey(format_args!("a{}", '\n')));
}

#[test]
fn an_error_of_the_value_is_returned() {
    struct Refuses;
    impl Serialize for Refuses {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }
    assert_same(&[Refuses]);
}

#[test]
fn raw_json_is_not_quoted() {
    let raw = RawValue::from_string(r#"{"a": [1.50]}"#.to_owned()).unwrap();
    assert_same(&raw);
    assert_same(&[Some(raw)]);
    // With the feature `arbitrary_precision` of `serde_json`, its digits are kept.
    for number in ["1.50", "-0.0", "123456789012345678901234567890"] {
        assert_same(&serde_json::from_str::<Value>(number).unwrap());
        assert_same(
            &serde_json::from_str::<BTreeMap<String, Value>>(&format!("{{\"a\":{number}}}")).unwrap(),
        );
    }
}

/// A struct that announces one field and writes others.
struct Misstated(&'static [(&'static str, u8)]);

impl Serialize for Misstated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Name", 1)?;
        for (key, value) in self.0 {
            fields.serialize_field(key, value)?;
        }
        fields.end()
    }
}

#[test]
fn a_struct_with_one_field_is_an_object() {
    assert_same(&Misstated(&[("a\n", 1)]));
    assert_same(&[Misstated(&[])]);
    let [ours, _] = both(&Misstated(&[("a", 1), ("b", 2)]));
    assert_eq!(ours.unwrap_err(), "a struct has more fields than its `Serialize` states");
}
