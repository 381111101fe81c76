//! A model: its struct, the ways to build it, the markers of its text fields.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, FieldTypes, Std, ident, is_optional, stored_fields};
use super::{EmittedFile, aliases, docs, limits, validate, wire};
use crate::ir::{Api, Constructor, Field, Model, Scalar, Type};

/// The most arguments that are passed by position.
const MAX_POSITIONAL: usize = 3;

pub(crate) fn emit(api: &Api, model: &Model) -> EmittedFile<'static> {
    let types = FieldTypes::new(api, model);
    let mut items = vec![structure(model, &types), building(api, model, &types)];
    items.extend(argument_structs(model, &types));
    items.extend(validate::model(api, model));
    items.extend(wire::model(api, model, &types));
    if model.usage.request {
        items.extend(markers(api, model));
    }
    EmittedFile {
        name: format!("{}.rs", model.module),
        spec_file: Some(model.file.clone()),
        doc: format!("{} and what belongs to it.", docs::link(&model.name, "")),
        items: Box::new(items.into_iter()),
    }
}

fn structure(model: &Model, types: &FieldTypes<'_>) -> TokenStream {
    let name = ident(&model.name);
    let doc = docs::comment(&docs::text(&model.docs, &format!("The model `{}`.", model.name)));
    let fields = stored_fields(model).map(|field| {
        let (doc, alias) = (docs::comment(&docs::field_text(field)), aliases::of_field(field));
        let (field_name, ty) = (ident(&field.ident), types.stored(field));
        quote!(#doc #alias pub #field_name: #ty,)
    });
    let extra = (!types::is_parameters(model)).then(|| quote!(pub(crate) extra: rt::Extra,));
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

/// A way to build the model: its function, what it asks for and what it sets by itself.
struct Way<'a> {
    function: Ident,
    doc: String,
    arguments: Ident,
    required: Vec<&'a Field>,
    sets: &'a [(String, Scalar)],
}

/// Whether `new` takes its arguments by position.
pub(crate) fn new_is_positional(model: &Model) -> bool {
    ways(model).iter().any(|way| way.function == "new" && way.is_positional())
}

impl Way<'_> {
    /// Whether the arguments are passed by position: no two of them could be mistaken for each other.
    fn is_positional(&self) -> bool {
        let kinds: Vec<_> = self.required.iter().map(|field| Kind::of(&field.ty)).collect();
        let distinct = kinds
            .iter()
            .enumerate()
            .all(|(index, kind)| !kinds.iter().skip(index + 1).any(|other| other == kind));
        self.required.len() == 1 || (distinct && self.required.len() <= MAX_POSITIONAL)
    }
}

/// What an argument can be mistaken for.
#[derive(PartialEq)]
enum Kind<'a> {
    Text,
    Number,
    Bool,
    Other(&'a Type),
}

impl<'a> Kind<'a> {
    fn of(ty: &'a Type) -> Self {
        match ty {
            Type::Text | Type::Json => Kind::Text,
            Type::Int(_) | Type::Float => Kind::Number,
            Type::Bool => Kind::Bool,
            other => Kind::Other(other),
        }
    }
}

fn ways(model: &Model) -> Vec<Way<'_>> {
    if model.constructors.is_empty() {
        let required = stored_fields(model).filter(|field| !is_optional(model, field));
        let doc = format!("A `{}` with its required fields; the others are not set.", model.name);
        return vec![Way {
            function: ident("new"),
            doc,
            arguments: ident(&argument_struct("Required", model)),
            required: required.collect(),
            sets: &[],
        }];
    }
    model.constructors.iter().map(|constructor| way(model, constructor)).collect()
}

fn way<'a>(model: &'a Model, constructor: &'a Constructor) -> Way<'a> {
    let required = stored_fields(model).filter(|field| constructor.required.contains(&field.wire));
    Way {
        function: ident(&constructor.name),
        doc: docs::text(
            &constructor.docs,
            &format!("A `{}` for the case `{}`.", model.name, constructor.name),
        ),
        arguments: ident(&argument_struct(&constructor.required_struct, model)),
        required: required.collect(),
        sets: &constructor.sets,
    }
}

/// The name of the struct that passes arguments by name; the model itself may have that name.
fn argument_struct(name: &str, model: &Model) -> String {
    if model.name == name { format!("{name}Fields") } else { name.to_owned() }
}

fn building(api: &Api, model: &Model, types: &FieldTypes<'_>) -> TokenStream {
    let name = ident(&model.name);
    let ways = ways(model).into_iter().map(|way| constructor(api, model, types, &way)).collect::<Vec<_>>();
    let setters =
        stored_fields(model).filter(|field| is_optional(model, field)).map(|field| setter(field, types));
    let validate = model.usage.request.then(validate::method);
    let extra = (!types::is_parameters(model)).then(|| extra_methods(types));
    quote! {
        impl #name {
            #(#ways)*
            #(#setters)*
            #extra
            #validate
        }
    }
}

