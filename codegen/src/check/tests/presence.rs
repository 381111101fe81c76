use super::{codes, report, thing};

#[test]
fn contradictory_presence() {
    let cases = [
        "a: { type: int, required: true, required_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, required: false, required_unless: { k: true } }\nk: { type: bool }",
        "a: { type: int, required: true, forbidden_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, required_if: { k: true }, required_unless: { k: true } }\nk: { type: bool }",
        "a: { type: int, required_if: { k: true }, forbidden_if: { k: [true, false] } }\nk: { type: bool }",
        "a: { type: int, forbidden_if: { k: true }, forbidden_unless: { k: true } }\nk: { type: bool }",
        "a: { type: int, required_unless: { k: true }, forbidden_if: { k: false } }\nk: { type: bool }",
        "a: { type: int, required_unless: { k: true }, forbidden_unless: { k: true } }\nk: { type: bool }",
        "a: { type: int, required_if: { k: true }, forbidden_unless: { k: false } }\nk: { type: bool }",
        "a: { type: int, required: true, default: 1 }",
        "a: { type: int, read_only: true, required: true }",
        "a: { type: int, read_only: true, required_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, read_only: true, forbidden_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, read_only: true, const: 1 }",
        "a: { type: int, write_only: true, read_only: true }",
        "a: { type: int, write_only: true, const: 1 }",
        "a: { type: int, write_only: false }",
        "a: { type: int, write_only: true }",
        "a: { type: int, read_only: false }",
        "a: { type: int, read_only: true }",
        "a: { type: int, const: 1, required_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, const: 1, default: 1 }",
        "a: { type: int, const: 1, required: false, forbidden_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, required: false, required_if: { k: true }, forbidden_if: { k: false } }\nk: { type: bool }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn conditions_that_mean_nothing() {
    let cases = [
        "a: { type: int, required_if: { kid: true } }\nkind: { type: bool }",
        "a: { type: int, required_if: { a: 1 } }",
        "a: { type: int, required_if: { k: 1 } }\nk: { type: bool }",
        "a: { type: int, required_if: { k: true } }\nk: { type: string }",
        "a: { type: int, required_if: { k: one } }\nk: { type: int }",
        "a: { type: int, required_if: { k: 5000000000 } }\nk: { type: int32 }",
        "a: { type: int, required_if: { k: [1, 1] } }\nk: { type: int }",
        "a: { type: int, required_if: { k: 2 } }\nk: { type: int, const: 1 }",
        "a: { type: int, required_unless: { k: 1 } }\nk: { type: int, const: 1 }",
        "a: { type: int, required_if: { k: 1.5 } }\nk: { type: float }",
        "a: { type: int, required_if: { k: x } }\nk: { type: 'list<string>' }",
        "a: { type: int, required_if: {} }",
        "a: { type: int, required_if: { k: [] } }\nk: { type: int }",
        "a: { type: int, required_if: { b: 1 } }\nb: { type: int, forbidden_if: { a: 1 } }",
        "a: { type: int, required_if: { b: 1 } }\nb: { type: Nowhere }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn conditions_on_enumerations() {
    let cases = [
        "a: { type: int, required_if: { k: GIFT } }",
        "a: { type: int, required_if: { k: GITF } }",
        "a: { type: int, required_if: { k: gift } }",
        "a: { type: int, required_if: { k: 1 } }",
    ];
    let spec = |case: &str| {
        thing(&format!("k: {{ type: Kind }}\n{case}"))
            + "--- 3\nenum: Kind\nvalues: { GIFT: { also_read: [gift] }, CASH: {} }\n"
    };
    insta::assert_snapshot!(report(&cases, spec));
}

#[test]
fn orders_that_cannot_be_kept() {
    let cases = [
        "a: { type: int, after: b }",
        "a: { type: int, after: a }",
        "a: { type: int, after: b }\nb: { type: timestamp }",
        "a: { type: string, after: b }\nb: { type: string }",
        "a: { type: timestamp, after: b }\nb: { type: 'list<timestamp>' }",
        "a: { type: int, after: b }\nb: { type: int, warn: { after: a } }",
        "a: { type: int, after: b, warn: { after: b } }\nb: { type: int }",
        "a: { type: decimal, after: b }\nb: { type: decimal }",
        "a: { type: date, after: b }\nb: { type: date }",
        "a: { type: date_time, after: b }\nb: { type: timestamp }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn switches_and_values_that_do_not_fit() {
    let cases = [
        "a: { type: string, tolerate: [digit_string] }",
        "a: { type: int, tolerate: [single] }",
        "a: { type: float, tolerate: [zero_fraction] }",
        "a: { type: digit_timestamp, tolerate: [zero_fraction] }",
        "a: { type: int, tolerate: [digit_strings] }",
        "a: { type: int, tolerate: [digit_string, digit_string] }",
        "a: { type: digit_timestamp, tolerate: [digit_string] }",
        "a: { type: int, secret: true }",
        "a: { type: json, nullable: true }",
        "a: { type: int, default: '1' }",
        "a: { type: string, default: 1 }",
        "a: { type: bool, const: 1 }",
        "a: { type: int32, const: 3000000000 }",
        "a: { type: int, const: -99999999999999999999999999999999999999999999999 }",
        "a: { type: int, const: 1.0 }",
        "a: { type: digit_timestamp, const: 1397577600 }",
        "a: { type: digit_timestamp, const: '13975776000' }",
        "a: { type: timestamp, const: 13975776000 }",
        "a: { type: float, default: .inf }",
        "a: { type: 'list<int>', default: 1 }",
        "a: { type: Thing, const: 1 }",
        "a: { type: date, const: 2026-02-29 }",
        "a: { type: date_time, const: 2026-02-28 09:30:00 }",
        "a: { type: date_time, default: 2026-02-28T24:00:00Z }",
        "a: { type: date_time, default: 1772271000 }",
        "a: { type: uuid, const: 1234 }",
        "a: { type: uuid, default: 0000 }",
        "a: { type: decimal, default: 1.5 }",
        "a: { type: decimal, const: '1e3' }",
        "a: { type: base64, const: aGVsbG8 }",
        "a: { type: date, default: 20260228 }",
        "a: { type: date, required_if: { b: 2026-02-28 } }\nb: { type: date }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn constructors_that_cannot_build() {
    let cases = [
        "with: { sets: { knid: a } }",
        "with: { sets: { kind: 1 } }",
        "with: { sets: { version: 2 } }",
        "with: { sets: { kind: a, note: b } }",
        "With: { sets: {} }",
        "new: { sets: {} }",
        "match: { sets: {} }",
        "kind: { sets: {} }",
        "a1: { sets: {} }\n  a_1: { sets: {} }",
    ];
    let spec = |case: &str| {
        thing(
            "kind: { type: string }\nversion: { type: int, const: 1 }\n\
             note: { type: string, forbidden_if: { kind: a } }",
        ) + "constructors:\n  "
            + case
            + "\n"
    };
    insta::assert_snapshot!(report(&cases, spec));
}

#[test]
fn valid_conditions() {
    let cases = [
        "a: { type: int, required_if: { k: [1, 2], b: true } }\nk: { type: int }\nb: { type: bool }",
        "a: { type: int, required_if: { k: a }, forbidden_if: { k: b } }\nk: { type: string }",
        "a: { type: int, required_unless: { k: true }, forbidden_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, required: false, forbidden_if: { k: true } }\nk: { type: bool }",
        "a: { type: int, after: b }\nb: { type: float, after: c }\nc: { type: uint }",
        "a: { type: timestamp, after: b }\nb: { type: digit_timestamp }",
        "a: { type: 'list<int>', tolerate: [single, digit_string] }",
        "a: { type: 'list<timestamp_ms>', tolerate: [single, zero_fraction] }",
        "a: { type: float, default: 1 }",
        "a: { type: json, default: x }",
    ];
    for case in cases {
        assert_eq!(codes(&thing(case)), Vec::<String>::new(), "{case}");
    }
}
