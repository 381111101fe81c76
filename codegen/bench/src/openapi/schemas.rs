//! The named schemas of a document.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};
use specwright::ir::{Api, Bound, Docs, Enum, Field, Limit, Limits, Model, Need, ScalarKind, Type, Union};
use specwright_runtime::measure::MAX_CHAR_BYTES;
use specwright_runtime::{Direction, Test, TextTest, Unit};

use super::Edition;

/// The schemas that are referenced.
pub(super) struct Schemas<'a> {
    api: &'a Api,
    edition: Edition,
    named: BTreeMap<String, Value>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api, edition: Edition) -> Self {
        Self { api, edition, named: BTreeMap::new() }
    }

    pub(super) fn all(self) -> BTreeMap<String, Value> {
        self.named
    }

    /// The schema of the value, or a reference.
    pub(super) fn of(&mut self, ty: &Type) -> Value {
        self.limited(ty, &Limits::default())
    }

    /// The same for a field, with its limits and documentation.
    pub(super) fn field(&mut self, field: &Field) -> Value {
        let mut schema = self.limited(&field.ty, &field.limits);
        // Siblings of a reference are ignored.
        if schema.get("$ref").is_some() {
            return schema;
        }
        let constant = field.constant.as_ref().map(Value::from);
        let about = [
            ("description", words(&field.docs).map(Value::String)),
            ("enum", constant.map(|value| json!([value]))),
            ("default", field.default.as_ref().map(Value::from)),
            ("example", field.example.clone()),
        ];
        for (key, value) in about {
            if let Some(value) = value {
                schema[key] = value;
            }
        }
        if field.nullable { self.or_null(schema) } else { schema }
    }

    fn or_null(&self, mut schema: Value) -> Value {
        match self.edition {
            Edition::V3_0 => schema["nullable"] = json!(true),
            Edition::V3_1 => schema["type"] = json!([schema["type"], "null"]),
        }
        schema
    }

    /// A successful reply: its model, and the common properties of replies.
    pub(super) fn reply(&mut self, ty: Option<&Type>) -> Value {
        let (name, mut schema) = match ty {
            Some(Type::Model(id)) => {
                let model = &self.api.models[*id];
                (format!("{}Reply", model.name), self.model(model))
            }
            Some(other) => return self.of(other),
            None => ("Done".to_owned(), object(Map::new(), Vec::new(), &Docs::default())),
        };
        let replies = &self.api.replies;
        for (place, ty) in [(&replies.code, "integer"), (&replies.message, "string")] {
            if let Some([key]) = place.as_deref() {
                schema["properties"][key] = json!({ "type": ty });
            }
        }
        self.named.insert(name.clone(), schema);
        reference(&name)
    }

    /// The value at the only null in `template`.
    pub(super) fn wrapped(&mut self, name: &str, template: &Value, ty: &Type) -> Value {
        match template {
            Value::Null => self.of(ty),
            Value::Object(entries) => {
                let mut properties = Map::new();
                for (key, inner) in entries {
                    let inner_name = format!("{name}{}", key.to_upper_camel_case());
                    properties.insert(key.clone(), self.wrapped(&inner_name, inner, ty));
                }
                let required = entries.keys().cloned().collect();
                self.named.insert(name.to_owned(), object(properties, required, &Docs::default()));
                reference(name)
            }
            Value::String(_) => json!({ "type": "string", "enum": [template] }),
            Value::Number(_) => json!({ "type": "integer", "enum": [template] }),
            Value::Bool(_) => json!({ "type": "boolean" }),
            Value::Array(_) => json!({ "type": "array", "items": {} }),
        }
    }

    fn limited(&mut self, ty: &Type, limits: &Limits) -> Value {
        let mut schema = match ty {
            Type::Scalar(kind) => scalar_type(*kind),
            Type::Model(id) => {
                let model = &self.api.models[*id];
                return self.named(&model.name, |schemas| schemas.model(model));
            }
            Type::Union(id) => {
                let union = &self.api.unions[*id];
                return self.named(&union.name, |schemas| schemas.union(union));
            }
            Type::Enum(id) => {
                let of = &self.api.enums[*id];
                return self.named(&of.name, |_| enumeration(of));
            }
            Type::List(inner) => {
                json!({ "type": "array", "items": self.limited(inner, &of_each(limits)) })
            }
            Type::Map(inner) => {
                json!({ "type": "object", "additionalProperties": self.limited(inner, &of_each(limits)) })
            }
            Type::Nullable(inner) => {
                let schema = self.limited(inner, limits);
                return self.or_null(schema);
            }
            Type::Boxed(inner) => return self.limited(inner, limits),
        };
        for stated in &limits.errors {
            limit(&mut schema, ty, stated);
        }
        schema
    }

    /// A reference to the schema of this name, which is created when it is first referenced; it may be recursive.
    fn named(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.named.contains_key(name) {
            self.named.insert(name.to_owned(), Value::Null);
            let schema = make(self);
            self.named.insert(name.to_owned(), schema);
        }
        reference(name)
    }

    fn model(&mut self, model: &Model) -> Value {
        let properties = model.fields.iter().map(|field| (field.wire.clone(), self.field(field))).collect();
        let required = model.fields.iter().filter(|field| is_required(field));
        object(properties, required.map(|field| field.wire.clone()).collect(), &model.docs)
    }

    fn union(&mut self, union: &Union) -> Value {
        let mut properties = Map::new();
        if let Some(key) = &union.tag {
            let tags: Vec<Value> = union.variants.iter().map(|variant| Value::from(&variant.value)).collect();
            properties.insert(key.clone(), of_values(tags));
        }
        let mut required: Vec<String> = union.tag.iter().cloned().collect();
        let models: Vec<&Model> =
            union.variants.iter().map(|variant| &self.api.models[variant.model]).collect();
        for field in models.iter().flat_map(|model| &model.fields) {
            if !properties.contains_key(&field.wire) {
                let schema = self.field(field);
                properties.insert(field.wire.clone(), schema);
                if models.iter().all(|model| model.field(&field.wire).is_some_and(is_required)) {
                    required.push(field.wire.clone());
                }
            }
        }
        object(properties, required, &union.docs)
    }
}

