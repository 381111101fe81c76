//! Makes a spec of an OpenAPI document.
//!
//! What the dialect does not have is never dropped silently: the [`Report`] has a row for it, with its pointer and what the
//! spec has instead. The compiler checks what is made.
//!
//! | module | contents |
//! |---|---|
//! | `value`, `references`, `overlay` | the document: values in the order of the text, pointers, overlays |
//! | `schemas` | schemas become types |
//! | `operations`, `api` | operations, their parameters, bodies and replies; the api file |
//! | `own` | a document that `export openapi` wrote, with its keys `x-…` |
//! | `draft`, `naming`, `settled` | the spec that is being made; names, boxes, directions |
//! | `print`, `verify` | the files; what the compiler refuses is removed and reported |

mod api;
mod draft;
mod naming;
mod operations;
mod overlay;
mod own;
mod print;
mod references;
mod report;
mod schemas;
mod settled;
mod value;
mod verify;

use std::fmt;

use specwright::{Diagnostics, Source};

pub use report::{Loss, Report, Row, Untyped};

use draft::Operation;
use references::Part;
use schemas::Import;
use value::Value;

/// A document or an overlay, in JSON or YAML.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The path in messages.
    pub path: &'a str,
    /// The contents.
    pub bytes: &'a [u8],
}

/// A spec that was made of a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The files, by their paths in the spec's folder, sorted.
    pub files: Vec<Source>,
    /// What is not in the spec as the document has it.
    pub report: Report,
}

/// Why a document cannot be imported.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ImportError {
    /// It is not JSON or YAML, or not an OpenAPI document, or an overlay cannot be applied: all reasons.
    Unreadable(Vec<String>),
    /// The compiler refuses what was made of it: an error of the importer.
    Refused(Vec<Source>, Diagnostics),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImportError::Unreadable(problems) => f.write_str(&problems.join("\n")),
            ImportError::Refused(sources, problems) => f.write_str(&problems.render(sources, false)),
        }
    }
}

impl std::error::Error for ImportError {}

/// Makes a spec of an OpenAPI document of version 3.0, 3.1 or 3.2, after the actions of overlays were applied to it.
///
/// # Errors
///
/// If a document cannot be read. Everything that can be read is imported; [`Imported::report`] says what is missing.
///
/// # Examples
///
/// ```
/// use specwright_workbench::import::{Document, import};
///
/// let document = r#"{
///     "openapi": "3.1.0",
///     "info": { "title": "Pets", "version": "1" },
///     "servers": [{ "url": "https://pets.example" }],
///     "paths": { "/pets/{id}": { "get": {
///         "operationId": "getPet",
///         "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
///         "responses": { "200": { "description": "", "content": { "application/json": {
///             "schema": { "type": "object", "properties": { "name": { "type": "string", "maxLength": 12 } } } } } } }
///     } } }
/// }"#;
/// let imported = import(Document { path: "pets.json", bytes: document.as_bytes() }, &[]).unwrap();
/// let paths: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
/// assert_eq!(paths, ["api.yaml", "models/get_pet_reply.yaml", "operations/get_pet.yaml"]);
/// assert!(imported.files[1].text().contains("name: { type: string, max_chars: 12 }"));
/// ```
pub fn import(document: Document<'_>, overlays: &[Document<'_>]) -> Result<Imported, ImportError> {
    import_with(document, overlays, &mut |_| {})
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The document is read.
    Reading,
    /// So many of the operations are made.
    Operations {
        /// Those that are made.
        made: usize,
        /// All of them.
        all: usize,
    },
    /// The compiler checks the spec.
    Checking,
}

