//! Positions of fields and keys in the spec.

use std::collections::HashMap;

use specwright::diagnostics::{Place, Position};
use specwright::ir::{Field, Location, Model};
use specwright::source::{Locator, Source};

/// A position in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The position in the file.
    pub position: Position,
}

/// Looks up positions in the sources.
pub(crate) struct Origins<'s> {
    sources: &'s [Source],
    /// The positions of the files among the sources; of several with one path the first counts.
    files: HashMap<&'s str, usize>,
    locator: Locator<'s>,
}

/// The position of a field, and of its keys.
pub(crate) struct Declared {
    file: usize,
    path: Vec<String>,
    /// The keys of the field, with those of its `warn` as `warn.max_bytes`, and of its `keys` likewise.
    keys: Vec<String>,
}

impl<'s> Origins<'s> {
    pub(crate) fn new(sources: &'s [Source]) -> Origins<'s> {
        let files = sources.iter().enumerate().rev().map(|(file, source)| (source.path.as_str(), file));
        Origins { sources, files: files.collect(), locator: Locator::new(sources) }
    }

    /// The position of a field.
    pub(crate) fn of(&self, model: &Model, field: &Field) -> Declared {
        let file = field.group_file.as_ref().unwrap_or(&model.file);
        let file = self.files.get(file.as_str()).copied().unwrap_or_default();
        let path = |steps: &[&str]| steps.iter().map(|step| (*step).to_owned()).collect::<Vec<String>>();
        let wire = field.wire.as_str();
        let ways = match field.location {
            Location::Object => {
                vec![path(&["fields", wire]), path(&["variants", model.name.as_str(), "fields", wire])]
            }
            Location::Path => vec![path(&["path_params", wire])],
            Location::Query => vec![path(&["query", wire])],
            Location::Header => vec![path(&["headers", wire])],
            // A body that is text or bytes has its keys in the file itself.
            Location::Body => vec![path(&["request"]), path(&[])],
        };
        let found = ways.into_iter().find_map(|path| Some((self.locator.node(file, &path)?, path)));
        let Some((node, path)) = found else {
            return Declared { file, path: Vec::new(), keys: Vec::new() };
        };
        let mut keys = Vec::new();
        let mut open = vec![(String::new(), node)];
        while let Some((prefix, node)) = open.pop() {
            for key in node.children() {
                let name = format!("{prefix}{}", key.name());
                if matches!(&*key.name(), "warn" | "keys") {
                    open.push((format!("{name}."), key));
                }
                keys.push(name);
            }
        }
        Declared { file, path, keys }
    }

    /// The line of a field's key, or of the field itself if it has no such key.
    pub(crate) fn line(&self, declared: &Declared, key: &str) -> Option<Origin> {
        let key = declared.has(key).then_some(key);
        let steps = declared.path.iter().cloned();
        let path: Vec<String> =
            steps.chain(key.iter().flat_map(|key| key.split('.')).map(str::to_owned)).collect();
        self.at(&Place::key(declared.file, path))
    }

    /// The line of a key of the api file.
    pub(crate) fn of_api(&self, path: &[&str]) -> Option<Origin> {
        let keys: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
        let file = (0..self.sources.len()).find(|file| self.locator.node(*file, &keys).is_some())?;
        self.at(&Place::key(file, keys))
    }

    /// The line of a key of a file, or of the nearest existing parent.
    pub(crate) fn of_file(&self, file: &str, path: &[&str]) -> Option<Origin> {
        let file = *self.files.get(file)?;
        let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
        self.at(&Place::key(file, path))
    }

    fn at(&self, place: &Place) -> Option<Origin> {
        let located = self.locator.locate(place)?;
        Some(Origin { file: located.path.to_owned(), position: located.position() })
    }
}

impl Declared {
    /// Whether the field has a key: `max_bytes`, `warn.max_bytes`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|found| found == key)
    }
}
