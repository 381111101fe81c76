//! One call from request to reply, as a machine without input or output: whoever drives it does what it asks
//! and tells it what came of it.

use std::time::Duration;

use crate::error::{Error, TokenFailure, TransportFailure};
use crate::reply::{self, Reply};
use crate::request::Prepared;
use crate::{
    AccessToken, ApiSpec, AuthPlace, HttpRequest, HttpResponse, Sent, TokenError, TransportError,
    TransportErrorKind, Url,
};

/// What is the same for all calls of a client.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) api: &'static ApiSpec,
    /// The addresses, at least one.
    pub(crate) servers: Vec<String>,
    pub(crate) user_agent: String,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_reply_bytes: usize,
}

/// What is to be done next.
#[derive(Debug)]
pub(crate) enum Step {
    /// Get a token and hand it to [`Flow::token`]. A rejected one is to be invalidated first.
    Token { rejected: Option<AccessToken> },
    /// Send this and hand what comes back to [`Flow::reply`].
    Send(HttpRequest),
    /// Nothing more.
    Done(Result<Reply, Error>),
}

/// A call under way.
pub(crate) struct Flow<'a> {
    settings: &'a Settings,
    request: Prepared,
    token: Option<AccessToken>,
    /// The token that the server rejected, and how. It happens once: a second rejection ends the call.
    rejected: Option<(AccessToken, Error)>,
    server: usize,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(settings: &'a Settings, request: Prepared) -> Self {
        Self { settings, request, token: None, rejected: None, server: 0 }
    }

    /// The first step.
    pub(crate) fn start(&mut self) -> Step {
        if self.auth().is_some() { Step::Token { rejected: None } } else { self.send() }
    }

    /// After [`Step::Token`].
    pub(crate) fn token(&mut self, token: Result<AccessToken, TokenError>) -> Step {
        let token = match token.and_then(|token| self.usable(token)) {
            Ok(token) => token,
            Err(source) => {
                let sent = if self.rejected.is_some() { Sent::Yes } else { Sent::No };
                let operation = self.request.operation.clone();
                return Step::Done(Err(Error::Token(TokenFailure { operation, sent, source })));
            }
        };
        // Sending the same token again would bring the same answer.
        match self.rejected.take() {
            Some((rejected, error)) if rejected == token => return Step::Done(Err(error)),
            earlier => self.rejected = earlier,
        }
        self.request.redactor.add(token.expose());
        self.token = Some(token);
        self.send()
    }

    /// After [`Step::Send`].
    pub(crate) fn reply(&mut self, reply: Result<HttpResponse, TransportError>) -> Step {
        match reply {
            Ok(response) => self.interpret(response),
            Err(error) => self.fail_over(error),
        }
    }

    fn interpret(&mut self, response: HttpResponse) -> Step {
        match (reply::interpret(self.settings.api, &self.request, response), self.token.take()) {
            (Err(error), Some(token)) if self.rejected.is_none() && self.is_rejection(&error) => {
                self.rejected = Some((token.clone(), error));
                Step::Token { rejected: Some(token) }
            }
            (result, _) => Step::Done(result),
        }
    }

    /// The next server gets its turn only where nothing was sent to this one.
    fn fail_over(&mut self, error: TransportError) -> Step {
        let may_move = error.sent() == Sent::No
            && !matches!(error.kind(), TransportErrorKind::Request | TransportErrorKind::Tls);
        if may_move && self.server + 1 < self.settings.servers.len() {
            self.server += 1;
            return self.send();
        }
        let redactor = &self.request.redactor;
        Step::Done(Err(Error::Transport(TransportFailure {
            operation: self.request.operation.clone(),
            host: crate::url::host(self.server()).to_owned(),
            source: error.cleaned(|text| redactor.clean(text)),
        })))
    }

    fn is_rejection(&self, error: &Error) -> bool {
        let class = self.settings.api.refreshed_by;
        class.is_some() && matches!(error, Error::Api(error) if error.class == class)
    }

    fn auth(&self) -> Option<AuthPlace> {
        self.settings.api.auth.filter(|_| self.request.auth)
    }

    /// A token that is to stand in a header must be able to.
    fn usable(&self, token: AccessToken) -> Result<AccessToken, TokenError> {
        match self.auth() {
            Some(AuthPlace::Header(_) | AuthPlace::Bearer)
                if !token.expose().bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) =>
            {
                Err(TokenError::new("the token holds a control character or one outside ASCII"))
            }
            _ => Ok(token),
        }
    }

    fn server(&self) -> &str {
        self.settings.servers.get(self.server).map_or("", String::as_str)
    }

    fn send(&self) -> Step {
        let mut query = self.request.query.clone();
        let mut headers = vec![("User-Agent".to_owned(), self.settings.user_agent.clone())];
        headers.extend(self.request.headers.iter().cloned());
        if let (Some(place), Some(token)) = (self.auth(), &self.token) {
            let token = token.expose();
            match place {
                AuthPlace::Query(name) => query.insert(0, (name.to_owned(), token.to_owned())),
                AuthPlace::Header(name) => headers.push((name.to_owned(), token.to_owned())),
                AuthPlace::Bearer => headers.push(("Authorization".to_owned(), format!("Bearer {token}"))),
            }
        }
        Step::Send(HttpRequest {
            method: self.request.method,
            url: Url::new(self.server(), &self.request.path, &query),
            headers,
            body: self.request.body.clone(),
            timeout: self.request.timeout.or(self.settings.timeout),
            max_reply_bytes: self.settings.max_reply_bytes,
        })
    }
}
