//! What the spec says in its own words, as keys `x-…`: each holds what the dialect's key of that name holds.

use serde_json::Value;
use specwright::ir::{
    Api, Bound, Choice, Condition, Constructor, Demand, Docs, Documented, Field, Is, Limit, Limits, Model,
    Named, Need, Presence, Rule, Scalar, ScalarKind, Severity, Tolerance, Type,
};
use specwright::names;
use specwright_runtime::ListStyle;

use super::node::{Node, Object, extension};
use super::text;

/// `x-note`, `x-section`, `x-since`, `x-deprecated`, `x-documented`; `x-doc` where the description does not tell where the
/// `doc` ends.
pub(super) fn docs(docs: &Docs) -> Object {
    let doc = docs.doc.as_deref().map(str::trim);
    Object::new()
        .with_some("x-doc", doc.filter(|doc| text::doc(doc) != Some(*doc)))
        .with_some("x-note", docs.note.as_ref())
        .with_some("x-section", docs.section.as_ref())
        .with_some("x-since", docs.since.as_ref())
        .with_some("x-deprecated", docs.deprecated.as_ref())
        .with_some("x-documented", docs.documented.as_ref().map(documented))
}

fn documented(pins: &Documented) -> Object {
    Object::new()
        .with_some("required", pins.required)
        .with_some("type", pins.ty.as_ref())
        .with_some("max_cjk", pins.max_cjk)
        .with_some("max", pins.max)
        .with_some("absent", pins.absent.then_some(true))
}

/// All texts of an item as the dialect has them, for items that have no description of their own in a document.
pub(super) fn texts(docs: &Docs) -> Object {
    Object::new()
        .with_some("doc", docs.doc.as_ref())
        .with_some("note", docs.note.as_ref())
        .with_some("section", docs.section.as_ref())
        .with_some("since", docs.since.as_ref())
        .with_some("deprecated", docs.deprecated.as_ref())
        .with_some("documented", docs.documented.as_ref().map(documented))
}

/// The keys of a field but those of its limits.
pub(super) fn field(api: &Api, field: &Field) -> Object {
    let mut keys = Object::new();
    if field.ident != names::field(&field.wire) {
        keys.set("x-name", field.ident.as_str());
    }
    if !is_derivable(&field.ty) {
        keys.set("x-type", type_name(api, &field.ty));
    }
    if let Need::When(condition) = &field.presence.need {
        let key = if condition.negated { "x-required-unless" } else { "x-required-if" };
        keys.set(key, self::condition(condition));
    }
    if let Some(condition) = field.presence.forbidden.as_ref().filter(|condition| !condition.is_always()) {
        let key = if condition.negated { "x-forbidden-unless" } else { "x-forbidden-if" };
        keys.set(key, self::condition(condition));
    }
    let mut warn = limits(&field.limits.warnings);
    if let Some(order) = &field.after {
        match order.severity {
            Severity::Error => keys.set("x-after", order.field.as_str()),
            Severity::Warning => warn.set("after", order.field.as_str()),
        }
    }
    let Tolerance { digit_string, zero_fraction, single } = field.tolerate;
    let tolerated = [("digit_string", digit_string), ("zero_fraction", zero_fraction), ("single", single)];
    let tolerated: Vec<&str> = tolerated.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
    let limits_of_keys = field.limits.keys.as_deref().map(limits_of_keys).unwrap_or_default();
    keys.with_filled("x-warn", warn)
        .with_filled("x-keys", limits_of_keys)
        .with_filled("x-tolerate", tolerated)
        .with_filled("x-also-read", field.also_read.clone())
        .with_some("x-style", (field.style != ListStyle::default()).then(|| field.style.name()))
        .with_some("x-secret", field.secret.then_some(true))
        .with_some("x-discouraged", field.discouraged.as_ref())
        .with_some("x-unless-empty", field.unless_empty.then_some(true))
        .and(docs(&field.docs))
}

/// Limits by the keys of the dialect, without `x-`.
pub(super) fn limits(limits: &[Limit]) -> Object {
    limits.iter().fold(Object::new(), |keys, limit| keys.with(limit.kind().key(), bound(limit.bound())))
}

/// The limits of the keys of a map, those that another one implies included.
fn limits_of_keys(keys: &Limits) -> Object {
    let errors: Vec<Limit> = keys.errors.iter().chain(&keys.implied_cjk).cloned().collect();
    limits(&errors).with_filled("warn", limits(&keys.warnings))
}

/// All limits whose violation is an error as keys `x-…`, for schemas of what is not checked.
pub(super) fn unchecked(limits: &Limits) -> Object {
    stated(limits.errors.iter().chain(&limits.implied_cjk))
}

/// These limits as keys `x-…`.
pub(super) fn stated<'a>(limits: impl IntoIterator<Item = &'a Limit>) -> Object {
    let add = |keys: Object, limit: &Limit| keys.with(extension(limit.kind().key()), bound(limit.bound()));
    limits.into_iter().fold(Object::new(), add)
}

