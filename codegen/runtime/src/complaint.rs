//! The error code with which a server would report a violation, for mocks.

use crate::{Breach, KnownError, Report, Violation};

/// What an error code reports.
pub trait Complaint {
    /// Its class.
    fn class(&self) -> Option<&str>;

    /// The wire name of the field that it is about; `None` for any.
    fn field(&self) -> Option<&str>;

    /// Whether it reports violations of this rule; `None` if it names no rules.
    fn names_rule(&self, rule: &str) -> Option<bool>;
}

impl Complaint for KnownError {
    fn class(&self) -> Option<&str> {
        self.class
    }

    fn field(&self) -> Option<&str> {
        self.field
    }

    fn names_rule(&self, rule: &str) -> Option<bool> {
        (!self.rules.is_empty()).then(|| self.rules.contains(&rule))
    }
}

/// The code that fits a report best: one that names the rule of a violation and its field, then the rule, then the field,
/// preferably one of the class of invalid requests, which is the class of most codes with a field; else a code of this
/// class that names neither. If
/// a value cannot be read, violations of conditions come last, since they may follow from it. Of equal codes, the
/// first.
pub fn best<'e, E: Complaint>(errors: &'e [E], report: &Report) -> Option<&'e E> {
    let class = class_of_requests(errors);
    let is_unread =
        report.errors().any(|violation| matches!(violation.breach, Breach::Type { .. } | Breach::Null));
    let mut best: Option<((bool, Fit), &E)> = None;
    for violation in report.errors() {
        let is_cause = !(is_unread && matches!(violation.breach, Breach::Required { when: Some(_) }));
        for error in errors {
            let Some(fit) = fit(error, violation, class).map(|fit| (is_cause, fit)) else { continue };
            if best.as_ref().is_none_or(|(so_far, _)| fit > *so_far) {
                best = Some((fit, error));
            }
        }
    }
    best.map(|(_, error)| error)
}

/// The first code that names this rule, for errors before there is a request to validate.
pub fn naming<'e, E: Complaint>(errors: &'e [E], rule: &str) -> Option<&'e E> {
    errors.iter().find(|error| error.names_rule(rule) == Some(true))
}

/// How well a code fits, in the order of importance.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    is_specific: bool,
    is_of_class: bool,
    names_rule: bool,
    /// The distance from the value to the named field; the value's own field is the nearest.
    field: Option<std::cmp::Reverse<usize>>,
}

fn fit<E: Complaint>(error: &E, violation: &Violation, class: Option<&str>) -> Option<Fit> {
    let mut segments = violation.path.rsplit('.').map(|segment| segment.split('[').next().unwrap_or(segment));
    let field = match error.field() {
        Some(field) => Some(std::cmp::Reverse(segments.position(|segment| segment == field)?)),
        None => None,
    };
    let names_rule = match error.names_rule(violation.breach.rule()) {
        Some(false) => return None,
        names => names.is_some(),
    };
    let (is_specific, is_of_class) =
        (field.is_some() || names_rule, class.is_some() && error.class() == class);
    (is_specific || is_of_class).then_some(Fit { is_specific, is_of_class, names_rule, field })
}

/// The class of most codes with a field; of equal ones, the first.
fn class_of_requests<E: Complaint>(errors: &[E]) -> Option<&str> {
    let classes = || errors.iter().filter(|error| error.field().is_some()).filter_map(Complaint::class);
    let count = |class: &str| classes().filter(|other| *other == class).count();
    let mut best: Option<(usize, &str)> = None;
    for class in classes() {
        if best.is_none_or(|(most, _)| count(class) > most) {
            best = Some((count(class), class));
        }
    }
    best.map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::{ServerCode, Severity};

    fn code(
        code: i64,
        class: &'static str,
        field: &'static str,
        rules: &'static [&'static str],
    ) -> KnownError {
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        KnownError {
            code: ServerCode::Int(code),
            name: "",
            class: some(class),
            field: some(field),
            rules,
            pause_seconds: None,
            doc: "",
        }
    }

    fn codes() -> Vec<KnownError> {
        vec![
            code(1, "busy", "", &[]),
            code(2, "state", "card_id", &[]),
            code(3, "input", "seat", &["required"]),
            code(4, "input", "sku", &[]),
            code(5, "input", "", &["body"]),
            code(6, "input", "", &[]),
            code(7, "input", "", &["max_bytes", "max_cjk"]),
            code(8, "account", "app", &[]),
        ]
    }

    fn too_long(path: &str) -> Violation {
        Violation::new(
            path,
            Severity::Error,
            Breach::MaxBytes { limit: 1, bytes: 2, chars: 2, cjk: 0, fits: 1 },
        )
    }

    fn missing(path: &str) -> Violation {
        Violation::new(path, Severity::Error, Breach::Required { when: None })
    }

    #[track_caller]
    fn assert_code(violations: &[Violation], expected: i64) {
        let mut report = Report::new();
        violations.iter().for_each(|violation| report.push(violation.clone()));
        let codes = codes();
        assert_eq!(best(&codes, &report).and_then(|error| error.code.as_int()), Some(expected));
    }

    #[test]
    fn a_code_that_names_the_rule_is_best() {
        assert_code(&[missing("card.seat")], 3);
        assert_code(&[too_long("card.seat")], 7);
        assert_code(&[Violation::new("", Severity::Error, Breach::Body { problem: String::new() })], 5);
    }

    #[test]
    fn a_code_of_the_field_comes_before_one_of_the_class() {
        assert_code(&[Violation::new("card.sku", Severity::Error, Breach::Null)], 4);
        assert_code(&[missing("card.sku.rows[2].name")], 4);
        assert_code(&[missing("card.seats[0].seat"), missing("card.sku")], 3);
    }

    #[test]
    fn a_code_of_the_rule_comes_before_one_of_the_field() {
        assert_code(&[too_long("card.sku")], 7);
    }

    #[test]
    fn the_class_of_invalid_requests_precedes_the_field_of_another_class() {
        assert_code(&[too_long("card_id")], 7);
        assert_code(&[missing("card_id")], 2);
        assert_code(&[missing("app")], 8);
    }

    #[test]
    fn a_violation_without_a_code_has_the_general_code_of_the_class() {
        let pattern = Breach::Pattern { pattern: Cow::Borrowed("^a") };
        assert_code(&[Violation::new("title", Severity::Error, pattern)], 6);
        assert_code(&[missing("title"), too_long("title")], 7);
    }

    #[test]
    fn unreadable_values_precede_conditions() {
        let unread = |path: &str| Violation::new(path, Severity::Error, Breach::Null);
        let asked = |path: &str| {
            Violation::new(
                path,
                Severity::Error,
                Breach::Required { when: Some("unless `void` is true".into()) },
            )
        };
        assert_code(&[asked("seat")], 3);
        assert_code(&[asked("seat"), too_long("title")], 3);
        assert_code(&[asked("seat"), unread("void")], 6);
        assert_code(&[missing("seat"), unread("void")], 3);
    }

    #[test]
    fn naming_finds_only_codes_that_name_the_rule() {
        let codes = codes();
        assert_eq!(naming(&codes, "body").and_then(|error| error.code.as_int()), Some(5));
        assert!(naming(&codes, "not_post").is_none(), "a code without rules does not name this rule");
    }

    #[test]
    fn without_classes_and_fields_no_code_fits() {
        let mut report = Report::new();
        report.push(missing("title"));
        assert!(best(&[code(1, "busy", "", &[]), code(2, "", "", &[])], &report).is_none());
        assert!(best(&codes(), &Report::new()).is_none());
    }
}
