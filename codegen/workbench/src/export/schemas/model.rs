//! Models.

use specwright::ir::{Model, ModelId};

use super::field::{self, is_part, is_required};
use super::success::success;
use super::{Schemas, Side, Subject, conditions};
use crate::export::node::{Node, Object};
use crate::export::{dialect, text};
use specwright::phrase;

pub(super) fn schema(schemas: &mut Schemas<'_>, side: Side, id: ModelId) -> Object {
    let model = &schemas.api.models[id];
    let rules: Vec<String> = model.rules.iter().map(phrase::rule).collect();
    let description = text::of(&model.docs, &rules);
    let mut object = fields(schemas, side, id, Head { description, ..Head::default() });
    if side == Side::Reply && model.is_whole_reply {
        object = with_success(schemas, object);
    }
    let has_other_name = side == Side::Reply && schemas.is_sent(&Subject::Model(id));
    let stated = object.with_some("x-model", has_other_name.then_some(&model.name));
    if has_other_name { stated } else { stated.and(extensions(model)).and(dialect::docs(&model.docs)) }
}

/// What a model has besides its fields and texts.
pub(in crate::export) fn extensions(model: &Model) -> Object {
    Object::new()
        .with_filled("x-rules", dialect::rules(model))
        .with_filled("x-constructors", dialect::constructors(model))
        .with_filled("x-former-fields", dialect::former_fields(model))
        .with_filled("x-field-order", dialect::field_order(model))
}

/// What an object has before the fields of a model.
#[derive(Default)]
pub(super) struct Head {
    pub(super) description: Option<String>,
    pub(super) properties: Object,
    pub(super) required: Vec<String>,
}

impl Head {
    /// The head with the fields of a model.
    pub(super) fn and_fields(mut self, schemas: &mut Schemas<'_>, side: Side, id: ModelId) -> Head {
        let model = &schemas.api.models[id];
        let is_sent = schemas.is_sent(&Subject::Model(id));
        for field in model.fields.iter().filter(|field| is_part(side, field)) {
            self.properties.set(&field.wire, field::schema(schemas, side, is_sent, field));
            if is_required(side, field) {
                self.required.push(field.wire.clone());
            }
        }
        self
    }
}

/// An object with the fields of the model.
pub(super) fn fields(schemas: &mut Schemas<'_>, side: Side, id: ModelId, head: Head) -> Object {
    let head = head.and_fields(schemas, side, id);
    let object = Object::new()
        .with("type", "object")
        .with_some("description", head.description)
        .with_filled("properties", head.properties)
        .with_filled("required", head.required);
    match side {
        Side::Request => {
            let object = object.with("additionalProperties", false);
            conditions::stated(schemas.api, schemas.form, id, object)
        }
        Side::Reply => object,
    }
}

/// The object with the code and the message of a success, where replies have them in the body and the model has not.
fn with_success(schemas: &Schemas<'_>, mut object: Object) -> Object {
    let properties = |object: &Object| match object.get("properties") {
        Some(Node::Object(properties)) => properties.clone(),
        Some(Node::Value(_) | Node::List(_)) | None => Object::new(),
    };
    let mut all = properties(&object);
    for (key, schema) in properties(&success(schemas)).iter() {
        if let (None, Node::Object(schema)) = (all.get(key), schema) {
            all.set(key, schema.clone().with("x-beside", true));
        }
    }
    if !all.is_empty() {
        object.set("properties", all);
    }
    object
}
