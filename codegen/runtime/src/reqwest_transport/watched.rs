//! A body that tells whether anybody has begun to send it: errors of reqwest do not say how far a request came.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use http_body::{Body, Frame, SizeHint};

use crate::Sent;

/// Tells how far a request came. A body is first asked for when its request's head is written, which is once there
/// is a connection.
pub(super) struct Watch(Arc<AtomicBool>);

impl Watch {
    /// What is known of a request that got no reply.
    pub(super) fn sent(&self) -> Sent {
        if self.0.load(Ordering::Acquire) { Sent::Maybe } else { Sent::No }
    }
}

/// A body, and what watches it. Where there is none, it cannot be told that nothing was sent.
pub(super) fn body(bytes: Option<Vec<u8>>) -> (Option<reqwest::Body>, Watch) {
    let bytes = bytes.filter(|bytes| !bytes.is_empty());
    let begun = Arc::new(AtomicBool::new(bytes.is_none()));
    let watched = |bytes: Vec<u8>| Watched { body: bytes.into(), begun: begun.clone() };
    (bytes.map(|bytes| reqwest::Body::wrap(watched(bytes))), Watch(begun))
}

struct Watched {
    body: reqwest::Body,
    begun: Arc<AtomicBool>,
}

impl Body for Watched {
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

    /// Exact, so that the request announces its length.
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
