//! Calls that share a fetch of a token, and some of which are dropped.

use std::future::IntoFuture;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use specwright_runtime::{BoxFuture, Client, Error, HttpResponse, Refreshing, Retry, Sent};

use crate::shop::{Credentials, SHOP, TICKET, Token, UPDATE, login};
use crate::support::{Fake, Gate, Outcome, ok, poll_once, wait};

const SECOND: Duration = Duration::from_secs(1);

/// The replies to fetches, the first of which waits for the gate; all other calls succeed.
fn behind(gate: &Gate, answers: impl IntoIterator<Item = Outcome>) -> Arc<Fake> {
    let gate = Mutex::new(Some(gate.clone()));
    let answers = Mutex::new(answers.into_iter().collect::<Vec<_>>());
    Fake::slow(move |request| {
        let fetches = request.url.path() == "/token";
        let gate = gate.lock().unwrap().take_if(|_| fetches);
        let answer = if fetches { answers.lock().unwrap().remove(0) } else { ok("{}") };
        async move {
            if let Some(gate) = gate {
                gate.passed().await;
            }
            answer
        }
    })
}

fn client(fake: &Arc<Fake>, source: &Arc<Refreshing<Credentials, Token>>) -> Client {
    let retry = Retry::new(2).longest_pause(SECOND * 90);
    Client::builder(&SHOP).transport(fake.clone()).token_source(source.clone()).retry(retry).build().unwrap()
}

fn fetches(fake: &Fake) -> usize {
    fake.requests().iter().filter(|request| request.url.path() == "/token").count()
}

fn update(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    client.call(&UPDATE, TICKET).into_future()
}

/// A call that waits.
fn waiting(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let mut call = update(client);
    assert!(poll_once(&mut call).is_pending());
    call
}

/// A temporary error with a long pause.
fn busy() -> Outcome {
    Ok(HttpResponse::new(429, "busy").with_header("Retry-After", "90"))
}

const TOKEN: &str = r#"{"token":"T1","seconds":7200}"#;

#[test]
fn it_continues_after_the_call_that_began_it_is_dropped() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    let (first, second, third) = (waiting(&client), waiting(&client), waiting(&client));
    drop(third);
    let second = std::thread::spawn(move || wait(second));
    // The waiting call may or may not have been polled; it must be woken in either case.
    drop(first);
    gate.open();
    second.join().unwrap().unwrap();
    assert_eq!(fetches(&fake), 1);
}

#[test]
fn it_continues_after_the_call_that_began_it_is_not_polled_any_more() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    let first = waiting(&client);
    let (second, third) = (waiting(&client), update(&client));
    let third = std::thread::spawn(move || wait(third));
    gate.open();
    third.join().unwrap().unwrap();
    drop((first, second));
    assert_eq!(fetches(&fake), 1);
}

#[test]
fn it_ends_if_no_call_waits() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN), ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    drop((waiting(&client), waiting(&client)));
    wait(update(&client)).unwrap();
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn a_failure_is_returned_to_all_waiting_calls_and_retried_by_the_next() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(r#"{"errcode":40125,"errmsg":"invalid secret"}"#), ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    let calls: Vec<_> = (0..10).map(|_| waiting(&client)).collect();
    gate.open();
    for call in calls {
        let error = wait(call).unwrap_err();
        assert!(matches!(error, Error::Token(_)), "{error}");
        assert_eq!((error.sent(), error.class()), (Sent::No, Some("configuration")));
    }
    assert_eq!(fake.requests().len(), 1);
    wait(update(&client)).unwrap();
}

