//! The mock, as used by a consumer's tests.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::json;
use wechat_tickets::mock::{Fault, Mock};
use wechat_tickets::runtime::{HttpResponse, Sent, ServerCode};
use wechat_tickets::*;

fn ticket(title: &str) -> MeetingTicket {
    let base = BaseInfo::new(base_info::Required {
        logo_url: lit!("https://tickets.example.com/logo.png"),
        code_type: CodeType::Text,
        brand_name: lit!("票务公司"),
        title: title.to_owned().into(),
        color: Color::Color010,
        notice: lit!("请向检票员出示"),
        description: lit!("一人一票。"),
        sku: Sku::new(500),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_764_547_200),
            end_timestamp: Timestamp::from_unix_seconds(1_764_633_599),
        })
        .into(),
    });
    MeetingTicket::new(base, "地点：大礼堂")
}

fn check_in() -> BoardingPassCheckIn {
    BoardingPassCheckIn::cancel("0023456789")
}

fn stable_token() -> StableToken {
    StableToken::new(stable_token_request::Required { appid: "wx1".into(), secret: "s3cret".into() })
}

/// The panic message of the mock when it is dropped.
fn complaint(mock: Mock) -> String {
    let failed = catch_unwind(AssertUnwindSafe(|| drop(mock))).unwrap_err();
    failed.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn a_reply_is_returned_and_the_request_recorded() {
    let mock = Mock::new();
    let creates = mock.create_meeting_ticket().reply(CreatedCard::new("p1"));
    let card = mock.client().create_meeting_ticket(ticket("年会入场券")).await.unwrap();
    assert_eq!(card, CreatedCard::new("p1"), "the success code beside the reply is no field of it");
    assert_eq!(creates.count(), 1);
    assert_eq!(creates.requests(), [ticket("年会入场券")]);
    assert_eq!(creates.bodies()[0]["card"]["card_type"], "MEETING_TICKET");
    assert_eq!(creates.received()[0].url.path(), "/card/create");
    mock.verify();
}

#[test]
fn a_mock_states_that_it_may_hide_the_error_of_a_test() {
    let mock = Mock::new();
    let _ = mock.check_in_boarding_pass().reply(());
    let said = complaint(mock);
    assert!(said.contains("check_in_boarding_pass: never answered"), "{said}");
    assert!(
        said.ends_with("(if the test returned an `Err`, correct that first: this panic hides it)"),
        "{said}"
    );
}

#[tokio::test]
async fn operations_on_one_path_are_distinguished() {
    let mock = Mock::new();
    let movies = mock.create_movie_ticket().reply(CreatedCard::new("movie"));
    let meetings = mock.create_meeting_ticket().reply(CreatedCard::new("meeting"));
    let client = mock.client();
    assert_eq!(client.create_meeting_ticket(ticket("a")).await.unwrap().card_id, "meeting");
    assert_eq!((movies.count(), meetings.count()), (0, 1));
    let base = ticket("b").base_info;
    assert_eq!(client.create_movie_ticket(MovieTicket::new(base, "x")).await.unwrap().card_id, "movie");
}

#[tokio::test]
async fn answers_are_given_in_order_and_pauses_take_no_time() {
    let mock = Mock::new();
    let calls = mock.check_in_boarding_pass().error(ErrorCode::SystemBusy).fault(Fault::MaybeSent).reply(());
    mock.client().check_in_boarding_pass(check_in()).await.unwrap();
    assert_eq!(calls.count(), 3);
    assert_eq!(mock.pauses().len(), 2);
    assert!(mock.pauses()[1] > mock.pauses()[0] / 2);
}

/// Whether there is one pause of a minute, and up to a fifth longer.
fn a_minute(pauses: &[Duration]) -> bool {
    matches!(pauses, [pause] if (60..=72).contains(&pause.as_secs()))
}

#[tokio::test]
async fn the_minute_quota_is_waited_for_and_the_daily_one_is_not() {
    let mock = Mock::new();
    let calls = mock.check_in_boarding_pass().error(ErrorCode::MinuteQuotaExceeded).reply(());
    let calls = calls.error(ErrorCode::DailyQuotaExceeded).error(ErrorCode::MinuteQuotaExceeded);
    let client = mock.client();
    client.check_in_boarding_pass(check_in()).await.unwrap();
    assert!(a_minute(&mock.pauses()), "{:?}", mock.pauses());
    client.check_in_boarding_pass(check_in()).await.unwrap_err();
    let call = client.check_in_boarding_pass(check_in()).deadline(Duration::from_secs(50));
    let error = call.await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(60)));
    assert_eq!((calls.count(), mock.pauses().len()), (4, 1));
}

