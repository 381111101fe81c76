//! The api file, and specs as a whole.

use super::{API, SEND, check, codes, problems, report, thing};

/// An api file with these lines, an operation that returns a token and one that needs it.
fn api(lines: &str) -> String {
    let server = if lines.contains("server:") { "" } else { "server: https://shop.example\n" };
    format!(
        "--- api.yaml\napi: shop\n{server}{lines}\n\
         --- 1\noperation: login\nauth: false\nmethod: POST\npath: /login\nrequest: Login\nreply: Token\n\
         --- 2\nmodel: Login\nfields: {{ user: {{ type: string, required: true }} }}\n\
         --- 3\nmodel: Token\nfields:\n  token: {{ type: string, required: true }}\n  maybe: {{ type: string }}\n  \
         seconds: {{ type: int }}\n\
         --- 4\noperation: ping\nmethod: GET\npath: /ping\n\
         --- 5\noperation: hello\nauth: false\nmethod: GET\npath: /hello\n"
    )
}

#[test]
fn invalid_servers() {
    let cases = [
        "server: shop.example",
        "server: ftp://shop.example",
        "server: https://shop.example/",
        "server: https://",
        "server: https:///x",
        "server: https://shop example",
        "server: https://shop.example?x=1",
        "server: https://me@shop.example",
        "server: https://shop.example:99999",
        "server: https://shop.example:+80",
        "server: https://shop..example",
        "server: https://[::g]",
        "server: 'https://shop.example/{tenant}'",
        "server: https://票.example",
        "server: https://a.example\nfallback_servers: [https://a.example, b.example]",
    ];
    insta::assert_snapshot!(report(&cases, api));
    for good in [
        "http://localhost:8080",
        "https://[::1]:8080/v1",
        "https://a.b-c.example/v1/x",
        "https://shop.example.:443/%7Eme",
    ] {
        assert_eq!(codes(&api(&format!("server: {good}"))), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn credentials_without_a_place() {
    let cases = [
        "auth: {}",
        "auth: { query: a, header: b }",
        "auth: { bearer: false }",
        "auth: { query: '' }",
        "auth: { header: 'a b' }",
        "auth: { header: Host }",
        "auth: { header: content-length }",
        "auth: { query: 1 }",
        "auth: { query: [a] }",
        "auth: { bearer: 'true' }",
        "auth: { basic: false }",
        "auth: { basic: true, cookie: a }",
        "auth: { cookie: '' }",
        "auth: { cookie: 'a b' }",
        "auth: { bearer: true, prefix: 'Token ' }",
        "auth: { header: X-Key, prefix: ' ' }",
        "auth: { header: X-Key, prefix: '票 ' }",
        "auth: { qeury: a }",
        "auth: { refreshed_by: 1, sources: { Own: { operation: 1, token: token } } }",
        "auth: { bearer: true, refreshed_by: token }",
        "auth: { bearer: true, refreshed_by: tokn }\nreply: { code: c }\nerrors: { 1: { name: A, class: token } }",
    ];
    insta::assert_snapshot!(report(&cases, api));
    for good in ["header: Authorization", "header: X-Key, prefix: 'Token '", "basic: true", "cookie: session"]
    {
        assert_eq!(codes(&api(&format!("auth: {{ {good} }}"))), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn retries_without_an_effect() {
    let cases = [
        "retry: {}",
        "retry: { wait: [] }",
        "retry: { wait: [bsy] }\nerrors: { 503: { name: A, class: busy } }",
        "retry: { wait: [busy] }",
        "retry: { wait: [busy, busy] }\nerrors: { 503: { name: A, class: busy } }",
        "auth: { bearer: true, refreshed_by: token }\nretry: { wait: [token] }\nerrors: { 401: { name: A, class: token } }",
        "retry: { wait: [busy], attempts: 3 }\nerrors: { 503: { name: A, class: busy } }",
        "retry: { wait: [busy] }\nerrors: { 503: { name: A, class: busy, pause_seconds: 0 } }",
        "retry: { wait: [busy] }\nerrors: { 503: { name: A, class: busy }, 400: { name: B, class: bad, pause_seconds: 60 } }",
        "errors: { 400: { name: A, pause_seconds: 60 } }",
        "errors: { 503: { name: A, pause_seconds: 1.5 } }",
    ];
    insta::assert_snapshot!(report(&cases, api));
    for good in [
        "retry: { wait: [busy] }\nerrors: { 503: { name: A, class: busy, pause_seconds: 60 } }",
        "errors: { 503: { name: A, pause_seconds: 60 } }",
    ] {
        assert_eq!(codes(&api(good)), Vec::<String>::new(), "{good}");
    }
}

#[test]
fn token_sources_without_a_token() {
    let cases = [
        "Token: { operation: login, token: token }",
        "Own: { operation: logni, token: token }",
        "Own: { operation: ping, token: token }",
        "Own: { operation: hello, token: token }",
        "Own: { operation: login, token: tokn }",
        "Own: { operation: login, token: maybe }",
        "Own: { operation: login, token: seconds }",
        "Own: { operation: login, token: token, expires_in: maybe }",
        "own: { operation: login, token: token }",
    ];
    insta::assert_snapshot!(report(&cases, |case| api(&format!(
        "auth:\n  bearer: true\n  sources:\n    {case}"
    ))));
    let good =
        "auth:\n  bearer: true\n  sources:\n    Own: { operation: login, token: token, expires_in: seconds }";
    assert_eq!(codes(&api(good)), Vec::<String>::new());
}

#[test]
fn invalid_replies_and_errors() {
    let cases = [
        "reply: { ok: 0 }",
        "reply: { request_id_in_message: 'rid: ' }",
        "reply: { code: a..b }",
        "reply: { message: m, request_id_in_message: '' }",
        "reply: { request_id_header: 'X Y' }",
        "reply: { code: c, ok: 1.5 }",
        "reply: { code: c, ok: 0 }\nerrors: { 0: { name: A } }",
        "reply: { code: c, ok: '0' }\nerrors: { 0: { name: A } }",
        "errors: { 40001: { name: A } }",
        "errors: { bad: { name: A } }",
        "errors: { 1.5: { name: A } }",
        "reply: { code: c }\nerrors: { 1: { name: A }, '1': { name: B } }",
        "reply: { code: c }\nerrors: { 1: { name: A }, 2: { name: A } }",
        "reply: { code: c }\nerrors: { 1: { name: A1 }, 2: { name: A_1 } }",
        "reply: { code: c }\nerrors: { 1: { name: notFound } }",
        "reply: { code: c }\nerrors: { 1: { name: SELF } }",
        "reply: { code: c }\nerrors: { 1: { name: A, class: Token } }",
        "reply: { code: c }\nerrors: { 1: { name: A, class: a1 }, 2: { name: B, class: a_1 } }",
        "reply: { code: c }\nerrors: { 1: { name: A, field: usr } }",
        "reply: { code: c }\nerrors: { 1: { name: A, field: [user, usr, user] } }",
        "reply: { code: c }\nerrors: { 1: { name: A, field: [] } }",
        "reply: { code: c }\nerrors: { 1: { name: A, field: { user: 1 } } }",
        "errors: { 404: { name: A, rules: [max_byte, required, required, colour] } }",
    ];
    insta::assert_snapshot!(report(&cases, api));
    for field in ["user", "[user]", "[user, token]"] {
        let spec = api(&format!("errors: {{ 404: {{ name: NOT_FOUND, field: {field} }} }}"));
        assert_eq!(codes(&spec), Vec::<String>::new(), "{field}");
    }
}

#[test]
fn parameters_in_the_place_of_the_credential() {
    let spec = |auth: &str, operation: &str| {
        format!("{API}auth: {auth}\n--- 1\noperation: ping\nmethod: GET\npath: /ping\n{operation}\n")
    };
    let query = "query: { key: { type: string } }";
    let header = "headers: { x-key: { type: string } }";
    assert_eq!(codes(&spec("{ query: key }", query)), ["SW0409"]);
    assert_eq!(codes(&spec("{ header: X-Key }", header)), ["SW0420"]);
    assert_eq!(codes(&spec("{ header: X-Key, prefix: 'k ' }", header)), ["SW0420"]);
    assert_eq!(codes(&spec("{ cookie: a }", "headers: { cookie: { type: string } }")), ["SW0420"]);
    assert_eq!(codes(&spec("{ query: key }", &format!("{query}\nauth: false"))), Vec::<String>::new());
}

#[test]
fn a_spec_has_one_api_and_an_operation() {
    let model = "--- thing.yaml\nmodel: Thing\nfields: { a: { type: int } }\n";
    let several = format!("{API}{SEND}{model}{}", API.replace("shop", "other"));
    insta::assert_snapshot!(
        [
            problems(&format!("{SEND}{model}")),
            problems(API),
            problems(&several),
            problems(&(API.replace("api: shop", "api: My Shop") + SEND + model)),
            problems(""),
        ]
        .join("\n")
    );
}

#[test]
fn all_problems_are_reported_once() {
    let text = thing(
        "a: { type: Nowhere, max_bytes: 3, after: b }\n\
         b: { type: int, max_bytes: 3, required_if: { a: x } }\n\
         c: { type: string, max_bytes: 5, max_cjk: 2, default: 1 }\n\
         d: { type: Thing }",
    );
    let mut codes = codes(&text);
    codes.sort();
    assert_eq!(codes, ["SW0101", "SW0107", "SW0109", "SW0201", "SW0208"]);
}

#[test]
fn the_real_spec_is_valid() {
    let mut files = Vec::new();
    let mut waiting = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec"))];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ext| ext == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    let mut text = String::new();
    for path in files {
        let body = std::fs::read_to_string(&path).unwrap();
        text += &format!("--- {}\n{body}\n", path.display());
    }
    assert_eq!(problems(&text), "none");
    let api = check(&text).unwrap();
    super::invariants::hold(&api);
    assert!(!api.operations.is_empty());
}
