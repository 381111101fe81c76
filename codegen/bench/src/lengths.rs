//! The generated client with control characters allowed in text, which does not scan the bytes of texts.

#[allow(missing_docs, reason = "it is documented where it is generated for users")]
pub mod generated {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

#[allow(clippy::duplicate_mod, reason = "the same source, over another client, is the point")]
#[path = "ours.rs"]
pub mod ours;
