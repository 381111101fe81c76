//! Example values on the wire, built from the examples of the spec. They are valid, unless the spec has limits that only a
//! person can satisfy, such as a regular expression together with a maximum of bytes.

mod in_order;
mod sample;
mod satisfy;

use serde_json::{Map, Value};
use specwright_runtime::FileInfo;

use crate::ir::{
    Api, Field, Input, Limit, LimitKind, Limits, Location, Model, ModelId, Need, Operation, Type, Union,
    Variant,
};
pub use in_order::InOrder;

/// Maximum number of models in an example. Without a bound, an example of each model of a chain would be as long as the
/// chain, and one of a model that requires two of the next, twice as long with each.
const MAX_MODELS: usize = 32;

/// An example of a model: constants, examples, and required fields. One with too many nested models contains required
/// fields only; if that is too much, the innermost models are empty objects.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, example};
///
/// let api = check(&sources()).unwrap().api;
/// let pet = api.models.named("Pet").ok_or("no pet")?;
/// assert_eq!(example::model(&api, pet), serde_json::json!({ "name": "小白" }));
/// # Ok(())
/// # }
/// ```
pub fn model(api: &Api, id: ModelId) -> Value {
    Value::Object(model_of(api, id))
}

fn model_of(api: &Api, id: ModelId) -> Map<String, Value> {
    let whole = Maker::whole(api).complete(|maker| maker.model(id));
    whole.unwrap_or_else(|| Maker::least(api).model(id))
}

/// An example of any type outside a field, as [`model`] makes one of a model.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::{check::check, example, ir::Type};
///
/// let api = check(&sources()).unwrap().api;
/// let pet = api.models.named("Pet").ok_or("no pet")?;
/// let pets = Type::List(Box::new(Type::Model(pet)));
/// assert_eq!(example::value(&api, &pets), serde_json::json!([{ "name": "小白" }]));
/// # Ok(())
/// # }
/// ```
pub fn value(api: &Api, ty: &Type) -> Value {
    let whole = Maker::whole(api).complete(|maker| maker.of_type(ty));
    whole.unwrap_or_else(|| Maker::least(api).of_type(ty))
}

/// An example of the body of a request, without what the operation wraps around it; `None` if there is no body.
pub fn body(api: &Api, operation: &Operation) -> Option<Value> {
    match operation.plain_body(api) {
        Some(field) => Some(Maker::whole(api).value_of(field)),
        None => operation.body_type(api).map(|ty| value(api, ty)),
    }
}

/// An example of a reply, with the fields that only replies have.
pub fn reply(api: &Api, ty: &Type) -> Value {
    let whole = Maker { reply: true, ..Maker::whole(api) }.complete(|maker| maker.of_type(ty));
    whole.unwrap_or_else(|| Maker { reply: true, ..Maker::least(api) }.of_type(ty))
}

/// An example of the path, query and header parameters of an operation, as one object with their wire names; `None` if it has
/// none.
pub fn parameters(api: &Api, operation: &Operation) -> Option<Value> {
    let Input::Parameters(id) = &operation.input else { return None };
    let mut object = model_of(api, *id);
    let is_parameter = |field: &&Field| field.location != Location::Body;
    let fields: Vec<&Field> = api.models[*id].fields.iter().filter(is_parameter).collect();
    object.retain(|wire, _| fields.iter().any(|field| field.wire == *wire));
    (!fields.is_empty()).then_some(Value::Object(object))
}

/// The minimal example of a model: constants, and what the first constructor requires and sets. `None` if that has too
/// many models.
pub(crate) fn least(api: &Api, id: ModelId) -> Option<Map<String, Value>> {
    Maker::least(api).complete(|maker| maker.model(id))
}

/// Like [`model`], but `None` if the innermost models would be empty.
pub(crate) fn complete(api: &Api, id: ModelId) -> Option<Map<String, Value>> {
    Maker::whole(api).complete(|maker| maker.model(id)).or_else(|| least(api, id))
}

struct Maker<'a> {
    api: &'a Api,
    /// The enclosing models, outermost first.
    within: Vec<ModelId>,
    /// Whether to omit optional fields.
    least: bool,
    /// Whether it is part of a reply, which has fields that a request does not have.
    reply: bool,
    /// Number of models that the example may still have.
    left: usize,
    /// Whether that number was exceeded.
    exceeded: bool,
}

impl<'a> Maker<'a> {
    fn whole(api: &'a Api) -> Self {
        Self { api, within: Vec::new(), least: false, reply: false, left: MAX_MODELS, exceeded: false }
    }

    fn least(api: &'a Api) -> Self {
        Self { least: true, ..Self::whole(api) }
    }

