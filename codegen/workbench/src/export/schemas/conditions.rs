//! Conditions and rules over several fields as `if`, `then` and `else`.
//!
//! OpenAPI 3.0 has none of these keywords; there, as for what no schema can say, the rules are in the description and in `x-rules`.

use serde_json::Value;
use specwright::ir::{
    Api, Choice, Condition, Demand, Field, FieldPath, Is, Limit, ModelId, Need, Rule, Scalar, ScalarForm,
    ScalarKind, Severity, TagValue, Type,
};
use specwright_runtime::{NumberTest, Test};

use super::field::is_part;
use super::limits;
use crate::export::Form;
use crate::export::node::{Node, Object};

/// The object with what its fields require of each other.
pub(super) fn stated(api: &Api, form: Form, id: ModelId, object: Object) -> Object {
    if form == Form::OpenApi3_0 {
        return object;
    }
    let context = Context { api, id };
    let model = &api.models[id];
    let fields = model.fields.iter().filter(|field| is_part(super::Side::Request, field));
    let mut found: Vec<Object> = fields.flat_map(|field| context.presence(field)).collect();
    let rules = model.rules.iter().filter(|rule| match rule.severity {
        Severity::Error => true,
        Severity::Warning => false,
    });
    found.extend(rules.flat_map(|rule| context.rule(rule)));
    match found.as_slice() {
        [] => object,
        [only] => object.and(only.clone()),
        _ => object.with("allOf", found),
    }
}

/// Whether every part of the rule can be said.
pub(in crate::export) fn is_said(api: &Api, id: ModelId, rule: &Rule) -> bool {
    Context { api, id }.rule(rule).is_some()
}

struct Context<'a> {
    api: &'a Api,
    id: ModelId,
}

impl Context<'_> {
    /// When a field is required, and when it is not allowed.
    fn presence(&self, field: &Field) -> Vec<Object> {
        let path = FieldPath::of(&field.wire);
        let needed = match &field.presence.need {
            Need::Optional | Need::Always => None,
            Need::When(condition) => self.when(condition, present(&path)),
        };
        let forbidden = field.presence.forbidden.as_ref();
        let forbidden = forbidden.and_then(|condition| self.when(condition, not(present(&path))));
        needed.into_iter().chain(forbidden).collect()
    }

    fn rule(&self, rule: &Rule) -> Option<Object> {
        let demand = self.demand(&rule.demand)?;
        match &rule.when {
            Some(condition) => self.when(condition, demand),
            None => Some(demand),
        }
    }

    /// What is required where the condition holds.
    fn when(&self, condition: &Condition, demand: Object) -> Option<Object> {
        let choices: Option<Vec<Object>> =
            condition.choices.iter().map(|choice| self.choice(choice)).collect();
        let branch = if condition.negated { "else" } else { "then" };
        Some(Object::new().with("if", all(choices?)).with(branch, demand))
    }

    /// A schema that is valid where the choice holds.
    fn choice(&self, Choice { field: path, is }: &Choice) -> Option<Object> {
        match is {
            Is::Present => Some(present(path)),
            Is::Absent => Some(not(present(path))),
            Is::AnyOf(values) => Some(at(path, true, self.any_of(path, values)?)),
            Is::Within(limits) => {
                let (_, field) = self.api.at_path(self.id, path)?;
                Some(at(path, true, number_within(field, limits)?))
            }
        }
    }

    fn demand(&self, demand: &Demand) -> Option<Object> {
        match demand {
            Demand::Required(path) => Some(present(path)),
            Demand::Forbidden(path) => Some(not(present(path))),
            Demand::AnyOf(path, values) => Some(at(path, true, self.any_of(path, values)?)),
            Demand::Within(path, field) => {
                let limited = within(field);
                (!limited.is_empty()).then(|| at(path, false, limited))
            }
            Demand::AtLeastOne(paths) => {
                let (last, others) = paths.split_last()?;
                let none = not(any(others.iter().map(present).collect()));
                Some(Object::new().with("if", none).with("then", present(last)))
            }
            Demand::AtMostOne(paths) => {
                let pair = |index: usize| {
                    let (path, later) = (paths.get(index)?, paths.get(index + 1..)?);
                    let others = not(any(later.iter().map(present).collect()));
                    Some(Object::new().with("if", present(path)).with("then", others))
                };
                Some(all((0..paths.len().saturating_sub(1)).filter_map(pair).collect()))
            }
            // No schema adds numbers.
            Demand::MaxItems(..) => None,
        }
    }

    /// One of the values, in all spellings that mean it.
    fn any_of(&self, path: &FieldPath, values: &[Scalar]) -> Option<Object> {
        let (_, field) = self.api.at_path(self.id, path)?;
        let spelt: Vec<Node> = match field.ty.innermost() {
            Type::Enum(id) => {
                let known = &self.api.enums[*id].values;
                let is_meant =
                    |tag: &TagValue| values.iter().any(|value| Value::from(value) == Value::from(tag));
                let spellings = |value: &specwright::ir::EnumValue| {
                    std::iter::once(value.value.clone())
                        .chain(value.also_read.iter().cloned())
                        .collect::<Vec<_>>()
                };
                let meant = known.iter().map(spellings).filter(|tags| tags.iter().any(is_meant));
                meant.flatten().map(|tag| Node::Value((&tag).into())).collect()
            }
            Type::Scalar(_)
            | Type::Model(_)
            | Type::Union(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => values.iter().map(|value| Node::Value(Value::from(value))).collect(),
        };
        Some(Object::new().with("enum", spelt))
    }
}

