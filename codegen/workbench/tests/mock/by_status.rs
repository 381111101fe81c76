//! An API that reports errors by status, with parameters of every kind.

use serde_json::json;
use specwright_workbench::mock::{MockRequest, MockResponse, Responder};

use super::{api, json};

const STORES: &str = "\
--- api.yaml
api: stores
server: https://stores.example.com
auth: { header: X-Key }
reply: { code: error.code, message: error.message, request_id_header: X-Request-Id }
errors:
  not_found: { name: NOT_FOUND, class: state }
  bad_limit: { name: BAD_LIMIT, class: input, field: limit }
  503: { name: UNAVAILABLE, class: busy }
--- list_items.yaml
operation: list_items
method: GET
path: /stores/{store_id}/items
path_params: { store_id: { type: int, min: 1 } }
query:
  limit: { type: int, max: 50 }
  tag: { type: list<string>, max_items: 2 }
  sorted: { type: bool }
headers: { X-Trace: { type: string, required: true, max_bytes: 4 } }
reply: list<Item>
--- find_store.yaml
operation: find_store
method: GET
path: /stores/nearest/items
reply: Item
--- rename_store.yaml
operation: rename_store
method: PUT
path: /stores/{store_id}
path_params: { store_id: { type: int, min: 1 } }
request: Rename
body: form
--- close_store.yaml
operation: close_store
method: DELETE
path: /stores/{store_id}
path_params: { store_id: { type: int } }
replies: { 204: { doc: Closed. }, 202: { type: Rename }, 207: { type: list<Rename> } }
data: store
--- rename.yaml
model: Rename
fields:
  name: { type: string, required: true, max_bytes: 9 }
  rank: { type: int }
  open: { type: list<int> }
--- item.yaml
model: Item
fields:
  name: { type: string, required: true }
  made: { type: timestamp, required: true }
  kind: { type: Kind, required: true }
  note: { type: string }
  price: { type: float, example: 2.5 }
  parts: { type: list<Item> }
--- kind.yaml
enum: Kind
values: { BOOK: {}, PEN: {} }
";

fn responder() -> Responder {
    Responder::new(api(STORES))
}

fn send(responder: &Responder, method: &str, target: &str, body: &str) -> MockResponse {
    let request = MockRequest::new(method, target).header("x-key", "any").header("x-trace", "t1").body(body);
    responder.respond(&request)
}

