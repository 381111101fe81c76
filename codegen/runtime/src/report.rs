//! The result of validation.

use std::fmt;

use crate::Breach;

/// The effect of violating a rule: of a limit on a request, or of a rule of the dialect.
///
/// ```
/// use specwright_runtime::{Breach, Report, Severity, Violation};
///
/// let mut report = Report::new();
/// report.push(Violation::new("color", Severity::Warning, Breach::Undocumented { value: "Color081".into() }));
/// assert!(report.is_valid() && !report.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The request is not sent.
    #[default]
    Error,
    /// The request is sent.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One value that violates one rule.
///
/// Its `Display` is one line: `base_info.brand_name: 39 bytes (13 CJK characters), limit 36 bytes (12 CJK
/// characters); the first 12 characters fit`.
///
/// ```
/// use specwright_runtime::{Breach, Number, Severity, Violation};
///
/// let breach = Breach::Min { limit: Number::Int(1), actual: Number::Int(0) };
/// let violation = Violation::new("sku.quantity", Severity::Error, breach);
/// assert_eq!(violation.breach.rule(), "min");
/// assert_eq!(violation.to_string(), "sku.quantity: 0 is less than the minimum, 1");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the value on the wire: `card.meeting_ticket.base_info.brand_name`, `seat_number[1]`.
    pub path: String,
    /// The effect of the violation.
    pub severity: Severity,
    /// The rule, its limit and the actual value.
    pub breach: Breach,
}

impl Violation {
    /// A violation at a wire path.
    pub fn new(path: impl Into<String>, severity: Severity, breach: Breach) -> Self {
        Self { path: path.into(), severity, breach }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "{}", self.breach)
        } else {
            write!(f, "{}: {}", self.path, self.breach)
        }
    }
}

/// The violations that validation found, in the order of the fields. Only errors prevent sending a request.
///
/// ```
/// use specwright_runtime::{Timestamp, validate};
///
/// let report = validate(&vec![Timestamp::from_unix_seconds(-1), Timestamp::from_unix_seconds(0)]);
/// assert!(!report.is_valid());
/// let paths: Vec<&str> = report.errors().map(|violation| violation.path.as_str()).collect();
/// assert_eq!(paths, ["[0]"]);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Report {
    /// `None` for nearly every request, so that an empty report costs nothing.
    contents: Option<Box<Contents>>,
}

#[derive(Clone, Default, PartialEq)]
struct Contents {
    violations: Vec<Violation>,
    extras: Vec<String>,
}

impl Report {
    /// An empty report.
    pub const fn new() -> Self {
        Self { contents: None }
    }

    /// Adds a violation.
    pub fn push(&mut self, violation: Violation) {
        self.contents_mut().violations.push(violation);
    }

    /// Adds the path of a field that is not in the spec.
    pub(crate) fn push_extra(&mut self, path: String) {
        self.contents_mut().extras.push(path);
    }

    fn contents_mut(&mut self) -> &mut Contents {
        self.contents.get_or_insert_default()
    }

    /// Whether there is no error, so that the request can be sent.
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// Whether there is neither an error nor a warning.
    pub fn is_empty(&self) -> bool {
        self.violations().is_empty()
    }

    /// The errors and warnings.
    pub fn violations(&self) -> &[Violation] {
        self.contents.as_ref().map_or(&[], |contents| &contents.violations)
    }

    /// The violations that prevent sending the request.
    pub fn errors(&self) -> impl Iterator<Item = &Violation> {
        self.violations().iter().filter(|violation| violation.severity == Severity::Error)
    }

    /// The violations that do not prevent sending the request.
    pub fn warnings(&self) -> impl Iterator<Item = &Violation> {
        self.violations().iter().filter(|violation| violation.severity == Severity::Warning)
    }

    /// The wire paths of fields that are not in the spec, which are sent unchanged.
    pub fn extras(&self) -> &[String] {
        self.contents.as_ref().map_or(&[], |contents| &contents.extras)
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("violations", &self.violations())
            .field("extras", &self.extras())
            .finish()
    }
}

/// One line for each violation.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations().iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            match violation.severity {
                Severity::Error => write!(f, "{violation}")?,
                Severity::Warning => write!(f, "warning: {violation}")?,
            }
        }
        Ok(())
    }
}
