//! The description of an operation.

use std::fmt;
use std::marker::PhantomData;

use crate::Method;
use crate::read::node::Kind;
use crate::read::{self, Node, Read};
use crate::reply_body::{BodyError, ParsedBody};

/// An operation of an API: converts a `Req` to a request, and its reply to a `Rep`.
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
    /// Whether the reply has no value, so that it is at most an object with a code.
    code_only: bool,
    /// The form of the body of a success.
    form: ReplyForm,
    /// The media type of a reply that is not JSON.
    accept: Option<&'static str>,
    /// The server that it has in place of those of the API.
    server: Option<&'static str>,
    /// The keys that lead to the value in the reply.
    data: &'static [&'static str],
    request: PhantomData<fn(&Req)>,
}

/// How a reply's body becomes a value.
type ReadReply<Rep> = fn(ParsedBody<'_>) -> Result<Rep, BodyError>;

impl<Req: ?Sized, Rep: Read> Operation<Req, Rep> {
    /// An operation whose reply is JSON.
    pub const fn new(spec: OperationSpec) -> Self {
        Self {
            spec,
            read: |body| read::reply(|| Ok(Rep::read(body?)?)),
            code_only: false,
            form: ReplyForm::Json,
            accept: None,
            server: None,
            data: &[],
            request: PhantomData,
        }
    }
}

impl<Req: ?Sized, Rep: Read> Operation<Req, Option<Rep>> {
    /// An operation whose reply is JSON, or nothing: no body, or null.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// const PETS_IF_ANY: Operation<(), Option<Vec<String>>> = Operation::optional(*LIST_PETS.spec()).data(&["data", "pets"]);
    ///
    /// let client = |status, body| Client::builder(&PETS).token("a token").transport(Canned(status, body)).build();
    /// let pets = run(client(200, r#"{"data":{"pets":["Rex"]}}"#)?.call(&PETS_IF_ANY, ()).into_future())?;
    /// assert_eq!(pets, Some(vec!["Rex".to_owned()]));
    /// assert_eq!(run(client(204, "")?.call(&PETS_IF_ANY, ()).into_future())?, None);
    /// # Ok(())
    /// # }
    /// ```
    pub const fn optional(spec: OperationSpec) -> Self {
        Self {
            read: |body| match body {
                Err(BodyError::Empty) => Ok(None),
                body => read::reply(|| Ok(Option::read(body?)?)),
            },
            ..Self::new(spec)
        }
    }
}

impl<Req: ?Sized> Operation<Req, ()> {
    /// An operation whose reply has no value.
    pub const fn without_reply(spec: OperationSpec) -> Self {
        Self {
            spec,
            read: |_| Ok(()),
            code_only: true,
            form: ReplyForm::Json,
            accept: None,
            server: None,
            data: &[],
            request: PhantomData,
        }
    }
}

impl<Req: ?Sized> Operation<Req, String> {
    /// An operation whose reply is text in UTF-8.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// static EXPORT: Operation<(), String> = Operation::text(*LIST_PETS.spec()).accept("text/csv");
    ///
    /// let client = Client::builder(&PETS).token("a token").transport(Canned(200, "name\\nRex\\n")).build()?;
    /// assert_eq!(run(client.call(&EXPORT, ()).into_future())?, "name\\nRex\\n");
    /// # Ok(())
    /// # }
    /// ```
    pub const fn text(spec: OperationSpec) -> Self {
        Self {
            spec,
            read: |body| match body {
                Err(BodyError::Empty) => Ok(String::new()),
                body => Ok(String::read(body?)?),
            },
            code_only: false,
            form: ReplyForm::Text,
            accept: None,
            server: None,
            data: &[],
            request: PhantomData,
        }
    }
}

impl<Req: ?Sized> Operation<Req, Vec<u8>> {
    /// An operation whose reply is bytes, at most [`ClientBuilder::max_reply_bytes`](crate::ClientBuilder::max_reply_bytes)
    /// of them.
    pub const fn bytes(spec: OperationSpec) -> Self {
        Self {
            spec,
            read: |body| match body {
                Err(BodyError::Empty) => Ok(Vec::new()),
                body => match body?.0 {
                    Kind::Bytes(bytes) => Ok(bytes.into_owned()),
                    other => Err(read::Error::expected("bytes", &Node(other)).into()),
                },
            },
            code_only: false,
            form: ReplyForm::Bytes,
            accept: None,
            server: None,
            data: &[],
            request: PhantomData,
        }
    }
}

/// The form of the body of a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReplyForm {
    #[default]
    Json,
    Text,
    Bytes,
}

