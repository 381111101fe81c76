//! The documentation of the spec as documentation comments.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::code::Code;
use super::limits;
use specwright_runtime::ListStyle;

use crate::ir::{Api, Body, Docs, Field, Location, Model, Need, Operation, Rule, Scalar, ScalarKind};
use crate::{phrase, prose};

/// Separates the lines of a comment until it is printed: the unit separator. Literals escape control
/// characters, so that printed code contains no other.
pub(crate) const LINE_BREAK: char = '\u{1f}';

/// One `#[doc]` attribute for all lines, so that it is created, parsed and printed as a single token;
/// [`crate::render`] splits it. None for an empty text.
pub(crate) fn comment(text: &str) -> TokenStream {
    if text.is_empty() {
        return quote!();
    }
    let mut comment = String::with_capacity(text.len() + text.len() / 16);
    for (index, line) in prose::wrapped(text).enumerate() {
        if index > 0 {
            comment.push(LINE_BREAK);
        }
        if !line.is_empty() {
            comment.push(' ');
            comment.push_str(&line);
        }
    }
    let comment = literal(&comment);
    quote!(#[doc = #comment])
}

/// A literal of the text, raw if possible: raw literals are copied, others are escaped and parsed by character.
pub(crate) fn literal(text: &str) -> Literal {
    format!("r#\"{text}\"#").parse().unwrap_or_else(|_| Literal::string(text))
}

/// The documentation of an item: meaning, note, history and source. `own` replaces a missing
/// meaning.
pub(crate) fn text(docs: &Docs, own: &str) -> String {
    let mut paragraphs = vec![meaning(docs).unwrap_or_else(|| own.to_owned())];
    paragraphs.extend(remarks(docs));
    paragraphs.join("\n\n")
}

/// The meaning, if the spec has one.
fn meaning(docs: &Docs) -> Option<String> {
    docs.doc.as_deref().map(prose::markdown).filter(|meaning| !meaning.is_empty())
}

/// Fields by their wire names; `None` if there are none.
pub(crate) fn fields(names: &[String]) -> Option<String> {
    let noun = match names {
        [] => return None,
        [_] => "field",
        [..] => "fields",
    };
    Some(format!("{noun} {}", codes(names)))
}

/// Names as code.
pub(crate) fn codes(names: &[String]) -> String {
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

/// The client's method for an operation: a link, unless the method is behind a feature.
pub(crate) fn method(api: &Api, operation: &Operation) -> String {
    match operation.body {
        Body::Multipart => format!("`Client::{}`", operation.on_client(operation.method_name())),
        Body::Empty | Body::Json | Body::Form | Body::NestedForm | Body::Text | Body::Bytes => {
            method_link(api, operation, operation.method_name())
        }
    }
}

/// A link to a method of the async client for an operation.
pub(crate) fn method_link(api: &Api, operation: &Operation, method: &str) -> String {
    let group = operation.group.as_ref().and_then(|group| api.group(&group.name));
    let owner = group.map_or("Client".to_owned(), |group| format!("client::{}", group.type_name));
    format!("[`Client::{}`](super::{owner}::{method})", operation.on_client(method))
}

/// A text with an example, if there is one.
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
        paragraphs.push(labelled("Note", note));
    }
    if let Some(documented) = &docs.documented {
        let words: Vec<String> = documented.words().iter().map(|words| prose::markdown(words)).collect();
        if !words.is_empty() {
            paragraphs.push(format!("The API's own documentation says: {}.", words.join(", ")));
        }
    }
    if let Some(reason) = &docs.deprecated {
        paragraphs.push(labelled("Deprecated", reason));
    }
    if let Some(since) = &docs.since {
        paragraphs.push(format!("Since {}.", prose::words(since)));
    }
    if let Some(section) = &docs.section {
        paragraphs.push(format!("Source: section {}.", prose::words(section)));
    }
    paragraphs
}

/// A label and a text: on the same line if the text begins with a paragraph.
fn labelled(label: &str, text: &str) -> String {
    let text = prose::markdown(text);
    let separator = if prose::begins_with_paragraph(&text) { " " } else { "\n\n" };
    format!("{label}:{separator}{text}")
}

