//! Expectations of calls of one operation.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::answer::{self, Fault, Place, Planned};
use super::route::Route;
use super::state::{Expectation, Judge, State, Times};
use super::wire::{FromWire, Wire, WireError};
use crate::operation::Statuses;
use crate::write::Plain;
use crate::{HttpRequest, HttpResponse, ReplyHeader, Report, ServerCode};

/// An expected operation: its answers, each given once and in this order. A test also reads the received requests from
/// it.
///
/// If an operation has several expectations, the first that accepts the request and has an answer left answers it.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # use specwright_runtime::mock::*;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mock: Mock = Mock::new(&PETS, &[]);
/// let lists = mock.expect(&LIST_PETS).status(503).error(ServerCode::text("no_pets"));
/// let error = run(async { mock.client().call(&LIST_PETS, ()).await }).unwrap_err();
/// assert_eq!(error.class(), Some("state"));
/// assert_eq!(lists.count(), 2);
/// assert_eq!(lists.received()[0].url.path(), "/pets");
/// # Ok(())
/// # }
/// ```
pub struct Expect<Req, Rep> {
    state: Arc<State>,
    index: usize,
    /// Where the value is in a reply.
    place: Place,
    statuses: Statuses<Rep>,
    types: PhantomData<fn(Req) -> Rep>,
}

impl<Req, Rep> Expect<Req, Rep> {
    pub(super) fn new(
        state: &Arc<State>,
        route: Route,
        judge: impl Fn(&Wire<'_>) -> Result<Report, WireError> + Send + Sync + 'static,
    ) -> Self {
        let index = state.lock().add(Expectation::new(route, Box::new(judge) as Box<Judge>));
        let statuses = Statuses { of: |_| 200, usual: 200 };
        Self { state: state.clone(), index, place: Place::default(), statuses, types: PhantomData }
    }

    /// Puts the value of each reply here, with these statuses.
    pub(super) fn place(self, place: Place, statuses: Statuses<Rep>) -> Self {
        Self { place, statuses, ..self }
    }

    fn plan(self, planned: Planned) -> Self {
        self.with(|expectation| expectation.plan(planned));
        self
    }

    fn with<T>(&self, then: impl FnOnce(&mut Expectation) -> T) -> T {
        self.state.lock().expectation(self.index, then)
    }

    /// Answers a success with this JSON in the place of the value, which need not match the spec. Where replies differ by
    /// status, it has the first status that has a value.
    pub fn reply_json(self, value: Value) -> Self {
        let status = self.statuses.usual;
        self.success(status, value)
    }

    fn success(self, status: u16, value: Value) -> Self {
        let response = answer::success(self.state.api, self.place, status, value);
        self.plan(Planned::Response { shown: "a reply".to_owned(), response })
    }

    /// Answers a failure with this code in the form of the API: an `ErrorCode` of the generated crate, or a number.
    pub fn error(self, code: impl Into<ServerCode>) -> Self {
        let code = code.into();
        let name = self.state.api.known(&code).map(|known| known.name);
        self.plan(Planned::Error(code, name))
    }

    /// Answers with a status and no body, such as 503 of a gateway.
    pub fn status(self, status: u16) -> Self {
        self.respond(HttpResponse::new(status, ""))
    }

    /// Answers with this reply, such as HTML or one with the header `Retry-After`.
    pub fn respond(self, response: HttpResponse) -> Self {
        self.plan(Planned::Response { shown: format!("HTTP {}", response.status), response })
    }

    /// Does not answer, but fails in this way.
    pub fn fault(self, fault: Fault) -> Self {
        self.plan(Planned::Fault(fault))
    }

    /// Adds a header to the last answer. Its value can also be of another type than the spec says.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
    /// # use specwright_runtime::mock::*;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use specwright_runtime::ReplyHeader;
    ///
    /// const PETS_LEFT: ReplyHeader<i64> = ReplyHeader::new("X-Pets-Left");
    ///
    /// let mock: Mock = Mock::new(&PETS, &[]);
    /// mock.expect(&LIST_PETS).reply(vec!["Rex".to_owned()]).header(&PETS_LEFT, &7_i64);
    /// let answer = run(mock.client().call(&LIST_PETS, ()).detailed())?;
    /// assert_eq!(answer.typed_header(&PETS_LEFT), Ok(Some(7)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn header<T>(self, header: &ReplyHeader<T>, value: &(impl Plain + ?Sized)) -> Self {
        let values = value.plain().into_iter();
        self.with(|expectation| {
            expectation.add_headers(values.map(|value| (header.name().to_owned(), value)))
        });
        self
    }

