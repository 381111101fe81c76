//! The scalar types of the dialect: one row for each, from which everything that handles types derives.

use std::fmt::Display;
use std::str::FromStr;

use serde_json::Value;
use specwright_runtime::{Base64, Date, DateTime, Decimal, Subject, Uuid};

/// The greatest timestamp: ten digits.
const LAST_SECOND: i128 = 9_999_999_999;

/// A type whose values have no parts that the dialect knows.
///
/// ```
/// use specwright::ir::ScalarKind;
///
/// assert_eq!(ScalarKind::named("int32"), Some(ScalarKind::Int32));
/// assert_eq!(ScalarKind::Int32.words(), "an integer of 32 bits");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ScalarKind {
    /// A string.
    Text,
    /// An integer of 64 bits.
    Int,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits, at least 0.
    Uint,
    /// An integer of 32 bits, at least 0.
    Uint32,
    /// A number of 64 bits that may have a fraction.
    Float,
    /// `true` or `false`.
    Bool,
    /// A point in time: Unix seconds as a number, at most ten digits.
    Timestamp,
    /// The same as a string of decimal digits.
    DigitTimestamp,
    /// A point in time: milliseconds since 1970 as a number.
    TimestampMs,
    /// A day of the calendar.
    Date,
    /// A point in time with its offset from UTC, as RFC 3339 writes it.
    DateTime,
    /// A UUID.
    Uuid,
    /// A decimal number of any size in a string.
    Decimal,
    /// Bytes as base64.
    Base64,
    /// A file in a multipart body.
    File,
    /// Any JSON value, null included.
    Json,
}

/// The JSON values of a scalar type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An object that describes a file.
    File,
    /// Any value.
    Any,
}

/// How the values of a scalar type are represented: types of one form are checked, and written as Rust, in one way.
#[derive(Clone, Copy, Debug)]
pub enum ScalarForm {
    /// A string.
    Text,
    /// A number without a fraction.
    Integer,
    /// A number.
    Float,
    /// `true` or `false`.
    Bool,
    /// Unix seconds as a number.
    Seconds,
    /// Unix seconds as a string of digits.
    DigitSeconds,
    /// Milliseconds since 1970 as a number.
    Milliseconds,
    /// A file.
    File,
    /// Any JSON value.
    Json,
    /// A string that a type of the runtime is parsed from. The error of the function says why a string is none.
    Parsed(fn(&str) -> Result<(), String>),
}

/// The Rust type of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RustType {
    /// A type of the standard library whose values are literals: `i64`.
    Plain(&'static str),
    /// A type of the runtime: `Timestamp`.
    Runtime(&'static str),
}

/// A row of the table.
struct Facts {
    /// The name in the dialect.
    name: &'static str,
    /// Names that other languages have for it.
    aliases: &'static [&'static str],
    /// What a message recommends to who uses one of them; the name itself where empty.
    advice: &'static str,
    /// The type in words, with what it alone requires.
    words: &'static str,
    /// What the documentation of a field says besides its Rust type; empty where that says all.
    remark: &'static str,
    /// The value on the wire in words, as messages name what they expect.
    expected: &'static str,
    form: ScalarForm,
    json: JsonKind,
    rust: RustType,
    /// The least and the greatest integer.
    range: Option<(i128, i128)>,
    /// The limits that it can have.
    limits: Option<Subject>,
    /// A sample, as JSON.
    sample: &'static str,
}

/// Why a value cannot be parsed from a string.
fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<(), String> {
    text.parse::<T>().map(drop).map_err(|reason| reason.to_string())
}

impl ScalarKind {
    /// All of them, in the order in which messages list them.
    pub const ALL: [ScalarKind; 17] = [
        ScalarKind::Text,
        ScalarKind::Int,
        ScalarKind::Int32,
        ScalarKind::Uint,
        ScalarKind::Uint32,
        ScalarKind::Float,
        ScalarKind::Bool,
        ScalarKind::Timestamp,
        ScalarKind::DigitTimestamp,
        ScalarKind::TimestampMs,
        ScalarKind::Date,
        ScalarKind::DateTime,
        ScalarKind::Uuid,
        ScalarKind::Decimal,
        ScalarKind::Base64,
        ScalarKind::File,
        ScalarKind::Json,
    ];

