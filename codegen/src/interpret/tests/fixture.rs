//! A small API with every kind of type, limit and condition.

use serde_json::json;

use crate::ir::*;

/// The ids are the positions in the lists below.
const ORDER: usize = 0;
const PARCEL: usize = 1;
const PICK_UP: usize = 2;
const SEARCH: usize = 3;
const SHELF: usize = 4;

pub(super) fn api() -> Api {
    Api {
        name: "books".into(),
        docs: Docs::default(),
        file: String::new(),
        server: "https://books.example.com".into(),
        server_template: None,
        fallback_servers: Vec::new(),
        auth: None,
        credentials: Vec::new(),
        replies: Replies::default(),
        wait: Vec::new(),
        forbid_control: true,
        forbid_escapes: true,
        classes: Vec::new(),
        errors: Vec::new(),
        models: Arena::new(vec![order(), parcel(), pick_up(), search(), shelf()]),
        unions: Arena::new(vec![delivery()]),
        enums: Arena::new(vec![binding(), genre()]),
        groups: Vec::new(),
        operations: vec![
            operation("order", Method::Post, Input::Whole(Type::Model(Id::new(ORDER))), Body::Json),
            operation("ping", Method::Post, Input::None, Body::Empty),
            operation("search", Method::Post, Input::Parameters(Id::new(SEARCH)), Body::Json),
            Operation {
                wrap: Some(Wrap {
                    template: json!({ "v": 1, "data": { "kind": "SHELF", "options": { "a": 1 }, "shelf": null } }),
                    path: vec!["data".into(), "shelf".into()],
                }),
                ..operation("shelve", Method::Post, Input::Whole(Type::Model(Id::new(SHELF))), Body::Json)
            },
        ],
        events: Vec::new(),
        walk: None,
    }
}

