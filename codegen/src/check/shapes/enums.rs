//! Enumerations: values, other spellings, undocumented values, names of variants.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{self, Scalar};
use crate::ir::{Arena, Docs, Enum, EnumValue, TagValue, Usage};
use crate::names;
use crate::yaml;

use super::tags::Tags;
use crate::check::at::At;
use crate::check::docs;
use crate::check::names::Names;
use crate::check::spec::Spec;
use crate::check::values;

/// Lowers all enumerations. A duplicate is checked and omitted.
pub(in crate::check) fn lower(spec: &Spec, names: &Names, found: &mut Diagnostics) -> Arena<Enum> {
    let mut lowered: BTreeMap<usize, Enum> = BTreeMap::new();
    for entry in &spec.enums {
        let one = lower_one(&entry.body, entry.file, spec, found);
        if let Some(id) = names.enumeration(&entry.body.name) {
            lowered.entry(id.index()).or_insert(one);
        }
    }
    Arena::new(lowered.into_values().collect())
}

fn lower_one(source: &dialect::Enum, file: usize, spec: &Spec, found: &mut Diagnostics) -> Enum {
    let root = At::root(file);
    if source.values.is_empty() && !spec.damaged.contains(&file) {
        found.push(
            Diagnostic::error(
                Code::NoValues,
                root.child("values").value(),
                format!("the enumeration `{}` has no value", source.name),
            )
            .help("list its values: `values: { RED: { doc: … } }`; use the type `string` if any value is allowed"),
        );
    }
    let (mut values, places) = read_values(source, &root, found);
    name_values(source, &mut values, &places, found);
    let is_damaged = spec.damaged.contains(&file);
    let default = default(source, &values, is_damaged, &root, found);
    if is_damaged {
        // Values may be missing, so that other checks would be misleading.
        values.clear();
    }
    Enum {
        name: source.name.clone(),
        module: names::module(&source.name),
        docs: docs::words(&source.words),
        file: spec.path(file),
        values,
        default,
        usage: Usage::default(),
    }
}

/// The values without their names, and their places.
fn read_values(source: &dialect::Enum, root: &At, found: &mut Diagnostics) -> (Vec<EnumValue>, Vec<Place>) {
    let mut tags = Tags::new("value");
    let (mut values, mut places) = (Vec::new(), Vec::new());
    let all = root.child("values");
    for (key, entry) in &source.values {
        let at = all.child(values::key_text(key));
        let Some(value) = tags.main(key, at.key(), found) else {
            continue;
        };
        let also_read = tags.also_read(&entry.also_read, &at.child("also_read"), found);
        values.push(EnumValue {
            name: entry.name.clone().unwrap_or_default(),
            value,
            also_read,
            docs: docs::words(&entry.words),
            extra: false,
        });
        places.push(at.key());
    }
    let extra = root.child("extra");
    for (index, value) in &source.extra {
        let place = extra.item(*index).value();
        if let Some(value) = tags.main(value, place.clone(), found) {
            values.push(EnumValue {
                name: String::new(),
                value,
                also_read: Vec::new(),
                docs: Docs::default(),
                extra: true,
            });
            places.push(place);
        }
    }
    tags.finish(found);
    (values, places)
}

/// Sets the name of each value's Rust variant: the spec's, or one made from the value.
fn name_values(source: &dialect::Enum, values: &mut [EnumValue], places: &[Place], found: &mut Diagnostics) {
    let wire: Vec<TagValue> = values.iter().map(|value| value.value.clone()).collect();
    let made = names::variants(&source.name, &wire);
    let mut taken: BTreeMap<String, &Place> = BTreeMap::new();
    for ((value, made), place) in values.iter_mut().zip(made).zip(places) {
        if value.name.is_empty() {
            value.name = made;
        } else if !names::is_pascal(&value.name) || value.name == "Self" || value.name == "Unknown" {
            found.push(bad_variant(&value.name, &made, place));
            value.name = made;
        }
        if let Some(first) = taken.get(&value.name) {
            found.push(
                Diagnostic::error(
                    Code::NameCollision,
                    place.clone(),
                    format!("two values would have the variant `{}`", value.name),
                )
                .related((*first).clone(), "the first one")
                .help(format!(
                    "give it another name: `{}: {{ name: {}2 }}`",
                    match &value.value {
                        TagValue::Int(number) => number.to_string(),
                        TagValue::Text(text) => yaml::written(&Scalar::Text(text.clone())),
                    },
                    value.name
                )),
            );
        } else {
            taken.insert(value.name.clone(), place);
        }
    }
}

fn bad_variant(name: &str, made: &str, place: &Place) -> Diagnostic {
    let message = if name == "Unknown" {
        "`Unknown` is the variant for values that are not in the spec".to_owned()
    } else {
        format!("`{name}` is not a valid name of a variant")
    };
    Diagnostic::error(
        if name == "Unknown" { Code::ReservedName } else { Code::BadName },
        place.clone(),
        message,
    )
    .help(format!("write `name: {made}`, or omit `name`, which has the same effect"))
}

fn default(
    source: &dialect::Enum,
    values: &[EnumValue],
    is_damaged: bool,
    root: &At,
    found: &mut Diagnostics,
) -> Option<TagValue> {
    let given = source.default.as_ref()?;
    let tag = values::tag(given);
    let known = values.iter().find(|value| Some(&value.value) == tag.as_ref());
    if known.is_none() && !is_damaged {
        let diagnostic = Diagnostic::error(
            Code::BadDefault,
            root.child("default").value(),
            format!("the default {} is not a value of `{}`", values::show(given), source.name),
        );
        found.push(match values::help_with_value(values, given) {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help("write one of the values"),
        });
    }
    known.map(|value| value.value.clone())
}
