//! The keys of every mapping of the dialect: name, type and meaning.
//!
//! Reading, suggestions for misspelt keys and the schema for editors derive from these tables.

mod api;
mod events;
mod types;

use specwright_runtime::{LimitKind, Method};

use crate::change_kind::ChangeKind;

pub(crate) use api::{
    API, AUTH, CLASS, CREDENTIAL, ERROR, GROUP, MEANING, REPLY, RETRY, SERVER_VARIABLE, SOURCE, STATE, STEP,
    TEXT, WALK,
};
pub(crate) use events::{ENVELOPE, EVENTS, SIGNATURE};
pub(crate) use types::{
    CONSTRUCTOR, DOCUMENTED, ENUM, FACT, FIELD, FIELD_GROUP, KEYS, MODEL, RULE, UNION, VALUE, VARIANT, WARN,
    WARN_OF_KEYS,
};

/// The keys of a mapping.
#[derive(Debug)]
pub(crate) struct Keys {
    /// The name of the mapping in the schema for editors.
    pub(crate) id: &'static str,
    /// A description with an article: `a field`.
    pub(crate) what: &'static str,
    /// Its own keys.
    own: &'static [Key],
    /// Keys that are shared with other mappings, in groups.
    shared: &'static [&'static [Key]],
}

/// A key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    /// Whether it is required.
    pub(crate) required: bool,
    /// The possible words, if only some are valid.
    pub(crate) choices: &'static [&'static str],
    /// Whether the checks report other words, since they have more to say about them than reading has.
    pub(crate) checked_later: bool,
    /// Whether a list or a mapping without anything in it says something, or is reported by itself.
    pub(crate) may_be_empty: bool,
    /// The meaning, in one sentence.
    pub(crate) doc: &'static str,
}

/// The type of a key's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    /// Prose.
    Text,
    /// Prose that must not be blank.
    Sentence,
    /// A name, a type or a path: a text without leading and trailing white space.
    Word,
    /// A type expression: `string`, `list<int>`, a name.
    Type,
    /// A list of words.
    Words,
    /// A word, or a list of words.
    WordOrWords,
    /// A text, or a list of texts.
    Texts,
    /// `true` or `false`.
    Flag,
    /// `true`; `false` has no effect.
    True,
    /// A non-negative integer.
    Count,
    /// A number.
    Number,
    /// A number greater than 0.
    Divisor,
    /// A text, a number or a boolean.
    Scalar,
    /// A list of scalars.
    Scalars,
    /// A mapping from names to scalars.
    NamedScalars,
    /// A mapping from names to scalars or lists of scalars.
    Conditions,
    /// A mapping from names to scalars, lists of scalars, or mappings with the keys of a fact.
    Facts,
    /// Any value.
    Json,
    /// A mapping with known keys.
    One(&'static Keys),
    /// A mapping from names to mappings with these keys.
    Named(&'static Keys),
    /// A mapping from integers or texts to mappings with these keys.
    Coded(&'static Keys),
    /// A list of mappings with these keys.
    List(&'static Keys),
}

impl Holds {
    /// Whether it is a list, or a mapping whose keys are known or of some kind.
    pub(crate) fn is_collection(self) -> bool {
        match self {
            Holds::Words
            | Holds::Texts
            | Holds::WordOrWords
            | Holds::Scalars
            | Holds::NamedScalars
            | Holds::Conditions
            | Holds::Facts
            | Holds::One(_)
            | Holds::Named(_)
            | Holds::Coded(_)
            | Holds::List(_) => true,
            Holds::Text
            | Holds::Sentence
            | Holds::Word
            | Holds::Type
            | Holds::Flag
            | Holds::True
            | Holds::Count
            | Holds::Number
            | Holds::Divisor
            | Holds::Scalar
            | Holds::Json => false,
        }
    }
}

impl Keys {
    /// All keys, its own first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Key> {
        self.own.iter().chain(self.shared.iter().copied().flatten())
    }

    /// The key with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'static Key> {
        self.iter().find(|key| key.name == name)
    }
}

impl Key {
    const fn required(mut self) -> Key {
        self.required = true;
        self
    }

    const fn may_be_empty(mut self) -> Key {
        self.may_be_empty = true;
        self
    }

    /// The only words that are valid.
    const fn one_of(mut self, choices: &'static [&'static str]) -> Key {
        self.choices = choices;
        self
    }

    /// The only words that are valid; the checks report others.
    const fn one_of_checked(mut self, choices: &'static [&'static str]) -> Key {
        self.checked_later = true;
        self.one_of(choices)
    }
}

const fn key(name: &'static str, holds: Holds, doc: &'static str) -> Key {
    Key { name, holds, required: false, choices: &[], checked_later: false, may_be_empty: false, doc }
}

