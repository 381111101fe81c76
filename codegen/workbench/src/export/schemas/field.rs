//! Fields and parameters.

use serde_json::Value;
use specwright::ir::{Field, Need, ScalarKind, Type};
use specwright_runtime::TextPlace;

use super::{Schemas, Side, alternatives, constant};
use crate::export::node::{Node, Object};
use crate::export::{Form, dialect, text};

/// The place of a value, which can restrict texts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Anywhere in a body or a query.
    Value,
    /// In a path or a header.
    Text(TextPlace),
}

/// What a document says of a field, in the parts that a parameter has at different places.
pub(in crate::export) struct Parts {
    /// The schema without texts, or a reference.
    pub(in crate::export) schema: Object,
    /// The description.
    pub(in crate::export) description: Option<String>,
    /// Whether it should not be used.
    pub(in crate::export) is_deprecated: bool,
    /// An example.
    pub(in crate::export) example: Option<Value>,
    /// What the spec says besides.
    pub(in crate::export) extensions: Object,
}

impl Parts {
    pub(in crate::export) fn of(schemas: &mut Schemas<'_>, side: Side, field: &Field) -> Parts {
        let api = schemas.api;
        let place = field.text_place().map_or(Place::Value, Place::Text);
        let mut extensions = dialect::field(api, field);
        let form = schemas.form;
        let mut any_value = || match field.nullable {
            true => schemas.nullable(side, &field.ty, &field.limits, place),
            false => schemas.value(side, &field.ty, &field.limits, place),
        };
        let schema = match (&field.constant, side) {
            (Some(value), Side::Request) => {
                if !is_plain(&field.ty) {
                    extensions.set("x-type", dialect::type_name(api, &field.ty));
                }
                let constant = constant(form, Value::from(value));
                if field.nullable { nullable(form, constant) } else { constant }
            }
            (Some(value), Side::Reply) => {
                extensions.set("x-const", Value::from(value));
                any_value()
            }
            (None, _) => any_value(),
        };
        if side == Side::Reply {
            extensions = extensions.and(dialect::unchecked(&field.limits));
        }
        if field.ty.is_file() {
            extensions = extensions.with_some("x-example", field.example.clone());
        }
        let default = field.default.as_ref().map(Value::from);
        Parts {
            schema: schema.with_some("default", default),
            description: text::of(&field.docs, &text::rules(api, field)),
            is_deprecated: field.docs.deprecated.is_some() || field.discouraged.is_some(),
            example: field.example.clone().filter(|_| !field.ty.is_file()),
            extensions,
        }
    }
}

/// Whether the type is the one that a constant of its JSON type has where nothing else is said.
fn is_plain(ty: &Type) -> bool {
    let plain = [ScalarKind::Text, ScalarKind::Int, ScalarKind::Float, ScalarKind::Bool];
    ty.scalar().is_some_and(|kind| plain.contains(&kind))
}

/// A reply may lack a field that only a condition requires, and one that has a default or is always the same.
pub(super) fn is_required(side: Side, field: &Field) -> bool {
    let is_needed = field.presence.need == Need::Always;
    match side {
        Side::Request => is_needed,
        Side::Reply => is_needed && field.constant.is_none() && field.default.is_none(),
    }
}

/// The schema of a field of an object.
/// `is_sent` states whether requests have the type around it.
pub(super) fn schema(schemas: &mut Schemas<'_>, side: Side, is_sent: bool, field: &Field) -> Object {
    let Parts { schema, description, is_deprecated, example, mut extensions } =
        Parts::of(schemas, side, field);
    if side == Side::Reply && is_sent && is_part(Side::Request, field) {
        // The schema for requests says it all.
        extensions = Object::new().with_some("x-name", extensions.remove("x-name"));
    } else if side == Side::Reply && field.presence.need == Need::Always && !is_required(side, field) {
        extensions.set("x-required", true);
    }
    let (example, examples) = match schemas.form {
        Form::OpenApi3_0 => (example, None),
        Form::OpenApi3_1 | Form::JsonSchema => (None, example.map(|example| vec![Node::Value(example)])),
    };
    let texts = Object::new()
        .with_some("description", description)
        .with_some("example", example)
        .with_some("examples", examples)
        .with_some("deprecated", is_deprecated.then_some(true))
        .with_some("readOnly", field.presence.is_read_only().then_some(true))
        .with_some("writeOnly", field.presence.write_only.then_some(true));
    beside(schemas.form, schema, texts.and(extensions))
}

