//! Neither a marked token nor a marked secret is in an error, a log, a span, a `Debug` or a request to another host,
//! for every failure of both clients.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use specwright_runtime::blocking;
use specwright_runtime::{Client, HttpRequest, HttpResponse, Retry, TransportError};

use crate::redaction::{SECRET, TOKEN, assert_clean, assert_error_clean, replies};
use crate::server::{respond, serve};
use crate::shop::{CREATE, PETS, SHOP, TICKET, UPDATE, login};
use crate::support::{Fake, Outcome, ok, wait};
use crate::witness::Witness;

/// Answers once with this outcome, then with an empty object.
struct Once(Mutex<Option<Outcome>>);

impl blocking::Transport for Once {
    fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.0.lock().unwrap().take().unwrap_or_else(|| ok("{}"))
    }
}

fn fake(reply: Outcome) -> Arc<Fake> {
    let reply = Mutex::new(Some(reply));
    Fake::new(move |_| reply.lock().unwrap().take().unwrap_or_else(|| ok("{}")))
}

#[track_caller]
fn assert_silent(act: impl FnOnce() -> String) {
    let (shown, log) = Witness::watch(act);
    assert!(log.len() > 1, "nothing was logged");
    assert_clean(&shown);
    assert_clean(&log.join("\n"));
}

#[test]
fn no_failure_of_either_client_reveals_the_token() {
    for (first, second) in replies(TOKEN).into_iter().zip(replies(TOKEN)) {
        assert_silent(|| {
            let client = Client::builder(&SHOP).transport(fake(first)).token(TOKEN).build().unwrap();
            let call = client.call(&CREATE, TICKET);
            let shown = format!("{client:?} {call:?} {client:#?}");
            // The call may be repeated, so that each attempt is seen.
            let error = wait(call.allow_repeat()).unwrap_err();
            assert_error_clean(&error);
            format!("{shown} {error} {error:?}")
        });
        assert_silent(|| {
            let transport = Once(Mutex::new(Some(second)));
            let builder = blocking::Client::builder(&SHOP).transport(transport).token(TOKEN);
            let client = builder.retry(Retry::NEVER).server("https://api.example.com").build().unwrap();
            let call = client.call(&CREATE, TICKET);
            let shown = format!("{client:?} {call:?} {client:#?}");
            let error = call.send().unwrap_err();
            assert_error_clean(&error);
            format!("{shown} {error} {error:?}")
        });
    }
}

#[test]
fn no_failure_of_either_client_reveals_the_secret() {
    for (first, second) in replies(SECRET).into_iter().zip(replies(SECRET)) {
        assert_silent(|| {
            let builder = Client::builder(&SHOP).transport(fake(first)).token_source(login());
            let client = builder.retry(Retry::NEVER).build().unwrap();
            wait(client.call(&UPDATE, TICKET))
                .map_or_else(|error| format!("{error} {error:?}"), |()| String::new())
        });
        assert_silent(|| {
            let transport = Once(Mutex::new(Some(second)));
            let builder = blocking::Client::builder(&SHOP).transport(transport).token_source(login());
            let client = builder.retry(Retry::NEVER).build().unwrap();
            let result = client.call(&UPDATE, TICKET).send();
            format!(
                "{client:?} {}",
                result.map_or_else(|error| format!("{error} {error:?}"), |()| String::new())
            )
        });
    }
}

/// What dependencies write with `log`.
static LOG: Mutex<String> = Mutex::new(String::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writeln!(log, "{} {}", record.target(), record.args());
    }

    fn flush(&self) {}
}

#[test]
fn redirects_and_dependencies_do_not_reveal_the_token() {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let (elsewhere, visitors) = serve(|stream| respond(stream, "200 OK", "{}"));
    let location = format!("302 Found\r\nLocation: {elsewhere}/?access_token=MARK");
    let (address, requests) = serve(move |stream| respond(stream, &location, "MARK"));
    for api in [&SHOP, &PETS] {
        assert_silent(|| {
            let client = blocking::Client::builder(api).server(&address).token("MARK").build().unwrap();
            let error = client.call(&CREATE, TICKET).send().unwrap_err();
            assert_error_clean(&error);
            format!("{error}")
        });
        assert_silent(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let client = Client::builder(api).server(&address).token("MARK").build().unwrap();
            let error = runtime.block_on(async { client.call(&CREATE, TICKET).await }).unwrap_err();
            assert_error_clean(&error);
            format!("{error}")
        });
    }
    let sent: Vec<_> = requests.try_iter().collect();
    assert!(
        sent.len() == 4 && sent.iter().all(|request| request.contains("MARK")),
        "the token was sent at all"
    );
    assert_eq!(visitors.try_iter().count(), 0, "a redirect was followed");
    let log = LOG.lock().unwrap().clone();
    assert!(log.contains("reqwest"), "{log}");
    assert_clean(&log);
}
