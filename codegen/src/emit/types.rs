//! The Rust types of values, wire forms and arguments.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Api, Field, Input, Model, Operation, ReplyKind, RustType, ScalarKind, Type, Union};
use crate::names;

/// A name that the check has made and proven to be an identifier.
pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Whether Clippy takes the name of an argument or variable for a placeholder.
pub(crate) fn is_placeholder(name: &str) -> bool {
    ["foo", "baz", "quux"].contains(&name)
}

/// The attribute of a function with such arguments.
pub(crate) fn allow_placeholders<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Option<TokenStream> {
    arguments.into_iter().any(is_placeholder).then(|| quote!(#[allow(clippy::disallowed_names)]))
}

/// The attribute of a function whose name is that of a method of a standard trait with such arguments.
pub(crate) fn allow_trait_method(name: &str) -> Option<TokenStream> {
    const METHODS: [&str; 13] = [
        "add",
        "bitand",
        "bitor",
        "bitxor",
        "cmp",
        "div",
        "from_iter",
        "from_str",
        "mul",
        "rem",
        "shl",
        "shr",
        "sub",
    ];
    METHODS.contains(&name).then(|| quote!(#[allow(clippy::should_implement_trait)]))
}

/// An item of the standard prelude that generated code uses.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Std {
    Box,
    From,
    Into,
    IntoIterator,
    Option,
    Result,
    String,
    Vec,
}

/// The items of the prelude as they can be named in a file that defines a type `own`.
pub(crate) struct Prelude<'a> {
    own: &'a str,
}

impl<'a> Prelude<'a> {
    pub(crate) fn in_file_of(own: &'a str) -> Self {
        Self { own }
    }

    /// The item's name, or its full path if the file's own type has that name.
    pub(crate) fn spell(&self, item: Std) -> TokenStream {
        let (library, module, name) = match item {
            Std::Box => ("std", "boxed", "Box"),
            Std::From => ("core", "convert", "From"),
            Std::Into => ("core", "convert", "Into"),
            Std::IntoIterator => ("core", "iter", "IntoIterator"),
            Std::Option => ("core", "option", "Option"),
            Std::Result => ("core", "result", "Result"),
            Std::String => ("std", "string", "String"),
            Std::Vec => ("std", "vec", "Vec"),
        };
        let taken = self.own == name;
        let name = ident(name);
        if taken {
            let (library, module) = (ident(library), ident(module));
            quote!(::#library::#module::#name)
        } else {
            quote!(#name)
        }
    }
}

/// The types of the fields of a model, or of the values of a union.
pub(crate) struct FieldTypes<'a> {
    api: &'a Api,
    /// Whether requests have them, so that texts know their limits.
    is_sent: bool,
    pub(crate) prelude: Prelude<'a>,
    /// The path of the markers' module.
    markers: TokenStream,
}

impl<'a> FieldTypes<'a> {
    pub(crate) fn new(api: &'a Api, model: &'a Model) -> Self {
        let prelude = Prelude::in_file_of(&model.name);
        Self { api, is_sent: model.usage.request, prelude, markers: quote!() }
    }

    /// For the values of a union, in its file.
    pub(crate) fn of_values(api: &'a Api, union: &'a Union) -> Self {
        let prelude = Prelude::in_file_of(&union.name);
        Self { api, is_sent: union.usage.request, prelude, markers: quote!() }
    }

    /// For a file other than that of the model.
    pub(crate) fn from_outside(api: &'a Api, model: &'a Model) -> Self {
        let module = ident(&model.module);
        let prelude = Prelude::in_file_of("");
        Self { api, is_sent: model.usage.request, prelude, markers: quote!(super::#module::) }
    }

    /// The type of the field in the struct of the model.
    pub(crate) fn stored(&self, model: &Model, field: &Field) -> TokenStream {
        let value = self.value(field);
        if model.is_optional(field) {
            let option = self.prelude.spell(Std::Option);
            quote!(#option<#value>)
        } else {
            value
        }
    }

    /// The type of the field's value in an argument.
    pub(crate) fn value(&self, field: &Field) -> TokenStream {
        let value = self.spell(&field.ty, field);
        if field.nullable && field.ty != Type::JSON { quote!(rt::Nullable<#value>) } else { value }
    }

    /// The type of a setter's or constructor's argument, and the expression that converts it to the value.
    pub(crate) fn argument(&self, field: &Field, name: &Ident) -> (TokenStream, TokenStream) {
        let value = self.value(field);
        let into = self.prelude.spell(Std::Into);
        if field.nullable && field.ty != Type::JSON {
            return (quote!(impl #into<#value>), quote!(#name.into()));
        }
        match &field.ty {
            Type::Union(_) => (quote!(impl #into<#value>), quote!(#name.into())),
            Type::Scalar(kind) if is_converted(*kind) => (quote!(impl #into<#value>), quote!(#name.into())),
            Type::List(inner) => {
                let item = self.spell(inner, field);
                let into_iterator = self.prelude.spell(Std::IntoIterator);
                let is_converted = match inner.as_ref() {
                    Type::Union(_) => true,
                    other => *other == Type::TEXT || other.is_file(),
                };
                match is_converted {
                    true => (
                        quote!(impl #into_iterator<Item = impl #into<#item>>),
                        quote!(#name.into_iter().map(#into::into).collect()),
                    ),
                    false => (quote!(impl #into_iterator<Item = #item>), quote!(#name.into_iter().collect())),
                }
            }
            Type::Boxed(inner) => {
                let inner = self.spell(inner, field);
                let boxed = self.prelude.spell(Std::Box);
                (quote!(impl #into<#inner>), quote!(#boxed::new(#name.into())))
            }
            Type::Scalar(_) | Type::Model(_) | Type::Enum(_) | Type::Map(_) | Type::Nullable(_) => {
                (value, quote!(#name))
            }
        }
    }

    /// The type of the elements of a list.
    pub(crate) fn element(&self, field: &Field) -> Option<TokenStream> {
        if let Type::List(inner) = &field.ty { Some(self.spell(inner, field)) } else { None }
    }

    fn spell(&self, ty: &Type, field: &Field) -> TokenStream {
        let prelude = &self.prelude;
        match ty {
            Type::Scalar(ScalarKind::Text) if self.is_sent => {
                let (markers, marker) = (&self.markers, ident(&field.marker));
                quote!(rt::Text<#markers #marker>)
            }
            Type::Scalar(ScalarKind::File) => {
                let (markers, marker) = (&self.markers, ident(&field.marker));
                quote!(rt::File<#markers #marker>)
            }
            Type::Scalar(ScalarKind::Text) if field.secret => quote!(rt::Secret),
            Type::Scalar(ScalarKind::Text) => prelude.spell(Std::String),
            Type::List(inner) => {
                let (vec, inner) = (prelude.spell(Std::Vec), self.spell(inner, field));
                quote!(#vec<#inner>)
            }
            Type::Map(inner) => {
                let (string, inner) = (prelude.spell(Std::String), self.spell(inner, field));
                quote!(::std::collections::BTreeMap<#string, #inner>)
            }
            Type::Nullable(inner) => {
                let (option, inner) = (prelude.spell(Std::Option), self.spell(inner, field));
                quote!(#option<#inner>)
            }
            Type::Boxed(inner) => {
                let (boxed, inner) = (prelude.spell(Std::Box), self.spell(inner, field));
                quote!(#boxed<#inner>)
            }
            Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) => whole(self.api, ty),
        }
    }
}

/// The type of a value that is not in a field: a whole request or reply. Text in it has no limits.
pub(crate) fn whole(api: &Api, ty: &Type) -> TokenStream {
    let named = |name: &str| {
        let name = ident(name);
        quote!(super::#name)
    };
    match ty {
        Type::Scalar(kind) => scalar(*kind),
        Type::Model(id) => named(&api.models[*id].name),
        Type::Union(id) => named(&api.unions[*id].name),
        Type::Enum(id) => named(&api.enums[*id].name),
        Type::List(inner) => {
            let inner = whole(api, inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = whole(api, inner);
            quote!(::std::collections::BTreeMap<String, #inner>)
        }
        Type::Nullable(inner) => {
            let inner = whole(api, inner);
            quote!(Option<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = whole(api, inner);
            quote!(Box<#inner>)
        }
    }
}

pub(crate) fn scalar(kind: ScalarKind) -> TokenStream {
    let (prefix, path) = match kind.rust() {
        RustType::Plain(name) => (quote!(), name),
        RustType::Runtime(path) => (quote!(rt::), path),
    };
    let path = path.split("::").map(ident);
    quote!(#prefix #(#path)::*)
}

/// Whether an argument may be of any type that converts to it: literals are strings, and plain values are JSON.
fn is_converted(kind: ScalarKind) -> bool {
    matches!(kind, ScalarKind::Text | ScalarKind::File | ScalarKind::Json)
}

/// Whether a value of the field contains text.
pub(crate) fn contains_text(field: &Field) -> bool {
    *field.ty.innermost() == Type::TEXT
}

/// Whether the field has a type that names it, with the rules of its texts or files.
pub(crate) fn has_marker(field: &Field) -> bool {
    contains_text(field) || field.ty.is_file()
}

/// Reading or writing.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Direction {
    Read,
    Write,
}

/// The wire form of a field, if it is not the value's own.
pub(crate) fn form(field: &Field, direction: Direction) -> Option<TokenStream> {
    let form = form_of(&field.ty, field, direction);
    let nullable = field.nullable && field.ty != Type::JSON;
    match form {
        Some(form) if nullable => Some(quote!(rt::form::OrNull<#form>)),
        other => other,
    }
}

fn form_of(ty: &Type, field: &Field, direction: Direction) -> Option<TokenStream> {
    let reads = direction == Direction::Read;
    match ty {
        Type::Scalar(ScalarKind::DigitTimestamp) => Some(quote!(rt::form::Digits)),
        Type::Scalar(kind) if reads && kind.is_number() => {
            let inner = field.tolerate.digit_string.then(|| quote!(rt::form::NumberOrDigits));
            if !field.tolerate.zero_fraction {
                return inner;
            }
            let inner = inner.unwrap_or_else(|| quote!(rt::form::Plain));
            Some(quote!(rt::form::OrZeroFraction<#inner>))
        }
        Type::List(inner) => match form_of(inner, field, direction) {
            inner if reads && field.tolerate.single => {
                let inner = inner.unwrap_or_else(|| quote!(rt::form::Plain));
                Some(quote!(rt::form::OneOrMany<#inner>))
            }
            Some(inner) => Some(quote!(rt::form::Each<#inner>)),
            None => None,
        },
        Type::Map(inner) => form_of(inner, field, direction).map(|inner| quote!(rt::form::Values<#inner>)),
        Type::Nullable(inner) => {
            form_of(inner, field, direction).map(|inner| quote!(rt::form::OrNull<#inner>))
        }
        Type::Boxed(inner) => form_of(inner, field, direction).map(|inner| quote!(rt::form::Boxed<#inner>)),
        Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) => None,
    }
}

/// The types of an operation's request and reply.
pub(crate) fn signature(api: &Api, operation: &Operation) -> (TokenStream, TokenStream) {
    let request = match &operation.input {
        Input::None => quote!(()),
        Input::Whole(ty) => whole(api, ty),
        Input::Parameters(id) => whole(api, &Type::Model(*id)),
    };
    let reply = match operation.reply_kind() {
        ReplyKind::Nothing => quote!(()),
        ReplyKind::Value(ty) => whole(api, ty),
        ReplyKind::Optional(ty) => {
            let ty = whole(api, ty);
            quote!(Option<#ty>)
        }
        ReplyKind::ByStatus(_) => {
            let name = ident(&names::reply_enum(&operation.name));
            quote!(super::#name)
        }
        ReplyKind::Text => quote!(String),
        ReplyKind::Bytes => quote!(Vec<u8>),
    };
    (request, reply)
}
