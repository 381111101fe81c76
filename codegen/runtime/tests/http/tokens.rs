//! Fetching, keeping and renewing tokens.

use std::future::{self, IntoFuture};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use specwright_runtime::{Client, Error, HttpRequest, Sent, TokenSource};
use tokio::task::JoinSet;

use crate::shop::{SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, Outcome, ok, poll_once, wait};

const REJECTED: &str = r#"{"errcode":40001,"errmsg":"invalid credential"}"#;
const DONE: &str = r#"{"errcode":0}"#;

fn client(fake: &Arc<Fake>, source: impl TokenSource + 'static) -> Client {
    Client::builder(&SHOP).transport(fake.clone()).token_source(source).build().unwrap()
}

/// Issues `T1`, `T2` and so on, each for this number of seconds; calls succeed with tokens that satisfy `good`.
fn issuing(seconds: &'static str, good: fn(&str) -> bool) -> Arc<Fake> {
    let issued = AtomicUsize::new(0);
    Fake::new(move |request| answer(request, &issued, seconds, good))
}

fn answer(request: &HttpRequest, issued: &AtomicUsize, seconds: &str, good: fn(&str) -> bool) -> Outcome {
    if request.url.path() == "/token" {
        let number = issued.fetch_add(1, Ordering::SeqCst) + 1;
        return ok(&format!(r#"{{"token":"T{number}","seconds":{seconds}}}"#));
    }
    let query = request.url.expose_query().unwrap();
    ok(if good(query.trim_start_matches("access_token=")) { DONE } else { REJECTED })
}

fn fetches(fake: &Fake) -> usize {
    fake.requests().iter().filter(|request| request.url.path() == "/token").count()
}

#[test]
fn a_token_is_fetched_once_and_kept() {
    let fake = issuing("7200", |_| true);
    let client = client(&fake, login());
    for _ in 0..3 {
        wait(client.call(&UPDATE, TICKET)).unwrap();
    }
    assert_eq!((fetches(&fake), fake.requests().len()), (1, 4));
}

#[test]
fn a_rejected_token_is_renewed_and_the_call_repeated_once() {
    let fake = issuing("7200", |token| token == "T2");
    wait(client(&fake, login()).call(&UPDATE, TICKET)).unwrap();
    assert_eq!((fetches(&fake), fake.requests().len()), (2, 4));

    let fake = issuing("7200", |_| false);
    let error = wait(client(&fake, login()).call(&UPDATE, TICKET)).unwrap_err();
    assert_eq!(error.class(), Some("token"));
    assert!(error.api().is_some_and(|refusal| !refusal.token_stays), "{error}");
    assert_eq!((fetches(&fake), fake.requests().len()), (2, 4));
}

#[test]
fn a_call_is_not_repeated_with_the_same_token() {
    let fake = Fake::new(|_| ok(REJECTED));
    let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap_err();
    assert!(matches!(&error, Error::Api(refusal) if refusal.token_stays), "{error}");
    assert!(error.to_string().ends_with("; the token source has no other token"), "{error}");
    assert_eq!(fake.requests().len(), 1);
}

#[test]
fn a_refusal_of_another_class_is_not_repeated() {
    let fake = Fake::new(|request| match request.url.path() {
        "/token" => ok(r#"{"token":"T1"}"#),
        _ => ok(r#"{"errcode":41014}"#),
    });
    wait(client(&fake, login()).call(&UPDATE, TICKET)).unwrap_err();
    assert_eq!((fetches(&fake), fake.requests().len()), (1, 2));
}

#[test]
fn fifty_rejected_calls_cause_one_renewal() {
    let issued = Arc::new(AtomicUsize::new(0));
    let fake = Fake::slow(move |request| {
        let issued = issued.clone();
        async move {
            tokio::task::yield_now().await;
            answer(&request, &issued, "7200", |token| token == "T2")
        }
    });
    let client = client(&fake, login());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut calls = JoinSet::new();
        for _ in 0..50 {
            calls.spawn(client.call(&UPDATE, TICKET).into_future());
        }
        for result in calls.join_all().await {
            result.unwrap();
        }
    });
    assert_eq!((fetches(&fake), fake.requests().len()), (2, 102));
}

#[test]
fn threads_without_a_runtime_share_a_renewal_too() {
    let fake = issuing("7200", |token| token == "T2");
    let client = client(&fake, login());
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| wait(client.call(&UPDATE, TICKET)).unwrap());
        }
    });
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn a_failed_renewal_after_a_rejection_states_that_the_call_was_sent() {
    let fetched = AtomicUsize::new(0);
    let fake = Fake::new(move |request| match request.url.path() {
        "/token" if fetched.fetch_add(1, Ordering::SeqCst) == 0 => ok(r#"{"token":"T1"}"#),
        "/token" => ok(r#"{"errcode":40125}"#),
        _ => ok(REJECTED),
    });
    let error = wait(client(&fake, login()).call(&UPDATE, TICKET)).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!(error.sent(), Sent::Yes);
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    // Five minutes of 7200 seconds, and a tenth of 100 seconds.
    for (seconds, fresh) in [("7200", 6899), ("100", 89)] {
        let fake = issuing(seconds, |_| true);
        let client = client(&fake, login());
        wait(client.call(&UPDATE, TICKET)).unwrap();
        fake.advance(fresh);
        wait(client.call(&UPDATE, TICKET)).unwrap();
        assert_eq!(fetches(&fake), 1, "{seconds}");
        fake.advance(1);
        wait(client.call(&UPDATE, TICKET)).unwrap();
        assert_eq!(fetches(&fake), 2, "{seconds}");
    }
}

#[test]
fn a_token_without_a_lifetime_is_used_until_it_is_rejected() {
    let fake = issuing("null", |_| true);
    let client = client(&fake, login());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    fake.advance(1_000_000_000);
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 1);
}

#[test]
fn an_expired_new_token_is_used_for_one_call() {
    for seconds in ["0", "-5"] {
        let fake = issuing(seconds, |_| true);
        let client = client(&fake, login());
        wait(client.call(&UPDATE, TICKET)).unwrap();
        wait(client.call(&UPDATE, TICKET)).unwrap();
        assert_eq!(fetches(&fake), 2);
    }
}

#[test]
fn during_an_early_renewal_other_calls_use_the_old_token() {
    let fetched = AtomicUsize::new(0);
    let fake = Fake::slow(move |request| {
        let stuck = request.url.path() == "/token" && fetched.fetch_add(1, Ordering::SeqCst) == 1;
        async move {
            if stuck {
                future::pending::<()>().await;
            }
            answer(&request, &AtomicUsize::new(0), "7200", |_| true)
        }
    });
    let client = client(&fake, login());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    fake.advance(7000);
    let mut renewing = client.call(&UPDATE, TICKET).into_future();
    assert!(poll_once(&mut renewing).is_pending());
    let mut other = client.call(&UPDATE, TICKET).into_future();
    assert!(matches!(poll_once(&mut other), Poll::Ready(Ok(()))));
}

#[test]
fn if_an_early_renewal_fails_the_old_token_is_used() {
    let fetched = AtomicUsize::new(0);
    let fake = Fake::new(move |request| match request.url.path() {
        "/token" if fetched.fetch_add(1, Ordering::SeqCst) == 0 => ok(r#"{"token":"T1","seconds":7200}"#),
        "/token" => ok(r#"{"errcode":-1}"#),
        _ => ok(DONE),
    });
    let client = client(&fake, login());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    fake.advance(7000);
    wait(client.call(&UPDATE, TICKET)).unwrap();
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 2, "after a failure there is a pause");
    fake.advance(30);
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 3);
    fake.advance(170);
    assert!(wait(client.call(&UPDATE, TICKET)).is_err(), "the old token is dead");
}

#[test]
fn only_the_rejected_token_is_dropped() {
    let fake = issuing("7200", |_| true);
    let source = Arc::new(login());
    let client = client(&fake, source.clone());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    source.invalidate(&"T0".into());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 1);
    source.invalidate(&"T1".into());
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn a_program_can_get_the_token() {
    let fake = issuing("7200", |_| true);
    let client = client(&fake, login());
    let token = wait(client.token()).unwrap();
    assert_eq!(token.expose(), "T1");
    assert_eq!(format!("{token:?}"), "[redacted]");
    wait(client.call(&UPDATE, TICKET)).unwrap();
    assert_eq!(fetches(&fake), 1);
    // Only the current token can be dropped.
    client.invalidate_token(&"T0".into());
    assert_eq!(wait(client.token()).unwrap(), token);
    client.invalidate_token(&token);
    assert_eq!(wait(client.token()).unwrap().expose(), "T2");
}

#[test]
fn a_missing_token_is_an_error_at_the_deadline() {
    let fake = Fake::new(|_| ok(DONE));
    let without = Client::builder(&SHOP).transport(fake.clone()).build().unwrap();
    let error = wait(without.token()).unwrap_err();
    assert_eq!(error.to_string(), "token: no token, nothing was sent: the client has no token source");
    without.invalidate_token(&"T1".into());
    assert!(fake.requests().is_empty());
}

#[test]
fn an_empty_token_is_an_error_and_is_not_kept() {
    let fetched = AtomicUsize::new(0);
    let fake = Fake::new(move |request| match request.url.path() {
        "/token" if fetched.fetch_add(1, Ordering::SeqCst) == 0 => ok(r#"{"token":"","seconds":7200}"#),
        "/token" => ok(r#"{"token":"T1","seconds":7200}"#),
        _ => ok(DONE),
    });
    let client = client(&fake, login());
    let error = wait(client.call(&UPDATE, TICKET)).unwrap_err();
    let said = "update_ticket: no token, nothing was sent: log_in: the token in the reply is empty";
    assert_eq!((error.to_string().as_str(), error.sent()), (said, Sent::No));
    wait(client.call(&UPDATE, TICKET)).unwrap();

    let fake = Fake::new(|_| ok(DONE));
    let fixed = Client::builder(&SHOP).transport(fake.clone()).token("").build().unwrap();
    let error = wait(fixed.call(&UPDATE, TICKET)).unwrap_err();
    assert_eq!(error.to_string(), "update_ticket: no token, nothing was sent: the token is empty");
    assert!(fake.requests().is_empty());
}
