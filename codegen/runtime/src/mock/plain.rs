//! Reads values from the plain text of paths, queries, headers and forms: the inverse of `write::Plain`.

use percent_encoding::percent_decode_str;

use crate::read::node::{Entry, Kind};
use crate::read::{Error, Node};
use crate::{Part, PartContent, nested_names};

/// The texts of this name, as a value of any type.
pub(super) fn named<'a>(pairs: &[(String, String)], is: impl Fn(&str) -> bool) -> Node<'a> {
    Node(Kind::Plain(pairs.iter().filter(|(key, _)| is(key)).map(|(_, value)| value.clone()).collect()))
}

/// The pairs of a query or of a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// The object that a form's pairs are.
pub(super) fn object(pairs: &[(String, String)]) -> Node<'_> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (key, _) in pairs {
        if entries.iter().all(|entry| entry.key != *key) {
            entries.push(Entry { key: key.into(), value: Some(named(pairs, |name| name == key)) });
        }
    }
    Node(Kind::Form(entries))
}

/// The object that the pairs of a form are whose names have those of inner values in brackets.
///
/// # Errors
///
/// If a name is both of a value and of an object.
pub(super) fn nested(pairs: &[(String, String)]) -> Result<Node<'_>, Error> {
    let mut root = Node(Kind::Form(Vec::new()));
    for (name, text) in pairs {
        let mut node = &mut root;
        for step in nested_names(name) {
            node = inner(node, step).ok_or_else(|| contradiction(name))?;
        }
        match &mut node.0 {
            Kind::Plain(texts) => texts.push(text.clone()),
            Kind::Form(entries) if entries.is_empty() => *node = Node(Kind::Plain(vec![text.clone()])),
            _ => return Err(contradiction(name)),
        }
    }
    Ok(root)
}

/// The value of a name in an object, which is added if it is absent.
fn inner<'n, 'a>(node: &'n mut Node<'a>, step: &'a str) -> Option<&'n mut Node<'a>> {
    let Kind::Form(entries) = &mut node.0 else { return None };
    let index = entries.iter().position(|entry| entry.key == step).unwrap_or_else(|| {
        entries.push(Entry { key: step.into(), value: Some(Node(Kind::Form(Vec::new()))) });
        entries.len() - 1
    });
    entries.get_mut(index)?.value.as_mut()
}

fn contradiction(name: &str) -> Error {
    Error::new("the form has a value and an object of this name").at(name)
}

/// The object that the parts of a multipart body are.
pub(super) fn parts(parts: &[Part]) -> Result<Node<'_>, Error> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for part in parts {
        let index = entries.iter().position(|entry| entry.key == part.name).unwrap_or_else(|| {
            entries.push(Entry { key: part.name.as_str().into(), value: None });
            entries.len() - 1
        });
        let Some(Entry { value, .. }) = entries.get_mut(index) else { continue };
        let value = match &part.content {
            PartContent::Text(_) => value.get_or_insert(Node(Kind::Plain(Vec::new()))),
            PartContent::File(_) => value.get_or_insert(Node(Kind::Files(Vec::new()))),
        };
        match (&mut value.0, &part.content) {
            (Kind::Plain(texts), PartContent::Text(text)) => texts.push(text.clone()),
            (Kind::Files(files), PartContent::File(file)) => files.push(file.clone()),
            (_, PartContent::Text(_) | PartContent::File(_)) => {
                return Err(Error::new("files and texts have the same name").at(&part.name));
            }
        }
    }
    Ok(Node(Kind::Form(entries)))
}

