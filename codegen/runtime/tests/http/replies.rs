//! Distinguishing success from failure.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use specwright_runtime::{
    AccessToken, BoxFuture, Client, Error, Exchange, HttpResponse, Method, ServerCode, TokenError,
    TokenSource,
};

use crate::shop::{ADD_PET, AddPet, CREATE, Created, PETS, PING, SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, Outcome, ok, status, wait};

fn create(reply: Outcome) -> Result<Created, Error> {
    wait(Fake::script([reply]).client(&SHOP).call(&CREATE, TICKET))
}

fn update(reply: Outcome) -> Result<(), Error> {
    wait(Fake::script([reply]).client(&SHOP).call(&UPDATE, TICKET))
}

fn add_pet(reply: Outcome) -> Result<serde_json::Value, Error> {
    let request = AddPet { store_id: "s".to_owned(), ..AddPet::default() };
    wait(Fake::script([reply]).client(&PETS).call(&ADD_PET, request))
}

#[test]
fn success_is_the_ok_code_or_none() {
    for body in [
        r#"{"errcode":0,"id":"c"}"#,
        r#"{"errcode":"0","id":"c"}"#,
        r#"{"errcode":null,"id":"c"}"#,
        r#"{"id":"c"}"#,
        "\u{FEFF}{\"errcode\":0,\"id\":\"c\"}",
        "\r\n {\"id\":\"c\"} \n",
    ] {
        assert_eq!(create(ok(body)).unwrap().id, "c", "{body}");
    }
    update(ok("{}")).unwrap();
    update(status(204, "")).unwrap();
}

