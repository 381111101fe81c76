//! Unions.

use specwright::ir::{TagValue, Union, UnionId, UnionTolerance, Variant};

use super::field;
use super::model::{self, Head};
use super::{Schemas, Side, Subject, alternatives, constant, enumeration};
use crate::export::node::{Node, Object};
use crate::export::{dialect, text};
use specwright::phrase;

/// One of the variants. A reply can have another one, since an API adds variants.
pub(super) fn schema(schemas: &mut Schemas<'_>, side: Side, id: UnionId) -> Object {
    let union = &schemas.api.unions[id];
    let is_sent = schemas.is_sent(&Subject::Union(id));
    // The values go first, so that one of them says where null is a value, too.
    let mut variants: Vec<Object> = Vec::new();
    for field in &union.values {
        let schema = field::schema(schemas, side, is_sent, field);
        variants.push(schema.with("x-variant", field.wire.as_str()));
    }
    variants.extend((0..union.variants.len()).map(|index| schemas.variant(side, id, index)));
    let keyword = match (side, &union.tag) {
        (Side::Request, _) => "oneOf",
        (Side::Reply, _) if union.variants.is_empty() => "oneOf",
        (Side::Reply, tag) => {
            variants.push(schemas.variant(side, id, union.variants.len()));
            // Without a tag, what has the key of a variant is any other object as well.
            if tag.is_some() { "oneOf" } else { "anyOf" }
        }
    };
    let discriminator = match (side, schemas.form) {
        (Side::Request, super::Form::OpenApi3_0 | super::Form::OpenApi3_1) => {
            discriminator(schemas, union, id)
        }
        // An object without a known tag has a schema, too, and other validators do not know the keyword.
        (Side::Reply, _) | (Side::Request, super::Form::JsonSchema) => None,
    };
    let has_other_name = side == Side::Reply && is_sent;
    let stated = Object::new()
        .with_some("description", text::of(&union.docs, &[]))
        .and(alternatives(keyword, variants))
        .with_some("discriminator", discriminator);
    if has_other_name {
        return stated.with("x-model", union.name.as_str());
    }
    stated
        .with_some("x-tag", union.tag.as_ref())
        .with_filled("x-tolerate", tolerated(union.tolerate))
        .and(dialect::docs(&union.docs))
}

/// The forms that are read with a warning, in the words of the dialect.
pub(in crate::export) fn tolerated(tolerance: UnionTolerance) -> Vec<&'static str> {
    let UnionTolerance { other_variants, digit_string } = tolerance;
    let forms = [("other_variant_fields", other_variants), ("digit_string", digit_string)];
    forms.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

/// Which tag means which variant. Generators read tags that are strings only.
fn discriminator(schemas: &mut Schemas<'_>, union: &Union, id: UnionId) -> Option<Object> {
    let tag = union.tag.as_ref().filter(|_| union.values.is_empty())?;
    let mut mapping = Object::new();
    for (index, variant) in union.variants.iter().enumerate() {
        let reference = schemas.variant(Side::Request, id, index).remove("$ref")?;
        for value in tags(variant) {
            let TagValue::Text(value) = value else { return None };
            mapping.set(value, reference.clone());
        }
    }
    Some(Object::new().with("propertyName", tag).with("mapping", mapping))
}

/// An object with the tag and the fields of a variant; with the index after the last one, an object of another variant.
pub(super) fn variant(
    schemas: &mut Schemas<'_>,
    side: Side,
    id: UnionId,
    index: usize,
    mut head: Head,
) -> Object {
    let api = schemas.api;
    let union = &api.unions[id];
    let Some(variant) = union.variants.get(index) else { return other(union, head) };
    if let Some(tag) = &union.tag {
        let value = match variant.also_read.is_empty() {
            true => constant(schemas.form, (&variant.value).into()),
            false => enumeration::one_of(&named_tags(variant)),
        };
        head.properties.set(tag, value);
        head.required.push(tag.clone());
    }
    let model = &api.models[variant.model];
    let rules: Vec<String> = model.rules.iter().map(phrase::rule).collect();
    let docs = if variant.docs.doc.is_some() { &variant.docs } else { &model.docs };
    head.description = text::of(docs, &rules);
    let also_read: Vec<Node> = variant.also_read.iter().map(|tag| Node::Value(tag.into())).collect();
    let stated = model::fields(schemas, side, variant.model, head)
        .with("x-variant", variant.name.as_str())
        .with("x-model", model.name.as_str());
    if side == Side::Reply && schemas.is_sent(&Subject::Union(id)) {
        return stated;
    }
    let own = (model.docs != variant.docs).then(|| dialect::texts(&model.docs));
    // Where the variant has no `doc`, the description is that of its model.
    let same = variant.docs.doc.as_ref().filter(|_| own.is_some() && variant.docs.doc == model.docs.doc);
    stated
        .with_filled("x-also-read", also_read)
        .and(model::extensions(model))
        .and(dialect::docs(&variant.docs))
        .with_some("x-doc", same)
        .with_some("x-model-docs", own)
}

/// An object whose tag is none of the known ones, or missing; without a tag, any object.
fn other(union: &Union, mut head: Head) -> Object {
    if let Some(tag) = &union.tag {
        let known = union.variants.iter().flat_map(tags);
        head.properties.set(tag, enumeration::none_of(known));
    }
    Object::new()
        .with("type", "object")
        .with("description", format!("A variant of `{}` that is added later.", union.name))
        .with_filled("properties", head.properties)
        .with_filled("required", head.required)
}

/// The tags of a variant, each with a name.
fn named_tags(variant: &Variant) -> Vec<(&TagValue, String)> {
    let name = |index: usize| match index.checked_sub(1) {
        None => variant.name.clone(),
        Some(other) => enumeration::alias(&variant.name, other),
    };
    tags(variant).enumerate().map(|(index, tag)| (tag, name(index))).collect()
}

/// The tags of a variant, in all spellings.
fn tags(variant: &Variant) -> impl Iterator<Item = &TagValue> + Clone {
    std::iter::once(&variant.value).chain(&variant.also_read)
}
