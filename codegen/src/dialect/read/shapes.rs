//! Reads unions and enumerations.

use super::super::item::Item;
use super::super::{Enum, EnumValue, Union, Variant, keys};
use super::{model, words};

pub(super) fn union(item: &Item<'_>) -> Option<Union> {
    let keys = item.mapping(&keys::UNION)?;
    Some(Union {
        union: keys.word("union")?,
        words: words(&keys),
        tag: keys.word("tag"),
        fields: keys.named("fields", model::field),
        tolerate: keys.words("tolerate"),
        variants: keys.named("variants", variant),
    })
}

fn variant(item: &Item<'_>) -> Variant {
    let Some(keys) = item.mapping(&keys::VARIANT) else { return Variant::default() };
    let words = words(&keys);
    Variant {
        value: keys.scalar("value"),
        also_read: keys.scalars("also_read"),
        fields: keys.get("fields").map(|_| keys.named("fields", model::field)),
        model: keys.word("model"),
        of_value: model::value(&keys, &words),
        words,
    }
}

pub(super) fn enumeration(item: &Item<'_>) -> Option<Enum> {
    let keys = item.mapping(&keys::ENUM)?;
    Some(Enum {
        name: keys.word("enum")?,
        words: words(&keys),
        values: keys.coded("values", value),
        extra: keys.scalars("extra"),
        default: keys.scalar("default"),
    })
}

fn value(item: &Item<'_>) -> EnumValue {
    let Some(keys) = item.mapping(&keys::VALUE) else { return EnumValue::default() };
    EnumValue { name: keys.word("name"), also_read: keys.scalars("also_read"), words: words(&keys) }
}
