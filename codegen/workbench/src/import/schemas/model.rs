//! The fields of models.

use std::collections::HashSet;

use super::{Import, Merged};
use crate::import::draft::{Body, Field, Owner, Place, Texts, Ty, TypeId};
use crate::import::report::Loss;
use crate::import::value::Value;

impl<'d> Import<'d> {
    /// Reads the fields of a model, without the field of this name.
    pub(super) fn fill_model(&mut self, id: TypeId, merged: &Merged<'d>, without: Option<&str>) {
        let fields = self.fields(merged, without, Owner::Type(id));
        let rules = self.presence_rules(merged, &fields);
        self.of_object(merged);
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Model { fields, rules };
        }
    }

    /// Reads the fields of several models into one. A field is of any JSON where they disagree about its type.
    pub(super) fn fill_joined(&mut self, id: TypeId, models: &[Merged<'d>]) {
        let mut fields: Vec<Field> = Vec::new();
        for model in models {
            for field in self.fields(model, None, Owner::Type(id)) {
                match fields.iter_mut().find(|known| known.wire == field.wire) {
                    Some(known) if known.ty == field.ty => {
                        known.nullable |= field.nullable;
                        // What one of them limits, another one may not.
                        known.keys.retain(|key| field.keys.contains(key) || key.0 == "example");
                    }
                    Some(known) => {
                        known.ty = Ty::JSON;
                        known.nullable = false;
                        known.keys.clear();
                    }
                    None => fields.push(field),
                }
            }
        }
        for field in &mut fields {
            field.required = models.iter().all(|model| model.required.contains(&field.wire.as_str()));
            if field.required {
                field.keys.retain(|(key, _)| *key != "default");
            } else if field.keys.iter().any(|(key, _)| *key == "const") {
                field.keys.retain(|(key, _)| *key != "const");
            }
        }
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Model { fields, rules: Vec::new() };
        }
    }

    /// The fields of an object in the order of the text.
    pub(in crate::import) fn fields(
        &mut self,
        merged: &Merged<'d>,
        without: Option<&str>,
        owner: Owner,
    ) -> Vec<Field> {
        let required: HashSet<&str> = merged.required.iter().copied().collect();
        let mut fields = Vec::with_capacity(merged.properties.len());
        for (wire, parts) in &merged.properties {
            if without == Some(*wire) {
                continue;
            }
            let at = parts.first().map(|part| part.at.clone()).unwrap_or_else(|| merged.at.clone());
            let place = Place { owner, word: (*wire).to_owned() };
            let typed = self.typed_all(parts, &place);
            fields.push(self.field_of(wire, &at, typed, required.contains(wire)));
        }
        let mut undeclared: Vec<&str> = Vec::new();
        for wire in &merged.required {
            if merged.property(wire).is_none() && without != Some(*wire) && !undeclared.contains(wire) {
                undeclared.push(wire);
                self.lose(
                    Loss::UndeclaredField,
                    &merged.at,
                    format!("`{wire}` is required and not declared"),
                );
            }
        }
        fields.extend(undeclared.into_iter().map(|wire| Field {
            wire: wire.to_owned(),
            at: merged.at.to_string(),
            ty: Ty::JSON,
            required: true,
            read_only: false,
            write_only: false,
            nullable: false,
            texts: Texts::default(),
            keys: Vec::new(),
        }));
        fields
    }

    /// Reports what else a schema says about objects.
    pub(super) fn of_object(&mut self, merged: &Merged<'d>) {
        if let Some(extra) = merged.get("additionalProperties").filter(|extra| extra.value.is_object())
            && !extra.value.members().is_empty()
        {
            self.lose(Loss::AdditionalFields, &extra.at.clone(), "fields of a type that have any name");
        }
        if let Some(discriminator) = merged.get("discriminator") {
            self.lose(Loss::Inheritance, &discriminator.at.clone(), "subtypes that a tag names");
        }
        self.unread(merged, &["additionalProperties", "discriminator", "oneOf", "anyOf"]);
    }

    /// `anyOf` and `oneOf` over sets of required fields.
    fn presence_rules(&mut self, merged: &Merged<'d>, fields: &[Field]) -> Vec<Value> {
        let mut rules = Vec::new();
        for (keyword, key) in [("anyOf", "at_least_one_of"), ("oneOf", "exactly_one_of")] {
            let Some(branches) = merged.get(keyword) else { continue };
            let names: Option<Vec<&str>> = branches.elements().map(|branch| single(branch.value)).collect();
            let is_optional = |name: &&str| {
                fields.iter().any(|field| field.wire == **name && !field.required && !field.read_only)
            };
            let distinct = |names: &[&str]| names.iter().collect::<HashSet<_>>().len() == names.len();
            match names {
                Some(names) if names.len() > 1 && names.iter().all(is_optional) && distinct(&names) => {
                    let names = names.into_iter().map(Value::from).collect();
                    rules.push(Value::Object(vec![(key.to_owned(), Value::List(names))]));
                }
                // A union whose variants were made of it.
                _ if merged.properties.is_empty() => {}
                _ => self.lose(Loss::Condition, &branches.at.clone(), format!("`{keyword}` beside fields")),
            }
        }
        rules
    }
}

/// The only name that a schema requires, if that is all that it says.
fn single(schema: &Value) -> Option<&str> {
    match (schema.members(), schema.get("required").map(Value::elements)) {
        ([_], Some([one])) => one.as_text(),
        _ => None,
    }
}
