//! Scalar types.

use specwright::ir::{Api, JsonKind, LimitKind, Limits, PatternShape, ScalarForm, ScalarKind};
use specwright_runtime::TextPlace;

use super::Side;
use super::field::Place;
use super::limits::{self, EXACT};
use crate::export::Form;
use crate::export::dialect;
use crate::export::node::{Object, extension};
use crate::export::portable::is_portable;

/// No control character but backspace, tab, newline, form feed and return.
const NO_CONTROL: &str = r"^[^\u0000-\u0007\u000B\u000E-\u001F]*$";
const CONTROL: &str = r"[\u0000-\u0007\u000B\u000E-\u001F]";
/// Unix seconds.
const DIGITS: &str = "^0*[0-9]{1,10}$";
/// No control character, and no space at the ends.
const HEADER: &str =
    r"^(?:[^\u0000-\u0020\u007F-\u009F](?:[^\u0000-\u001F\u007F-\u009F]*[^\u0000-\u0020\u007F-\u009F])?)?$";

pub(super) fn schema(
    api: &Api,
    form: Form,
    side: Side,
    kind: ScalarKind,
    limits: &Limits,
    place: Place,
) -> Object {
    if side == Side::Reply {
        return base(kind);
    }
    let with = |limits: &Limits| limited(api, form, kind, limits, place);
    limits.errors.iter().fold(with(limits), |schema, limit| {
        let Some(keyword) = limit.kind().keyword().filter(|keyword| schema.get(keyword).is_some()) else {
            return schema;
        };
        let key = extension(limit.kind().key());
        let without = || {
            let mut limits = limits.clone();
            limits.errors.retain(|other| other.kind() != limit.kind());
            with(&limits)
        };
        // What the keyword says is implied by something else, so that the limit would not be seen in it.
        if schema.get(&key).is_none() && without().get(keyword) == schema.get(keyword) {
            return schema.with(key, dialect::bound(limit.bound()));
        }
        schema
    })
}

/// The type with what the limits and the place require.
fn limited(api: &Api, form: Form, kind: ScalarKind, limits: &Limits, place: Place) -> Object {
    let schema = base(kind);
    match kind.form() {
        ScalarForm::Text => text(api, limits::of_text(schema, limits), limits, place),
        ScalarForm::Integer | ScalarForm::Float | ScalarForm::Seconds | ScalarForm::Milliseconds => {
            limits::of_number(ranged(schema, kind), form, kind, limits)
        }
        // Its limits are those of the number in the string.
        ScalarForm::DigitSeconds => schema.with("pattern", DIGITS).and(limits::inexact(limits)),
        ScalarForm::File => schema.and(limits::inexact(limits)),
        ScalarForm::Parsed(_) => schema.with_some("pattern", pattern(kind)),
        ScalarForm::Bool | ScalarForm::Json => schema,
    }
}

/// The type and the format.
fn base(kind: ScalarKind) -> Object {
    let ty = match kind.json() {
        JsonKind::String => "string",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::Boolean => "boolean",
        // The JSON description of a file represents a part of a body, which is bytes.
        JsonKind::File => "string",
        JsonKind::Any => return Object::new(),
    };
    let format = match kind {
        ScalarKind::Int | ScalarKind::Timestamp | ScalarKind::TimestampMs => Some("int64"),
        ScalarKind::Int32 => Some("int32"),
        ScalarKind::Uint => Some("uint64"),
        ScalarKind::Uint32 => Some("uint32"),
        ScalarKind::Float => Some("double"),
        ScalarKind::Date => Some("date"),
        ScalarKind::DateTime => Some("date-time"),
        ScalarKind::Uuid => Some("uuid"),
        ScalarKind::Decimal => Some("decimal"),
        ScalarKind::Base64 => Some("byte"),
        ScalarKind::File => Some("binary"),
        ScalarKind::Text | ScalarKind::Bool | ScalarKind::DigitTimestamp | ScalarKind::Json => None,
    };
    Object::new().with("type", ty).with_some("format", format)
}

