//! A fake transport that records requests, and an executor.

use std::collections::VecDeque;
use std::future::{Future, IntoFuture, poll_fn};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use specwright_runtime::{
    ApiSpec, BoxFuture, Client, HttpRequest, HttpResponse, Sent, Transport, TransportError,
    TransportErrorKind,
};

pub(crate) type Outcome = Result<HttpResponse, TransportError>;

type Handler = dyn Fn(HttpRequest) -> BoxFuture<'static, Outcome> + Send + Sync;

/// Answers with a function. It records every request and has its own clock.
pub(crate) struct Fake {
    handler: Box<Handler>,
    requests: Mutex<Vec<HttpRequest>>,
    clock: Mutex<Duration>,
    pauses: Mutex<Vec<Duration>>,
}

impl Fake {
    /// Answers with an async function.
    pub(crate) fn slow<F>(handler: impl Fn(HttpRequest) -> F + Send + Sync + 'static) -> Arc<Self>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let handler = Box::new(move |request| Box::pin(handler(request)) as BoxFuture<'static, Outcome>);
        Arc::new(Self {
            handler,
            requests: Mutex::default(),
            clock: Mutex::default(),
            pauses: Mutex::default(),
        })
    }

    /// Answers with a function.
    pub(crate) fn new(handler: impl Fn(&HttpRequest) -> Outcome + Send + Sync + 'static) -> Arc<Self> {
        Self::slow(move |request| std::future::ready(handler(&request)))
    }

    /// Answers with these outcomes; a further request fails the test.
    pub(crate) fn script(outcomes: impl IntoIterator<Item = Outcome>) -> Arc<Self> {
        let outcomes = Mutex::new(outcomes.into_iter().collect::<VecDeque<_>>());
        Self::new(move |request| match outcomes.lock().unwrap().pop_front() {
            Some(outcome) => outcome,
            None => panic!("one request too many: {request:?}"),
        })
    }

    /// A client of this API with this transport.
    pub(crate) fn client(self: &Arc<Self>, api: &'static ApiSpec) -> Client {
        Client::builder(api).transport(self.clone()).token("TOKEN").build().unwrap()
    }

    pub(crate) fn requests(&self) -> Vec<HttpRequest> {
        self.requests.lock().unwrap().clone()
    }

    /// The method, path and query of every request.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(line).collect()
    }

    /// The durations of all pauses.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }

    pub(crate) fn advance(&self, seconds: u64) {
        *self.clock.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl Transport for Fake {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Outcome> {
        self.requests.lock().unwrap().push(request.clone());
        (self.handler)(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            *self.clock.lock().unwrap() += duration;
            self.pauses.lock().unwrap().push(duration);
        })
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // No test waits as long as the defaults.
        if duration > Duration::from_secs(60) {
            Box::pin(std::future::pending())
        } else {
            self.sleep(duration)
        }
    }

    fn now(&self) -> Duration {
        *self.clock.lock().unwrap()
    }
}

/// `POST api.example.com /ticket?access_token=TOKEN`.
pub(crate) fn line(request: &HttpRequest) -> String {
    let query = request.url.expose_query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {} {}{query}", request.method, request.url.host(), request.url.path())
}

pub(crate) fn body(request: &HttpRequest) -> &str {
    std::str::from_utf8(request.bytes().unwrap()).unwrap()
}

pub(crate) fn ok(body: &str) -> Outcome {
    status(200, body)
}

pub(crate) fn status(status: u16, body: &str) -> Outcome {
    Ok(HttpResponse::new(status, body))
}

pub(crate) fn broken(sent: Sent) -> Outcome {
    Err(TransportError::new(TransportErrorKind::Connect, sent).because("connection refused"))
}

/// Blocks this thread until the future is ready, without an async runtime.
pub(crate) fn wait<T>(future: impl IntoFuture<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future.into_future());
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

/// Blocks futures until it is opened.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<Mutex<(bool, Vec<Waker>)>>);

impl Gate {
    pub(crate) fn open(&self) {
        let mut gate = self.0.lock().unwrap();
        gate.0 = true;
        gate.1.drain(..).for_each(Waker::wake);
    }

    pub(crate) async fn passed(self) {
        poll_fn(|context| {
            let mut gate = self.0.lock().unwrap();
            if gate.0 {
                return Poll::Ready(());
            }
            gate.1.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Polls once, with a waker that does nothing.
pub(crate) fn poll_once<T>(future: &mut BoxFuture<'_, T>) -> Poll<T> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}