const METHODS: [&str; Method::ALL.len()] = {
    let mut names = [""; Method::ALL.len()];
    let all: &mut [&str] = &mut names;
    let mut left = (all, Method::ALL);
    while let ([name, names @ ..], [method, methods @ ..]) = left {
        *name = method.as_str();
        left = (names, methods);
    }
    names
};

/// The formats of a body.
pub(crate) const BODIES: &[&str] = &["json", "form", "nested_form", "multipart", "text", "bytes"];

/// The formats of the body of a reply.
pub(crate) const REPLY_BODIES: &[&str] = &["json", "text", "bytes"];

/// The codes of lints, which can be allowed.
pub(crate) const LINTS: &[&str] = &[
    "SW0501", "SW0502", "SW0503", "SW0504", "SW0505", "SW0506", "SW0507", "SW0508", "SW0510", "SW0511",
    "SW0512", "SW0513", "SW0514", "SW0515", "SW0516", "SW0517",
];

/// The kinds of changes, of which breaking ones can be accepted.
const CHANGES: [&str; ChangeKind::ALL.len()] = names_of(ChangeKind::ALL);

const fn names_of<const N: usize>(kinds: &[ChangeKind]) -> [&'static str; N] {
    let mut names = [""; N];
    let all: &mut [&str] = &mut names;
    let mut left = (all, kinds);
    while let ([name, names @ ..], [kind, kinds @ ..]) = left {
        *name = kind.as_str();
        left = (names, kinds);
    }
    names
}

/// The mappings that a file can be, in the order of suggestions.
pub(crate) const KINDS: [(&str, &Keys); 8] = [
    ("api", &API),
    ("model", &MODEL),
    ("field_group", &FIELD_GROUP),
    ("union", &UNION),
    ("enum", &ENUM),
    ("operation", &OPERATION),
    ("events", &EVENTS),
    ("accepted", &ACCEPTED),
];

/// All mappings of the dialect.
pub(crate) const ALL: [&Keys; 40] = [
    &ALLOW,
    &API,
    &SERVER_VARIABLE,
    &AUTH,
    &SOURCE,
    &CREDENTIAL,
    &REPLY,
    &RETRY,
    &TEXT,
    &CLASS,
    &ERROR,
    &MEANING,
    &GROUP,
    &WALK,
    &STATE,
    &STEP,
    &MODEL,
    &FIELD_GROUP,
    &FIELD,
    &WARN,
    &KEYS,
    &WARN_OF_KEYS,
    &DOCUMENTED,
    &CONSTRUCTOR,
    &RULE,
    &FACT,
    &UNION,
    &VARIANT,
    &ENUM,
    &VALUE,
    &OPERATION,
    &REPLY_HEADER,
    &SUCCESS,
    &FAILURE,
    &PAGES,
    &EVENTS,
    &SIGNATURE,
    &ENVELOPE,
    &ACCEPTED,
    &ACCEPTANCE,
];

/// The names of the keys of a mapping, such as `field` or `operation`; none if there is no such mapping.
pub fn key_names(mapping: &str) -> Vec<&'static str> {
    let found = ALL.iter().find(|keys| keys.id == mapping);
    found.into_iter().flat_map(|keys| keys.iter()).map(|key| key.name).collect()
}

const WORDS: &[Key] = &[
    key("doc", Holds::Sentence, "The meaning, for the documentation. CommonMark."),
    key("note", Holds::Sentence, "The reason for what the spec states, if it is not obvious. CommonMark."),
    key(
        "section",
        Holds::Sentence,
        "The section of the API's own documentation: the number of its heading, or else its text.",
    ),
    key("since", Holds::Sentence, "The version or date since which it exists."),
    key("deprecated", Holds::Sentence, "Why it is deprecated, and what to use instead. CommonMark."),
    key("allow", Holds::List(&ALLOW), "Lints of `check` that are allowed here and for everything inside."),
];

pub(crate) const ALLOW: Keys = Keys {
    id: "allow",
    what: "an allowance",
    own: &[
        key("code", Holds::Word, "The code that `check` prints: `SW0501`.").required().one_of_checked(LINTS),
        key("reason", Holds::Sentence, "Why the lint does not apply.").required(),
    ],
    shared: &[],
};

/// The kinds of limits of a body that is text or bytes.
pub(crate) const LIMITS_OF_BODIES: [LimitKind; 3] =
    [LimitKind::MinBytes, LimitKind::MaxBytes, LimitKind::MediaTypes];

const BODY_LIMITS: [Key; 3] = {
    let [min, max, types] = LIMITS_OF_BODIES;
    [types::limit(min), types::limit(max), types::limit(types)]
};

