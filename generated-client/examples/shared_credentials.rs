//! Three processes that share the credentials of one account: each credential is fetched once for all of them.
//! It needs no account and no network: `cargo run -p wechat-tickets --example shared_credentials`. The store is Redis, which the
//! example starts if `redis-server` is installed; otherwise three clients of this process share a store in memory.

mod common;

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use common::{Failure, Server};
use serde_json::Value;
use specwright_redis::RedisStore;
use specwright_workbench::mock::MockRequest;
use wechat_tickets::runtime::{CredentialStore, MemoryStore};
use wechat_tickets::*;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [api, redis] = arguments.as_slice() {
        return desk(api, redis).await;
    }
    let api = Server::start()?;
    match Redis::start()? {
        Some(redis) => {
            let mut desks = (0..3)
                .map(|_| Desk::open(&api.address(), &redis.address()))
                .collect::<Result<Vec<_>, _>>()?;
            println!("three processes call at once, and none has a token:");
            call(&mut desks)?;
            assert_fetched(&api, 1, 1)?;
            expire_tokens(&api)?;
            call(&mut desks)?;
        }
        None => {
            println!("`redis-server` is not installed: three clients share a store in memory");
            let store = Arc::new(MemoryStore::new());
            let clients =
                (0..3).map(|_| client(&api.address(), store.clone())).collect::<Result<Vec<_>, _>>()?;
            for client in &clients {
                work(client).await?;
            }
            assert_fetched(&api, 1, 1)?;
            expire_tokens(&api)?;
            for client in &clients {
                work(client).await?;
            }
        }
    }
    assert_fetched(&api, 2, 1)
}

/// A client of one of several processes or machines. The account's name in the store is the `appid` of the source.
fn client(api: &str, store: impl CredentialStore + 'static) -> Result<Client, Error> {
    let source = StableToken::new(stable_token_request::Required {
        appid: lit!("wx1f2e3d4c5b6a7988"),
        secret: "the app's secret".into(),
    });
    Client::builder().server(api).token_source(source).credential_store(store).build()
}

/// A call, and the ticket with which a page could sign. Both need the token.
async fn work(client: &Client) -> Result<(), Error> {
    client.check_in_boarding_pass(BoardingPassCheckIn::cancel("198374613512")).await?;
    let ticket = client.api_ticket().await?;
    println!("called, and has a ticket of {} bytes", ticket.expose().len());
    Ok(())
}

/// A child process: it works once for every line that it reads.
async fn desk(api: &str, redis: &str) -> Result<(), Failure> {
    // A program takes the key from its configuration.
    let store = RedisStore::open(redis)?.prefix("example:").encrypted(b"32 random bytes, kept in secret.");
    let client = client(api, store)?;
    for line in io::stdin().lines() {
        line?;
        work(&client).await?;
    }
    Ok(())
}

/// A child process, which ends when its input is closed.
struct Desk {
    process: Child,
    lines: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Desk {
    fn open(api: &str, redis: &str) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([api, redis]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let lines = process.stdin.take().ok_or("it cannot be written to")?;
        let answers = BufReader::new(process.stdout.take().ok_or("it cannot be read from")?);
        Ok(Self { process, lines, answers })
    }
}

/// Lets every process work, concurrently.
fn call(desks: &mut [Desk]) -> Result<(), Failure> {
    for desk in desks.iter_mut() {
        writeln!(desk.lines, "work")?;
    }
    for desk in desks {
        let mut answer = String::new();
        desk.answers.read_line(&mut answer)?;
        let number = desk.process.id();
        if answer.is_empty() {
            return Err(format!("the process {number} has failed").into());
        }
        println!("process {number}: {}", answer.trim_end());
    }
    Ok(())
}

/// A Redis server on the loopback interface, which ends when it is dropped.
struct Redis {
    port: u16,
    process: Child,
}

impl Redis {
    /// Starts the server. `None` if it is not installed.
    fn start() -> Result<Option<Self>, Failure> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("redis-server");
        command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", ""]);
        let mut redis = match command.stdout(Stdio::null()).spawn() {
            Ok(process) => Self { port, process },
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = redis.process.try_wait()? {
                return Err(format!("`redis-server` has ended: {status}").into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(Some(redis))
    }

    fn address(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait()) {
            eprintln!("`redis-server` cannot be stopped: {error}");
        }
    }
}

fn expire_tokens(api: &Server) -> Result<(), Failure> {
    println!("\nthe API rejects the token, and one of three fetches another:");
    control(api, &MockRequest::new("POST", "/__mock/expire-tokens"))?;
    Ok(())
}

/// Asserts how many tokens and tickets the API has issued.
fn assert_fetched(api: &Server, tokens: usize, tickets: usize) -> Result<(), Failure> {
    let requests = control(api, &MockRequest::new("GET", "/__mock/requests"))?;
    let mut counts = BTreeMap::new();
    for request in requests.as_array().ok_or("no list of requests")? {
        *counts.entry(request["operation"].as_str().unwrap_or_default()).or_insert(0) += 1;
    }
    let count = |operation: &str| counts.get(operation).copied().unwrap_or(0);
    let fetched = (count("fetch_stable_access_token"), count("fetch_api_ticket"));
    println!("fetched from the API: {} tokens, {} tickets", fetched.0, fetched.1);
    assert_eq!(fetched, (tokens, tickets));
    Ok(())
}

/// Calls a control endpoint of the mock server.
fn control(server: &Server, request: &MockRequest) -> Result<Value, Failure> {
    let response = server.mock.respond(request);
    let body: Value = serde_json::from_slice(&response.body)?;
    if response.status == 200 { Ok(body) } else { Err(body.to_string().into()) }
}
