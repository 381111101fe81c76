//! The fields that rules are about.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::ir::{Field, FieldPath, Location, Model, ModelId, Need, Type};

use crate::check::fields::Slot;
use crate::check::shapes::models::Models;
use crate::check::spec::Spec;
use crate::suggest;

/// The fields of a model, and of the models inside it.
pub(super) struct Fields<'a> {
    pub(super) spec: &'a Spec,
    pub(super) models: &'a Models,
    /// The model that has the rules.
    pub(super) owner: ModelId,
}

/// A field, by its path.
pub(super) struct Found<'a> {
    pub(super) path: FieldPath,
    pub(super) slot: Slot<'a>,
    pub(super) field: &'a Field,
    /// Whether it is absent from some valid objects.
    pub(super) can_be_absent: bool,
}

impl<'a> Fields<'a> {
    /// The field at a dotted path. A problem is reported at `at`, unless the field itself has an error.
    pub(super) fn find(&self, path: &str, at: &Place, found: &mut Diagnostics) -> Option<Found<'a>> {
        let mut model = self.models.get(&self.owner.index())?;
        let (mut names, mut rest, mut can_be_absent) = (Vec::new(), path, false);
        loop {
            let Some((field, after)) = first(model, rest) else {
                self.unknown(model, &names, rest, at, found);
                return None;
            };
            names.push(field.wire.clone());
            if field.presence.is_read_only() {
                let message = format!("a rule is about requests, and none has `{}`", field.wire);
                let diagnostic = Diagnostic::error(Code::BadRuleField, at.clone(), message);
                found.push(diagnostic.help("name a field without `read_only`"));
                return None;
            }
            can_be_absent |= field.presence.need != Need::Always && field.constant.is_none();
            let Some(after) = after else {
                let slot = self.slot(model, field)?;
                return Some(Found { path: FieldPath::new(names), slot, field, can_be_absent });
            };
            let inner = match unboxed(&field.ty) {
                Type::Model(id) if !field.nullable => self.models.get(&id.index()),
                Type::Model(_)
                | Type::Scalar(_)
                | Type::Union(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Nullable(_)
                | Type::Boxed(_) => None,
            };
            let Some(inner) = inner else {
                let message = format!("`{after}` is not a field of a model inside `{}`", field.wire);
                found.push(
                    Diagnostic::error(Code::BadRuleField, at.clone(), message).help(
                        "a path leads through fields whose type is a model, and which are not nullable",
                    ),
                );
                return None;
            };
            (model, rest) = (inner, after);
        }
    }

    fn slot(&self, model: &Model, field: &'a Field) -> Option<Slot<'a>> {
        let entry = self.spec.model(&model.name)?;
        let (wire, source, at) = self.spec.fields_of(entry).find(|(wire, ..)| *wire == field.wire)?;
        Some(Slot { wire, at, source, location: Location::Object, ty: Some(field.ty.clone()) })
    }

    /// A field that is declared but not lowered was reported, and so were fields that could not be read.
    /// `before` are the names that lead to the model.
    fn unknown(&self, model: &Model, before: &[String], path: &str, at: &Place, found: &mut Diagnostics) {
        let name = path.split('.').next().unwrap_or(path);
        if let Some(entry) = self.spec.model(&model.name) {
            let mut fields = self.spec.fields_of(entry).map(|(wire, ..)| wire);
            let has_none = fields.clone().next().is_none();
            if fields.any(|wire| wire == name || wire == path)
                || (has_none && self.spec.may_lack_fields(entry))
            {
                return;
            }
        }
        let message = format!("`{}` has no field `{name}`", model.name);
        let others = model.fields.iter().map(|field| field.wire.as_str());
        let diagnostic = Diagnostic::error(Code::RuleUnknownField, at.clone(), message);
        found.push(diagnostic.help(suggest::help_in_path(before, name, others)));
    }
}

/// The field that a path begins with, and what follows. A name may have dots.
fn first<'m, 'p>(model: &'m Model, path: &'p str) -> Option<(&'m Field, Option<&'p str>)> {
    if let Some(field) = model.field(path) {
        return Some((field, None));
    }
    let mut dots = path.match_indices('.');
    dots.find_map(|(dot, _)| {
        let (name, rest) = path.split_at_checked(dot)?;
        Some((model.field(name)?, rest.strip_prefix('.')))
    })
}

fn unboxed(ty: &Type) -> &Type {
    if let Type::Boxed(inner) = ty { unboxed(inner) } else { ty }
}
