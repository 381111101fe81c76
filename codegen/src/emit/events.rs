//! `events.rs`: a constant for each family of events, from which a program makes a receiver.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::Code;
use super::docs;
use super::file::EmittedFile;
use super::types::ident;
use crate::ir::{Api, EventEnvelope, EventFormat, EventHeader, Events, Signature};

/// The feature with which events are compiled.
pub(crate) const FEATURE: &str = "events";

/// `events.rs`, compiled with the feature of that name; `None` without events.
pub(crate) fn emit(api: &Api, public_path: &str) -> Option<EmittedFile<'static>> {
    let constants: Vec<TokenStream> =
        api.events.iter().map(|events| constant(api, events, public_path)).collect();
    let exports = quote!(
        #[doc(inline)]
        pub use rt::events::{Delivery, EventError, EventErrorKind, EventKey, Received, Receiver};
    );
    (!constants.is_empty()).then(|| EmittedFile {
        name: "events.rs".to_owned(),
        spec_file: None,
        feature: Some(FEATURE),
        doc: "The events that the server sends, with the feature `events`.".to_owned(),
        items: Box::new([exports].into_iter().chain(constants)),
    })
}

fn constant(api: &Api, events: &Events, public_path: &str) -> TokenStream {
    let (common, union) = (&api.models[events.common], &api.unions[events.union]);
    let text = docs::text(&events.docs, &format!("The events `{}`.", events.name));
    let text = format!(
        "{text}\n\nA [`Receiver`] verifies a request and reads it: into the fields that all events have, \
         [`{0}`](super::{0}), and the event, [`{1}`](super::{1}).",
        common.name, union.name
    );
    let doc = docs::comment(&docs::with_example(text, sample(events, public_path)));
    let (constant, name) = (ident(&events.constant), &events.name);
    let (common_type, union_type) = (ident(&common.name), ident(&union.name));
    let (format, signature) = (format(&events.format), signature(&events.signature));
    let envelope = match &events.envelope {
        None => quote!(None),
        Some(envelope) => {
            let envelope = self::envelope(envelope);
            quote!(Some(#envelope))
        }
    };
    let common_fields = common.fields.iter().map(|field| &field.wire);
    let headers = events.headers.iter().map(|EventHeader { field, header }| quote!((#field, #header)));
    let (duplicates, acknowledge) = (&events.duplicates, &events.acknowledge);
    quote! {
        #doc
        pub const #constant: rt::events::Events<super::#common_type, super::#union_type> =
            rt::events::Events::new(rt::events::EventsSpec {
                name: #name,
                format: #format,
                signature: #signature,
                envelope: #envelope,
                common: &[#(#common_fields),*],
                headers: &[#(#headers),*],
                duplicates: &[#(#duplicates),*],
                acknowledgement: #acknowledge,
            });
    }
}

fn sample(events: &Events, public_path: &str) -> Option<Code> {
    let (constant, body) = match &events.format {
        EventFormat::Json => (&events.constant, "{}".to_owned()),
        EventFormat::Xml { root } => (&events.constant, format!("<{root}/>")),
    };
    (!public_path.is_empty()).then(|| {
        vec![
            format!("use {public_path}::events::{{{constant}, Delivery, Receiver}};"),
            String::new(),
            format!("let receiver = Receiver::builder(&{constant}).secret(\"the shared secret\").build()?;"),
            format!("let unsigned = Delivery::new(b{body:?});"),
            "assert!(receiver.receive(&unsigned).is_err());".to_owned(),
            format!("# Ok::<(), {public_path}::events::EventError>(())"),
        ]
    })
}

fn format(format: &EventFormat) -> TokenStream {
    match format {
        EventFormat::Json => quote!(rt::events::Format::Json),
        EventFormat::Xml { root } => quote!(rt::events::Format::Xml { root: #root }),
    }
}

fn signature(scheme: &Signature) -> TokenStream {
    match scheme {
        Signature::SortedSha1 { signature, timestamp, nonce, echo } => {
            let echo = match echo {
                Some(echo) => quote!(Some(#echo)),
                None => quote!(None),
            };
            quote! {
                rt::events::Signature::SortedSha1 {
                    signature: #signature,
                    timestamp: #timestamp,
                    nonce: #nonce,
                    echo: #echo,
                }
            }
        }
        Signature::HmacSha256 { header, prefix, base64 } => {
            let encoding = ident(if *base64 { "Base64" } else { "Hex" });
            quote! {
                rt::events::Signature::HmacSha256 {
                    header: #header,
                    prefix: #prefix,
                    encoding: rt::events::Encoding::#encoding,
                }
            }
        }
    }
}

fn envelope(scheme: &EventEnvelope) -> TokenStream {
    match scheme {
        EventEnvelope::AesCbcWithId {
            field,
            signature,
            answer_signature,
            answer_timestamp,
            answer_nonce,
        } => {
            quote! {
                rt::events::Envelope::AesCbcWithId {
                    field: #field,
                    signature: #signature,
                    answer_signature: #answer_signature,
                    answer_timestamp: #answer_timestamp,
                    answer_nonce: #answer_nonce,
                }
            }
        }
    }
}
