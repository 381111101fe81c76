//! The names of operations, and the parts of paths.

use std::collections::HashSet;

use specwright::names;

use super::Found;
use crate::import::report::Loss;
use crate::import::schemas::Import;

impl<'d> Import<'d> {
    /// The name of each operation.
    pub(super) fn operation_names(&mut self, found: &[Found<'d>]) -> Vec<String> {
        let mut taken: HashSet<String> = HashSet::new();
        found
            .iter()
            .map(|found| {
                let id = found.operation.text("operationId").and_then(of_id);
                if id.is_none() {
                    self.lose(
                        Loss::NoOperationId,
                        &found.operation.at,
                        format!("{} {}", found.method, found.path),
                    );
                }
                let given = id.unwrap_or_else(|| of_path(&found.method, found.path));
                let name = match names::is_keyword(&given) || names::reserved_operation(&given) {
                    true => format!("do_{given}"),
                    false => given.clone(),
                };
                let mut free = name.clone();
                let mut number = 1;
                while taken.contains(&free) || names::is_keyword(&free) || names::reserved_operation(&free) {
                    number += 1;
                    free = format!("{name}_{number}");
                }
                if number > 1 {
                    self.lose(Loss::DuplicateId, &found.operation.at, format!("`{given}`"));
                }
                taken.insert(free.clone());
                free
            })
            .collect()
    }
}

/// The name that an `operationId` gives.
fn of_id(id: &str) -> Option<String> {
    let words: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = names::snake(&words);
    let name = match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("call_{name}"),
        false => name,
    };
    Some(name).filter(|name| names::is_snake(name))
}

/// The name that a method and a path give: `get_pets_by_id`.
fn of_path(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split(['?', '#']).next().unwrap_or(path).split('/') {
        let is_parameter = segment.starts_with('{');
        let word: String = segment.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let word = names::snake(&word);
        if !word.is_empty() {
            words.push(if is_parameter { format!("by_{word}") } else { word });
        }
    }
    words.join("_")
}

/// A path in parts.
pub(super) struct Template {
    pub(super) pieces: Vec<Piece>,
    /// The query that is part of the key.
    pub(super) query: Vec<(String, String)>,
    pub(super) fragment: Option<String>,
}

pub(super) enum Piece {
    Literal(String),
    Parameter(String),
}

pub(super) fn template(path: &str) -> Template {
    let (path, fragment) = match path.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (path, None),
    };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    };
    let query = query.split('&').filter(|text| !text.is_empty()).map(pair).collect();
    let mut pieces = Vec::new();
    let mut rest = path;
    let mut begin = "/".to_owned();
    if path.starts_with('/') {
        begin.clear();
    }
    pieces.push(Piece::Literal(begin));
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        pieces.push(Piece::Literal(encoded(literal)));
        pieces.push(Piece::Parameter(name.to_owned()));
        rest = after;
    }
    pieces.push(Piece::Literal(encoded(rest)));
    Template { pieces, query, fragment }
}

/// A literal with escapes for what a path cannot contain.
fn encoded(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    for character in literal.chars() {
        if character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/%".contains(character) {
            text.push(character);
        } else {
            let mut bytes = [0; 4];
            text.extend(character.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    text
}

/// A name for a path parameter, which is not sent: one of the characters of the dialect that no other parameter has.
pub(super) fn free_parameter(wire: &str, taken: &[String]) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String = wire.chars().map(|c| if is_part(c) { c } else { '_' }).collect();
    let name = if name.trim_matches('_').is_empty() { "value".to_owned() } else { name };
    let mut free = name.clone();
    let mut number = 1;
    while taken.contains(&free) {
        number += 1;
        free = if number == 2 { format!("path_{name}") } else { format!("path_{name}_{number}") };
    }
    free
}
