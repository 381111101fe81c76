//! Reading requests back from the wire.

use std::collections::BTreeMap;
use std::fmt;

use serde::de;
use serde_json::Value;

use super::plain;
use super::route::Route;
use crate::read::node::Kind;
use crate::read::{Error, Node, Read};
use crate::{Body, Breach, FilePart, HttpRequest, ListStyle, Report, json_text};

/// The input of an operation that can be read back from its request. Generated code implements it.
///
/// ```
/// use specwright_runtime::mock::{FromWire, Wire, WireError};
///
/// /// `GET /pets/{pet_id}?fields=…`
/// struct FindPet {
///     pet_id: i64,
///     fields: Vec<String>,
/// }
///
/// impl FromWire for FindPet {
///     fn from_wire(wire: &Wire<'_>) -> Result<Self, WireError> {
///         Ok(Self { pet_id: wire.path("pet_id")?, fields: wire.query("fields")? })
///     }
/// }
/// ```
pub trait FromWire: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If the request does not match the operation.
    fn from_wire(wire: &Wire<'_>) -> Result<Self, WireError>;
}

/// The parts of a request as the spec names them.
#[derive(Debug)]
pub struct Wire<'a> {
    request: &'a HttpRequest,
    route: &'a Route,
    path: Vec<(String, String)>,
}

impl<'a> Wire<'a> {
    pub(super) fn new(request: &'a HttpRequest, route: &'a Route, path: Vec<(String, String)>) -> Self {
        Self { request, route, path }
    }

    /// A path parameter.
    ///
    /// # Errors
    ///
    /// If it is not of this type.
    pub fn path<T: Read>(&self, name: &str) -> Result<T, WireError> {
        T::read(plain::named(&self.path, |key| key == name)).map_err(|error| WireError::from(error.at(name)))
    }

    /// A query parameter.
    ///
    /// # Errors
    ///
    /// If it is required and missing, or not of this type.
    pub fn query<T: Read>(&self, name: &str) -> Result<T, WireError> {
        let query = plain::pairs(self.request.url.expose_query().unwrap_or_default());
        T::read(plain::named(&query, |key| key == name)).map_err(|error| WireError::from(error.at(name)))
    }

    /// A list in the query, in this style.
    ///
    /// # Errors
    ///
    /// If it is required and missing, or an element is not of this type.
    pub fn query_list<T: Read>(&self, name: &str, style: ListStyle) -> Result<T, WireError> {
        let query = plain::pairs(self.request.url.expose_query().unwrap_or_default());
        let key = style.key(name);
        let values = query.iter().filter(|(other, _)| *other == key).map(|(_, value)| value.as_str());
        let elements = style.read(values).into_iter().map(|text| (name.to_owned(), text.to_owned()));
        let elements: Vec<(String, String)> = elements.collect();
        T::read(plain::named(&elements, |_| true)).map_err(|error| WireError::from(error.at(name)))
    }

