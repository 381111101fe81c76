//! A call from request to reply, as a state machine without I/O and without a clock: the caller carries out each step
//! and passes the result and the time to the machine.

use std::borrow::Cow;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::error::{Error, TokenFailure, TransportFailure};
use crate::reply::{self, Reply, Sink};
use crate::request::Prepared;
use crate::settings::Settings;
use crate::{
    AccessToken, AuthPlace, HttpRequest, HttpResponse, Sent, TokenError, TransportError, TransportErrorKind,
    Url, retry,
};

/// The next step of a call.
#[derive(Debug)]
pub(crate) enum Step {
    /// Get a token before this moment and pass it to [`Flow::token`]. A rejected one is to be invalidated first.
    Token { rejected: Option<AccessToken>, until: Option<Duration> },
    /// Send the request and pass the result to [`Flow::reply`].
    Send(HttpRequest),
    /// Wait for this duration, then continue with [`Flow::waited`].
    Wait(Duration),
    /// The call is complete.
    Done(Result<Reply, Error>),
}

/// A call in progress.
pub(crate) struct Flow<'a> {
    settings: &'a Settings,
    request: Prepared,
    token: Option<AccessToken>,
    /// The token that the server rejected, and the error. A second rejection ends the call.
    rejected: Option<(AccessToken, Error)>,
    /// The servers of the request, in order of preference.
    servers: Cow<'a, [String]>,
    server: usize,
    /// The number of servers in a row that could not be reached.
    unreached: usize,
    /// The number of failed attempts.
    failed: u32,
    /// Whether any attempt reached a server.
    sent: Sent,
    /// The deadline.
    until: Option<Duration>,
    /// The number of requests that were sent, and when the last one was.
    attempts: u32,
    began: Duration,
}

impl<'a> Flow<'a> {
    pub(crate) fn new(settings: &'a Settings, request: Prepared, now: Duration) -> Self {
        settings.secrets.learn(&request.redactor);
        let options = request.options;
        let own = options.deadline.unwrap_or(settings.deadline).map(|deadline| now.saturating_add(deadline));
        let until = own.into_iter().chain(options.until).min();
        let servers = request.servers(settings);
        Self {
            settings,
            request,
            servers,
            token: None,
            rejected: None,
            server: 0,
            unreached: 0,
            failed: 0,
            sent: Sent::No,
            until,
            attempts: 0,
            began: now,
        }
    }

    /// The first step.
    pub(crate) fn start(&mut self, now: Duration) -> Step {
        if self.auth().is_some() { self.request_token(None) } else { self.send(now) }
    }

    /// The deadline.
    pub(crate) fn until(&self) -> Option<Duration> {
        self.until
    }

    /// After [`Step::Wait`].
    pub(crate) fn waited(&mut self, now: Duration) -> Step {
        self.start(now)
    }

    /// After [`Step::Token`].
    pub(crate) fn token(&mut self, token: Result<AccessToken, TokenError>, now: Duration) -> Step {
        let token = match token.and_then(|token| self.usable(token)) {
            Ok(token) => token,
            Err(source) => {
                let operation = self.request.operation.clone();
                return ended(Error::Token(TokenFailure { operation, sent: self.sent, source }));
            }
        };
        // The same token would be rejected again.
        match self.rejected.take() {
            Some((rejected, mut error)) if rejected == token => {
                if let Error::Api(error) = &mut error {
                    error.token_stays = true;
                }
                return Step::Done(Err(error));
            }
            earlier => self.rejected = earlier,
        }
        self.request.redactor.add(token.shared().clone());
        if let Some(AuthPlace::Basic) = self.auth() {
            // A server may quote the password, or the header in which the credential is encoded.
            let credential = token.expose();
            let password = credential.split_once(':').map(|(_, password)| password.to_owned());
            let header = AuthPlace::Basic.header(credential).map(|(_, value)| value);
            let encoded = header.and_then(|value| value.strip_prefix("Basic ").map(str::to_owned));
            for secret in password.into_iter().chain(encoded) {
                self.request.redactor.add(secret.into());
            }
        }
        self.token = Some(token);
        self.send(now)
    }

