//! Edits of limits.

use super::{Case, case};

pub(crate) const LIMITS: &[Case] = &[
    case(
        "a byte limit is tightened",
        &[("order.yaml", "max_bytes: 90", "max_bytes: 80")],
        r#"fn card(order: Order) -> Order { order.card(lit!(order::Card, "a text of more than 80 and of at most 90 bytes, which the old limit lets through, hi")) }"#,
    ),
    case(
        "a limit of keys is tightened, and a warning is added",
        &[("order.yaml", "keys: { max_chars: 9 }", "keys: { max_chars: 8, warn: { max_bytes: 8 } }")],
        "",
    ),
    case(
        "a byte limit is loosened",
        &[("order.yaml", "max_bytes: 90", "max_bytes: 91")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a byte limit is added",
        &[("order.yaml", "max_chars: 50", "max_chars: 50, max_bytes: 60")],
        r#"fn with_note(order: Order) -> Order { order.note(lit!(order::Note, "一二三四五六七八九十一二三四五六七八九十一")) }"#,
    ),
    case(
        "a minimum in characters is added",
        &[("order.yaml", "max_chars: 50", "min_chars: 2, max_chars: 50")],
        r#"fn with_note(order: Order) -> Order { order.note(lit!(order::Note, "a")) }"#,
    ),
    case(
        "a divisor is added",
        &[("order.yaml", "weight: { type: int,", "weight: { type: int, multiple_of: 5,")],
        "",
    ),
    case(
        "an exclusive limit is added",
        &[("order.yaml", "weight: { type: int,", "weight: { type: int, exclusive_max: 500,")],
        "",
    ),
    case(
        "a least number is stated as an exclusive limit",
        &[("order.yaml", "min: 1", "exclusive_min: 0")],
        "",
    ),
    case(
        "a limit is removed",
        &[("order.yaml", "max_chars: 50, ", "")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a limit in characters is added that the bytes imply",
        &[("order.yaml", "max_bytes: 90", "max_bytes: 90, max_cjk: 30")],
        "",
    ),
    case(
        "an implied limit is no longer stated",
        &[("order.yaml", "max_bytes: 36, max_cjk: 12", "max_bytes: 36")],
        "",
    ),
    case(
        "an implied limit no longer is",
        &[("order.yaml", "max_bytes: 36, max_cjk: 12", "max_bytes: 48, max_cjk: 12")],
        "",
    ),
    case(
        "both limits of a text are tightened",
        &[("order.yaml", "max_bytes: 36, max_cjk: 12", "max_bytes: 33, max_cjk: 11")],
        "",
    ),
    case(
        "a least number is raised",
        &[("order.yaml", "min: 1", "min: 2"), ("order.yaml", "default: 1,", "default: 2,")],
        "",
    ),
    case("a greatest number is raised", &[("order.yaml", "max: 99", "max: 999")], ""),
    case("a file may be of one type less", &[("photo.yaml", "image/jpeg, image/png", "image/jpeg")], ""),
    case(
        "a file may be of one type more",
        &[("photo.yaml", "image/jpeg, image/png", "image/jpeg, image/png, image/gif")],
        "",
    ),
    case("a file may be of another type", &[("photo.yaml", "image/jpeg, image/png", "image/gif")], ""),
    case("a file may be smaller only", &[("photo.yaml", "max_bytes: 1000", "max_bytes: 999")], ""),
    case(
        "a file of another type gives an error",
        &[("photo.yaml", "warn: { media_types: [text/plain] }", "media_types: [text/plain]")],
        "",
    ),
    case("a list may be longer", &[("order.yaml", "max_items: 3", "max_items: 4")], ""),
    case("a list must not be empty", &[("order.yaml", "max_items: 3", "max_items: 3, min_items: 1")], ""),
    case(
        "the elements of a list must differ",
        &[("order.yaml", "max_items: 3", "max_items: 3, unique_items: true")],
        "",
    ),
    case("each element may be shorter only", &[("order.yaml", "max_bytes: 9,", "max_bytes: 8,")], ""),
    case("a pattern lets more through", &[("order.yaml", "^[a-z]+$", "^[a-z0-9]+$")], ""),
    case("a pattern lets less through", &[("order.yaml", "^[a-z]+$", "^[a-y]+$")], ""),
    case("a pattern lets something else through", &[("order.yaml", "^[a-z]+$", "^(red|blue)$")], ""),
    case(
        "a warning is stricter",
        &[("order.yaml", "warn: { max_bytes: 12 }", "warn: { max_bytes: 10 }")],
        "",
    ),
    case("a warning becomes an error", &[("order.yaml", "warn: { max_bytes: 12 }", "max_bytes: 12")], ""),
    case(
        "a limit of a reply is tightened",
        &[("receipt.yaml", "max_bytes: 20", "max_bytes: 10")],
        "fn id(receipt: Receipt) -> String { receipt.id }",
    ),
    case(
        "a limit of both directions is tightened",
        &[("person.yaml", "max_bytes: 30", "max_bytes: 20")],
        r#"let _ = Person::new(lit!(person::Name, "Li Bai, Du Fu and Wang Wei"));"#,
    ),
    case(
        "a warning is added",
        &[("order.yaml", "max_chars: 50,", "max_chars: 50, warn: { max_bytes: 20 },")],
        "",
    ),
    case("an order is removed", &[("order.yaml", "after: from, ", "")], ""),
    case("an order becomes a warning", &[("order.yaml", "after: from,", "warn: { after: from },")], ""),
    case(
        "an order is added",
        &[
            ("order.yaml", "from: { type: timestamp,", "from: { type: timestamp, warn: { max: 1800000000 },"),
            ("order.yaml", "weight: { type: int,", "weight: { type: int, after: count,"),
        ],
        "",
    ),
    case(
        "control characters are refused",
        &[("api.yaml", "retry:", "text: { forbid_control: true }\nretry:")],
        "",
    ),
    case("escapes are refused", &[("api.yaml", "retry:", "text: { forbid_escapes: true }\nretry:")], ""),
];
