//! The spec's words as documentation comments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::code::Code;
use super::limits;
use crate::ir::{Docs, Field, Need, Scalar, ScalarKind};
use crate::phrase;

/// How many characters a line of prose may have.
const WIDTH: usize = 100;

/// Stands between the lines of a comment until it is printed: the unit separator. Literals in code escape
/// control characters, so printed code has none of its own.
pub(crate) const LINE_BREAK: char = '\u{1f}';

/// One `#[doc]` attribute, however many lines it has: it is made, parsed and printed as a single token, and
/// [`crate::render`] breaks it up. An empty text gives none.
pub(crate) fn comment(text: &str) -> TokenStream {
    if text.is_empty() {
        return quote!();
    }
    let mut comment = String::with_capacity(text.len() + text.len() / 16);
    for (index, line) in wrapped(text).enumerate() {
        let line = line.trim_end_matches(' ');
        if index > 0 {
            comment.push(LINE_BREAK);
        }
        if !line.is_empty() {
            comment.push(' ');
            comment.push_str(line);
        }
    }
    let comment = literal(&comment);
    quote!(#[doc = #comment])
}

/// A literal of the text, raw where it can be: that is copied, where escapes are made and read letter by letter.
pub(crate) fn literal(text: &str) -> Literal {
    format!("r#\"{text}\"#").parse().unwrap_or_else(|_| Literal::string(text))
}

/// The lines of a text, prose broken at spaces where it is too wide.
pub(crate) fn wrapped(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().flat_map(|line| line.split(['\r', LINE_BREAK])).flat_map(move |line| {
        fenced ^= line.starts_with("```");
        Broken { rest: Some(line), whole: fenced }
    })
}

/// The parts of a line, each as long as fits; all of it in one where it is to stay whole.
struct Broken<'a> {
    rest: Option<&'a str>,
    whole: bool,
}

impl<'a> Iterator for Broken<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let line = self.rest.take()?;
        // Most lines have too few bytes to have too many characters.
        if self.whole || line.len() <= WIDTH || line.chars().count() <= WIDTH {
            return Some(line);
        }
        let line = line.trim_start_matches(' ');
        let (mut start, mut width) = (0, 0);
        for word in line.split(' ') {
            let with_word = width + usize::from(start > 0) + word.chars().count();
            if start > 0 && with_word > WIDTH && may_begin_line(word) {
                let (part, rest) = line.split_at_checked(start).unwrap_or((line, ""));
                self.rest = Some(rest.trim_start_matches(' '));
                return part.strip_suffix(' ');
            }
            start += word.len() + 1;
            width = with_word;
        }
        Some(line)
    }
}

/// Whether a line of prose that begins with the word is not a list or a heading.
fn may_begin_line(word: &str) -> bool {
    let numbers = word.trim_start_matches(|c: char| c.is_ascii_digit());
    !word.starts_with(['-', '+', '#', '>', '*', '=']) && !numbers.starts_with(['.', ')'])
}

/// The text of a documented thing: what it means, then its note, its history and its source. `own` is said
/// where the spec has no words for it.
pub(crate) fn text(docs: &Docs, own: &str) -> String {
    let mut paragraphs = vec![docs.doc.as_deref().map_or_else(|| own.to_owned(), markdown)];
    paragraphs.extend(remarks(docs));
    paragraphs.join("\n\n")
}

/// A text with an example below it, if there is one.
pub(crate) fn with_example(mut text: String, example: Option<Code>) -> String {
    if let Some(example) = example {
        text.push_str("\n\n# Examples\n\n```");
        for line in example {
            text.push('\n');
            text.push_str(&line);
        }
        text.push_str("\n```");
    }
    text
}

