//! The error code and the message with which a server would report a violation, for mocks.

use crate::{Breach, KnownError, Report, Violation, json_text};

/// What an error code reports in the replies of an operation.
pub trait Complaint {
    /// Its class.
    fn class(&self, operation: &str) -> Option<&str>;

    /// The wire names of the fields that it is about; none for any.
    fn fields(&self, operation: &str) -> &[impl AsRef<str>];

    /// Whether it reports violations of this rule; `None` if it names no rules.
    fn names_rule(&self, operation: &str, rule: &str) -> Option<bool>;
}

impl Complaint for KnownError {
    fn class(&self, operation: &str) -> Option<&str> {
        self.meaning(operation).class
    }

    fn fields(&self, operation: &str) -> &[impl AsRef<str>] {
        self.meaning(operation).fields
    }

    fn names_rule(&self, operation: &str, rule: &str) -> Option<bool> {
        let rules = self.meaning(operation).rules;
        (!rules.is_empty()).then(|| rules.contains(&rule))
    }
}

/// The code that fits the report on a request of an operation best: one that names the rule of a violation and its
/// field, then the rule, each preferably of the class of invalid requests, which is the class of most codes with a field; then
/// a code of this class that names the field and no rules; else one of this class that names neither. Violations of the form of the body come first, since
/// a server parses a body before it reads its values. Of equal codes, the first.
pub fn best<'e, E: Complaint>(errors: &'e [E], report: &Report, operation: &str) -> Option<&'e E> {
    let class = class_of_requests(errors, operation);
    let mut best: Option<((bool, Fit), &E)> = None;
    for violation in report.errors() {
        let is_of_form = is_of_form(&violation.breach);
        for error in errors {
            let fit = fit(error, violation, class, operation).map(|fit| (is_of_form, fit));
            let Some(fit) = fit else { continue };
            if best.as_ref().is_none_or(|(so_far, _)| fit > *so_far) {
                best = Some((fit, error));
            }
        }
    }
    best.map(|(_, error)| error)
}

/// The report on a multipart body by which its code is chosen. A server reads the parts that it knows: a body that is not
/// multipart has none, and an unknown part decides only if nothing else is invalid.
pub fn of_parts(report: &Report) -> Report {
    let mut known = Report::new();
    let is_known =
        |violation: &&Violation| !matches!(violation.breach, Breach::UnknownKey { .. } | Breach::Body { .. });
    report.violations().iter().filter(is_known).for_each(|violation| known.push(violation.clone()));
    if known.is_valid() { report.clone() } else { known }
}

/// The first code that names this rule, for errors before the operation is known.
pub fn naming<'e, E: Complaint>(errors: &'e [E], rule: &str) -> Option<&'e E> {
    errors.iter().find(|error| error.names_rule("", rule) == Some(true))
}

/// A message with a request id behind one of the texts that can precede it: another one for each number in turn. A
/// bracket that such a text opens is closed.
pub fn with_request_id<M: AsRef<str>>(message: &str, marks: &[M], id: &str, number: usize) -> String {
    let Some(mark) = number.checked_rem(marks.len()).and_then(|turn| marks.get(turn)).map(AsRef::as_ref)
    else {
        return message.to_owned();
    };
    let space = if mark.starts_with(char::is_whitespace) { "" } else { " " };
    let close = match mark.trim_end().chars().next_back() {
        Some('[') => "]",
        Some('(') => ")",
        Some('{') => "}",
        _ => "",
    };
    format!("{message}{space}{mark}{id}{close}")
}

/// How messages name fields, in the way that clients read them.
#[derive(Clone, Copy, Debug)]
pub struct FieldNames<'a> {
    /// Whether the message of the code ends with the path of the field.
    pub path_at_end: bool,
    /// The text behind which a message quotes the rest of the body.
    pub body_rest_after: Option<&'a str>,
}

