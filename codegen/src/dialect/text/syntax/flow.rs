//! What braces and brackets do to texts inside of them, and mappings that lack them.

use super::character;
use crate::diagnostics::{Code, Diagnostic};
use crate::dialect::file::File;
use crate::dialect::keys::{self, Holds};
use crate::source::Lines;
use crate::yaml;

/// A ` #` on a line of braces or brackets that are never closed: the comment took what closes them.
pub(super) fn comment_in_brackets(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let (line, _) = lines.position(at);
    let range = at..lines.line(line).end;
    let text = file.slice(range.clone()).trim_end();
    let start = comment(text)?;
    let rest = text.get(start..)?;
    if !rest.contains(['}', ']']) {
        return None;
    }
    let before = text.get(..start)?;
    // The text that the comment was meant to be part of, as far as its comma or bracket.
    let begin = before.rfind(": ").map_or(0, |colon| colon + 2);
    let end = start + rest.find([',', '}', ']']).unwrap_or(rest.len());
    let whole = text.get(begin..end)?.trim();
    let range = range.start + start..range.start + text.len();
    let message = "this `#` begins a comment, so that what closes the bracket before it is not read";
    let help = format!(
        "quote the text if the `#` belongs to it: `{}`; else move the comment to a line of its own",
        yaml::quoted(whole)
    );
    Some(file.error_at(Code::Syntax, range, message).help(help))
}

/// Where a comment begins, outside of quotes.
fn comment(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        match quote {
            Some(open) if sign == open => quote = None,
            Some(_) => {}
            None if matches!(sign, '"' | '\'') && matches!(before, ' ' | '{' | '[' | ',') => {
                quote = Some(sign)
            }
            None if sign == '#' && before.is_whitespace() && at > 0 => return Some(at),
            None => {}
        }
        before = sign;
    }
    None
}

/// A bracket or a brace inside of a text that stands in braces: `type: string[]`.
pub(super) fn bracket_in_text(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let rest = file.slice(at..lines.line(lines.position(at).0).end);
    let sign = rest.chars().next().filter(|sign| matches!(sign, '[' | '{'))?;
    let before = file.slice(0..at);
    let entry = before.get(before.rfind(['{', '[', ',', '\n']).map_or(0, |begin| begin + 1)..)?;
    let (key, value) = entry.split_once(": ").unwrap_or(("", entry));
    if value.trim().is_empty() {
        return None;
    }
    let close = rest.find(if sign == '[' { ']' } else { '}' }).map_or(sign.len_utf8(), |close| close + 1);
    let end = close + rest.get(close..)?.find([',', '}', ']', '\n']).unwrap_or(rest.len() - close);
    let whole = format!("{}{}", value.trim_start(), rest.get(..end)?.trim_end());
    let help = match whole.strip_suffix("[]") {
        Some(element) if matches!(key.trim(), "type" | "request" | "reply") => {
            format!("write `list<{element}>`")
        }
        Some(_) | None => format!("quote the text: `{}`", yaml::quoted(&whole)),
    };
    let message = format!("inside of braces or brackets, no `{sign}` can be part of a text without quotes");
    Some(file.error_at(Code::Syntax, character(file, at), message).help(help))
}

/// A mapping on one line whose brace is closed and never opened: `title: type: string, doc: A title. }`.
pub(super) fn no_open_brace(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let line = lines.line(lines.position(at).0);
    let text = file.slice(line.clone());
    let text = text.get(..comment(text).unwrap_or(text.len()))?;
    if text.matches('}').count() <= text.matches('{').count() {
        return None;
    }
    let colon = at + file.slice(at..line.end).find(':')?;
    let entry = file.slice(line.start..colon).rsplit(['{', ',']).next()?;
    let (key, inner) = entry.split_once(": ")?;
    let (key, inner) = (key.trim(), inner.trim());
    let message = format!("no `{{` opens the mapping in `{key}`");
    let diagnostic = file.error_at(Code::Syntax, colon - inner.len()..colon, message);
    Some(diagnostic.help(format!("write `{key}: {{ {inner}: …`, or remove a `}}`")))
}

/// A mapping of one entry that stands without braces where its key does: `required_if: gift: true`.
pub(super) fn mapping_without_braces(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let line = lines.line(lines.position(at).0);
    let colon =
        line.start + file.slice(line.start..line.end).get(at - line.start..)?.find(':')? + (at - line.start);
    let before = file.slice(line.start..colon);
    let entry = before.rsplit(['{', ',']).next()?.trim().trim_start_matches("- ");
    let (key, inner) = entry.split_once(": ")?;
    let (key, inner) = (key.trim(), inner.trim());
    let holds_mapping = |holds: Holds| match holds {
        Holds::NamedScalars
        | Holds::Conditions
        | Holds::Facts
        | Holds::One(_)
        | Holds::Named(_)
        | Holds::Coded(_) => true,
        Holds::Text
        | Holds::Sentence
        | Holds::Word
        | Holds::Type
        | Holds::Words
        | Holds::Texts
        | Holds::WordOrWords
        | Holds::Flag
        | Holds::True
        | Holds::Count
        | Holds::Number
        | Holds::Divisor
        | Holds::Scalar
        | Holds::Scalars
        | Holds::Json
        | Holds::List(_) => false,
    };
    let mut known = keys::ALL.iter().filter_map(|keys| keys.get(key)).peekable();
    known.peek()?;
    if !known.all(|key| holds_mapping(key.holds)) || inner.contains(' ') {
        return None;
    }
    let rest = file.slice(colon + 1..line.end);
    let end =
        if before.contains('{') { rest.find([',', '}']) } else { rest.find(" #") }.unwrap_or(rest.len());
    let value = rest.get(..end)?.trim();
    let start = colon - inner.len();
    let message = format!("`{key}` holds a mapping, which needs braces on one line");
    let diagnostic = file.error_at(Code::Syntax, start..colon + 1, message);
    Some(diagnostic.help(format!("write `{key}: {{ {inner}: {value} }}`")))
}

/// A second colon in a text that stands in braces: `doc: The title: of it`, or `type: int required: true`, which lacks a
/// comma.
pub(super) fn colon_in_text(file: &File<'_>, lines: &Lines<'_>, at: usize) -> Option<Diagnostic> {
    let line = lines.line(lines.position(at).0);
    let colon = at + file.slice(at..line.end).find(':')?;
    let before = file.slice(line.start..colon);
    let entry = before.get(before.rfind(['{', ',']).map_or(0, |begin| begin + 1)..)?;
    let (key, text) = entry.split_once(": ")?;
    let (key, text) = (key.trim(), text.trim());
    let rest = file.slice(colon..line.end);
    let end = rest.find([',', '}']).unwrap_or(rest.len());
    let rest = rest.get(..end)?.trim_end();
    let last = text.rsplit(' ').next().unwrap_or(text);
    let is_key = last != text && keys::ALL.iter().any(|keys| keys.get(last).is_some());
    let (range, message, help) = if is_key {
        let value = text.strip_suffix(last).unwrap_or(text).trim_end().trim_end_matches(';');
        let message = format!("a comma is missing before `{last}`");
        (colon - last.len()..colon, message, format!("write `{key}: {value}, {last}{rest}`"))
    } else {
        let help = format!("quote the text: `{key}: {}`", yaml::quoted(&format!("{text}{rest}")));
        (colon..colon + 1, "a second `: ` in one text".to_owned(), help)
    };
    Some(file.error_at(Code::Syntax, range, message).help(help))
}
