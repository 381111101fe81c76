//! The schemes of signatures and of encryption.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{EventEnvelope, Signature};

use crate::check::at::At;
use crate::check::operations::params::is_header_name;

/// Lowers a signature. Keys of other schemes, and keys that are missing, are reported.
pub(super) fn signature(source: &dialect::Signature, at: &At, found: &mut Diagnostics) -> Option<Signature> {
    let scheme = source.scheme.as_deref()?;
    let of_sorted = [
        ("signature", &source.signature),
        ("timestamp", &source.timestamp),
        ("nonce", &source.nonce),
        ("echo", &source.echo),
    ];
    let of_hmac = [("header", &source.header), ("prefix", &source.prefix), ("encoding", &source.encoding)];
    let is_sorted = scheme == "sorted_sha1";
    let foreign: Vec<_> = if is_sorted { of_hmac.to_vec() } else { of_sorted.to_vec() };
    for (key, _) in foreign.iter().filter(|(_, value)| value.is_some()) {
        found.push(
            Diagnostic::error(
                Code::BadSignature,
                at.child(*key).key(),
                format!("the scheme `{scheme}` has no `{key}`"),
            )
            .related(at.child("scheme").value(), "the scheme")
            .help("remove it, or change the scheme"),
        );
    }
    let mut needed = |key: &str, value: &Option<String>, example: &str| {
        if value.is_none() {
            found.push(
                Diagnostic::error(
                    Code::BadSignature,
                    at.child("scheme").value(),
                    format!("the scheme `{scheme}` needs `{key}`"),
                )
                .help(format!("add it, for example `{key}: {example}`")),
            );
        }
        value.clone()
    };
    if is_sorted {
        let signature = needed("signature", &source.signature, "signature");
        let timestamp = needed("timestamp", &source.timestamp, "timestamp");
        let nonce = needed("nonce", &source.nonce, "nonce");
        for (index, (key, name)) in of_sorted.iter().enumerate() {
            let others = of_sorted.get(..index).unwrap_or_default();
            let same = others.iter().find(|(_, other)| name.is_some() && other == name);
            if let (Some(name), Some((first, _))) = (name, same) {
                let message = format!("`{key}` and `{first}` are both in the query parameter `{name}`");
                found.push(
                    Diagnostic::error(Code::BadSignature, at.child(*key).value(), message)
                        .related(at.child(*first).value(), "the first one")
                        .help("write the name of another parameter"),
                );
            }
        }
        return Some(Signature::SortedSha1 {
            signature: signature?,
            timestamp: timestamp?,
            nonce: nonce?,
            echo: source.echo.clone(),
        });
    }
    let header = needed("header", &source.header, "X-Signature")?;
    if !is_header_name(&header) {
        found.push(
            Diagnostic::error(
                Code::BadSignature,
                at.child("header").value(),
                format!("`{header}` is not a valid name of a header"),
            )
            .help("the name of a header consists of ASCII letters, digits and hyphens: `X-Signature`"),
        );
    }
    Some(Signature::HmacSha256 {
        header,
        prefix: source.prefix.clone().unwrap_or_default(),
        base64: source.encoding.as_deref() == Some("base64"),
    })
}

/// Lowers an envelope, whose signature is of the scheme that sorts.
pub(super) fn envelope(
    source: &dialect::Envelope,
    signature: Option<&Signature>,
    at: &At,
    found: &mut Diagnostics,
) -> Option<EventEnvelope> {
    if let Some(Signature::HmacSha256 { .. }) = signature {
        found.push(
            Diagnostic::error(
                Code::BadSignature,
                at.child("scheme").value(),
                "the envelope `aes_cbc_with_id` is signed as `sorted_sha1` does, and these events are not",
            )
            .help("remove `envelope`, or write `signature: { scheme: sorted_sha1, … }`"),
        );
    }
    Some(EventEnvelope::AesCbcWithId {
        field: source.field.clone()?,
        signature: source.signature.clone()?,
        answer_signature: source.answer_signature.clone()?,
        answer_timestamp: source.answer_timestamp.clone()?,
        answer_nonce: source.answer_nonce.clone()?,
    })
}
