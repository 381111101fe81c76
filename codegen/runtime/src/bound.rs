//! The values that limits state.

use crate::{Number, Pattern};

/// The value that a limit states.
///
/// ```
/// use specwright_runtime::{Bound, LimitKind, TextLimits};
///
/// let limits = TextLimits::NONE.max_bytes(36);
/// assert!(matches!(limits.get(LimitKind::MaxBytes), Some(Bound::Count(36))));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Bound<'a> {
    /// A number of bytes, characters or elements.
    Count(usize),
    /// A number.
    Number(Number),
    /// A pattern.
    Pattern(Pattern<'a>),
    /// Whether something is required that the kind says by itself.
    Flag(bool),
    /// A list of words.
    Words(&'a [&'a str]),
}

impl<'a> Bound<'a> {
    /// The count, if it is one.
    pub const fn count(self) -> Option<usize> {
        if let Bound::Count(count) = self { Some(count) } else { None }
    }

    /// The number, if it is one.
    pub const fn number(self) -> Option<Number> {
        if let Bound::Number(number) = self { Some(number) } else { None }
    }

    /// The pattern, if it is one.
    pub const fn pattern(self) -> Option<Pattern<'a>> {
        if let Bound::Pattern(pattern) = self { Some(pattern) } else { None }
    }

    /// The words, if they are a list of words.
    pub const fn words(self) -> Option<&'a [&'a str]> {
        if let Bound::Words(words) = self { Some(words) } else { None }
    }
}

/// The type of the value that a limit states.
///
/// ```
/// use specwright_runtime::{LimitKind, Operand};
///
/// assert_eq!(LimitKind::MaxBytes.operand(), Operand::Count);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A number of bytes, characters or elements.
    Count,
    /// A number.
    Number,
    /// A regular expression.
    Pattern,
    /// `true`.
    Flag,
    /// A list of words.
    Words,
}
