//! The description of a family of events: data in generated code.

/// How events of a family arrive.
#[derive(Clone, Copy, Debug)]
pub struct EventsSpec {
    /// The name in the spec: `card_events`.
    pub name: &'static str,
    /// The format of the body.
    pub format: Format,
    /// What proves that the server sent it.
    pub signature: Signature,
    /// How it may be encrypted.
    pub envelope: Option<Envelope>,
    /// The wire names of the fields that all events have.
    pub common: &'static [&'static str],
    /// The wire names of the fields whose values are in headers of the request, and the headers. A signature does not
    /// cover them.
    pub headers: &'static [(&'static str, &'static str)],
    /// The wire names of the fields in which two deliveries of one event are equal, and no two events.
    pub duplicates: &'static [&'static str],
    /// The body of the answer that says that the event arrived.
    pub acknowledgement: &'static str,
}

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON object.
    Json,
    /// XML: each field is an element of the root, a list is a repeated element. White space around a value is not part
    /// of it, attributes are ignored.
    Xml {
        /// The name of the root element.
        root: &'static str,
    },
}

/// A scheme of signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// SHA-1, in lower-case hexadecimal, of the secret and values of the query, sorted and joined. It does not cover the
    /// body, unless that is in an [`Envelope`].
    SortedSha1 {
        /// The query parameter with the signature.
        signature: &'static str,
        /// The query parameter with the time of the delivery.
        timestamp: &'static str,
        /// The query parameter with a random value.
        nonce: &'static str,
        /// The query parameter that the answer to a check of the address repeats.
        echo: Option<&'static str>,
    },
    /// HMAC-SHA256 of the body, with the secret as the key, in a header.
    HmacSha256 {
        /// The header.
        header: &'static str,
        /// What precedes the signature in the header: `sha256=`.
        prefix: &'static str,
        /// How it is written.
        encoding: Encoding,
    },
}

/// How the bytes of a signature are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits of either case.
    Hex,
    /// Base64 of the standard alphabet, padded.
    Base64,
}

/// A scheme of encryption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envelope {
    /// AES-256 in CBC mode, with the beginning of the key as the initialisation vector, of: 16 random bytes, the number
    /// of bytes of the message in 4 bytes (big-endian), the message, the receiver's id, and padding to a multiple of
    /// 32 bytes as in PKCS #7. It is in base64 in a field of the body, and signed as [`Signature::SortedSha1`] is,
    /// with the field as a fourth value.
    AesCbcWithId {
        /// The field with the encrypted message.
        field: &'static str,
        /// The query parameter with its signature.
        signature: &'static str,
        /// The field of an encrypted answer with its signature.
        answer_signature: &'static str,
        /// The field of an encrypted answer with its time.
        answer_timestamp: &'static str,
        /// The field of an encrypted answer with a random value.
        answer_nonce: &'static str,
    },
}
