//! Limits on values, and what one proves about another.

use specwright_runtime::measure::{MAX_CHAR_BYTES, MIN_CJK_BYTES};
use specwright_runtime::{
    Direction, ElementsTest, FileTest, LimitKind, Number, NumberTest, Operand, Test, TextTest, Unit, is_less,
};

use super::Type;

/// The limits of one field, or of each element where the field is a list or a map.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Limits {
    /// Limits whose violation makes a value invalid. Only those that need a check of their own.
    pub errors: Vec<Limit>,
    /// The same at a lower severity: violating one never stops a request.
    pub warnings: Vec<Limit>,
    /// A CJK limit that the byte limit among the errors was proven to imply, so that it has no check of its own.
    pub implied_cjk: Option<Limit>,
    /// Those of the keys, where the field is a map whose keys are limited.
    pub keys: Option<Box<Limits>>,
}

/// One limit: its kind and the value that the spec states.
///
/// ```
/// use specwright::ir::{Limit, LimitKind};
///
/// let limit = Limit::new(LimitKind::MaxBytes, 36);
/// assert_eq!(limit.map(|limit| limit.words()).as_deref(), Some("at most 36 bytes of UTF-8"));
/// assert_eq!(Limit::new(LimitKind::Pattern, 36), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Limit {
    #[cfg_attr(feature = "serde", serde(with = "super::serial::kind"))]
    kind: LimitKind,
    bound: Bound,
}

/// The value of a limit.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Bound {
    /// A number of bytes, characters or elements.
    Count(usize),
    /// A number in the field's own kind.
    Number(#[cfg_attr(feature = "serde", serde(with = "super::serial::NumberForm"))] Number),
    /// A pattern.
    Pattern(Pattern),
    /// `true`.
    Flag,
    /// Words, all different.
    Words(Vec<String>),
}

impl From<usize> for Bound {
    fn from(count: usize) -> Bound {
        Bound::Count(count)
    }
}

impl From<Number> for Bound {
    fn from(number: Number) -> Bound {
        Bound::Number(number)
    }
}

impl From<Pattern> for Bound {
    fn from(pattern: Pattern) -> Bound {
        Bound::Pattern(pattern)
    }
}

/// A regular expression, and a cheaper check that means the same where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Pattern {
    /// As the spec has it.
    pub source: String,
    /// What the expression was proven to mean.
    pub shape: PatternShape,
}

/// What a regular expression was proven to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PatternShape {
    /// The text begins with one of these.
    Prefix(Vec<String>),
    /// Every character of the text lies in one of these inclusive ranges; `allow_empty` says whether the empty text
    /// matches.
    Chars {
        /// Inclusive ranges, sorted.
        ranges: Vec<(char, char)>,
        /// Whether an empty text matches.
        allow_empty: bool,
    },
    /// Nothing simpler: it needs the regular expression engine.
    Regex,
}

/// Whether any value of a type violates a limit, and any satisfies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Some values violate it, some do not.
    Useful,
    /// No value violates it.
    NeverViolated,
    /// Every value violates it.
    AlwaysViolated,
}

impl Limits {
    /// No limit.
    pub const NONE: Limits =
        Limits { errors: Vec::new(), warnings: Vec::new(), implied_cjk: None, keys: None };

    /// All of both severities, also those of keys.
    pub fn all(&self) -> impl Iterator<Item = &Limit> {
        let of_keys = self.keys.iter().flat_map(|keys| keys.errors.iter().chain(&keys.warnings));
        self.errors.iter().chain(&self.warnings).chain(of_keys)
    }

    /// The count that a kind of limit states as an error.
    pub fn count(&self, kind: LimitKind) -> Option<usize> {
        self.error(kind).and_then(Limit::count)
    }

    /// The limit of a kind whose violation is an error.
    pub fn error(&self, kind: LimitKind) -> Option<&Limit> {
        self.errors.iter().find(|limit| limit.kind == kind)
    }
}

impl Limit {
    /// A limit, if the bound is of the type that the kind requires.
    pub fn new(kind: LimitKind, bound: impl Into<Bound>) -> Option<Limit> {
        let bound = bound.into();
        let fits = match bound {
            Bound::Count(_) => kind.operand() == Operand::Count,
            Bound::Number(_) => kind.operand() == Operand::Number,
            Bound::Pattern(_) => kind.operand() == Operand::Pattern,
            Bound::Flag => kind.operand() == Operand::Flag,
            Bound::Words(_) => kind.operand() == Operand::Words,
        };
        fits.then_some(Limit { kind, bound })
    }

