//! A mistake is reported once: its effects on other files are not reported.

use super::{codes, problems};

const SHOP: &str = "--- api.yaml
api: shop
server: https://shop.example
auth:
  bearer: true
  refreshed_by: token
  sources: { Own: { operation: login, token: token } }
reply: { code: code }
errors:
  1: { name: STALE, class: token }
  2: { name: BAD_SIZE, field: size, by_operation: [{ operations: [put], class: size }] }
  3: { name: BUSY, class: busy, pause_seconds: 5 }
retry: { wait: [busy] }
walk: { doc: The way., states: { put: { doc: It is there. } }, steps: [{ operations: [put], to: put, doc: Put it. }] }
--- login.yaml
operation: login
method: POST
path: /login
auth: false
request: Login
reply: Token
--- put.yaml
operation: put
method: PUT
path: /items/{id}
path_params: { id: { type: int } }
request: Item
wrap: { item: $request }
--- login_model.yaml
model: Login
fields: { user: { type: string } }
--- token.yaml
model: Token
fields: { token: { type: string, required: true } }
--- item.yaml
model: Item
fields:
  kind: { type: Kind, example: SOLID }
  size: { type: int, required_if: { kind: SOLID } }
  shape: { type: Shape, example: { type: 1, side: 5 } }
constructors: { solid: { sets: { kind: SOLID } } }
rules:
  - { when: { kind: LIQUID }, then: { size: { absent: true } } }
  - { at_most_one_of: [size, shape] }
--- kind.yaml
enum: Kind
values: { SOLID: {}, LIQUID: {} }
--- shape.yaml
union: Shape
tag: type
tolerate: [digit_string]
variants:
  Square: { value: 1, model: Side }
  Point: { value: 2 }
--- side.yaml
model: Side
fields: { side: { type: int } }
";

