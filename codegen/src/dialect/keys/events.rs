//! The keys of events.

use super::{Holds, Keys, WORDS, key};

pub(crate) const EVENTS: Keys = Keys {
    id: "events",
    what: "a family of events",
    own: &[
        key("events", Holds::Word, "The name of the events: `card_events`.").required(),
        key("format", Holds::Word, "The format of the body: `json` or `xml`.")
            .required()
            .one_of(&["json", "xml"]),
        key("root", Holds::Word, "The name of the root element, if the format is `xml`."),
        key("common", Holds::Word, "The model of the fields that all events have.").required(),
        key(
            "event",
            Holds::Word,
            "The union of the events, whose tag and fields are beside the common ones.",
        )
        .required(),
        key(
            "headers",
            Holds::NamedScalars,
            "The fields of the common model, or the tag, that are headers of the request: `{ type: X-Event-Type }`.",
        ),
        key(
            "duplicates",
            Holds::Words,
            "The fields in which two deliveries of one event are equal, and no two events.",
        )
        .required(),
        key("signature", Holds::One(&SIGNATURE), "What proves that the server sent an event.").required(),
        key("envelope", Holds::One(&ENVELOPE), "How events may be encrypted."),
        key("acknowledge", Holds::Text, "The body of the answer that says that an event arrived."),
    ],
    shared: &[WORDS],
};

pub(crate) const SIGNATURE: Keys = Keys {
    id: "signature",
    what: "`signature` of events",
    own: &[
        key(
            "scheme",
            Holds::Word,
            "`sorted_sha1`: SHA-1 of the sorted secret, timestamp and nonce. `hmac_sha256`: HMAC-SHA256 of the body.",
        )
        .required()
        .one_of(&["sorted_sha1", "hmac_sha256"]),
        key("signature", Holds::Word, "`sorted_sha1`: the query parameter with the signature."),
        key("timestamp", Holds::Word, "`sorted_sha1`: the query parameter with the time."),
        key("nonce", Holds::Word, "`sorted_sha1`: the query parameter with a random value."),
        key(
            "echo",
            Holds::Word,
            "`sorted_sha1`: the query parameter that the answer to a check of the address repeats.",
        ),
        key("header", Holds::Word, "`hmac_sha256`: the header with the signature."),
        key("prefix", Holds::Text, "`hmac_sha256`: what precedes the signature in the header: `sha256=`."),
        key("encoding", Holds::Word, "`hmac_sha256`: how it is written, `hex` (the default) or `base64`.")
            .one_of(&["hex", "base64"]),
    ],
    shared: &[],
};

pub(crate) const ENVELOPE: Keys = Keys {
    id: "event_envelope",
    what: "`envelope` of events",
    own: &[
        key(
            "scheme",
            Holds::Word,
            "`aes_cbc_with_id`: AES-256-CBC of 16 random bytes, the message with its length, and the receiver's id.",
        )
        .required()
        .one_of(&["aes_cbc_with_id"]),
        key("field", Holds::Word, "The field with the encrypted message.").required(),
        key("signature", Holds::Word, "The query parameter with the signature of the encrypted message.").required(),
        key("answer_signature", Holds::Word, "The field of an encrypted answer with its signature.").required(),
        key("answer_timestamp", Holds::Word, "The field of an encrypted answer with its time.").required(),
        key("answer_nonce", Holds::Word, "The field of an encrypted answer with a random value.").required(),
    ],
    shared: &[],
};
