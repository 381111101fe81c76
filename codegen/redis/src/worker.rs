//! The thread that has the connection to Redis.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use futures_channel::oneshot;
use redis::{Client, Connection, RedisError, RedisResult};
use specwright_runtime::{BoxFuture, StoreError};

/// How long the thread waits for a connection, and for each answer.
const TIMEOUT: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce(&mut Link) + Send>;

/// Sends work to the thread. The thread ends after the last clone has been dropped.
#[derive(Clone)]
pub(crate) struct Worker {
    jobs: Sender<Job>,
    /// The process that the thread belongs to.
    process: u32,
}

impl Worker {
    /// Starts the thread. Nothing is connected until there is work.
    pub(crate) fn start(client: Client) -> Result<Self, StoreError> {
        let (jobs, queue) = mpsc::channel();
        let thread = thread::Builder::new().name("specwright-redis".to_owned());
        thread.spawn(move || serve(client, &queue)).map_err(StoreError::new)?;
        Ok(Self { jobs, process: std::process::id() })
    }

    /// Carries out `work` on the thread; once more if the connection turns out to be broken.
    pub(crate) fn run<'a, T: Send + 'static>(
        &self,
        work: impl Fn(&mut Connection) -> RedisResult<T> + Send + 'static,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        let (outcome, received) = oneshot::channel();
        let job: Job = Box::new(move |link: &mut Link| {
            // The caller may have stopped waiting.
            if !outcome.is_canceled() {
                let _ = outcome.send(link.run(work));
            }
        });
        // Threads do not survive a fork.
        let is_alive = self.process == std::process::id() && self.jobs.send(job).is_ok();
        Box::pin(async move {
            if !is_alive {
                return Err(StoreError::new(
                    "its thread is not running: after a fork, build the store in the child process",
                ));
            }
            received.await.unwrap_or_else(|_| Err(StoreError::new("its thread panicked")))
        })
    }
}

fn serve(client: Client, queue: &Receiver<Job>) {
    let mut link = Link { client, connection: None };
    for job in queue {
        job(&mut link);
    }
}

/// The connection, if there is one.
struct Link {
    client: Client,
    connection: Option<Connection>,
}

impl Link {
    fn run<T>(&mut self, work: impl Fn(&mut Connection) -> RedisResult<T>) -> Result<T, StoreError> {
        let was_connected = self.connection.is_some();
        let result = match self.try_run(&work) {
            // A connection that was idle may have been closed meanwhile. All work can be done twice.
            Err(error) if was_connected && is_broken(&error) => self.try_run(&work),
            result => result,
        };
        result.map_err(|error| StoreError::new(self.problem(&error)))
    }

    fn try_run<T>(&mut self, work: impl Fn(&mut Connection) -> RedisResult<T>) -> RedisResult<T> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(connect(&self.client)?),
        };
        let result = work(connection);
        if result.as_ref().is_err_and(is_broken) {
            self.connection = None;
        }
        result
    }

    /// The address without user and password, and the error.
    fn problem(&self, error: &RedisError) -> String {
        format!("Redis at {}: {error}", self.client.get_connection_info().addr())
    }
}

fn connect(client: &Client) -> RedisResult<Connection> {
    let connection = client.get_connection_with_timeout(TIMEOUT)?;
    connection.set_read_timeout(Some(TIMEOUT))?;
    connection.set_write_timeout(Some(TIMEOUT))?;
    Ok(connection)
}

/// Whether the next answer on the connection might be that of this work.
fn is_broken(error: &RedisError) -> bool {
    error.is_io_error() || error.is_unrecoverable_error()
}
