//! Spans and events of calls.

use std::future::IntoFuture;
use std::time::Duration;

use specwright_runtime::{Client, Error, Method, Sent};

use crate::shop::{CREATE, PING, SHOP, TICKET, Ticket, UPDATE, login};
use crate::support::{Fake, broken, ok, wait};
use crate::witness::Witness;

#[test]
fn a_call_is_a_span_and_an_attempt_an_event() {
    let fake = Fake::script([
        broken(Sent::No),
        ok(r#"{"errcode":45011,"errmsg":"slow down rid: 7f-1"}"#),
        ok(r#"{"id":"p"}"#),
    ]);
    let (_, lines) = Witness::watch(|| wait(fake.client(&SHOP).call(&PING, ())).unwrap());
    let pause = fake.pauses()[0].as_millis();
    assert_eq!(
        lines,
        [
            r#"span call api="shop" operation="ping""#.to_owned(),
            r#"  WARN message=failed operation="ping" attempt=1 host="api.example.com" took_ms=0 sent=no error=ping: api.example.com: no connection: connection refused; nothing was sent"#.to_owned(),
            r#"  WARN message=failed operation="ping" attempt=2 host="api2.example.com" status=200 code=45011 class="busy" request_id="7f-1" took_ms=0 sent=yes error=ping: error 45011 MINUTE_QUOTA (busy): "slow down rid: 7f-1""#.to_owned(),
            format!(r#"  DEBUG message=waiting before the next attempt operation="ping" pause_ms={pause}"#),
            r#"  DEBUG message=answered operation="ping" attempt=3 host="api2.example.com" status=200 took_ms=0"#.to_owned(),
        ]
    );
}

#[test]
fn a_token_has_a_span_of_its_own() {
    let fake = Fake::script([ok(r#"{"token":"T1"}"#), ok("{}")]);
    let client = Client::builder(&SHOP).transport(fake).token_source(login()).build().unwrap();
    let ticket = Ticket { title: "t", seats: 1 };
    let (_, lines) = Witness::watch(|| wait(client.call(&UPDATE, ticket)).unwrap());
    let spans: Vec<_> = lines.iter().filter(|line| line.contains("span call")).collect();
    assert_eq!(
        spans,
        [r#"span call api="shop" operation="update_ticket""#, r#"  span call api="shop" operation="log_in""#]
    );
}

#[test]
fn warnings_are_events() {
    let fake = Fake::script([ok(r#"{"id":"p"}"#)]);
    let ticket = Ticket { title: "t", seats: 10 };
    let (_, lines) = Witness::watch(|| wait(fake.client(&SHOP).call(&CREATE, ticket)).unwrap());
    let warning =
        r#"  WARN message=the request has a warning operation="create_ticket" warning=card.ticket.seats: "#;
    assert!(lines.iter().any(|line| line.starts_with(warning)), "{lines:#?}");
}

/// The events of a call that fails before it is sent.
fn unsent(operation: &str, call: impl IntoFuture<Output = Result<(), Error>>) -> String {
    let (error, lines) = Witness::watch(|| wait(call).unwrap_err());
    assert_eq!(error.sent(), Sent::No);
    let [span, event] = lines.as_slice() else { panic!("{lines:#?}") };
    assert_eq!(*span, format!("span call api=\"shop\" operation={operation:?}"));
    let event = event.strip_prefix("  WARN message=ended before an attempt ").unwrap();
    event.strip_prefix(&format!("operation={operation:?} ")).unwrap().to_owned()
}

#[test]
fn a_call_that_ends_before_an_attempt_states_the_reason() {
    let fake = Fake::script([]);
    let client = fake.client(&SHOP);
    let nobody = Client::builder(&SHOP).transport(fake).build().unwrap();
    let wrong = Ticket { title: "", seats: 0 };

    // On one line, for any number of violations.
    let reported = unsent("update_ticket", client.call(&UPDATE, wrong));
    assert!(
        reported.starts_with("sent=no error=update_ticket: 2 values break the documented limits; "),
        "{reported}"
    );
    assert!(!reported.contains('\n'), "{reported}");
    let reported = unsent("POST card", async { client.call_raw(Method::Post, "card", None).await.map(drop) });
    assert!(reported.contains("must begin with a slash"), "{reported}");
    assert_eq!(
        unsent("update_ticket", nobody.call(&UPDATE, TICKET)),
        "sent=no error=update_ticket: no token, nothing was sent: the client has no token source"
    );
    let reported = unsent("update_ticket", client.call(&UPDATE, TICKET).deadline(Duration::ZERO));
    assert!(reported.contains("the call's deadline has passed"), "{reported}");
}

#[test]
fn a_failed_token_call_is_logged_by_both_calls() {
    let fake = Fake::script([ok(r#"{"errcode":40125}"#)]);
    let client = Client::builder(&SHOP).transport(fake).token_source(login()).build().unwrap();
    let (_, lines) = Witness::watch(|| wait(client.call(&UPDATE, TICKET)).unwrap_err());
    let [_, _, inner, outer] = lines.as_slice() else { panic!("{lines:#?}") };
    assert!(inner.starts_with(r#"    WARN message=failed operation="log_in" attempt=1"#), "{inner}");
    let reported = r#"  WARN message=ended before an attempt operation="update_ticket" code=40125 class="configuration""#;
    assert!(outer.starts_with(reported), "{outer}");
}
