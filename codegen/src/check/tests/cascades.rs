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
    let mut wrong = String::new();
    for (from, to, expected) in mistakes {
        assert!(SHOP.contains(from), "{from}");
        let text = SHOP.replacen(from, to, 1);
        let mut codes = codes(&text);
        codes.sort();
        let codes = codes.join(" ");
        if codes != expected {
            wrong += &format!("{to:?} gives {codes}, not {expected}\n{}\n\n", problems(&text));
        }
    }
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
