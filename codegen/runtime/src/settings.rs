//! The settings and the state that all calls of a client share.

use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use crate::secrets::Secrets;
use crate::{ApiSpec, Retry};

/// The settings of a client, and the state of its calls.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) api: &'static ApiSpec,
    /// The addresses; there is at least one.
    pub(crate) servers: Vec<String>,
    /// Whether the program gave the client its server, to which then all calls go.
    pub(crate) has_own_server: bool,
    /// The index of the server that last answered. Calls begin with it.
    pub(crate) good_server: AtomicUsize,
    /// The secrets that no error of any call may show.
    pub(crate) secrets: Secrets,
    pub(crate) user_agent: String,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) max_reply_bytes: usize,
}