    const fn facts(self) -> Facts {
        match self {
            ScalarKind::Text => Facts {
                name: "string",
                aliases: &["str", "text", "varchar", "char", "url", "uri", "nvarchar"],
                advice: "",
                words: "a string",
                remark: "",
                expected: "a string",
                form: ScalarForm::Text,
                json: JsonKind::String,
                rust: RustType::Plain("String"),
                range: None,
                limits: Some(Subject::Text),
                sample: "\"example\"",
            },
            ScalarKind::Int => Facts {
                name: "int",
                aliases: &["integer", "int64", "i64", "long", "sint64", "sfixed64", "isize"],
                advice: "",
                words: "an integer of 64 bits",
                remark: "",
                expected: "an integer",
                form: ScalarForm::Integer,
                json: JsonKind::Integer,
                rust: RustType::Plain("i64"),
                range: Some((i64::MIN as i128, i64::MAX as i128)),
                limits: Some(Subject::Number),
                sample: "1",
            },
            ScalarKind::Int32 => Facts {
                name: "int32",
                aliases: &["i32", "short", "sint32", "sfixed32", "int8", "int16", "i8", "i16"],
                advice: "",
                words: "an integer of 32 bits",
                remark: "",
                expected: "an integer",
                form: ScalarForm::Integer,
                json: JsonKind::Integer,
                rust: RustType::Plain("i32"),
                range: Some((i32::MIN as i128, i32::MAX as i128)),
                limits: Some(Subject::Number),
                sample: "1",
            },
            ScalarKind::Uint => Facts {
                name: "uint",
                aliases: &["unsigned", "uint64", "u64", "usize", "ulong", "fixed64"],
                advice: "",
                words: "an integer of 64 bits, at least 0",
                remark: "",
                expected: "an integer",
                form: ScalarForm::Integer,
                json: JsonKind::Integer,
                rust: RustType::Plain("u64"),
                range: Some((0, u64::MAX as i128)),
                limits: Some(Subject::Number),
                sample: "1",
            },
            ScalarKind::Uint32 => Facts {
                name: "uint32",
                aliases: &["u32", "uint8", "uint16", "u8", "u16", "ushort", "fixed32"],
                advice: "",
                words: "an integer of 32 bits, at least 0",
                remark: "",
                expected: "an integer",
                form: ScalarForm::Integer,
                json: JsonKind::Integer,
                rust: RustType::Plain("u32"),
                range: Some((0, u32::MAX as i128)),
                limits: Some(Subject::Number),
                sample: "1",
            },
            ScalarKind::Float => Facts {
                name: "float",
                aliases: &["number", "double", "f64", "f32", "float64", "float32", "real"],
                advice: "`float`, or `int` if it has no fraction",
                words: "a number",
                remark: "",
                expected: "a number",
                form: ScalarForm::Float,
                json: JsonKind::Number,
                rust: RustType::Plain("f64"),
                range: None,
                limits: Some(Subject::Number),
                sample: "1.5",
            },
            ScalarKind::Bool => Facts {
                name: "bool",
                aliases: &["boolean"],
                advice: "",
                words: "true or false",
                remark: "",
                expected: "true or false",
                form: ScalarForm::Bool,
                json: JsonKind::Boolean,
                rust: RustType::Plain("bool"),
                range: None,
                limits: None,
                sample: "true",
            },
            ScalarKind::Timestamp => Facts {
                name: "timestamp",
                aliases: &[
                    "time",
                    "unixtime",
                    "unix_time",
                    "unix_timestamp",
                    "unix",
                    "epoch",
                    "epoch_seconds",
                ],
                advice: "`timestamp` for Unix seconds as a number, `digit_timestamp` for Unix seconds in a string, \
                         `timestamp_ms` for milliseconds as a number, `date_time` for RFC 3339, `date` for a day, `string` for anything else",
                words: "Unix seconds as a number, at most ten digits",
                remark: "Unix seconds",
                expected: "a timestamp as a number of seconds",
                form: ScalarForm::Seconds,
                json: JsonKind::Integer,
                rust: RustType::Runtime("Timestamp"),
                range: Some((0, LAST_SECOND)),
                limits: Some(Subject::Number),
                sample: "1700000000",
            },
            ScalarKind::DigitTimestamp => Facts {
                name: "digit_timestamp",
                aliases: &[],
                advice: "",
                words: "Unix seconds as a string of at most ten digits",
                remark: "Unix seconds, sent as a string of digits",
                expected: "a timestamp as a string of at most ten decimal digits",
                form: ScalarForm::DigitSeconds,
                json: JsonKind::String,
                rust: RustType::Runtime("Timestamp"),
                range: Some((0, LAST_SECOND)),
                limits: Some(Subject::Number),
                sample: "\"1700000000\"",
            },
            ScalarKind::TimestampMs => Facts {
                name: "timestamp_ms",
                aliases: &[
                    "timestamp_millis",
                    "timestamp_milliseconds",
                    "unixtime_ms",
                    "epoch_millis",
                    "epochmillis",
                ],
                advice: "",
                words: "milliseconds since 1970 as a number",
                remark: "milliseconds since 1970",
                expected: "a timestamp as a number of milliseconds",
                form: ScalarForm::Milliseconds,
                json: JsonKind::Integer,
                rust: RustType::Runtime("TimestampMs"),
                range: Some((i64::MIN as i128, i64::MAX as i128)),
                limits: Some(Subject::Number),
                sample: "1700000000000",
            },
            ScalarKind::Date => Facts {
                name: "date",
                aliases: &["localdate", "full_date"],
                advice: "",
                words: "a date as YYYY-MM-DD",
                remark: "",
                expected: "a date in a string, YYYY-MM-DD",
                form: ScalarForm::Parsed(parse::<Date>),
                json: JsonKind::String,
                rust: RustType::Runtime("Date"),
                range: None,
                limits: None,
                sample: "\"2026-02-28\"",
            },
            ScalarKind::DateTime => Facts {
                name: "date_time",
                aliases: &["datetime", "rfc3339", "iso8601", "instant"],
                advice: "`date_time` for RFC 3339, `timestamp` for Unix seconds as a number, `digit_timestamp` for \
                         Unix seconds in a string, `string` for anything else",
                words: "a date and time as in RFC 3339",
                remark: "",
                expected: "a date and time in a string as in RFC 3339, such as 2026-02-28T09:30:00Z",
                form: ScalarForm::Parsed(parse::<DateTime>),
                json: JsonKind::String,
                rust: RustType::Runtime("DateTime"),
                range: None,
                limits: None,
                sample: "\"2026-02-28T09:30:00Z\"",
            },
            ScalarKind::Uuid => Facts {
                name: "uuid",
                aliases: &["guid", "uuid4"],
                advice: "`uuid` for 32 hexadecimal digits in five groups, `string` for anything else",
                words: "a UUID as in RFC 9562",
                remark: "",
                expected: "a UUID in a string",
                form: ScalarForm::Parsed(parse::<Uuid>),
                json: JsonKind::String,
                rust: RustType::Runtime("Uuid"),
                range: None,
                limits: None,
                sample: "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
            },
            ScalarKind::Decimal => Facts {
                name: "decimal",
                aliases: &["money", "bigdecimal", "numeric", "decimal128"],
                advice: "`decimal` for a decimal number in a string, `float` for a number",
                words: "a decimal number in a string",
                remark: "",
                expected: "a decimal number in a string, such as \"12.50\"",
                form: ScalarForm::Parsed(parse::<Decimal>),
                json: JsonKind::String,
                rust: RustType::Runtime("Decimal"),
                range: None,
                limits: None,
                sample: "\"12.50\"",
            },
            ScalarKind::Base64 => Facts {
                name: "base64",
                aliases: &["byte", "bytes", "bytearray", "bytea"],
                advice: "`base64` for bytes in JSON, `file` for a part of a multipart body",
                words: "bytes as base64 with padding",
                remark: "",
                expected: "bytes as base64 in a string",
                form: ScalarForm::Parsed(parse::<Base64>),
                json: JsonKind::String,
                rust: RustType::Runtime("Base64"),
                range: None,
                limits: None,
                sample: "\"aGVsbG8=\"",
            },
            ScalarKind::File => Facts {
                name: "file",
                aliases: &["blob", "upload", "attachment", "multipartfile", "uploadfile"],
                advice: "`file`, in a model that is sent with `body: multipart`",
                words: "a file",
                remark: "",
                expected: "a file, in JSON described by `file_name`, `media_type` and its number of `bytes`",
                form: ScalarForm::File,
                json: JsonKind::File,
                rust: RustType::Runtime("FilePart"),
                range: None,
                limits: Some(Subject::File),
                sample: r#"{"file_name":"example.bin","media_type":"application/octet-stream","bytes":1}"#,
            },
            ScalarKind::Json => Facts {
                name: "json",
                aliases: &["any", "value", "mixed", "jsonb", "unknown", "dynamic"],
                advice: "",
                words: "any JSON value",
                remark: "",
                expected: "any JSON",
                form: ScalarForm::Json,
                json: JsonKind::Any,
                rust: RustType::Runtime("serde_json::Value"),
                range: None,
                limits: None,
                sample: "{}",
            },
        }
    }