#[test]
fn calls_with_a_later_deadline_begin_another_fetch() {
    let gate = Gate::default();
    let fake = behind(&gate, [busy(), ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    let mut hurried = client.call(&UPDATE, TICKET).deadline(SECOND * 80).into_future();
    assert!(poll_once(&mut hurried).is_pending());
    let patient: Vec<_> = (0..100).map(|_| waiting(&client)).collect();
    gate.open();
    let error = wait(hurried).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error}");
    assert_eq!(error.status(), Some(429));
    for call in patient {
        wait(call).unwrap();
    }
    assert_eq!((fetches(&fake), fake.pauses().len()), (2, 0));
}

#[test]
fn calls_without_time_for_another_attempt_begin_none() {
    let gate = Gate::default();
    let fake = behind(&gate, [busy()]);
    let client = client(&fake, &Arc::new(login()));
    let calls: Vec<_> = (1..=10)
        .map(|later| {
            let mut call = client.call(&UPDATE, TICKET).deadline(SECOND * (79 + later)).into_future();
            assert!(poll_once(&mut call).is_pending());
            call
        })
        .collect();
    gate.open();
    for call in calls {
        assert_eq!(wait(call).unwrap_err().status(), Some(429));
    }
    assert_eq!(fetches(&fake), 1);
}

#[test]
fn a_renewal_without_time_for_another_attempt_keeps_the_old_token() {
    let answers = Mutex::new(vec![ok(TOKEN), busy()]);
    let fake = Fake::new(move |request| match request.url.path() {
        "/token" => answers.lock().unwrap().remove(0),
        _ => ok("{}"),
    });
    let client = client(&fake, &Arc::new(login()));
    wait(update(&client)).unwrap();
    fake.advance(7000);
    wait(client.call(&UPDATE, TICKET).deadline(SECOND * 80)).unwrap();
    wait(update(&client)).unwrap();
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn after_a_panic_other_calls_begin_another_fetch() {
    let (gate, asked) = (Gate::default(), AtomicUsize::new(0));
    let inner = gate.clone();
    let fake = Fake::slow(move |request| {
        let first = request.url.path() == "/token" && asked.fetch_add(1, Ordering::SeqCst) == 0;
        let gate = inner.clone();
        async move {
            if first {
                gate.passed().await;
                panic!("the transport's fault");
            }
            ok(TOKEN)
        }
    });
    let client = client(&fake, &Arc::new(login()));
    let (first, second) = (waiting(&client), waiting(&client));
    gate.open();
    assert!(catch_unwind(AssertUnwindSafe(|| wait(first))).is_err());
    wait(second).unwrap();
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn a_call_is_woken_when_another_one_stops_polling() {
    struct Flag(AtomicBool);

    impl Wake for Flag {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    let (entered, enters) = mpsc::channel();
    let (leave, leaves) = mpsc::channel::<()>();
    let held = Mutex::new(Some((entered, leaves)));
    let fake = Fake::slow(move |request| {
        let mut held = held.lock().unwrap().take_if(|_| request.url.path() == "/token");
        std::future::poll_fn(move |_| match held.take() {
            None => Poll::Ready(ok(TOKEN)),
            Some((entered, leaves)) => {
                entered.send(()).unwrap();
                leaves.recv().unwrap();
                Poll::Pending
            }
        })
    });
    let client = client(&fake, &Arc::new(login()));
    let (mut first, mut second) = (update(&client), update(&client));
    let first = std::thread::spawn(move || {
        assert!(poll_once(&mut first).is_pending());
        first
    });
    enters.recv().unwrap();
    let flag = Arc::new(Flag(AtomicBool::new(false)));
    let waker = Waker::from(flag.clone());
    assert!(second.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
    leave.send(()).unwrap();
    let first = first.join().unwrap();
    assert!(flag.0.load(Ordering::SeqCst));
    wait(second).unwrap();
    drop(first);
}

#[test]
fn another_client_begins_its_own_fetch_after_a_while() {
    let gate = Gate::default();
    let (stuck, other) = (behind(&gate, [ok(TOKEN)]), behind(&Gate::default(), []));
    let source = Arc::new(login());
    let mut first = waiting(&client(&stuck, &source));
    // This client's clock does not wait.
    let free = Fake::new(|request| match request.url.path() {
        "/token" => ok(r#"{"token":"T2","seconds":7200}"#),
        _ => ok("{}"),
    });
    let second = client(&free, &source);
    wait(update(&second)).unwrap();
    assert_eq!((free.pauses(), fetches(&free)), (vec![Duration::from_secs(2)], 1));
    // A late token serves the calls that waited for it, and is not kept.
    gate.open();
    assert!(matches!(poll_once(&mut first), Poll::Ready(Ok(()))));
    assert!(stuck.lines()[1].ends_with("=T1"), "{:?}", stuck.lines());
    wait(update(&client(&other, &source))).unwrap();
    assert!(other.lines()[0].ends_with("=T2"), "{:?}", other.lines());
}

#[test]
fn a_late_call_does_not_use_a_token_that_was_rejected_meanwhile() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN), ok(r#"{"token":"T2"}"#)]);
    let client = client(&fake, &Arc::new(login()));
    let (first, second) = (waiting(&client), waiting(&client));
    gate.open();
    wait(first).unwrap();
    client.invalidate_token(&"T1".into());
    wait(second).unwrap();
    assert!(fake.lines().last().unwrap().ends_with("=T2"), "{:?}", fake.lines());
}
