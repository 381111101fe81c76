//! The kinds of limits: one row for each, from which everything that handles limits derives.
//!
//! A row has the kind's name, its key in the dialect (which is also the field, the setter and the violation's rule),
//! what the key holds, what the limit tests, its keyword in JSON Schema, and its meaning in one sentence.

mod elements;

use crate::bound::{Bound, Operand};
use crate::{Number, Pattern, is_less};
pub use elements::{Elements, ElementsTest};

/// Declares [`LimitKind`] and, for each group of rows, a struct that holds the limits of one severity, with a setter
/// for each kind on it and on the rules of a field.
macro_rules! limit_kinds {
    ($(
        $(#[$attribute:meta])*
        $limits:ident $(<$life:lifetime>)? with $bounds:ty, of $rules:ident {
            $($kind:ident $key:ident: $type:ty as $bound:ident, $test:expr, $keyword:expr, $meaning:literal;)*
        }
    )*) => {
        /// A kind of limit.
        ///
        /// ```
        /// use specwright_runtime::{LimitKind, Test, TextTest, Unit};
        ///
        /// assert_eq!(LimitKind::MaxBytes.key(), "max_bytes");
        /// assert_eq!(LimitKind::MaxBytes.test(), Test::Text(TextTest::AtMost(Unit::Byte)));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum LimitKind {
            $($(#[doc = $meaning] $kind,)*)*
        }

        impl LimitKind {
            /// All kinds, in the order in which violations are reported.
            pub const ALL: &'static [Self] = &[$($(Self::$kind,)*)*];

            /// The key in the dialect, which is also the name of the violated rule: `max_bytes`.
            pub const fn key(self) -> &'static str {
                match self { $($(Self::$kind => stringify!($key),)*)* }
            }

            /// The meaning, as one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $($(Self::$kind => $meaning,)*)* }
            }

            /// The type of the limit's own value.
            pub const fn operand(self) -> Operand {
                match self { $($(Self::$kind => Operand::$bound,)*)* }
            }

            /// What the limit tests.
            pub const fn test(self) -> Test {
                match self { $($(Self::$kind => $test,)*)* }
            }

            /// The keyword of JSON Schema that means the same, or the nearest weaker limit.
            pub const fn keyword(self) -> Option<&'static str> {
                match self { $($(Self::$kind => $keyword,)*)* }
            }
        }

        $(
            $(#[$attribute])*
            #[derive(Clone, Copy, Debug)]
            pub struct $limits $(<$life>)? {
                $(#[doc = $meaning] pub $key: Option<$type>,)*
            }

            impl $(<$life>)? $limits $(<$life>)? {
                /// No limit.
                pub const NONE: Self = Self { $($key: None,)* };

                $(
                    #[doc = $meaning]
                    pub const fn $key(mut self, limit: $type) -> Self {
                        self.$key = Some(limit);
                        self
                    }
                )*

                /// The limit of a kind, if there is one.
                pub const fn get(&self, kind: LimitKind) -> Option<$bounds> {
                    $(
                        if let (LimitKind::$kind, Some(limit)) = (kind, self.$key) {
                            return Some(Bound::$bound(limit));
                        }
                    )*
                    None
                }

                /// The limits on each element of a list or map: without those on the list or map itself.
                pub const fn of_elements(mut self) -> Self {
                    $(
                        if LimitKind::$kind.subject().is_whole() {
                            self.$key = None;
                        }
                    )*
                    self
                }

                /// Whether `accepts` is true of a value and each limit.
                ///
                /// Unrolled rather than a loop over the kinds, so that a limit that constant rules do not have costs
                /// nothing. `accepts` is a function with `#[inline(always)]`.
                #[inline(always)]
                pub(crate) fn all<V: Copy>(
                    &self,
                    value: V,
                    accepts: impl Fn(V, LimitKind, $bounds) -> bool,
                ) -> bool {
                    $(self.$key.is_none_or(|limit| accepts(value, LimitKind::$kind, Bound::$bound(limit))))&&*
                }

                /// Sets the limit of a kind. A kind that belongs to other values is ignored.
                pub fn set(&mut self, kind: LimitKind, limit: Option<$bounds>) {
                    $(
                        if kind == LimitKind::$kind {
                            self.$key = match limit {
                                Some(Bound::$bound(limit)) => Some(limit),
                                _ => None,
                            };
                        }
                    )*
                }
            }

            impl $(<$life>)? crate::$rules $(<$life>)? {
                $(
                    #[doc = concat!($meaning, " Violating it stops the request.")]
                    pub const fn $key(mut self, limit: $type) -> Self {
                        self.error = self.error.$key(limit);
                        self
                    }
                )*
            }
        )*
    };
}

limit_kinds! {
    /// Limits of one severity on numbers, lists and maps.
    ///
    /// ```
    /// use specwright_runtime::{Limits, Number};
    ///
    /// const PERCENT: Limits = Limits::NONE.min(Number::Int(0)).max(Number::Int(100));
    /// assert_eq!(PERCENT.max, Some(Number::Int(100)));
    /// ```
    Limits with Bound<'static>, of Rules {
        MinItems min_items: usize as Count, Test::Elements(ElementsTest::AtLeast), Some("minItems"),
            "The minimum number of elements of a list or map.";
        MaxItems max_items: usize as Count, Test::Elements(ElementsTest::AtMost), Some("maxItems"),
            "The maximum number of elements of a list or map.";
        UniqueItems unique_items: bool as Flag, Test::Elements(ElementsTest::Unique), Some("uniqueItems"),
            "Whether no two elements of a list may be equal as JSON values.";
        Min min: Number as Number, Test::Number(NumberTest::AtLeast), Some("minimum"),
            "The smallest number.";
        Max max: Number as Number, Test::Number(NumberTest::AtMost), Some("maximum"),
            "The greatest number.";
        ExclusiveMin exclusive_min: Number as Number, Test::Number(NumberTest::Above), Some("exclusiveMinimum"),
            "The number that the value is greater than.";
        ExclusiveMax exclusive_max: Number as Number, Test::Number(NumberTest::Below), Some("exclusiveMaximum"),
            "The number that the value is less than.";
        MultipleOf multiple_of: Number as Number, Test::Number(NumberTest::MultipleOf), Some("multipleOf"),
            "The number, greater than 0, of which the value is a multiple.";
    }

    /// Limits of one severity on text, and on files, whose bytes `min_bytes` and `max_bytes` count.
    ///
    /// ```
    /// use specwright_runtime::{Pattern, TextLimits};
    ///
    /// const URL: TextLimits<'static> =
    ///     TextLimits::NONE.max_bytes(128).pattern(Pattern::prefix("^https?://", &["http://", "https://"]));
    /// assert_eq!(URL.max_bytes, Some(128));
    /// ```
    TextLimits<'a> with Bound<'a>, of TextRules {
        MinBytes min_bytes: usize as Count, Test::Text(TextTest::AtLeast(Unit::Byte)), Some("minLength"),
            "The minimum number of bytes of UTF-8.";
        MaxBytes max_bytes: usize as Count, Test::Text(TextTest::AtMost(Unit::Byte)), Some("maxLength"),
            "The maximum number of bytes of UTF-8.";
        MaxCjk max_cjk: usize as Count, Test::Text(TextTest::AtMost(Unit::CjkCharacter)), None,
            "The maximum number of CJK characters.";
        MinChars min_chars: usize as Count, Test::Text(TextTest::AtLeast(Unit::Character)), Some("minLength"),
            "The minimum number of characters.";
        MaxChars max_chars: usize as Count, Test::Text(TextTest::AtMost(Unit::Character)), Some("maxLength"),
            "The maximum number of characters.";
        Pattern pattern: Pattern<'a> as Pattern, Test::Text(TextTest::Matches), Some("pattern"),
            "A regular expression that the text matches.";
        MediaTypes media_types: &'a [&'a str] as Words, Test::File(FileTest::MediaType), None,
            "The media types that a file can have.";
    }
}

