use std::collections::{BTreeMap, BTreeSet};

use ::proptest::prelude::*;
use ::proptest::strategy::ValueTree;
use ::proptest::test_runner::{TestError, TestRunner};

use super::*;
use crate::{
    Judge, Limits, Nullable, Number, Pattern, Severity, Text, TextField, TextLimits, TextRules, Timestamp,
    arbitrary, validate,
};

macro_rules! text_fields {
    ($($marker:ident: $rules:expr;)*) => {$(
        #[derive(Clone, Debug)]
        enum $marker {}

        impl TextField for $marker {
            const RULES: TextRules<'static> = $rules;
        }
    )*};
}

const TEXT: TextRules<'static> = TextRules::of("text").forbid_control();
const LIMITS: TextLimits<'static> = TextLimits::NONE;

text_fields! {
    Title: TEXT.max_bytes(36);
    Name: TEXT.max_bytes(60).max_cjk(10);
    City: TEXT.min_bytes(2).max_chars(8).warning(LIMITS.max_chars(6));
    Link: TEXT.max_bytes(30).warning(LIMITS.pattern(Pattern::prefix("^https?://", &["https://", "http://"])));
    Digits: TEXT.max_bytes(5).pattern(Pattern::chars("^[0-9]+$", &[('0', '9')], false));
    Code: TEXT.min_chars(2).max_bytes(9).warning(LIMITS.min_chars(3));
    Free: TextRules::of("text");
    Latin: TEXT.max_cjk(5).pattern(Pattern::chars("^[a-z]*$", &[('a', 'z')], true));
}

#[derive(Clone, Debug)]
struct Everything {
    title: Text<Title>,
    name: Option<Text<Name>>,
    city: Option<Text<City>>,
    code: Option<Text<Code>>,
    link: Option<Text<Link>>,
    digits: Option<Nullable<Text<Digits>>>,
    free: Option<Text<Free>>,
    count: i32,
    share: Option<f64>,
    packs: Option<i64>,
    price: Option<f64>,
    begin: Timestamp,
    end: Option<Timestamp>,
    labels: Vec<Text<Title>>,
    colors: Vec<bool>,
    seats: Vec<u32>,
    sizes: BTreeMap<String, u64>,
    aliases: BTreeMap<String, bool>,
    insured: Option<bool>,
    policy: Option<i64>,
    note: Option<bool>,
    inner: Option<Box<Everything>>,
}

const COUNT: Rules =
    Rules::NONE.min(Number::Int(1)).max(Number::Int(9)).warning(Limits::NONE.max(Number::Int(5)));
const PACKS: Rules = Rules::NONE
    .min(Number::Int(-7))
    .max(Number::Int(60))
    .multiple_of(Number::Int(6))
    .warning(Limits::NONE.multiple_of(Number::Int(4)));
const PRICE: Rules =
    Rules::NONE.min(Number::Float(0.01)).max(Number::Float(1.5)).multiple_of(Number::Float(0.1));
const SHARE: Rules = Rules::NONE.min(Number::Float(0.01)).max(Number::Float(0.5));
const LABELS: Rules = Rules::NONE.min_items(1).max_items(3);
const COLORS: Rules = Rules::NONE.unique_items(true).max_items(2);
const SEATS: Rules = Rules::NONE.min_items(1).warning(Limits::NONE.unique_items(true));
const SIZES: Rules = Rules::NONE.max(Number::Int(7)).warning(Limits::NONE.max_items(20));

const ALIASES: Rules = Rules::NONE.min_items(1).keys(&ALIAS);
const ALIAS: TextRules<'static> = TextRules::of("aliases")
    .max_bytes(5)
    .pattern(Pattern::chars("^[a-z]+$", &[('a', 'z')], false))
    .warning(LIMITS.min_chars(2));

impl Check for Everything {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.field("title", &self.title);
        judge.field("name", &self.name);
        judge.field("city", &self.city);
        judge.field("code", &self.code);
        judge.field("link", &self.link);
        judge.field("digits", &self.digits);
        judge.field("free", &self.free);
        judge.field_by("count", &self.count, &COUNT);
        judge.field_by("share", &self.share, &SHARE);
        judge.field_by("packs", &self.packs, &PACKS);
        judge.field_by("price", &self.price, &PRICE);
        judge.field("begin", &self.begin);
        judge.field("end", &self.end);
        judge.after(("end", &self.end), ("begin", &self.begin), Severity::Error);
        judge.field_by("labels", &self.labels, &LABELS);
        judge.field_by("colors", &self.colors, &COLORS);
        judge.field_by("seats", &self.seats, &SEATS);
        judge.field_by("sizes", &self.sizes, &SIZES);
        judge.field_by("aliases", &self.aliases, &ALIASES);
        if self.policy.is_none() && matches!(self.insured, Some(true)) {
            judge.missing("policy", "when `insured` is true");
        }
        if self.note.is_some() && matches!(self.insured, Some(true)) {
            judge.forbidden("note", "when `insured` is true");
        }
        judge.field("inner", &self.inner);
    }
}

