//! The limits of the checked API as the runtime's rules.

use std::ops::RangeInclusive;

use specwright_runtime::{self as rt, Matcher, Regex, Rules, TextLimits, TextRules, measure};

use crate::ir::{Api, Constraint, Field, Limits, Number, Pattern, PatternShape, Tolerance};

/// What judging the value of one field, or each of its elements, needs to know of the field.
#[derive(Debug)]
pub(super) struct FieldRules<'f> {
    /// For text, but for the patterns.
    text: TextRules<'f>,
    /// How many bytes a text may take to keep every limit on its length, whatever its characters are.
    bytes: RangeInclusive<usize>,
    error_pattern: Option<Prepared<'f>>,
    warning_pattern: Option<Prepared<'f>>,
    /// For numbers, lists and maps.
    pub(super) plain: Rules,
    pub(super) tolerate: Tolerance,
    pub(super) secret: bool,
}

impl<'f> FieldRules<'f> {
    /// The rules of a field.
    pub(super) fn of(field: &'f Field, api: &Api) -> Self {
        let Limits { errors, warnings, .. } = &field.limits;
        let text = TextRules {
            field: &field.wire,
            error: text_limits(errors),
            warning: text_limits(warnings),
            forbid_control: api.forbid_control,
            secret: field.secret,
        };
        Self {
            bytes: passing_bytes(&text),
            text,
            error_pattern: errors.iter().find_map(Prepared::of),
            warning_pattern: warnings.iter().find_map(Prepared::of),
            plain: Rules { error: plain_limits(errors), warning: plain_limits(warnings) },
            tolerate: field.tolerate,
            secret: field.secret,
        }
    }

    /// The rules of a value that belongs to no field: those of its type alone.
    pub(super) fn none(api: &Api) -> Self {
        Self {
            text: TextRules { forbid_control: api.forbid_control, ..TextRules::of("") },
            bytes: 0..=usize::MAX,
            error_pattern: None,
            warning_pattern: None,
            plain: Rules::NONE,
            tolerate: Tolerance::default(),
            secret: false,
        }
    }

    /// Whether a text keeps all of them.
    pub(super) fn passes(&self, text: &str) -> bool {
        let matches =
            |prepared: &Option<Prepared<'_>>| prepared.as_ref().is_none_or(|it| it.pattern().matches(text));
        let keeps = if self.bytes.contains(&text.len()) {
            !(self.text.forbid_control && measure::has_forbidden_control(text))
        } else {
            self.text.passes(text)
        };
        keeps && matches(&self.error_pattern) && matches(&self.warning_pattern)
    }

    /// All of them, for text.
    pub(super) fn text(&self) -> TextRules<'_> {
        let mut rules: TextRules<'_> = self.text;
        rules.error.pattern = self.error_pattern.as_ref().map(Prepared::pattern);
        rules.warning.pattern = self.warning_pattern.as_ref().map(Prepared::pattern);
        rules
    }
}

fn text_limits(constraints: &[Constraint]) -> TextLimits<'static> {
    let mut limits = TextLimits::NONE;
    for constraint in constraints {
        match constraint {
            Constraint::MaxBytes(limit) => limits.max_bytes = Some(*limit),
            Constraint::MinBytes(limit) => limits.min_bytes = Some(*limit),
            Constraint::MaxCjk(limit) => limits.max_cjk = Some(*limit),
            Constraint::MaxChars(limit) => limits.max_chars = Some(*limit),
            Constraint::Pattern(_)
            | Constraint::Min(_)
            | Constraint::Max(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_) => {}
        }
    }
    limits
}

/// How many bytes a text may take to keep every limit on its length, whatever its characters are: it has no more of
/// these than bytes, and a third as many that are CJK.
fn passing_bytes(rules: &TextRules<'_>) -> RangeInclusive<usize> {
    let mut passing = 0..=usize::MAX;
    for limits in [&rules.error, &rules.warning] {
        let cjk_bytes = limits.max_cjk.map(|limit| limit.saturating_mul(measure::MIN_CJK_BYTES));
        let least = limits.min_bytes.unwrap_or(0).max(*passing.start());
        let most = [limits.max_bytes, limits.max_chars, cjk_bytes].into_iter().flatten().min();
        passing = least..=most.unwrap_or(usize::MAX).min(*passing.end());
    }
    passing
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

/// A pattern that is ready to match.
#[derive(Debug)]
struct Prepared<'p> {
    source: &'p str,
    shape: Shape<'p>,
}

#[derive(Debug)]
enum Shape<'p> {
    Prefix(Vec<&'p str>),
    Chars { ranges: &'p [(char, char)], allow_empty: bool },
    Regex(Regex),
}

impl<'p> Prepared<'p> {
    /// The pattern that the constraint is.
    fn of(constraint: &'p Constraint) -> Option<Self> {
        match constraint {
            Constraint::Pattern(Pattern { source, shape }) => {
                let shape = match shape {
                    PatternShape::Prefix(prefixes) => {
                        Shape::Prefix(prefixes.iter().map(String::as_str).collect())
                    }
                    PatternShape::Chars { ranges, allow_empty } => {
                        Shape::Chars { ranges, allow_empty: *allow_empty }
                    }
                    PatternShape::Regex => Shape::Regex(Regex::new(source)),
                };
                Some(Self { source, shape })
            }
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

    fn pattern(&self) -> rt::Pattern<'_> {
        let matcher = match &self.shape {
            Shape::Prefix(prefixes) => Matcher::Prefix(prefixes),
            Shape::Chars { ranges, allow_empty } => Matcher::Chars { ranges, allow_empty: *allow_empty },
            Shape::Regex(regex) => Matcher::Ready(regex),
        };
        rt::Pattern { source: self.source, matcher }
    }
}
