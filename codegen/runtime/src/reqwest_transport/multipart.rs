//! Encodes multipart bodies, with reqwest.

use reqwest::multipart::{Form, Part as Encoded};
use reqwest::{Client, Request, RequestBuilder};

use crate::{FilePart, Part, PartContent, Sent, TransportError, TransportErrorKind};

/// The request with the parts as its body, and the headers that describe it.
pub(super) fn encode(client: &Client, request: Request, parts: Vec<Part>) -> Result<Request, TransportError> {
    // Names are as the core checks them. With the other settings, reqwest writes `name*=` for some of them, which RFC
    // 7578 forbids and servers do not read.
    let mut form = Form::new().percent_encode_noop();
    for part in parts {
        let encoded = match part.content {
            PartContent::Text(text) => Encoded::text(text),
            PartContent::File(file) => encoded(&file)?,
        };
        form = form.part(part.name, encoded);
    }
    let built = RequestBuilder::from_parts(client.clone(), request).multipart(form).build();
    built.map_err(|error| refused().because(error.without_url()))
}

fn encoded(file: &FilePart) -> Result<Encoded, TransportError> {
    if file.file_name().contains(char::is_control) {
        return Err(refused().because("the name of a file contains a control character"));
    }
    let part = Encoded::bytes(file.content().to_vec()).file_name(file.file_name().to_owned());
    // As a header of the part, reqwest would write `content-type`, which not every server reads.
    let part = part.mime_str(file.media_type());
    part.map_err(|_| refused().because("the media type of a file is not of the form `image/png`"))
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Request, Sent::No)
}
