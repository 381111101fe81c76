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
        fallback_servers: Vec::new(),
        auth: None,
        replies: Replies::default(),
        wait: Vec::new(),
        forbid_control: true,
        classes: Vec::new(),
        errors: Vec::new(),
        models: Arena::new(vec![order(), parcel(), pick_up(), search(), shelf()]),
        unions: Arena::new(vec![delivery()]),
        enums: Arena::new(vec![binding(), genre()]),
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
    }
}

fn order() -> Model {
    let text = |wire, constraints| with(field(wire, Type::Text), constraints);
    let fields = vec![
        required(text("title", vec![Constraint::MaxBytes(9), Constraint::MinBytes(2)])),
        Field { nullable: true, ..text("subtitle", vec![Constraint::MaxChars(3)]) },
        text("blurb", vec![Constraint::MaxCjk(2)]),
        warned(
            field("link", Type::Text),
            vec![Constraint::Pattern(Pattern {
                source: "^https?://".into(),
                shape: PatternShape::Prefix(vec!["http://".into(), "https://".into()]),
            })],
        ),
        text(
            "isbn",
            vec![Constraint::Pattern(Pattern {
                source: "^[0-9-]*$".into(),
                shape: PatternShape::Chars { ranges: vec![('-', '-'), ('0', '9')], allow_empty: true },
            })],
        ),
        text(
            "sku",
            vec![Constraint::Pattern(Pattern {
                source: "^[A-Z]{2}-[0-9]+$".into(),
                shape: PatternShape::Regex,
            })],
        ),
        Field { secret: true, ..text("token", vec![]) },
        warned(
            with(
                field("copies", Type::Int(IntKind::I64)),
                vec![Constraint::Min(Number::Int(1)), Constraint::Max(Number::Int(100))],
            ),
            vec![Constraint::Max(Number::Int(50))],
        ),
        field("small", Type::Int(IntKind::I32)),
        field("natural", Type::Int(IntKind::U32)),
        field("serial", Type::Int(IntKind::U64)),
        with(field("price", Type::Float), vec![Constraint::Min(Number::Float(0.5))]),
        field("gift", Type::Bool),
        field("printed", Type::Timestamp(TimestampForm::Number)),
        Field {
            tolerate: Tolerance { digit_string: true, single: false },
            after: Some(Order { field: "printed".into(), severity: Severity::Error }),
            ..field("sold", Type::Timestamp(TimestampForm::Number))
        },
        field("leaves", Type::Timestamp(TimestampForm::Digits)),
        Field {
            after: Some(Order { field: "leaves".into(), severity: Severity::Warning }),
            ..field("lands", Type::Timestamp(TimestampForm::Digits))
        },
        field("notes", Type::Json),
        field("genre", Type::Enum(Id::new(1))),
        field("binding", Type::Enum(Id::new(0))),
        field("delivery", Type::Union(Id::new(0))),
        Field {
            tolerate: Tolerance { digit_string: false, single: true },
            ..with(
                field("seats", Type::List(Box::new(Type::Text))),
                vec![Constraint::MaxBytes(6), Constraint::MaxItems(2)],
            )
        },
        with(
            field("pages", Type::List(Box::new(Type::Int(IntKind::I64)))),
            vec![Constraint::Min(Number::Int(1)), Constraint::MinItems(1)],
        ),
        with(
            field("stock", Type::Map(Box::new(Type::Int(IntKind::I64)))),
            vec![Constraint::Max(Number::Int(9)), Constraint::MaxItems(2)],
        ),
        field("shelf", Type::Boxed(Box::new(Type::Model(Id::new(SHELF))))),
        Field { constant: Some(Scalar::Text("books".into())), ..field("shop", Type::Text) },
        Field {
            presence: Presence { need: Need::If(is("gift", vec![Scalar::Bool(true)])), forbidden_if: None },
            ..field("greeting", Type::Text)
        },
        Field {
            presence: Presence {
                need: Need::Unless(is("genre", vec![text_value("NOVEL"), text_value("ESSAY")])),
                forbidden_if: Some(is("copies", vec![Scalar::Int(7)])),
            },
            ..field("volume", Type::Int(IntKind::I64))
        },
    ];
    model("Order", fields)
}

fn shelf() -> Model {
    model(
        "Shelf",
        vec![
            required(field("room", Type::Text)),
            field("next", Type::Boxed(Box::new(Type::Model(Id::new(SHELF))))),
        ],
    )
}

fn search() -> Model {
    let at = |location, field| Field { location, ..field };
    model(
        "SearchRequest",
        vec![
            at(Location::Path, required(with(field("room", Type::Text), vec![Constraint::MaxBytes(3)]))),
            at(Location::Query, field("limit", Type::Int(IntKind::I64))),
            at(Location::Body, required(field("body", Type::Model(Id::new(SHELF))))),
        ],
    )
}

fn pick_up() -> Model {
    let slot = Field {
        tolerate: Tolerance { digit_string: true, single: false },
        ..required(field("slot", Type::Timestamp(TimestampForm::Number)))
    };
    let until = Field {
        after: Some(Order { field: "slot".into(), severity: Severity::Error }),
        ..field("until", Type::Timestamp(TimestampForm::Number))
    };
    model("PickUp", vec![slot, until])
}

fn parcel() -> Model {
    model(
        "Parcel",
        vec![required(field("weight", Type::Float)), field("until", Type::Timestamp(TimestampForm::Number))],
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
        tag: "kind".into(),
        variants: vec![variant("PickUp", 1, "PICK_UP", PICK_UP), variant("Parcel", 2, "PARCEL", PARCEL)],
        tolerate_other_variants: true,
        usage: Usage { request: true, reply: false },
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
        usage: Usage { request: true, reply: false },
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
    Condition { choices: vec![Choice { field: field.into(), any_of }] }
}

fn model(name: &str, fields: Vec<Field>) -> Model {
    Model {
        name: name.into(),
        module: name.to_lowercase(),
        docs: Docs::default(),
        file: "model.yaml".into(),
        fields,
        constructors: Vec::new(),
        usage: Usage { request: true, reply: false },
        is_whole_reply: false,
    }
}

fn operation(name: &str, method: Method, input: Input, body: Body) -> Operation {
    Operation {
        name: name.into(),
        constant: name.to_uppercase(),
        docs: Docs::default(),
        file: "operation.yaml".into(),
        method,
        path: vec![PathPart::Literal(format!("/{name}"))],
        input,
        body,
        wrap: None,
        reply: None,
        auth: false,
        idempotent: false,
    }
}

fn field(wire: &str, ty: Type) -> Field {
    Field {
        wire: wire.into(),
        ident: wire.into(),
        marker: wire.into(),
        docs: Docs::default(),
        ty,
        nullable: false,
        presence: Presence { need: Need::Optional, forbidden_if: None },
        constant: None,
        default: None,
        example: None,
        limits: Limits::default(),
        after: None,
        tolerate: Tolerance::default(),
        secret: false,
        location: Location::Object,
    }
}

fn required(field: Field) -> Field {
    Field { presence: Presence { need: Need::Always, forbidden_if: None }, ..field }
}

fn with(mut field: Field, errors: Vec<Constraint>) -> Field {
    field.limits.errors = errors;
    field
}

fn warned(mut field: Field, warnings: Vec<Constraint>) -> Field {
    field.limits.warnings = warnings;
    field
}
