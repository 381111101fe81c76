//! Reads a document and collects all diagnostics.

mod accepted;
mod api;
mod events;
mod model;
mod operation;
mod shapes;

use super::file::File;
use super::item::{Item, Reader};
use super::keys::{self, KINDS};
use super::{Document, Words, foreign, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::source::Source;
use crate::yaml::Node;

/// Reads a file. `None` if its kind or its name cannot be determined.
pub fn read(file: usize, source: &Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    let content = source.text();
    let file = File::new(file, &content, diagnostics);
    let root = text::parse(&file, source)?;
    if file.parsed().has_aliases() {
        // They are reported, and their contents are unknown.
        return None;
    }
    document(&Item::root(&file, root), &file, &root.node)
}

/// Whether a file is valid YAML. If not, all errors are reported.
pub fn is_yaml(source: &Source, diagnostics: &mut Diagnostics) -> bool {
    let content = source.text();
    let mut found = Diagnostics::default();
    let is_yaml = text::parse(&File::new(0, &content, &mut found), source).is_some();
    if !is_yaml {
        diagnostics.extend(found);
    }
    is_yaml
}

fn document(item: &Item<'_>, file: &File<'_>, node: &Node) -> Option<Document> {
    let Some(kind) = kind(node) else {
        file.report(no_kind(file, node));
        return None;
    };
    match kind {
        "api" => api::api(item).map(Document::Api),
        "model" => model::model(item).map(Document::Model),
        "field_group" => model::field_group(item).map(Document::FieldGroup),
        "union" => shapes::union(item).map(Document::Union),
        "enum" => shapes::enumeration(item).map(Document::Enum),
        "operation" => operation::operation(item).map(Document::Operation),
        "events" => events::events(item).map(Document::Events),
        _ => accepted::accepted(item).map(Document::Accepted),
    }
}

/// The documentation of an item.
fn words(keys: &Reader<'_>) -> Words {
    Words {
        doc: keys.sentence("doc"),
        note: keys.sentence("note"),
        section: keys.sentence("section"),
        since: keys.sentence("since"),
        deprecated: keys.sentence("deprecated"),
        allow: keys.list("allow", allow),
    }
}

/// An allowed lint. The reason is for people; here it only has to be present.
fn allow(item: &Item<'_>) -> Option<Code> {
    let keys = item.mapping(&keys::ALLOW)?;
    keys.get("reason").and_then(Item::sentence);
    keys.get("code")?.lint()
}

/// The first key that determines the kind of the file.
fn kind(node: &Node) -> Option<&'static str> {
    let Node::Mapping(entries) = node else { return None };
    let kind_of = |key: &Node| KINDS.iter().map(|(kind, _)| *kind).find(|kind| key.as_text() == Some(kind));
    entries.iter().find_map(|entry| kind_of(&entry.key_node))
}

/// The diagnostic for a file without a declaration.
fn no_kind(file: &File<'_>, node: &Node) -> Diagnostic {
    let place = Place::file(file.index);
    let kinds = "a file begins with `api:`, `model:`, `field_group:`, `union:`, `enum:`, `operation:` or `events:` and a name, or with \
                 `accepted:`";
    let entries = match node {
        Node::Null => {
            return Diagnostic::error(Code::EmptyFile, place, "this file declares nothing").help(kinds);
        }
        Node::Scalar(_) | Node::List(_) => {
            return Diagnostic::error(Code::UnknownKind, place, "this file is not a mapping").help(kinds);
        }
        Node::Mapping(entries) => entries,
    };
    // The first key that resembles a kind, or that says as much in another language.
    let guess = |key: &str| {
        let near = || {
            let name = key.trim().to_lowercase();
            let distance = |kind: &str| strsim::damerau_levenshtein(&name, kind);
            let (kind, _) = KINDS.iter().find(|(kind, _)| distance(kind) <= 1 + kind.len() / 6)?;
            Some(format!("did you mean `{kind}:`?"))
        };
        foreign::file(key).map(str::to_owned).or_else(near)
    };
    let message = "this file has no key of a declaration";
    let mut keys = entries.iter().filter_map(|entry| entry.key_node.as_text());
    match keys.find_map(|key| Some((key, guess(key)?))) {
        Some((key, help)) => {
            Diagnostic::error(Code::UnknownKind, Place::key(file.index, [key]), message).help(help)
        }
        None => Diagnostic::error(Code::UnknownKind, place, message).help(kinds),
    }
}
