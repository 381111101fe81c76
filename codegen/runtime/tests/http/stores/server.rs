//! A server that issues tokens, on tokio's time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::{BoxFuture, HttpRequest, HttpResponse, Transport};
use tokio::time::{Instant, sleep};

use crate::support::Outcome;

/// A server that issues the tokens `T1`, `T2` and so on, each for some seconds, and accepts those of certain numbers.
pub(super) struct Server {
    pub(super) takes: Mutex<Duration>,
    lifetime: u64,
    issued: AtomicUsize,
    /// The numbers of the tokens that it rejects are smaller than this.
    accepts_from: AtomicUsize,
    pub(super) tickets: AtomicUsize,
    pub(super) used: Mutex<Vec<String>>,
}

impl Server {
    pub(super) fn new(lifetime: u64) -> Arc<Self> {
        Arc::new(Self {
            takes: Mutex::new(Duration::from_millis(10)),
            lifetime,
            issued: AtomicUsize::new(0),
            accepts_from: AtomicUsize::new(0),
            tickets: AtomicUsize::new(0),
            used: Mutex::default(),
        })
    }

    pub(super) fn issued(&self) -> usize {
        self.issued.load(Ordering::SeqCst)
    }

    pub(super) fn reject_all_issued(&self) {
        self.accepts_from.store(self.issued() + 1, Ordering::SeqCst);
    }

    pub(super) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        if request.url.path() == "/token" {
            let number = self.issued.fetch_add(1, Ordering::SeqCst) + 1;
            return HttpResponse::new(200, format!(r#"{{"token":"T{number}","seconds":{}}}"#, self.lifetime));
        }
        let query = request.url.expose_query().unwrap_or_default();
        let token = query.split('&').find_map(|part| part.strip_prefix("access_token=")).unwrap_or_default();
        self.used.lock().unwrap().push(format!("{} {token}", request.url.path()));
        let number: usize = token.trim_start_matches('T').parse().unwrap_or(0);
        if number < self.accepts_from.load(Ordering::SeqCst) {
            return HttpResponse::new(200, r#"{"errcode":40001,"errmsg":"invalid credential"}"#);
        }
        if request.url.path() == "/ticket" {
            let number = self.tickets.fetch_add(1, Ordering::SeqCst) + 1;
            return HttpResponse::new(200, format!(r#"{{"errcode":0,"id":"ticket-{number}"}}"#));
        }
        HttpResponse::new(200, r#"{"errcode":0}"#)
    }
}

/// The server over tokio's time.
pub(super) struct Wire {
    pub(super) server: Arc<Server>,
    pub(super) start: Instant,
}

impl Transport for Wire {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Outcome> {
        let is_token = request.url.path() == "/token";
        let takes = if is_token { *self.server.takes.lock().unwrap() } else { Duration::from_millis(1) };
        Box::pin(async move {
            sleep(takes).await;
            Ok(self.server.answer(&request))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(sleep(duration))
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}