impl LimitKind {
    /// The kind whose key this is.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// The values that the limit can apply to.
    pub const fn subject(self) -> Subject {
        match self.test() {
            Test::Text(_) => Subject::Text,
            Test::File(_) => Subject::File,
            Test::Number(_) => Subject::Number,
            Test::Elements(ElementsTest::AtLeast | ElementsTest::AtMost) => Subject::Elements,
            Test::Elements(ElementsTest::Unique) => Subject::List,
        }
    }

    /// Whether the limit is a minimum or a maximum; `None` where it is neither.
    pub const fn direction(self) -> Option<Direction> {
        match self.test() {
            Test::Text(TextTest::AtLeast(_))
            | Test::Number(NumberTest::AtLeast | NumberTest::Above)
            | Test::Elements(ElementsTest::AtLeast) => Some(Direction::Minimum),
            Test::Text(TextTest::AtMost(_))
            | Test::Number(NumberTest::AtMost | NumberTest::Below)
            | Test::Elements(ElementsTest::AtMost) => Some(Direction::Maximum),
            Test::Text(TextTest::Matches)
            | Test::File(FileTest::MediaType)
            | Test::Number(NumberTest::MultipleOf)
            | Test::Elements(ElementsTest::Unique) => None,
        }
    }

    /// The unit of a limit that counts, in the singular: `byte`.
    pub const fn unit(self) -> Option<&'static str> {
        match self.test() {
            Test::Text(TextTest::AtLeast(unit) | TextTest::AtMost(unit)) => Some(unit.name()),
            Test::Elements(ElementsTest::AtLeast | ElementsTest::AtMost) => Some(ELEMENT),
            Test::Text(TextTest::Matches)
            | Test::File(FileTest::MediaType)
            | Test::Number(_)
            | Test::Elements(ElementsTest::Unique) => None,
        }
    }
}

