//! Reads a document that `export openapi` wrote: its keys `x-…` say what OpenAPI has no words for.
//!
//! Each is named as the key of the dialect and holds what that key holds, so that most of them are copied. What the document
//! has besides, because somebody added it, is read where it has the form in which the exporter writes it, and reported
//! elsewhere.
//!
//! | module | contents |
//! |---|---|
//! | `api`, `operations`, `types`, `enumerations`, `fields` | the parts of the document |
//! | `print` | the files |

mod api;
mod enumerations;
mod fields;
mod operations;
mod print;
mod types;

use std::collections::{HashMap, HashSet};

use specwright::{Source, check, dialect};

use super::references::Part;
use super::report::{Loss, Report, Row};
use super::value::Value;
use super::{ImportError, Imported, print::DEPRECATED};
use crate::export::{OWN, OWN_FORM, doc};
use crate::format;
use print::{Keys, Tree, key};
use types::Model;

/// Where references to types lead.
const SCHEMAS: &str = "#/components/schemas/";

/// Whether `export openapi` wrote the document, in the form that is read here.
pub(super) fn is_own(root: &Value) -> bool {
    root.get(OWN) == Some(&Value::Int(OWN_FORM.into()))
}

/// Makes the spec of the document.
///
/// # Errors
///
/// If the compiler refuses what the document says.
pub(super) fn import(root: &Value) -> Result<Imported, ImportError> {
    let mut own = Own::new(Part::new(root, ""));
    own.api();
    let operations = own.operations();
    own.events();
    // What the variants of unions have is known before the models that some of them are.
    while let Some(name) = own.unions.pop().or_else(|| own.waiting.pop()) {
        own.declare(&name);
    }
    let Own { mut files, mut rows, .. } = own;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    rows.sort();
    rows.dedup();
    match check::check(&files) {
        Ok(_) => Ok(Imported {
            files,
            report: Report { rows, operations, typed_operations: operations, untyped: Vec::new() },
        }),
        Err(problems) => Err(ImportError::Refused(files, problems)),
    }
}

/// What is read of the document.
struct Own<'d> {
    document: Part<'d>,
    /// The components by their names.
    schemas: HashMap<&'d str, Part<'d>>,
    /// The schemas of types in replies that have another one in requests, by the names of the types.
    replies: HashMap<&'d str, Part<'d>>,
    /// The schemas of variants by the names of their models.
    variants: HashMap<&'d str, Vec<Part<'d>>>,
    /// The models of variants and of events, which have no component of their own.
    models: HashMap<String, Model<'d>>,
    /// The unions of events with the fields that all events have.
    events: HashMap<String, (Part<'d>, Vec<String>)>,
    /// The types whose files are not made yet, and all that are used.
    unions: Vec<String>,
    waiting: Vec<String>,
    seen: HashSet<String>,
    files: Vec<Source>,
    rows: Vec<Row>,
}

