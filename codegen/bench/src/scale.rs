//! The real spec, copied any number of times: every copy declares the same items with other names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use specwright::Source;

/// Files that are not copied: the API itself, and the operations and models that its tokens come from.
const ONCE: [&str; 5] = [
    "api.yaml",
    "fetch_access_token.yaml",
    "fetch_stable_access_token.yaml",
    "issued_token.yaml",
    "stable_token_request.yaml",
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

/// A spec with `copies` copies of the operations of the real one, and one of those for tokens.
pub fn scaled(copies: usize) -> Vec<Source> {
    let real = real();
    let names: BTreeSet<String> = real.iter().filter(|source| !is_once(source)).flat_map(declared).collect();
    let mut sources = real.clone();
    for copy in 1..copies {
        for source in real.iter().filter(|source| !is_once(source)) {
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

fn is_once(source: &Source) -> bool {
    ONCE.iter().any(|name| source.path.ends_with(name))
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
