//! One verdict on every request of every operation; see the shared module.
#![cfg(all(feature = "mock", feature = "proptest"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;
#[path = "../../codegen/tests/support/verdict.rs"]
mod verdict;

use std::collections::BTreeSet;

use specwright::interpret::Interpreter;
use specwright_workbench::mock::{MockRequest, Responder};
use wechat_tickets::mock::Mock;
use wechat_tickets::*;

#[test]
fn all_agree_on_every_operation() {
    let api = common::api();
    let mut verdict = verdict::Verdict { api, spec: &operations::API, cases: 96, visited: BTreeSet::new() };
    operations::each(&mut verdict);
    let of_spec: BTreeSet<&str> =
        verdict.api.operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(verdict.visited, of_spec);
}

#[tokio::test]
async fn keys_ahead_of_the_spec_are_sent_and_refused_unless_all_are_lenient() {
    let api = common::api();
    let known = api.operation("create_movie_ticket").unwrap();
    let ticket: MovieTicket = serde_json::from_value(common::example(&api, &known.name)).unwrap();
    let ahead = ticket.set_extra("director", "x");
    assert!(ahead.validate().is_valid());
    let path = "card.movie_ticket.director: no such field";

    let mock = Mock::new();
    let calls = mock.create_movie_ticket().reply(CreatedCard::new("c1"));
    mock.client().create_movie_ticket(ahead.clone()).await.unwrap_err();
    assert_eq!(calls.refused()[0].to_string(), path);
    mock.lenient();
    mock.client().create_movie_ticket(ahead).await.unwrap();

    let body = &calls.bodies()[0];
    assert_eq!(Interpreter::new(&api).request(known, body).to_string(), path);
    assert!(Interpreter::new(&api).lenient().request(known, body).is_valid());

    let request = MockRequest::new("POST", "/card/create?access_token=TOKEN").body(body.to_string());
    let code = |responder: Responder| {
        let reply = responder.accept_token("TOKEN").respond(&request);
        serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap()["errcode"].as_i64().unwrap()
    };
    assert_ne!(code(Responder::new(api.clone())), 0);
    assert_eq!(code(Responder::new(api.clone()).lenient()), 0);
}