fn order() -> Model {
    let text = |wire, constraints| with(field(wire, Type::TEXT), constraints);
    let fields = vec![
        required(text("title", vec![limit(LimitKind::MaxBytes, 9), limit(LimitKind::MinBytes, 2)])),
        Field { nullable: true, ..text("subtitle", vec![limit(LimitKind::MaxChars, 3)]) },
        text("blurb", vec![limit(LimitKind::MaxCjk, 2)]),
        warned(
            field("link", Type::TEXT),
            vec![limit(
                LimitKind::Pattern,
                Pattern {
                    source: "^https?://".into(),
                    shape: PatternShape::Prefix(vec!["http://".into(), "https://".into()]),
                },
            )],
        ),
        text(
            "isbn",
            vec![limit(
                LimitKind::Pattern,
                Pattern {
                    source: "^[0-9-]*$".into(),
                    shape: PatternShape::Chars { ranges: vec![('-', '-'), ('0', '9')], allow_empty: true },
                },
            )],
        ),
        text(
            "sku",
            vec![limit(
                LimitKind::Pattern,
                Pattern { source: "^[A-Z]{2}-[0-9]+$".into(), shape: PatternShape::Regex },
            )],
        ),
        Field { secret: true, ..text("token", vec![]) },
        warned(
            with(
                field("copies", Type::Scalar(ScalarKind::Int)),
                vec![limit(LimitKind::Min, Number::Int(1)), limit(LimitKind::Max, Number::Int(100))],
            ),
            vec![limit(LimitKind::Max, Number::Int(50))],
        ),
        field("small", Type::Scalar(ScalarKind::Int32)),
        field("natural", Type::Scalar(ScalarKind::Uint32)),
        Field {
            tolerate: Tolerance { digit_string: true, ..Tolerance::default() },
            ..field("floor", Type::Scalar(ScalarKind::Int32))
        },
        Field {
            tolerate: Tolerance { digit_string: true, ..Tolerance::default() },
            ..field("rating", Type::Scalar(ScalarKind::Float))
        },
        field("serial", Type::Scalar(ScalarKind::Uint)),
        with(
            field("price", Type::Scalar(ScalarKind::Float)),
            vec![limit(LimitKind::Min, Number::Float(0.5))],
        ),
        field("gift", Type::Scalar(ScalarKind::Bool)),
        field("printed", Type::Scalar(ScalarKind::Timestamp)),
        Field {
            tolerate: Tolerance { digit_string: true, ..Tolerance::default() },
            after: Some(Order { field: "printed".into(), severity: Severity::Error }),
            ..field("sold", Type::Scalar(ScalarKind::Timestamp))
        },
        field("leaves", Type::Scalar(ScalarKind::DigitTimestamp)),
        Field {
            after: Some(Order { field: "leaves".into(), severity: Severity::Warning }),
            ..field("lands", Type::Scalar(ScalarKind::DigitTimestamp))
        },
        field("notes", Type::JSON),
        field("genre", Type::Enum(Id::new(1))),
        field("binding", Type::Enum(Id::new(0))),
        field("delivery", Type::Union(Id::new(0))),
        Field {
            tolerate: Tolerance { single: true, ..Tolerance::default() },
            ..with(
                field("seats", Type::List(Box::new(Type::TEXT))),
                vec![limit(LimitKind::MaxBytes, 6), limit(LimitKind::MaxItems, 2)],
            )
        },
        with(
            field("pages", Type::List(Box::new(Type::Scalar(ScalarKind::Int)))),
            vec![limit(LimitKind::Min, Number::Int(1)), limit(LimitKind::MinItems, 1)],
        ),
        with(
            field("stock", Type::Map(Box::new(Type::Scalar(ScalarKind::Int)))),
            vec![limit(LimitKind::Max, Number::Int(9)), limit(LimitKind::MaxItems, 2)],
        ),
        field("shelf", Type::Boxed(Box::new(Type::Model(Id::new(SHELF))))),
        Field { constant: Some(Scalar::Text("books".into())), ..field("shop", Type::TEXT) },
        Field { constant: Some(Scalar::Float(1.5)), ..field("rate", Type::Scalar(ScalarKind::Float)) },
        Field {
            tolerate: Tolerance { digit_string: true, ..Tolerance::default() },
            ..field("weight", Type::Scalar(ScalarKind::Float))
        },
        field("height", Type::Scalar(ScalarKind::Float)),
        field("depth", Type::Boxed(Box::new(Type::Scalar(ScalarKind::Int)))),
        Field {
            presence: Presence {
                need: Need::When(is("gift", vec![Scalar::Bool(true)])),
                forbidden: None,
                write_only: false,
            },
            ..field("greeting", Type::TEXT)
        },
        Field {
            presence: Presence {
                need: Need::When(Condition {
                    negated: true,
                    ..is("genre", vec![text_value("NOVEL"), text_value("ESSAY")])
                }),
                forbidden: Some(is("copies", vec![Scalar::Int(7)])),
                write_only: false,
            },
            ..field("volume", Type::Scalar(ScalarKind::Int))
        },
    ];
    model("Order", fields)
}

fn shelf() -> Model {
    model(
        "Shelf",
        vec![
            required(field("room", Type::TEXT)),
            field("next", Type::Boxed(Box::new(Type::Model(Id::new(SHELF))))),
        ],
    )
}

fn search() -> Model {
    let at = |location, field| Field { location, ..field };
    model(
        "SearchRequest",
        vec![
            at(
                Location::Path,
                required(with(field("room", Type::TEXT), vec![limit(LimitKind::MaxBytes, 3)])),
            ),
            at(Location::Query, field("limit", Type::Scalar(ScalarKind::Int))),
            at(Location::Body, required(field("body", Type::Model(Id::new(SHELF))))),
        ],
    )
}

fn pick_up() -> Model {
    let slot = Field {
        tolerate: Tolerance { digit_string: true, ..Tolerance::default() },
        ..required(field("slot", Type::Scalar(ScalarKind::Timestamp)))
    };
    let until = Field {
        after: Some(Order { field: "slot".into(), severity: Severity::Error }),
        ..field("until", Type::Scalar(ScalarKind::Timestamp))
    };
    model("PickUp", vec![slot, until])
}

fn parcel() -> Model {
    model(
        "Parcel",
        vec![
            required(field("weight", Type::Scalar(ScalarKind::Float))),
            field("until", Type::Scalar(ScalarKind::Timestamp)),
        ],
    )
}

