//! Edits of the API as a whole.

use super::{Case, ORDER, case};

pub(crate) const WHOLE: &[Case] = &[
    case(
        "another server",
        &[("api.yaml", "server: https://shop.example.com", "server: https://new.example.com")],
        "",
    ),
    case(
        "a part of the server can be chosen",
        &[(
            "api.yaml",
            "server: https://shop.example.com",
            "server: https://{tenant}.example.com\nserver_variables: { tenant: { default: shop } }",
        )],
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
    case("a changed place of the credential", &[("api.yaml", "header: X-Key", "query: key")], ""),
    case(
        "the header of the credential in another case",
        &[("api.yaml", "header: X-Key", "header: x-key")],
        "",
    ),
    case(
        "an error is of a class that is not waited for",
        &[(
            "api.yaml",
            "name: TOO_MANY, class: busy, pause_seconds: 5, doc: Too many calls. }",
            "name: TOO_MANY, class: bussy, doc: Too many calls. }\n  503: { name: DOWN, class: busy, doc: Down. }",
        )],
        "",
    ),
    case(
        "an error is of a class that fetches a new token",
        &[("api.yaml", "name: BAD_SKU, class: payload", "name: BAD_SKU, class: key")],
        "",
    ),
    case("a pause is longer", &[("api.yaml", "pause_seconds: 5", "pause_seconds: 60")], ""),
    case("errors are elsewhere", &[("api.yaml", "code: error.code", "code: code")], ""),
    case(
        "messages name fields",
        &[(
            "api.yaml",
            "message: error.text,",
            "message: error.text, field_path_of: [bad_sku], body_rest_after: \"before \",",
        )],
        "",
    ),
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
        "an error is about several fields",
        &[("api.yaml", "class: payload, field: sku, doc", "class: payload, field: [sku, name], doc")],
        "",
    ),
    case(
        "an error means something else in an operation",
        &[(
            "api.yaml",
            "  bad_sku: { name: BAD_SKU, class: payload, field: sku,",
            "  bad_sku: { name: BAD_SKU, class: payload, field: sku, by_operation: [{ operations: [ping], class: busy, doc: It is being looked up. }],",
        )],
        "",
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
        "a class of errors is explained",
        &[("api.yaml", "errors:\n", "classes: { payload: { doc: The order is wrong. } }\nerrors:\n")],
        "fn payload(class: ErrorClass) -> bool { class == ErrorClass::Payload }",
    ),
    case(
        "a source of tokens is renamed",
        &[("api.yaml", "    Session:", "    Door:")],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a renamed API",
        &[("api.yaml", "api: shop", "api: store")],
        "fn call(shop: &Client) { drop(shop.ping()); }",
    ),
    case("other errors fetch a new token", &[("api.yaml", "refreshed_by: key", "refreshed_by: payload")], ""),
    case(
        "a credential of the client is added",
        &[(
            "api.yaml",
            "credentials:\n",
            "credentials:\n  other: { operation: fetch_pass, sets: { gate: south }, token: pass, doc: The same. }\n",
        )],
        "async fn open(client: Client) { let _ = client.pass().await; }",
    ),
    case(
        "a credential of the client is for another gate",
        &[("api.yaml", "sets: { gate: north }", "sets: { gate: south }")],
        "async fn open(client: Client) { let _ = client.pass().await; }",
    ),
    case(
        "a credential of the client is removed",
        &[(
            "api.yaml",
            "credentials:\n  pass: { operation: fetch_pass, sets: { gate: north }, token: pass, expires_in: seconds, doc: What opens a gate. }\n",
            "",
        )],
        "async fn open(client: Client) { let _ = client.pass().await; }",
    ),
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
        "a source of tokens requires more",
        &[(
            "login.yaml",
            "fields:\n",
            "fields:\n  shop: { type: int, required: true, doc: Which., example: 1 }\n",
        )],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a source of tokens requires less",
        &[("login.yaml", "password: { type: string, required: true,", "password: { type: string,")],
        r#"let _ = Session::new(login::Required { user: "a".into(), password: "b".into() });"#,
    ),
    case(
        "a source of tokens is removed",
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
        r#"fn with_note(order: Order) -> Order { order.note("hello") }"#,
    ),
    case(
        "events are added",
        &[(
            "more_events.yaml",
            "",
            "events: more_events\ndoc: More.\nformat: json\ncommon: Push\nevent: Pushed\nduplicates: [id]\n\
                 signature: { scheme: hmac_sha256, header: X-Sign }\n",
        )],
        "",
    ),
    case("events are removed", &[("shop_events.yaml", "*", "")], ""),
    case(
        "events are signed otherwise, and recognised by other fields",
        &[
            ("shop_events.yaml", "header: X-Sign", "header: X-Signature"),
            ("shop_events.yaml", "duplicates: [id]", "duplicates: [id, what]"),
            ("shop_events.yaml", "acknowledge: ok", "acknowledge: yes-ok"),
            ("shop_events.yaml", "format: json", "format: xml\nroot: push"),
        ],
        "",
    ),
    case(
        "a field of events is in a header",
        &[("shop_events.yaml", "duplicates: [id]", "headers: { id: X-Id }\nduplicates: [id]")],
        "",
    ),
    case(
        "events have a common model of another name and fields",
        &[
            ("shop_events.yaml", "common: Push", "common: Head"),
            ("push.yaml", "*", ""),
            (
                "head.yaml",
                "",
                "model: Head\ndoc: All have it.\nfields:\n  id: { type: int, required: true, doc: Which., example: 1 }\n",
            ),
        ],
        "",
    ),
    case(
        "a type of events is also in a reply",
        &[("ping.yaml", "auth: false", "reply: Push\nauth: false")],
        "",
    ),
];
