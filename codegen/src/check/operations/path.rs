//! Path templates: `/stores/{store_id}`.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Mapping};
use crate::ir::PathPart;

use crate::check::at::At;
use crate::suggest;

/// The parts of a path, whose parameters are all in `params`; `None` if there was an error. Where the file is
/// damaged, they may be missing for that reason.
pub(super) fn parse(
    text: &str,
    root: &At,
    params: &Mapping<dialect::Field>,
    is_damaged: bool,
    found: &mut Diagnostics,
) -> Option<Vec<PathPart>> {
    let at = root.child("path");
    let parts = match split(text) {
        Ok(parts) => parts,
        Err((message, help)) => {
            found.push(Diagnostic::error(Code::BadPath, at.value(), message).help(help));
            return None;
        }
    };
    let declared: BTreeSet<&str> = params.iter().map(|(wire, _)| wire.as_str()).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    // A misspelt name is reported once, where the path has it.
    let mut meant: BTreeSet<&str> = BTreeSet::new();
    for part in &parts {
        let PathPart::Parameter(name) = part else {
            continue;
        };
        if !seen.insert(name) {
            found.push(
                Diagnostic::error(Code::BadPath, at.value(), format!("duplicate `{{{name}}}` in the path"))
                    .help("rename the second one"),
            );
        } else if !(declared.contains(name.as_str()) || is_damaged && params.is_empty()) {
            let near = suggest::nearest(name, declared.iter().copied());
            meant.extend(near);
            found.push(undeclared(name, &at, near));
        }
    }
    for pair in parts.windows(2) {
        if let [PathPart::Parameter(first), PathPart::Parameter(second)] = pair {
            let message = format!("nothing separates `{{{first}}}` and `{{{second}}}`");
            found.push(
                Diagnostic::error(Code::BadPath, at.part(format!("{{{second}}}")), message)
                    .help("nobody could tell where the first ends: make them one parameter"),
            );
        }
    }
    for (wire, _) in params {
        if !seen.contains(wire.as_str()) && !meant.contains(wire.as_str()) {
            found.push(unused(wire, text, root));
        }
    }
    Some(parts)
}

fn undeclared(name: &str, at: &At, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::PathParamMissing,
        at.part(format!("{{{name}}}")),
        format!("the path parameter `{name}` is not declared"),
    );
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{{{near}}}`?")),
        None => diagnostic.help(format!("declare it: `path_params: {{ {name}: {{ type: string }} }}`")),
    }
}

fn unused(wire: &str, text: &str, root: &At) -> Diagnostic {
    Diagnostic::error(
        Code::PathParamUnused,
        root.child("path_params").child(wire).key(),
        format!("the path has no `{{{wire}}}`"),
    )
    .related(root.child("path").value(), format!("the path is `{text}`"))
    .help(format!("add `{{{wire}}}` to the path, or move it to `query`"))
}

/// Splits a path. The error is a message and help.
fn split(text: &str) -> Result<Vec<PathPart>, (String, String)> {
    let wrong = |message: &str, help: String| Err((message.to_owned(), help));
    if let Some(ascii) = suggest::ascii(text) {
        let odd = text.chars().find(|c| suggest::ascii(&c.to_string()).is_some()).unwrap_or_default();
        let path = format!("/{}", ascii.trim_start_matches('/'));
        return wrong(&format!("the full-width `{odd}` is no sign of a path"), format!("write `{path}`"));
    }
    if let Some((path, query)) = text.split_once("{?").or_else(|| text.split_once("{&")) {
        let name = query.split(['}', ',', '*']).next().unwrap_or_default();
        return wrong(
            "a path holds no query",
            format!("write `path: {path}`, and the parameters under `query: {{ {name}: … }}`"),
        );
    }
    let in_braces = |path: &str| path.matches('{').count() > path.matches('}').count();
    if let Some((path, query)) = text.split_once('?').filter(|(path, _)| !in_braces(path)) {
        let name = query.split('=').next().unwrap_or_default();
        return wrong(
            "a path has no query",
            format!(
                "write `path: {path}`, and the parameter under `query: {{ {name}: … }}`, with `const` if it never changes"
            ),
        );
    }
    if text.contains("://") {
        return wrong(
            "a path does not contain the server's address",
            "write only the part from `/` on; the address is `server` in the api file".to_owned(),
        );
    }
    if !text.starts_with('/') {
        let rest = text.replace('\\', "/");
        return wrong(
            "a path begins with a slash",
            format!("write `path: /{}`", rest.trim_start_matches('/')),
        );
    }
    let is_dots =
        |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if let Some(segment) = text.split('/').find(|segment| is_dots(segment)) {
        let message = format!("a path holds no segment `{segment}`");
        return wrong(
            &message,
            "write the path that is meant: HTTP clients and servers resolve such segments".to_owned(),
        );
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once('{') {
        push_literal(&mut parts, literal)?;
        let Some((name, after)) = after.split_once('}') else {
            return wrong("an unclosed `{` in the path", "write `{name}`".to_owned());
        };
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.is_empty() || !name.chars().all(is_part) {
            let word: String =
                name.trim_start_matches(|c| !is_part(c)).chars().take_while(|c| is_part(*c)).collect();
            let word = if word.is_empty() { "name" } else { &word };
            return wrong(
                "a path parameter consists of a name between `{` and `}` only",
                format!("write `{{{word}}}`, with its type and limits under `path_params: {{ {word}: … }}`"),
            );
        }
        parts.push(PathPart::Parameter(name.to_owned()));
        rest = after;
    }
    push_literal(&mut parts, rest)?;
    Ok(parts)
}

fn push_literal(parts: &mut Vec<PathPart>, literal: &str) -> Result<(), (String, String)> {
    let bad = literal.char_indices().find(|(index, character)| match character {
        '%' => !escaped(literal, *index),
        character => !allowed(*character),
    });
    if let Some((_, character)) = bad {
        let (message, help) = match character {
            '}' => ("a `}` without a `{` in the path".to_owned(), "write `{name}`".to_owned()),
            '#' => {
                ("a path has no fragment".to_owned(), "remove the fragment, which is never sent".to_owned())
            }
            '<' | '[' | '>' | ']' => (
                format!("a path cannot contain `{character}`"),
                "write a parameter in braces, `{name}`, with the name under `path_params`".to_owned(),
            ),
            ' ' => (
                "a path cannot contain a space".to_owned(),
                "remove it, or write `%20` if the server expects it".to_owned(),
            ),
            other => {
                let mut bytes = [0; 4];
                let escapes: String =
                    other.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect();
                (format!("a path cannot contain `{other}`"), format!("write `{escapes}`"))
            }
        };
        return Err((message, help));
    }
    if !literal.is_empty() {
        parts.push(PathPart::Literal(literal.to_owned()));
    }
    Ok(())
}

/// Whether two hexadecimal digits follow the percent sign at `index`.
fn escaped(text: &str, index: usize) -> bool {
    let digits = text.get(index + 1..index + 3);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The characters that RFC 3986 allows in a path.
fn allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/".contains(character)
}
