//! Variants of a union that are not objects: the kind of the JSON value distinguishes them.

use std::collections::BTreeMap;

use specwright_runtime::read::ValueKind;

use crate::check::at::At;
use crate::check::fields::{self, Context, Slot, Slots};
use crate::check::names::types;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Field, Location, Type};
use crate::names;
use crate::suggest;

/// Lowers the variants with a `type`, and checks that no two variants are of one kind.
pub(super) fn lower(
    source: &dialect::Union,
    root: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Field> {
    let at = root.child("variants");
    let mut slots = Vec::new();
    for (name, variant) in &source.variants {
        let at = at.child(name);
        if !variant.is_value() {
            check_object(name, variant, &at, found);
            continue;
        }
        check_name(name, &at, found);
        let expression = variant.of_value.ty.as_deref().unwrap_or_default();
        let resolved = types::resolve(expression, &at.child("type"), context.names, found);
        let ty = resolved.clone().filter(|ty| is_possible(name, ty, &at, context, found));
        // Where `model` is meant, the other keys are right.
        if !matches!(resolved.as_ref().map(unboxed), Some(Type::Model(_))) {
            check_keys(name, variant, &at, found);
        }
        slots.push(Slot { wire: name, at, source: &variant.of_value, location: Location::Object, ty });
    }
    check_kinds(source, &slots, root, context, found);
    fields::lower(&source.union, &[], &Slots::new(slots), context, found)
}

/// An object has no limits of its own.
fn check_object(name: &str, variant: &dialect::Variant, at: &At, found: &mut Diagnostics) {
    let dialect::Field { limits, warn, keys, example, .. } = &variant.of_value;
    let limit = limits.stated.first().map(|(kind, _)| kind.key());
    let others = [("warn", warn.is_some()), ("keys", keys.is_some()), ("example", example.is_some())];
    let key = limit.or(others.into_iter().find_map(|(key, is_stated)| is_stated.then_some(key)));
    if let Some(key) = key {
        let message = format!("`{key}` is for a value, and `{name}` is an object");
        let help = "add the `type` of the value, or write it at a field";
        found.push(Diagnostic::error(Code::VariantTwice, at.child(key).key(), message).help(help));
    }
}

fn check_name(name: &str, at: &At, found: &mut Diagnostics) {
    let (code, message, help) = if name == "Unknown" {
        (
            Code::ReservedName,
            "`Unknown` is the variant for values that are not in the spec".to_owned(),
            "choose another name; it is not sent".to_owned(),
        )
    } else if !names::is_pascal(name) || names::is_keyword(name) {
        let help = format!("write `{}`", names::pascal(name));
        (Code::BadName, format!("`{name}` is not a valid name of a variant"), help)
    } else {
        return;
    };
    found.push(Diagnostic::error(code, at.key(), message).help(help));
}

/// A value has no fields and no tag.
fn check_keys(name: &str, variant: &dialect::Variant, at: &At, found: &mut Diagnostics) {
    let keys = [
        ("fields", variant.fields.is_some()),
        ("model", variant.model.is_some()),
        ("value", variant.value.is_some()),
        ("also_read", !variant.also_read.is_empty()),
    ];
    for (key, _) in keys.into_iter().filter(|(_, is_stated)| *is_stated) {
        let message = format!("`{name}` is a value of a `type`, which has no `{key}`");
        let help = "remove one of them: the kind of the value distinguishes it";
        found.push(Diagnostic::error(Code::VariantTwice, at.child(key).key(), message).help(help));
    }
}

/// Whether the type is one of values that are not objects with known fields, without a union inside.
fn is_possible(name: &str, ty: &Type, at: &At, context: Context<'_>, found: &mut Diagnostics) -> bool {
    let (message, help) = match ty {
        Type::Model(_) => {
            (format!("`{name}` is a model, which is an object"), "write `model` instead of `type`")
        }
        Type::Boxed(_) => (format!("`{name}` is a box"), "write `model` instead of `type`, without the box"),
        ty if matches!(ty.innermost(), Type::Union(_)) => (
            format!("`{name}` contains a union"),
            "list its variants here, or use a model with the union in a field",
        ),
        ty if ty.is_file() || ty.value_kind(context.enums).is_none() => (
            format!("the kind of a value does not show that it is a `{name}`"),
            "write a type of one kind of JSON values",
        ),
        _ => return true,
    };
    found.push(Diagnostic::error(Code::AmbiguousValues, at.child("type").value(), message).help(help));
    false
}

/// No two variants are of one kind; objects are distinguished by their tag or keys.
fn check_kinds(
    source: &dialect::Union,
    slots: &[Slot<'_>],
    root: &At,
    context: Context<'_>,
    found: &mut Diagnostics,
) {
    let mut first: BTreeMap<ValueKind, (&str, At)> = BTreeMap::new();
    if let Some((name, _)) = source.variants.iter().find(|(_, variant)| !variant.is_value()) {
        first.insert(ValueKind::Object, (name, root.child("variants").child(name)));
    }
    for slot in slots {
        // Of an enumeration with errors, it is unknown what the values are.
        let ty = slot.ty.as_ref().filter(|ty| !lacks_values(ty, context));
        let Some(kind) = ty.and_then(|ty| ty.value_kind(context.enums)) else { continue };
        match first.get(&kind) {
            None => {
                first.insert(kind, (slot.wire, slot.at.clone()));
            }
            Some((other, at)) => found.push(
                Diagnostic::error(
                    Code::AmbiguousValues,
                    slot.at.child("type").value(),
                    format!("`{other}` and `{}` are both {kind}", slot.wire),
                )
                .label(format!(
                    "nothing on the wire tells {} from the other one",
                    suggest::a(slot.spelling())
                ))
                .related(at.key(), "the other one")
                .help(
                    "remove one of them, or write one `type` that includes both, such as `float` or `string`",
                ),
            ),
        }
    }
}

fn lacks_values(ty: &Type, context: Context<'_>) -> bool {
    matches!(ty, Type::Enum(id) if context.enums[*id].values.is_empty())
}

fn unboxed(ty: &Type) -> &Type {
    if let Type::Boxed(inner) = ty { inner } else { ty }
}
