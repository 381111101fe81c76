//! Connections that wait for another exchange.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::connection::Connection;
use super::target::Origin;
use crate::transport::times::LONGEST_IDLE;

/// So many connections wait at most, to all servers together.
const MAX_IDLE: usize = 32;

/// Connections that wait, the one that waits longest first.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    origin: Origin,
    connection: Connection,
    since: Instant,
}

impl Pool {
    /// A connection that is still open.
    pub(super) fn take(&self, origin: &Origin) -> Option<Connection> {
        loop {
            let mut idle = self.take_latest(origin)?;
            if idle.since.elapsed() < LONGEST_IDLE && idle.connection.is_reusable() {
                return Some(idle.connection);
            }
        }
    }

    fn take_latest(&self, origin: &Origin) -> Option<Idle> {
        let mut idle = self.lock();
        let latest = idle.iter().rposition(|idle| idle.origin == *origin)?;
        Some(idle.remove(latest))
    }

    /// Lets a connection wait.
    pub(super) fn put(&self, origin: Origin, connection: Connection) {
        let mut idle = self.lock();
        idle.retain(|idle| idle.since.elapsed() < LONGEST_IDLE);
        if idle.len() >= MAX_IDLE {
            idle.remove(0);
        }
        idle.push(Idle { origin, connection, since: Instant::now() });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