pub(super) fn bound(bound: &Bound) -> Node {
    match bound {
        Bound::Count(count) => (*count).into(),
        Bound::Number(number) => Value::from(*number).into(),
        Bound::Pattern(pattern) => (&pattern.source).into(),
        Bound::Flag => true.into(),
        Bound::Words(words) => words.clone().into(),
    }
}

/// The choices of a condition: `{ "kind": ["box", "tube"], "size": { "min": 3 } }`.
fn condition(condition: &Condition) -> Object {
    condition.choices.iter().fold(Object::new(), |keys, choice| {
        let Choice { field, is } = choice;
        keys.with(
            field.to_string(),
            match is {
                Is::AnyOf(values) => any_of(values),
                Is::Present => Object::new().with("present", true).into(),
                Is::Absent => Object::new().with("absent", true).into(),
                Is::Within(limits) => self::limits(limits).into(),
            },
        )
    })
}

fn any_of(values: &[Scalar]) -> Node {
    match values {
        [only] => Value::from(only).into(),
        several => several.iter().map(Value::from).collect::<Vec<_>>().into(),
    }
}

/// The rules of a model, in the form of the dialect; one that holds where its condition does not is an `else`.
pub(super) fn rules(model: &Model) -> Vec<Object> {
    model.rules.iter().map(rule).collect()
}

fn rule(rule: &Rule) -> Object {
    let branch = match &rule.when {
        Some(condition) if condition.negated => "else",
        Some(_) | None => "then",
    };
    let names =
        |paths: &[specwright::ir::FieldPath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    let of = |path: &specwright::ir::FieldPath, value: Node| Object::new().with(path.to_string(), value);
    let presence = |key: &str| Node::from(Object::new().with(key, true));
    let keys = Object::new().with_some("when", rule.when.as_ref().map(condition));
    let keys = match &rule.demand {
        Demand::Required(path) => keys.with(branch, of(path, presence("present"))),
        Demand::Forbidden(path) => keys.with(branch, of(path, presence("absent"))),
        Demand::AnyOf(path, values) => keys.with(branch, of(path, any_of(values))),
        Demand::Within(path, field) => keys.with(branch, of(path, limits(&field.limits.errors).into())),
        Demand::AtLeastOne(paths) => keys.with("at_least_one_of", names(paths)),
        Demand::AtMostOne(paths) => keys.with("at_most_one_of", names(paths)),
        Demand::MaxItems(paths, most) => keys.with("together", names(paths)).with("max_items", *most),
    };
    let warn = match rule.severity {
        Severity::Error => None,
        Severity::Warning => Some(true),
    };
    keys.with_some("warn", warn).with_some("doc", rule.reason.as_ref())
}

/// The constructors of a model by their names.
pub(super) fn constructors(model: &Model) -> Object {
    model.constructors.iter().fold(Object::new(), |keys, constructor| {
        let Constructor { name, docs, sets, .. } = constructor;
        let sets = sets.iter().fold(Object::new(), |sets, (wire, value)| sets.with(wire, Value::from(value)));
        keys.with(name, Object::new().with("sets", sets).and(texts(docs)))
    })
}

/// The former fields of a model with their reasons.
pub(super) fn former_fields(model: &Model) -> Object {
    model.former_fields.iter().fold(Object::new(), |keys, (wire, reason)| keys.with(wire, reason))
}

/// The names of all fields, where neither the schema for requests nor that for replies has all of them.
pub(super) fn field_order(model: &Model) -> Vec<&str> {
    let has = |is_marked: fn(&Presence) -> bool| model.fields.iter().any(|field| is_marked(&field.presence));
    let is_open = has(Presence::is_read_only) && has(|presence| presence.write_only);
    model.fields.iter().filter(|_| is_open).map(|field| field.wire.as_str()).collect()
}

/// The type in the words of the dialect: `list<Item>`.
pub(super) fn type_name(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(kind) => kind.name().to_owned(),
        Type::Model(id) => api.models[*id].name().to_owned(),
        Type::Union(id) => api.unions[*id].name().to_owned(),
        Type::Enum(id) => api.enums[*id].name().to_owned(),
        Type::List(inner) => format!("list<{}>", type_name(api, inner)),
        Type::Map(inner) => format!("map<{}>", type_name(api, inner)),
        Type::Nullable(inner) => format!("nullable<{}>", type_name(api, inner)),
        Type::Boxed(inner) => format!("box<{}>", type_name(api, inner)),
    }
}

/// Whether the schema of the type says which type of the dialect it is.
fn is_derivable(ty: &Type) -> bool {
    match ty {
        Type::Scalar(kind) => !kind.is_timestamp() && *kind != ScalarKind::TimestampMs,
        Type::Model(_) | Type::Union(_) | Type::Enum(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => is_derivable(inner),
        Type::Boxed(_) => false,
    }
}
