//! Applies the limits of both severities. If a value violates a limit that is an error, the warning limit of the same
//! kind is not reported.
//!
//! `passes` is fast: the rules of generated code are constants, so that inlining removes the kinds that a field does
//! not limit, and a limit in bytes is one comparison. The `check_…` functions report; they are called only for values
//! that do not pass.

use super::{At, FileInfo};
use crate::breach::Found;
use crate::measure::{self, Counts};
use crate::{
    Bound, Breach, Elements, FileTest, LimitKind, Number, Report, Rules, Severity, Test, TextRules, TextTest,
    Unit,
};

impl TextRules<'_> {
    /// Whether a file satisfies all of them. If not, [`check_file`] reports the violations.
    pub fn pass_file(&self, file: FileInfo<'_>) -> bool {
        self.error.all(file, accepts_file)
            && self.warning.all(file, accepts_file)
            && file.name_problem().is_none()
            && file.media_type_problem().is_none()
    }

    /// Whether a text satisfies all of them. If not, [`check_text`] reports the violations.
    #[inline(always)]
    pub fn passes(&self, text: &str) -> bool {
        self.error.all(text, accepts_text)
            && self.warning.all(text, accepts_text)
            && !(self.forbid_control && measure::has_forbidden_control(text))
            && self.place.is_none_or(|place| place.problem(text).is_none())
    }
}

impl Rules {
    /// Whether a number satisfies all of them. If not, [`check_number`] reports the violations.
    #[inline(always)]
    pub fn pass_number(&self, number: Number) -> bool {
        self.error.all(number, accepts_number) && self.warning.all(number, accepts_number)
    }

    /// Whether a list or map satisfies all of them, its elements by themselves apart. If not, [`check_items`] reports
    /// the violations.
    #[inline(always)]
    pub fn pass_items(&self, items: &(impl Elements + ?Sized)) -> bool {
        self.error.all(items, accepts_elements) && self.warning.all(items, accepts_elements)
    }
}

/// Whether a text satisfies a limit. Limits on other values accept it.
#[inline(always)]
fn accepts_text(text: &str, kind: LimitKind, bound: Bound<'_>) -> bool {
    match (kind.test(), bound) {
        (Test::Text(TextTest::AtLeast(unit)), Bound::Count(limit)) => has_at_least(text, unit, limit),
        (Test::Text(TextTest::AtMost(unit)), Bound::Count(limit)) => has_at_most(text, unit, limit),
        (Test::Text(TextTest::Matches), Bound::Pattern(pattern)) => pattern.matches(text),
        (Test::Text(_) | Test::File(_) | Test::Number(_) | Test::Elements(_), _) => true,
    }
}

/// Whether a file satisfies a limit. Limits on other values accept it.
#[inline(always)]
fn accepts_file(file: FileInfo<'_>, kind: LimitKind, bound: Bound<'_>) -> bool {
    match (kind.test(), bound) {
        (Test::Text(TextTest::AtLeast(Unit::Byte)), Bound::Count(limit)) => file.bytes >= limit,
        (Test::Text(TextTest::AtMost(Unit::Byte)), Bound::Count(limit)) => file.bytes <= limit,
        (Test::File(FileTest::MediaType), Bound::Words(types)) => types.iter().any(|one| file.is_of(one)),
        (Test::Text(_) | Test::File(_) | Test::Number(_) | Test::Elements(_), _) => true,
    }
}

/// A text with many bytes cannot have too few characters, and one with few bytes cannot have too many: most texts are
/// not counted.
#[inline(always)]
fn has_at_least(text: &str, unit: Unit, limit: usize) -> bool {
    match unit {
        Unit::Byte => text.len() >= limit,
        Unit::Character => text.len() / measure::MAX_CHAR_BYTES >= limit || measure::chars(text) >= limit,
        Unit::CjkCharacter => measure::cjk(text) >= limit,
    }
}

#[inline(always)]
fn has_at_most(text: &str, unit: Unit, limit: usize) -> bool {
    match unit {
        Unit::Byte => text.len() <= limit,
        Unit::Character => text.len() <= limit || measure::chars(text) <= limit,
        Unit::CjkCharacter => text.len() / measure::MIN_CJK_BYTES <= limit || measure::cjk(text) <= limit,
    }
}

/// Whether a number satisfies a limit. Limits on other values accept it.
#[inline(always)]
fn accepts_number(number: Number, kind: LimitKind, bound: Bound<'_>) -> bool {
    match (kind.test(), bound) {
        (Test::Number(test), Bound::Number(limit)) => test.accepts(number, limit),
        (Test::Text(_) | Test::File(_) | Test::Number(_) | Test::Elements(_), _) => true,
    }
}

/// Whether a list or map satisfies a limit. Limits on other values accept it.
#[inline(always)]
fn accepts_elements(elements: &(impl Elements + ?Sized), kind: LimitKind, bound: Bound<'_>) -> bool {
    match kind.test() {
        Test::Elements(test) => test.accepts(elements, bound),
        Test::Text(_) | Test::File(_) | Test::Number(_) => true,
    }
}

