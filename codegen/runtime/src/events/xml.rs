//! XML as the tree that models read, and back.
//!
//! roxmltree refuses document types and so entities of the document's own, and parses without recursion.

use std::borrow::Cow;
use std::fmt::{self, Write};

use roxmltree::{Document, ParsingOptions};
use serde_json::Value;

use super::EventErrorKind;
use crate::MAX_LEVELS;
use crate::read::node::{Entry, Kind, Node};

/// The maximum number of elements, texts and comments of a document, which bounds the time to find repeated elements.
const MAX_NODES: u32 = 4096;

/// What is wrong with a document.
pub(super) type Problem = (EventErrorKind, String);

/// Parses a document.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Problem> {
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => {
            (EventErrorKind::TooLarge, format!("the XML has more than {MAX_NODES} elements and texts"))
        }
        roxmltree::Error::DtdDetected => (
            EventErrorKind::Syntax,
            "the XML has a document type (`<!DOCTYPE …>`), which is refused since it can define entities"
                .to_owned(),
        ),
        // Its messages can show names of the document, but no contents.
        error => (EventErrorKind::Syntax, format!("the body is not XML: {error}")),
    })
}

/// The fields in the root element of this name.
pub(super) fn fields<'a>(document: &'a Document<'_>, root: &str) -> Result<Node<'a>, Problem> {
    let element = document.root_element();
    let name = element.tag_name().name();
    if name != root {
        return Err((EventErrorKind::Syntax, format!("the root element is `{name}`, expected `{root}`")));
    }
    match value(element, 1)? {
        Node(Kind::Leaf(text)) if text.is_empty() => Ok(Node(Kind::Form(Vec::new()))),
        Node(Kind::Leaf(_)) => Err((EventErrorKind::Syntax, format!("the element `{root}` has no elements"))),
        node => Ok(node),
    }
}

/// An element with elements is an object, in which a repeated element is a list; another one is its text without the
/// white space around it.
fn value<'a>(element: roxmltree::Node<'a, '_>, level: usize) -> Result<Node<'a>, Problem> {
    if level > MAX_LEVELS {
        return Err((
            EventErrorKind::TooLarge,
            format!("elements of the XML are nested more than {MAX_LEVELS} levels deep"),
        ));
    }
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut text = Cow::Borrowed("");
    for child in element.children() {
        if child.is_element() {
            if entries.is_empty() {
                entries.reserve(if level == 1 { 16 } else { 4 });
            }
            insert(&mut entries, child.tag_name().name(), value(child, level + 1)?);
        } else if child.is_text() {
            let part = child.text().unwrap_or_default();
            text = if text.is_empty() { part.into() } else { (text.into_owned() + part).into() };
        }
    }
    Ok(Node(if entries.is_empty() { Kind::Leaf(trimmed(text)) } else { Kind::Form(entries) }))
}

fn insert<'a>(entries: &mut Vec<Entry<'a>>, key: &'a str, value: Node<'a>) {
    let Some(entry) = entries.iter_mut().rev().find(|entry| entry.key == key) else {
        entries.push(Entry { key: key.into(), value: Some(value) });
        return;
    };
    match &mut entry.value {
        Some(Node(Kind::List(items))) => items.push(value),
        first => *first = Some(Node(Kind::List(first.take().into_iter().chain([value]).collect()))),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(SPACES)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(SPACES).to_owned()),
    }
}

/// An object as the contents of a root element.
pub(super) fn write(root: &str, object: &Value) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = element(&mut text, root, object);
    text
}

fn element(out: &mut String, name: &str, value: &Value) -> fmt::Result {
    if let Value::Array(items) = value {
        return items.iter().try_for_each(|item| element(out, name, item));
    }
    write!(out, "<{name}>")?;
    match value {
        Value::Null | Value::Array(_) => {}
        Value::Bool(flag) => out.push(if *flag { '1' } else { '0' }),
        Value::Number(number) => write!(out, "{number}")?,
        Value::String(text) => write!(out, "<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))?,
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| element(out, name, value))?,
    }
    write!(out, "</{name}>")
}