pub(crate) const OPERATION: Keys = Keys {
    id: "operation",
    what: "an operation",
    own: &[
        key("operation", Holds::Word, "The operation's name: `create_card`.").required(),
        key(
            "group",
            Holds::Word,
            "The group of operations that it belongs to, one of `groups` of the api file.",
        ),
        key(
            "name_in_group",
            Holds::Word,
            "The name of its method in the group, if it is not its own: `create`.",
        ),
        key("method", Holds::Word, "The HTTP method: `POST`.").required().one_of_checked(&METHODS),
        key("path", Holds::Word, "The path below the server: `/cards/{card_id}`.").required(),
        key("server", Holds::Word, "The server of this operation, in place of that of the API."),
        key("path_params", Holds::Named(&FIELD), "The parameters in the path."),
        key("query", Holds::Named(&FIELD), "The query parameters."),
        key("headers", Holds::Named(&FIELD), "The headers."),
        key("request", Holds::Type, "The type of the body."),
        key(
            "body",
            Holds::Word,
            "The format of the body: `json`, `form`, `nested_form`, `multipart`, `text` or `bytes`.",
        )
        .one_of_checked(BODIES),
        key("content_type", Holds::Word, "The content type of a body that is text: `text/csv`."),
        key("example", Holds::Json, "An example of a body that is text."),
        key("optional_body", Holds::True, "A request can also have no body."),
        key("wrap", Holds::Json, "Constants around the body, with one `$request` for the body itself."),
        key("reply", Holds::Type, "The type of a success."),
        key(
            "replies",
            Holds::Coded(&SUCCESS),
            "The successes by their status, if their types differ: `200`, `202`, `204`.",
        ),
        key("reply_body", Holds::Word, "The format of the body of a success: `json`, `text` or `bytes`.")
            .one_of_checked(REPLY_BODIES),
        key("accept", Holds::Word, "The media type of a reply that is not JSON: `application/pdf`."),
        key(
            "data",
            Holds::Scalar,
            "The key, or dotted path, of the reply's value in the body; `false` if it is the whole body.",
        ),
        key("reply_headers", Holds::Named(&REPLY_HEADER), "The headers of a success that have a type."),
        key("no_content", Holds::True, "A success can also have no value: no body, or null."),
        key(
            "failures",
            Holds::Coded(&FAILURE),
            "The bodies of failures: by status, by a range such as `4XX`, or for `default`.",
        ),
        key("auth", Holds::Flag, "Whether it requires the API's credential."),
        key("idempotent", Holds::Flag, "Whether sending it twice has the effect of sending it once."),
        key(
            "tolerate_unknown_keys",
            Holds::Flag,
            "Whether a key that the spec does not have is a warning, and no error.",
        ),
        key("pages", Holds::One(&PAGES), "How to go on to the next page, if each reply is a page of a list."),
    ],
    shared: &[&BODY_LIMITS, WORDS],
};

pub(crate) const REPLY_HEADER: Keys = Keys {
    id: "reply_header",
    what: "a header of a reply",
    own: &[
        key("type", Holds::Type, "A scalar, an enumeration or a list of those.").required(),
        key("example", Holds::Json, "An example of its value."),
    ],
    shared: &[WORDS],
};

pub(crate) const SUCCESS: Keys = Keys {
    id: "success",
    what: "a success",
    own: &[key("type", Holds::Type, "The type of its value; without it, the success has none.")],
    shared: &[WORDS],
};

pub(crate) const FAILURE: Keys = Keys {
    id: "failure",
    what: "a failure",
    own: &[key("type", Holds::Type, "The type of the body.").required()],
    shared: &[WORDS],
};

pub(crate) const PAGES: Keys = Keys {
    id: "pages",
    what: "the pages of a list",
    own: &[
        key(
            "items",
            Holds::Word,
            "The list in the reply: `items`, `data.items`. Without it, the reply is the list.",
        ),
        key("offset", Holds::Word, "The field of the request with the number of items to pass over."),
        key("page", Holds::Word, "The field of the request with the number of the page, from 1 on."),
        key("cursor", Holds::Word, "The field of the request that takes the cursor of the next page."),
        key("next", Holds::Word, "The cursor of the next page in the reply: `next_cursor`."),
        key("link", Holds::True, "The `Link` header of the reply leads to the next page."),
        key("total", Holds::Word, "The number in the reply of all items, or with `page` of all pages."),
        key("more", Holds::Word, "The boolean in the reply that states whether there is another page."),
    ],
    shared: &[],
};

pub(crate) const ACCEPTED: Keys = Keys {
    id: "accepted",
    what: "the list of accepted changes",
    own: &[key(
        "accepted",
        Holds::List(&ACCEPTANCE),
        "The intentional breaking changes since the last release.",
    )
    .required()
    .may_be_empty()],
    shared: &[],
};

pub(crate) const ACCEPTANCE: Keys = Keys {
    id: "acceptance",
    what: "an accepted change",
    own: &[
        key("change", Holds::Word, "The kind of change, as `diff` prints it: `field-removed`.")
            .required()
            .one_of_checked(&CHANGES),
        key("at", Holds::Word, "What changed, as `diff` prints it: `BaseInfo.title`.").required(),
        key("reason", Holds::Sentence, "Why it is accepted.").required(),
    ],
    shared: &[],
};
