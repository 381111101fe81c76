//! The blocking transport against a server on this machine.

use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

use specwright_runtime::blocking::{Client, ClientBuilder};
use specwright_runtime::{Error, Method, Retry, Sent, TransportErrorKind};

use crate::server::{REPLY, respond, respond_packed, serve};
use crate::shop::{CREATE, SHOP, TICKET};

fn client(address: &str, adjust: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    adjust(Client::builder(&SHOP).token("MARK").retry(Retry::NEVER).server(address)).build().unwrap()
}

fn create(client: &Client) -> Result<String, Error> {
    client.call(&CREATE, TICKET).send().map(|created| created.id)
}

fn transport_error(error: Error) -> (TransportErrorKind, Sent) {
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("MARK"), "{shown}");
    let Error::Transport(failure) = error else { panic!("{error}") };
    (failure.source.kind(), failure.source.sent())
}

#[test]
fn a_call_goes_out_and_its_reply_comes_back() {
    let (address, requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    assert_eq!(create(&client(&address, |builder| builder)).unwrap(), "c1");
    let request = requests.recv().unwrap();
    assert!(request.starts_with("POST /ticket/create?access_token=MARK HTTP/1.1\r\n"), "{request}");
    let head = request.to_lowercase();
    assert!(head.contains("\r\ncontent-type: application/json; charset=utf-8\r\n"), "{request}");
    assert_eq!(head.matches("user-agent:").count(), 1, "{request}");
    assert!(head.contains("\r\nuser-agent: shop/1.0.0 specwright-runtime/"), "{request}");
    assert_eq!(head.matches("\r\naccept-encoding: identity").count(), 1, "{request}");
    assert_eq!(head.matches("accept-encoding").count(), 1, "{request}");
    assert!(!head.contains("referer"), "{request}");
    assert!(request.ends_with(r#"{"card":{"kind":"T","ticket":{"title":"年会","seats":2}}}"#), "{request}");
}

#[test]
fn it_works_inside_of_an_async_runtime() {
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    let client = client(&address, |builder| builder);
    for runtime in [
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        tokio::runtime::Builder::new_current_thread().build().unwrap(),
    ] {
        assert_eq!(runtime.block_on(async { create(&client) }).unwrap(), "c1");
    }
}

#[test]
fn a_request_without_a_body_says_so_where_servers_expect_one() {
    let (address, requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    let client = client(&address, |builder| builder);
    client.call_raw(Method::Post, "/empty", None).send().unwrap();
    let head = requests.recv().unwrap().to_lowercase();
    assert_eq!(head.matches("\r\ncontent-length: 0\r\n").count(), 1, "{head}");
    client.call_raw(Method::Get, "/empty", None).send().unwrap();
    assert!(!requests.recv().unwrap().to_lowercase().contains("content-length"));
}

#[test]
fn a_redirect_is_not_followed() {
    let (elsewhere, visitors) = serve(|stream| respond(stream, "200 OK", REPLY));
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("{status}\r\nLocation: {elsewhere}/");
        let (address, _requests) = serve(move |stream| respond(stream, &location, ""));
        let error = create(&client(&address, |builder| builder)).unwrap_err();
        assert!(matches!(error, Error::Http(_)), "{error}");
    }
    assert!(visitors.recv_timeout(Duration::from_millis(50)).is_err(), "somebody came");
}

#[test]
fn a_reply_is_bounded_whether_it_announces_its_size_or_not() {
    let at_limit = REPLY.len();
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    assert!(create(&client(&address, |builder| builder.max_reply_bytes(at_limit))).is_ok());
    let error = create(&client(&address, |builder| builder.max_reply_bytes(at_limit - 1))).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::TooLarge, Sent::Yes));

    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{");
        while stream.write_all(&[b' '; 4096]).is_ok() {}
    });
    let error = create(&client(&address, |builder| builder.max_reply_bytes(100_000))).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::TooLarge, Sent::Yes));
}

#[test]
fn nothing_is_sent_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = create(&client(&address, |builder| builder)).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Connect, Sent::No));
    let error = create(&client("http://nowhere.invalid", |builder| builder)).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Connect, Sent::No));
}

#[test]
fn a_connection_that_closes_without_a_reply_leaves_it_open_what_was_sent() {
    let (address, requests) = serve(|_| {});
    let error = create(&client(&address, |builder| builder)).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Io, Sent::Maybe));
    assert_eq!(requests.try_iter().count(), 1, "it is not sent again");
}

#[test]
fn a_reply_that_breaks_off_was_sent_for() {
    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
    });
    let error = create(&client(&address, |builder| builder)).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Body, Sent::Yes));
}

#[test]
fn a_reply_that_is_compressed_unasked_is_neither_unpacked_nor_taken_for_broken_json() {
    let (address, _requests) = serve(respond_packed);
    let error = create(&client(&address, |builder| builder)).unwrap_err();
    assert!(error.to_string().contains("it is compressed (gzip), which was not asked for"), "{error}");
    assert_eq!(error.sent(), Sent::Yes);
}

#[test]
fn a_server_that_hangs_is_left() {
    let timeout = Duration::from_millis(100);
    let (address, _requests) = serve(|_| std::thread::sleep(Duration::from_secs(2)));
    let error = create(&client(&address, |builder| builder.timeout(timeout))).unwrap_err();
    assert!(error.to_string().contains("timed out: no whole reply within 100ms; "), "{error}");
    assert_eq!(transport_error(error), (TransportErrorKind::Timeout, Sent::Maybe));

    let (address, _requests) = serve(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{");
        std::thread::sleep(Duration::from_secs(2));
    });
    let error = create(&client(&address, |builder| builder.timeout(timeout))).unwrap_err();
    assert_eq!(transport_error(error), (TransportErrorKind::Timeout, Sent::Yes));
}

#[test]
fn what_does_not_speak_tls_gets_nothing() {
    let (address, requests) = serve(|stream| respond(stream, "400 Bad Request", ""));
    let error = create(&client(&address.replace("http:", "https:"), |builder| {
        builder.timeout(Duration::from_millis(300))
    }));
    let (_, sent) = transport_error(error.unwrap_err());
    assert_ne!(sent, Sent::Yes);
    assert!(requests.try_iter().all(|request| !request.contains("MARK")));
}

#[test]
fn times_without_end_are_no_trouble() {
    let (address, _requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    let client = client(&address, |builder| builder.timeout(Duration::MAX).deadline(None));
    assert_eq!(create(&client).unwrap(), "c1");
    assert!(client.call(&CREATE, TICKET).deadline(Duration::MAX).send().is_ok());
}