/// The message of a code about a report, which names the field in the way of the API.
pub fn message<E: Complaint>(
    error: Option<&E>,
    report: &Report,
    operation: &str,
    names: FieldNames<'_>,
    body: &[u8],
) -> String {
    /// The number of characters of the body that are quoted.
    const QUOTED: usize = 40;
    let lines: Vec<String> = report.errors().map(ToString::to_string).collect();
    let mut message = lines.join("; ");
    let is_reported = |violation: &&Violation| {
        let rule = violation.breach.rule();
        error.and_then(|error| error.names_rule(operation, rule)) == Some(true) && !violation.path.is_empty()
    };
    let Some(violation) = report.errors().find(is_reported) else { return message };
    let rest = || {
        let text = std::str::from_utf8(body).ok()?;
        json_text::end_of_key(text, &violation.path).and_then(|end| text.get(end..))
    };
    let mark = names.body_rest_after.filter(|_| is_of_form(&violation.breach));
    if names.path_at_end {
        message.push_str(&format!("; path: {}", violation.path));
    } else if let Some((mark, rest)) = mark.and_then(|mark| Some((mark, rest()?))) {
        let quoted: String = rest.chars().take(QUOTED).collect();
        let more = if quoted.len() < rest.len() { "..." } else { "" };
        message.push_str(&format!(" {mark}{quoted}{more}"));
    }
    message
}

/// Whether the body cannot be read as what the operation requires, whatever its values are.
fn is_of_form(breach: &Breach) -> bool {
    matches!(
        breach,
        Breach::Body { .. }
            | Breach::NoBody
            | Breach::Type { .. }
            | Breach::Null
            | Breach::UnknownKey { .. }
            | Breach::OtherVariant { .. }
            | Breach::OneKey { .. }
            | Breach::DuplicateKey
            | Breach::Escaped { .. }
    )
}

/// How well a code fits, in the order of importance.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    names_rule: bool,
    /// The distance from the value to the named field; the value's own field is the nearest.
    field: Option<std::cmp::Reverse<usize>>,
    is_of_class: bool,
}

fn fit<E: Complaint>(error: &E, violation: &Violation, class: Option<&str>, operation: &str) -> Option<Fit> {
    let mut segments = violation.path.rsplit('.').map(|segment| segment.split('[').next().unwrap_or(segment));
    let field = match error.fields(operation) {
        [] => None,
        fields => Some(std::cmp::Reverse(
            segments.position(|segment| fields.iter().any(|field| field.as_ref() == segment))?,
        )),
    };
    let names_rule = match error.names_rule(operation, violation.breach.rule()) {
        Some(false) => return None,
        names => names.is_some(),
    };
    let is_of_class = class.is_some() && error.class(operation) == class;
    (names_rule || is_of_class).then_some(Fit { names_rule, field, is_of_class })
}

