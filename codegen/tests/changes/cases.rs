//! Edits of the shop, each with code that compiles against the crate of before.

use crate::edit::Edit;

/// One edit, or a few that belong together.
pub(crate) struct Case {
    /// What is done.
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [Edit],
    /// Statements of a program that uses what is edited as it was. Empty where nobody can.
    pub(crate) consumer: &'static str,
}

const fn case(name: &'static str, edits: &'static [Edit], consumer: &'static str) -> Case {
    Case { name, edits, consumer }
}

const ORDER: &str = r#"
    let person = Person::new("Li");
    let post = Post::new(80);
    let order = Order::new(order::Required { sku: lit!("tea"), buyer: person, kind: Kind::Box, ship: post.into() });
"#;

pub(crate) const OPERATIONS: &[Case] = &[
    case(
        "an operation is added",
        &[("close.yaml", "", "operation: close\ndoc: Closes.\nmethod: POST\npath: /close\n")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "an operation is removed",
        &[("ping.yaml", "*", "")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "an operation is renamed",
        &[("ping.yaml", "operation: ping", "operation: knock")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "an operation with parameters is renamed",
        &[("get_order.yaml", "operation: get_order", "operation: find_order")],
        "fn call(shop: &Client) { drop(shop.get_order(GetOrderRequest::new(7))); }",
    ),
    case(
        "another method",
        &[("ping.yaml", "method: GET", "method: HEAD")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "another path",
        &[("ping.yaml", "path: /ping", "path: /pong")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "a path parameter is renamed",
        &[
            ("get_order.yaml", "path: /orders/{order_id}", "path: /orders/{id}"),
            ("get_order.yaml", "{ order_id:", "{ id:"),
        ],
        "fn ask() -> GetOrderRequest { let mut all = GetOrderRequest::new(7); all.order_id = 8; all }",
    ),
    case(
        "an optional query parameter is added",
        &[("get_order.yaml", "query:\n", "query:\n  old: { type: bool, doc: Old ones., example: true }\n")],
        "fn ask() -> GetOrderRequest { GetOrderRequest::new(7).full(true) }",
    ),
    case(
        "a required query parameter is added",
        &[(
            "get_order.yaml",
            "query:\n",
            "query:\n  old: { type: bool, required: true, doc: Old., example: true }\n",
        )],
        "fn ask() -> GetOrderRequest { GetOrderRequest::new(7).full(true) }",
    ),
    case(
        "a query parameter is removed",
        &[("get_order.yaml", "  full: { type: bool, doc: With all of it., example: true }\n", "")],
        "fn ask() -> GetOrderRequest { GetOrderRequest::new(7).full(true) }",
    ),
    case(
        "a parameter moves from the query to a header",
        &[
            ("get_order.yaml", "  full: { type: bool, doc: With all of it., example: true }\n", ""),
            (
                "get_order.yaml",
                "headers: {",
                "headers: { full: { type: bool, doc: With all of it., example: true },",
            ),
        ],
        "fn ask() -> GetOrderRequest { GetOrderRequest::new(7).full(true) }",
    ),
    case(
        "a request gets a body beside its parameters",
        &[
            ("get_order.yaml", "method: GET", "method: POST"),
            ("get_order.yaml", "reply: Receipt", "request: Size\nreply: Receipt"),
        ],
        "fn ask() -> GetOrderRequest { GetOrderRequest::new(7).full(true) }",
    ),
    case(
        "an operation gets parameters",
        &[(
            "put_person.yaml",
            "request:",
            "query: { dry: { type: bool, doc: Try it., example: true } }\nrequest:",
        )],
        r#"fn call(shop: &Client) { drop(shop.put_person(Person::new("Li"))); }"#,
    ),
    case(
        "another type of request",
        &[("put_person.yaml", "request: Person", "request: Size")],
        r#"fn call(shop: &Client) { drop(shop.put_person(Person::new("Li"))); }"#,
    ),
    case(
        "an operation gets a reply",
        &[("ping.yaml", "auth: false", "auth: false\nreply: Receipt")],
        "fn call(shop: &Client) -> runtime::Call<(), ()> { shop.ping() }",
    ),
    case(
        "an operation loses its reply",
        &[("send_order.yaml", "reply: Receipt\n", "")],
        "fn call(shop: &Client, order: Order) -> runtime::Call<Order, Receipt> { shop.send_order(order) }",
    ),
    case(
        "the credential is asked for",
        &[("ping.yaml", "auth: false", "auth: true")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "another envelope",
        &[("send_order.yaml", "version: 1", "version: 2")],
        "fn call(shop: &Client, order: Order) { drop(shop.send_order(order)); }",
    ),
    case("the body is a form", &[("put_person.yaml", "request: Person", "request: Person\nbody: form")], ""),
    case(
        "a call may be repeated no more",
        &[("ping.yaml", "auth: false", "auth: false\nidempotent: false")],
        "",
    ),
    case("a call may be repeated", &[("send_order.yaml", "reply:", "idempotent: true\nreply:")], ""),
];

pub(crate) const FIELDS: &[Case] = &[
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
            Receipt::new(receipt::Required { id: "a".into(), total: 1, state, page: 1 })
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
            Receipt::new(receipt::Required { id: "a".into(), total: 1, state, page: 1 })
        }"#,
    ),
    case(
        "a field of a request is removed",
        &[("order.yaml", "  note: { type: string, max_chars: 50, doc: A word., example: hello }\n", "")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
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
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "another wire key of the same Rust field",
        &[("order.yaml", "  note: {", "  message: { name: note,")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "another Rust name of the same wire key",
        &[("order.yaml", "  note: {", "  note: { name: message,")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
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
        r#"fn told(order: Order) -> Order { order.note("box") }"#,
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
        "a model becomes a union",
        &[("order.yaml", "size: { type: Size,", "size: { type: Shipping,"), ("size.yaml", "*", "")],
        r#"fn size(order: Order) -> Order { order.size(Size::new(10, "mm")) }"#,
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
        "null is let through",
        &[("order.yaml", "note: { type: string,", "note: { type: string, nullable: true,")],
        r#"fn note(order: Order) -> Option<String> { order.note.map(|note| note.to_string()) }"#,
    ),
    case(
        "null is refused",
        &[("order.yaml", "nullable: true, ", "")],
        "fn remark(order: Order) -> Order { order.remark(Nullable::Null) }",
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
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "conditional becomes optional",
        &[("order.yaml", "required_if: { gift: true }, ", "")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a condition holds more often",
        &[("order.yaml", "required_if: { gift: true }", "required_if: { gift: [true, false] }")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a field is forbidden now and then",
        &[("order.yaml", "note: {", "note: { forbidden_if: { gift: true },")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
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
        "a default of a reply is gone",
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
        "a constructor asks for more",
        &[("visit.yaml", "required_unless: { gone: true }", "required: true")],
        r#"let _ = Visit::cancel("a");"#,
    ),
];

pub(crate) const LIMITS: &[Case] = &[
    case(
        "a byte limit is tightened",
        &[("order.yaml", "max_bytes: 90", "max_bytes: 80")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a byte limit is loosened",
        &[("order.yaml", "max_bytes: 90", "max_bytes: 91")],
        r#"fn card(order: Order) -> Order { order.card("hi") }"#,
    ),
    case(
        "a byte limit is added",
        &[("order.yaml", "max_chars: 50", "max_chars: 50, max_bytes: 60")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "a limit is removed",
        &[("order.yaml", "max_chars: 50, ", "")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
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
    case("a list may be longer", &[("order.yaml", "max_items: 3", "max_items: 4")], ""),
    case("a list must not be empty", &[("order.yaml", "max_items: 3", "max_items: 3, min_items: 1")], ""),
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
        r#"let _ = Person::new("Li");"#,
    ),
    case(
        "a warning is added",
        &[("order.yaml", "max_chars: 50,", "max_chars: 50, warn: { max_bytes: 20 },")],
        "",
    ),
    case("an order is gone", &[("order.yaml", "after: from, ", "")], ""),
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
];

pub(crate) const CHOICES: &[Case] = &[
    case(
        "a value of a request is added",
        &[("kind.yaml", "values:\n", "values:\n  crate: { doc: A crate. }\n")],
        "fn kind(kind: Kind) -> u8 { match kind { Kind::Box => 1, _ => 2 } }",
    ),
    case(
        "a value of a request is removed",
        &[("kind.yaml", "  letter: { doc: A letter. }\n", "")],
        "let _ = Kind::Letter;",
    ),
    case(
        "a value of a reply is added",
        &[("state.yaml", "values:\n", "values:\n  3: { name: Lost, doc: It is lost. }\n")],
        "fn state(state: State) -> u8 { match state { State::Open => 1, _ => 2 } }",
    ),
    case(
        "a value of a reply is removed",
        &[("state.yaml", "  2: { name: Sent, doc: It is under way. }\n", "")],
        "fn sent(state: State) -> bool { state == State::Sent }",
    ),
    case(
        "a value has another Rust name",
        &[("state.yaml", "name: Sent", "name: Shipped")],
        "fn sent(state: State) -> bool { state == State::Sent }",
    ),
    case(
        "another wire value of the same name",
        &[("state.yaml", "  2: { name: Sent", "  4: { name: Sent")],
        "fn sent(state: State) -> bool { state == State::Sent }",
    ),
    case(
        "values in another order",
        &[
            ("kind.yaml", "  box: { doc: A box. }\n", ""),
            (
                "kind.yaml",
                "  letter: { doc: A letter. }\n",
                "  letter: { doc: A letter. }\n  box: { doc: A box. }\n",
            ),
        ],
        "let _ = Kind::Box < Kind::Letter;",
    ),
    case("another spelling is read", &[("kind.yaml", "letter: {", "letter: { also_read: [mail],")], ""),
    case("another spelling is read no more", &[("kind.yaml", "also_read: [roll], ", "")], ""),
    case(
        "a value is documented",
        &[("kind.yaml", "extra: [bag]", ""), ("kind.yaml", "values:\n", "values:\n  bag: { doc: A bag. }\n")],
        "let _ = Kind::Bag;",
    ),
    case("another default of an enumeration", &[("kind.yaml", "default: box", "default: letter")], ""),
    case(
        "an enumeration of requests is read from replies as well",
        &[("receipt.yaml", "fields:\n", "fields:\n  kind: { type: Kind, doc: Which., example: box }\n")],
        "fn twice(kind: Kind) -> (Kind, Kind) { (kind, kind) }",
    ),
    case(
        "a model of requests is read from replies as well",
        &[("receipt.yaml", "fields:\n", "fields:\n  size: { type: Size, doc: How large. }\n")],
        r#"let _ = Size::new(10, "mm");"#,
    ),
    case(
        "a model of replies is sent as well",
        &[("order.yaml", "fields:\n", "fields:\n  before: { type: Receipt, doc: The last one. }\n")],
        "fn id(receipt: Receipt) -> String { receipt.id }",
    ),
    case(
        "a variant of a request is added",
        &[("shipping.yaml", "variants:\n", "variants:\n  Ship: { value: ship, doc: By ship. }\n")],
        "fn post(ship: Shipping) -> bool { match ship { Shipping::Post(_) => true, _ => false } }",
    ),
    case(
        "a variant of a request is removed",
        &[(
            "shipping.yaml",
            "  Courier: { value: courier, also_read: [bike], doc: By bike., fields: { name: { type: string, doc: Who., example: Al } } }\n",
            "",
        )],
        "let _ = Shipping::from(Courier::new());",
    ),
    case(
        "a variant of a reply is added",
        &[("event.yaml", "variants:\n", "variants:\n  Found: { value: found, doc: It is there. }\n")],
        "fn lost(event: Event) -> bool { match event { Event::Lost(_) => true, _ => false } }",
    ),
    case(
        "a second variant has the same model",
        &[(
            "shipping.yaml",
            "variants:\n",
            "variants:\n  Mail: { value: mail, model: Post, doc: As the post. }\n",
        )],
        r#"let _ = Shipping::from(Post::new(80));"#,
    ),
    case(
        "a variant is renamed",
        &[("shipping.yaml", "  Courier: {", "  Bike: {")],
        "let _ = Shipping::from(Courier::new());",
    ),
    case(
        "another tag of a variant",
        &[("shipping.yaml", "value: post", "value: mail")],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "another key tells variants apart",
        &[("shipping.yaml", "tag: by", "tag: how")],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "a field of another variant is tolerated",
        &[("shipping.yaml", "tag: by", "tag: by\ntolerate: [other_variant_fields]")],
        "",
    ),
    case(
        "a variant has another model",
        &[(
            "shipping.yaml",
            "Post: { value: post, doc: By post., fields: { stamp: { type: int, required: true, doc: Its price., example: 80 } } }",
            "Post: { value: post, doc: By post., model: Size }",
        )],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "a union is gone",
        &[
            ("event.yaml", "*", ""),
            ("receipt.yaml", "  last: { type: Event, doc: What happened last. }\n", ""),
        ],
        "fn lost(event: Event) -> bool { matches!(event, Event::Lost(_)) }",
    ),
    case(
        "an enumeration is gone",
        &[("kind.yaml", "*", ""), ("order.yaml", "type: Kind", "type: string")],
        "let _ = Kind::Box;",
    ),
    case(
        "types are added",
        &[
            (
                "receipt.yaml",
                "fields:\n",
                "fields:\n  mood: { type: Mood, doc: New. }\n  end: { type: End, doc: New. }\n",
            ),
            ("mood.yaml", "", "enum: Mood\ndoc: A mood.\nvalues: { good: { doc: Good. } }\n"),
            (
                "end.yaml",
                "",
                "union: End\ndoc: How it ends.\ntag: how\nvariants: { Well: { value: well, doc: Well. } }\n",
            ),
        ],
        "fn read(receipt: Receipt) -> i64 { receipt.total }",
    ),
    case(
        "a field of a variant is added",
        &[(
            "shipping.yaml",
            "fields: { name:",
            "fields: { tip: { type: int, doc: A tip., example: 1 }, name:",
        )],
        "let _ = Courier::new();",
    ),
    case(
        "a model is renamed",
        &[
            ("person.yaml", "model: Person", "model: Human"),
            ("order.yaml", "type: Person", "type: Human"),
            ("receipt.yaml", "type: Person", "type: Human"),
            ("put_person.yaml", "request: Person\nreply: Person", "request: Human\nreply: Human"),
        ],
        r#"let _ = Person::new("Li");"#,
    ),
    case(
        "an enumeration is renamed",
        &[
            ("state.yaml", "enum: State", "enum: Status"),
            ("receipt.yaml", "type: State", "type: Status"),
            ("list_states.yaml", "list<State>", "list<Status>"),
        ],
        "fn sent(state: State) -> bool { state == State::Sent }",
    ),
    case(
        "a union is renamed",
        &[
            ("shipping.yaml", "union: Shipping", "union: Transport"),
            ("order.yaml", "type: Shipping", "type: Transport"),
        ],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "a type takes a name that the runtime has",
        &[
            (
                "report.yaml",
                "",
                "model: Report\ndoc: A report.\nfields: { a: { type: int, doc: One., example: 1 } }\n",
            ),
            ("receipt.yaml", "fields:\n", "fields:\n  report: { type: Report, doc: New. }\n"),
        ],
        "fn valid(report: &Report) -> bool { report.is_valid() }",
    ),
];

pub(crate) const WHOLE: &[Case] = &[
    case(
        "another server",
        &[("api.yaml", "server: https://shop.example.com", "server: https://new.example.com")],
        "",
    ),
    case(
        "the second server is the first",
        &[
            ("api.yaml", "server: https://shop.example.com", "server: https://shop2.example.com"),
            ("api.yaml", "[https://shop2.example.com]", "[https://shop.example.com]"),
        ],
        "",
    ),
    case("another place of the credential", &[("api.yaml", "header: X-Key", "query: key")], ""),
    case("errors stand elsewhere", &[("api.yaml", "code: error.code", "code: code")], ""),
    case("other errors are waited out", &[("api.yaml", "retry: { wait: [busy] }\n", "")], ""),
    case(
        "an error code is added",
        &[("api.yaml", "errors:\n", "errors:\n  500: { name: BROKEN, class: busy, doc: Broken. }\n")],
        "fn busy(code: ErrorCode) -> bool { match code { ErrorCode::TooMany => true, _ => false } }",
    ),
    case(
        "an error code is removed",
        &[(
            "api.yaml",
            "  bad_sku: { name: BAD_SKU, class: payload, field: sku, doc: There is no such thing. }\n",
            "",
        )],
        "fn bad(code: ErrorCode) -> bool { code == ErrorCode::BadSku }",
    ),
    case(
        "an error code is renamed",
        &[("api.yaml", "name: BAD_SKU", "name: UNKNOWN_SKU")],
        "fn bad(code: ErrorCode) -> bool { code == ErrorCode::BadSku }",
    ),
    case(
        "an error has another code",
        &[("api.yaml", "  bad_sku: {", "  unknown_sku: {")],
        "fn bad(code: ErrorCode) -> bool { code == ErrorCode::BadSku }",
    ),
    case(
        "an error has another class",
        &[("api.yaml", "class: payload", "class: goods")],
        "fn payload(class: ErrorClass) -> bool { class == ErrorClass::Payload }",
    ),
    case(
        "a source of tokens is renamed",
        &[("api.yaml", "    Session:", "    Door:")],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "another name of the API",
        &[("api.yaml", "api: shop", "api: store")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case("other errors fetch a new token", &[("api.yaml", "refreshed_by: key", "refreshed_by: payload")], ""),
    case(
        "a source of tokens is added",
        &[(
            "api.yaml",
            "    Session:",
            "    Door: { operation: open_session, token: key, doc: The same. }\n    Session:",
        )],
        "",
    ),
    case(
        "a source of tokens does not tell how long",
        &[("api.yaml", "expires_in: seconds, ", "")],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a source of tokens asks for more",
        &[(
            "login.yaml",
            "fields:\n",
            "fields:\n  shop: { type: int, required: true, doc: Which., example: 1 }\n",
        )],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a source of tokens asks for less",
        &[("login.yaml", "password: { type: string, required: true,", "password: { type: string,")],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a source of tokens is gone",
        &[(
            "api.yaml",
            "  sources:\n    Session: { operation: open_session, token: key, expires_in: seconds, doc: A key from the door. }\n",
            "",
        )],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "nothing but words",
        &[
            ("order.yaml", "doc: What is wanted.", "doc: All that is wanted.\nnote: As agreed."),
            ("order.yaml", "example: tea", "example: coffee"),
        ],
        ORDER,
    ),
    case(
        "a field should no longer be used",
        &[("order.yaml", "note: {", "note: { deprecated: Use the card.,")],
        r#"fn told(order: Order) -> Order { order.note("hello") }"#,
    ),
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [OPERATIONS, FIELDS, LIMITS, CHOICES, WHOLE].into_iter().flatten()
}
