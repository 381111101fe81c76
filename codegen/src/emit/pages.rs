//! How an operation goes on to the next page of a list.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{self, FieldTypes, ident};
use crate::ir::{Advance, Api, Field, Model, Operation, PagePath, Pages, Type};

/// The pages of an operation as they are emitted.
pub(crate) struct Paged {
    /// The client's method: `list_cards_pages`.
    pub(crate) method: Ident,
    /// The static: `LIST_CARDS_PAGES`.
    pub(crate) constant: Ident,
    /// The type of an item.
    pub(crate) item: TokenStream,
}

/// The pages of an operation, if it has any.
pub(crate) fn of(api: &Api, operation: &Operation) -> Option<(Paged, TokenStream)> {
    let pages = operation.pages.as_ref()?;
    let paged = Paged {
        method: ident(&operation.pages_method()),
        constant: ident(&format!("{}_PAGES", operation.constant)),
        item: item(api, operation, pages)?,
    };
    let paging = paging(api, pages)?;
    Some((paged, paging))
}

/// The static with the functions that read and change pages.
pub(crate) fn constant(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let (Paged { constant, item, .. }, paging) = of(api, operation)?;
    let (request, reply) = types::signature(api, operation);
    let method = super::docs::method_link(api, operation, &operation.pages_method());
    let doc = super::docs::comment(&format!("How {method} goes on from page to page."));
    Some(quote! {
        #doc
        pub static #constant: rt::Paging<#request, #reply, #item> = #paging;
    })
}

fn item(api: &Api, operation: &Operation, pages: &Pages) -> Option<TokenStream> {
    match (pages.items.0.last(), &operation.reply) {
        (Some((model, wire)), _) => {
            let model = &api.models[*model];
            FieldTypes::from_outside(api, model).element(model.field(wire)?)
        }
        (None, Some(Type::List(inner))) => Some(types::whole(api, inner)),
        (None, Some(_) | None) => None,
    }
}

