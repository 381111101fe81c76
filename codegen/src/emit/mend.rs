//! Rules over several fields in property tests: a value that violates one is changed, unless that violation is wanted.

use proc_macro2::TokenStream;
use quote::quote;

use super::conditions::{is_present, parts};
use super::limits::severity;
use super::rules::{Violation, violations, when};
use super::siblings::Siblings;
use super::types::ident;
use super::{limits, model};
use crate::ir::{Demand, Field, FieldPath, Limit, LimitKind, Limits, Need, Rule, Scalar, Type};

/// The statements that make `value` satisfy the rules. They run twice, since one change can violate an earlier rule.
pub(crate) fn all(siblings: &Siblings<'_>) -> Option<TokenStream> {
    let rules = || siblings.model().rules.iter();
    let mends: Vec<TokenStream> = rules().flat_map(|rule| mends(siblings, rule)).collect();
    let causes = rules().flat_map(|rule| causes(siblings, rule));
    (!mends.is_empty()).then(|| quote!(#(#causes)* for _ in 0..2 { #(#mends)* }))
}

/// The statements that violate a rule where that is wanted and hardly happens by itself: long lists are rare.
fn causes(siblings: &Siblings<'_>, rule: &Rule) -> Vec<TokenStream> {
    let Demand::MaxItems(paths, limit) = &rule.demand else { return Vec::new() };
    let severity = severity(rule.severity);
    let cause = |path: &FieldPath| {
        let names = path.names();
        let more = fill(siblings, path, &[Limit::new(LimitKind::MinItems, limit.checked_add(1)?)?])?;
        Some(quote!(if source.causes(&[#(#names),*], "max_items_together", #severity) { #more }))
    };
    paths.iter().filter_map(cause).collect()
}

fn mends(siblings: &Siblings<'_>, rule: &Rule) -> Vec<TokenStream> {
    let value = quote!(value);
    let severity = severity(rule.severity);
    let violations = violations(siblings, rule, &value).into_iter().flatten();
    let mend = |Violation { path, found, .. }: Violation| {
        let name = name(siblings, rule)?;
        let (names, change) = (path.names(), change(siblings, rule, &path)?);
        let found = quote!(#found && source.mends(&[#(#names),*], #name, #severity));
        Some(when(siblings, rule, Some(found), &value, &change))
    };
    violations.filter_map(mend).collect()
}

/// The name of the violated rule in a report, as an expression.
fn name(siblings: &Siblings<'_>, rule: &Rule) -> Option<TokenStream> {
    Some(match &rule.demand {
        Demand::Required(_) => quote!("required"),
        Demand::Forbidden(_) => quote!("forbidden"),
        Demand::AnyOf(path, _) => {
            let present = is_present(siblings, path, &quote!(value))?;
            // A field that is always present is not missing.
            if clear(siblings, path).is_none() {
                quote!("const")
            } else {
                quote!(if #present { "const" } else { "required" })
            }
        }
        Demand::Within(_, limited) => {
            let key = limited.limits.errors.first()?.kind().key();
            quote!(#key)
        }
        Demand::AtLeastOne(_) => quote!("at_least_one_of"),
        Demand::AtMostOne(_) => quote!("at_most_one_of"),
        Demand::MaxItems(..) => quote!("max_items_together"),
    })
}

/// The statement after which the rule is satisfied.
fn change(siblings: &Siblings<'_>, rule: &Rule, path: &FieldPath) -> Option<TokenStream> {
    match &rule.demand {
        Demand::Required(path) => fill(siblings, path, &[]),
        Demand::AnyOf(path, values) => set(siblings, path, values.first()?),
        Demand::Within(path, limited) if limited.ty != Type::TEXT => {
            fill(siblings, path, &limited.limits.errors)
        }
        Demand::Within(path, _) | Demand::Forbidden(path) => clear(siblings, path),
        Demand::AtLeastOne(paths) => paths.iter().find_map(|path| {
            let is_discouraged = path.own().and_then(|wire| siblings.field(wire))?.discouraged.is_some();
            fill(siblings, path, &[]).filter(|_| !is_discouraged)
        }),
        Demand::AtMostOne(_) | Demand::MaxItems(..) => clear(siblings, path),
    }
}

/// Generates a value for the field, within these limits and those of its own that are of other kinds.
fn fill(siblings: &Siblings<'_>, path: &FieldPath, limits: &[Limit]) -> Option<TokenStream> {
    let names = path.names();
    assign(siblings, names, &quote!(value), &|siblings, field| {
        let has_kind = |own: &&Limit| limits.iter().any(|limit| limit.kind() == own.kind());
        let own = field.limits.errors.iter().filter(|own| !has_kind(own));
        let errors = limits.iter().chain(own).cloned().collect();
        let limited = Field { limits: Limits { errors, ..field.limits.clone() }, ..field.clone() };
        let rules = limits::rules(&limited).unwrap_or_else(|| quote!(rt::Rules::NONE));
        model::wrapped(siblings.model(), field, quote!(source.made(&[#(#names),*], &#rules)))
    })
}

/// Sets the field to a value of the spec.
fn set(siblings: &Siblings<'_>, path: &FieldPath, scalar: &Scalar) -> Option<TokenStream> {
    assign(siblings, path.names(), &quote!(value), &|siblings, field| {
        model::wrapped(siblings.model(), field, model::scalar(siblings.api(), field, scalar))
    })
}

/// Removes the field, or the innermost object around it that can be absent.
fn clear(siblings: &Siblings<'_>, path: &FieldPath) -> Option<TokenStream> {
    let names = path.names();
    let mut optional = None;
    let mut owner = Some(Siblings::new(siblings.api(), siblings.model()));
    for (index, wire) in names.iter().enumerate() {
        let siblings = owner.take()?;
        let field = siblings.field(wire)?;
        if siblings.model().is_optional(field) && field.presence.need != Need::Always {
            optional = names.get(..=index);
        }
        owner = parts(siblings.api(), field);
    }
    assign(siblings, optional?, &quote!(value), &|_, _| quote!(None))
}

/// Assigns to the field at the end of a path, if the objects around it are present.
fn assign(
    siblings: &Siblings<'_>,
    path: &[String],
    object: &TokenStream,
    new: &dyn Fn(&Siblings<'_>, &Field) -> TokenStream,
) -> Option<TokenStream> {
    let (wire, rest) = path.split_first()?;
    let field = siblings.field(wire)?;
    let name = ident(&field.ident);
    if rest.is_empty() {
        let new = new(siblings, field);
        return Some(quote!(#object.#name = #new;));
    }
    let inner = parts(siblings.api(), field)?;
    if !siblings.model().is_optional(field) {
        return assign(&inner, rest, &quote!(#object.#name), new);
    }
    let body = assign(&inner, rest, &quote!(inner), new)?;
    // An `if` inside of another one would have to be merged with it.
    Some(quote!(#object.#name.iter_mut().for_each(|inner| { #body });))
}
