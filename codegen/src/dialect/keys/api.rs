//! The keys of the api file.

use specwright_runtime::Breach;

use super::{Holds, Keys, WORDS, key};

pub(crate) const API: Keys = Keys {
    id: "api",
    what: "the api file",
    own: &[
        key("api", Holds::Word, "The API's name.").required(),
        key("server", Holds::Word, "The address that all paths begin with.").required(),
        key(
            "server_variables",
            Holds::Named(&SERVER_VARIABLE),
            "The parts of `server` in braces, which a program can choose.",
        ),
        key("fallback_servers", Holds::Words, "Addresses of other servers of the same API."),
        key("auth", Holds::One(&AUTH), "How requests are authorised; without it, they are not.")
            .may_be_empty(),
        key("credentials", Holds::Named(&CREDENTIAL), "Credentials that a program asks its client for."),
        key("reply", Holds::One(&REPLY), "Where replies contain errors."),
        key("retry", Holds::One(&RETRY), "Which errors are temporary.").may_be_empty(),
        key("text", Holds::One(&TEXT), "The rules of every text."),
        key(
            "tolerate_unknown_keys",
            Holds::Flag,
            "What `tolerate_unknown_keys` of an operation is where it is not given. False by default.",
        ),
        key("classes", Holds::Named(&CLASS), "The documentation of the classes of error codes."),
        key("errors", Holds::Coded(&ERROR), "The error codes of the API."),
        key(
            "groups",
            Holds::Named(&GROUP),
            "Groups of operations: the client has `client.loans().borrow(…)` for one in the group `loans`.",
        ),
        key("walk", Holds::One(&WALK), "The way through the API from beginning to end, for its reference."),
    ],
    shared: &[WORDS],
};

pub(crate) const GROUP: Keys =
    Keys { id: "group", what: "a group of operations", own: &[], shared: &[WORDS] };

pub(crate) const SERVER_VARIABLE: Keys = Keys {
    id: "server_variable",
    what: "a variable of the server",
    own: &[
        key("default", Holds::Text, "The value that a client has by itself: `eu`.").required(),
        key("values", Holds::Words, "The only values that are possible."),
        key("doc", Holds::Sentence, "The meaning, for the documentation. CommonMark."),
    ],
    shared: &[],
};

pub(crate) const AUTH: Keys = Keys {
    id: "auth",
    what: "`auth`",
    own: &[
        key("query", Holds::Word, "The query parameter with the credential."),
        key("header", Holds::Word, "The header with the credential."),
        key("prefix", Holds::Text, "The text before the credential in the header: `\"Token \"`."),
        key("bearer", Holds::Flag, "Whether it is sent as `Authorization: Bearer …`."),
        key(
            "basic",
            Holds::Flag,
            "Whether it is a user name and a password, sent as `Authorization: Basic …`.",
        ),
        key("cookie", Holds::Word, "The cookie with the credential."),
        key(
            "refreshed_by",
            Holds::Word,
            "The class of errors after which a call is repeated once with a new token.",
        ),
        key("sources", Holds::Named(&SOURCE), "The operations that return a token."),
    ],
    shared: &[],
};

pub(crate) const SOURCE: Keys = Keys {
    id: "source",
    what: "a token source",
    own: &[
        key("operation", Holds::Word, "The operation that returns a token.").required(),
        key("token", Holds::Word, "The field of its reply with the token.").required(),
        key("expires_in", Holds::Word, "The field of its reply with the token's lifetime in seconds."),
        key(
            "renewed_by",
            Holds::Word,
            "The `bool` of its request that ends the current token; otherwise it returns that token until it expires.",
        ),
    ],
    shared: &[WORDS],
};

pub(crate) const CREDENTIAL: Keys = Keys {
    id: "credential",
    what: "a credential",
    own: &[
        key("operation", Holds::Word, "The operation that returns it, which may need the API's credential.")
            .required(),
        key("sets", Holds::NamedScalars, "The fields of the operation's request, with their values."),
        key("token", Holds::Word, "The field of its reply with the credential.").required(),
        key("expires_in", Holds::Word, "The field of its reply with the credential's lifetime in seconds."),
    ],
    shared: &[WORDS],
};

