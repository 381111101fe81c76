//! The strategies of requests, compared with the validator, the interpreter of the spec and the mock.
#![cfg(all(feature = "mock", feature = "proptest"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use specwright::interpret;
use specwright::ir::{
    Api, Demand, Field, FieldPath, Input, Limit, Model, Need, PatternShape, Rule, ScalarKind, Type,
};
use wechat_tickets::mock::Mock;
use wechat_tickets::runtime::proptest::{Generate, OverLimit};
use wechat_tickets::runtime::serde::{Serialize, de::DeserializeOwned};
use wechat_tickets::runtime::testing::passes_iff_nothing_is_reported;
use wechat_tickets::runtime::{Report, Severity, validate};
use wechat_tickets::*;

static API: LazyLock<Api> = LazyLock::new(common::api);

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// The interpreter's report on a request: paths relative to the request, rules and severities.
fn judged(operation: &str, request: &impl Serialize) -> Vec<(String, &'static str, Severity)> {
    let operation = API.operation(operation).unwrap();
    let prefix = operation.wrap.as_ref().map_or(String::new(), |wrap| wrap.path.join(".") + ".");
    let body = operation.wrapped(serde_json::to_value(request).unwrap());
    let report = interpret::request(&API, operation, &body);
    let found = report.violations().iter().map(|violation| {
        let path = violation.path.strip_prefix(&prefix).unwrap_or(&violation.path);
        (path.to_owned(), violation.breach.rule(), violation.severity)
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

fn is_just_over<T>(operation: &str, over: &OverLimit<T>, severity: Severity) -> Result<(), TestCaseError>
where
    T: Generate + Serialize,
{
    passes_iff_nothing_is_reported(&over.value)?;
    let promised = (over.path.clone(), over.rule, severity);
    let report = validate(&over.value);
    let reported = report
        .violations()
        .iter()
        .map(|reported| (reported.path.clone(), reported.breach.rule(), reported.severity));
    prop_assert_eq!(reported.collect::<Vec<_>>(), [promised.clone()]);
    prop_assert_eq!(judged(operation, &over.value), [promised]);
    Ok(())
}

/// The limits that the spec states for a request and everything inside it, each as path and rule.
fn stated(operation: &str) -> BTreeSet<String> {
    let Input::Whole(ty) = &API.operation(operation).unwrap().input else { panic!("{operation}") };
    let mut limits = BTreeSet::new();
    of_type(ty, "", &mut limits);
    limits
}

fn of_type(ty: &Type, path: &str, limits: &mut BTreeSet<String>) {
    let mut fields = |model| {
        let model: &Model = &API.models[model];
        model.fields.iter().for_each(|field| of_field(field, path, limits));
        let of_rules = model.rules.iter().filter(|rule| rule.severity == specwright::ir::Severity::Error);
        let prefix = if path.is_empty() { String::new() } else { format!("{path}.") };
        limits.extend(of_rules.flat_map(of_rule).map(|limit| format!("{prefix}{limit}")));
        // What comes before a time that is always there and not too late is not too late itself.
        let later = model.fields.iter().filter(|field| field.presence.need == Need::Always);
        for order in later.filter_map(|field| field.after.as_ref()) {
            limits.remove(&format!("{prefix}{} max", order.field));
        }
    };
    match ty.innermost() {
        Type::Model(id) => fields(*id),
        Type::Union(id) => API.unions[*id].variants.iter().for_each(|variant| fields(variant.model)),
        _ => {}
    }
}

/// The ways to violate a rule over several fields.
fn of_rule(rule: &Rule) -> Vec<String> {
    let with = |paths: &[FieldPath], name: &str| paths.iter().map(|path| format!("{path} {name}")).collect();
    let one = std::slice::from_ref;
    match &rule.demand {
        Demand::Required(path) => with(one(path), "required"),
        Demand::Forbidden(path) => with(one(path), "forbidden"),
        // Of the fields of this API that must have a value, those of other models are always present.
        Demand::AnyOf(path, _) if path.own().is_none() => with(one(path), "const"),
        Demand::AnyOf(path, _) => vec![format!("{path} const"), format!("{path} required")],
        Demand::Within(path, limited) => {
            limited.limits.errors.iter().map(|limit| format!("{path} {}", limit.kind().key())).collect()
        }
        Demand::AtLeastOne(paths) => with(&paths[..1], "at_least_one_of"),
        Demand::AtMostOne(paths) => with(&paths[1..], "at_most_one_of"),
        Demand::MaxItems(paths, _) => with(paths, "max_items_together"),
    }
}

fn of_field(field: &Field, path: &str, limits: &mut BTreeSet<String>) {
    let path = if path.is_empty() { field.wire.clone() } else { format!("{path}.{}", field.wire) };
    // A discouraged field is a warning already, so that no value violates a limit of it and nothing else.
    if field.constant.is_some() || field.discouraged.is_some() {
        return;
    }
    let rules = field.limits.errors.iter().map(|limit| limit.kind().key());
    // A control character in a text of other characters violates the pattern, too.
    let mut patterns = field.limits.errors.iter().chain(&field.limits.warnings).filter_map(Limit::pattern);
    let of_characters = patterns.any(|pattern| matches!(pattern.shape, PatternShape::Chars { .. }));
    let by_type = match field.ty.innermost().scalar() {
        Some(ScalarKind::Text) if API.forbid_control && !of_characters => Some("forbid_control"),
        Some(kind) if kind.is_timestamp() => Some("timestamp"),
        _ => None,
    };
    let order = field.after.as_ref().filter(|order| order.severity == specwright::ir::Severity::Error);
    let order = order.map(|_| "after");
    let required = matches!(field.presence.need, Need::When(_)).then_some("required");
    let forbidden = field.presence.forbidden.as_ref().map(|_| "forbidden");
    let rules = rules.chain(by_type).chain(order).chain(required).chain(forbidden);
    limits.extend(rules.map(|rule| format!("{path} {rule}")));
    of_type(&field.ty, &path, limits);
}

/// The limits that the strategy violates, without indexes of elements. It chooses at random, so that more limits may
/// require more values.
fn broken<T: Generate>(stated: usize) -> BTreeSet<String> {
    let mut runner = TestRunner::deterministic();
    let mut limits = BTreeSet::new();
    for count in 0..100 * stated {
        if count >= 1500 && limits.len() == stated {
            break;
        }
        let over = any::<OverLimit<T>>().new_tree(&mut runner).unwrap().current();
        let path: Vec<&str> = over.path.split(['[', ']']).step_by(2).collect();
        limits.insert(format!("{} {}", path.concat(), over.rule));
    }
    limits
}

/// Completes a call. Mocks need no async runtime.
fn finish<T>(call: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(call.into_future())
}

/// Asserts that a report contains only the promised violation. The path includes the envelope.
fn names<T>(report: &Report, over: &OverLimit<T>) -> Result<(), TestCaseError> {
    let errors: Vec<&Violation> = report.errors().collect();
    prop_assert_eq!(errors.len(), 1, "{}", report);
    prop_assert!(errors[0].path.ends_with(&over.path), "{}", report);
    prop_assert_eq!(errors[0].breach.rule(), over.rule);
    Ok(())
}

macro_rules! strategies {
    ($($operation:ident: $request:ty,)*) => {$(
        mod $operation {
            use super::*;

            proptest! {
                #![proptest_config(config())]

                #[test]
                fn valid(request: $request) {
                    is_valid(stringify!($operation), &request)?;
                }

                #[test]
                fn over_a_limit(over: OverLimit<$request>) {
                    is_just_over(stringify!($operation), &over, Severity::Error)?;
                }
            }

            #[test]
            fn every_limit_is_violated() {
                let stated = stated(stringify!($operation));
                assert_eq!(broken::<$request>(stated.len()), stated);
            }
        }
    )*};
}

common::every_request!(strategies);

macro_rules! warned {
    ($($operation:ident: $request:ty,)*) => {
        proptest! {
            #![proptest_config(config())]

            $(#[test]
            fn $operation(over in any_with::<OverLimit<$request>>(Severity::Warning)) {
                is_just_over(stringify!($operation), &over, Severity::Warning)?;
            })*
        }
    };
}

/// Warning limits; a token's request has none.
mod warned {
    use super::*;

    warned! {
        create_meeting_ticket: MeetingTicket,
        create_scenic_ticket: ScenicTicket,
        create_movie_ticket: MovieTicket,
        create_boarding_pass: BoardingPass,
        update_meeting_ticket: MeetingTicketUpdate,
        update_movie_ticket: MovieTicketUpdate,
        check_in_boarding_pass: BoardingPassCheckIn,
    }
}

macro_rules! mocked {
    ($($operation:ident: $request:ty => $reply:expr,)*) => {$(
        proptest! {
            #![proptest_config(ProptestConfig { cases: 64, ..config() })]

            #[test]
            fn $operation(request: $request, over: OverLimit<$request>) {
                let mock = Mock::new();
                let calls = mock.$operation().reply($reply).always();
                finish(mock.client().$operation(request.clone())).unwrap();
                prop_assert_eq!(calls.requests(), [request]);

                match finish(mock.client().$operation(over.value.clone())) {
                    Err(Error::Invalid(invalid)) => names(&invalid.report, &over)?,
                    other => prop_assert!(false, "the client lets it through: {:?}", other),
                }
                finish(mock.client().$operation(over.value.clone()).skip_validation()).unwrap_err();
                names(&calls.refused()[0], &over)?;
            }
        }
    )*};
}

mod mocked {
    use super::*;

    mocked! {
        create_meeting_ticket: MeetingTicket => CreatedCard::new("p1"),
        create_scenic_ticket: ScenicTicket => CreatedCard::new("p1"),
        create_movie_ticket: MovieTicket => CreatedCard::new("p1"),
        create_boarding_pass: BoardingPass => CreatedCard::new("p1"),
        update_meeting_ticket: MeetingTicketUpdate => (),
        update_movie_ticket: MovieTicketUpdate => (),
        check_in_boarding_pass: BoardingPassCheckIn => (),
        fetch_stable_access_token: StableTokenRequest => IssuedToken::new("t1", 7200),
        fetch_access_token: FetchAccessTokenRequest => IssuedToken::new("t1", 7200),
    }
}