/// What lists and maps have, in every message.
pub(crate) const ELEMENT: &str = "element";

/// The values that a limit can apply to.
///
/// ```
/// use specwright_runtime::{LimitKind, Subject};
///
/// assert_eq!(LimitKind::MaxItems.subject(), Subject::Elements);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Text, also inside lists and maps.
    Text,
    /// Files, also inside lists.
    File,
    /// Numbers, also inside lists and maps.
    Number,
    /// Lists and maps themselves.
    Elements,
    /// Lists themselves.
    List,
}

impl Subject {
    /// Whether the limit applies to a list or map itself rather than to each of its elements.
    pub const fn is_whole(self) -> bool {
        match self {
            Subject::Text | Subject::File | Subject::Number => false,
            Subject::Elements | Subject::List => true,
        }
    }
}

/// Whether a limit is a minimum or a maximum.
///
/// ```
/// use specwright_runtime::{Direction, LimitKind};
///
/// assert_eq!(LimitKind::MinBytes.direction(), Some(Direction::Minimum));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smaller values violate it.
    Minimum,
    /// Greater values violate it.
    Maximum,
}

/// What a limit tests, by the values that it applies to.
///
/// ```
/// use specwright_runtime::{LimitKind, NumberTest, Test};
///
/// assert_eq!(LimitKind::Max.test(), Test::Number(NumberTest::AtMost));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// A text. The tests that count bytes are also those of a file.
    Text(TextTest),
    /// A file.
    File(FileTest),
    /// A number.
    Number(NumberTest),
    /// A list or map, its elements apart.
    Elements(ElementsTest),
}

/// What a limit tests of a text; see [`Test`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// It has at least this many of the unit.
    AtLeast(Unit),
    /// It has at most this many of the unit.
    AtMost(Unit),
    /// It matches the pattern.
    Matches,
}

/// What a limit tests of a file alone; see [`Test`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTest {
    /// Its media type is one of the listed ones, whatever its parameters are.
    MediaType,
}

/// What a limit tests of a number; see [`Test`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberTest {
    /// It is at least the limit.
    AtLeast,
    /// It is at most the limit.
    AtMost,
    /// It is greater than the limit.
    Above,
    /// It is less than the limit.
    Below,
    /// It is a multiple of the limit.
    MultipleOf,
}