fn delivery() -> Union {
    let variant = |name: &str, value, also_read: &str, model| Variant {
        name: name.into(),
        docs: Docs::default(),
        value: TagValue::Int(value),
        also_read: vec![TagValue::Text(also_read.into())],
        model: Id::new(model),
    };
    Union {
        name: "Delivery".into(),
        module: "delivery".into(),
        docs: Docs::default(),
        file: "delivery.yaml".into(),
        tag: Some("kind".into()),
        values: Vec::new(),
        variants: vec![variant("PickUp", 1, "PICK_UP", PICK_UP), variant("Parcel", 2, "PARCEL", PARCEL)],
        tolerate: UnionTolerance { other_variants: true, digit_string: true },
        usage: Usage { request: true, reply: false, ..Usage::default() },
    }
}

fn genre() -> Enum {
    let mut essay = value(text_tag("ESSAY"), false);
    essay.also_read.push(text_tag("TRY"));
    enumeration("Genre", vec![value(text_tag("NOVEL"), false), essay, value(text_tag("COMIC"), true)])
}

fn binding() -> Enum {
    enumeration("Binding", vec![value(TagValue::Int(1), false), value(TagValue::Int(9), true)])
}

fn enumeration(name: &str, values: Vec<EnumValue>) -> Enum {
    Enum {
        name: name.into(),
        module: name.to_lowercase(),
        docs: Docs::default(),
        file: "enum.yaml".into(),
        values,
        default: None,
        usage: Usage { request: true, reply: false, ..Usage::default() },
    }
}

fn value(value: TagValue, extra: bool) -> EnumValue {
    EnumValue { name: "Name".into(), value, also_read: Vec::new(), docs: Docs::default(), extra }
}

fn text_tag(text: &str) -> TagValue {
    TagValue::Text(text.into())
}

fn text_value(text: &str) -> Scalar {
    Scalar::Text(text.into())
}

fn is(field: &str, any_of: Vec<Scalar>) -> Condition {
    Condition { choices: vec![Choice { field: FieldPath::of(field), is: Is::AnyOf(any_of) }], negated: false }
}

fn model(name: &str, fields: Vec<Field>) -> Model {
    Model {
        name: name.into(),
        module: name.to_lowercase(),
        docs: Docs::default(),
        file: "model.yaml".into(),
        fields,
        constructors: Vec::new(),
        usage: Usage { request: true, reply: false, ..Usage::default() },
        is_whole_reply: false,
        holds_secret: false,
        former_fields: vec![],
        rules: vec![],
    }
}

fn operation(name: &str, method: Method, input: Input, body: Body) -> Operation {
    Operation {
        group: None,
        name: name.into(),
        constant: name.to_uppercase(),
        docs: Docs::default(),
        file: "operation.yaml".into(),
        method,
        path: vec![PathPart::Literal(format!("/{name}"))],
        input,
        body,
        content_type: None,
        server: None,
        reply_headers: Vec::new(),
        wrap: None,
        reply: None,
        replies: Vec::new(),
        reply_body: crate::ir::ReplyBody::Json,
        accept: None,
        data: Vec::new(),
        no_content: false,
        failures: Vec::new(),
        auth: false,
        idempotent: false,
        tolerate_unknown_keys: false,
        pages: None,
    }
}

fn field(wire: &str, ty: Type) -> Field {
    Field {
        wire: wire.into(),
        ident: wire.into(),
        marker: wire.into(),
        group_file: None,
        docs: Docs::default(),
        ty,
        nullable: false,
        presence: Presence { need: Need::Optional, forbidden: None, write_only: false },
        constant: None,
        default: None,
        example: None,
        limits: Limits::default(),
        after: None,
        tolerate: Tolerance::default(),
        also_read: Vec::new(),
        style: specwright_runtime::ListStyle::Repeated,
        secret: false,
        discouraged: None,
        unless_empty: false,
        location: Location::Object,
        is_path_part: false,
        is_in_form: false,
    }
}

fn required(field: Field) -> Field {
    Field { presence: Presence { need: Need::Always, forbidden: None, write_only: false }, ..field }
}

fn with(mut field: Field, errors: Vec<Limit>) -> Field {
    field.limits.errors = errors;
    field
}

fn warned(mut field: Field, warnings: Vec<Limit>) -> Field {
    field.limits.warnings = warnings;
    field
}

fn limit(kind: LimitKind, bound: impl Into<Bound>) -> Limit {
    Limit::new(kind, bound).unwrap()
}
