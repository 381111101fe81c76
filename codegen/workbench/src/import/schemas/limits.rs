//! Scalars and their limits.

use super::patterns::portable;
use super::peeled::NOTES;
use super::{Import, Merged, Typed};
use crate::import::draft::{Ty, Wrapper};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// The keywords that limit values of one type.
const LIMITS: [&str; 11] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// The greatest count that the dialect has.
const MAX_COUNT: i128 = i32::MAX as i128;

impl<'d> Import<'d> {
    pub(super) fn text(&mut self, merged: &Merged<'d>) -> Typed<'d> {
        let encoding = merged.text("contentEncoding");
        let is_base64 = encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64"));
        let ty = match merged.text("format") {
            Some("date") => "date",
            Some("date-time") => "date_time",
            Some("uuid") => "uuid",
            Some("decimal") => "decimal",
            Some("byte") => "base64",
            _ if is_base64 => "base64",
            _ => "string",
        };
        let mut typed = Typed::new(Ty::scalar(ty));
        if ty != "string" {
            self.lost_limits(merged);
            self.unread(merged, &["format", if is_base64 { "contentEncoding" } else { "format" }]);
            return typed;
        }
        for (keyword, key) in [("minLength", "min_chars"), ("maxLength", "max_chars")] {
            self.count(merged, keyword, key, &mut typed);
        }
        if let Some(pattern) = merged.get("pattern") {
            match pattern.value.as_text().and_then(portable) {
                Some(pattern) => typed.keys.push(("pattern", Value::Text(pattern))),
                None => self.lose(Loss::Pattern, &pattern.at, "not a regular expression of the dialect"),
            }
        }
        if let Some(format) = merged.get("format") {
            match format.value.as_text() {
                Some("password") => typed.keys.push(("secret", true.into())),
                // It adds nothing to the type.
                Some("string" | "") => {}
                Some(name) => self.lose(Loss::Format, &format.at, name),
                None => self.lose(Loss::NotASchema, &format.at, "a format that is not a text"),
            }
        }
        self.unread(merged, &["minLength", "maxLength", "pattern", "format"]);
        typed
    }

    pub(super) fn integer(&mut self, merged: &Merged<'d>) -> Typed<'d> {
        let ty = match merged.text("format") {
            Some("int32") => "int32",
            Some("uint32") => "uint32",
            Some("uint64") => "uint",
            Some("unix-time" | "timestamp") => "timestamp",
            Some("int64") | None => "int",
            Some(other) => {
                let at = merged.get("format").map_or_else(String::new, |part| part.at.to_string());
                self.lose(Loss::Format, &at, other);
                "int"
            }
        };
        let mut typed = Typed::new(Ty::scalar(ty));
        let range = match ty {
            "int32" => (i32::MIN.into(), i32::MAX.into()),
            "uint32" => (0, u32::MAX.into()),
            "uint" => (0, u64::MAX.into()),
            "timestamp" => (0, 9_999_999_999),
            _ => (i64::MIN.into(), i64::MAX.into()),
        };
        for bound in [MINIMUM, MAXIMUM] {
            self.integer_bound(merged, &bound, range, &mut typed);
        }
        match merged.get("multipleOf").map(|part| (part, whole(part.value, true))) {
            Some((_, Some(number))) if number > 1 && number <= range.1 => {
                typed.keys.push(("multiple_of", Value::Int(number)));
            }
            Some((_, Some(1))) | None => {}
            Some((part, _)) => self.lose(Loss::Limit, &part.at.clone(), "a divisor of another type"),
        }
        self.unread(
            merged,
            &["format", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        );
        typed
    }

    fn integer_bound(
        &mut self,
        merged: &Merged<'d>,
        bound: &BoundKind,
        range: (i128, i128),
        typed: &mut Typed<'d>,
    ) {
        let Some((part, is_exclusive)) = stated(merged, bound) else { return };
        let Some(number) = whole(part.value, bound.is_minimum) else {
            self.lose(Loss::Limit, &part.at, "a limit that is not a number");
            return;
        };
        let is_whole = matches!(part.value, Value::Int(_)) || as_float(part.value) == Some(number as f64);
        let step = if is_exclusive && is_whole { 1 } else { 0 };
        let number = if bound.is_minimum { number.saturating_add(step) } else { number.saturating_sub(step) };
        let (least, most) = range;
        let has_no_effect = if bound.is_minimum { number <= least } else { number >= most };
        if number < least || number > most {
            self.lose(Loss::ClampedLimit, &part.at, format!("`{}`: {number}", bound.keyword));
        }
        if !has_no_effect && (least..=most).contains(&number) {
            typed.keys.push((bound.key, Value::Int(number)));
        }
    }

    pub(super) fn number(&mut self, merged: &Merged<'d>) -> Typed<'d> {
        let mut typed = Typed::new(Ty::scalar("float"));
        for bound in [MINIMUM, MAXIMUM] {
            let Some((part, is_exclusive)) = stated(merged, &bound) else { continue };
            match as_float(part.value).filter(|number| number.is_finite()) {
                Some(number) => {
                    let key = if is_exclusive { bound.exclusive_key } else { bound.key };
                    typed.keys.push((key, shortest(number)));
                }
                None => self.lose(Loss::Limit, &part.at, "a limit that is not a number"),
            }
        }
        if let Some(part) = merged.get("multipleOf") {
            match as_float(part.value).filter(|number| number.is_finite() && *number > 0.0) {
                Some(number) => typed.keys.push(("multiple_of", shortest(number))),
                None => self.lose(Loss::Limit, &part.at, "a divisor that is not greater than 0"),
            }
        }
        if let Some(format) = merged.get("format")
            && !matches!(format.value.as_text(), Some("double" | "float"))
        {
            self.lose(Loss::Format, &format.at, format.value.as_text().unwrap_or_default());
        }
        self.unread(
            merged,
            &["format", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        );
        typed
    }

    /// The limits of a list or a map.
    pub(super) fn counts(&mut self, merged: &Merged<'d>, typed: &mut Typed<'d>) {
        let is_list = typed.ty.wrappers.first() == Some(&Wrapper::List);
        // The limits of inner lists are lost already.
        typed.keys.retain(|(key, _)| !matches!(*key, "min_items" | "max_items" | "unique_items"));
        let keywords = if is_list { ["minItems", "maxItems"] } else { ["minProperties", "maxProperties"] };
        for (keyword, key) in keywords.into_iter().zip(["min_items", "max_items"]) {
            self.count(merged, keyword, key, typed);
        }
        if is_list && merged.value("uniqueItems").is_some_and(Value::is_true) {
            typed.keys.push(("unique_items", true.into()));
        }
    }

    fn count(&mut self, merged: &Merged<'d>, keyword: &str, key: &'static str, typed: &mut Typed<'d>) {
        let Some(part) = merged.get(keyword) else { return };
        match whole(part.value, keyword.starts_with("min")) {
            // It has no effect.
            Some(0) if keyword.starts_with("min") => {}
            Some(count) if (0..=MAX_COUNT).contains(&count) => typed.keys.push((key, Value::Int(count))),
            Some(count) if count > MAX_COUNT && keyword.starts_with("max") => {
                self.lose(Loss::ClampedLimit, &part.at, format!("`{keyword}`: {count}"));
            }
            _ => self.lose(Loss::Limit, &part.at, format!("`{keyword}` is not a count")),
        }
    }

    /// Reports the limits of values whose type has none.
    pub(super) fn lost_limits(&mut self, merged: &Merged<'d>) {
        let lost: Vec<_> = merged.keywords().filter(|(name, _)| LIMITS.contains(name)).cloned().collect();
        for (name, part) in lost {
            self.lose(Loss::Limit, &part.at, format!("`{name}`"));
        }
    }

    /// Reports the keywords of a schema that nothing read.
    pub(super) fn unread(&mut self, merged: &Merged<'d>, read: &[&str]) {
        const SILENT: [&str; 11] = [
            "type",
            "$schema",
            "$id",
            "$anchor",
            "$defs",
            "$comment",
            "definitions",
            "id",
            "nullable",
            "$dynamicAnchor",
            "optional",
        ];
        let unread: Vec<_> = merged.keywords().cloned().collect();
        for (name, part) in unread {
            // A limit of values of another type says nothing.
            let says_nothing = SILENT.contains(&name) || NOTES.contains(&name) || LIMITS.contains(&name);
            if read.contains(&name) || says_nothing {
                continue;
            }
            let loss = match name {
                "xml" => Loss::Xml,
                "format" => Loss::Format,
                "maxProperties" | "minProperties" => Loss::FieldCount,
                "if" | "then" | "else" | "not" | "dependentRequired" | "dependentSchemas" | "contains"
                | "minContains" | "maxContains" | "dependencies" | "anyOf" | "oneOf" => Loss::Condition,
                name if name.starts_with("x-") => Loss::Extension,
                _ => Loss::Keyword,
            };
            let what = match (loss, part.value) {
                (Loss::Format, Value::Text(text)) => text.clone(),
                _ => format!("`{name}`"),
            };
            self.lose(loss, &part.at, what);
        }
    }
}

/// A minimum or a maximum.
struct BoundKind {
    keyword: &'static str,
    exclusive: &'static str,
    key: &'static str,
    exclusive_key: &'static str,
    is_minimum: bool,
}

const MINIMUM: BoundKind = BoundKind {
    keyword: "minimum",
    exclusive: "exclusiveMinimum",
    key: "min",
    exclusive_key: "exclusive_min",
    is_minimum: true,
};
const MAXIMUM: BoundKind = BoundKind {
    keyword: "maximum",
    exclusive: "exclusiveMaximum",
    key: "max",
    exclusive_key: "exclusive_max",
    is_minimum: false,
};

/// The tighter of the two limits that a schema can have, and whether it is exclusive. In OpenAPI 3.0, the second is a
/// flag of the first.
fn stated<'d>(merged: &Merged<'d>, bound: &BoundKind) -> Option<(Part<'d>, bool)> {
    let inclusive = merged.get(bound.keyword);
    match merged.get(bound.exclusive) {
        Some(part) if part.value.is_true() => Some((inclusive?.clone(), true)),
        Some(part) if *part.value != Value::Bool(false) => {
            let number = |part: &Part<'d>| as_float(part.value);
            let is_tighter = match (number(part), inclusive.and_then(number)) {
                (Some(one), Some(other)) if bound.is_minimum => one >= other,
                (Some(one), Some(other)) => one <= other,
                _ => true,
            };
            if is_tighter { Some((part.clone(), true)) } else { Some((inclusive?.clone(), false)) }
        }
        _ => Some((inclusive?.clone(), false)),
    }
}

/// The integer with the effect of a minimum or a maximum.
fn whole(value: &Value, is_minimum: bool) -> Option<i128> {
    match value {
        Value::Int(number) => Some(*number),
        Value::Float(number) if number.is_finite() => {
            Some((if is_minimum { number.ceil() } else { number.floor() }) as i128)
        }
        _ => None,
    }
}

fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// A number without a fraction of zeros.
fn shortest(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        Value::Int(number as i128)
    } else {
        Value::Float(number)
    }
}
