//! The second API's strategies: recursion, maps, wrapped and whole lists, conditions, regular expressions, parameters.
#![cfg(all(feature = "mock", feature = "proptest"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use parcels::mock::Mock;
use parcels::runtime::proptest::{Generate, OverLimit};
use parcels::runtime::serde::{Serialize, de::DeserializeOwned};
use parcels::runtime::testing::passes_iff_nothing_is_reported;
use parcels::runtime::{Severity, validate};
use parcels::{
    Address, AttachLabelRequest, Clone as Copied, Date, Error, Handling, Handover, Hold, Label,
    ListDaysRequest, ListParcelsRequest, Option as Extra, Page, Parcel, ParcelKind, Photos, PickUp,
    PrintLabel, Quote, ReplaceParcelRequest, Violation, address, parcel,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use specwright::interpret;
use specwright::ir::Api;

static API: LazyLock<Api> = LazyLock::new(|| {
    let sources = specwright::build::read_spec(&Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")).unwrap();
    specwright::check::check(&sources).unwrap().api
});

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// The interpreter's report on a request: paths relative to the request, and rules.
fn judged(operation: &str, request: &impl Serialize) -> Vec<(String, &'static str)> {
    let operation = API.operation(operation).unwrap();
    let body = operation.wrapped(serde_json::to_value(request).unwrap());
    let prefix = operation.wrap.as_ref().map_or(String::new(), |wrap| wrap.path.join(".") + ".");
    let report = interpret::request(&API, operation, &body);
    let found = report.violations().iter().map(|violation| {
        let path = violation.path.strip_prefix(&prefix).unwrap_or(&violation.path);
        (path.to_owned(), violation.breach.rule())
    });
    found.collect()
}

fn is_valid<T>(operation: &str, request: &T) -> Result<(), TestCaseError>
where
    T: Generate + Serialize + DeserializeOwned + PartialEq,
{
    passes_iff_nothing_is_reported(request)?;
    let report = validate(request);
    prop_assert!(report.is_empty(), "{}", report);
    prop_assert_eq!(judged(operation, request), []);
    let wire = serde_json::to_string(request).unwrap();
    prop_assert_eq!(&serde_json::from_str::<T>(&wire).unwrap(), request);
    Ok(())
}

fn is_just_over<T: Generate + Serialize>(operation: &str, over: &OverLimit<T>) -> Result<(), TestCaseError> {
    passes_iff_nothing_is_reported(&over.value)?;
    let promised = (over.path.clone(), over.rule);
    let report = validate(&over.value);
    let reported = report.violations().iter().map(|reported| (reported.path.clone(), reported.breach.rule()));
    prop_assert_eq!(reported.collect::<Vec<_>>(), [promised.clone()]);
    prop_assert_eq!(judged(operation, &over.value), [promised]);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn valid_parcels(parcel: Parcel) {
        is_valid("create_parcel", &parcel)?;
    }

    #[test]
    fn parcels_over_a_limit(over: OverLimit<Parcel>) {
        is_just_over("create_parcel", &over)?;
    }

    #[test]
    fn parcels_with_a_warning(over in any_with::<OverLimit<Parcel>>(Severity::Warning)) {
        is_just_over("create_parcel", &over)?;
    }

    #[test]
    fn parameters_pass_iff_nothing_is_reported(
        list: ListParcelsRequest,
        unlisted: OverLimit<ListParcelsRequest>,
        replace: ReplaceParcelRequest,
        unreplaced: OverLimit<ReplaceParcelRequest>,
    ) {
        passes_iff_nothing_is_reported(&list)?;
        passes_iff_nothing_is_reported(&unlisted.value)?;
        passes_iff_nothing_is_reported(&replace)?;
        passes_iff_nothing_is_reported(&unreplaced.value)?;
    }

    #[test]
    fn valid_lists(extras: Vec<Extra>) {
        is_valid("put_options", &extras)?;
    }

    #[test]
    fn numbers_between_exclusive_limits(hold: Hold, over: OverLimit<Hold>) {
        is_valid("hold_all", &hold)?;
        is_just_over("hold_all", &over)?;
    }

    #[test]
    fn unions_with_shared_fields(label: PrintLabel, handovers: Vec<Handover>) {
        is_valid("print_label", &label)?;
        is_valid("hand_over", &handovers)?;
    }

    #[test]
    fn unions_over_a_limit(label: OverLimit<PrintLabel>, handovers: OverLimit<Vec<Handover>>) {
        is_just_over("print_label", &label)?;
        is_just_over("hand_over", &handovers)?;
    }

    #[test]
    fn clones_over_a_limit(over: OverLimit<Vec<Copied>>) {
        passes_iff_nothing_is_reported(&over.value)?;
        let promised = validate(&over.value);
        prop_assert_eq!(&promised.violations()[0].path, &over.path);
        prop_assert_eq!(promised.violations().len(), 1);
    }

    #[test]
    fn quotes(quote: Quote, over: OverLimit<Quote>) {
        passes_iff_nothing_is_reported(&quote)?;
        passes_iff_nothing_is_reported(&over.value)?;
        let report = validate(&quote);
        prop_assert!(report.is_empty(), "{}", report);
        let broken = (over.path.as_str(), over.rule);
        prop_assert!([("weight", "min"), ("levels", "unique_items")].contains(&broken), "{broken:?}");
    }
}

/// The limits that the strategy violates, without indexes of elements.
fn broken<T: Generate>(severity: Severity) -> BTreeSet<String> {
    let mut runner = TestRunner::deterministic();
    let mut limits = BTreeSet::new();
    for _ in 0..2000 {
        let over = any_with::<OverLimit<T>>(severity).new_tree(&mut runner).unwrap().current();
        let path: Vec<&str> = over.path.split(['[', ']']).step_by(2).collect();
        limits.insert(format!("{} {}", path.concat(), over.rule));
    }
    limits
}

#[test]
fn every_limit_is_violated() {
    let mut errors = broken::<Parcel>(Severity::Error);
    let inside = |limit: &String| {
        ["contains.", "wrapped_in.", "next.", "handling"].iter().any(|key| limit.contains(key))
    };
    assert!(errors.iter().any(inside), "what contains itself is broken inside, too");
    errors.retain(|limit| !inside(limit));
    let expected = [
        "2nd_address.city min_bytes",
        "2nd_address.name max_bytes",
        "2nd_address.name max_cjk",
        "batches max_items",
        "batches unique_items",
        "contacts max_items",
        "contacts.k0.city min_bytes",
        "contacts.k0.name max_bytes",
        "contacts.k0.name max_cjk",
        "contacts.k2.city min_bytes",
        "contacts.k2.name max_bytes",
        "contacts.k2.name max_cjk",
        "contacts.键1.city min_bytes",
        "contacts.键1.name max_bytes",
        "contacts.键1.name max_cjk",
        "deliver after",
        "deliver timestamp",
        "duties max_chars",
        "duties min_chars",
        "duties pattern",
        "from.city min_bytes",
        "from.name max_bytes",
        "from.name max_cjk",
        "grid max",
        "id max_chars",
        "id pattern",
        "items min_items",
        "items.name max_chars",
        "items.name min_chars",
        "labels max_chars",
        "labels max_items",
        "labels unique_items",
        "limits.k0 max",
        "limits.k0 min",
        "limits.k2 max",
        "limits.k2 min",
        "limits.键1 max",
        "limits.键1 min",
        "limits.键3 max",
        "limits.键3 min",
        "marks max_chars",
        "marks min_items",
        "marks unique_items",
        "measure exclusive_min",
        "measure max",
        "measure max_chars",
        "measure max_items",
        "measure min",
        "measure min_items",
        "measure pattern",
        "measure.by max_chars",
        "measure.volume min",
        "measures exclusive_min",
        "measures max",
        "measures max_chars",
        "measures max_items",
        "measures min",
        "measures min_items",
        "measures pattern",
        "measures unique_items",
        "measures.by max_chars",
        "measures.volume min",
        "payment.iban max_bytes",
        "payment.iban min_bytes",
        "payment.number pattern",
        "pick_up timestamp",
        "piece_weights max",
        "piece_weights max_items",
        "piece_weights min",
        "pieces max",
        "pieces min",
        "policy forbidden",
        "policy max_bytes",
        "policy required",
        "remark max_bytes",
        "returned forbidden",
        "route.carrier max_bytes",
        "route.carrier min_bytes",
        "route.city max_chars",
        "route.hour max",
        "route.hour min",
        "route.hour required",
        "route.lift forbidden",
        "scanned max_items",
        "scanned timestamp",
        "scanned.k0 timestamp",
        "scans unique_items",
        "sent_at timestamp",
        "stage forbidden",
        "stops timestamp",
        "to.city min_bytes",
        "to.name max_bytes",
        "to.name max_cjk",
        "value_cents max",
        "value_cents multiple_of",
        "weight max",
        "weight min",
        "weight multiple_of",
        "wish max_chars",
    ];
    assert_eq!(errors.iter().map(|limit| limit.as_str()).collect::<Vec<_>>(), expected);

    let mut warnings = broken::<Parcel>(Severity::Warning);
    warnings.retain(|limit| !inside(limit));
    assert_eq!(
        warnings.iter().collect::<Vec<_>>(),
        [
            "class undocumented_value",
            "duties max_chars",
            "items unique_items",
            "levels undocumented_value",
            "measure max",
            "measures max",
            "piece_weights max",
            "route.carrier min_chars",
            "scanned undocumented_value",
            "type undocumented_value",
            "value_cents multiple_of"
        ]
    );
}

#[test]
fn every_limit_of_a_file_is_violated() {
    let errors = broken::<Label>(Severity::Error);
    let expected = [
        "copies max",
        "copies min",
        "lines max_chars",
        "lines max_items",
        "made_at timestamp",
        "picture max_bytes",
        "picture media_types",
        "picture min_bytes",
        "proof max_bytes",
        "proof required",
    ];
    assert_eq!(errors.iter().collect::<Vec<_>>(), expected);
    let warnings = broken::<Label>(Severity::Warning);
    assert_eq!(
        warnings.iter().collect::<Vec<_>>(),
        ["kind undocumented_value", "picture max_bytes", "picture media_types"]
    );
    let of_list = broken::<Photos>(Severity::Error);
    let expected = ["photo max_bytes", "photo max_items", "photo media_types", "photo min_items"];
    assert_eq!(of_list.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn limits_that_exclude_themselves_are_violated() {
    let expected = [
        "days max",
        "days min",
        "fee exclusive_max",
        "fee exclusive_min",
        "heights exclusive_min",
        "heights max_items",
        "rank min",
        "reason max_chars",
        "seen multiple_of",
        "shelf exclusive_max",
        "shelf exclusive_min",
        "shelf multiple_of",
        "since exclusive_min",
    ];
    assert_eq!(broken::<Hold>(Severity::Error).iter().collect::<Vec<_>>(), expected);
    let warnings = broken::<Hold>(Severity::Warning);
    assert_eq!(warnings.iter().collect::<Vec<_>>(), ["days max", "fee exclusive_max"]);
}

/// Rules over several fields are violated by fields that have a value, and by those that lack one.
#[test]
fn every_rule_is_violated() {
    let errors = broken::<Handling>(Severity::Error);
    let expected = [
        "by_hand const",
        "by_hand required",
        "cover.cents const",
        "cover.cents max",
        "cover.cents min",
        "email at_most_one_of",
        "email max_bytes",
        "floors min",
        "helpers max_chars",
        "helpers max_items_together",
        "helpers min_items",
        "lift forbidden",
        "phone at_least_one_of",
        "phone max_chars",
        "stay.nights min",
        "stay.padding forbidden",
        "stay.padding max",
        "stay.padding min",
        "watchers max_items_together",
    ];
    assert_eq!(errors.iter().map(|limit| limit.as_str()).collect::<Vec<_>>(), expected);
    let warnings = broken::<Handling>(Severity::Warning);
    let expected = [
        "fax discouraged",
        "floors at_most_one_of",
        "phone required",
        "stay.note max_chars",
        "watchers at_most_one_of",
    ];
    assert_eq!(warnings.iter().map(|limit| limit.as_str()).collect::<Vec<_>>(), expected);
}

/// Completes a call. Mocks need no async runtime.
fn finish<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(call.into_future())
}

macro_rules! mocked {
    ($($operation:ident: $request:ty => $reply:expr, read as $read:expr;)*) => {$(
        proptest! {
            #![proptest_config(ProptestConfig { cases: 64, ..config() })]

            #[test]
            fn $operation(request: $request, over: OverLimit<$request>) {
                let mock = Mock::new();
                let calls = mock.$operation().reply($reply).always();
                finish(mock.client().$operation(request.clone())).unwrap();
                prop_assert_eq!(calls.requests(), [$read(request)]);

                match finish(mock.client().$operation(over.value.clone())) {
                    Err(Error::Invalid(invalid)) => {
                        let errors: Vec<&Violation> = invalid.report.errors().collect();
                        prop_assert_eq!(errors.len(), 1, "{}", invalid.report);
                        prop_assert!(errors[0].path.ends_with(&over.path), "{}", invalid.report);
                        prop_assert_eq!(errors[0].breach.rule(), over.rule);
                    }
                    other => prop_assert!(false, "the client lets it through: {:?}", other),
                }
            }
        }
    )*};
}

mod mocked {
    use super::*;

    /// An empty list is not visible in a query or a form.
    fn traced<T>(list: std::option::Option<Vec<T>>) -> std::option::Option<Vec<T>> {
        list.filter(|list| !list.is_empty())
    }

    fn reply() -> Parcel {
        let address = || Address::new(address::Required { name: "王小明".into(), city: "成都".into() });
        let (from, to) = (address(), address());
        Parcel::new(parcel::Required { id: "AB12".into(), type_: ParcelKind::Box, from, to, weight: 1.0 })
    }

    mocked! {
        list_parcels: ListParcelsRequest => Page::new([]), read as |mut request: ListParcelsRequest| {
            request.kind = traced(request.kind);
            request
        };
        quote_price: Quote => BTreeMap::new(), read as |mut request: Quote| {
            request.levels = traced(request.levels);
            request
        };
        list_days: ListDaysRequest => vec![Date::literal("2026-02-28")], read as |mut request: ListDaysRequest| {
            request.except = traced(request.except);
            request
        };
        attach_label: AttachLabelRequest => (), read as |mut request: AttachLabelRequest| {
            request.body.lines = traced(request.body.lines);
            // Null, too, leaves no trace.
            request.body.remark = request.body.remark.filter(|remark| remark.as_option().is_some());
            request
        };
        send_photos: Photos => (), read as std::convert::identity;
        book_pick_up: PickUp => (), read as |mut request: PickUp| {
            request.marks = traced(request.marks);
            request.extras = request.extras.filter(|extras| !extras.is_empty());
            for piece in &mut request.pieces {
                piece.levels = traced(piece.levels.take());
            }
            request
        };
        replace_parcel: ReplaceParcelRequest => reply(), read as std::convert::identity;
    }
}

#[test]
fn a_fraction_of_zeros_is_read_where_it_is_tolerated() {
    let found = |key: &str, value: serde_json::Value| {
        let mut hold = serde_json::json!({ "days": 3, "asked": 1_700_000_000_000_i64 });
        hold[key] = value;
        judged("hold_all", &hold)
    };
    let tolerated = |key: &str| vec![(key.to_owned(), "tolerate")];
    let refused = |key: &str| vec![(key.to_owned(), "type")];
    assert_eq!(found("rank", 2.into()), []);
    assert_eq!(found("rank", 2.0.into()), tolerated("rank"));
    assert_eq!(found("rank", "2".into()), tolerated("rank"));
    assert_eq!(found("rank", "2.0".into()), refused("rank"));
    assert_eq!(found("rank", 2.5.into()), refused("rank"));
    assert_eq!(found("rank", (-6.0).into()), [("rank".to_owned(), "min")]);
    assert_eq!(found("rank", 9_007_199_254_740_994.0.into()), refused("rank"));
    assert_eq!(found("seen", serde_json::json!([3000.0, 2000])), tolerated("seen[0]"));
    assert_eq!(found("days", 3.0.into()), refused("days"));
    let hold = |rank: &str| {
        let text = format!(r#"{{"days": 3, "asked": 1700000000000, "rank": {rank}}}"#);
        serde_json::from_str::<Hold>(&text).map(|hold| hold.rank)
    };
    assert_eq!(hold("-2.0").unwrap(), Some(-2));
    assert_eq!(hold(r#""7""#).unwrap(), Some(7));
    assert!(hold("2.5").is_err() && hold("9007199254740994.0").is_err());
}
