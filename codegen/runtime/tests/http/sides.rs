//! Both clients over sockets with one interface.

use std::future::IntoFuture;
use std::time::Duration;

use specwright_runtime::{Client, Error, Method, Retry, Sent, TransportErrorKind, blocking};

use crate::redaction::assert_error_clean;
use crate::shop::{CREATE, SHOP, TICKET};

/// The settings of a client.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) timeout: Duration,
    pub(crate) max_reply_bytes: usize,
}

impl Default for Setting {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), max_reply_bytes: 1 << 20 }
    }
}

/// One of the clients, without retries.
pub(crate) enum Side {
    Async(Client),
    Blocking(blocking::Client),
}

/// Both clients of the shop at this address, with a marked token.
pub(crate) fn sides(address: &str, setting: Setting) -> [Side; 2] {
    macro_rules! client {
        ($client:ty) => {
            <$client>::builder(&SHOP)
                .server(address)
                .token("MARK")
                .retry(Retry::NEVER)
                .timeout(setting.timeout)
                .max_reply_bytes(setting.max_reply_bytes)
                .build()
                .unwrap()
        };
    }
    [Side::Async(client!(Client)), Side::Blocking(client!(blocking::Client))]
}

fn wait<F: IntoFuture>(call: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(call.into_future())
}

impl Side {
    /// Creates a ticket; returns its id.
    pub(crate) fn create(&self) -> Result<String, Error> {
        let created = match self {
            Self::Async(client) => wait(client.call(&CREATE, TICKET)),
            Self::Blocking(client) => client.call(&CREATE, TICKET).send(),
        };
        created.map(|created| created.id).inspect_err(assert_error_clean)
    }

    /// The transport error of a creation.
    pub(crate) fn fail(&self) -> (TransportErrorKind, Sent) {
        match self.create() {
            Err(Error::Transport(failure)) => (failure.source.kind(), failure.source.sent()),
            other => panic!("{other:?}"),
        }
    }

    /// A call without a body.
    pub(crate) fn bare(&self, method: Method) {
        match self {
            Self::Async(client) => wait(client.call_raw(method, "/bare", None)),
            Self::Blocking(client) => client.call_raw(method, "/bare", None).send(),
        }
        .unwrap();
    }
}
