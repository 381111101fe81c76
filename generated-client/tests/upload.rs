//! The upload of a picture: on the wire, with both mocks, and its address in a ticket.
#![cfg(all(feature = "blocking", feature = "mock", feature = "multipart"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::sync::{Arc, Mutex};

use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use specwright::interpret::Interpreter;
use specwright_workbench::mock::{MockRequest, Responder};
use wechat_tickets::mock::Mock;
use wechat_tickets::runtime::{HttpBody, PartContent};
use wechat_tickets::*;

const URL: &str = "https://mmbiz.qpic.cn/mmbiz_png/harbour/0";

/// Name, file name, media type and number of bytes of a part.
type Seen = (String, Option<String>, Option<String>, usize);

fn upload(name: &str, media_type: &str, bytes: usize) -> ImageUpload {
    ImageUpload::new(FilePart::new(name, media_type, vec![0xFF; bytes]))
}

async fn receive(State(seen): State<Arc<Mutex<Vec<Seen>>>>, mut body: Multipart) -> Json<Value> {
    while let Some(part) = body.next_field().await.unwrap() {
        let name = part.name().unwrap().to_owned();
        let (file_name, media_type) =
            (part.file_name().map(str::to_owned), part.content_type().map(str::to_owned));
        let bytes = part.bytes().await.unwrap().len();
        seen.lock().unwrap().push((name, file_name, media_type, bytes));
    }
    // The older page of the documentation shows no `errcode`.
    Json(json!({ "url": URL }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_is_read_by_another_parser() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let app = Router::new().route("/cgi-bin/media/uploadimg", post(receive));
    let app = app.layer(DefaultBodyLimit::disable()).with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });

    let client = Client::builder().server(&address).token("TOKEN").build().unwrap();
    let names = ["logo.png", "会徽.png", "a b;c=d,e'f.png", "50%22.png"];
    for name in names {
        let uploaded = client.upload_image(upload(name, "image/png", 7)).await.unwrap();
        assert_eq!(uploaded, UploadedImage::new(URL));
    }
    tokio::task::spawn_blocking(move || {
        let client = blocking::Client::builder().server(&address).token("TOKEN").build().unwrap();
        client.upload_image(upload("logo.jpg", "image/jpeg", 1_048_576)).send().unwrap();
    })
    .await
    .unwrap();

    let part = |name: &str, media_type: &str, bytes| {
        ("media".to_owned(), Some(name.to_owned()), Some(media_type.to_owned()), bytes)
    };
    let mut expected: Vec<Seen> = names.map(|name| part(name, "image/png", 7)).to_vec();
    expected.push(part("logo.jpg", "image/jpeg", 1_048_576));
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn limits_are_checked_with_their_units() {
    let report = |request: ImageUpload| request.validate().to_string();
    assert_eq!(report(upload("logo.png", "image/png", 1)), "");
    assert_eq!(report(upload("logo.png", "image/png", 1_000_000)), "");
    assert_eq!(report(upload("logo.png", "Image/JPEG; q=1", 1)), "");
    assert_eq!(
        report(upload("logo.png", "image/png", 0)),
        "media: the file has 0 bytes, at least 1 byte needed"
    );
    assert_eq!(
        report(upload("logo.png", "image/png", 1_000_001)),
        "warning: media: the file has 1000001 bytes, limit 1000000 bytes"
    );
    assert_eq!(
        report(upload("logo.gif", "image/gif", 1_048_577)),
        "media: the file has 1048577 bytes, limit 1048576 bytes\n\
         media: the media type `image/gif` is not one of `image/jpeg`, `image/png`"
    );
    for name in ["", "a\"b.png", "a\\b.png", "a\nb.png"] {
        assert!(report(upload(name, "image/png", 1)).starts_with("media: the file name "), "{name:?}");
    }
    assert!(report(upload("a.png", "png", 1)).starts_with("media: the media type is not of the form"));
}

#[tokio::test]
async fn the_address_of_an_uploaded_picture_is_the_logo_of_a_ticket() {
    let mock = Mock::new();
    let uploads = mock.upload_image().status(503).reply(UploadedImage::new(URL));
    let creates = mock.create_meeting_ticket().reply(CreatedCard::new("p1"));
    let client = mock.client();

    let picture = upload("logo.png", "image/png", 20_480);
    let uploaded = client.upload_image(picture.clone()).await.unwrap();
    let ticket = common::example(&common::api(), "create_meeting_ticket");
    let mut ticket: MeetingTicket = serde_json::from_value(ticket).unwrap();
    ticket.base_info.logo_url = uploaded.url.into();
    client.create_meeting_ticket(ticket).await.unwrap();

    // Both attempts have the whole picture.
    assert_eq!(uploads.requests(), [picture.clone(), picture]);
    let received = uploads.received();
    let Some(HttpBody::Multipart(parts)) = &received[1].body else { panic!("{received:?}") };
    assert_eq!(parts[0].name, "media");
    assert!(matches!(&parts[0].content, PartContent::File(file) if file.content().len() == 20_480));
    assert_eq!(creates.bodies()[0]["card"]["meeting_ticket"]["base_info"]["logo_url"], URL);
}

#[tokio::test]
async fn the_mock_of_the_client_refuses_what_the_server_refuses() {
    let mock = Mock::new();
    let uploads = mock.upload_image().reply(UploadedImage::new(URL)).always();
    let client = mock.client();
    for (picture, code) in [
        (upload("logo.png", "image/png", 0), ErrorCode::InvalidImageSize),
        (upload("logo.png", "image/png", 1_048_577), ErrorCode::InvalidImageSize),
        (upload("logo.gif", "image/gif", 1), ErrorCode::InvalidFileType),
        (upload("", "image/png", 1), ErrorCode::MissingFile),
    ] {
        let error = client.upload_image(picture.clone()).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        let error = client.upload_image(picture).skip_validation().await.unwrap_err();
        assert_eq!(ErrorCode::of(&error), Some(code), "{error}");
    }
    assert_eq!(uploads.count(), 0);
}

/// A request as other clients send it.
fn raw(part_head: &str, content: &[u8]) -> MockRequest {
    let head = format!("--X\r\nContent-Disposition: form-data; {part_head}\r\n\r\n");
    let body = [head.as_bytes(), content, b"\r\n--X--\r\n"].concat();
    MockRequest::new("POST", "/cgi-bin/media/uploadimg?access_token=TOKEN")
        .header("Content-Type", "multipart/form-data; boundary=X")
        .body(body)
}

#[test]
fn the_mock_server_answers_with_the_codes_of_the_server() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let exchanges = seen.clone();
    let responder = Responder::new(common::api())
        .accept_token("TOKEN")
        .on_request(move |exchange| exchanges.lock().unwrap().push(exchange.request.clone()));
    let reply = |request: &MockRequest| -> Value {
        serde_json::from_slice(&responder.respond(request).body).unwrap()
    };
    let code = |request: &MockRequest| reply(request)["errcode"].as_i64();
    let png = "Content-Type: image/png";
    // WeChat reads both names of the part.
    for name in ["media", "buffer"] {
        let head = format!("name=\"{name}\"; filename=\"logo.png\"\r\n{png}");
        assert_eq!(
            reply(&raw(&head, b"PNG"))["url"].as_str().map(|url| url.starts_with("https://")),
            Some(true)
        );
    }
    let shown = json!([{ "media": { "file_name": "logo.png", "media_type": "image/png", "bytes": 3 } }]);
    assert_eq!(seen.lock().unwrap()[0], shown, "a log has no content");
    let head = |rest: &str| format!("name=\"media\"; {rest}");
    let whole = head(&format!("filename=\"logo.png\"\r\n{png}"));
    assert_eq!(code(&raw(&whole, b"")), Some(40009));
    assert_eq!(code(&raw(&whole, &vec![0; 1_048_577])), Some(40009));
    assert_eq!(code(&raw(&head("filename=\"a.gif\"\r\nContent-Type: image/gif"), b"GIF")), Some(40005));
    assert_eq!(code(&raw(&head("filename=\"logo.png\""), b"PNG")), Some(40005), "no media type");
    assert_eq!(code(&raw(&format!("name=\"picture\"; filename=\"logo.png\"\r\n{png}"), b"PNG")), Some(41005));
    assert_eq!(code(&raw("name=\"media\"", b"PNG")), Some(41005), "a part without a file name is a text");
    assert_eq!(code(&raw(&head(&format!("filename=\"\"\r\n{png}")), b"PNG")), Some(41005));
    let extended = head(&format!("filename*=UTF-8''logo.png\r\n{png}"));
    assert_eq!(
        code(&raw(&extended, b"PNG")),
        Some(41005),
        "RFC 7578 forbids it, and it is read as no file name"
    );
    let json = MockRequest::new("POST", "/cgi-bin/media/uploadimg?access_token=TOKEN")
        .header("Content-Type", "application/json")
        .body("{}");
    assert_eq!(code(&json), Some(41005), "{}", reply(&json));
    assert!(reply(&json)["errmsg"].as_str().unwrap().contains("multipart"), "{}", reply(&json));
    let broken = raw(&whole, b"PNG").body("--X\r\nContent-Disposition: form-data");
    assert_eq!(code(&broken), Some(41005));
    let empty = raw(&whole, b"").body("");
    assert_eq!(code(&empty), Some(44002), "{}", reply(&empty));
}

