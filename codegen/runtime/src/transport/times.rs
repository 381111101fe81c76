//! How long the transports of this crate wait.

use std::time::Duration;

/// How long connecting may take, so that there is time left for another server.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may wait for another request. Many servers close theirs after a minute, and some after 20 s.
pub(crate) const LONGEST_IDLE: Duration = Duration::from_secs(15);
