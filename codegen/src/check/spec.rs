//! The files of a spec, by kind.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::at::At;
use crate::diagnostics::{Diagnostics, Severity};
use crate::dialect::{self, Document};
use crate::names;
use crate::parallel;
use crate::source::Source;

/// The declaration of a file.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) file: usize,
    pub(super) body: T,
}

/// The declarations of all files, by kind, in the order of the files.
#[derive(Debug, Default)]
pub(super) struct Spec {
    pub(super) paths: Vec<String>,
    pub(super) apis: Vec<Entry<dialect::Api>>,
    pub(super) models: Vec<Entry<dialect::Model>>,
    pub(super) groups: Vec<Entry<dialect::FieldGroup>>,
    pub(super) unions: Vec<Entry<dialect::Union>>,
    pub(super) enums: Vec<Entry<dialect::Enum>>,
    pub(super) operations: Vec<Entry<dialect::Operation>>,
    pub(super) events: Vec<Entry<dialect::Events>>,
    pub(super) accepted: Vec<Entry<dialect::Accepted>>,
    /// Positions in `models`, `groups` and `operations` by name. Where several have a name, the first counts.
    models_by_name: HashMap<String, usize>,
    groups_by_name: HashMap<String, usize>,
    operations_by_name: HashMap<String, usize>,
    /// Guesses about unreadable files, so that other files may refer to their names.
    pub(super) unread: Vec<Unread>,
    /// Files with errors, in which something may be missing for that reason.
    pub(super) damaged: BTreeSet<usize>,
}

/// An unreadable file, as far as its first lines can be interpreted.
#[derive(Debug)]
pub(super) struct Unread {
    /// `model`, `field_group`, `union`, `enum`, `operation`, `events`, `api`, `accepted`; `None` if unknown.
    pub(super) kind: Option<&'static str>,
    /// The names that it may declare: several guesses if its first lines are unclear.
    pub(super) names: Vec<String>,
}

