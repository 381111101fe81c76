//! The keys of every mapping of the dialect: what each is called, what it holds, and what it means.
//!
//! Reading, the suggestions for misspelt keys and the schema for editors all come from these tables.

use specwright_runtime::Breach;

use crate::changes::Kind;

/// The keys that a mapping can have.
#[derive(Debug)]
pub(crate) struct Keys {
    /// The name of the mapping in the schema for editors.
    pub(crate) id: &'static str,
    /// What the mapping is, with an article: `a field`.
    pub(crate) what: &'static str,
    /// Its own keys.
    own: &'static [Key],
    /// Keys that it shares with other mappings, group by group.
    shared: &'static [&'static [Key]],
}

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    /// Whether the mapping means nothing without it.
    pub(crate) required: bool,
    /// The words that it can hold, where only some mean anything.
    pub(crate) choices: &'static [&'static str],
    /// What it means, in one line.
    pub(crate) doc: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// Prose.
    Text,
    /// Prose that says something.
    Sentence,
    /// A name, a type, a path: a text in which white space at the ends is a mistake.
    Word,
    /// A type expression: `string`, `list<int>`, a name.
    Type,
    /// A list of words.
    Words,
    /// `true` or `false`.
    Flag,
    /// `true`, for its contrary goes without saying.
    True,
    /// A whole number of at least 0.
    Count,
    /// Any text, number or truth value.
    Scalar,
    /// A list of scalars.
    Scalars,
    /// A mapping from names to a scalar each.
    NamedScalars,
    /// A mapping from names to a scalar or a list of scalars each.
    Conditions,
    /// Any value.
    Json,
    /// A mapping with keys of its own.
    One(&'static Keys),
    /// A mapping from names to such mappings.
    Named(&'static Keys),
    /// A mapping from integers or texts to such mappings.
    Coded(&'static Keys),
    /// A list of such mappings.
    List(&'static Keys),
}

impl Keys {
    /// All of its keys, its own ones first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Key> {
        self.own.iter().chain(self.shared.iter().copied().flatten())
    }

    /// The key of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'static Key> {
        self.iter().find(|key| key.name == name)
    }
}

impl Key {
    const fn required(mut self) -> Key {
        self.required = true;
        self
    }

    const fn one_of(mut self, choices: &'static [&'static str]) -> Key {
        self.choices = choices;
        self
    }
}

const fn key(name: &'static str, holds: Holds, doc: &'static str) -> Key {
    Key { name, holds, required: false, choices: &[], doc }
}

const METHODS: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/// The codes of lints, which are all that can be allowed.
pub(crate) const LINTS: &[&str] =
    &["SW0501", "SW0502", "SW0503", "SW0504", "SW0505", "SW0506", "SW0507", "SW0508"];

/// The kinds of changes, of which those that break something can be accepted.
const CHANGES: [&str; Kind::ALL.len()] = names_of(Kind::ALL);

const fn names_of<const N: usize>(kinds: &[Kind]) -> [&'static str; N] {
    let mut names = [""; N];
    let all: &mut [&str] = &mut names;
    let mut left = (all, kinds);
    while let ([name, names @ ..], [kind, kinds @ ..]) = left {
        *name = kind.as_str();
        left = (names, kinds);
    }
    names
}

/// The mappings that a file can be, in the order in which they are suggested.
pub(crate) const KINDS: [(&str, &Keys); 6] = [
    ("api", &API),
    ("model", &MODEL),
    ("union", &UNION),
    ("enum", &ENUM),
    ("operation", &OPERATION),
    ("accepted", &ACCEPTED),
];

/// Every mapping of the dialect.
pub(crate) const ALL: [&Keys; 20] = [
    &ALLOW,
    &API,
    &AUTH,
    &SOURCE,
    &REPLY,
    &RETRY,
    &TEXT,
    &ERROR,
    &MODEL,
    &FIELD,
    &WARN,
    &DOCUMENTED,
    &CONSTRUCTOR,
    &UNION,
    &VARIANT,
    &ENUM,
    &VALUE,
    &OPERATION,
    &ACCEPTED,
    &ACCEPTANCE,
];

const WORDS: &[Key] = &[
    key("doc", Holds::Text, "What it means, for the documentation."),
    key("note", Holds::Text, "Why the spec says what it says, where that is not plain."),
    key("section", Holds::Text, "The section of the API's own documentation."),
    key("since", Holds::Text, "The version or date since when it exists."),
    key("deprecated", Holds::Text, "Why it should no longer be used, and what to use."),
    key("allow", Holds::List(&ALLOW), "Doubts of `check` that are settled here, and for all that is inside."),
];

