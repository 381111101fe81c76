//! The implementation of generated boundary tests: values at a limit and just over it.

mod limit;

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{Check, LimitKind, Report, Severity, validate};

use limit::Boundary;
pub use limit::Probe;

/// An example of a model: a JSON object, and the fields whose values are examples of other models. Null where the text
/// is not a JSON object.
pub fn example<const N: usize>(json: &str, parts: [(&str, Value); N]) -> Value {
    match serde_json::from_str(json) {
        Ok(Value::Object(mut object)) => {
            object.extend(parts.map(|(field, value)| (field.to_owned(), value)));
            Value::Object(object)
        }
        _ => Value::Null,
    }
}

/// Tests the limits of a model's fields: replaces the example's value by each value at the boundary.
#[derive(Debug)]
pub struct Boundaries<T> {
    example: Map<String, Value>,
    failures: Vec<String>,
    /// The tested limits that are errors, with place and kind.
    errors: Vec<(String, &'static str)>,
    model: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + Check> Boundaries<T> {
    /// Creates the tests of a model with this example.
    pub fn of(example: Value) -> Self {
        let (example, failures) = match example {
            Value::Object(example) => (example, Vec::new()),
            other => (Map::new(), vec![format!("the example is not an object: {other}")]),
        };
        Self { example, failures, errors: Vec::new(), model: PhantomData }
    }

    /// Tests a limit that is an error. `place` is a field, or `field[0]` for the elements of a list.
    pub fn error<'p>(&mut self, place: &str, kind: LimitKind, probe: impl Into<Probe<'p>>) {
        self.errors.push((place.to_owned(), kind.key()));
        self.limit(place, kind, &probe.into(), Severity::Error);
    }

    /// Tests a limit that is a warning. A limit of the same kind that is an error must be tested before it.
    pub fn warning<'p>(&mut self, place: &str, kind: LimitKind, probe: impl Into<Probe<'p>>) {
        self.limit(place, kind, &probe.into(), Severity::Warning);
    }

    /// Tests that a timestamp has at most ten digits.
    pub fn timestamp(&mut self, place: &str) {
        self.test((place, "a timestamp"), limit::timestamps(), "timestamp", true, Severity::Error);
    }

    /// Panics with every value for which the report is not as expected.
    ///
    /// # Panics
    ///
    /// If there is one.
    #[track_caller]
    pub fn assert_ok(self) {
        assert!(self.failures.is_empty(), "{:#?}", self.failures);
    }

    fn limit(&mut self, place: &str, kind: LimitKind, probe: &Probe<'_>, severity: Severity) {
        let is_numeric = matches!(probe, Probe::Number(_));
        let key = kind.key();
        let stated = match probe {
            Probe::Count(count) | Probe::Elements(count, _) => format!("`{key}: {count}`"),
            Probe::Number(number) => format!("`{key}: {number}`"),
            Probe::Texts(..) => format!("`{key}`"),
        };
        match limit::boundary(kind, probe) {
            Some(boundary) => self.test((place, &stated), boundary, kind.key(), is_numeric, severity),
            None => self.failures.push(format!("{place}, {stated}: not a value of this limit")),
        }
    }

    fn test(
        &mut self,
        (place, stated): (&str, &str),
        Boundary { within, beyond }: Boundary,
        rule: &str,
        is_numeric: bool,
        severity: Severity,
    ) {
        let has_error = self.errors.iter().any(|(other, kind)| other == place && *kind == rule);
        let values = within.into_iter().map(|value| (value, false));
        for (value, violates) in values.chain(beyond.into_iter().map(|value| (value, true))) {
            let problem = match self.report(place, &value, is_numeric) {
                Ok(report) => {
                    let is_reported = report.violations().iter().any(|violation| {
                        // If the limit of the same kind that is an error is violated, only that is reported.
                        let is_replaced = violates && has_error && violation.severity == Severity::Error;
                        violation.path == place
                            && (violation.severity == severity || is_replaced)
                            && violation.breach.rule() == rule
                    });
                    let expected = if violates { "violates it" } else { "satisfies it" };
                    (is_reported != violates).then(|| format!("{expected}, but the report is:\n{report}"))
                }
                // A number out of the type's range cannot be sent, so that no rule need report it.
                Err(_) if violates && is_numeric => None,
                Err(error) => Some(format!("cannot be read: {error}")),
            };
            if let Some(problem) = problem {
                self.failures.push(format!("{place}, {stated}: {value} {problem}"));
            }
        }
    }

    /// The report on the example with this value in it. A number may also be given as a string of digits.
    fn report(&self, place: &str, value: &Value, is_numeric: bool) -> serde_json::Result<Report> {
        let with = |value: Value| {
            let (field, value) = match place.strip_suffix("[0]") {
                Some(list) => (list, Value::Array(vec![value])),
                None => (place, value),
            };
            let mut wire = self.example.clone();
            wire.insert(field.to_owned(), value);
            serde_json::from_value::<T>(Value::Object(wire)).map(|model| validate(&model))
        };
        match with(value.clone()) {
            Err(error) if is_numeric => with(Value::String(value.to_string())).map_err(|_| error),
            report => report,
        }
    }
}