fn remarks(docs: &Docs) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if let Some(note) = &docs.note {
        paragraphs.push(format!("Note: {}", markdown(note)));
    }
    if let Some(documented) = &docs.documented {
        let words = documented.words();
        if !words.is_empty() {
            paragraphs.push(format!("The API's own documentation says: {}.", words.join(", ")));
        }
    }
    if let Some(reason) = &docs.deprecated {
        paragraphs.push(format!("Deprecated: {}", markdown(reason)));
    }
    if let Some(since) = &docs.since {
        paragraphs.push(format!("Since {}.", markdown(since)));
    }
    if let Some(section) = &docs.section {
        paragraphs.push(format!("Source: section {}.", markdown(section)));
    }
    paragraphs
}

/// The `#[deprecated]` attribute, if the spec says so.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    match &docs.deprecated {
        Some(reason) => {
            let note = note(reason);
            quote!(#[deprecated(note = #note)])
        }
        None => quote!(),
    }
}

/// A text that both the compiler and rustdoc show: what would become a link or a tag is told apart, nothing else.
fn note(text: &str) -> String {
    let spans = text.split('`').enumerate().map(|(index, span)| {
        let is_code = index % 2 == 1;
        if is_code { span.to_owned() } else { span.replace('[', "\\[").replace('<', "\\<") }
    });
    spans.collect::<Vec<_>>().join("`")
}

/// The text of a field: meaning, wire name, rules, example.
pub(crate) fn field_text(field: &Field) -> String {
    let own = format!("The field `{}`.", code(&field.wire));
    let mut paragraphs = vec![field.docs.doc.as_deref().map_or(own, markdown)];
    paragraphs.push(facts(field));
    paragraphs.extend(remarks(&field.docs));
    paragraphs.join("\n\n")
}

/// The text of what sets a field: its meaning and its limits; the field has the rest.
pub(crate) fn setter_text(field: &Field) -> String {
    let meaning = field.docs.doc.as_deref().map(|doc| markdown(doc) + "\n\n").unwrap_or_default();
    let (limits, name) = (limits::phrases(field), &field.ident);
    let limits = if limits.is_empty() { String::new() } else { format!(": {}", limits.join("; ")) };
    format!("{meaning}Sets [`{name}`](Self#structfield.{name}){limits}.")
}

fn facts(field: &Field) -> String {
    let mut facts = vec![format!("Wire name `{}`", code(&field.wire))];
    let remark = field.ty.innermost().scalar().and_then(ScalarKind::remark);
    facts.extend(remark.map(str::to_owned));
    facts.extend(limits::phrases(field));
    if let Some(order) = &field.after {
        facts.push(format!("after `{}`", code(&order.field)));
    }
    match (&field.presence.need, phrase::required_when(&field.presence.need)) {
        (Need::Always, _) => facts.push("required".to_owned()),
        (_, Some(when)) => facts.push(format!("required {when}")),
        (_, None) => {}
    }
    if let Some(condition) = &field.presence.forbidden_if {
        facts.push(format!("not allowed {}", phrase::forbidden_when(condition)));
    }
    if field.nullable {
        facts.push("may be null".to_owned());
    }
    if let Some(default) = &field.default {
        facts.push(format!("`{}` where absent", code(&scalar(default))));
    }
    let mut text = format!("{}.", facts.join("; "));
    if let Some(example) = field.example.as_ref().filter(|_| !field.secret) {
        text.push_str(&format!(" Example: `{}`.", code(&shown(example))));
    }
    text
}

fn shown(example: &Value) -> String {
    match example {
        Value::String(text) => text.replace('\n', "\\n"),
        other => other.to_string(),
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(value) => value.clone(),
    }
}

/// The target of a link to the type: what the standard prelude has, too, is told apart from it.
pub(crate) fn target(type_name: &str) -> String {
    let is_derive = matches!(
        type_name,
        "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd"
    );
    if is_derive { format!("type@{type_name}") } else { type_name.to_owned() }
}

/// A link to the type, or to what `member` names in it: `::new`.
pub(crate) fn link(type_name: &str, member: &str) -> String {
    let target = target(type_name);
    if target == type_name {
        format!("[`{type_name}{member}`]")
    } else {
        format!("[`{type_name}{member}`]({target}{member})")
    }
}

