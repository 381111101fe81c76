//! The client.

mod builder;
mod call;
mod exchange;
mod pages;
mod raw_call;
mod token;

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

pub use builder::ClientBuilder;
pub use call::{Answer, Call};
pub(crate) use exchange::Access;
pub use exchange::Exchange;
pub use pages::{Items, Pages};
pub use raw_call::RawCall;
use serde_json::Value;
pub use token::{Credential, FixedToken, Issued, Refreshing, TokenSource};

use crate::error::{Error, TokenFailure};
use crate::flow::{Flow, Step};
use crate::reply::{Reply, Sink};
use crate::reply_body::{BodyError, ParsedBody};
use crate::request::{self, Prepared};
use crate::settings::Settings;
use crate::{
    AccessToken, ApiSpec, BoxFuture, Chunks, CredentialKey, CredentialStore, Method, Operation, Paging,
    Report, Request, Sent, TokenError, Transport, TransportError,
};

/// The client that generated clients wrap. It is cheap to clone; clones share the transport and the token.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// assert_eq!(run(async { client.call(&LIST_PETS, ()).await })?, ["Rex"]);
///
/// // What the spec does not know is called by its path.
/// let names = run(async { client.call_raw(Method::Get, "/pets?kind=dog", None).await })?;
/// assert_eq!(names[0], "Rex");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(Arc<Core>);

/// The shared part of the clones of a client.
pub(crate) struct Core {
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) tokens: Option<Arc<dyn TokenSource>>,
    pub(crate) shared: Option<SharedStore>,
}

/// The store of a client's credentials, and the account that they are for.
pub(crate) struct SharedStore {
    pub(crate) store: Arc<dyn CredentialStore>,
    pub(crate) account: String,
}

impl Client {
    /// Creates the builder of a client of an API.
    pub fn builder(api: &'static ApiSpec) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// A call of an operation. Nothing is sent until it is awaited.
    pub fn call<Req: Request, Rep: Send>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: Req,
    ) -> Call<Req, Rep> {
        Call::new(self.0.clone(), operation, request)
    }

    /// The pages of an operation's list, each by a call of its own. Nothing is sent until a page is requested.
    pub fn pages<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static>(
        &self,
        operation: &'static Operation<Req, Rep>,
        paging: &'static Paging<Req, Rep, Item>,
        request: Req,
    ) -> Pages<Req, Rep, Item> {
        Pages::new(self.0.clone(), operation, paging, request)
    }

    /// A call of an operation that is not in the spec, with the API's token and error handling. The body is not
    /// validated. `path` is relative to the server's address and percent-encoded; it may have a query. Nothing is sent
    /// until the call is awaited. Errors name it `POST /card/get`.
    pub fn call_raw(&self, method: Method, path: &str, body: Option<&Value>) -> RawCall {
        RawCall::new(self.0.clone(), request::prepare_raw(method, path, body))
    }

    /// The token of the next call, for requests that the program sends by other means. It is fetched if there is none,
    /// within the client's deadline.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if there is no token source, or it returns an error.
    pub fn token(&self) -> BoxFuture<'static, Result<AccessToken, Error>> {
        let tokens = self.0.tokens.clone();
        self.obtain("token", false, tokens)
    }

    /// A credential that no call sends, such as a ticket that pages sign with. It is fetched if there is none, within the
    /// client's deadline; the operation that returns it can need the client's token itself.
    ///
    /// # Errors
    ///
    /// [`Error::Token`] if it cannot be fetched, or there is no token for that.
    pub fn credential(&self, credential: &Credential) -> BoxFuture<'static, Result<AccessToken, Error>> {
        self.obtain(credential.name(), true, Some(credential.source().clone()))
    }

    fn obtain(
        &self,
        name: &'static str,
        authorised: bool,
        source: Option<Arc<dyn TokenSource>>,
    ) -> BoxFuture<'static, Result<AccessToken, Error>> {
        let core = self.0.clone();
        Box::pin(async move {
            let until = core.settings.deadline.map(|deadline| core.transport.now().saturating_add(deadline));
            let token = core.token(source.as_deref(), None, Access { until, authorised }).await;
            let failed = |source| TokenFailure { operation: name.into(), sent: Sent::No, source };
            token.map_err(|source| Error::Token(failed(source)))
        })
    }

    /// Reports to the token source that a server rejected this token. If the source still has it, the next call fetches
    /// another.
    pub fn invalidate_token(&self, rejected: &AccessToken) {
        if let Some(tokens) = &self.0.tokens {
            tokens.invalidate(rejected);
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.0.settings.api.name)
            .field("servers", &self.0.settings.servers)
            .finish_non_exhaustive()
    }
}

