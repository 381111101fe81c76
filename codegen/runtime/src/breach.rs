//! The ways in which a value can violate a rule, and the message of each.

mod parts;

use std::borrow::Cow;
use std::fmt;

use parts::{Bytes, Fits, Keys, Shortened, UNESCAPED, did_you_mean, under};

use crate::check::FileInfo;
use crate::measure::{Counts, fitting};
use crate::message::Message;
use crate::{Bound, Direction, Elements, LimitKind, MAX_LEVELS, Number, TextPlace, Unit};

/// How one value violates one rule: the rule, its limit and what was found.
///
/// ```
/// use specwright_runtime::Breach;
///
/// let breach = Breach::MaxBytes { limit: 36, bytes: 39, chars: 13, cjk: 13, fits: 12 };
/// assert_eq!(breach.rule(), "max_bytes");
/// assert_eq!(
///     breach.to_string(),
///     "39 bytes (13 CJK characters), limit 36 bytes (12 CJK characters); the first 12 characters fit"
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each variant's message below shows what its fields hold")]
pub enum Breach {
    /// Too many bytes of UTF-8.
    MaxBytes { limit: usize, bytes: usize, chars: usize, cjk: usize, fits: usize },
    /// Too few bytes of UTF-8.
    MinBytes { limit: usize, bytes: usize, chars: usize, cjk: usize },
    /// Too many CJK characters.
    MaxCjk { limit: usize, bytes: usize, cjk: usize, fits: usize },
    /// Too many characters.
    MaxChars { limit: usize, chars: usize, fits: usize },
    /// Too few characters.
    MinChars { limit: usize, chars: usize },
    /// A file with too many bytes.
    MaxFileBytes { limit: usize, bytes: usize },
    /// A file with too few bytes.
    MinFileBytes { limit: usize, bytes: usize },
    /// A file of another media type.
    MediaTypes { allowed: String, actual: String },
    /// The name of a file that cannot be sent.
    FileName { problem: &'static str },
    /// The media type of a file, which is not valid.
    MediaType { problem: &'static str },
    /// The text does not match the pattern.
    Pattern { pattern: Cow<'static, str> },
    /// The text holds a control character that JSON cannot carry unescaped.
    Control { character: char },
    /// The place of the text in the request cannot hold it.
    Place { place: TextPlace, problem: &'static str },
    /// A number below the minimum.
    Min { limit: Number, actual: Number },
    /// A number above the maximum.
    Max { limit: Number, actual: Number },
    /// A number that is not greater than the limit.
    ExclusiveMin { limit: Number, actual: Number },
    /// A number that is not less than the limit.
    ExclusiveMax { limit: Number, actual: Number },
    /// A number that is not a multiple of the limit.
    MultipleOf { limit: Number, actual: Number },
    /// A timestamp with more digits than Unix seconds have.
    Timestamp { actual: i128 },
    /// Too few elements.
    MinItems { limit: usize, items: usize },
    /// Too many elements.
    MaxItems { limit: usize, items: usize },
    /// Two elements, by their indices, are equal.
    UniqueItems { first: usize, second: usize },
    /// The field is not there. `when` is the condition under which it is required, if it is not always.
    Required { when: Option<Cow<'static, str>> },
    /// The field is there and must not be.
    Forbidden { when: Cow<'static, str> },
    /// The value does not come after that of another field.
    After { other: Cow<'static, str>, limit: Number, actual: Number },
    /// None of the fields is there, though at least one is required.
    AtLeastOneOf { fields: Cow<'static, str>, when: Option<Cow<'static, str>> },
    /// The field is there beside another one of the fields, of which at most one may be there.
    AtMostOneOf { fields: Cow<'static, str>, when: Option<Cow<'static, str>> },
    /// The lists have too many elements together.
    MaxItemsTogether { fields: Cow<'static, str>, limit: usize, items: usize },
    /// The violation of a limit by a key of a map.
    Key { key: String, breach: Box<Breach> },
    /// The violation of a rule that applies under the condition `when`.
    Conditional { breach: Box<Breach>, when: Cow<'static, str> },
    /// The value was seen in use but is not documented.
    Undocumented { value: Cow<'static, str> },
    /// The value is none of the known ones.
    UnknownValue { value: String, suggestion: Option<String> },
    /// Another JSON type was expected.
    Type { expected: Cow<'static, str>, found: Cow<'static, str> },
    /// Null, where a value or nothing was expected.
    Null,
    /// A field that the spec knows is set as one that it does not know.
    KnownKey,
    /// No such field.
    UnknownKey { suggestion: Option<String> },
    /// The field of another variant of the union.
    OtherVariant { variant: String },
    /// Not exactly one of the keys that distinguish the variants of a union is there.
    OneKey { keys: Vec<String>, found: Vec<String> },
    /// A value other than the only one allowed.
    Constant { expected: String, actual: String },
    /// The field is accepted but should not be used.
    Discouraged { reason: Cow<'static, str> },
    /// A form that is read but should not be written.
    Tolerated { written: &'static str },
    /// Path, query and headers of the request have too many bytes, percent-encoded.
    Head { limit: usize, bytes: usize },
    /// The body is not JSON, or not what the operation takes at all.
    Body { problem: String },
    /// There is no body, and the operation takes one.
    NoBody,
    /// The key is in its object already.
    DuplicateKey,
    /// A character that need not be escaped is written as an escape. `is_first` states whether it is the body's first.
    Escaped { escape: String, character: char, is_first: bool },
}

/// The rules other than limits that can make a request on the wire invalid. The last four are violated before there
/// is a request to judge, so that no violation names them.
const OTHER_RULES: [&str; 29] = [
    "forbid_control",
    "file_name",
    "media_type",
    "path_segment",
    "header_value",
    "list_element",
    "max_head_bytes",
    "timestamp",
    "required",
    "forbidden",
    "after",
    "at_least_one_of",
    "at_most_one_of",
    "max_items_together",
    "unknown_value",
    "type",
    "null",
    "unknown_key",
    "other_variant",
    "one_key",
    "const",
    "body",
    "no_body",
    "duplicate_key",
    "forbid_escapes",
    "no_credential",
    "no_operation",
    "not_get",
    "not_post",
];

/// A value that a limit is checked against.
#[derive(Clone, Copy)]
pub(crate) enum Found<'a> {
    /// A text and its size.
    Text(&'a str, Counts),
    File(FileInfo<'a>),
    Number(Number),
    /// A list or map.
    Elements(&'a dyn Elements),
}

impl<'a> Found<'a> {
    fn text(self) -> Option<(&'a str, Counts)> {
        if let Found::Text(text, counts) = self { Some((text, counts)) } else { None }
    }

    fn file(self) -> Option<FileInfo<'a>> {
        if let Found::File(file) = self { Some(file) } else { None }
    }

    fn number(self) -> Option<Number> {
        if let Found::Number(number) = self { Some(number) } else { None }
    }

    fn elements(self) -> Option<&'a dyn Elements> {
        if let Found::Elements(elements) = self { Some(elements) } else { None }
    }
}

impl Breach {
    /// The names of all rules that can make a request on the wire invalid.
    #[doc(hidden)]
    pub const RULES: [&'static str; LimitKind::ALL.len() + OTHER_RULES.len()] = {
        let mut names = [""; LimitKind::ALL.len() + OTHER_RULES.len()];
        let (mut of_limits, mut others) = names.split_at_mut(LimitKind::ALL.len());
        let mut kinds = LimitKind::ALL;
        while let ([name, names @ ..], [kind, rest @ ..]) = (of_limits, kinds) {
            *name = kind.key();
            (of_limits, kinds) = (names, rest);
        }
        let mut rules: &[&'static str] = &OTHER_RULES;
        while let ([name, names @ ..], [rule, rest @ ..]) = (others, rules) {
            *name = rule;
            (others, rules) = (names, rest);
        }
        names
    };

    /// Objects and lists are nested more than [`MAX_LEVELS`] deep.
    #[doc(hidden)]
    pub fn too_deep() -> Self {
        Breach::Body { problem: format!("nested more than {MAX_LEVELS} levels deep") }
    }

    /// The violation of a limit by what was found; `None` where the bound or the found value is not of the kind's type.
    pub(crate) fn of(kind: LimitKind, bound: Bound<'_>, found: Found<'_>) -> Option<Self> {
        Some(match kind {
            LimitKind::MinItems => {
                Breach::MinItems { limit: bound.count()?, items: found.elements()?.count() }
            }
            LimitKind::MaxItems => {
                Breach::MaxItems { limit: bound.count()?, items: found.elements()?.count() }
            }
            LimitKind::UniqueItems => {
                let (first, second) = found.elements()?.equal_pair()?;
                Breach::UniqueItems { first, second }
            }
            LimitKind::Min => Breach::Min { limit: bound.number()?, actual: found.number()? },
            LimitKind::Max => Breach::Max { limit: bound.number()?, actual: found.number()? },
            LimitKind::ExclusiveMin => {
                Breach::ExclusiveMin { limit: bound.number()?, actual: found.number()? }
            }
            LimitKind::ExclusiveMax => {
                Breach::ExclusiveMax { limit: bound.number()?, actual: found.number()? }
            }
            LimitKind::MultipleOf => Breach::MultipleOf { limit: bound.number()?, actual: found.number()? },
            LimitKind::MinBytes if found.file().is_some() => {
                Breach::MinFileBytes { limit: bound.count()?, bytes: found.file()?.bytes }
            }
            LimitKind::MaxBytes if found.file().is_some() => {
                Breach::MaxFileBytes { limit: bound.count()?, bytes: found.file()?.bytes }
            }
            LimitKind::MediaTypes => Breach::MediaTypes {
                allowed: bound.words()?.join("`, `"),
                actual: found.file()?.media_type.to_owned(),
            },
            LimitKind::MinBytes => {
                let (limit, (_, Counts { bytes, chars, cjk })) = (bound.count()?, found.text()?);
                Breach::MinBytes { limit, bytes, chars, cjk }
            }
            LimitKind::MaxBytes => {
                let (limit, (text, Counts { bytes, chars, cjk })) = (bound.count()?, found.text()?);
                Breach::MaxBytes { limit, bytes, chars, cjk, fits: fitting(text, Unit::Byte, limit) }
            }
            LimitKind::MaxCjk => {
                let (limit, (text, Counts { bytes, cjk, .. })) = (bound.count()?, found.text()?);
                Breach::MaxCjk { limit, bytes, cjk, fits: fitting(text, Unit::CjkCharacter, limit) }
            }
            LimitKind::MaxChars => {
                let (limit, (_, Counts { chars, .. })) = (bound.count()?, found.text()?);
                Breach::MaxChars { limit, chars, fits: limit }
            }
            LimitKind::MinChars => Breach::MinChars { limit: bound.count()?, chars: found.text()?.1.chars },
            LimitKind::Pattern => Breach::Pattern { pattern: Cow::Owned(bound.pattern()?.source.to_owned()) },
        })
    }

    /// The rule's name; that of a limit is its key in the dialect.
    pub fn rule(&self) -> &'static str {
        match self {
            Breach::MaxBytes { .. } => LimitKind::MaxBytes.key(),
            Breach::MinBytes { .. } => LimitKind::MinBytes.key(),
            Breach::MaxCjk { .. } => LimitKind::MaxCjk.key(),
            Breach::MaxChars { .. } => LimitKind::MaxChars.key(),
            Breach::MinChars { .. } => LimitKind::MinChars.key(),
            Breach::MaxFileBytes { .. } => LimitKind::MaxBytes.key(),
            Breach::MinFileBytes { .. } => LimitKind::MinBytes.key(),
            Breach::MediaTypes { .. } => LimitKind::MediaTypes.key(),
            Breach::FileName { .. } => "file_name",
            Breach::MediaType { .. } => "media_type",
            Breach::Pattern { .. } => LimitKind::Pattern.key(),
            Breach::Min { .. } => LimitKind::Min.key(),
            Breach::Max { .. } => LimitKind::Max.key(),
            Breach::ExclusiveMin { .. } => LimitKind::ExclusiveMin.key(),
            Breach::ExclusiveMax { .. } => LimitKind::ExclusiveMax.key(),
            Breach::MultipleOf { .. } => LimitKind::MultipleOf.key(),
            Breach::MinItems { .. } => LimitKind::MinItems.key(),
            Breach::MaxItems { .. } => LimitKind::MaxItems.key(),
            Breach::UniqueItems { .. } => LimitKind::UniqueItems.key(),
            Breach::Control { .. } => "forbid_control",
            Breach::Place { place, .. } => place.rule(),
            Breach::Head { .. } => "max_head_bytes",
            Breach::Timestamp { .. } => "timestamp",
            Breach::Required { .. } => "required",
            Breach::Forbidden { .. } => "forbidden",
            Breach::After { .. } => "after",
            Breach::AtLeastOneOf { .. } => "at_least_one_of",
            Breach::AtMostOneOf { .. } => "at_most_one_of",
            Breach::MaxItemsTogether { .. } => "max_items_together",
            Breach::Key { breach, .. } | Breach::Conditional { breach, .. } => breach.rule(),
            Breach::Undocumented { .. } => "undocumented_value",
            Breach::UnknownValue { .. } => "unknown_value",
            Breach::Type { .. } => "type",
            Breach::Null => "null",
            Breach::KnownKey => "known_key",
            Breach::UnknownKey { .. } => "unknown_key",
            Breach::OtherVariant { .. } => "other_variant",
            Breach::OneKey { .. } => "one_key",
            Breach::Constant { .. } => "const",
            Breach::Discouraged { .. } => "discouraged",
            Breach::Tolerated { .. } => "tolerate",
            Breach::Body { .. } => "body",
            Breach::NoBody => "no_body",
            Breach::DuplicateKey => "duplicate_key",
            Breach::Escaped { .. } => "forbid_escapes",
        }
    }

    /// The limit, in the unit that the rule's name says (bytes, CJK characters, characters, elements, digits for
    /// a timestamp), where it is a number.
    pub fn limit(&self) -> Option<Number> {
        self.figures().map(|(limit, _)| limit)
    }

    /// What was found, in the limit's unit.
    pub fn actual(&self) -> Option<Number> {
        self.figures().map(|(_, actual)| actual)
    }

    /// The limit and what was found.
    fn figures(&self) -> Option<(Number, Number)> {
        match self {
            Breach::MaxBytes { limit, bytes: actual, .. }
            | Breach::MinBytes { limit, bytes: actual, .. }
            | Breach::MaxCjk { limit, cjk: actual, .. }
            | Breach::MaxChars { limit, chars: actual, .. }
            | Breach::MinChars { limit, chars: actual }
            | Breach::Head { limit, bytes: actual }
            | Breach::MaxFileBytes { limit, bytes: actual }
            | Breach::MinFileBytes { limit, bytes: actual }
            | Breach::MinItems { limit, items: actual }
            | Breach::MaxItems { limit, items: actual }
            | Breach::MaxItemsTogether { limit, items: actual, .. } => Some((count(*limit), count(*actual))),
            Breach::Min { limit, actual }
            | Breach::Max { limit, actual }
            | Breach::ExclusiveMin { limit, actual }
            | Breach::ExclusiveMax { limit, actual }
            | Breach::MultipleOf { limit, actual }
            | Breach::After { limit, actual, .. } => Some((*limit, *actual)),
            Breach::Key { breach, .. } | Breach::Conditional { breach, .. } => breach.figures(),
            Breach::Timestamp { actual } => Some((Number::Int(10), Number::Int(digits(*actual)))),
            Breach::Pattern { .. }
            | Breach::MediaTypes { .. }
            | Breach::FileName { .. }
            | Breach::MediaType { .. }
            | Breach::UniqueItems { .. }
            | Breach::Control { .. }
            | Breach::Place { .. }
            | Breach::Required { .. }
            | Breach::Forbidden { .. }
            | Breach::AtLeastOneOf { .. }
            | Breach::AtMostOneOf { .. }
            | Breach::Undocumented { .. }
            | Breach::UnknownValue { .. }
            | Breach::Type { .. }
            | Breach::Null
            | Breach::KnownKey
            | Breach::UnknownKey { .. }
            | Breach::OtherVariant { .. }
            | Breach::OneKey { .. }
            | Breach::Constant { .. }
            | Breach::Discouraged { .. }
            | Breach::Tolerated { .. }
            | Breach::Body { .. }
            | Breach::NoBody
            | Breach::DuplicateKey
            | Breach::Escaped { .. } => None,
        }
    }

    /// The number of characters, from the start of a text that is too long, that keep the limit.
    pub fn fits(&self) -> Option<usize> {
        match self {
            Breach::MaxBytes { fits, .. } | Breach::MaxCjk { fits, .. } | Breach::MaxChars { fits, .. } => {
                Some(*fits)
            }
            Breach::Key { breach, .. } | Breach::Conditional { breach, .. } => breach.fits(),
            Breach::MinBytes { .. }
            | Breach::MinChars { .. }
            | Breach::MaxFileBytes { .. }
            | Breach::MinFileBytes { .. }
            | Breach::MediaTypes { .. }
            | Breach::FileName { .. }
            | Breach::MediaType { .. }
            | Breach::Pattern { .. }
            | Breach::Control { .. }
            | Breach::Min { .. }
            | Breach::Max { .. }
            | Breach::ExclusiveMin { .. }
            | Breach::ExclusiveMax { .. }
            | Breach::MultipleOf { .. }
            | Breach::Timestamp { .. }
            | Breach::MinItems { .. }
            | Breach::MaxItems { .. }
            | Breach::UniqueItems { .. }
            | Breach::Required { .. }
            | Breach::Forbidden { .. }
            | Breach::After { .. }
            | Breach::AtLeastOneOf { .. }
            | Breach::AtMostOneOf { .. }
            | Breach::MaxItemsTogether { .. }
            | Breach::Undocumented { .. }
            | Breach::UnknownValue { .. }
            | Breach::Type { .. }
            | Breach::Null
            | Breach::KnownKey
            | Breach::UnknownKey { .. }
            | Breach::OtherVariant { .. }
            | Breach::OneKey { .. }
            | Breach::Constant { .. }
            | Breach::Discouraged { .. }
            | Breach::Tolerated { .. }
            | Breach::Body { .. }
            | Breach::Place { .. }
            | Breach::Head { .. }
            | Breach::NoBody
            | Breach::DuplicateKey
            | Breach::Escaped { .. } => None,
        }
    }
}

/// The sentence behind the path, without a full stop.
impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::MaxBytes { limit, bytes, chars, cjk, fits } => {
                let found = Counts { bytes: *bytes, chars: *chars, cjk: *cjk };
                let message = Message::new().size(found, Direction::Maximum, *limit, Unit::Byte);
                write!(f, "{message}{}", Fits(*fits))
            }
            Breach::MinBytes { limit, bytes, chars, cjk } => {
                let found = Counts { bytes: *bytes, chars: *chars, cjk: *cjk };
                Message::new().size(found, Direction::Minimum, *limit, Unit::Byte).fmt(f)
            }
            Breach::MaxCjk { limit, bytes, cjk, fits } => {
                let found = Counts { bytes: *bytes, cjk: *cjk, ..Counts::default() };
                let message = Message::new().size(found, Direction::Maximum, *limit, Unit::CjkCharacter);
                write!(f, "{message}{}", Fits(*fits))
            }
            Breach::MaxChars { limit, chars, fits } => {
                let found = Counts { chars: *chars, ..Counts::default() };
                let message = Message::new().size(found, Direction::Maximum, *limit, Unit::Character);
                write!(f, "{message}{}", Fits(*fits))
            }
            Breach::MinChars { limit, chars } => {
                let found = Counts { chars: *chars, ..Counts::default() };
                Message::new().size(found, Direction::Minimum, *limit, Unit::Character).fmt(f)
            }
            Breach::MaxFileBytes { limit, bytes } => {
                write!(f, "the file has {}, limit {}", Bytes(*bytes), Bytes(*limit))
            }
            Breach::MinFileBytes { limit, bytes } => {
                write!(f, "the file has {}, at least {} needed", Bytes(*bytes), Bytes(*limit))
            }
            Breach::MediaTypes { allowed, actual } => {
                write!(f, "the media type `{}` is not one of `{allowed}`", Shortened(actual))
            }
            Breach::FileName { problem } | Breach::MediaType { problem } => f.write_str(problem),
            Breach::Pattern { pattern } => write!(f, "does not match the pattern `{pattern}`"),
            Breach::Control { character } => write!(
                f,
                "holds the control character U+{:04X}; of those below U+0020 only backspace, tab, newline, form feed and return can be sent",
                u32::from(*character)
            ),
            Breach::Place { problem, .. } => f.write_str(problem),
            Breach::Head { limit, bytes } => {
                write!(f, "path, query and headers have {bytes} bytes as they are sent, limit {limit} bytes")
            }
            Breach::Min { limit, actual } => write!(f, "{actual} is less than the minimum, {limit}"),
            Breach::Max { limit, actual } => write!(f, "{actual} is more than the maximum, {limit}"),
            Breach::ExclusiveMin { limit, actual } => write!(f, "{actual} is not greater than {limit}"),
            Breach::ExclusiveMax { limit, actual } => write!(f, "{actual} is not less than {limit}"),
            Breach::MultipleOf { limit, actual } => write!(f, "{actual} is not a multiple of {limit}"),
            Breach::Timestamp { actual } => {
                let digits = digits(*actual);
                write!(f, "{actual} has {digits} digits, but Unix seconds have ten at most")?;
                match digits {
                    13 => f.write_str("; these are milliseconds: divide by 1000"),
                    16 => f.write_str("; these are microseconds: divide by 1000000"),
                    _ => Ok(()),
                }
            }
            Breach::MinItems { limit, items } => {
                Message::new().elements(*items, Direction::Minimum, *limit).fmt(f)
            }
            Breach::MaxItems { limit, items } => {
                Message::new().elements(*items, Direction::Maximum, *limit).fmt(f)
            }
            Breach::UniqueItems { first, second } => {
                write!(f, "the elements [{first}] and [{second}] are equal, but all must differ")
            }
            Breach::Required { when: None } => f.write_str("missing, but required"),
            Breach::Required { when: Some(when) } => write!(f, "missing, but required {when}"),
            Breach::Forbidden { when } => write!(f, "must not be given {when}"),
            Breach::After { other, limit, actual } => write!(f, "{actual} is not after {other}, {limit}"),
            Breach::AtLeastOneOf { fields, when } => {
                write!(f, "at least one of {fields} is required")?;
                under(f, when.as_deref())
            }
            Breach::AtMostOneOf { fields, when } => {
                write!(f, "at most one of {fields} is allowed")?;
                under(f, when.as_deref())
            }
            Breach::MaxItemsTogether { fields, limit, items } => {
                write!(f, "{fields} have {items} elements together, limit {limit} elements")
            }
            Breach::Key { key, breach } => write!(f, "the key `{}`: {breach}", Shortened(key)),
            Breach::Conditional { breach, when } => write!(f, "{breach}, {when}"),
            Breach::Undocumented { value } => {
                write!(f, "`{value}` is not among the documented values, though it has been seen in use")
            }
            Breach::UnknownValue { value, suggestion } => {
                write!(f, "`{}` is not one of the known values", Shortened(value))?;
                did_you_mean(f, suggestion.as_deref())
            }
            Breach::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
            Breach::Null => {
                f.write_str("null is not a value here; leave the key out where there is nothing to say")
            }
            Breach::KnownKey => f.write_str("set as an extra, though it is a field of the spec"),
            Breach::UnknownKey { suggestion } => {
                f.write_str("no such field")?;
                did_you_mean(f, suggestion.as_deref())
            }
            Breach::OtherVariant { variant } => {
                write!(f, "belongs to the variant `{variant}`; this one does not use it")
            }
            Breach::OneKey { keys, found } if found.is_empty() => {
                write!(f, "has none of the keys {}; exactly one is required", Keys(keys))
            }
            Breach::OneKey { keys, found } => {
                let (found, keys) = (Keys(found), Keys(keys));
                write!(f, "has the keys {found}, but exactly one of {keys} is allowed")
            }
            Breach::Constant { expected, actual } => {
                write!(f, "must be {expected}, found {}", Shortened(actual))
            }
            Breach::Discouraged { reason } => {
                write!(f, "should not be used: {}", reason.trim_end_matches('.'))
            }
            Breach::Tolerated { written } => write!(f, "may be read, but should be written as {written}"),
            Breach::Body { problem } => f.write_str(problem),
            Breach::NoBody => f.write_str("there is no body"),
            Breach::DuplicateKey => f.write_str("duplicate key in this object"),
            Breach::Escaped { escape, character, is_first } => {
                let shown = character.escape_debug();
                write!(f, "holds the escape `{escape}`, but the character `{shown}` itself is required")?;
                if *is_first { f.write_str(UNESCAPED) } else { Ok(()) }
            }
        }
    }
}

fn count(value: usize) -> Number {
    // A `usize` has 64 bits at most.
    Number::Int(value as i128)
}

fn digits(value: i128) -> i128 {
    value.unsigned_abs().checked_ilog10().map_or(1, |log| i128::from(log) + 1)
}

#[cfg(test)]
mod tests;
