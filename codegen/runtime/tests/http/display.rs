//! What every error says.

use std::error::Error as _;

use insta::assert_snapshot;
use specwright_runtime::{Client, Error, HttpResponse, Sent, TransportError, TransportErrorKind};

use crate::shop::{ADD_PET, AddPet, CREATE, PETS, SHOP, TICKET, Ticket, UPDATE, login};
use crate::support::{Fake, Outcome, broken, ok, status, wait};

fn create(reply: Outcome) -> Error {
    wait(Fake::script([reply]).client(&SHOP).call(&CREATE, TICKET)).unwrap_err()
}

fn add_pet(reply: Outcome) -> Error {
    let request = AddPet { store_id: "s".to_owned(), ..AddPet::default() };
    wait(Fake::script([reply]).client(&PETS).call(&ADD_PET, request)).unwrap_err()
}

fn invalid(ticket: Ticket) -> Error {
    wait(Fake::script([]).client(&SHOP).call(&CREATE, ticket)).unwrap_err()
}

#[test]
fn invalid_requests() {
    assert_snapshot!(invalid(Ticket { title: "", seats: 2 }), @"");
    assert_snapshot!(invalid(Ticket { title: "", seats: 0 }), @"");
    let request = AddPet { store_id: "..".to_owned(), trace: Some("a\n".to_owned()), ..AddPet::default() };
    assert_snapshot!(wait(Fake::script([]).client(&PETS).call(&ADD_PET, request)).unwrap_err(), @"");
}

#[test]
fn refusals() {
    assert_snapshot!(create(ok(r#"{"errcode":41014,"errmsg":"no class, hint: [x]\nrid: 63a1-7f"}"#)), @"");
    assert_snapshot!(create(ok(r#"{"errcode":"-1"}"#)), @"");
    assert_snapshot!(add_pet(status(401, "")), @"");
    let body = r#"{"error":{"code":"no_such_pet","message":"gone"}}"#;
    let reply = HttpResponse::new(404, body).with_header("X-Request-Id", "r-1");
    assert_snapshot!(add_pet(Ok(reply)), @"");
}

#[test]
fn failing_statuses() {
    assert_snapshot!(create(status(502, "<html>\n<h1>Bad Gateway</h1>\n</html>")), @"");
    assert_snapshot!(create(status(500, "")), @"");
    assert_snapshot!(create(status(302, "")), @"");
    let reply = HttpResponse::new(503, "x".repeat(300)).with_header("X-Request-Id", "r-1");
    assert_snapshot!(add_pet(Ok(reply)), @"");
}

#[test]
fn unreadable_replies() {
    assert_snapshot!(create(ok("<html>please log in</html>")), @"");
    assert_snapshot!(create(ok("")), @"");
    assert_snapshot!(create(ok(r#"{"id":5}"#)), @"");
    assert_snapshot!(create(ok("{}")), @"");
}

#[test]
fn broken_connections() {
    assert_snapshot!(create(broken(Sent::Maybe)), @"");
    let timeout = TransportError::new(TransportErrorKind::Timeout, Sent::Yes);
    assert_snapshot!(create(Err(timeout)), @"");
    let fake = Fake::script([broken(Sent::No), broken(Sent::No)]);
    assert_snapshot!(wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap_err(), @"");
}

fn without_token(outcomes: Vec<Outcome>) -> Error {
    let builder = Client::builder(&SHOP).transport(Fake::script(outcomes)).token_source(login());
    wait(builder.build().unwrap().call(&UPDATE, TICKET)).unwrap_err()
}

#[test]
fn missing_tokens() {
    let client = Client::builder(&SHOP).transport(Fake::script([])).build().unwrap();
    assert_snapshot!(wait(client.call(&UPDATE, TICKET)).unwrap_err(), @"");
    assert_snapshot!(without_token(vec![ok(r#"{"errcode":40125,"errmsg":"bad rid: 7f"}"#)]), @"");
    assert_snapshot!(without_token(vec![ok(r#"{"token":7}"#)]), @"");
    let rejected = || ok(r#"{"errcode":40001,"errmsg":"expired"}"#);
    let outcomes = vec![ok(r#"{"token":"T1"}"#), rejected(), broken(Sent::Maybe)];
    assert_snapshot!(without_token(outcomes), @"");
}

#[test]
fn clients_that_cannot_be_built() {
    let build = |server: &str| Client::builder(&SHOP).transport(Fake::script([])).server(server).build();
    assert_snapshot!(build("example.com").unwrap_err(), @"");
    assert_snapshot!(build("https://u:p@example.com").unwrap_err(), @"");
    let agent = Client::builder(&SHOP).transport(Fake::script([])).user_agent("\n").build();
    assert_snapshot!(agent.unwrap_err(), @"");
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
    assert_snapshot!(chain.join("\n"), @"");
}
