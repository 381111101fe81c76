//! `server.rs`: the address of the server, of which a program can choose parts.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::file::EmittedFile;
use super::types::{allow_placeholders, allow_trait_method, ident};
use super::{docs, sample};
use crate::ir::{Api, ServerTemplate, ServerVariable};
use crate::names;

pub(crate) fn emit<'a>(api: &'a Api, public_path: &str) -> Option<EmittedFile<'a>> {
    let template = api.server_template.as_ref()?;
    let enums = template.variables.iter().filter(|variable| !variable.values.is_empty()).flat_map(choice);
    let doc = "The address of the server, of which a program can choose parts: the builder of a client takes a [`Server`] as its `server`.";
    Some(EmittedFile {
        name: "server.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: docs::with_example(doc.to_owned(), sample::server(template, public_path)),
        items: Box::new(
            [structure(template), defaults(template), setters(template), conversion(template)]
                .into_iter()
                .chain(enums),
        ),
    })
}

/// The name of the enumeration of a variable's values: `Region`.
pub(crate) fn choice_name(variable: &ServerVariable) -> String {
    let name = names::pascal(&variable.name);
    if name == "Server" || name == "Self" { name + "Value" } else { name }
}

fn choice_ident(variable: &ServerVariable) -> Ident {
    ident(&choice_name(variable))
}

fn doc(variable: &ServerVariable) -> TokenStream {
    let meaning = match &variable.doc {
        Some(doc) => crate::prose::markdown(doc),
        None => format!("The part {} of the address.", docs::code(&variable.name)),
    };
    docs::comment(&format!("{meaning}\n\n{} by default.", docs::code(&variable.default)))
}

fn structure(template: &ServerTemplate) -> TokenStream {
    let address = docs::comment(&format!("The address {}.", docs::code(&template.address)));
    let fields = template.variables.iter().map(|variable| {
        let (doc, name) = (doc(variable), ident(&variable.ident));
        let ty = if variable.values.is_empty() {
            quote!(String)
        } else {
            let choice = choice_ident(variable);
            quote!(#choice)
        };
        quote!(#doc pub #name: #ty)
    });
    quote! {
        #address
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Server {
            #(#fields,)*
        }
    }
}

fn defaults(template: &ServerTemplate) -> TokenStream {
    let fields = template.variables.iter().map(|variable| {
        let (name, default) = (ident(&variable.ident), &variable.default);
        match variable.values.iter().find(|(value, _)| value == default) {
            Some((_, variant)) => {
                let (choice, variant) = (choice_ident(variable), ident(variant));
                quote!(#name: #choice::#variant)
            }
            None => quote!(#name: #default.to_owned()),
        }
    });
    quote! {
        impl Default for Server {
            fn default() -> Self {
                Self { #(#fields,)* }
            }
        }
    }
}

fn setters(template: &ServerTemplate) -> TokenStream {
    let setters = template.variables.iter().map(|variable| {
        let (doc, name) = (doc(variable), ident(&variable.ident));
        let (ty, value) = if variable.values.is_empty() {
            (quote!(impl Into<String>), quote!(#name.into()))
        } else {
            let choice = choice_ident(variable);
            (quote!(#choice), quote!(#name))
        };
        let trait_method = allow_trait_method(&variable.ident);
        let placeholder = allow_placeholders([variable.ident.as_str()]);
        quote! {
            #doc
            #[must_use]
            #placeholder
            #trait_method
            pub fn #name(mut self, #name: #ty) -> Self {
                self.#name = #value;
                self
            }
        }
    });
    quote! {
        impl Server {
            #(#setters)*
        }
    }
}

fn conversion(template: &ServerTemplate) -> TokenStream {
    let address = &template.address;
    let values = template.variables.iter().map(|variable| {
        let (wire, name) = (&variable.name, ident(&variable.ident));
        // Both a text and a choice have this method.
        quote!((#wire, server.#name.as_str()))
    });
    quote! {
        /// The address. What a text has besides unreserved characters is percent-encoded, and refused in a host.
        impl From<Server> for String {
            fn from(server: Server) -> Self {
                rt::server_address(#address, &[#(#values),*])
            }
        }
    }
}

fn choice(variable: &ServerVariable) -> [TokenStream; 2] {
    let name = choice_ident(variable);
    let doc = doc(variable);
    let variants = variable.values.iter().map(|(value, variant)| {
        let (doc, variant) = (docs::comment(&docs::code(value)), ident(variant));
        quote!(#doc #variant)
    });
    let texts = variable.values.iter().map(|(value, variant)| {
        let variant = ident(variant);
        quote!(Self::#variant => #value)
    });
    let choice = quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    };
    let methods = quote! {
        impl #name {
            /// The value in the address.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#texts,)*
                }
            }
        }
    };
    [choice, methods]
}
