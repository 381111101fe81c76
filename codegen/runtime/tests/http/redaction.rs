//! A marked token and a marked secret must not be shown in any way.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use specwright_runtime::{
    AccessToken, BoxFuture, Client, Error, Exchange, FixedToken, HttpResponse, Method, Retry, Sent,
    TokenError, TokenSource, TransportError, TransportErrorKind,
};

use crate::shop::{ADD_PET, AddPet, CREATE, LOG_IN, PETS, SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, Outcome, ok, status, wait};

/// Contains characters to escape in URLs and in JSON.
pub(crate) const TOKEN: &str = "MARK/tok\"en+1";

/// The secret of `login`.
pub(crate) const SECRET: &str = "SECRET/+MARK";

/// Every spelling of them, and every large part, contains the mark.
#[track_caller]
pub(crate) fn assert_clean(shown: &str) {
    assert!(!shown.contains("MARK"), "{shown}");
}

#[track_caller]
pub(crate) fn assert_error_clean(error: &Error) {
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        assert_clean(&format!("{error} {error:?} {error:#?}"));
        next = error.source();
    }
    assert_clean(&format!("{:?} {:?}", error.request_id(), error.code()));
}

/// Messages of a server that returns what it was sent: plain, in JSON, in a URL, in a form.
fn echoes(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let encoded: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    assert!(!encoded.contains("MARK"));
    let percent = secret.replace('/', "%2F").replace('"', "%22").replace('+', "%2B");
    vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        json.trim_matches('"').replace('/', "\\/"),
        percent.to_ascii_lowercase().replace("mark", "MARK").replace("secret", "SECRET"),
        percent,
    ]
}

