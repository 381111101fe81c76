//! All files of a spec, by what they declare.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostics, Severity};
use crate::dialect::{self, Document};
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
    /// What an unreadable file seems to declare, so that other files may name it.
    pub(super) unread: Vec<Unread>,
    /// Files in which reading found an error: something there may be missing for that reason.
    pub(super) damaged: BTreeSet<usize>,
}

/// A file that could not be read, as far as its first lines tell.
#[derive(Debug)]
pub(super) struct Unread {
    /// `model`, `union`, `enum`, `operation`, `api`; `None` when that cannot be told either.
    pub(super) kind: Option<&'static str>,
    pub(super) name: String,
}

impl Spec {
    /// Reads every file, collecting every problem.
    pub(super) fn read(sources: &[Source], found: &mut Diagnostics) -> Spec {
        let mut spec = Spec::default();
        for (file, source) in sources.iter().enumerate() {
            spec.paths.push(source.path.clone());
            match dialect::read(file, source, found) {
                Some(document) => spec.add(file, document),
                None => spec.unread.push(Unread::guess(&source.bytes)),
            }
        }
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

    fn add(&mut self, file: usize, document: Document) {
        match document {
            Document::Api(body) => self.apis.push(Entry { file, body }),
            Document::Model(body) => self.models.push(Entry { file, body }),
            Document::Union(body) => self.unions.push(Entry { file, body }),
            Document::Enum(body) => self.enums.push(Entry { file, body }),
            Document::Operation(body) => self.operations.push(Entry { file, body }),
        }
    }
}

impl Unread {
    fn guess(bytes: &[u8]) -> Unread {
        const KINDS: [&str; 5] = ["api", "model", "union", "enum", "operation"];
        let text = String::from_utf8_lossy(bytes);
        for line in text.lines() {
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            if let Some(kind) = KINDS.iter().copied().find(|kind| *kind == key) {
                let name = value.split('#').next().unwrap_or_default();
                let name = name.trim().trim_matches(['"', '\'']).to_owned();
                let kind = Some(kind);
                return Unread { kind, name };
            }
        }
        Unread { kind: None, name: String::new() }
    }
}
