//! Connecting with TLS and through a proxy, to servers on this machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use super::proxy::Proxies;
use crate::blocking::{HttpTransport, Transport};
use crate::{HttpRequest, Method, Sent, TransportErrorKind, Url};

/// For `localhost` and 127.0.0.1, signed by itself, good for a hundred years.
const CERTIFICATE: &[u8] = include_bytes!("connecting_tests/certificate.der");
const KEY: &[u8] = include_bytes!("connecting_tests/key.der");

/// A transport that trusts that certificate alone, or nobody.
fn transport(trusts: bool, proxy: Option<String>) -> HttpTransport {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    if trusts {
        roots.add(CertificateDer::from(CERTIFICATE)).unwrap();
    }
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let proxies = Proxies::from_variables(|name| (name == "ALL_PROXY").then(|| proxy.clone())?);
    HttpTransport::with(tls, proxies)
}

/// Serves one connection. The thread ends with the head of each request that came.
fn serve(
    session: impl FnOnce(TcpStream) -> Vec<String> + Send + 'static,
) -> (std::net::SocketAddr, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (address, std::thread::spawn(move || session(listener.accept().unwrap().0)))
}

fn encrypted(tcp: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(CERTIFICATE)], key)
        .unwrap();
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), tcp)
}

/// The next head, or nothing where the other end is gone.
fn read_head(stream: &mut impl Read) -> Option<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    Some(String::from_utf8(head).unwrap())
}

fn answer(mut stream: impl Read + Write) -> Vec<String> {
    let mut heads = Vec::new();
    while let Some(head) = read_head(&mut stream) {
        heads.push(head);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").unwrap();
    }
    heads
}

fn request(address: &str) -> HttpRequest {
    let mut request = HttpRequest::new(Method::Get, Url::parse(address).unwrap());
    request.timeout = Some(Duration::from_secs(5));
    request
}

#[test]
fn an_encrypted_connection_carries_request_after_request() {
    for host in ["localhost", "127.0.0.1"] {
        let (address, server) = serve(|tcp| answer(encrypted(tcp)));
        let transport = transport(true, None);
        for path in ["a", "b"] {
            let url = format!("https://{host}:{}/{path}", address.port());
            assert_eq!(transport.send(request(&url)).unwrap().body, b"{}");
        }
        drop(transport);
        let heads = server.join().unwrap();
        assert!(heads.len() == 2 && heads[1].starts_with("GET /b HTTP/1.1\r\n"), "{heads:?}");
    }
}

#[test]
fn whom_nobody_vouches_for_gets_nothing() {
    let (address, server) = serve(|tcp| answer(encrypted(tcp)));
    let error = transport(false, None).send(request(&format!("https://{address}/"))).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Connect, Sent::No));
    assert!(error.to_string().contains("invalid peer certificate"), "{error}");
    assert!(server.join().unwrap().is_empty());
}

#[test]
fn a_body_that_ends_without_a_farewell_has_broken_off() {
    for (says_farewell, expected) in [(true, None), (false, Some((TransportErrorKind::Body, Sent::Yes)))] {
        let (address, _server) = serve(move |tcp| {
            let mut stream = encrypted(tcp);
            let head = read_head(&mut stream);
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n{}").unwrap();
            if says_farewell {
                stream.conn.send_close_notify();
            }
            stream.flush().unwrap();
            head.into_iter().collect()
        });
        let outcome = transport(true, None).send(request(&format!("https://{address}/")));
        assert_eq!(outcome.err().map(|error| (error.kind(), error.sent())), expected);
    }
}

/// A reply of 16 KiB, as much as a record of TLS holds.
fn reply_of_one_record() -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: 16342\r\n\r\n{:16342}", "first")
}