#[test]
fn one_mistake_is_reported_once() {
    assert_eq!(problems(SHOP), "none");
    let mistakes = [
        ("type: Kind,", "type: Kindd,", "SW0201"),
        ("request: Item", "request: Itme", "SW0201"),
        ("reply: Token", "reply: Tokne", "SW0201"),
        ("request: Login", "request: Lgoin", "SW0201"),
        ("token: { type: string, required: true }", "token: { type: strng, required: true }", "SW0201"),
        ("size: { type: int,", "size: { type: integer,", "SW0201"),
        ("side: { type: int }", "side: { type: integer }", "SW0201"),
        ("model: Side }", "model: Sied }", "SW0201"),
        ("id: { type: int }", "id: { type: 'list<int>' }", "SW0419"),
        ("path: /items/{id}", "path: items/{id}", "SW0416"),
        ("path: /items/{id}", "path: /items/{di}", "SW0417"),
        ("method: PUT", "method: put", "SW0415"),
        ("method: PUT", "mehtod: PUT", "SW0301"),
        ("request: Item\n", "request: [Item]\n", "SW0302"),
        ("operation: put", "operation: Put", "SW0205"),
        ("operation: put\n", "operation: PUT\n", "SW0205"),
        ("operation: login, token", "operation: lgoin, token", "SW0407"),
        ("class: token", "class: [token]", "SW0302"),
        ("values: { SOLID: {}, LIQUID: {} }", "values: {}", "SW0210"),
        ("values: { SOLID: {}, LIQUID: {} }", "value: { SOLID: {}, LIQUID: {} }", "SW0301"),
        ("enum: Kind", "enum: kind", "SW0205"),
        ("value: 1, model", "value: true, model", "SW0213"),
        ("value: 1, model", "vlaue: 1, model", "SW0301"),
        ("tag: type", "tga: type", "SW0301"),
        ("method: PUT", "verb: PUT", "SW0301"),
        ("kind: { type: Kind,", "kind: { tpye: Kind,", "SW0301"),
        ("model: Item\nfields:\n", "model: Item\nfields: [\n", "SW0002"),
        ("enum: Kind\n", "enum: Kind\n\t", "SW0009"),
        ("model: Token\n", "model: Token\nfields: &x\n", "SW0003 SW0004"),
        ("server: https", "auth: { bearer: true }\nserver: https", "SW0003"),
        ("enum: Kind\n", "enmu: Kind\n", "SW0307"),
        ("enum: Kind\n", "enum：Kind\n", "SW0007"),
        ("enum: Kind\n", "Kind:\n", "SW0307"),
        ("enum: Kind\n", "doc: Kinds of items.\n", "SW0307"),
        ("model: Item\n", "class: Item\n", "SW0307"),
        ("model: Item\n", "model Item\n", "SW0002"),
        ("union: Shape\n", "union:\n", "SW0305"),
        ("model: Item\nfields:\n", "model: Item\nfield:\n", "SW0301"),
        ("model: Item\nfields:\n", "model: Item\nproperties:\n", "SW0301"),
        ("model: Item\n", "model: [Item]\n", "SW0302"),
        ("operation: put", "operation: put-item", "SW0205 SW0450 SW0480"),
        ("operation: login\n", "operation: Login\n", "SW0205"),
        ("at_most_one_of: [size, shape]", "at_most_one_of: size", "SW0302"),
        ("at_most_one_of: [size, shape]", "at_most_one_off: [size, shape]", "SW0301"),
        ("tag: type\n", "", "SW0246"),
        ("variants:\n", "variant:\n", "SW0301"),
        ("variants:\n", "oneOf:\n", "SW0301"),
        ("value: 2 }", "value: two }", "SW0212"),
        ("wait: [busy]", "wait: busy", "SW0302"),
        ("wait: [busy]", "wait: [bsy]", "SW0406"),
        ("retry: { wait: [busy] }", "retry: [busy]", "SW0302"),
        ("class: busy,", "class: buzy,", "SW0406"),
        ("reply: { code: code }", "reply: { code: [code], ok: 0 }", "SW0302"),
        ("request: Item\n", "request: int\n", "SW0424"),
        ("size: { type: int,", "size: { type: int, min: 5, max: 4, example: 7,", "SW0104"),
        (
            "user: { type: string }",
            "user: { type: string, max_cjk: 3, max_bytes: 6, example: 票务票 }",
            "SW0107",
        ),
    ];
    assert_reported(SHOP, &mistakes);
}

