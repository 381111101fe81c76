//! The fields of a body, for a form.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright::ir::{
    Api, EnumValue, Field, Input, JsonKind, Location, Model, Need, Operation, Scalar, Type, Variant,
};
use specwright::{example, phrase};
use specwright_workbench::reference::{Language, field_words};

/// The body of an operation.
pub(crate) fn of(api: &Api, operation: &Operation, language: Language) -> Value {
    let mut types = Types { api, language, found: BTreeMap::new() };
    // Text and bytes are no JSON, which is what a form shows.
    let body = operation.body_type(api).filter(|_| operation.plain_body(api).is_none());
    let body = body.map(|ty| types.ty(ty));
    let wrap = operation.wrap.as_ref();
    json!({
        "type": body,
        "types": types.found,
        "wrap": wrap.map(|wrap| json!({ "template": wrap.template, "path": wrap.path })),
    })
}

/// The path, query and header parameters of an operation, with an example of them; null if it has none.
pub(crate) fn of_parameters(api: &Api, operation: &Operation, language: Language) -> Value {
    let Input::Parameters(id) = &operation.input else { return Value::Null };
    let mut types = Types { api, language, found: BTreeMap::new() };
    let model = &api.models[*id];
    let fields = model.fields.iter().filter(|field| field.location != Location::Body);
    let fields: Vec<Value> = fields.map(|field| types.field(model, field)).collect();
    if fields.is_empty() {
        return Value::Null;
    }
    json!({
        "type": { "kind": "model", "fields": fields },
        "types": types.found,
        "wrap": null,
        "example": example::parameters(api, operation),
    })
}

/// Collects the types that a body names, so that one that contains itself is there once.
struct Types<'a> {
    api: &'a Api,
    language: Language,
    found: BTreeMap<String, Value>,
}

impl Types<'_> {
    fn ty(&mut self, ty: &Type) -> Value {
        let api = self.api;
        match ty {
            Type::Scalar(kind) => {
                let name = match kind.json() {
                    JsonKind::String => "text",
                    JsonKind::Integer => "integer",
                    JsonKind::Number => "number",
                    JsonKind::Boolean => "bool",
                    JsonKind::File | JsonKind::Any => "json",
                };
                json!({ "kind": name, "sample": kind.sample() })
            }
            Type::Nullable(inner) | Type::Boxed(inner) => self.ty(inner),
            Type::List(inner) => json!({ "kind": "list", "of": self.ty(inner) }),
            Type::Map(inner) => json!({ "kind": "map", "of": self.ty(inner) }),
            Type::Model(id) => {
                let model = &api.models[*id];
                self.named(
                    &model.name,
                    |types| json!({ "kind": "model", "doc": model.docs.doc, "fields": types.fields(model) }),
                )
            }
            Type::Union(id) => {
                let union = &api.unions[*id];
                self.named(&union.name, |types| {
                    // A form for several kinds of values is that of any JSON.
                    if !union.values.is_empty() {
                        return json!({ "kind": "json", "sample": example::value(api, ty) });
                    }
                    let variants: Vec<Value> =
                        union.variants.iter().map(|variant| types.variant(variant)).collect();
                    json!({ "kind": "union", "doc": union.docs.doc, "tag": union.tag, "variants": variants })
                })
            }
            Type::Enum(id) => {
                let one = &api.enums[*id];
                let value = |value: &EnumValue| json!({ "value": Value::from(&value.value), "doc": value.docs.doc, "extra": value.extra });
                self.named(&one.name, |_| {
                    json!({ "kind": "enum", "doc": one.docs.doc, "values": one.values.iter().map(value).collect::<Value>() })
                })
            }
        }
    }

    /// A reference to a type, which is described when it is first met.
    fn named(&mut self, name: &str, describe: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.found.contains_key(name) {
            // It is there before its fields are, which may contain it.
            self.found.insert(name.to_owned(), Value::Null);
            let described = describe(self);
            self.found.insert(name.to_owned(), described);
        }
        json!({ "kind": "named", "name": name })
    }

    fn variant(&mut self, variant: &Variant) -> Value {
        let api = self.api;
        json!({
            "name": variant.name,
            "value": Value::from(&variant.value),
            "also_read": variant.also_read.iter().map(Value::from).collect::<Value>(),
            "doc": variant.docs.doc,
            "fields": self.fields(&api.models[variant.model]),
        })
    }

    /// The fields that a request can have.
    fn fields(&mut self, model: &Model) -> Vec<Value> {
        let fields = model.fields.iter().filter(|field| !field.presence.is_read_only());
        fields.map(|field| self.field(model, field)).collect()
    }

    fn field(&mut self, model: &Model, field: &Field) -> Value {
        let words = field_words(self.language, model, field);
        json!({
            "wire": field.wire,
            "type": self.ty(&field.ty),
            "presence": words.presence,
            "limits": words.limits,
            "required": field.presence.need == Need::Always,
            "nullable": field.nullable,
            "constant": field.constant.as_ref().map(value),
            "example": field.example,
            "secret": field.secret,
            "location": location(&field.location),
            "discouraged": field.discouraged,
            "doc": field.docs.doc,
        })
    }
}

/// Where a parameter is sent; nothing for a key of the body.
fn location(location: &Location) -> Option<&'static str> {
    match location {
        Location::Path => Some("path"),
        Location::Query => Some("query"),
        Location::Header => Some("header"),
        Location::Object | Location::Body => None,
    }
}

fn value(scalar: &Scalar) -> Value {
    serde_json::from_str(&phrase::scalar(scalar)).unwrap_or_default()
}
