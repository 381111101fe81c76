//! The keys of models, unions and enumerations, and of the fields that they have.

use specwright_runtime::{LimitKind, ListStyle, NumberTest, Operand, Test};

use super::{Holds, Key, Keys, WORDS, key};

pub(crate) const MODEL: Keys = Keys {
    id: "model",
    what: "a model",
    own: &[
        key("model", Holds::Word, "The model's name: `BaseInfo`.").required(),
        key("include", Holds::Words, "Field groups, whose fields come before its own."),
        key("fields", Holds::Named(&FIELD), "Its fields, by wire key.").may_be_empty(),
        key("constructors", Holds::Named(&CONSTRUCTOR), "Named constructors, instead of `new`."),
        key(
            "former_fields",
            Holds::NamedScalars,
            "Former fields, each with the reason: read with a warning, and never written.",
        ),
        key("rules", Holds::List(&RULE), "Rules over several fields, also of the models inside."),
    ],
    shared: &[WORDS],
};

pub(crate) const FIELD_GROUP: Keys = Keys {
    id: "field_group",
    what: "a field group",
    own: &[
        key("field_group", Holds::Word, "The group's name: `audit_fields`.").required(),
        key("fields", Holds::Named(&FIELD), "Its fields, by wire key.").required(),
    ],
    shared: &[WORDS],
};

/// The limits.
const LIMITS: [Key; LimitKind::ALL.len()] = {
    const NONE: Key = key("", Holds::Word, "");
    let mut keys = [const { NONE }; LimitKind::ALL.len()];
    let all: &mut [Key] = &mut keys;
    let mut left = (all, LimitKind::ALL);
    while let ([key, keys @ ..], [kind, kinds @ ..]) = left {
        *key = limit(*kind);
        left = (keys, kinds);
    }
    keys
};

/// The styles of lists in a query.
const STYLES: [&str; ListStyle::NAMED.len()] = {
    let [first, second, third, fourth, fifth] = ListStyle::NAMED;
    [first.name(), second.name(), third.name(), fourth.name(), fifth.name()]
};

const ORDER: &[Key] = &[key("after", Holds::Word, "The field that this one must be greater than.")];

pub(super) const fn limit(kind: LimitKind) -> Key {
    let holds = match (kind.operand(), kind.test()) {
        (Operand::Number, Test::Number(NumberTest::MultipleOf)) => Holds::Divisor,
        (Operand::Count, _) => Holds::Count,
        (Operand::Number, _) => Holds::Number,
        (Operand::Pattern, _) => Holds::Text,
        (Operand::Flag, _) => Holds::True,
        (Operand::Words, _) => Holds::Words,
    };
    key(kind.key(), holds, kind.meaning())
}

pub(crate) const FIELD: Keys = Keys {
    id: "field",
    what: "a field",
    own: &[
        key("type", Holds::Type, "`string`, `int`, `list<int>`, the name of a model, …").required(),
        key("name", Holds::Word, "The name of the Rust field, if not the one made from the wire name."),
        key("required", Holds::Flag, "Whether it is always required."),
        key("required_if", Holds::Conditions, "The fields and values for which it is required.")
            .may_be_empty(),
        key("required_unless", Holds::Conditions, "The fields and values for which it is not required.")
            .may_be_empty(),
        key("forbidden_if", Holds::Conditions, "The fields and values for which it is forbidden.")
            .may_be_empty(),
        key(
            "forbidden_unless",
            Holds::Conditions,
            "The fields and values without which it must not be there.",
        )
        .may_be_empty(),
        key("read_only", Holds::True, "Whether only replies have it. A request with it is refused."),
        key("write_only", Holds::True, "Whether only requests have it. A reply lacks it, also where it is required."),
        key("nullable", Holds::Flag, "Whether null is allowed."),
        key("const", Holds::Scalar, "The only value, which is always written."),
        key("default", Holds::Scalar, "The value that the server assumes if it is absent."),
        key("warn", Holds::One(&WARN), "Limits whose violation is only a warning.").may_be_empty(),
        key("keys", Holds::One(&KEYS), "Limits of the keys of a map, each a text.").may_be_empty(),
        key("tolerate", Holds::Words, "Forms that are read with a warning: `digit_string`, `zero_fraction`, `single`.")
            .one_of_checked(&["digit_string", "zero_fraction", "single"]),
        key(
            "also_read",
            Holds::Words,
            "Other names of a part of a multipart body, which are read as this one.",
        ),
        key(
            "style",
            Holds::Word,
            "How a list is written in a query, if its key is not repeated: `brackets`, `comma`, `space` or `pipe`; or `json` \
             for any value as JSON.",
        )
        .one_of_checked(&STYLES),
        key("secret", Holds::Flag, "Whether the value is a secret, which is never shown."),
        key(
            "discouraged",
            Holds::Sentence,
            "Why the field should not be used; a warning where it is present.",
        ),
        key(
            "unless_empty",
            Holds::True,
            "Whether an empty text, which removes the value, is not a use of a discouraged field.",
        ),
        key("example", Holds::Json, "An example on the wire."),
        key("documented", Holds::One(&DOCUMENTED), "What the API's own documentation states instead."),
    ],
    shared: &[&LIMITS, ORDER, WORDS],
};

