//! Each construct of the dialect in both versions of OpenAPI and in JSON Schema.

use specwright_workbench::export::{Version, json_schemas, openapi};

use super::small;

const HEAD: &str = "--- api\napi: shop\nserver: https://shop.example\n";

/// The parts of the documents of a small spec at a JSON pointer: OpenAPI 3.1, then 3.0.
fn both(spec: &str, pointer: &str) -> String {
    let api = small(&format!("{HEAD}{spec}"));
    let part = |version| {
        let document = openapi(&api, version, None).to_value();
        format!("{:#}\n", document.pointer(pointer).cloned().unwrap_or_default())
    };
    format!("3.1\n{}3.0\n{}", part(Version::V3_1), part(Version::V3_0))
}

macro_rules! shown {
    ($($name:ident, $pointer:literal: $spec:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), both($spec, $pointer));
        }
    )*};
}

shown! {
    limits, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Limits
--- limits
model: Limits
fields:
  bytes: { type: string, min_bytes: 5, max_bytes: 36, max_cjk: 12, doc: A text. }
  cjk: { type: string, max_cjk: 12 }
  chars: { type: string, min_chars: 2, max_chars: 9, warn: { max_chars: 5 } }
  portable: { type: string, pattern: \"^[a-z]+$\" }
  unportable: { type: string, pattern: '^\\d+$' }
  number: { type: int32, min: 1, max: 9, multiple_of: 2 }
  price: { type: float, min: 0.01, multiple_of: 0.01 }
  share: { type: float, exclusive_min: 0, exclusive_max: 1 }
  large: { type: int, max: 9007199254740993 }
  list: { type: list<string>, min_items: 1, max_items: 3, unique_items: true, max_bytes: 9 }
  map: { type: map<int>, max_items: 3, min: 0 }
";
    scalars, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Scalars
--- scalars
model: Scalars
fields:
  int: { type: int }
  uint: { type: uint }
  uint32: { type: uint32 }
  float: { type: float, nullable: true }
  flag: { type: bool, default: true, example: false }
  at: { type: timestamp, tolerate: [digit_string] }
  until: { type: digit_timestamp, after: at }
  day: { type: date }
  moment: { type: date_time }
  anything: { type: json }
  kind: { type: string, const: box, note: Always so. }
  old: { type: string, deprecated: Use `day`. }
  fax: { type: string, discouraged: Nobody reads it., unless_empty: true }
  pass: { type: string, secret: true, name: password, section: \"1.2\", since: v2, documented: { required: true } }
";
    conditions, "/components/schemas/Rules": "--- send
operation: send
method: POST
path: /a
request: Rules
--- rules
model: Rules
fields:
  kind: { type: Kind, required: true }
  size: { type: int, required_if: { kind: box }, forbidden_unless: { kind: [box, tube] } }
  inner: { type: Inner }
  a: { type: string }
  b: { type: string }
rules:
  - { when: { kind: box, size: { min: 3 } }, then: { inner.weight: { max: 5 } }, else: { a: { absent: true } }, doc: Why. }
  - { exactly_one_of: [a, b] }
  - { when: { a: { present: true } }, then: { b: x }, warn: true }
--- inner
model: Inner
fields: { weight: { type: int } }
--- kind
enum: Kind
values: { box: { also_read: [BOX] }, tube: {}, letter: {} }
";
    one_condition, "/components/schemas/Rules": "--- send
operation: send
method: POST
path: /a
request: Rules
--- rules
model: Rules
fields:
  paid: { type: bool }
  by: { type: string, required_if: { paid: true } }
former_fields: { payer: Renamed. }
";
    enumerations, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Both
reply: Both
--- both
model: Both
fields: { kind: { type: Kind, required: true, nullable: true }, level: { type: Level, doc: How much. }, at: { type: timestamp, read_only: true, doc: When. }, pin: { type: string, required: true, write_only: true, doc: Who. } }
--- kind
enum: Kind
values: { box: { doc: Six sides., also_read: [BOX] }, tube: { name: Pipe } }
extra: [crate]
default: box
--- level
enum: Level
values: { 1: { name: Low, doc: Little. }, -1: { doc: Less. } }
";
    unions, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Both
reply: Both
--- both
model: Both
fields: { shape: { type: Shape, required: true }, way: { type: Way }, size: { type: Size, nullable: true } }
--- shape
union: Shape
doc: A shape.
tag: type
fields: { name: { type: string } }
variants:
  Round: { value: round, also_read: [ROUND], doc: Round., fields: { radius: { type: float, required: true } } }
  Flat: { value: flat }
--- way
union: Way
variants:
  ByLand: { fields: { road: { type: string, required: true } } }
  ByAir: { fields: { flight: { type: string, required: true } } }
--- size
union: Size
tag: unit
variants: { One: { value: 1, model: Length }, Two: { value: 2 } }
--- length
model: Length
doc: A length.
fields: { metres: { type: float } }
";
    values, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Both
reply: Both
--- both
model: Both
fields: { size: { type: Size, required: true, nullable: true, doc: The size. }, sizes: { type: list<nullable<Size>> }, when: { type: When } }
--- size
union: Size
doc: A size.
tag: unit
variants:
  Number: { type: float, min: 1, warn: { max: 9 }, doc: In metres., example: 2 }
  Words: { type: string, max_bytes: 9, example: large }
  Sides: { type: list<int32>, max_items: 3, since: v2 }
  One: { value: 1, fields: { metres: { type: float } } }
  Two: { value: 2 }
--- when
union: When
variants: { At: { type: timestamp, doc: The time. }, Ever: { type: bool }, ByDay: { type: map<nullable<int>> } }
";
    recursion_and_maps, "/components/schemas": "--- send
operation: send
method: POST
path: /a
request: Tree
reply: map<list<Tree>>
--- tree
model: Tree
fields: { left: { type: box<Tree>, nullable: true }, leaves: { type: list<nullable<Tree>> }, rings: { type: map<nullable<int>>, min: 1 } }
";
    one_path, "/paths/~1card": "--- round
operation: create_round
method: POST
path: /card
request: M
wrap: { card: { type: ROUND, round: $request } }
reply: R
doc: Creates a round card.
--- flat
operation: create_flat
method: POST
path: /card
request: M
wrap: { card: { type: FLAT, flat: $request } }
reply: R
auth: false
--- api_more
operation: get
method: GET
path: /card
reply: R
--- m
model: M
fields: { x: { type: string, example: a } }
--- r
model: R
fields: { id: { type: int, required: true } }
";
    parameters, "/paths": "--- find
operation: find
method: GET
path: \"/a/{id}.{format}\"
path_params: { id: { type: string }, format: { type: string, max_bytes: 9 } }
query: { tags: { type: list<string>, max_items: 2, required: true }, until: { type: digit_timestamp }, v: { type: int, const: 2 } }
headers: { X-Trace: { type: string, doc: A mark., example: t }, X-Marks: { type: list<string> } }
reply: list<int>
pages: { link: true }
";
    bodies, "/paths": "--- form
operation: log_in
method: POST
path: /form
request: Form
body: form
--- parts
operation: send
method: POST
path: /parts
request: Parts
body: multipart
--- formmodel
model: Form
fields: { user: { type: string, required: true, example: it's }, tags: { type: list<int>, example: [1, 2] } }
--- partsmodel
model: Parts
fields:
  picture: { type: file, required: true, max_bytes: 9, media_types: [image/png, image/jpeg], also_read: [image], example: { file_name: a.png, media_type: image/png, bytes: 5 } }
  more: { type: list<file>, max_items: 2 }
  name: { type: string }
";
    events, "/webhooks": "--- get
operation: get
method: GET
path: /a
--- events
events: shop_events
doc: What the shop sends.
format: json
common: Head
event: Event
duplicates: [id]
signature: { scheme: hmac_sha256, header: X-Signature, prefix: \"v1=\" }
acknowledge: ok
--- head
model: Head
fields: { id: { type: string, required: true } }
--- event
union: Event
tag: type
variants: { Sold: { value: sold, fields: { price: { type: int, required: true } } }, Closed: { value: closed } }
";
    events_with_headers, "/webhooks": "--- get
operation: get
method: GET
path: /a
--- events
events: shop_events
format: json
common: Head
event: Event
headers: { type: X-Shop-Event, id: X-Shop-Delivery, again: X-Shop-Again }
duplicates: [id]
signature: { scheme: hmac_sha256, header: X-Signature }
--- head
model: Head
fields:
  id: { type: string, required: true, max_bytes: 40 }
  shop: { type: int, required: true }
  again: { type: bool }
--- event
union: Event
tag: type
variants: { Sold: { value: sold, fields: { price: { type: int, required: true } } }, Closed: { value: closed } }
";
}

/// Successes that differ by status, of two operations on one path.
#[test]
fn replies_by_status() {
    let api = small(
        "--- api
api: shop
server: https://shop.example
reply: { code: errcode, ok: 0 }
--- start
operation: start
method: POST
path: /jobs
request: Job
wrap: { action: start, job: $request }
replies: { 200: { type: list<Job>, doc: All of them. }, 202: { type: Job, note: It is slow. }, 204: {}, 207: {} }
data: data.job
--- stop
operation: stop
method: POST
path: /jobs
request: Job
wrap: { action: stop, job: $request }
no_content: true
reply: Job
--- job
model: Job
fields: { id: { type: string, required: true } }
",
    );
    for version in [Version::V3_1, Version::V3_0] {
        let document = openapi(&api, version, None).to_value();
        insta::assert_snapshot!(
            format!("replies_by_status_{version:?}"),
            serde_json::to_string_pretty(&document["paths"]["/jobs"]["post"]).unwrap()
        );
    }
    let schemas = json_schemas(&api);
    let names: Vec<&str> = schemas.iter().map(|schema| schema.name.as_str()).collect();
    let of_start = ["start.request", "start.reply.200", "start.reply.202", "start.reply.207"];
    assert_eq!(names, [&of_start[..], &["stop.request", "stop.reply"]].concat());
}

/// A failure that has the status of a success, with a credential in the query.
#[test]
fn failures_inside_successes() {
    let api = small(
        "--- api
api: shop
server: https://shop.example
fallback_servers: [https://two.example]
auth: { query: token, refreshed_by: token, sources: { Own: { operation: log_in, token: token, expires_in: seconds } } }
reply: { code: errcode, message: errmsg, ok: 0, request_id_header: X-Id }
text: { forbid_control: true }
classes: { token: { doc: The token is over. } }
errors: { 42: { name: TOKEN_OVER, class: token, doc: It is over. } }
--- log_in
operation: log_in
method: POST
path: /log_in
request: Login
reply: Token
auth: false
--- ping
operation: ping
method: GET
path: /ping
--- login
model: Login
fields: { secret: { type: string, required: true, secret: true }, short: { type: string, pattern: '^a(b|c)' } }
--- token
model: Token
fields: { token: { type: string, required: true }, seconds: { type: int, required: true } }
",
    );
    for version in [Version::V3_1, Version::V3_0] {
        let document = openapi(&api, version, Some("shop"));
        insta::assert_snapshot!(
            format!("failures_inside_successes_{version:?}"),
            serde_json::to_string_pretty(&document).unwrap()
        );
    }
    let schemas = json_schemas(&api);
    let reply = schemas.iter().find(|schema| schema.name == "log_in.reply").unwrap();
    insta::assert_snapshot!("a_json_schema", serde_json::to_string_pretty(&reply.schema).unwrap());
    let names: Vec<&str> = schemas.iter().map(|schema| schema.name.as_str()).collect();
    assert_eq!(names, ["log_in.request", "log_in.reply", "ping.reply"]);
}
