//! What generated code states about one operation.

use std::fmt;
use std::marker::PhantomData;

use crate::read::Read;
use crate::reply::{Parsed, Unread};

/// One call of an API, without any input or output: how `Req` becomes a request and its reply a `Rep`.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let spec = LIST_PETS.spec();
/// assert_eq!((spec.name, spec.method, spec.path), ("list_pets", Method::Get, "/pets"));
/// # Ok(())
/// # }
/// ```
pub struct Operation<Req: ?Sized, Rep> {
    spec: OperationSpec,
    read: ReadReply<Rep>,
    request: PhantomData<fn(&Req)>,
}

/// How a reply's body becomes a value.
type ReadReply<Rep> = fn(Parsed<'_>) -> Result<Rep, Unread>;

impl<Req: ?Sized, Rep: Read> Operation<Req, Rep> {
    /// An operation whose reply is JSON.
    pub const fn new(spec: OperationSpec) -> Self {
        Self { spec, read: |body| Ok(Rep::read(body?)?), request: PhantomData }
    }
}

impl<Req: ?Sized> Operation<Req, ()> {
    /// An operation whose reply says nothing but success.
    pub const fn without_reply(spec: OperationSpec) -> Self {
        Self { spec, read: |_| Ok(()), request: PhantomData }
    }
}

impl<Req: ?Sized, Rep> Operation<Req, Rep> {
    /// What the spec says.
    pub const fn spec(&self) -> &OperationSpec {
        &self.spec
    }

    /// Reads a success.
    pub(crate) fn read(&self, body: Parsed<'_>) -> Result<Rep, Unread> {
        (self.read)(body)
    }
}

impl<Req: ?Sized, Rep> fmt::Debug for Operation<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}

/// What the spec says about an operation.
///
/// ```
/// use specwright_runtime::{Body, Method, OperationSpec};
///
/// const REMOVE_PET: OperationSpec = OperationSpec {
///     name: "remove_pet",
///     method: Method::Delete,
///     path: "/pets/{pet_id}",
///     auth: true,
///     idempotent: true,
///     secret_reply: false,
///     body: Body::Empty,
///     wrap: None,
/// };
/// assert!(REMOVE_PET.method.is_idempotent());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OperationSpec {
    /// Its name: `create_meeting_ticket`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path below the server's address, with names in braces where parameters stand: `/stores/{store_id}`.
    pub path: &'static str,
    /// Whether the call carries the API's credential.
    pub auth: bool,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// Whether the reply holds a secret, so that no error may quote it.
    pub secret_reply: bool,
    /// What is sent as the body.
    pub body: Body,
    /// What stands around the request in the body.
    pub wrap: Option<Wrap>,
}

/// What is sent as the body.
///
/// ```
/// use specwright_runtime::Body;
///
/// assert_ne!(Body::Json, Body::Form); // {"name":"Rex"} and name=Rex
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// What stands around a request in the body, as JSON text.
///
/// ```
/// use specwright_runtime::Wrap;
///
/// let wrap = Wrap { before: r#"{"pet":"#, after: "}", path: &["pet"] };
/// assert_eq!(format!("{}{}{}", wrap.before, r#"{"name":"Rex"}"#, wrap.after), r#"{"pet":{"name":"Rex"}}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrap {
    /// What is written before the request.
    pub before: &'static str,
    /// What is written after it.
    pub after: &'static str,
    /// The keys that lead to the request, outermost first.
    pub path: &'static [&'static str],
}

/// An HTTP method. `CONNECT` is none of them: it opens a tunnel, and asks for no path.
///
/// ```
/// use specwright_runtime::Method;
///
/// assert_eq!(Method::Post.as_str(), "POST");
/// assert!(Method::Put.is_idempotent() && !Method::Post.is_idempotent());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "their names say it")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
    Trace,
}

impl Method {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Get,
        Self::Head,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Options,
        Self::Trace,
    ];

    /// As it stands in a request: `POST`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Trace => "TRACE",
        }
    }

    /// Whether HTTP says that sending such a request twice does no more than sending it once.
    pub const fn is_idempotent(self) -> bool {
        match self {
            Method::Get | Method::Head | Method::Put | Method::Delete | Method::Options | Method::Trace => {
                true
            }
            Method::Post | Method::Patch => false,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
