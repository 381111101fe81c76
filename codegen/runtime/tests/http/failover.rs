//! Another server is used only if nothing was sent to the first one.

use specwright_runtime::{Client, Error, Operation, Retry, Sent, TransportError, TransportErrorKind};

use crate::shop::{Created, PING, SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, broken, ok, status, wait};

#[test]
fn the_next_server_is_tried_if_nothing_was_sent() {
    let fake = Fake::script([broken(Sent::No), ok(r#"{"errcode":0}"#)]);
    wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap();
    let hosts: Vec<_> = fake.requests().iter().map(|request| request.url.host().to_owned()).collect();
    assert_eq!(hosts, ["api.example.com", "api2.example.com"]);
}

#[test]
fn the_call_ends_after_the_last_server() {
    let fake = Fake::script([broken(Sent::No), broken(Sent::No)]);
    let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET).retry(Retry::NEVER)).unwrap_err();
    let Error::Transport(failure) = &error else { panic!("{error}") };
    assert_eq!(failure.host, "api2.example.com");
    assert_eq!(error.sent(), Sent::No);
}

#[test]
fn nothing_is_sent_twice() {
    for sent in [Sent::Maybe, Sent::Yes] {
        let fake = Fake::script([broken(sent)]);
        let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap_err();
        assert_eq!(error.sent(), sent);
        assert_eq!(fake.requests().len(), 1);
    }
    let fake = Fake::script([status(503, "busy")]);
    assert!(wait(fake.client(&SHOP).call(&UPDATE, TICKET)).is_err());
}

#[test]
fn an_error_of_the_request_does_not_try_the_next_server() {
    for kind in [TransportErrorKind::Request, TransportErrorKind::Tls] {
        let fake = Fake::script([Err(TransportError::new(kind, Sent::No))]);
        assert!(wait(fake.client(&SHOP).call(&UPDATE, TICKET)).is_err());
        assert_eq!(fake.requests().len(), 1);
    }
}

#[test]
fn a_server_set_by_the_program_has_no_fallback() {
    let fake = Fake::script([broken(Sent::No)]);
    let builder = Client::builder(&SHOP).transport(fake.clone());
    let client = builder.server("http://127.0.0.1:8080/mock/").build().unwrap();
    assert!(wait(client.call(&PING, ()).retry(Retry::NEVER)).is_err());
    assert_eq!(fake.lines(), ["GET 127.0.0.1:8080 /mock/ping"]);
}

const CREATED: &str = r#"{"errcode":0,"id":"c1"}"#;

/// Other calls do not begin there.
#[test]
fn the_server_of_an_operation_has_no_fallback() {
    static UPLOAD: Operation<(), Created> =
        Operation::new(*PING.spec()).server("https://upload.example.com/v9");

    let fake = Fake::script([ok(CREATED), broken(Sent::No), broken(Sent::No), ok(CREATED)]);
    let client = fake.client(&SHOP);
    wait(client.call(&UPLOAD, ())).unwrap();
    assert!(wait(client.call(&UPLOAD, ()).retry(Retry::NEVER)).is_err());
    wait(client.call(&PING, ())).unwrap();
    assert_eq!(
        fake.lines(),
        [
            "GET upload.example.com /v9/ping",
            "GET upload.example.com /v9/ping",
            "GET api.example.com /ping",
            "GET api2.example.com /ping",
        ]
    );
    let fake = Fake::script([ok(CREATED)]);
    let builder = Client::builder(&SHOP).transport(fake.clone());
    wait(builder.server("http://127.0.0.1:8080").build().unwrap().call(&UPLOAD, ())).unwrap();
    assert_eq!(fake.lines(), ["GET 127.0.0.1:8080 /ping"]);
}

#[test]
fn calls_begin_at_the_server_that_last_answered() {
    let fake = Fake::new(|request| match request.url.host() {
        "api.example.com" => broken(Sent::No),
        _ => ok(r#"{"errcode":0}"#),
    });
    let client = fake.client(&SHOP);
    for _ in 0..3 {
        wait(client.call(&UPDATE, TICKET)).unwrap();
    }
    let hosts: Vec<_> = fake.requests().iter().map(|request| request.url.host().to_owned()).collect();
    assert_eq!(hosts, ["api.example.com", "api2.example.com", "api2.example.com", "api2.example.com"]);
    // Clones share this; another client does not.
    wait(client.clone().call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fake.requests().len(), 5);
    wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fake.requests().len(), 7);
}

#[test]
fn a_call_begins_at_the_server_that_returned_its_token() {
    let fake = Fake::new(|request| match (request.url.host(), request.url.path()) {
        ("api.example.com", _) => broken(Sent::No),
        (_, "/token") => ok(r#"{"token":"T1"}"#),
        _ => ok(r#"{"errcode":0}"#),
    });
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    wait(client.call(&UPDATE, TICKET)).unwrap();
    let hosts: Vec<_> = fake.requests().iter().map(|request| request.url.host().to_owned()).collect();
    assert_eq!(hosts, ["api.example.com", "api2.example.com", "api2.example.com"]);
}

#[test]
fn the_first_server_follows_the_last() {
    let down = Fake::script([broken(Sent::No), ok("{}"), broken(Sent::No), ok("{}")]);
    let client = down.client(&SHOP);
    wait(client.call(&UPDATE, TICKET)).unwrap();
    wait(client.call(&UPDATE, TICKET)).unwrap();
    let hosts: Vec<_> = down.requests().iter().map(|request| request.url.host().to_owned()).collect();
    assert_eq!(hosts, ["api.example.com", "api2.example.com", "api2.example.com", "api.example.com"]);
}

#[test]
fn calls_do_not_begin_at_a_server_that_failed() {
    let fake = Fake::script([status(500, ""), ok(r#"{"id":"p"}"#), ok(r#"{"id":"p"}"#)]);
    let client = fake.client(&SHOP);
    wait(client.call(&PING, ())).unwrap();
    wait(client.call(&PING, ())).unwrap();
    let hosts: Vec<_> = fake.requests().iter().map(|request| request.url.host().to_owned()).collect();
    assert_eq!(hosts, ["api.example.com", "api2.example.com", "api2.example.com"]);
}

#[test]
fn a_server_that_answers_with_a_failure_is_not_where_calls_begin() {
    for (failure, begins_at) in [(500, "api.example.com"), (499, "api2.example.com")] {
        let fake = Fake::script([broken(Sent::No), status(failure, ""), ok("{}")]);
        let client = fake.client(&SHOP);
        wait(client.call(&UPDATE, TICKET)).unwrap_err();
        wait(client.call(&UPDATE, TICKET)).unwrap();
        let hosts: Vec<_> = fake.requests().iter().map(|request| request.url.host().to_owned()).collect();
        assert_eq!(hosts, ["api.example.com", "api2.example.com", begins_at], "{failure}");
    }
}
