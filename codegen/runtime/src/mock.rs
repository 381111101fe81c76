//! A mock of an API for tests of its callers. It is a transport: requests are validated and serialised, tokens fetched
//! and calls repeated as by any client; only the network is replaced.
//!
//! The generated crate has a `Mock` with a method for each operation. Expectations are set before the calls:
//!
//! ```text
//! let mock = Mock::new();
//! let creates = mock.create_pet().error(ErrorCode::Busy).reply(Pet::new(7));
//!
//! let pet = mock.client().create_pet(NewPet::new("Rex")).await?; // busy, a pause that takes no time, again
//!
//! assert_eq!(creates.requests()[1].name.as_str(), "Rex");
//! // When `mock` goes out of scope, it fails the test for what was expected and did not come.
//! ```
//!
//! The mock validates each request in its form on the wire: an invalid one is refused with an error code, even if the
//! caller skipped validation. So is one with keys that the spec does not have, unless the mock is
//! [lenient](Mock::lenient). Operations that issue tokens are answered without an expectation.
//!
//! The mock has its own clock: pauses and timeouts advance it and take no time.
#![allow(clippy::panic, reason = "an expectation that is not met must fail the test that has it")]

mod answer;
mod expect;
mod plain;
mod route;
mod state;
mod transport;
mod wire;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

pub use answer::Fault;
pub use expect::Expect;
pub use transport::MockTransport;
pub use wire::{FromWire, Wire, WireError};

use crate::{
    AccessToken, ApiSpec, AuthPlace, Body, Client, ClientBuilder, HttpRequest, Method, Operation,
    OperationSpec, Request,
};
use answer::Place;
use route::Route;
use state::State;

/// The token of a mock's clients, unless they have a source.
fn token(api: &ApiSpec) -> AccessToken {
    match api.auth {
        Some(AuthPlace::Basic) => AccessToken::basic("mock", "token"),
        Some(
            AuthPlace::Query(_)
            | AuthPlace::Header(_)
            | AuthPlace::Prefixed(..)
            | AuthPlace::Bearer
            | AuthPlace::Cookie(_),
        )
        | None => AccessToken::new("mock-token"),
    }
}

/// A mock of an API; `C` is the generated client. See the [module](self).
///
/// When it is dropped, it [verifies](Self::verify), unless the test has panicked already. A test that returns an
/// `Err` while something is still expected shows what was expected and not the error: `unwrap` shows the error.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock: Mock = Mock::new(&PETS, &[]);
/// let lists = mock.expect(&LIST_PETS).reply(vec!["Rex".to_owned()]);
/// assert_eq!(run(async { mock.client().call(&LIST_PETS, ()).await })?, ["Rex"]);
/// assert_eq!(lists.count(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Mock<C = Client> {
    state: Arc<State>,
    client: PhantomData<fn() -> C>,
}

/// An operation that issues tokens: it is answered without being expected. Generated code states it.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// static TOKENS: [TokenOperation; 1] = [TokenOperation {
///     spec: *ISSUE_TOKEN.spec(),
///     reply: r#"{"token":"","expires_in":7200}"#,
///     token: "token",
///     expires_in: Some("expires_in"),
/// }];
///
/// let mock: Mock = Mock::new(&PETS, &TOKENS);
/// let source = Refreshing::new(&ISSUE_TOKEN, (), |reply| Issued::new(reply["token"].as_str().unwrap_or_default(), 7200));
/// let client = mock.builder().token_source(source).build()?;
/// assert!(!run(client.token())?.expose().is_empty()); // the mock issued it
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TokenOperation {
    /// The description in the spec.
    pub spec: OperationSpec,
    /// An example of its reply, as JSON text.
    pub reply: &'static str,
    /// The key of the token in the reply, or the keys that lead to it, joined by dots.
    pub token: &'static str,
    /// The key of the token's lifetime in seconds beside it.
    pub expires_in: Option<&'static str>,
}

impl<C: From<Client>> Mock<C> {
    /// A mock of this API that expects nothing yet.
    #[must_use]
    pub fn new(api: &'static ApiSpec, tokens: &'static [TokenOperation]) -> Self {
        Self { state: Arc::new(State::new(api, None, tokens)), client: PhantomData }
    }

    /// The same for an API whose server has variables: `template` is its address with their names in braces, which stand for
    /// any text. A client of the mock can be built with each of its values.
    #[must_use]
    pub fn with_server(
        api: &'static ApiSpec,
        template: &'static str,
        tokens: &'static [TokenOperation],
    ) -> Self {
        Self { state: Arc::new(State::new(api, Some(template), tokens)), client: PhantomData }
    }