/// Text that is to stand between backticks.
fn code(text: &str) -> String {
    text.replace('`', "'").replace(char::is_control, " ")
}

/// Prose of the spec, such that rustdoc makes no links, tags or doctests of it.
pub(crate) fn markdown(text: &str) -> String {
    let mut fenced = false;
    let lines = text.trim().lines().map(|line| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return if fenced { "```text".to_owned() } else { "```".to_owned() };
        }
        if fenced { line.to_owned() } else { prose(line.trim()) }
    });
    let mut text = lines.collect::<Vec<_>>().join("\n");
    if fenced {
        text.push_str("\n```");
    }
    text
}

/// One line outside a code block. What stands between backticks is left alone.
fn prose(line: &str) -> String {
    if !line.contains('`') {
        return words(line);
    }
    let balanced = line.matches('`').count().is_multiple_of(2);
    let spans = line.split('`').enumerate().map(|(index, span)| {
        let is_code = balanced && index % 2 == 1;
        if is_code { span.to_owned() } else { words(span) }
    });
    spans.collect::<Vec<_>>().join(if balanced { "`" } else { "\\`" })
}

fn words(text: &str) -> String {
    // Most have nothing to escape.
    if !text.contains(['[', ']', '<', '>', '*', '_']) && !text.contains("://") {
        return text.to_owned();
    }
    let words = text.split(' ').map(|word| {
        // Few words have a colon, and to look for one is cheap.
        let schemes = if word.contains(':') { ["https://", "http://"].as_slice() } else { &[] };
        let start = schemes.iter().find_map(|scheme| word.find(scheme));
        match start.and_then(|start| word.split_at_checked(start)) {
            Some((before, url)) => {
                let url_end = url.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'']);
                let after = url.strip_prefix(url_end).unwrap_or_default();
                format!("{}<{url_end}>{}", escape(before), escape(after))
            }
            None => escape(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '[' | ']' | '<' | '>' | '*' | '_') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn wide_prose_is_broken_where_markdown_stays_the_same() {
        let text = format!(
            "{} - {} 1. {}\n```text\n{}\n```",
            "a ".repeat(49),
            "b".repeat(60),
            "c".repeat(60),
            "d ".repeat(80)
        );
        let lines: Vec<&str> = super::wrapped(&text).collect();
        assert!(lines.iter().all(|line| !line.starts_with('-') && !line.starts_with("1.")), "{lines:#?}");
        assert_eq!(lines.len(), 5 + 1, "{lines:#?}");
    }

    #[test]
    fn a_note_is_changed_no_more_than_it_must_be() {
        assert_eq!(super::note("Use `a_b[0]`, not a_b [x] <b>."), r"Use `a_b[0]`, not a_b \[x] \<b>.");
    }

    #[test]
    fn a_type_is_told_apart_from_a_derive_macro_of_its_name() {
        assert_eq!(super::link("Option", ""), "[`Option`]");
        assert_eq!(super::link("Clone", "::new"), "[`Clone::new`](type@Clone::new)");
    }

    #[test]
    fn prose_makes_no_links_tags_or_doctests() {
        assert_eq!(markdown("see [x] and <b>"), r"see \[x\] and \<b\>");
        assert_eq!(markdown("at https://example.com/a_b."), "at <https://example.com/a_b>.");
        assert_eq!(markdown("`a[0]` and a ` tick"), r"\`a\[0\]\` and a \` tick");
        assert_eq!(markdown("`a[0]` alone"), "`a[0]` alone");
        assert_eq!(markdown("    let x = 1;"), "let x = 1;");
        assert_eq!(markdown("```\nlet x;\n```"), "```text\nlet x;\n```");
        assert_eq!(markdown("```\nlet x;"), "```text\nlet x;\n```");
    }
}
