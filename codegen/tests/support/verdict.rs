//! One verdict: what validation calls valid is sent, and all who judge a request say the same of it.
//!
//! Four of them judge: the client's own validation, the interpreter behind `validate`, the mock of the generated crate,
//! and the mock server. Every operation of an API is tried, with requests that keep all limits, that are just over one
//! limit and that only break one that warns. The operations come from generated code, so that a new one is among them.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use specwright::example;
use specwright::interpret::Interpreter;
use specwright::ir::{self, Api};
use specwright_runtime::mock::{FromWire, Mock};
use specwright_runtime::proptest::{Arbitrary, Generate, OverLimit, Valid, VisitOperation};
use specwright_runtime::{
    ApiSpec, BoxFuture, Client, Error, HttpBody, HttpRequest, HttpResponse, Operation, Part, PartContent,
    Report, Request, Severity, Transport, TransportError, Violation, validate, validate_request,
};
use specwright_workbench::mock::{MockRequest, Responder};

/// Tries every operation that is passed to it.
pub(crate) struct Verdict {
    pub(crate) api: Api,
    pub(crate) spec: &'static ApiSpec,
    /// The number of requests of each kind for each operation.
    pub(crate) cases: usize,
    /// The operations that were tried.
    pub(crate) visited: BTreeSet<&'static str>,
}

impl VisitOperation for Verdict {
    fn visit<Req, Rep>(&mut self, operation: &'static Operation<Req, Rep>)
    where
        Req: Generate + Request + FromWire + Send + Sync,
        Rep: Send + 'static,
    {
        self.visited.insert(operation.spec().name);
        let mut runner = TestRunner::deterministic();
        for _ in 0..self.cases {
            let request = Valid::<Req>::default().new_tree(&mut runner).unwrap().current();
            self.judge(operation, &request);
        }
        for severity in [Severity::Error, Severity::Warning] {
            let strategy = OverLimit::<Req>::arbitrary_with(severity);
            for _ in 0..self.cases {
                // An operation without such a limit has no such requests.
                let Ok(over) = strategy.new_tree(&mut runner) else { break };
                self.judge(operation, &over.current().value);
            }
        }
    }
}

impl Verdict {
    /// Checks that all agree on a request.
    pub(crate) fn judge<Req, Rep>(&self, operation: &'static Operation<Req, Rep>, request: &Req)
    where
        Req: Request + FromWire + Clone + Debug + Send + Sync + 'static,
        Rep: Send + 'static,
    {
        let name = operation.spec().name;
        let shown = format!("{name}: {request:?}");
        let own = validate_request(operation, request);
        let server = Arc::new(Server::new(&self.api));
        let client = Client::builder(self.spec).transport(server.clone()).token("TOKEN").build().unwrap();
        let call = finish(client.call(operation, request.clone()));

        // By itself the value does not know what the operation wraps around it, nor the path.
        let prefix = operation.spec().wrap.map_or(String::new(), |wrap| wrap.path.join("."));
        let mut alone = found(&validate(request), "");
        alone.retain(|found| !is_of_head(found));
        let mut expected = found(&own, &prefix);
        expected.retain(|found| !is_of_head(found));
        assert_eq!(alone, expected, "{shown}");

        match call {
            Ok(_) => assert!(own.is_valid(), "sent though invalid: {own}\n{shown}"),
            Err(Error::Invalid(refused)) => {
                assert_eq!(refused.report, own, "{shown}");
                assert!(!own.is_valid(), "{shown}");
                assert!(server.sent().is_empty(), "invalid, but sent: {shown}");
                let forced = finish(client.call(operation, request.clone()).skip_validation());
                if let Err(Error::Invalid(unsendable)) = forced {
                    // On the wire, the elements of a list have one name.
                    let named = |report: &Report| -> BTreeSet<Found> {
                        let name = |path: String| path.split('[').next().unwrap_or_default().to_owned();
                        found(report, "")
                            .into_iter()
                            .map(|(path, rule, severity, text)| (name(path), rule, severity, text))
                            .collect()
                    };
                    let said = named(&unsendable.report);
                    assert!(said.is_subset(&named(&own)), "{}\n{own}\n{shown}", unsendable.report);
                    return;
                }
            }
            Err(other) => panic!("valid, but: {other}\n{:?}\n{shown}", server.reports()),
        }
        let [sent] = server.sent().try_into().unwrap();
        let [report] = server.reports().try_into().unwrap();
        assert_eq!(found(&report, ""), found(&own, ""), "the mock server on {shown}\n{report}\n{own}");
        self.interpreted(operation, request, &own, &sent, &shown);
        self.mocked(operation, request, &own, &shown);
    }

    /// Checks what the interpreter says of the body.
    fn interpreted<Req: Request, Rep>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
        own: &Report,
        sent: &HttpRequest,
        shown: &str,
    ) {
        let known = self.api.operation(operation.spec().name).unwrap();
        if sent.body.is_none() {
            let is_allowed = known.body == ir::Body::Empty || known.has_optional_body(&self.api);
            assert!(is_allowed, "{shown}");
            return;
        }
        let body: Value = match known.body {
            ir::Body::Empty => unreachable!("a body of an operation without one"),
            ir::Body::Json => serde_json::from_slice(sent.bytes().unwrap()).unwrap(),
            ir::Body::Form
            | ir::Body::NestedForm
            | ir::Body::Multipart
            | ir::Body::Text
            | ir::Body::Bytes => {
                let mut json = Vec::new();
                request.body().unwrap().write_json(&mut json).unwrap();
                serde_json::from_slice(&json).unwrap()
            }
        };
        let report = Interpreter::new(&self.api).request(known, &body);
        let mut expected = found(own, "");
        if let ir::Input::Parameters(id) = &known.input {
            let parameters: Vec<_> = self.api.models[*id]
                .fields
                .iter()
                .filter(|field| field.location != ir::Location::Body)
                .collect();
            expected.retain(|(path, ..)| {
                parameters.iter().all(|field| path.split('[').next() != Some(field.wire.as_str()))
            });
        }
        assert_eq!(found(&report, ""), expected, "the interpreter on {shown}");
    }