/// Checks the codes of the problems after each replacement of a text by another one.
fn assert_reported(spec: &str, mistakes: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (from, to, expected) in mistakes {
        assert!(spec.contains(from), "{from}");
        let text = spec.replacen(from, to, 1);
        let mut codes = codes(&text);
        codes.sort();
        let codes = codes.join(" ");
        if codes != *expected {
            wrong += &format!("{to:?} gives {codes}, not {expected}\n{}\n\n", problems(&text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

const LIBRARY: &str = "--- api.yaml
api: library
server: https://{branch}.library.example
server_variables: { branch: { default: main } }
walk: { states: { lent: {} }, steps: [{ operations: [list], to: lent, doc: List. }] }
--- list.yaml
operation: list
method: GET
path: /books
query: { after: { type: string } }
reply: Page
pages: { items: books, cursor: after, next: next }
--- note.yaml
operation: note
method: POST
path: /notes
body: text
max_bytes: 9
--- cover.yaml
operation: cover
method: GET
path: /cover
reply_body: text
--- lend.yaml
operation: lend
method: POST
path: /loans
request: Loan
--- page.yaml
model: Page
fields: { books: { type: list<Book> }, next: { type: string } }
--- book.yaml
model: Book
fields: { title: { type: string }, size: { type: Size, example: { pages: 3 } } }
--- size.yaml
union: Size
variants:
  Named: { type: Name }
  Text: { type: string }
  Counted: { model: Count }
--- name.yaml
enum: Name
values: { 1: { name: Small }, 2: { name: Large } }
default: 1
--- count.yaml
model: Count
fields: { pages: { type: int, required: true } }
--- loan.yaml
model: Loan
fields: { days: { type: int }, books: { type: list<string> }, marks: { type: list<string> }, size: { type: Count }, place: { type: Place } }
rules:
  - { together: [books, marks], max_items: 9 }
  - { when: { days: { present: true }, size.pages: 3 }, then: { books: { min_items: 1 } } }
--- place.yaml
model: Place
fields: { room: { type: string } }
";

#[test]
fn what_is_incomplete_because_of_a_mistake_is_not_reported() {
    assert_eq!(problems(LIBRARY), "none");
    let mistakes = [
        ("cursor: after", "cursors: after", "SW0301"),
        ("server_variables:", "server_variable:", "SW0301"),
        ("branch: { default: main }", "branch: { default: 7 }", "SW0303"),
        ("server: https://{branch}", "server: https://{brunch}", "SW0404"),
        ("steps:", "step:", "SW0301"),
        ("reply: Page\n", "reply: Pgae\n", "SW0201"),
        ("body: text\nmax", "body: [text]\nmax", "SW0302"),
        ("reply_body: text", "reply_body: text\nno_content: true", "SW0459"),
        ("reply_body: text", "reply_body: text\ndata: data", "SW0459"),
        ("model: Book\n", "model Book\n", "SW0002"),
        ("Counted: { model: Count }", "Counted: { type: Count, value: 7 }", "SW0248"),
        ("{ 1: {", "{ true: {", "SW0303"),
        ("{ 1: {", "{ 1: { value: 1,", "SW0301"),
        ("default: 1\n", "default: 1\nnullable: true\n", "SW0301"),
        ("max_items: 9", "max_items: -1", "SW0302"),
        ("days: { present: true }", "days: { present: false }", "SW0305"),
        ("size.pages: 3", "size.page: 3", "SW0161"),
        ("request: Loan\n", "request: Loan\nbody: form\n", "SW0425"),
    ];
    assert_reported(LIBRARY, &mistakes);
}

#[test]
fn uses_of_a_name_that_is_declared_twice_are_not_reported() {
    let mut wrong = String::new();
    for second in [
        "model: Loan\nfields: { other: { type: int } }\nrules: [{ at_least_one_of: [other, another] }]",
        "model: Count\nfields: { other: { type: int } }",
        "model: Page\nfields: { other: { type: int } }",
        "model: Name\nfields: { other: { type: int } }",
        "model: ListRequest\nfields: { other: { type: int } }",
        "enum: Name\nvalues: { a: {} }",
        "enum: Count\nvalues: { a: {} }",
        "union: Size\ntag: kind\nvariants: { Flat: { value: flat } }",
        "union: Other\ntag: kind\nvariants: { Book: { value: flat } }",
    ] {
        // The copy that comes first is the one that counts, if any.
        for text in [format!("--- aa.yaml\n{second}\n{LIBRARY}"), format!("{LIBRARY}--- zz.yaml\n{second}\n")]
        {
            let codes = codes(&text).join(" ");
            if codes != "SW0203" && codes != "SW0204" {
                wrong += &format!("{second:?} gives {codes}\n{}\n\n", problems(&text));
            }
        }
    }
    // Nor is a cycle that the name of a variant makes.
    let model = "model: Place\nfields: { room: { type: string } }";
    let union = "union: Place\ntag: kind\nvariants: { Loan: { value: loan } }";
    assert_eq!(codes(&LIBRARY.replace(model, union)), ["SW0203"]);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_missing_file_is_reported_where_it_is_used() {
    let without = |name: &str| {
        let sections = SHOP.split("--- ").filter(|section| !section.starts_with(&format!("{name}.yaml")));
        let text = sections.collect::<Vec<_>>().join("--- ");
        let mut codes = codes(&text);
        codes.sort();
        codes.join(" ")
    };
    assert_eq!(without("item"), "SW0201");
    assert_eq!(without("kind"), "SW0201");
    assert_eq!(without("side"), "SW0201");
    assert_eq!(without("token"), "SW0201");
    assert_eq!(without("login_model"), "SW0201");
    assert_eq!(without("api"), "SW0401");
    assert_eq!(without("login"), "SW0207 SW0207 SW0407");
}
