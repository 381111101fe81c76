//! `mod.rs`: what the generated module consists of.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::EmittedFile;
use super::types::ident;
use super::{docs, proptest};
use crate::ir::{Api, Input, RustType, ScalarForm, ScalarKind, Type};

/// What a consumer needs of the runtime beside the API's own types, so that one `use` is enough. A type of the
/// API that has such a name takes its place.
const CONVENIENCES: [&str; 25] = [
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
    "Method",
    "Nullable",
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

pub(crate) fn emit(api: &Api) -> EmittedFile<'static> {
    let contract = proc_macro2::Literal::u32_unsuffixed(specwright_runtime::CONTRACT);
    let models = api.models.iter().map(|(_, model)| (&model.module, &model.name));
    let unions = api.unions.iter().map(|(_, union)| (&union.module, &union.name));
    let enums = api.enums.iter().map(|(_, choice)| (&choice.module, &choice.name));
    let mut types: Vec<_> = models.chain(unions).chain(enums).collect();
    types.sort();

    // The documentation shows them in the module `models`, so that the front page begins with calls and errors.
    let hidden = |item: TokenStream| quote!(#[doc(hidden)] #item);
    let mut modules: Vec<TokenStream> =
        types.iter().map(|(module, _)| hidden(public_module(module))).collect();
    let mut exports: Vec<TokenStream> = types
        .iter()
        .map(|(module, name)| {
            let (module, name) = (ident(module), ident(name));
            hidden(quote!(pub use self::#module::#name;))
        })
        .collect();
    modules.extend([
        public_module("blocking"),
        quote!(
            mod client;
        ),
        public_module("mock"),
        public_module("operations"),
    ]);
    if proptest::has_requests(api) {
        modules.push(quote!(
            #[cfg(feature = "proptest")]
            mod proptest;
        ));
    }
    exports.push(quote!(
        pub use self::client::Client;
    ));
    if !api.errors.is_empty() {
        modules.push(quote!(
            mod error_codes;
        ));
        let class = api.errors.iter().any(|error| error.class.is_some()).then(|| quote!(ErrorClass,));
        exports.push(quote!(pub use self::error_codes::{#class ErrorCode};));
    }
    let sources: Vec<_> =
        api.auth.iter().flat_map(|auth| &auth.sources).map(|source| ident(&source.name)).collect();
    if !sources.is_empty() {
        modules.push(quote!(
            mod token_sources;
        ));
        exports.push(quote!(pub use self::token_sources::{#(#sources),*};));
    }
    modules.push(quote!(
        #[cfg(all(test, feature = "full-serde"))]
        mod tests;
    ));

    exports.sort_by_cached_key(ToString::to_string);
    exports.push(quote!(
        pub use specwright_runtime as runtime;
    ));
    let own: Vec<&str> = types.iter().map(|(_, name)| name.as_str()).collect();
    let mut conveniences: Vec<&str> = CONVENIENCES.into_iter().chain(parsed_types(api)).collect();
    conveniences.sort_unstable();
    conveniences.retain(|name| !own.contains(name));
    let conveniences = conveniences.into_iter().map(ident);
    exports.push(quote!(
        // Their pages are part of this crate, so that links to them hold also where only it is documented.
        #[doc(inline)]
        pub use specwright_runtime::{#(#conveniences,)* lit};
    ));
    let shown = shown(&types);
    let contract = quote!(const _: () = specwright_runtime::assert_contract(#contract););
    let items = modules.into_iter().chain(exports).chain(shown).chain([contract]);
    EmittedFile {
        name: "mod.rs".to_owned(),
        spec_file: None,
        feature: None,
        doc: docs::text(&api.docs, &format!("The API `{}`.", api.name)),
        items: Box::new(items),
    }
}

/// The module that shows the types.
fn shown(types: &[(&String, &String)]) -> Option<TokenStream> {
    let (modules, names): (Vec<_>, Vec<_>) =
        types.iter().map(|(module, name)| (ident(module), ident(name))).unzip();
    (!types.is_empty()).then(|| {
        quote! {
            /// The types of requests and replies, which the root of the crate has, too. The module of a type has the
            /// arguments of its constructors and the types that name its text fields.
            pub mod models {
                #[doc(inline)]
                pub use super::{#(#modules),*};
                #[doc(inline)]
                pub use super::{#(#names),*};
            }
        }
    })
}

/// The types of the runtime that values of the API are parsed from, where it has such values.
fn parsed_types(api: &Api) -> impl Iterator<Item = &'static str> {
    let fields = api.models.iter().flat_map(|(_, model)| &model.fields).map(|field| &field.ty);
    let requests = api.operations.iter().filter_map(|operation| match &operation.input {
        Input::Whole(ty) => Some(ty),
        Input::None | Input::Parameters(_) => None,
    });
    let replies = api.operations.iter().filter_map(|operation| operation.reply.as_ref());
    let types: Vec<&Type> = fields.chain(requests).chain(replies).map(Type::innermost).collect();
    let is_used = move |kind: &ScalarKind| types.contains(&&Type::Scalar(*kind));
    let parsed = ScalarKind::ALL.into_iter().filter(|kind| matches!(kind.form(), ScalarForm::Parsed(_)));
    parsed.filter(is_used).map(|kind| {
        let (RustType::Plain(name) | RustType::Runtime(name)) = kind.rust();
        name
    })
}

fn public_module(name: &str) -> TokenStream {
    let name = ident(name);
    quote!(pub mod #name;)
}
