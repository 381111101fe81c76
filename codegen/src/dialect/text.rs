//! Parses bytes to YAML, and reports errors of encoding and syntax.

mod breaks;
mod syntax;

use super::file::File;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Source;
use crate::yaml::{Mark, MarkKind, SpanNode};

/// The document of the text. `None` if it cannot be read, which is reported.
pub(super) fn parse<'f>(file: &'f File<'_>, source: &Source) -> Option<&'f SpanNode> {
    if let Err(error) = std::str::from_utf8(source.bytes_after_mark()) {
        let at = error.valid_up_to();
        let message = "this file is not valid UTF-8";
        let diagnostic = file.error_at(Code::NotUtf8, at..at, message).label("the first invalid byte");
        file.report(diagnostic.help(encoding_help(&source.bytes)));
        return None;
    }
    if breaks::report(file) {
        return None;
    }
    if let Some(at) = file.text.find("\n\u{FEFF}").map(|at| at + 1) {
        let range = at..at + '\u{FEFF}'.len_utf8();
        let diagnostic = file.error_at(Code::OddSpace, range, "a byte order mark inside the file");
        file.report(diagnostic.help("remove it; since it is invisible, type the line again"));
        return None;
    }
    let parsed = file.parsed();
    parsed.marks.iter().filter_map(|mark| mark_problem(file, mark)).for_each(|problem| file.report(problem));
    if let Some(failure) = &parsed.failure {
        // What a sign before it on the same line has caused is not reported again.
        let is_effect = |mark: &Mark| {
            let between = mark.range.start..failure.at;
            mark.range.start <= failure.at && !file.slice(between).contains('\n')
        };
        if !parsed.marks.iter().any(is_effect) {
            file.report(syntax::explain(file, failure));
        }
        return None;
    }
    if let Some(diagnostic) = syntax::one_text(file, &parsed.root.node) {
        file.report(diagnostic);
        return None;
    }
    let swallowed = syntax::keys_with_brackets(file);
    if !swallowed.is_empty() {
        swallowed.into_iter().for_each(|diagnostic| file.report(diagnostic));
        return None;
    }
    Some(&parsed.root)
}

fn encoding_help(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it may be UTF-16; save it as UTF-8",
        _ => "it may be GBK or Latin-1; save it as UTF-8",
    }
}

/// The diagnostic for a YAML feature that is not part of the dialect.
fn mark_problem(file: &File<'_>, mark: &Mark) -> Option<Diagnostic> {
    let written = file.slice(mark.range.clone());
    let before = file.slice(0..mark.range.start).trim_end();
    let (code, message, help) = match mark.kind {
        MarkKind::Anchor => (
            Code::Anchor,
            format!("`{written}` is an anchor"),
            "remove it and write each value in its place; quote a text that begins with `&`",
        ),
        MarkKind::Alias | MarkKind::UnknownAlias if before.ends_with("<<:") => {
            let range = before.len() - "<<:".len()..before.len() - 1;
            let diagnostic = file.error_at(Code::MergeKey, range, "`<<` merges another mapping");
            return Some(diagnostic.help("write the keys themselves"));
        }
        MarkKind::UnknownAlias if written.starts_with("**") => {
            return Some(syntax::cannot_begin(file, mark.range.start));
        }
        MarkKind::Alias => (
            Code::Anchor,
            format!("`{written}` is an alias"),
            "write the value itself; quote a text that begins with `*`",
        ),
        MarkKind::UnknownAlias => (
            Code::Anchor,
            format!("`{written}` is an alias of an anchor that does not exist"),
            "write the value itself; quote a text that begins with `*`",
        ),
        MarkKind::Tag => (
            Code::Tag,
            format!("`{written}` is a tag"),
            "remove it; `type` determines types. Quote a text that begins with `!`",
        ),
        MarkKind::SecondDocument => {
            (Code::SeveralDocuments, "a second document begins here".to_owned(), "move it to a separate file")
        }
    };
    Some(file.error_at(code, mark.range.clone(), message).help(help))
}
