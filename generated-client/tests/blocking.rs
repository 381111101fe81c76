//! The blocking client, inside and outside of an async runtime.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::sync::Arc;

use serde_json::json;
use wechat_tickets::*;
use wiremock::matchers::{body_json, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn server() -> MockServer {
    let server = MockServer::start().await;
    let token = json!({ "access_token": "T1", "expires_in": 7200 });
    Mock::given(path("/cgi-bin/stable_token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(token))
        .expect(1)
        .mount(&server)
        .await;
    // Busy once: a check-in is idempotent.
    Mock::given(path("/card/boardingpass/checkin"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "errcode": -1 })))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(path("/card/boardingpass/checkin"))
        .and(query_param("access_token", "T1"))
        .and(body_json(json!({ "code": "0023456789", "is_cancel": true })))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "errcode": 0, "errmsg": "ok" })))
        .expect(2)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn it_shares_its_token_with_an_async_client_in_the_same_runtime() {
    let server = server().await;
    let source = Arc::new(StableToken::new(stable_token_request::Required {
        appid: "wx0123456789".into(),
        secret: "secret".into(),
    }));
    let builder = blocking::Client::builder().server(server.uri()).token_source(source.clone());
    let retry = Retry::default().first_pause(std::time::Duration::from_millis(1));
    let client = builder.retry(retry).build().unwrap();
    client.check_in_boarding_pass(BoardingPassCheckIn::cancel("0023456789")).send().unwrap();

    let client = Client::builder().server(server.uri()).token_source(source).build().unwrap();
    client.check_in_boarding_pass(BoardingPassCheckIn::cancel("0023456789")).await.unwrap();
}

#[test]
fn it_needs_no_runtime_and_checks_before_it_sends() {
    let client = blocking::Client::builder().server("http://127.0.0.1:9").token("T").build().unwrap();
    let error =
        client.check_in_boarding_pass(BoardingPassCheckIn::cancel("0".repeat(21))).send().unwrap_err();
    let Error::Invalid(invalid) = error else { panic!("{error}") };
    assert_eq!(invalid.report.errors().next().unwrap().path, "code");

    let call = client.check_in_boarding_pass(BoardingPassCheckIn::cancel("1")).retry(Retry::NEVER);
    assert!(matches!(call.send(), Err(Error::Transport(_))));
    let reply = client.call_raw(Method::Get, "/card/no such thing", None).send();
    assert!(matches!(reply, Err(Error::Invalid(_))));
}
