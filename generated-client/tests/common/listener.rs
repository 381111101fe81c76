//! Everything that the program logs, by `tracing` and by `log`, except what this server's own crate says.

use std::fmt::{Debug, Write};
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static HEARD: Mutex<String> = Mutex::new(String::new());

struct Listener;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

fn write(target: &str, record: impl FnOnce(&mut Line)) {
    let mut line = Line(target.to_owned());
    record(&mut line);
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    heard.push_str(&line.0);
    heard.push('\n');
}

/// `ureq` writes whole addresses and replies at the level `trace`, which its transport's documentation tells.
fn is_meant(target: &str, is_trace: bool) -> bool {
    let is_left_out = target.starts_with("wiremock") || is_trace && target.starts_with("ureq");
    !is_left_out
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_meant(metadata.target(), false)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        write(span.metadata().target(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        write("", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        write(event.metadata().target(), |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Listener {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        is_meant(metadata.target(), metadata.level() == log::Level::Trace)
    }

    fn log(&self, record: &log::Record<'_>) {
        if log::Log::enabled(self, record.metadata()) {
            write(record.target(), |line| line.0.push_str(&format!(" {}", record.args())));
        }
    }

    fn flush(&self) {}
}

/// Begins to listen, once for all tests of this program.
pub(crate) fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        tracing::subscriber::set_global_default(Listener).unwrap();
        log::set_logger(&Listener).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// Something was heard of these, and neither a token nor the secret.
#[track_caller]
pub(crate) fn assert_heard_no_secret(targets: &[&str]) {
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    for target in targets {
        assert!(heard.lines().any(|line| line.starts_with(target)), "{target} said nothing");
    }
    for secret in ["T0KEN", "s3cret"] {
        let told = heard.lines().find(|line| line.contains(secret));
        assert_eq!(told, None);
    }
}
