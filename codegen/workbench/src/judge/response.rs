//! Responses, independent of the transport.

use serde_json::Value;

/// One HTTP response.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::mock::{MockRequest, Responder};
///
/// let responder = Responder::new(check(&sources()).unwrap().api);
/// assert_eq!(responder.respond(&MockRequest::new("GET", "/nothing")).status, 404);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MockResponse {
    /// The status code: 200.
    pub status: u16,
    /// The headers, without those that the connection adds.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl MockResponse {
    /// A JSON response.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        let content_type = ("content-type".to_owned(), "application/json; charset=utf-8".to_owned());
        Self { status, headers: vec![content_type], body: body.to_string().into_bytes() }
    }

    /// The same response with this body.
    #[cfg(feature = "mock")]
    pub(crate) fn with_json(self, body: &Value) -> Self {
        Self { body: body.to_string().into_bytes(), ..self }
    }

    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// A success that is not JSON.
    pub(super) fn other(body: &[u8], media_type: &str) -> Self {
        let content_type = ("content-type".to_owned(), media_type.to_owned());
        Self { status: 200, headers: vec![content_type], body: body.to_vec() }
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}