#[test]
fn a_description_is_validated_like_the_file() {
    let api = common::api();
    let operation = api.operation("upload_image").unwrap();
    let judge = |body: Value| Interpreter::new(&api).request(operation, &body).to_string();
    let described =
        |bytes: usize| json!({ "file_name": "logo.png", "media_type": "image/png", "bytes": bytes });
    assert_eq!(judge(json!({ "media": described(1) })), "");
    assert_eq!(judge(json!({ "buffer": described(1) })), "");
    assert_eq!(
        judge(json!({ "media": described(0) })),
        upload("logo.png", "image/png", 0).validate().to_string()
    );
    assert!(
        judge(json!({ "media": described(1), "buffer": described(1) })).contains("buffer: no such field")
    );
    assert!(
        judge(json!({ "media": "logo.png" })).starts_with("media: expected a file, in JSON described by")
    );
    assert!(
        judge(json!({ "media": { "file_name": "logo.png", "bytes": 1 } }))
            .ends_with("`media_type` is missing")
    );
    assert_eq!(judge(json!({})), "media: missing, but required");

    let picture = upload("logo.png", "image/png", 3);
    let written = serde_json::to_value(&picture).unwrap();
    assert_eq!(written, json!({ "media": described(3) }));
    let error = serde_json::from_value::<ImageUpload>(written).unwrap_err().to_string();
    assert_eq!(error, "media: expected a file, which only a multipart body can contain, found an object");
}
