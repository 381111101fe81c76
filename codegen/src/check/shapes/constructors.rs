//! Constructors: the fields that they set, and those that are still required.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Mapping};
use crate::ir::{Condition, Constructor, Field, Is, Need, Scalar};
use crate::names;

use crate::check::at::At;
use crate::check::docs;
use crate::check::fields::conditions;
use crate::check::fields::{Context, Slots};
use crate::check::values;
use crate::suggest;

/// Lowers the constructors of a model.
pub(in crate::check) fn lower(
    constructors: &Mapping<dialect::Constructor>,
    at: &At,
    slots: &Slots<'_>,
    fields: &[Field],
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Constructor> {
    let fields = Fields::new(fields);
    let mut structs: BTreeMap<String, At> = BTreeMap::new();
    let mut lowered = Vec::new();
    for (name, source) in constructors {
        let at = at.child(name);
        check_name(name, &at, &fields, found);
        let required_struct = names::required_struct(name);
        if let Some(first) = structs.insert(required_struct.clone(), at.clone()) {
            found.push(
                Diagnostic::error(
                    Code::NameCollision,
                    at.key(),
                    format!("two constructors would have the arguments `{required_struct}`"),
                )
                .related(first.key(), "the first one")
                .help("rename one of them"),
            );
        }
        let sets = sets(source, &at.child("sets"), slots, context, found);
        check_forbidden(&sets, &fields, &at.child("sets"), found);
        lowered.push(Constructor {
            name: name.clone(),
            required_struct,
            docs: docs::words(&source.words),
            required: required(&sets, &fields),
            sets,
        });
    }
    lowered
}

fn check_name(name: &str, at: &At, fields: &Fields<'_>, found: &mut Diagnostics) {
    let setter = fields.setters.get(name);
    let diagnostic = if !names::is_snake(name) || names::is_keyword(name) {
        Diagnostic::error(Code::BadName, at.key(), format!("`{name}` is not a valid name of a constructor"))
            .help("write lower-case words joined by underscores, and no keyword: `check_in`")
    } else if names::reserved_method(name) {
        Diagnostic::error(Code::ReservedName, at.key(), format!("`{name}` is a function of every model"))
            .help(format!("choose another name, for example `with_{name}`"))
    } else if let Some(field) = setter {
        Diagnostic::error(
            Code::NameCollision,
            at.key(),
            format!("the field `{}` has a setter of this name", field.wire),
        )
        .help(format!("choose another name, for example `with_{name}`"))
    } else {
        return;
    };
    found.push(diagnostic);
}

/// The valid values that a constructor sets.
fn sets(
    source: &dialect::Constructor,
    at: &At,
    slots: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<(String, Scalar)> {
    let mut sets = Vec::new();
    for (wire, value) in &source.sets {
        let at = at.child(wire);
        let Some(slot) = slots.named(wire) else {
            let unknown = conditions::unknown_field(Code::ConstructorUnknownField, wire, &at, slots, None);
            found.push(unknown);
            continue;
        };
        if slot.source.constant.is_some() {
            found.push(
                Diagnostic::error(
                    Code::ConstructorImpossible,
                    at.key(),
                    format!("`{wire}` is a constant, which is always set"),
                )
                .help("remove it here"),
            );
            continue;
        }
        let Some(ty) = &slot.ty else {
            continue;
        };
        match values::convert(ty, value, context.enums) {
            Ok(value) => sets.push((wire.clone(), value)),
            Err(misfit) => {
                let diagnostic = Diagnostic::error(
                    Code::ConstructorImpossible,
                    at.value(),
                    format!("`{wire}` cannot be {}", values::show(value)),
                )
                .label(format!("expected {}", misfit.expected))
                .related(slot.at.key(), suggest::a(slot.spelling()));
                found.push(diagnostic.help(misfit.help));
            }
        }
    }
    sets
}

/// A constructor must not set a field that its own values forbid.
fn check_forbidden(sets: &[(String, Scalar)], fields: &Fields<'_>, at: &At, found: &mut Diagnostics) {
    let by_wire = by_wire(sets);
    for (wire, _) in sets {
        let field = fields.by_wire.get(wire.as_str());
        let Some(condition) = field.and_then(|field| field.presence.forbidden.as_ref()) else {
            continue;
        };
        if condition.is_always() || holds(condition, &by_wire, fields) {
            found.push(
                Diagnostic::error(
                    Code::ConstructorImpossible,
                    at.child(wire).key(),
                    format!("`{wire}` is forbidden with the other values that this constructor sets"),
                )
                .help("remove it here, or correct its condition"),
            );
        }
    }
}

/// The fields that are still required, in the model's order.
fn required(sets: &[(String, Scalar)], fields: &Fields<'_>) -> Vec<String> {
    let sets = by_wire(sets);
    let needed = |field: &&&Field| match &field.presence.need {
        Need::Always => true,
        Need::Optional => false,
        Need::When(condition) => holds(condition, &sets, fields),
    };
    let open = fields.open.iter().filter(|field| !sets.contains_key(field.wire.as_str()));
    open.filter(needed).map(|field| field.wire.clone()).collect()
}

fn by_wire(sets: &[(String, Scalar)]) -> HashMap<&str, &Scalar> {
    sets.iter().map(|(wire, value)| (wire.as_str(), value)).collect()
}

/// Whether a condition holds for the values, with everything else absent.
fn holds(condition: &Condition, sets: &HashMap<&str, &Scalar>, fields: &Fields<'_>) -> bool {
    condition.holds(|choice| {
        // The conditions of a field are about fields of the same model and their values.
        let (Some(wire), Is::AnyOf(any_of)) = (choice.field.own(), &choice.is) else { return false };
        let constant = || fields.by_wire.get(wire).and_then(|field| field.constant.as_ref());
        sets.get(wire).copied().or_else(constant).is_some_and(|value| any_of.contains(value))
    })
}

/// The fields of a model as its constructors look them up.
struct Fields<'a> {
    by_wire: HashMap<&'a str, &'a Field>,
    /// By the names of their setters.
    setters: HashMap<&'a str, &'a Field>,
    /// Those that may be required, in the model's order.
    open: Vec<&'a Field>,
}

impl<'a> Fields<'a> {
    fn new(fields: &'a [Field]) -> Fields<'a> {
        let stored = || fields.iter().filter(|field| field.constant.is_none());
        Fields {
            by_wire: fields.iter().map(|field| (field.wire.as_str(), field)).collect(),
            setters: stored().map(|field| (field.ident.as_str(), field)).collect(),
            open: stored().filter(|field| field.presence.need != Need::Optional).collect(),
        }
    }
}