    /// After [`Step::Send`].
    pub(crate) fn reply(
        &mut self,
        reply: Result<HttpResponse, TransportError>,
        now: Duration,
        sink: &mut Sink<'_>,
    ) -> Step {
        match reply {
            Ok(response) => {
                self.sent = Sent::Yes;
                self.unreached = 0;
                if response.status < 500 && self.is_shared() {
                    self.settings.good_server.store(self.server, Ordering::Relaxed);
                }
                self.interpret(response, now, sink)
            }
            Err(error) => self.broken(error, now),
        }
    }

    fn interpret(&mut self, response: HttpResponse, now: Duration, sink: &mut Sink<'_>) -> Step {
        let result = reply::interpret(self.settings, &self.request, response, sink);
        self.trace(result.as_ref().map(|reply| (reply.status, reply.request_id.as_deref())), now);
        match (result, self.token.take()) {
            (Err(error), Some(token)) if self.rejected.is_none() && self.is_rejection(&error) => {
                self.rejected = Some((token.clone(), error));
                self.request_token(Some(token))
            }
            (Err(error), _) if error.is_retryable() && (self.may_repeat() || self.is_turned_away(&error)) => {
                if error.status().is_some_and(|status| status >= 500) {
                    self.move_on();
                }
                self.pause(error, now)
            }
            (result, _) => Step::Done(result),
        }
    }

    /// No reply was received. If nothing was sent, the next server is tried at once.
    fn broken(&mut self, error: TransportError, now: Duration) -> Step {
        let (sent, kind, written) = (error.sent(), error.kind(), error.written());
        self.sent = self.sent.max(sent);
        let failure = self.failure(error);
        self.trace(Err(&failure), now);
        let is_begun = written > 0;
        if !kind.may_pass() || is_begun || sent != Sent::No && !self.may_repeat() {
            return Step::Done(Err(failure));
        }
        self.move_on();
        self.unreached = if sent == Sent::No { self.unreached + 1 } else { 0 };
        if (1..self.servers.len()).contains(&self.unreached) {
            return self.send(now);
        }
        self.unreached = 0;
        self.pause(failure, now)
    }

    /// Retries after a pause, if attempts and time are left.
    fn pause(&mut self, error: Error, now: Duration) -> Step {
        self.failed += 1;
        let retry = self.request.options.retry.unwrap_or(self.settings.retry);
        let Some(pauses) = retry.pauses(self.failed, error.retry_after()) else {
            return Step::Done(Err(error));
        };
        let left = self.until.map(|until| until.saturating_sub(now));
        let Some(pause) = pauses.pick(left, retry::random()) else {
            self.miss(now.saturating_add(pauses.least));
            return Step::Done(Err(error));
        };
        #[cfg(feature = "tracing")]
        crate::trace::pause(&self.request.operation, pause);
        Step::Wait(pause)
    }

    /// Records the moment of another attempt that the deadline prevents.
    fn miss(&self, next: Duration) {
        if let Some(too_late) = &self.request.too_late {
            too_late.get_or_init(|| next);
        }
    }

    /// Selects the next server; after the last one, the first.
    fn move_on(&mut self) {
        self.server = (self.server + 1) % self.servers.len().max(1);
    }

    fn failure(&self, error: TransportError) -> Error {
        let redactor = self.settings.secrets.with(&self.request.redactor);
        Error::Transport(TransportFailure {
            operation: self.request.operation.clone(),
            host: crate::url::host(self.server()).to_owned(),
            source: error.after(self.sent).cleaned(|text| redactor.clean(text)),
        })
    }