/// Reports the rules of its field, and of every file, that a file violates.
///
/// ```
/// use specwright_runtime::{At, FileInfo, Report, TextRules, check_file};
///
/// let rules = TextRules::of("picture").max_bytes(1024).media_types(&["image/jpeg", "image/png"]);
/// let mut report = Report::new();
/// let picture = FileInfo { file_name: "rex.gif", media_type: "image/gif", bytes: 1025 };
/// check_file(picture, &rules, At::ROOT.key("picture"), &mut report);
/// assert_eq!(
///     report.to_string(),
///     "picture: the file has 1025 bytes, limit 1024 bytes\n\
///      picture: the media type `image/gif` is not one of `image/jpeg`, `image/png`"
/// );
/// ```
#[cold]
pub fn check_file(file: FileInfo<'_>, rules: &TextRules<'_>, at: At<'_>, report: &mut Report) {
    if let Some(problem) = file.name_problem() {
        at.report(Severity::Error, Breach::FileName { problem }, report);
    }
    if let Some(problem) = file.media_type_problem() {
        at.report(Severity::Error, Breach::MediaType { problem }, report);
    }
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), Found::File(file), at, report);
}

/// Reports the limits of its field that a text violates.
///
/// ```
/// use specwright_runtime::{At, Report, TextLimits, TextRules, check_text};
///
/// let rules = TextRules::of("seat_number").max_bytes(12);
/// let mut report = Report::new();
/// check_text("四个汉字多", &rules, At::ROOT.key("seat"), &mut report);
/// assert_eq!(
///     report.to_string(),
///     "seat: 15 bytes (5 CJK characters), limit 12 bytes (4 CJK characters); the first 4 characters fit"
/// );
/// ```
#[cold]
pub fn check_text(text: &str, rules: &TextRules<'_>, at: At<'_>, report: &mut Report) {
    let found = Found::Text(text, Counts::of(text));
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), found, at, report);
    if rules.forbid_control {
        if let Some(character) = measure::forbidden_control(text) {
            at.report(Severity::Error, Breach::Control { character }, report);
        }
    }
    if let Some((place, problem)) = rules.place.and_then(|place| Some((place, place.problem(text)?))) {
        at.report(Severity::Error, Breach::Place { place, problem }, report);
    }
}

/// Reports the limits that a key of a map violates, at the map.
///
/// ```
/// use specwright_runtime::{At, Report, TextRules, check_key};
///
/// let rules = TextRules::of("labels").max_chars(3);
/// let mut report = Report::new();
/// check_key("colour", &rules, At::ROOT.key("labels"), &mut report);
/// assert_eq!(
///     report.to_string(),
///     "labels: the key `colour`: 6 characters, limit 3 characters; the first 3 characters fit"
/// );
/// ```
#[cold]
pub fn check_key(key: &str, rules: &TextRules<'_>, at: At<'_>, report: &mut Report) {
    let mut found = Report::new();
    check_text(key, rules, at, &mut found);
    for violation in found.violations() {
        let breach = Breach::Key { key: key.to_owned(), breach: Box::new(violation.breach.clone()) };
        at.report(violation.severity, breach, report);
    }
}

/// Reports the limits of its field that a number violates.
///
/// ```
/// use specwright_runtime::{At, Limits, Number, Report, Rules, check_number};
///
/// let rules = Rules::NONE.max(Number::Int(100));
/// let mut report = Report::new();
/// check_number(Number::Int(101), At::ROOT.key("quantity"), &rules, &mut report);
/// assert_eq!(report.to_string(), "quantity: 101 is more than the maximum, 100");
/// ```
#[cold]
pub fn check_number(actual: Number, at: At<'_>, rules: &Rules, report: &mut Report) {
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), Found::Number(actual), at, report);
}

/// Reports the limits of its field that a list or map violates, its elements by themselves apart.
///
/// ```
/// use specwright_runtime::{At, Limits, Report, Rules, check_items};
///
/// let rules = Rules::NONE.warning(Limits { max_items: Some(2), ..Limits::NONE });
/// let mut report = Report::new();
/// check_items([7, 8, 9].as_slice(), At::ROOT.key("seats"), &rules, &mut report);
/// assert_eq!(report.to_string(), "warning: seats: 3 elements, limit 2 elements");
/// ```
#[cold]
pub fn check_items(items: &(impl Elements + ?Sized), at: At<'_>, rules: &Rules, report: &mut Report) {
    check(|kind| (rules.error.get(kind), rules.warning.get(kind)), Found::Elements(&items), at, report);
}

/// Reports, for each kind, the violated limit that is an error, or else the one that is a warning.
fn check<'a>(
    limits: impl Fn(LimitKind) -> (Option<Bound<'a>>, Option<Bound<'a>>),
    found: Found<'_>,
    at: At<'_>,
    report: &mut Report,
) {
    for kind in LimitKind::ALL {
        let (error, warning) = limits(*kind);
        let violated = |bound: &Bound<'a>| is_violated(*kind, *bound, found);
        let (severity, bound) = match (error.filter(violated), warning.filter(violated)) {
            (Some(bound), _) => (Severity::Error, bound),
            (None, Some(bound)) => (Severity::Warning, bound),
            (None, None) => continue,
        };
        if let Some(breach) = Breach::of(*kind, bound, found) {
            at.report(severity, breach, report);
        }
    }
}

/// Whether a value violates a limit.
fn is_violated(kind: LimitKind, bound: Bound<'_>, found: Found<'_>) -> bool {
    !match found {
        Found::Text(text, _) => accepts_text(text, kind, bound),
        Found::File(file) => accepts_file(file, kind, bound),
        Found::Number(number) => accepts_number(number, kind, bound),
        Found::Elements(elements) => accepts_elements(elements, kind, bound),
    }
}
