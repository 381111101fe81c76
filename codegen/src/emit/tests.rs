//! `tests.rs`: each limit of a request, for the runtime to try values at it and just beyond it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::types::{ident, is_parameters, stored_fields};
use super::{EmittedFile, docs, limits};
use crate::example;
use crate::ir::{Api, Bound, Field, Limit, Model, ModelId, PatternShape, ScalarKind, Type};

pub(crate) fn emit(api: &Api) -> EmittedFile<'_> {
    let tests: Vec<TokenStream> = api.models.iter().filter_map(|(id, model)| test(api, id, model)).collect();
    let models = || api.models.iter().filter(|(_, model)| is_tested(model));
    let names_kinds = models().any(|(_, model)| stored_fields(model).any(|field| !stated(field).is_empty()));
    let kinds = names_kinds.then(|| {
        quote!(
            use rt::LimitKind::*;
        )
    });
    EmittedFile {
        name: "tests.rs".to_owned(),
        spec_file: None,
        doc: "Every limit of a request, tried with values at it and just beyond it.".to_owned(),
        items: Box::new(kinds.into_iter().chain(tests)),
    }
}

fn is_tested(model: &Model) -> bool {
    model.usage.request && !is_parameters(model)
}

fn test(api: &Api, id: ModelId, model: &Model) -> Option<TokenStream> {
    if !is_tested(model) {
        return None;
    }
    let limits: Vec<TokenStream> = stored_fields(model).flat_map(field_limits).collect();
    if limits.is_empty() {
        return None;
    }
    let (function, name) = (ident(&model.module), ident(&model.name));
    let example = docs::literal(&example::model(api, id).to_string());
    Some(quote! {
        #[test]
        fn #function() {
            let example = #example;
            let mut limits = rt::testing::Boundaries::<super::#name>::of(example);
            #(#limits)*
            limits.assert_held();
        }
    })
}

/// A call for each limit of a field.
fn field_limits(field: &Field) -> Vec<TokenStream> {
    let mut calls = stated(field);
    if has_place(field) && field.ty.innermost().scalar().is_some_and(ScalarKind::is_timestamp) {
        let place = place(field, true);
        calls.push(quote!(limits.timestamp(#place);));
    }
    calls
}

/// A call for each limit that the spec states for a field.
fn stated(field: &Field) -> Vec<TokenStream> {
    if !has_place(field) {
        return Vec::new();
    }
    let severities = [("error", &field.limits.errors), ("warning", &field.limits.warnings)];
    let limits = severities.into_iter().flat_map(|(severity, limits)| {
        limits.iter().filter_map(move |limit| Some((ident(severity), limit, probe(field, limit)?)))
    });
    let calls = limits.map(|(severity, limit, probe)| {
        let (place, kind) = (place(field, limit.is_of_element()), ident(&format!("{:?}", limit.kind())));
        quote!(limits.#severity(#place, #kind, #probe);)
    });
    calls.collect()
}

/// Where a value is in the example: the field, or the only element of the list that it is.
fn place(field: &Field, of_element: bool) -> String {
    let is_list = matches!(field.ty, Type::List(_));
    if is_list && of_element { format!("{}[0]", field.wire) } else { field.wire.clone() }
}

/// Maps and deeper lists have no single place for a value at the limit.
fn has_place(field: &Field) -> bool {
    match &field.ty {
        Type::List(inner) | Type::Boxed(inner) => {
            !matches!(inner.as_ref(), Type::List(_) | Type::Map(_) | Type::Boxed(_))
        }
        Type::Map(_) => false,
        _ => true,
    }
}

/// The value of a limit, with what a test of it needs; `None` where no value is known to try.
fn probe(field: &Field, limit: &Limit) -> Option<TokenStream> {
    let count = |count: usize| Literal::usize_unsuffixed(count);
    Some(match limit.bound() {
        Bound::Count(limit_count) if limit.is_of_element() => {
            let count = count(*limit_count);
            quote!(#count)
        }
        Bound::Count(limit_count) => {
            let (count, element) = (count(*limit_count), element(field)?);
            quote!((#count, #element))
        }
        Bound::Pattern(pattern) => {
            let (matching, others) = pattern_texts(&pattern.shape)?;
            quote!((&[#(#matching),*], &[#(#others),*]))
        }
        Bound::Number(number) => limits::number(*number),
        Bound::Flag => {
            let element = element(field)?;
            quote!((1, #element))
        }
    })
}

/// Texts that match a pattern, and texts that do not.
fn pattern_texts(shape: &PatternShape) -> Option<(Vec<String>, Vec<String>)> {
    match shape {
        PatternShape::Prefix(prefixes) => {
            let is_outside = |text: &&str| !prefixes.iter().any(|prefix| text.starts_with(prefix));
            let outside = ["~", "-"].into_iter().find(is_outside).map(str::to_owned);
            Some((prefixes.clone(), outside.into_iter().collect()))
        }
        PatternShape::Chars { ranges, .. } => {
            let holds = |c: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c));
            let outside = ['~', 'é', '票'].into_iter().find(|c| !holds(*c)).map(String::from);
            let ends = ranges.iter().flat_map(|(first, last)| [first, last]);
            let inside = ends.filter(|c| !c.is_control()).map(char::to_string);
            Some((inside.collect(), outside.into_iter().collect()))
        }
        PatternShape::Regex => None,
    }
}

/// An element for a list: the first of the field's example.
fn element(field: &Field) -> Option<TokenStream> {
    let first = field.example.as_ref().and_then(Value::as_array).and_then(|list| list.first())?;
    let element: TokenStream = first.to_string().parse().ok()?;
    Some(quote!(rt::serde_json::json!(#element)))
}