impl Generate for Everything {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let mut value = Self {
            title: source.field("title"),
            name: source.field("name"),
            city: source.field("city"),
            code: source.field("code"),
            link: source.field("link"),
            digits: source.field("digits"),
            free: source.field("free"),
            count: source.field_by("count", &COUNT),
            share: source.field_by("share", &SHARE),
            packs: source.field_by("packs", &PACKS),
            price: source.field_by("price", &PRICE),
            begin: source.field("begin"),
            end: source.field("end"),
            labels: source.field_by("labels", &LABELS),
            colors: source.field_by("colors", &COLORS),
            seats: source.field_by("seats", &SEATS),
            sizes: source.field_by("sizes", &SIZES),
            aliases: source.field_by("aliases", &ALIASES),
            insured: source.field("insured"),
            policy: None,
            note: None,
            inner: source.field("inner"),
        };
        source.after(("end", &mut value.end), &mut value.begin, Severity::Error);
        let insured = matches!(value.insured, Some(true));
        value.policy =
            source.conditional("policy", &Rules::NONE, Presence { required: insured, forbidden: false });
        value.note =
            source.conditional("note", &Rules::NONE, Presence { required: false, forbidden: insured });
        value
    }
}

arbitrary!(Everything);

/// The limits that were broken, at the outermost level and without the places of elements.
fn broken(severity: Severity) -> BTreeSet<String> {
    let mut runner = TestRunner::deterministic();
    let strategy = any_with::<OverLimit<Everything>>(severity);
    let limits = (0..2000).map(|_| {
        let over = strategy.new_tree(&mut runner).unwrap().current();
        let report = validate(&over.value);
        let [violation] = report.violations() else { panic!("{report}") };
        assert_eq!(
            (&violation.path, violation.breach.rule(), violation.severity),
            (&over.path, over.rule, severity)
        );
        if let (Some(Number::Int(limit)), Some(Number::Int(actual))) =
            (violation.breach.limit(), violation.breach.actual())
        {
            let just = match over.rule {
                "after" => 0..=0,
                // The nearest integer that is a multiple of 12 or, for the warning, of 6.
                "multiple_of" => 0..=6,
                _ if over.path.ends_with("packs") => 1..=12,
                _ => 1..=1,
            };
            assert!(just.contains(&(limit - actual).abs()), "just over: {violation}");
        }
        let path: String =
            over.path.chars().filter(|letter| letter.is_ascii_alphabetic() || *letter == '.').collect();
        format!("{path} {}", over.rule)
    });
    limits.filter(|limit| !limit.contains("inner.")).collect()
}

#[test]
fn every_limit_of_a_request_is_broken_by_itself() {
    let expected = "aliases max_bytes|aliases min_items|aliases pattern|begin timestamp|city forbid_control|city max_chars|city min_bytes|code forbid_control|\
        code max_bytes|code min_chars|colors unique_items|count max|count min|\
        digits max_bytes|digits pattern|end after|end timestamp|labels forbid_control|labels max_bytes|\
        labels max_items|labels min_items|link forbid_control|link max_bytes|name forbid_control|name max_bytes|\
        name max_cjk|note forbidden|packs max|packs min|packs multiple_of|policy required|\
        price max|price min|price multiple_of|seats min_items|share max|share min|sizes. max|sizes.k max|\
        title forbid_control|title max_bytes";
    let broken: Vec<String> = broken(Severity::Error).into_iter().collect();
    assert_eq!(broken.join("|"), expected);
}

#[test]
fn every_limit_that_warns_is_broken_by_itself() {
    let broken: Vec<String> = broken(Severity::Warning).into_iter().collect();
    assert_eq!(
        broken.join("|"),
        "aliases min_chars|city max_chars|code min_chars|count max|link pattern|packs multiple_of|seats unique_items|sizes max_items"
    );
}

proptest! {
    #[test]
    fn valid_values_are_within_every_limit(value: Everything) {
        let report = validate(&value);
        prop_assert!(report.is_empty(), "{}", report);
    }
}

#[test]
fn valid_values_reach_their_limits() {
    let mut runner = TestRunner::deterministic();
    let values: Vec<Everything> =
        (0..1000).map(|_| any::<Everything>().new_tree(&mut runner).unwrap().current()).collect();
    let any = |holds: &dyn Fn(&Everything) -> bool| values.iter().any(holds);
    assert!(any(&|value| value.colors.len() == 2) && any(&|value| value.seats.len() > 3));
    assert!(any(&|value| value.title.bytes() == 36 && value.title.cjk() == 12));
    assert!(any(&|value| value.title.is_empty()));
    assert!(any(&|value| value.name.as_ref().is_some_and(|name| name.cjk() == 10)));
    assert!(any(&|value| value.count == 1) && any(&|value| value.count == 5));
    assert!(any(&|value| value.begin.unix_seconds() == 0));
    assert!(any(&|value| value.end == Some(Timestamp::MAX)));
    assert!(any(&|value| value.share == Some(0.5)) && any(&|value| value.share == Some(0.01)));
    assert!(any(&|value| value.labels.len() == 3) && any(&|value| value.sizes.len() == 20));
    assert!(any(&|value| value.aliases.len() > 3 && value.aliases.keys().any(|key| key.len() == 5)));
    assert!(any(&|value| matches!(value.digits, Some(Nullable::Null))));
    assert!(any(&|value| value.inner.as_ref().is_some_and(|inner| inner.inner.is_some())));
}

