//! Unions.

use serde_json::{Value, json};

use super::judge_field;
use crate::Source;
use crate::check::check;
use crate::interpret::Interpreter;

#[test]
fn the_tag_may_be_spelt_in_every_accepted_way() {
    for kind in [json!(1), json!("PICK_UP")] {
        assert_eq!(judge_field("delivery", json!({ "kind": kind, "slot": 1, "until": 2 })), "");
    }
    assert_eq!(judge_field("delivery", json!({ "kind": 2, "weight": 1.5 })), "");
}

#[test]
fn the_digits_of_a_tag_may_be_tolerated_in_a_string() {
    assert_eq!(
        judge_field("delivery", json!({ "kind": "2", "weight": 1.5 })),
        "warning: kind: may be read, but should be written as a number"
    );
    assert_eq!(
        judge_field("delivery", json!({ "kind": "1", "slot": 2, "until": 2 })),
        "warning: kind: may be read, but should be written as a number\nuntil: 2 is not after slot, 2"
    );
}

#[test]
fn the_fields_of_the_variant_are_validated() {
    assert_eq!(
        judge_field("delivery", json!({ "kind": 1, "slot": "2", "until": 2 })),
        "warning: slot: may be read, but should be written as a number\nuntil: 2 is not after slot, 2"
    );
    assert_eq!(judge_field("delivery", json!({ "kind": 2 })), "weight: missing, but required");
}

#[test]
fn without_a_known_tag_only_keys_of_no_variant_are_errors() {
    let judge =
        |kind| judge_field("delivery", json!({ "kind": kind, "slot": "soon", "weight": "x", "wieght": 1 }));
    let unknown_key = "wieght: no such field; did you mean `weight`?";
    assert_eq!(
        judge_field("delivery", json!({ "slot": "soon", "wieght": 1 })),
        format!("kind: missing, but required\n{unknown_key}")
    );
    assert_eq!(judge(json!(3)), format!("kind: `3` is not one of the known values\n{unknown_key}"));
    assert_eq!(judge(json!("01")), format!("kind: `01` is not one of the known values\n{unknown_key}"));
    assert_eq!(
        judge(json!("PARCELS")),
        format!("kind: `PARCELS` is not one of the known values; did you mean `PARCEL`?\n{unknown_key}")
    );
    assert_eq!(
        judge(json!(true)),
        format!("kind: expected an integer or a string, found true\n{unknown_key}")
    );
    assert_eq!(
        judge(json!(1.0)),
        format!("kind: expected an integer or a string, found the number 1.0\n{unknown_key}")
    );
    assert!(judge(json!(null)).starts_with("kind: null is not a value here"));
}

#[test]
fn a_field_of_another_variant_is_a_warning_without_validation() {
    assert_eq!(
        judge_field("delivery", json!({ "kind": 1, "slot": 1, "weight": "x", "wieght": 1 })),
        "warning: weight: belongs to the variant `Parcel`; this one does not use it\n\
         wieght: no such field"
    );
}

/// The report on a payment, whose union has no tag.
fn judge_payment(payment: &Value) -> String {
    let files = [
        "api: a\nserver: https://a.example",
        "operation: pay\nmethod: POST\npath: /a\nrequest: Payment",
        "union: Payment\nfields: { at: { type: timestamp } }\nvariants:\n  \
         Cash: { fields: { cash: { type: Money, required: true, nullable: true }, tip: { type: int, min: 1 } } }\n  \
         Card: { fields: { number: { type: string, required: true } } }",
        "model: Money\nfields: { cents: { type: int, required: true } }",
    ];
    let source = |(index, text): (usize, &str)| Source::new(format!("{index}.yaml"), text);
    let sources: Vec<_> = files.into_iter().enumerate().map(source).collect();
    let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
    Interpreter::new(&api).request(&api.operations[0], payment).to_string()
}

#[test]
fn without_a_tag_the_variant_is_the_one_whose_key_is_present() {
    for valid in
        [json!({ "cash": { "cents": 5 } }), json!({ "at": 1, "number": "4" }), json!({ "cash": null })]
    {
        assert_eq!(judge_payment(&valid), "", "{valid}");
    }
    assert_eq!(judge_payment(&json!({ "number": 4 })), "number: expected a string, found the number 4");
    assert_eq!(
        judge_payment(&json!({ "number": "4", "tip": 0 })),
        "tip: belongs to the variant `Cash`; this one does not use it"
    );
    assert_eq!(
        judge_payment(&json!({ "number": "4", "nubmer": 0 })),
        "nubmer: no such field; did you mean `number`?"
    );
}

#[test]
fn exactly_one_key_of_a_variant_is_required() {
    assert_eq!(
        judge_payment(&json!({ "at": 1, "cahs": {} })),
        "has none of the keys `cash`, `number`; exactly one is required\n\
         cahs: no such field; did you mean `cash`?"
    );
    assert_eq!(
        judge_payment(&json!({ "cash": null, "number": "4" })),
        "has the keys `cash`, `number`, but exactly one of `cash`, `number` is allowed"
    );
    assert_eq!(judge_payment(&json!([])), "expected an object, found a list");
}

#[test]
fn an_operation_may_tolerate_unknown_keys() {
    let judge = |tolerate: &str| {
        let files = [
            "api: a\nserver: https://a.example\ntolerate_unknown_keys: true".to_owned(),
            format!("operation: pay\nmethod: POST\npath: /a\nrequest: Money{tolerate}"),
            "model: Money\nfields: { cents: { type: int, required: true } }".to_owned(),
        ];
        let sources: Vec<_> =
            (0..).zip(files).map(|(index, text)| Source::new(format!("{index}.yaml"), text)).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        Interpreter::new(&api).request(&api.operations[0], &json!({ "cents": 1, "cent": 1 })).to_string()
    };
    let said = "cent: no such field; did you mean `cents`?";
    assert_eq!(judge(""), format!("warning: {said}"));
    assert_eq!(judge("\ntolerate_unknown_keys: true"), format!("warning: {said}"));
    assert_eq!(judge("\ntolerate_unknown_keys: false"), said);
}
