use std::net::TcpListener;
use std::sync::mpsc::channel;
use std::time::Instant;

use super::*;
use crate::{Method, Url};

fn request(address: &str, timeout: Duration) -> HttpRequest {
    let mut request = HttpRequest::new(Method::Get, Url::parse(address).unwrap());
    request.timeout = Some(timeout);
    request
}

fn short() -> HttpRequest {
    request("http://127.0.0.1:9/", Duration::from_millis(50))
}

/// A transport whose thread does nothing with its jobs.
fn stuck() -> (HttpTransport, mpsc::UnboundedReceiver<Job>) {
    let (jobs, queue) = mpsc::unbounded_channel();
    (HttpTransport { jobs, process_id: std::process::id() }, queue)
}

#[test]
fn a_stuck_thread_does_not_extend_the_timeout_and_does_not_send_later() {
    let (transport, mut queue) = stuck();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let begun = Instant::now();
    let error = transport.send(request(&address, Duration::from_millis(50))).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Timeout, Sent::Maybe));
    assert_eq!(error.to_string(), "timed out: no complete reply within 50ms");
    assert!((50..2000).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());

    listener.set_nonblocking(true).unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(ReqwestTransport::new().unwrap(), queue.try_recv().unwrap()));
    assert!(listener.accept().is_err(), "it connected");
}

#[test]
fn a_caller_that_stops_waiting_cancels_its_request() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let (sender, closed) = channel();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        sender.send(()).unwrap();
        // Reads until the client closes the connection.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
        sender.send(()).unwrap();
    });
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let (outcome, received) = oneshot::channel();
    let job = Job { request: request(&address, Duration::from_secs(60)), chunks: None, outcome };
    let begun = Instant::now();
    runtime.block_on(async {
        let running = tokio::spawn(run(ReqwestTransport::new().unwrap(), job));
        while closed.try_recv().is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        drop(received);
        running.await.unwrap();
    });
    drop(runtime);
    closed.recv_timeout(Duration::from_secs(10)).unwrap();
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn a_thread_that_has_ended_is_an_error() {
    let (transport, queue) = stuck();
    drop(queue);
    let error = transport.send(short()).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Runtime, Sent::No));
}

#[test]
fn a_request_that_the_thread_drops_is_an_error() {
    let (transport, mut queue) = stuck();
    // As a panic on the thread does.
    thread::spawn(move || drop(queue.blocking_recv()));
    let error = transport.send(short()).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Runtime, Sent::Maybe));
    assert_eq!(error.to_string(), "the transport cannot run: the transport's thread panicked or ended");
}

#[test]
fn the_transport_of_a_parent_process_is_an_error() {
    let (transport, _queue) = stuck();
    let transport = HttpTransport { process_id: std::process::id() + 1, ..transport };
    let error = transport.send(short()).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Runtime, Sent::No));
    assert!(error.to_string().contains("build the client in the child process"), "{error}");
}