fn constructor(api: &Api, model: &Model, types: &FieldTypes<'_>, way: &Way<'_>) -> TokenStream {
    let function = &way.function;
    let by_position = way.is_positional();
    let arguments = &way.arguments;
    let parameters = if way.required.is_empty() {
        quote!()
    } else if by_position {
        let parameters = way.required.iter().map(|field| {
            let name = ident(&field.ident);
            let (ty, _) = types.argument(field, &name);
            quote!(#name: #ty)
        });
        quote!(#(#parameters),*)
    } else {
        quote!(required: #arguments)
    };
    let fields = stored_fields(model).map(|field| {
        let name = ident(&field.ident);
        let required = way.required.iter().any(|required| required.wire == field.wire);
        let set = way.sets.iter().find(|(wire, _)| *wire == field.wire);
        let value = if let Some((_, value)) = set {
            wrapped(model, field, scalar(api, field, value))
        } else if !required {
            quote!(None)
        } else if by_position {
            let (_, value) = types.argument(field, &name);
            wrapped(model, field, value)
        } else {
            wrapped(model, field, quote!(required.#name))
        };
        if value.to_string() == field.ident { quote!(#name) } else { quote!(#name: #value) }
    });
    let extra = (!types::is_parameters(model)).then(|| quote!(extra: rt::Extra::new(),));
    let doc = docs::comment(&way.doc);
    let allow = way.required.is_empty().then(|| quote!(#[allow(clippy::new_without_default)]));
    quote! {
        #doc
        #[must_use]
        #allow
        pub fn #function(#parameters) -> Self {
            Self { #(#fields,)* #extra }
        }
    }
}

/// The value as the struct holds it.
fn wrapped(model: &Model, field: &Field, value: TokenStream) -> TokenStream {
    if is_optional(model, field) { quote!(Some(#value)) } else { value }
}

/// A value of the spec as an expression of the field's value type.
fn scalar(api: &Api, field: &Field, value: &Scalar) -> TokenStream {
    let expression = wire::scalar(api, &field.ty, value);
    if field.nullable { quote!(rt::Nullable::Value(#expression)) } else { expression }
}

fn argument_structs(model: &Model, types: &FieldTypes<'_>) -> Vec<TokenStream> {
    let ways = ways(model).into_iter().filter(|way| !way.is_positional() && !way.required.is_empty());
    ways.map(|way| {
        let (name, function) = (&way.arguments, &way.function);
        let function = docs::link(&model.name, &format!("::{function}"));
        let doc = docs::comment(&format!("What {function} asks for."));
        let fields = way.required.iter().map(|field| {
            let (doc, alias) = (docs::comment(&docs::field_text(field)), aliases::of_field(field));
            let (field_name, ty) = (ident(&field.ident), types.value(field));
            quote!(#doc #alias pub #field_name: #ty,)
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

fn setter(field: &Field, types: &FieldTypes<'_>) -> TokenStream {
    let name = ident(&field.ident);
    let value_name = ident("value");
    let (ty, value) = types.argument(field, &value_name);
    let doc = docs::comment(&format!("Sets [`{0}`](Self#structfield.{0}).", field.ident));
    let alias = aliases::of_field(field);
    let deprecated = docs::deprecated(&field.docs);
    quote! {
        #doc
        #alias
        #deprecated
        #[must_use]
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

fn extra_methods(types: &FieldTypes<'_>) -> TokenStream {
    let (into, string) = (types.prelude.spell(Std::Into), types.prelude.spell(Std::String));
    quote! {
        /// Fields that the spec does not know: read from a reply, or set by [`set_extra`](Self::set_extra).
        #[must_use]
        pub fn extra(&self) -> &rt::Extra {
            &self.extra
        }

        /// Sets a field that the spec does not know yet. It is sent as it is and held against no limit.
        #[must_use]
        pub fn set_extra(mut self, key: impl #into<#string>, value: impl #into<rt::serde_json::Value>) -> Self {
            self.extra.insert(key, value);
            self
        }
    }
}

fn markers(api: &Api, model: &Model) -> Vec<TokenStream> {
    let text_fields = stored_fields(model).filter(|field| types::holds_text(field));
    text_fields
        .flat_map(|field| {
            let marker = ident(&field.marker);
            let wire = &field.wire;
            let rules = limits::text_rules(field, api.forbid_control);
            let doc = docs::comment(&format!(
                "Names the field [`{0}`]({1}#structfield.{0}) in `Text` and `lit!`.",
                field.ident,
                docs::target(&model.name)
            ));
            [
                // A marker has no values, so it needs no derives; they are many, and each would cost compile time.
                quote!(#doc pub enum #marker {}),
                quote! {
                    impl rt::TextField for #marker {
                        const NAME: &'static str = #wire;
                        const RULES: rt::TextRules<'static> = #rules;
                    }
                },
            ]
        })
        .collect()
}
