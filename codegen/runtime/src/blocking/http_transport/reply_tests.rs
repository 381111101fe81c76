//! Replies in pieces, without a socket.

use std::collections::VecDeque;
use std::io::{self, Read, Write};

use proptest::prelude::*;

use super::body::{self, BodyError};
use super::connection::Connection;
use super::deadline::Deadline;
use super::head;
use super::stream::Stream;

/// Gives these pieces, one with each reading, and then its end.
struct Pieces(VecDeque<Vec<u8>>);

impl Read for Pieces {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.0.front_mut() else { return Ok(0) };
        let count = piece.len().min(to.len());
        to[..count].copy_from_slice(&piece[..count]);
        piece.drain(..count);
        if piece.is_empty() {
            self.0.pop_front();
        }
        Ok(count)
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Pieces {
    fn begin(&mut self, _: Deadline) {}

    fn has_sent(&self) -> bool {
        true
    }

    fn is_open(&mut self) -> bool {
        true
    }
}

/// The bytes, cut at these places.
fn connection(bytes: &[u8], cuts: &[usize]) -> Connection {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    let pieces = cuts.windows(2).map(|pair| bytes[pair[0]..pair[1]].to_vec());
    Connection::new(Box::new(Pieces(pieces.filter(|piece| !piece.is_empty()).collect())))
}

/// Status, headers, body, and whether another reply can follow, or what is wrong.
fn read(bytes: &[u8], cuts: &[usize], max_bytes: usize) -> String {
    let mut connection = connection(bytes, cuts);
    let head = match head::read(&mut connection, false) {
        Ok(head) => head,
        Err(error) => return error.to_string(),
    };
    let open = if head.keeps_open { "open" } else { "closed" };
    match body::read(&mut connection, head.framing, max_bytes) {
        Ok(body) => {
            let is_reusable = connection.is_reusable();
            let (text, end) = (String::from_utf8_lossy(&body.bytes), body.is_at_end);
            format!("{} {:?} {text:?} {open} at end: {end} {is_reusable}", head.status, head.headers)
        }
        Err(BodyError::TooLarge) => "too large".to_owned(),
        Err(BodyError::Broken(error)) => error.to_string(),
    }
}

#[derive(Clone, Copy, Debug)]
enum Framed {
    Length,
    Chunked,
    UntilClosed,
}

fn reply(framed: Framed, body: &[u8], chunk: usize) -> Vec<u8> {
    let mut reply = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: 1\r\n".to_vec();
    match framed {
        Framed::Length => reply.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes()),
        Framed::Chunked => reply.extend(b"Transfer-Encoding: chunked\r\n\r\n"),
        Framed::UntilClosed => reply.extend(b"\r\n"),
    }
    if let Framed::Chunked = framed {
        for chunk in body.chunks(chunk) {
            reply.extend(format!("{:X};x=y\r\n", chunk.len()).bytes());
            reply.extend(chunk);
            reply.extend(b"\r\n");
        }
        reply.extend(b"0\r\nX-Trailer: 1\r\n\r\n");
    } else {
        reply.extend(body);
    }
    reply
}

proptest! {
    #[test]
    fn a_reply_is_the_same_in_whatever_pieces_it_comes(
        framed in prop_oneof![Just(Framed::Length), Just(Framed::Chunked), Just(Framed::UntilClosed)],
        body in proptest::collection::vec(any::<u8>(), 0..300),
        chunk in 1..50_usize,
        cuts in proptest::collection::vec(any::<usize>(), 0..40),
    ) {
        let bytes = reply(framed, &body, chunk);
        let text = String::from_utf8_lossy(&body);
        let expected = |rest: &str| format!("200 {rest}");
        let expected = match framed {
            Framed::Length => expected(&format!(
                "[(\"x\", \"1\"), (\"content-length\", \"{}\")] {text:?} open at end: true true",
                body.len()
            )),
            Framed::Chunked => expected(&format!(
                "[(\"x\", \"1\"), (\"transfer-encoding\", \"chunked\")] {text:?} open at end: true true"
            )),
            Framed::UntilClosed => expected(&format!("[(\"x\", \"1\")] {text:?} closed at end: false true")),
        };
        prop_assert_eq!(read(&bytes, &cuts, body.len()), expected);
        if !body.is_empty() {
            prop_assert_eq!(read(&bytes, &cuts, body.len() - 1), "too large");
        }
    }

    #[test]
    fn any_bytes_are_read_alike_and_without_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        start in prop_oneof![
            Just(""), Just("HTTP/1.1 200 OK\r\n"), Just("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ],
        cuts in proptest::collection::vec(any::<usize>(), 0..40),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        prop_assert_eq!(read(&bytes, &cuts, 100), read(&bytes, &[], 100));
    }
}

#[test]
fn chunks_that_are_none_are_refused() {
    let chunked = |body: &str| {
        read(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}").as_bytes(), &[], 9)
    };
    for (body, expected) in [
        ("3\r\nabcd\r\n0\r\n\r\n", "a chunk is longer than its size"),
        ("-3\r\nabc\r\n", "the size of a chunk is no number"),
        ("\r\n", "the size of a chunk is no number"),
        ("fffffffffffffffff\r\n", "the size of a chunk is no number"),
        ("ffffffffffffffff\r\n", "too large"),
        ("5\r\nabcde\r\n5\r\n", "too large"),
        ("3\r\nabc", "closed before the end of the body"),
        ("3\r\nabc\r\n", "closed before the end of the body"),
        ("", "closed before the end of the body"),
    ] {
        assert_eq!(chunked(body), expected, "{body}");
    }
    for extension in [";".to_owned() + &"x".repeat(100_000), " ".repeat(100_000)] {
        assert_eq!(chunked(&format!("3{extension}\r\n")), "the extensions of its chunks are too long");
    }
    let with_extensions = |bytes: usize, last: &str| {
        let chunk = format!("1;{}\r\na\r\n", "x".repeat(bytes / 8 - 1));
        chunked(&format!("{}0{last}\r\n\r\n", chunk.repeat(8)))
    };
    assert!(with_extensions(16 * 1024, "").contains("\"aaaaaaaa\" open at end: true"));
    assert_eq!(with_extensions(16 * 1024, ";"), "the extensions of its chunks are too long");
    assert_eq!(chunked(&format!("0\r\n{}", "X: 1\r\n".repeat(100_000))), "its trailers are too long");
    assert_eq!(chunked(&format!("0\r\nX: {}", "1".repeat(100_000))), "its trailers are too long");
    // The body is whole, though the connection is not.
    assert!(chunked("3\r\nabc\r\n0\r\n").contains("\"abc\" open at end: false"));
}

#[test]
fn heads_are_bounded_together() {
    let many = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(10_000);
    assert_eq!(read(many.as_bytes(), &[], 9), "the head of the reply is malformed: it is too long");
    let long = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(100_000));
    assert_eq!(read(long.as_bytes(), &[], 9), "the head of the reply is malformed: it is too long");
}

#[test]
fn after_another_protocol_was_begun_unasked_no_reply_can_follow() {
    let reply = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 Switching Protocols\r\n\r\n";
    assert_eq!(read(reply, &[], 9), "101 [] \"\" closed at end: true true");
}