/// The scalar type, timestamps apart, that has this `type` and `format`.
#[cfg(feature = "import")]
pub(crate) fn kind(ty: &str, format: Option<&str>) -> Option<ScalarKind> {
    let wanted = Object::new().with("type", ty).with_some("format", format);
    let mut all = ScalarKind::ALL.iter().copied().filter(|kind| !kind.is_timestamp());
    all.find(|kind| base(*kind) == wanted)
}

/// Whether the pattern states what the type, the place or the API requires of every text, rather than a limit of a field.
#[cfg(feature = "import")]
pub(crate) fn is_added(kind: ScalarKind, pattern: &str) -> bool {
    match kind.form() {
        ScalarForm::Text => [NO_CONTROL, CONTROL, HEADER].contains(&pattern),
        ScalarForm::DigitSeconds => pattern == DIGITS,
        ScalarForm::Integer
        | ScalarForm::Float
        | ScalarForm::Seconds
        | ScalarForm::Milliseconds
        | ScalarForm::File
        | ScalarForm::Parsed(_)
        | ScalarForm::Bool
        | ScalarForm::Json => self::pattern(kind) == Some(pattern),
    }
}

/// The form of a text whose `format` other programs do not know.
fn pattern(kind: ScalarKind) -> Option<&'static str> {
    match kind {
        ScalarKind::Decimal => Some(r"^-?[0-9]+(\.[0-9]+)?$"),
        // With padding, in which the bits that encode nothing are 0.
        ScalarKind::Base64 => {
            Some("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$")
        }
        ScalarKind::Text
        | ScalarKind::Int
        | ScalarKind::Int32
        | ScalarKind::Uint
        | ScalarKind::Uint32
        | ScalarKind::Float
        | ScalarKind::Bool
        | ScalarKind::Timestamp
        | ScalarKind::DigitTimestamp
        | ScalarKind::TimestampMs
        | ScalarKind::Date
        | ScalarKind::DateTime
        | ScalarKind::Uuid
        | ScalarKind::File
        | ScalarKind::Json => None,
    }
}

/// The range of the type, without bounds that not every program can represent: some write 2⁶³ − 1 as 2⁶³.
fn ranged(schema: Object, kind: ScalarKind) -> Object {
    let Some((least, most)) = kind.range() else { return schema };
    let bound =
        |value: i128| i64::try_from(value).ok().filter(|_| value.abs() <= EXACT).map(serde_json::Value::from);
    schema.with_some("minimum", bound(least)).with_some("maximum", bound(most))
}

/// What the API and the place require of every text.
fn text(api: &Api, mut schema: Object, limits: &Limits, place: Place) -> Object {
    let pattern = limits.error(LimitKind::Pattern).and_then(|limit| limit.pattern());
    let is_exact = pattern.is_some_and(|pattern| is_portable(&pattern.source));
    match place {
        Place::Text(TextPlace::PathSegment) => {
            if limits::is_zero(schema.get("minLength")) {
                schema.set("minLength", 1);
            }
            schema.set("not", Object::new().with("enum", vec![".", ".."]));
        }
        Place::Text(TextPlace::PathPart) => {
            if limits::is_zero(schema.get("minLength")) {
                schema.set("minLength", 1);
            }
        }
        Place::Text(TextPlace::Header) if !is_exact => {
            schema.set("pattern", HEADER);
            return schema;
        }
        // That an element has no separator is in the description of the parameter.
        Place::Text(TextPlace::Header | TextPlace::Element(_)) | Place::Value => {}
    }
    let excludes_control = pattern.is_some_and(|pattern| match &pattern.shape {
        PatternShape::Chars { ranges, .. } => ranges.iter().all(|(first, _)| *first >= ' '),
        PatternShape::Prefix(_) | PatternShape::Regex => false,
    });
    if api.forbid_control && !excludes_control {
        match (is_exact, schema.get("not").is_some()) {
            (false, _) => schema.set("pattern", NO_CONTROL),
            (true, false) => schema.set("not", Object::new().with("pattern", CONTROL)),
            // Said in the description.
            (true, true) => {}
        }
    }
    schema
}
