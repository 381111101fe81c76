//! `tests.rs`: for each limit of a request, a value at the limit and one just over it.

use std::ops::RangeInclusive;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::EmittedFile;
use super::types::{ident, is_parameters, stored_fields};
use crate::example;
use crate::ir::{Api, Constraint, Field, IntKind, Model, ModelId, Number, PatternShape, TimestampForm, Type};

/// Characters of one, three and four bytes, the latter two CJK.
const ALPHABETS: [&str; 3] = ["a", "票", "𠮷"];

pub(crate) fn emit(api: &Api) -> EmittedFile {
    let tests: Vec<TokenStream> = api.models.iter().filter_map(|(id, model)| test(api, id, model)).collect();
    let uses = if tests.is_empty() {
        Vec::new()
    } else {
        vec![
            quote!(
                use rt::serde_json::json;
            ),
            quote!(
                use super::*;
            ),
        ]
    };
    let items = uses.into_iter().chain(tests).collect();
    EmittedFile {
        name: "tests.rs".to_owned(),
        spec_file: None,
        doc: "Every limit of a request, with a value at the limit and one just over it.".to_owned(),
        items,
    }
}

fn test(api: &Api, id: ModelId, model: &Model) -> Option<TokenStream> {
    if !model.usage.request || is_parameters(model) {
        return None;
    }
    let cases: Vec<TokenStream> = stored_fields(model).flat_map(field_cases).collect();
    if cases.is_empty() {
        return None;
    }
    let (function, name) = (ident(&model.module), ident(&model.name));
    let example = example::model(api, id).to_string();
    Some(quote! {
        #[test]
        fn #function() {
            let wrong = rt::testing::boundaries::<#name>(#example, &[#(#cases),*]);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    })
}

fn field_cases(field: &Field) -> Vec<TokenStream> {
    let errors = field.limits.errors.iter().map(|constraint| (constraint, quote!(rt::Severity::Error)));
    let warnings = field.limits.warnings.iter().map(|constraint| (constraint, quote!(rt::Severity::Warning)));
    let stated = errors.chain(warnings).flat_map(|(constraint, severity)| {
        let (rule, values) = boundary(field, constraint);
        cases(field, rule, &severity, values)
    });
    let timestamp = match field.ty.innermost() {
        Type::Timestamp(form) => {
            let values = vec![(seconds(*form, 9_999_999_999), false), (seconds(*form, 10_000_000_000), true)];
            cases(field, "timestamp", &quote!(rt::Severity::Error), values)
        }
        _ => Vec::new(),
    };
    if stored(field) { stated.chain(timestamp).collect() } else { Vec::new() }
}

/// Maps and deeper lists have no single place for a value at the limit.
fn stored(field: &Field) -> bool {
    match &field.ty {
        Type::List(inner) | Type::Boxed(inner) => {
            !matches!(inner.as_ref(), Type::List(_) | Type::Map(_) | Type::Boxed(_))
        }
        Type::Map(_) => false,
        _ => true,
    }
}

fn cases(
    field: &Field,
    rule: &str,
    severity: &TokenStream,
    values: Vec<(TokenStream, bool)>,
) -> Vec<TokenStream> {
    let wire = &field.wire;
    let is_list = matches!(field.ty, Type::List(_)) && !rule.ends_with("_items");
    values
        .into_iter()
        .map(|(value, breaks)| {
            let value = if is_list { quote!(json!([#value])) } else { quote!(json!(#value)) };
            quote!((#wire, #value, #severity, #rule, #breaks))
        })
        .collect()
}

/// The rule's name, and values with whether they break it.
fn boundary(field: &Field, constraint: &Constraint) -> (&'static str, Vec<(TokenStream, bool)>) {
    match constraint {
        Constraint::MaxBytes(limit) => {
            let at = |bytes: usize| ALPHABETS.map(|letter| of_bytes(letter, bytes));
            ("max_bytes", both(at(*limit), at(limit + 1), true))
        }
        Constraint::MinBytes(limit) => {
            let at = |bytes: usize| ALPHABETS.map(|letter| of_bytes(letter, bytes));
            ("min_bytes", both(at(*limit), at(limit.saturating_sub(1)), *limit > 0))
        }
        Constraint::MaxCjk(limit) => {
            let at = |count: usize| ["票", "𠮷"].map(|letter| repeated(letter, count));
            let mut cases = both(at(*limit), at(limit + 1), true);
            cases.push((repeated("a", limit + 1), false));
            ("max_cjk", cases)
        }
        Constraint::MaxChars(limit) => {
            let at = |count: usize| ALPHABETS.map(|letter| repeated(letter, count));
            ("max_chars", both(at(*limit), at(limit + 1), true))
        }
        Constraint::Pattern(pattern) => ("pattern", pattern_values(&pattern.shape)),
        Constraint::Min(limit) => ("min", numbers(field, *limit, -1)),
        Constraint::Max(limit) => ("max", numbers(field, *limit, 1)),
        Constraint::MinItems(limit) => {
            let over = limit.saturating_sub(1);
            ("min_items", both(items(field, *limit), items(field, over), *limit > 0))
        }
        Constraint::MaxItems(limit) => {
            ("max_items", both(items(field, *limit), items(field, limit + 1), true))
        }
    }
}

fn both(
    at: impl IntoIterator<Item = TokenStream>,
    over: impl IntoIterator<Item = TokenStream>,
    breaks: bool,
) -> Vec<(TokenStream, bool)> {
    let at = at.into_iter().map(|value| (value, false));
    at.chain(over.into_iter().map(|value| (value, breaks))).collect()
}

fn repeated(letter: &str, count: usize) -> TokenStream {
    if count <= 1 {
        let text = letter.repeat(count);
        return quote!(#text);
    }
    let count = Literal::usize_unsuffixed(count);
    quote!(#letter.repeat(#count))
}

/// Text of exactly so many bytes, as many of them as possible in this letter.
fn of_bytes(letter: &str, bytes: usize) -> TokenStream {
    let (whole, rest) = (bytes / letter.len(), "a".repeat(bytes % letter.len()));
    if whole <= 1 {
        let text = letter.repeat(whole) + &rest;
        return quote!(#text);
    }
    let text = repeated(letter, whole);
    if rest.is_empty() { text } else { quote!(#text + #rest) }
}

fn pattern_values(shape: &PatternShape) -> Vec<(TokenStream, bool)> {
    match shape {
        PatternShape::Prefix(prefixes) => {
            let outside =
                ["~", "-"].into_iter().find(|text| !prefixes.iter().any(|prefix| text.starts_with(prefix)));
            let inside = prefixes.iter().map(|prefix| (quote!(#prefix), false));
            inside.chain(outside.map(|text| (quote!(#text), true))).collect()
        }
        PatternShape::Chars { ranges, .. } => {
            let holds = |c: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c));
            let outside = ['~', 'é', '票'].into_iter().find(|c| !holds(*c)).map(String::from);
            let inside = ranges.iter().flat_map(|(first, last)| [first, last]);
            let inside =
                inside.filter(|c| !c.is_control()).map(|c| c.to_string()).map(|text| (quote!(#text), false));
            inside.chain(outside.map(|text| (quote!(#text), true))).collect()
        }
        PatternShape::Regex => Vec::new(),
    }
}

fn numbers(field: &Field, limit: Number, step: i128) -> Vec<(TokenStream, bool)> {
    let whole = |value: i128| match field.ty.innermost() {
        Type::Timestamp(form) => seconds(*form, value),
        _ => integer(value),
    };
    match limit {
        Number::Int(limit) => {
            let over = limit + step;
            // A value beyond the type's own range cannot be built, so there is nothing to try.
            let fits = range(&field.ty).contains(&over);
            let cases = vec![(whole(limit), false)];
            if fits { cases.into_iter().chain([(whole(over), true)]).collect() } else { cases }
        }
        Number::Float(limit) => {
            let over = specwright_runtime::testing::beyond(limit, step as f64);
            let over = over.is_finite().then(|| (quote!(#over), true));
            std::iter::once((quote!(#limit), false)).chain(over).collect()
        }
    }
}

/// The integers that the type can hold.
fn range(ty: &Type) -> RangeInclusive<i128> {
    match ty.innermost() {
        Type::Int(IntKind::I32) => i32::MIN.into()..=i32::MAX.into(),
        Type::Int(IntKind::U32) => 0..=u32::MAX.into(),
        Type::Int(IntKind::U64) => 0..=u64::MAX.into(),
        _ => i64::MIN.into()..=i64::MAX.into(),
    }
}

fn integer(value: i128) -> TokenStream {
    let literal = match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => Literal::i64_suffixed(value),
        (_, Ok(value)) => Literal::u64_suffixed(value),
        _ => Literal::i128_unsuffixed(value),
    };
    quote!(#literal)
}

fn seconds(form: TimestampForm, value: i128) -> TokenStream {
    match form {
        TimestampForm::Number => integer(value),
        TimestampForm::Digits => {
            let value = value.to_string();
            quote!(#value)
        }
    }
}

/// A list of so many elements, made of the field's example.
fn items(field: &Field, count: usize) -> Option<TokenStream> {
    let first = field.example.as_ref().and_then(Value::as_array).and_then(|list| list.first())?;
    let element: TokenStream = first.to_string().parse().ok()?;
    let elements = std::iter::repeat_n(element, count);
    Some(quote!([#(#elements),*]))
}
