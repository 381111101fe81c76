//! The real spec with copies of some operations and of their types: every copy declares the same items with other names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specwright::Source;

/// The operations that are copied.
const COPIED: [&str; 7] = [
    "check_in_boarding_pass.yaml",
    "create_boarding_pass.yaml",
    "create_meeting_ticket.yaml",
    "create_movie_ticket.yaml",
    "create_scenic_ticket.yaml",
    "update_meeting_ticket.yaml",
    "update_movie_ticket.yaml",
];

/// The spec of the workspace, with paths relative to its folder.
///
/// # Panics
///
/// If it cannot be read.
pub fn real() -> Vec<Source> {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec"))
}

/// The spec in any folder, with paths relative to it.
///
/// # Panics
///
/// If it cannot be read.
pub fn read(folder: &Path) -> Vec<Source> {
    let files = specwright::build::spec_files(folder).expect("there is a spec");
    let read = |file: &PathBuf| Source {
        path: file.to_string_lossy().into_owned(),
        bytes: std::fs::read(folder.join(file)).expect("a file of the spec can be read"),
    };
    files.iter().map(read).collect()
}

/// The real spec, in which seven operations and their types occur `copies` times.
pub fn scaled(copies: usize) -> Vec<Source> {
    let mut sources = real();
    let copied = copied(&sources);
    let names: BTreeSet<String> = copied.iter().flat_map(declared).collect();
    for copy in 1..copies {
        for source in &copied {
            sources.push(Source {
                path: source.path.replace(".yaml", &format!("_{copy}.yaml")),
                bytes: renamed(&text(source), &names, copy).into_bytes(),
            });
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// The spec with one more field in a model that requests contain.
///
/// # Panics
///
/// If the spec has no such model.
pub fn changed(mut sources: Vec<Source>) -> Vec<Source> {
    let model = sources.iter_mut().find(|source| source.path.ends_with("sku.yaml")).expect("the model `Sku`");
    model.bytes.extend_from_slice(
        b"\n  batch:\n    type: string\n    max_bytes: 24\n    doc: The batch that the tickets belong to.\n",
    );
    sources
}

/// The files that are copied: the operations, and the types that they use, directly or not.
fn copied(spec: &[Source]) -> Vec<Source> {
    let is_operation = |source: &Source| COPIED.iter().any(|name| source.path.ends_with(name));
    let (mut copied, mut others): (Vec<_>, Vec<_>) = spec.iter().cloned().partition(is_operation);
    loop {
        let texts: Vec<String> = copied.iter().map(text).collect();
        let words = texts.iter().flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()));
        let words: BTreeSet<&str> = words.collect();
        let is_used = |source: &Source| declared(source).iter().any(|name| words.contains(name.as_str()));
        let (used, rest): (Vec<_>, Vec<_>) = others.into_iter().partition(is_used);
        if used.is_empty() {
            return copied;
        }
        copied.extend(used);
        others = rest;
    }
}

fn text(source: &Source) -> String {
    String::from_utf8_lossy(&source.bytes).into_owned()
}

/// The names that a file declares, including those of a union's variants.
fn declared(source: &Source) -> Vec<String> {
    let text = text(source);
    let own = text.lines().filter_map(|line| {
        let (kind, name) = line.split_once(": ")?;
        ["model", "union", "enum", "operation"].contains(&kind).then(|| name.to_owned())
    });
    let variants = text.lines().skip_while(|line| *line != "variants:").filter_map(|line| {
        let name = line.strip_prefix("  ")?.strip_suffix(':')?;
        (!name.starts_with(' ')).then(|| name.to_owned())
    });
    own.chain(variants).collect()
}

/// The text with the copy's number added to every declared name and to the path on the server.
fn renamed(text: &str, names: &BTreeSet<String>, copy: usize) -> String {
    let mut renamed = String::with_capacity(text.len() + 256);
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("path: ") {
            renamed.push_str(&format!("path: {}/{copy}\n", path.trim_end()));
            continue;
        }
        let mut rest = line;
        while !rest.is_empty() {
            let is_word = |character: char| character.is_alphanumeric() || character == '_';
            let (word, after) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
            renamed.push_str(word);
            if names.contains(word) {
                renamed.push_str(&if word.contains('_') {
                    format!("_{copy}")
                } else {
                    format!("Copy{copy}")
                });
            }
            let (between, after) = after.split_at(after.find(is_word).unwrap_or(after.len()));
            renamed.push_str(between);
            rest = after;
        }
    }
    renamed
}
