//! Paths and their parameters.

use super::parameters::{self, Parameters};
use crate::import::draft::Operation;
use crate::import::report::Loss;
use crate::import::schemas::Import;

impl<'d> Import<'d> {
    /// The path with its parameters: each that the path names, and no other.
    pub(super) fn path(
        &mut self,
        path: &'d str,
        at: &str,
        parameters: Parameters<'_>,
        made: &mut Operation,
    ) -> String {
        let Parameters { path: declared, query, headers, .. } = parameters;
        made.query = query;
        made.headers = headers;
        let template = template(path);
        if let Some(fragment) = template.fragment {
            self.lose(Loss::PathFragment, at, format!("`#{fragment}`"));
        }
        for (name, value) in template.query {
            self.lose(Loss::PathQuery, at, format!("`{name}={value}`"));
            made.query.retain(|field| field.wire != name);
            made.query.push(parameters::constant(&name, &value, at));
        }
        let mut written = String::new();
        for piece in template.pieces {
            match piece {
                Piece::Literal(text) => written.push_str(&text),
                Piece::Parameter(wire) => {
                    let mut field = declared.iter().find(|field| field.wire == wire).cloned();
                    if field.is_none() {
                        self.lose(Loss::PathParameter, at, format!("`{wire}` is not declared"));
                        field = Some(parameters::text(&wire, at));
                    }
                    let Some(mut field) = field else { continue };
                    let taken: Vec<String> = made.parameters().map(|field| field.wire.clone()).collect();
                    field.wire = free_parameter(&wire, &taken);
                    written.push_str(&format!("{{{}}}", field.wire));
                    made.path_params.push(field);
                }
            }
        }
        for field in declared.iter().filter(|field| !path.contains(&format!("{{{}}}", field.wire))) {
            self.lose(Loss::ParameterLeftOut, &field.at, format!("the path has no `{{{}}}`", field.wire));
        }
        written
    }
}

/// A path in parts.
struct Template {
    pieces: Vec<Piece>,
    /// The query that is part of the key.
    query: Vec<(String, String)>,
    fragment: Option<String>,
}

enum Piece {
    Literal(String),
    Parameter(String),
}

fn template(path: &str) -> Template {
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
fn free_parameter(wire: &str, taken: &[String]) -> String {
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
