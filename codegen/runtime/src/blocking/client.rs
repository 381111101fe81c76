//! The blocking client and its calls.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use super::builder::ClientBuilder;
use super::raw_call::RawCall;
use super::wait::wait;
use crate::error::Error;
use crate::{AccessToken, Answer, ApiSpec, Method, Operation, Request, Retry};

/// What generated blocking clients are built on. It is cheap to clone; clones share transport and token.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # struct Blocked;
/// # impl blocking::Transport for Blocked {
/// #     fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
/// #         Ok(HttpResponse::new(200, r#"["Rex"]"#))
/// #     }
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = blocking::Client::builder(&PETS).token("a token").transport(Blocked).build()?;
/// assert_eq!(client.call(&LIST_PETS, ()).send()?, ["Rex"]);
///
/// // What the spec does not know is called by its path.
/// assert_eq!(client.call_raw(Method::Get, "/pets?kind=dog", None).send()?[0], "Rex");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client(crate::Client);

impl Client {
    pub(super) fn new(inner: crate::Client) -> Self {
        Self(inner)
    }

    /// Begins a client of an API.
    pub fn builder(api: &'static ApiSpec) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// A call of an operation. Nothing happens until it is [sent](Call::send).
    pub fn call<Req: Request, Rep: Send>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: Req,
    ) -> Call<Req, Rep> {
        Call(self.0.call(operation, request))
    }

    /// A call of something that the spec does not know, with the API's token and error handling. It holds no
    /// limits against the body. `path` stands below the server's address and is already encoded; it may have a
    /// query. Nothing happens until it is [sent](RawCall::send); errors then name it `POST /card/get`.
    pub fn call_raw(&self, method: Method, path: &str, body: Option<&Value>) -> RawCall {
        RawCall(self.0.call_raw(method, path, body))
    }

    /// The token that the next call would carry, for requests that the program sends by other means. It is fetched
    /// if there is none; the client's deadline bounds that.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] when there is no token source, or it has no token.
    pub fn token(&self) -> Result<AccessToken, Error> {
        wait(self.0.token())
    }

    /// Tells the token source that a server rejected this token. If it still is the one that the source keeps, the
    /// next call fetches another.
    pub fn invalidate_token(&self, rejected: &AccessToken) {
        self.0.invalidate_token(rejected);
    }
}

/// A call that is made when it is sent.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # struct Blocked;
/// # impl blocking::Transport for Blocked {
/// #     fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
/// #         Ok(HttpResponse::new(200, r#"["Rex"]"#))
/// #     }
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = blocking::Client::builder(&PETS).token("a token").transport(Blocked).build()?;
/// let answer = client.call(&LIST_PETS, ()).retry(Retry::NEVER).detailed()?;
/// assert_eq!((answer.status, answer.value), (200, vec!["Rex".to_owned()]));
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is sent"]
pub struct Call<Req: 'static, Rep: 'static>(crate::Call<Req, Rep>);

impl<Req: Request, Rep: Send> Call<Req, Rep> {
    /// Makes the call.
    ///
    /// # Errors
    ///
    /// Every [`Error`] there is; an invalid request is not sent.
    pub fn send(self) -> Result<Rep, Error> {
        self.detailed().map(|answer| answer.value)
    }

    /// Makes the call and tells more than the value: warnings, the request id, the body as it came.
    ///
    /// # Errors
    ///
    /// Every [`Error`] there is; an invalid request is not sent.
    pub fn detailed(self) -> Result<Answer<Rep>, Error> {
        wait(self.0.detailed())
    }

    /// Sends the request even if it breaks its limits, which the server may have lifted.
    pub fn skip_validation(self) -> Self {
        Self(self.0.skip_validation())
    }

    /// How long one attempt of this call may take. A request for its token keeps to the client's timeout, since other
    /// calls wait for it, too.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// How long this call may take as a whole: the token, all attempts and the pauses between them. `None` is as long
    /// as it likes.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        Self(self.0.deadline(deadline))
    }

    /// How often this call is sent, and how long it waits in between. A request for its token keeps to what the client
    /// has.
    pub fn retry(self, retry: Retry) -> Self {
        Self(self.0.retry(retry))
    }

    /// Lets this call be repeated even where its operation may then be done twice.
    pub fn allow_repeat(self) -> Self {
        Self(self.0.allow_repeat())
    }
}

impl<Req, Rep> fmt::Debug for Call<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