impl NumberTest {
    /// Whether a number satisfies the limit.
    ///
    /// A fraction is a multiple if an integer times the limit is the number or one of the two 64-bit numbers beside it,
    /// so that decimal numbers count as what they are written as:
    ///
    /// ```
    /// use specwright_runtime::{Number, NumberTest};
    ///
    /// assert!(0.1 * 3.0 != 0.3);
    /// assert!(NumberTest::MultipleOf.accepts(Number::Float(0.3), Number::Float(0.1)));
    /// assert!(!NumberTest::MultipleOf.accepts(Number::Float(0.35), Number::Float(0.1)));
    /// ```
    #[inline(always)]
    pub fn accepts(self, number: Number, limit: Number) -> bool {
        match self {
            NumberTest::AtLeast => !is_less(number, limit),
            NumberTest::AtMost => !is_less(limit, number),
            NumberTest::Above => is_less(limit, number),
            NumberTest::Below => is_less(number, limit),
            NumberTest::MultipleOf => is_multiple(number, limit),
        }
    }

    /// The smallest or the greatest number that satisfies the limit: of a limit that excludes itself, the integer or the
    /// 64-bit number beside it. `None` if it is neither a minimum nor a maximum.
    ///
    /// ```
    /// use specwright_runtime::{Direction, Number, NumberTest};
    ///
    /// assert_eq!(NumberTest::Above.end(Number::Int(3)), Some((Direction::Minimum, Number::Int(4))));
    /// assert_eq!(NumberTest::AtMost.end(Number::Int(3)), Some((Direction::Maximum, Number::Int(3))));
    /// assert_eq!(NumberTest::MultipleOf.end(Number::Int(3)), None);
    /// ```
    pub fn end(self, limit: Number) -> Option<(Direction, Number)> {
        match self {
            NumberTest::AtLeast => Some((Direction::Minimum, limit)),
            NumberTest::AtMost => Some((Direction::Maximum, limit)),
            NumberTest::Above => Some((Direction::Minimum, beside(limit, 1))),
            NumberTest::Below => Some((Direction::Maximum, beside(limit, -1))),
            NumberTest::MultipleOf => None,
        }
    }

    /// A number that satisfies the limit, by little.
    pub(crate) fn satisfying(self, limit: Number) -> Number {
        let near = |sign: f64| match limit {
            Number::Int(limit) => Number::Int(limit.saturating_add(sign as i128)),
            // Every parser tells it from the limit.
            Number::Float(limit) => Number::Float(limit + sign * (limit.abs() * 1e-9).max(1e-9)),
        };
        match self {
            NumberTest::AtLeast | NumberTest::AtMost | NumberTest::MultipleOf => limit,
            NumberTest::Above => near(1.0),
            NumberTest::Below => near(-1.0),
        }
    }

    /// A number that violates the limit by little: by one, and a fraction by as much as makes it another number when it
    /// is written and read.
    pub(crate) fn violating(self, limit: Number) -> Number {
        let beyond = |step: i8| match limit {
            Number::Int(limit) => Number::Int(limit + i128::from(step)),
            Number::Float(limit) => Number::Float(limit + f64::from(step) * (limit.abs() * 1e-9).max(1.0)),
        };
        match self {
            NumberTest::AtLeast => beyond(-1),
            NumberTest::AtMost => beyond(1),
            NumberTest::Above | NumberTest::Below => limit,
            NumberTest::MultipleOf => match limit {
                Number::Int(limit) => Number::Int(limit + 1),
                Number::Float(limit) => Number::Float(limit * 1.5),
            },
        }
    }
}

/// The next greater or the next smaller number.
fn beside(number: Number, step: i8) -> Number {
    match number {
        Number::Int(number) => Number::Int(number.saturating_add(i128::from(step))),
        Number::Float(0.0) => Number::Float(f64::from_bits(1).copysign(f64::from(step))),
        // The bits of two numbers of one sign that are beside each other differ by one, and the greater the bits are,
        // the further the number is from 0.
        Number::Float(number) => {
            let is_outwards = (number > 0.0) == (step > 0);
            let bits = number.to_bits();
            Number::Float(f64::from_bits(if is_outwards {
                bits.saturating_add(1)
            } else {
                bits.saturating_sub(1)
            }))
        }
    }
}

