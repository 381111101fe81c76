//! Models, including those declared by variants.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
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
    for entry in &spec.models {
        let body = &entry.body;
        // Fields that could not be read are reported, and not again where a constructor sets them.
        let is_unread = body.fields.is_empty() && spec.damaged.contains(&entry.file);
        let object = Object {
            name: &body.model,
            file: spec.path(entry.file),
            at: At::root(entry.file),
            words: &body.words,
            shared: None,
            fields: &body.fields,
            constructors: if is_unread { &NO_CONSTRUCTORS } else { &body.constructors },
            former_fields: &body.former_fields,
        };
        object.lower_into(&mut models, context, found);
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
                shared: Some((&entry.body.fields, root.child("fields"))),
                fields: variant.fields.as_ref().unwrap_or(&NO_FIELDS),
                constructors: &NO_CONSTRUCTORS,
                former_fields: &NO_FORMER_FIELDS,
            };
            let mut own = Diagnostics::default();
            object.lower_into(&mut models, context, &mut own);
            // A problem of a shared field is one of each variant, and is reported once.
            let key = |problem: &Diagnostic| (problem.code, problem.place.clone());
            let keys: Vec<_> = own.iter().map(key).collect();
            found.extend(own.into_iter().filter(|problem| !reported.contains(&key(problem))));
            reported.extend(keys);
        }
    }
    models
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
    /// The fields that a variant shares with the other ones, which come first.
    shared: Option<(&'a Mapping<dialect::Field>, At)>,
    fields: &'a Mapping<dialect::Field>,
    constructors: &'a Mapping<dialect::Constructor>,
    former_fields: &'a Mapping<String>,
}

impl Object<'_> {
    /// Lowers the model. A duplicate is checked and omitted.
    fn lower_into(self, models: &mut Models, context: Context<'_>, found: &mut Diagnostics) {
        let at = self.at.child("fields");
        let mut slots = Vec::new();
        if let Some((fields, at)) = &self.shared {
            slots = Slot::all(fields, at, &Location::Object, context, found);
        }
        slots.extend(Slot::all(self.fields, &at, &Location::Object, context, found));
        let slots = Slots::new(slots);
        let constructor_names: Vec<String> = self.constructors.iter().map(|(name, _)| name.clone()).collect();
        let fields = fields::lower(self.name, &constructor_names, &slots, context, found);
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