/// The simplest value that fails a test.
fn simplest<S: Strategy>(strategy: S, fails: impl Fn(&S::Value) -> bool) -> S::Value {
    let mut runner = TestRunner::deterministic();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, runner.new_rng());
    let failed = runner.run(&strategy, |value| {
        prop_assert!(!fails(&value));
        Ok(())
    });
    match failed {
        Err(TestError::Fail(_, value)) => value,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_failure_shrinks_to_what_it_needs() {
    let value = simplest(any::<Everything>(), |value| value.insured == Some(true) && value.title.cjk() > 3);
    assert_eq!((value.title.cjk(), value.title.chars().count()), (4, 4));
    assert_eq!((value.count, value.begin.unix_seconds(), value.policy), (1, 0, Some(0)));
    assert_eq!((value.labels.len(), value.sizes.len()), (1, 0));
    assert_eq!((value.colors.len(), value.seats.len()), (0, 1));
    assert!(value.name.is_none() && value.end.is_none() && value.inner.is_none());
}

#[test]
fn what_breaks_a_limit_still_breaks_it_when_it_shrinks() {
    let over = simplest(any::<OverLimit<Everything>>(), |over| over.path == "inner.labels[1]");
    assert_eq!(over.path, "inner.labels[1]");
    assert_eq!(over.value.labels.len(), 1);
    let inner = over.value.inner.unwrap();
    assert_eq!((inner.labels.len(), inner.name, inner.inner.is_none()), (2, None, true));
    assert_eq!(validate(&inner.labels).violations().len(), 1);
}

#[derive(Clone, Debug)]
struct Unlimited(#[allow(dead_code, reason = "only made")] bool);

impl Check for Unlimited {
    fn check(&self, _: impl Judge, _: &Rules) {}
}

impl Generate for Unlimited {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        Self(source.field("on"))
    }
}

#[test]
fn a_strategy_without_a_value_says_so() {
    let error = any::<OverLimit<Unlimited>>().new_tree(&mut TestRunner::deterministic()).unwrap_err();
    assert!(error.message().ends_with("Unlimited` has no limit of severity Error"), "{error}");
}

#[derive(Clone, Debug)]
struct Latins(Text<Latin>);

impl Check for Latins {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.field("latin", &self.0);
    }
}

impl Generate for Latins {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        Self(source.field("latin"))
    }
}

arbitrary!(Latins);

/// No text that matches has CJK characters, so that growing one until it has too many would never end.
#[test]
fn a_limit_that_another_rule_implies_is_not_broken() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..50 {
        let over = any::<OverLimit<Latins>>().new_tree(&mut runner).unwrap().current();
        assert_eq!(over.rule, "pattern");
    }
}

#[cfg(feature = "pattern")]
mod expressions {
    use super::*;
    use crate::Regex;

    text_fields! {
        Number_: TEXT.max_chars(12).pattern(Pattern::lazy("^[A-Z]{2}[0-9]+$", || {
            static REGEX: std::sync::LazyLock<Regex> = std::sync::LazyLock::new(|| Regex::new("^[A-Z]{2}[0-9]+$"));
            &REGEX
        }));
        // What matches is one character, and the text has at least three.
        Ending: TEXT.min_chars(3).max_bytes(9).pattern(Pattern::lazy("[0-9]$", || {
            static REGEX: std::sync::LazyLock<Regex> = std::sync::LazyLock::new(|| Regex::new("[0-9]$"));
            &REGEX
        }));
    }

    #[derive(Clone, Debug)]
    struct Parcel(Text<Number_>, Text<Ending>);

    impl Check for Parcel {
        fn check(&self, mut judge: impl Judge, _: &Rules) {
            judge.field("number", &self.0);
            judge.field("ending", &self.1);
        }
    }

    impl Generate for Parcel {
        fn generate(source: &mut Source, _: &Rules) -> Self {
            Self(source.field("number"), source.field("ending"))
        }
    }

    arbitrary!(Parcel);

    proptest! {
        #[test]
        fn a_regular_expression_is_matched_or_not(parcel: Parcel, over: OverLimit<Parcel>) {
            prop_assert!(validate(&parcel).is_empty());
            let report = validate(&over.value);
            let [violation] = report.violations() else { return Err(TestCaseError::fail(report.to_string())) };
            prop_assert_eq!(violation.breach.rule(), over.rule);
            prop_assert!(over.rule != "max_chars" || over.value.0.len() == 13, "{}", violation);
        }
    }
}
