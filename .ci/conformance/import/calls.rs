//! Calls operations of an imported API through the mock of its client: each with a request that keeps all limits, and with
//! a reply that is made of the spec. `long` adds the list of the operations.

use std::path::Path;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use client::operations;
use client::runtime::mock::{FromWire, Mock};
use client::runtime::proptest::{Generate, Valid, VisitOperation};
use client::runtime::serde_json::Value;
use client::runtime::{Operation, Request};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use specwright::example;
use specwright::ir::Api;

mod chosen;

struct Calls {
    api: Api,
    made: usize,
    failed: Vec<String>,
}

impl VisitOperation for Calls {
    fn visit<Req, Rep>(&mut self, operation: &'static Operation<Req, Rep>)
    where
        Req: Generate + Request + FromWire + Send + Sync,
        Rep: Send + 'static,
    {
        let name = operation.spec().name;
        self.made += 1;
        match self.call(operation) {
            Ok(()) => {}
            Err(problem) => self.failed.push(format!("{name}: {problem}")),
        }
    }
}

impl Calls {
    fn call<Req, Rep>(&self, operation: &'static Operation<Req, Rep>) -> Result<(), String>
    where
        Req: Generate + Request + FromWire + Send + Sync,
        Rep: Send + 'static,
    {
        let known = self.api.operation(operation.spec().name).ok_or("not in the spec")?;
        let mut runner = TestRunner::deterministic();
        let tree = Valid::<Req>::default().new_tree(&mut runner).map_err(|problem| problem.to_string())?;
        let mock: Mock = Mock::new(&operations::API, &[]);
        let reply = known.reply.as_ref().map_or(Value::Null, |reply| example::value(&self.api, reply));
        let calls = mock.expect(operation).reply_json(reply).always();
        let call = pin!(mock.client().call(operation, tree.current()).into_future());
        let Poll::Ready(result) = call.poll(&mut Context::from_waker(Waker::noop())) else {
            return Err("the mock waits".to_owned());
        };
        result.map(drop).map_err(|problem| format!("{problem} {:?}", calls.refused()))
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
    std::process::exit(i32::from(!calls.failed.is_empty()));
}
