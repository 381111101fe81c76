//! Reads models and fields.

use specwright_runtime::{LimitKind, Operand};

use super::super::item::{Item, Reader};
use super::super::{Constructor, Documented, Field, Limits, Model, Stated, keys};
use super::words;

pub(super) fn model(item: &Item<'_>) -> Option<Model> {
    let keys = item.mapping(&keys::MODEL)?;
    Some(Model {
        model: keys.word("model")?,
        words: words(&keys),
        fields: keys.named("fields", field),
        constructors: keys.named("constructors", constructor),
    })
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
        nullable: keys.flag("nullable"),
        constant: keys.scalar("const"),
        default: keys.scalar("default"),
        limits: limits(&keys),
        warn: keys.get("warn").and_then(warn),
        tolerate: keys.words("tolerate"),
        secret: keys.flag("secret"),
        example: keys.json("example"),
        documented: keys.one("documented", documented),
        words: words(&keys),
    }
}

/// `None` if a limit was rejected, so that an empty `warn` is not reported in addition.
fn warn(item: &Item<'_>) -> Option<Limits> {
    let keys = item.mapping(&keys::WARN)?;
    (!keys.is_incomplete()).then(|| limits(&keys))
}

fn limits(keys: &Reader<'_>) -> Limits {
    let stated = |kind: LimitKind| match kind.operand() {
        Operand::Count => keys.count(kind.key()).map(Stated::Count),
        Operand::Number => keys.scalar(kind.key()).map(Stated::Number),
        Operand::Pattern => keys.text(kind.key()).map(Stated::Pattern),
        Operand::Flag => keys.is_true(kind.key()).then_some(Stated::Flag),
    };
    let all = LimitKind::ALL.iter().filter_map(|kind| Some((*kind, stated(*kind)?)));
    Limits { stated: all.collect(), after: keys.word("after") }
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
    let sets = keys.get("sets").map(Item::named).unwrap_or_default();
    let sets = sets.into_iter().filter_map(|(name, item)| Some((name, item.some()?.scalar()?)));
    Constructor { sets: sets.collect(), words: words(&keys) }
}
