//! Validation of requests.

use std::collections::BTreeMap;

use parcels::runtime::validate;
use parcels::*;
use serde_json::{Value, json};

use super::common::parcel;
use super::parcel_json;

#[test]
fn limits_of_every_kind_are_checked() {
    let parcel = parcel()
        .labels(["toolonglabel", "a", "b", "c"])
        .items([])
        .limits(BTreeMap::from([("a".to_owned(), 11)]))
        .pick_up(Timestamp::from_unix_seconds(5))
        .deliver(Timestamp::from_unix_seconds(5))
        .remark(remark())
        .insured(true)
        .class(ServiceLevel::N9)
        .payment(Card::new("12ab"));
    let lines = validate(&parcel).to_string();
    assert_eq!(
        lines,
        "labels: 4 elements, limit 3 elements\n\
         labels[0]: 12 characters, limit 8 characters; the first 8 characters fit\n\
         items: 0 elements, at least 1 element needed\n\
         limits.a: 11 is more than the maximum, 10\n\
         deliver: 5 is not after pick_up, 5\n\
         remark: 33 bytes (11 CJK characters), limit 30 bytes (10 CJK characters); the first 10 characters fit\n\
         payment.number: does not match the pattern `^[0-9]{12,19}$`\n\
         policy: missing, but required when `insured` is true and `type` is \"box\" or \"tube\"\n\
         warning: class: `9` is not among the documented values, though it has been seen in use"
    );
}

#[test]
fn rules_over_several_fields_are_reported_at_a_field_with_their_condition() {
    let handling = |cents| Handling::new(Cover::new(cents));
    let lines = |handling: Handling| validate(&handling).to_string();
    assert_eq!(lines(handling(1).phone("0280")), "");
    assert_eq!(lines(handling(0).phone("0280").mode(HandlingMode::Deposit).by_hand(true)), "");
    assert_eq!(
        lines(handling(1).phone("0280").email("a@b.example").mode(HandlingMode::Deposit)),
        "cover.cents: must be 0, found 1, when `mode` is \"deposit\"\n\
         by_hand: missing, but required when `mode` is \"deposit\"\n\
         email: at most one of `phone` and `email` is allowed"
    );
    assert_eq!(
        lines(handling(0).stay(Stay::new().note("fragile")).mode(HandlingMode::Own)),
        "cover.cents: 0 is less than the minimum, 1, unless `mode` is \"deposit\"\n\
         warning: stay.note: 7 characters, limit 5 characters; the first 5 characters fit, when `stay` is present\n\
         warning: phone: missing, but required when `stay` is present\n\
         phone: at least one of `phone` and `email` is required"
    );
    let crowd = ["a", "b", "c"];
    let watchers = || BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let lifted = |floors| handling(1).phone("0280").by_hand(true).floors(floors).lift(Nullable::Null);
    assert_eq!(lines(lifted(2).helpers(["a"])), "");
    assert_eq!(lines(lifted(2).helpers(["a"]).fax("")), "");
    assert_eq!(
        lines(lifted(3).helpers(["a"]).watchers(watchers()).fax("0281")),
        "warning: fax: should not be used: The faxes are switched off\n\
         helpers: 1 element, at least 2 elements needed, when `by_hand` is true and `floors` is at least 3\n\
         lift: must not be given when `by_hand` is true and `floors` is at least 3\n\
         warning: watchers: at most one of `stay.nights`, `floors` and `watchers` is allowed"
    );
    assert_eq!(
        lines(handling(1).phone("0280").helpers(crowd).watchers(watchers())),
        "watchers: `helpers` and `watchers` have 5 elements together, limit 4 elements"
    );
}

#[test]
fn a_former_field_is_read_and_not_written_again() {
    let handling = json!({ "cover": { "cents": 1 }, "phone": "0280", "crane": true });
    let mut parcel = parcel_json();
    parcel["handling"] = handling;
    let sources =
        specwright::build::read_spec(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("spec"));
    let api = specwright::check::check(&sources.unwrap()).unwrap().api;
    let body = json!({ "version": 2, "data": { "parcel": parcel }, "with \"quotes\"": true });
    let report = specwright::interpret::request(&api, api.operation("create_parcel").unwrap(), &body);
    assert_eq!(
        report.to_string(),
        "warning: data.parcel.handling.crane: should not be used: Parcels are carried since 2020"
    );
    let read: Parcel = serde_json::from_value(body["data"]["parcel"].clone()).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written["handling"], json!({ "cover": { "cents": 1 }, "phone": "0280" }));
}

fn remark() -> Text<parcel::Remark> {
    "一二三四五六七八九十一".into()
}

#[test]
fn null_is_a_value_if_the_spec_allows_it() {
    let cleared = parcel().remark(Nullable::Null);
    let wire = serde_json::to_value(&cleared).unwrap();
    assert_eq!(wire["remark"], Value::Null);
    assert!(wire.as_object().unwrap().contains_key("remark"));
    assert_eq!(serde_json::from_value::<Parcel>(wire).unwrap(), cleared);
    assert!(serde_json::to_value(parcel()).unwrap().get("remark").is_none());
    assert_eq!(parcel().remark("易碎"), parcel().remark(Nullable::Value("易碎".into())));
}
