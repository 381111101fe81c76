//! The blocking transport: the reqwest transport on a thread of its own.

#[cfg(test)]
mod tests;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};
use tokio::task::unconstrained;

use super::Transport;
use super::wait::{Alarm, wait};
use crate::reqwest_transport::PassOn;
use crate::{Chunks, HttpRequest, HttpResponse, ReqwestTransport, Sent, TransportError, TransportErrorKind};

/// Sends requests with the [`ReqwestTransport`], which runs on a thread of its own. It can be built, used and
/// dropped on any thread, also inside an async runtime, whose thread it then blocks.
///
/// It follows no redirect and sends no `Referer`. Proxies are taken from the system and the environment
/// (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, and `NO_PROXY` for the hosts that are connected to directly) when the
/// transport is built. A proxy is sent a `CONNECT` request for `https://` addresses, and the request itself for
/// `http://` addresses. TLS is done by the provider that the program installed in rustls, else by ring.
///
/// Clones share one thread and its connections, which are kept for later requests for at most 15 s. Requests of several
/// threads are sent concurrently. The thread ends after the last clone has been dropped.
///
/// [`HttpRequest::timeout`] also bounds how long the caller waits for that thread, with 100 ms to spare: a request
/// that is given up is cancelled.
///
/// # Fork
///
/// Threads do not survive `fork`. In the child process, a transport that was built before the fork returns an error of
/// the kind [`TransportErrorKind::Runtime`] for every request: build the client after the fork.
///
/// ```
/// use specwright_runtime::blocking::HttpTransport;
///
/// // One transport for the clients of several APIs: they share its connections.
/// let transport = HttpTransport::new()?;
/// let another = transport.clone();
/// # drop(another);
/// # Ok::<(), specwright_runtime::TransportError>(())
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    jobs: mpsc::UnboundedSender<Job>,
    /// The process that the thread belongs to.
    process_id: u32,
}

/// A request for the thread. Dropping the receiver of the outcome cancels it.
struct Job {
    request: HttpRequest,
    /// Where the body of a success goes, if it is written while it arrives.
    chunks: Option<ToCaller>,
    outcome: oneshot::Sender<Outcome>,
}

type Outcome = Result<HttpResponse, TransportError>;

/// How long after a request's timeout its caller stops waiting: until then, the thread reports the timeout itself, and
/// knows whether the request was sent.
const GRACE: Duration = Duration::from_millis(100);

impl HttpTransport {
    /// Builds the transport and starts its thread.
    ///
    /// # Errors
    ///
    /// [`TransportErrorKind::Tls`] if the system's certificates cannot be loaded, [`TransportErrorKind::Runtime`] if
    /// the thread cannot be started.
    pub fn new() -> Result<Self, TransportError> {
        let transport = ReqwestTransport::new()?;
        let (jobs, queue) = mpsc::unbounded_channel();
        let (sender, started) = std::sync::mpsc::channel();
        // The runtime lives on its thread alone: dropping one inside another runtime panics.
        let run = move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => {
                let _ = sender.send(Ok(()));
                serve(runtime, &transport, queue);
            }
            Err(error) => {
                let _ = sender.send(Err(error));
            }
        };
        let thread = thread::Builder::new().name("specwright-http".to_owned());
        let not_started = |error| TransportError::new(TransportErrorKind::Runtime, Sent::No).because(error);
        thread.spawn(run).map_err(not_started)?;
        started.recv().map_err(|_| ended(Sent::No))?.map_err(not_started)?;
        Ok(Self { jobs, process_id: std::process::id() })
    }

    fn exchange(&self, request: HttpRequest, mut chunks: Option<&mut Chunks<'_>>) -> Outcome {
        if self.process_id != std::process::id() {
            return Err(TransportError::new(TransportErrorKind::Runtime, Sent::No).because(FORKED));
        }
        let timeout = request.timeout;
        let (outcome, received) = oneshot::channel();
        // The thread reads no chunk before the caller has taken the one before.
        let (sender, mut arrived) = chunks.is_some().then(|| mpsc::channel(1)).unzip();
        self.jobs
            .send(Job { request, chunks: sender.map(ToCaller), outcome })
            .map_err(|_| ended(Sent::No))?;
        // Inside a task of tokio, the receiver would otherwise use up the task's budget, and then never be ready.
        let mut received = pin!(unconstrained(received));
        let mut alarm = Alarm::after(timeout.unwrap_or(Duration::MAX).saturating_add(GRACE));
        wait(poll_fn(|context| {
            while let (Some(chunks), Some(all)) = (&mut chunks, &mut arrived) {
                let next = pin!(unconstrained(all.recv())).poll(context);
                match next {
                    Poll::Ready(Some(chunk)) => {
                        if let Err(error) = chunks.write(&chunk) {
                            return Poll::Ready(Err(error));
                        }
                    }
                    Poll::Ready(None) => arrived = None,
                    Poll::Pending => break,
                }
            }
            // The outcome comes after the last chunk.
            let is_complete = arrived.is_none();
            match is_complete.then(|| received.as_mut().poll(context)) {
                Some(Poll::Ready(outcome)) => {
                    Poll::Ready(outcome.unwrap_or_else(|_| Err(ended(Sent::Maybe))))
                }
                Some(Poll::Pending) | None => {
                    let expired = Pin::new(&mut alarm).poll(context);
                    expired.map(|()| Err(TransportError::no_reply_within(timeout, Sent::Maybe)))
                }
            }
        }))
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> Outcome {
        self.exchange(request, None)
    }

    fn send_to(&self, request: HttpRequest, chunks: &mut Chunks<'_>) -> Outcome {
        self.exchange(request, Some(chunks))
    }
}

/// Passes chunks to the caller's thread.
struct ToCaller(mpsc::Sender<Vec<u8>>);

impl PassOn for ToCaller {
    async fn pass_on(&mut self, chunk: &[u8]) -> Result<(), TransportError> {
        self.0.send(chunk.to_vec()).await.map_err(|_| ended(Sent::Yes))
    }
}

/// Runs jobs until the last transport that sends them has been dropped.
fn serve(runtime: Runtime, transport: &ReqwestTransport, mut queue: mpsc::UnboundedReceiver<Job>) {
    runtime.block_on(async {
        while let Some(job) = queue.recv().await {
            tokio::spawn(run(transport.clone(), job));
        }
    });
    // A look-up of a host name may still block one of its threads.
    runtime.shutdown_background();
}

/// Sends one request, unless its caller stops waiting before.
async fn run(transport: ReqwestTransport, Job { request, chunks, mut outcome }: Job) {
    let mut exchange = Box::pin(transport.exchange(request, chunks));
    let result = poll_fn(|context| match outcome.poll_closed(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => exchange.as_mut().poll(context).map(Some),
    });
    if let Some(result) = result.await {
        // The caller may just have stopped waiting.
        let _ = outcome.send(result);
    }
}

fn ended(sent: Sent) -> TransportError {
    TransportError::new(TransportErrorKind::Runtime, sent).because("the transport's thread panicked or ended")
}

/// What to do after a fork.
const FORKED: &str =
    "the process was forked after the client was built: build the client in the child process";

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}
