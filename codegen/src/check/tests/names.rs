use super::{API, report, thing};

#[test]
fn types_that_mean_nothing() {
    let cases = [
        "a: { type: Thign }",
        "a: { type: Nowhere }",
        "a: { type: integer }",
        "a: { type: str }",
        "a: { type: boolean }",
        "a: { type: array }",
        "a: { type: object }",
        "a: { type: datetime }",
        "a: { type: Date }",
        "a: { type: LocalDate }",
        "a: { type: DateTime }",
        "a: { type: UUID }",
        "a: { type: guid }",
        "a: { type: Decimal }",
        "a: { type: money }",
        "a: { type: bytes }",
        "a: { type: time }",
        "a: { type: String }",
        "a: { type: list }",
        "a: { type: 'list<int' }",
        "a: { type: 'list<int, string>' }",
        "a: { type: 'map<string, int>' }",
        "a: { type: 'List<int>' }",
        "a: { type: 'Vec<String>' }",
        "a: { type: 'HashMap<String, i64>' }",
        "a: { type: 'Option<int>' }",
        "a: { type: 'string[]' }",
        "a: { type: '[string]' }",
        "a: { type: 'string?' }",
        "a: { type: string(36) }",
        "a: { type: 'list<>' }",
        "a: { type: '' }",
        "a: { type: 'box<int>' }",
        "a: { type: 'list<box<Thing>>' }",
        "a: { type: 'list<list<list<list<list<list<list<list<list<int>>>>>>>>>' }",
        "a: { type: 'nullable<int>' }",
        "a: { type: 'list<nullable<nullable<int>>>' }",
        "a: { type: 'map<nullable<json>>' }",
        "a: { type: 'list<nullable>' }",
        "a: { type: 'list<nullable<box<Thing>>>' }",
        "a: { type: 'list<Option<i64>>' }",
        "a: { type: 'map<string?>' }",
        "a: { type: 'int>' }",
        "a: { type: '<' }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn names_that_collide() {
    let cases = [
        "fooBar: { type: int }\nfoo_bar: { type: int }",
        "type: { type: int }\ntype_: { type: int }",
        "a1: { type: int }\na_1: { type: int }",
        "Ａ: { type: int }\nB: { type: int }",
    ];
    insta::assert_snapshot!(report(&cases, thing));
}

#[test]
fn reserved_names_are_avoided() {
    let fields = [
        "type",
        "self",
        "Self",
        "super",
        "crate",
        "_",
        "gen",
        "async",
        "option",
        "result",
        "some",
        "none",
        "ok",
        "err",
        "string",
        "vec",
        "box",
        "required",
        "thing",
        "2d",
        "名称",
        "new",
        "validate",
        "extra",
        "set_extra",
        "clone",
        "default",
        "from",
        "X-Y",
        "a b",
        "body",
    ];
    let text: String = fields.iter().map(|name| format!("'{name}': {{ type: int }}\n")).collect();
    // `self` and `Self` become the same word.
    let text = text.replace("'Self': { type: int }\n", "");
    let api = super::check(&thing(&text)).unwrap();
    let (_, thing) = api.models.iter().next().unwrap();
    for field in &thing.fields {
        assert!(syn::parse_str::<syn::Ident>(&field.ident).is_ok(), "{}", field.ident);
        assert!(syn::parse_str::<syn::Ident>(&field.marker).is_ok(), "{}", field.marker);
        assert_ne!(field.marker, "Thing");
    }
}

#[test]
fn types_and_operations_that_are_badly_named() {
    let cases = [
        "model: baseInfo",
        "model: base-info",
        "model: 2D",
        "model: 票",
        "model: Self",
        "model: Client",
        "model: ErrorCode",
        "model: Operations",
        "enum: Thing\nvalues: { a: {} }",
        "model: THing",
        "operation: send\nmethod: POST\npath: /b",
        "operation: Send\nmethod: POST\npath: /b",
        "operation: type\nmethod: POST\npath: /b",
        "operation: builder\nmethod: POST\npath: /b",
    ];
    insta::assert_snapshot!(report(&cases, |case| thing("a: { type: int }") + "--- x\n" + case + "\n"));
}

#[test]
fn a_request_model_that_is_declared_already() {
    let text = format!(
        "{API}--- 1\noperation: list_things\nmethod: GET\npath: /t\nquery: {{ a: {{ type: int }} }}\n\
         reply: ListThingsRequest\n--- 2\nmodel: ListThingsRequest\nfields: {{ a: {{ type: int }} }}\n"
    );
    insta::assert_snapshot!(super::problems(&text));
}

#[test]
fn the_parameters_of_an_operation_are_not_a_type() {
    let text = format!(
        "{API}--- 1\noperation: list_things\nmethod: GET\npath: /t\nquery: {{ a: {{ type: int }} }}\n\
         reply: list<ListThingsRequest>\n"
    );
    assert_eq!(super::codes(&text), ["SW0201"]);
}

#[test]
fn unused_types() {
    let cases = [
        "model: Other\nfields: { a: { type: More } }\n--- 4\nmodel: More\nfields: { k: { type: Kind } }\n\
         --- 5\nenum: Kind\nvalues: { a: {} }",
        "model: Other\nfields: { a: { type: 'list<More>' } }\n--- 4\nmodel: More\nfields: { a: { type: 'list<Other>' } }",
        "union: By\ntag: t\nvariants: { Card: { value: card } }",
        "model: Loop\nfields: { a: { type: 'list<Loop>' } }",
        // A misspelt type elsewhere may be the missing use.
        "model: Loop\nfields: { a: { type: Lop } }",
    ];
    insta::assert_snapshot!(report(&cases, |case| thing("a: { type: int }") + "--- 3\n" + case + "\n"));
}

#[test]
fn types_that_contain_themselves() {
    let cases = [
        "a: { type: Thing }",
        "a: { type: Thing, required: true }",
        "a: { type: 'box<Thing>', required: true }",
        "maybe: { type: 'box<Thing>' }\nmust: { type: 'box<Thing>', required: true }",
        "a: { type: 'list<Thing>', required: true, min_items: 1 }",
        "a: { type: Other }\n--- 3\nmodel: Other\nfields:\n  b: { type: By, required: true }\n--- 4\nunion: By\ntag: t\n\
         variants:\n  Back: { value: 1, fields: { c: { type: Thing } } }",
        "a: { type: By, required: true }\n--- 3\nunion: By\ntag: t\nvariants:\n  Leaf: { value: 1 }\n  \
         Node: { value: 2, fields: { c: { type: 'box<Thing>', required: true } } }",
        "a: { type: 'box<Thing>' }\nb: { type: 'list<Thing>', required: true }\nc: { type: 'map<Thing>' }",
    ];
    let spec = |case: &str| {
        let (fields, rest) = case.split_once("--- ").unwrap_or((case, ""));
        let rest = if rest.is_empty() { String::new() } else { format!("--- {rest}") };
        format!("{}{rest}\n", thing(fields))
    };
    insta::assert_snapshot!(report(&cases, spec));
}
