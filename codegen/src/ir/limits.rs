//! Limits on values, and what one proves about another.

use specwright_runtime::measure::MIN_CJK_BYTES;
use specwright_runtime::{
    Direction, ElementsTest, LimitKind, Number, NumberTest, Subject, Test, TextTest, Unit, is_less,
};

/// The maximum number of bytes of a character in UTF-8.
const MAX_CHAR_BYTES: usize = 4;

/// The limits of one field, or of each element where the field is a list or a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Limits whose violation makes a value invalid. Only those that need a check of their own.
    pub errors: Vec<Limit>,
    /// The same at a lower severity: violating one never stops a request.
    pub warnings: Vec<Limit>,
    /// A CJK limit that the byte limit among the errors was proven to imply, so that it has no check of its own.
    pub implied_cjk: Option<Limit>,
}

/// One limit: its kind and the value that the spec states.
///
/// ```
/// use specwright::ir::{Bound, Limit, LimitKind};
///
/// let limit = Limit::new(LimitKind::MaxBytes, Bound::Count(36));
/// assert_eq!(limit.map(|limit| limit.words()).as_deref(), Some("at most 36 bytes of UTF-8"));
/// assert_eq!(Limit::new(LimitKind::Pattern, Bound::Count(36)), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    kind: LimitKind,
    bound: Bound,
}

/// The value of a limit.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// A number of bytes, characters or elements.
    Count(usize),
    /// A number in the field's own kind.
    Number(Number),
    /// A pattern.
    Pattern(Pattern),
    /// `true`.
    Flag,
}

/// A regular expression, and a cheaper check that means the same where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the spec has it.
    pub source: String,
    /// What the expression was proven to mean.
    pub shape: PatternShape,
}

/// What a regular expression was proven to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub fn new(kind: LimitKind, bound: Bound) -> Option<Limit> {
        use specwright_runtime::Operand;
        let fits = match bound {
            Bound::Count(_) => kind.operand() == Operand::Count,
            Bound::Number(_) => kind.operand() == Operand::Number,
            Bound::Pattern(_) => kind.operand() == Operand::Pattern,
            Bound::Flag => kind.operand() == Operand::Flag,
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

    /// Whether it applies to each element where the field is a list or a map, rather than to the list or map itself.
    pub fn is_of_element(&self) -> bool {
        match self.kind.subject() {
            Subject::Text | Subject::Number => true,
            Subject::Elements | Subject::List => false,
        }
    }

    /// The limit in words: `at most 36 bytes of UTF-8`.
    pub fn words(&self) -> String {
        let counted = |unit: &str, of: &str| {
            let count = self.count().unwrap_or_default();
            format!("{}{of}", counted(count, unit))
        };
        let of_text = |unit: Unit| counted(unit.name(), if unit == Unit::Byte { " of UTF-8" } else { "" });
        let number = || self.number().map(|number| number.to_string()).unwrap_or_default();
        match self.kind.test() {
            Test::Text(TextTest::AtLeast(unit)) => format!("at least {}", of_text(unit)),
            Test::Text(TextTest::AtMost(unit)) => format!("at most {}", of_text(unit)),
            Test::Text(TextTest::Matches) => {
                format!("matches `{}`", self.pattern().map_or("", |pattern| &pattern.source))
            }
            Test::Number(NumberTest::AtLeast) => format!("at least {}", number()),
            Test::Number(NumberTest::AtMost) => format!("at most {}", number()),
            Test::Elements(ElementsTest::AtLeast) => format!("at least {}", counted("element", "")),
            Test::Elements(ElementsTest::AtMost) => format!("at most {}", counted("element", "")),
        }
    }

    /// Whether every value that satisfies this limit is known to satisfy the other one.
    pub fn implies(&self, other: &Limit) -> bool {
        match (&self.bound, &other.bound) {
            (Bound::Count(own), Bound::Count(others)) => match (self.kind.test(), other.kind.test()) {
                (Test::Text(TextTest::AtMost(unit)), Test::Text(TextTest::AtMost(other_unit))) => {
                    most(unit, *own, other_unit).is_some_and(|most| most <= *others)
                }
                (Test::Text(TextTest::AtLeast(unit)), Test::Text(TextTest::AtLeast(other_unit))) => {
                    least(unit, *own, other_unit) >= *others
                }
                _ => self.is_at_least_as_strict(other, own <= others, own >= others),
            },
            (Bound::Number(own), Bound::Number(others)) => {
                self.is_at_least_as_strict(other, !is_less(*others, *own), !is_less(*own, *others))
            }
            (Bound::Pattern(own), Bound::Pattern(others)) => own.matches_less_than(others),
            (Bound::Flag, Bound::Flag) => self.kind == other.kind,
            (Bound::Count(_) | Bound::Number(_) | Bound::Pattern(_) | Bound::Flag, _) => false,
        }
    }

    fn is_at_least_as_strict(&self, other: &Limit, is_at_most: bool, is_at_least: bool) -> bool {
        self.kind == other.kind
            && match self.kind.direction() {
                Some(Direction::Maximum) => is_at_most,
                Some(Direction::Minimum) => is_at_least,
                None => false,
            }
    }

    /// Whether no value satisfies both this minimum and the other maximum.
    pub(crate) fn exceeds(&self, other: &Limit) -> bool {
        match (self.kind.test(), other.kind.test()) {
            (Test::Number(NumberTest::AtLeast), Test::Number(NumberTest::AtMost)) => {
                matches!((self.number(), other.number()), (Some(min), Some(max)) if is_less(max, min))
            }
            _ => self.greatest_beside(other).is_some_and(|most| self.count() > Some(most)),
        }
    }

    /// The greatest count in this minimum's unit that a value within the other maximum can have.
    pub(crate) fn greatest_beside(&self, other: &Limit) -> Option<usize> {
        match (self.kind.test(), other.kind.test()) {
            (Test::Text(TextTest::AtLeast(unit)), Test::Text(TextTest::AtMost(other_unit))) => {
                most(other_unit, other.count()?, unit)
            }
            (Test::Elements(ElementsTest::AtLeast), Test::Elements(ElementsTest::AtMost)) => other.count(),
            _ => None,
        }
    }

    /// The unit and the count, if it is a maximum of a text.
    pub(crate) fn max_of_text(&self) -> Option<(Unit, usize)> {
        match self.kind.test() {
            Test::Text(TextTest::AtMost(unit)) => Some((unit, self.count()?)),
            Test::Text(TextTest::AtLeast(_) | TextTest::Matches) | Test::Number(_) | Test::Elements(_) => {
                None
            }
        }
    }

    /// The greatest count in another unit that a text within this maximum can have.
    pub(crate) fn most_of(&self, unit: Unit) -> Option<usize> {
        self.max_of_text().and_then(|(own, count)| most(own, count, unit))
    }

    /// What it means for the integers of a range, or for any other values without one.
    pub(crate) fn effect(&self, range: Option<(i128, i128)>) -> Effect {
        match (self.kind.direction(), &self.bound, range) {
            (Some(Direction::Minimum), Bound::Count(0), _) => Effect::NeverViolated,
            (Some(direction), Bound::Number(Number::Int(limit)), Some((least, most))) => match direction {
                Direction::Minimum if *limit <= least => Effect::NeverViolated,
                Direction::Minimum if *limit > most => Effect::AlwaysViolated,
                Direction::Maximum if *limit >= most => Effect::NeverViolated,
                Direction::Maximum if *limit < least => Effect::AlwaysViolated,
                Direction::Minimum | Direction::Maximum => Effect::Useful,
            },
            _ => Effect::Useful,
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
