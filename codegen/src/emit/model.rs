//! Models: the struct, its constructors, the markers of its text fields.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::constructors::{ConstructorFn, constructors};
use super::file::EmittedFile;
use super::types::{self, FieldTypes, Std, allow_placeholders, allow_trait_method, ident};
use super::{aliases, docs, events, limits, sample, validate, wire};
use crate::ir::{Api, Field, Limit, LimitKind, Model, Scalar};

pub(crate) fn emit(api: &Api, model: &Model, public_path: &str) -> EmittedFile<'static> {
    let types = FieldTypes::new(api, model);
    let mut items = vec![structure(api, model, &types, public_path), building(api, model, &types)];
    items.extend(argument_structs(api, model, &types));
    items.extend(validate::model(api, model));
    items.extend(wire::model(api, model, &types));
    if model.usage.request {
        items.extend(markers(api, &model.name, model.stored_fields()));
    }
    let text = format!("{} and its related types.", docs::link(&model.name, ""));
    let example = if model.usage.request { sample::marker(model, public_path) } else { None };
    EmittedFile {
        name: format!("{}.rs", model.module),
        spec_file: Some(model.file.clone()),
        feature: model.usage.only_event.then_some(events::FEATURE),
        doc: docs::with_example(text, example),
        items: Box::new(items.into_iter()),
    }
}

/// A field's documentation and aliases.
fn description(field: &Field) -> TokenStream {
    let (doc, alias) = (docs::comment(&docs::field_text(field)), aliases::of_field(field));
    quote!(#doc #alias)
}

fn structure(api: &Api, model: &Model, types: &FieldTypes<'_>, public_path: &str) -> TokenStream {
    let name = ident(&model.name);
    let text = docs::text(&model.docs, &format!("The model `{}`.", model.name)) + &docs::rules(model);
    let doc = docs::comment(&docs::with_example(text, sample::model(api, model, public_path)));
    let fields = model.stored_fields().map(|field| {
        let description = description(field);
        let (field_name, ty) = (ident(&field.ident), types.stored(model, field));
        quote!(#description pub #field_name: #ty,)
    });
    let extra = (!model.is_parameters()).then(|| quote!(pub(crate) extra: rt::Extra,));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #extra
        }
    }
}

fn building(api: &Api, model: &Model, types: &FieldTypes<'_>) -> TokenStream {
    let name = ident(&model.name);
    let constructors = constructors(api, model)
        .into_iter()
        .map(|one| constructor(api, model, types, &one))
        .collect::<Vec<_>>();
    let setters = model
        .stored_fields()
        .filter(|field| model.is_optional(field) || model.has_default(field))
        .map(|field| setter(model, field, types));
    let validate = model.usage.request.then(|| validate::method(api, model));
    let extra = (!model.is_parameters()).then(|| extra_methods(types));
    quote! {
        impl #name {
            #(#constructors)*
            #(#setters)*
            #extra
            #validate
        }
    }
}