pub(crate) fn replies(secret: &str) -> Vec<Outcome> {
    let json = serde_json::Value::from(format!("bad {secret} rid: {secret}"));
    let mut replies = vec![
        ok(&format!(r#"{{"errcode":41014,"errmsg":{json}}}"#)),
        ok(&format!(r#"{{"errcode":{json}}}"#)),
        ok(&format!(r#"{{"errcode":41014,"errmsg":{{"deep":{json}}}}}"#)),
        ok(&format!(r#"{{"id":[{json}]}}"#)),
        ok(&format!(r#"{{"id":[{json}"#)),
        status(401, &json.to_string()),
        Ok(HttpResponse::new(500, "").with_header("X-Request-Id", secret)),
        Ok(HttpResponse::new(302, "").with_header("Location", format!("https://evil.example.com/{secret}"))),
    ];
    for echo in echoes(secret) {
        for padding in ["", &"x".repeat(195), &" ".repeat(5000)] {
            let html = format!("<html>{padding}https://api.example.com/t?access_token={echo}</html>");
            replies.push(ok(&html));
            replies.push(status(502, &html));
        }
        for sent in [Sent::No, Sent::Maybe, Sent::Yes] {
            let deep = std::io::Error::other(format!("error for https://h/?access_token={echo}"));
            replies.push(Err(TransportError::new(TransportErrorKind::Io, sent).because(deep)));
        }
    }
    replies
}

#[test]
fn no_error_shows_the_token() {
    for reply in replies(TOKEN) {
        let reply = Mutex::new(Some(reply));
        let fake = Fake::new(move |_| reply.lock().unwrap().take().unwrap_or_else(|| ok("{}")));
        let builder = Client::builder(&SHOP).transport(fake.clone()).token(TOKEN);
        let client = builder.server("https://api.example.com").build().unwrap();
        let error = wait(client.call(&CREATE, TICKET).retry(Retry::NEVER)).unwrap_err();
        assert_error_clean(&error);
        assert_eq!(fake.requests().len(), 1);
    }
}

#[test]
fn no_error_shows_a_token_from_a_header() {
    let request = AddPet { store_id: "s".to_owned(), ..AddPet::default() };
    let body = format!(r#"{{"error":{{"code":"x","message":"no {}"}}}}"#, "MARK-1");
    let fake =
        Fake::new(move |_| Ok(HttpResponse::new(403, body.clone()).with_header("X-Request-Id", "MARK-1")));
    let client = Client::builder(&PETS).transport(fake).token("MARK-1").build().unwrap();
    assert_error_clean(&wait(client.call(&ADD_PET, request)).unwrap_err());
}

#[test]
fn no_error_shows_the_secret_that_fetches_the_token() {
    for reply in replies(SECRET) {
        let reply = Mutex::new(Some(reply));
        let fake = Fake::new(move |_| reply.lock().unwrap().take().unwrap_or_else(|| ok("{}")));
        let builder = Client::builder(&SHOP).transport(fake).token_source(login());
        let client = builder.server("https://api.example.com").build().unwrap();
        let error = wait(client.call(&UPDATE, TICKET)).unwrap_err();
        assert!(matches!(error, Error::Token(_)), "{error}");
        assert_error_clean(&error);
    }
}

#[test]
fn no_error_shows_a_new_token() {
    for body in [
        r#"{"token":["MARK"],"seconds":7200}"#,
        r#"{"token":{"MARK":1}}"#,
        r#"{"seconds":7200,"tokne":"MARK"}"#,
        r#"{"token":"MARK","seconds":72"#,
        r#"["MARK"]"#,
        "MARK",
        "token=MARK&seconds=7200",
        "<token>MARK</token>",
        "callback({\"token\":\"MARK\"})",
        "<html>MARK</html>",
        "<!DOCTYPE html><p>{\"token\":\"MARK\"}",
        r#""MARK""#,
    ] {
        let builder = Client::builder(&SHOP).transport(Fake::script([ok(body)])).token_source(login());
        assert_error_clean(&wait(builder.build().unwrap().call(&UPDATE, TICKET)).unwrap_err());
        // The same operation, called by the program.
        let request = crate::shop::Credentials { id: "1".to_owned(), secret: SECRET.into() };
        let fake = Fake::script([ok(body)]);
        assert_error_clean(&wait(fake.client(&SHOP).call(&LOG_IN, request)).unwrap_err());
    }
}

#[test]
fn a_page_instead_of_a_token_is_described_by_its_kind() {
    let builder = Client::builder(&SHOP).transport(Fake::script([status(403, " <HTML>MARK</HTML>")]));
    let error = wait(builder.token_source(login()).build().unwrap().call(&UPDATE, TICKET)).unwrap_err();
    let said = "update_ticket: no token, nothing was sent: log_in: HTTP 403; body: (an HTML page)";
    assert_eq!(error.to_string(), said);
}

#[test]
fn no_error_of_another_call_shows_the_secret_that_fetched_the_token() {
    for reply in replies(SECRET) {
        let reply = Mutex::new(Some(reply));
        let fake = Fake::new(move |request| match request.url.path() {
            "/token" => ok(r#"{"token":"T1","seconds":7200}"#),
            _ => reply.lock().unwrap().take().unwrap_or_else(|| ok("{}")),
        });
        let builder = Client::builder(&SHOP).transport(fake.clone()).token_source(login());
        let client = builder.server("https://api.example.com").build().unwrap();
        assert_error_clean(&wait(client.call(&CREATE, TICKET).retry(Retry::NEVER)).unwrap_err());
        assert_eq!(fake.requests().len(), 2);
    }
}

#[test]
fn no_error_of_another_call_shows_a_token_set_by_the_program() {
    for (other, reply) in replies("MARK-1").into_iter().enumerate() {
        let reply = Mutex::new(Some(reply));
        let fake = Fake::new(move |request| match request.url.expose_query() {
            Some("access_token=MARK-1") => ok("{}"),
            _ => reply.lock().unwrap().take().unwrap_or_else(|| ok("{}")),
        });
        let source = Next(Mutex::new(vec!["MARK-1", "T-2"]));
        let builder = Client::builder(&SHOP).transport(fake.clone()).token_source(source);
        let client = builder.server("https://api.example.com").build().unwrap();
        // Whether a call of this client used it, or another request of the program.
        if other % 2 == 0 {
            wait(client.call(&UPDATE, TICKET)).unwrap();
        } else {
            wait(client.token()).unwrap();
        }
        assert_error_clean(&wait(client.call(&CREATE, TICKET).retry(Retry::NEVER)).unwrap_err());
    }
}

#[test]
fn no_success_shows_a_secret_of_another_call_as_its_request_id() {
    let reply = || Ok(HttpResponse::new(200, "[]").with_header("X-Request-Id", "of MARK-1"));
    let source = Next(Mutex::new(vec!["MARK-1", "T-2"]));
    let builder = Client::builder(&PETS).transport(Fake::script([reply(), reply()])).token_source(source);
    let client = builder.build().unwrap();
    for _ in 0..2 {
        let answer = wait(client.call_raw(Method::Get, "/x", None).detailed()).unwrap();
        assert_eq!(answer.request_id.as_deref(), Some("of [redacted]"));
    }
}

/// A source that returns another token each time.
struct Next(Mutex<Vec<&'static str>>);

impl TokenSource for Next {
    fn token<'a>(&'a self, _: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        let token = self.0.lock().unwrap().remove(0);
        Box::pin(std::future::ready(Ok(token.into())))
    }
}

#[test]
fn no_error_shows_an_earlier_token_of_the_same_call() {
    let rejected = ok(r#"{"errcode":40001}"#);
    let echo = ok(r#"{"errcode":41014,"errmsg":"MARK-1 was rejected, MARK-2 too"}"#);
    let source = Next(Mutex::new(vec!["MARK-1", "MARK-2"]));
    let builder = Client::builder(&SHOP).transport(Fake::script([rejected, echo])).token_source(source);
    let error = wait(builder.build().unwrap().call(&UPDATE, TICKET)).unwrap_err();
    assert_error_clean(&error);
    assert!(error.to_string().contains("[redacted] was rejected, [redacted] too"), "{error}");
}

#[test]
fn no_debug_output_shows_them() {
    let fake = Fake::new(|request| match request.url.path() {
        "/token" => ok(r#"{"token":"MARK-1","seconds":7200}"#),
        _ => Ok(HttpResponse::new(200, r#"{"id":"c"}"#).with_header("Set-Cookie", "MARK")),
    });
    let source = Arc::new(login());
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(source.clone()).build().unwrap();
    let call = client.call(&CREATE, TICKET);
    assert_clean(&format!("{client:?} {call:?} {source:?} {source:#?}"));
    let answer = wait(call.detailed()).unwrap();
    assert_clean(&format!("{answer:?} {source:?}"));

    let requests = fake.requests();
    assert!(requests[1].url.expose().contains("MARK-1"), "the token was sent at all");
    assert_clean(&format!("{requests:?} {requests:#?}"));
    assert_clean(&format!("{} {:?}", requests[1].url, requests[1].url));
    assert_clean(&format!("{:?}", HttpResponse::new(200, "MARK").with_header("X", "MARK")));
    let bearer = Client::builder(&PETS).transport(fake.clone()).token("MARK").build().unwrap();
    let _ = wait(bearer.call(&ADD_PET, AddPet { store_id: "s".to_owned(), ..AddPet::default() }));
    assert_clean(&format!("{:?} {bearer:?}", fake.requests()));
    assert_clean(&format!("{:?} {:?}", AccessToken::new("MARK"), FixedToken::new("MARK")));
    assert_clean(&format!("{:?}", Client::builder(&SHOP).token("MARK").server("https://u:MARK@h")));
}

#[test]
fn no_error_about_an_address_shows_it() {
    let build = |server: &str| Client::builder(&SHOP).transport(Fake::script([])).server(server).build();
    for server in ["https://u:MARK@h", "https://h/?MARK", "MARK", "https://h MARK"] {
        assert_error_clean(&build(server).unwrap_err());
    }
    let fake = Fake::new(|_| status(500, ""));
    let error = wait(fake.client(&SHOP).call_raw(Method::Get, "/x?secret=MARK", None)).unwrap_err();
    assert_error_clean(&error);
    assert_error_clean(&wait(fake.client(&SHOP).call_raw(Method::Get, "/x?a=MARK#b", None)).unwrap_err());
}