/// Decodes percent-encoding. Bytes that are not UTF-8 are replaced by U+FFFD.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::form::Digits;
    use crate::read::{Read, ReadForm, TagRef};
    use crate::{Nullable, Timestamp, Unknown};

    fn read<T: Read>(texts: &[&str]) -> Result<T, Error> {
        T::read(Node(Kind::Plain(texts.iter().map(|&text| text.to_owned()).collect())))
    }

    #[test]
    fn percent_encoding_is_decoded() {
        assert_eq!(decode("a%2Fb%20c+%e7%a5%a8"), "a/b c+票");
        assert_eq!(decode("%zz%1"), "%zz%1");
        assert_eq!(pairs("a+b%2B%=1"), [owned(("a b+%", "1"))]);
        assert_eq!(pairs("a=1&a=2&b&&c=%3D"), [("a", "1"), ("a", "2"), ("b", ""), ("c", "=")].map(owned));
    }

    fn owned((key, value): (&str, &str)) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn texts_are_read_as_the_requested_type() {
        assert_eq!(read::<i32>(&["7"]).unwrap(), 7);
        assert_eq!(read::<String>(&["7"]).unwrap(), "7");
        assert_eq!(read::<Option<f64>>(&["1.5"]).unwrap(), Some(1.5));
        assert_eq!(read::<Option<f64>>(&[]).unwrap(), None);
        assert_eq!(read::<Nullable<i64>>(&[]).unwrap(), Nullable::Null);
        assert_eq!(read::<Vec<bool>>(&["true", "false"]).unwrap(), [true, false]);
        assert!(read::<Vec<u32>>(&[]).unwrap().is_empty());
        assert_eq!(read::<Value>(&["7"]).unwrap(), 7);
        assert_eq!(read::<Value>(&["07"]).unwrap(), "07");
        // As an open enumeration does with an unknown value.
        let unknown = Unknown::from(Node(Kind::Plain(vec!["gold".into()])));
        assert_eq!(unknown.as_tag(), TagRef::Text("gold"));
        assert_eq!(
            Digits::read(Node(Kind::Plain(vec!["7".into()]))).unwrap(),
            Timestamp::from_unix_seconds(7)
        );
        let form = pairs("a=1&b=2&a=3");
        let form = BTreeMap::<String, Vec<u32>>::read(object(&form)).unwrap();
        assert_eq!(form, BTreeMap::from([("a".into(), vec![1, 3]), ("b".into(), vec![2])]));
    }

    #[test]
    fn names_in_brackets_are_objects_and_lists() {
        let read = |text: &str| nested(&pairs(text)).map(Value::from);
        let form = pairs("a=1&b[]=x&b[]=y&c[d][e]=2&g[1][h]=4&g[0][h]=3&odd]=5&[=6&x[y=7");
        let expected = serde_json::json!({
            "a": 1, "b": ["x", "y"], "c": { "d": { "e": 2 } }, "g": { "0": { "h": 3 }, "1": { "h": 4 } },
            "odd]": 5, "[": 6, "x[y": 7,
        });
        assert_eq!(Value::from(nested(&form).unwrap()), expected);
        let lists = pairs("g[10][h]=2&g[9][h]=1");
        let lists = BTreeMap::<String, Vec<BTreeMap<String, u32>>>::read(nested(&lists).unwrap()).unwrap();
        assert_eq!(lists["g"].iter().map(|one| one["h"]).collect::<Vec<_>>(), [1, 2]);
        let error = read("a=1&a[b]=2").unwrap_err().to_string();
        assert!(error.contains("a[b]") && error.contains("a value and an object of this name"), "{error}");
        assert!(read("a[b]=2&a=1").is_err());
    }

    #[test]
    fn digits_are_an_integer_or_a_string_as_the_enumeration_requires() {
        let seven = Node(Kind::Plain(vec!["7".to_owned()]));
        assert_eq!(seven.tag().unwrap(), TagRef::Int(7));
        assert_eq!(seven.text_tag().unwrap(), TagRef::Text("7"));
    }

    #[test]
    fn invalid_texts_are_errors() {
        let error = |texts: &[&str]| read::<i32>(texts).unwrap_err().to_string();
        assert_eq!(error(&["x"]), "expected a number, found `x`");
        assert_eq!(error(&[]), "missing, but required");
        assert_eq!(error(&["1", "2"]), "given more than once");
    }
}