    /// Gives the last answer this number of times in all.
    pub fn times(self, times: usize) -> Self {
        self.with(|expectation| expectation.repeat(Times::Exactly(times)));
        self
    }

    /// Gives the last answer any number of times, also never.
    pub fn always(self) -> Self {
        self.with(|expectation| expectation.repeat(Times::Any));
        self
    }

    /// The number of requests that this expectation has answered.
    #[must_use]
    pub fn count(&self) -> usize {
        self.with(|expectation| expectation.answered.len())
    }

    /// The requests that it has answered, as they were on the wire.
    #[must_use]
    pub fn received(&self) -> Vec<HttpRequest> {
        self.with(|expectation| expectation.answered.clone())
    }

    /// The bodies of the requests that it has answered, as JSON; null if there was none or it is a form or multipart.
    #[must_use]
    pub fn bodies(&self) -> Vec<Value> {
        let json = |request: &HttpRequest| {
            request.bytes().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default()
        };
        self.received().iter().map(json).collect()
    }

    /// The reports of requests that were refused as invalid.
    #[must_use]
    pub fn refused(&self) -> Vec<Report> {
        self.with(|expectation| expectation.refused.clone())
    }
}

impl<Req: FromWire + 'static, Rep> Expect<Req, Rep> {
    /// Accepts only requests for which this is true. It must not use the mock.
    pub fn when(self, holds: impl Fn(&Req) -> bool + Send + Sync + 'static) -> Self {
        let holds = move |wire: &Wire<'_>| Req::from_wire(wire).is_ok_and(|request| holds(&request));
        self.with(|expectation| expectation.when = Some(Box::new(holds)));
        self
    }

    /// The requests that it has answered, read back from the wire.
    ///
    /// # Panics
    ///
    /// If a request cannot be read, although it was read when it was answered.
    #[must_use]
    pub fn requests(&self) -> Vec<Req> {
        let read = self.with(|expectation| expectation.read(self.state.api, Req::from_wire));
        match read {
            Ok(requests) => requests,
            Err(error) => panic!("{error}"),
        }
    }
}

impl<Req: FromWire + 'static, Rep: Serialize + 'static> Expect<Req, Rep> {
    /// Answers a success with this value, and with its status, where replies differ by status.
    ///
    /// # Panics
    ///
    /// If the value cannot be written, such as a value of an enumeration that is not in the spec.
    pub fn reply(self, value: Rep) -> Self {
        match serde_json::to_value(&value) {
            Ok(json) => {
                let status = (self.statuses.of)(&value);
                self.success(status, json)
            }
            Err(error) => panic!("this reply cannot be written: {error}"),
        }
    }

    /// Answers a success that is made for the request.
    pub fn reply_with(self, make: impl Fn(Req) -> Rep + Send + Sync + 'static) -> Self {
        let (api, place, statuses) = (self.state.api, self.place, self.statuses);
        self.plan(Planned::Made(Arc::new(move |wire| {
            let reply = make(Req::from_wire(wire)?);
            let value = serde_json::to_value(&reply).map_err(<WireError as serde::de::Error>::custom)?;
            Ok(answer::success(api, place, (statuses.of)(&reply), value))
        })))
    }
}

/// Both are the same expectation.
impl<Req, Rep> Clone for Expect<Req, Rep> {
    fn clone(&self) -> Self {
        let (state, types) = (self.state.clone(), PhantomData);
        Self { state, index: self.index, place: self.place, statuses: self.statuses, types }
    }
}

impl<Req, Rep> fmt::Debug for Expect<Req, Rep> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, count) =
            self.with(|expectation| (expectation.route.name.clone(), expectation.answered.len()));
        f.debug_struct("Expect").field("operation", &name).field("count", &count).finish_non_exhaustive()
    }
}
