//! Both clients against a server on this machine.

use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

use specwright_runtime::{
    Client, Error, Method, ReqwestTransport, Sent, Transport, TransportErrorKind, blocking,
};

use crate::server::{REPLY, respond, respond_packed, serve};
use crate::shop::{CREATE, SHOP, TICKET};
use crate::sides::{Setting, sides};

fn within(timeout: Duration) -> Setting {
    Setting { timeout, ..Setting::default() }
}

fn up_to(max_reply_bytes: usize) -> Setting {
    Setting { max_reply_bytes, ..Setting::default() }
}

#[test]
fn a_call_has_a_reply() {
    let (address, requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    for side in sides(&address, Setting::default()) {
        assert_eq!(side.create().unwrap(), "c1");
        let request = requests.recv().unwrap();
        assert!(request.starts_with("POST /ticket/create?access_token=MARK HTTP/1.1\r\n"), "{request}");
        let head = request.to_lowercase();
        assert!(head.contains("\r\ncontent-type: application/json; charset=utf-8\r\n"), "{request}");
        assert!(head.contains("\r\ncontent-length: 59\r\n"), "{request}");
        assert!(!head.contains("transfer-encoding"), "{request}");
        assert_eq!(head.matches("user-agent:").count(), 1, "{request}");
        assert!(head.contains("\r\nuser-agent: shop/1.0.0 specwright-runtime/"), "{request}");
        assert_eq!(head.matches("\r\naccept-encoding: identity").count(), 1, "{request}");
        assert_eq!(head.matches("accept-encoding").count(), 1, "{request}");
        assert!(!head.contains("referer"), "{request}");
        assert!(
            request.ends_with(r#"{"card":{"kind":"T","ticket":{"title":"年会","seats":2}}}"#),
            "{request}"
        );
    }
}

#[test]
fn a_request_without_a_body_has_content_length_zero() {
    let (address, requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    for side in sides(&address, Setting::default()) {
        side.bare(Method::Post);
        let head = requests.recv().unwrap().to_lowercase();
        assert_eq!(head.matches("\r\ncontent-length: 0\r\n").count(), 1, "{head}");
        side.bare(Method::Get);
        assert!(!requests.recv().unwrap().to_lowercase().contains("content-length"));
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let (elsewhere, visitors) = serve(|stream| respond(stream, "200 OK", REPLY));
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("{status}\r\nLocation: {elsewhere}/");
        let (address, _requests) = serve(move |stream| respond(stream, &location, ""));
        for side in sides(&address, Setting::default()) {
            let error = side.create().unwrap_err();
            assert!(matches!(error, Error::Http(_)), "{error}");
        }
    }
    assert!(visitors.recv_timeout(Duration::from_millis(50)).is_err(), "somebody came");
}

#[test]
fn the_size_of_a_reply_is_limited_with_and_without_content_length() {
    let at_limit = REPLY.len();
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    for side in sides(&address, up_to(at_limit)) {
        side.create().unwrap();
    }
    for side in sides(&address, up_to(at_limit - 1)) {
        assert_eq!(side.fail(), (TransportErrorKind::TooLarge, Sent::Yes));
    }
    // An endless body: only the limit ends the call.
    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{");
        while stream.write_all(&[b' '; 4096]).is_ok() {}
    });
    for side in sides(&address, up_to(100_000)) {
        assert_eq!(side.fail(), (TransportErrorKind::TooLarge, Sent::Yes));
    }
}

#[test]
fn nothing_is_sent_if_the_connection_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for address in [&address, "http://nowhere.invalid"] {
        for side in sides(address, Setting::default()) {
            assert_eq!(side.fail(), (TransportErrorKind::Connect, Sent::No));
        }
    }
}

#[test]
fn nothing_is_sent_if_the_tls_handshake_does_not_complete() {
    // The server accepts the connection, and never answers the handshake.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    for side in sides(&address, within(Duration::from_millis(200))) {
        assert_eq!(side.fail(), (TransportErrorKind::Timeout, Sent::No));
    }
}

