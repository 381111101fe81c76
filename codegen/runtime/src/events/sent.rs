//! Signed and encrypted events for tests, with the feature `mock`.

use form_urlencoded::Serializer;
use serde::Serialize;
use serde_json::{Map, Value};

use super::received::OpenedWith;
use super::{Delivery, Envelope, EventError, EventErrorKind, Receiver, Signature, signature};
use crate::Timestamp;

/// A request with an event, as the server would send it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignedEvent {
    /// The query of the address.
    pub query: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl SignedEvent {
    /// The request, as [`Receiver::receive`] takes it.
    #[must_use]
    pub fn delivery(&self) -> Delivery<'_> {
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Delivery::new(self.body.as_bytes()).query(&self.query).headers(headers)
    }
}

impl<C, E> Receiver<C, E> {
    /// The request with which the server would send an event to this receiver: signed with its first secret and, if it
    /// has a key, encrypted with its first key. For tests, with the feature `mock`.
    ///
    /// # Errors
    ///
    /// [`EventErrorKind::Fields`] if the event is an `Unknown`, which cannot be written.
    pub fn sign(&self, common: &C, event: &E, time: Timestamp) -> Result<SignedEvent, EventError>
    where
        C: Serialize,
        E: Serialize,
    {
        let refuse =
            |error: serde_json::Error| EventError::new(self.spec.name, EventErrorKind::Fields, error);
        let mut fields = Map::new();
        for value in
            [serde_json::to_value(common).map_err(refuse)?, serde_json::to_value(event).map_err(refuse)?]
        {
            if let Value::Object(object) = value {
                fields.extend(object);
            }
        }
        let text = |value: Value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let of_fields = self
            .spec
            .headers
            .iter()
            .filter_map(|(field, header)| Some(((*header).to_owned(), text(fields.remove(*field)?))));
        let headers: Vec<_> = of_fields.collect();
        let mut signed = self.sign_text(&self.write(&fields.into()), time)?;
        signed.headers.extend(headers);
        Ok(signed)
    }

    /// The request with which the server would send this body to this receiver, as [`Self::sign`], without headers that
    /// hold fields.
    ///
    /// # Errors
    ///
    /// [`EventErrorKind::Encryption`] if the operating system has no random bytes.
    pub fn sign_text(&self, body: &str, time: Timestamp) -> Result<SignedEvent, EventError> {
        let Some(secret) = self.secrets.secrets.first() else {
            return Err(EventError::new(
                self.spec.name,
                EventErrorKind::Receiver,
                "this receiver has no secret",
            ));
        };
        let (mut query, mut headers, mut body) =
            (Serializer::new(String::new()), Vec::new(), body.to_owned());
        match self.spec.signature {
            Signature::HmacSha256 { header, prefix, encoding } => {
                let signed = signature::hmac_sha256(secret, body.as_bytes(), encoding);
                headers.push((header.to_owned(), format!("{prefix}{signed}")));
            }
            Signature::SortedSha1 { signature, timestamp, nonce, .. } => {
                let time = time.unix_seconds().to_string();
                let mut random = String::from("998877");
                if let Some(envelope) = self.spec.envelope.filter(|_| !self.secrets.keys.is_empty()) {
                    let Envelope::AesCbcWithId { field, signature, .. } = envelope;
                    let sealed = self.seal(OpenedWith { secret: 0, key: Some(0) }, &body, &time)?;
                    query.append_pair(signature, &sealed.signature);
                    body = self.write(&Map::from_iter([(field.to_owned(), sealed.encrypted.into())]).into());
                    random = sealed.nonce;
                }
                let signed = signature::sorted_sha1([secret.expose(), &time, &random]);
                query.extend_pairs([(signature, &signed), (timestamp, &time), (nonce, &random)]);
            }
        }
        Ok(SignedEvent { query: query.finish(), headers, body })
    }
}