/// Whether the field is always required.
pub(super) fn is_required(field: &Field) -> bool {
    field.presence.need == Need::Always || field.constant.is_some()
}

/// The documentation.
pub(super) fn words(docs: &Docs) -> Option<String> {
    let words: Vec<&str> = [&docs.doc, &docs.note].into_iter().filter_map(Option::as_deref).collect();
    (!words.is_empty()).then(|| words.join("\n\n"))
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(properties: Map<String, Value>, required: Vec<String>, docs: &Docs) -> Value {
    let mut object = json!({ "type": "object", "properties": properties });
    if let Some(words) = words(docs) {
        object["description"] = json!(words);
    }
    // An empty list is not allowed.
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn enumeration(of: &Enum) -> Value {
    let mut schema = of_values(of.values.iter().map(|value| Value::from(&value.value)).collect());
    if let Some(words) = words(&of.docs) {
        schema["description"] = json!(words);
    }
    if let Some(default) = &of.default {
        schema["default"] = default.into();
    }
    schema
}

fn of_values(values: Vec<Value>) -> Value {
    let ty = if values.iter().all(Value::is_string) { "string" } else { "integer" };
    json!({ "type": ty, "enum": values })
}

fn scalar_type(kind: ScalarKind) -> Value {
    match kind {
        ScalarKind::Text => json!({ "type": "string" }),
        ScalarKind::Int => json!({ "type": "integer", "format": "int64" }),
        ScalarKind::Int32 => json!({ "type": "integer", "format": "int32" }),
        ScalarKind::Uint => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
        ScalarKind::Uint32 => json!({ "type": "integer", "format": "uint32", "minimum": 0 }),
        ScalarKind::Float => json!({ "type": "number", "format": "double" }),
        ScalarKind::Bool => json!({ "type": "boolean" }),
        ScalarKind::Timestamp => {
            json!({ "type": "integer", "format": "int64", "minimum": 0, "maximum": 9_999_999_999_i64 })
        }
        ScalarKind::TimestampMs => json!({ "type": "integer", "format": "int64" }),
        ScalarKind::DigitTimestamp => json!({ "type": "string", "pattern": "^[0-9]{1,10}$" }),
        ScalarKind::Date => json!({ "type": "string", "format": "date" }),
        ScalarKind::DateTime => json!({ "type": "string", "format": "date-time" }),
        ScalarKind::Uuid => json!({ "type": "string", "format": "uuid" }),
        ScalarKind::Decimal => json!({ "type": "string", "format": "decimal" }),
        ScalarKind::Base64 => json!({ "type": "string", "format": "byte" }),
        ScalarKind::File => json!({ "type": "string", "format": "binary" }),
        ScalarKind::Json => json!({}),
    }
}

/// The limits of the elements of a list or a map.
fn of_each(limits: &Limits) -> Limits {
    let mut limits = limits.clone();
    limits.errors.retain(Limit::is_of_element);
    limits
}

/// Adds a limit to the schema of a value. A list or map has only limits on itself.
fn limit(schema: &mut Value, ty: &Type, limit: &Limit) {
    let is_map = matches!(ty, Type::Map(_));
    let has_elements = is_map || matches!(ty, Type::List(_));
    let Some(mut keyword) = limit.kind().keyword() else { return };
    if has_elements && limit.is_of_element() {
        return;
    }
    if is_map {
        keyword = match keyword {
            "minItems" => "minProperties",
            "maxItems" => "maxProperties",
            other => other,
        };
    }
    let value = match limit.bound() {
        Bound::Count(count) => json!(match limit.kind().test() {
            // A text of this number of bytes has at least a quarter as many characters.
            Test::Text(TextTest::AtLeast(Unit::Byte)) => count.div_ceil(MAX_CHAR_BYTES),
            Test::Text(_) | Test::Number(_) | Test::File(_) | Test::Elements(_) => *count,
        }),
        Bound::Number(limit) => Value::from(*limit),
        Bound::Pattern(pattern) => json!(pattern.source),
        Bound::Flag => json!(true),
        Bound::Words(words) => json!(words),
    };
    // Kinds in different units share a keyword.
    let is_tighter = |stated: &Value| match limit.kind().direction() {
        Some(Direction::Maximum) => stated.as_u64() < value.as_u64(),
        Some(Direction::Minimum) => stated.as_u64() > value.as_u64(),
        None => false,
    };
    if schema.get(keyword).is_some_and(is_tighter) {
        return;
    }
    // In OpenAPI 3.0, a flag beside the inclusive limit; both kinds of limit on one side are an error of the spec.
    let inclusive = match keyword {
        "exclusiveMinimum" => "minimum",
        "exclusiveMaximum" => "maximum",
        _ => {
            schema[keyword] = value;
            return;
        }
    };
    schema[inclusive] = value;
    schema[keyword] = json!(true);
}