    /// The value, unless it has too many models.
    fn complete<T>(mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let made = make(&mut self);
        (!self.exceeded).then_some(made)
    }

    fn model(&mut self, id: ModelId) -> Map<String, Value> {
        let mut object = Map::new();
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => {
                self.exceeded = true;
                return object;
            }
        }
        let model = &self.api.models[id];
        self.within.push(id);
        for field in &model.fields {
            if let Some(value) = self.field(model, field) {
                object.insert(field.wire.clone(), value);
            }
        }
        self.satisfy(id, &mut object);
        self.within.pop();
        object
    }

    fn field(&mut self, model: &Model, field: &Field) -> Option<Value> {
        if self.reply && field.presence.write_only {
            return None;
        }
        if let Some(constant) = &field.constant {
            return Some(constant.into());
        }
        let required = field.presence.need == Need::Always;
        if self.least {
            let way = model.constructors.first();
            if let Some((_, value)) =
                way.and_then(|way| way.sets.iter().find(|(wire, _)| *wire == field.wire))
            {
                return Some(value.into());
            }
            let in_struct = required || !model.is_optional(field);
            if !way.map_or(in_struct, |way| way.required.contains(&field.wire)) {
                return None;
            }
        }
        let is_left_out = match (&field.presence.forbidden, self.reply) {
            (Some(condition), true) => !condition.is_always(),
            (Some(_), false) => true,
            (None, _) => false,
        };
        if (is_left_out || field.discouraged.is_some()) && !required {
            return None;
        }
        if let Some(example) = &field.example {
            return Some(example.clone());
        }
        if field.nullable && self.is_within(&field.ty) {
            return required.then_some(Value::Null);
        }
        // Without an example, an optional field is omitted, unless its parts have examples.
        let inner = match field.ty.innermost() {
            Type::Model(id) => !self.within.contains(id),
            Type::Union(_) | Type::Enum(_) => true,
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => false,
        };
        (required || inner || self.least).then(|| self.value_of(field))
    }

    /// The value of a field, whether it is required or not.
    fn value_of(&mut self, field: &Field) -> Value {
        let constant = field.constant.as_ref().map(Value::from);
        let given = constant.or_else(|| field.example.clone());
        let mut value = given.unwrap_or_else(|| self.limited(&field.ty, &field.limits, 0));
        if let (Location::Body, true, Value::Object(file)) = (&field.location, field.ty.is_file(), &mut value)
        {
            file.insert("file_name".to_owned(), FileInfo::UNNAMED.into());
        }
        value
    }

    fn of_type(&mut self, ty: &Type) -> Value {
        self.limited(ty, &Limits::NONE, 0)
    }

    /// A value of a type within the limits of its field; `index` is that of the element in its list.
    fn limited(&mut self, ty: &Type, limits: &Limits, index: usize) -> Value {
        match ty {
            Type::Scalar(kind) => sample::of(*kind, &limits.errors, index),
            Type::Model(id) => Value::Object(self.model(*id)),
            Type::Union(id) => self.union(&self.api.unions[*id], index),
            Type::Enum(id) => {
                let values = &self.api.enums[*id].values;
                values.get(index).or(values.first()).map_or(Value::Null, |value| (&value.value).into())
            }
            // A recursive list is empty.
            Type::List(inner) if self.is_within(inner) => Value::Array(Vec::new()),
            Type::Map(inner) if self.is_within(inner) => Value::Object(Map::new()),
            Type::List(inner) => {
                (0..elements(&limits.errors)).map(|index| self.limited(inner, limits, index)).collect()
            }
            Type::Map(inner) => {
                let key = |index| match &limits.keys {
                    Some(keys) => sample::text(&keys.errors, index),
                    None if index == 0 => "key".to_owned(),
                    None => format!("key{}", index + 1),
                };
                (0..elements(&limits.errors))
                    .map(|index| (key(index), self.limited(inner, limits, index)))
                    .collect()
            }
            Type::Nullable(inner) | Type::Boxed(inner) => self.limited(inner, limits, index),
        }
    }

    /// Values with different indices are of different variants, if some variants are not objects.
    fn union(&mut self, union: &Union, index: usize) -> Value {
        let is_object = |variant: &Variant| !self.within.contains(&variant.model);
        let value = match union.variants.iter().any(is_object) {
            true => index.checked_sub(1).and_then(|index| union.values.get(index)),
            false => union.values.get(index).or(union.values.first()),
        };
        if let Some(field) = value {
            return self.value_of(field);
        }
        let mut object = Map::new();
        // Prefers a variant that does not lead back here.
        let fresh = union.variants.iter().find(|variant| !self.within.contains(&variant.model));
        if let Some(variant) = fresh.or(union.variants.first()) {
            object.extend(union.tag.clone().map(|tag| (tag, (&variant.value).into())));
            object.extend(self.model(variant.model));
        }
        Value::Object(object)
    }

    /// Whether the type is recursive at this point.
    fn is_within(&self, ty: &Type) -> bool {
        match ty.innermost() {
            Type::Model(id) => self.within.contains(id),
            Type::Union(id) => {
                let union = &self.api.unions[*id];
                union.values.is_empty()
                    && union.variants.iter().all(|variant| self.within.contains(&variant.model))
            }
            _ => false,
        }
    }
}

