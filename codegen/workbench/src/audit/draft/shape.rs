//! Determines which rows belong to which object, from the document's example and the captions of its tables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::names::{self, Step};
use super::super::table::{Row, Table};
use super::super::words::{self, Named};

/// Nested keys of an envelope, each with the constants beside it.
pub(super) type Envelope = Vec<(String, Map<String, Value>)>;

/// An object of the example, with its path.
type Node = (Vec<String>, Map<String, Value>);

/// The structure of a request or a reply.
#[derive(Default)]
pub(super) struct Shape<'d> {
    /// The envelope of the request, from the outside.
    pub(super) envelope: Envelope,
    /// The members of each object, by path.
    pub(super) objects: BTreeMap<Vec<String>, Vec<Member<'d>>>,
}

/// A key of an object.
#[derive(Default)]
pub(super) struct Member<'d> {
    pub(super) name: String,
    /// Whether its name ends with brackets: it is a list, whose elements the row describes.
    pub(super) is_list: bool,
    /// The row that describes it; `None` if only the example has it.
    pub(super) row: Option<&'d Row>,
    /// Its value in the example.
    pub(super) sample: Option<Value>,
}

impl Member<'_> {
    /// Whether it, or its elements, can be objects.
    pub(super) fn may_have_keys(&self) -> bool {
        let named = self.row.and_then(|row| row.ty.as_deref()).and_then(words::named);
        matches!(named, Some(Named::Object | Named::List))
            || self.sample.as_ref().and_then(object_in).is_some()
    }
}

impl<'d> Shape<'d> {
    /// `is_own` selects the rows that describe this request or reply; others describe what every call has. `has`
    /// returns whether the spec has a type for the first key that contains the second one.
    pub(super) fn new(
        tables: &[&'d Table],
        sample: Option<Map<String, Value>>,
        is_own: impl Fn(&str) -> bool,
        has: impl Fn(&str, &str) -> bool,
    ) -> Shape<'d> {
        let is_own_row =
            |row: &&Row| is_own(&row.name) && names::steps(&row.name).iter().any(|step| is_own(step.key));
        let names: BTreeSet<&str> = tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| names::steps(&row.name))
            .map(|step| step.key)
            .collect();
        let sample: Map<String, Value> =
            sample.unwrap_or_default().into_iter().filter(|(name, _)| is_own(name)).collect();
        let (envelope, inner) = unwrap(sample, &names);
        let constants: Vec<&str> =
            envelope.iter().flat_map(|(_, constants)| constants.keys()).map(String::as_str).collect();
        let mut nodes = Vec::new();
        collect(&inner, Vec::new(), &mut nodes);
        let mut shape = Shape::default();
        for table in tables {
            let base = shape.captioned(table);
            let mut current = base.clone();
            for row in table.rows.iter().filter(&is_own_row) {
                let steps = names::steps(&row.name);
                let is_whole = nodes.iter().any(|(_, node)| node.contains_key(&row.name));
                let (name, is_list) = match steps.as_slice() {
                    [step] if !is_whole => (step.key, step.is_list),
                    [_, _, ..] if !is_whole => {
                        shape.add_by_path(&base, row, &steps, &nodes);
                        current.clone_from(&base);
                        continue;
                    }
                    _ => (row.name.as_str(), false),
                };
                let mut having =
                    nodes.iter().filter(|(_, node)| node.contains_key(name)).map(|(path, _)| path);
                let here = having.clone().find(|path| **path == current).or_else(|| having.next());
                if here.is_none() && constants.contains(&name) {
                    continue;
                }
                current = match here {
                    Some(here) => here.clone(),
                    // A row without a place in the example belongs to the object of the row above it.
                    None if !inner.is_empty() => current,
                    None => shape.below(&current, name, &has).unwrap_or_else(|| base.clone()),
                };
                let sample =
                    nodes.iter().find(|(path, _)| *path == current).and_then(|(_, node)| node.get(name));
                let (name, sample) = (name.to_owned(), sample.cloned());
                shape.add(&current, Member { name, is_list, row: Some(row), sample });
            }
        }
        shape.add_sample(&nodes);
        Shape { envelope, ..shape }
    }

    /// Adds what only the example has.
    fn add_sample(&mut self, nodes: &[Node]) {
        for (path, node) in nodes {
            for (name, value) in node {
                let (name, sample) = (name.clone(), Some(value.clone()));
                self.add(path, Member { name, sample, ..Member::default() });
            }
        }
    }

    /// The members of an object.
    pub(super) fn members(&self, path: &[String]) -> &[Member<'d>] {
        self.objects.get(path).map_or(&[], Vec::as_slice)
    }

    /// The object of the last row, or one around it, if the spec's type for it contains this key.
    fn below(&self, current: &[String], key: &str, has: impl Fn(&str, &str) -> bool) -> Option<Vec<String>> {
        let last = self.members(current).last().filter(|member| member.may_have_keys());
        let inside = last.map(|member| [current, std::slice::from_ref(&member.name)].concat());
        let envelope =
            (0..=current.len()).rev().filter_map(|depth| current.get(..depth)).map(<[String]>::to_vec);
        inside.into_iter().chain(envelope).find(|path| path.last().is_some_and(|object| has(object, key)))
    }

    /// The object that a table's caption names, or else the root.
    fn captioned(&self, table: &Table) -> Vec<String> {
        let caption = table.caption.to_lowercase();
        let words: Vec<&str> = caption
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .collect();
        let named = self.objects.iter().find_map(|(path, members)| {
            let member = members.iter().find(|member| {
                member.may_have_keys() && words.contains(&member.name.to_lowercase().as_str())
            })?;
            Some([path.as_slice(), std::slice::from_ref(&member.name)].concat())
        });
        named.unwrap_or_default()
    }

    /// Adds a row whose name is a path, and the objects on the path. It starts where its first key is known, or else at
    /// the object of its table.
    fn add_by_path(&mut self, base: &[String], row: &'d Row, steps: &[Step<'_>], nodes: &[Node]) {
        let Some((last, outer)) = steps.split_last() else { return };
        let keys: Vec<String> = outer.iter().map(|step| step.key.to_owned()).collect();
        let knows_first = |path: &[String]| {
            self.members(path).iter().any(|member| outer.first().is_some_and(|step| step.key == member.name))
        };
        let in_sample = nodes.iter().map(|(path, _)| path).find(|path| path.ends_with(&keys));
        let path = in_sample.cloned().unwrap_or_else(|| {
            let known = self.objects.keys().find(|path| knows_first(path));
            let start = if knows_first(base) { base } else { known.map_or(base, Vec::as_slice) };
            [start, &keys].concat()
        });
        let sample = |path: &[String], key: &str| {
            nodes.iter().find(|(other, _)| other == path).and_then(|(_, node)| node.get(key)).cloned()
        };
        let above = path.len().saturating_sub(outer.len());
        for (depth, step) in (above..).zip(outer) {
            let envelope = path.get(..depth).unwrap_or_default();
            let sample = Some(sample(envelope, step.key).unwrap_or_else(|| json!({})));
            let (name, is_list) = (step.key.to_owned(), step.is_list);
            self.add(envelope, Member { name, is_list, row: None, sample });
        }
        let sample = sample(&path, last.key);
        let (name, is_list) = (last.key.to_owned(), last.is_list);
        self.add(&path, Member { name, is_list, row: Some(row), sample });
    }

    /// Adds a member, or completes an existing one.
    fn add(&mut self, path: &[String], member: Member<'d>) {
        let members = self.objects.entry(path.to_vec()).or_default();
        match members.iter_mut().find(|other| other.name == member.name) {
            Some(other) => {
                other.is_list |= member.is_list;
                other.row = other.row.or(member.row);
                other.sample = other.sample.take().or(member.sample);
            }
            None => members.push(member),
        }
    }
}

