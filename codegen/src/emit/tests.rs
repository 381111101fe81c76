//! `tests.rs`: boundary tests of each limit of a request.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::file::EmittedFile;
use super::types::ident;
use super::{docs, limits};
use crate::ir::{Api, Bound, Field, Limit, Model, ModelId, PatternShape, ScalarKind, Type};
use crate::{example, prose};

pub(crate) fn emit(api: &Api) -> EmittedFile<'_> {
    let tested: Vec<_> = api.models.iter().filter_map(|(id, model)| Some((id, limits(model)?))).collect();
    let (tests, examples) = with_examples(api, tested);
    let names_kinds =
        models_with_tests(api).any(|model| model.stored_fields().any(|field| !stated(field).is_empty()));
    let uses = (names_kinds && !tests.is_empty()).then(|| {
        quote!(
            use rt::LimitKind::*;
        )
    });
    // A separate module, since a function may have the name of a test.
    let module = (!examples.is_empty()).then(|| {
        quote! {
            mod example {
                use super::rt;
                #(#examples)*
            }
        }
    });
    EmittedFile {
        name: "tests.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: "Boundary tests: every limit of a request, with values at the limit and just over it."
            .to_owned(),
        items: Box::new(uses.into_iter().chain(tests).chain(module)),
    }
}

/// The models with boundary tests: those of requests.
fn models_with_tests(api: &Api) -> impl Iterator<Item = &Model> {
    api.models.iter().map(|(_, model)| model).filter(|model| is_tested(model))
}

/// Files are not read from JSON, as these tests do.
fn is_tested(model: &Model) -> bool {
    model.usage.request && !model.is_parameters() && !model.fields.iter().any(|field| field.ty.is_file())
}

/// The limits to test of a model in a request, if it has any.
fn limits(model: &Model) -> Option<Vec<TokenStream>> {
    let fields = model.stored_fields().filter(|_| is_tested(model));
    let limits: Vec<TokenStream> = fields.flat_map(field_limits).collect();
    (!limits.is_empty()).then_some(limits)
}

/// The tests of the models, and a function for each example that they need. A nested model is a call of its own
/// function, so that no example is repeated.
fn with_examples(
    api: &Api,
    tested: Vec<(ModelId, Vec<TokenStream>)>,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut tests, mut examples) = (Vec::new(), Vec::new());
    let (mut needed, mut known): (Vec<ModelId>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    for (id, limits) in tested {
        let model = &api.models[id];
        if example::complete(api, id).is_none() {
            continue;
        }
        let (function, name) = (ident(&model.module), ident(&model.name));
        tests.push(quote! {
            #[test]
            fn #function() {
                let mut limits = rt::testing::Boundaries::<super::#name>::of(example::#function());
                #(#limits)*
                limits.assert_ok();
            }
        });
        needed.push(id);
        while let Some(id) = needed.pop() {
            if known.insert(id.index())
                && let Some(object) = example::complete(api, id)
            {
                examples.push(example(api, id, object, &mut needed));
            }
        }
    }
    (tests, examples)
}

/// The function that returns the example of a model; adds the models whose examples it calls.
fn example(api: &Api, id: ModelId, mut object: Map<String, Value>, needed: &mut Vec<ModelId>) -> TokenStream {
    let model = &api.models[id];
    let mut parts = Vec::new();
    for field in model.stored_fields() {
        let (Type::Model(inner), wire) = (&field.ty, &field.wire) else { continue };
        let own = example::complete(api, *inner).map(Value::Object);
        if *inner != id && own.is_some() && object.get(wire) == own.as_ref() {
            object.remove(wire);
            needed.push(*inner);
            let function = ident(&api.models[*inner].module);
            parts.push(quote!((#wire, #function())));
        }
    }
    let (function, json) = (ident(&model.module), json(object));
    quote! {
        pub(super) fn #function() -> rt::serde_json::Value {
            rt::testing::example(#json, [#(#parts),*])
        }
    }
}

/// The object as a literal of JSON text, one line per field.
fn json(object: Map<String, Value>) -> Literal {
    let mut json = format!("{:#}", Value::Object(object));
    // JSON escapes other control characters.
    for character in json.chars().filter(|c| *c != '\n' && prose::is_named(*c)).collect::<BTreeSet<_>>() {
        json = json.replace(character, &format!("\\u{:04x}", u32::from(character)));
    }
    docs::literal(&json)
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

/// A call for each limit stated for a field.
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

/// The place of a value in the example: the field, or the only element of its list.
fn place(field: &Field, of_element: bool) -> String {
    let is_list = matches!(field.ty, Type::List(_));
    if is_list && of_element { format!("{}[0]", field.wire) } else { field.wire.clone() }
}

/// Maps and nested lists have no single place for a value at the limit.
fn has_place(field: &Field) -> bool {
    match &field.ty {
        Type::Map(_) => false,
        ty => !matches!(ty.element(), Some(Type::List(_) | Type::Map(_))),
    }
}

/// The value of a limit, with what is needed to create test values; `None` if no values are known.
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
        // Files are not read from JSON.
        Bound::Words(_) => return None,
        Bound::Flag => {
            let element = element(field)?;
            quote!((1, #element))
        }
    })
}

/// Texts that match a pattern, and texts that do not match.
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

/// An element for a list: the first one of the field's example.
fn element(field: &Field) -> Option<TokenStream> {
    let first = field.example.as_ref().and_then(Value::as_array).and_then(|list| list.first())?;
    let element: TokenStream = first.to_string().parse().ok()?;
    Some(quote!(rt::serde_json::json!(#element)))
}
