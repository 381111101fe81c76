//! Conditions on fields, as expressions.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::siblings::Siblings;
use super::types::ident;
use super::{limits, wire};
use crate::ir::{Api, Choice, Condition, Field, FieldPath, Is, Scalar, Type};

/// The condition as an expression on a value of the model.
pub(crate) fn holds(siblings: &Siblings<'_>, condition: &Condition, value: &TokenStream) -> TokenStream {
    let choices = condition.choices.iter().filter_map(|choice| self::choice(siblings, choice, value));
    let choices: Vec<TokenStream> = choices.collect();
    match (condition.negated, choices.as_slice()) {
        (false, []) => quote!(true),
        (false, choices) => quote!(#(#choices)&&*),
        (true, [only]) => not(only),
        (true, choices) => quote!(!(#(#choices)&&*)),
    }
}

/// The opposite of one choice. A negation is removed rather than negated, which clippy would do.
pub(crate) fn not(choice: &TokenStream) -> TokenStream {
    let mut tokens = choice.clone().into_iter();
    match tokens.next() {
        Some(TokenTree::Punct(first)) if first.as_char() == '!' => tokens.collect(),
        _ => quote!(!#choice),
    }
}

fn choice(siblings: &Siblings<'_>, choice: &Choice, value: &TokenStream) -> Option<TokenStream> {
    match &choice.is {
        Is::AnyOf(values) => has_any_of(siblings, &choice.field, values, value),
        Is::Present => is_present(siblings, &choice.field, value),
        Is::Absent => is_absent(siblings, &choice.field, value),
        Is::Within(bounds) => {
            in_object(siblings, &choice.field, value, "is_some_and", &|_, field, object| {
                let (name, rules) = (ident(&field.ident), limits::of_number(bounds));
                quote!(rt::Ordered::number(&#object.#name).is_some_and(|number| #rules.pass_number(number)))
            })
        }
    }
}

/// Whether the field at a path is present.
pub(crate) fn is_present(
    siblings: &Siblings<'_>,
    path: &FieldPath,
    value: &TokenStream,
) -> Option<TokenStream> {
    in_object(siblings, path, value, "is_some_and", &|siblings, field, object| {
        if siblings.model().is_optional(field) { is_some(field, object) } else { quote!(true) }
    })
}

/// Whether the field at a path is absent.
pub(crate) fn is_absent(
    siblings: &Siblings<'_>,
    path: &FieldPath,
    value: &TokenStream,
) -> Option<TokenStream> {
    in_object(siblings, path, value, "is_none_or", &|siblings, field, object| {
        if siblings.model().is_optional(field) { is_none(field, object) } else { quote!(false) }
    })
}

/// Whether an optional field of an object is present.
pub(crate) fn is_some(field: &Field, object: &TokenStream) -> TokenStream {
    let name = ident(&field.ident);
    if field.is_absent_if_empty() {
        quote!(#object.#name.as_ref().is_some_and(|list| !list.is_empty()))
    } else {
        quote!(#object.#name.is_some())
    }
}

/// Whether an optional field of an object is absent.
pub(crate) fn is_none(field: &Field, object: &TokenStream) -> TokenStream {
    let name = ident(&field.ident);
    if field.is_absent_if_empty() {
        quote!(#object.#name.as_ref().is_none_or(Vec::is_empty))
    } else {
        quote!(#object.#name.is_none())
    }
}

/// Whether the field at a path has one of these values.
pub(crate) fn has_any_of(
    siblings: &Siblings<'_>,
    path: &FieldPath,
    values: &[Scalar],
    value: &TokenStream,
) -> Option<TokenStream> {
    in_object(siblings, path, value, "is_some_and", &|siblings, field, object| {
        matches(siblings, field, values, object)
    })
}

/// An expression about the field at the end of a path. `leaf` makes it from the fields of the object that has the field,
/// the field, and the object; `join` is the method of `Option` that continues inside an optional object.
pub(crate) fn in_object(
    siblings: &Siblings<'_>,
    path: &FieldPath,
    object: &TokenStream,
    join: &str,
    leaf: &dyn Fn(&Siblings<'_>, &Field, &TokenStream) -> TokenStream,
) -> Option<TokenStream> {
    inside(siblings, path.names(), object, &ident(join), leaf)
}

fn inside(
    siblings: &Siblings<'_>,
    path: &[String],
    object: &TokenStream,
    join: &Ident,
    leaf: &dyn Fn(&Siblings<'_>, &Field, &TokenStream) -> TokenStream,
) -> Option<TokenStream> {
    let (wire, rest) = path.split_first()?;
    let field = siblings.field(wire)?;
    if rest.is_empty() {
        return Some(leaf(siblings, field, object));
    }
    let (inner, name) = (parts(siblings.api(), field)?, ident(&field.ident));
    if !siblings.model().is_optional(field) {
        return inside(&inner, rest, &quote!(#object.#name), join, leaf);
    }
    let body = inside(&inner, rest, &quote!(inner), join, leaf)?;
    Some(quote!(#object.#name.as_ref().#join(|inner| #body)))
}

/// The fields of the model that a field holds.
pub(crate) fn parts<'a>(api: &'a Api, field: &Field) -> Option<Siblings<'a>> {
    match unboxed(&field.ty) {
        Type::Model(id) => Some(Siblings::new(api, &api.models[*id])),
        Type::Scalar(_)
        | Type::Union(_)
        | Type::Enum(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => None,
    }
}

fn unboxed(ty: &Type) -> &Type {
    if let Type::Boxed(inner) = ty { unboxed(inner) } else { ty }
}

/// Whether a field of the object has one of these values.
fn matches(siblings: &Siblings<'_>, field: &Field, values: &[Scalar], object: &TokenStream) -> TokenStream {
    if let Some(constant) = &field.constant {
        let holds = values.contains(constant);
        return quote!(#holds);
    }
    let pattern = pattern(siblings.api(), &field.ty, values);
    let name = ident(&field.ident);
    if field.ty == Type::TEXT {
        let text = text(siblings, field, object);
        return if siblings.model().is_optional(field) || field.nullable {
            quote!(matches!(#text, Some(#pattern)))
        } else {
            quote!(matches!(#object.#name.as_str(), #pattern))
        };
    }
    match (siblings.model().is_optional(field), field.nullable) {
        // Clippy refuses a pattern where the value is the condition itself.
        (false, false) if *values == [Scalar::Bool(true)] => quote!(#object.#name),
        (false, false) if *values == [Scalar::Bool(false)] => quote!(!#object.#name),
        (false, false) => quote!(matches!(#object.#name, #pattern)),
        (true, false) => quote!(matches!(#object.#name, Some(#pattern))),
        (false, true) => quote!(matches!(#object.#name.as_option(), Some(#pattern))),
        (true, true) => {
            quote!(matches!(#object.#name.as_ref().and_then(|value| value.as_option()), Some(#pattern)))
        }
    }
}

/// A text of the object as an `Option<&str>`.
pub(crate) fn text(siblings: &Siblings<'_>, field: &Field, object: &TokenStream) -> TokenStream {
    let name = ident(&field.ident);
    match (siblings.model().is_optional(field), field.nullable) {
        (false, false) => quote!(Some(#object.#name.as_str())),
        (true, false) => quote!(#object.#name.as_deref()),
        (false, true) => quote!(#object.#name.as_option().map(|text| text.as_str())),
        (true, true) => {
            quote!(#object.#name.as_ref().and_then(|value| value.as_option()).map(|text| text.as_str()))
        }
    }
}

/// A pattern that matches any of the values. Consecutive integers are a range, as clippy suggests.
fn pattern(api: &Api, ty: &Type, values: &[Scalar]) -> TokenStream {
    let patterns = values.iter().map(|value| match value {
        Scalar::Text(text) if *ty == Type::TEXT => quote!(#text),
        other => wire::scalar(api, ty, other),
    });
    match consecutive(values).filter(|_| ty.scalar().is_some()) {
        Some([first, last]) => {
            let (first, last) = (wire::scalar(api, ty, first), wire::scalar(api, ty, last));
            quote!(#first..=#last)
        }
        None => quote!(#(#patterns)|*),
    }
}

/// The least and the greatest of three or more values, if they are consecutive integers.
fn consecutive(values: &[Scalar]) -> Option<[&Scalar; 2]> {
    let integer = |value: &&Scalar| if let Scalar::Int(number) = value { Some(*number) } else { None };
    let mut sorted: Vec<&Scalar> = values.iter().collect();
    sorted.sort_by_key(integer);
    let follow = |pair: &[&Scalar]| match pair {
        [before, after] => integer(before).and_then(|number| number.checked_add(1)) == integer(after),
        _ => false,
    };
    (sorted.len() > 2 && integer(sorted.first()?).is_some() && sorted.windows(2).all(follow))
        .then_some([*sorted.first()?, *sorted.last()?])
}
