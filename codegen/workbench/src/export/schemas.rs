//! The schemas of an API's types.
//!
//! A type has one schema for requests and another for replies, since a client may read what it must not write: a request is
//! checked for its limits, has no unknown keys and only known values; of a reply neither is true. Where a type is part of
//! both, the schema for replies has a name that ends in `Reply`.

mod conditions;
mod enumeration;
mod field;
mod limits;
mod model;
mod scalar;
pub(super) mod success;
mod union;

use std::collections::{BTreeMap, BTreeSet};

use specwright::ir::{Api, EnumId, Input, Limits, ModelId, Named, Operation, Type, UnionId};

use super::Form;
use super::names::Names;
use super::node::{Node, Object};
pub(super) use conditions::is_said;
pub(super) use field::Parts;
use field::Place;
use model::Head;
pub(super) use model::extensions as model_extensions;
#[cfg(feature = "import")]
pub(crate) use scalar::{is_added, kind as scalar_kind};
pub(super) use union::tolerated;

/// Whether a schema is for what is written or for what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Request,
    Reply,
}

/// What a component is the schema of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Model(ModelId),
    Union(UnionId),
    /// A variant of a union, by its index.
    Variant(UnionId, usize),
    Enum(EnumId),
    /// The same, or null, where that cannot be said beside a reference.
    OrNull(Box<Subject>),
    /// Anything else, by its name.
    Other(String),
}

/// The schemas that are referenced so far.
pub(super) struct Schemas<'a> {
    pub(super) api: &'a Api,
    pub(super) form: Form,
    names: Names,
    /// The types that have a schema of a request.
    sent: BTreeSet<Subject>,
    known: BTreeMap<(Side, Subject), String>,
    made: Object,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api, form: Form) -> Self {
        let mut names = Names::default();
        let models = api.models.iter().map(|(_, model)| model).filter(|model| !model.is_parameters());
        models.for_each(|model| names.reserve(model.name()));
        api.unions.iter().for_each(|(_, union)| names.reserve(union.name()));
        api.enums.iter().for_each(|(_, of)| names.reserve(of.name()));
        Self { api, form, names, sent: sent(api), known: BTreeMap::new(), made: Object::new() }
    }

    /// All of them, sorted by name.
    pub(super) fn into_all(mut self) -> Object {
        self.made.sort();
        self.made
    }

    /// The schema of a value of the type outside a field, or a reference to it.
    pub(super) fn of(&mut self, side: Side, ty: &Type) -> Object {
        self.value(side, ty, &Limits::default(), Place::Value)
    }

    /// A reference to a schema that is not that of a type.
    pub(super) fn other(&mut self, side: Side, name: &str, make: impl FnOnce(&mut Self) -> Object) -> Object {
        self.component(side, Subject::Other(name.to_owned()), make)
    }

    fn model(&mut self, side: Side, id: ModelId) -> Object {
        self.component(side, Subject::Model(id), |schemas| model::schema(schemas, side, id))
    }

    fn union(&mut self, side: Side, id: UnionId) -> Object {
        self.component(side, Subject::Union(id), |schemas| union::schema(schemas, side, id))
    }

    fn variant(&mut self, side: Side, id: UnionId, index: usize) -> Object {
        let subject = Subject::Variant(id, index);
        self.component(side, subject, |schemas| union::variant(schemas, side, id, index, Head::default()))
    }

    /// The schema of an event: of the fields that all have, the tag, and the fields of the variant.
    pub(super) fn event(&mut self, common: ModelId, union: UnionId, index: usize) -> Object {
        let head = Head::default().and_fields(self, Side::Reply, common);
        union::variant(self, Side::Reply, union, index, head)
    }

    fn enumeration(&mut self, side: Side, id: EnumId) -> Object {
        self.component(side, Subject::Enum(id), |schemas| enumeration::schema(schemas, side, id))
    }

    /// Whether the type has a schema of a request, which says all that the one of a reply need not repeat.
    fn is_sent(&self, subject: &Subject) -> bool {
        self.sent.contains(subject)
    }

    /// What distinguishes the name of a schema of a reply from that of the type's schema of a request.
    fn reply_suffix(&self, side: Side, subject: &Subject) -> &'static str {
        if side == Side::Reply && self.is_sent(subject) { "Reply" } else { "" }
    }

    /// Whether schemas refer to the type by its name.
    fn is_named(&self, ty: &Type) -> bool {
        match ty {
            Type::Model(_) | Type::Union(_) | Type::Enum(_) => true,
            Type::Boxed(inner) => self.is_named(inner),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => false,
        }
    }

    /// A reference to the schema of a named type, or null.
    fn or_null(&mut self, side: Side, ty: &Type) -> Object {
        let subject = match ty {
            Type::Model(id) => Subject::Model(*id),
            Type::Union(id) => Subject::Union(*id),
            Type::Enum(id) => Subject::Enum(*id),
            Type::Boxed(inner) => return self.or_null(side, inner),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) => return self.of(side, ty),
        };
        self.component(side, Subject::OrNull(Box::new(subject.clone())), |schemas| {
            let name = schemas.plain_name(&subject).to_owned();
            let schema = match subject {
                Subject::Model(id) => model::schema(schemas, side, id),
                Subject::Union(id) => union::schema(schemas, side, id),
                Subject::Enum(id) => enumeration::schema(schemas, side, id),
                Subject::Variant(..) | Subject::OrNull(_) | Subject::Other(_) => Object::new(),
            };
            field::nullable_3_0(schema).with("x-model", name)
        })
    }

    /// A reference to a component, which is made when it is first referenced. It may contain itself.
    fn component(&mut self, side: Side, subject: Subject, make: impl FnOnce(&mut Self) -> Object) -> Object {
        let key = (side, subject);
        if let Some(name) = self.known.get(&key) {
            return self.reference(name);
        }
        let name = self.name(side, &key.1);
        self.known.insert(key, name.clone());
        let schema = make(self);
        self.made.set(name.as_str(), schema);
        self.reference(&name)
    }

    fn reference(&self, name: &str) -> Object {
        let at = match self.form {
            Form::OpenApi3_0 | Form::OpenApi3_1 => "#/components/schemas",
            Form::JsonSchema => "#/$defs",
        };
        Object::new().with("$ref", format!("{at}/{name}"))
    }

    /// The name of a component. Names of types are reserved for the schema of the request, or the only one.
    fn name(&mut self, side: Side, subject: &Subject) -> String {
        let wanted = match subject {
            Subject::Variant(id, index) => {
                let union = &self.api.unions[*id];
                let variant = union.variants.get(*index).map_or("Other", |variant| &variant.name);
                format!("{}{variant}{}", union.name, self.reply_suffix(side, &Subject::Union(*id)))
            }
            Subject::OrNull(inner) => {
                format!("{}{}OrNull", self.plain_name(inner), self.reply_suffix(side, inner))
            }
            Subject::Other(name) => name.clone(),
            Subject::Model(_) | Subject::Union(_) | Subject::Enum(_) => {
                let name = self.plain_name(subject);
                match self.reply_suffix(side, subject) {
                    "" => return name.to_owned(),
                    suffix => format!("{name}{suffix}"),
                }
            }
        };
        self.names.unique(&wanted)
    }

    /// The name of the type.
    fn plain_name<'s>(&'s self, subject: &'s Subject) -> &'s str {
        let api = self.api;
        match subject {
            Subject::Model(id) => &api.models[*id].name,
            Subject::Union(id) | Subject::Variant(id, _) => &api.unions[*id].name,
            Subject::Enum(id) => &api.enums[*id].name,
            Subject::OrNull(inner) => self.plain_name(inner),
            Subject::Other(name) => name,
        }
    }

    /// The schema of a value, with the limits of its field.
    fn value(&mut self, side: Side, ty: &Type, limits: &Limits, place: Place) -> Object {
        match ty {
            Type::Scalar(kind) => scalar::schema(self.api, self.form, side, *kind, limits, place),
            Type::Model(id) => self.model(side, *id),
            Type::Union(id) => self.union(side, *id),
            Type::Enum(id) => self.enumeration(side, *id),
            Type::List(inner) => {
                let items = self.value(side, inner, &limits::of_elements(limits), place);
                limits::of_whole(
                    Object::new().with("type", "array").with("items", items),
                    side,
                    limits,
                    false,
                )
            }
            Type::Map(inner) => {
                let values = self.value(side, inner, &limits::of_elements(limits), place);
                let map = Object::new().with("type", "object").with("additionalProperties", values);
                let map = map.with_filled("propertyNames", limits::of_keys(self.form, side, limits));
                limits::of_whole(map, side, limits, true)
            }
            Type::Nullable(inner) => self.nullable(side, inner, limits, place),
            Type::Boxed(inner) => self.value(side, inner, limits, place),
        }
    }

    /// The schema of a value, or null.
    fn nullable(&mut self, side: Side, ty: &Type, limits: &Limits, place: Place) -> Object {
        if self.form == Form::OpenApi3_0 && self.is_named(ty) {
            return self.or_null(side, ty);
        }
        let schema = self.value(side, ty, limits, place);
        field::nullable(self.form, schema)
    }
}

