//! All files of a spec, by what they declare.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::diagnostics::{Diagnostics, Severity};
use crate::dialect::{self, Document};
use crate::names;
use crate::parallel;
use crate::source::Source;

/// What one file declares.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) file: usize,
    pub(super) body: T,
}

/// All files of a spec, in their order, by what they declare.
#[derive(Debug, Default)]
pub(super) struct Spec {
    pub(super) paths: Vec<String>,
    pub(super) apis: Vec<Entry<dialect::Api>>,
    pub(super) models: Vec<Entry<dialect::Model>>,
    pub(super) unions: Vec<Entry<dialect::Union>>,
    pub(super) enums: Vec<Entry<dialect::Enum>>,
    pub(super) operations: Vec<Entry<dialect::Operation>>,
    pub(super) accepted: Vec<Entry<dialect::Accepted>>,
    /// Positions in `models` and `operations` by name. Where several have a name, the first counts.
    models_by_name: HashMap<String, usize>,
    operations_by_name: HashMap<String, usize>,
    /// What an unreadable file seems to declare, so that other files may name it.
    pub(super) unread: Vec<Unread>,
    /// Files in which reading found an error: something there may be missing for that reason.
    pub(super) damaged: BTreeSet<usize>,
}

/// A file that could not be read, as far as its first lines tell.
#[derive(Debug)]
pub(super) struct Unread {
    /// `model`, `union`, `enum`, `operation`, `api`, `accepted`; `None` when that cannot be told either.
    pub(super) kind: Option<&'static str>,
    /// What it may declare. Where its first lines do not tell, several guesses.
    pub(super) names: Vec<String>,
}

impl Spec {
    /// Reads every file, collecting every problem.
    pub(super) fn read(sources: &[Source], found: &mut Diagnostics) -> Spec {
        let numbered: Vec<_> = sources.iter().enumerate().collect();
        let read = parallel::map(&numbered, |(file, source)| {
            let mut found = Diagnostics::default();
            (dialect::read(*file, source, &mut found), found)
        });
        let mut spec = Spec::default();
        for ((file, source), (document, problems)) in numbered.into_iter().zip(read) {
            found.extend(problems);
            spec.paths.push(source.path.clone());
            match document {
                Some(document) => spec.add(file, document),
                None => spec.unread.push(Unread::guess(source)),
            }
        }
        spec.number();
        spec.damaged = found
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| diagnostic.place.file)
            .collect();
        spec
    }

    /// The path of a file, as it was passed in.
    pub(super) fn path(&self, file: usize) -> String {
        self.paths.get(file).cloned().unwrap_or_default()
    }

    /// Whether everything that the files say was understood, so that what is missing is missing.
    pub(super) fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.damaged.is_empty()
    }

    /// Whether an unreadable file may declare something of this kind.
    pub(super) fn may_hide(&self, kind: &str) -> bool {
        self.unread.iter().any(|unread| unread.kind.is_none_or(|unread| unread == kind))
    }

    /// Every key that a request or a reply can have, whatever is wrong with its field: those of models, of
    /// variants and of parameters, and those that stand around a request.
    pub(super) fn wire_names(&self) -> BTreeSet<&str> {
        let variants = self.unions.iter().flat_map(|entry| &entry.body.variants);
        let variants = variants.filter_map(|(_, variant)| variant.fields.as_ref());
        let operations = || self.operations.iter().map(|entry| &entry.body);
        let parameters = operations().flat_map(|body| [&body.path_params, &body.query, &body.headers]);
        let models = self.models.iter().map(|entry| &entry.body.fields);
        let fields = models.chain(variants).chain(parameters).flatten();
        let around = operations().filter_map(|body| body.wrap.as_ref()).flat_map(keys_inside);
        fields.map(|(wire, _)| wire.as_str()).chain(around).collect()
    }

    /// The model of this name, as its file has it.
    pub(super) fn model(&self, name: &str) -> Option<&Entry<dialect::Model>> {
        self.models.get(*self.models_by_name.get(name)?)
    }

    /// The operation of this name, as its file has it.
    pub(super) fn operation(&self, name: &str) -> Option<&dialect::Operation> {
        self.operations.get(*self.operations_by_name.get(name)?).map(|entry| &entry.body)
    }

    /// Forgets what some files declare.
    pub(super) fn drop_types(&mut self, names: &BTreeSet<String>) {
        self.models.retain(|entry| !names.contains(&entry.body.model));
        self.unions.retain(|entry| !names.contains(&entry.body.union));
        self.enums.retain(|entry| !names.contains(&entry.body.name));
        self.number();
    }

    /// States where the entries are that are looked up by their names.
    fn number(&mut self) {
        let models = self.models.iter().map(|entry| &entry.body.model).enumerate().rev();
        self.models_by_name = models.map(|(position, name)| (name.clone(), position)).collect();
        let operations = self.operations.iter().map(|entry| &entry.body.operation).enumerate().rev();
        self.operations_by_name = operations.map(|(position, name)| (name.clone(), position)).collect();
    }

    fn add(&mut self, file: usize, document: Document) {
        match document {
            Document::Api(body) => self.apis.push(Entry { file, body }),
            Document::Model(body) => self.models.push(Entry { file, body }),
            Document::Union(body) => self.unions.push(Entry { file, body }),
            Document::Enum(body) => self.enums.push(Entry { file, body }),
            Document::Operation(body) => self.operations.push(Entry { file, body }),
            Document::Accepted(body) => self.accepted.push(Entry { file, body }),
        }
    }
}

impl Unread {
    fn guess(source: &Source) -> Unread {
        const KINDS: [&str; 6] = ["api", "model", "union", "enum", "operation", "accepted"];
        let text = String::from_utf8_lossy(source.bytes_after_mark());
        // YAML ends lines at these, too.
        let lines = || text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let entries = || lines().filter_map(|line| line.split_once([':', '：']));
        let told = entries().find_map(|(key, value)| {
            let kind = KINDS.iter().copied().find(|kind| *kind == key.trim_end());
            kind.map(|kind| (kind, word(value)))
        });
        let kind = told.as_ref().map(|(kind, _)| *kind);
        let mut names: Vec<String> = told.map(|(_, name)| name).into_iter().collect();
        if names.iter().all(String::is_empty) {
            // The keys, the values and the file's own name: one of them is the type's, most likely.
            let at_margin = || entries().filter(|(key, _)| !key.starts_with([' ', '\t', '#', '-']));
            names.extend(at_margin().flat_map(|(key, value)| [word(key), word(value)]));
            names.push(names::pascal(stem(&source.path)));
        }
        if kind.is_none_or(|kind| kind == "union") {
            // Inside there may be variants, which are types, too.
            names.extend(entries().map(|(key, _)| word(key)));
        }
        // Without a colon, the name is what ends the first line: `model Sku`.
        let first = lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        names.extend(first.and_then(|line| line.split_whitespace().last()).map(word));
        names.retain(|name| names::is_pascal(name));
        Unread { kind, names }
    }
}

/// Every key in a value, however deep.
pub fn keys_inside(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(entries) => entries
            .iter()
            .flat_map(|(key, value)| [key.as_str()].into_iter().chain(keys_inside(value)))
            .collect(),
        Value::Array(items) => items.iter().flat_map(keys_inside).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// The value of a line without its quotes, its comment and control characters.
fn word(value: &str) -> String {
    let value = value.split('#').next().unwrap_or_default().replace(char::is_control, "");
    value.trim().trim_matches(['"', '\'']).to_owned()
}

/// The file's name without its folder and its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
