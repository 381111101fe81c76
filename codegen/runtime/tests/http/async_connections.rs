//! Connections of the async client, with a server on this machine.

use std::io::Write;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use specwright_runtime::{Client, Retry};
use tokio::runtime::{Builder, Runtime};

use crate::server::{REPLY, read_request, serve};
use crate::shop::{CREATE, SHOP, TICKET};

/// Answers with `keep-alive`.
fn respond_and_stay(stream: &mut TcpStream) {
    let length = REPLY.len();
    let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{REPLY}");
}

/// A client without retries.
fn client(address: &str) -> Client {
    Client::builder(&SHOP).server(address).token("MARK").retry(Retry::NEVER).build().unwrap()
}

async fn create(client: &Client) -> String {
    client.call(&CREATE, TICKET).await.map_or_else(|error| error.to_string(), |created| created.id)
}

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn a_connection_that_was_closed_while_idle_is_replaced() {
    let (sender, closed) = mpsc::channel();
    let (address, requests) = serve(move |stream| {
        respond_and_stay(stream);
        // The client has received its reply, and does not poll.
        thread::sleep(Duration::from_millis(15));
        let _ = stream.shutdown(Shutdown::Both);
        sender.send(()).unwrap();
    });
    let runtime = current_thread();
    let between = client(&address);
    for _ in 0..3 {
        assert_eq!(runtime.block_on(create(&between)), "c1", "between two times that the runtime runs");
        closed.recv().unwrap();
    }
    let within = client(&address);
    runtime.block_on(async {
        for _ in 0..3 {
            assert_eq!(create(&within).await, "c1", "between two calls");
            closed.recv().unwrap();
        }
    });
    let spawned = client(&address);
    let task = async move {
        for _ in 0..3 {
            assert_eq!(create(&spawned).await, "c1", "in a task");
            closed.recv().unwrap();
        }
    };
    runtime.block_on(async { tokio::spawn(task).await.unwrap() });
    assert_eq!(requests.try_iter().count(), 9);
}

#[test]
fn a_connection_is_idle_for_at_most_15_seconds() {
    for (pause, connections) in [(14, 1), (16, 2)] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, accepted) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = sender.send(());
                thread::spawn(move || {
                    while read_request(&mut stream).is_some() {
                        respond_and_stay(&mut stream);
                    }
                });
            }
        });
        let client = client(&address);
        current_thread().block_on(async {
            assert_eq!(create(&client).await, "c1");
            tokio::time::pause();
            tokio::time::advance(Duration::from_secs(pause)).await;
            tokio::time::resume();
            assert_eq!(create(&client).await, "c1");
        });
        assert_eq!(accepted.try_iter().count(), connections, "after {pause} s");
    }
}
