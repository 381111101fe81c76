//! Which requests are repeated, and when.

use std::future::{self, IntoFuture};
use std::time::Duration;

use specwright_runtime::{
    AccessToken, BoxFuture, Client, Error, Exchange, HttpResponse, Method, Retry, Sent, TokenError,
    TokenSource, TransportError, TransportErrorKind,
};

use crate::shop::{CREATE, PETS, PING, SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, Outcome, broken, ok, status, wait};

const SECOND: Duration = Duration::from_secs(1);
const BUSY: &str = r#"{"errcode":45011,"errmsg":"slow down"}"#;
const SPENT: &str = r#"{"errcode":45009}"#;
const PONG: &str = r#"{"id":"p"}"#;

fn timeout() -> Outcome {
    Err(TransportError::new(TransportErrorKind::Timeout, Sent::Maybe))
}

fn requiring(code: u16, seconds: &str) -> Outcome {
    Ok(HttpResponse::new(code, "").with_header("Retry-After", seconds))
}

/// Whether every pause was as long as required, and not much longer.
fn observed(fake: &Fake, asked: Duration) -> bool {
    fake.pauses().iter().all(|pause| (asked..=asked + asked / 5).contains(pause))
}

#[test]
fn idempotent_calls_are_repeated() {
    for failure in
        [broken(Sent::Maybe), broken(Sent::Yes), timeout(), status(503, "x"), status(429, ""), ok(BUSY)]
    {
        let fake = Fake::script([failure, ok(PONG)]);
        wait(fake.client(&SHOP).call(&PING, ())).unwrap();
        assert_eq!(fake.pauses().len(), 1);
        assert!((SECOND / 2..=SECOND).contains(&fake.pauses()[0]), "{:?}", fake.pauses());
    }
}

#[test]
fn the_class_of_a_code_in_the_operation_decides_what_is_repeated() {
    const LOCKED: &str = r#"{"errcode":50100}"#;
    let fake = Fake::script([ok(LOCKED), ok(PONG)]);
    wait(fake.client(&SHOP).call(&PING, ())).unwrap();
    assert_eq!((fake.requests().len(), fake.pauses().len()), (2, 1), "busy, so it waits");

    let fake = Fake::script([ok(LOCKED)]);
    let error = wait(fake.client(&SHOP).call(&CREATE, TICKET).allow_repeat()).unwrap_err();
    assert_eq!((error.class(), error.is_retryable()), (Some("state"), false));
    let api = error.api().unwrap();
    assert_eq!((api.fields, api.doc), (&["ticket"][..], "The ticket is locked."));

    // The token was rejected, and the source has no other.
    let fake = Fake::script([ok(LOCKED)]);
    let error = wait(fake.client(&SHOP).call(&UPDATE, TICKET)).unwrap_err();
    assert!(error.api().is_some_and(|error| error.token_stays && error.fields.is_empty()), "{error}");
}

#[test]
fn other_calls_are_repeated_only_if_allowed() {
    let failures = || [broken(Sent::Maybe), broken(Sent::Yes), timeout(), status(503, "x"), ok(BUSY)];
    for failure in failures() {
        let fake = Fake::script([failure]);
        let error = wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap_err();
        assert!(error.is_retryable() && error.sent() != Sent::No, "{error}");
        assert!(fake.pauses().is_empty());
    }
    for failure in failures() {
        let fake = Fake::script([failure, ok(PONG)]);
        wait(fake.client(&SHOP).call(&CREATE, TICKET).allow_repeat()).unwrap();
        assert_eq!((fake.requests().len(), fake.pauses().len()), (2, 1));
    }
}

