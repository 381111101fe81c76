//! The fields of an event: those that all have, the tag, and those of a variant, in one object.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Arena, Model, Type, Union};

use super::Contents;
use crate::suggest;

/// Checks that no field is there twice, and that events are recognised by fields that they have.
pub(super) fn check(contents: Contents<'_>, found: &mut Diagnostics) {
    let Some(common) = contents.common() else { return };
    let union = contents.union();
    let shared = |wire: &str, owner: &str| {
        Diagnostic::error(
            Code::SharedEventField,
            contents.root.child("common").value(),
            format!("`{wire}` is a field of `{}` and {owner}", common.name),
        )
        .help("all of them are keys of one object: remove one of the two")
    };
    let Some(tag) = union.tag.as_deref() else {
        let place = contents.root.child("event").value();
        let message = format!("`{}` has no tag, which states what an event is about", union.name);
        let help = format!("add the key of it to `{}`: `tag: type`", union.name);
        found.push(Diagnostic::error(Code::EventType, place, message).help(help));
        return;
    };
    if common.field(tag).is_some() {
        found.push(shared(tag, &format!("the tag of `{}`", union.name)));
    }
    let mut known: BTreeSet<&str> = common.fields.iter().map(|field| field.wire.as_str()).collect();
    known.insert(tag);
    let mut reported = BTreeSet::new();
    for variant in contents.variants() {
        for field in &variant.fields {
            if common.field(&field.wire).is_some() && reported.insert(&field.wire) {
                found.push(shared(&field.wire, &format!("of `{}`", variant.name)));
            }
            known.insert(&field.wire);
        }
    }
    check_duplicates(contents, &known, found);
}

fn check_duplicates(contents: Contents<'_>, known: &BTreeSet<&str>, found: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    for (index, name) in &contents.source.duplicates {
        let place = contents.root.child("duplicates").item(*index).value();
        if !known.contains(name.as_str()) {
            let message = format!("no event has a field `{name}`");
            found.push(
                Diagnostic::error(Code::BadDuplicates, place, message)
                    .help(suggest::help(name, known.iter().copied())),
            );
        } else if !seen.insert(name) {
            found.push(
                Diagnostic::error(Code::BadDuplicates, place, format!("duplicate `{name}`"))
                    .help("remove one of them"),
            );
        }
    }
}

/// Checks that XML can represent every field.
pub(super) fn check_xml(contents: Contents<'_>, found: &mut Diagnostics) {
    let cannot = |name: &str, owner: &str| {
        let message = format!("no element of XML can be called `{name}`, which `{owner}` has");
        let place = contents.root.child("format").value();
        let help = "change the name, or write `format: json`";
        Diagnostic::error(Code::BadEventFormat, place, message).help(help)
    };
    let union = contents.union();
    if let Some(tag) = union.tag.as_deref().filter(|tag| !is_xml_name(tag)) {
        found.push(cannot(tag, &union.name));
    }
    let mut waiting: Vec<&Model> = contents.common().into_iter().chain(contents.variants()).collect();
    let mut seen = BTreeSet::new();
    while let Some(model) = waiting.pop() {
        if !seen.insert(&model.name) {
            continue;
        }
        for field in &model.fields {
            if !is_xml_name(&field.wire) {
                found.push(cannot(&field.wire, &model.name));
            }
            if let Some(what) = impossible(&field.ty, field.nullable, contents.around.unions) {
                found.push(
                    Diagnostic::error(
                        Code::BadEventFormat,
                        contents.root.child("format").value(),
                        format!("XML has no {what}, and `{}.{}` has one", model.name, field.wire),
                    )
                    .help("change the field, or write `format: json`"),
                );
            }
            let models = contents.around.models;
            match field.ty.innermost() {
                Type::Model(id) => waiting.extend(models.get(&id.index())),
                Type::Union(id) => {
                    let variants = contents.around.unions[*id].variants.iter();
                    waiting.extend(variants.filter_map(|variant| models.get(&variant.model.index())));
                }
                Type::Scalar(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => {}
            }
        }
    }
}

/// Whether an element can have the name.
pub(super) fn is_xml_name(name: &str) -> bool {
    let is_inside = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.');
    name.starts_with(|sign: char| sign.is_alphabetic() || sign == '_') && name.chars().all(is_inside)
}

/// What XML cannot represent of a type.
fn impossible(ty: &Type, nullable: bool, unions: &Arena<Union>) -> Option<&'static str> {
    match ty {
        _ if nullable => Some("null"),
        Type::Nullable(_) => Some("null"),
        Type::List(inner) if matches!(**inner, Type::List(_)) => Some("list of lists"),
        Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) => impossible(inner, false, unions),
        Type::Union(id) if !unions[*id].values.is_empty() => Some("kinds of values"),
        Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) => None,
    }
}
