//! From bytes to YAML: what is wrong with the text before its meaning is asked for.

mod breaks;
mod syntax;

use super::file::File;
use crate::diagnostics::Code;
use crate::source::{Mark, MarkKind, Source};
use crate::yaml::{self, Node};

/// So many aliases are resolved at most; a text that has more is only told that it may have none.
const MAX_ALIASES: usize = 100;

/// Parses the text. `None` when it cannot be; everything that is wrong with it is reported.
pub(super) fn parse(file: &File<'_>, source: &Source) -> Option<Node> {
    if let Err(error) = std::str::from_utf8(source.bytes_after_mark()) {
        let at = error.valid_up_to();
        let message = "this file is not UTF-8 text";
        let diagnostic = file.error_at(Code::NotUtf8, at..at, message).label("the first byte that is not");
        file.report(diagnostic.help(encoding_help(&source.bytes)));
        return None;
    }
    if breaks::report(file) {
        return None;
    }
    let aliases = if may_have_marks(file.text) { report_marks(file) } else { 0 };
    if aliases > MAX_ALIASES {
        return None;
    }
    match yaml::parse(file.text) {
        // What holds itself has been told of by its alias.
        Err(failure) if failure.too_deep && aliases > 0 => None,
        Err(failure) => {
            file.report(syntax::explain(file, &failure));
            None
        }
        Ok(parsed) => {
            if parsed.more {
                report_second_document(file);
            }
            if let Some(diagnostic) = syntax::one_text(file, &parsed.node) {
                file.report(diagnostic);
                return None;
            }
            let swallowed = syntax::keys_with_brackets(file);
            if !swallowed.is_empty() {
                swallowed.into_iter().for_each(|diagnostic| file.report(diagnostic));
                return None;
            }
            Some(parsed.node)
        }
    }
}

fn encoding_help(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it seems to be UTF-16; save it as UTF-8",
        _ => "it may be GBK or Latin-1; save it as UTF-8",
    }
}

/// Whether an anchor, an alias or a tag may be in the text: their sign where a word can begin.
fn may_have_marks(text: &str) -> bool {
    let mut before = b'\n';
    text.bytes().any(|byte| {
        let starts =
            matches!(before, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':' | b'"' | b'\'');
        before = byte;
        starts && matches!(byte, b'&' | b'*' | b'!')
    })
}

/// Reports all anchors, aliases and tags; returns how many aliases there are.
fn report_marks(file: &File<'_>) -> usize {
    let mut aliases = 0;
    for Mark { kind, range } in &file.spans().marks {
        let written = file.slice(range.clone());
        let (code, message, help) = match kind {
            MarkKind::Anchor => (
                Code::Anchor,
                format!("`{written}` is an anchor"),
                "remove it and write each value where it is meant; quote a text that begins with `&`",
            ),
            MarkKind::Alias => {
                aliases += 1;
                (
                    Code::Anchor,
                    format!("`{written}` is an alias"),
                    "write the value itself; quote a text that begins with `*`",
                )
            }
            MarkKind::Tag => (
                Code::Tag,
                format!("`{written}` is a tag"),
                "remove it; types are told by `type`. Quote a text that begins with `!`",
            ),
            MarkKind::SecondDocument => continue,
        };
        file.report(file.error_at(code, range.clone(), message).help(help));
    }
    aliases
}

fn report_second_document(file: &File<'_>) {
    if let Some(at) = file.text.find('\u{FEFF}') {
        // As it stands where a file begins, the parser takes what follows for another file.
        let range = at..at + '\u{FEFF}'.len_utf8();
        let diagnostic = file.error_at(Code::OddSpace, range, "a byte order mark stands inside the file");
        return file.report(diagnostic.help("remove it; it is invisible, so type the line anew"));
    }
    let mark = file.spans().marks.iter().find(|mark| mark.kind == MarkKind::SecondDocument);
    let range = mark.map_or(0..0, |mark| mark.range.clone());
    let message = "a second document begins here";
    file.report(file.error_at(Code::SeveralDocuments, range, message).help("give each its own file"));
}
