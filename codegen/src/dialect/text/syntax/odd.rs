//! Typing mistakes, and invisible characters.

use std::ops::Range;

use super::super::super::file::File;
use super::super::super::item::is_odd_space;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Lines;
use crate::yaml::SpanNode;

/// A typing mistake on a line.
pub(super) fn odd_line(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    let indentation = text.len() - text.trim_start().len();
    let space = |c: char| c == '\t' || is_odd_space(c);
    if let Some(tab) = text.get(..indentation)?.find('\t') {
        return Some(self::tab(file, line.start + tab));
    }
    let odd = text.char_indices().find(|(at, c)| {
        let after_colon = text.get(..*at).is_some_and(|before| before.ends_with(':'));
        space(*c) && (*at < indentation || after_colon)
    });
    if let Some((at, odd)) = odd {
        let code = if odd == '\t' { Code::Tab } else { Code::OddSpace };
        let message = format!("U+{:04X} is not white space in YAML", u32::from(odd));
        let at = line.start + at;
        return Some(file.error_at(code, at..at + odd.len_utf8(), message).help("use an ordinary space"));
    }
    full_width_sign(file, line.clone())
        .or_else(|| no_space_after_colon(file, line.clone()))
        .or_else(|| no_colon_before_bracket(file, line))
}

/// The tab that indents the next line that is not empty.
pub(super) fn tab_below(file: &File<'_>, lines: &Lines<'_>, line: usize) -> Option<Diagnostic> {
    let first = lines.line(line).end;
    let rest = file.slice(first..file.text.len());
    let at = first + rest.find(|c: char| !matches!(c, ' ' | '\r' | '\n'))?;
    file.slice(at..file.text.len()).starts_with('\t').then(|| tab(file, at))
}

/// The same on the lines just above one that could not be parsed, unless they are part of a text.
pub(super) fn odd_line_above(
    file: &File<'_>,
    lines: &Lines<'_>,
    line: usize,
    began: usize,
) -> Option<Diagnostic> {
    const MOST: usize = 2;
    let first = began.max(line.saturating_sub(MOST)).max(1);
    let end = lines.line(line).start;
    let above = (first..line).rev().map(|line| lines.line(line));
    above.filter(|line| !is_in_text(file, line, end)).find_map(|line| odd_line(file, line))
}

/// Whether a line is part of a text that ends before `end`: of a block text, or a continuation line.
fn is_in_text(file: &File<'_>, line: &Range<usize>, end: usize) -> bool {
    let text = file.slice(line.clone());
    let begin = line.start + text.len() - text.trim_start().len();
    let mut waiting: Vec<&SpanNode> = vec![&file.parsed().root];
    while let Some(node) = waiting.pop() {
        if node.children().is_empty() && node.value.contains(&begin) && node.value.end <= end {
            return true;
        }
        waiting.extend(node.children());
    }
    false
}

fn tab(file: &File<'_>, at: usize) -> Diagnostic {
    file.error_at(Code::Tab, at..at + 1, "a tab is not valid indentation").help("indent with spaces")
}

/// A full-width character instead of an ASCII one.
pub(super) fn full_width_sign(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    for (at, sign) in text.char_indices() {
        let before = text.get(..at)?.trim_end();
        let after = text.get(at + sign.len_utf8()..)?.trim_start();
        let ascii = match sign {
            '：' if ends_in_key(before) => ':',
            '，' if begins_with_key(after) => ',',
            '｛' if before.ends_with([':', '-']) => '{',
            '［' if before.ends_with([':', '-']) => '[',
            // These also begin prose.
            '【' | '「' | '『' | '（' if before.ends_with([':', '-']) && begins_with_key(after) => '{',
            _ => continue,
        };
        return Some(full_width(file, line.start + at, sign, ascii));
    }
    None
}

/// A colon without a space, which makes a key and its value one text.
pub(super) fn no_space_after_colon(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    let (key, value) = text.split_once(':')?;
    let word = key.trim_start();
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_time =
        word.bytes().all(|byte| byte.is_ascii_digit()) && value.starts_with(|c: char| c.is_ascii_digit());
    let is_value = value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '{' | '['));
    if !is_key || !is_value || is_time {
        return None;
    }
    let at = line.start + key.len();
    let diagnostic =
        file.error_at(Code::Syntax, at..at + 1, "no space after the colon, so that this is one text");
    Some(diagnostic.help(format!("write `{word}: {value}`")))
}

/// A key that a brace or a bracket follows, without the colon between them.
fn no_colon_before_bracket(file: &File<'_>, line: Range<usize>) -> Option<Diagnostic> {
    let text = file.slice(line.clone());
    let (key, _) = text.split_once(['{', '['])?;
    let word = key.trim();
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let start = line.start + key.len() - key.trim_start().len();
    let bracket = file.slice(line.start + key.len()..line.end).chars().next()?;
    is_key.then(|| {
        let message = format!("no colon between the key and its `{bracket}`");
        let diagnostic = file.error_at(Code::Syntax, start..start + word.len(), message);
        diagnostic.help(format!("write `{word}: {bracket}`"))
    })
}

fn ends_in_key(before: &str) -> bool {
    let key = before.rsplit(['{', ',', '，']).next().unwrap_or_default().trim();
    !key.is_empty() && !key.contains([':', '"', '\'', '#'])
}

fn begins_with_key(after: &str) -> bool {
    after
        .split_once(": ")
        .is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

pub(super) fn full_width(file: &File<'_>, at: usize, sign: char, ascii: char) -> Diagnostic {
    let message = format!("the full-width `{sign}` is a letter in YAML");
    let diagnostic = file.error_at(Code::FullWidth, at..at + sign.len_utf8(), message);
    diagnostic.help(match ascii {
        ':' => "use an ASCII colon and a space: `: `".to_owned(),
        _ => format!("use the ASCII `{ascii}`"),
    })
}
