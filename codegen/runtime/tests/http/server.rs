//! A minimal HTTP server on this machine.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};

pub(crate) const REPLY: &str = "{\"errcode\":0,\"id\":\"c1\"}";

/// A server that answers each request with a function, and reports the requests.
pub(crate) fn serve(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = read_request(&mut stream).expect("the request broke off");
            if sender.send(request).is_err() {
                return;
            }
            answer(&mut stream);
        }
    });
    (address, requests)
}

/// The next request; `None` if the client closes the connection before it is complete.
pub(crate) fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).unwrap();
        request.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        if count == 0 {
            return None;
        }
    }
}

pub(crate) fn respond(stream: &mut TcpStream, head: &str, body: &str) {
    let length = body.len();
    // The client may have closed the connection.
    let _ = write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
}

/// Answers with `{}`, compressed by gzip without a request for it.
pub(crate) fn respond_packed(stream: &mut TcpStream) {
    // Stored without compression.
    const PACKED: [u8; 25] = [
        0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 0, 0xFD, 0xFF, b'{', b'}', 0x43, 0xBF, 0xA6, 0xA3, 2, 0, 0,
        0,
    ];
    let head = format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        PACKED.len()
    );
    let _ = stream.write_all(&[head.as_bytes(), &PACKED].concat());
}
