//! When a call ends.

use tokio::task::JoinSet;

use super::*;

/// Pings of the async client; the machine behind both clients is one.
fn ping(token_takes: Duration, ignores_timeouts: bool, answers: Vec<Answer>) -> Came {
    let server = Server::new(token_takes, answers);
    let (result, took) = paused(client(&server, ignores_timeouts).call(&PING, ()).into_future());
    (result.err(), server.sent(), took)
}

#[test]
fn no_call_takes_longer_than_its_deadline() {
    // Each attempt ends by its timeout, and the last by the deadline.
    let (error, sent, took) = ping(Duration::ZERO, false, vec![never(), never(), never()]);
    assert!(error.is_some_and(|error| error.is_retryable()) && (2..=3).contains(&sent));
    assert!(took <= DEADLINE, "{took:?}");

    let (error, sent, took) = ping(Duration::ZERO, true, vec![never()]);
    assert_eq!((error.map(|error| error.sent()), sent, took), (Some(Sent::Maybe), 1, DEADLINE));

    for seconds in [10, 11, 60, 86_400] {
        let (error, sent, took) = ping(Duration::ZERO, false, vec![refused_for(seconds)]);
        assert_eq!(error.and_then(|error| error.retry_after()), Some(Duration::from_secs(seconds)));
        assert_eq!((sent, took), (1, Duration::ZERO));
    }
    let (error, sent, took) = ping(Duration::ZERO, false, vec![refused_for(9), never()]);
    assert!(matches!(error, Some(Error::Transport(_))), "{error:?}");
    assert_eq!((sent, took), (2, DEADLINE));
}

#[test]
fn the_time_of_the_token_is_the_time_of_its_call() {
    for made in [Made::Plainly, Made::Never, Made::AllowingRepeats] {
        // Four seconds for the first attempt, and what is left for the second.
        for (error, sent, took) in create(made, SECOND * 3, || vec![at_once(ok(REJECTED)), never(), never()])
        {
            assert!(error.is_some_and(|error| error.sent() != Sent::No));
            assert!((2..=3).contains(&sent) && took <= DEADLINE, "{made:?}: {sent} in {took:?}");
        }
    }
    for (error, sent, took) in create(Made::Plainly, Duration::MAX, Vec::new) {
        assert!(matches!(&error, Some(Error::Token(_))), "{error:?}");
        assert_eq!((error.map(|error| error.sent()), sent), (Some(Sent::No), 0));
        assert!(took <= DEADLINE, "{took:?}");
    }
}

#[test]
fn a_call_that_waits_for_the_token_of_another_ends_by_its_own_deadline() {
    let server = Server::new(Duration::MAX, Vec::new());
    paused(async {
        let client = client(&server, true);
        let begun = Instant::now();
        let mut calls = JoinSet::new();
        for seconds in [10, 3, 7] {
            let call = client.call(&UPDATE, TICKET).deadline(SECOND * seconds);
            calls.spawn(async move { (call.await.unwrap_err(), seconds, begun.elapsed()) });
        }
        for (error, seconds, took) in calls.join_all().await {
            assert!(matches!(error, Error::Token(_)), "{error}");
            assert_eq!(took, SECOND * seconds);
        }
    });
    assert_eq!(server.sent(), 0);
}

#[test]
fn fifty_calls_that_are_refused_at_once_share_a_renewal_and_end_by_their_deadlines() {
    for (renewal_takes, succeed) in [(SECOND * 2, true), (Duration::MAX, false)] {
        let rejected = std::iter::repeat_with(|| at_once(ok(REJECTED))).take(50);
        let done = std::iter::repeat_with(|| at_once(ok("{}"))).take(50);
        let server = Server::new(Duration::ZERO, rejected.chain(done).collect());
        let slow = Server::new(renewal_takes, Vec::new());
        // The first token comes at once, and the second when the renewal ends.
        slow.issued.store(1, Ordering::SeqCst);
        let renewing = Renewing { first: server.clone(), then: slow.clone(), start: Mutex::default() };
        paused(async {
            *renewing.start.lock().unwrap() = Some(Instant::now());
            let client = Client::builder(&SHOP).transport(renewing).token_source(login()).deadline(DEADLINE);
            let client = client.build().unwrap();
            let begun = Instant::now();
            let mut calls = JoinSet::new();
            for _ in 0..50 {
                calls.spawn(client.call(&UPDATE, TICKET).into_future());
            }
            for result in calls.join_all().await {
                assert_eq!(result.is_ok(), succeed, "{result:?}");
            }
            assert!(begun.elapsed() <= DEADLINE, "{:?}", begun.elapsed());
        });
        assert_eq!(server.issued.load(Ordering::SeqCst), 1);
        assert!((2..=3).contains(&slow.issued.load(Ordering::SeqCst)));
        assert_eq!(server.sent(), if succeed { 100 } else { 50 });
    }
}

/// A server that issues its first token at once, and further ones as another does.
struct Renewing {
    first: Arc<Server>,
    then: Arc<Server>,
    start: Mutex<Option<Instant>>,
}

impl Transport for Renewing {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Outcome> {
        let is_renewal = request.url.path() == "/token" && self.first.issued.load(Ordering::SeqCst) > 0;
        let server = if is_renewal { &self.then } else { &self.first };
        let (takes, outcome) = within(request.timeout, server.answer(&request));
        Box::pin(async move {
            // All requests are sent before the first is answered.
            tokio::task::yield_now().await;
            sleep(takes).await;
            outcome
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(sleep(duration))
    }

    fn now(&self) -> Duration {
        self.start.lock().unwrap().map_or(Duration::ZERO, |start| start.elapsed())
    }
}
