//! JSON with the keys of a model in the order of its fields.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Value};

use crate::ir::{Api, Field, Operation, Type, Union, Variant};

/// A value whose objects have their keys in the order of the spec's fields: it serializes in that order, where the map of
/// `serde_json` sorts them.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, example};
///
/// let api = check(&sources()).unwrap().api;
/// let add_pet = api.operation("add_pet").ok_or("no such operation")?;
/// let body = serde_json::json!({ "name": "小白" });
/// assert_eq!(serde_json::to_string(&example::InOrder::request(&api, add_pet, &body))?, r#"{"name":"小白"}"#);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct InOrder<'a> {
    api: &'a Api,
    shape: Shape<'a>,
    value: &'a Value,
}

/// What decides the order of the keys.
#[derive(Clone, Copy, Debug)]
enum Shape<'a> {
    /// A value of this type.
    Type(&'a Type),
    /// An envelope; these keys lead to a value of this type.
    Envelope(&'a [String], Option<&'a Type>),
    /// An event: the fields that all events have, the tag, and the fields of the variant.
    Event(&'a [Field], &'a Union, &'a Variant),
    /// Nothing.
    Unknown,
}

impl<'a> InOrder<'a> {
    /// A value of a type.
    pub fn of(api: &'a Api, ty: &'a Type, value: &'a Value) -> Self {
        InOrder { api, shape: Shape::Type(ty), value }
    }

    /// The whole body of a request.
    pub fn request(api: &'a Api, operation: &'a Operation, value: &'a Value) -> Self {
        let path = operation.wrap.as_ref().map_or(&[][..], |wrap| &wrap.path);
        InOrder { api, shape: Shape::Envelope(path, operation.body_type(api)), value }
    }

    /// The whole body of a success whose value has this type.
    pub fn reply(api: &'a Api, operation: &'a Operation, ty: &'a Type, value: &'a Value) -> Self {
        InOrder { api, shape: Shape::Envelope(&operation.data, Some(ty)), value }
    }

    /// An event.
    pub fn event(
        api: &'a Api,
        common: &'a [Field],
        union: &'a Union,
        variant: &'a Variant,
        value: &'a Value,
    ) -> Self {
        InOrder { api, shape: Shape::Event(common, union, variant), value }
    }

    /// The value, whose own keys are in any order.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// The entries of an object.
    pub fn entries(&self) -> Vec<(&'a str, InOrder<'a>)> {
        let Value::Object(object) = self.value else { return Vec::new() };
        let mut keys = self.keys(object);
        keys.retain(|(key, _)| object.contains_key(*key));
        let rest: Vec<&str> = object
            .keys()
            .map(String::as_str)
            .filter(|key| keys.iter().all(|(known, _)| known != key))
            .collect();
        let shape = match self.resolved() {
            Shape::Type(Type::Map(inner)) => Shape::Type(inner),
            Shape::Type(_) | Shape::Envelope(..) | Shape::Event(..) | Shape::Unknown => Shape::Unknown,
        };
        keys.extend(rest.into_iter().map(|key| (key, shape)));
        let entry = |(key, shape)| Some((key, InOrder { api: self.api, shape, value: object.get(key)? }));
        keys.into_iter().filter_map(entry).collect()
    }

    /// The elements of a list.
    pub fn elements(&self) -> Vec<InOrder<'a>> {
        let Value::Array(elements) = self.value else { return Vec::new() };
        let shape = match self.resolved() {
            Shape::Type(Type::List(inner)) => Shape::Type(inner),
            Shape::Type(_) | Shape::Envelope(..) | Shape::Event(..) | Shape::Unknown => Shape::Unknown,
        };
        elements.iter().map(|value| InOrder { api: self.api, shape, value }).collect()
    }

    /// The shape without boxes and empty paths.
    fn resolved(&self) -> Shape<'a> {
        match self.shape {
            Shape::Type(Type::Nullable(inner) | Type::Boxed(inner)) => {
                InOrder { shape: Shape::Type(inner), ..*self }.resolved()
            }
            Shape::Type(Type::Union(id)) => {
                match self.api.value_variant_of(&self.api.unions[*id], self.value) {
                    Some(field) => InOrder { shape: Shape::Type(&field.ty), ..*self }.resolved(),
                    None => self.shape,
                }
            }
            Shape::Envelope([], Some(ty)) => InOrder { shape: Shape::Type(ty), ..*self }.resolved(),
            Shape::Envelope([], None) => Shape::Unknown,
            Shape::Type(_) | Shape::Envelope(..) | Shape::Event(..) | Shape::Unknown => self.shape,
        }
    }

    /// The known keys in their order.
    fn keys(&self, object: &'a Map<String, Value>) -> Vec<(&'a str, Shape<'a>)> {
        match self.resolved() {
            Shape::Type(Type::Model(id)) => fields(&self.api.models[*id].fields),
            Shape::Type(Type::Union(id)) => {
                let union = &self.api.unions[*id];
                union.variant_of(object).map_or_else(Vec::new, |variant| self.of_variant(union, variant))
            }
            Shape::Envelope([key, rest @ ..], ty) => {
                let place = |own: &'a String| {
                    let shape = if own == key { Shape::Envelope(rest, ty) } else { Shape::Unknown };
                    (own.as_str(), shape)
                };
                object.keys().map(place).collect()
            }
            Shape::Event(common, union, variant) => {
                let mut keys = fields(common);
                keys.extend(self.of_variant(union, variant));
                keys
            }
            Shape::Type(_) | Shape::Envelope([], _) | Shape::Unknown => Vec::new(),
        }
    }

    fn of_variant(&self, union: &'a Union, variant: &Variant) -> Vec<(&'a str, Shape<'a>)> {
        let mut keys: Vec<_> = union.tag.iter().map(|tag| (tag.as_str(), Shape::Unknown)).collect();
        keys.extend(fields(&self.api.models[variant.model].fields));
        keys
    }
}

