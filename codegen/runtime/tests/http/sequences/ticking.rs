//! The blocking client.

use specwright_runtime::blocking::{Client, Transport};

use super::*;

/// The server with a clock that only requests and pauses move.
struct Ticking {
    server: Arc<Server>,
    clock: Mutex<Duration>,
}

impl Ticking {
    fn pass(&self, time: Duration) {
        let mut clock = self.clock.lock().unwrap();
        *clock = clock.saturating_add(time);
    }
}

impl Transport for Ticking {
    fn send(&self, request: HttpRequest) -> Outcome {
        let (takes, outcome) = within(request.timeout, self.server.answer(&request));
        self.pass(takes);
        outcome
    }

    fn sleep(&self, duration: Duration) {
        self.pass(duration);
    }

    fn now(&self) -> Duration {
        *self.clock.lock().unwrap()
    }
}

pub(super) fn create(made: Made, token_takes: Duration, answers: Vec<Answer>) -> Came {
    let server = Server::new(token_takes, answers);
    let transport = Arc::new(Ticking { server: server.clone(), clock: Mutex::default() });
    let builder = Client::builder(&SHOP).transport(transport.clone()).token_source(login());
    let client = builder.timeout(SECOND * 4).deadline(DEADLINE).build().unwrap();
    let call = client.call(&CREATE, TICKET);
    // The call does not need it.
    drop(client);
    let result = match made {
        Made::Plainly => call.send(),
        Made::Never => call.retry(Retry::NEVER).send(),
        Made::AllowingRepeats => call.allow_repeat().send(),
    };
    (result.err(), server.sent(), transport.now())
}