    /// A client of the mock, with a token that the mock accepts.
    ///
    /// # Panics
    ///
    /// If the API's own servers or user agent are invalid.
    #[must_use]
    pub fn client(&self) -> C {
        built(self.builder().build())
    }

    /// Creates the builder of a client of the mock, for example with a token source or a deadline.
    pub fn builder(&self) -> ClientBuilder<C> {
        ClientBuilder::new(self.state.api).transport(self.transport()).token(token(self.state.api))
    }

    /// A blocking client of the mock, with a token that the mock accepts. The program states the type, which is the generated
    /// one: `let client: blocking::Client = mock.blocking_client();`.
    ///
    /// # Panics
    ///
    /// If the API's own servers or user agent are invalid.
    #[cfg(feature = "blocking")]
    #[must_use]
    pub fn blocking_client<B: From<crate::blocking::Client>>(&self) -> B {
        built(self.blocking_builder().build())
    }

    /// Creates the builder of a blocking client of the mock.
    #[cfg(feature = "blocking")]
    pub fn blocking_builder<B: From<crate::blocking::Client>>(&self) -> crate::blocking::ClientBuilder<B> {
        crate::blocking::ClientBuilder::new(self.state.api)
            .transport(self.transport())
            .token(token(self.state.api))
    }
}

impl<C> Mock<C> {
    /// The mock as a transport, for a client that is built elsewhere.
    #[must_use]
    pub fn transport(&self) -> MockTransport {
        MockTransport::new(self.state.clone())
    }

    /// Expects calls of an operation. The generated mock has a method for each.
    pub fn expect<Req, Rep>(&self, operation: &'static Operation<Req, Rep>) -> Expect<Req, Rep>
    where
        Req: Request + FromWire + 'static,
    {
        let spec = operation.spec();
        let (server, template) = (operation.own_server(), self.state.template);
        let route = Route { server, template, ..Route::of(spec) };
        let expect = Expect::new(&self.state, route, move |wire| {
            Req::from_wire(wire).map(|request| crate::request::check(spec, &request))
        });
        let place = Place { form: operation.form(), data: operation.data_keys() };
        expect.place(place, operation.statuses())
    }

    /// Expects calls by `call_raw` of an operation that is not in the spec. `path` has no query.
    pub fn expect_raw(&self, method: Method, path: impl Into<Cow<'static, str>>) -> Expect<Value, Value> {
        let path = path.into();
        let name = Cow::Owned(format!("{method} {path}"));
        let route = Route {
            name,
            method,
            path,
            auth: true,
            server: None,
            template: self.state.template,
            body: Body::Json,
            wrap: None,
            tolerate_unknown_keys: false,
        };
        Expect::new(&self.state, route, |_| Ok(crate::Report::new()))
    }

    /// All requests that were received, with those for tokens, in their order.
    #[must_use]
    pub fn received(&self) -> Vec<HttpRequest> {
        self.state.lock().received.clone()
    }

    /// The pauses of the clients before their retries.
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        self.state.lock().pauses.clone()
    }

    /// Accepts, from now on, requests with keys that the spec does not have, as `set_extra` adds them.
    pub fn lenient(&self) {
        self.state.lock().is_lenient = true;
    }

    /// Advances the clock, for example so that tokens expire.
    pub fn advance(&self, time: Duration) {
        self.state.lock().advance(time);
    }

    /// Rejects every token that was used or issued so far, as a server does whose tokens have expired.
    pub fn expire_tokens(&self) {
        self.state.lock().expire_tokens();
    }

    /// Panics if an answer was not requested, or a call was not expected.
    ///
    /// # Panics
    ///
    /// With a line for each.
    #[track_caller]
    pub fn verify(&self) {
        self.verify_with("");
    }

    #[track_caller]
    fn verify_with(&self, hint: &str) {
        let problems = self.state.problems();
        assert!(
            problems.is_empty(),
            "the mock's expectations were not met:\n  {}{hint}",
            problems.join("\n  ")
        );
    }
}

impl<C> Drop for Mock<C> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // A test that returns an `Err` drops its mock first, and the panic hides the error.
            self.verify_with("\n  (if the test returned an `Err`, correct that first: this panic hides it)");
        }
    }
}

impl<C> fmt::Debug for Mock<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("api", &self.state.api.name).finish_non_exhaustive()
    }
}

fn built<C>(client: Result<C, crate::Error>) -> C {
    match client {
        Ok(client) => client,
        Err(error) => panic!("{error}"),
    }
}
