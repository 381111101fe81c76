//! The thread of the blocking client: use in async runtimes, concurrent callers, shutdown.

use std::io::Read;
use std::net::TcpListener;
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use specwright_runtime::Retry;
use specwright_runtime::blocking::Client;
use tokio::runtime::{Builder, Runtime};

use crate::server::{REPLY, read_request, respond, serve};
use crate::shop::{CREATE, SHOP, TICKET};

fn client(address: &str) -> Client {
    Client::builder(&SHOP).server(address).token("MARK").retry(Retry::NEVER).build().unwrap()
}

#[track_caller]
fn create(client: &Client) {
    assert_eq!(client.call(&CREATE, TICKET).send().unwrap().id, "c1");
}

fn runtimes() -> [Runtime; 3] {
    [
        Builder::new_current_thread().build().unwrap(),
        Builder::new_current_thread().enable_all().build().unwrap(),
        Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap(),
    ]
}

#[test]
fn a_client_can_be_built_used_and_dropped_in_an_async_runtime() {
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    for runtime in runtimes() {
        runtime.block_on(async {
            let client = client(&address);
            create(&client);
            let address = address.clone();
            let task = tokio::spawn(async move {
                create(&client);
                let nested = self::client(&address);
                thread::scope(|scope| {
                    scope.spawn(|| runtimes().map(|runtime| runtime.block_on(async { create(&nested) })));
                });
            });
            task.await.unwrap();
        });
    }
}

#[test]
fn one_task_can_make_many_calls() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        while read_request(&mut stream).is_some() {
            let length = REPLY.len();
            let reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{REPLY}");
            std::io::Write::write_all(&mut stream, reply.as_bytes()).unwrap();
        }
    });
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    // More calls than the cooperative budget of a tokio task.
    let task = runtime.spawn(async move {
        let client = client(&address);
        (0..300).for_each(|_| create(&client));
    });
    runtime.block_on(task).unwrap();
}

#[test]
fn calls_are_concurrent() {
    const CALLERS: usize = 20;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    // The server answers after all requests have arrived.
    let arrived = Arc::new(Barrier::new(CALLERS));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, arrived) = (stream.unwrap(), arrived.clone());
            thread::spawn(move || {
                read_request(&mut stream).unwrap();
                arrived.wait();
                respond(&mut stream, "200 OK", REPLY);
            });
        }
    });
    let client = client(&address);
    thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| create(&client));
        }
    });
}

#[test]
fn the_last_clone_closes_the_connections() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, closed) = mpsc::channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&mut stream).unwrap();
        let length = REPLY.len();
        let reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{REPLY}");
        std::io::Write::write_all(&mut stream, reply.as_bytes()).unwrap();
        sender.send(stream.read(&mut [0]).unwrap()).unwrap();
    });
    let client = client(&address);
    create(&client);
    let clone = client.clone();
    drop(client);
    assert!(closed.recv_timeout(Duration::from_millis(50)).is_err(), "closed too early");
    let runtime = Builder::new_current_thread().build().unwrap();
    let begun = Instant::now();
    runtime.block_on(async { drop(clone) });
    assert_eq!(closed.recv_timeout(Duration::from_secs(5)), Ok(0));
    assert!(begun.elapsed() < Duration::from_secs(5));
}