    /// A query parameter that is JSON, if it is there.
    ///
    /// # Errors
    ///
    /// If it is not JSON, or not of this type.
    pub fn query_json<T: Read>(&self, name: &str) -> Result<Option<T>, WireError> {
        let query = plain::pairs(self.request.url.expose_query().unwrap_or_default());
        let mut values = query.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
        let (Some(text), None) = (values.next(), values.next()) else { return Ok(None) };
        let node: Node<'_> = serde_json::from_str(text).map_err(|problem| {
            <WireError as de::Error>::custom(format_args!("{name}: not JSON: {problem}"))
        })?;
        T::read(node).map(Some).map_err(|error| WireError::from(error.at(name)))
    }

    /// A query parameter that is JSON.
    ///
    /// # Errors
    ///
    /// If it is missing, not JSON, or not of this type.
    pub fn required_query_json<T: Read>(&self, name: &str) -> Result<T, WireError> {
        let missing = || WireError::from(Error::new("missing, but required").at(name));
        self.query_json(name)?.ok_or_else(missing)
    }

    /// A header.
    ///
    /// # Errors
    ///
    /// If it is required and missing, or not of this type.
    pub fn header<T: Read>(&self, name: &str) -> Result<T, WireError> {
        let headers = plain::named(&self.request.headers, |key| key.eq_ignore_ascii_case(name));
        T::read(headers).map_err(|error| WireError::from(error.at(name)))
    }

    /// The value in the body, without the JSON around it, if there is a body.
    ///
    /// # Errors
    ///
    /// If it is not of this type.
    pub fn optional_body<T: Read>(&self) -> Result<Option<T>, WireError> {
        self.request.body.is_some().then(|| self.body()).transpose()
    }

    /// The value in the body, without the JSON around it.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not of this type.
    pub fn body<T: Read>(&self) -> Result<T, WireError> {
        let body = self.request.body.as_ref().ok_or(WireError(Reason::NoBody))?;
        let wrong = |problem: &str| <WireError as de::Error>::custom(problem);
        let mut node: Node<'_> = match self.route.body {
            Body::Multipart => {
                let parts = body.parts().ok_or_else(|| wrong("the body is not multipart"))?;
                return Ok(T::read(plain::parts(parts)?)?);
            }
            Body::Form => {
                let bytes = body.bytes().ok_or_else(|| wrong("the body is multipart, and not a form"))?;
                return Ok(T::read(plain::object(&plain::pairs(&String::from_utf8_lossy(bytes))))?);
            }
            Body::NestedForm => {
                let bytes = body.bytes().ok_or_else(|| wrong("the body is multipart, and not a form"))?;
                return Ok(T::read(plain::nested(&plain::pairs(&String::from_utf8_lossy(bytes)))?)?);
            }
            Body::Text(_) => {
                let bytes = body.bytes().ok_or_else(|| wrong("the body is multipart, and not text"))?;
                let text = std::str::from_utf8(bytes).map_err(|_| wrong("the body is not UTF-8"))?;
                return Ok(T::read(Node(Kind::Text(text.into())))?);
            }
            Body::Bytes => {
                let bytes = body.bytes().ok_or_else(|| wrong("the body is multipart, and not bytes"))?;
                let media_type = self.request.header("content-type").unwrap_or_default();
                return Ok(T::read(Node(Kind::Files(vec![FilePart::unnamed(media_type, bytes)])))?);
            }
            Body::Json | Body::Empty => {
                let bytes = body.bytes().ok_or_else(|| wrong("the body is multipart, and not JSON"))?;
                serde_json::from_slice(bytes).map_err(<WireError as de::Error>::custom)?
            }
        };
        let path = self.route.wrap.map_or(&[][..], |wrap| wrap.path);
        for key in path {
            node = node.take(key);
        }
        T::read(node).map_err(|error| path.iter().rev().fold(error, |error, key| error.at(key)).into())
    }
}

impl Wire<'_> {
    /// What only the text of the body shows.
    pub(super) fn faults(&self, forbid_escapes: bool) -> Report {
        let mut report = Report::new();
        let body = match self.route.body {
            Body::Json => self.request.bytes().and_then(|body| std::str::from_utf8(body).ok()),
            Body::Form | Body::NestedForm | Body::Multipart | Body::Text(_) | Body::Bytes | Body::Empty => {
                None
            }
        };
        // Of a text that is not JSON, only that is reported.
        if let Some(text) = body.filter(|text| serde_json::from_str::<de::IgnoredAny>(text).is_ok()) {
            let faults = json_text::faults(text, forbid_escapes);
            faults.into_iter().for_each(|fault| report.push(fault.violation));
        }
        report
    }
}

impl FromWire for () {
    fn from_wire(_: &Wire<'_>) -> Result<Self, WireError> {
        Ok(())
    }
}

/// Null if there is no body.
impl FromWire for Value {
    fn from_wire(wire: &Wire<'_>) -> Result<Self, WireError> {
        if wire.request.body.is_none() { Ok(Value::Null) } else { wire.body() }
    }
}

impl<T: Read> FromWire for Vec<T> {
    fn from_wire(wire: &Wire<'_>) -> Result<Self, WireError> {
        wire.body()
    }
}

impl<T: Read> FromWire for BTreeMap<String, T> {
    fn from_wire(wire: &Wire<'_>) -> Result<Self, WireError> {
        wire.body()
    }
}

/// Why a request does not match its operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError(Reason);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NoBody,
    Unreadable(String),
}

impl WireError {
    /// The rule that the request breaks.
    pub(super) fn breach(&self) -> Breach {
        match &self.0 {
            Reason::NoBody => Breach::NoBody,
            Reason::Unreadable(problem) => Breach::Body { problem: problem.clone() },
        }
    }
}

impl From<Error> for WireError {
    fn from(error: Error) -> Self {
        de::Error::custom(error)
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.breach().fmt(f)
    }
}

impl std::error::Error for WireError {}

impl de::Error for WireError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Reason::Unreadable(message.to_string()))
    }
}
