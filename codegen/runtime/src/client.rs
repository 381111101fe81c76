//! The client: what all calls of a program share.

mod builder;
mod exchange;

use std::fmt;
use std::sync::Arc;

pub use builder::ClientBuilder;
pub use exchange::Exchange;
use serde_json::Value;

use crate::error::Error;
use crate::flow::{Flow, Settings, Step};
use crate::reply::Reply;
use crate::request::{self, Prepared};
use crate::{ApiSpec, BoxFuture, Call, Method, Operation, Request, TokenError, TokenSource, Transport};

/// What generated clients are built on. It is cheap to clone; clones share transport and token.
#[derive(Clone)]
pub struct Client(Arc<Core>);

/// What clones of a client share.
pub(crate) struct Core {
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) tokens: Option<Arc<dyn TokenSource>>,
}

impl Client {
    /// Begins a client of an API.
    pub fn builder(api: &'static ApiSpec) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// A call of an operation. Nothing happens until it is awaited.
    pub fn call<Req: Request, Rep>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: Req,
    ) -> Call<Req, Rep> {
        Call::new(self.0.clone(), operation, request)
    }

    /// A call of something that the spec does not know, with the API's token and error handling. It holds no
    /// limits against the body. `path` stands below the server's address and is already encoded; it may have a
    /// query. The reply is null where it has no body.
    ///
    /// # Errors
    ///
    /// As any other call; errors name it `POST /card/get`.
    pub fn call_raw(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> BoxFuture<'static, Result<Value, Error>> {
        let core = self.0.clone();
        let prepared = request::prepare_raw(method, path, body);
        Box::pin(async move { core.run(prepared?, true).await?.read_json() })
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
    /// Drives a call to its end. Without `authorised` there is no token, whatever the operation asks for.
    pub(crate) async fn run(&self, request: Prepared, authorised: bool) -> Result<Reply, Error> {
        let tokens = self.tokens.as_deref().filter(|_| authorised);
        let mut flow = Flow::new(&self.settings, request);
        let mut step = flow.start();
        loop {
            step = match step {
                Step::Token { rejected } => flow.token(self.token(tokens, rejected.as_ref()).await),
                Step::Send(request) => flow.reply(self.transport.send(request).await),
                Step::Done(result) => return result,
            };
        }
    }

    async fn token(
        &self,
        tokens: Option<&dyn TokenSource>,
        rejected: Option<&crate::AccessToken>,
    ) -> Result<crate::AccessToken, TokenError> {
        let tokens = tokens.ok_or_else(TokenError::no_source)?;
        if let Some(rejected) = rejected {
            tokens.invalidate(rejected);
        }
        tokens.token(Exchange::new(self)).await
    }
}