fn fields(fields: &[Field]) -> Vec<(&str, Shape<'_>)> {
    fields.iter().map(|field| (field.wire.as_str(), Shape::Type(&field.ty))).collect()
}

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(_) => {
                let entries = self.entries();
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in &entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Value::Array(_) => {
                let elements = self.elements();
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for element in &elements {
                    list.serialize_element(element)?;
                }
                list.end()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.value.serialize(serializer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::check::check;
    use crate::source::Source;

    #[test]
    fn keys_are_in_the_order_of_the_fields() {
        let text = [
            "api: a\nserver: https://a.example",
            "operation: send\nmethod: POST\npath: /a\nrequest: list<Tree>\nwrap: { z: 1, data: $request }",
            "model: Tree\nfields:\n  z: { type: Fruit, required: true }\n  b: { type: map<Leaf>, required: true }\n  \
             a: { type: int, required: true }",
            "union: Fruit\ntag: kind\nvariants:\n  Apple: { value: apple, fields: { weight: { type: int }, colour: { type: int } } }",
            "model: Leaf\nfields:\n  y: { type: int, required: true }\n  x: { type: int, required: true }",
        ];
        let source = |(i, text): (usize, &str)| Source::new(format!("{i}.yaml"), text);
        let sources: Vec<_> = text.into_iter().enumerate().map(source).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        let tree = json!({
            "unknown": { "b": 1, "a": 2 },
            "a": 1,
            "b": { "k": { "x": 1, "y": 2 } },
            "z": { "colour": 1, "kind": "apple", "weight": 2 },
        });
        let body = json!({ "z": 1, "data": [tree] });
        let written = serde_json::to_string(&InOrder::request(&api, &api.operations[0], &body)).unwrap();
        assert_eq!(
            written,
            r#"{"data":[{"z":{"kind":"apple","weight":2,"colour":1},"b":{"k":{"y":2,"x":1}},"a":1,"unknown":{"a":2,"b":1}}],"z":1}"#
        );
    }
}
