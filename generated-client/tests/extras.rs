//! Extra fields are sent unchanged; one with a key of the spec is an error, since it would bypass the limits.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
#![cfg(feature = "full-serde")]

mod common;

use specwright::ir::{Input, Type};
use wechat_tickets::*;

/// The paths of extras with a key of the spec.
fn refused(report: &Report) -> Vec<&str> {
    let errors = report.errors().filter(|violation| violation.breach.rule() == "known_key");
    errors.map(|violation| violation.path.as_str()).collect()
}

macro_rules! fields_are_no_extras {
    ($($operation:ident: $request:ty,)*) => {$(
        #[test]
        fn $operation() {
            let api = common::api();
            let operation = api.operation(stringify!($operation)).unwrap();
            let Input::Whole(Type::Model(id)) = operation.input else { panic!("no model") };
            let example = common::example(&api, &operation.name);
            let request: $request = serde_json::from_value(example).unwrap();
            // Constants too, and fields that are not set.
            for field in &api.models[id].fields {
                let report = request.clone().set_extra(field.wire.as_str(), "x").validate();
                assert_eq!(refused(&report), [field.wire.as_str()], "{report}");
            }
            let ahead = request.set_extra("not_in_the_spec", "x").validate();
            assert!(ahead.is_valid(), "{ahead}");
            assert_eq!(ahead.extras(), ["not_in_the_spec"]);
        }
    )*};
}

common::every_request!(fields_are_no_extras);

#[test]
fn the_message() {
    let report = Sku::new(5).set_extra("quantity", 7).set_extra("daily_quantity", 1).validate();
    assert_eq!(report.to_string(), "quantity: set as an extra, though it is a field of the spec");
    assert_eq!(report.extras(), ["daily_quantity"]);
    assert_eq!(
        refused(&BoardingPassCheckIn::cancel("1").set_extra("is_cancel", false).validate()),
        ["is_cancel"]
    );
}

#[test]
fn the_tag_of_a_union_is_a_field() {
    let term = FixedTerm::new(fixed_term::Required { fixed_term: 1, fixed_begin_term: 0 });
    let term = term.set_extra("type", 1);
    assert!(term.validate().is_valid());
    assert_eq!(refused(&runtime::validate(&DateInfo::from(term))), ["type"]);
    // A field of another variant is an extra.
    let term = FixedTerm::new(fixed_term::Required { fixed_term: 1, fixed_begin_term: 0 });
    assert!(runtime::validate(&DateInfo::from(term.set_extra("begin_timestamp", 1))).is_valid());
}

#[test]
fn the_path_is_reported_at_any_depth() {
    let api = common::api();
    let example = common::example(&api, "create_movie_ticket");
    let mut ticket: MovieTicket = serde_json::from_value(example).unwrap();
    ticket.base_info.sku = ticket.base_info.sku.set_extra("quantity", 0);
    assert_eq!(refused(&ticket.validate()), ["base_info.sku.quantity"]);
}
