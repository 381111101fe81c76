//! `error_codes.rs`: the known error codes and their classes as enumerations.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToPascalCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::ident;
use super::{aliases, docs, sample};
use crate::ir::{Api, Docs, ErrorCode};

pub(crate) fn emit(api: &Api, public_path: &str) -> Option<EmittedFile<'static>> {
    if api.errors.is_empty() {
        return None;
    }
    let classes = classes(api);
    let mut items = vec![
        quote!(
            use super::operations;
        ),
        codes(api, public_path),
        code_methods(&api.errors, !classes.is_empty()),
    ];
    items.extend(code_conversions());
    if !classes.is_empty() {
        items.extend([class_enum(api, &classes, public_path), class_methods(&classes), display_class()]);
    }
    Some(EmittedFile {
        name: "error_codes.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: "The error codes of the spec.".to_owned(),
        items: Box::new(items.into_iter()),
    })
}

/// The classes in the order of their first code; then those that codes have in some operations only.
fn classes(api: &Api) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let own = api.errors.iter().filter_map(|error| error.class.as_deref());
    let classes = own.chain(api.errors.iter().flat_map(ErrorCode::classes));
    classes.filter(|class| seen.insert(*class)).collect()
}

fn codes(api: &Api, public_path: &str) -> TokenStream {
    let doc =
        docs::with_example("An error code of the spec.".to_owned(), sample::error_codes(api, public_path));
    let doc = docs::comment(&doc);
    let variants = api.errors.iter().map(|error| {
        let mut text = docs::text(&error.docs, &format!("The error `{}`.", error.name));
        text.push_str(&format!("\n\nCode {}", docs::code(&error.code.to_string())));
        text.push_str(&grounds(error.class.as_deref(), &error.fields, &error.rules));
        if let Some(seconds) = error.pause_seconds {
            text.push_str(&format!(" A call waits {seconds} seconds before it is sent again."));
        }
        for meaning in &error.by_operation {
            let own = grounds(meaning.class.as_deref(), &meaning.fields, &meaning.rules);
            let (operations, code) = (docs::codes(&meaning.operations), docs::code(&error.code.to_string()));
            text.push_str(&format!("\n\nIn {operations}: code {code}{own}"));
            let same = meaning.docs.doc == error.docs.doc;
            if let Some(doc) = meaning.docs.doc.as_ref().filter(|_| !same) {
                text.push_str(&format!(
                    "\n\n{}",
                    docs::text(
                        &Docs { doc: Some(doc.clone()), note: meaning.docs.note.clone(), ..Docs::default() },
                        ""
                    )
                ));
            }
        }
        let (doc, alias, variant) = (docs::comment(&text), aliases::of_error(error), ident(&error.variant));
        quote!(#doc #alias #variant,)
    });
    quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants)*
        }
    }
}

/// The class, the fields and the rules of a code: `, class … . It is about …`.
fn grounds(class: Option<&str>, fields: &[String], rules: &[String]) -> String {
    let mut text = String::new();
    if let Some(class) = class {
        text.push_str(&format!(", class {}", docs::link("ErrorClass", &format!("::{}", variant(class)))));
    }
    text.push('.');
    if let Some(fields) = docs::fields(fields) {
        text.push_str(&format!(" It is about the {fields}."));
    }
    if !rules.is_empty() {
        text.push_str(&format!(" It reports a violation of: {}.", docs::codes(rules)));
    }
    text
}

fn code_methods(errors: &[ErrorCode], has_classes: bool) -> TokenStream {
    let names = errors.iter().map(|error| {
        let (name, variant) = (&error.name, ident(&error.variant));
        quote!(#name => Some(Self::#variant),)
    });
    let class = has_classes.then(|| {
        quote! {
            /// Its class, if the spec has one. In some operations it can be another: [`ErrorClass::of`] an error is that of
            /// its operation.
            #[must_use]
            pub fn class(self) -> Option<ErrorClass> {
                ErrorClass::named(self.known().class?)
            }
        }
    });
    quote! {
        impl ErrorCode {
            /// The code of an error, if the API returned it and it is in the spec.
            #[must_use]
            pub fn of(error: &rt::Error) -> Option<Self> {
                match error.api()?.name? {
                    #(#names)*
                    _ => None,
                }
            }

            /// The code on the wire.
            #[must_use]
            pub fn code(self) -> &'static rt::ServerCode {
                &self.known().code
            }

            /// Its name in the spec.
            #[must_use]
            pub fn name(self) -> &'static str {
                self.known().name
            }

            #class

            /// The spec's explanation; empty if it has none.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                self.known().doc
            }

            fn known(self) -> &'static rt::KnownError {
                operations::API.error_at(self as usize)
            }
        }
    }
}

