//! What is left of a call that is dropped.

use super::*;

/// Every future is pending once, so that a call can be dropped at each of its awaits.
struct Stepped(Arc<Server>);

fn step<'a, T: Send + 'a>(value: T) -> BoxFuture<'a, T> {
    let mut value = Some(value);
    let mut was_polled = false;
    Box::pin(poll_fn(move |context| {
        if std::mem::replace(&mut was_polled, true) {
            return value.take().map_or(Poll::Pending, Poll::Ready);
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }))
}

impl Transport for Stepped {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Outcome> {
        let (_, outcome) = self.0.answer(&request);
        step(outcome)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        step(())
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(future::pending())
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

#[test]
fn a_call_can_be_dropped_at_each_of_its_awaits() {
    // Refused for its token, turned away, unreachable, done: every kind of await.
    let answers = || {
        vec![at_once(ok(REJECTED)), at_once(status(429, "")), at_once(broken(Sent::No)), at_once(ok(CREATED))]
    };
    let mut ended = false;
    for polls in 0..40 {
        let server = Server::new(Duration::ZERO, answers());
        let client = Client::builder(&SHOP).transport(Stepped(server.clone())).token_source(login());
        let client = client.build().unwrap();
        let mut call = client.call(&CREATE, TICKET).into_future();
        ended = (0..polls).any(|_| poll_once(&mut call).is_ready());
        drop(call);
        let sent = server.sent();
        assert!(sent <= 4);
        // Nothing goes on by itself, and the client is not hurt.
        *server.answers.lock().unwrap() = vec![at_once(ok(CREATED))].into();
        let mut next = client.call(&CREATE, TICKET).into_future();
        let result = (0..40).find_map(|_| match poll_once(&mut next) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        });
        assert_eq!(result.unwrap().unwrap().id, "c1");
        assert_eq!(server.sent(), sent + 1);
    }
    assert!(ended, "the call was dropped at each await");
}

#[test]
fn a_client_can_be_dropped_during_a_call() {
    let server = Server::new(SECOND, vec![(SECOND, ok(CREATED))]);
    let (created, took) = paused(async {
        let client = client(&server, false);
        let mut call = client.call(&CREATE, TICKET).into_future();
        assert!(poll_once(&mut call).is_pending());
        drop(client);
        call.await
    });
    assert_eq!((created.unwrap().id.as_str(), took), ("c1", SECOND * 2));
}
