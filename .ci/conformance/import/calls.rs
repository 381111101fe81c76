//! Calls operations of an imported API by the methods of its client, through the client's mock: each with a request that keeps
//! all limits, and with a reply that is made of the spec. What arrives is what was sent, in both directions. `calls.py` adds
//! the list of the operations.

use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

#[allow(dead_code, deprecated, unused_imports, reason = "few of its operations are called, and some are deprecated")]
mod client;
#[allow(deprecated, reason = "an API may mark an operation as deprecated")]
mod chosen;

use client::mock::{Expect, Mock};
use client::runtime::mock::FromWire;
use client::runtime::proptest::{Generate, Valid};
use client::runtime::serde_json::{self, Value};
use client::runtime::{Call, HttpRequest, Request};
use client::Client;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright::example;
use specwright::ir::{Api, ReplyBody};

pub(crate) struct Calls {
    api: Api,
    made: usize,
    failed: Vec<String>,
}

impl Calls {
    pub(crate) fn make<Req, Rep>(
        &mut self,
        name: &str,
        expect: fn(&Mock) -> Expect<Req, Rep>,
        call: fn(&Client, Req) -> Call<Req, Rep>,
    ) where
        Req: Generate + Request + FromWire,
        Rep: Serialize + DeserializeOwned + Send + 'static,
    {
        self.made += 1;
        if let Err(problem) = self.call(name, expect, call) {
            self.failed.push(format!("{name}: {problem}"));
        }
    }

    fn call<Req, Rep>(
        &self,
        name: &str,
        expect: fn(&Mock) -> Expect<Req, Rep>,
        call: fn(&Client, Req) -> Call<Req, Rep>,
    ) -> Result<(), String>
    where
        Req: Generate + Request + FromWire,
        Rep: Serialize + DeserializeOwned + Send + 'static,
    {
        let known = self.api.operation(name).ok_or("not in the spec")?;
        let mut runner = TestRunner::deterministic();
        let mut draw = || {
            let tree = Valid::<Req>::default().new_tree(&mut runner);
            tree.map(|tree| tree.current()).map_err(|problem| problem.to_string())
        };
        let reply = match known.reply_body {
            ReplyBody::Json => known.reply.as_ref().map_or(Value::Null, |reply| example::reply(&self.api, reply)),
            ReplyBody::Text => "text".into(),
            ReplyBody::Bytes => vec![0, 255].into(),
        };
        let typed: Rep = serde_json::from_value(reply.clone()).map_err(|problem| format!("{problem} in {reply}"))?;
        let stated = json(&typed)?;
        if !has(&stated, &reply) {
            return Err(format!("the reply {reply}\nis read as {stated}"));
        }

        let mock = Mock::new();
        let expected = expect(&mock).reply(typed).always();
        let sent = |request: Req| {
            let shown: String = format!("{request:?}").chars().take(1000).collect();
            let pending = pin!(call(&mock.client(), request).into_future());
            let Poll::Ready(result) = pending.poll(&mut Context::from_waker(Waker::noop())) else {
                return Err("the mock waits".to_owned());
            };
            let reply = result.map_err(|problem| format!("{problem} {:?}\n{shown}", expected.refused()))?;
            let reply = json(&reply)?;
            // A model of requests and replies has defaults only where a client reads a reply.
            if has(&reply, &stated) { Ok(()) } else { Err(format!("the reply was {stated}\nand is {reply}")) }
        };
        // The request that is read from the wire is sent, too: an empty list leaves no trace there.
        let mut result = sent(draw()?);
        // Long texts can be more than path, query and headers have room for together.
        let is_too_large = |result: &Result<(), String>| {
            result.as_ref().is_err_and(|problem| problem.contains("path, query and headers have"))
        };
        let mut tries = 0..16;
        while is_too_large(&result) && tries.next().is_some() {
            result = sent(draw()?);
        }
        result?;
        let read = expected.requests().pop().ok_or("the mock has no request")?;
        sent(read)?;
        match expected.received().iter().map(wire).collect::<Vec<_>>().as_slice() {
            [one, other] if one == other => Ok(()),
            requests => Err(format!("one request, but on the wire {requests:#?}")),
        }
    }
}

/// A request as it is sent.
fn wire(request: &HttpRequest) -> impl PartialEq + std::fmt::Debug + use<> {
    let query = request.url.expose_query().map(str::to_owned);
    let (headers, bytes) = (request.headers.clone(), request.bytes().map(<[u8]>::to_vec));
    // The parts of a multipart body.
    let body = format!("{:?}", request.body);
    (request.method, request.url.path().to_owned(), query, headers, bytes, body)
}

fn json(value: &impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|problem| problem.to_string())
}

/// Whether everything is there, where 2.0 is 2. A reader adds defaults.
fn has(whole: &Value, parts: &Value) -> bool {
    match (whole, parts) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(whole), Value::Array(parts)) => {
            whole.len() == parts.len() && whole.iter().zip(parts).all(|(whole, part)| has(whole, part))
        }
        (Value::Object(whole), Value::Object(parts)) => {
            parts.iter().all(|(key, part)| whole.get(key).is_some_and(|value| has(value, part)))
        }
        _ => whole == parts,
    }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let sources = specwright::build::read_spec(Path::new(&folder)).unwrap();
    let api = specwright::check::check(&sources).unwrap().api;
    let mut calls = Calls { api, made: 0, failed: Vec::new() };
    chosen::each(&mut calls);
    calls.failed.iter().for_each(|failed| eprintln!("{failed}"));
    println!("{} calls, {} failed", calls.made, calls.failed.len());
    std::process::exit(i32::from(calls.made == 0 || !calls.failed.is_empty()));
}
