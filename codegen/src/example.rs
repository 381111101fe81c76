//! Whole values in wire form, put together from the examples of the spec.

use serde_json::{Map, Number, Value};

use crate::ir::{Api, Field, Model, ModelId, Need, Scalar, TagValue, TimestampForm, Type, Union};

/// An example of a model: constants, examples, and what is required.
pub fn model(api: &Api, id: ModelId) -> Value {
    Value::Object(fields(api, &api.models[id], &mut vec![id]))
}

/// An example of any type that is no field's.
pub fn value(api: &Api, ty: &Type) -> Value {
    of_type(api, ty, &mut Vec::new())
}

fn fields(api: &Api, model: &Model, within: &mut Vec<ModelId>) -> Map<String, Value> {
    let mut object = Map::new();
    for field in &model.fields {
        if let Some(value) = self::field(api, field, within) {
            object.insert(field.wire.clone(), value);
        }
    }
    object
}

fn field(api: &Api, field: &Field, within: &mut Vec<ModelId>) -> Option<Value> {
    if let Some(constant) = &field.constant {
        return Some(scalar(constant));
    }
    let required = field.presence.need == Need::Always;
    if field.presence.forbidden_if.is_some() && !required {
        return None;
    }
    if let Some(example) = &field.example {
        return Some(example.clone());
    }
    // Without an example, what is optional is left out, unless its parts have examples of their own.
    let inner = match field.ty.innermost() {
        Type::Model(id) => !within.contains(id),
        Type::Union(_) | Type::Enum(_) => true,
        _ => false,
    };
    (required || inner).then(|| of_type(api, &field.ty, within))
}

fn of_type(api: &Api, ty: &Type, within: &mut Vec<ModelId>) -> Value {
    match ty {
        Type::Text => Value::from("example"),
        Type::Int(_) => Value::from(1),
        Type::Float => Value::from(1.5),
        Type::Bool => Value::from(true),
        Type::Timestamp(TimestampForm::Number) => Value::from(1_700_000_000),
        Type::Timestamp(TimestampForm::Digits) => Value::from("1700000000"),
        Type::Json => Value::Object(Map::new()),
        Type::Model(id) => {
            within.push(*id);
            let object = fields(api, &api.models[*id], within);
            within.pop();
            Value::Object(object)
        }
        Type::Union(id) => union(api, &api.unions[*id], within),
        Type::Enum(id) => api.enums[*id].values.first().map_or(Value::Null, |value| tag(&value.value)),
        Type::List(inner) => Value::Array(vec![of_type(api, inner, within)]),
        Type::Map(inner) => Value::Object(Map::from_iter([("key".to_owned(), of_type(api, inner, within))])),
        Type::Boxed(inner) => of_type(api, inner, within),
    }
}

fn union(api: &Api, union: &Union, within: &mut Vec<ModelId>) -> Value {
    let mut object = Map::new();
    // A variant that does not lead back here ends the example.
    let fresh = union.variants.iter().find(|variant| !within.contains(&variant.model));
    if let Some(variant) = fresh.or(union.variants.first()) {
        object.insert(union.tag.clone(), tag(&variant.value));
        within.push(variant.model);
        object.extend(fields(api, &api.models[variant.model], within));
        within.pop();
    }
    Value::Object(object)
}

fn tag(tag: &TagValue) -> Value {
    match tag {
        TagValue::Int(value) => Value::from(*value),
        TagValue::Text(text) => Value::from(text.as_str()),
    }
}

fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Bool(value) => Value::from(*value),
        Scalar::Int(value) => i64::try_from(*value)
            .map(Value::from)
            .or_else(|_| u64::try_from(*value).map(Value::from))
            .unwrap_or_default(),
        Scalar::Float(value) => Number::from_f64(*value).map_or(Value::Null, Value::Number),
        Scalar::Text(text) => Value::from(text.as_str()),
    }
}
