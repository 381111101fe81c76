//! Unusual replies over sockets: both clients return the same results.

use std::io::Write;

use specwright_runtime::Error;

use crate::server::serve;
use crate::sides::{Setting, sides};

/// The id, or the error; only its kind if there was no reply.
fn outcome(result: Result<String, Error>) -> String {
    match result {
        Ok(id) => format!("id {id}"),
        Err(Error::Transport(failure)) => {
            format!("{:?}, {:?}", failure.source.kind(), failure.source.sent())
        }
        Err(error) => error.to_string().replace("create_ticket: ", ""),
    }
}

/// Sends this reply to both clients.
#[track_caller]
fn assert_taken_as(reply: &[u8], expected: &str) {
    let (shown, whole) =
        (String::from_utf8_lossy(&reply[..reply.len().min(300)]).into_owned(), reply.to_vec());
    let (address, requests) = serve(move |stream| {
        // A client may close the connection before the end.
        let _ = stream.write_all(&whole);
    });
    for side in sides(&address, Setting::default()) {
        assert_eq!(outcome(side.create()), expected, "{shown}");
        assert_eq!(requests.try_iter().count(), 1, "{shown}");
    }
}

fn reply(head: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[test]
fn codes_in_every_form() {
    const REFUSED: &str = r#"error 41014 MISSING_CLASS (payload): "m"; field `class`; The class is missing"#;
    for (body, expected) in [
        (r#"{"errcode":0,"id":"c"}"#, "id c"),
        (r#"{"errcode":"0","id":"c"}"#, "id c"),
        (r#"{"errcode":0.0,"id":"c"}"#, "id c"),
        (r#"{"errcode":null,"id":"c"}"#, "id c"),
        (r#"{"errcode":"","id":"c"}"#, "id c"),
        (r#"{"id":"c"}"#, "id c"),
        ("\u{FEFF}{\"errcode\":0,\"id\":\"c\"}", "id c"),
        (r#"{"errcode":41014,"errmsg":"m"}"#, REFUSED),
        (r#"{"errcode":"41014","errmsg":"m"}"#, REFUSED),
        (r#"{"errcode":4.1014e4,"errmsg":"m"}"#, REFUSED),
        (r#"{"errcode":41014,"errmsg":"m","id":"c"}"#, REFUSED),
        (
            r#"{"errcode":41014,"errmsg":null}"#,
            "error 41014 MISSING_CLASS (payload); field `class`; The class is missing",
        ),
        (r#"{"errcode":false}"#, "error false"),
        (r#"{"errcode":{"a":1}}"#, r#"error {"a":1}"#),
        (r#"{"errcode":1,"errmsg":"MARK, M\u0041RK"}"#, r#"error 1: "[redacted], [redacted]""#),
    ] {
        for content_type in ["application/json", "text/html; charset=gbk", "", "\u{1F3AB}"] {
            assert_taken_as(&reply(&format!("200 OK\r\nContent-Type: {content_type}"), body), expected);
        }
    }
}

#[test]
fn bodies_that_are_not_a_success() {
    for (body, expected) in [
        ("", "it is empty"),
        (" \r\n", "it is empty"),
        ("{", "it ends too early at line 1 column 1; body: {"),
        ("null", "it is JSON, but not an object; body: null"),
        (
            r#"{"errcode":0,"errcode":40001}"#,
            r#"the error code is ambiguous: `errcode` occurs twice; body: {"errcode":0,"errcode":40001}"#,
        ),
        (
            r#"{"errcode":0,"id":"c","errcode":0}"#,
            r#"the error code is ambiguous: `errcode` occurs twice; body: {"errcode":0,"id":"c","errcode":0}"#,
        ),
        ("[]", "expected an object (Created), found a list; body: []"),
        ("call({})", "it is not JSON; body: call({})"),
        ("{}{}", "it is not JSON: trailing characters at line 1 column 3; body: {}{}"),
        (
            "<html>\n<a href='/?access_token=MARK'>",
            "it is not JSON; body: <html> <a href='/?access_token=[redacted]'>",
        ),
        (r#"{"id":7}"#, r#"id: expected a string, found the number 7; body: {"id":7}"#),
    ] {
        assert_taken_as(&reply("200 OK", body), &format!("the reply cannot be read: {expected}"));
    }
    let deep = "[".repeat(100_000);
    let expected = format!(
        "the reply cannot be read: it is not JSON: recursion limit exceeded at line 1 column 128; body: {}… (100000 bytes)",
        "[".repeat(200)
    );
    assert_taken_as(&reply("200 OK", deep), &expected);
}

#[test]
fn statuses() {
    for (head, body, expected) in [
        ("201 Created", r#"{"id":"c"}"#, "id c"),
        ("204 No Content", "", "the reply cannot be read: it is empty"),
        ("304 Not Modified", "", "HTTP 304"),
        (
            "302 Found\r\nLocation: http://127.0.0.1:9/?access_token=MARK",
            "",
            "HTTP 302, a redirect, which is not followed",
        ),
        ("401 Unauthorized", r#"{"errcode":1}"#, "error 1, HTTP 401"),
        ("500 Oops", r#"{"errcode":0,"id":"c"}"#, r#"HTTP 500; body: {"errcode":0,"id":"c"}"#),
        ("502 Bad Gateway", "<h1>\u{1B}[31mBad</h1>", "HTTP 502; body: <h1> [31mBad</h1>"),
        ("503 Busy\r\nRetry-After: 7", "", "HTTP 503; retry after 7 s"),
        ("503 Busy\r\nRetry-After: soon", "", "HTTP 503"),
        ("999 Odd", "", "HTTP 999"),
        ("101 Switching Protocols\r\nUpgrade: MARK", "", "HTTP 101"),
    ] {
        assert_taken_as(&reply(head, body), expected);
    }
    let early =
        [b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", &reply("200 OK", r#"{"id":"c"}"#)[..]].concat();
    assert_taken_as(&early, "id c");
}

#[test]
fn transfer_encodings() {
    let chunked = |body: &str| {
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{body}")
    };
    let until_closed = |body: &str| format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}");
    let size = |size: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n{{\"id\":\"c\"}}");
    for (reply, expected) in [
        (chunked("5\r\n{\"id\"\r\n5;x=y\r\n:\"c\"}\r\n0\r\nX-Trailer: 1\r\n\r\n"), "id c"),
        (chunked("ff\r\n{\"id\""), "Body, Yes"),
        (chunked("zz\r\n{\"id\""), "Body, Yes"),
        // Too many lines of valid length.
        (chunked(&format!("1;{}\r\n{{\r\n", "x".repeat(1000)).repeat(100)), "Body, Yes"),
        (chunked("a\r\n{\"id\":\"c\"}\r\n0\r\n"), "Body, Yes"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\na\r\n{\"id\":\"c\"}\r\n0\r\n\r\n"
                .to_owned(),
            "id c",
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n{\"id\":\"c\"}".to_owned(), "id c"),
        (until_closed(r#"{"id":"c"}"#), "id c"),
        (
            until_closed(r#"{"id":"#),
            "the reply cannot be read: it ends too early at line 1 column 6; body: {\"id\":",
        ),
        (size("10"), "id c"),
        (size("99"), "Body, Yes"),
        (size("999999999999"), "TooLarge, Yes"),
        (size("-1"), "Io, Maybe"),
        (size("10\r\nContent-Length: 11"), "Io, Maybe"),
        (String::new(), "Io, Maybe"),
        ("HTTP/1.1 200 OK\r\nConte".to_owned(), "Io, Maybe"),
        ("<html>MARK</html>\r\n\r\n".to_owned(), "Io, Maybe"),
        (format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1_000_000)), "Io, Maybe"),
    ] {
        assert_taken_as(reply.as_bytes(), expected);
    }
}

#[test]
fn compressed_bodies_are_not_decompressed() {
    // The beginning of two hundred megabytes of one letter, compressed.
    const PACKED: &[u8] = b"\x1F\x8B\x08\0\0\0\0\0\x02\xFF\xEC\xC1\x81\0\0\0\0\xC2\xA0";
    for encoding in ["gzip", "br", "deflate, gzip", "zstd"] {
        let expected =
            format!("the reply cannot be read: it is compressed ({encoding}), which was not requested");
        assert_taken_as(&reply(&format!("200 OK\r\nContent-Encoding: {encoding}"), PACKED), &expected);
        assert_taken_as(&reply(&format!("502 Bad\r\nContent-Encoding: {encoding}"), PACKED), "HTTP 502");
    }
    let plain = reply("200 OK\r\nContent-Encoding: identity", r#"{"id":"c"}"#);
    assert_taken_as(&plain, "id c");
}
