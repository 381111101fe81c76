//! Setting a blocking client up.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::transport::Blocking;
use super::{Client, HttpTransport, Transport};
use crate::error::{BuildError, Error};
use crate::{AccessToken, ApiSpec, Retry, TokenSource};

/// Sets up a blocking client; `C` is the generated one.
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
///     .deadline(None) // the whole call takes as long as it likes
///     .build()?;
/// assert_eq!(client.call(&LIST_PETS, ()).send()?, ["Rex"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing comes of it without `build`"]
pub struct ClientBuilder<C = Client> {
    inner: crate::ClientBuilder,
    has_transport: bool,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins a client of an API.
    pub fn new(api: &'static ApiSpec) -> Self {
        Self { inner: crate::ClientBuilder::new(api), has_transport: false, client: PhantomData }
    }

    fn with(mut self, change: impl FnOnce(crate::ClientBuilder) -> crate::ClientBuilder) -> Self {
        self.inner = change(self.inner);
        self
    }

    /// Where calls get their token. Without it, calls that need one fail before anything is sent. A source of the
    /// program's own may block in its future; an async client can share it only if it does not.
    pub fn token_source(self, source: impl TokenSource + 'static) -> Self {
        self.with(|inner| inner.token_source(source))
    }

    /// A token that stays the same: an API key, for instance.
    pub fn token(self, token: impl Into<AccessToken>) -> Self {
        self.with(|inner| inner.token(token))
    }

    /// What carries the requests. Without it, [`HttpTransport`].
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.has_transport = true;
        self.with(|inner| inner.transport(Blocking(transport)))
    }

    /// Another server than the API's own, such as a mock: `http://127.0.0.1:8080`. There is no fail-over then.
    pub fn server(self, address: impl Into<String>) -> Self {
        self.with(|inner| inner.server(address))
    }

    /// How long one attempt may take, from connecting to the last byte of the reply. 30 seconds at first; a call
    /// may have its own.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|inner| inner.timeout(timeout))
    }

    /// How long a call may take as a whole: the token, all attempts and the pauses between them. Two minutes at
    /// first; a call may have its own, and `None` is as long as it likes.
    pub fn deadline(self, deadline: impl Into<Option<Duration>>) -> Self {
        self.with(|inner| inner.deadline(deadline))
    }

    /// How often calls are sent, and how long they wait in between. A call may have its own.
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|inner| inner.retry(retry))
    }

    /// What stands first in the header `User-Agent`, before the name of this library.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.with(|inner| inner.user_agent(user_agent))
    }

    /// How many bytes of a reply's body are taken, after decompression; 8 MiB at first. A longer one is an error.
    pub fn max_reply_bytes(self, bytes: usize) -> Self {
        self.with(|inner| inner.max_reply_bytes(bytes))
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`Error::Build`]: the transport cannot be set up, or the server or the user agent cannot be used.
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
