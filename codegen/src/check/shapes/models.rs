//! Models, including those declared by variants.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{self, Mapping};
use crate::ir::{Location, Model, Usage};
use crate::names;

use super::constructors;
use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::{self, Context, Slot, Slots};
use crate::check::spec::Spec;

/// The models by index in the arena.
pub(in crate::check) type Models = BTreeMap<usize, Model>;

/// Lowers all models except those of operations' parameters.
pub(in crate::check) fn lower(spec: &Spec, context: Context<'_>, found: &mut Diagnostics) -> Models {
    let mut models = Models::new();
    let mut reported = BTreeSet::new();
    for entry in &spec.models {
        let body = &entry.body;
        // Fields that could not be read are reported, and not again where a constructor sets them.
        let is_unread = spec.fields_of(entry).next().is_none() && spec.may_lack_fields(entry);
        let groups = spec.included(body);
        let object = Object {
            name: &body.model,
            file: spec.path(entry.file),
            at: At::root(entry.file),
            words: &body.words,
            shared: groups
                .iter()
                .map(|(_, group)| (&group.body.fields, At::root(group.file).child("fields")))
                .collect(),
            fields: &body.fields,
            constructors: if is_unread { &NO_CONSTRUCTORS } else { &body.constructors },
            former_fields: &body.former_fields,
        };
        let mut own = Diagnostics::default();
        object.lower_into(&mut models, spec, context, &mut own);
        let include = At::root(entry.file).child("include");
        let indexes: BTreeMap<usize, usize> =
            groups.iter().map(|(index, group)| (group.file, *index)).collect();
        let included = |problem: Diagnostic| match indexes.get(&problem.place.file) {
            Some(index) => problem.related(include.item(*index).value(), "included here"),
            None => problem,
        };
        found.extend(first_of_each(own, &mut reported).map(included));
    }
    for entry in &spec.unions {
        let root = At::root(entry.file);
        let variants = root.child("variants");
        let mut reported = BTreeSet::new();
        for (name, variant) in &entry.body.variants {
            if variant.is_value() || variant.model.is_some() && variant.fields.is_none() {
                continue;
            }
            let object = Object {
                name,
                file: spec.path(entry.file),
                at: variants.child(name),
                words: &variant.words,
                shared: vec![(&entry.body.fields, root.child("fields"))],
                fields: variant.fields.as_ref().unwrap_or(&NO_FIELDS),
                constructors: &NO_CONSTRUCTORS,
                former_fields: &NO_FORMER_FIELDS,
            };
            let mut own = Diagnostics::default();
            object.lower_into(&mut models, spec, context, &mut own);
            found.extend(first_of_each(own, &mut reported));
        }
    }
    models
}

/// The problems without those that were reported. A problem of a shared field is one of each variant, or of each model that includes
/// it, and is reported once.
fn first_of_each(
    own: Diagnostics,
    reported: &mut BTreeSet<(Code, Place)>,
) -> impl Iterator<Item = Diagnostic> + use<> {
    let key = |problem: &Diagnostic| (problem.code, problem.place.clone());
    let keys: Vec<_> = own.iter().map(key).collect();
    let new: Vec<_> = own.into_iter().filter(|problem| !reported.contains(&key(problem))).collect();
    reported.extend(keys);
    new.into_iter()
}

static NO_FIELDS: Mapping<dialect::Field> = Vec::new();
static NO_FORMER_FIELDS: Mapping<String> = Vec::new();
static NO_CONSTRUCTORS: Mapping<dialect::Constructor> = Vec::new();

/// The declaration of a model.
struct Object<'a> {
    name: &'a str,
    file: String,
    at: At,
    words: &'a dialect::Words,
    /// The fields that a variant shares with the other ones, or that a model includes, which come first.
    shared: Vec<(&'a Mapping<dialect::Field>, At)>,
    fields: &'a Mapping<dialect::Field>,
    constructors: &'a Mapping<dialect::Constructor>,
    former_fields: &'a Mapping<String>,
}

impl Object<'_> {
    /// Lowers the model. A duplicate is checked and omitted.
    fn lower_into(self, models: &mut Models, spec: &Spec, context: Context<'_>, found: &mut Diagnostics) {
        let at = self.at.child("fields");
        let mut slots = Vec::new();
        for (fields, at) in &self.shared {
            slots.extend(Slot::all(fields, at, &Location::Object, context, found));
        }
        slots.extend(Slot::all(self.fields, &at, &Location::Object, context, found));
        let slots = Slots::new(slots);
        let constructor_names: Vec<String> = self.constructors.iter().map(|(name, _)| name.clone()).collect();
        let mut fields = fields::lower(self.name, &constructor_names, &slots, context, found);
        for field in &mut fields {
            let file = slots.named(&field.wire).map(|slot| slot.at.file());
            field.group_file = file.filter(|file| *file != self.at.file()).map(|file| spec.path(file));
        }
        for (wire, _) in self.former_fields {
            if let Some(slot) = slots.named(wire) {
                let at = self.at.child("former_fields").child(wire);
                found.push(
                    Diagnostic::error(Code::FormerIsField, at.key(), format!("`{wire}` is still a field"))
                        .related(slot.at.key(), "the field")
                        .help("remove one of them; `discouraged` says why a field should not be used"),
                );
            }
        }
        let at = self.at.child("constructors");
        let constructors = constructors::lower(self.constructors, &at, &slots, &fields, context, found);
        let Some(id) = context.names.model(self.name) else {
            return;
        };
        models.entry(id.index()).or_insert_with(|| Model {
            name: self.name.to_owned(),
            module: names::module(self.name),
            docs: docs::words(self.words),
            file: self.file,
            fields,
            constructors,
            usage: Usage::default(),
            is_whole_reply: false,
            holds_secret: false,
            former_fields: self.former_fields.clone(),
            rules: Vec::new(),
        });
    }
}
