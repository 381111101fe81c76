//! Edits of models and their fields.

use super::{Case, ORDER, case};

pub(crate) const FIELDS: &[Case] = &[
    case(
        "an integer with limits is of a type with all that they let through",
        &[("order.yaml", "count: { type: int,", "count: { type: uint32,")],
        "",
    ),
    case(
        "an integer with limits is of a type that implies one of them",
        &[("order.yaml", "weight: { type: int,", "weight: { type: uint,")],
        "",
    ),
    case(
        "a parameter of the query becomes a list",
        &[(
            "get_order.yaml",
            "lines: { type: int32, max: 50, doc: How many lines., example: 10 }",
            "lines: { type: list<int32>, max: 50, doc: Lines., example: [10] }",
        )],
        "",
    ),
    case(
        "a parameter of the query becomes a list with commas",
        &[(
            "get_order.yaml",
            "lines: { type: int32, max: 50, doc: How many lines., example: 10 }",
            "lines: { type: list<int32>, style: comma, max: 50, doc: Lines., example: [10] }",
        )],
        "",
    ),
    case(
        "a parameter of the query becomes a list with brackets",
        &[(
            "get_order.yaml",
            "lines: { type: int32, max: 50, doc: How many lines., example: 10 }",
            "lines: { type: list<int32>, style: brackets, max: 50, doc: Lines., example: [10] }",
        )],
        "",
    ),
    case(
        "an integer in the query becomes a text",
        &[(
            "get_order.yaml",
            "lines: { type: int32, max: 50, doc: How many lines., example: 10 }",
            "lines: { type: string, doc: How many lines., example: ten }",
        )],
        "",
    ),
    case(
        "a limit of a header is tightened",
        &[("get_order.yaml", "max_bytes: 16", "max_bytes: 5")],
        r#"let _ = GetOrderRequest::new(7).x_trace(lit!(get_order_request::XTrace, "a-trace"));"#,
    ),
    case(
        "an optional field of a request is added",
        &[("order.yaml", "fields:\n", "fields:\n  fee: { type: int, doc: Extra., example: 1 }\n")],
        ORDER,
    ),
    case(
        "a required field of a request is added",
        &[(
            "order.yaml",
            "fields:\n",
            "fields:\n  fee: { type: int, required: true, doc: Extra., example: 1 }\n",
        )],
        ORDER,
    ),
    case(
        "a field that is required now and then is added",
        &[(
            "order.yaml",
            "fields:\n",
            "fields:\n  fee: { type: int, required_if: { gift: true }, doc: Extra., example: 1 }\n",
        )],
        ORDER,
    ),
    case(
        "a constant is added to a request",
        &[(
            "order.yaml",
            "fields:\n",
            "fields:\n  fee: { type: int, required: true, const: 1, doc: Extra. }\n",
        )],
        ORDER,
    ),
    case(
        "a field of a reply is added",
        &[(
            "receipt.yaml",
            "fields:\n",
            "fields:\n  fee: { type: int, required: true, doc: Extra., example: 1 }\n",
        )],
        r#"fn made(state: State) -> Receipt {
            Receipt::new("a", 1, state)
        }"#,
    ),
    case(
        "an optional field with a default joins a reply",
        &[(
            "receipt.yaml",
            "fields:\n",
            "fields:\n  fee: { type: int, default: 0, doc: Extra., example: 1 }\n",
        )],
        r#"fn made(state: State) -> Receipt {
            Receipt::new("a", 1, state)
        }"#,
    ),
    case(
        "a field of a request is removed",
        &[("order.yaml", "  note: { type: string, max_chars: 50, doc: A word., example: hello }\n", "")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "an optional field of a reply is removed",
        &[("receipt.yaml", "  text: { type: string, doc: For the buyer., example: thanks }\n", "")],
        "fn read(receipt: Receipt) -> Option<String> { receipt.text }",
    ),
    case(
        "a required field of a reply is removed",
        &[("receipt.yaml", "  total: { type: int, required: true, doc: In cents., example: 100 }\n", "")],
        "fn read(receipt: Receipt) -> i64 { receipt.total }",
    ),
    case(
        "a field is renamed",
        &[("order.yaml", "  note: {", "  message: {")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "another wire key of the same Rust field",
        &[("order.yaml", "  note: {", "  message: { name: note,")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "another Rust name of the same wire key",
        &[("order.yaml", "  note: {", "  note: { name: message,")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "fields in another order, where arguments go by position",
        &[
            ("size.yaml", "  length: { type: int, required: true, doc: In millimetres., example: 10 }\n", ""),
            (
                "size.yaml",
                "example: mm }\n",
                "example: mm }\n  length: { type: int, required: true, doc: In millimetres., example: 10 }\n",
            ),
        ],
        r#"let _ = Size::new(10, "mm");"#,
    ),
    case(
        "another required field where arguments go by position",
        &[(
            "size.yaml",
            "fields:\n",
            "fields:\n  exact: { type: bool, required: true, doc: Whether., example: true }\n",
        )],
        r#"let _ = Size::new(10, "mm");"#,
    ),
    case(
        "int becomes int32 in a request",
        &[("order.yaml", "count: { type: int,", "count: { type: int32,")],
        "fn count(order: Order, count: i64) -> Order { order.count(count) }",
    ),
    case(
        "int32 becomes int in a request",
        &[("get_order.yaml", "lines: { type: int32,", "lines: { type: int,")],
        "fn lines(all: GetOrderRequest, lines: i32) -> GetOrderRequest { all.lines(lines) }",
    ),
    case(
        "int32 becomes int in a reply",
        &[("receipt.yaml", "paid: { type: int32,", "paid: { type: int,")],
        "fn paid(receipt: Receipt) -> Option<i32> { receipt.paid }",
    ),
    case(
        "int becomes int32 in a reply",
        &[("receipt.yaml", "page: { type: int,", "page: { type: int32,")],
        "fn page(receipt: Receipt) -> i64 { receipt.page }",
    ),
    case(
        "a string becomes an enumeration",
        &[(
            "order.yaml",
            "note: { type: string, max_chars: 50, doc: A word., example: hello }",
            "note: { type: Kind, doc: A word., example: box }",
        )],
        r#"fn with_note(order: Order) -> Order { order.note("box") }"#,
    ),
    case(
        "an enumeration becomes an integer",
        &[("receipt.yaml", "state: { type: State,", "state: { type: int,")],
        "fn state(receipt: Receipt) -> State { receipt.state }",
    ),
    case(
        "a value becomes a list",
        &[(
            "order.yaml",
            "gift: { type: bool, doc: Whether it is a present., example: true }\n  card: { type: string, required_if: { gift: true },",
            "gift: { type: list<bool>, doc: Whether it is a present., example: [true] }\n  card: { type: string,",
        )],
        "fn gift(order: Order) -> Order { order.gift(true) }",
    ),
    case(
        "a model becomes a map",
        &[
            (
                "order.yaml",
                "size: { type: Size, doc: How large. }",
                "size: { type: map<json>, doc: How large., example: { length: 10 } }",
            ),
            ("size.yaml", "*", ""),
        ],
        r#"fn size(order: Order) -> Order { order.size(Size::new(10, "mm")) }"#,
    ),
    case(
        "a model becomes a union",
        &[("order.yaml", "size: { type: Size,", "size: { type: Shipping,"), ("size.yaml", "*", "")],
        r#"fn size(order: Order) -> Order { order.size(Size::new(10, "mm")) }"#,
    ),
    case(
        "a text becomes a date in a request",
        &[(
            "order.yaml",
            "note: { type: string, max_chars: 50, doc: A word., example: hello }",
            "note: { type: date, doc: A day., example: 2026-02-28 }",
        )],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a text becomes a UUID in a request",
        &[(
            "order.yaml",
            "note: { type: string, max_chars: 50, doc: A word., example: hello }",
            "note: { type: uuid, doc: A batch., example: f81d4fae-7dec-11d0-a765-00a0c91e6bf6 }",
        )],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "seconds become a date and time",
        &[
            (
                "order.yaml",
                "from: { type: timestamp, doc: When at the earliest., example: 1700000000 }",
                "from: { type: date_time, doc: When at the earliest., example: 2023-11-14T22:13:20Z }",
            ),
            ("order.yaml", "after: from, ", ""),
        ],
        "fn from(order: Order, from: Timestamp) -> Order { order.from(from) }",
    ),
    case(
        "seconds become digits",
        &[(
            "order.yaml",
            "from: { type: timestamp, doc: When at the earliest., example: 1700000000 }",
            "from: { type: digit_timestamp, doc: When at the earliest., example: \"1700000000\" }",
        )],
        "fn from(order: Order, from: Timestamp) -> Order { order.from(from) }",
    ),
    case(
        "seconds become milliseconds in a reply",
        &[(
            "receipt.yaml",
            "day: { type: digit_timestamp, doc: When., example: \"1700000000\" }",
            "day: { type: timestamp_ms, doc: When., example: 1700000000000 }",
        )],
        "fn day(receipt: Receipt) -> Option<Timestamp> { receipt.day }",
    ),
    case(
        "digits become seconds in a reply",
        &[(
            "receipt.yaml",
            "day: { type: digit_timestamp, doc: When., example: \"1700000000\" }",
            "day: { type: timestamp, doc: When., example: 1700000000 }",
        )],
        "fn day(receipt: Receipt) -> Option<Timestamp> { receipt.day }",
    ),
    case(
        "an integer becomes a fraction in a request",
        &[(
            "order.yaml",
            "count: { type: int, min: 1, max: 99, default: 1,",
            "count: { type: float, min: 1, max: 99, default: 1,",
        )],
        "fn count(order: Order, count: i64) -> Order { order.count(count) }",
    ),
    case(
        "a number becomes anything",
        &[("order.yaml", "weight: { type: int, tolerate: [digit_string],", "weight: { type: json,")],
        "fn weight(order: Order) -> i64 { order.weight.unwrap() }",
    ),
    case(
        "a list becomes a map",
        &[
            ("order.yaml", "tags: { type: list<string>,", "tags: { type: map<string>,"),
            ("order.yaml", "example: [new]", "example: { a: new }"),
        ],
        r#"fn tags(order: Order) -> Order { order.tags(["new"]) }"#,
    ),
    case(
        "a type becomes another one of the same content",
        &[
            (
                "buyer.yaml",
                "",
                "model: Buyer\ndoc: Who buys.\nfields:\n  name: { type: string, required: true, max_bytes: 30, doc: The name., example: Li }\n  age: { type: int32, doc: In years., example: 40 }\n",
            ),
            ("order.yaml", "type: Person", "type: Buyer"),
        ],
        ORDER,
    ),
    case(
        "a type becomes another one that lets less through",
        &[
            (
                "buyer.yaml",
                "",
                "model: Buyer\ndoc: Who buys.\nfields:\n  name: { type: string, required: true, max_bytes: 12, doc: The name., example: Li }\n  age: { type: int32, doc: In years., example: 40 }\n",
            ),
            ("order.yaml", "type: Person", "type: Buyer"),
        ],
        ORDER,
    ),
    case(
        "a type becomes another one that lets more through",
        &[
            (
                "buyer.yaml",
                "",
                "model: Buyer\ndoc: Who buys.\nfields:\n  name: { type: string, required: true, max_bytes: 33, doc: The name., example: Li }\n  age: { type: int32, doc: In years., example: 40 }\n",
            ),
            ("order.yaml", "type: Person", "type: Buyer"),
        ],
        ORDER,
    ),
    case(
        "a type becomes another one with a constant where a value was",
        &[
            (
                "buyer.yaml",
                "",
                "model: Buyer\ndoc: Who buys.\nfields:\n  name: { type: string, required: true, const: Li, doc: The name. }\n  age: { type: int32, doc: In years., example: 40 }\n",
            ),
            ("order.yaml", "type: Person", "type: Buyer"),
        ],
        ORDER,
    ),
    case(
        "a type becomes another one that wants less, in a reply",
        &[
            (
                "who.yaml",
                "",
                "model: Who\ndoc: Somebody.\nfields:\n  name: { type: string, doc: The name., example: Li }\n",
            ),
            ("receipt.yaml", "type: Person", "type: Who"),
        ],
        "fn buyer(receipt: Receipt) -> Option<Person> { receipt.buyer }",
    ),
    case(
        "null is allowed",
        &[("order.yaml", "note: { type: string,", "note: { type: string, nullable: true,")],
        r#"fn note(order: Order) -> Option<String> { order.note.map(|note| note.to_string()) }"#,
    ),
    case(
        "only requests have an optional field",
        &[("person.yaml", "age: {", "age: { write_only: true,")],
        "",
    ),
    case(
        "only requests have a required field",
        &[("person.yaml", "name: {", "name: { write_only: true,")],
        "fn name(person: Person) -> String { person.name.to_string() }",
    ),
    case(
        "a text can also be a number",
        &[
            (
                "note.yaml",
                "",
                "union: Note\ndoc: A word.\nvariants:\n  Text: { type: string, doc: A word. }\n  Number: { type: int, doc: Its number. }\n",
            ),
            (
                "order.yaml",
                "note: { type: string, max_chars: 50, doc: A word., example: hello }",
                "note: { type: Note, doc: A word. }",
            ),
        ],
        r#"fn note(order: Order) -> Option<String> { order.note.map(|note| note.to_string()) }"#,
    ),
    case(
        "null becomes an element",
        &[("order.yaml", "tags: { type: list<string>,", "tags: { type: list<nullable<string>>,")],
        r#"fn tags(order: Order) -> Order { order.tags(["new"]) }"#,
    ),
    case(
        "null is no element any more",
        &[("order.yaml", "list<nullable<uint32>>", "list<uint32>")],
        "fn seats(order: Order) -> Order { order.seats([None]) }",
    ),
    case(
        "null becomes a value of a reply's map",
        &[("receipt.yaml", "map<int>", "map<nullable<int>>")],
        "fn fees(receipt: Receipt) -> Option<i64> { receipt.fees?.into_values().next() }",
    ),
    case(
        "null is refused",
        &[("order.yaml", "nullable: true, ", "")],
        "fn remark(order: Order) -> Order { order.remark(Nullable::Null) }",
    ),
    case(
        "a part has another name that is read",
        &[("photo.yaml", "also_read: [image]", "also_read: [picture, image]")],
        "",
    ),
    case("a name of a part is no longer read", &[("photo.yaml", "    also_read: [image]\n", "")], ""),
    case(
        "a file becomes a text",
        &[(
            "photo.yaml",
            "proof: { type: file, warn: { media_types: [text/plain] },",
            "proof: { type: string,",
        )],
        r#"fn with_proof(photo: Photo) -> Photo { photo.proof(FilePart::new("a", "text/plain", "a")) }"#,
    ),
    case(
        "a form is refused that was tolerated",
        &[("order.yaml", "tolerate: [digit_string], ", "")],
        "fn weight(order: Order) -> Order { order.weight(5) }",
    ),
    case(
        "a form of a reply is tolerated",
        &[("receipt.yaml", "total: {", "total: { tolerate: [digit_string],")],
        "fn total(receipt: Receipt) -> i64 { receipt.total }",
    ),
    case(
        "optional becomes required in a request",
        &[("order.yaml", "size: {", "size: { required: true,")],
        ORDER,
    ),
    case(
        "required becomes optional in a request",
        &[("order.yaml", "kind: { type: Kind, required: true,", "kind: { type: Kind,")],
        ORDER,
    ),
    case(
        "required becomes optional in a reply",
        &[("receipt.yaml", "total: { type: int, required: true,", "total: { type: int,")],
        "fn total(receipt: Receipt) -> i64 { receipt.total }",
    ),
    case(
        "optional becomes required in a reply",
        &[("receipt.yaml", "text: {", "text: { required: true,")],
        "fn text(receipt: Receipt) -> Option<String> { receipt.text }",
    ),
    case(
        "optional becomes conditional",
        &[("order.yaml", "note: {", "note: { required_if: { gift: true },")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "conditional becomes optional",
        &[("order.yaml", "required_if: { gift: true }, ", "")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "conditional becomes required",
        &[("order.yaml", "required_if: { gift: true }", "required: true")],
        ORDER,
    ),
    case(
        "required becomes conditional",
        &[(
            "order.yaml",
            "kind: { type: Kind, required: true,",
            "kind: { type: Kind, required_if: { gift: true },",
        )],
        ORDER,
    ),
    case(
        "a condition says the same from the other side, but for where its field is absent",
        &[("visit.yaml", "required_unless: { gone: true }", "required_if: { gone: false }")],
        r#"let _ = Visit::book(visit::BookRequired { id: "a".into(), room: "b".into() });"#,
    ),
    case(
        "a condition holds more often",
        &[("order.yaml", "required_if: { gift: true }", "required_if: { gift: [true, false] }")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a field is forbidden now and then",
        &[("order.yaml", "note: {", "note: { forbidden_if: { gift: true },")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a field is forbidden without another",
        &[("order.yaml", "note: {", "note: { forbidden_unless: { gift: true },")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a field is in replies only",
        &[("person.yaml", "age: {", "age: { read_only: true,")],
        "fn aged(person: Person) -> Person { person.age(40) }",
    ),
    case(
        "a secret of a reply",
        &[("receipt.yaml", "text: {", "text: { secret: true,")],
        "fn text(receipt: Receipt) -> Option<String> { receipt.text }",
    ),
    case("another constant", &[("order.yaml", "const: web", "const: app")], ORDER),
    case("a constant becomes free", &[("order.yaml", ", const: web", "")], ORDER),
    case(
        "another default in a request",
        &[("order.yaml", "default: 1,", "default: 2,")],
        "fn count(order: Order) -> Order { order.count(2) }",
    ),
    case(
        "a default of a reply is removed",
        &[("receipt.yaml", "default: 1, ", "")],
        "fn page(receipt: Receipt) -> i64 { receipt.page }",
    ),
    case(
        "a constructor is added",
        &[("visit.yaml", "constructors:\n", "constructors:\n  plain: { sets: {}, doc: Nothing is set. }\n")],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a constructor is removed",
        &[("visit.yaml", "  cancel: { sets: { gone: true }, doc: It is off. }\n", "")],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a constructor sets something else",
        &[("visit.yaml", "sets: { gone: false }", "sets: { gone: true }")],
        r#"let _ = Visit::book(visit::BookRequired { id: "a".into(), room: "b".into() });"#,
    ),
    case(
        "a constructor requires more",
        &[("visit.yaml", "required_unless: { gone: true }", "required: true")],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a field is discouraged",
        &[("order.yaml", "note: {", "note: { discouraged: Nobody reads it.,")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a field is discouraged unless it is empty",
        &[("order.yaml", "note: {", "note: { discouraged: Nobody reads it., unless_empty: true,")],
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "rules over several fields are added",
        &[(
            "visit.yaml",
            "rules:\n",
            "rules:\n  - { when: { gone: true }, then: { room: { absent: true } }, else: { room: { max_chars: 3 } }, warn: true }\n  - { at_least_one_of: [gone, room] }\n",
        )],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a limit of a rule is tightened, and the rule an error",
        &[("visit.yaml", "max_chars: 9 } }, warn: true", "max_chars: 8 } }")],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a rule that is a warning lets more through",
        &[("visit.yaml", "max_chars: 9", "max_chars: 12")],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a rule over several fields is removed",
        &[(
            "visit.yaml",
            "rules:\n  - { when: { gone: true }, then: { room: { max_chars: 9 } }, warn: true }\n",
            "",
        )],
        r#"let _ = Visit::cancel("a");"#,
    ),
    case(
        "a former field is added",
        &[("visit.yaml", "fields:\n", "former_fields: { desk: There is one desk now. }\nfields:\n")],
        r#"let _ = Visit::cancel("a");"#,
    ),
];
