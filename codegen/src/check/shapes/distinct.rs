//! Unions without a tag: the key that distinguishes each variant from the others.

use std::collections::BTreeMap;

use crate::check::at::At;
use crate::check::names::Names;
use crate::check::spec::Spec;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{Field, Union, Variant};
use crate::ir::TagValue;
use crate::suggest;

/// For each variant the wire name of its first required field that no other variant has, in the form of a tag.
pub(super) fn keys(
    source: &Union,
    root: &At,
    spec: &Spec,
    names: &Names,
    found: &mut Diagnostics,
) -> Vec<(TagValue, Vec<TagValue>)> {
    // What is missing in a damaged file may be misspelt, and where there are values, the tag is missing.
    let is_reported = spec.damaged.contains(&root.file()) || check_values(source, root, found);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let variants = || source.variants.iter().map(|(_, variant)| variant);
    for (wire, _) in variants().flat_map(|variant| fields(variant, spec)) {
        *counts.entry(wire).or_default() += 1;
    }
    let is_own = |wire: &str| counts.get(wire) == Some(&1);
    let keys = source.variants.iter().map(|(name, variant)| {
        let is_required = |field: &Field| field.required == Some(true) && field.write_only != Some(true);
        let key = fields(variant, spec).find(|(wire, field)| is_required(field) && is_own(wire));
        // A model that was not found, or was found twice, is reported, and may have such a field.
        let is_found = |model: &String| spec.model(model).is_some() && !names.is_ambiguous(model);
        let is_known = variant.model.as_ref().is_none_or(is_found);
        if key.is_none() && is_known && !is_reported {
            let own = fields(variant, spec).map(|(wire, _)| wire).filter(|wire| is_own(wire));
            found.push(ambiguous(source, name, own.collect(), root));
        }
        // Where there is none, that was reported, so that the API is not used.
        (TagValue::Text(key.map_or_else(String::new, |(wire, _)| wire.to_owned())), Vec::new())
    });
    keys.collect()
}

/// A variant's own fields.
pub(super) fn fields<'a>(
    variant: &'a Variant,
    spec: &'a Spec,
) -> impl Iterator<Item = (&'a str, &'a Field)> + Clone {
    let own = variant.fields.as_ref();
    let model = variant.model.as_ref().filter(|_| own.is_none()).and_then(|name| spec.model(name));
    let own = own.into_iter().flatten().map(|(wire, field)| (wire.as_str(), field));
    own.chain(model.into_iter().flat_map(|entry| spec.fields_of(entry)).map(|(wire, field, _)| (wire, field)))
}

fn ambiguous(source: &Union, name: &str, own: Vec<&str>, root: &At) -> Diagnostic {
    let help = if own.is_empty() {
        format!("add a `tag` to `{}`, or a field with `required: true` that only `{name}` has", source.union)
    } else {
        format!(
            "only `{name}` has {}: add `required: true` if it is always present, or add a `tag`",
            suggest::some_of(own.into_iter())
        )
    };
    Diagnostic::error(
        Code::AmbiguousVariant,
        root.child("variants").child(name).key(),
        format!("`{}` has no tag, and no key distinguishes `{name}` from the other variants", source.union),
    )
    .label("no required field of its own")
    .help(help)
}

/// Without a tag nothing has its value. The first one is reported, and whether there is one returned.
fn check_values(source: &Union, root: &At, found: &mut Diagnostics) -> bool {
    let first = source.variants.iter().find_map(|(name, variant)| match &variant.value {
        Some(_) => Some((name, "value")),
        None => (!variant.also_read.is_empty()).then_some((name, "also_read")),
    });
    let Some((name, key)) = first else { return false };
    found.push(
        Diagnostic::error(
            Code::ValueWithoutTag,
            root.child("variants").child(name).child(key).key(),
            format!("`{key}` has no effect, since `{}` has no `tag`", source.union),
        )
        .help("add the key that has this value, such as `tag: type`, or remove it"),
    );
    true
}
