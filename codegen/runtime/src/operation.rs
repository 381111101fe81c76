//! The description of an operation.

use std::fmt;
use std::marker::PhantomData;

use crate::Method;
use crate::by_status::{ByStatus, Success};
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
    #[cfg(feature = "mock")]
    statuses: Statuses<Rep>,
    request: PhantomData<fn(&Req)>,
}

/// How a success becomes a value.
type ReadReply<Rep> = fn(Success<'_>) -> Result<Rep, BodyError>;

/// The statuses with which a mock answers.
#[cfg(feature = "mock")]
pub(crate) struct Statuses<Rep> {
    /// That of a value.
    pub(crate) of: fn(&Rep) -> u16,
    /// That of a reply that may be no value.
    pub(crate) usual: u16,
}

#[cfg(feature = "mock")]
impl<Rep> Clone for Statuses<Rep> {
    fn clone(&self) -> Self {
        *self
    }
}

#[cfg(feature = "mock")]
impl<Rep> Copy for Statuses<Rep> {}

impl<Req: ?Sized, Rep> Operation<Req, Rep> {
    /// An operation whose successes, whatever their status, are read by this function.
    const fn read_by(spec: OperationSpec, form: ReplyForm, read: ReadReply<Rep>) -> Self {
        Self {
            spec,
            read,
            code_only: false,
            form,
            accept: None,
            server: None,
            data: &[],
            #[cfg(feature = "mock")]
            statuses: Statuses { of: |_| 200, usual: 200 },
            request: PhantomData,
        }
    }
}

impl<Req: ?Sized, Rep: Read> Operation<Req, Rep> {
    /// An operation whose reply is JSON.
    pub const fn new(spec: OperationSpec) -> Self {
        Self::read_by(spec, ReplyForm::Json, |success| {
            success.at_value(|body| read::reply(|| Ok(Rep::read(body?)?)))
        })
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
        Self::read_by(spec, ReplyForm::Json, |success| {
            success.at_value(|body| match body {
                Err(BodyError::Empty) => Ok(None),
                body => read::reply(|| Ok(Option::read(body?)?)),
            })
        })
    }
}

impl<Req: ?Sized, Rep: ByStatus> Operation<Req, Rep> {
    /// An operation whose reply is JSON of a type that depends on the status, or nothing.
    pub const fn by_status(spec: OperationSpec) -> Self {
        Self {
            #[cfg(feature = "mock")]
            statuses: Statuses { of: Rep::status, usual: Rep::USUAL_STATUS },
            ..Self::read_by(spec, ReplyForm::Json, |success| Rep::read(success).map_err(|error| error.0))
        }
    }
}

impl<Req: ?Sized> Operation<Req, ()> {
    /// An operation whose reply has no value.
    pub const fn without_reply(spec: OperationSpec) -> Self {
        Self { code_only: true, ..Self::read_by(spec, ReplyForm::Json, |_| Ok(())) }
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
        Self::read_by(spec, ReplyForm::Text, |success| match success.body {
            Err(BodyError::Empty) => Ok(String::new()),
            body => Ok(String::read(body?)?),
        })
    }
}

impl<Req: ?Sized> Operation<Req, Vec<u8>> {
    /// An operation whose reply is bytes, at most [`ClientBuilder::max_reply_bytes`](crate::ClientBuilder::max_reply_bytes)
    /// of them.
    pub const fn bytes(spec: OperationSpec) -> Self {
        Self::read_by(spec, ReplyForm::Bytes, |success| match success.body {
            Err(BodyError::Empty) => Ok(Vec::new()),
            body => match body?.0 {
                Kind::Bytes(bytes) => Ok(bytes.into_owned()),
                other => Err(read::Error::expected("bytes", &Node(other)).into()),
            },
        })
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

    /// The statuses with which a mock answers.
    #[cfg(feature = "mock")]
    pub(crate) fn statuses(&self) -> Statuses<Rep> {
        self.statuses
    }

    /// Reads a success.
    pub(crate) fn read(&self, status: u16, body: ParsedBody<'_>) -> Result<Rep, BodyError> {
        (self.read)(Success { status, body, data: self.data })
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