impl Spec {
    /// Reads every file and collects all diagnostics.
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
        // The variants that could not be read are types, too.
        let is_unread = |entry: &&Entry<dialect::Union>| {
            entry.body.variants.is_empty() && spec.damaged.contains(&entry.file)
        };
        let unread = spec.unions.iter().filter(is_unread).filter_map(|entry| sources.get(entry.file));
        spec.unread.extend(unread.map(Unread::guess).collect::<Vec<_>>());
        spec
    }

    /// The path of a file, as it was passed in.
    pub(super) fn path(&self, file: usize) -> String {
        self.paths.get(file).cloned().unwrap_or_default()
    }

    /// Whether all files were read without errors, so that nothing is missing because of one.
    pub(super) fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.damaged.is_empty()
    }

    /// Whether an unreadable file may be of this kind.
    pub(super) fn may_hide(&self, kind: &str) -> bool {
        self.unread.iter().any(|unread| unread.kind.is_none_or(|unread| unread == kind))
    }

    /// The keys of all requests and replies, even those of fields with errors: of models, unions, variants and
    /// parameters, and of envelopes.
    pub(super) fn wire_names(&self) -> BTreeSet<&str> {
        let variants = self.unions.iter().flat_map(|entry| &entry.body.variants);
        let variants = variants.filter_map(|(_, variant)| variant.fields.as_ref());
        let operations = || self.operations.iter().map(|entry| &entry.body);
        let parameters = operations().flat_map(|body| [&body.path_params, &body.query, &body.headers]);
        let models = self.models.iter().map(|entry| &entry.body.fields);
        let groups = self.groups.iter().map(|entry| &entry.body.fields);
        let shared = self.unions.iter().map(|entry| &entry.body.fields);
        let fields = models.chain(groups).chain(shared).chain(variants).chain(parameters).flatten();
        let around = operations().filter_map(|body| body.wrap.as_ref()).flat_map(keys_inside);
        let tags = self.unions.iter().filter_map(|entry| entry.body.tag.as_deref());
        fields.map(|(wire, _)| wire.as_str()).chain(tags).chain(around).collect()
    }

    /// The model of this name in the dialect.
    pub(super) fn model(&self, name: &str) -> Option<&Entry<dialect::Model>> {
        self.models.get(*self.models_by_name.get(name)?)
    }

    /// The field group of this name; the first, where several have it.
    pub(super) fn group(&self, name: &str) -> Option<&Entry<dialect::FieldGroup>> {
        self.groups.get(*self.groups_by_name.get(name)?)
    }

    /// The field groups that a model includes, each once, with its index in the list.
    pub(super) fn included<'a>(
        &'a self,
        model: &'a dialect::Model,
    ) -> Vec<(usize, &'a Entry<dialect::FieldGroup>)> {
        let mut seen = BTreeSet::new();
        let names = model.include.iter().filter(|(_, name)| seen.insert(name.as_str()));
        names.filter_map(|(index, name)| Some((*index, self.group(name)?))).collect()
    }

    /// All fields that a model declares or includes, in their order, each with its node.
    pub(super) fn fields_of<'a>(
        &'a self,
        entry: &'a Entry<dialect::Model>,
    ) -> impl Iterator<Item = (&'a str, &'a dialect::Field, At)> + Clone {
        let groups =
            self.included(&entry.body).into_iter().map(|(_, group)| (group.file, &group.body.fields));
        let all = groups.chain(std::iter::once((entry.file, &entry.body.fields)));
        all.flat_map(|(file, fields)| {
            let at = At::root(file).child("fields");
            fields.iter().map(move |(wire, field)| (wire.as_str(), field, at.child(wire)))
        })
    }

    /// Whether a model may have fields that could not be read.
    pub(super) fn may_lack_fields(&self, entry: &Entry<dialect::Model>) -> bool {
        let included = self.included(&entry.body);
        self.damaged.contains(&entry.file)
            || entry.body.include.len() > included.len()
            || included.into_iter().any(|(_, group)| self.damaged.contains(&group.file))
    }

    /// The operation of this name in the dialect.
    pub(super) fn operation(&self, name: &str) -> Option<&dialect::Operation> {
        self.operations.get(*self.operations_by_name.get(name)?).map(|entry| &entry.body)
    }

    /// Removes declarations.
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
        let groups = self.groups.iter().map(|entry| &entry.body.field_group).enumerate().rev();
        self.groups_by_name = groups.map(|(position, name)| (name.clone(), position)).collect();
        let operations = self.operations.iter().map(|entry| &entry.body.operation).enumerate().rev();
        // A name that is misspelt in its file may be correct elsewhere.
        let misspelt = operations.clone().filter(|(_, name)| !names::is_snake(name));
        let misspelt = misspelt.map(|(position, name)| (names::snake(name), position));
        let spelt = operations.map(|(position, name)| (name.clone(), position));
        self.operations_by_name = misspelt.chain(spelt).collect();
    }

    fn add(&mut self, file: usize, document: Document) {
        match document {
            Document::Api(body) => self.apis.push(Entry { file, body }),
            Document::Model(body) => self.models.push(Entry { file, body }),
            Document::FieldGroup(body) => self.groups.push(Entry { file, body }),
            Document::Union(body) => self.unions.push(Entry { file, body }),
            Document::Enum(body) => self.enums.push(Entry { file, body }),
            Document::Operation(body) => self.operations.push(Entry { file, body }),
            Document::Events(body) => self.events.push(Entry { file, body }),
            Document::Accepted(body) => self.accepted.push(Entry { file, body }),
        }
    }
}

impl Unread {
    fn guess(source: &Source) -> Unread {
        const KINDS: [&str; 8] =
            ["api", "model", "field_group", "union", "enum", "operation", "events", "accepted"];
        let text = String::from_utf8_lossy(source.bytes_after_mark());
        // YAML also ends lines at these.
        let lines = || text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let entries = || lines().filter_map(|line| line.split_once([':', '：']));
        let declared = entries().find_map(|(key, value)| {
            let kind = KINDS.iter().copied().find(|kind| *kind == key.trim_end());
            kind.map(|kind| (kind, word(value)))
        });
        let kind = declared.as_ref().map(|(kind, _)| *kind);
        let mut names: Vec<String> = declared.map(|(_, name)| name).into_iter().collect();
        if names.iter().all(String::is_empty) {
            // One of the keys, the values and the file's name is most likely the type's name.
            let at_margin = || entries().filter(|(key, _)| !key.starts_with([' ', '\t', '#', '-']));
            names.extend(at_margin().flat_map(|(key, value)| [word(key), word(value)]));
            names.push(names::pascal(stem(&source.path)));
        }
        if kind.is_none_or(|kind| kind == "union") {
            // Nested keys may be variants, which are types, too.
            names.extend(entries().map(|(key, _)| word(key)));
        }
        // Without a colon, the name is at the end of the first line: `model Sku`.
        let first = lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        names.extend(first.and_then(|line| line.split_whitespace().last()).map(word));
        names.retain(|name| names::is_pascal(name));
        Unread { kind, names }
    }
}

/// All keys in a value, at any depth.
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

/// The value of a line without quotes, comment and control characters.
fn word(value: &str) -> String {
    let value = value.split('#').next().unwrap_or_default().replace(char::is_control, "");
    value.trim().trim_matches(['"', '\'', '[', ']', '{', '}', ' ']).to_owned()
}

/// The file's name without its folder and extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}
