//! Rules over several fields, as checks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::conditions::{has_any_of, holds, in_object, is_absent, is_present, not, text};
use super::limits::{self, severity};
use super::siblings::Siblings;
use super::types::ident;
use crate::ir::{Demand, Field, FieldPath, Rule, Type};
use crate::phrase;

/// The checks of a rule, in the `check` of its model.
pub(crate) fn checks(siblings: &Siblings<'_>, rule: &Rule) -> Vec<TokenStream> {
    let value = quote!(self);
    let violations = violations(siblings, rule, &value).into_iter().flatten();
    let check = |Violation { found, report, reports_if_found, .. }| {
        let found = Some(found).filter(|_| !reports_if_found);
        when(siblings, rule, found, &value, &report)
    };
    violations.map(check).collect()
}

/// A way in which a rule can be violated, where its condition holds.
pub(crate) struct Violation {
    /// The field at which it is reported.
    pub(crate) path: FieldPath,
    /// Whether it is violated, as an expression.
    pub(crate) found: TokenStream,
    /// The statement that reports it.
    report: TokenStream,
    /// Whether the statement reports it only if it is violated.
    reports_if_found: bool,
}

/// The ways to violate a rule. `None` if the model lacks one of its fields.
pub(crate) fn violations(
    siblings: &Siblings<'_>,
    rule: &Rule,
    value: &TokenStream,
) -> Option<Vec<Violation>> {
    let one = |path: &FieldPath, found: TokenStream, call: TokenStream| {
        let (path, rule) = (path.clone(), expression(rule, path));
        Violation { path, found, report: quote!(#rule.#call;), reports_if_found: false }
    };
    let present = |path: &FieldPath| is_present(siblings, path, value);
    let presences = |paths: &[FieldPath]| paths.iter().map(present).collect::<Option<Vec<_>>>();
    let only = |violation: Violation| Some(vec![violation]);
    match &rule.demand {
        Demand::Required(path) => {
            only(one(path, is_absent(siblings, path, value)?, quote!(missing(&mut at))))
        }
        Demand::Forbidden(path) => only(one(path, present(path)?, quote!(forbidden(&mut at)))),
        Demand::AnyOf(path, values) => {
            let matches = has_any_of(siblings, path, values, value)?;
            let (expected, shown) = (phrase::values(values), shown(siblings, path, value)?);
            only(one(path, not(&matches), quote!(value(&mut at, #expected, || #shown))))
        }
        Demand::Within(path, limited) => {
            let (found, call) = within(siblings, path, limited, value)?;
            only(Violation { reports_if_found: true, ..one(path, found, call) })
        }
        Demand::AtLeastOne(paths) => {
            let absent = paths.iter().map(|path| is_absent(siblings, path, value));
            let (fields, absent) = (phrase::fields(paths), absent.collect::<Option<Vec<_>>>()?);
            only(one(paths.first()?, quote!(#(#absent)&&*), quote!(at_least_one_of(&mut at, #fields))))
        }
        Demand::AtMostOne(paths) => {
            let (fields, present) = (phrase::fields(paths), presences(paths)?);
            let beside = |(index, path): (usize, &FieldPath)| {
                let (before, own) = (present.get(..index)?, present.get(index)?);
                let others = if index == 1 { quote!(#(#before)*) } else { quote!((#(#before)||*)) };
                Some(one(path, quote!(#own && #others), quote!(at_most_one_of(&mut at, #fields))))
            };
            paths.iter().enumerate().skip(1).map(beside).collect()
        }
        Demand::MaxItems(paths, limit) => {
            let (fields, limit) = (phrase::fields(paths), Literal::usize_unsuffixed(*limit));
            let counts = counts(siblings, paths, value)?;
            let last = |(index, path): (usize, &FieldPath)| {
                let (own, later) = (counts.get(index)?, counts.get(index + 1..)?);
                let found = quote!(#(#counts)+* > #limit && #own > 0 #(&& #later == 0)*);
                let call = quote!(max_items_together(&mut at, #fields, #(#counts)+*, #limit));
                Some(one(path, found, call))
            };
            paths.iter().enumerate().map(last).collect()
        }
    }
}

/// A statement under the condition of a rule and another one.
pub(crate) fn when(
    siblings: &Siblings<'_>,
    rule: &Rule,
    found: Option<TokenStream>,
    value: &TokenStream,
    statement: &TokenStream,
) -> TokenStream {
    let condition = rule.when.as_ref().map(|condition| holds(siblings, condition, value));
    match (condition, found) {
        (Some(condition), Some(found)) => quote!(if #condition && #found { #statement }),
        (Some(one), None) | (None, Some(one)) => quote!(if #one { #statement }),
        (None, None) => statement.clone(),
    }
}

/// The rule as an expression.
fn expression(rule: &Rule, path: &FieldPath) -> TokenStream {
    let (severity, names) = (severity(rule.severity), path.names());
    let when = match &rule.when {
        Some(condition) => {
            let when = phrase::when(condition);
            quote!(Some(#when))
        }
        None => quote!(None),
    };
    quote!(rt::FieldRule::new(#severity, &[#(#names),*], #when))
}

/// Whether a value violates limits, and the call that checks that.
fn within(
    siblings: &Siblings<'_>,
    path: &FieldPath,
    limited: &Field,
    value: &TokenStream,
) -> Option<(TokenStream, TokenStream)> {
    let limit = limits::rules(limited);
    let found = |leaf: &dyn Fn(&Siblings<'_>, &Field, &TokenStream) -> TokenStream| {
        in_object(siblings, path, value, "and_then", leaf)
    };
    Some(match &limited.ty {
        Type::Scalar(_) if limited.ty == Type::TEXT => {
            let (text, rules) = (found(&text)?, limits::text_rules(limited, false));
            (quote!(#text.is_some_and(|text| !#rules.passes(text))), quote!(text(&mut at, #text, &#rules)))
        }
        Type::List(_) | Type::Map(_) => {
            let items = found(&elements)?;
            (
                quote!(#items.is_some_and(|items| !#limit.pass_items(items))),
                quote!(items(&mut at, #items, &#limit)),
            )
        }
        Type::Scalar(_)
        | Type::Model(_)
        | Type::Union(_)
        | Type::Enum(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => {
            let number = found(&|_, field, object| {
                let name = ident(&field.ident);
                quote!(rt::Ordered::number(&#object.#name))
            })?;
            (
                quote!(#number.is_some_and(|number| !#limit.pass_number(number))),
                quote!(number(&mut at, #number, &#limit)),
            )
        }
    })
}

/// The elements of a list or map of the object, as an `Option`.
fn elements(siblings: &Siblings<'_>, field: &Field, object: &TokenStream) -> TokenStream {
    let name = ident(&field.ident);
    let is_list = matches!(field.ty, Type::List(_));
    match (siblings.model().is_optional(field), field.nullable) {
        (false, false) if is_list => quote!(Some(#object.#name.as_slice())),
        (false, false) => quote!(Some(&#object.#name)),
        (true, false) if is_list => quote!(#object.#name.as_deref()),
        (true, false) => quote!(#object.#name.as_ref()),
        (false, true) => quote!(#object.#name.as_option().map(|items| items as &dyn rt::Elements)),
        (true, true) => quote! {
            #object.#name.as_ref().and_then(|value| value.as_option()).map(|items| items as &dyn rt::Elements)
        },
    }
}

/// The number of elements of each of several lists and maps.
fn counts(siblings: &Siblings<'_>, paths: &[FieldPath], value: &TokenStream) -> Option<Vec<TokenStream>> {
    let counts = paths.iter().map(|path| {
        let items = in_object(siblings, path, value, "and_then", &elements)?;
        Some(quote!(#items.map_or(0, |items| items.len())))
    });
    counts.collect()
}

/// The value at a path as JSON, as an `Option`.
fn shown(siblings: &Siblings<'_>, path: &FieldPath, value: &TokenStream) -> Option<TokenStream> {
    in_object(siblings, path, value, "and_then", &|siblings, field, object| {
        let name = ident(&field.ident);
        match (siblings.model().is_optional(field), field.secret) {
            (false, true) => quote!(Some("another value".into())),
            (true, true) => quote!(#object.#name.as_ref().map(|_| "another value".into())),
            (false, false) => quote!(Some(rt::wire_text(&#object.#name))),
            (true, false) => quote!(#object.#name.as_ref().map(rt::wire_text)),
        }
    })
}