/// The types that requests contain, in the fields that are written.
fn sent(api: &Api) -> BTreeSet<Subject> {
    let whole = |operation: &Operation| match &operation.input {
        Input::None => None,
        Input::Whole(ty) => Some(ty.clone()),
        Input::Parameters(id) => Some(Type::Model(*id)),
    };
    let mut waiting: Vec<Type> = api.operations.iter().filter_map(whole).collect();
    let mut sent = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty.innermost() {
            Type::Model(id) => {
                if sent.insert(Subject::Model(*id)) {
                    let written =
                        api.models[*id].fields.iter().filter(|field| field::is_part(Side::Request, field));
                    waiting.extend(written.map(|field| field.ty.clone()));
                }
            }
            Type::Union(id) => {
                if sent.insert(Subject::Union(*id)) {
                    let union = &api.unions[*id];
                    waiting.extend(union.variants.iter().map(|variant| Type::Model(variant.model)));
                    waiting.extend(union.values.iter().map(|value| value.ty.clone()));
                }
            }
            Type::Enum(id) => drop(sent.insert(Subject::Enum(*id))),
            Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => {}
        }
    }
    sent
}

/// A schema of a list of alternatives.
fn alternatives(key: &str, schemas: Vec<Object>) -> Object {
    Object::new().with(key, schemas)
}

/// A constant, always with its type. OpenAPI 3.0 has no `const`.
pub(super) fn constant(form: Form, value: serde_json::Value) -> Object {
    let ty = match &value {
        serde_json::Value::String(_) => "string",
        serde_json::Value::Bool(_) => "boolean",
        serde_json::Value::Number(number) if !number.is_f64() => "integer",
        serde_json::Value::Number(_) => "number",
        serde_json::Value::Null | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
            return one_of_values(form, value);
        }
    };
    Object::new().with("type", ty).and(one_of_values(form, value))
}

fn one_of_values(form: Form, value: serde_json::Value) -> Object {
    match form {
        Form::OpenApi3_0 => Object::new().with("enum", vec![Node::Value(value)]),
        Form::OpenApi3_1 | Form::JsonSchema => Object::new().with("const", value),
    }
}
