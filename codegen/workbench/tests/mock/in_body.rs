//! An API that reports errors in the body of a 200.

use serde_json::{Value, json};
use specwright_workbench::mock::{MockRequest, MockResponse, Responder};

use super::{api, json};

pub(crate) const LAMPS: &str = "\
--- api.yaml
api: lamps
server: https://lamps.example.com/v1
auth:
  query: key
  refreshed_by: credential
  sources:
    KeySource: { operation: fetch_key, token: token, expires_in: seconds }
    SharedKey: { operation: fetch_shared_key, token: token, expires_in: seconds, renewed_by: renew }
reply: { code: code, message: message, ok: 0, request_id_in_message: \"rid: \" }
text: { forbid_escapes: true }
errors:
  101: { name: BAD_KEY, class: credential }
  102: { name: NO_KEY, class: account, rules: [no_credential] }
  201: { name: BAD_SHADE, class: input, field: shade }
  202: { name: BAD_BODY, class: input }
  204: { name: TOO_LONG, class: input, rules: [max_bytes] }
  205: { name: NO_SHADE, class: input, field: shade, rules: [required] }
  206: { name: NOT_JSON, class: input, rules: [body] }
  207: { name: EMPTY, class: input, rules: [no_body] }
  208: { name: NOT_A_POST, class: input, rules: [not_post] }
  209: { name: NO_SUCH_PATH, class: input, rules: [no_operation] }
  210: { name: ESCAPED, class: input, rules: [forbid_escapes] }
  211: { name: DUPLICATE, class: input, rules: [duplicate_key] }
  203: { name: BAD_WATTS, class: input, field: watts }
  301: { name: BUSY, class: busy }
--- fetch_key.yaml
operation: fetch_key
method: GET
path: /key
auth: false
query:
  user: { type: string, required: true, max_bytes: 4 }
  password: { type: string, required: true, secret: true }
reply: Key
--- fetch_shared_key.yaml
operation: fetch_shared_key
method: POST
path: /shared-key
auth: false
request: Renewal
reply: Key
--- renewal.yaml
model: Renewal
fields:
  renew: { type: bool, default: false }
--- key.yaml
model: Key
fields:
  token: { type: string, required: true, secret: true, example: example-token }
  seconds: { type: int, required: true, example: 600 }
--- create_bulb.yaml
operation: create_bulb
method: POST
path: /lamp
request: Bulb
wrap: { lamp: { kind: BULB, bulb: $request } }
reply: Lamp
--- create_tube.yaml
operation: create_tube
method: POST
path: /lamp
request: Tube
wrap: { lamp: { kind: TUBE, tube: $request } }
reply: Lamp
--- bulb.yaml
model: Bulb
fields:
  watts: { type: int, required: true, min: 1, warn: { max: 100 } }
  colours: { type: list<string>, max_bytes: 6 }
--- tube.yaml
model: Tube
fields:
  shade: { type: string, required: true }
--- lamp.yaml
model: Lamp
fields:
  id: { type: string, required: true, example: L-1 }
";

fn responder() -> Responder {
    Responder::new(api(LAMPS))
}

/// Without the codes that have a line with this rule.
fn responder_without(rule: &str) -> Responder {
    let lines: Vec<&str> = LAMPS.lines().filter(|line| !line.contains(rule)).collect();
    Responder::new(api(&lines.join("\n"))).accept_token("mine")
}

fn get(responder: &Responder, target: &str) -> MockResponse {
    responder.respond(&MockRequest::new("GET", target))
}

fn post(responder: &Responder, target: &str, body: Value) -> Value {
    json(&responder.respond(&MockRequest::new("POST", target).body(body.to_string())))
}

fn token(responder: &Responder) -> String {
    let reply = json(&get(responder, "/key?user=ada&password=hunter2"));
    reply["token"].as_str().unwrap().to_owned()
}

fn bulb(watts: i64) -> Value {
    json!({ "lamp": { "kind": "BULB", "bulb": { "watts": watts } } })
}

#[test]
fn an_issued_token_is_accepted() {
    let responder = responder();
    let reply = json(&get(&responder, "/key?user=ada&password=hunter2"));
    assert_eq!((reply.get("code"), &reply["seconds"]), (None, &json!(600)), "a token's reply has no code");
    let token = token(&responder);
    assert_ne!(reply["token"], json!(token), "each exchange gives a token of its own");
    assert_eq!(
        post(&responder, &format!("/lamp?key={token}"), bulb(40)),
        json!({ "id": "L-1", "code": 0, "message": "ok" })
    );
}

#[test]
fn a_token_that_was_not_issued_is_refused_with_the_code_that_refreshes() {
    let responder = responder();
    assert_eq!(post(&responder, "/lamp?key=mock-token-1", bulb(40))["code"], json!(101));
    let accepting = responder.accept_token("mine");
    assert_eq!(post(&accepting, "/lamp?key=mine", bulb(40))["code"], json!(0));
    assert_eq!(post(&accepting, "/lamp?key=other", bulb(40))["code"], json!(101));
}

#[test]
fn a_missing_token_has_its_own_code_if_there_is_one() {
    for target in ["/lamp", "/lamp?key="] {
        assert_eq!(post(&responder(), target, bulb(40))["code"], json!(102), "{target}");
        let without = responder_without("no_credential");
        assert_eq!(post(&without, target, bulb(40))["code"], json!(101), "{target}");
    }
}

#[test]
fn a_test_can_expire_tokens() {
    let responder = responder().accept_token("mine");
    let token = token(&responder);
    assert_eq!(post(&responder, "/__mock/expire-tokens", json!({})), json!({ "expired": 1 }));
    assert_eq!(post(&responder, &format!("/lamp?key={token}"), bulb(40))["code"], json!(101));
    assert_eq!(post(&responder, "/lamp?key=mine", bulb(40))["code"], json!(0));
}

#[test]
fn the_envelope_distinguishes_operations_on_one_path() {
    let responder = responder().accept_token("mine");
    let judge = |body| post(&responder, "/lamp?key=mine", body);
    let tube = |inner| json!({ "lamp": { "kind": "TUBE", "tube": inner } });
    assert_eq!(judge(tube(json!({ "shade": "red" })))["code"], json!(0));
    assert_eq!(
        judge(tube(json!({ "shade": 1 })))["code"],
        json!(201),
        "the code that names the broken field"
    );
    assert_eq!(judge(tube(json!({})))["code"], json!(205), "the code that names the field and the rule");
    let other_key = judge(json!({ "lamp": { "kind": "TUBE", "bulb": {} } }));
    assert!(other_key["message"].as_str().unwrap().contains("lamp.tube: missing"), "{other_key}");
}

#[test]
fn violations_are_reported_with_the_best_code() {
    let responder = responder().accept_token("mine");
    let judge = |body| post(&responder, "/lamp?key=mine", body);
    let reply = judge(bulb(0));
    assert_eq!(reply["code"], json!(203));
    let message = reply["message"].as_str().unwrap();
    assert!(message.starts_with("lamp.bulb.watts: 0 is less than the minimum, 1 rid: mock-"), "{message}");

    let reply =
        judge(json!({ "lamp": { "kind": "BULB", "bulb": { "watts": 1, "colours": ["white", "magenta"] } } }));
    assert_eq!(reply["code"], json!(204), "no code names `colours`, but one names the rule");
    assert!(reply["message"].as_str().unwrap().starts_with("lamp.bulb.colours[1]: 7 bytes"));
    assert_eq!(judge(bulb(101))["code"], json!(0), "a warning refuses nothing");
}

#[test]
fn a_body_that_is_not_json_is_refused() {
    let responder = responder().accept_token("mine");
    let request = MockRequest::new("POST", "/lamp?key=mine");
    for body in [b"{".to_vec(), b"\xff".to_vec(), b"{} {}".to_vec(), vec![b'['; 100_000]] {
        let reply = json(&responder.respond(&request.clone().body(body)));
        assert_eq!(reply["code"], json!(206));
        assert!(reply["message"].as_str().unwrap().starts_with("not JSON: "));
    }
    let reply = json(&responder.respond(&request));
    assert_eq!(reply["code"], json!(207));
    assert!(reply["message"].as_str().unwrap().starts_with("there is no body rid: "), "{reply}");
    let reply = json(&responder_without("no_body").respond(&request));
    assert_eq!(reply["code"], json!(202), "no code names the rule");
}

#[test]
fn query_parameters_are_validated() {
    let responder = responder();
    let message = |target| json(&get(&responder, target))["message"].as_str().unwrap().to_owned();
    assert!(message("/key?user=ada").starts_with("password: missing, but required"));
    assert!(message("/key?user=alan%20&password=x").starts_with("user: 5 bytes"));
    assert!(message("/key?user=a&user=b&password=x").starts_with("user: expected a string, found a list"));
    assert!(message("/key?user=a&password=x&usr=b").starts_with("usr: no such field; did you mean `user`?"));
}

#[test]
fn a_shared_token_stays_the_same_until_it_expires_or_is_renewed() {
    let responder = responder();
    let fetch = |body: Value| {
        let reply = post(&responder, "/shared-key", body);
        (reply["token"].as_str().unwrap().to_owned(), reply["seconds"].as_u64().unwrap())
    };
    let is_valid = |token: &str| post(&responder, &format!("/lamp?key={token}"), bulb(1))["code"] == json!(0);
    let (first, seconds) = fetch(json!({}));
    assert_eq!((seconds, fetch(json!({ "renew": false })).0), (600, first.clone()));
    let other = token(&responder);
    assert!(is_valid(&first) && is_valid(&other), "the kinds are independent");

    post(&responder, "/__mock/advance", json!({ "seconds": 590 }));
    let (same, left) = fetch(json!({}));
    assert!(same == first && (1..=10).contains(&left), "{same} {left}");

    let (renewed, seconds) = fetch(json!({ "renew": true }));
    assert_eq!((renewed != first, seconds), (true, 600));
    assert!(is_valid(&renewed) && !is_valid(&first), "the earlier one ends");

    post(&responder, "/__mock/advance", json!({ "seconds": 600 }));
    assert!(!is_valid(&renewed) && !is_valid(&other), "both have expired");
    let (next, _) = fetch(json!({}));
    assert!(next != renewed && is_valid(&next));
    post(&responder, "/__mock/expire-tokens", json!({}));
    assert!(!is_valid(&next) && fetch(json!({})).0 != next);
}

#[test]
fn what_only_the_text_of_a_body_shows_is_refused() {
    let responder = responder().accept_token("mine");
    let judge = |body: &str| {
        let reply = json(&responder.respond(&MockRequest::new("POST", "/lamp?key=mine").body(body)));
        (reply["code"].clone(), reply["message"].as_str().unwrap().to_owned())
    };
    let (code, message) = judge(r#"{"lamp":{"kind":"TUBE","tube":{"shade":"\u7ea2"}}}"#);
    assert_eq!(code, json!(210));
    assert!(message.starts_with(r"lamp.tube.shade: holds the escape `\u7ea2`"), "{message}");
    for help in ["JSON_UNESCAPED_UNICODE", "ensure_ascii=False", "Jackson"] {
        assert!(message.contains(help), "{message}");
    }
    assert_eq!(judge(r#"{"lamp":{"kind":"TUBE","tube":{"shade":"\u0041\n"}}}"#).0, json!(0));
    let (code, message) = judge(r#"{"lamp":{"kind":"BULB","bulb":{"watts":1,"watts":2}}}"#);
    assert_eq!(code, json!(211));
    assert!(message.starts_with("lamp.bulb.watts: duplicate key in this object"), "{message}");
}

#[test]
fn a_test_can_plan_replies_by_operation_and_by_path() {
    let responder = responder().accept_token("mine");
    let plan = |body: Value| {
        let request = MockRequest::new("POST", "/__mock/next-reply").body(body.to_string());
        let response = responder.respond(&request);
        (response.status, json(&response)["problem"].as_str().unwrap_or_default().to_owned())
    };
    let lamp = |body| post(&responder, "/lamp?key=mine", body);
    assert_eq!(plan(json!({ "operation": "create_bulb", "reply": { "id": "L-7" } })).0, 200);
    assert_eq!(lamp(bulb(0))["code"], json!(203), "an invalid call is still refused");
    assert_eq!(lamp(bulb(1)), json!({ "id": "L-7" }));
    assert_eq!(lamp(bulb(1))["id"], json!("L-1"), "it was given once");

    assert_eq!(plan(json!({ "path": "/lamps", "reply": [1], "status": 201, "always": true })).0, 200);
    for _ in 0..2 {
        let listed = get(&responder, "/lamps");
        assert_eq!((listed.status, json(&listed)), (201, json!([1])), "no operation has the path");
    }
    let with_header = json!({ "path": "/lamps", "reply": [], "headers": { "X-Left": "7" }, "always": true });
    assert_eq!(plan(with_header).0, 200);
    assert!(get(&responder, "/lamps").headers.contains(&("X-Left".to_owned(), "7".to_owned())));
    assert_eq!(json(&get(&responder, "/lamps")), json!([]));
    for (wrong, problem) in [
        (json!({ "reply": 1 }), "exactly one of `operation` and `path` is required"),
        (
            json!({ "path": "/a", "operation": "fetch_key", "reply": 1 }),
            "exactly one of `operation` and `path` is required",
        ),
        (json!({ "path": "lamps", "reply": 1 }), "`path` must be a string that begins with a slash"),
        (json!({ "path": "/lamps" }), "`reply` is required: the JSON of the reply"),
        (
            json!({ "path": "/lamps", "reply": 1, "headers": { "X-Left": "7\r\nX-Other: 8" } }),
            "`headers` must be an object of strings that a header can have",
        ),
        (json!({ "path": "/lamps", "reply": 1, "always": 1 }), "`always` must be `true` or `false`"),
        (
            json!({ "path": "/lamps", "reply": 1, "times": 2 }),
            "unknown key `times`; known: `always`, `headers`, `operation`, `path`, `reply`, `status`",
        ),
    ] {
        assert_eq!(plan(wrong), (400, problem.to_owned()));
    }
    let advance =
        |body: &str| responder.respond(&MockRequest::new("POST", "/__mock/advance").body(body)).status;
    assert_eq!([advance(r#"{"seconds":1}"#), advance(r#"{"seconds":-1}"#), advance("{}")], [200, 400, 400]);
    assert_eq!(advance(r#"{"seconds":18446744073709551615}"#), 200);
    assert_eq!(advance(r#"{"seconds":18446744073709551615}"#), 200, "the clock stops at its end");
    assert!(!token(&responder).is_empty());
}

#[test]
fn a_lenient_mock_warns_of_unknown_keys() {
    let (sender, shown) = std::sync::mpsc::channel();
    let responder = responder().accept_token("mine").lenient();
    let responder = responder.on_request(move |exchange| sender.send(exchange.to_string()).unwrap());
    let body = json!({ "lamp": { "kind": "BULB", "bulb": { "watts": 1, "wats": 2 } } });
    assert_eq!(post(&responder, "/lamp?key=mine", body)["code"], json!(0));
    let line = shown.recv().unwrap();
    assert!(line.contains("warning: lamp.bulb.wats: no such field; did you mean `watts`?"), "{line}");
}

#[test]
fn unknown_paths_and_methods_are_reported_with_their_codes_or_by_status() {
    let responder = responder();
    let response = get(&responder, "/lamps");
    assert_eq!((response.status, &json(&response)["code"]), (200, &json!(209)), "there is a code for it");
    let message = json(&response)["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("no operation has the path `/lamps`; did you mean `/lamp`? rid: "),
        "{message}"
    );
    let response = get(&responder_without("no_operation"), "/lamps");
    assert_eq!((response.status, json(&response).get("code")), (404, None));
    let allows = |response: &MockResponse, methods: &str| {
        response.headers.contains(&("allow".to_owned(), methods.to_owned()))
    };
    let response = get(&responder, "/lamp");
    assert_eq!((response.status, &json(&response)["code"]), (200, &json!(208)), "there is a code for it");
    assert!(allows(&response, "POST"));
    let response = responder.respond(&MockRequest::new("POST", "/key"));
    assert_eq!((response.status, &json(&response)["code"]), (405, &Value::Null));
    assert!(allows(&response, "GET"));
    assert_eq!(get(&responder_without("not_post"), "/lamp").status, 405);
    assert_eq!(get(&responder, "/v1/key?user=a&password=b").status, 200, "the server's own path may be sent");
}

#[test]
fn a_test_can_plan_errors() {
    let responder = responder().accept_token("mine");
    let plan = |body| responder.respond(&MockRequest::new("POST", "/__mock/next-error").body(body)).status;
    assert_eq!(plan(r#"{"code": 301, "operation": "fetch_key", "status": 503}"#), 200);
    let first = get(&responder, "/key?user=a&password=b");
    assert_eq!((first.status, &json(&first)["code"]), (503, &json!(301)));
    assert_eq!(plan(r#"{"status": 503}"#), 200);
    let bare = responder.respond(&MockRequest::new("POST", "/lamp"));
    assert_eq!((bare.status, json(&bare).get("code")), (503, None), "as a gateway says it");
    assert_eq!(plan(r#"{"code": 301}"#), 200);
    let busy = post(&responder, "/lamp?key=none", bulb(1));
    assert_eq!(busy["code"], json!(301));
    assert!(busy["message"].as_str().unwrap().starts_with("BUSY rid: "));
    assert_eq!(post(&responder, "/lamp?key=mine", bulb(1))["code"], json!(0));

    for wrong in [
        "",
        "{}",
        r#"{"code": 1.5}"#,
        r#"{"code": null, "status": 503}"#,
        r#"{"code": 1, "operation": "x"}"#,
        r#"{"code": 1, "status": 99}"#,
        r#"{"status": 200}"#,
        "503",
    ] {
        assert_eq!(plan(wrong), 400, "{wrong}");
    }
    assert_eq!(get(&responder, "/__mock/next-error").status, 405);
    assert_eq!(get(&responder, "/__mock/other").status, 404);
}

#[test]
fn an_invalid_planned_error_is_rejected_with_the_known_values() {
    let responder = responder();
    let plan = |body| responder.respond(&MockRequest::new("POST", "/__mock/next-error").body(body));
    for (body, problem) in [
        (
            r#"{"code": 301, "opration": "fetch_key"}"#,
            "unknown key `opration`; known: `code`, `operation`, `status`",
        ),
        (
            r#"{"code": 3010}"#,
            "unknown code 3010; known: 101, 102, 201, 202, 204, 205, 206, 207, 208, 209, 210, 211, 203, 301",
        ),
        (
            r#"{"code": "301"}"#,
            "unknown code \"301\"; known: 101, 102, 201, 202, 204, 205, 206, 207, 208, 209, 210, 211, 203, 301",
        ),
        (
            r#"{"code": 301, "operation": "fetch_keys"}"#,
            "unknown operation \"fetch_keys\"; known: `create_bulb`, `create_tube`, `fetch_key`, `fetch_shared_key`",
        ),
        ("[301]", "not a JSON object"),
    ] {
        let response = plan(body);
        assert_eq!((response.status, &json(&response)["problem"]), (400, &json!(problem)), "{body}");
    }
    let token = token(&responder);
    assert_eq!(
        post(&responder, &format!("/lamp?key={token}"), bulb(1))["code"],
        json!(0),
        "nothing was planned"
    );
}

#[test]
fn recorded_requests_contain_no_secret() {
    let (sender, shown) = std::sync::mpsc::channel();
    let responder = responder().on_request(move |exchange| sender.send(exchange.to_string()).unwrap());
    let token = token(&responder);
    post(&responder, &format!("/lamp?key={token}"), bulb(0));

    let remembered = json(&get(&responder, "/__mock/requests"));
    let text = remembered.to_string() + &shown.try_iter().collect::<Vec<_>>().join("\n");
    for secret in [token.as_str(), "hunter2"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert_eq!(remembered[0]["target"], json!("/key?user=ada&password=[redacted]"));
    assert_eq!(remembered[0]["reply"]["token"], json!("[redacted]"));
    assert_eq!(remembered[1]["operation"], json!("create_bulb"));
    assert_eq!(remembered[1]["request"], bulb(0));
    assert_eq!(remembered[1]["errors"], json!(["lamp.bulb.watts: 0 is less than the minimum, 1"]));
    assert!(
        text.contains("POST /lamp?key=[redacted] (create_bulb): 200\n  lamp.bulb.watts: 0 is less"),
        "{text}"
    );
}

#[test]
fn only_the_last_hundred_requests_are_remembered() {
    let responder = responder();
    for number in 0..105 {
        get(&responder, &format!("/nowhere/{number}"));
    }
    let remembered = json(&get(&responder, "/__mock/requests"));
    assert_eq!(remembered.as_array().unwrap().len(), 100);
    assert_eq!(remembered[0]["target"], json!("/nowhere/5"));
}
