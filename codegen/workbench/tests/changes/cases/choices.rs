//! Edits of enumerations and unions.

use super::{Case, case};

pub(crate) const CHOICES: &[Case] = &[
    case(
        "a union has values of another kind",
        &[("amount.yaml", "variants:\n", "variants:\n  Each: { type: list<int>, doc: Of each. }\n")],
        "fn amount(amount: Amount) -> u8 { match amount { Amount::Number(_) => 1, _ => 2 } }",
    ),
    case(
        "a union has no values of a kind any more",
        &[("amount.yaml", "  Words: { type: string, max_bytes: 9, doc: In words., example: some }\n", "")],
        r#"fn amount() -> Amount { Amount::Words("some".into()) }"#,
    ),
    case(
        "a value of a union is of another type",
        &[
            ("amount.yaml", "Number: { type: float,", "Number: { type: int,"),
            ("amount.yaml", "example: 1.5", "example: 1"),
        ],
        "fn amount() -> Amount { Amount::Number(1.5) }",
    ),
    case(
        "a value of a union has other limits, another name and another example",
        &[(
            "amount.yaml",
            "Words: { type: string, max_bytes: 9, doc: In words., example: some }",
            "Text: { type: string, max_bytes: 8, doc: As a text., example: few }",
        )],
        r#"fn amount() -> Amount { Amount::Words("some".into()) }"#,
    ),
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
        "the written and the other spelling change places",
        &[("kind.yaml", "tube: { also_read: [roll],", "roll: { name: Tube, also_read: [tube],")],
        "let _ = Kind::Tube;",
    ),
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
        "a variant has another name and another value",
        &[("shipping.yaml", "  Courier: { value: courier, also_read: [bike],", "  Rider: { value: rider,")],
        "let _ = Shipping::from(Courier::new());",
    ),
    case(
        "another tag of a variant",
        &[("shipping.yaml", "value: post", "value: mail")],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "another key is the tag",
        &[("shipping.yaml", "tag: by", "tag: how")],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "a field of another variant is tolerated",
        &[("shipping.yaml", "tag: by", "tag: by\ntolerate: [other_variant_fields]")],
        "",
    ),
    case(
        "the digits of a tag are tolerated",
        &[
            ("shipping.yaml", "tag: by", "tag: by\ntolerate: [digit_string]"),
            ("shipping.yaml", "also_read: [bike]", "also_read: [bike, 1]"),
        ],
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
        "a union loses its tag",
        &[
            ("shipping.yaml", "tag: by\n", ""),
            ("shipping.yaml", "value: post, ", ""),
            ("shipping.yaml", "value: courier, also_read: [bike], ", ""),
            ("shipping.yaml", "name: { type: string,", "name: { type: string, required: true,"),
        ],
        "let _ = Courier::new();",
    ),
    case(
        "a variant without a tag has another key",
        &[(
            "reach.yaml",
            "fields: { phone:",
            "fields: { area: { type: int, required: true, doc: The area., example: 592 }, phone:",
        )],
        r#"let _ = ByPhone::new("0592");"#,
    ),
    case(
        "a variant without a tag has an optional key",
        &[(
            "reach.yaml",
            "fields: { phone: { type: string, required: true,",
            "fields: { area: { type: int, required: true, doc: The area., example: 592 }, phone: { type: string,",
        )],
        r#"let _ = ByPhone::new("0592");"#,
    ),
    case(
        "a field that all variants share is added",
        &[(
            "shipping.yaml",
            "variants:\n",
            "fields: { insured: { type: bool, doc: Whether it is insured., example: true } }\nvariants:\n",
        )],
        "let _ = Shipping::from(Post::new(80));",
    ),
    case(
        "a union is removed",
        &[
            ("event.yaml", "*", ""),
            ("receipt.yaml", "  last: { type: Event, doc: What happened last. }\n", ""),
        ],
        "fn lost(event: Event) -> bool { matches!(event, Event::Lost(_)) }",
    ),
    case(
        "an enumeration is removed",
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
