//! Building a blocking client.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::transport::Blocking;
use super::{Client, HttpTransport, Transport};
use crate::error::{BuildError, Error};
use crate::{AccessToken, ApiSpec, CredentialStore, Retry, TokenSource};

/// Builds a blocking client; `C` is the generated one.
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
/// use std::time::Duration;
///
/// let client = blocking::Client::builder(&PETS)
///     .token("a token")
///     .transport(Blocked)
///     .timeout(Duration::from_secs(5)) // one attempt
///     .deadline(None) // no limit for the whole call
///     .build()?;
/// assert_eq!(client.call(&LIST_PETS, ()).send()?, ["Rex"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing without `build`"]
pub struct ClientBuilder<C = Client> {
    inner: crate::ClientBuilder,
    has_transport: bool,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Creates the builder of a client of an API.
    pub fn new(api: &'static ApiSpec) -> Self {
        Self { inner: crate::ClientBuilder::new(api), has_transport: false, client: PhantomData }
    }

    fn with(mut self, change: impl FnOnce(crate::ClientBuilder) -> crate::ClientBuilder) -> Self {
        self.inner = change(self.inner);
        self
    }

    /// Sets the source of tokens. Without one, calls that need a token fail before anything is sent. The future of a
    /// source may block the thread; an async client can share the source only if it does not.
    pub fn token_source(self, source: impl TokenSource + 'static) -> Self {
        self.with(|inner| inner.token_source(source))
    }

    /// Sets a token that does not change, such as an API key.
    pub fn token(self, token: impl Into<AccessToken>) -> Self {
        self.with(|inner| inner.token(token))
    }

    /// Sets the store that shares credentials with other clients, processes and machines: one of them fetches for all.
    /// Without one, the clones of a client share its credentials. Its futures must not need an async runtime, unless the
    /// client is used inside one.
    ///
    /// It requires the name of the account, from the source of tokens or [`account`](Self::account).
    pub fn credential_store(self, store: impl CredentialStore + 'static) -> Self {
        self.with(|inner| inner.credential_store(store))
    }

    /// Sets the name of the account in the credential store: clients of the same account share credentials. It must not be
    /// a secret. The default is the [account of the source of tokens](TokenSource::account), such as the app's id.
    pub fn account(self, account: impl Into<String>) -> Self {
        self.with(|inner| inner.account(account))
    }

    /// Sets the transport. The default is [`HttpTransport`].
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.has_transport = true;
        self.with(|inner| inner.transport(Blocking(transport)))
    }

    /// Sets a server in place of those of the API and of its operations, such as a mock: `http://127.0.0.1:8080`. There is no fail-over then.
    pub fn server(self, address: impl Into<String>) -> Self {
        self.with(|inner| inner.server(address))
    }

    /// Sets the maximum duration of an attempt, from connecting to the last byte of the reply. The default is 30
    /// seconds; a call can override it.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|inner| inner.timeout(timeout))
    }

    /// Sets the maximum duration of a whole call: the token, all attempts and the pauses between them. The default is
    /// two minutes; a call can override it. `None` removes the limit.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        self.with(|inner| inner.deadline(deadline))
    }

    /// Sets the number of attempts and the pauses between them. A call can override it.
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|inner| inner.retry(retry))
    }

    /// Sets the beginning of the header `User-Agent`, which the name of this library follows.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.with(|inner| inner.user_agent(user_agent))
    }

    /// Sets the maximum number of bytes of a reply's body, after decompression. The default is 8 MiB; a longer body is
    /// an error.
    pub fn max_reply_bytes(self, bytes: usize) -> Self {
        self.with(|inner| inner.max_reply_bytes(bytes))
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if the transport cannot be built, if the server or the user agent is invalid, or if there is a
    /// credential store but no account.
    pub fn build(self) -> Result<C, Error> {
        let builder = if self.has_transport {
            self
        } else {
            let transport = HttpTransport::new();
            self.transport(transport.map_err(|error| Error::Build(BuildError::Transport(error)))?)
        };
        builder.inner.build().map(|inner| C::from(Client::new(inner)))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