pub(crate) const REPLY: Keys = Keys {
    id: "reply",
    what: "`reply` of the api file",
    own: &[
        key("code", Holds::Word, "The key, or dotted path, of the error code in a reply."),
        key("message", Holds::Word, "The key, or dotted path, of the error message in a reply."),
        key("ok", Holds::Scalar, "The code that means success, if errors can have a 2xx status."),
        key(
            "request_id_in_message",
            Holds::Texts,
            "The text, or the texts, that can precede the request id in the message.",
        ),
        key("request_id_header", Holds::Word, "The header with the request id."),
        key(
            "field_path_of",
            Holds::Scalars,
            "The codes whose message ends with the path of the field that they are about.",
        ),
        key(
            "body_rest_after",
            Holds::Text,
            "The text behind which a message quotes the rest of the body, from the closing quotation mark of the key that the \
             error is about.",
        ),
        key(
            "data",
            Holds::Word,
            "The key, or dotted path, of the reply's value in the body of each operation.",
        ),
    ],
    shared: &[],
};

pub(crate) const RETRY: Keys = Keys {
    id: "retry",
    what: "`retry`",
    own: &[key(
        "wait",
        Holds::Words,
        "The classes of temporary errors, after which a call that may be repeated is sent again.",
    )
    .may_be_empty()],
    shared: &[],
};

pub(crate) const TEXT: Keys = Keys {
    id: "text",
    what: "`text`",
    own: &[
        key("forbid_control", Holds::Flag, "Whether control characters are errors in every text."),
        key(
            "forbid_escapes",
            Holds::Flag,
            "Whether escapes such as `\\u5e74`, of characters from U+0080 on, are errors in the JSON of requests.",
        ),
    ],
    shared: &[],
};

pub(crate) const CLASS: Keys =
    Keys { id: "class", what: "a class of error codes", own: &[], shared: &[WORDS] };

pub(crate) const ERROR: Keys = Keys {
    id: "error",
    what: "an error code",
    own: &[
        key("name", Holds::Word, "The constant's name: `INVALID_CREDENTIAL`.").required(),
        key("class", Holds::Word, "The class of the error, a word chosen by the spec."),
        key("field", Holds::WordOrWords, "The field, or the fields, that the error is about."),
        key(
            "rules",
            Holds::Words,
            "The rules whose violation the error reports, if not any: `required`, `max_bytes`.",
        )
        .one_of_checked(&Breach::RULES),
        key(
            "pause_seconds",
            Holds::Count,
            "How long to wait before the call is sent again, where its class passes. The code turns a call away \
             undone, so that any operation is repeated after it.",
        ),
        key(
            "by_operation",
            Holds::List(&MEANING),
            "What the code means in some operations, where that differs.",
        ),
    ],
    shared: &[WORDS],
};

pub(crate) const MEANING: Keys = Keys {
    id: "meaning",
    what: "a meaning by operation",
    own: &[
        key("operations", Holds::Words, "The operations in whose replies the code has this meaning.")
            .required(),
        key("class", Holds::Word, "The class of the error there, if it is another one."),
        key(
            "field",
            Holds::WordOrWords,
            "The field, or the fields, that the error is about there, if they are others.",
        ),
        key("rules", Holds::Words, "The rules whose violation the error reports there, if they are others.")
            .one_of_checked(&Breach::RULES),
        key("doc", Holds::Sentence, "The meaning there, for the documentation. CommonMark."),
        key(
            "note",
            Holds::Sentence,
            "The reason for what the spec states, if it is not obvious. CommonMark.",
        ),
    ],
    shared: &[],
};

pub(crate) const WALK: Keys = Keys {
    id: "walk",
    what: "`walk`",
    own: &[
        key("doc", Holds::Sentence, "What the steps lead to, for the reference. CommonMark."),
        key("states", Holds::Named(&STATE), "The states between the steps, in the order of the diagram."),
        key("steps", Holds::List(&STEP), "The steps, in their usual order.").required(),
    ],
    shared: &[],
};

pub(crate) const STATE: Keys = Keys {
    id: "state",
    what: "a state of the walk",
    own: &[key("doc", Holds::Sentence, "What is true in this state. CommonMark.")],
    shared: &[],
};

pub(crate) const STEP: Keys = Keys {
    id: "step",
    what: "a step of the walk",
    own: &[
        key("operations", Holds::Words, "The operations of which one makes the step."),
        key("events", Holds::Words, "The events of which one reports the step: `card_events.CardPassCheck`."),
        key("from", Holds::Words, "The states in which the step can be made."),
        key("to", Holds::Word, "The state that the step leads to."),
        key("doc", Holds::Sentence, "What is done, or what happens. CommonMark.").required(),
    ],
    shared: &[],
};
