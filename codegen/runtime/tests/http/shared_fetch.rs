//! Many calls that wait for one request for a token, and what becomes of it when some of them leave.

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

/// The answers to the requests for a token, the first of which comes when the gate opens; all other calls succeed.
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

/// A call that waits by now.
fn waiting(client: &Client) -> BoxFuture<'static, Result<(), Error>> {
    let mut call = update(client);
    assert!(poll_once(&mut call).is_pending());
    call
}

/// It may be tried again, but not soon.
fn busy() -> Outcome {
    Ok(HttpResponse::new(429, "busy").with_header("Retry-After", "90"))
}

const TOKEN: &str = r#"{"token":"T1","seconds":7200}"#;

#[test]
fn it_goes_on_though_the_call_that_began_it_is_dropped() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    let (first, second, third) = (waiting(&client), waiting(&client), waiting(&client));
    drop(third);
    let second = std::thread::spawn(move || wait(second));
    // The waiting call may or may not sleep by now; either way it must learn of this.
    drop(first);
    gate.open();
    second.join().unwrap().unwrap();
    assert_eq!(fetches(&fake), 1);
}

#[test]
fn it_goes_on_though_the_call_that_began_it_is_polled_no_more() {
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
fn when_nobody_waits_any_more_it_ends() {
    let gate = Gate::default();
    let fake = behind(&gate, [ok(TOKEN), ok(TOKEN)]);
    let client = client(&fake, &Arc::new(login()));
    drop((waiting(&client), waiting(&client)));
    wait(update(&client)).unwrap();
    assert_eq!(fetches(&fake), 2);
}

#[test]
fn a_failure_is_told_to_all_who_waited_and_tried_again_by_the_next() {
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
fn when_the_call_that_began_it_has_no_time_for_another_attempt_those_who_have_begin_anew() {
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
fn those_who_have_no_time_for_another_attempt_either_begin_none() {
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
fn a_renewal_that_has_no_time_for_another_attempt_leaves_the_old_token() {
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
fn when_polling_it_panics_the_others_begin_anew() {
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
fn a_call_that_found_it_in_other_hands_is_told_when_they_let_go() {
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
fn another_client_begins_its_own_when_it_has_waited_for_long() {
    let gate = Gate::default();
    let (stuck, other) = (behind(&gate, [ok(TOKEN)]), behind(&Gate::default(), []));
    let source = Arc::new(login());
    let mut first = waiting(&client(&stuck, &source));
    // This one's clock does not wait for anything.
    let free = Fake::new(|request| match request.url.path() {
        "/token" => ok(r#"{"token":"T2","seconds":7200}"#),
        _ => ok("{}"),
    });
    let second = client(&free, &source);
    wait(update(&second)).unwrap();
    assert_eq!((free.pauses(), fetches(&free)), (vec![Duration::from_secs(2)], 1));
    // What comes late serves those who waited for it, and is not kept.
    gate.open();
    assert!(matches!(poll_once(&mut first), Poll::Ready(Ok(()))));
    assert!(stuck.lines()[1].ends_with("=T1"), "{:?}", stuck.lines());
    wait(update(&client(&other, &source))).unwrap();
    assert!(other.lines()[0].ends_with("=T2"), "{:?}", other.lines());
}

#[test]
fn who_comes_late_does_not_take_a_token_that_was_rejected_meanwhile() {
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
