//! What reaches a server: all ticket requests, built from the spec's examples, compared with bodies in files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![cfg(all(feature = "full-serde", feature = "rustls"))]

mod common;

use std::path::Path;

use serde_json::{Value, json};
use wechat_tickets::runtime::serde::de::DeserializeOwned;
use wechat_tickets::*;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

/// A server that answers every ticket operation with success.
async fn server() -> MockServer {
    let server = MockServer::start().await;
    let reply = json!({"errcode": 0, "errmsg": "ok", "card_id": "p1"});
    Mock::given(matchers::any())
        .respond_with(ResponseTemplate::new(200).set_body_json(reply))
        .mount(&server)
        .await;
    server
}

fn client(server: &MockServer) -> Client {
    Client::builder().server(server.uri()).token("T0KEN").build().unwrap()
}

fn request<T: DeserializeOwned>(operation: &str) -> T {
    serde_json::from_value(common::example(&common::api(), operation)).unwrap()
}

/// Asserts that the server has seen one request, with the body in the file.
async fn assert_seen(server: &MockServer, operation: &str, path: &str) {
    let seen = server.received_requests().await.unwrap();
    let [seen] = seen.as_slice() else { panic!("{} requests", seen.len()) };
    assert_eq!((seen.method.as_str(), seen.url.path()), ("POST", path));
    assert_eq!(seen.url.query(), Some("access_token=T0KEN"));
    let content_type = seen.headers.get("content-type").unwrap().to_str().unwrap();
    assert!(content_type.starts_with("application/json"), "{content_type}");
    assert!(!seen.headers.contains_key("referer"));

    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/bodies/{operation}.json"));
    let expected: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let actual: Value = serde_json::from_slice(&seen.body).unwrap();
    let differences = differences("", &actual, &expected);
    assert!(
        differences.is_empty(),
        "the examples in spec/ make another body than tests/bodies/{operation}.json, which is written by hand; correct \
         the one that is wrong:\n{}",
        differences.join("\n")
    );
    // Chinese is not escaped.
    assert!(!String::from_utf8_lossy(&seen.body).contains("\\u"));
}

/// A line for each difference between the body and the file.
fn differences(path: &str, made: &Value, file: &Value) -> Vec<String> {
    let (Some(made_object), Some(file_object)) = (made.as_object(), file.as_object()) else {
        let line = format!("  {path}: made {made}, in the file {file}");
        return if made == file { Vec::new() } else { vec![line] };
    };
    let added = file_object.keys().filter(|key| !made_object.contains_key(*key));
    let keys = made_object.keys().chain(added);
    keys.flat_map(|key| {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match (made_object.get(key), file_object.get(key)) {
            (Some(made), Some(file)) => differences(&path, made, file),
            (Some(made), None) => vec![format!("  {path}: made {made}, not in the file")],
            (None, file) => vec![format!("  {path}: not made, in the file {}", file.unwrap_or(&Value::Null))],
        }
    })
    .collect()
}

#[test]
fn differences_have_paths() {
    let made = json!({ "a": { "b": 1, "c": [1] }, "d": null, "same": {} });
    let file = json!({ "a": { "b": 2, "c": [1] }, "e": "x", "same": {} });
    let reported = [
        "  a.b: made 1, in the file 2",
        "  d: made null, not in the file",
        "  e: not made, in the file \"x\"",
    ];
    assert_eq!(differences("", &made, &file), reported);
    assert!(differences("", &made, &made).is_empty());
    assert_eq!(differences("", &json!([1]), &json!([2])), ["  : made [1], in the file [2]"]);
}

macro_rules! creates {
    ($($operation:ident,)*) => {$(
        #[tokio::test]
        async fn $operation() {
            let server = server().await;
            let card = client(&server).$operation(request(stringify!($operation))).await.unwrap();
            assert_eq!(card.card_id, "p1");
            assert_seen(&server, stringify!($operation), "/card/create").await;
        }
    )*};
}

creates! { create_meeting_ticket, create_scenic_ticket, create_movie_ticket, create_boarding_pass, }

macro_rules! updates {
    ($($operation:ident => $path:literal,)*) => {$(
        #[tokio::test]
        async fn $operation() {
            let server = server().await;
            client(&server).$operation(request(stringify!($operation))).await.unwrap();
            assert_seen(&server, stringify!($operation), $path).await;
        }
    )*};
}

updates! {
    update_meeting_ticket => "/card/meetingticket/updateuser",
    update_movie_ticket => "/card/movieticket/updateuser",
    check_in_boarding_pass => "/card/boardingpass/checkin",
}

#[tokio::test]
async fn an_invalid_request_is_not_sent_and_all_violations_are_reported() {
    let server = server().await;
    let mut ticket: MeetingTicket = request("create_meeting_ticket");
    ticket.base_info.brand_name = "一二三四五六七八九十一二三".into();
    ticket.base_info.date_info = FixedRange::new(fixed_range::Required {
        begin_timestamp: Timestamp::from_unix_seconds(1_422_724_261),
        end_timestamp: Timestamp::from_unix_seconds(1_397_577_600),
    })
    .into();
    let error = client(&server).create_meeting_ticket(ticket).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "create_meeting_ticket: 2 values break the documented limits; nothing was sent\n  \
         card.meeting_ticket.base_info.brand_name: 39 bytes (13 CJK characters), limit 36 bytes \
         (12 CJK characters); the first 12 characters fit\n  \
         card.meeting_ticket.base_info.date_info.end_timestamp: 1397577600 is not after begin_timestamp, 1422724261"
    );
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn without_validation_an_invalid_request_is_sent() {
    let server = server().await;
    let mut ticket: MeetingTicketUpdate = request("update_meeting_ticket");
    ticket.zone = "太长的入场区域".into();
    client(&server).update_meeting_ticket(ticket).skip_validation().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}
