//! The transport of a blocking client.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::wait::Alarm;
use crate::{BoxFuture, Chunks, HttpRequest, HttpResponse, TransportError};

/// Sends requests and waits on the calling thread.
///
/// It must follow no redirect and send no `Referer`: the address may contain a token. A reply of any status is `Ok`.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// struct InMemory;
///
/// impl blocking::Transport for InMemory {
///     fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
///         match request.url.path() {
///             "/pets" => Ok(HttpResponse::new(200, r#"["Rex"]"#)),
///             _ => Ok(HttpResponse::new(404, "")),
///         }
///     }
/// }
///
/// let client = blocking::Client::builder(&PETS).token("a token").transport(InMemory).build()?;
/// assert_eq!(client.call(&LIST_PETS, ()).send()?, ["Rex"]);
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request and reads the whole reply, at most [`HttpRequest::max_reply_bytes`] of it, within
    /// [`HttpRequest::timeout`].
    ///
    /// # Errors
    ///
    /// If no reply was received.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError>;

    /// Sends a request, as [`send`](Self::send) does, and passes the body of a reply that `chunks` [takes](Chunks::takes) on while
    /// it arrives; the returned reply has no body then, and [`HttpRequest::max_reply_bytes`] does not count for it. By default,
    /// the whole body is returned.
    ///
    /// # Errors
    ///
    /// If no reply was received.
    fn send_to(&self, request: HttpRequest, chunks: &mut Chunks<'_>) -> Result<HttpResponse, TransportError> {
        let _ = chunks;
        self.send(request)
    }

    /// Waits.
    fn sleep(&self, duration: Duration) {
        thread::sleep(duration);
    }

    /// The time since a fixed moment of this run of the program. A transport whose `sleep` does not wait must implement
    /// this.
    fn now(&self) -> Duration {
        crate::transport::since_start()
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        (**self).send(request)
    }

    fn send_to(&self, request: HttpRequest, chunks: &mut Chunks<'_>) -> Result<HttpResponse, TransportError> {
        (**self).send_to(request, chunks)
    }

    fn sleep(&self, duration: Duration) {
        (**self).sleep(duration);
    }

    fn now(&self) -> Duration {
        (**self).now()
    }
}

/// A blocking transport as an async one: its futures block when they are polled.
pub(super) struct Blocking<T>(pub(super) T);

impl<T: Transport> crate::Transport for Blocking<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.0.send(request) })
    }

    fn send_to<'a>(
        &'a self,
        request: HttpRequest,
        chunks: &'a mut Chunks<'_>,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.0.send_to(request, chunks) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.0.sleep(duration) })
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Alarm::after(duration))
    }

    fn now(&self) -> Duration {
        self.0.now()
    }

    fn blocks(&self) -> bool {
        true
    }
}