    /// Its kind.
    pub fn kind(&self) -> LimitKind {
        self.kind
    }

    /// Its value.
    pub fn bound(&self) -> &Bound {
        &self.bound
    }

    /// Its value, if it is a count.
    pub fn count(&self) -> Option<usize> {
        if let Bound::Count(count) = self.bound { Some(count) } else { None }
    }

    /// Its value, if it is a number.
    pub fn number(&self) -> Option<Number> {
        if let Bound::Number(number) = self.bound { Some(number) } else { None }
    }

    /// Its value, if it is a pattern.
    pub fn pattern(&self) -> Option<&Pattern> {
        if let Bound::Pattern(pattern) = &self.bound { Some(pattern) } else { None }
    }

    /// Its value, if it is a list of words.
    pub fn listed(&self) -> &[String] {
        if let Bound::Words(words) = &self.bound { words } else { &[] }
    }

    /// Whether it applies to each element where the field is a list or a map, rather than to the list or map itself.
    pub fn is_of_element(&self) -> bool {
        !self.kind.subject().is_whole()
    }

    /// The limit in words, for a field of this type: `at most 36 bytes of UTF-8` of a text, `at most 36 bytes` of a file.
    pub fn words_for(&self, ty: &Type) -> String {
        if ty.is_file() { self.short_words() } else { self.words() }
    }

    /// The limit in words: `at most 36 bytes of UTF-8`.
    pub fn words(&self) -> String {
        let of = if self.kind.unit() == Some(Unit::Byte.name()) { " of UTF-8" } else { "" };
        format!("{}{of}", self.short_words())
    }

    /// The limit in words, where it is plain that text is measured in UTF-8: `at most 36 bytes`.
    pub fn short_words(&self) -> String {
        let unit = self.kind.unit().unwrap_or_default();
        let counted = || counted(self.count().unwrap_or_default(), unit);
        let number = || self.number().map(|number| number.to_string()).unwrap_or_default();
        match self.kind.test() {
            Test::Text(TextTest::AtLeast(_)) | Test::Elements(ElementsTest::AtLeast) => {
                format!("at least {}", counted())
            }
            Test::Text(TextTest::AtMost(_)) | Test::Elements(ElementsTest::AtMost) => {
                format!("at most {}", counted())
            }
            Test::Text(TextTest::Matches) => {
                format!("matches `{}`", self.pattern().map_or("", |pattern| &pattern.source))
            }
            Test::File(FileTest::MediaType) => {
                format!("of the media type `{}`", self.listed().join("` or `"))
            }
            Test::Elements(ElementsTest::Unique) => "no two elements equal".to_owned(),
            Test::Number(NumberTest::AtLeast) => format!("at least {}", number()),
            Test::Number(NumberTest::AtMost) => format!("at most {}", number()),
            Test::Number(NumberTest::Above) => format!("greater than {}", number()),
            Test::Number(NumberTest::Below) => format!("less than {}", number()),
            Test::Number(NumberTest::MultipleOf) => format!("a multiple of {}", number()),
        }
    }