fn paging(api: &Api, pages: &Pages) -> Option<TokenStream> {
    let items = in_reply(api, &pages.items, Access::Exclusive)?.borrowed(Access::Exclusive);
    let total = match &pages.total {
        Some(path) => match in_reply(api, path, Access::Shared)? {
            Value::Present(place) => quote!(rt::PageNumber::number(&#place)),
            value @ (Value::Option(_) | Value::Optional(_)) => {
                let value = value.borrowed(Access::Shared);
                quote!(#value.and_then(rt::PageNumber::number))
            }
        },
        None => quote!(None),
    };
    let more = match &pages.more {
        Some(path) => match in_reply(api, path, Access::Shared)? {
            Value::Present(place) => quote!(Some(#place)),
            value @ (Value::Option(_) | Value::Optional(_)) => {
                let value = value.borrowed(Access::Shared);
                quote!(Some(#value.is_some_and(|more| *more)))
            }
        },
        None => quote!(None),
    };
    let next = match &pages.advance {
        Advance::Link => quote!(|_, _, _| rt::Next::Link),
        Advance::Offset(path) => {
            let (place, _) = in_request(api, path)?;
            let reply = name_if(pages.total.is_some() || pages.more.is_some(), "reply");
            quote!(|request, #reply, items| rt::Next::offset(&mut #place, items, #total, #more))
        }
        Advance::Page(path) => {
            let (place, _) = in_request(api, path)?;
            let reply = name_if(pages.total.is_some() || pages.more.is_some(), "reply");
            quote!(|request, #reply, items| rt::Next::page(&mut #place, items, #total, #more))
        }
        Advance::Cursor { cursor, next } => {
            let (place, (model, field)) = in_request(api, cursor)?;
            let value = in_reply(api, next, Access::Shared)?;
            let is_text = field.ty == Type::TEXT;
            let value = if is_text { value.text() } else { value.borrowed(Access::Shared) };
            let new = if is_text { quote!(next.into()) } else { quote!(*next) };
            let replaced = match model.is_optional(field) {
                true => quote!(#place.replace(#new)),
                false => quote!(::core::mem::replace(&mut #place, #new)),
            };
            quote! {
                |request, reply, _| {
                    rt::Next::cursor(#value, #more, |next| #replaced != #place)
                }
            }
        }
    };
    Some(quote!(rt::Paging { items: |reply| #items, next: #next }))
}

/// The name of a parameter, with an underscore if it is not used.
fn name_if(used: bool, name: &str) -> Ident {
    if used { ident(name) } else { ident(&format!("_{name}")) }
}

/// The place of a field in the request, and the field.
fn in_request<'a>(api: &'a Api, path: &PagePath) -> Option<(TokenStream, (&'a Model, &'a Field))> {
    let fields = fields(api, path)?;
    let names = fields.iter().map(|(_, field)| ident(&field.ident));
    Some((quote!(request #(.#names)*), *fields.last()?))
}

/// How a value in the reply is borrowed.
#[derive(Clone, Copy)]
enum Access {
    Shared,
    Exclusive,
}

/// A value in the reply.
enum Value {
    /// The place of one that is always there.
    Present(TokenStream),
    /// The place of an `Option` of one.
    Option(TokenStream),
    /// An `Option` of a reference to one.
    Optional(TokenStream),
}

impl Value {
    /// An `Option` of a reference to the value.
    fn borrowed(self, access: Access) -> TokenStream {
        match (self, access) {
            (Value::Present(place), Access::Shared) => quote!(Some(&#place)),
            (Value::Present(place), Access::Exclusive) => quote!(Some(&mut #place)),
            (Value::Option(place), Access::Shared) => quote!(#place.as_ref()),
            (Value::Option(place), Access::Exclusive) => quote!(#place.as_mut()),
            (Value::Optional(value), _) => value,
        }
    }

    /// An `Option` of the text, if the value is one.
    fn text(self) -> TokenStream {
        match self {
            Value::Present(place) => quote!(Some(&*#place)),
            Value::Option(place) => quote!(#place.as_deref()),
            Value::Optional(value) => quote!(#value.map(|next| &**next)),
        }
    }
}

fn in_reply(api: &Api, path: &PagePath, access: Access) -> Option<Value> {
    if path.0.is_empty() {
        return Some(Value::Optional(quote!(Some(reply))));
    }
    let nullable = match access {
        Access::Shared => ident("as_option"),
        Access::Exclusive => ident("as_option_mut"),
    };
    let mut found = Value::Present(quote!(reply));
    for (model, field) in fields(api, path)? {
        let name = ident(&field.ident);
        let is_nullable = field.nullable && field.ty != Type::JSON;
        let inner = |place: TokenStream| match (model.is_optional(field), is_nullable) {
            (false, false) => Value::Present(quote!(#place.#name)),
            (true, false) => Value::Option(quote!(#place.#name)),
            (false, true) => Value::Optional(quote!(#place.#name.#nullable())),
            (true, true) => {
                let option = Value::Option(quote!(#place.#name)).borrowed(access);
                Value::Optional(quote!(#option.and_then(|value| value.#nullable())))
            }
        };
        found = match found {
            Value::Present(place) => inner(place),
            Value::Option(_) | Value::Optional(_) => {
                let before = found.borrowed(access);
                Value::Optional(match (inner(quote!(value)), access) {
                    (Value::Present(place), Access::Shared) => quote!(#before.map(|value| &#place)),
                    (Value::Present(place), Access::Exclusive) => quote!(#before.map(|value| &mut #place)),
                    (inner, _) => {
                        let inner = inner.borrowed(access);
                        quote!(#before.and_then(|value| #inner))
                    }
                })
            }
        };
    }
    Some(found)
}

fn fields<'a>(api: &'a Api, path: &PagePath) -> Option<Vec<(&'a Model, &'a Field)>> {
    let steps = path.0.iter();
    steps
        .map(|(model, wire)| api.models[*model].field(wire).map(|field| (&api.models[*model], field)))
        .collect()
}