#[tokio::test]
async fn a_create_that_the_minute_quota_rejected_is_repeated() {
    let mock = Mock::new();
    let creates = mock.create_meeting_ticket().error(ErrorCode::MinuteQuotaExceeded);
    let creates = creates.reply(CreatedCard::new("p1")).error(ErrorCode::SystemBusy);
    let client = mock.client();
    assert_eq!(client.create_meeting_ticket(ticket("a")).await.unwrap().card_id, "p1");
    assert_eq!(creates.count(), 2);
    assert!(a_minute(&mock.pauses()), "{:?}", mock.pauses());
    // A busy system may have created a ticket.
    client.create_meeting_ticket(ticket("a")).await.unwrap_err();
    assert_eq!(creates.count(), 3);
}

#[tokio::test]
async fn a_create_is_not_repeated_by_default() {
    let mock = Mock::new();
    let creates = mock.create_meeting_ticket().fault(Fault::MaybeSent).fault(Fault::TimedOut);
    let creates = creates.fault(Fault::Truncated).fault(Fault::NotSent).reply(CreatedCard::new("p1"));
    let client = mock.client();
    let create = || client.create_meeting_ticket(ticket("a"));
    assert_eq!(create().await.unwrap_err().sent(), Sent::Maybe);
    let error = create().await.unwrap_err();
    assert_eq!((error.sent(), error.is_retryable()), (Sent::Maybe, true));
    assert!(error.to_string().contains("timed out"), "{error}");
    assert_eq!(create().await.unwrap_err().sent(), Sent::Yes);
    // Nothing was sent, so that the next server is used.
    assert_eq!(create().await.unwrap().card_id, "p1");
    assert_eq!(creates.count(), 5);
    assert_ne!(creates.received()[3].url.host(), creates.received()[4].url.host());
}

#[tokio::test]
async fn error_codes_statuses_and_invalid_json() {
    let mock = Mock::new();
    mock.update_movie_ticket().error(ErrorCode::OutOfStock).error(4711_i64).status(503).times(1);
    mock.update_meeting_ticket()
        .respond(HttpResponse::new(200, "<html>gateway</html>").with_header("Content-Type", "text/html"));
    let client = mock.builder().retry(Retry::NEVER).build().unwrap();
    let update = || {
        client.update_movie_ticket(MovieTicketUpdate::new(movie_ticket_update::Required {
            code: lit!("c"),
            card_id: lit!("p"),
            ticket_class: lit!("2D"),
            show_time: Timestamp::from_unix_seconds(1),
            duration: 90,
        }))
    };
    let error = update().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::OutOfStock));
    assert_eq!(update().await.unwrap_err().code().unwrap().as_int(), Some(4711));
    assert_eq!(update().await.unwrap_err().status(), Some(503));
    let meeting = MeetingTicketUpdate::new(meeting_ticket_update::Required {
        code: lit!("c"),
        zone: lit!("A"),
        entrance: lit!("1"),
        seat_number: lit!("2"),
    });
    let error = client.update_meeting_ticket(meeting).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

#[tokio::test]
async fn the_mock_validates_requests() {
    let mock = Mock::new();
    let creates = mock.create_meeting_ticket().reply(CreatedCard::new("p1"));
    let client = mock.client();
    let long = || ticket("一二三四五六七八九十");
    assert!(matches!(client.create_meeting_ticket(long()).await, Err(Error::Invalid(_))));
    let error = client.create_meeting_ticket(long()).skip_validation().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::FieldTooLong), "{error}");
    let refused = creates.refused();
    let violation = refused[0].errors().next().unwrap();
    assert_eq!(violation.path, "card.meeting_ticket.base_info.title");
    assert_eq!(violation.breach.rule(), "max_bytes");
    // An unknown field is accepted on request, and read back.
    let extra = ticket("a").set_extra("new_field", 1);
    client.create_meeting_ticket(extra.clone()).await.unwrap_err();
    mock.lenient();
    client.create_meeting_ticket(extra.clone()).await.unwrap();
    assert_eq!(creates.requests(), [extra]);
}

#[tokio::test]
async fn a_call_without_a_body_is_refused_with_the_code_for_it() {
    let mock = Mock::new();
    let calls = mock.check_in_boarding_pass().reply(()).always();
    let client = mock.client();
    let error = client.call_raw(Method::Post, "/card/boardingpass/checkin", None).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EmptyBody), "{error}");
    assert_eq!(calls.refused()[0].to_string(), "there is no body");
}

