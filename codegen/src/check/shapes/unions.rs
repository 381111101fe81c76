//! Unions: the tag and its values, or the key that a variant is recognised by, and their models.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::{Arena, ModelId, ScalarKind, TagValue, Type, Union, UnionTolerance, Usage, Variant};
use crate::names;

use super::distinct;
use super::tags::Tags;
use super::value_variants;
use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::Context;
use crate::check::names::{Lookup, Names};
use crate::check::spec::Spec;
use crate::check::values;
use crate::suggest;

/// Lowers all unions. A duplicate is checked and omitted.
pub(in crate::check) fn lower(spec: &Spec, context: Context<'_>, found: &mut Diagnostics) -> Arena<Union> {
    let mut lowered: BTreeMap<usize, Union> = BTreeMap::new();
    for entry in &spec.unions {
        let one = lower_one(&entry.body, entry.file, spec, context, found);
        if let Some(id) = context.names.union(&entry.body.union) {
            lowered.entry(id.index()).or_insert(one);
        }
    }
    Arena::new(lowered.into_values().collect())
}

fn lower_one(
    source: &dialect::Union,
    file: usize,
    spec: &Spec,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Union {
    let root = At::root(file);
    let values = value_variants::lower(source, &root, context, found);
    let has_values = source.variants.iter().any(|(_, variant)| variant.is_value());
    if source.variants.is_empty() && !spec.damaged.contains(&file) {
        found.push(
            Diagnostic::error(
                Code::NoValues,
                root.child("variants").value(),
                format!("the union `{}` has no variant", source.union),
            )
            .help("list its variants: `variants: { ByCard: { value: card, fields: { … } } }`"),
        );
    }
    // What follows is about the variants that are objects.
    let source = &dialect::Union {
        variants: source.variants.iter().filter(|(_, variant)| !variant.is_value()).cloned().collect(),
        ..source.clone()
    };
    if has_values && source.variants.is_empty() {
        check_without_objects(source, &root, found);
    }
    if source.tag.as_deref() == Some("") {
        found.push(
            Diagnostic::error(Code::BadTag, root.child("tag").value(), "the tag has no name")
                .help("write the key that determines the variant: `tag: type`"),
        );
    }
    if source.fields.iter().any(|(wire, _)| source.tag.as_ref() == Some(wire)) {
        let place = root.child("fields").child(source.tag.as_deref().unwrap_or_default()).key();
        found.push(tag_is_field(source, place, &root));
    }
    let tags = match &source.tag {
        Some(_) => tag_values(source, &root, spec, found),
        None => distinct::keys(source, &root, spec, context.names, found),
    };
    let mut variants = Vec::new();
    for ((name, variant), (value, also_read)) in source.variants.iter().zip(tags) {
        let at = root.child("variants").child(name);
        check_fields(source, variant, &at, spec, found);
        let model = lower_variant(name, variant, &at, context.names, found);
        let docs = docs::words(&variant.words);
        variants.extend(model.map(|model| Variant { name: name.clone(), docs, value, also_read, model }));
    }
    Union {
        name: source.union.clone(),
        module: names::module(&source.union),
        docs: docs::words(&source.words),
        file: spec.path(file),
        tag: source.tag.clone(),
        variants,
        values,
        tolerate: tolerate(source, &root.child("tolerate"), spec, found),
        usage: Usage::default(),
    }
}

/// Reports what only variants that are objects have.
fn check_without_objects(source: &dialect::Union, root: &At, found: &mut Diagnostics) {
    for (key, is_stated) in [("tag", source.tag.is_some()), ("fields", !source.fields.is_empty())] {
        if is_stated {
            let message = format!("`{key}` has no effect: no variant of `{}` is an object", source.union);
            found.push(Diagnostic::error(Code::BadTag, root.child(key).key(), message).help("remove it"));
        }
    }
}

/// For each variant the value of the tag, and its other spellings.
fn tag_values(
    source: &dialect::Union,
    root: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) -> Vec<(TagValue, Vec<TagValue>)> {
    let mut tags = Tags::new("tag");
    let values = source.variants.iter().map(|(name, variant)| {
        let at = root.child("variants").child(name);
        let value = match &variant.value {
            Some(value) => tags.main(value, at.child("value").value(), found),
            None if spec.damaged.contains(&root.file()) => None,
            None => {
                found.push(
                    Diagnostic::error(Code::MissingKey, at.key(), format!("`{name}` has no `value`"))
                        .help("add `value`: the tag's value, an integer or a text"),
                );
                None
            }
        };
        let also_read = tags.also_read(&variant.also_read, &at.child("also_read"), found);
        // A missing or invalid tag was reported, so that the API is not used.
        (value.unwrap_or(TagValue::Int(0)), also_read)
    });
    let values = values.collect();
    tags.finish(found);
    values
}

/// Reports an invalid name, and returns the model.
fn lower_variant(
    name: &str,
    source: &dialect::Variant,
    at: &At,
    names: &Names,
    found: &mut Diagnostics,
) -> Option<ModelId> {
    if name == "Unknown" {
        found.push(
            Diagnostic::error(
                Code::ReservedName,
                at.key(),
                "`Unknown` is the variant for tags that are not in the spec",
            )
            .help("choose another name; it is not sent"),
        );
    }
    model(name, source, at, names, found)
}

/// The model of a variant: its own, or the named one.
fn model(
    name: &str,
    variant: &dialect::Variant,
    at: &At,
    names: &Names,
    found: &mut Diagnostics,
) -> Option<ModelId> {
    let Some(named) = &variant.model else {
        return names.model(name).filter(|_| !names.is_ambiguous(name));
    };
    let at_model = at.child("model");
    if variant.fields.is_some() {
        found.push(
            Diagnostic::error(
                Code::VariantTwice,
                at_model.key(),
                "a variant has `fields` or a `model`, not both",
            )
            .help("remove one of them"),
        );
        return None;
    }
    let diagnostic = match names.lookup(named) {
        Lookup::Hidden => return None,
        Lookup::Found(Type::Model(id)) => return Some(id),
        Lookup::Found(_) => {
            Diagnostic::error(Code::VariantNotModel, at_model.value(), format!("`{named}` is not a model"))
                .help("name a model, or list `fields`")
        }
        Lookup::Unknown => {
            let models = names.all().filter(|name| names.model(name).is_some());
            let diagnostic = Diagnostic::error(
                Code::UnknownType,
                at_model.value(),
                format!("there is no model `{named}`"),
            );
            match suggest::nearest(named, models) {
                _ if named.contains('<') || ScalarKind::named(named).is_some() => {
                    diagnostic.help(format!("a variant that is no object has a type: write `type: {named}`"))
                }
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!(
                    "declare it in a separate file, with `model: {named}`, or list `fields` here"
                )),
            }
        }
    };
    found.push(diagnostic);
    None
}

