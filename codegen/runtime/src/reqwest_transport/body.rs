//! A body that records whether it was read: errors of reqwest do not report whether a request was sent.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use http_body::{Body, Frame, SizeHint};

use crate::Sent;

/// Reports whether a request may have been sent. A body is first polled when the head of its request is written, which
/// happens once there is a connection.
pub(super) struct SendState(Arc<AtomicBool>);

impl SendState {
    /// Whether a request that got no reply was sent.
    pub(super) fn sent(&self) -> Sent {
        if self.0.load(Ordering::Acquire) { Sent::Maybe } else { Sent::No }
    }
}

/// A body and whether it was sent. Without a body, it is not known that nothing was sent.
pub(super) fn observed(body: Option<reqwest::Body>) -> (Option<reqwest::Body>, SendState) {
    let begun = Arc::new(AtomicBool::new(body.is_none()));
    let observed_body = |body| ObservedBody { body, begun: begun.clone() };
    (body.map(|body| reqwest::Body::wrap(observed_body(body))), SendState(begun))
}

struct ObservedBody {
    body: reqwest::Body,
    begun: Arc<AtomicBool>,
}

impl Body for ObservedBody {
    type Data = <reqwest::Body as Body>::Data;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.begun.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    /// Exact, so that the request has a `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
