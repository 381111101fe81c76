//! Converts the limits of the checked API to the runtime's rules.

use std::ops::RangeInclusive;

use specwright_runtime::{
    self as rt, Matcher, Regex, Rules, Test, TextLimits, TextRules, TextTest, Unit, measure,
};

use crate::ir::{Api, Bound, Field, Limit, Limits, Pattern, PatternShape, Tolerance, Type, least, most};

/// What is needed to check the value of a field, or its elements.
#[derive(Debug)]
pub(super) struct FieldRules<'f> {
    /// For text, without the patterns.
    text: TextRules<'f>,
    /// The numbers of bytes with which a text satisfies every limit on its size, whatever its characters are.
    bytes: RangeInclusive<usize>,
    error_pattern: Option<Prepared<'f>>,
    warning_pattern: Option<Prepared<'f>>,
    /// Those of a file, as errors and as warnings.
    media_types: (Option<Vec<&'f str>>, Option<Vec<&'f str>>),
    /// For numbers, lists and maps.
    pub(super) plain: Rules,
    /// Those of the keys of a map, as texts.
    pub(super) keys: Option<Box<FieldRules<'f>>>,
    /// The same for the elements of a list or map that are lists or maps, where they differ.
    elements: Option<Box<FieldRules<'f>>>,
    pub(super) tolerate: Tolerance,
    pub(super) secret: bool,
}

impl<'f> FieldRules<'f> {
    /// The rules of a field.
    pub(super) fn of(field: &'f Field, api: &Api) -> Self {
        let text = TextRules {
            forbid_control: api.forbid_control,
            secret: field.secret,
            place: field.text_place(),
            ..TextRules::of(&field.wire)
        };
        let of_limits = |limits, text| Self {
            tolerate: field.tolerate,
            secret: field.secret,
            ..Self::of_limits(limits, text)
        };
        let mut rules = of_limits(&field.limits, text);
        let keys = field.limits.keys.as_deref();
        rules.keys = keys.map(|keys| Box::new(Self::of_limits(keys, TextRules::of(&field.wire))));
        let has_parts = |ty: &Type| matches!(ty, Type::List(_) | Type::Map(_));
        if !field.ty.element().is_some_and(has_parts) {
            return rules;
        }
        let elements = Self { plain: rules.plain.of_elements(), ..of_limits(&field.limits, text) };
        Self { elements: Some(Box::new(elements)), ..rules }
    }

    /// The rules of each element of a list or map, where these are those of the list or map.
    pub(super) fn of_elements(&self) -> &Self {
        self.elements.as_deref().unwrap_or(self)
    }

    fn of_limits(stated: &'f Limits, text: TextRules<'f>) -> Self {
        let Limits { errors, warnings, .. } = stated;
        let ((error, plain_error), (warning, plain_warning)) = (limits(errors), limits(warnings));
        let text = TextRules { error, warning, ..text };
        Self {
            bytes: passing_bytes(errors.iter().chain(warnings)),
            text,
            error_pattern: Prepared::of(errors),
            warning_pattern: Prepared::of(warnings),
            media_types: (media_types(errors), media_types(warnings)),
            plain: Rules { error: plain_error, warning: plain_warning, keys: None },
            keys: None,
            elements: None,
            tolerate: Tolerance::default(),
            secret: false,
        }
    }

    /// The rules of a value that is not in a field: those of its type.
    pub(super) fn none(api: &Api) -> Self {
        const NONE: &Limits = &Limits::NONE;
        Self::of_limits(NONE, TextRules { forbid_control: api.forbid_control, ..TextRules::of("") })
    }

    /// Whether a text satisfies all of them.
    pub(super) fn passes(&self, text: &str) -> bool {
        let matches =
            |prepared: &Option<Prepared<'_>>| prepared.as_ref().is_none_or(|it| it.pattern().matches(text));
        let fits = self.text.place.is_none_or(|place| place.problem(text).is_none());
        let keeps = if self.bytes.contains(&text.len()) {
            !(self.text.forbid_control && measure::has_forbidden_control(text))
        } else {
            self.text.passes(text)
        };
        keeps && fits && matches(&self.error_pattern) && matches(&self.warning_pattern)
    }

    /// All of them, for text.
    pub(super) fn text(&self) -> TextRules<'_> {
        let mut rules: TextRules<'_> = self.text;
        rules.error.pattern = self.error_pattern.as_ref().map(Prepared::pattern);
        rules.warning.pattern = self.warning_pattern.as_ref().map(Prepared::pattern);
        rules.error.media_types = self.media_types.0.as_deref();
        rules.warning.media_types = self.media_types.1.as_deref();
        rules
    }
}

/// The numbers of bytes with which a text satisfies every limit on its size, whatever its characters are.
fn passing_bytes<'l>(limits: impl Iterator<Item = &'l Limit>) -> RangeInclusive<usize> {
    let mut passing = 0..=usize::MAX;
    for limit in limits {
        let Some(count) = limit.count() else { continue };
        match limit.kind().test() {
            Test::Text(TextTest::AtLeast(unit)) => {
                let enough = most(unit, count, Unit::Byte).unwrap_or(usize::MAX);
                passing = (*passing.start()).max(enough)..=*passing.end();
            }
            Test::Text(TextTest::AtMost(unit)) => {
                passing = *passing.start()..=(*passing.end()).min(least(unit, count, Unit::Byte));
            }
            Test::Text(TextTest::Matches) | Test::File(_) | Test::Number(_) | Test::Elements(_) => {}
        }
    }
    passing
}

/// The limits of one severity for the runtime, on text and on other values, without patterns.
fn limits(stated: &[Limit]) -> (TextLimits<'static>, rt::Limits) {
    let (mut text, mut plain) = (TextLimits::NONE, rt::Limits::NONE);
    for limit in stated {
        let bound = match limit.bound() {
            Bound::Count(count) => rt::Bound::Count(*count),
            Bound::Number(number) => rt::Bound::Number(*number),
            Bound::Flag => rt::Bound::Flag(true),
            Bound::Pattern(_) | Bound::Words(_) => continue,
        };
        text.set(limit.kind(), Some(bound));
        plain.set(limit.kind(), Some(bound));
    }
    (text, plain)
}

/// The media types among the limits of one severity.
fn media_types(stated: &[Limit]) -> Option<Vec<&str>> {
    let limit = stated.iter().find(|limit| limit.kind() == rt::LimitKind::MediaTypes)?;
    Some(limit.listed().iter().map(String::as_str).collect())
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
    /// The pattern among the limits of one severity.
    fn of(limits: &'p [Limit]) -> Option<Self> {
        let Pattern { source, shape } = limits.iter().find_map(Limit::pattern)?;
        let shape = match shape {
            PatternShape::Prefix(prefixes) => Shape::Prefix(prefixes.iter().map(String::as_str).collect()),
            PatternShape::Chars { ranges, allow_empty } => Shape::Chars { ranges, allow_empty: *allow_empty },
            PatternShape::Regex => Shape::Regex(Regex::new(source)),
        };
        Some(Self { source, shape })
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
