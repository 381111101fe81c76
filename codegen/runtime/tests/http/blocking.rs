//! The blocking client has the behaviour of the async one, on the calling thread.

use std::collections::VecDeque;
use std::future::IntoFuture;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::{Duration, Instant};

use serde_json::json;
use specwright_runtime::blocking::{Client, Transport};
use specwright_runtime::{
    AccessToken, BoxFuture, Error, Exchange, HttpRequest, HttpResponse, Method, Retry, Sent, TokenError,
    TokenSource,
};

use crate::shop::{CREATE, PING, SHOP, TICKET, Ticket, UPDATE, login};
use crate::support::{Fake, Outcome, broken, line, ok, poll_once, status};

type Handler = dyn Fn(&HttpRequest) -> Outcome + Send + Sync;

struct Pretender {
    handler: Box<Handler>,
    requests: Mutex<Vec<String>>,
    pauses: Mutex<Vec<Duration>>,
}

impl Pretender {
    fn new(handler: impl Fn(&HttpRequest) -> Outcome + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { handler: Box::new(handler), requests: Mutex::default(), pauses: Mutex::default() })
    }

    fn script(outcomes: impl IntoIterator<Item = Outcome>) -> Arc<Self> {
        let outcomes = Mutex::new(outcomes.into_iter().collect::<VecDeque<_>>());
        Self::new(move |_| outcomes.lock().unwrap().pop_front().unwrap())
    }

    fn client(self: &Arc<Self>) -> Client {
        Client::builder(&SHOP).transport(self.clone()).token("TOKEN").build().unwrap()
    }

    fn lines(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Transport for Pretender {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, specwright_runtime::TransportError> {
        self.requests.lock().unwrap().push(line(&request));
        (self.handler)(&request)
    }

    fn sleep(&self, duration: Duration) {
        self.pauses.lock().unwrap().push(duration);
    }
}

#[test]
fn a_call_is_checked_sent_and_read() {
    let fake = Pretender::script([ok(r#"{"id":"c1"}"#), ok(r#"{"id":"c2"}"#), ok(r#"{"errcode":41014}"#)]);
    let client = fake.client();
    assert_eq!(client.call(&CREATE, TICKET).deadline(None).send().unwrap().id, "c1");
    assert_eq!(fake.lines(), ["POST api.example.com /ticket/create?access_token=TOKEN"]);

    let answer = client.call(&CREATE, Ticket { title: "t", seats: 10 }).detailed().unwrap();
    assert_eq!((answer.value.id.as_str(), answer.report.warnings().count()), ("c2", 1));

    let wrong = Ticket { title: "", seats: 0 };
    assert!(matches!(client.call(&CREATE, wrong.clone()).send(), Err(Error::Invalid(_))));
    let error = client.call(&CREATE, wrong).skip_validation().send().unwrap_err();
    assert_eq!(error.class(), Some("payload"));
    assert_eq!(fake.lines().len(), 3);
}

#[test]
fn a_raw_call_works_too() {
    let fake = Pretender::script([ok(r#"{"n":1}"#)]);
    let call = fake.client().call_raw(Method::Post, "/card/get", Some(&json!({ "code": "1" })));
    let reply = call.deadline(None).send().unwrap();
    assert_eq!(reply, json!({ "n": 1 }));
}

#[test]
fn calls_are_retried_by_the_same_rules() {
    let fake = Pretender::script([status(503, ""), broken(Sent::Maybe), ok(r#"{"id":"p"}"#)]);
    fake.client().call(&PING, ()).send().unwrap();
    assert_eq!(fake.pauses.lock().unwrap().len(), 2);

    let fake = Pretender::script([status(503, "")]);
    assert!(fake.client().call(&CREATE, TICKET).send().is_err());
    let fake = Pretender::script([status(503, ""), ok(r#"{"id":"p"}"#)]);
    fake.client().call(&CREATE, TICKET).allow_repeat().send().unwrap();
    let fake = Pretender::script([status(503, "")]);
    assert!(fake.client().call(&PING, ()).retry(Retry::NEVER).send().is_err());
}

/// Issues `T1`, `T2`, …; only the second is good.
fn tokens() -> impl Fn(&HttpRequest) -> Outcome + Send + Sync + 'static {
    let issued = AtomicUsize::new(0);
    move |request| {
        if request.url.path() == "/token" {
            std::thread::sleep(Duration::from_millis(20));
            let number = issued.fetch_add(1, Ordering::SeqCst) + 1;
            return ok(&format!(r#"{{"token":"T{number}","seconds":7200}}"#));
        }
        let good = request.url.expose_query() == Some("access_token=T2");
        ok(if good { r#"{"errcode":0}"# } else { r#"{"errcode":40001}"# })
    }
}

fn fetches(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.ends_with("/token")).count()
}

#[test]
fn fifty_threads_share_one_renewal() {
    let fake = Pretender::new(tokens());
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| client.call(&UPDATE, TICKET).send().unwrap());
        }
    });
    assert_eq!(fetches(&fake.lines()), 2);
}

#[test]
fn an_async_client_can_share_the_source() {
    let source = Arc::new(login());
    let fake = Pretender::new(tokens());
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(source.clone()).build().unwrap();
    client.call(&UPDATE, TICKET).send().unwrap();
    let other = Fake::new(|request| {
        assert_eq!(request.url.expose_query(), Some("access_token=T2"));
        ok(r#"{"errcode":0}"#)
    });
    let builder = specwright_runtime::Client::builder(&SHOP).transport(other.clone());
    let other = builder.token_source(source).build().unwrap();
    crate::support::wait(other.call(&UPDATE, TICKET)).unwrap();
}

/// An async call that has begun to fetch the token, and is not polled any more.
fn begun<S: TokenSource + 'static>(
    source: &Arc<S>,
    transport: Arc<Fake>,
) -> BoxFuture<'static, Result<(), Error>> {
    let builder = specwright_runtime::Client::builder(&SHOP).transport(transport);
    let client = builder.token_source(source.clone()).build().unwrap();
    let mut call = client.call(&UPDATE, TICKET).into_future();
    assert!(matches!(poll_once(&mut call), Poll::Pending));
    call
}

#[test]
fn waiting_for_the_token_of_another_call_ends_at_the_deadline() {
    // An async call has begun the fetch and is not polled any more, as by a blocked current-thread runtime.
    let source = Arc::new(login());
    let stuck = Fake::slow(|_| std::future::pending());
    let _fetching = begun(&source, stuck);

    let fake = Pretender::new(tokens());
    let client = Client::builder(&SHOP).transport(fake).token_source(source).build().unwrap();
    let before = Instant::now();
    let error = client.call(&UPDATE, TICKET).deadline(Duration::from_millis(60)).send().unwrap_err();
    assert!(matches!(error, Error::Token(_)) && error.is_retryable(), "{error}");
    assert!((60..2000).contains(&before.elapsed().as_millis()), "{:?}", before.elapsed());
}

#[test]
fn a_token_that_a_blocked_runtime_fetches_is_fetched_again() {
    let source = Arc::new(login());
    let polled = Arc::new(AtomicUsize::new(0));
    let counter = polled.clone();
    let stuck = Fake::slow(move |_| {
        let counter = counter.clone();
        std::future::poll_fn(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
            Poll::Pending
        })
    });
    let _fetching = begun(&source, stuck);

    let fake = Pretender::new(tokens());
    let client = Client::builder(&SHOP).transport(fake).token_source(source).build().unwrap();
    let before = Instant::now();
    client.call(&UPDATE, TICKET).send().unwrap();
    assert!((2000..10_000).contains(&before.elapsed().as_millis()), "{:?}", before.elapsed());
    // Without its runtime, the other client's transport cannot be polled.
    assert_eq!(polled.load(Ordering::SeqCst), 1);
}

#[test]
fn two_clients_share_a_renewal() {
    let (source, fake) = (Arc::new(login()), Pretender::new(tokens()));
    let client =
        || Client::builder(&SHOP).transport(fake.clone()).token_source(source.clone()).build().unwrap();
    let clients: [Client; 2] = [client(), client()];
    std::thread::scope(|scope| {
        for number in 0..20 {
            let client = &clients[number % 2];
            scope.spawn(|| client.call(&UPDATE, TICKET).send().unwrap());
        }
    });
    assert_eq!(fetches(&fake.lines()), 2);
}

#[test]
fn a_fetch_continues_after_the_deadline_of_the_thread_that_began_it() {
    let (held, holds) = std::sync::mpsc::channel::<()>();
    let (asked, holds) = (AtomicUsize::new(0), Mutex::new(holds));
    let fake = Pretender::new(move |request| match request.url.path() {
        "/token" if asked.fetch_add(1, Ordering::SeqCst) == 0 => {
            holds.lock().unwrap().recv().unwrap();
            status(429, "busy")
        }
        "/token" => ok(r#"{"token":"T1"}"#),
        _ => ok("{}"),
    });
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(login()).build().unwrap();
    std::thread::scope(|scope| {
        let hurried =
            scope.spawn(|| client.call(&UPDATE, TICKET).deadline(Duration::from_millis(400)).send());
        while fetches(&fake.lines()) == 0 {
            std::thread::yield_now();
        }
        for _ in 0..10 {
            scope.spawn(|| client.call(&UPDATE, TICKET).send().unwrap());
        }
        std::thread::sleep(Duration::from_millis(50));
        held.send(()).unwrap();
        assert_eq!(hurried.join().unwrap().unwrap_err().status(), Some(429));
    });
    assert_eq!(fetches(&fake.lines()), 2);
}

#[test]
fn a_custom_source_may_block() {
    struct Server;

    impl TokenSource for Server {
        fn token<'a>(&'a self, exchange: Exchange<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
            Box::pin(async move {
                let url = specwright_runtime::Url::parse("https://tokens.example.com/t")
                    .map_err(TokenError::new)?;
                let reply =
                    exchange.send(HttpRequest::new(Method::Get, url)).await.map_err(TokenError::new)?;
                Ok(AccessToken::new(String::from_utf8_lossy(&reply.body)))
            })
        }
    }

    let fake = Pretender::script([ok("T9"), ok("{}")]);
    let client = Client::builder(&SHOP).transport(fake.clone()).token_source(Server).build().unwrap();
    client.call(&UPDATE, TICKET).send().unwrap();
    assert!(fake.lines()[1].ends_with("access_token=T9"));
}

#[test]
fn clients_can_be_sent_to_other_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn sendable<T: Send + 'static>(_: &T) {}

    let client = Pretender::script([]).client();
    shared(&client);
    sendable(&client.call(&PING, ()));
}

#[test]
fn a_program_can_get_the_token() {
    let fake = Pretender::new(tokens());
    let client: Client = Client::builder(&SHOP).transport(fake).token_source(login()).build().unwrap();
    let token = client.token().unwrap();
    client.invalidate_token(&token);
    assert_ne!(client.token().unwrap(), token);
}
