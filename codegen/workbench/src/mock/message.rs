//! Requests and responses, independent of the transport.

use serde_json::Value;

/// One HTTP request.
///
/// ```
/// use specwright_workbench::mock::MockRequest;
///
/// let request = MockRequest::new("POST", "/pets?kind=dog").header("X-Trace", "7").body("{}");
/// assert_eq!((request.target.as_str(), request.body.as_slice()), ("/pets?kind=dog", b"{}".as_slice()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MockRequest {
    /// `GET`, `POST`, in capitals.
    pub method: String,
    /// The path and the query, as in the request line: `/card/create?access_token=…`.
    pub target: String,
    /// The headers in their order. Names are compared without regard to case.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: Vec<u8>,
}

impl MockRequest {
    /// A request without headers and body.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self { method: method.into(), target: target.into(), headers: Vec::new(), body: Vec::new() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The path without the query.
    pub(super) fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The decoded pairs of the query.
    pub(super) fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// The values of a header, in their order.
    pub(super) fn header_values<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        let named = self.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }
}

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
    pub(super) fn json(status: u16, body: &Value) -> Self {
        let content_type = ("content-type".to_owned(), "application/json; charset=utf-8".to_owned());
        Self { status, headers: vec![content_type], body: body.to_string().into_bytes() }
    }

    /// The same response with this body.
    pub(super) fn with_json(self, body: &Value) -> Self {
        Self { body: body.to_string().into_bytes(), ..self }
    }

    /// A success that is no JSON.
    pub(super) fn other(body: &[u8], media_type: &str) -> Self {
        let content_type = ("content-type".to_owned(), media_type.to_owned());
        Self { status: 200, headers: vec![content_type], body: body.to_vec() }
    }

    /// Adds a header.
    pub(super) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}
