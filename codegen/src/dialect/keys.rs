//! The keys of every mapping of the dialect: what each is called, what it holds, and what it means.
//!
//! Reading, the suggestions for misspelt keys and the schema for editors all come from these tables.

mod api;
mod types;

use specwright_runtime::Method;

use crate::change_kind::ChangeKind;

pub(crate) use api::{API, AUTH, CLASS, ERROR, REPLY, RETRY, SOURCE, TEXT};
pub(crate) use types::{CONSTRUCTOR, DOCUMENTED, ENUM, FIELD, MODEL, UNION, VALUE, VARIANT, WARN};

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
    /// Whether a list or a mapping without anything in it says something, or is reported by itself.
    pub(crate) may_be_empty: bool,
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
    /// A number.
    Number,
    /// A number greater than 0.
    Divisor,
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

impl Holds {
    /// Whether it is a list, or a mapping whose keys are known or of some kind.
    pub(crate) fn is_collection(self) -> bool {
        match self {
            Holds::Words
            | Holds::Scalars
            | Holds::NamedScalars
            | Holds::Conditions
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

    const fn may_be_empty(mut self) -> Key {
        self.may_be_empty = true;
        self
    }

    const fn one_of(mut self, choices: &'static [&'static str]) -> Key {
        self.choices = choices;
        self
    }
}

const fn key(name: &'static str, holds: Holds, doc: &'static str) -> Key {
    Key { name, holds, required: false, choices: &[], may_be_empty: false, doc }
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

/// The codes of lints, which are all that can be allowed.
pub(crate) const LINTS: &[&str] = &[
    "SW0501", "SW0502", "SW0503", "SW0504", "SW0505", "SW0506", "SW0507", "SW0508", "SW0510", "SW0511",
    "SW0512", "SW0513", "SW0514", "SW0515", "SW0516", "SW0517",
];

/// The kinds of changes, of which those that break something can be accepted.
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
pub(crate) const ALL: [&Keys; 21] = [
    &ALLOW,
    &API,
    &AUTH,
    &SOURCE,
    &REPLY,
    &RETRY,
    &TEXT,
    &CLASS,
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
    key("doc", Holds::Sentence, "What it means, for the documentation. CommonMark."),
    key("note", Holds::Sentence, "Why the spec says what it says, where that is not plain. CommonMark."),
    key(
        "section",
        Holds::Sentence,
        "The section of the API's own documentation: the number of its heading, else its words.",
    ),
    key("since", Holds::Sentence, "The version or date since when it exists."),
    key("deprecated", Holds::Sentence, "Why it should no longer be used, and what to use. CommonMark."),
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

pub(crate) const OPERATION: Keys = Keys {
    id: "operation",
    what: "an operation",
    own: &[
        key("operation", Holds::Word, "The operation's name: `create_card`.").required(),
        key("method", Holds::Word, "The HTTP method: `POST`.").required().one_of(&METHODS),
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
            .one_of(&CHANGES),
        key("at", Holds::Word, "What changed, as `diff` prints it: `BaseInfo.title`.").required(),
        key("reason", Holds::Sentence, "Why it may break.").required(),
    ],
    shared: &[],
};
