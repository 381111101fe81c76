//! Values by their type.

use serde_json::{Value, json};

use super::judge_field;
use crate::check::check;
use crate::{Source, interpret};

#[test]
fn text_is_checked_against_every_limit() {
    assert_eq!(judge_field("title", json!("票务票")), "");
    assert_eq!(
        judge_field("title", json!("票务票a")),
        "10 bytes (3 CJK characters, 1 other), limit 9 bytes (3 CJK characters); the first 3 characters fit"
    );
    assert_eq!(judge_field("title", json!("𠮷𠮷a")), "");
    assert_eq!(judge_field("title", json!("a")), "1 byte (1 character, none CJK), at least 2 bytes needed");
    assert_eq!(judge_field("subtitle", json!("票务票")), "");
    assert_eq!(
        judge_field("subtitle", json!("abcd")),
        "4 characters, limit 3 characters; the first 3 characters fit"
    );
    assert_eq!(judge_field("blurb", json!("票票abcdef")), "");
    assert!(judge_field("blurb", json!("票票票")).starts_with("3 CJK characters (9 bytes), limit 2"));
    assert!(judge_field("blurb", json!("a\u{1}")).contains("control character U+0001"));
}

#[test]
fn every_shape_of_pattern_is_matched() {
    assert_eq!(judge_field("link", json!("http://a")), "");
    assert_eq!(judge_field("link", json!("ftp://a")), "warning: does not match the pattern `^https?://`");
    assert_eq!(judge_field("isbn", json!("978-3")), "");
    assert_eq!(judge_field("isbn", json!("978 3")), "does not match the pattern `^[0-9-]*$`");
    assert_eq!(judge_field("sku", json!("AB-12")), "");
    assert_eq!(judge_field("sku", json!("ab-12")), "does not match the pattern `^[A-Z]{2}-[0-9]+$`");
}