pub(crate) const ALLOW: Keys = Keys {
    id: "allow",
    what: "an allowance",
    own: &[
        key("code", Holds::Word, "The code that `check` prints: `SW0501`.").required().one_of(LINTS),
        key("reason", Holds::Sentence, "Why it is right as it is.").required(),
    ],
    shared: &[],
};

pub(crate) const API: Keys = Keys {
    id: "api",
    what: "the api file",
    own: &[
        key("api", Holds::Word, "The API's name.").required(),
        key("server", Holds::Word, "The address that all paths begin with.").required(),
        key("fallback_servers", Holds::Words, "Addresses of the same API at other places."),
        key("auth", Holds::One(&AUTH), "How a request proves who sends it; without it, it need not."),
        key("reply", Holds::One(&REPLY), "Where replies tell of errors."),
        key("retry", Holds::One(&RETRY), "Which errors pass when one waits."),
        key("text", Holds::One(&TEXT), "What holds for every text."),
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
    )],
    shared: &[],
};

pub(crate) const TEXT: Keys = Keys {
    id: "text",
    what: "`text`",
    own: &[key("forbid_control", Holds::Flag, "Whether control characters are errors in every text.")],
    shared: &[],
};

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
            "How long to wait before the call is sent again, where its class passes.",
        ),
    ],
    shared: &[WORDS],
};

pub(crate) const MODEL: Keys = Keys {
    id: "model",
    what: "a model",
    own: &[
        key("model", Holds::Word, "The model's name: `BaseInfo`.").required(),
        key("fields", Holds::Named(&FIELD), "Its fields, by the key they have on the wire."),
        key("constructors", Holds::Named(&CONSTRUCTOR), "Named ways to build it, in place of `new`."),
    ],
    shared: &[WORDS],
};

/// The limits that `warn` can have too.
const LIMITS: &[Key] = &[
    key("max_bytes", Holds::Count, "At most so many bytes of UTF-8."),
    key("min_bytes", Holds::Count, "At least so many bytes of UTF-8."),
    key("max_cjk", Holds::Count, "At most so many CJK characters."),
    key("max_chars", Holds::Count, "At most so many characters."),
    key("min", Holds::Scalar, "The smallest number."),
    key("max", Holds::Scalar, "The greatest number."),
    key("min_items", Holds::Count, "At least so many elements of a list or map."),
    key("max_items", Holds::Count, "At most so many elements of a list or map."),
    key("pattern", Holds::Text, "A regular expression that the text matches."),
    key("after", Holds::Word, "The field that this one must be greater than."),
];

pub(crate) const FIELD: Keys = Keys {
    id: "field",
    what: "a field",
    own: &[
        key("type", Holds::Type, "`string`, `int`, `list<int>`, the name of a model, …").required(),
        key("name", Holds::Word, "The Rust field's name, where the one made from the wire name will not do."),
        key("required", Holds::Flag, "Whether it must always be there."),
        key("required_if", Holds::Conditions, "The fields and values with which it must be there."),
        key("required_unless", Holds::Conditions, "The fields and values without which it must be there."),
        key("forbidden_if", Holds::Conditions, "The fields and values with which it must not be there."),
        key("nullable", Holds::Flag, "Whether null may stand in its place."),
        key("const", Holds::Scalar, "The only value; it is written by itself."),
        key("default", Holds::Scalar, "What the server assumes when it is absent."),
        key("warn", Holds::One(&WARN), "Limits that are only warned of."),
        key("tolerate", Holds::Words, "Forms that are read with a warning: `digit_string`, `single`.")
            .one_of(&["digit_string", "single"]),
        key("secret", Holds::Flag, "Whether the value must never be shown."),
        key("example", Holds::Json, "An example as it stands on the wire."),
        key("documented", Holds::One(&DOCUMENTED), "What the API's own documentation says instead."),
    ],
    shared: &[LIMITS, WORDS],
};

pub(crate) const WARN: Keys = Keys { id: "warn", what: "`warn`", own: LIMITS, shared: &[] };

