//! What becomes of a call when replies come late, contradict themselves or do not come: it ends by its deadline, and a
//! create is not sent twice unless the server refused it or the program allows it.
//!
//! Each sequence is played to the async client, whose time is tokio's and paused, and to the blocking one, whose
//! transport has a clock of its own. In both, nothing takes time but what a sequence says.
//!
//! | sequence | right result |
//! |---|---|
//! | a create, whose reply has two codes | a decode error; sent once, whatever may be repeated |
//! | a create, whose reply has a token code and another one | the same |
//! | a create, refused for its token | another token, sent once more, also by `Retry::NEVER` |
//! | a create, refused for its token twice | the error of the second; sent twice |
//! | a create, refused for its token; the next reply does not come | the timeout; not sent a third time |
//! | a create, answered 503, or with a broken or no reply | that error; sent once |
//! | a create that the program allows to be repeated, the same | sent again |
//! | a create, turned away by 429 | sent again after a pause, not by `Retry::NEVER` |
//! | a create that no server can be reached for | offered to each server, never sent |
//! | a create, redirected | the status is the error; sent once, nowhere else |
//! | a reply whose head or body takes longer than the timeout | the timeout, by the deadline |
//! | a transport that ignores the timeout | the timeout, at the deadline (async) |
//! | `Retry-After` beyond the deadline | the refusal, at once |
//! | `Retry-After` within the deadline, and then no reply | the timeout, at the deadline |
//! | a slow token and a slow reply | the timeout, at the deadline of the whole call |
//! | a token request that does not end | `Error::Token` at the deadline; nothing sent |
//! | a second call that waits for that token | `Error::Token` at its own deadline |
//! | fifty calls refused at once for their token | one renewal; if it does not end, all end by their deadlines |
//! | a call dropped at any of its awaits | nothing more is sent for it, and the next call works |
//! | a client dropped during a call | the call ends as if it were not |
//! | a message of a megabyte with many secrets | cut to a bound before it is searched (in `replies.rs`) |

mod creates;
mod deadlines;
mod dropped;
#[cfg(feature = "blocking")]
mod ticking;

use std::collections::VecDeque;
use std::future::{self, Future, IntoFuture, poll_fn};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use specwright_runtime::{
    BoxFuture, Client, Error, HttpRequest, HttpResponse, Retry, Sent, Transport, TransportError,
    TransportErrorKind,
};
use tokio::time::{Instant, sleep};

use crate::shop::{CREATE, PING, SHOP, TICKET, UPDATE, login};
use crate::support::{Outcome, broken, ok, poll_once, status};

const SECOND: Duration = Duration::from_secs(1);
const DEADLINE: Duration = Duration::from_secs(10);
const CREATED: &str = r#"{"errcode":0,"id":"c1"}"#;
const REJECTED: &str = r#"{"errcode":40001,"errmsg":"invalid credential"}"#;

/// How long a server takes, and what it answers.
type Answer = (Duration, Outcome);

fn at_once(outcome: Outcome) -> Answer {
    (Duration::ZERO, outcome)
}

/// What the server does not answer in any time.
fn never() -> Answer {
    (Duration::MAX, ok(""))
}

fn refused_for(seconds: u64) -> Answer {
    at_once(Ok(HttpResponse::new(503, "").with_header("Retry-After", seconds.to_string())))
}

fn broken_body() -> Outcome {
    Err(TransportError::new(TransportErrorKind::Body, Sent::Yes))
}

/// A server that issues the tokens `T1`, `T2` and so on after some time, and gives other requests these answers in turn.
struct Server {
    token_takes: Duration,
    issued: AtomicUsize,
    answers: Mutex<VecDeque<Answer>>,
    /// The paths of the requests, those for tokens apart.
    sent: Mutex<Vec<String>>,
}

impl Server {
    fn new(token_takes: Duration, answers: Vec<Answer>) -> Arc<Self> {
        let (answers, sent) = (Mutex::new(answers.into()), Mutex::default());
        Arc::new(Self { token_takes, issued: AtomicUsize::new(0), answers, sent })
    }

    fn sent(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    fn answer(&self, request: &HttpRequest) -> Answer {
        if request.url.path() == "/token" {
            let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
            return (self.token_takes, ok(&format!(r#"{{"token":"T{number}","seconds":7200}}"#)));
        }
        self.sent.lock().unwrap().push(format!("{} {}", request.url.host(), request.url.path()));
        self.answers
            .lock()
            .unwrap()
            .pop_front()
            .unwrap_or_else(|| panic!("one request too many: {request:?}"))
    }
}

/// The time within which a request ends, and how.
fn within(timeout: Option<Duration>, (takes, outcome): Answer) -> Answer {
    match timeout {
        Some(timeout) if timeout < takes => {
            (timeout, Err(TransportError::new(TransportErrorKind::Timeout, Sent::Maybe)))
        }
        _ => (takes, outcome),
    }
}

/// The server over tokio's time.
struct Paused {
    server: Arc<Server>,
    start: Instant,
    ignores_timeouts: bool,
}

impl Transport for Paused {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Outcome> {
        let timeout = request.timeout.filter(|_| !self.ignores_timeouts);
        let (takes, outcome) = within(timeout, self.server.answer(&request));
        Box::pin(async move {
            if takes == Duration::MAX {
                future::pending::<()>().await;
            }
            sleep(takes).await;
            outcome
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(sleep(duration))
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}

fn client(server: &Arc<Server>, ignores_timeouts: bool) -> Client {
    let transport = Paused { server: server.clone(), start: Instant::now(), ignores_timeouts };
    Client::builder(&SHOP)
        .transport(transport)
        .token_source(login())
        .timeout(SECOND * 4)
        .deadline(DEADLINE)
        .build()
        .unwrap()
}

/// Runs a future in paused time, and tells how long it took.
fn paused<T>(future: impl Future<Output = T>) -> (T, Duration) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.unwrap().block_on(async {
        let begun = Instant::now();
        (future.await, begun.elapsed())
    })
}

/// How a call was made, of those things that decide what is repeated.
#[derive(Clone, Copy, Debug)]
enum Made {
    Plainly,
    Never,
    AllowingRepeats,
}

/// What came of a call: its error or nothing, how often it was sent, and how long it took.
type Came = (Option<Error>, usize, Duration);

fn create(made: Made, token_takes: Duration, answers: impl Fn() -> Vec<Answer>) -> Vec<Came> {
    let server = Server::new(token_takes, answers());
    let (result, took) = paused(async {
        let call = client(&server, false).call(&CREATE, TICKET);
        match made {
            Made::Plainly => call.await,
            Made::Never => call.retry(Retry::NEVER).await,
            Made::AllowingRepeats => call.allow_repeat().await,
        }
    });
    let async_came = (result.err(), server.sent(), took);
    vec![
        async_came,
        #[cfg(feature = "blocking")]
        ticking::create(made, token_takes, answers()),
    ]
}
