//! This program as one of several processes: it makes calls, and checks what it logs.

use std::future::IntoFuture;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use specwright_redis::RedisStore;
use specwright_runtime::{Client, ClientBuilder, blocking};

use crate::api::{API, Api, PING, TICKET, TOKEN, tickets, tokens};
use crate::redis_server::{PASSWORD, RedisServer};

/// The key for encryption of all processes.
pub(crate) const KEY: [u8; 32] = *b"KEY-for-encryption-of-the-tests.";

const ROLE: &str = "SPECWRIGHT_TEST_ROLE";
const API_ADDRESS: &str = "SPECWRIGHT_TEST_API";
const REDIS_ADDRESS: &str = "SPECWRIGHT_TEST_REDIS";

/// The number of calls of each process, which it makes by several tasks or threads.
pub(crate) const CALLS: usize = 500;
const TASKS: usize = 4;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Role {
    Async,
    Blocking,
}

/// Starts this program as a process that makes calls.
pub(crate) fn start(role: Role, api: &Api, redis: &RedisServer) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .env(ROLE, format!("{role:?}"))
        .env(API_ADDRESS, api.address())
        .env(REDIS_ADDRESS, redis.address());
    command.stdout(Stdio::piped()).spawn().unwrap()
}

/// A client of this process or of another one.
pub(crate) fn builder(api: &str, redis: &str) -> ClientBuilder {
    Client::builder(&API).server(api).token_source(tokens()).credential_store(store(redis))
}

fn store(redis: &str) -> RedisStore {
    RedisStore::open(redis).unwrap().encrypted(&KEY)
}

/// Whether this process was started to make calls, which it has made then.
pub(crate) fn runs_as_child() -> bool {
    let Ok(role) = std::env::var(ROLE) else {
        return false;
    };
    let (api, redis) = (std::env::var(API_ADDRESS).unwrap(), std::env::var(REDIS_ADDRESS).unwrap());
    let lines = Lines::record();
    match role.as_str() {
        "Async" => call_async(&api, &redis),
        "Blocking" => call_blocking(&api, &redis),
        other => panic!("{other}"),
    }
    lines.assert_without_secrets();
    println!("{CALLS} calls");
    true
}

fn call_async(api: &str, redis: &str) {
    let client = builder(api, redis).build().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut tasks = Vec::new();
        for _ in 0..TASKS {
            let client = client.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..CALLS / TASKS {
                    client.call(&PING, ()).into_future().await.unwrap();
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert!(client.credential(&tickets()).await.unwrap().expose().starts_with(TICKET));
    });
}

fn call_blocking(api: &str, redis: &str) {
    let builder = blocking::Client::builder(&API).server(api).token_source(tokens());
    let client = builder.credential_store(store(redis)).build().unwrap();
    thread::scope(|scope| {
        for _ in 0..TASKS {
            scope.spawn(|| {
                for _ in 0..CALLS / TASKS {
                    client.call(&PING, ()).send().unwrap();
                }
            });
        }
    });
    assert!(client.credential(&tickets()).unwrap().expose().starts_with(TICKET));
}

/// Everything that this process logs.
pub(crate) struct Lines(Mutex<Vec<String>>);

impl Lines {
    /// Records from now on.
    pub(crate) fn record() -> &'static Self {
        let lines: &'static Self = Box::leak(Box::new(Self(Mutex::default())));
        log::set_logger(lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        lines
    }

    pub(crate) fn assert_without_secrets(&self) {
        for line in self.0.lock().unwrap().iter() {
            assert_no_secret(line);
        }
    }
}

/// Panics if the text contains a token, the password or the key.
pub(crate) fn assert_no_secret(text: &str) {
    let key = String::from_utf8_lossy(&KEY);
    for secret in [TOKEN, TICKET, PASSWORD, &key] {
        assert!(!text.contains(secret), "{text}");
    }
}

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.0.lock().unwrap().push(format!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}
