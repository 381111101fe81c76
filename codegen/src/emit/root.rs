//! `mod.rs`: the modules and exports.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::ident;
use super::{docs, events, proptest, replies, reply_headers};
use crate::ir::{Api, Input, Operation, RustType, ScalarForm, ScalarKind, Type, Usage};

/// The items of the runtime that users of the API need, so that one `use` is sufficient. A type of the API with such a
/// name takes precedence.
const CONVENIENCES: [&str; 27] = [
    "AccessToken",
    "Answer",
    "ApiError",
    "BuildError",
    "Call",
    "ClientBuilder",
    "DecodeError",
    "Error",
    "FixedToken",
    "HttpError",
    "InvalidRequest",
    "Items",
    "Method",
    "Nullable",
    "Pages",
    "RawCall",
    "Report",
    "Retry",
    "Sent",
    "Text",
    "Timestamp",
    "TokenFailure",
    "TokenSource",
    "Transport",
    "TransportErrorKind",
    "TransportFailure",
    "Violation",
];

/// A type of the API.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Exported<'a> {
    module: &'a str,
    name: &'a str,
    /// Whether it is there with the feature `events` only.
    only_event: bool,
}

impl Exported<'_> {
    fn condition(&self) -> Option<TokenStream> {
        let feature = events::FEATURE;
        self.only_event.then(|| quote!(#[cfg(feature = #feature)]))
    }
}

pub(crate) fn emit(api: &Api) -> EmittedFile<'static> {
    let contract = proc_macro2::Literal::u32_unsuffixed(specwright_runtime::CONTRACT);
    let exported = |module, name, usage: Usage| Exported { module, name, only_event: usage.only_event };
    let models = api.models.iter().map(|(_, model)| exported(&model.module, &model.name, model.usage));
    let unions = api.unions.iter().map(|(_, union)| exported(&union.module, &union.name, union.usage));
    let enums = api.enums.iter().map(|(_, choice)| exported(&choice.module, &choice.name, choice.usage));
    let mut types: Vec<_> = models.chain(unions).chain(enums).collect();
    types.sort();

    let items = modules(api, &types).into_iter().chain(exports(api, &types)).chain(shown(&types));
    let contract = quote!(const _: () = specwright_runtime::assert_contract(#contract););
    EmittedFile {
        name: "mod.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: docs::text(&api.docs, &format!("The API `{}`.", api.name)),
        items: Box::new(items.chain([contract])),
    }
}

/// The documentation shows the types in the module `models`, so that the front page begins with calls and errors.
fn hidden(item: TokenStream) -> TokenStream {
    quote!(#[doc(hidden)] #item)
}

/// The declarations of modules.
fn modules(api: &Api, types: &[Exported<'_>]) -> Vec<TokenStream> {
    let mut modules: Vec<TokenStream> = types.iter().map(|one| hidden(public_module(one.module))).collect();
    modules.extend([
        public_module("blocking"),
        // The types of groups are there, and not at the root, where they could have the name of a type of the API.
        match api.groups.is_empty() {
            true => quote!(
                mod client;
            ),
            false => public_module("client"),
        },
        public_module("mock"),
        public_module("operations"),
    ]);
    if proptest::has_requests(api) {
        modules.push(quote!(
            #[cfg(feature = "proptest")]
            mod proptest;
        ));
    }
    if !api.errors.is_empty() {
        modules.push(quote!(
            mod error_codes;
        ));
    }
    if !api.events.is_empty() {
        modules.push(public_module("events"));
    }
    if replies::names(api).next().is_some() {
        modules.push(public_module("replies"));
    }
    if reply_headers::has_any(api) {
        modules.push(public_module("reply_headers"));
    }
    if api.server_template.is_some() {
        modules.push(public_module("server"));
    }
    if api.auth.iter().any(|auth| !auth.sources.is_empty()) {
        modules.push(quote!(
            mod token_sources;
        ));
    }
    modules.push(quote!(
        #[cfg(all(test, feature = "full-serde"))]
        mod tests;
    ));
    modules
}

/// The exports of the crate's root.
fn exports(api: &Api, types: &[Exported<'_>]) -> Vec<TokenStream> {
    let mut exports: Vec<TokenStream> = types
        .iter()
        .map(|one| {
            let (module, name, condition) = (ident(one.module), ident(one.name), one.condition());
            hidden(quote!(#condition pub use self::#module::#name;))
        })
        .collect();
    exports.push(quote!(
        pub use self::client::Client;
    ));
    if !api.errors.is_empty() {
        let class = api.errors.iter().any(|error| error.class.is_some()).then(|| quote!(ErrorClass,));
        exports.push(quote!(pub use self::error_codes::{#class ErrorCode};));
    }
    let sources: Vec<_> =
        api.auth.iter().flat_map(|auth| &auth.sources).map(|source| ident(&source.name)).collect();
    if !sources.is_empty() {
        exports.push(quote!(pub use self::token_sources::{#(#sources),*};));
    }
    let replies: Vec<_> = replies::names(api).map(|name| ident(&name)).collect();
    if !replies.is_empty() {
        exports.push(quote!(pub use self::replies::{#(#replies),*};));
    }
    exports.sort_by_cached_key(ToString::to_string);
    exports.push(quote!(
        pub use specwright_runtime as runtime;
    ));
    let own: Vec<&str> = types.iter().map(|one| one.name).collect();
    let mut conveniences: Vec<&str> = CONVENIENCES.into_iter().chain(value_types(api)).collect();
    conveniences.sort_unstable();
    conveniences.retain(|name| !own.contains(name));
    let conveniences = conveniences.into_iter().map(ident);
    exports.push(quote!(
        // Inlined, so that links to them are valid if only this crate is documented.
        #[doc(inline)]
        pub use specwright_runtime::{#(#conveniences,)* lit};
    ));
    exports
}

/// The module that shows the types.
fn shown(types: &[Exported<'_>]) -> Option<TokenStream> {
    let modules = types.iter().map(|one| ident(one.module));
    let (of_events, others): (Vec<_>, Vec<_>) = types.iter().partition(|one| one.only_event);
    let condition = of_events.first().and_then(|one| one.condition());
    let of_events = (!of_events.is_empty()).then(|| {
        let names = of_events.iter().map(|one| ident(one.name));
        quote!(#condition #[doc(inline)] pub use super::{#(#names),*};)
    });
    let names = others.iter().map(|one| ident(one.name));
    (!types.is_empty()).then(|| {
        quote! {
            /// The types of requests and replies, which the root of the crate has, too. The module of a type has the
            /// arguments of its constructors and the types that name its text fields.
            pub mod models {
                #[doc(inline)]
                pub use super::{#(#modules),*};
                #[doc(inline)]
                pub use super::{#(#names),*};
                #of_events
            }
        }
    })
}

/// The types of the runtime that values of the API are made of by a program, where it has such values.
fn value_types(api: &Api) -> impl Iterator<Item = &'static str> {
    let fields = api.models.iter().flat_map(|(_, model)| &model.fields).map(|field| &field.ty);
    let requests = api.operations.iter().filter_map(|operation| match &operation.input {
        Input::Whole(ty) => Some(ty),
        Input::None | Input::Parameters(_) => None,
    });
    let replies = api.operations.iter().flat_map(Operation::reply_types);
    let types: Vec<&Type> = fields.chain(requests).chain(replies).map(Type::innermost).collect();
    let is_used = move |kind: &ScalarKind| types.contains(&&Type::Scalar(*kind));
    let made = |kind: &ScalarKind| {
        matches!(kind.form(), ScalarForm::Parsed(_) | ScalarForm::Milliseconds | ScalarForm::File)
    };
    ScalarKind::ALL.into_iter().filter(made).filter(is_used).map(|kind| {
        let (RustType::Plain(name) | RustType::Runtime(name)) = kind.rust();
        name
    })
}

fn public_module(name: &str) -> TokenStream {
    let name = ident(name);
    quote!(pub mod #name;)
}