#[test]
fn an_encrypted_connection_on_which_more_came_than_the_reply_is_not_used_again() {
    const UNASKED: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nunasked";
    type Add = fn(&mut ServerConnection);
    let another: Add = |session| session.writer().write_all(UNASKED).unwrap();
    let farewell: Add = |session| session.send_close_notify();
    // The last bytes of what follows come with the next reply only.
    for (what, add, late_bytes) in
        [("a reply", another, 0), ("a part of one", another, 9), ("an end", farewell, 0)]
    {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let mut stream = encrypted(listener.accept().unwrap().0);
            read_head(&mut stream).unwrap();
            stream.conn.writer().write_all(reply_of_one_record().as_bytes()).unwrap();
            add(&mut stream.conn);
            let mut flight = Vec::new();
            while stream.conn.wants_write() {
                stream.conn.write_tls(&mut flight).unwrap();
            }
            let (early, late) = flight.split_at(flight.len() - late_bytes);
            stream.sock.write_all(early).unwrap();
            if read_head(&mut stream).is_some() {
                let _ = stream.sock.write_all(late);
                return 1;
            }
            1 + answer(encrypted(listener.accept().unwrap().0)).len()
        });
        let transport = transport(true, None);
        let url = format!("https://{address}/");
        assert!(transport.send(request(&url)).unwrap().body.starts_with(b"first "), "{what}");
        let second = transport.send(request(&url)).unwrap().body;
        assert_eq!(String::from_utf8(second).unwrap(), "{}", "after {what}");
        drop(transport);
        assert_eq!(server.join().unwrap(), 2, "{what}");
    }
}

#[test]
fn a_proxy_sees_who_is_spoken_to_and_no_more() {
    let (address, server) = serve(|mut tcp| {
        let asked = read_head(&mut tcp).unwrap();
        tcp.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        let mut heads = vec![asked];
        heads.extend(answer(encrypted(tcp)));
        heads
    });
    let transport = transport(true, Some(format!("http://user:pass@{address}")));
    assert_eq!(transport.send(request("https://localhost:7/p?access_token=MARK")).unwrap().status, 200);
    drop(transport);
    let heads = server.join().unwrap();
    assert_eq!(
        heads[0],
        "CONNECT localhost:7 HTTP/1.1\r\nHost: localhost:7\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n"
    );
    assert!(heads[1].starts_with("GET /p?access_token=MARK HTTP/1.1\r\nHost: localhost:7\r\n"), "{heads:?}");
}

#[test]
fn a_proxy_with_tls_of_its_own_passes_on_what_is_not_encrypted() {
    let (address, server) = serve(|tcp| {
        let mut stream = encrypted(tcp);
        let asked = read_head(&mut stream).unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let mut heads = vec![asked];
        heads.extend(answer(stream));
        heads
    });
    let transport = transport(true, Some(format!("https://{address}")));
    assert_eq!(transport.send(request("http://server.invalid/p")).unwrap().status, 200);
    drop(transport);
    let heads = server.join().unwrap();
    assert!(heads[0].starts_with("CONNECT server.invalid:80 HTTP/1.1\r\n"), "{heads:?}");
    assert!(heads[1].starts_with("GET /p HTTP/1.1\r\nHost: server.invalid\r\n"), "{heads:?}");
}

#[test]
fn where_a_proxy_does_not_serve_nothing_is_sent() {
    for (reply, why) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
            "no connection: the proxy answers 407",
        ),
        ("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "no connection: the proxy sends too much"),
        ("", "no connection: closed before a reply came"),
    ] {
        let (address, _server) = serve(move |mut tcp| {
            let head = read_head(&mut tcp);
            tcp.write_all(reply.as_bytes()).unwrap();
            head.into_iter().collect()
        });
        let error =
            transport(true, Some(address.to_string())).send(request("http://server.invalid/")).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.sent()), (why, Sent::No));
    }
}

/// A place where connections wait without end: its queue is full, and the system lets nobody else in.
#[cfg(target_os = "linux")]
fn swallower() -> (std::net::SocketAddr, TcpListener, Vec<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let wait = Duration::from_millis(300);
    let queue = std::iter::from_fn(|| TcpStream::connect_timeout(&address, wait).ok()).collect();
    (address, listener, queue)
}

#[cfg(target_os = "linux")]
#[test]
fn where_no_connection_came_about_in_time_nothing_was_sent() {
    let (address, _listener, _queue) = swallower();
    let mut request = request(&format!("http://{address}/"));
    request.timeout = Some(Duration::from_millis(100));
    let error = transport(true, None).send(request).unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Timeout, Sent::No));
    assert_eq!(error.to_string(), "timed out: no connection within 100ms");
}
