//! Limits on values.

use specwright_runtime::measure::MIN_CJK_BYTES;

/// The most bytes that any character has in UTF-8.
pub(crate) const MAX_CHAR_BYTES: usize = 4;

/// The limits of one field, or of each element where the field is a list or a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// What an invalid value breaks. Only limits that need a check of their own.
    pub errors: Vec<Constraint>,
    /// The same at a lower severity: breaking one never stops a request.
    pub warnings: Vec<Constraint>,
    /// A CJK limit that the byte limit was proven to imply, so that it has no check of its own.
    pub implied_cjk: Option<ImpliedCjk>,
}

/// One limit. Adding a kind makes the compiler name every place that must learn of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
    /// At most so many bytes of UTF-8.
    MaxBytes(usize),
    /// At least so many bytes of UTF-8.
    MinBytes(usize),
    /// At most so many CJK characters; other characters do not count.
    MaxCjk(usize),
    /// At most so many Unicode characters.
    MaxChars(usize),
    /// The text matches this pattern.
    Pattern(Pattern),
    /// At least this number.
    Min(Number),
    /// At most this number.
    Max(Number),
    /// At least so many elements or entries. Applies to the list or map itself.
    MinItems(usize),
    /// At most so many elements or entries. Applies to the list or map itself.
    MaxItems(usize),
}

/// A CJK limit that holds whenever the byte limit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImpliedCjk {
    /// The limit that was stated, in CJK characters.
    pub max_cjk: usize,
    /// The byte limit that implies it.
    pub by_max_bytes: usize,
}

/// A limit on a number, in the field's own kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// For `int`, `int32`, `uint`, `uint32` and timestamps: wide enough for all of them.
    Int(i128),
    /// For `float`.
    Float(f64),
}

/// A regular expression, and the cheaper check that says the same where there is one.
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
    /// Every character of the text lies in one of these inclusive ranges; `allow_empty` says whether an
    /// empty text will do.
    Chars {
        /// Inclusive ranges, sorted.
        ranges: Vec<(char, char)>,
        /// Whether an empty text matches.
        allow_empty: bool,
    },
    /// Nothing simpler: it needs the regular expression engine.
    Regex,
}

impl Constraint {
    /// Whether every value that keeps this limit is known to keep the other one.
    ///
    /// In UTF-8 a character has one to four bytes, and a CJK character at least three
    /// ([`specwright_runtime::measure`] says which characters those are). So with B bytes, H CJK characters and C
    /// characters:
    ///
    /// - 3H ≤ B ≤ 3H + 2: one CJK character more has at least 3H + 3 bytes, so the byte limit implies the CJK limit;
    /// - C ≥ B: every character has a byte, so the byte limit implies the character limit;
    /// - B ≥ 4C: no character has more than four bytes, so the character limit implies the byte limit;
    /// - H ≥ C: CJK characters are characters, so the character limit implies the CJK limit.
    pub fn implies(&self, other: &Constraint) -> bool {
        match (self, other) {
            (Constraint::MaxBytes(own), Constraint::MaxBytes(other))
            | (Constraint::MaxCjk(own), Constraint::MaxCjk(other))
            | (Constraint::MaxChars(own), Constraint::MaxChars(other))
            | (Constraint::MaxItems(own), Constraint::MaxItems(other)) => own <= other,
            (Constraint::MinBytes(own), Constraint::MinBytes(other))
            | (Constraint::MinItems(own), Constraint::MinItems(other)) => own >= other,
            (Constraint::MaxBytes(bytes), Constraint::MaxCjk(cjk)) => {
                *bytes < cjk.saturating_add(1).saturating_mul(MIN_CJK_BYTES)
            }
            (Constraint::MaxBytes(bytes), Constraint::MaxChars(chars)) => chars >= bytes,
            (Constraint::MaxChars(chars), Constraint::MaxBytes(bytes)) => {
                *bytes >= chars.saturating_mul(MAX_CHAR_BYTES)
            }
            (Constraint::MaxChars(chars), Constraint::MaxCjk(cjk)) => cjk >= chars,
            (Constraint::Min(own), Constraint::Min(other)) => other.is_at_most(*own),
            (Constraint::Max(own), Constraint::Max(other)) => own.is_at_most(*other),
            (Constraint::Pattern(own), Constraint::Pattern(other)) => own.matches_less_than(other),
            _ => false,
        }
    }
}

impl Number {
    fn is_at_most(self, other: Number) -> bool {
        match (self, other) {
            (Number::Int(own), Number::Int(other)) => own <= other,
            (Number::Float(own), Number::Float(other)) => own <= other,
            (Number::Int(own), Number::Float(other)) => own as f64 <= other,
            (Number::Float(own), Number::Int(other)) => own <= other as f64,
        }
    }
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
            _ => false,
        }
    }
}
