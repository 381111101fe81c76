//! A spec with all features, and random edits of it.

use proptest::prelude::*;
use serde_yaml::Value;

use super::Source;

/// All features of the dialect.
const SPEC: &str = include_str!("everything.txt");

/// The scalars that a scalar can be changed to: other types, other names, and edge cases.
const SCALARS: &[&str] = &[
    "0",
    "1",
    "-1",
    "9999999999999",
    "1.5",
    "true",
    "false",
    "''",
    "string",
    "int",
    "list<Leaf>",
    "Leaf",
    "box<Tree>",
    "Tree",
    "Kind",
    "Shape",
    "GET",
    "POST",
    "kind",
    "size",
    "$request",
    "/a/{id}",
    "a b",
    "票",
    "Self",
    "self",
    "type",
    "token",
    "https://x.example",
    "0x10",
    "18446744073709551615",
];

fn files() -> Vec<Value> {
    let sections = SPEC.split("--- ").skip(1);
    sections.map(|section| serde_yaml::from_str(section.split_once('\n').unwrap().1).unwrap()).collect()
}

/// Counts the places to edit, and edits one.
fn places(value: &mut Value, mut wanted: Option<(usize, &Damage)>, seen: &mut usize) {
    if let Value::Mapping(entries) = value {
        let keys: Vec<Value> = entries.keys().cloned().collect();
        for key in keys {
            if let Some((at, damage)) = wanted
                && at == *seen
            {
                damage.apply(entries, &key);
            }
            *seen += 1;
            if let Some(inner) = entries.get_mut(&key) {
                places(inner, wanted, seen);
            }
        }
    } else if let Value::Sequence(items) = value {
        for item in items {
            places(item, wanted.take(), seen);
        }
    }
}

#[derive(Clone, Debug)]
enum Damage {
    Drop,
    Copy(&'static str),
    Change(&'static str),
}

impl Damage {
    fn apply(&self, entries: &mut serde_yaml::Mapping, key: &Value) {
        let scalar = |text: &str| serde_yaml::from_str::<Value>(text).unwrap();
        match self {
            Damage::Drop => {
                entries.remove(key);
            }
            Damage::Copy(name) => {
                if let Some(value) = entries.get(key).cloned() {
                    entries.insert(scalar(name), value);
                }
            }
            Damage::Change(text) => {
                entries.insert(key.clone(), scalar(text));
            }
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        Just(Damage::Drop),
        proptest::sample::select(SCALARS).prop_map(Damage::Copy),
        proptest::sample::select(SCALARS).prop_map(Damage::Change),
    ]
}

fn render(files: &[Value]) -> String {
    let mut text = String::new();
    for (index, file) in files.iter().enumerate() {
        text += &format!("--- {index}\n{}\n", serde_yaml::to_string(file).unwrap());
    }
    text
}

/// The files of a spec in one text, each after a line `--- name`.
fn sources(text: &str) -> Vec<Source> {
    let sections = text.split("--- ").skip(1).map(|section| section.split_once('\n').unwrap());
    sections.map(|(name, body)| Source::new(name.trim(), body)).collect()
}

/// The spec without edits.
pub(crate) fn undamaged() -> Vec<Source> {
    sources(&render(&files()))
}

/// The spec after one or two random edits, most of which make it invalid.
pub(crate) fn damaged() -> impl Strategy<Value = Vec<Source>> {
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), damage());
    proptest::collection::vec(edit, 1..3).prop_map(|damages| {
        let mut files = files();
        for (file, place, damage) in &damages {
            let file = file.get_mut(&mut files);
            let mut count = 0;
            places(file, None, &mut count);
            if count > 0 {
                places(file, Some((place.index(count), damage)), &mut 0);
            }
        }
        sources(&render(&files))
    })
}
