//! `Serialize` and `Deserialize` of models, in the direction that the API needs; the other with a feature.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::{self, Direction, FieldTypes, Prelude, Std, form, ident, is_placeholder};
use crate::ir::{Api, Field, Model, Need, Scalar, ScalarForm, ScalarKind, TagValue, Type, Usage};

/// The feature that adds the direction that the client itself does not need.
const BOTH_DIRECTIONS: &str = "full-serde";

/// The `cfg` of an implementation that is needed in some directions only.
pub(crate) fn only_if(needed: bool) -> TokenStream {
    if needed { quote!() } else { quote!(#[cfg(feature = #BOTH_DIRECTIONS)]) }
}

/// The implementations for a model. Requests write parameters one by one, so that a model of parameters as an object is
/// needed only to store it.
pub(crate) fn model(api: &Api, model: &Model, types: &FieldTypes<'_>) -> Vec<TokenStream> {
    let Usage { request, reply, .. } = model.usage;
    let name = ident(&model.name);
    let (writes, reads) = (only_if(request && !model.is_parameters()), only_if(reply));
    let serialize = quote!(#writes rt::serialize_fields!(#name););
    let fields = write_fields(model, &writes);
    vec![serialize, fields, deserialize(&name, &reads), read(api, model, types, &reads)]
}

/// `Deserialize` of a type with `Read`.
pub(crate) fn deserialize(name: &Ident, reads: &TokenStream) -> TokenStream {
    quote!(#reads rt::deserialize_read!(#name);)
}

/// `Read` with this body, which uses `node`.
pub(crate) fn read_impl(
    name: &Ident,
    prelude: &Prelude<'_>,
    reads: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let result = prelude.spell(Std::Result);
    quote! {
        #reads
        impl rt::read::Read for #name {
            fn read(node: rt::read::Node<'_>) -> #result<Self, rt::read::Error> {
                #body
            }
        }
    }
}

fn write_fields(model: &Model, writes: &TokenStream) -> TokenStream {
    let name = ident(&model.name);
    let fields = model.fields.iter().map(|field| {
        let wire = &field.wire;
        if let Some(constant) = &field.constant {
            let constant = literal(constant);
            return quote!(object.field(#wire, &#constant););
        }
        let field_name = ident(&field.ident);
        match (model.is_optional(field), form(field, Direction::Write)) {
            (false, None) => quote!(object.field(#wire, &self.#field_name);),
            (true, None) => quote!(object.optional(#wire, &self.#field_name);),
            (false, Some(form)) => quote!(object.field_as::<#form, _>(#wire, &self.#field_name);),
            (true, Some(form)) => quote!(object.optional_as::<#form, _>(#wire, &self.#field_name);),
        }
    });
    let extra = (!model.is_parameters()).then(|| quote!(object.extra(&self.extra);));
    quote! {
        #writes
        impl rt::write::Fields for #name {
            fn write_fields<M: rt::serde::ser::SerializeMap>(&self, object: &mut rt::write::Object<M>) {
                #(#fields)*
                #extra
            }
        }
    }
}

/// The statements that skip what a whole reply contains besides the fields, such as the error code, so that it is not
/// extra.
fn skip_reply_keys(api: &Api, model: &Model) -> TokenStream {
    let mut places: BTreeMap<&str, Vec<&[String]>> = BTreeMap::new();
    for path in [&api.replies.code, &api.replies.message].into_iter().flatten() {
        if let [key, inside @ ..] = path.as_slice() {
            places.entry(key).or_default().push(inside);
        }
    }
    places.retain(|key, _| model.is_whole_reply && model.fields.iter().all(|field| field.wire != *key));
    let (whole, inside): (Vec<_>, Vec<_>) =
        places.iter().partition(|(_, inside)| inside.iter().any(|inside| inside.is_empty()));
    let whole = whole.iter().map(|(key, _)| key);
    let whole = (whole.len() > 0).then(|| quote!(object.pass(&[#(#whole),*]);));
    let inside = inside.iter().map(|(key, inside)| {
        let places = inside.iter().map(|keys| quote!(&[#(#keys),*]));
        quote!(object.pass_inside(#key, &[#(#places),*]);)
    });
    quote!(#whole #(#inside)*)
}

fn read(api: &Api, model: &Model, types: &FieldTypes<'_>, reads: &TokenStream) -> TokenStream {
    let text = &model.name;
    let new = ident(if model.usage.reply { "of_reply" } else { "new" });
    let skips = skip_reply_keys(api, model);
    let former: Vec<&String> = model.former_fields.iter().map(|(key, _)| key).collect();
    let former = (!former.is_empty()).then(|| quote!(object.pass(&[#(#former),*]);));
    let constants = model.fields.iter().filter_map(|field| {
        let (wire, constant) = (&field.wire, literal(field.constant.as_ref()?));
        let take = ident(if must_be_read(model, field) { "constant" } else { "optional_constant" });
        Some(quote!(object.#take(#wire, #constant)?;))
    });
    let values = model.stored_fields().map(|field| (field, read_field(api, model, field)));
    let (bindings, fields) = bound("object", values);
    let taken = !model.fields.is_empty() || !skips.is_empty() || former.is_some();
    let mutable = taken.then(|| quote!(mut));
    let extra = (!model.is_parameters()).then(|| quote!(extra: object.rest()?));
    let renamed = model.fields.iter().filter(|field| !field.also_read.is_empty()).map(|field| {
        let (wire, names) = (&field.wire, &field.also_read);
        quote!(object.rename(&[#(#names),*], #wire);)
    });
    let body = quote! {
        let #mutable object = rt::read::Object::#new(#text, node)?;
        #skips
        #(#renamed)*
        #former
        #(#constants)*
        #bindings
        Ok(Self { #fields #extra })
    };
    read_impl(&ident(&model.name), &types.prelude, reads, &body)
}

/// The fields as variables and as initialisers of the struct. Each operator `?` inside of a struct expression drops the values
/// before it on an edge of its own, so that the compiler's time would grow with the cube of the number of fields.
pub(crate) fn bound<'a>(
    reader: &str,
    values: impl Iterator<Item = (&'a Field, TokenStream)>,
) -> (TokenStream, TokenStream) {
    values
        .map(|(field, value)| {
            let name = ident(&field.ident);
            if field.ident == reader || is_placeholder(&field.ident) {
                // The variable must not hide the reader, nor have a name that Clippy refuses. No field has the longer name, unless
                // the shorter one is a keyword.
                let variable = ident(&format!("{}_", field.ident));
                (quote!(let #variable = #value;), quote!(#name: #variable,))
            } else {
                (quote!(let #name = #value;), quote!(#name,))
            }
        })
        .unzip()
}

/// The field's value.
fn read_field(api: &Api, model: &Model, field: &Field) -> TokenStream {
    let wire = &field.wire;
    let default = filled_in(api, model, field);
    let required = !model.is_optional(field) && default.is_none();
    let value = match (required, form(field, Direction::Read)) {
        (true, None) => quote!(object.required(#wire)?),
        (false, None) => quote!(object.optional(#wire)?),
        (true, Some(form)) => quote!(object.required_as::<#form, _>(#wire)?),
        (false, Some(form)) => quote!(object.optional_as::<#form, _>(#wire)?),
    };
    let default = default.map(|default| {
        if model.is_optional(field) {
            quote!(.or_else(|| rt::read::reply_default(|| #default)))
        } else if field.ty == Type::TEXT {
            quote!(.unwrap_or_else(|| #default))
        } else {
            quote!(.unwrap_or(#default))
        }
    });
    quote!(#value #default)
}

/// Whether the field is a constant that a request must contain. Replies may lack required fields.
fn must_be_read(model: &Model, field: &Field) -> bool {
    field.constant.is_some() && field.presence.need == Need::Always && !model.usage.reply
}

/// The value of a missing field; if the struct has an `Option` for it, in replies only.
pub(crate) fn filled_in(api: &Api, model: &Model, field: &Field) -> Option<TokenStream> {
    let is_received = model.usage.reply && !field.presence.write_only;
    let default = scalar(api, &field.ty, field.default.as_ref().filter(|_| is_received)?);
    let is_nullable = field.nullable && field.ty != Type::JSON;
    Some(if is_nullable { quote!(rt::Nullable::Value(#default)) } else { default })
}

/// Whether an object without the field can be read.
pub fn may_be_missing(model: &Model, field: &Field) -> bool {
    match field.constant {
        Some(_) => !must_be_read(model, field),
        None => model.is_optional(field) || model.has_default(field),
    }
}

/// A value of the spec as an expression of its type.
pub(crate) fn scalar(api: &Api, ty: &Type, value: &Scalar) -> TokenStream {
    match ty {
        Type::Scalar(kind) => scalar_of(*kind, value),
        Type::Enum(id) => {
            let choice = &api.enums[*id];
            let found = choice.values.iter().find(|known| {
                std::iter::once(&known.value).chain(&known.also_read).any(|tag| is_tag(tag, value))
            });
            let name = ident(&choice.name);
            match found.map(|known| ident(&known.name)) {
                Some(variant) => quote!(super::#name::#variant),
                None => literal(value),
            }
        }
        Type::Model(_)
        | Type::Union(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => literal(value),
    }
}

fn scalar_of(kind: ScalarKind, value: &Scalar) -> TokenStream {
    match (kind.form(), value) {
        (ScalarForm::Text, Scalar::Text(text)) => quote!(#text.into()),
        (ScalarForm::Parsed(_), Scalar::Text(text)) => {
            let ty = types::scalar(kind);
            quote!(const { #ty::literal(#text) })
        }
        (ScalarForm::Seconds | ScalarForm::DigitSeconds, Scalar::Int(seconds)) => {
            let seconds = Literal::i128_unsuffixed(*seconds);
            quote!(rt::Timestamp::from_unix_seconds(#seconds))
        }
        (ScalarForm::Seconds | ScalarForm::DigitSeconds, Scalar::Text(digits)) => {
            // The check accepts digits only. Literals in Rust have no leading zeros.
            let digits = digits.trim_start_matches('0');
            let seconds = digits.parse().map_or(Literal::u64_unsuffixed(0), Literal::u64_unsuffixed);
            quote!(rt::Timestamp::from_unix_seconds(#seconds))
        }
        (ScalarForm::Milliseconds, Scalar::Int(milliseconds)) => {
            let milliseconds = Literal::i128_unsuffixed(*milliseconds);
            quote!(rt::TimestampMs::from_unix_millis(#milliseconds))
        }
        (ScalarForm::Float, Scalar::Int(value)) => {
            let value = Literal::f64_unsuffixed(*value as f64);
            quote!(#value)
        }
        (ScalarForm::Integer, Scalar::Int(value)) => {
            let value = Literal::i128_unsuffixed(*value);
            quote!(#value)
        }
        (ScalarForm::Json, value) => {
            let value = literal(value);
            quote!(rt::serde_json::Value::from(#value))
        }
        (
            ScalarForm::Text
            | ScalarForm::Integer
            | ScalarForm::Float
            | ScalarForm::Bool
            | ScalarForm::Seconds
            | ScalarForm::DigitSeconds
            | ScalarForm::Milliseconds
            | ScalarForm::File
            | ScalarForm::Parsed(_),
            value,
        ) => literal(value),
    }
}

fn is_tag(tag: &TagValue, value: &Scalar) -> bool {
    match (tag, value) {
        (TagValue::Int(tag), Scalar::Int(value)) => i128::from(*tag) == *value,
        (TagValue::Text(tag), Scalar::Text(value)) => tag == value,
        _ => false,
    }
}

/// A value of the spec as a literal that can be serialised.
fn literal(value: &Scalar) -> TokenStream {
    match value {
        Scalar::Bool(value) => quote!(#value),
        Scalar::Int(value) => match i64::try_from(*value) {
            Ok(value) => quote!(#value),
            Err(_) => {
                // A number out of the range of `i64` is a `uint`.
                let value = u64::try_from(*value).unwrap_or(u64::MAX);
                quote!(#value)
            }
        },
        Scalar::Float(value) => quote!(#value),
        Scalar::Text(value) => quote!(#value),
    }
}

/// A constant of a path, a query or a header as plain text.
pub(crate) fn plain_literal(value: &Scalar) -> TokenStream {
    match value {
        Scalar::Text(text) => quote!(#text),
        other => {
            let literal = literal(other);
            quote!(&#literal)
        }
    }
}

/// A union's tag as a pattern of `TagRef`, or as an expression.
pub(crate) fn tag_ref(tag: &TagValue) -> TokenStream {
    match tag {
        TagValue::Int(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(rt::read::TagRef::Int(#value))
        }
        TagValue::Text(text) => quote!(rt::read::TagRef::Text(#text)),
    }
}
