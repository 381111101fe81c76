//! The logic behind generated boundary tests: values at a limit and just beyond it.

mod limit;

use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{Check, Report, Severity, validate};

use limit::Boundary;
pub use limit::Limit;
#[cfg(feature = "proptest")]
pub(crate) use limit::beyond;

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

/// Tries the limits of a model's fields, each with every value at its boundary in place of the example's.
#[derive(Debug)]
pub struct Boundaries<T> {
    example: Map<String, Value>,
    wrong: Vec<String>,
    model: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned + Check> Boundaries<T> {
    /// For a model with this example.
    pub fn of(example: Value) -> Self {
        let (example, wrong) = match example {
            Value::Object(example) => (example, Vec::new()),
            other => (Map::new(), vec![format!("the example is not an object: {other}")]),
        };
        Self { example, wrong, model: PhantomData }
    }

    /// A limit that a request must keep. `place` is a field, or `field[0]` for the elements of a list.
    pub fn error(&mut self, place: &str, limit: Limit<'_>) {
        self.hold(place, &limit, Severity::Error);
    }

    /// A limit that the report alone speaks of.
    pub fn warning(&mut self, place: &str, limit: Limit<'_>) {
        self.hold(place, &limit, Severity::Warning);
    }

    /// Tells of every value that was judged wrongly.
    ///
    /// # Panics
    ///
    /// If there is one.
    #[track_caller]
    pub fn assert_held(self) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }

    fn hold(&mut self, place: &str, limit: &Limit<'_>, severity: Severity) {
        let Boundary { within, beyond } = limit.boundary();
        let values = within.into_iter().map(|value| (value, false));
        for (value, breaks) in values.chain(beyond.into_iter().map(|value| (value, true))) {
            let problem = match self.report(place, &value, limit.is_numeric()) {
                Ok(report) => {
                    let spoken = report.violations().iter().any(|violation| {
                        violation.path == place
                            && violation.severity == severity
                            && violation.breach.rule() == limit.rule()
                    });
                    let expected = if breaks { "breaks it" } else { "keeps it" };
                    (spoken != breaks).then(|| format!("{expected}, but the report says:\n{report}"))
                }
                // A number beyond the type's own range cannot be sent, so nothing has to speak of it.
                Err(_) if breaks && limit.is_numeric() => None,
                Err(error) => Some(format!("is not read: {error}")),
            };
            if let Some(problem) = problem {
                self.wrong.push(format!("{place}, {limit:?}: {value} {problem}"));
            }
        }
    }

    /// What is said of the example with this value in it. A number may stand as a string of digits.
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

/// Fails where a value passes although its report tells something, or the other way round.
#[cfg(feature = "proptest")]
pub fn passes_where_nothing_is_told(
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

    use super::{Boundaries, Limit, example};
    use crate::{Number, Pattern, Text, TextField, TextLimits, TextRules, Timestamp};

    #[derive(Debug)]
    enum Name {}

    impl TextField for Name {
        const RULES: TextRules<'static> = TextRules::of("name")
            .max_bytes(9)
            .min_bytes(2)
            .max_cjk(2)
            .max_chars(5)
            .warning(TextLimits::NONE.pattern(Pattern::prefix("^a", &["a"])));
    }

    /// What is told of the limits of a text, with and without a list around it.
    fn wrong(state: impl Fn(&mut Boundaries<BTreeMap<String, Text<Name>>>)) -> Vec<String> {
        let mut limits = Boundaries::of(json!({ "name": "ab" }));
        state(&mut limits);
        limits.wrong
    }

    #[test]
    fn limits_that_hold_are_not_told() {
        let told = wrong(|limits| {
            limits.error("name", Limit::MaxBytes(9));
            limits.error("name", Limit::MinBytes(2));
            limits.error("name", Limit::MaxCjk(2));
            limits.error("name", Limit::MaxChars(5));
            limits.warning("name", Limit::Pattern(&["a"], &["b"]));
        });
        assert_eq!(told, [""; 0]);
        let mut limits = Boundaries::<BTreeMap<String, Vec<Text<Name>>>>::of(json!({}));
        limits.error("names[0]", Limit::MaxBytes(9));
        limits.assert_held();
        let mut limits = Boundaries::<BTreeMap<String, Timestamp>>::of(json!({}));
        limits.error("begin", Limit::Timestamp);
        limits.assert_held();
    }

    #[test]
    fn limits_that_are_looser_or_tighter_are_told() {
        let told = |limit: Limit<'_>| wrong(|limits| limits.error("name", limit.clone())).len();
        // Every value at the limit, or every value beyond it.
        assert_eq!(told(Limit::MaxBytes(10)), 3);
        assert_eq!(told(Limit::MaxBytes(8)), 3);
        assert_eq!(told(Limit::MinBytes(3)), 3);
        assert_eq!(told(Limit::MinBytes(1)), 3);
        assert_eq!(told(Limit::MaxCjk(3)), 2);
        assert_eq!(told(Limit::MaxCjk(1)), 2);
        assert_eq!(told(Limit::MaxChars(6)), 3);
        assert_eq!(told(Limit::MaxChars(4)), 3);
        assert_eq!(told(Limit::Pattern(&["b"], &["a"])), 1);
        assert_eq!(wrong(|limits| limits.warning("name", Limit::Pattern(&["b"], &["a"]))).len(), 2);
        assert_eq!(wrong(|limits| limits.warning("name", Limit::MaxBytes(9))).len(), 3);
        assert_eq!(wrong(|limits| limits.error("title", Limit::MaxBytes(9))), [""; 0]);
    }

    #[test]
    fn what_is_told_names_place_limit_value_and_verdict() {
        let told = wrong(|limits| limits.error("name", Limit::MaxChars(6)));
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn a_number_that_no_rule_speaks_of_is_told_unless_the_type_cannot_hold_it() {
        let told = |limit| {
            let mut limits = Boundaries::<BTreeMap<String, i32>>::of(json!({}));
            limits.error("number", limit);
            limits.wrong.len()
        };
        assert_eq!(told(Limit::Max(Number::Int(5))), 1);
        assert_eq!(told(Limit::Max(Number::Int(i32::MAX.into()))), 0);
        assert_eq!(told(Limit::Min(Number::Float(0.5))), 1);
    }

    #[test]
    fn a_wrong_example_is_told() {
        let mut limits = Boundaries::<BTreeMap<String, i32>>::of(example("[", []));
        assert!(std::mem::take(&mut limits.wrong).concat().starts_with("the example: "));
    }
}
