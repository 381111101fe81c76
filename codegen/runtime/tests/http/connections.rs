//! Connections of the transport, with a server on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use specwright_runtime::blocking::{HttpTransport, Transport};
use specwright_runtime::{HttpRequest, HttpResponse, Method, Sent, TransportError, TransportErrorKind, Url};

/// A server that answers each request with a function. It reports the number of each request's connection.
fn serve(answer: impl Fn(usize, &mut TcpStream) + Send + Clone + 'static) -> (String, Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::channel();
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let (mut stream, answer, sender) = (stream.unwrap(), answer.clone(), sender.clone());
            std::thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while read_request(&mut reader) {
                    let _ = sender.send(number);
                    answer(number, &mut stream);
                }
            });
        }
    });
    (address, requests)
}

fn read_request(reader: &mut BufReader<TcpStream>) -> bool {
    let (mut line, mut length) = (String::new(), 0);
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return false;
        }
        if let Some(number) = line.to_lowercase().strip_prefix("content-length: ") {
            length = number.trim().parse().unwrap();
        }
        if line == "\r\n" {
            return reader.read_exact(&mut vec![0; length]).is_ok();
        }
    }
}

fn say(stream: &mut TcpStream, text: &str) {
    let _ = stream.write_all(text.as_bytes());
}

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

fn request(method: Method, address: &str) -> HttpRequest {
    let mut request = HttpRequest::new(method, Url::parse(address).unwrap());
    request.timeout = Some(Duration::from_secs(5));
    request
}

fn send(transport: &HttpTransport, address: &str) -> Result<HttpResponse, TransportError> {
    transport.send(request(Method::Post, address))
}

fn connections(requests: &Receiver<usize>) -> Vec<usize> {
    requests.try_iter().collect()
}

#[test]
fn a_connection_is_reused() {
    let (address, requests) = serve(|_, stream| say(stream, OK));
    let transport = HttpTransport::new().unwrap();
    for _ in 0..3 {
        assert_eq!(send(&transport.clone(), &address).unwrap().body, b"{}");
    }
    assert_eq!(connections(&requests), [0, 0, 0]);
}

#[test]
fn a_connection_is_reused_after_a_reply_without_a_body() {
    for reply in [
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ] {
        let (address, requests) = serve(|_, stream| say(stream, reply));
        let transport = HttpTransport::new().unwrap();
        for _ in 0..2 {
            assert_eq!(transport.send(request(Method::Head, &address)).unwrap().body, b"", "{reply}");
        }
        assert_eq!(connections(&requests), [0, 0], "{reply}");
    }
}

#[test]
fn a_connection_that_is_closed_or_has_more_bytes_than_the_reply_is_not_reused() {
    for reply in [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 500 Smuggled\r\nContent-Length: 0\r\n\r\n",
    ] {
        let (address, requests) = serve(|_, stream| say(stream, reply));
        let transport = HttpTransport::new().unwrap();
        for _ in 0..2 {
            assert_eq!(send(&transport, &address).unwrap().body, b"{}", "{reply}");
        }
        assert_eq!(connections(&requests), [0, 1], "{reply}");
    }
}

#[test]
fn a_kept_connection_that_was_closed_is_replaced() {
    let (address, requests) = serve(|_, stream| {
        say(stream, OK);
        let _ = stream.shutdown(std::net::Shutdown::Both);
    });
    let transport = HttpTransport::new().unwrap();
    send(&transport, &address).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    send(&transport, &address).unwrap();
    assert_eq!(connections(&requests), [0, 1]);
}

#[test]
fn a_request_that_may_have_arrived_is_not_sent_twice() {
    let served = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let (address, requests) = serve(move |_, stream| {
        if served.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
            say(stream, OK);
        } else {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    });
    let transport = HttpTransport::new().unwrap();
    send(&transport, &address).unwrap();
    let error = send(&transport, &address).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Io, Sent::Maybe));
    assert_eq!(connections(&requests), [0, 0]);
}

#[test]
fn a_server_that_sends_slowly_does_not_extend_the_timeout() {
    for (start, sent) in [
        ("HTTP/1.1 200 OK\r\nX: ", Sent::Maybe),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", Sent::Yes),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;", Sent::Yes),
        ("HTTP/1.1 200 OK\r\n\r\n", Sent::Yes),
    ] {
        let (address, _requests) = serve(move |_, stream| {
            say(stream, start);
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        let mut request = request(Method::Post, &address);
        request.timeout = Some(Duration::from_millis(150));
        let begun = Instant::now();
        let error = HttpTransport::new().unwrap().send(request).unwrap_err();
        assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Timeout, sent), "{start}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{start}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_reply_before_the_end_of_the_request_is_valid() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]);
        say(&mut stream, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // The rest is read, so that the reply is not lost by a reset.
        let _ = stream.read(&mut [0; 65536]);
        std::thread::sleep(Duration::from_millis(100));
    });
    let mut request = request(Method::Post, &address);
    request.body = Some(vec![b' '; 20_000_000].into());
    match HttpTransport::new().unwrap().send(request) {
        Ok(reply) => assert_eq!(reply.status, 413),
        // The operating system may discard a reply if the connection is reset.
        Err(error) => assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Io, Sent::Maybe)),
    }
}

#[test]
fn a_header_with_a_line_break_is_not_sent() {
    let (address, requests) = serve(|_, stream| say(stream, OK));
    let transport = HttpTransport::new().unwrap();
    for (name, value) in [("X", "1\r\nY: MARK"), ("X\r\nY", "MARK"), ("X", "MARK\n"), ("", "MARK")] {
        let mut request = request(Method::Post, &address);
        request.headers.push((name.to_owned(), value.to_owned()));
        let error = transport.send(request).unwrap_err();
        assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Request, Sent::No));
        assert!(!format!("{error} {error:?}").contains("MARK"), "{error}");
    }
    assert_eq!(connections(&requests), [0; 0]);
}
