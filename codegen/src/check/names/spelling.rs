//! Checks the spelling of type names, and collisions between them.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::names;
use crate::suggest;

use super::claim::{Claim, Kind, Origin};

/// Checks the spelling of every name, and that the names of modules are unique.
pub(super) fn check(claims: &[&Claim], found: &mut Diagnostics) {
    let mut modules: BTreeMap<String, &Claim> = BTreeMap::new();
    for claim in claims {
        if !well_spelt(claim, found) || matches!(claim.kind, Kind::Replies | Kind::TokenSource) {
            continue;
        }
        let module = names::module(&claim.name);
        if names::reserved_module(&module) {
            found.push(reserved_module(claim, &module));
        } else if let Some(first) = modules.get(&module) {
            found.push(same_module(claim, first, &module));
        } else {
            modules.insert(module, claim);
        }
    }
}

/// The error for a duplicate name.
pub(super) fn taken(claim: &Claim, first: &Claim) -> Diagnostic {
    let name = &claim.name;
    let (code, message) = if claim.origin == Origin::Operation {
        let what = if claim.kind == Kind::Replies { "enum of" } else { "model for" };
        let of = if claim.kind == Kind::Replies { "replies" } else { "parameters" };
        let message =
            format!("the name of the {what} this operation's {of}, `{name}`, is used by another type");
        (Code::NameCollision, message)
    } else {
        (Code::DuplicateName, format!("duplicate type name `{name}`"))
    };
    Diagnostic::error(code, claim.place(), message)
        .label("the second one")
        .related(first.place(), "the first one")
        .help(if (claim.origin, first.origin) == (Origin::File, Origin::File) {
            "if one file is a copy of the other, remove it; otherwise rename one of the types"
        } else {
            "models, unions, their variants, enumerations, token sources, the parameters of an operation \
             (`ListStoresRequest`) and its replies by status (`ListStoresReply`) share one set of names: give one of \
             the two another"
        })
}

/// Whether the name follows the naming convention of types, or was generated.
fn well_spelt(claim: &Claim, found: &mut Diagnostics) -> bool {
    let name = &claim.name;
    if claim.origin == Origin::Operation {
        return true;
    }
    if !names::is_pascal(name) || names::is_keyword(name) {
        found.push(bad_name(claim));
        return false;
    }
    if names::reserved_type(name) {
        found.push(
            Diagnostic::error(
                Code::ReservedName,
                claim.place(),
                format!("`{name}` is a type of the generated crate"),
            )
            .help(format!("choose another name, for example `{name}Info`; it is not sent")),
        );
        return false;
    }
    true
}

fn bad_name(claim: &Claim) -> Diagnostic {
    let name = &claim.name;
    let diagnostic =
        Diagnostic::error(Code::BadName, claim.place(), format!("`{name}` is not a valid name of a type"))
            .label("expected ASCII letters and digits, beginning with a capital: `BaseInfo`");
    let better = names::pascal(&suggest::ascii(name).unwrap_or_else(|| name.clone()));
    let good = names::is_pascal(&better) && !names::is_keyword(&better);
    diagnostic.help(if good {
        format!("write `{better}`")
    } else {
        "choose another name; it is not sent".to_owned()
    })
}

fn reserved_module(claim: &Claim, module: &str) -> Diagnostic {
    let name = &claim.name;
    Diagnostic::error(
        Code::ReservedName,
        claim.place(),
        format!("the name of the module for `{name}`, `{module}`, is used by the generated crate"),
    )
    .help(format!("choose another name, for example `{name}Info`; it is not sent"))
}

fn same_module(claim: &Claim, first: &Claim, module: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NameCollision,
        claim.place(),
        format!("`{}` and `{}` would both have the module `{module}`", first.name, claim.name),
    )
    .label("the second one")
    .related(first.place(), "the first one")
    .help("rename one of them; the name is not sent")
}
