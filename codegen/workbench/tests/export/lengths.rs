//! Limits in bytes as limits in characters: no text that keeps the limit may be refused, whatever a validator counts.

use proptest::prelude::*;
use serde_json::Value;
use specwright_workbench::export::json_schemas;

use super::small;

/// The `minLength` and `maxLength` of a text with limits.
fn lengths(limits: &str) -> (Option<u64>, Option<u64>) {
    let api = small(&format!(
        "--- api\napi: a\nserver: https://a.example\n\
         --- send\noperation: send\nmethod: POST\npath: /a\nrequest: M\n\
         --- m\nmodel: M\nfields: {{ x: {{ type: string, {limits} }} }}\n"
    ));
    let schema: Value = json_schemas(&api)[0].schema.to_value();
    let of = |key: &str| schema["$defs"]["M"]["properties"]["x"][key].as_u64();
    (of("minLength"), of("maxLength"))
}

#[test]
fn the_tightest_sound_length_is_stated() {
    assert_eq!(lengths("max_bytes: 36"), (None, Some(36)));
    assert_eq!(lengths("min_bytes: 9"), (Some(3), None));
    assert_eq!(lengths("max_bytes: 36, max_chars: 20"), (None, Some(20)));
    assert_eq!(lengths("min_bytes: 9, min_chars: 5"), (Some(5), None));
    assert_eq!(lengths("max_cjk: 12"), (None, None));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Validators count characters, some UTF-16 code units.
    #[test]
    fn a_text_within_its_bytes_is_within_the_length(text in "[a-zé票😀\\x00\u{7ff}\u{800}\u{ffff}\u{10000}]{1,24}") {
        let bytes = text.len();
        let (least, _) = lengths(&format!("min_bytes: {bytes}"));
        let (_, most) = lengths(&format!("max_bytes: {bytes}"));
        for counted in [text.chars().count(), text.encode_utf16().count()] {
            prop_assert!(least.unwrap() as usize <= counted && counted <= most.unwrap() as usize);
        }
    }
}

/// Neither can be tighter: there are texts with as many bytes at both ends.
#[test]
fn no_tighter_length_is_sound() {
    for bytes in 1..40_usize {
        let (least, _) = lengths(&format!("min_bytes: {bytes}"));
        let (_, most) = lengths(&format!("max_bytes: {bytes}"));
        let shortest = "😀".repeat(bytes.div_ceil(4));
        assert!(shortest.len() >= bytes && least == Some(shortest.chars().count() as u64));
        assert_eq!(most, Some("a".repeat(bytes).chars().count() as u64));
    }
}
