//! Replies that are written while they arrive, by both clients.

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::Duration;

use specwright_runtime::{
    Answer, Client, Error, HttpResponse, Operation, Retry, Sent, ServerCode, TransportError,
    TransportErrorKind, blocking,
};

use crate::server::{respond, respond_packed, serve};
use crate::shop::{PETS, PING, SHOP};
use crate::support::{Fake, ok, status, wait};

const PICTURE: Operation<(), Vec<u8>> = Operation::bytes(*PING.spec());

/// Keeps what was written, and how much at once; fails after some bytes.
struct Sink {
    bytes: Vec<u8>,
    count: u64,
    largest: usize,
    room: u64,
}

impl Default for Sink {
    fn default() -> Self {
        Self { bytes: Vec::new(), count: 0, largest: 0, room: u64::MAX }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.count >= self.room {
            return Err(io::Error::other("the disk is full"));
        }
        let taken = bytes.len().min(usize::try_from(self.room - self.count).unwrap_or(usize::MAX));
        self.count += taken as u64;
        self.largest = self.largest.max(bytes.len());
        self.bytes.extend(bytes.iter().take(20_usize.saturating_sub(self.bytes.len())));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The result of a call by each client.
fn fetch(
    address: &str,
    timeout: Duration,
    sink: impl Fn() -> Sink,
) -> [(Result<Answer<u64>, Error>, Sink); 2] {
    macro_rules! client {
        ($client:ty) => {
            <$client>::builder(&PETS).server(address).max_reply_bytes(1000).timeout(timeout).build().unwrap()
        };
    }
    let (mut first, mut second) = (sink(), sink());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let by_async = runtime.block_on(client!(Client).call(&PICTURE, ()).write_to(&mut first));
    // Its connections end with it.
    drop(runtime);
    let by_blocking = client!(blocking::Client).call(&PICTURE, ()).write_to(&mut second);
    [(by_async, first), (by_blocking, second)]
}

const LONG: Duration = Duration::from_secs(30);

fn failure(result: Result<Answer<u64>, Error>) -> TransportError {
    match result {
        Err(Error::Transport(failure)) => failure.source,
        other => panic!("{other:?}"),
    }
}

fn begin(stream: &mut TcpStream, length: usize) {
    let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
}

#[test]
fn a_large_reply_is_never_in_memory() {
    const CHUNK: usize = 64 * 1024;
    const CHUNKS: usize = 800;
    let (address, _requests) = serve(|stream| {
        begin(stream, CHUNK * CHUNKS);
        for _ in 0..CHUNKS {
            stream.write_all(&[b'x'; CHUNK]).unwrap();
        }
    });
    for (result, sink) in fetch(&address, LONG, Sink::default) {
        let answer = result.unwrap();
        assert_eq!((answer.value, sink.count), ((CHUNK * CHUNKS) as u64, answer.value));
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert!(sink.largest <= 1 << 20, "{} bytes at once", sink.largest);
    }
}

#[test]
fn a_failure_is_not_written() {
    let (address, _requests) =
        serve(|stream| respond(stream, "404 Not Found", r#"{"error":{"code":"gone","message":"no"}}"#));
    for (result, sink) in fetch(&address, LONG, Sink::default) {
        let error = result.unwrap_err();
        assert_eq!((error.code(), sink.count), (Some(&ServerCode::text("gone")), 0));
    }
    let (address, _requests) = serve(respond_packed);
    for (result, sink) in fetch(&address, LONG, Sink::default) {
        assert!(matches!(result, Err(Error::Decode(_))), "what is compressed is no reply");
        assert_eq!(sink.count, 0);
    }
}

#[test]
fn nothing_is_repeated_once_something_is_written() {
    let (address, requests) = serve(|stream| {
        begin(stream, 10);
        stream.write_all(b"abcd").unwrap();
    });
    for (result, sink) in fetch(&address, LONG, Sink::default) {
        let error = failure(result);
        assert_eq!(
            (error.kind(), error.written(), sink.bytes.as_slice()),
            (TransportErrorKind::Body, 4, &b"abcd"[..])
        );
        assert!(error.to_string().ends_with("; 4 bytes were written"), "{error}");
    }
    assert_eq!(requests.try_iter().count(), 2);

    let (address, requests) = serve(|stream| {
        begin(stream, 10);
        stream.write_all(b"a").unwrap();
        // Until the client gives up.
        drop(io::copy(stream, &mut io::sink()));
    });
    for (result, sink) in fetch(&address, Duration::from_millis(300), Sink::default) {
        let error = failure(result);
        assert_eq!((error.kind(), error.written(), sink.count), (TransportErrorKind::Timeout, 1, 1));
    }
    assert_eq!(requests.try_iter().count(), 2);
}

#[test]
fn a_writer_that_fails_ends_the_call() {
    let (address, requests) = serve(|stream| {
        begin(stream, 1 << 22);
        // The client closes the connection.
        drop(stream.write_all(&[b'x'; 1 << 22]));
    });
    for room in [0, 7] {
        for (result, _) in fetch(&address, LONG, || Sink { room, ..Sink::default() }) {
            let error = failure(result);
            assert_eq!(
                (error.kind(), error.sent(), error.written()),
                (TransportErrorKind::Write, Sent::Yes, room)
            );
            assert!(error.to_string().contains("the reply cannot be written: the disk is full"), "{error}");
        }
    }
    assert_eq!(requests.try_iter().count(), 4);
}

#[test]
fn a_call_is_repeated_before_anything_is_written() {
    let broken = || Err(TransportError::new(TransportErrorKind::Body, Sent::Yes));
    let fake = Fake::script([status(503, "busy"), broken(), Ok(HttpResponse::new(200, vec![0, 255]))]);
    let mut sink = Sink::default();
    let answer = wait(fake.client(&PETS).call(&PICTURE, ()).write_to(&mut sink)).unwrap();
    assert_eq!((answer.value, sink.bytes, fake.pauses().len()), (2, vec![0, 255], 2));
}

#[test]
fn a_failure_with_the_status_of_a_success_is_not_written() {
    let fake = Fake::script([ok(r#"{"errcode":40001,"errmsg":"no"}"#), ok("a picture")]);
    let fetch =
        |sink: &mut Sink| wait(fake.client(&SHOP).call(&PICTURE, ()).retry(Retry::NEVER).write_to(sink));
    let mut sink = Sink::default();
    assert_eq!(fetch(&mut sink).unwrap_err().code(), Some(&ServerCode::Int(40001)));
    assert_eq!(sink.count, 0);
    let answer = fetch(&mut sink).unwrap();
    assert_eq!((answer.value, answer.body.len(), sink.bytes.as_slice()), (9, 0, &b"a picture"[..]));
    let fake = Fake::script([ok("a picture")]);
    let mut full = Sink { room: 2, ..Sink::default() };
    let error = failure(wait(fake.client(&SHOP).call(&PICTURE, ()).write_to(&mut full)));
    assert_eq!((error.kind(), error.written()), (TransportErrorKind::Write, 2));
}