    /// Whether every value that satisfies this limit is known to satisfy the other one.
    pub fn implies(&self, other: &Limit) -> bool {
        let is_same = self.kind == other.kind;
        match self.kind.test() {
            Test::Text(TextTest::AtLeast(_)) => match other.kind.test() {
                Test::Text(TextTest::AtLeast(unit)) => self.least_of(unit) >= other.count(),
                Test::Text(TextTest::AtMost(_) | TextTest::Matches)
                | Test::File(_)
                | Test::Number(_)
                | Test::Elements(_) => false,
            },
            Test::Text(TextTest::AtMost(_)) => other
                .max_of_text()
                .is_some_and(|(unit, others)| self.most_of(unit).is_some_and(|most| most <= others)),
            Test::Text(TextTest::Matches) => {
                self.pattern().zip(other.pattern()).is_some_and(|(own, others)| own.matches_less_than(others))
            }
            Test::File(FileTest::MediaType) => {
                is_same && self.listed().iter().all(|one| other.listed().contains(one))
            }
            Test::Number(NumberTest::MultipleOf) => is_same && self.is_exact_multiple_of(other),
            Test::Number(_) => match (self.end(), other.end()) {
                (Some((Direction::Minimum, own)), Some((Direction::Minimum, others))) => {
                    !is_less(own, others)
                }
                (Some((Direction::Maximum, own)), Some((Direction::Maximum, others))) => {
                    !is_less(others, own)
                }
                (Some(_) | None, _) => false,
            },
            Test::Elements(ElementsTest::AtLeast) => is_same && self.count() >= other.count(),
            Test::Elements(ElementsTest::AtMost) => match other.kind.test() {
                Test::Elements(ElementsTest::AtMost) => self.count() <= other.count(),
                Test::Elements(ElementsTest::Unique) => self.count() <= Some(1),
                Test::Elements(ElementsTest::AtLeast) | Test::Text(_) | Test::File(_) | Test::Number(_) => {
                    false
                }
            },
            Test::Elements(ElementsTest::Unique) => is_same,
        }
    }

    /// The smallest or the greatest number that satisfies it, if it is a minimum or a maximum of a number.
    pub fn end(&self) -> Option<(Direction, Number)> {
        match self.kind.test() {
            Test::Number(test) => test.end(self.number()?),
            Test::Text(_) | Test::File(_) | Test::Elements(_) => None,
        }
    }

    /// Whether it is exactly a multiple. Only then every multiple of it is one of the other, whatever is rounded.
    fn is_exact_multiple_of(&self, other: &Limit) -> bool {
        match (self.number(), other.number()) {
            (Some(Number::Int(own)), Some(Number::Int(others))) => own.checked_rem(others) == Some(0),
            (Some(Number::Float(own)), Some(Number::Float(others))) => own % others == 0.0,
            (Some(_) | None, _) => false,
        }
    }

    /// Whether no value satisfies both this minimum and the other maximum.
    pub(crate) fn exceeds(&self, other: &Limit) -> bool {
        match self.kind.test() {
            Test::Number(_) => matches!(
                (self.end(), other.end()),
                (Some((Direction::Minimum, least)), Some((Direction::Maximum, most))) if is_less(most, least)
            ),
            Test::Text(TextTest::AtLeast(_)) | Test::Elements(ElementsTest::AtLeast) => {
                self.greatest_beside(other).is_some_and(|most| self.count() > Some(most))
            }
            Test::Text(TextTest::AtMost(_) | TextTest::Matches)
            | Test::File(_)
            | Test::Elements(ElementsTest::AtMost | ElementsTest::Unique) => false,
        }
    }

    /// The greatest count in this minimum's unit that a value within the other maximum can have.
    pub(crate) fn greatest_beside(&self, other: &Limit) -> Option<usize> {
        match self.kind.test() {
            Test::Text(TextTest::AtLeast(unit)) => other.most_of(unit),
            Test::Elements(ElementsTest::AtLeast) if other.kind == LimitKind::MaxItems => other.count(),
            Test::Elements(_)
            | Test::Text(TextTest::AtMost(_) | TextTest::Matches)
            | Test::File(_)
            | Test::Number(_) => None,
        }
    }

    /// The unit and the count, if it is a maximum of a text.
    pub(crate) fn max_of_text(&self) -> Option<(Unit, usize)> {
        match self.kind.test() {
            Test::Text(TextTest::AtMost(unit)) => Some((unit, self.count()?)),
            Test::Text(TextTest::AtLeast(_) | TextTest::Matches)
            | Test::File(_)
            | Test::Number(_)
            | Test::Elements(_) => None,
        }
    }

    /// The greatest count in another unit that a text within this maximum can have.
    pub(crate) fn most_of(&self, unit: Unit) -> Option<usize> {
        self.max_of_text().and_then(|(own, count)| most(own, count, unit))
    }

    /// The least count in another unit that a text of this minimum can have.
    fn least_of(&self, unit: Unit) -> Option<usize> {
        match self.kind.test() {
            Test::Text(TextTest::AtLeast(own)) => Some(least(own, self.count()?, unit)),
            Test::Text(TextTest::AtMost(_) | TextTest::Matches)
            | Test::File(_)
            | Test::Number(_)
            | Test::Elements(_) => None,
        }
    }