#[test]
fn nothing_is_sent_to_a_server_without_tls() {
    let (address, requests) = serve(|stream| respond(stream, "400 Bad Request", ""));
    for side in sides(&address.replace("http:", "https:"), within(Duration::from_millis(300))) {
        let (_, sent) = side.fail();
        assert_eq!(sent, Sent::No);
    }
    assert!(requests.try_iter().all(|request| !request.contains("MARK")));
}

#[test]
fn after_a_connection_closes_without_a_reply_the_request_may_have_been_sent() {
    let (address, requests) = serve(|_| {});
    for side in sides(&address, Setting::default()) {
        assert_eq!(side.fail(), (TransportErrorKind::Io, Sent::Maybe));
        assert_eq!(requests.try_iter().count(), 1, "it is not sent again");
    }
}

#[test]
fn the_request_of_an_incomplete_reply_was_sent() {
    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    });
    for side in sides(&address, Setting::default()) {
        assert_eq!(side.fail(), (TransportErrorKind::Body, Sent::Yes));
    }
}

#[test]
fn an_unexpected_compression_is_an_error_of_its_own() {
    let (address, _requests) = serve(respond_packed);
    for side in sides(&address, Setting::default()) {
        let error = side.create().unwrap_err();
        assert!(error.to_string().contains("it is compressed (gzip), which was not requested"), "{error}");
        assert_eq!(error.sent(), Sent::Yes);
    }
}

#[test]
fn a_server_that_hangs_is_a_timeout() {
    let timeout = Duration::from_millis(100);
    let (silent, _requests) = serve(|_| std::thread::sleep(Duration::from_millis(300)));
    for side in sides(&silent, within(timeout)) {
        let error = side.create().unwrap_err();
        assert!(error.to_string().contains("timed out: no complete reply within 100ms; "), "{error}");
        assert_eq!(error.sent(), Sent::Maybe);
        // Until the next connection.
        std::thread::sleep(Duration::from_millis(300));
    }
    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
        std::thread::sleep(Duration::from_millis(300));
    });
    for side in sides(&address, within(timeout)) {
        assert_eq!(side.fail(), (TransportErrorKind::Timeout, Sent::Yes));
        std::thread::sleep(Duration::from_millis(300));
    }
}

#[test]
fn the_maximum_durations_are_valid() {
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    for side in sides(&address, within(Duration::MAX)) {
        assert_eq!(side.create().unwrap(), "c1");
    }
    let client =
        blocking::Client::builder(&SHOP).server(address).token("MARK").deadline(None).build().unwrap();
    assert!(client.call(&CREATE, TICKET).deadline(Duration::MAX).send().is_ok());
}

#[test]
fn the_blocking_client_works_inside_of_an_async_runtime() {
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    let client = blocking::Client::builder(&SHOP).server(address).token("MARK").build().unwrap();
    for runtime in [
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        tokio::runtime::Builder::new_current_thread().build().unwrap(),
    ] {
        let created = runtime.block_on(async { client.call(&CREATE, TICKET).send() });
        assert_eq!(created.unwrap().id, "c1");
    }
}

#[test]
fn the_async_client_without_a_runtime_returns_an_error() {
    let client = Client::builder(&SHOP).server("http://127.0.0.1:9").token("MARK").build().unwrap();
    let error = crate::support::wait(client.call(&CREATE, TICKET)).unwrap_err();
    assert!(error.to_string().contains("no tokio runtime: await the call inside of one"), "{error}");
    assert_eq!(error.sent(), Sent::No);
}

#[test]
fn reqwest_can_wait() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let transport = ReqwestTransport::new().unwrap();
    let before = transport.now();
    runtime.block_on(async { transport.sleep(Duration::from_millis(20)).await });
    assert!(transport.now() - before >= Duration::from_millis(20));
}