/// A schema with texts. OpenAPI 3.0 ignores what is beside a reference.
fn beside(form: Form, schema: Object, texts: Object) -> Object {
    let is_reference = schema.get("$ref").is_some();
    match form {
        Form::OpenApi3_0 if is_reference && !texts.is_empty() => {
            let mut schema = schema;
            let reference = Object::new().with_some("$ref", schema.remove("$ref"));
            alternatives("allOf", vec![reference]).and(schema).and(texts)
        }
        Form::OpenApi3_0 | Form::OpenApi3_1 | Form::JsonSchema => schema.and(texts),
    }
}

/// The schema, or null.
pub(super) fn nullable(form: Form, schema: Object) -> Object {
    match form {
        Form::OpenApi3_0 => nullable_3_0(schema),
        Form::OpenApi3_1 | Form::JsonSchema => match schema.get("type") {
            Some(ty) => {
                let types = vec![ty.clone(), Node::from("null")];
                let schema = schema.with("type", types);
                // An enumeration and a constant name all values.
                match schema.get("const").cloned() {
                    Some(value) => {
                        let mut schema = schema.with("enum", vec![value, Node::Value(Value::Null)]);
                        schema.remove("const");
                        schema
                    }
                    None => schema,
                }
            }
            // Any value, which null is.
            None if schema.is_empty() => schema,
            None => alternatives("oneOf", vec![schema, Object::new().with("type", "null")]),
        },
    }
}

/// The same in OpenAPI 3.0, where `nullable` means something beside `type` only.
pub(super) fn nullable_3_0(schema: Object) -> Object {
    let has_type = schema.get("type").is_some();
    let mut schema = schema;
    if let Some(Node::List(values)) = schema.get("enum") {
        let mut values = values.clone();
        values.push(Node::Value(Value::Null));
        schema.set("enum", values);
    }
    // One of several kinds of values can be null.
    for keyword in ["oneOf", "anyOf"] {
        let Some(Node::List(alternatives)) = schema.get(keyword) else { continue };
        if let Some(alternatives) = with_null(alternatives) {
            return schema.with(keyword, alternatives);
        }
    }
    match (has_type, schema.is_empty()) {
        (true, _) => schema.with("nullable", true),
        (false, true) => schema,
        // A union has alternatives, all of which are objects.
        (false, false) => Object::new().with("type", "object").and(schema).with("nullable", true),
    }
}

/// Alternatives of which one can also be null; `None` if all of them are objects.
fn with_null(alternatives: &[Node]) -> Option<Vec<Node>> {
    let is_value = |node: &Node| matches!(node, Node::Object(one) if one.get("x-variant").is_some());
    let has_type = |node: &Node| matches!(node, Node::Object(one) if one.get("type").is_some());
    let mut alternatives = alternatives.to_vec();
    if !alternatives.iter().any(is_value) {
        return None;
    }
    match alternatives.iter_mut().find(|one| is_value(one) && has_type(one)) {
        Some(Node::Object(one)) => one.set("nullable", true),
        Some(Node::Value(_) | Node::List(_)) | None => {
            let null = vec![Node::Value(Value::Null)];
            let only = Object::new().with("type", "string").with("nullable", true).with("enum", null);
            alternatives.push(Node::Object(only));
        }
    }
    Some(alternatives)
}

/// Whether a schema of this side has the field.
pub(super) fn is_part(side: Side, field: &Field) -> bool {
    match side {
        Side::Request => !field.presence.is_read_only(),
        Side::Reply => !field.presence.write_only,
    }
}