#[tokio::test]
async fn tokens_are_issued_expire_and_are_rejected() {
    let mock = Mock::new();
    let calls = mock.check_in_boarding_pass().reply(()).times(4);
    let client = mock.builder().token_source(stable_token()).build().unwrap();
    let call = || async { client.check_in_boarding_pass(check_in()).await.unwrap() };
    call().await;
    call().await;
    mock.expire_tokens();
    call().await;
    mock.advance(Duration::from_secs(7200));
    call().await;
    let tokens: Vec<String> =
        calls.received().iter().map(|request| request.url.expose().to_owned()).collect();
    let ends: Vec<&str> = tokens.iter().map(|url| url.rsplit('-').next().unwrap()).collect();
    assert_eq!(ends, ["1", "1", "2", "3"]);
    let fetches =
        mock.received().iter().filter(|request| request.url.path().ends_with("stable_token")).count();
    assert_eq!(fetches, 3);
    // A token that cannot be renewed ends the call with the API's own error.
    mock.expire_tokens();
    let fixed = mock.builder().token("mine").build().unwrap();
    let refused = mock.check_in_boarding_pass().reply(());
    fixed.check_in_boarding_pass(check_in()).await.unwrap();
    mock.expire_tokens();
    let error = fixed.check_in_boarding_pass(check_in()).await.unwrap_err();
    assert_eq!(error.class(), Some("token"));
    assert_eq!(refused.count(), 1);
}

#[tokio::test]
async fn a_token_operation_can_be_expected() {
    let mock = Mock::new();
    let fetches = mock.fetch_stable_access_token().error(ErrorCode::InvalidSecret);
    let client = mock.builder().token_source(stable_token()).build().unwrap();
    let error = client.check_in_boarding_pass(check_in()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidSecret));
    assert_eq!(fetches.requests()[0].secret.as_str(), "s3cret");
    assert_eq!(error.sent(), Sent::No);
    let shown = format!("{mock:?} {fetches:?} {:?} {error:?} {error}", mock.received());
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[tokio::test]
async fn replies_can_depend_on_requests_and_expectations_have_conditions() {
    let mock = Mock::new();
    mock.create_meeting_ticket()
        .when(|ticket| ticket.base_info.title.as_str() == "gold")
        .reply(CreatedCard::new("gold"))
        .always();
    mock.create_meeting_ticket()
        .reply_with(|ticket| CreatedCard::new(format!("card of {}", ticket.base_info.title.as_str())))
        .always();
    let client = mock.client();
    assert_eq!(client.create_meeting_ticket(ticket("b")).await.unwrap().card_id, "card of b");
    assert_eq!(client.create_meeting_ticket(ticket("gold")).await.unwrap().card_id, "gold");
}

#[tokio::test]
async fn unknown_operations_can_be_expected_by_path() {
    let mock = Mock::new();
    let calls = mock.expect_raw(Method::Post, "/card/get").reply_json(json!({ "card": 1 }));
    let reply =
        mock.client().call_raw(Method::Post, "/card/get?v=2", Some(&json!({ "id": 7 }))).await.unwrap();
    assert_eq!(reply, json!({ "card": 1, "errcode": 0 }));
    assert_eq!(calls.bodies(), [json!({ "id": 7 })]);
}

#[tokio::test]
async fn the_field_that_a_message_names_is_in_the_error() {
    let mock = Mock::new();
    let checks = mock.check_in_boarding_pass().reply(());
    let mut pass = check_in();
    pass.is_cancel = Some(false);
    let error = mock.client().check_in_boarding_pass(pass).skip_validation().await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::MissingField), "{error}");
    assert_eq!(error.api().unwrap().field_path.as_deref(), Some("etkt_bnr"), "{error}");
    assert!(error.request_id().is_some(), "{error}");

    // As the server wrote it.
    let message = r#"data format error Error before ":[{"image_url"... hint: [ab12]"#;
    let creates = mock.create_meeting_ticket();
    let creates = creates.reply_json(json!({ "errcode": 47001, "errmsg": message }));
    let mut meeting = ticket("a");
    meeting = meeting.set_extra("text_image_list", json!([{ "image_url": "https://a.example" }]));
    mock.lenient();
    let error = mock.client().create_meeting_ticket(meeting).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(api.field_path.as_deref(), Some("card.meeting_ticket.text_image_list"), "{error}");
    assert_eq!((api.request_id.as_deref(), creates.count()), (Some("ab12"), 1));
    mock.client().check_in_boarding_pass(check_in()).await.unwrap();
    assert_eq!(checks.count(), 1);
}

#[tokio::test]
async fn a_wrong_secret_is_not_an_expired_token() {
    let mock = Mock::new();
    let refused = mock.fetch_stable_access_token().error(ErrorCode::InvalidCredential);
    let client = mock.builder().token_source(stable_token()).build().unwrap();
    let error = client.check_in_boarding_pass(check_in()).await.unwrap_err();
    assert_eq!((error.class(), refused.count()), (Some("configuration"), 1), "{error}");
    assert_eq!(ErrorClass::of(&error), Some(ErrorClass::Configuration));
    assert_eq!(ErrorCode::InvalidCredential.class(), Some(ErrorClass::Token));
}

