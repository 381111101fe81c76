//! The open connections: how many there are at once, and which is closed when another one comes.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many connections are open at once.
const MAX_CONNECTIONS: usize = 1024;
/// How long a connection must have been silent to be closed for another: a client that has just been answered may
/// be about to send the next request.
const GRACE: Duration = Duration::from_millis(100);

/// The open connections. When there are too many, the one that has been silent longest makes room; while all of
/// them are busy, whoever comes waits.
#[derive(Debug)]
pub(super) struct Connections {
    limit: usize,
    shared: Mutex<Shared>,
    /// One has ended, or all are to end.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Shared {
    is_closed: bool,
    counter: u64,
    open: BTreeMap<u64, Open>,
}

#[derive(Debug)]
struct Open {
    stream: Arc<TcpStream>,
    /// Since when the mock has waited for the other side, while it does.
    silent_since: Option<Instant>,
}

/// An open connection; when it is dropped, it is closed and forgotten.
pub(super) struct Connection<'c> {
    connections: &'c Connections,
    id: u64,
    stream: Arc<TcpStream>,
}

impl Default for Connections {
    fn default() -> Self {
        Self::new(MAX_CONNECTIONS)
    }
}

impl Connections {
    fn new(limit: usize) -> Self {
        Self { limit, shared: Mutex::default(), changed: Condvar::new() }
    }

    /// Takes a connection in, as soon as there is room for it; `None` once all are closed.
    pub(super) fn open(&self, stream: TcpStream) -> Option<Connection<'_>> {
        let stream = Arc::new(stream);
        let mut shared = self.lock();
        while shared.open.len() >= self.limit && !shared.is_closed {
            shared = self.wait_for_room(shared);
        }
        if shared.is_closed {
            return None;
        }
        shared.counter += 1;
        let id = shared.counter;
        shared.open.insert(id, Open { stream: Arc::clone(&stream), silent_since: None });
        Some(Connection { connections: self, id, stream })
    }

    /// Closes a connection that can be spared, or waits for one; false where there is none at all.
    pub(super) fn make_room(&self) -> bool {
        let shared = self.lock();
        let some = !shared.open.is_empty();
        if some {
            drop(self.wait_for_room(shared));
        }
        some
    }

    pub(super) fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Closes all, and takes no more in.
    pub(super) fn close(&self) {
        let mut shared = self.lock();
        shared.is_closed = true;
        for open in shared.open.values() {
            // A connection that is closed already needs no closing.
            drop(open.stream.shutdown(Shutdown::Both));
        }
        self.changed.notify_all();
    }

    /// A thread that panicked with the lock leaves nothing half done that could not be used.
    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the connection that has been silent longest, if that is long enough. Returns when one has ended, or
    /// when it is worth another look.
    fn wait_for_room<'s>(&'s self, mut shared: MutexGuard<'s, Shared>) -> MutexGuard<'s, Shared> {
        let silent = shared.open.values_mut().filter_map(|open| Some((open.silent_since?, open)));
        let mut patience = GRACE;
        if let Some((since, open)) = silent.min_by_key(|(since, _)| *since) {
            let rest = GRACE.saturating_sub(since.elapsed());
            if rest.is_zero() {
                // What reads from it is told that it has ended.
                drop(open.stream.shutdown(Shutdown::Both));
                open.silent_since = None;
            } else {
                patience = rest;
            }
        }
        self.changed.wait_timeout(shared, patience).unwrap_or_else(PoisonError::into_inner).0
    }

    fn set_silent_since(&self, id: u64, silent_since: Option<Instant>) {
        if let Some(open) = self.lock().open.get_mut(&id) {
            open.silent_since = silent_since;
        }
    }
}

impl Connection<'_> {
    pub(super) fn stream(&self) -> &TcpStream {
        &self.stream
    }
}

impl Read for Connection<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.connections.set_silent_since(self.id, Some(Instant::now()));
        let read = self.stream().read(bytes);
        self.connections.set_silent_since(self.id, None);
        read
    }
}

impl Write for Connection<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream().flush()
    }
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        self.connections.lock().open.remove(&self.id);
        self.connections.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Both ends of a connection.
    fn pair() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        client.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        (client, listener.accept().unwrap().0)
    }

    /// Reads to the end, as what serves a connection does.
    fn drain(mut connection: Connection<'_>) {
        while connection.read(&mut [0; 8]).is_ok_and(|count| count > 0) {}
    }

    fn is_silent(connections: &Connections, id: u64) -> bool {
        connections.lock().open.get(&id).is_some_and(|open| open.silent_since.is_some())
    }

    #[test]
    fn the_longest_silent_one_makes_room() {
        let connections = Connections::new(3);
        let (mut clients, servers): (Vec<_>, Vec<_>) = (0..4).map(|_| pair()).unzip();
        let mut servers = servers.into_iter();
        thread::scope(|scope| {
            // The first is busy: nothing is read from it.
            let busy = connections.open(servers.next().unwrap()).unwrap();
            for server in servers.by_ref().take(2) {
                let silent = connections.open(server).unwrap();
                let id = silent.id;
                scope.spawn(|| drain(silent));
                while !is_silent(&connections, id) {
                    thread::yield_now();
                }
            }
            let newcomer = connections.open(servers.next().unwrap()).unwrap();
            assert_eq!(clients[1].read(&mut [0]).unwrap(), 0, "closed");
            let open: Vec<u64> = connections.lock().open.keys().copied().collect();
            assert_eq!(open, [busy.id, 3, newcomer.id]);
            connections.close();
        });
    }

    #[test]
    fn who_comes_waits_while_all_are_busy() {
        let connections = Connections::new(1);
        let ((_first, server), (_second, other)) = (pair(), pair());
        let busy = connections.open(server).unwrap();
        thread::scope(|scope| {
            let waits = scope.spawn(|| connections.open(other).map(|connection| connection.id));
            thread::sleep(GRACE * 2);
            assert!(!waits.is_finished());
            drop(busy);
            assert_eq!(waits.join().unwrap(), Some(2));
        });
    }

    #[test]
    fn nobody_waits_for_what_is_closed() {
        let connections = Connections::new(1);
        let ((_first, server), (_second, other)) = (pair(), pair());
        let _busy = connections.open(server).unwrap();
        thread::scope(|scope| {
            let waits = scope.spawn(|| connections.open(other).is_none());
            connections.close();
            assert!(waits.join().unwrap());
        });
    }

    #[test]
    fn there_is_no_room_to_make_where_nothing_is_open() {
        let connections = Connections::new(1);
        assert!(!connections.make_room());
        let (_client, server) = pair();
        let _busy = connections.open(server).unwrap();
        assert!(connections.make_room());
    }
}
