//! Holds the names of types against the rules of spelling, and against each other.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::names;
use crate::suggest;

use super::claim::{Claim, Kind, Origin};

/// Checks the spelling of every name, and that the modules made from them differ.
pub(super) fn check(claims: &[&Claim], found: &mut Diagnostics) {
    let mut modules: BTreeMap<String, &Claim> = BTreeMap::new();
    for claim in claims {
        if !well_spelt(claim, found) || claim.kind == Kind::TokenSource {
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

/// A second claim to a name.
pub(super) fn taken(claim: &Claim, first: &Claim) -> Diagnostic {
    let name = &claim.name;
    let (code, message) = if claim.origin == Origin::Operation {
        let message =
            format!("the model of this operation's parameters would be called `{name}`, as another type is");
        (Code::NameCollision, message)
    } else {
        (Code::DuplicateName, format!("two types are called `{name}`"))
    };
    Diagnostic::error(code, claim.place(), message)
        .label("the second of this name")
        .related(first.place(), "the first is here")
        .help(if (claim.origin, first.origin) == (Origin::File, Origin::File) {
            "if one file is a copy of the other, remove one of them; else give one of the two types another name"
        } else {
            "models, unions, their variants, enumerations, token sources and the parameters of an operation \
             (`ListStoresRequest`) share one set of names: give one of the two another"
        })
}

/// Whether the name is as a type's should be, or was made so.
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
                format!("the generated crate has a type `{name}` of its own"),
            )
            .help(format!("choose another name, for example `{name}Info`; it never goes over the wire")),
        );
        return false;
    }
    true
}

fn bad_name(claim: &Claim) -> Diagnostic {
    let name = &claim.name;
    let diagnostic =
        Diagnostic::error(Code::BadName, claim.place(), format!("`{name}` cannot be the name of a type"))
            .label("ASCII letters and digits, a capital first: `BaseInfo`");
    let better = names::pascal(&suggest::ascii(name).unwrap_or_else(|| name.clone()));
    let good = names::is_pascal(&better) && !names::is_keyword(&better);
    diagnostic.help(if good {
        format!("write `{better}`")
    } else {
        "choose another name; it never goes over the wire".to_owned()
    })
}

fn reserved_module(claim: &Claim, module: &str) -> Diagnostic {
    let name = &claim.name;
    Diagnostic::error(
        Code::ReservedName,
        claim.place(),
        format!("the module of `{name}` would be called `{module}`, as one of the generator's own is"),
    )
    .help(format!("choose another name, for example `{name}Info`; it never goes over the wire"))
}

fn same_module(claim: &Claim, first: &Claim, module: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NameCollision,
        claim.place(),
        format!("`{}` and `{}` would both be the module `{module}`", first.name, claim.name),
    )
    .label("the second of this module")
    .related(first.place(), "the first is here")
    .help("give one of the two another name; it never goes over the wire")
}
