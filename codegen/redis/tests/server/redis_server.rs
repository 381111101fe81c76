//! A Redis server for one test.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use specwright_redis::{RedisStore, redis};

/// The password, which no log and no message may show.
pub(crate) const PASSWORD: &str = "PASSWORD-of-redis";

/// A self-signed certificate for `localhost` and 127.0.0.1, valid for a hundred years, and its key.
pub(crate) const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server/certificate.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server/key.pem");

/// A server on the loopback interface that keeps everything in memory. It ends when it is dropped.
pub(crate) struct RedisServer {
    port: u16,
    process: Option<Child>,
}

impl RedisServer {
    pub(crate) fn is_installed() -> bool {
        let status = Command::new("redis-server").arg("--version").stdout(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    pub(crate) fn start() -> Self {
        let mut server = Self { port: free_port(), process: None };
        server.restart();
        server
    }

    /// Starts the server on the same port, without any values.
    pub(crate) fn restart(&mut self) {
        self.launch(&["--port", &self.port.to_string()]);
    }

    /// Starts the server on the same port, where it requires TLS.
    pub(crate) fn restart_with_tls(&mut self) {
        let port = self.port.to_string();
        let certificate = ["--tls-cert-file", CERTIFICATE, "--tls-key-file", KEY, "--tls-auth-clients", "no"];
        self.launch(&[&["--port", "0", "--tls-port", &port][..], &certificate].concat());
    }

    fn launch(&mut self, arguments: &[&str]) {
        let mut command = Command::new("redis-server");
        command.args(arguments).args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
        command.args(["--requirepass", PASSWORD]);
        let process = self.process.insert(command.stdout(Stdio::null()).spawn().unwrap());
        for _ in 0..1000 {
            if let Some(status) = process.try_wait().unwrap() {
                panic!("`redis-server` on port {} has ended: {status}", self.port);
            }
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("`redis-server` does not listen on port {}", self.port);
    }

    pub(crate) fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    pub(crate) fn address(&self) -> String {
        format!("redis://:{PASSWORD}@127.0.0.1:{}", self.port)
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn store(&self) -> RedisStore {
        RedisStore::open(&self.address()).unwrap()
    }

    /// Runs a command.
    pub(crate) fn command<T: redis::FromRedisValue>(&self, words: &[&[u8]]) -> T {
        let mut connection = redis::Client::open(self.address()).unwrap().get_connection().unwrap();
        let mut command = redis::Cmd::new();
        for word in words {
            command.arg(*word);
        }
        command.query(&mut connection).unwrap()
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