pub(crate) const DOCUMENTED: Keys = Keys {
    id: "documented",
    what: "`documented`",
    own: &[
        key("required", Holds::Flag, "Whether the documentation calls it required."),
        key("type", Holds::Text, "The type in the documentation's own words."),
        key("max_cjk", Holds::Count, "The limit in CJK characters that the documentation states."),
        key("max", Holds::Count, "The greatest number that the documentation states."),
        key("absent", Holds::True, "The documentation leaves the field out of the table where it belongs."),
    ],
    shared: &[],
};

pub(crate) const CONSTRUCTOR: Keys = Keys {
    id: "constructor",
    what: "a constructor",
    own: &[key("sets", Holds::NamedScalars, "The fields that it sets by itself, and to what.")],
    shared: &[WORDS],
};

pub(crate) const UNION: Keys = Keys {
    id: "union",
    what: "a union",
    own: &[
        key("union", Holds::Word, "The union's name: `DateInfo`.").required(),
        key("tag", Holds::Word, "The key on the wire that says which variant it is.").required(),
        key("tolerate", Holds::Words, "Forms that are read with a warning: `other_variant_fields`.")
            .one_of(&["other_variant_fields"]),
        key("variants", Holds::Named(&VARIANT), "Its variants, by their names.").required(),
    ],
    shared: &[WORDS],
};

pub(crate) const VARIANT: Keys = Keys {
    id: "variant",
    what: "a variant",
    own: &[
        key("value", Holds::Scalar, "The tag's value, an integer or a text.").required(),
        key("also_read", Holds::Scalars, "Other spellings of the tag that are equally right."),
        key("fields", Holds::Named(&FIELD), "Its fields."),
        key("model", Holds::Word, "The model that has its fields, in place of `fields`."),
    ],
    shared: &[WORDS],
};

pub(crate) const ENUM: Keys = Keys {
    id: "enum",
    what: "an enumeration",
    own: &[
        key("enum", Holds::Word, "The enumeration's name: `Color`.").required(),
        key("values", Holds::Coded(&VALUE), "The documented values, as they stand on the wire.").required(),
        key(
            "extra",
            Holds::Scalars,
            "Values that were seen but are not documented; accepted with a warning.",
        ),
        key("default", Holds::Scalar, "The value that the server assumes when the field is absent."),
    ],
    shared: &[WORDS],
};

pub(crate) const VALUE: Keys = Keys {
    id: "value",
    what: "a value of an enumeration",
    own: &[
        key("name", Holds::Word, "The Rust variant's name, where the value makes no good one."),
        key("also_read", Holds::Scalars, "Other spellings that are equally right."),
    ],
    shared: &[WORDS],
};

pub(crate) const OPERATION: Keys = Keys {
    id: "operation",
    what: "an operation",
    own: &[
        key("operation", Holds::Word, "The operation's name: `create_card`.").required(),
        key("method", Holds::Word, "The HTTP method: `POST`.").required().one_of(METHODS),
        key("path", Holds::Word, "The path below the server: `/cards/{card_id}`.").required(),
        key("path_params", Holds::Named(&FIELD), "What stands for the `{…}` of the path."),
        key("query", Holds::Named(&FIELD), "The query parameters."),
        key("headers", Holds::Named(&FIELD), "The headers."),
        key("request", Holds::Type, "The type of the body."),
        key("body", Holds::Word, "How the body is written: `json` or `form`.").one_of(&["json", "form"]),
        key("wrap", Holds::Json, "Constants around the body, with one `$request` for the body itself."),
        key("reply", Holds::Type, "The type of a success."),
        key("auth", Holds::Flag, "Whether it needs the API's credential."),
        key("idempotent", Holds::Flag, "Whether sending it twice does what sending it once does."),
    ],
    shared: &[WORDS],
};

pub(crate) const ACCEPTED: Keys = Keys {
    id: "accepted",
    what: "the list of accepted changes",
    own: &[key(
        "accepted",
        Holds::List(&ACCEPTANCE),
        "The changes since the last release that break something and are meant to.",
    )
    .required()],
    shared: &[],
};

pub(crate) const ACCEPTANCE: Keys = Keys {
    id: "acceptance",
    what: "an accepted change",
    own: &[
        key("change", Holds::Word, "The kind of change, as `diff` prints it: `field-removed`.")
            .required()
            .one_of(&CHANGES),
        key("at", Holds::Word, "What changed, as `diff` prints it: `BaseInfo.title`.").required(),
        key("reason", Holds::Sentence, "Why it may break.").required(),
    ],
    shared: &[],
};