/// Removes the envelope of a request: objects whose key no row names, if more of their keys than of the keys outside
/// have rows.
fn unwrap(mut sample: Map<String, Value>, names: &BTreeSet<&str>) -> (Envelope, Map<String, Value>) {
    let mut envelope = Vec::new();
    loop {
        let count =
            |node: &Map<String, Value>| node.keys().filter(|key| names.contains(key.as_str())).count();
        let only_other_is_plain = |key: &str| {
            sample.iter().all(|(other, value)| {
                other == key || !(value.is_object() || value.is_array() || value.is_null())
            })
        };
        let inner = sample.iter().find_map(|(key, value)| {
            let node = value.as_object()?;
            let holds_more = count(node) > count(&sample) || holds_wrapper(node, names);
            (!names.contains(key.as_str()) && holds_more && only_other_is_plain(key))
                .then(|| (key.clone(), node.clone()))
        });
        let Some((key, node)) = inner else { return (envelope, sample) };
        sample.remove(&key);
        envelope.push((key, sample));
        sample = node;
    }
}

/// Whether it contains an object that no row names, which can be part of an envelope.
fn holds_wrapper(node: &Map<String, Value>, names: &BTreeSet<&str>) -> bool {
    let count = node.keys().filter(|key| names.contains(key.as_str())).count();
    node.iter()
        .filter(|(key, _)| !names.contains(key.as_str()))
        .filter_map(|(_, value)| value.as_object())
        .any(|inner| inner.keys().filter(|key| names.contains(key.as_str())).count() > count)
}

/// Collects every object inside an object, with its path.
fn collect(node: &Map<String, Value>, path: Vec<String>, nodes: &mut Vec<Node>) {
    nodes.push((path.clone(), node.clone()));
    for (key, value) in node {
        if let Some(inner) = object_in(value) {
            collect(inner, [path.as_slice(), std::slice::from_ref(key)].concat(), nodes);
        }
    }
}

/// The value if it is an object, or its first element if that is one.
fn object_in(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(elements) => elements.first()?.as_object(),
        other => other.as_object(),
    }
}