    /// What it means for the integers of a range, or for any other values without one.
    pub(crate) fn effect(&self, range: Option<(i128, i128)>) -> Effect {
        let of_range = |(least, most): (i128, i128)| match (self.end(), self.number()) {
            (Some((Direction::Minimum, Number::Int(end))), _) => (end <= least, end > most),
            (Some((Direction::Maximum, Number::Int(end))), _) => (end >= most, end < least),
            (None, Some(Number::Int(divisor))) => (divisor == 1, false),
            (Some((_, Number::Float(_))), _) | (None, Some(Number::Float(_)) | None) => (false, false),
        };
        let (never, always) = match self.kind.test() {
            Test::Text(TextTest::AtLeast(_)) | Test::Elements(ElementsTest::AtLeast) => {
                (self.count() == Some(0), false)
            }
            Test::Number(_) => range.map_or((false, false), of_range),
            Test::Text(TextTest::AtMost(_) | TextTest::Matches)
            | Test::File(FileTest::MediaType)
            | Test::Elements(ElementsTest::AtMost | ElementsTest::Unique) => (false, false),
        };
        match (never, always) {
            (true, _) => Effect::NeverViolated,
            (false, true) => Effect::AlwaysViolated,
            (false, false) => Effect::Useful,
        }
    }
}

/// The maximum of one unit in a text that has at most `count` of another; `None` where there is none.
///
/// In UTF-8 a character has one to four bytes, and a CJK character at least three ([`specwright_runtime::measure`] says
/// which characters those are). So a text of B bytes and C characters has
///
/// - at most B characters, for every character has a byte;
/// - at most B / 3 CJK characters, for one more would have 3 (B / 3) + 3 > B bytes;
/// - at most 4 C bytes, for no character has more than four;
/// - at most C CJK characters, for they are characters.
pub(crate) fn most(unit: Unit, count: usize, other: Unit) -> Option<usize> {
    match (unit, other) {
        (Unit::Byte, Unit::Byte | Unit::Character)
        | (Unit::Character, Unit::Character | Unit::CjkCharacter)
        | (Unit::CjkCharacter, Unit::CjkCharacter) => Some(count),
        (Unit::Byte, Unit::CjkCharacter) => Some(count / MIN_CJK_BYTES),
        (Unit::Character, Unit::Byte) => Some(count.saturating_mul(MAX_CHAR_BYTES)),
        (Unit::CjkCharacter, Unit::Byte | Unit::Character) => None,
    }
}

/// The minimum of one unit in a text that has at least `count` of another, for the same reasons as [`most`].
pub(crate) fn least(unit: Unit, count: usize, other: Unit) -> usize {
    match (unit, other) {
        (Unit::Byte, Unit::Byte)
        | (Unit::Character, Unit::Character | Unit::Byte)
        | (Unit::CjkCharacter, Unit::CjkCharacter | Unit::Character) => count,
        (Unit::Byte, Unit::Character) => count.div_ceil(MAX_CHAR_BYTES),
        (Unit::CjkCharacter, Unit::Byte) => count.saturating_mul(MIN_CJK_BYTES),
        (Unit::Byte | Unit::Character, Unit::CjkCharacter) => 0,
    }
}

/// A number with its unit: `1 byte`, `36 bytes`.
pub(crate) fn counted(count: usize, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

impl Pattern {
    /// Whether all that it matches is known to match the other one as well.
    fn matches_less_than(&self, other: &Pattern) -> bool {
        match (&self.shape, &other.shape) {
            _ if self.source == other.source => true,
            (PatternShape::Prefix(own), PatternShape::Prefix(other)) => {
                own.iter().all(|prefix| other.iter().any(|known| prefix.starts_with(known.as_str())))
            }
            (
                PatternShape::Chars { ranges: own, allow_empty: own_empty },
                PatternShape::Chars { ranges: other, allow_empty: other_empty },
            ) => {
                let lies_in = |(first, last): &(char, char)| {
                    other.iter().any(|(least, most)| least <= first && last <= most)
                };
                own.iter().all(lies_in) && (*other_empty || !own_empty)
            }
            (PatternShape::Prefix(_) | PatternShape::Chars { .. } | PatternShape::Regex, _) => false,
        }
    }
}
