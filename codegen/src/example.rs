//! Example values on the wire, built from the examples of the spec.

use serde_json::{Map, Value};

use crate::interpret::Interpreter;
use crate::ir::{Api, Demand, Field, FieldPath, Model, ModelId, Need, Rule, Type, Union};

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
    let whole = Maker::whole(api).complete(|maker| maker.model(id));
    Value::Object(whole.unwrap_or_else(|| Maker::least(api).model(id)))
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

/// An example of a reply, with the fields that only replies have.
pub fn reply(api: &Api, ty: &Type) -> Value {
    let whole = Maker { reply: true, ..Maker::whole(api) }.complete(|maker| maker.of_type(ty));
    whole.unwrap_or_else(|| Maker { reply: true, ..Maker::least(api) }.of_type(ty))
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

/// An example of a single field, whether it is required or not.
pub(crate) fn field(api: &Api, field: &Field) -> Value {
    field.example.clone().unwrap_or_else(|| Maker::least(api).of_type(&field.ty))
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
        self.within.pop();
        if !self.least && !model.rules.is_empty() {
            self.satisfy_rules(id, &mut object);
        }
        object
    }

    /// Removes optional fields that cause the violation of a rule over several fields.
    fn satisfy_rules(&self, id: ModelId, object: &mut Map<String, Value>) {
        let interpreter = Interpreter::new(self.api);
        let violations = |object: &Map<String, Value>| {
            interpreter.value_of(id, &Value::Object(object.clone())).violations().len()
        };
        let model = &self.api.models[id];
        let mut least = violations(object);
        for field in model.fields.iter().filter(|field| field.presence.need != Need::Always) {
            if least == 0 || !model.rules.iter().any(|rule| may_violate(rule, &field.wire)) {
                continue;
            }
            let mut without = object.clone();
            without.remove(&field.wire);
            let rest = violations(&without);
            if rest < least {
                (*object, least) = (without, rest);
            }
        }
    }

    fn field(&mut self, model: &Model, field: &Field) -> Option<Value> {
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
            let in_struct = !model.is_optional(field);
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
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => false,
        };
        (required || inner || self.least).then(|| self.of_type(&field.ty))
    }

    fn of_type(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Scalar(kind) => kind.sample(),
            Type::Model(id) => Value::Object(self.model(*id)),
            Type::Union(id) => self.union(&self.api.unions[*id]),
            Type::Enum(id) => {
                self.api.enums[*id].values.first().map_or(Value::Null, |value| (&value.value).into())
            }
            // A recursive list is empty.
            Type::List(inner) if self.is_within(inner) => Value::Array(Vec::new()),
            Type::Map(inner) if self.is_within(inner) => Value::Object(Map::new()),
            Type::List(inner) => Value::Array(vec![self.of_type(inner)]),
            Type::Map(inner) => Value::Object(Map::from_iter([("key".to_owned(), self.of_type(inner))])),
            Type::Boxed(inner) => self.of_type(inner),
        }
    }

    fn union(&mut self, union: &Union) -> Value {
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
                self.api.unions[*id].variants.iter().all(|variant| self.within.contains(&variant.model))
            }
            _ => false,
        }
    }
}

/// Whether a rule may be violated because this field is present.
fn may_violate(rule: &Rule, wire: &str) -> bool {
    let is_own = |path: &FieldPath| path.own() == Some(wire);
    let is_excluded = match &rule.demand {
        Demand::Forbidden(_) | Demand::Within(..) | Demand::AtMostOne(_) | Demand::MaxItems(..) => {
            rule.fields().iter().any(is_own)
        }
        Demand::Required(_) | Demand::AnyOf(..) | Demand::AtLeastOne(_) => false,
    };
    is_excluded || rule.choices().iter().any(|choice| is_own(&choice.field))
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
