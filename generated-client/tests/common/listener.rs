//! Everything that the program logs with `tracing` and `log`, except the test server's crate.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The records of each thread by target, concatenated, so that multi-line dumps are searched as a whole.
static HEARD: Mutex<BTreeMap<String, Vec<(ThreadId, String)>>> = Mutex::new(BTreeMap::new());

struct Listener;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

fn write(target: &str, record: impl FnOnce(&mut Line)) {
    let mut line = Line(String::new());
    record(&mut line);
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    heard.entry(target.to_owned()).or_default().push((thread::current().id(), line.0));
}

fn is_meant(target: &str) -> bool {
    !target.starts_with("wiremock")
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_meant(metadata.target())
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
        is_meant(metadata.target())
    }

    fn log(&self, record: &log::Record<'_>) {
        if log::Log::enabled(self, record.metadata()) {
            write(record.target(), |line| line.0 = record.args().to_string());
        }
    }

    fn flush(&self) {}
}

/// Installs the listener, once for all tests of this program.
pub(crate) fn listen() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        tracing::subscriber::set_global_default(Listener).unwrap();
        log::set_logger(&Listener).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
}

/// Asserts that these targets have logged something, and neither a token nor the secret in any spelling.
#[track_caller]
pub(crate) fn assert_heard_no_secret(targets: &[&str]) {
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    for target in targets {
        assert!(heard.keys().any(|heard| heard.starts_with(target)), "{target} said nothing");
    }
    for (target, records) in heard.iter() {
        let mut threads = BTreeMap::<String, String>::new();
        for (thread, record) in records {
            let said = threads.entry(format!("{thread:?}")).or_default();
            said.push_str(record);
            said.push('\n');
        }
        for text in threads.values() {
            assert_eq!(secret_in(text), None, "by {target}");
        }
    }
}

/// The secret that a log contains as text, or as bytes in hexadecimal or decimal numbers on lines of any length.
fn secret_in(text: &str) -> Option<&'static str> {
    let rows_joined = text.replace('\n', "");
    let words = || text.split(|c: char| !c.is_ascii_alphanumeric());
    let decimal: Vec<u8> = words().filter_map(|word| word.parse().ok()).collect();
    let hexadecimal: Vec<u8> = words().filter_map(bytes_of_hex).flatten().collect();
    ["T0KEN", "s3cret"].into_iter().find(|secret| {
        let is_in = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        is_in(rows_joined.as_bytes()) || is_in(&decimal) || is_in(&hexadecimal)
    })
}

fn bytes_of_hex(word: &str) -> Option<Vec<u8>> {
    (word.len() % 2 == 0).then_some(())?;
    (0..word.len()).step_by(2).map(|at| u8::from_str_radix(&word[at..at + 2], 16).ok()).collect()
}

#[test]
fn a_secret_is_recognised_in_dumps() {
    let pairs = |row: &[u8]| row.iter().map(|byte| format!("{byte:02X} ")).collect::<String>() + "\n";
    let columns = |row: &[u8]| {
        let hex = row.chunks(2).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        format!("{}  {}\n", hex.collect::<Vec<_>>().join(" "), String::from_utf8_lossy(row).replace('T', "."))
    };
    let reply = br#"{"access_token":"T0KEN-1"}"#;
    for reported in [
        "a T0KEN-1".to_owned(),
        "...s3\ncret...".to_owned(),
        format!("{:?}", b"T0KEN"),
        format!("{:?}", "s3cret".as_bytes()),
        "x=54304b454e2d31".to_owned(),
        reply.chunks(16).map(pairs).collect(),
        reply.chunks(16).map(columns).collect(),
        reply[3..].chunks(16).map(columns).collect(),
    ] {
        assert!(secret_in(&reported).is_some(), "{reported}");
    }
    assert_eq!(secret_in("connected to 127.0.0.1:80"), None);
}