impl<Req: ?Sized, Rep> Operation<Req, Rep> {
    /// The description in the spec.
    pub const fn spec(&self) -> &OperationSpec {
        &self.spec
    }

    /// The value of a reply is at these keys of the body, outermost first, and not the whole body.
    #[must_use]
    pub const fn data(mut self, keys: &'static [&'static str]) -> Self {
        self.data = keys;
        self
    }

    /// The keys that lead to the value in a reply.
    #[cfg(feature = "mock")]
    pub(crate) fn data_keys(&self) -> &'static [&'static str] {
        self.data
    }

    /// Asks for a reply of this media type, by the header `Accept`.
    #[must_use]
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = Some(media_type);
        self
    }

    /// Calls this server in place of those of the API, unless the client is built with a server of its own.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// static LIST_OLD_PETS: Operation<(), String> =
    ///     Operation::text(*LIST_PETS.spec()).server("https://archive.example.com");
    ///
    /// let client = Client::builder(&PETS).token("a token").transport(Canned(200, "Rex")).build()?;
    /// assert_eq!(run(client.call(&LIST_OLD_PETS, ()).into_future())?, "Rex");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub const fn server(mut self, address: &'static str) -> Self {
        self.server = Some(address);
        self
    }

    /// The server that it has in place of those of the API.
    pub(crate) fn own_server(&self) -> Option<&'static str> {
        self.server
    }

    /// The media type of a reply that is not JSON.
    pub(crate) fn accepted(&self) -> Option<&'static str> {
        self.accept
    }

    /// Whether the reply has no value, so that it is at most an object with a code.
    pub(crate) fn code_only(&self) -> bool {
        self.code_only
    }

    /// The form of the body of a success.
    pub(crate) fn form(&self) -> ReplyForm {
        self.form
    }

    /// Reads a success.
    pub(crate) fn read(&self, body: ParsedBody<'_>) -> Result<Rep, BodyError> {
        let body = body.map(|body| self.data.iter().fold(body, |node, key| node.take(key)));
        (self.read)(body).map_err(|error| match error {
            BodyError::Value(error) => {
                BodyError::Value(self.data.iter().rev().fold(error, |error, key| error.at(key)))
            }
            BodyError::Empty | BodyError::Json(_) | BodyError::NotText => error,
        })
    }
}

impl<Req: ?Sized, Rep> fmt::Debug for Operation<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spec.fmt(f)
    }
}

/// The description of an operation in the spec.
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
///     tolerate_unknown_keys: false,
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
    /// The path below the server's address, with the names of parameters in braces: `/stores/{store_id}`.
    pub path: &'static str,
    /// Whether the call carries the API's credential.
    pub auth: bool,
    /// Whether it is idempotent: sending it twice has the effect of sending it once.
    pub idempotent: bool,
    /// Whether mocks accept keys of the body that the spec does not have.
    pub tolerate_unknown_keys: bool,
    /// Whether the reply contains a secret, so that no error may quote it.
    pub secret_reply: bool,
    /// The kind of the body.
    pub body: Body,
    /// The JSON around the request in the body.
    pub wrap: Option<Wrap>,
}

/// The kind of the body.
///
/// ```
/// use specwright_runtime::Body;
///
/// assert_ne!(Body::Json, Body::Form); // {"name":"Rex"} and name=Rex
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// No body.
    Empty,
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `application/x-www-form-urlencoded`, with the names of what is inside of objects and lists in brackets.
    NestedForm,
    /// `multipart/form-data`.
    Multipart,
    /// Text in UTF-8 with this content type.
    Text(&'static str),
    /// Bytes, with the media type of the [`FilePart`](crate::FilePart) that holds them.
    Bytes,
}

/// The JSON around a request in the body.
///
/// ```
/// use specwright_runtime::Wrap;
///
/// let wrap = Wrap { before: r#"{"pet":"#, after: "}", path: &["pet"] };
/// assert_eq!(format!("{}{}{}", wrap.before, r#"{"name":"Rex"}"#, wrap.after), r#"{"pet":{"name":"Rex"}}"#);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrap {
    /// The text before the request.
    pub before: &'static str,
    /// The text after it.
    pub after: &'static str,
    /// The keys that lead to the request, outermost first.
    pub path: &'static [&'static str],
}
