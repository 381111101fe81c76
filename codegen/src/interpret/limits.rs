//! The limits of the checked API as the runtime's rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use specwright_runtime::{self as rt, Matcher, Regex, Rules, TextLimits, TextRules};

use crate::ir::{Api, Constraint, Field, Limits, Number, Pattern, PatternShape, Tolerance};

/// What judging the value of one field, or each of its elements, needs to know of the field.
#[derive(Debug)]
pub(super) struct FieldRules<'f> {
    limits: Option<&'f Limits>,
    error_pattern: Option<Arc<Prepared<'f>>>,
    warning_pattern: Option<Arc<Prepared<'f>>>,
    forbid_control: bool,
    pub(super) tolerate: Tolerance,
    pub(super) secret: bool,
}

impl<'f> FieldRules<'f> {
    /// The rules of a field.
    pub(super) fn of(field: &'f Field, api: &Api, patterns: &'f Patterns<'_>) -> Self {
        Self {
            limits: Some(&field.limits),
            error_pattern: patterns.prepared(&field.limits.errors),
            warning_pattern: patterns.prepared(&field.limits.warnings),
            forbid_control: api.forbid_control,
            tolerate: field.tolerate,
            secret: field.secret,
        }
    }

    /// The rules of a value that belongs to no field: those of its type alone.
    pub(super) fn none(api: &Api) -> Self {
        Self {
            limits: None,
            error_pattern: None,
            warning_pattern: None,
            forbid_control: api.forbid_control,
            tolerate: Tolerance::default(),
            secret: false,
        }
    }

    /// For text.
    pub(super) fn text(&self) -> TextRules<'_> {
        TextRules {
            error: text_limits(self.errors(), self.error_pattern.as_deref()),
            warning: text_limits(self.warnings(), self.warning_pattern.as_deref()),
            forbid_control: self.forbid_control,
            secret: self.secret,
        }
    }

    /// For numbers, lists and maps.
    pub(super) fn plain(&self) -> Rules {
        Rules { error: plain_limits(self.errors()), warning: plain_limits(self.warnings()) }
    }

    fn errors(&self) -> &'f [Constraint] {
        self.limits.map_or(&[], |limits| limits.errors.as_slice())
    }

    fn warnings(&self) -> &'f [Constraint] {
        self.limits.map_or(&[], |limits| limits.warnings.as_slice())
    }
}

fn text_limits<'r>(constraints: &'r [Constraint], prepared: Option<&'r Prepared<'r>>) -> TextLimits<'r> {
    let mut limits = TextLimits::NONE;
    for constraint in constraints {
        match constraint {
            Constraint::MaxBytes(limit) => limits.max_bytes = Some(*limit),
            Constraint::MinBytes(limit) => limits.min_bytes = Some(*limit),
            Constraint::MaxCjk(limit) => limits.max_cjk = Some(*limit),
            Constraint::MaxChars(limit) => limits.max_chars = Some(*limit),
            Constraint::Pattern(pattern) => {
                limits.pattern = prepared
                    .map(|prepared| rt::Pattern { source: &pattern.source, matcher: prepared.matcher() });
            }
            Constraint::Min(_) | Constraint::Max(_) | Constraint::MinItems(_) | Constraint::MaxItems(_) => {}
        }
    }
    limits
}

fn plain_limits(constraints: &[Constraint]) -> rt::Limits {
    let mut limits = rt::Limits::NONE;
    for constraint in constraints {
        match constraint {
            Constraint::Min(limit) => limits.min = Some(number(*limit)),
            Constraint::Max(limit) => limits.max = Some(number(*limit)),
            Constraint::MinItems(limit) => limits.min_items = Some(*limit),
            Constraint::MaxItems(limit) => limits.max_items = Some(*limit),
            Constraint::MaxBytes(_)
            | Constraint::MinBytes(_)
            | Constraint::MaxCjk(_)
            | Constraint::MaxChars(_)
            | Constraint::Pattern(_) => {}
        }
    }
    limits
}

fn number(number: Number) -> rt::Number {
    match number {
        Number::Int(value) => rt::Number::Int(value),
        Number::Float(value) => rt::Number::Float(value),
    }
}

/// The patterns of an API, ready to match, by their source. One that is not among them is prepared when needed.
#[derive(Debug, Default)]
pub(super) struct Patterns<'a>(BTreeMap<&'a str, Arc<Prepared<'a>>>);

impl<'a> Patterns<'a> {
    /// Those of every field.
    pub(super) fn of(api: &'a Api) -> Self {
        let fields = api.models.iter().flat_map(|(_, model)| &model.fields);
        let constraints = fields.flat_map(|field| field.limits.errors.iter().chain(&field.limits.warnings));
        let patterns = constraints.filter_map(pattern);
        Self(patterns.map(|pattern| (pattern.source.as_str(), Arc::new(Prepared::new(pattern)))).collect())
    }

    /// The pattern among the constraints, if there is one.
    fn prepared<'p>(&'p self, constraints: &'p [Constraint]) -> Option<Arc<Prepared<'p>>> {
        let pattern = constraints.iter().find_map(pattern)?;
        Some(match self.0.get(pattern.source.as_str()) {
            Some(prepared) => Arc::clone(prepared),
            None => Arc::new(Prepared::new(pattern)),
        })
    }
}

fn pattern(constraint: &Constraint) -> Option<&Pattern> {
    match constraint {
        Constraint::Pattern(pattern) => Some(pattern),
        Constraint::MaxBytes(_)
        | Constraint::MinBytes(_)
        | Constraint::MaxCjk(_)
        | Constraint::MaxChars(_)
        | Constraint::Min(_)
        | Constraint::Max(_)
        | Constraint::MinItems(_)
        | Constraint::MaxItems(_) => None,
    }
}

/// A pattern that is ready to match.
#[derive(Debug)]
enum Prepared<'p> {
    Prefix(Vec<&'p str>),
    Chars { ranges: &'p [(char, char)], allow_empty: bool },
    Regex(Regex),
}

impl<'p> Prepared<'p> {
    fn new(pattern: &'p Pattern) -> Self {
        match &pattern.shape {
            PatternShape::Prefix(prefixes) => Self::Prefix(prefixes.iter().map(String::as_str).collect()),
            PatternShape::Chars { ranges, allow_empty } => Self::Chars { ranges, allow_empty: *allow_empty },
            PatternShape::Regex => Self::Regex(Regex::new(&pattern.source)),
        }
    }

    fn matcher(&self) -> Matcher<'_> {
        match self {
            Self::Prefix(prefixes) => Matcher::Prefix(prefixes),
            Self::Chars { ranges, allow_empty } => Matcher::Chars { ranges, allow_empty: *allow_empty },
            Self::Regex(regex) => Matcher::Ready(regex),
        }
    }
}
