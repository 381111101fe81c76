//! Edits of operations.

use super::{Case, case};

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
        "an operation is put into a group",
        &[
            ("ping.yaml", "method: GET", "group: health\nname_in_group: check\nmethod: GET"),
            ("api.yaml", "server: ", "groups: { health: { doc: Whether it works. } }\nserver: "),
        ],
        "fn call(shop: &Client) { drop(shop.ping()); }",
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
        "the parameters of a path change places",
        &[("get_part.yaml", "path: /orders/{order}/parts/{part}", "path: /orders/{part}/parts/{order}")],
        r#"fn call(shop: &Client) { drop(shop.get_part(GetPartRequest::new(get_part_request::Required { order: 7, part: 1 }))); }"#,
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
        "a changed type of the request",
        &[("put_person.yaml", "request: Person", "request: Size")],
        r#"fn call(shop: &Client) { drop(shop.put_person(Person::new("Li"))); }"#,
    ),
    case(
        "a body that can be absent",
        &[("put_person.yaml", "request: Person", "request: Person\noptional_body: true")],
        r#"fn call(shop: &Client) { drop(shop.put_person(Person::new("Li"))); }"#,
    ),
    case(
        "an operation gets a body that can be absent",
        &[
            ("ping.yaml", "method: GET", "method: POST"),
            ("ping.yaml", "auth: false", "auth: false\nrequest: Person\noptional_body: true"),
        ],
        "fn call(shop: &Client) { drop(shop.ping()); }",
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
        "a reply can be nothing",
        &[("send_order.yaml", "reply: Receipt", "reply: Receipt\nno_content: true")],
        "fn call(shop: &Client, order: Order) -> runtime::Call<Order, Receipt> { shop.send_order(order) }",
    ),
    case(
        "the value of a reply is in another place",
        &[("send_order.yaml", "reply: Receipt", "reply: Receipt\ndata: data.receipt")],
        "fn call(shop: &Client, order: Order) -> runtime::Call<Order, Receipt> { shop.send_order(order) }",
    ),
    case(
        "a failure has a body",
        &[("ping.yaml", "auth: false", "auth: false\nfailures: { 404: { type: Receipt } }")],
        "",
    ),
    case(
        "a range of failures has a body",
        &[("ping.yaml", "auth: false", "auth: false\nfailures: { 4XX: { type: Receipt } }")],
        "",
    ),
    case(
        "a reply becomes bytes",
        &[("ping.yaml", "auth: false", "auth: false\nreply_body: bytes\naccept: image/png")],
        "fn call(shop: &Client) -> runtime::Call<(), ()> { shop.ping() }",
    ),
    case(
        "what a reply has depends on its status",
        &[(
            "send_order.yaml",
            "reply: Receipt",
            "replies: { 200: { type: Receipt }, 202: { type: Person } }",
        )],
        "fn call(shop: &Client, order: Order) -> runtime::Call<Order, Receipt> { shop.send_order(order) }",
    ),
    case(
        "a reply has another status",
        &[("drop_order.yaml", "204: {}", "204: {}\n  207: { type: list<Receipt> }")],
        "fn read(reply: DropOrderReply) { if let DropOrderReply::Ok(receipt) = reply { drop(receipt); } }",
    ),
    case(
        "a reply with a status has another type",
        &[("drop_order.yaml", "200: { type: Receipt }", "200: { type: Person }")],
        "fn read(reply: DropOrderReply) { if let DropOrderReply::Ok(receipt) = reply { drop::<Receipt>(receipt); } }",
    ),
    case(
        "a reply with a status has a value no more",
        &[("drop_order.yaml", "200: { type: Receipt }", "200: {}")],
        "fn read(reply: DropOrderReply) { if let DropOrderReply::Ok(receipt) = reply { drop(receipt); } }",
    ),
    case(
        "a status is sent no more",
        &[("drop_order.yaml", "  202: { type: list<string> }\n", "")],
        "fn read(reply: DropOrderReply) { if let DropOrderReply::Accepted(texts) = reply { drop(texts); } }",
    ),
    case(
        "a reply does not depend on its status any more",
        &[(
            "drop_order.yaml",
            "replies:\n  200: { type: Receipt }\n  202: { type: list<string> }\n  204: {}",
            "reply: Receipt",
        )],
        "fn read(reply: DropOrderReply) { drop(reply); }",
    ),
    case(
        "a list in a query is written in another form",
        &[("list_events.yaml", "kinds: { type: list<string>,", "kinds: { type: list<string>, style: comma,")],
        "",
    ),
    case(
        "the credential is required",
        &[("ping.yaml", "auth: false", "auth: true")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case(
        "another envelope",
        &[("send_order.yaml", "version: 1", "version: 2")],
        "fn call(shop: &Client, order: Order) { drop(shop.send_order(order)); }",
    ),
    case(
        "the body is multipart",
        &[("put_person.yaml", "request: Person", "request: Person\nbody: multipart")],
        "fn call(shop: &Client, person: Person) { drop(shop.put_person(person)); }",
    ),
    case(
        "the body is a nested form",
        &[("put_person.yaml", "request: Person", "request: Person\nbody: nested_form")],
        "",
    ),
    case("the body is a form", &[("put_person.yaml", "request: Person", "request: Person\nbody: form")], ""),
    case(
        "a reply gets a header",
        &[("ping.yaml", "auth: false", "auth: false\nreply_headers: { ETag: { type: string } }")],
        "",
    ),
    case(
        "a header of a reply has another type",
        &[("list_states.yaml", "X-Left: { type: int }", "X-Left: { type: string }")],
        "fn header() -> runtime::ReplyHeader<i64> { reply_headers::list_states::X_LEFT }",
    ),
    case(
        "a header of a reply has a narrower type",
        &[("list_states.yaml", "X-Left: { type: int }", "X-Left: { type: uint32 }")],
        "fn header() -> runtime::ReplyHeader<i64> { reply_headers::list_states::X_LEFT }",
    ),
    case(
        "a reply loses its headers",
        &[("list_states.yaml", "reply_headers: { X-Left: { type: int } }", "")],
        "fn header() -> runtime::ReplyHeader<i64> { reply_headers::list_states::X_LEFT }",
    ),
    case(
        "another server of an operation",
        &[("ping.yaml", "auth: false", "auth: false\nserver: https://other.example")],
        "",
    ),
    case(
        "the body is text",
        &[("put_person.yaml", "request: Person", "body: text\nmax_bytes: 100")],
        "fn call(shop: &Client, person: Person) { drop(shop.put_person(person)); }",
    ),
    case(
        "a call may be repeated no more",
        &[("ping.yaml", "auth: false", "auth: false\nidempotent: false")],
        "",
    ),
    case(
        "unknown keys are a warning",
        &[("send_order.yaml", "reply:", "tolerate_unknown_keys: true\nreply:")],
        "",
    ),
    case("a call may be repeated", &[("send_order.yaml", "reply:", "idempotent: true\nreply:")], ""),
    case(
        "a list has pages",
        &[("list_states.yaml", "reply: list<State>", "reply: list<State>\npages: { link: true }")],
        "fn call(shop: &Client) { drop(shop.list_states()); }",
    ),
    case(
        "a list has no pages any more",
        &[("list_events.yaml", "pages: { items: events, offset: skip }\n", "")],
        "fn call(shop: &Client) { drop(shop.list_events_pages(ListEventsRequest::new())); }",
    ),
    case(
        "the pages of a list have a total",
        &[("list_events.yaml", "offset: skip }", "offset: skip, total: total }")],
        "fn call(shop: &Client) { drop(shop.list_events_pages(ListEventsRequest::new())); }",
    ),
    case(
        "the items of pages are another list",
        &[("list_events.yaml", "items: events", "items: days")],
        "fn call(shop: &Client) -> Items<ListEventsRequest, History, String> { shop.list_events_pages(ListEventsRequest::new()).items() }",
    ),
];
