//! Building a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use super::{Client, Core, SharedStore};
use crate::error::{BuildError, Error};
use crate::secrets::Secrets;
use crate::settings::Settings;
use crate::transport::MAX_REPLY_BYTES;
use crate::{AccessToken, ApiSpec, CredentialStore, FixedToken, Retry, TokenSource, Transport, url};

/// The default timeout of an attempt.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The default deadline of a call.
const DEADLINE: Duration = Duration::from_secs(120);

/// Builds a client; `C` is the generated one.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let client: Client = ClientBuilder::new(&PETS)
///     .token("a token")
///     .transport(Canned(200, "[]"))
///     .server("http://127.0.0.1:8080") // in place of the API's own
///     .timeout(Duration::from_secs(5)) // one attempt
///     .deadline(Duration::from_secs(20)) // the whole call
///     .retry(Retry::new(2))
///     .build()?;
/// assert!(run(async { client.call(&LIST_PETS, ()).await })?.is_empty());
///
/// let error = Client::builder(&PETS).transport(Canned(200, "[]")).server("pets.example.com").build().unwrap_err();
/// assert_eq!(error.to_string(), "the client's server: the address must begin with https:// or http://");
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing without `build`"]
pub struct ClientBuilder<C = Client> {
    api: &'static ApiSpec,
    transport: Option<Arc<dyn Transport>>,
    tokens: Option<Arc<dyn TokenSource>>,
    store: Option<Arc<dyn CredentialStore>>,
    account: Option<String>,
    servers: Option<Vec<String>>,
    user_agent: Option<String>,
    timeout: Duration,
    deadline: Option<Duration>,
    retry: Retry,
    max_reply_bytes: usize,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Creates the builder of a client of an API.
    pub fn new(api: &'static ApiSpec) -> Self {
        Self {
            api,
            transport: None,
            tokens: None,
            store: None,
            account: None,
            servers: None,
            user_agent: None,
            timeout: TIMEOUT,
            deadline: Some(DEADLINE),
            retry: Retry::default(),
            max_reply_bytes: MAX_REPLY_BYTES,
            client: PhantomData,
        }
    }

    /// Sets the source of tokens. Without one, calls that need a token fail before anything is sent.
    pub fn token_source(mut self, source: impl TokenSource + 'static) -> Self {
        self.tokens = Some(Arc::new(source));
        self
    }

    /// Sets a token that does not change, such as an API key.
    pub fn token(self, token: impl Into<AccessToken>) -> Self {
        self.token_source(FixedToken::new(token))
    }

    /// Sets the store that shares credentials with other clients, processes and machines: one of them fetches for all.
    /// Without one, the clones of a client share its credentials.
    ///
    /// It requires the name of the account, from the source of tokens or [`account`](Self::account).
    pub fn credential_store(mut self, store: impl CredentialStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Sets the name of the account in the credential store: clients of the same account share credentials. It must not be
    /// a secret. The default is the [account of the source of tokens](TokenSource::account), such as the app's id.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Sets the transport. The default is the reqwest transport, if it is compiled in.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets a server in place of those of the API and of its operations, such as a mock: `http://127.0.0.1:8080`. There is no fail-over then.
    pub fn server(mut self, address: impl Into<String>) -> Self {
        self.servers = Some(vec![address.into()]);
        self
    }

    /// Sets the maximum duration of an attempt, from connecting to the last byte of the reply. The default is 30
    /// seconds; a call can override it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the maximum duration of a whole call: the token, all attempts and the pauses between them. The default is
    /// two minutes; a call can override it. `None` removes the limit.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// Sets the number of attempts and the pauses between them. A call can override it.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the beginning of the header `User-Agent`, which the name of this library follows.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the maximum number of bytes of a reply's body, after decompression. The default is 8 MiB; a longer body is
    /// an error.
    pub fn max_reply_bytes(mut self, bytes: usize) -> Self {
        self.max_reply_bytes = bytes;
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// [`Error::Build`] if no transport is compiled in or it cannot be built, if the server or the user agent is
    /// invalid, or if there is a credential store but no account.
    pub fn build(self) -> Result<C, Error> {
        self.into_client().map(C::from).map_err(Error::Build)
    }

    fn into_client(self) -> Result<Client, BuildError> {
        let has_own_server = self.servers.is_some();
        let servers = match self.servers {
            Some(servers) => servers,
            None => self.api.servers.iter().map(|&server| server.to_owned()).collect(),
        };
        let servers = servers
            .iter()
            .map(|server| url::server(server).map_err(|problem| BuildError::Server { problem }))
            .collect::<Result<Vec<_>, _>>()?;
        let user_agent = self.user_agent.as_deref().unwrap_or(self.api.user_agent);
        if !user_agent.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            return Err(BuildError::UserAgent);
        }
        let library = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        let settings = Settings {
            api: self.api,
            servers,
            has_own_server,
            user_agent: format!("{user_agent} {library}"),
            good_server: AtomicUsize::new(0),
            secrets: Secrets::default(),
            timeout: self.timeout,
            deadline: self.deadline,
            retry: self.retry,
            max_reply_bytes: self.max_reply_bytes,
        };
        let shared =
            self.store.map(|store| shared(store, self.account, self.tokens.as_deref())).transpose()?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        Ok(Client(Arc::new(Core { settings, transport, tokens: self.tokens, shared })))
    }
}

fn shared(
    store: Arc<dyn CredentialStore>,
    account: Option<String>,
    tokens: Option<&dyn TokenSource>,
) -> Result<SharedStore, BuildError> {
    let account = account.or_else(|| tokens?.account().map(str::to_owned));
    match account.filter(|account| !account.is_empty()) {
        Some(account) => Ok(SharedStore { store, account }),
        None => Err(BuildError::NoAccount),
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    let transport = crate::ReqwestTransport::new().map_err(BuildError::Transport)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("api", &self.api.name).finish_non_exhaustive()
    }
}
