//! Shared by the examples: the mock server of the API, on a free port.

use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use specwright_workbench::mock::{Exchange, Mock};

/// The error type of the examples.
pub(crate) type Failure = Box<dyn std::error::Error>;

/// A mock server on its own thread. It prints requests and replies, and ends when this is dropped.
pub(crate) struct Server {
    pub(crate) mock: Arc<Mock>,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

impl Server {
    /// Starts the server.
    pub(crate) fn start() -> Result<Self, Failure> {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let sources = specwright::build::read_spec(&spec)?;
        let checked =
            specwright::check::check(&sources).map_err(|problems| problems.render(&sources, false))?;
        let mock = Arc::new(Mock::bind(checked.api, "127.0.0.1:0")?.on_request(print));
        let serving = Arc::clone(&mock);
        Ok(Self { mock, thread: Some(thread::spawn(move || serving.serve())) })
    }

    /// The server's address for the client.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.mock.local_addr())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.mock.shutdown();
        if let Some(Ok(Err(error))) = self.thread.take().map(JoinHandle::join) {
            eprintln!("the mock server failed: {error}");
        }
    }
}

/// Prints everything at once, since calls may be concurrent.
fn print(exchange: &Exchange) {
    let mut sent = String::new();
    if !exchange.request.is_null() {
        sent = format!("\n  sent     {}", exchange.request);
    }
    let Exchange { method, target, status, reply, .. } = exchange;
    println!("{method} {target}{sent}\n  received {status} {reply}");
}