impl Core {
    /// Makes a call and reads its value.
    pub(crate) async fn fetch<Rep: Send>(
        self: &Arc<Self>,
        request: Result<Prepared, Error>,
        authorised: bool,
        read: impl FnMut(u16, ParsedBody<'_>) -> Result<Rep, BodyError> + Send,
    ) -> Result<Answer<Rep>, Error> {
        self.fetch_to(request, authorised, read, None).await
    }

    /// Makes a call whose body is written while it arrives, and reads the value of what is left.
    pub(crate) async fn fetch_to<Rep: Send>(
        self: &Arc<Self>,
        request: Result<Prepared, Error>,
        authorised: bool,
        mut read: impl FnMut(u16, ParsedBody<'_>) -> Result<Rep, BodyError> + Send,
        chunks: Option<&mut Chunks<'_>>,
    ) -> Result<Answer<Rep>, Error> {
        let mut value = None;
        let mut sink = |status, body: ParsedBody<'_>| read(status, body).map(|read| value = Some(read));
        #[cfg(feature = "tracing")]
        let span = crate::trace::call(self.settings.api.name, &request);
        let driven = self.drive(request, authorised, &mut sink, chunks);
        #[cfg(feature = "tracing")]
        let driven = tracing::Instrument::instrument(driven, span);
        let (Reply { status, request_id, link, headers, body }, report) = driven.await?;
        match value {
            Some(value) => Ok(Answer { value, report, status, request_id, headers, body, link }),
            None => unreachable!("a reply is a success once its value has been read"),
        }
    }

    /// Makes a call and passes its value to `sink`. Without `authorised` it has no token, even if the operation
    /// requires one.
    async fn drive(
        self: &Arc<Self>,
        request: Result<Prepared, Error>,
        authorised: bool,
        sink: &mut Sink<'_>,
        mut chunks: Option<&mut Chunks<'_>>,
    ) -> Result<(Reply, Report), Error> {
        #[cfg(feature = "tracing")]
        crate::trace::validated(&request);
        let mut request = request?;
        let report = std::mem::take(&mut request.report);
        let tokens = self.tokens.as_deref().filter(|_| authorised);
        let now = || self.transport.now();
        let mut flow = Flow::new(&self.settings, request, now());
        let mut step = flow.start(now());
        loop {
            step = match step {
                Step::Token { rejected, until } => {
                    let access = Access { until, authorised: false };
                    let token = self.token(tokens, rejected.as_ref(), access).await;
                    flow.token(token, now())
                }
                Step::Send(request) => {
                    let timeout = request.timeout;
                    let sending = match &mut chunks {
                        Some(chunks) => self.transport.send_to(request, chunks),
                        None => self.transport.send(request),
                    };
                    let reply = match flow.until() {
                        // A transport should return by its timeout, which ends at the deadline or before.
                        Some(until) => self.before(until, sending).await,
                        None => Some(sending.await),
                    };
                    let late = || Err(TransportError::no_reply_within(timeout, Sent::Maybe));
                    let reply = reply.unwrap_or_else(late);
                    let reply = match &mut chunks {
                        Some(chunks) => chunks.rest(reply),
                        None => reply,
                    };
                    flow.reply(reply, now(), sink)
                }
                Step::Wait(pause) => {
                    self.transport.sleep(pause).await;
                    flow.waited(now())
                }
                Step::Done(result) => return result.map(|reply| (reply, report)),
            };
        }
    }

    async fn token(
        self: &Arc<Self>,
        tokens: Option<&dyn TokenSource>,
        rejected: Option<&AccessToken>,
        access: Access,
    ) -> Result<AccessToken, TokenError> {
        let tokens = tokens.ok_or_else(TokenError::no_source)?;
        if let Some(rejected) = rejected {
            tokens.invalidate(rejected);
        }
        let token = tokens.token(Exchange::new(self, access));
        let token = match access.until {
            Some(until) => self.before(until, token).await.unwrap_or_else(|| Err(TokenError::out_of_time())),
            None => token.await,
        }?;
        self.settings.secrets.learn_token(&token);
        Ok(token)
    }

    /// The store of the credentials, and the key of this one.
    pub(crate) fn shared(&self, credential: &str) -> Option<(&dyn CredentialStore, CredentialKey)> {
        let SharedStore { store, account } = self.shared.as_ref()?;
        Some((store.as_ref(), CredentialKey::new(self.settings.api.name, account, credential)))
    }

    /// Waits for the future, at most until this moment.
    async fn before<T>(&self, until: Duration, mut future: impl Future<Output = T> + Unpin) -> Option<T> {
        let mut alarm = None;
        poll_fn(|context| {
            if let Poll::Ready(value) = Pin::new(&mut future).poll(context) {
                return Poll::Ready(Some(value));
            }
            let left = until.saturating_sub(self.transport.now());
            let alarm = alarm.get_or_insert_with(|| Some(self.transport.alarm(left)));
            let rings = alarm.as_mut().is_some_and(|alarm| alarm.as_mut().poll(context).is_ready());
            if !rings {
                return Poll::Pending;
            }
            // An alarm that resolved early is replaced at the next poll.
            *alarm = None;
            if self.transport.now() < until { Poll::Pending } else { Poll::Ready(None) }
        })
        .await
    }
}