/// The `#[deprecated]` attribute, if the spec has one.
pub(crate) fn deprecated(docs: &Docs) -> TokenStream {
    match &docs.deprecated {
        Some(reason) => {
            let note = note(reason);
            quote!(#[deprecated(note = #note)])
        }
        None => quote!(),
    }
}

/// A text for both the compiler and rustdoc: only what would become a link or a tag is escaped.
fn note(text: &str) -> String {
    let spans = text.split('`').enumerate().map(|(index, span)| {
        let is_code = index % 2 == 1;
        if is_code { span.to_owned() } else { span.replace('[', "\\[").replace('<', "\\<") }
    });
    spans.collect::<Vec<_>>().join("`")
}

/// The documentation of a field: meaning, wire name, rules, example.
pub(crate) fn field_text(field: &Field) -> String {
    let own = || match field.location {
        Location::Body => "The body of the request.".to_owned(),
        Location::Object | Location::Path | Location::Query | Location::Header => {
            format!("The field {}.", code(&field.wire))
        }
    };
    let mut paragraphs = vec![meaning(&field.docs).unwrap_or_else(own)];
    paragraphs.extend(Some(facts(field)).filter(|facts| !facts.is_empty()));
    if let Some(reason) = &field.discouraged {
        paragraphs.push(discouraged(field, reason));
    }
    paragraphs.extend(remarks(&field.docs));
    paragraphs.join("\n\n")
}

/// The documentation of a header of a reply: meaning, name, example.
pub(crate) fn header_text(header: &Field) -> String {
    let name = code(&header.wire);
    let mut paragraphs = vec![meaning(&header.docs).unwrap_or_else(|| format!("The header {name}."))];
    let example = header.example.as_ref().map(|example| format!(" Example: {}.", code(&shown(example))));
    paragraphs.push(format!("Header {name}.{}", example.unwrap_or_default()));
    paragraphs.extend(remarks(&header.docs));
    paragraphs.join("\n\n")
}

fn discouraged(field: &Field, reason: &str) -> String {
    labelled(&format!("Discouraged, a warning {}", phrase::discouraged_where(field)), reason)
}

/// The rules over several fields and the former fields of a model as lists; empty if it has none.
pub(crate) fn rules(model: &Model) -> String {
    let former = |(wire, reason): &(String, String)| format!("- {}: {}", code(wire), reason.trim());
    let former: Vec<String> = model.former_fields.iter().map(former).collect();
    let title = "Former fields, accepted with a warning and never written:";
    list("Rules over several fields:", &rule_lines(model)) + &list(title, &former)
}

fn list(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    format!("\n\n{title}\n\n{}", prose::markdown(&lines.join("\n")))
}

fn rule_lines(model: &Model) -> Vec<String> {
    let rule = |rule: &Rule| {
        let reason = rule.reason.as_deref().map(|reason| format!(" {}", reason.trim())).unwrap_or_default();
        format!("- {}.{reason}", phrase::rule(rule))
    };
    model.rules.iter().map(rule).collect()
}

/// The documentation of a setter: the limits, and a link to the field, which has the rest.
pub(crate) fn setter_text(field: &Field) -> String {
    let (limits, name) = (limit_phrases(field), &field.ident);
    let limits = if limits.is_empty() { String::new() } else { format!(": {}", limits.join("; ")) };
    let text = format!("Sets [`{name}`](Self#structfield.{name}){limits}.");
    match &field.discouraged {
        Some(reason) => {
            format!("{text}\n\n{}", discouraged(field, reason))
        }
        None => text,
    }
}

fn limit_phrases(field: &Field) -> Vec<String> {
    limits::phrases(field).iter().map(|phrase| prose::markdown(phrase)).collect()
}

/// What a value of a union is, with its limits.
pub(crate) fn value_facts(api: &Api, field: &Field) -> String {
    let mut facts = vec![prose::markdown(&crate::phrase::ty(api, &field.ty))];
    facts.extend(limit_phrases(field));
    let mut text = format!("On the wire {}.", facts.join("; "));
    if let Some(example) = &field.example {
        text.push_str(&format!(" Example: {}.", code(&shown(example))));
    }
    text
}

fn facts(field: &Field) -> String {
    let mut facts = Vec::new();
    if field.location != Location::Body {
        facts.push(format!("Wire name {}", code(&field.wire)));
    }
    let remark = field.ty.innermost().scalar().and_then(ScalarKind::remark);
    facts.extend(remark.map(str::to_owned));
    if field.style != ListStyle::Repeated {
        facts.push(format!("sent as in {}", code(field.style.example())));
    }
    facts.extend(limit_phrases(field));
    if let Some(order) = &field.after {
        facts.push(format!("after {}", code(&order.field)));
    }
    match (&field.presence.need, phrase::required_when(&field.presence.need)) {
        (Need::Always, _) => facts.push("required".to_owned()),
        (_, Some(when)) => facts.push(format!("required {}", prose::markdown(&when))),
        (_, None) => {}
    }
    if field.presence.is_read_only() {
        facts.push("only in replies".to_owned());
    } else if field.presence.write_only {
        facts.push("only in requests".to_owned());
    }
    if let Some(condition) = field.presence.forbidden.as_ref().filter(|condition| !condition.is_always()) {
        facts.push(format!("not allowed {}", prose::markdown(&phrase::when(condition))));
    }
    if !field.also_read.is_empty() {
        let names: Vec<String> = field.also_read.iter().map(|name| code(name)).collect();
        facts.push(format!("also read as {}", names.join(", ")));
    }
    if field.nullable {
        facts.push("may be null".to_owned());
    }
    if let Some(default) = &field.default {
        facts.push(format!("{} if absent", code(&scalar(default))));
    }
    // The facts of a body, which has no wire name, may be none, and begin with a lower-case word.
    let mut text = facts.join("; ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
        text.push('.');
    }
    if let Some(example) = field.example.as_ref().filter(|_| !field.secret) {
        text.push_str(&format!(" Example: {}.", code(&shown(example))));
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

/// The target of a link to a type; disambiguated from a derive macro of that name.
pub(crate) fn target(type_name: &str) -> String {
    let is_derive = matches!(
        type_name,
        "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd"
    );
    if is_derive { format!("type@{type_name}") } else { type_name.to_owned() }
}

/// A link to a type, or to its member: `::new`.
pub(crate) fn link(type_name: &str, member: &str) -> String {
    let target = target(type_name);
    if target == type_name {
        format!("[`{type_name}{member}`]")
    } else {
        format!("[`{type_name}{member}`]({target}{member})")
    }
}

/// A code span with the text.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", prose::shown(text).replace('`', "'"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_links_and_tags_are_escaped_in_a_note() {
        assert_eq!(super::note("Use `a_b[0]`, not a_b [x] <b>."), r"Use `a_b[0]`, not a_b \[x] \<b>.");
    }

    #[test]
    fn a_type_is_disambiguated_from_a_derive_macro() {
        assert_eq!(super::link("Option", ""), "[`Option`]");
        assert_eq!(super::link("Clone", "::new"), "[`Clone::new`](type@Clone::new)");
    }
}
