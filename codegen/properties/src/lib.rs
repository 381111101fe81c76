//! What must hold for every input: each function takes the bytes of one and panics if something does not hold.
//!
//! The programs in `codegen/fuzz` pass them what a fuzzer makes up; `tests/bounded.rs` a few random changes of real files.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a property that does not hold fails loudly"
)]

mod reply;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use specwright::interpret::Interpreter;
use specwright::ir::Api;
use specwright::{Source, generate, yaml};
use specwright_workbench::audit::{audit as compare, draft};
use specwright_workbench::format::format as lay_out;
use specwright_workbench::import::{Document, ImportError, import as import_document};
use wechat_tickets::events::{CARD_EVENTS, Delivery, Receiver};

pub use reply::reply;

/// The signature of the token, the timestamp and the nonce, which does not depend on the body.
const QUERY: &str = "signature=565714c8ff3a09d3441036fb16a2930977d3d4d0&timestamp=1760000100&nonce=998877";

/// The workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files with this extension below a folder, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files of the real spec.
fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let folder = workspace().join("spec");
        let read = |path: PathBuf| {
            let name = path.strip_prefix(&folder).expect("it is below the folder").to_string_lossy();
            Source::new(name, fs::read_to_string(&path).expect("it can be read"))
        };
        files(&folder, "yaml").into_iter().map(read).collect()
    })
}

/// The real API.
fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| specwright::check::check(sources()).expect("the spec is valid").api)
}

/// A spec is refused with messages, or its client is Rust. The files are one text, each after a line `--- path`.
pub fn spec(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let sections = text.split("--- ").skip(1).filter_map(|section| section.split_once('\n'));
    let sources: Vec<Source> = sections.map(|(path, text)| Source::new(path.trim(), text)).collect();
    match generate(&sources) {
        Ok(client) => {
            for file in &client.files {
                if let Err(error) = syn::parse_file(&file.contents) {
                    panic!("{} is not Rust: {error}\n{}", file.path, file.contents);
                }
            }
        }
        Err(problems) => {
            assert!(!problems.render(&sources, false).is_empty(), "it is refused without a message")
        }
    }
}

/// Any JSON can be validated, each time with the same result, and every violation has a message. The first byte chooses
/// the operation.
pub fn body(input: &[u8]) {
    let Some((choice, text)) = input.split_first() else { return };
    let Ok(body) = serde_json::from_slice::<Value>(text) else { return };
    let api = api();
    let interpreter = Interpreter::new(api);
    let operation = &api.operations[usize::from(*choice) % api.operations.len()];
    let report = interpreter.request(operation, &body);
    assert_eq!(report, interpreter.request(operation, &body), "the second look differs");
    assert!(report.violations().iter().all(|violation| !violation.to_string().is_empty()));
    interpreter.parameters(operation, &body);
}

/// An event is read or refused, and what is read can be shown.
pub fn event(input: &[u8]) {
    let receiver =
        Receiver::builder(&CARD_EVENTS).secret("myCallbackToken").build().expect("the secret is right");
    match receiver.receive(&Delivery::new(input).query(QUERY)) {
        Ok(received) => assert!(!format!("{:?}", received.event).is_empty()),
        Err(error) => assert!(!error.to_string().contains("myCallbackToken"), "{error}"),
    }
}

/// An OpenAPI document is refused with reasons, or its spec is valid.
pub fn import(input: &[u8]) {
    match import_document(Document { path: "document", bytes: input }, &[]) {
        Ok(imported) => {
            let sources = &imported.files;
            if let Err(problems) = generate(sources) {
                panic!("{}", problems.render(sources, false));
            }
        }
        Err(ImportError::Unreadable(reasons)) => assert!(!reasons.is_empty()),
        Err(refused) => panic!("{refused}"),
    }
}

/// A document is compared with the real spec, and drafts of what it lacks are files of YAML.
pub fn audit(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    // A document without tables is an error.
    let _ = compare(sources(), api(), text);
    if let Ok(drafts) = draft(sources(), api(), text) {
        for drafted in &drafts.files {
            let source = Source::new(drafted.path.as_str(), drafted.text.as_str());
            assert_eq!(
                lay_out(&source).as_deref(),
                Ok(drafted.text.as_str()),
                "{} is not formatted",
                drafted.path
            );
        }
    }
}

/// The layout of a file has the same data, and is its own layout.
pub fn format(input: &[u8]) {
    let source = Source { path: "file.yaml".to_owned(), bytes: input.to_vec() };
    let Ok(text) = lay_out(&source) else { return };
    assert!(yaml::have_same_data(&source.text(), &text), "the data differ:\n{text}");
    let again = lay_out(&Source::new("file.yaml", text.as_str()));
    assert_eq!(again.as_deref(), Ok(text.as_str()), "another pass changes it");
}
