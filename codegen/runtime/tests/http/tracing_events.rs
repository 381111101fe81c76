//! What a call tells the log.

use specwright_runtime::{Client, Sent};

use crate::shop::{CREATE, PING, SHOP, Ticket, UPDATE, login};
use crate::support::{Fake, broken, ok, wait};
use crate::witness::Witness;

#[test]
fn a_span_a_call_and_an_event_an_attempt() {
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
            r#"WARN message=failed operation="ping" attempt=1 host="api.example.com" took_ms=0 sent=no error=ping: api.example.com: no connection: connection refused; nothing was sent"#.to_owned(),
            r#"WARN message=failed operation="ping" attempt=2 host="api2.example.com" status=200 code=45011 class="busy" request_id="7f-1" took_ms=0 sent=yes error=ping: error 45011 MINUTE_QUOTA (busy): "slow down rid: 7f-1""#.to_owned(),
            format!(r#"DEBUG message=waiting before the next attempt operation="ping" pause_ms={pause}"#),
            r#"DEBUG message=answered operation="ping" attempt=3 host="api2.example.com" status=200 took_ms=0"#.to_owned(),
        ]
    );
}

#[test]
fn a_token_has_a_span_of_its_own() {
    let fake = Fake::script([ok(r#"{"token":"T1"}"#), ok("{}")]);
    let client = Client::builder(&SHOP).transport(fake).token_source(login()).build().unwrap();
    let ticket = Ticket { title: "t", seats: 1 };
    let (_, lines) = Witness::watch(|| wait(client.call(&UPDATE, ticket)).unwrap());
    assert_eq!(lines.iter().filter(|line| line.starts_with("span call")).count(), 2, "{lines:#?}");
}

#[test]
fn warnings_are_in_the_log() {
    let fake = Fake::script([ok(r#"{"id":"p"}"#)]);
    let ticket = Ticket { title: "t", seats: 10 };
    let (_, lines) = Witness::watch(|| wait(fake.client(&SHOP).call(&CREATE, ticket)).unwrap());
    let warning =
        r#"WARN message=the request is doubtful operation="create_ticket" warning=card.ticket.seats: "#;
    assert!(lines.iter().any(|line| line.starts_with(warning)), "{lines:#?}");
}
