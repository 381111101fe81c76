//! `mock`

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use crate::support::{Shop, command};

/// Terminates the server at the end of the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_prints_its_address_and_each_request() {
    let shop = Shop::new();
    let mut child = command(&shop.path(""), &["mock", "--port", "0", "--spec", "spec"])
        .stdout(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let _server = Server(child);
    let first = said.next().unwrap().unwrap();
    let address =
        first.strip_prefix("`pets` on http://").and_then(|rest| rest.strip_suffix("; press Ctrl-C to stop"));
    let mut stream = TcpStream::connect(address.unwrap()).unwrap();
    stream.write_all(b"GET /pets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    assert!(reply.starts_with("HTTP/1.1 200 "), "{reply}");
    assert_eq!(said.next().unwrap().unwrap(), "GET /pets (list_pets): 200");
}

#[test]
fn a_port_in_use_fails() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = Shop::new().run(&["mock", "--port", &port, "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with(&format!("error: cannot listen on port {port}: ")), "{}", ran.stderr);
}

#[test]
fn a_spec_with_errors_is_not_served() {
    let ran = Shop::broken().run(&["mock", "--port", "0", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
}