/// Returns an error if `passes` and the report disagree.
#[cfg(feature = "proptest")]
pub fn passes_iff_nothing_is_reported(
    value: &impl Check,
) -> Result<(), ::proptest::test_runner::TestCaseError> {
    let mut report = Report::new();
    crate::At::ROOT.check(value, &crate::Rules::NONE, &mut report);
    let nothing_is_told = report.is_empty() && report.extras().is_empty();
    ::proptest::prop_assert_eq!(value.passes(&crate::Rules::NONE), nothing_is_told, "{}", report);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Boundaries, Probe, example};
    use crate::{LimitKind, Number, Pattern, Text, TextField, TextLimits, TextRules, Timestamp};

    #[derive(Debug)]
    enum Name {}

    impl TextField for Name {
        const RULES: TextRules<'static> = TextRules::of("name")
            .max_bytes(9)
            .min_bytes(2)
            .max_cjk(2)
            .max_chars(5)
            .min_chars(1)
            .warning(TextLimits::NONE.pattern(Pattern::prefix("^a", &["a"])));
    }

    /// The failures of the limits of a text, in a model and in a map.
    fn failures(state: impl Fn(&mut Boundaries<BTreeMap<String, Text<Name>>>)) -> Vec<String> {
        let mut limits = Boundaries::of(json!({ "name": "ab" }));
        state(&mut limits);
        limits.failures
    }

    #[test]
    fn correct_limits_pass() {
        let failure = failures(|limits| {
            limits.error("name", LimitKind::MaxBytes, 9);
            limits.error("name", LimitKind::MinBytes, 2);
            limits.error("name", LimitKind::MaxCjk, 2);
            limits.error("name", LimitKind::MaxChars, 5);
            limits.error("name", LimitKind::MinChars, 1);
            limits.warning("name", LimitKind::Pattern, Probe::Texts(&["a"], &["b"]));
        });
        assert_eq!(failure, [""; 0]);
        let mut limits = Boundaries::<BTreeMap<String, Vec<Text<Name>>>>::of(json!({}));
        limits.error("names[0]", LimitKind::MaxBytes, 9);
        limits.assert_ok();
        let mut limits = Boundaries::<BTreeMap<String, Timestamp>>::of(json!({}));
        limits.timestamp("begin");
        limits.assert_ok();
    }

    #[test]
    fn looser_or_tighter_limits_fail() {
        let failure =
            |kind, probe: Probe<'static>| failures(|limits| limits.error("name", kind, probe.clone())).len();
        // Every value at the limit, or every value beyond it.
        assert_eq!(failure(LimitKind::MaxBytes, Probe::Count(10)), 3);
        assert_eq!(failure(LimitKind::MaxBytes, Probe::Count(8)), 3);
        assert_eq!(failure(LimitKind::MinBytes, Probe::Count(3)), 3);
        assert_eq!(failure(LimitKind::MinBytes, Probe::Count(1)), 3);
        assert_eq!(failure(LimitKind::MaxCjk, Probe::Count(3)), 2);
        assert_eq!(failure(LimitKind::MaxCjk, Probe::Count(1)), 2);
        assert_eq!(failure(LimitKind::MaxChars, Probe::Count(6)), 3);
        assert_eq!(failure(LimitKind::MaxChars, Probe::Count(4)), 3);
        assert_eq!(failure(LimitKind::MinChars, Probe::Count(2)), 3);
        assert_eq!(failure(LimitKind::MinChars, Probe::Count(0)), 3);
        assert_eq!(failure(LimitKind::Pattern, Probe::Texts(&["b"], &["a"])), 1);
        assert_eq!(
            failures(|limits| limits.warning("name", LimitKind::Pattern, Probe::Texts(&["b"], &["a"]))).len(),
            2
        );
        assert_eq!(failures(|limits| limits.warning("name", LimitKind::MaxBytes, 9)).len(), 3);
        assert_eq!(failures(|limits| limits.error("title", LimitKind::MaxBytes, 9)), [""; 0]);
    }

    #[test]
    fn an_error_replaces_the_warning_of_its_kind() {
        #[derive(Debug)]
        enum Code {}

        impl TextField for Code {
            const RULES: TextRules<'static> = TextRules::of("code")
                .pattern(Pattern::prefix("^[ab]", &["a", "b"]))
                .warning(TextLimits::NONE.pattern(Pattern::prefix("^a", &["a"])));
        }

        let mut limits = Boundaries::<BTreeMap<String, Text<Code>>>::of(json!({}));
        limits.error("code", LimitKind::Pattern, Probe::Texts(&["b"], &["~"]));
        limits.warning("code", LimitKind::Pattern, Probe::Texts(&["a"], &["b", "~"]));
        limits.assert_ok();
    }

    #[test]
    fn a_failure_has_place_limit_value_and_report() {
        let failure = failures(|limits| limits.error("name", LimitKind::MaxChars, 6));
        insta::assert_snapshot!(failure.join("\n"));
    }

    #[test]
    fn an_unreported_number_fails_unless_it_is_out_of_range() {
        let failure = |kind, limit: Number| {
            let mut limits = Boundaries::<BTreeMap<String, i32>>::of(json!({}));
            limits.error("number", kind, limit);
            limits.failures.len()
        };
        assert_eq!(failure(LimitKind::Max, Number::Int(5)), 1);
        assert_eq!(failure(LimitKind::Max, Number::Int(i32::MAX.into())), 0);
        assert_eq!(failure(LimitKind::Min, Number::Float(0.5)), 1);
    }

    #[test]
    fn an_invalid_example_fails() {
        let mut limits = Boundaries::<BTreeMap<String, i32>>::of(example("[", []));
        assert!(std::mem::take(&mut limits.failures).concat().starts_with("the example is not an object"));
    }
}