    /// Checks what the mock of the generated crate says.
    fn mocked<Req, Rep>(
        &self,
        operation: &'static Operation<Req, Rep>,
        request: &Req,
        own: &Report,
        shown: &str,
    ) where
        Req: Request + FromWire + Clone + Send + Sync + 'static,
        Rep: Send + 'static,
    {
        let mock: Mock = Mock::new(self.spec, &[]);
        let known = self.api.operation(operation.spec().name).unwrap();
        let (_, reply) = known.usual_success();
        let reply = reply.map_or(Value::Null, |reply| example::value(&self.api, reply));
        let calls = mock.expect(operation).reply_json(reply).always();
        let call = finish(mock.client().call(operation, request.clone()).skip_validation());
        let refused = calls.refused();
        match call {
            Ok(_) => assert!(own.is_valid(), "the mock accepts what is invalid: {own}\n{shown}"),
            Err(error) => assert!(!own.is_valid() && !refused.is_empty(), "{error}\n{refused:?}\n{shown}"),
        }
        for report in refused {
            let is_read =
                report.errors().all(|error| !error.path.is_empty() || error.breach.rule() != "body");
            assert!(is_read, "the mock cannot read it: {report}\n{shown}");
            assert_eq!(found(&report, ""), found(own, ""), "the mock on {shown}");
        }
    }
}

/// Path, rule and severity of a violation, and the message.
type Found = (String, &'static str, Severity, String);

fn found(report: &Report, prefix: &str) -> BTreeSet<Found> {
    let one = |violation: &Violation| {
        let path = violation.path.strip_prefix(prefix).unwrap_or(&violation.path);
        let path = path.strip_prefix('.').unwrap_or(path);
        (path.to_owned(), violation.breach.rule(), violation.severity, violation.breach.to_string())
    };
    report.violations().iter().map(one).collect()
}

fn is_of_head((_, rule, ..): &Found) -> bool {
    *rule == "max_head_bytes"
}

/// The mock server without a socket, as a transport.
struct Server {
    responder: Responder,
    sent: Mutex<Vec<HttpRequest>>,
    reports: Arc<Mutex<Vec<Report>>>,
}

impl Server {
    fn new(api: &Api) -> Self {
        let reports = Arc::new(Mutex::new(Vec::new()));
        let seen = reports.clone();
        let responder = Responder::new(api.clone()).accept_token("TOKEN");
        let responder =
            responder.on_request(move |exchange| seen.lock().unwrap().push(exchange.report.clone()));
        Self { responder, sent: Mutex::default(), reports }
    }

    fn sent(&self) -> Vec<HttpRequest> {
        self.sent.lock().unwrap().clone()
    }

    fn reports(&self) -> Vec<Report> {
        self.reports.lock().unwrap().clone()
    }
}

impl Transport for Server {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.sent.lock().unwrap().push(request.clone());
        let target = match request.url.expose_query() {
            Some(query) => format!("{}?{query}", request.url.path()),
            None => request.url.path().to_owned(),
        };
        let mut received = MockRequest::new(request.method.as_str(), target);
        received.headers = request.headers;
        match request.body {
            None => {}
            Some(HttpBody::Bytes(bytes)) => received.body = bytes,
            Some(HttpBody::Multipart(parts)) => {
                let content_type = "multipart/form-data; boundary=VERDICT".to_owned();
                received.headers.push(("Content-Type".to_owned(), content_type));
                received.body = encoded(&parts);
            }
        }
        let response = self.responder.respond(&received);
        Box::pin(std::future::ready(Ok(HttpResponse::new(response.status, response.body))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Nothing takes any time.
    fn alarm(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// A multipart body with the boundary `VERDICT`.
fn encoded(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        let mut head = format!("--VERDICT\r\nContent-Disposition: form-data; name=\"{}\"", part.name);
        if let PartContent::File(file) = &part.content {
            let (name, media_type) = (file.file_name(), file.media_type());
            head.push_str(&format!("; filename=\"{name}\"\r\nContent-Type: {media_type}"));
        }
        body.extend([head.as_bytes(), b"\r\n\r\n", part.content.bytes(), b"\r\n"].concat());
    }
    body.extend(b"--VERDICT--\r\n");
    body
}

/// Runs a call to its end. Nothing in it waits for I/O.
fn finish<T>(call: impl IntoFuture<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(call.into_future())
}