/// The number of elements of a list or map.
fn elements(limits: &[Limit]) -> usize {
    let count = |kind| limits.iter().find(|limit| limit.kind() == kind).and_then(Limit::count);
    let least = count(LimitKind::MinItems).unwrap_or(1).clamp(1, MAX_MODELS);
    least.min(count(LimitKind::MaxItems).unwrap_or(least))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Source;
    use crate::check::check;

    #[test]
    fn recursive_types_have_finite_examples() {
        let text = [
            "api: a\nserver: https://a.example",
            "operation: send\nmethod: POST\npath: /a\nrequest: Tree",
            "model: Tree\nfields:\n  \
             name: { type: string, required: true, example: ash }\n  \
             branches: { type: list<Tree>, required: true }\n  \
             roots: { type: map<Tree>, required: true }\n  \
             parent: { type: box<Tree>, required: true, nullable: true }\n  \
             age: { type: int, example: 9 }",
        ];
        let source = |(i, text): (usize, &str)| Source::new(format!("{i}.yaml"), text);
        let sources: Vec<_> = text.into_iter().enumerate().map(source).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        let (id, _) = api.models.iter().next().unwrap();
        let least = json!({ "name": "ash", "branches": [], "roots": {}, "parent": null });
        assert_eq!(super::least(&api, id).map(Value::Object), Some(least));
        assert_eq!(model(&api, id)["age"], 9);
    }

    #[test]
    fn a_reply_lacks_what_only_requests_have() {
        let text = [
            "api: a\nserver: https://a.example",
            "operation: send\nmethod: POST\npath: /a\nrequest: Account\nreply: list<Account>",
            "model: Account\nfields:\n  \
             name: { type: string, required: true, example: li }\n  \
             level: { type: int, required_if: { name: li }, example: 1 }\n  \
             pin: { type: string, required: true, write_only: true, example: x }\n  \
             hint: { type: string, required_if: { name: li }, write_only: true, example: y }\n  \
             since: { type: int, read_only: true, example: 7 }",
        ];
        let source = |(i, text): (usize, &str)| Source::new(format!("{i}.yaml"), text);
        let sources: Vec<_> = text.into_iter().enumerate().map(source).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        let operation = &api.operations[0];
        let request = json!({ "name": "li", "level": 1, "pin": "x", "hint": "y" });
        assert_eq!(value(&api, operation.body_type(&api).unwrap()), request);
        let received = json!([{ "name": "li", "level": 1, "since": 7 }]);
        assert_eq!(super::reply(&api, operation.reply.as_ref().unwrap()), received);
    }

    #[test]
    fn an_example_has_a_bounded_number_of_models() {
        let link = |index: usize| {
            format!(
                "model: M{index}\nfields:\n  a: {{ type: M{0}, required: true }}\n  b: {{ type: M{0}, required: true }}",
                index + 1
            )
        };
        let last = format!("model: M{MAX_MODELS}\nfields:\n  name: {{ type: string, required: true }}");
        let operation = "operation: send\nmethod: POST\npath: /a\nrequest: M0".to_owned();
        let files = ["api: a\nserver: https://a.example".to_owned(), operation, last];
        let source = |(index, text): (usize, String)| Source::new(format!("{index}.yaml"), text);
        let sources: Vec<_> =
            files.into_iter().chain((0..MAX_MODELS).map(link)).enumerate().map(source).collect();
        let api = check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api;
        let first = api.models.named("M0").unwrap();
        assert_eq!((super::least(&api, first), complete(&api, first)), (None, None));
        assert_eq!(model(&api, first).to_string().matches('a').count(), MAX_MODELS);
        // Two models require 2⁰ + 2¹ of them, three 2⁰ + 2¹ + 2².
        let near_the_end = api.models.named(&format!("M{}", MAX_MODELS - 4)).unwrap();
        assert_eq!(complete(&api, near_the_end).map(|object| object.len()), Some(2));
    }
}
