//! An API on the loopback interface, and its description as generated code has it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};
use specwright_runtime::{
    ApiSpec, AuthPlace, Body, Credential, Issued, KnownError, Method, Operation, OperationSpec, Refreshing,
    Replies, ServerCode,
};

/// The beginning of each credential that the API issues.
pub(crate) const TOKEN: &str = "TOKEN-number-";
pub(crate) const TICKET: &str = "TICKET-number-";

pub(crate) static API: ApiSpec = ApiSpec {
    name: "desk",
    user_agent: "desk/1",
    servers: &["http://127.0.0.1:1"],
    auth: Some(AuthPlace::Query("access_token")),
    refreshed_by: Some("token"),
    wait: &[],
    forbid_escapes: false,
    replies: Replies {
        code: &["errcode"],
        message: &["errmsg"],
        ok: Some(ServerCode::Int(0)),
        request_id_in_message: &[],
        request_id_header: None,
        field_path_of: &[],
        body_rest_after: None,
    },
    errors: &[KnownError {
        code: ServerCode::Int(40001),
        name: "INVALID_TOKEN",
        class: Some("token"),
        fields: &[],
        rules: &[],
        pause_seconds: None,
        by_operation: &[],
        doc: "The token is not valid.",
    }],
};

const GET: OperationSpec = OperationSpec {
    name: "ping",
    method: Method::Get,
    path: "/ping",
    auth: true,
    idempotent: true,
    tolerate_unknown_keys: false,
    secret_reply: false,
    body: Body::Empty,
    wrap: None,
};

pub(crate) static PING: Operation<(), Value> = Operation::new(GET);
static FETCH_TOKEN: Operation<(), Value> = Operation::new(OperationSpec {
    name: "fetch_token",
    path: "/token",
    auth: false,
    secret_reply: true,
    ..GET
});
static FETCH_TICKET: Operation<(), Value> =
    Operation::new(OperationSpec { name: "fetch_ticket", path: "/ticket", secret_reply: true, ..GET });

pub(crate) fn tokens() -> Refreshing<(), Value> {
    Refreshing::new(&FETCH_TOKEN, (), issued).named("Token").account("desk-1")
}

pub(crate) fn tickets() -> Credential {
    Credential::new("Ticket", Refreshing::new(&FETCH_TICKET, (), issued))
}

fn issued(reply: &Value) -> Issued {
    Issued::new(reply["value"].as_str().unwrap_or_default(), reply["expires_in"].as_i64())
}

/// What the server counts.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) tokens: usize,
    pub(crate) tickets: usize,
    pub(crate) calls: usize,
    /// The number of requests for tokens that are not answered.
    pub(crate) unanswered: usize,
    /// The token that it accepts; each new one ends the one before.
    current: Option<usize>,
}

/// An API whose token ends after each number of calls in `expiries`.
#[derive(Clone)]
pub(crate) struct Api {
    address: String,
    counts: Arc<Mutex<Counts>>,
    expiries: &'static [usize],
}

impl Api {
    /// Starts the server. It does not answer the first requests for tokens, if there is a number of them.
    pub(crate) fn start(expiries: &'static [usize], unanswered: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let counts = Arc::new(Mutex::new(Counts { unanswered, ..Counts::default() }));
        let api = Self { address, counts, expiries };
        let served = api.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let api = served.clone();
                thread::spawn(move || api.serve(stream.unwrap()));
            }
        });
        api
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn count<T>(&self, count: impl FnOnce(&mut Counts) -> T) -> T {
        count(&mut self.counts.lock().unwrap())
    }

    /// Makes the next call fail for its token.
    pub(crate) fn reject_token(&self) {
        self.count(|counts| counts.current = None);
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut stream = stream;
        while let Some(target) = read_request(&mut reader) {
            let Some(body) = self.answer(&target) else {
                return thread::park();
            };
            let body = body.to_string();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            if stream.write_all(head.as_bytes()).is_err() {
                return;
            }
        }
    }

    /// The reply, if there is one.
    fn answer(&self, target: &str) -> Option<Value> {
        self.count(|counts| {
            if target == "/token" {
                if counts.unanswered > 0 {
                    counts.unanswered -= 1;
                    return None;
                }
                counts.tokens += 1;
                counts.current = Some(counts.tokens);
                return Some(json!({ "value": format!("{TOKEN}{}", counts.tokens), "expires_in": 7200 }));
            }
            let (path, token) = target.split_once("?access_token=").unwrap_or((target, ""));
            let is_current = counts.current.is_some_and(|current| token == format!("{TOKEN}{current}"));
            if !is_current {
                // A server may repeat the token in its message.
                return Some(json!({ "errcode": 40001, "errmsg": format!("invalid token {token}") }));
            }
            if path == "/ticket" {
                counts.tickets += 1;
                return Some(json!({ "value": format!("{TICKET}{}", counts.tickets), "expires_in": 7200 }));
            }
            counts.calls += 1;
            if self.expiries.contains(&counts.calls) {
                counts.current = None;
            }
            Some(json!({ "errcode": 0 }))
        })
    }
}

/// The target of the next request, which has no body.
fn read_request(reader: &mut impl BufRead) -> Option<String> {
    let mut target = None;
    loop {
        let mut line = String::new();
        if reader.by_ref().take(4096).read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            return target;
        }
        target = target.or_else(|| line.split(' ').nth(1).map(str::to_owned));
    }
}