#[test]
fn invalid_utf_8_does_not_hide_the_rest() {
    let reply = |before: &str, after: &str| {
        // Two Chinese characters in GBK.
        let body = [before.as_bytes(), b"\xC3\xC6\xC6\xB1", after.as_bytes()].concat();
        Ok(HttpResponse::new(200, body))
    };
    let error = update(reply(r#"{"errmsg":""#, r#" rid: 7-1","errcode":41014}"#)).unwrap_err();
    assert_eq!((error.code(), error.request_id()), (Some(&ServerCode::Int(41014)), Some("7-1")));
    assert!(error.to_string().contains(": \"\u{FFFD}"), "{error}");
    assert_eq!(create(reply(r#"{"id":"c","errmsg":""#, r#""}"#)).unwrap().id, "c");
    let error = create(reply(r#"{"id":7,"errmsg":""#, r#""}"#)).unwrap_err();
    assert!(error.to_string().contains("id: expected a string, found the number 7"), "{error}");
    let error = create(reply("{", "}")).unwrap_err();
    assert!(error.to_string().contains("it is not JSON: key must be a string"), "{error}");
}

#[test]
fn a_rejected_token_is_renewed_even_if_the_message_is_not_utf_8() {
    let rejected = HttpResponse::new(200, &b"{\"errcode\":40001,\"errmsg\":\"\xC3\xC6\"}"[..]);
    let fake = Fake::script([ok(r#"{"token":"T1"}"#), Ok(rejected), ok(r#"{"token":"T2"}"#), ok("{}")]);
    let client = Client::builder(&SHOP).transport(fake).token_source(login()).build().unwrap();
    wait(client.call(&UPDATE, TICKET)).unwrap();
}

#[test]
fn the_content_type_is_ignored() {
    let reply = HttpResponse::new(200, r#"{"id":"c"}"#).with_header("Content-Type", "text/plain");
    assert_eq!(create(Ok(reply)).unwrap().id, "c");
}

#[test]
fn no_compression_is_requested_or_read() {
    let fake = Fake::script([ok(r#"{"id":"c"}"#)]);
    wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap();
    assert_eq!(fake.requests()[0].header("accept-encoding"), Some("identity"));

    let compressed =
        |status| HttpResponse::new(status, [0x1F, 0x8B, 8]).with_header("Content-Encoding", "gzip");
    let error = create(Ok(compressed(200))).unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    let said = "create_ticket: the reply cannot be read: it is compressed (gzip), which was not requested";
    assert_eq!(error.to_string(), said);
    let error = create(Ok(compressed(404))).unwrap_err();
    assert_eq!(error.to_string(), "create_ticket: HTTP 404");
    // There is nothing to decompress.
    update(Ok(HttpResponse::new(204, "").with_header("Content-Encoding", "gzip"))).unwrap();
    let plain = HttpResponse::new(200, r#"{"id":"c"}"#).with_header("Content-Encoding", "Identity");
    assert_eq!(create(Ok(plain)).unwrap().id, "c");
}

#[test]
fn an_error_code_is_a_number_or_a_number_in_a_string() {
    for body in [r#"{"errcode":41014,"errmsg":"m"}"#, r#"{"errcode":"41014","errmsg":"m","id":"c"}"#] {
        let error = create(ok(body)).unwrap_err();
        let Error::Api(api) = &error else { panic!("{error}") };
        assert_eq!((api.name, api.fields, api.status), (Some("MISSING_CLASS"), &["class"][..], 200));
        assert_eq!((error.class(), error.code()), (Some("payload"), Some(&ServerCode::Int(41014))));
    }
}

#[test]
fn an_unknown_code_is_an_error() {
    let error = update(ok(r#"{"errcode":-1}"#)).unwrap_err();
    let Error::Api(api) = &error else { panic!("{error}") };
    assert_eq!((api.name, api.class, api.message.as_str()), (None, None, ""));
    let error = update(ok(r#"{"errcode":"odd"}"#)).unwrap_err();
    assert_eq!(error.code(), Some(&ServerCode::text("odd")));
}

#[test]
fn the_request_id_is_read_from_the_message() {
    let id = |message: &str| {
        let body = json!({ "errcode": 41014, "errmsg": message }).to_string();
        update(ok(&body)).unwrap_err().request_id().map(str::to_owned)
    };
    assert_eq!(id("no class rid: 63a1-7f").as_deref(), Some("63a1-7f"));
    assert_eq!(id("no class, rid: 63a1-7f, hint").as_deref(), Some("63a1-7f"));
    assert_eq!(id("no class [rid: 63a1]").as_deref(), Some("63a1"));
    assert_eq!(id("no class rid: "), None);
    assert_eq!(id("no class hint: [ab12 ]").as_deref(), Some("ab12"));
    assert_eq!(id("no class hint: [ ab12 ] requestIP: 192.0.2.7").as_deref(), Some("ab12"));
    assert_eq!(id("no class, hint:[ab12]requestIP: 192.0.2.7").as_deref(), Some("ab12"));
    assert_eq!(id("Error before \":\"rid: a\"... rid: b requestIP: 192.0.2.7").as_deref(), Some("b"));
    assert_eq!(id("no class hint: [a] rid: b").as_deref(), Some("b"), "the first mark of the spec");
    assert_eq!(id("no class"), None);
}

#[test]
fn the_field_is_read_from_the_message() {
    let path = |code: i64, message: &str| {
        let body = json!({ "errcode": code, "errmsg": message }).to_string();
        let error = update(ok(&body)).unwrap_err();
        let shown = error.to_string();
        let path = error.api().unwrap().field_path.clone();
        assert_eq!(path.is_some(), shown.contains("; field `"), "{shown}");
        path
    };
    assert_eq!(path(41011, "missing m_data.class hint: [63a1]").as_deref(), Some("m_data.class"));
    assert_eq!(path(1, r#"data format error Error before ":2} rid: 63a1"#).as_deref(), Some("seats"));
    assert_eq!(path(1, "missing m_data.class"), None);
}

#[test]
fn the_request_id_is_read_from_the_header() {
    let reply = HttpResponse::new(500, "").with_header("x-request-id", "r-1");
    let error = add_pet(Ok(reply)).unwrap_err();
    assert_eq!((error.request_id(), error.status()), (Some("r-1"), Some(500)));
}

#[test]
fn what_is_not_json_is_not_a_success() {
    for body in ["<html>hello</html>", "", r#"{"errcode":0"#] {
        let error = update(ok(body)).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{body}: {error}");
    }
    for scalar in ["null", "true", "0", "\"ok\""] {
        let error = update(ok(scalar)).unwrap_err();
        let said =
            format!("update_ticket: the reply cannot be read: it is JSON, but not an object; body: {scalar}");
        assert_eq!(error.to_string(), said);
    }
    assert!(matches!(create(ok(r#"{"id":5}"#)), Err(Error::Decode(_))));
    assert!(matches!(create(ok("[]")), Err(Error::Decode(_))));
}

#[test]
fn a_failing_status_is_a_failure_for_any_body() {
    for (code, body) in
        [(500, r#"{"errcode":0,"id":"c"}"#), (502, "<html>"), (302, ""), (404, r#"{"id":"c"}"#)]
    {
        let error = create(status(code, body)).unwrap_err();
        assert!(matches!(&error, Error::Http(error) if error.status == code), "{error}");
    }
    let error = create(status(400, r#"{"errcode":41014}"#)).unwrap_err();
    assert_eq!((error.status(), error.class()), (Some(400), Some("payload")));
}

#[test]
fn a_status_can_be_a_code_of_the_spec() {
    let error = add_pet(status(401, "")).unwrap_err();
    let Error::Api(api) = &error else { panic!("{error}") };
    assert_eq!((api.name, api.status), (Some("UNAUTHORIZED"), 401));
    let error = add_pet(status(401, r#"{"error":{"message":"no"}}"#)).unwrap_err();
    assert!(matches!(&error, Error::Api(error) if error.message == "no"));
}

#[test]
fn code_and_message_may_be_nested() {
    let error = add_pet(status(404, r#"{"error":{"code":"no_such_pet","message":"gone"}}"#)).unwrap_err();
    let Error::Api(api) = &error else { panic!("{error}") };
    assert_eq!((api.name, api.message.as_str(), api.status), (Some("NO_SUCH_PET"), "gone", 404));
}

#[test]
fn without_a_success_code_the_status_decides() {
    let body = r#"{"error":{"code":"no_such_pet"}}"#;
    assert!(add_pet(ok(body)).is_ok());
}

#[test]
fn a_reply_may_be_anything_that_the_operation_reads() {
    assert_eq!(add_pet(ok("[1]")).unwrap(), json!([1]));
    let fake = Fake::script([ok("{\"id\":\"\u{4E00}\"}")]);
    assert_eq!(wait(fake.client(&SHOP).call(&PING, ())).unwrap().id, "一");
}

#[test]
fn a_list_is_not_a_reply_that_has_only_a_code() {
    for (body, expected) in [("{}", None), ("[]", Some("it is JSON, but not an object; body: []"))] {
        let fake = Fake::script([ok(body)]);
        let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET)).err().map(|error| error.to_string());
        let expected = expected.map(|problem| format!("update_ticket: the reply cannot be read: {problem}"));
        assert_eq!(error, expected);
    }
    // Anything except a code may be a list.
    let fake = Fake::script([ok("[]")]);
    assert_eq!(wait(fake.client(&SHOP).call_raw(Method::Get, "/list", None)).unwrap(), json!([]));
}

#[test]
fn a_code_that_occurs_twice_is_never_repeated() {
    for body in [r#"{"errcode":0,"errcode":40001}"#, r#"{"errcode":45011,"errcode":45011}"#] {
        let fake = Fake::script([ok(body)]);
        let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET).allow_repeat()).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert_eq!((fake.requests().len(), error.is_retryable()), (1, false));
    }
    // The status reports the failure, and the code is unknown.
    let body = r#"{"error":{"code":"a","code":"b","message":"m"}}"#;
    let fake = Fake::script([status(403, body)]);
    let error = wait(fake.client(&PETS).call_raw(Method::Post, "/x", None)).unwrap_err();
    assert!(matches!(error, Error::Http(_)), "{error}");
}

#[test]
fn a_long_message_is_truncated_quickly_without_a_part_of_a_secret() {
    let tokens = Mutex::new((0..40).map(|number| "M".repeat(2000 + number)).collect::<Vec<_>>());
    struct Next(Mutex<Vec<String>>);
    impl TokenSource for Next {
        fn token<'a>(&'a self, _: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
            let token = self.0.lock().unwrap().pop().unwrap_or_else(|| "last".to_owned());
            Box::pin(std::future::ready(Ok(token.into())))
        }
    }
    let message = Arc::new(Mutex::new("{}".to_owned()));
    let reply = message.clone();
    let fake = Fake::new(move |_| ok(&reply.lock().unwrap()));
    let client = Client::builder(&SHOP).transport(fake).token_source(Next(tokens)).build().unwrap();
    for _ in 0..40 {
        wait(client.call(&UPDATE, TICKET)).unwrap();
    }
    for (text, shown) in [("x M", "x Mx M"), ("M", "[redacted]"), (r"\\u004D", "[redacted]")] {
        let body = format!(r#"{{"errcode":1,"errmsg":"{}"}}"#, text.repeat((1 << 20) / text.len()));
        *message.lock().unwrap() = body;
        let begun = Instant::now();
        let error = wait(client.call(&UPDATE, TICKET)).unwrap_err();
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        for shown_error in [error.to_string(), format!("{error:?}"), format!("{error:#?}")] {
            assert!(shown_error.len() < 2500 && shown_error.contains(shown), "{shown_error}");
        }
    }
}
