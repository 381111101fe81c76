//! Tells which rows are inside which object, by the document's example and the captions of its tables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::names::{self, Step};
use super::super::table::{Row, Table};
use super::super::words::{self, Named};

/// Keys that each hold the next one, with the constants beside it.
pub(super) type Around = Vec<(String, Map<String, Value>)>;

/// An object of the example, by the keys that lead to it.
type Node = (Vec<String>, Map<String, Value>);

/// What a request or a reply is made of.
#[derive(Default)]
pub(super) struct Shape<'d> {
    /// The keys around the request, from the outside.
    pub(super) around: Around,
    /// The members of each object, by the keys that lead to it.
    pub(super) objects: BTreeMap<Vec<String>, Vec<Member<'d>>>,
}

/// A key of an object.
#[derive(Default)]
pub(super) struct Member<'d> {
    pub(super) name: String,
    /// Whether brackets behind its name say that it is a list of what its row describes.
    pub(super) is_list: bool,
    /// The row that describes it; `None` where only the example has it.
    pub(super) row: Option<&'d Row>,
    /// Its value in the example.
    pub(super) sample: Option<Value>,
}

impl Member<'_> {
    /// Whether it can have keys of its own, or its elements can.
    pub(super) fn may_have_keys(&self) -> bool {
        let named = self.row.and_then(|row| row.ty.as_deref()).and_then(words::named);
        matches!(named, Some(Named::Object | Named::List))
            || self.sample.as_ref().and_then(object_in).is_some()
    }
}

impl<'d> Shape<'d> {
    /// `is_own` says which rows are for what is described here; others are for what every call has. `has` says
    /// whether the spec has a type for the first key, with the second one in it.
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
        let (around, inner) = unwrap(sample, &names);
        let constants: Vec<&str> =
            around.iter().flat_map(|(_, constants)| constants.keys()).map(String::as_str).collect();
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
                    // What the example lacks belongs where the row above it does.
                    None if !inner.is_empty() => current,
                    None => shape.below(&current, name, &has).unwrap_or_else(|| base.clone()),
                };
                let sample =
                    nodes.iter().find(|(path, _)| *path == current).and_then(|(_, node)| node.get(name));
                let (name, sample) = (name.to_owned(), sample.cloned());
                shape.add(&current, Member { name, is_list, row: Some(row), sample });
            }
        }
        for (path, node) in &nodes {
            for (name, value) in node {
                let (name, sample) = (name.clone(), Some(value.clone()));
                shape.add(path, Member { name, sample, ..Member::default() });
            }
        }
        Shape { around, ..shape }
    }

    /// The members of an object.
    pub(super) fn members(&self, path: &[String]) -> &[Member<'d>] {
        self.objects.get(path).map_or(&[], Vec::as_slice)
    }

    /// The object of the last row, or one around it, for which the spec has a type with this key.
    fn below(&self, current: &[String], key: &str, has: impl Fn(&str, &str) -> bool) -> Option<Vec<String>> {
        let last = self.members(current).last().filter(|member| member.may_have_keys());
        let inside = last.map(|member| [current, std::slice::from_ref(&member.name)].concat());
        let around =
            (0..=current.len()).rev().filter_map(|depth| current.get(..depth)).map(<[String]>::to_vec);
        inside.into_iter().chain(around).find(|path| path.last().is_some_and(|object| has(object, key)))
    }

    /// The object that a table's caption names, else the whole.
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

    /// Adds a row whose name is a path, and the objects on the way. It begins where its first key is known, else at
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
            let around = path.get(..depth).unwrap_or_default();
            let sample = Some(sample(around, step.key).unwrap_or_else(|| json!({})));
            let (name, is_list) = (step.key.to_owned(), step.is_list);
            self.add(around, Member { name, is_list, row: None, sample });
        }
        let sample = sample(&path, last.key);
        let (name, is_list) = (last.key.to_owned(), last.is_list);
        self.add(&path, Member { name, is_list, row: Some(row), sample });
    }

    /// Adds a member, or what is not known yet of one that is there.
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

/// Takes off the objects around a request: those whose key no row names, and inside which more rows are at home
/// than outside.
fn unwrap(mut sample: Map<String, Value>, names: &BTreeSet<&str>) -> (Around, Map<String, Value>) {
    let mut around = Vec::new();
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
        let Some((key, node)) = inner else { return (around, sample) };
        sample.remove(&key);
        around.push((key, sample));
        sample = node;
    }
}

/// Whether an object that no row names is inside, which can be one around the request itself.
fn holds_wrapper(node: &Map<String, Value>, names: &BTreeSet<&str>) -> bool {
    let count = node.keys().filter(|key| names.contains(key.as_str())).count();
    node.iter()
        .filter(|(key, _)| !names.contains(key.as_str()))
        .filter_map(|(_, value)| value.as_object())
        .any(|inner| inner.keys().filter(|key| names.contains(key.as_str())).count() > count)
}

/// Every object inside an object, with the keys that lead to it.
fn collect(node: &Map<String, Value>, path: Vec<String>, nodes: &mut Vec<Node>) {
    nodes.push((path.clone(), node.clone()));
    for (key, value) in node {
        if let Some(inner) = object_in(value) {
            collect(inner, [path.as_slice(), std::slice::from_ref(key)].concat(), nodes);
        }
    }
}

/// The object that a value is, or that its first element is.
fn object_in(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(elements) => elements.first()?.as_object(),
        other => other.as_object(),
    }
}
