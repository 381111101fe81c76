//! Judges request bodies in a browser, by the interpreter that the command `validate` uses.
//!
//! It has no rules of its own: it reads an API that was checked elsewhere, and states what [`specwright_workbench::judge`]
//! says of a text, as JSON for the page. The program of this package is the same for `wasm32-unknown-unknown`; the
//! command `specwright checker` builds it.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use specwright_checker::{Checker, write};
//!
//! let api = specwright::check::check(&sources()).unwrap().api;
//! let checker = Checker::new(&write(&api))?;
//! let judged = checker.judge("add_pet", "", r#"{"name":"小白小白小"}"#).ok_or("no such operation")?;
//! assert_eq!(judged["errors"][0]["rule"], "max_bytes");
//! assert_eq!((&judged["texts"][0]["bytes"], &judged["texts"][0]["cjk"]), (&15.into(), &5.into()));
//! # Ok(())
//! # }
//! ```
//!
//! A page has the [`FILES`], what is made of the WebAssembly module, and the written API as `spec.json`.

mod fields;
mod meters;

use serde::Deserialize;
use serde_json::{Value, json};
use specwright::example::{self, InOrder};
use specwright::ir::{Api, Body, Operation};
use specwright_workbench::judge::Judge;
pub use specwright_workbench::reference::Language;

/// The scripts and the style sheet of the page, by their names.
pub const FILES: [(&str, &str); 10] = [
    ("body.js", include_str!("../assets/body.js")),
    ("checker.css", include_str!("../assets/checker.css")),
    ("checker.js", include_str!("../assets/checker.js")),
    ("controls.js", include_str!("../assets/controls.js")),
    ("dom.js", include_str!("../assets/dom.js")),
    ("form.js", include_str!("../assets/form.js")),
    ("meter.js", include_str!("../assets/meter.js")),
    ("share.js", include_str!("../assets/share.js")),
    ("text.js", include_str!("../assets/text.js")),
    ("words.js", include_str!("../assets/words.js")),
];

/// A page of its own, which needs the other files beside it.
pub const PAGE: &str = include_str!("../assets/index.html");

/// The form of an API is that of one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is read first of a written API.
#[derive(Deserialize)]
struct Head {
    version: String,
}

/// The rest of a written API.
#[derive(Deserialize)]
struct Written {
    api: Api,
}

/// Writes a checked API as JSON, for [`Checker::new`] of the same version.
pub fn write(api: &Api) -> String {
    json!({ "version": VERSION, "api": api }).to_string()
}

/// A checked API that judges bodies. It lasts as long as the page.
#[derive(Debug)]
pub struct Checker {
    api: &'static Api,
    judge: Judge<'static>,
}

impl Checker {
    /// Reads an API that [`write()`] has written.
    ///
    /// # Errors
    ///
    /// If another version has written it, or something else.
    pub fn new(written: &str) -> Result<Checker, String> {
        let Head { version } =
            serde_json::from_str(written).map_err(|error| format!("no version: {error}"))?;
        if version != VERSION {
            let text = format!("the API was written by version {version}, and this is {VERSION}");
            return Err(format!("{text}: build all files of the checker again"));
        }
        let Written { api } =
            serde_json::from_str(written).map_err(|error| format!("not a checked API: {error}"))?;
        let api: &'static Api = Box::leak(Box::new(api));
        Ok(Checker { api, judge: Judge::new(api) })
    }

    /// The operations: `name`, `method`, `path`, the first line of `doc`, and whether the body is `json`, `form`,
    /// `nested_form`, `multipart`, `text`, `bytes` or `empty`.
    pub fn operations(&self) -> Value {
        let entry = |operation: &Operation| {
            json!({
                "name": operation.name,
                "method": operation.method.as_str(),
                "path": operation.path_template(),
                "doc": operation.docs.doc.as_deref().and_then(|doc| doc.lines().next()),
                "body": kind(operation.body),
            })
        };
        self.api.operations.iter().map(entry).collect()
    }

    /// An example of the body, made from the examples of the spec, on several lines. `None` if there is no such operation.
    pub fn example(&self, operation: &str) -> Option<String> {
        let operation = self.api.operation(operation)?;
        let Some(body) = example::body(self.api, operation) else { return Some(String::new()) };
        if operation.plain_body(self.api).is_some() {
            // Bytes are described by their number; here they are the bytes of a text.
            let bytes =
                body.get("bytes").and_then(Value::as_u64).and_then(|bytes| usize::try_from(bytes).ok());
            return Some(bytes.map_or_else(
                || body.as_str().unwrap_or_default().to_owned(),
                |bytes| "x".repeat(bytes.min(MOST_EXAMPLE_BYTES)),
            ));
        }
        let body = operation.wrapped(body);
        // Nothing of it can fail to be written as JSON.
        serde_json::to_string_pretty(&InOrder::request(self.api, operation, &body)).ok()
    }

    /// Judges a text as the body of an operation: `valid`; `errors` and `warnings`, each as in the command `validate`;
    /// `texts`, how much of its limits each text uses; `parameters`, the same of the path, query and header parameters, which are
    /// given as a JSON object; and `reply`, what the mock server answers, with `status` and `body`. `None` if there is no such
    /// operation.
    pub fn judge(&self, operation: &str, parameters: &str, body: &str) -> Option<Value> {
        let operation = self.api.operation(operation)?;
        let verdict = self.judge.verdict(operation, body.as_bytes());
        let of_parameters = self.judge.parameters(operation, parameters.as_bytes());
        let is_valid = verdict.is_valid() && of_parameters.is_valid();
        let judged = |verdict, texts| {
            // Nothing of it can fail to be written as JSON.
            let mut judged = serde_json::to_value(verdict).unwrap_or_default();
            if let Value::Object(judged) = &mut judged {
                judged.insert("texts".to_owned(), texts);
            }
            judged
        };
        let reply = self.judge.reply(operation, parameters.as_bytes(), body.as_bytes()).map(|reply| {
            let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            json!({ "status": reply.status, "body": body })
        });
        let parameters = judged(of_parameters, meters::of_parameters(self.api, operation, parameters));
        let mut judged = judged(verdict, meters::of_body(self.api, operation, body));
        if let Value::Object(judged) = &mut judged {
            judged.insert("valid".to_owned(), is_valid.into());
            judged.insert("parameters".to_owned(), parameters);
            judged.insert("reply".to_owned(), reply.unwrap_or_default());
        }
        Some(judged)
    }

    /// What a form for the path, query and header parameters needs, as in [`fields`](Checker::fields), and an `example` of them;
    /// null if there are none. `None` if there is no such operation.
    pub fn parameters(&self, operation: &str, language: Language) -> Option<Value> {
        Some(fields::of_parameters(self.api, self.api.operation(operation)?, language))
    }

    /// What a form for the body needs: the `type` of the body, the `types` that it names, and the envelope `wrap`, with its
    /// `template` and the `path` of the request in it. Presence and limits of fields are in words. `None` if there is no such operation.
    pub fn fields(&self, operation: &str, language: Language) -> Option<Value> {
        Some(fields::of(self.api, self.api.operation(operation)?, language))
    }
}

/// The greatest number of bytes of an example that is bytes.
const MOST_EXAMPLE_BYTES: usize = 1000;

fn kind(body: Body) -> &'static str {
    match body {
        Body::Empty => "empty",
        Body::Json => "json",
        Body::Form => "form",
        Body::NestedForm => "nested_form",
        Body::Multipart => "multipart",
        Body::Text => "text",
        Body::Bytes => "bytes",
    }
}
