//! The keys of the api file.

use specwright_runtime::Breach;

use super::{Holds, Keys, WORDS, key};

pub(crate) const API: Keys = Keys {
    id: "api",
    what: "the api file",
    own: &[
        key("api", Holds::Word, "The API's name.").required(),
        key("server", Holds::Word, "The address that all paths begin with.").required(),
        key("fallback_servers", Holds::Words, "Addresses of the same API at other places."),
        key("auth", Holds::One(&AUTH), "How a request proves who sends it; without it, it need not.")
            .may_be_empty(),
        key("reply", Holds::One(&REPLY), "Where replies tell of errors."),
        key("retry", Holds::One(&RETRY), "Which errors pass when one waits.").may_be_empty(),
        key("text", Holds::One(&TEXT), "What holds for every text."),
        key("classes", Holds::Named(&CLASS), "What the classes of the error codes mean."),
        key("errors", Holds::Coded(&ERROR), "The error codes of the API."),
    ],
    shared: &[WORDS],
};

pub(crate) const AUTH: Keys = Keys {
    id: "auth",
    what: "`auth`",
    own: &[
        key("query", Holds::Word, "The query parameter that carries the credential."),
        key("header", Holds::Word, "The header that carries the credential."),
        key("bearer", Holds::Flag, "Whether it travels as `Authorization: Bearer …`."),
        key("refreshed_by", Holds::Word, "The class of error that means: fetch a new token and repeat once."),
        key("sources", Holds::Named(&SOURCE), "Where a token can be fetched."),
    ],
    shared: &[],
};

pub(crate) const SOURCE: Keys = Keys {
    id: "source",
    what: "a token source",
    own: &[
        key("operation", Holds::Word, "The operation that gives a token.").required(),
        key("token", Holds::Word, "The field of its reply that holds the token.").required(),
        key("expires_in", Holds::Word, "The field of its reply that holds the token's life in seconds."),
    ],
    shared: &[WORDS],
};

pub(crate) const REPLY: Keys = Keys {
    id: "reply",
    what: "`reply` of the api file",
    own: &[
        key("code", Holds::Word, "The key, or dotted path, of the error code in a reply."),
        key("message", Holds::Word, "The key, or dotted path, of the error message in a reply."),
        key("ok", Holds::Scalar, "The code that means success, where errors come with a 2xx status too."),
        key("request_id_in_message", Holds::Text, "What stands before the request's id in the message."),
        key("request_id_header", Holds::Word, "The header that carries the request's id."),
    ],
    shared: &[],
};

pub(crate) const RETRY: Keys = Keys {
    id: "retry",
    what: "`retry`",
    own: &[key(
        "wait",
        Holds::Words,
        "The classes of errors that pass: a call that may be repeated waits and is sent again.",
    )
    .may_be_empty()],
    shared: &[],
};

pub(crate) const TEXT: Keys = Keys {
    id: "text",
    what: "`text`",
    own: &[key("forbid_control", Holds::Flag, "Whether control characters are errors in every text.")],
    shared: &[],
};

pub(crate) const CLASS: Keys =
    Keys { id: "class", what: "a class of error codes", own: &[], shared: &[WORDS] };

pub(crate) const ERROR: Keys = Keys {
    id: "error",
    what: "an error code",
    own: &[
        key("name", Holds::Word, "The constant's name: `INVALID_CREDENTIAL`.").required(),
        key("class", Holds::Word, "What kind of error it is, in a word of the spec's own."),
        key("field", Holds::Word, "The field that the error complains of."),
        key(
            "rules",
            Holds::Words,
            "The rules whose breach the error tells of, where it is not just any: `required`, `max_bytes`.",
        )
        .one_of(&Breach::RULES),
        key(
            "pause_seconds",
            Holds::Count,
            "How long to wait before the call is sent again, where its class passes. The code turns a call away \
             undone, so that any operation is repeated after it.",
        ),
    ],
    shared: &[WORDS],
};
