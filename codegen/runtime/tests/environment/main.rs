//! What the transport reads from the environment: proxies and trusted certificates. The program runs itself
//! with the variables of each case, since those of a running program cannot be changed safely.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the whole program is a test")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use specwright_runtime::blocking::{HttpTransport, Transport};
use specwright_runtime::{HttpRequest, Method, Url};

/// A self-signed certificate for `localhost` and 127.0.0.1, valid for a hundred years.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/environment/certificate.pem");
const KEY: &[u8] = include_bytes!("key.der");

/// The variable with the address that the child process requests.
const ADDRESS: &str = "SPECWRIGHT_TEST_ADDRESS";

fn main() {
    if let Ok(address) = std::env::var(ADDRESS) {
        println!("{}", send(&address));
        return;
    }
    a_proxy_is_sent_requests_without_tls_itself();
    a_proxy_opens_tunnels_for_requests_with_tls();
    a_request_that_the_proxy_refuses_to_tunnel_is_not_sent();
    a_host_of_no_proxy_is_connected_to_directly();
    a_certificate_that_the_system_does_not_trust_is_refused();
    println!("5 tests passed");
}

/// Sends two requests over one transport. The result is the second reply or the first error.
fn send(address: &str) -> String {
    let transport = HttpTransport::new().unwrap();
    let send = || {
        let mut request = HttpRequest::new(Method::Post, Url::parse(address).unwrap());
        request.body = Some(b"{}".to_vec().into());
        request.timeout = Some(Duration::from_secs(10));
        transport.send(request)
    };
    match send().and_then(|_| send()) {
        Ok(reply) => format!("{} {}", reply.status, String::from_utf8(reply.body).unwrap()),
        Err(error) => format!("{:?} {:?}: {error}", error.kind(), error.sent()),
    }
}

/// The output of this program with only these variables.
fn start(address: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.env(ADDRESS, address).envs(variables.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A server that handles each connection with a function. It reports the first lines of all requests.
fn serve(session: impl Fn(TcpStream) -> Vec<String> + Send + 'static) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            session(stream.unwrap()).into_iter().for_each(|line| sender.send(line).unwrap());
        }
    });
    (address, lines)
}

/// The first line of the next request, which is `CONNECT` or has a body of two bytes; `None` at the end.
fn read_request(stream: &mut impl Read) -> Option<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    if !head.starts_with("CONNECT") {
        stream.read_exact(&mut [0; 2]).unwrap();
    }
    Some(head.lines().next().unwrap().to_owned())
}

/// Answers every request of a connection.
fn answer(mut stream: impl Read + Write) -> Vec<String> {
    let mut lines = Vec::new();
    while let Some(line) = read_request(&mut stream) {
        lines.push(line);
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}").unwrap();
    }
    lines
}

fn tls(stream: TcpStream) -> StreamOwned<ServerConnection, TcpStream> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY)))
        .unwrap();
    StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream)
}

fn a_proxy_is_sent_requests_without_tls_itself() {
    let (proxy, lines) = serve(answer);
    let proxy = format!("http://{proxy}");
    assert_eq!(start("http://server.invalid/p?k=1", &[("HTTP_PROXY", &proxy)]), "200 {}");
    let line = "POST http://server.invalid/p?k=1 HTTP/1.1";
    assert_eq!([lines.recv().unwrap(), lines.recv().unwrap()], [line, line]);
}

/// The certificates of `SSL_CERT_FILE` are those of the system on Linux alone.
fn a_proxy_opens_tunnels_for_requests_with_tls() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let (proxy, lines) = serve(|mut stream| {
        let mut lines: Vec<String> = read_request(&mut stream).into_iter().collect();
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
        lines.extend(answer(tls(stream)));
        lines
    });
    let proxy = format!("http://{proxy}");
    let variables = [("HTTPS_PROXY", proxy.as_str()), ("SSL_CERT_FILE", CERTIFICATE)];
    assert_eq!(start("https://localhost:7/p?k=1", &variables), "200 {}");
    let line = "POST /p?k=1 HTTP/1.1";
    let expected = ["CONNECT localhost:7 HTTP/1.1", line, line];
    assert_eq!([lines.recv().unwrap(), lines.recv().unwrap(), lines.recv().unwrap()], expected);
}

fn a_request_that_the_proxy_refuses_to_tunnel_is_not_sent() {
    for reply in ["HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", ""] {
        let (proxy, lines) = serve(move |mut stream| {
            let line = read_request(&mut stream);
            stream.write_all(reply.as_bytes()).unwrap();
            line.into_iter().collect()
        });
        let outcome = start("https://server.invalid/", &[("ALL_PROXY", &format!("http://{proxy}"))]);
        assert!(outcome.starts_with("Connect No: no connection: "), "{outcome}");
        assert_eq!(lines.recv().unwrap(), "CONNECT server.invalid:443 HTTP/1.1");
    }
}

fn a_host_of_no_proxy_is_connected_to_directly() {
    let (server, lines) = serve(answer);
    let variables = [("ALL_PROXY", "http://proxy.invalid"), ("NO_PROXY", "127.0.0.1")];
    assert_eq!(start(&format!("http://{server}/p"), &variables), "200 {}");
    assert_eq!(lines.recv().unwrap(), "POST /p HTTP/1.1");
}

fn a_certificate_that_the_system_does_not_trust_is_refused() {
    let (server, lines) = serve(|stream| answer(tls(stream)));
    let outcome = start(&format!("https://{server}/"), &[]);
    assert!(outcome.starts_with("Connect No: no connection: invalid peer certificate"), "{outcome}");
    assert!(lines.recv_timeout(Duration::from_millis(50)).is_err(), "a request was sent");
}