#[test]
fn other_json_types_are_named() {
    assert_eq!(judge_field("title", json!(1)), "expected a string, found the number 1");
    assert_eq!(judge_field("title", json!(true)), "expected a string, found true");
    assert_eq!(judge_field("title", json!(["a"])), "expected a string, found a list");
    assert_eq!(judge_field("title", json!({})), "expected a string, found an object");
    assert!(judge_field("title", Value::Null).starts_with("null is not a value here"));
    assert_eq!(judge_field("gift", json!("true")), r#"expected true or false, found the string "true""#);
    assert_eq!(judge_field("shelf", json!([])), "expected an object, found a list");
    assert_eq!(judge_field("stock", json!([])), "expected an object, found a list");
    assert_eq!(judge_field("delivery", json!(1)), "expected an object, found the number 1");
    assert_eq!(judge_field("pages", json!({})), "expected a list, found an object");
}

#[test]
fn a_long_string_is_truncated_and_a_secret_is_not_shown() {
    let report = judge_field("copies", json!("七".repeat(41)));
    assert_eq!(report, format!("expected an integer, found the string \"{}\"…", "七".repeat(40)));
    assert_eq!(judge_field("token", json!(4711)), "expected a string, found a number");
}

#[test]
fn null_is_a_value_only_if_the_spec_allows_it() {
    assert_eq!(judge_field("subtitle", Value::Null), "");
    assert_eq!(judge_field("notes", Value::Null), "");
    assert!(judge_field("pages", json!([1, null])).starts_with("[1]: null is not a value here"));
}

#[test]
fn integers_have_the_range_of_their_kind() {
    for (wire, least, most) in [
        ("small", json!(i32::MIN), json!(i32::MAX)),
        ("natural", json!(0), json!(u32::MAX)),
        ("serial", json!(0), json!(u64::MAX)),
    ] {
        assert_eq!(judge_field(wire, least), "", "{wire}");
        assert_eq!(judge_field(wire, most), "", "{wire}");
    }
    assert_eq!(
        judge_field("small", json!(2_147_483_648_i64)),
        "2147483648 is more than the maximum, 2147483647"
    );
    assert_eq!(judge_field("natural", json!(-1)), "-1 is less than the minimum, 0");
    assert_eq!(
        judge_field("copies", json!(9_223_372_036_854_775_808_u64)),
        "9223372036854775808 is more than the maximum, 9223372036854775807"
    );
    assert_eq!(judge_field("copies", json!(1.0)), "expected an integer, found the number 1.0");
    let beyond = serde_json::from_str("100000000000000000000").unwrap();
    assert_eq!(judge_field("serial", beyond), "expected an integer of 64 bits, found the number 1e+20");
}

#[test]
fn numbers_are_checked_against_limits_of_both_severities() {
    assert_eq!(judge_field("copies", json!(50)), "");
    assert_eq!(judge_field("copies", json!(51)), "warning: 51 is more than the maximum, 50");
    assert_eq!(judge_field("copies", json!(0)), "0 is less than the minimum, 1");
    assert_eq!(judge_field("copies", json!("5")), r#"expected an integer, found the string "5""#);
    assert_eq!(judge_field("price", json!(1)), "");
    assert_eq!(judge_field("price", json!(0.25)), "0.25 is less than the minimum, 0.5");
}

#[test]
fn timestamps_have_at_most_ten_digits() {
    assert_eq!(judge_field("printed", json!(0)), "");
    assert_eq!(judge_field("printed", json!(9_999_999_999_i64)), "");
    assert!(judge_field("printed", json!(10_000_000_000_i64)).contains("11 digits"));
    assert!(judge_field("printed", json!(u64::MAX)).contains("20 digits"));
    assert_eq!(judge_field("printed", json!(-1)), "-1 is less than the minimum, 0");
    assert!(judge_field("printed", json!(1.5)).starts_with("expected a timestamp as a number of seconds"));
    assert!(judge_field("printed", json!("1")).starts_with("expected a timestamp as a number of seconds"));
    assert_eq!(judge_field("leaves", json!("1397577600")), "");
    assert!(judge_field("leaves", json!("1397577600000")).contains("milliseconds"));
    for wrong in [json!(1_397_577_600), json!(""), json!("-1"), json!(" 1"), json!("1.5"), json!("１２")] {
        assert!(
            judge_field("leaves", wrong)
                .starts_with("expected a timestamp as a string of at most ten decimal")
        );
    }
}

#[test]
fn a_tolerated_string_of_digits_is_validated_as_a_number() {
    assert_eq!(
        judge_field("sold", json!("1397577600")),
        "warning: may be read, but should be written as a number"
    );
    let milliseconds = judge_field("sold", json!("1397577600000"));
    assert!(milliseconds.contains("milliseconds") && !milliseconds.contains("warning"));
    for wrong in ["", "+1", "2026-01-01", "１２"] {
        assert!(judge_field("sold", json!(wrong)).starts_with("expected a timestamp as a number"));
    }
}

#[test]
fn a_tolerated_number_in_a_string_is_any_that_its_type_holds() {
    const TOLERATED: &str = "warning: may be read, but should be written as a number";
    assert_eq!(judge_field("floor", json!("-3")), TOLERATED);
    assert_eq!(judge_field("rating", json!("1.5")), TOLERATED);
    assert_eq!(judge_field("rating", json!("-2E-1")), TOLERATED);
    assert!(judge_field("floor", json!("1.5")).starts_with("expected an integer"));
    assert!(judge_field("floor", json!("-2147483649")).contains("less than the minimum"));
    assert!(judge_field("rating", json!("1,5")).starts_with("expected a number"));
    assert!(judge_field("sold", json!("-1")).starts_with("expected a timestamp as a number"));
}

#[test]
fn lists_and_maps_and_their_elements_are_validated() {
    assert_eq!(judge_field("pages", json!([])), "0 elements, at least 1 element needed");
    assert_eq!(
        judge_field("pages", json!([1, 0, "2"])),
        "[1]: 0 is less than the minimum, 1\n[2]: expected an integer, found the string \"2\""
    );
    assert_eq!(
        judge_field("stock", json!({ "a": 9, "b": 10, "c.d": 1 })),
        "3 elements, limit 2 elements\nb: 10 is more than the maximum, 9"
    );
}

#[test]
fn a_tolerated_single_value_is_validated_as_an_element() {
    assert_eq!(judge_field("seats", json!(["一排", "二排"])), "");
    assert_eq!(judge_field("seats", json!("一排")), "warning: may be read, but should be written as a list");
    let too_long = judge_field("seats", json!("一排1"));
    assert!(too_long.starts_with("7 bytes") && !too_long.contains("warning"), "{too_long}");
    assert_eq!(judge_field("seats", json!(7)), "expected a list, found the number 7");
    assert_eq!(judge_field("seats", json!(["a", ["b"]])), "[1]: expected a string, found a list");
}

#[test]
fn enumerations_know_their_values_and_other_spellings() {
    assert_eq!(judge_field("genre", json!("NOVEL")), "");
    assert_eq!(judge_field("genre", json!("TRY")), "");
    assert_eq!(
        judge_field("genre", json!("COMIC")),
        "warning: `COMIC` is not among the documented values, though it has been seen in use"
    );
    assert_eq!(
        judge_field("genre", json!("novel")),
        "`novel` is not one of the known values; did you mean `NOVEL`?"
    );
    assert_eq!(judge_field("genre", json!(1)), "expected a string, found the number 1");
    assert_eq!(judge_field("binding", json!(1)), "");
    assert!(judge_field("binding", json!(9)).starts_with("warning: `9` is not among the documented"));
    assert_eq!(judge_field("binding", json!(2)), "`2` is not one of the known values");
    assert_eq!(judge_field("binding", json!("1")), r#"expected an integer, found the string "1""#);
    assert_eq!(judge_field("binding", json!(1.0)), "expected an integer, found the number 1.0");
}

#[test]
fn a_constant_has_one_value() {
    assert_eq!(judge_field("shop", json!("books")), "");
    assert_eq!(judge_field("shop", json!("Books")), r#"must be "books", found "Books""#);
    assert_eq!(judge_field("shop", Value::Null), r#"must be "books", found null"#);
}

#[test]
fn free_json_is_anything() {
    for anything in [json!({ "a": [1, null] }), json!(1.5), json!("\u{1}")] {
        assert_eq!(judge_field("notes", anything), "");
    }
}

#[test]
fn a_constant_that_is_a_fraction_is_that_number_alone() {
    assert_eq!(judge_field("rate", json!(1.5)), "");
    assert_eq!(judge_field("rate", json!(1.25)), "must be 1.5, found 1.25");
    assert_eq!(judge_field("rate", json!("1.5")), "must be 1.5, found \"1.5\"");
}

#[test]
fn digits_are_a_fraction_only_where_the_spec_tolerates_them() {
    assert_eq!(judge_field("weight", json!("15")), "warning: may be read, but should be written as a number");
    assert_eq!(judge_field("height", json!("15")), "expected a number, found the string \"15\"");
    assert_eq!(judge_field("height", json!(15)), "");
}

#[test]
fn a_number_in_a_box_is_a_number() {
    assert_eq!(judge_field("depth", json!(7)), "");
    assert_eq!(judge_field("depth", json!("7")), "expected an integer, found the string \"7\"");
}

/// What is reported of the value of the field `a` of a model.
fn judge(field: &str, value: &Value) -> String {
    let files = [
        "api: a\nserver: https://a.example".to_owned(),
        "operation: send\nmethod: POST\npath: /a\nrequest: Sent".to_owned(),
        format!(
            "model: Sent\nfields:\n  a: {field}\n  kind: {{ type: Kind }}\n  part: {{ type: Part }}\n  by: {{ type: By }}"
        ),
        "enum: Kind\nvalues: { box: {}, tube: { also_read: [TUBE] } }".to_owned(),
        "model: Part\nfields: { size: { type: float }, made: { type: digit_timestamp }, kind: { type: Kind } }"
            .to_owned(),
        "union: By\ntag: by\nvariants: { Car: { value: car, also_read: [CAR], model: Part }, Foot: { value: foot } }"
            .to_owned(),
    ];
    let source = |(index, text): (usize, String)| Source::new(format!("{index}.yaml"), text);
    let sources: Vec<_> = files.into_iter().enumerate().map(source).collect();
    let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
    let model = api.models.named("Sent").unwrap();
    interpret::field(&api, api.models[model].field("a").unwrap(), value).to_string()
}

#[test]
fn limits_on_the_number_of_elements_are_those_of_the_outermost_list() {
    let lists = "{ type: 'list<list<int>>', min_items: 2, max: 3 }";
    assert_eq!(judge(lists, &json!([[1], []])), "");
    assert_eq!(
        judge(lists, &json!([[1, 2, 4]])),
        "1 element, at least 2 elements needed\n[0][2]: 4 is more than the maximum, 3"
    );
    let map = "{ type: 'map<list<string>>', max_items: 1, max_bytes: 1 }";
    assert_eq!(judge(map, &json!({ "k": ["a", "b"] })), "");
    assert_eq!(judge(map, &json!({ "k": [], "l": [] })), "2 elements, limit 1 element");
}

#[test]
fn limits_of_keys_are_those_of_the_outermost_map() {
    let map =
        "{ type: 'map<map<int>>', keys: { max_chars: 2, pattern: '^[a-z]+$', warn: { max_bytes: 1 } } }";
    assert_eq!(judge(map, &json!({ "a": { "Longer": 1 } })), "");
    assert_eq!(
        judge(map, &json!({ "A12": {} })),
        "warning: the key `A12`: 3 bytes (3 characters, none CJK), limit 1 byte (0 CJK characters); the first character fits\n\
         the key `A12`: 3 characters, limit 2 characters; the first 2 characters fit\n\
         the key `A12`: does not match the pattern `^[a-z]+$`"
    );
    assert_eq!(judge(map, &json!({ "": {} })), "the key ``: does not match the pattern `^[a-z]+$`");
}

#[test]
fn elements_are_equal_if_a_client_writes_them_equally() {
    let equal = |field: &str, elements: Value| {
        let report = judge(field, &elements);
        assert!(report.starts_with("the elements [0] and [1] are equal, but all must differ"), "{report}");
    };
    equal("{ type: 'list<int>', unique_items: true, tolerate: [digit_string] }", json!([7, "7"]));
    equal("{ type: 'list<float>', unique_items: true }", json!([1, 1.0]));
    equal("{ type: 'list<digit_timestamp>', unique_items: true }", json!(["7", "007"]));
    equal("{ type: 'list<Kind>', unique_items: true }", json!(["tube", "TUBE"]));
    equal("{ type: 'list<json>', unique_items: true }", json!([{ "a": 1, "b": 2 }, { "b": 2.0, "a": 1 }]));
    equal(
        "{ type: 'list<Part>', unique_items: true }",
        json!([{ "size": 1, "kind": "TUBE", "made": "7" }, { "size": 1.0, "made": "07", "kind": "tube" }]),
    );
    equal(
        "{ type: 'list<By>', unique_items: true }",
        json!([{ "by": "car", "size": 1 }, { "by": "CAR", "size": 1.0 }]),
    );
    equal("{ type: 'list<map<float>>', unique_items: true }", json!([{ "k": 1 }, { "k": 1.0 }]));
}

#[test]
fn elements_that_differ_pass() {
    assert_eq!(
        judge("{ type: 'list<json>', unique_items: true }", &json!([1, "1", true, [1], { "a": 1 }])),
        ""
    );
    assert_eq!(judge("{ type: 'list<list<int>>', unique_items: true }", &json!([[1, 1], [1]])), "");
    assert_eq!(
        judge("{ type: 'list<int>', warn: { unique_items: true } }", &json!([1, 2, 1])),
        "warning: the elements [0] and [2] are equal, but all must differ"
    );
}

#[test]
fn dates_are_days_of_the_calendar() {
    let date = "{ type: date, nullable: true }";
    for passing in [json!("2024-02-29"), json!("0000-01-01"), json!("9999-12-31"), json!(null)] {
        assert_eq!(judge(date, &passing), "");
    }
    let expected = "expected a date in a string, YYYY-MM-DD, found";
    assert_eq!(
        judge(date, &json!("2026-02-29")),
        format!("{expected} the string \"2026-02-29\": 2026-02 has 28 days")
    );
    assert_eq!(
        judge(date, &json!("28.2.2026")),
        format!("{expected} the string \"28.2.2026\": it is not in the form YYYY-MM-DD")
    );
    assert_eq!(judge(date, &json!(20_260_228)), format!("{expected} the number 20260228"));
    assert_eq!(judge("{ type: 'list<date>' }", &json!(["2024-02-29", ""])).lines().count(), 1);
}

#[test]
fn dates_and_times_are_those_of_rfc_3339() {
    let time = "{ type: date_time }";
    let passing = [
        "2026-02-28T09:30:00Z",
        "2026-02-28t09:30:00.5z",
        "2016-12-31T23:59:60Z",
        "2026-02-28T09:30:00-00:00",
    ];
    for passing in passing {
        assert_eq!(judge(time, &json!(passing)), "");
    }
    let expected = "expected a date and time in a string as in RFC 3339, such as 2026-02-28T09:30:00Z, found";
    assert_eq!(
        judge(time, &json!("2026-02-28T24:00:00Z")),
        format!("{expected} the string \"2026-02-28T24:00:00Z\": there is no hour 24")
    );
    assert_eq!(judge(time, &json!(1_772_271_000)), format!("{expected} the number 1772271000"));
    assert_eq!(
        judge(
            "{ type: 'list<date_time>', unique_items: true }",
            &json!(["2026-02-28T09:30:00Z", "2026-02-28T09:30:00+00:00"])
        ),
        ""
    );
}

#[test]
fn what_is_parsed_from_a_string_has_its_form() {
    let uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    assert_eq!(judge("{ type: uuid }", &json!(uuid)), "");
    assert_eq!(
        judge("{ type: uuid }", &json!("f81d")),
        "expected a UUID in a string, found the string \"f81d\": a UUID has 32 hexadecimal digits, as in \
         01234567-89ab-cdef-0123-456789abcdef"
    );
    // The client writes what was read, so these are two values.
    let two = json!([uuid, uuid.to_ascii_uppercase()]);
    assert_eq!(judge("{ type: 'list<uuid>', unique_items: true }", &two), "");
    assert_eq!(judge("{ type: decimal }", &json!("-0012.50")), "");
    assert_eq!(
        judge("{ type: decimal }", &json!(12.5)),
        "expected a decimal number in a string, such as \"12.50\", found the number 12.5"
    );
    assert_eq!(judge("{ type: base64, nullable: true }", &json!(null)), "");
    assert_eq!(
        judge("{ type: base64 }", &json!("-_8=")),
        "expected bytes as base64 in a string, found the string \"-_8=\": base64 consists of groups of four letters, \
         digits, `+` and `/`, the last with padding by `=`"
    );
}
