//! Looks for secrets in all that the program logs.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The number of records that were logged.
static RECORDS: AtomicUsize = AtomicUsize::new(0);
/// Records with a secret.
static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Keeps a text that contains a token or the secret.
pub(crate) fn inspect(text: &str) {
    if text.contains("T0KEN") || text.contains("s3cret") {
        LEAKS.lock().unwrap_or_else(PoisonError::into_inner).push(text.to_owned());
    }
}

/// The texts with a secret so far.
pub(crate) fn leaks() -> Vec<String> {
    LEAKS.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The number of records so far.
pub(crate) fn records() -> usize {
    RECORDS.load(Ordering::Relaxed)
}

/// Begins to listen, once for the program.
pub(crate) fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        // A program that has a subscriber keeps it, and the count of records shows it.
        let _ = tracing::subscriber::set_global_default(Listener);
        if log::set_logger(&Listener).is_ok() {
            log::set_max_level(log::LevelFilter::Trace);
        }
    });
}

struct Listener;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

fn heard(record: impl FnOnce(&mut Line)) {
    let mut line = Line(String::new());
    record(&mut line);
    RECORDS.fetch_add(1, Ordering::Relaxed);
    inspect(&line.0);
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        heard(|line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        heard(|line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        heard(|line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        heard(|line| line.0 = record.args().to_string());
    }

    fn flush(&self) {}
}