/// A variant must not have a field with the name of the tag, and another model has no room for the fields of the union.
fn check_fields(
    source: &dialect::Union,
    variant: &dialect::Variant,
    at: &At,
    spec: &Spec,
    found: &mut Diagnostics,
) {
    if !source.fields.is_empty() && variant.model.is_some() && variant.fields.is_none() {
        found.push(
            Diagnostic::error(
                Code::ModelBesideFields,
                at.child("model").key(),
                format!("the variants of `{}` share fields, which another model does not have", source.union),
            )
            .related(At::root(at.file()).child("fields").key(), "the shared fields")
            .help("list the `fields` of the variant, for example one that has the model as its type"),
        );
    }
    let Some(tag) = source.tag.as_deref() else {
        return;
    };
    if !fields_of(variant, spec).contains(&tag) {
        return;
    }
    let place = match &variant.model {
        Some(_) => at.child("model").value(),
        None => at.child("fields").child(tag).key(),
    };
    found.push(tag_is_field(source, place, &At::root(at.file())));
}

fn tag_is_field(source: &dialect::Union, place: Place, root: &At) -> Diagnostic {
    let tag = source.tag.as_deref().unwrap_or_default();
    Diagnostic::error(
        Code::TagIsField,
        place,
        format!("`{tag}` is the tag of `{}` and cannot be a field of a variant", source.union),
    )
    .related(root.child("tag").value(), "the tag")
    .help("remove the field: the union writes and reads the tag")
}

/// The wire names of a variant's own fields.
fn fields_of<'a>(variant: &'a dialect::Variant, spec: &'a Spec) -> Vec<&'a str> {
    distinct::fields(variant, spec).map(|(wire, _)| wire).collect()
}

fn tolerate(source: &dialect::Union, at: &At, spec: &Spec, found: &mut Diagnostics) -> UnionTolerance {
    let mut tolerance = UnionTolerance::default();
    for (index, word) in &source.tolerate {
        let place = at.item(*index).value();
        let (tolerated, useless) = match word.as_str() {
            "other_variant_fields" => {
                let differ = variants_differ(source, spec) || !spec.is_whole();
                (&mut tolerance.other_variants, (!differ).then_some("all variants have the same fields"))
            }
            "digit_string" => {
                let has_number = source.variants.iter().any(|(_, variant)| has_integer_tag(variant));
                // A union that lacks its tag is reported, and so is what could not be read.
                let is_unsure = source.tag.is_none() && has_number || spec.damaged.contains(&at.file());
                let useless = (!has_number && !is_unsure).then_some("no tag is an integer");
                (&mut tolerance.digit_string, useless)
            }
            _ => {
                let message = format!("a union cannot tolerate `{word}`");
                found.push(
                    Diagnostic::error(Code::UnknownTolerance, place, message)
                        .help("the tolerances are `other_variant_fields` and `digit_string`"),
                );
                continue;
            }
        };
        let report = |found: &mut Diagnostics, message, help| {
            found.push(Diagnostic::error(Code::UselessTolerance, place, message).help(help));
        };
        if std::mem::replace(tolerated, true) {
            report(found, format!("duplicate `{word}`"), "remove one of them");
        } else if let Some(reason) = useless {
            report(found, format!("{reason}, so that there is nothing to tolerate"), "remove it");
        }
    }
    tolerance
}

fn has_integer_tag(variant: &dialect::Variant) -> bool {
    let spellings = variant.value.iter().chain(variant.also_read.iter().map(|(_, spelling)| spelling));
    spellings.filter_map(values::tag).any(|tag| matches!(tag, TagValue::Int(_)))
}

fn variants_differ(source: &dialect::Union, spec: &Spec) -> bool {
    let mut fields = source.variants.iter().map(|(_, variant)| {
        let mut fields = fields_of(variant, spec);
        fields.sort_unstable();
        fields
    });
    match fields.next() {
        Some(first) => fields.any(|other| other != first),
        None => false,
    }
}