    #[cfg(feature = "tracing")]
    fn trace(&self, outcome: Result<(u16, Option<&str>), &Error>, now: Duration) {
        let (number, host) = (self.attempts, crate::url::host(self.server()));
        let attempt = crate::trace::Attempt { number, host, took: now.saturating_sub(self.began), outcome };
        crate::trace::attempt(&self.request.operation, &attempt);
    }

    #[cfg(not(feature = "tracing"))]
    #[allow(clippy::unused_self, reason = "it says nothing without the feature")]
    fn trace(&self, _: Result<(u16, Option<&str>), &Error>, _: Duration) {}

    fn is_rejection(&self, error: &Error) -> bool {
        let class = self.settings.api.refreshed_by;
        class.is_some() && matches!(error, Error::Api(error) if error.class == class)
    }

    /// Whether the server refused the request without carrying it out: too many requests, or a code for which the spec
    /// states a pause.
    fn is_turned_away(&self, error: &Error) -> bool {
        let known = error.code().and_then(|code| self.settings.api.known(code));
        error.status() == Some(429) || known.is_some_and(|known| known.pause_seconds.is_some())
    }

    fn may_repeat(&self) -> bool {
        self.request.idempotent || self.request.options.allow_repeat
    }

    fn auth(&self) -> Option<AuthPlace> {
        self.settings.api.auth.filter(|_| self.request.auth)
    }

    fn request_token(&self, rejected: Option<AccessToken>) -> Step {
        Step::Token { rejected, until: self.until }
    }

    /// A token must not be empty, and must be one that its place in the request can have.
    fn usable(&self, token: AccessToken) -> Result<AccessToken, TokenError> {
        match self.auth().and_then(|place| place.problem(token.expose())) {
            Some(problem) => Err(TokenError::new(problem)),
            None => Ok(token),
        }
    }

    /// Whether the servers are those of other calls, too.
    fn is_shared(&self) -> bool {
        matches!(self.servers, Cow::Borrowed(_))
    }

    fn server(&self) -> &str {
        self.servers.get(self.server).map_or("", String::as_str)
    }

    fn send(&mut self, now: Duration) -> Step {
        if self.attempts == 0 && self.is_shared() {
            // Other calls, such as that for the token, may have found another server meanwhile.
            self.server = self.settings.good_server.load(Ordering::Relaxed);
        }
        let timeout = self.request.options.timeout.unwrap_or(self.settings.timeout);
        let left = self.until.map(|until| until.saturating_sub(now));
        if left == Some(Duration::ZERO) {
            self.miss(now);
            let error = TransportError::new(TransportErrorKind::Timeout, Sent::No);
            return ended(self.failure(error.because("the call's deadline has passed")));
        }
        self.attempts += 1;
        self.began = now;
        let mut query = self.request.query.clone();
        // Without compression, the maximum number of bytes of a reply also bounds the bytes on the wire.
        let mut headers = vec![
            ("User-Agent".to_owned(), self.settings.user_agent.clone()),
            ("Accept-Encoding".to_owned(), "identity".to_owned()),
        ];
        headers.extend(self.request.headers.iter().cloned());
        if let (Some(place), Some(token)) = (self.auth(), &self.token) {
            let token = token.expose();
            if let AuthPlace::Query(name) = place {
                query.insert(0, (name.to_owned(), token.to_owned()));
            }
            headers.extend(place.header(token));
        }
        Step::Send(HttpRequest {
            method: self.request.method,
            url: Url::new(self.server(), &self.request.path, &query),
            headers,
            body: self.request.body.clone(),
            timeout: Some(left.map_or(timeout, |left| timeout.min(left))),
            max_reply_bytes: self.settings.max_reply_bytes,
        })
    }
}

/// Ends a call that cannot make its next attempt.
fn ended(error: Error) -> Step {
    #[cfg(feature = "tracing")]
    crate::trace::ended(&error);
    Step::Done(Err(error))
}
