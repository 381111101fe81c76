//! The blocking client and its calls.

use std::fmt;
use std::io::Write;
use std::time::Duration;

use serde_json::Value;

use super::builder::ClientBuilder;
use super::pages::Pages;
use super::raw_call::RawCall;
use super::wait::wait;
use crate::error::Error;
use crate::{AccessToken, Answer, ApiSpec, Credential, Method, Operation, Paging, Request, Retry};

/// The client that generated blocking clients wrap. It is cheap to clone; clones share the transport and the token.
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

    /// Creates the builder of a client of an API.
    pub fn builder(api: &'static ApiSpec) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// A call of an operation. Nothing is sent until [`Call::send`].
    pub fn call<Req: Request, Rep: Send>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: Req,
    ) -> Call<Req, Rep> {
        Call(self.0.call(operation, request))
    }

    /// The pages of an operation's list, each by a call of its own. Nothing is sent until a page is requested.
    pub fn pages<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static>(
        &self,
        operation: &'static Operation<Req, Rep>,
        paging: &'static Paging<Req, Rep, Item>,
        request: Req,
    ) -> Pages<Req, Rep, Item> {
        Pages(self.0.pages(operation, paging, request))
    }

    /// A call of an operation that is not in the spec, with the API's token and error handling. The body is not
    /// validated. `path` is relative to the server's address and percent-encoded; it may have a query. Nothing is sent
    /// until [`RawCall::send`]. Errors name it `POST /card/get`.
    pub fn call_raw(&self, method: Method, path: &str, body: Option<&Value>) -> RawCall {
        RawCall(self.0.call_raw(method, path, body))
    }

    /// The token of the next call, for requests that the program sends by other means. It is fetched if there is none,
    /// within the client's deadline.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if there is no token source, or it returns an error.
    pub fn token(&self) -> Result<AccessToken, Error> {
        wait(self.0.token())
    }

    /// A credential that no call sends, such as a ticket that pages sign with. It is fetched if there is none, within the
    /// client's deadline; the operation that returns it can need the client's token itself.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if it cannot be fetched, or there is no token for that.
    pub fn credential(&self, credential: &Credential) -> Result<AccessToken, Error> {
        wait(self.0.credential(credential))
    }

    /// Reports to the token source that a server rejected this token. If the source still has it, the next call fetches
    /// another.
    pub fn invalidate_token(&self, rejected: &AccessToken) {
        self.0.invalidate_token(rejected);
    }
}

/// A call that is made by [`send`](Self::send).
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
pub struct Call<Req: 'static, Rep: 'static>(pub(super) crate::Call<Req, Rep>);

impl<Req: Request, Rep: Send> Call<Req, Rep> {
    /// Makes the call.
    ///
    /// # Errors
    ///
    /// Any [`Error`]. An invalid request is not sent.
    pub fn send(self) -> Result<Rep, Error> {
        self.detailed().map(|answer| answer.value)
    }

    /// Makes the call. The result has the warnings, the request id and the body besides the value.
    ///
    /// # Errors
    ///
    /// Any [`Error`]. An invalid request is not sent.
    pub fn detailed(self) -> Result<Answer<Rep>, Error> {
        wait(self.0.detailed())
    }

    /// Sends the request even if it breaks its limits, which the server may have lifted.
    pub fn skip_validation(self) -> Self {
        Self(self.0.skip_validation())
    }

    /// Sets the maximum duration of an attempt of this call. The request for its token has the client's timeout, since
    /// other calls wait for it as well.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Sets the maximum duration of this call: the token, all attempts and the pauses between them. `None` is no limit.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        Self(self.0.deadline(deadline))
    }

    /// Sets the number of attempts of this call and the pauses between them. The request for its token has those of the
    /// client.
    pub fn retry(self, retry: Retry) -> Self {
        Self(self.0.retry(retry))
    }

    /// Allows repeating this call even if its operation may then be done twice.
    pub fn allow_repeat(self) -> Self {
        Self(self.0.allow_repeat())
    }
}

impl<Req: Request> Call<Req, Vec<u8>> {
    /// Makes the call, and writes the bytes while they arrive, as [`crate::Call::write_to`] does. The value is the number of
    /// bytes.
    ///
    /// # Errors
    ///
    /// Any [`Error`]. An invalid request is not sent.
    pub fn write_to(self, writer: &mut (impl Write + Send)) -> Result<Answer<u64>, Error> {
        wait(self.0.write_to(writer))
    }
}

impl<Req, Rep> fmt::Debug for Call<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
