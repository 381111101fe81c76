//! Reads the parts of a `multipart/form-data` body, with multer.

use std::convert::Infallible;

use futures_util::{FutureExt, stream};
use multer::Multipart;
use multer::bytes::Bytes;
use specwright_runtime::{FilePart, Part, PartContent};

use super::message::MockRequest;

/// The parts of a request, or why there are none. A part with a file name is a file.
pub(super) fn parts(request: &MockRequest) -> Result<Vec<Part>, String> {
    let content_type = request.header_values("content-type").next().ok_or("there is no `Content-Type`")?;
    let boundary = multer::parse_boundary(content_type)
        .map_err(|error| format!("not `multipart/form-data`: {error}"))?;
    let body = Bytes::copy_from_slice(&request.body);
    let body = stream::once(async move { Ok::<_, Infallible>(body) });
    // The whole body is there, so that nothing waits.
    let read = read(Multipart::new(body, boundary)).now_or_never();
    read.unwrap_or_else(|| Err("the body is not complete".to_owned()))
}

async fn read(mut body: Multipart<'_>) -> Result<Vec<Part>, String> {
    let wrong = |error: multer::Error| format!("not a multipart body: {error}");
    let mut parts = Vec::new();
    while let Some(field) = body.next_field().await.map_err(wrong)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.headers().get("content-type");
        let media_type = media_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let bytes = field.bytes().await.map_err(wrong)?;
        let content = match file_name {
            Some(name) => PartContent::File(FilePart::new(name, media_type.unwrap_or_default(), bytes)),
            None => PartContent::Text(String::from_utf8_lossy(&bytes).into_owned()),
        };
        parts.push(Part::new(name, content));
    }
    Ok(parts)
}
