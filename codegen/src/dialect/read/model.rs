//! Reads models and fields.

use specwright_runtime::{LimitKind, Operand};

use super::super::item::{Item, Reader};
use super::super::{
    Constructor, Documented, Fact, Field, FieldGroup, KeyLimits, Limits, Model, Rule, Stated, Words, keys,
};
use super::words;

pub(super) fn model(item: &Item<'_>) -> Option<Model> {
    let keys = item.mapping(&keys::MODEL)?;
    Some(Model {
        model: keys.word("model")?,
        words: words(&keys),
        include: keys.words("include"),
        fields: keys.named("fields", field),
        constructors: keys.named("constructors", constructor),
        former_fields: former_fields(&keys),
        rules: keys.list("rules", rule),
    })
}

pub(super) fn field_group(item: &Item<'_>) -> Option<FieldGroup> {
    let keys = item.mapping(&keys::FIELD_GROUP)?;
    Some(FieldGroup {
        field_group: keys.word("field_group")?,
        words: words(&keys),
        fields: keys.named("fields", field),
    })
}

fn former_fields(keys: &Reader<'_>) -> Vec<(String, String)> {
    let named = keys.get("former_fields").map(Item::named).unwrap_or_default();
    named.into_iter().filter_map(|(name, item)| Some((name, item.some()?.sentence()?))).collect()
}

/// `None` if a part was rejected, so that nothing is reported about the rest.
fn rule(item: &Item<'_>) -> Option<Rule> {
    let keys = item.mapping(&keys::RULE)?;
    let facts = |name: &str| keys.get(name).map(|item| item.facts(fact));
    let [when, then, otherwise] = ["when", "then", "else"].map(facts);
    let is_whole =
        !keys.is_incomplete() && ![&when, &then, &otherwise].iter().any(|facts| matches!(facts, Some(None)));
    let rule = Rule {
        when: when.flatten(),
        then: then.flatten(),
        otherwise: otherwise.flatten(),
        at_least_one_of: keys.words("at_least_one_of"),
        at_most_one_of: keys.words("at_most_one_of"),
        exactly_one_of: keys.words("exactly_one_of"),
        together: keys.words("together"),
        max_items: keys.count("max_items"),
        warn: keys.is_true("warn"),
        doc: keys.sentence("doc"),
    };
    is_whole.then_some(rule)
}

fn fact(item: &Item<'_>) -> Option<Fact> {
    let keys = item.mapping(&keys::FACT)?;
    if keys.is_incomplete() {
        return None;
    }
    let (present, absent) = (keys.is_true("present"), keys.is_true("absent"));
    Some(Fact::Has { present, absent, limits: limits(&keys) })
}

/// A field of a model or a variant, or a parameter of an operation.
pub(super) fn field(item: &Item<'_>) -> Field {
    let Some(keys) = item.mapping(&keys::FIELD) else { return Field::default() };
    Field {
        ty: keys.word("type"),
        name: keys.word("name"),
        required: keys.flag("required"),
        required_if: keys.conditions("required_if"),
        required_unless: keys.conditions("required_unless"),
        forbidden_if: keys.conditions("forbidden_if"),
        forbidden_unless: keys.conditions("forbidden_unless"),
        read_only: keys.is_true("read_only").then_some(true),
        write_only: keys.is_true("write_only").then_some(true),
        nullable: keys.flag("nullable"),
        constant: keys.scalar("const"),
        default: keys.scalar("default"),
        limits: Limits { after: keys.word("after"), ..limits(&keys) },
        warn: keys.get("warn").and_then(warn),
        keys: keys.get("keys").and_then(limits_of_keys),
        tolerate: keys.words("tolerate"),
        also_read: keys.words("also_read"),
        style: keys.word("style"),
        secret: keys.flag("secret"),
        discouraged: keys.sentence("discouraged"),
        unless_empty: keys.is_true("unless_empty"),
        example: keys.json("example"),
        documented: keys.one("documented", documented),
        words: words(&keys),
    }
}

/// `None` if a limit was rejected, so that an empty `warn` is not reported in addition.
fn warn(item: &Item<'_>) -> Option<Limits> {
    let keys = item.mapping(&keys::WARN)?;
    (!keys.is_incomplete()).then(|| Limits { after: keys.word("after"), ..limits(&keys) })
}

/// `None` if a limit was rejected, so that empty `keys` are not reported in addition.
fn limits_of_keys(item: &Item<'_>) -> Option<KeyLimits> {
    let keys = item.mapping(&keys::KEYS)?;
    let warn = |item: &Item<'_>| {
        let keys = item.mapping(&keys::WARN_OF_KEYS)?;
        (!keys.is_incomplete()).then(|| limits(&keys))
    };
    let lowered = KeyLimits { limits: limits(&keys), warn: keys.get("warn").and_then(warn) };
    (!keys.is_incomplete()).then_some(lowered)
}

/// The type of a variant that is not an object, and its limits.
pub(super) fn value(keys: &Reader<'_>, words: &Words) -> Field {
    Field {
        ty: keys.word("type"),
        limits: limits(keys),
        warn: keys.get("warn").and_then(warn),
        keys: keys.get("keys").and_then(limits_of_keys),
        example: keys.json("example"),
        words: words.clone(),
        ..Field::default()
    }
}

fn limits(keys: &Reader<'_>) -> Limits {
    limits_of(keys, LimitKind::ALL)
}

/// The limits of a mapping that can have those of these kinds.
pub(super) fn limits_of(keys: &Reader<'_>, kinds: &[LimitKind]) -> Limits {
    let stated = |kind: LimitKind| match kind.operand() {
        Operand::Count => keys.count(kind.key()).map(Stated::Count),
        Operand::Number => keys.scalar(kind.key()).map(Stated::Number),
        Operand::Pattern => keys.text(kind.key()).map(Stated::Pattern),
        Operand::Flag => keys.is_true(kind.key()).then_some(Stated::Flag),
        Operand::Words => Some(keys.words(kind.key())).filter(|words| !words.is_empty()).map(Stated::Words),
    };
    let all = kinds.iter().filter_map(|kind| Some((*kind, stated(*kind)?)));
    Limits { stated: all.collect(), after: None }
}

fn documented(item: &Item<'_>) -> Documented {
    let Some(keys) = item.mapping(&keys::DOCUMENTED) else { return Documented::default() };
    Documented {
        required: keys.flag("required"),
        ty: keys.text("type"),
        max_cjk: keys.count("max_cjk"),
        max: keys.count("max"),
        absent: keys.is_true("absent"),
    }
}

fn constructor(item: &Item<'_>) -> Constructor {
    let Some(keys) = item.mapping(&keys::CONSTRUCTOR) else { return Constructor::default() };
    Constructor { sets: keys.named_scalars("sets"), words: words(&keys) }
}
