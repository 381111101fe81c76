//! A subscriber that records every span and event of the library.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A line for each span and event: level, name or message, fields in order. Indented by two spaces for each
/// enclosing span.
#[derive(Clone, Default)]
pub(crate) struct Witness {
    lines: Arc<Mutex<Vec<String>>>,
    depth: Arc<AtomicUsize>,
}

impl Witness {
    /// The log of `act` on this thread, and its result.
    pub(crate) fn watch<T>(act: impl FnOnce() -> T) -> (T, Vec<String>) {
        let witness = Self::default();
        let value = tracing::subscriber::with_default(witness.clone(), act);
        let lines = witness.lines.lock().unwrap().clone();
        (value, lines)
    }

    fn write(&self, line: String) {
        let indent = "  ".repeat(self.depth.load(Ordering::Relaxed));
        self.lines.lock().unwrap().push(indent + &line);
    }
}

impl Subscriber for Witness {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(format!("span {}", span.metadata().name()));
        span.record(&mut line);
        self.write(line.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line("record".to_owned());
        values.record(&mut line);
        self.write(line.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.write(line.0);
    }

    fn enter(&self, _: &Id) {
        self.depth.fetch_add(1, Ordering::Relaxed);
    }

    fn exit(&self, _: &Id) {
        self.depth.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}
