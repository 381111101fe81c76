//! The mock with sockets.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use specwright_workbench::mock::Mock;

use super::api;
use super::in_body::LAMPS;

struct Running {
    mock: Arc<Mock>,
    thread: Option<JoinHandle<std::io::Result<()>>>,
}

impl Running {
    fn start() -> Self {
        let mock = Arc::new(Mock::bind(api(LAMPS), "127.0.0.1:0").unwrap().accept_token("mine"));
        let serving = Arc::clone(&mock);
        Self { mock, thread: Some(thread::spawn(move || serving.serve())) }
    }

    fn address(&self) -> SocketAddr {
        self.mock.local_addr()
    }

    /// Everything that the mock returns for these bytes until it closes the connection.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = connect(self.address());
        stream.write_all(bytes).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        String::from_utf8(reply).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.mock.shutdown();
        let served = self.thread.take().unwrap().join().unwrap();
        assert!(served.is_ok());
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

const BULB: &str = r#"{"lamp":{"kind":"BULB","bulb":{"watts":40}}}"#;

fn post(body: &str, headers: &str) -> String {
    format!(
        "POST /lamp?key=mine HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn several_requests_share_a_connection() {
    let running = Running::start();
    let reply =
        running.send((post(BULB, "") + &post(BULB, "Connection: close\r\n") + &post(BULB, "")).as_bytes());
    assert_eq!(reply.matches("HTTP/1.1 200 OK").count(), 2, "{reply}");
    assert_eq!(reply.matches(r#""id":"L-1""#).count(), 2);
    assert_eq!(reply.matches("connection: close").count(), 1, "only the last reply ends the connection");
}

#[test]
fn a_chunked_body_is_joined() {
    let running = Running::start();
    let (first, second) = BULB.split_at(10);
    let chunks = format!(
        "{:x}\r\n{first}\r\n{:X};note=1\r\n{second}\r\n0\r\nTrailer: x\r\n\r\n",
        first.len(),
        second.len()
    );
    let head = "POST http://proxied.example/lamp?key=mine HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let reply = running.send(format!("{head}{chunks}").as_bytes());
    assert!(reply.contains(r#""id":"L-1""#), "{reply}");
}

#[test]
fn expect_continue_is_answered() {
    let running = Running::start();
    let reply = running.send(post(BULB, "Expect: 100-continue\r\n").as_bytes());
    assert!(reply.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), "{reply}");
}

#[test]
fn head_has_no_body() {
    let running = Running::start();
    let reply = running.send(b"HEAD /nowhere HTTP/1.1\r\n\r\n");
    assert!(reply.starts_with("HTTP/1.1 200 OK") && reply.ends_with("\r\n\r\n"), "{reply}");
}

#[test]
fn invalid_http_is_rejected_without_a_panic() {
    let running = Running::start();
    let huge = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(300_000));
    for (bytes, status) in [
        ("\u{1}\u{2}\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nContent-Length: 16777217\r\n\r\n", "413"),
        ("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "400"),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", "400"),
        ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "400"),
        (huge.as_str(), "431"),
    ] {
        let reply = running.send(bytes.as_bytes());
        assert!(reply.starts_with(&format!("HTTP/1.1 {status} ")), "{bytes:.60}: {reply}");
    }
    assert_eq!(running.send(b""), "");
    let incomplete = running.send(b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    assert!(incomplete.starts_with("HTTP/1.1 400 "), "{incomplete}");
    assert!(running.send(post(BULB, "").as_bytes()).contains(r#""id":"L-1""#), "it still serves");
}

/// A client that writes the whole body before it reads receives the response, too.
#[test]
fn a_body_that_is_too_large_has_a_response() {
    let running = Running::start();
    let body = "a".repeat(20 * 1024 * 1024);
    for framing in [format!("Content-Length: {}\r\n\r\n{body}", body.len()), {
        format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len())
    }] {
        let reply = running.send(format!("POST /lamp HTTP/1.1\r\nHost: x\r\n{framing}").as_bytes());
        assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
    }
}

#[test]
fn it_can_be_served_and_dropped_inside_an_async_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mock = Mock::bind(api(LAMPS), "127.0.0.1:0").unwrap();
        mock.shutdown();
        assert!(mock.serve().is_ok());
    });
}

#[test]
fn connections_are_served_at_the_same_time() {
    let running = Running::start();
    let mut silent = connect(running.address());
    silent.write_all(b"POST /lamp").unwrap();
    let replies: Vec<String> = thread::scope(|scope| {
        let send = || running.send(post(BULB, "").as_bytes());
        let threads: Vec<_> = (0..16).map(|_| scope.spawn(send)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(replies.iter().all(|reply| reply.contains(r#""id":"L-1""#)));
}

/// Clients keep more idle connections than they use.
#[test]
fn idle_connections_do_not_block_others() {
    let running = Running::start();
    let kept: Vec<TcpStream> = (0..300)
        .map(|number| {
            let mut stream = connect(running.address());
            if number % 2 == 0 {
                stream.write_all(post(BULB, "").as_bytes()).unwrap();
                let mut status = [0; 12];
                stream.read_exact(&mut status).unwrap();
                assert_eq!(&status, b"HTTP/1.1 200");
            }
            stream
        })
        .collect();
    let control = "GET /__mock/requests HTTP/1.1\r\nConnection: close\r\n\r\n";
    assert!(running.send(control.as_bytes()).starts_with("HTTP/1.1 200 OK"));
    drop(kept);
}

#[test]
fn shutdown_closes_connections() {
    let running = Running::start();
    let mut idle = connect(running.address());
    idle.write_all(post(BULB, "").as_bytes()).unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    drop(running);
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).unwrap();
}