fn constructor(
    api: &Api,
    model: &Model,
    types: &FieldTypes<'_>,
    constructor: &ConstructorFn<'_>,
) -> TokenStream {
    let (function, arguments) = (ident(constructor.function), ident(&constructor.arguments));
    let parameters = if constructor.by_position {
        let parameters = constructor.required.iter().map(|field| {
            let name = ident(&field.ident);
            let (ty, _) = types.argument(field, &name);
            quote!(#name: #ty)
        });
        quote!(#(#parameters),*)
    } else {
        quote!(required: #arguments)
    };
    let required = constructor.required_names();
    let fields = model.stored_fields().map(|field| {
        let name = ident(&field.ident);
        let is_required = required.contains(field.wire.as_str());
        let is_set = constructor.sets.iter().any(|(wire, _)| *wire == field.wire);
        let value = if is_set || !is_required {
            preset(api, model, field, constructor.sets)
        } else if constructor.by_position {
            let (_, value) = types.argument(field, &name);
            wrapped(model, field, value)
        } else {
            wrapped(model, field, quote!(required.#name))
        };
        if is_name(&value, &name) { value } else { quote!(#name: #value) }
    });
    let extra = (!model.is_parameters()).then(|| quote!(extra: rt::Extra::new(),));
    let doc = docs::comment(&constructor.doc);
    let without_default =
        constructor.required.is_empty().then(|| quote!(#[allow(clippy::new_without_default)]));
    let self_named = (constructor.function.replace('_', "") == model.name.to_lowercase())
        .then(|| quote!(#[allow(clippy::self_named_constructors)]));
    let placeholders =
        constructor.by_position.then(|| constructor.required.iter().map(|field| field.ident.as_str()));
    let placeholders = allow_placeholders(placeholders.into_iter().flatten());
    let trait_method = allow_trait_method(constructor.function);
    quote! {
        #doc
        #[must_use]
        #without_default
        #self_named
        #placeholders
        #trait_method
        pub fn #function(#parameters) -> Self {
            Self { #(#fields,)* #extra }
        }
    }
}

/// A value of the model, whose module is a sibling, with these values of its fields.
pub(crate) fn with_values(api: &Api, model: &Model, sets: &[(String, Scalar)]) -> TokenStream {
    let name = ident(&model.name);
    let fields = model.stored_fields().map(|field| {
        let (field_name, value) = (ident(&field.ident), preset(api, model, field, sets));
        quote!(#field_name: #value,)
    });
    let extra = (!model.is_parameters()).then(|| quote!(extra: rt::Extra::new(),));
    quote!(super::#name { #(#fields)* #extra })
}

/// The initial value of a field: the one that is set, its default, or none.
fn preset(api: &Api, model: &Model, field: &Field, sets: &[(String, Scalar)]) -> TokenStream {
    match sets.iter().find(|(wire, _)| *wire == field.wire) {
        Some((_, value)) => wrapped(model, field, scalar(api, field, value)),
        None => {
            let default = wire::filled_in(api, model, field).filter(|_| model.has_default(field));
            default.unwrap_or_else(|| quote!(None))
        }
    }
}

/// Whether the value is the variable of this name, without a conversion.
fn is_name(value: &TokenStream, name: &Ident) -> bool {
    let mut trees = value.clone().into_iter();
    matches!((trees.next(), trees.next()), (Some(TokenTree::Ident(only)), None) if only == *name)
}

/// The value as it is stored in the struct.
pub(crate) fn wrapped(model: &Model, field: &Field, value: TokenStream) -> TokenStream {
    if model.is_optional(field) { quote!(Some(#value)) } else { value }
}

/// A value of the spec as an expression of the field's type.
pub(crate) fn scalar(api: &Api, field: &Field, value: &Scalar) -> TokenStream {
    let expression = wire::scalar(api, &field.ty, value);
    if field.nullable { quote!(rt::Nullable::Value(#expression)) } else { expression }
}

fn argument_structs(api: &Api, model: &Model, types: &FieldTypes<'_>) -> Vec<TokenStream> {
    let constructors = constructors(api, model).into_iter().filter(|constructor| !constructor.by_position);
    let target = docs::target(&model.name);
    constructors
        .map(|constructor| {
            let (name, function) = (ident(&constructor.arguments), constructor.function);
            let function = docs::link(&model.name, &format!("::{function}"));
            let doc = docs::comment(&format!("The arguments of {function}."));
            let fields = constructor.required.iter().map(|field| {
                let link = format!("Sets [`{0}`]({target}#structfield.{0}).", field.ident);
                let (doc, field_name, ty) = (docs::comment(&link), ident(&field.ident), types.value(field));
                quote!(#doc pub #field_name: #ty,)
            });
            quote! {
                #doc
                #[derive(Clone, Debug)]
                pub struct #name {
                    #(#fields)*
                }
            }
        })
        .collect()
}

fn setter(model: &Model, field: &Field, types: &FieldTypes<'_>) -> TokenStream {
    let name = ident(&field.ident);
    let value_name = ident("value");
    let (ty, value) = types.argument(field, &value_name);
    let value = wrapped(model, field, value);
    let doc = docs::comment(&docs::setter_text(field));
    let alias = aliases::of_field(field);
    let deprecated = docs::deprecated(&field.docs);
    let trait_method = allow_trait_method(&field.ident);
    quote! {
        #doc
        #alias
        #deprecated
        #[must_use]
        #trait_method
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn extra_methods(types: &FieldTypes<'_>) -> TokenStream {
    let (into, string) = (types.prelude.spell(Std::Into), types.prelude.spell(Std::String));
    quote! {
        /// Fields that are not in the spec: read from a reply, or set by [`set_extra`](Self::set_extra).
        #[must_use]
        pub fn extra(&self) -> &rt::Extra {
            &self.extra
        }

        /// Sets a field that is not in the spec, without validation. A name of the spec is invalid.
        #[must_use]
        pub fn set_extra(mut self, key: impl #into<#string>, value: impl #into<rt::serde_json::Value>) -> Self {
            self.extra.insert(key, value);
            self
        }
    }
}

/// The types that name the text fields of a type. Rules of more than one line are a constant.
pub(crate) fn markers<'f>(
    api: &Api,
    owner: &str,
    fields: impl Iterator<Item = &'f Field>,
) -> Vec<TokenStream> {
    let name = ident(owner);
    let text_fields = fields.filter(|field| types::has_marker(field));
    text_fields
        .flat_map(|field| {
            let (marker, field_name) = (ident(&field.marker), ident(&field.ident));
            let rules = limits::text_rules(field, api.forbid_control);
            let text_field = if field.ty.is_file() { quote!(file_field) } else { quote!(text_field) };
            let is_short = field.limits.warnings.is_empty() && !field.limits.errors.iter().any(is_pattern);
            if is_short {
                return vec![quote!(rt::#text_field!(#marker, #name.#field_name, #rules);)];
            }
            let constant = ident(&format!("{}_TEXT", field.ident.to_uppercase()));
            vec![
                quote!(const #constant: rt::TextRules<'static> = #rules;),
                quote!(rt::#text_field!(#marker, #name.#field_name, #constant);),
            ]
        })
        .collect()
}

fn is_pattern(limit: &Limit) -> bool {
    limit.kind() == LimitKind::Pattern
}
