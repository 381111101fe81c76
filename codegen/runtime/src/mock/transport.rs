//! The transport of the mock.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::answer::{self, Fault, Planned};
use super::state::{Decision, State, unexpected};
use super::wire::Wire;
use crate::{
    BoxFuture, Chunks, HttpRequest, HttpResponse, Sent, Transport, TransportError, TransportErrorKind,
};

/// The transport of a [`Mock`](super::Mock), for async clients and, with the feature `blocking`, for blocking
/// ones. It waits for nothing: pauses move the mock's clock.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock: Mock = Mock::new(&PETS, &[]);
/// let lists = mock.expect(&LIST_PETS).reply(Vec::new()).always();
///
/// // The program builds its client; the test only gives it a transport.
/// let client = Client::builder(&PETS).token("mock-token").transport(mock.transport()).build()?;
/// assert!(run(async { client.call(&LIST_PETS, ()).await })?.is_empty());
/// assert_eq!(lists.count(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MockTransport(Arc<State>);

impl MockTransport {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self(state)
    }

    /// Answers a request. The client writes the body of what is passed on to `chunks`.
    fn exchange(
        &self,
        request: &HttpRequest,
        chunks: Option<&Chunks<'_>>,
    ) -> Result<HttpResponse, TransportError> {
        let response = match self.0.decide(request) {
            Decision::Response(response) => response,
            Decision::Unexpected(what) => return Err(unexpected(&what)),
            Decision::Planned { planned, route, path, number, headers } => {
                let mut response = match planned {
                    Planned::Response { response, .. } => response,
                    Planned::Error(code, _) => answer::error(self.0.api, &code, number),
                    Planned::Made(make) => make(&Wire::new(request, &route, path)).map_err(|error| {
                        TransportError::new(TransportErrorKind::Request, Sent::No).because(error)
                    })?,
                    Planned::Fault(fault) => {
                        if fault == Fault::TimedOut {
                            self.0.lock().advance(request.timeout.unwrap_or_default());
                        }
                        return Err(fault.error());
                    }
                };
                response.headers.extend(headers);
                response
            }
        };
        let is_passed_on = chunks.is_some_and(|chunks| chunks.takes(response.status, &response.headers));
        if !is_passed_on && response.body.len() > request.max_reply_bytes {
            return Err(TransportError::new(TransportErrorKind::TooLarge, Sent::Yes));
        }
        Ok(response)
    }

    fn pause(&self, duration: Duration) {
        let mut state = self.0.lock();
        state.advance(duration);
        state.pauses.push(duration);
    }
}

impl Transport for MockTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(&request, None) })
    }

    fn send_to<'a>(
        &'a self,
        request: HttpRequest,
        chunks: &'a mut Chunks<'_>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(&request, Some(chunks)) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.pause(duration) })
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }

    fn now(&self) -> Duration {
        self.0.lock().now()
    }
}

#[cfg(feature = "blocking")]
impl crate::blocking::Transport for MockTransport {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.exchange(&request, None)
    }

    fn send_to(&self, request: HttpRequest, chunks: &mut Chunks<'_>) -> Result<HttpResponse, TransportError> {
        self.exchange(&request, Some(chunks))
    }

    fn sleep(&self, duration: Duration) {
        self.pause(duration);
    }

    fn now(&self) -> Duration {
        self.0.lock().now()
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport").field("api", &self.0.api.name).finish_non_exhaustive()
    }
}