#[test]
fn a_rejected_request_is_always_repeated() {
    let pause = ok(r#"{"errcode":45012}"#);
    let with_status = status(503, r#"{"errcode":45012}"#);
    for (refusal, least) in [
        (pause, SECOND * 30),
        (with_status, SECOND * 30),
        (status(429, ""), SECOND / 2),
        (requiring(429, "17"), SECOND * 17),
    ] {
        let fake = Fake::script([refusal, ok(PONG)]);
        wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap();
        assert_eq!((fake.requests().len(), fake.pauses().len()), (2, 1));
        assert!(fake.pauses()[0] >= least, "{:?}", fake.pauses());
    }
    // Requiring a pause is not a rejection.
    let fake = Fake::script([requiring(503, "3")]);
    assert_eq!(wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap_err().retry_after(), Some(SECOND * 3));
    // A daily quota is not waited for, whatever the status is.
    let fake = Fake::script([status(429, SPENT)]);
    assert!(!wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap_err().is_retryable());
    // A program can disable retries.
    let fake = Fake::script([status(429, "")]);
    wait(fake.client(&SHOP).call(&CREATE, TICKET).retry(Retry::NEVER)).unwrap_err();
}

#[test]
fn a_request_that_was_not_sent_is_always_repeated() {
    let fake = Fake::script([broken(Sent::No), broken(Sent::No), broken(Sent::No), ok(PONG)]);
    wait(fake.client(&SHOP).call(&CREATE, TICKET)).unwrap();
    assert_eq!((fake.requests().len(), fake.pauses().len()), (4, 1));
}

#[test]
fn a_class_that_is_not_temporary_ends_the_call() {
    for refusal in
        [ok(SPENT), ok(r#"{"errcode":41014}"#), ok(r#"{"errcode":7}"#), status(503, SPENT), status(404, "")]
    {
        let fake = Fake::script([refusal]);
        let error = wait(fake.client(&SHOP).call(&PING, ()).allow_repeat()).unwrap_err();
        assert!(!error.is_retryable(), "{error}");
        assert!(fake.pauses().is_empty());
    }
}

#[test]
fn without_temporary_classes_the_status_decides() {
    let fake = Fake::script([status(503, r#"{"error":{"code":"no_such_pet"}}"#), ok("[]")]);
    wait(fake.client(&PETS).call_raw(Method::Get, "/x", None)).unwrap();
    let fake = Fake::script([status(404, r#"{"error":{"code":"no_such_pet"}}"#)]);
    assert!(wait(fake.client(&PETS).call_raw(Method::Get, "/x", None)).is_err());
}

#[test]
fn attempts_and_pauses_are_bounded() {
    let fake = Fake::new(|_| status(503, ""));
    let error = wait(fake.client(&SHOP).call(&PING, ())).unwrap_err();
    assert_eq!((error.status(), fake.requests().len()), (Some(503), 4));
    for (pause, full) in fake.pauses().into_iter().zip([SECOND, SECOND * 2, SECOND * 4]) {
        assert!((full / 2..=full).contains(&pause), "{pause:?} of {full:?}");
    }

    let fake = Fake::new(|_| status(503, ""));
    let builder = Client::builder(&SHOP).transport(fake.clone()).retry(Retry::new(2).first_pause(SECOND * 9));
    let client = builder.build().unwrap();
    wait(client.call(&PING, ())).unwrap_err();
    assert_eq!(fake.requests().len(), 2);
    assert!(fake.pauses()[0] >= SECOND * 9 / 2);
    wait(client.call(&PING, ()).retry(Retry::NEVER)).unwrap_err();
    assert_eq!(fake.requests().len(), 3);
}

#[test]
fn a_required_pause_is_observed() {
    let fake = Fake::script([requiring(429, "17"), ok(PONG)]);
    wait(fake.client(&SHOP).call(&PING, ())).unwrap();
    assert!(observed(&fake, SECOND * 17), "{:?}", fake.pauses());

    for (code, seconds) in [(429, "61"), (503, "86400"), (503, "18446744073709551615")] {
        let fake = Fake::script([requiring(code, seconds)]);
        let error = wait(fake.client(&SHOP).call(&PING, ())).unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds.parse().unwrap())));
        assert!(error.is_retryable());
    }
    let refusal = Ok(HttpResponse::new(200, BUSY).with_header("retry-after", "3"));
    let error = wait(Fake::script([refusal]).client(&SHOP).call(&UPDATE, TICKET)).unwrap_err();
    assert_eq!(error.retry_after(), Some(SECOND * 3));
}

#[test]
fn a_pause_out_of_range_ends_the_call() {
    let fake = Fake::script([requiring(503, "99999999999999999999")]);
    let error = wait(fake.client(&SHOP).call(&PING, ())).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(u64::MAX)));
}

#[test]
fn pauses_of_several_clients_are_spread() {
    let pauses = |_| {
        let fake = Fake::script([requiring(429, "17"), ok(PONG)]);
        wait(fake.client(&SHOP).call(&PING, ())).unwrap();
        assert!(observed(&fake, SECOND * 17), "{:?}", fake.pauses());
        fake.pauses()[0]
    };
    assert!((0..20).map(pauses).collect::<std::collections::BTreeSet<_>>().len() > 10);
}

#[test]
fn the_spec_can_state_a_pause_for_a_code() {
    let busy = || ok(r#"{"errcode":45012}"#);
    let call = |fake: &std::sync::Arc<Fake>| fake.client(&SHOP).call(&UPDATE, TICKET);
    let fake = Fake::script([busy(), busy(), ok("{}")]);
    wait(call(&fake)).unwrap();
    assert!(observed(&fake, SECOND * 30) && fake.pauses().len() == 2, "{:?}", fake.pauses());

    // A pause beyond the deadline ends the call, and the error states it.
    let fake = Fake::script([busy()]);
    let error = wait(call(&fake).deadline(SECOND * 30)).unwrap_err();
    assert_eq!((error.retry_after(), error.is_retryable()), (Some(SECOND * 30), true));
    assert!(error.to_string().ends_with("; retry after 30 s"), "{error}");
    assert_eq!(fake.pauses(), []);

    // The server's pause takes precedence.
    let reported = Ok(HttpResponse::new(200, r#"{"errcode":45012}"#).with_header("retry-after", "3"));
    let fake = Fake::script([reported, ok("{}")]);
    wait(call(&fake)).unwrap();
    assert!(observed(&fake, SECOND * 3), "{:?}", fake.pauses());
}

#[test]
fn a_pause_beyond_the_deadline_ends_the_call() {
    let fake = Fake::script([requiring(503, "10")]);
    let error = wait(fake.client(&SHOP).call(&PING, ()).deadline(SECOND * 10)).unwrap_err();
    assert_eq!(error.status(), Some(503));
    let fake = Fake::script([requiring(503, "10"), ok(PONG)]);
    wait(fake.client(&SHOP).call(&PING, ()).deadline(SECOND * 11)).unwrap();
}

#[test]
fn the_timeout_of_an_attempt_is_limited_by_the_deadline() {
    let fake = Fake::script([requiring(503, "8"), ok(PONG)]);
    wait(fake.client(&SHOP).call(&PING, ()).deadline(SECOND * 10).timeout(SECOND * 5)).unwrap();
    let timeouts: Vec<_> = fake.requests().iter().map(|request| request.timeout).collect();
    assert_eq!(timeouts[0], Some(SECOND * 5));
    // The pause is a little longer than required, but half of the remaining time is left for the attempt.
    let last = timeouts[1].unwrap();
    assert!((SECOND..=SECOND * 2).contains(&last), "{last:?}");

    let fake = Fake::script([]);
    let error = wait(fake.client(&SHOP).call(&PING, ()).deadline(Duration::ZERO)).unwrap_err();
    assert_eq!((error.sent(), error.is_retryable()), (Sent::No, true));
    assert!(error.to_string().contains("deadline"), "{error}");

    let fake = Fake::script([ok(PONG)]);
    let builder = Client::builder(&SHOP).transport(fake.clone()).deadline(None).timeout(SECOND * 500);
    wait(builder.build().unwrap().call(&PING, ())).unwrap();
    assert_eq!(fake.requests()[0].timeout, Some(SECOND * 500));

    // A single call can be without a limit, too.
    let fake = Fake::script([ok(PONG), ok(PONG)]);
    let client = fake.client(&SHOP);
    wait(client.call(&PING, ()).deadline(None).timeout(SECOND * 500)).unwrap();
    wait(client.call_raw(Method::Get, "/x", None).deadline(None).timeout(SECOND * 500)).unwrap();
    assert!(fake.requests().iter().all(|request| request.timeout == Some(SECOND * 500)));
}

#[test]
fn the_error_states_whether_any_attempt_was_sent() {
    let fake = Fake::script([timeout(), broken(Sent::No), broken(Sent::No)]);
    let error = wait(fake.client(&SHOP).call(&PING, ()).retry(Retry::new(2))).unwrap_err();
    assert_eq!((error.sent(), fake.requests().len()), (Sent::Maybe, 3));
    let fake = Fake::script([ok(BUSY), timeout()]);
    let error = wait(fake.client(&SHOP).call(&PING, ()).retry(Retry::new(2))).unwrap_err();
    assert_eq!(error.sent(), Sent::Yes);
}

#[test]
fn a_rejected_token_is_not_a_failed_attempt() {
    let replies = [
        ok(r#"{"token":"T1"}"#),
        ok(BUSY),
        ok(r#"{"errcode":40001}"#),
        ok(r#"{"token":"T2"}"#),
        ok(BUSY),
        ok(r#"{"errcode":0}"#),
    ];
    let fake = Fake::script(replies);
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    wait(client.call(&UPDATE, TICKET).allow_repeat().retry(Retry::new(3))).unwrap();
    assert_eq!(fake.pauses().len(), 2);
    assert!(fake.lines()[5].ends_with("access_token=T2"));
}

#[test]
fn a_token_is_not_waited_for_beyond_the_deadline() {
    struct Never;

    impl TokenSource for Never {
        fn token<'a>(&'a self, _: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
            Box::pin(future::pending())
        }
    }

    let fake = Fake::script([]);
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(Never).build().unwrap();
    let error = wait(client.call(&UPDATE, TICKET).deadline(SECOND * 7)).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!((error.sent(), error.is_retryable(), fake.pauses()), (Sent::No, true, vec![SECOND * 7]));
}

#[test]
fn only_the_call_whose_deadline_has_passed_gives_up() {
    let fetches = std::sync::atomic::AtomicUsize::new(0);
    let fake = Fake::slow(move |request| {
        let first = fetches.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;
        let timeout = request.timeout.unwrap();
        async move {
            match request.url.path() {
                "/token" if first => {
                    assert_eq!(timeout, SECOND * 7, "the fetch has as much time as the call");
                    future::pending::<()>().await;
                    ok("")
                }
                "/token" => ok(r#"{"token":"T1"}"#),
                _ => ok(r#"{"errcode":0}"#),
            }
        }
    });
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    let mut patient = client.call(&UPDATE, TICKET).into_future();
    let error = wait(client.call(&UPDATE, TICKET).deadline(SECOND * 7)).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    wait(future::poll_fn(|context| patient.as_mut().poll(context))).unwrap();
}