/// The class of most codes with a field; of equal ones, the first.
fn class_of_requests<'e, E: Complaint>(errors: &'e [E], operation: &str) -> Option<&'e str> {
    let with_field = || errors.iter().filter(|error| !error.fields(operation).is_empty());
    let classes = || with_field().filter_map(|error| error.class(operation));
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
    use crate::{Meaning, Number, ServerCode, Severity};

    const PATTERN: Breach = Breach::Pattern { pattern: Cow::Borrowed("^a") };

    fn code(
        code: i64,
        class: &'static str,
        fields: &'static [&'static str],
        rules: &'static [&'static str],
    ) -> KnownError {
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        KnownError {
            code: ServerCode::Int(code),
            name: "",
            class: some(class),
            fields,
            rules,
            pause_seconds: None,
            doc: "",
            by_operation: &[],
        }
    }

    fn codes() -> Vec<KnownError> {
        vec![
            code(1, "busy", &[], &[]),
            code(2, "state", &["card_id"], &[]),
            code(3, "input", &["seat"], &["required"]),
            code(4, "input", &["sku"], &[]),
            code(5, "input", &[], &["body"]),
            code(6, "input", &[], &[]),
            code(7, "input", &[], &["max_bytes", "max_cjk"]),
            code(8, "account", &["app"], &[]),
            code(9, "account", &["secret"], &["required"]),
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
        assert_eq!(best(&codes, &report, "borrow").and_then(|error| error.code.as_int()), Some(expected));
    }

    #[test]
    fn a_code_that_names_the_rule_is_best() {
        assert_code(&[missing("card.seat")], 3);
        assert_code(&[too_long("card.seat")], 7);
        assert_code(&[Violation::new("", Severity::Error, Breach::Body { problem: String::new() })], 5);
    }

    #[test]
    fn a_code_of_the_field_comes_before_one_of_the_class() {
        assert_code(&[Violation::new("card.sku", Severity::Error, PATTERN)], 4);
        assert_code(&[missing("card.sku.rows[2].name")], 4);
        assert_code(&[missing("card.seats[0].seat"), missing("card.sku")], 3);
    }

    #[test]
    fn a_code_can_be_about_several_fields_of_which_the_nearest_counts() {
        let codes =
            [code(1, "input", &["place"], &["max"]), code(2, "input", &["kind", "place", "seat"], &["max"])];
        let answer = |path: &str| {
            let mut report = Report::new();
            let breach = Breach::Max { limit: Number::Int(1), actual: Number::Int(2) };
            report.push(Violation::new(path, Severity::Error, breach));
            best(&codes, &report, "create").and_then(|error| error.code.as_int())
        };
        assert_eq!(
            [answer("kind"), answer("place.seat"), answer("place"), answer("row")],
            [Some(2), Some(2), Some(1), None]
        );
    }

    #[test]
    fn a_code_of_the_rule_comes_before_one_of_the_field() {
        assert_code(&[too_long("card.sku")], 7);
    }

    #[test]
    fn a_code_of_another_class_answers_only_the_rules_that_it_names() {
        assert_code(&[too_long("card_id")], 7);
        // What only a server knows is of another class than invalid requests.
        assert_code(&[missing("card_id")], 6);
        assert_code(&[missing("app")], 6);
        assert_code(&[missing("secret")], 9);
    }

    #[test]
    fn a_code_of_a_field_alone_is_not_the_answer_to_a_wrong_form() {
        let codes = [code(1, "input", &["sku"], &[]), code(2, "input", &[], &["type", "null"])];
        let mut report = Report::new();
        report.push(Violation::new("card.sku", Severity::Error, Breach::Null));
        assert_eq!(best(&codes, &report, "create").and_then(|error| error.code.as_int()), Some(2));
    }

    #[test]
    fn an_operation_can_have_a_meaning_of_its_own() {
        static OF_USE: [Meaning; 1] = [Meaning::new(&["use"], "").class("state").rules(&["max"])];
        let codes = [
            code(1, "input", &["time"], &["after"]).by_operation(&OF_USE),
            code(2, "input", &[], &["pattern"]),
        ];
        let mut report = Report::new();
        report.push(Violation::new(
            "day",
            Severity::Error,
            Breach::Max { limit: Number::Int(1), actual: Number::Int(2) },
        ));
        report.push(Violation::new("time", Severity::Error, PATTERN));
        let answer = |operation| best(&codes, &report, operation).and_then(|error| error.code.as_int());
        assert_eq!((answer("create"), answer("use")), (Some(2), Some(1)));
    }

    #[test]
    fn a_violation_without_a_code_has_the_general_code_of_the_class() {
        assert_code(&[Violation::new("title", Severity::Error, PATTERN)], 6);
        assert_code(&[missing("title"), too_long("title")], 7);
    }

    #[test]
    fn the_form_of_a_body_is_reported_before_its_values() {
        let unread = |path: &str| Violation::new(path, Severity::Error, Breach::Null);
        assert_code(&[missing("seat"), unread("void")], 6);
        assert_code(&[unread("void"), missing("seat")], 6);
        let body = Violation::new("", Severity::Error, Breach::Body { problem: String::new() });
        assert_code(&[missing("seat"), body], 5);
    }

    #[test]
    fn each_mark_of_a_request_id_is_used_in_turn() {
        let messages: Vec<String> = (0..4)
            .map(|turn| with_request_id("busy", &["rid: ", " rid: ", "hint: ["], "63a1", turn))
            .collect();
        assert_eq!(messages, ["busy rid: 63a1", "busy rid: 63a1", "busy hint: [63a1]", "busy rid: 63a1"]);
        assert_eq!(with_request_id::<&str>("busy", &[], "63a1", 7), "busy");
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
        assert!(best(&[code(1, "busy", &[], &[]), code(2, "", &[], &[])], &report, "borrow").is_none());
        assert!(best(&codes(), &Report::new(), "borrow").is_none());
    }
}