fn code_conversions() -> [TokenStream; 2] {
    let display = quote! {
        /// The code and its name.
        impl ::core::fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.known(), f)
            }
        }
    };
    let into = quote! {
        impl From<ErrorCode> for rt::ServerCode {
            fn from(code: ErrorCode) -> Self {
                code.code().clone()
            }
        }
    };
    [display, into]
}

fn class_enum(api: &Api, classes: &[&str], public_path: &str) -> TokenStream {
    let doc = docs::comment(&docs::with_example(
        "A class of error codes, for which a client has one reaction.".to_owned(),
        sample::error_classes(api, public_path),
    ));
    let mut members: BTreeMap<&str, Vec<&ErrorCode>> = BTreeMap::new();
    for error in &api.errors {
        error.classes().into_iter().for_each(|class| members.entry(class).or_default().push(error));
    }
    let words: BTreeMap<&str, &Docs> =
        api.classes.iter().map(|class| (class.name.as_str(), &class.docs)).collect();
    let variants = classes.iter().map(|class| {
        let members = members.get(class).map_or(&[][..], Vec::as_slice);
        let doc = docs::comment(&class_text(api, class, members, words.get(class).copied()));
        let variant = variant(class);
        quote!(#doc #variant,)
    });
    quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorClass {
            #(#variants)*
        }
    }
}

/// The client's reaction to a class, and its codes.
fn class_text(api: &Api, class: &str, members: &[&ErrorCode], words: Option<&Docs>) -> String {
    let renews = api.auth.as_ref().is_some_and(|auth| auth.refreshed_by.as_deref() == Some(class));
    let does = if renews {
        "The client fetches another token and repeats the call once."
    } else if api.wait.iter().any(|waited| waited == class) {
        "The errors are temporary: a call that may be repeated is sent again after a pause."
    } else {
        "The client does not repeat the call."
    };
    let codes: Vec<String> = members
        .iter()
        .map(|error| {
            let link = docs::link("ErrorCode", &format!("::{}", error.variant));
            format!("{link} ({})", docs::code(&error.code.to_string()))
        })
        .collect();
    let codes = codes.join(", ");
    match words {
        Some(words) => {
            let words = docs::text(words, &format!("The class `{class}`."));
            format!("{words}\n\nClass `{class}`. {does}\n\nCodes: {codes}.")
        }
        None => format!("The class `{class}`. {does}\n\nCodes: {codes}."),
    }
}

fn class_methods(classes: &[&str]) -> TokenStream {
    let arms = classes.iter().map(|class| {
        let variant = variant(class);
        quote!(#class => Some(Self::#variant),)
    });
    let names = classes.iter().map(|class| {
        let variant = variant(class);
        quote!(Self::#variant => #class,)
    });
    quote! {
        impl ErrorClass {
            /// The class of an error, if the API returned it and its code is in the spec.
            #[must_use]
            pub fn of(error: &rt::Error) -> Option<Self> {
                Self::named(error.class()?)
            }

            /// The name in the spec.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    #(#names)*
                }
            }

            fn named(name: &str) -> Option<Self> {
                match name {
                    #(#arms)*
                    _ => None,
                }
            }
        }
    }
}

fn display_class() -> TokenStream {
    quote! {
        /// The name in the spec.
        impl ::core::fmt::Display for ErrorClass {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.name())
            }
        }
    }
}

fn variant(class: &str) -> proc_macro2::Ident {
    ident(&class.to_pascal_case())
}