/// Whether a number is a multiple of a divisor: integers exactly, by the remainder.
///
/// One unit in the last place is enough for decimal fractions: reading the divisor moves it by at most the 2⁻⁵³th part,
/// so its multiple lies less than one unit from the decimal one, and rounding two numbers that are less than one unit
/// apart leaves them at most one unit apart.
fn is_multiple(number: Number, divisor: Number) -> bool {
    let (number, divisor) = match (number, divisor) {
        (Number::Int(number), Number::Int(divisor)) => return number.checked_rem(divisor) == Some(0),
        (Number::Int(number), Number::Float(divisor)) => (number as f64, divisor),
        (Number::Float(number), Number::Int(divisor)) => (number, divisor as f64),
        (Number::Float(number), Number::Float(divisor)) => (number, divisor),
    };
    let nearest = (number / divisor).round() * divisor;
    // The bits of two numbers of one sign that are beside each other differ by one.
    number % divisor == 0.0 || nearest.to_bits().abs_diff(number.to_bits()) <= 1
}

/// The units in which a text is measured; the module [`measure`](crate::measure) defines them.
///
/// ```
/// use specwright_runtime::Unit;
///
/// assert_eq!(Unit::CjkCharacter.name(), "CJK character");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A byte of UTF-8.
    Byte,
    /// A CJK character.
    CjkCharacter,
    /// A character, that is, a Unicode scalar value.
    Character,
}

impl Unit {
    /// The singular: `byte`.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Byte => "byte",
            Unit::CjkCharacter => "CJK character",
            Unit::Character => "character",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_multiple_of(number: f64, divisor: f64) -> bool {
        NumberTest::MultipleOf.accepts(Number::Float(number), Number::Float(divisor))
    }

    #[test]
    fn multiples_of_integers_are_exact() {
        let accepts =
            |number, divisor| NumberTest::MultipleOf.accepts(Number::Int(number), Number::Int(divisor));
        assert!(accepts(0, 5) && accepts(-10, 5) && accepts(i128::from(u64::MAX), 5));
        assert!(!accepts(4, 5) && !accepts(6, 5) && !accepts(i128::from(u64::MAX) - 1, 5));
        assert!(!accepts(5, 0));
    }

    #[test]
    fn multiples_of_fractions_are_those_of_the_decimal_numbers() {
        for (number, divisor) in
            [(0.3, 0.1), (4.35, 0.01), (19.99, 0.01), (-0.7, 0.1), (1e308, 0.5), (0.0, 0.1)]
        {
            assert!(is_multiple_of(number, divisor), "{number} of {divisor}");
        }
        for (number, divisor) in [(0.35, 0.1), (0.075, 0.01), (1.0, 0.3), (1e-9, 0.01), (1.0, f64::INFINITY)]
        {
            assert!(!is_multiple_of(number, divisor), "{number} of {divisor}");
        }
    }

    #[test]
    fn nothing_lies_between_an_exclusive_limit_and_its_end() {
        for limit in [0.0, -0.0, 1.0, -1.0, 0.1, -0.1, 1e300, 5e-324, -5e-324] {
            let end = |test: NumberTest| match test.end(Number::Float(limit)) {
                Some((_, Number::Float(end))) => end,
                other => panic!("{other:?}"),
            };
            let (above, below) = (end(NumberTest::Above), end(NumberTest::Below));
            assert!(below < limit && limit < above, "{below} {limit} {above}");
            // The mean of two neighbours is one of them.
            assert!([limit, above].contains(&(limit / 2.0 + above / 2.0)) || above.abs() < 1e-300);
            let number = Number::Float(limit);
            for test in [NumberTest::Above, NumberTest::Below] {
                assert!(test.accepts(test.satisfying(number), number) && !test.accepts(number, number));
            }
        }
    }

    proptest! {
        #[test]
        fn every_decimal_multiple_counts(count in 0_u64..1_000_000_000_000, step in 1_u64..1000, digits in 0_i32..6) {
            let decimal = |value: u64| -> f64 { format!("{value}e-{digits}").parse().unwrap() };
            prop_assert!(is_multiple_of(decimal(count * step), decimal(step)));
            if step > 1 {
                prop_assert!(!is_multiple_of(decimal(count * step + 1), decimal(step)));
            }
        }
    }
}
