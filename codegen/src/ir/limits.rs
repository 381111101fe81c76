//! Limits on values.

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