fn message(response: &MockResponse) -> String {
    json(response)["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn any_credential_is_accepted_but_one_is_required() {
    let request = MockRequest::new("GET", "/stores/nearest/items");
    let responder = responder();
    assert_eq!(responder.respond(&request).status, 401);
    assert_eq!(responder.respond(&request.clone().header("X-KEY", "")).status, 401);
    assert_eq!(responder.respond(&request.clone().header("X-KEY", "any")).status, 200);
    let choosy = responder.accept_token("mine");
    assert_eq!(choosy.respond(&request.clone().header("X-Key", "any")).status, 401);
    assert_eq!(choosy.respond(&request.header("X-Key", "mine")).status, 200);
}

#[test]
fn a_bearer_credential_is_read() {
    let text = STORES.replace("auth: { header: X-Key }", "auth: { bearer: true }");
    let responder = Responder::new(api(&text));
    let status = |value: &str| {
        let request = MockRequest::new("GET", "/stores/nearest/items").header("Authorization", value);
        responder.respond(&request).status
    };
    assert_eq!((status("Bearer abc"), status("bearer abc")), (200, 200));
    assert_eq!((status("Bearer "), status("Basic abc"), status("abc")), (401, 401, 401));
}

#[test]
fn parameters_are_read_by_their_types() {
    let responder = responder();
    let get = |target| send(&responder, "GET", target, "");
    let good = get("/stores/7/items?limit=50&tag=a&tag=b&sorted=true");
    assert_eq!(good.status, 200, "{}", String::from_utf8_lossy(&good.body));
    let wrong = get("/stores/0/items?limit=51&tag=a&tag=b&tag=c&sorted=yes");
    assert_eq!(wrong.status, 400);
    assert_eq!(
        message(&wrong),
        "store_id: 0 is less than the minimum, 1; limit: 51 is more than the maximum, 50; tag: 3 elements, limit 2 elements; \
         sorted: expected true or false, found the string \"yes\""
    );
    assert_eq!(json(&wrong)["error"]["code"], json!("bad_limit"));
    assert_eq!(message(&get("/stores/x/items")), "store_id: expected an integer, found the string \"x\"");
    let untraced = MockRequest::new("GET", "/stores/7/items").header("x-key", "any");
    assert_eq!(message(&responder.respond(&untraced)), "X-Trace: missing, but required");
}

#[test]
fn a_reply_has_the_status_that_a_test_plans() {
    let responder = responder();
    let close = || send(&responder, "DELETE", "/stores/7", "");
    let plan = |body| send(&responder, "POST", "/__mock/next-reply", body);
    let usual = close();
    assert_eq!((usual.status, json(&usual)["store"]["name"].is_string()), (202, true));
    plan(r#"{"operation":"close_store","status":204}"#);
    let gone = close();
    assert_eq!((gone.status, gone.body.len()), (204, 0));
    plan(r#"{"operation":"close_store","status":207}"#);
    let parts = close();
    assert_eq!((parts.status, json(&parts)["store"].is_array()), (207, true));
    plan(r#"{"operation":"close_store","reply":{"store":{"name":"a"}}}"#);
    assert_eq!((close().status, close().status), (202, 202));
    let refused = plan(r#"{"operation":"close_store","status":201}"#);
    assert_eq!(
        (refused.status, json(&refused)["problem"].as_str().unwrap()),
        (400, "`reply` is required, the JSON of the reply, or one of these as its `status`: 202, 204, 207")
    );
    let refused = plan(r#"{"operation":"find_store","status":201}"#);
    assert_eq!(json(&refused)["problem"], json!("`reply` is required: the JSON of the reply"));
}

#[test]
fn a_literal_path_precedes_a_parameter() {
    let response = send(&responder(), "GET", "/stores/nearest/items", "");
    assert!(json(&response).is_object());
}

#[test]
fn a_reply_consists_of_examples_and_neutral_values() {
    let reply = json(&send(&responder(), "GET", "/stores/7/items", ""));
    let item = &reply[0];
    assert!(item["name"].is_string() && item["made"].is_i64());
    assert_eq!((&item["kind"], &item["price"]), (&json!("BOOK"), &json!(2.5)));
    assert_eq!(item.get("note"), None);
}

#[test]
fn a_form_is_validated_by_the_types_of_its_fields() {
    let responder = responder();
    let put = |body| send(&responder, "PUT", "/stores/7", body);
    let good = put("name=%E4%B9%A6%E5%BA%97&rank=2&open=1&open=2");
    assert_eq!((good.status, json(&good)), (200, json!({})));
    assert_eq!(message(&put("name=a+shop+too+long&rank=x")), {
        "name: 15 bytes (15 characters, none CJK), limit 9 bytes (3 CJK characters); the first 9 characters fit; \
         rank: expected an integer, found the string \"x\""
    });
    assert_eq!(message(&put("")), "name: missing, but required");
}

#[test]
fn a_form_without_fields_is_not_the_same_as_no_form() {
    let responder = Responder::new(super::api(
        "--- api.yaml\napi: shop\nserver: https://shop.example\n\
         --- send.yaml\noperation: send\nmethod: POST\npath: /send\nrequest: Note\nbody: form\noptional_body: true\n\
         --- note.yaml\nmodel: Note\nfields: { text: { type: string, required: true } }\n",
    ));
    let absent = MockRequest::new("POST", "/send");
    assert_eq!(responder.respond(&absent).status, 200);
    let form = absent.header("Content-Type", "application/x-www-form-urlencoded");
    let refused = responder.respond(&form);
    assert_eq!(refused.status, 400);
    assert!(String::from_utf8_lossy(&refused.body).contains("text: missing, but required"));
}

#[test]
fn errors_have_status_and_request_id() {
    let responder = responder();
    let plan = |body| responder.respond(&MockRequest::new("POST", "/__mock/next-error").body(body));
    for (body, status) in [(r#"{"code": 503}"#, 503), (r#"{"code": "not_found"}"#, 400)] {
        plan(body);
        let response = send(&responder, "GET", "/stores/7/items", "");
        assert_eq!(response.status, status);
        let id = response.headers.iter().find(|(name, _)| name == "X-Request-Id").unwrap();
        assert!(id.1.starts_with("mock-"));
    }
    assert_eq!(send(&responder, "PATCH", "/stores/7", "").status, 405);
    assert_eq!(send(&responder, "GET", "/", "").status, 404);
    // A 2xx status is a success.
    assert_eq!(plan(r#"{"code": 503, "status": 200}"#).status, 400);
    assert_eq!(plan(r#"{"code": 503, "status": 409}"#).status, 200);
}