pub(crate) const WARN: Keys = Keys { id: "warn", what: "`warn`", own: &LIMITS, shared: &[ORDER] };

pub(crate) const KEYS: Keys = Keys {
    id: "keys",
    what: "`keys`",
    own: &[key("warn", Holds::One(&WARN_OF_KEYS), "Limits whose violation is only a warning.").may_be_empty()],
    shared: &[&LIMITS],
};

pub(crate) const WARN_OF_KEYS: Keys =
    Keys { id: "warn_of_keys", what: "`warn` of `keys`", own: &LIMITS, shared: &[] };

pub(crate) const RULE: Keys = Keys {
    id: "rule",
    what: "a rule",
    own: &[
        key("when", Holds::Facts, "The fields and what must be true of each for the rule to apply."),
        key("then", Holds::Facts, "The fields and what is required of each where it applies."),
        key("else", Holds::Facts, "The fields and what is required of each where it does not apply."),
        key("at_least_one_of", Holds::Words, "Fields of which at least one is required."),
        key("at_most_one_of", Holds::Words, "Fields of which at most one is allowed."),
        key("exactly_one_of", Holds::Words, "Fields of which exactly one is required."),
        key("together", Holds::Words, "Lists whose elements `max_items` counts together."),
        key("max_items", Holds::Count, "Maximum number of elements of the lists in `together`."),
        key("warn", Holds::True, "A violation is only a warning."),
        key("doc", Holds::Sentence, "The reason, for the documentation. CommonMark."),
    ],
    shared: &[],
};

pub(crate) const FACT: Keys = Keys {
    id: "fact",
    what: "what is true of a field",
    own: &[
        key("present", Holds::True, "The field is present."),
        key("absent", Holds::True, "The field is absent."),
    ],
    shared: &[&LIMITS],
};

pub(crate) const DOCUMENTED: Keys = Keys {
    id: "documented",
    what: "`documented`",
    own: &[
        key("required", Holds::Flag, "Whether the documentation calls it required."),
        key("type", Holds::Text, "The type in the documentation's spelling."),
        key("max_cjk", Holds::Count, "The limit in CJK characters that the documentation states."),
        key("max", Holds::Count, "The maximum that the documentation states."),
        key("absent", Holds::True, "The documentation has no row for the field in its table."),
    ],
    shared: &[],
};

pub(crate) const CONSTRUCTOR: Keys = Keys {
    id: "constructor",
    what: "a constructor",
    own: &[key("sets", Holds::NamedScalars, "The fields that it sets, and their values.").may_be_empty()],
    shared: &[WORDS],
};

pub(crate) const UNION: Keys = Keys {
    id: "union",
    what: "a union",
    own: &[
        key("union", Holds::Word, "The union's name: `DateInfo`.").required(),
        key(
            "tag",
            Holds::Word,
            "The wire key whose value names the variant. Without it, each variant requires a key that no other has.",
        ),
        key("fields", Holds::Named(&FIELD), "The fields that every variant has, before its own."),
        key(
            "tolerate",
            Holds::Words,
            "Forms that are read with a warning: `other_variant_fields`, `digit_string`.",
        )
        .one_of_checked(&["other_variant_fields", "digit_string"]),
        key("variants", Holds::Named(&VARIANT), "Its variants, by their names.").required().may_be_empty(),
    ],
    shared: &[WORDS],
};

pub(crate) const VARIANT: Keys = Keys {
    id: "variant",
    what: "a variant",
    own: &[
        key(
            "value",
            Holds::Scalar,
            "The tag's value, an integer or a text. Required if the union has a tag.",
        ),
        key("also_read", Holds::Scalars, "Other spellings of the tag that are read as the same."),
        key("fields", Holds::Named(&FIELD), "Its fields.").may_be_empty(),
        key("model", Holds::Word, "The model with its fields, instead of `fields`."),
        key("type", Holds::Type, "The type of a variant that is not an object: `string`, `list<int>`."),
        key("warn", Holds::One(&WARN), "Limits of such a value whose violation is only a warning."),
        key("keys", Holds::One(&KEYS), "Limits of the keys of such a value, if it is a map.").may_be_empty(),
        key("example", Holds::Json, "An example of such a value."),
    ],
    shared: &[&LIMITS, WORDS],
};

pub(crate) const ENUM: Keys = Keys {
    id: "enum",
    what: "an enumeration",
    own: &[
        key("enum", Holds::Word, "The enumeration's name: `Color`.").required(),
        key("values", Holds::Coded(&VALUE), "The documented values on the wire.").required().may_be_empty(),
        key(
            "extra",
            Holds::Scalars,
            "Values that are seen in use but not documented; accepted with a warning.",
        ),
        key("default", Holds::Scalar, "The value that the server assumes if the field is absent."),
    ],
    shared: &[WORDS],
};

pub(crate) const VALUE: Keys = Keys {
    id: "value",
    what: "a value of an enumeration",
    own: &[
        key("name", Holds::Word, "The name of the Rust variant, if not the one made from the value."),
        key("also_read", Holds::Scalars, "Other spellings that are read as the same."),
    ],
    shared: &[WORDS],
};