    /// The type of this name in the dialect.
    pub fn named(name: &str) -> Option<ScalarKind> {
        ScalarKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The type that other languages call `name`, in any case of letters; its own name is one of these.
    pub(crate) fn called(name: &str) -> Option<ScalarKind> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        ScalarKind::ALL
            .into_iter()
            .find(|kind| is(kind.name()) || kind.facts().aliases.iter().any(|it| is(it)))
    }

    /// The names that other languages have for these types.
    pub(crate) fn foreign_names() -> impl Iterator<Item = &'static str> + Clone {
        ScalarKind::ALL.into_iter().flat_map(|kind| kind.facts().aliases).copied()
    }

    /// The name in the dialect: `int32`.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// What a message recommends to who calls the type by another name; `None` where that is its own name.
    pub(crate) fn advice(self) -> Option<&'static str> {
        Some(self.facts().advice).filter(|advice| !advice.is_empty())
    }

    /// The type in words: `an integer of 32 bits`.
    pub const fn words(self) -> &'static str {
        self.facts().words
    }

    /// What the documentation of a field says besides its Rust type: `Unix seconds`.
    pub(crate) fn remark(self) -> Option<&'static str> {
        Some(self.facts().remark).filter(|remark| !remark.is_empty())
    }

    /// The value that is expected on the wire, in words: `an integer`.
    pub const fn expected(self) -> &'static str {
        self.facts().expected
    }

    /// How its values are represented.
    pub const fn form(self) -> ScalarForm {
        self.facts().form
    }

    /// The JSON values of the type.
    pub const fn json(self) -> JsonKind {
        self.facts().json
    }

    /// The Rust type.
    pub const fn rust(self) -> RustType {
        self.facts().rust
    }

    /// The least and the greatest integer of the type.
    pub const fn range(self) -> Option<(i128, i128)> {
        self.facts().range
    }

    /// The values to which its limits apply; `None` where it can have no limits.
    pub const fn limits(self) -> Option<Subject> {
        self.facts().limits
    }

    /// A valid value.
    pub fn sample(self) -> Value {
        serde_json::from_str(self.facts().sample).unwrap_or_default()
    }

    /// Whether it is a number in JSON.
    pub const fn is_number(self) -> bool {
        matches!(self.json(), JsonKind::Integer | JsonKind::Number)
    }

    /// Whether it is an integer, rather than a point in time that is written as one.
    pub const fn is_integer(self) -> bool {
        matches!(self.json(), JsonKind::Integer) && self.is_plain()
    }

    /// Whether a condition can compare a field of the type with a value.
    pub const fn can_be_compared(self) -> bool {
        self.is_plain() && !matches!(self.json(), JsonKind::Number)
    }

    /// Whether its values are literals in Rust.
    pub const fn is_plain(self) -> bool {
        matches!(self.rust(), RustType::Plain(_))
    }

    /// Whether it is a point in time in Unix seconds.
    pub const fn is_timestamp(self) -> bool {
        matches!(self.form(), ScalarForm::Seconds | ScalarForm::DigitSeconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_samples_are_json() {
        let mut names: Vec<_> =
            ScalarKind::ALL.iter().flat_map(|kind| kind.facts().aliases).copied().collect();
        names.extend(ScalarKind::ALL.map(ScalarKind::name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for kind in ScalarKind::ALL {
            assert_ne!(kind.sample(), Value::Null, "{}", kind.name());
        }
    }
}
