//! Values that look like an API's replies, made from the spec's examples.

use serde_json::{Map, Value, json};

use crate::ir::{Api, Constraint, EnumId, Field, Model, Need, Number, Scalar, TagValue, TimestampForm, Type, UnionId};

/// How deep a sample is nested at most.
const MAX_LEVELS: usize = 16;

/// A value of a type.
pub(super) fn sample(api: &Api, ty: &Type) -> Value {
    of_type(api, ty, 0)
}

fn of_type(api: &Api, ty: &Type, level: usize) -> Value {
    if level > MAX_LEVELS {
        return Value::Null;
    }
    match ty {
        Type::Text => Value::from(""),
        Type::Int(_) | Type::Float => Value::from(0),
        Type::Bool => Value::Bool(false),
        Type::Timestamp(TimestampForm::Number) => Value::from(0),
        Type::Timestamp(TimestampForm::Digits) => Value::from("0"),
        Type::Json => json!({}),
        Type::Model(id) => Value::Object(of_model(api, &api.models[*id], level)),
        Type::Union(id) => of_union(api, *id, level),
        Type::Enum(id) => of_enum(api, *id),
        Type::List(inner) if holds_objects(inner) => json!([of_type(api, inner, level + 1)]),
        Type::List(_) => json!([]),
        Type::Map(_) => json!({}),
        Type::Boxed(inner) => of_type(api, inner, level + 1),
    }
}

fn of_model(api: &Api, model: &Model, level: usize) -> Map<String, Value> {
    let given = |field: &Field| Some((field.wire.clone(), of_field(api, field, level)?));
    model.fields.iter().filter_map(given).collect()
}

/// A constant, an example, a default; else something neutral where the field must be there.
fn of_field(api: &Api, field: &Field, level: usize) -> Option<Value> {
    let stated = field.constant.as_ref().map(of_scalar).or_else(|| field.example.clone());
    stated.or_else(|| field.default.as_ref().map(of_scalar)).or_else(|| {
        let neutral = || if field.nullable { Value::Null } else { at_least(field, of_type(api, &field.ty, level + 1)) };
        (field.presence.need == Need::Always).then(neutral)
    })
}

/// A neutral number raised to the field's minimum.
fn at_least(field: &Field, value: Value) -> Value {
    if !value.is_number() {
        return value;
    }
    let min = field.limits.errors.iter().find_map(|constraint| match constraint {
        Constraint::Min(Number::Int(min)) if *min > 0 => Some(of_scalar(&Scalar::Int(*min))),
        Constraint::Min(Number::Float(min)) if *min > 0.0 => Some(Value::from(*min)),
        _ => None,
    });
    min.unwrap_or(value)
}

fn of_union(api: &Api, id: UnionId, level: usize) -> Value {
    let union = &api.unions[id];
    let Some(variant) = union.variants.first() else {
        return json!({});
    };
    let mut object = of_model(api, &api.models[variant.model], level + 1);
    object.insert(union.tag.clone(), of_tag(&variant.value));
    Value::Object(object)
}

fn of_enum(api: &Api, id: EnumId) -> Value {
    let enumeration = &api.enums[id];
    let first = enumeration.values.first().map(|value| &value.value);
    enumeration.default.as_ref().or(first).map_or(Value::Null, of_tag)
}

fn of_tag(tag: &TagValue) -> Value {
    match tag {
        TagValue::Int(value) => Value::from(*value),
        TagValue::Text(text) => Value::from(text.as_str()),
    }
}

fn of_scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Bool(value) => Value::from(*value),
        Scalar::Int(value) => specwright_runtime::Number::Int(*value).into(),
        Scalar::Float(value) => Value::from(*value),
        Scalar::Text(text) => Value::from(text.as_str()),
    }
}

fn holds_objects(ty: &Type) -> bool {
    match ty {
        Type::Model(_) | Type::Union(_) => true,
        Type::Boxed(inner) => holds_objects(inner),
        Type::Text
        | Type::Int(_)
        | Type::Float
        | Type::Bool
        | Type::Timestamp(_)
        | Type::Json
        | Type::Enum(_)
        | Type::List(_)
        | Type::Map(_) => false,
    }
}
