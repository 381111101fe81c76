//! What would mean nothing, or something else than it says, is reported.

use super::{codes, problems};

const SHOP: &str = "--- api.yaml
api: shop
server: https://shop.example
reply: { code: error.code }
--- send.yaml
operation: send
method: POST
path: /orders
request: Order
reply: Order
--- read.yaml
operation: read
method: GET
path: /orders
reply: list<Order>
failures: { 404: { type: json } }
--- note.yaml
operation: note
method: POST
path: /notes
body: text
content_type: text/csv; charset=utf-8
--- form.yaml
operation: form
method: POST
path: /forms
request: Form
body: nested_form
--- order.yaml
model: Order
fields:
  count: { type: int, max: 9 }
  sku: { type: string, max_bytes: 4 }
  state: { type: string, read_only: true }
  note: { type: string, required_if: { count: 9 }, forbidden_unless: { sku: [tea, milk] } }
constructors: { tea: { sets: { sku: tea, count: 1 } } }
rules:
  - { when: { count: 3 }, then: { sku: { present: true } } }
--- form_model.yaml
model: Form
fields: { marks: { type: list<string> } }
--- events.yaml
events: shop_events
format: xml
root: message
common: Head
event: Event
duplicates: [id]
signature: { scheme: sorted_sha1, signature: sign, timestamp: time, nonce: random, echo: back }
--- head.yaml
model: Head
fields: { id: { type: int, required: true } }
--- event.yaml
union: Event
tag: kind
variants: { Sold: { value: sold, fields: { batch: { type: int } } } }
";

#[test]
fn what_never_holds_or_cannot_be_sent_is_reported() {
    assert_eq!(problems(SHOP), "none");
    let mut wrong = String::new();
    for (from, to, expected) in [
        // Values that the limits of a field refuse.
        ("{ count: 9 }", "{ count: 10 }", "SW0113"),
        ("[tea, milk]", "[tea, coffee]", "SW0113"),
        ("sets: { sku: tea", "sets: { sku: coffee", "SW0125"),
        ("sku: tea, count: 1", "sku: tea, count: 10", "SW0125"),
        // Fields that no request has.
        ("{ count: 9 }", "{ state: sold }", "SW0114"),
        ("when: { count: 3 }", "when: { state: sold }", "SW0162"),
        ("then: { sku:", "then: { state:", "SW0162"),
        // Files outside of a multipart body.
        ("reply: list<Order>", "reply: file", "SW0441"),
        ("reply: list<Order>", "reply: list<file>", "SW0441"),
        ("404: { type: json }", "404: { type: map<file> }", "SW0441"),
        ("request: Order", "request: list<file>", "SW0441"),
        // Paths of other languages.
        ("reply: list<Order>", "reply: list<Order>\ndata: $.data", "SW0456"),
        ("reply: list<Order>", "reply: list<Order>\ndata: /data/orders", "SW0456"),
        ("reply: list<Order>", "reply: list<Order>\ndata: orders[0]", "SW0456"),
        ("code: error.code", "code: errors.*.code", "SW0410"),
        ("404:", "\"404\":", "SW0460"),
        // What a format cannot represent.
        ("charset=utf-8", "charset=gbk", "SW0461"),
        ("charset=utf-8", "charset=UTF-8", ""),
        ("{ marks:", "{ \"marks[]\":", "SW0425"),
        ("root: message", "root: 1message", "SW0469"),
        ("root: message", "root: 消息", ""),
        ("{ batch:", "{ \"batch no\":", "SW0469"),
        ("tag: kind", "tag: \"the kind\"", "SW0469"),
        ("nonce: random", "nonce: time", "SW0468"),
        ("echo: back", "echo: sign", "SW0468"),
    ] {
        assert!(SHOP.contains(from), "{from}");
        let text = SHOP.replacen(from, to, 1);
        let codes = codes(&text).join(" ");
        if codes != expected {
            wrong += &format!("{to:?} gives {codes:?}, not {expected}\n{}\n\n", problems(&text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
