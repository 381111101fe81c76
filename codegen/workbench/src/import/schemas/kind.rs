//! What kind of values a schema has.

use super::peeled::is_null;
use super::{Import, Merged};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// The kind of the values of a schema.
#[derive(Clone, Debug)]
pub(in crate::import) enum Kind<'d> {
    /// Anything; what is lost was reported.
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    List(Option<Part<'d>>),
    Map(Option<Part<'d>>),
    Model,
    /// Some of the values of one type, without null.
    Values(Vec<Part<'d>>),
    /// One of several schemas, without null.
    Union(Vec<Part<'d>>),
    /// Values of one of several types, by their names, without null: no objects.
    Several(Vec<&'d str>),
}

/// The kind of a schema, and whether null is a value besides.
pub(in crate::import) struct Kinded<'d> {
    pub(in crate::import) kind: Kind<'d>,
    pub(in crate::import) nullable: bool,
}

impl<'d> Import<'d> {
    pub(in crate::import) fn kind(&mut self, merged: &Merged<'d>) -> Kinded<'d> {
        let mut nullable = merged.nullable;
        if let Some(constant) = merged.get("const") {
            let kind = match constant.value {
                Value::Null | Value::List(_) | Value::Object(_) => {
                    self.lose(Loss::Constant, &constant.at, "a constant that is not a single value");
                    Kind::Any
                }
                _ => Kind::Values(vec![constant.clone()]),
            };
            return Kinded { kind, nullable };
        }
        if let Some(values) = merged.get("enum") {
            let all: Vec<Part<'d>> = values.elements().collect();
            let rest: Vec<Part<'d>> = all.iter().filter(|part| *part.value != Value::Null).cloned().collect();
            nullable |= rest.len() < all.len();
            let kind = self.of_values(merged, values, rest);
            return Kinded { kind, nullable };
        }
        if let Some(branches) = merged.get("oneOf").or_else(|| merged.get("anyOf")) {
            let all: Vec<Part<'d>> = branches.elements().collect();
            let rest: Vec<Part<'d>> = all.iter().filter(|part| !is_null(part.value)).cloned().collect();
            nullable |= rest.len() < all.len();
            let only_required =
                |part: &Part<'d>| part.value.members().iter().all(|(name, _)| name == "required");
            let says_presence = !merged.properties.is_empty() && rest.iter().all(only_required);
            if !rest.is_empty() && !says_presence {
                return Kinded { kind: Kind::Union(rest), nullable };
            }
        }
        let (types, has_null) = types(merged);
        nullable |= has_null;
        let kind = match types.as_slice() {
            [] => inferred(merged),
            ["integer", "number"] | ["number", "integer"] => Kind::Number,
            [one] => match self.of_type(one, merged) {
                Some(kind) => kind,
                None => {
                    self.lose(Loss::NotASchema, &merged.at, format!("an unknown type `{one}`"));
                    Kind::Any
                }
            },
            several if are_values(several) => Kind::Several(several.to_vec()),
            several => {
                self.lose(Loss::MixedTypes, &merged.at, several.join(" or "));
                nullable = false;
                Kind::Any
            }
        };
        Kinded { kind, nullable }
    }

    fn of_values(&mut self, merged: &Merged<'d>, at: &Part<'d>, values: Vec<Part<'d>>) -> Kind<'d> {
        let all = |is: fn(&Value) -> bool| values.iter().all(|part| is(part.value));
        if values.is_empty() {
            self.lose(Loss::NotASchema, &at.at, "an enumeration without a value");
            return Kind::Any;
        }
        if all(|value| matches!(value, Value::Text(_))) || all(|value| matches!(value, Value::Int(_))) {
            return Kind::Values(values);
        }
        if all(|value| matches!(value, Value::Bool(_))) {
            return if values.len() == 1 { Kind::Values(values) } else { Kind::Boolean };
        }
        let (types, _) = types(merged);
        let what = "values that are neither all strings nor all integers";
        self.lose(Loss::MixedValues, &at.at, what);
        match types.as_slice() {
            // The values were written without quotes.
            ["string"] => Kind::Text,
            ["number"] => Kind::Number,
            _ => Kind::Any,
        }
    }

    pub(super) fn of_type(&mut self, name: &str, merged: &Merged<'d>) -> Option<Kind<'d>> {
        Some(match name {
            "string" => Kind::Text,
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            "boolean" => Kind::Boolean,
            "array" => self.list(merged),
            "object" => object(merged),
            _ => return None,
        })
    }

    fn list(&mut self, merged: &Merged<'d>) -> Kind<'d> {
        if let Some(tuple) = merged.get("prefixItems") {
            self.lose(Loss::Tuple, &tuple.at, "elements of different types by position");
            return Kind::List(None);
        }
        Kind::List(merged.get("items").cloned())
    }
}

/// The types, without null, and whether null is among them.
fn types<'d>(merged: &Merged<'d>) -> (Vec<&'d str>, bool) {
    let given = merged.value("type");
    let all: Vec<&str> = given
        .and_then(Value::as_text)
        .into_iter()
        .chain(given.into_iter().flat_map(Value::elements).filter_map(Value::as_text))
        .collect();
    let rest: Vec<&str> = all.iter().copied().filter(|name| *name != "null").collect();
    let has_null = rest.len() < all.len();
    (rest, has_null)
}

/// Whether these are different types of values that are not objects.
fn are_values(types: &[&str]) -> bool {
    let known = ["string", "integer", "number", "boolean", "array"];
    types.iter().enumerate().all(|(index, name)| {
        let is_new = types.iter().take(index).all(|other| other != name);
        is_new && known.contains(name)
    })
}

/// Whether an object has no other keys than those that the schema states.
pub(super) fn is_closed(merged: &Merged<'_>) -> bool {
    merged.value("additionalProperties") == Some(&Value::Bool(false))
}

fn object<'d>(merged: &Merged<'d>) -> Kind<'d> {
    let patterns = merged.get("patternProperties").and_then(|patterns| patterns.members().next());
    if !merged.properties.is_empty() || is_closed(merged) && patterns.is_none() {
        return Kind::Model;
    }
    let schema = merged.get("additionalProperties").filter(|schema| schema.value.is_object());
    Kind::Map(schema.cloned().or(patterns.map(|(_, schema)| schema)))
}

/// The kind of a schema without a type, which its other keywords reveal.
fn inferred<'d>(merged: &Merged<'d>) -> Kind<'d> {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| merged.get(keyword).is_some());
    if !merged.properties.is_empty() || has(&["additionalProperties", "patternProperties"]) {
        object(merged)
    } else if has(&["items"]) {
        Kind::List(merged.get("items").cloned())
    } else if has(&["maxLength", "minLength", "pattern", "format"]) {
        Kind::Text
    } else if has(&["minimum", "maximum", "multipleOf"]) {
        Kind::Number
    } else {
        Kind::Any
    }
}