/// Makes a spec as [`import()`] does, and says how far it is.
///
/// # Errors
///
/// As [`import()`].
pub fn import_with(
    document: Document<'_>,
    overlays: &[Document<'_>],
    progress: &mut dyn FnMut(Step),
) -> Result<Imported, ImportError> {
    progress(Step::Reading);
    let mut root = read(document).map_err(|problem| ImportError::Unreadable(vec![problem]))?;
    let mut problems = Vec::new();
    for overlay in overlays {
        match read(*overlay) {
            Ok(actions) => problems.extend(overlay::apply(&mut root, &actions, overlay.path)),
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(not_openapi(&root, document.path));
    if !problems.is_empty() {
        return Err(ImportError::Unreadable(problems));
    }
    if own::is_own(&root) {
        progress(Step::Checking);
        return own::import(&root);
    }
    let mut import = Import::new(&root);
    let whole = Part::new(&root, "");
    let (common, mut api) = import.common(&whole);
    let operations = import.operations(&whole, &common, progress);
    api.extend(import.groups(&whole));
    let Import { mut draft, mut rows, .. } = import;
    settled::boxes(&mut draft);
    settled::directions(&mut draft);
    settled::large_boxes(&mut draft);
    let names = naming::settle(&draft);
    let printer = print::Printer { draft: &draft, names: &names };
    progress(Step::Checking);
    let mut files = vec![print::api(&api)];
    files.extend(printer.files(&settled::used(&draft)));
    let verified = verify::verify(&mut draft, &names, &mut files, &mut rows);
    if !files.iter().any(|file| matches!(file.item, print::Item::Operation(_))) {
        let reasons = rows.iter().filter(|row| row.loss == Loss::LeftOut);
        let reasons = reasons
            .map(|row| format!("{}: {}: cannot be imported: {}", document.path, row.pointer, row.what));
        let nothing = format!("{}: the document has no operation that can be imported", document.path);
        return Err(ImportError::Unreadable(std::iter::once(nothing).chain(reasons).collect()));
    }
    verified.map_err(|(sources, problems)| ImportError::Refused(sources, problems))?;
    rows.sort();
    rows.dedup();
    let typed_operations = draft.operations.iter().filter(|operation| operation.untyped.is_empty()).count();
    let untyped = draft.operations.into_iter().filter(|operation| !operation.untyped.is_empty());
    let untyped = untyped.map(|Operation { name, at, untyped, .. }| Untyped {
        operation: name,
        pointer: at,
        reasons: untyped,
    });
    let untyped = untyped.collect();
    let files = files.into_iter().map(|file| Source::new(file.path, file.text)).collect();
    Ok(Imported { files, report: Report { rows, operations, typed_operations, untyped } })
}

/// Reads JSON or YAML. The error has the position.
fn read(document: Document<'_>) -> Result<Value, String> {
    let bytes = document.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(document.bytes);
    let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let json = is_json.then(|| serde_json::from_slice::<Value>(bytes));
    let problem = match json {
        Some(Ok(value)) => return Ok(value),
        Some(Err(problem)) => Some(problem),
        None => None,
    };
    // A mapping in braces can also be YAML.
    let text = std::str::from_utf8(bytes).map_err(|_| format!("{}: the file is not UTF-8", document.path))?;
    // What is nested without an end takes `serde_yaml` far too long.
    let guard = specwright::yaml::parse(text).failure;
    if let Some(failure) = guard.filter(|failure| failure.problem == specwright::yaml::Problem::TooDeep) {
        let before = text.get(..failure.at).unwrap_or_default();
        let (line, column) =
            (before.matches('\n').count() + 1, before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1);
        let most = specwright::yaml::MAX_DEPTH;
        return Err(format!(
            "{}:{line}:{column}: objects and lists are nested more than {most} levels deep",
            document.path
        ));
    }
    match (serde_yaml::from_str::<Value>(text), problem) {
        (Ok(value), _) => Ok(value),
        (Err(_), Some(problem)) => {
            Err(located(document.path, problem.line(), problem.column().max(1), &problem))
        }
        (Err(problem), None) => {
            let place = problem.location().map_or((1, 1), |place| (place.line(), place.column()));
            Err(located(document.path, place.0, place.1, &problem))
        }
    }
}

fn located(path: &str, line: usize, column: usize, problem: &dyn fmt::Display) -> String {
    let text = problem.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    format!("{path}:{line}:{column}: {text}")
}

/// Why a value is not an OpenAPI document that can be imported.
fn not_openapi(root: &Value, path: &str) -> Option<String> {
    let version = root.get("openapi").map(|version| match version {
        Value::Text(version) => version.clone(),
        Value::Float(version) => version.to_string(),
        _ => String::new(),
    });
    match version {
        Some(version) if ["3.0", "3.1", "3.2"].iter().any(|known| version.starts_with(known)) => {}
        Some(version) => {
            return Some(format!(
                "{path}: OpenAPI `{version}` is not supported: versions 3.0, 3.1 and 3.2 are"
            ));
        }
        None if root.get("swagger").is_some() => {
            return Some(format!(
                "{path}: Swagger 2.0 is not supported: convert the document to OpenAPI 3 first, for example with \
                 `swagger2openapi`"
            ));
        }
        None => {
            return Some(format!("{path}: not an OpenAPI document: its root has no member `openapi`"));
        }
    }
    let has_paths = root.get("paths").is_some_and(|paths| !paths.members().is_empty());
    (!has_paths).then(|| format!("{path}: the document has no paths, so that there is nothing to call"))
}