#[tokio::test]
async fn missing_and_unexpected_calls_fail_the_test() {
    let mock = Mock::new();
    let creates = mock.create_meeting_ticket().reply(CreatedCard::new("p1"));
    let _creates = creates.error(ErrorCode::OutOfStock).reply(CreatedCard::new("p2")).times(2);
    mock.create_movie_ticket().reply(CreatedCard::new("m1")).always();
    mock.check_in_boarding_pass().reply(()).status(503).times(0);
    let client = mock.client();
    client.create_meeting_ticket(ticket("a")).await.unwrap();
    let broken = ticket("一二三四五六七八九十");
    client.create_meeting_ticket(broken).skip_validation().await.unwrap_err();
    client.check_in_boarding_pass(check_in()).await.unwrap();
    let error = client.check_in_boarding_pass(check_in()).await.unwrap_err();
    assert!(!error.is_retryable());
    assert_eq!(error.sent(), Sent::No);
    client.call_raw(Method::Get, "/nowhere", None).await.unwrap_err();
    insta::assert_snapshot!(format!("{error}\n{}", complaint(mock)));
}

#[tokio::test]
async fn a_reply_over_the_size_limit_is_an_error() {
    let mock = Mock::new();
    mock.check_in_boarding_pass().respond(HttpResponse::new(200, vec![b' '; 101]));
    let client = mock.builder().max_reply_bytes(100).build().unwrap();
    let error = client.check_in_boarding_pass(check_in()).await.unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_can_use_it() {
    let mock = Mock::new();
    let calls =
        mock.check_in_boarding_pass().error(ErrorCode::SystemBusy).times(2).fault(Fault::TimedOut).reply(());
    let client: blocking::Client = mock.blocking_client();
    client.check_in_boarding_pass(check_in()).send().unwrap();
    assert_eq!(calls.count(), 4);
    assert_eq!(mock.pauses().len(), 3);
}

#[test]
fn an_error_code_can_be_displayed() {
    let code = ErrorCode::MissingTicketClass;
    assert_eq!(*code.code(), ServerCode::Int(41014));
    assert_eq!(code.name(), "MISSING_TICKET_CLASS");
    assert_eq!(code.class(), Some(ErrorClass::Payload));
    assert_eq!(code.explanation(), "The class of the ticket is missing.");
    assert_eq!(code.to_string(), "41014 MISSING_TICKET_CLASS");
    assert_eq!(ErrorClass::Payload.to_string(), "payload");
}

#[tokio::test]
async fn the_token_is_available_for_other_requests() {
    let mock = Mock::new();
    let client = mock.builder().token_source(stable_token()).build().unwrap();
    let token = client.token().await.unwrap();
    assert_eq!(client.token().await.unwrap(), token);
    client.invalidate_token(&token);
    assert_ne!(client.token().await.unwrap(), token);
}

#[tokio::test]
async fn a_ticket_for_signatures_is_fetched_with_the_token_and_kept() {
    let mock = Mock::new();
    let client = mock.builder().token_source(stable_token()).build().unwrap();
    let ticket = client.api_ticket().await.unwrap();
    assert_eq!(client.api_ticket().await.unwrap(), ticket);
    assert_ne!(client.jsapi_ticket().await.unwrap(), ticket);
    let paths = || mock.received().iter().map(|request| request.url.path().to_owned()).collect::<Vec<_>>();
    let fetched = ["/cgi-bin/stable_token", "/cgi-bin/ticket/getticket", "/cgi-bin/ticket/getticket"];
    assert_eq!(paths(), fetched);

    // A token that is rejected meanwhile is replaced, as for any other call.
    mock.expire_tokens();
    client.invalidate_api_ticket(&ticket);
    assert_ne!(client.api_ticket().await.unwrap(), ticket);
    assert_eq!(paths()[3..], [fetched[1], fetched[0], fetched[1]]);
}

#[tokio::test]
async fn clients_of_an_account_share_its_credentials_by_a_store() {
    use wechat_tickets::runtime::MemoryStore;

    let (mock, store) = (Mock::new(), std::sync::Arc::new(MemoryStore::new()));
    let client = |store| mock.builder().token_source(stable_token()).credential_store(store).build().unwrap();
    let (first, second) = (client(store.clone()), client(store));
    assert_eq!(first.token().await.unwrap(), second.token().await.unwrap());
    assert_eq!(second.api_ticket().await.unwrap(), first.api_ticket().await.unwrap());
    assert_eq!(mock.received().len(), 2);
}
