//! Implements `Check::secrets`, so that no error shows a secret that the server returns.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::ident;
use crate::ir::{Api, Field, Model, ModelId, Type, Union};

/// Whether a value of this type can contain a secret at any depth.
pub(crate) fn in_type(api: &Api, ty: &Type) -> bool {
    let holds = |id: ModelId| api.models[id].holds_secret;
    match ty.innermost() {
        Type::Model(id) => holds(*id),
        Type::Union(id) => api.unions[*id].models().any(holds),
        Type::Scalar(_)
        | Type::Enum(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
    }
}

/// `Check::secrets` of a model, if it can contain a secret.
pub(crate) fn of_model(api: &Api, model: &Model) -> Option<TokenStream> {
    let holds = |field: &&Field| field.secret || in_type(api, &field.ty);
    let names: Vec<_> = model.stored_fields().filter(holds).map(|field| ident(&field.ident)).collect();
    (!names.is_empty()).then(|| {
        quote! {
            fn secrets(&self, parts: &mut rt::Parts) {
                #(rt::Check::secrets(&self.#names, parts);)*
            }
        }
    })
}

/// `Check::secrets` of a union, if it can contain a secret.
pub(crate) fn of_union(api: &Api, union: &Union) -> Option<TokenStream> {
    let variants = union.variants.iter().filter(|variant| in_type(api, &Type::Model(variant.model)));
    let values = union.values.iter().filter(|field| in_type(api, &field.ty)).map(|field| &field.wire);
    let names: Vec<_> = variants.map(|variant| &variant.name).chain(values).map(|name| ident(name)).collect();
    let has_others = union.usage.reply || names.len() < union.variants.len() + union.values.len();
    let body = match names.as_slice() {
        [] => return None,
        [name] if has_others => quote! {
            if let Self::#name(variant) = self {
                rt::Check::secrets(variant, parts);
            }
        },
        names => {
            let others = has_others.then(|| quote!(_ => {}));
            quote! {
                match self {
                    #(Self::#names(variant) => rt::Check::secrets(variant, parts),)*
                    #others
                }
            }
        }
    };
    Some(quote! {
        fn secrets(&self, parts: &mut rt::Parts) {
            #body
        }
    })
}
