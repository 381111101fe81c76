//! Multipart bodies, for both clients, against a server on this machine.

use specwright_runtime::blocking::{self, HttpTransport};
use specwright_runtime::{
    FilePart, HttpBody, HttpRequest, HttpResponse, Method, Part, PartContent, ReqwestTransport, Sent,
    Transport, TransportError, TransportErrorKind, Url,
};

use crate::server::{REPLY, respond, serve};

fn file(name: &str, media_type: &str, content: &str) -> Part {
    Part::new("media", PartContent::File(FilePart::new(name, media_type, content)))
}

fn request(address: &str, parts: Vec<Part>) -> HttpRequest {
    let mut request = HttpRequest::new(Method::Post, Url::parse(&format!("{address}/pictures")).unwrap());
    request.body = Some(HttpBody::Multipart(parts));
    request
}

/// Sends the request with the transport of both clients.
fn send(request: &HttpRequest) -> [Result<HttpResponse, TransportError>; 2] {
    let transport = ReqwestTransport::new().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let blocking = HttpTransport::new().unwrap();
    [
        runtime.block_on(Transport::send(&transport, request.clone())),
        blocking::Transport::send(&blocking, request.clone()),
    ]
}

#[test]
fn parts_are_sent_in_their_order_with_their_length() {
    let (address, requests) = serve(|stream| respond(stream, "200 OK", REPLY));
    let text = Part::new("票 1", PartContent::Text("a\r\nb".to_owned()));
    let picture = file("会徽 50%;x=y.png", "image/png; q=1", "PNG");
    for result in send(&request(&address, vec![text, picture])) {
        assert_eq!(result.unwrap().status, 200);
        let request = requests.recv().unwrap();
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let lower = head.to_lowercase();
        assert_eq!(lower.matches("content-type").count(), 1, "{head}");
        assert_eq!(lower.matches("content-length").count(), 1, "{head}");
        assert!(!lower.contains("transfer-encoding"), "{head}");
        assert!(lower.contains(&format!("\r\ncontent-length: {}", body.len())), "{head}\n{}", body.len());
        let boundary = head.split("multipart/form-data; boundary=").nth(1).unwrap().lines().next().unwrap();
        let expected = format!(
            "--{boundary}\r\n\
             Content-Disposition: form-data; name=\"票 1\"\r\n\r\n\
             a\r\nb\r\n\
             --{boundary}\r\n\
             Content-Disposition: form-data; name=\"media\"; filename=\"会徽 50%;x=y.png\"\r\n\
             Content-Type: image/png; q=1\r\n\r\n\
             PNG\r\n\
             --{boundary}--\r\n"
        );
        assert_eq!(body, expected);
    }
}

#[test]
fn what_would_add_a_header_is_not_sent() {
    for part in [file("a\r\nX-Evil: 1", "image/png", ""), file("a", "image/png\r\nX-Evil: 1", "")] {
        for result in send(&request("http://127.0.0.1:9", vec![part])) {
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Request, Sent::No));
        }
    }
}

#[test]
fn whether_parts_were_sent_is_known() {
    for result in send(&request("http://nowhere.invalid", vec![file("a.png", "image/png", "PNG")])) {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Connect, Sent::No));
    }
    // The server reads the parts, and closes the connection without a reply.
    let (address, _requests) = serve(|_| {});
    for result in send(&request(&address, vec![file("a.png", "image/png", "PNG")])) {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Io, Sent::Maybe));
    }
}

#[test]
fn debug_shows_no_content() {
    let request = request("http://127.0.0.1:9", vec![file("a.png", "image/png", "CONTENT")]);
    assert!(format!("{request:?}").contains("body_bytes: Some(7)"), "{request:?}");
    let body = request.body.unwrap();
    assert_eq!(
        format!("{body:?}"),
        "Multipart([Part { name: \"media\", content: FilePart { file_name: \"a.png\", media_type: \"image/png\", bytes: 7 } }])"
    );
    assert_eq!(format!("{:?}", PartContent::Text("CONTENT".to_owned())), "Text(7 bytes)");
    assert_eq!(format!("{:?}", HttpBody::from(b"CONTENT".to_vec())), "Bytes(7 bytes)");
}
