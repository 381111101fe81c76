//! The messages of all errors.

use std::error::Error as _;

use insta::assert_snapshot;
use specwright_runtime::{Client, Error, HttpResponse, Retry, Sent, TransportError, TransportErrorKind};

use crate::shop::{ADD_PET, AddPet, CREATE, PETS, SHOP, TICKET, Ticket, UPDATE, login};
use crate::support::{Fake, Outcome, broken, ok, status, wait};

fn create(reply: Outcome) -> Error {
    wait(Fake::script([reply]).client(&SHOP).call(&CREATE, TICKET).retry(Retry::NEVER)).unwrap_err()
}

fn add_pet(reply: Outcome) -> Error {
    let request = AddPet { store_id: "s".to_owned(), ..AddPet::default() };
    wait(Fake::script([reply]).client(&PETS).call(&ADD_PET, request)).unwrap_err()
}

fn invalid(ticket: Ticket) -> Error {
    wait(Fake::script([]).client(&SHOP).call(&CREATE, ticket)).unwrap_err()
}

fn lines(errors: &[Error]) -> String {
    errors.iter().map(Error::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn invalid_requests() {
    let request = AddPet { store_id: "..".to_owned(), trace: Some("a\n".to_owned()), ..AddPet::default() };
    assert_snapshot!(lines(&[
        invalid(Ticket { title: "", seats: 2 }),
        invalid(Ticket { title: "", seats: 0 }),
        wait(Fake::script([]).client(&PETS).call(&ADD_PET, request)).unwrap_err(),
    ]));
}

#[test]
fn refusals() {
    let body = r#"{"error":{"code":"no_such_pet","message":"gone"}}"#;
    assert_snapshot!(lines(&[
        create(ok(r#"{"errcode":41014,"errmsg":"no class, hint: [x]\nrid: 63a1-7f"}"#)),
        create(ok(r#"{"errcode":"-1"}"#)),
        create(ok(r#"{"errcode":45012}"#)),
        create(ok(&format!(r#"{{"errcode":1,"errmsg":"{} rid: 7f-1"}}"#, "长".repeat(600)))),
        create(Ok(HttpResponse::new(200, r#"{"errcode":41014}"#).with_header("Retry-After", "7"))),
        add_pet(status(401, "")),
        add_pet(Ok(HttpResponse::new(404, body).with_header("X-Request-Id", "r-1"))),
    ]));
}

#[test]
fn failing_statuses() {
    assert_snapshot!(lines(&[
        create(status(502, "<html>\n<h1>Bad Gateway</h1>\n</html>")),
        create(status(500, "")),
        create(status(302, "")),
        create(status(304, "")),
        create(Ok(HttpResponse::new(503, "busy").with_header("Retry-After", "120"))),
        add_pet(Ok(HttpResponse::new(503, "x".repeat(300)).with_header("X-Request-Id", "r-1"))),
    ]));
}

#[test]
fn unreadable_replies() {
    assert_snapshot!(lines(&[
        create(ok("<html>please log in</html>")),
        create(ok(&format!("服务器忙 {}", "-".repeat(300)))),
        create(Ok(HttpResponse::new(200, b"\x1B[31m\xC4\xE3\xBA\xC3\0".to_vec()))),
        create(ok("")),
        create(ok(" \r\n")),
        create(ok(r#"{"id":"c"} {"id":"d"}"#)),
        create(ok(r#"{"id":'c'}"#)),
        create(ok(r#"{"id":"c","#)),
        create(ok(r#"{"id":5}"#)),
        create(ok("{}")),
    ]));
}

#[test]
fn broken_connections() {
    let fake = Fake::script([broken(Sent::No), broken(Sent::No)]);
    assert_snapshot!(lines(&[
        create(broken(Sent::Maybe)),
        create(Err(TransportError::new(TransportErrorKind::Timeout, Sent::Yes))),
        wait(fake.client(&SHOP).call(&UPDATE, TICKET).retry(Retry::NEVER)).unwrap_err(),
    ]));
}

fn without_token(outcomes: Vec<Outcome>) -> Error {
    let builder = Client::builder(&SHOP).transport(Fake::script(outcomes)).token_source(login());
    wait(builder.build().unwrap().call(&UPDATE, TICKET)).unwrap_err()
}

#[test]
fn missing_tokens() {
    let client = Client::builder(&SHOP).transport(Fake::script([])).build().unwrap();
    let rejected = ok(r#"{"errcode":40001,"errmsg":"expired"}"#);
    assert_snapshot!(lines(&[
        wait(client.call(&UPDATE, TICKET)).unwrap_err(),
        without_token(vec![ok(r#"{"errcode":40125,"errmsg":"bad rid: 7f"}"#)]),
        without_token(vec![ok(r#"{"token":7}"#)]),
        without_token(vec![ok(r#"{"token":"T1"}"#), rejected, broken(Sent::Maybe)]),
    ]));
}

#[test]
fn clients_that_cannot_be_built() {
    let builder = || Client::builder(&SHOP).transport(Fake::script([]));
    assert_snapshot!(lines(&[
        builder().server("example.com").build().unwrap_err(),
        builder().server("https://u:p@example.com").build().unwrap_err(),
        builder().server("https://example.com:80800").build().unwrap_err(),
        builder().server("https://[::1/v1").build().unwrap_err(),
        builder().server("https://exam(ple.com").build().unwrap_err(),
        builder().user_agent("\n").build().unwrap_err(),
    ]));
}

#[test]
fn the_chain_leads_to_the_cause() {
    let error = without_token(vec![broken(Sent::Maybe)]);
    let mut chain = vec![error.to_string()];
    let mut next = error.source();
    while let Some(error) = next {
        chain.push(error.to_string());
        next = error.source();
    }
    assert_snapshot!(chain.join("\n"));
}