impl<'d> Own<'d> {
    fn new(document: Part<'d>) -> Own<'d> {
        let mut own = Own {
            schemas: HashMap::new(),
            replies: HashMap::new(),
            variants: HashMap::new(),
            models: HashMap::new(),
            events: HashMap::new(),
            unions: Vec::new(),
            waiting: Vec::new(),
            seen: HashSet::new(),
            files: Vec::new(),
            rows: Vec::new(),
            document,
        };
        let schemas = own.document.get("components").and_then(|components| components.get("schemas"));
        for (name, part) in schemas.iter().flat_map(Part::members) {
            match part.text("x-model") {
                Some(model) if part.get("x-variant").is_some() => {
                    own.variants.entry(model).or_default().push(part.clone());
                }
                // The same, or null, which may be the only one that anything refers to.
                Some(model) if types::is_nullable(&part) => {
                    let is_reply = name.strip_prefix(model).is_some_and(|rest| rest.starts_with("Reply"));
                    let schemas = if is_reply { &mut own.replies } else { &mut own.schemas };
                    schemas.entry(model).or_insert_with(|| part.clone());
                }
                Some(model) => drop(own.replies.insert(model, part.clone())),
                None => {}
            }
            own.schemas.insert(name, part);
        }
        own
    }

    fn lose(&mut self, loss: Loss, at: &str, what: impl Into<String>) {
        self.rows.push(Row { pointer: at.to_owned(), loss, what: what.into() });
    }

    /// The type of the dialect that a reference leads to, and whether it can also be null.
    fn target(&mut self, part: &Part<'d>, reference: &'d str) -> Option<(String, bool)> {
        let name = reference.strip_prefix(SCHEMAS);
        let Some((name, schema)) = name.and_then(|name| Some((name, self.schemas.get(name)?.clone()))) else {
            self.lose(Loss::Reference, &part.at, format!("`{reference}` leads nowhere"));
            return None;
        };
        let name = schema.text("x-model").unwrap_or(name).to_owned();
        self.use_type(&name);
        Some((name, types::is_nullable(&schema)))
    }

    /// Notes that a type is used: a name, or `list<…>` of one.
    fn use_type(&mut self, ty: &str) {
        let name = ty.rsplit('<').next().unwrap_or(ty).trim_end_matches('>');
        if !name.starts_with(|c: char| c.is_uppercase()) || !self.seen.insert(name.to_owned()) {
            return;
        }
        let is_union = self.events.contains_key(name) || self.schemas.get(name).is_some_and(types::is_union);
        let waiting = if is_union { &mut self.unions } else { &mut self.waiting };
        waiting.push(name.to_owned());
    }

    /// The keys of a mapping of the dialect that are in keys `x-…`, and its documentation. Members of other names that are not
    /// among those that are read are reported.
    fn extensions(
        &mut self,
        part: &Part<'d>,
        mapping: &str,
        read: &[&str],
    ) -> Vec<(&'static str, &'d Value)> {
        let known = dialect::key_names(mapping);
        let mut found = Vec::new();
        for (name, member) in part.members() {
            if read.contains(&name) {
                continue;
            }
            let own = name.strip_prefix("x-").map(|name| name.replace('-', "_"));
            let own = own.and_then(|own| known.iter().find(|known| **known == own));
            match own {
                Some(own) => found.push((*own, member.value)),
                None if name.starts_with("x-") => self.lose(Loss::Extension, &member.at, name),
                None => self.lose(Loss::Keyword, &member.at, name),
            }
        }
        found
    }

    fn file(&mut self, path: String, keys: &Keys) {
        let depth = path.matches('/').count();
        let source = Source::new(path, print::text(keys, depth));
        let text = format::format(&source).unwrap_or_else(|_| source.text().into_owned());
        self.files.push(Source::new(source.path, text));
    }
}

/// The documentation of an item: what its keys say, with the description and `deprecated` where they do not say it.
fn texts(part: &Part<'_>, extensions: &[(&'static str, &Value)]) -> Keys {
    let mut keys = Keys::new();
    let has = |key: &str| extensions.iter().any(|(known, _)| *known == key);
    if let Some(doc) = part.text("description").and_then(doc).filter(|_| !has("doc")) {
        keys.push(("doc".to_owned(), Tree::Leaf(doc.into())));
    }
    for (name, value) in extensions.iter().filter(|(name, _)| is_text(name)) {
        keys.push(((*name).to_owned(), Tree::text(value)));
    }
    if part.is_true("deprecated") && !has("deprecated") && !has("discouraged") {
        keys.push(("deprecated".to_owned(), Tree::Leaf(DEPRECATED.into())));
    }
    keys
}

/// Whether a key is documentation of its item.
fn is_text(key: &str) -> bool {
    matches!(key, "doc" | "note" | "section" | "since" | "deprecated" | "documented")
}

/// The keys that are not documentation. Those of mappings whose keys are codes are integers if they look like it.
fn others(extensions: &[(&'static str, &Value)]) -> impl Iterator<Item = (String, Tree)> {
    let others = extensions.iter().filter(|(name, _)| !is_text(name));
    others.map(|(name, value)| {
        let tree = match *name {
            "errors" | "failures" | "replies" => coded(value),
            _ => Tree::of(value),
        };
        ((*name).to_owned(), tree)
    })
}

/// A mapping by codes. One that has a key `code` is a text that looks like an integer.
fn coded(value: &Value) -> Tree {
    let entries = value.members().iter().map(|(code, entry)| {
        let is_integer = code.parse().is_ok_and(|number: i64| number.to_string() == *code);
        let written = if is_integer && entry.get("code").is_none() { code.clone() } else { key(code) };
        let keys = entry.members().iter().filter(|(name, _)| name != "code").cloned().collect();
        (written, Tree::of(&Value::Object(keys)))
    });
    Tree::Map(entries.collect())
}
