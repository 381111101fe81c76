//! Replies of a server.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use specwright_runtime::mock::FromWire;
use specwright_runtime::proptest::{Generate, Valid, VisitOperation};
use specwright_runtime::{
    BoxFuture, Client, HttpRequest, HttpResponse, Operation, Request, Transport, TransportError,
};
use wechat_tickets::operations;

const TOKEN: &str = "TRACER_0123456789";

/// A transport that answers every request alike.
struct Canned {
    status: u16,
    body: Vec<u8>,
}

impl Transport for Canned {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let response = HttpResponse::new(self.status, self.body.clone());
        Box::pin(async { Ok(response) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Calls the operation with this number.
struct Call<'a> {
    left: usize,
    seen: usize,
    client: &'a Client,
}

impl VisitOperation for Call<'_> {
    fn visit<Req, Rep>(&mut self, operation: &'static Operation<Req, Rep>)
    where
        Req: Generate + Request + FromWire + Send + Sync,
        Rep: Send + 'static,
    {
        self.seen += 1;
        if self.seen != self.left {
            return;
        }
        let tree = Valid::<Req>::default().new_tree(&mut TestRunner::deterministic());
        let request = tree.expect("every operation has a valid request").current();
        let result = run(self.client.call(operation, request).into_future());
        if let Err(error) = result {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(TOKEN), "the error shows the token: {shown}");
        }
    }
}

/// A reply is read, or is an error that does not show the token. The first byte chooses the operation, the second the status.
pub fn reply(input: &[u8]) {
    let [operation, status, body @ ..] = input else { return };
    let status = [200, 201, 204, 302, 400, 401, 429, 500, 503][usize::from(*status) % 9];
    let transport = Canned { status, body: body.to_vec() };
    let client = Client::builder(&operations::API).token(TOKEN).transport(transport).build();
    let client = client.expect("the client is complete");
    let mut count = Call { left: 0, seen: 0, client: &client };
    operations::each(&mut count);
    let left = usize::from(*operation) % count.seen + 1;
    operations::each(&mut Call { left, seen: 0, client: &client });
}

/// Runs what never has to wait, as nothing does over this transport.
fn run<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("this waits for something"),
    }
}