/// A number within limits, in a condition. `None` where that cannot be said exactly.
fn number_within(field: &Field, limits: &[Limit]) -> Option<Object> {
    let kind = field.ty.innermost().scalar().filter(|kind| kind.is_number())?;
    let is_exact = |limit: &Limit| match limit.kind().test() {
        Test::Number(NumberTest::AtLeast | NumberTest::AtMost | NumberTest::Above | NumberTest::Below) => {
            true
        }
        Test::Number(NumberTest::MultipleOf) => !matches!(kind, ScalarKind::Float),
        Test::Text(_) | Test::File(_) | Test::Elements(_) => false,
    };
    let stated = limits::of_number(Object::new(), Form::OpenApi3_1, kind, &errors(limits));
    let is_said = limits.iter().all(is_exact) && stated.iter().all(|(key, _)| !key.starts_with("x-"));
    is_said.then(|| Object::new().with("type", "number").and(stated))
}

fn errors(limits: &[Limit]) -> specwright::ir::Limits {
    specwright::ir::Limits { errors: limits.to_vec(), ..specwright::ir::Limits::default() }
}

/// The keywords of the limits of a demand. They may say less than the limits.
fn within(field: &Field) -> Object {
    let stated = match &field.ty {
        Type::List(_) => limits::of_whole(Object::new(), super::Side::Request, &field.limits, false),
        Type::Map(_) => limits::of_whole(Object::new(), super::Side::Request, &field.limits, true),
        Type::Scalar(kind) => match kind.form() {
            ScalarForm::Text => limits::of_text(Object::new(), &field.limits),
            ScalarForm::Integer | ScalarForm::Float | ScalarForm::Seconds | ScalarForm::Milliseconds => {
                limits::of_number(Object::new(), Form::OpenApi3_1, *kind, &field.limits)
            }
            ScalarForm::Bool
            | ScalarForm::DigitSeconds
            | ScalarForm::File
            | ScalarForm::Json
            | ScalarForm::Parsed(_) => Object::new(),
        },
        Type::Model(_) | Type::Union(_) | Type::Enum(_) | Type::Nullable(_) | Type::Boxed(_) => Object::new(),
    };
    let known = stated.iter().filter(|(key, _)| !key.starts_with("x-"));
    known.fold(Object::new(), |limits, (key, value)| limits.with(key, value.clone()))
}

/// A schema that is valid where the field at the path is present.
fn present(path: &FieldPath) -> Object {
    at(path, true, Object::new())
}

/// A schema of the object, by the schema of the field at the path, which is required or not.
fn at(path: &FieldPath, is_required: bool, leaf: Object) -> Object {
    path.names().iter().rev().fold(leaf, |inner, name| {
        // A field that is required is listed under the properties as well, since some linters miss it otherwise.
        let object = Object::new().with("properties", Object::new().with(name, inner));
        if is_required { object.with("required", vec![name]) } else { object }
    })
}

fn not(schema: Object) -> Object {
    Object::new().with("not", schema)
}

fn any(schemas: Vec<Object>) -> Object {
    joined("anyOf", schemas)
}

fn all(schemas: Vec<Object>) -> Object {
    joined("allOf", schemas)
}

fn joined(key: &str, mut schemas: Vec<Object>) -> Object {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => Object::new().with(key, schemas),
    }
}
