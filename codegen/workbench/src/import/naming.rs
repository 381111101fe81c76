//! Names the types of a draft.

use std::collections::{HashMap, HashSet};

use specwright::names;

use super::draft::{Body, Draft, Naming, Owner, Place, TypeId};

/// Sets the name of every type. The names that the document gives go before those of places.
pub(super) fn settle(draft: &Draft) -> Vec<String> {
    let mut taken = Taken::of(draft);
    let short = short_names(draft);
    let mut settled: Vec<Option<String>> = vec![None; draft.types.len()];
    for (declared, settled) in draft.types.iter().zip(&mut settled) {
        if let Naming::Own(name) = &declared.naming {
            *settled = Some(taken.free(&[short.get(name.as_str()).cloned().unwrap_or_else(|| pascal(name))]));
        }
    }
    let plain: HashSet<&str> = draft
        .types
        .iter()
        .filter(|declared| matches!(declared.naming, Naming::Own(_)))
        .map(|declared| declared.at.as_str())
        .collect();
    for index in 0..draft.types.len() {
        let Some(declared) = draft.get(TypeId(index)) else { continue };
        let name = |id: TypeId| settled.get(id.0).and_then(Option::as_deref).unwrap_or_default();
        let candidates = match &declared.naming {
            Naming::Own(_) => continue,
            Naming::Variant { name: own, union, plain: at } => {
                let own = short.get(own.as_str()).cloned().unwrap_or_else(|| pascal(own));
                let longer = joined(name(*union), &own);
                if plain.contains(at.as_str()) { vec![longer] } else { vec![own, longer] }
            }
            Naming::Place(place) => {
                let owner = match place.owner {
                    Owner::Type(id) => name(id).to_owned(),
                    Owner::Operation(index) => {
                        draft.operations.get(index).map_or_else(String::new, |it| pascal(&it.name))
                    }
                };
                of_place(place, &owner, declared.uses > 1)
            }
        };
        let free = taken.free(&candidates);
        if let Some(settled) = settled.get_mut(index) {
            *settled = Some(free);
        }
    }
    settled.into_iter().map(Option::unwrap_or_default).collect()
}

/// The names that are used.
struct Taken {
    modules: HashSet<String>,
}

impl Taken {
    /// The names of the inputs of operations that are more than a body, or a body that can be absent, and of the enums of
    /// replies that differ by status.
    fn of(draft: &Draft) -> Taken {
        let with_model = draft.operations.iter().filter(|operation| {
            operation.parameters().next().is_some()
                || (operation.optional_body && operation.request.is_some())
                || matches!(operation.body, Some("text" | "bytes"))
        });
        let models = with_model.map(|operation| names::request_model(&operation.name));
        let by_status = draft.operations.iter().filter(|operation| !operation.replies.is_empty());
        let enums = by_status.map(|operation| names::reply_enum(&operation.name));
        Taken { modules: models.chain(enums).map(|name| names::module(&name)).collect() }
    }

    /// The first name that is not used, or the last with a word or a number.
    fn free(&mut self, candidates: &[String]) -> String {
        let last = candidates.last().cloned().unwrap_or_default();
        let info = format!("{last}Info");
        let numbered = (2..).map(|number| format!("{last}{number}"));
        let all = candidates.iter().cloned().chain([info]).chain(numbered);
        for name in all {
            let module = names::module(&name);
            let is_good = names::is_pascal(&name)
                && !names::is_keyword(&name)
                && !names::reserved_type(&name)
                && !names::reserved_module(&module);
            if is_good && self.modules.insert(module) {
                return name;
            }
        }
        last
    }
}

/// The candidates for the type of a schema without a name.
fn of_place(place: &Place, owner: &str, is_shared: bool) -> Vec<String> {
    let word = pascal(&place.word);
    let longer = joined(owner, &word);
    let says_much = !matches!(place.word.as_str(), "body" | "reply") && !place.word.contains(' ');
    if is_shared && says_much && word.len() > 2 { vec![word, longer] } else { vec![longer] }
}

/// The name of an owner and a word, without repeating the owner.
fn joined(owner: &str, word: &str) -> String {
    match word.starts_with(owner) {
        true => word.to_owned(),
        false => format!("{owner}{word}"),
    }
}

/// The ASCII words of a name as a type.
pub(super) fn pascal(name: &str) -> String {
    let words: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let name = names::pascal(&words);
    if names::is_pascal(&name) { name } else { format!("Type{name}") }
}

/// The last words of names with dots, as many as distinguish them: `io.k8s.api.core.v1.Pod` is `Pod`.
fn short_names(draft: &Draft) -> HashMap<&str, String> {
    let own = draft.types.iter().filter_map(|declared| match &declared.naming {
        Naming::Own(name) | Naming::Variant { name, .. } if name.contains('.') => Some(name.as_str()),
        Naming::Own(_) | Naming::Variant { .. } | Naming::Place(_) => None,
    });
    let names: HashSet<&str> = own.collect();
    let suffix = |name: &str, words: usize| {
        let all: Vec<&str> = name.split('.').collect();
        let last = all.get(all.len().saturating_sub(words)..).unwrap_or(&all);
        pascal(&last.join(" "))
    };
    let mut short = HashMap::new();
    let mut open: Vec<&str> = names.into_iter().collect();
    open.sort_unstable();
    const MOST_WORDS: usize = 8;
    for words in 1..=MOST_WORDS {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for name in &open {
            *counts.entry(suffix(name, words)).or_default() += 1;
        }
        open.retain(|name| {
            let found = suffix(name, words);
            let is_only = counts.get(&found) == Some(&1);
            if is_only {
                short.insert(*name, found);
            }
            !is_only
        });
    }
    short
}

/// The wire names of fields whose Rust names would be equal to those of earlier fields, with other ones.
pub(super) fn renamed<'f>(wires: impl Iterator<Item = &'f str>) -> HashMap<&'f str, String> {
    let mut idents: HashSet<String> = HashSet::new();
    let mut markers: HashSet<String> = HashSet::new();
    let mut renamed = HashMap::new();
    for wire in wires {
        let own = names::field(wire);
        let base = own.trim_end_matches('_').to_owned();
        let candidates = std::iter::once(own.clone()).chain((2..).map(|number| format!("{base}_{number}")));
        for name in candidates {
            let is_usable = name == own || names::field(&name) == name;
            let marker = names::pascal(&name);
            if is_usable && !idents.contains(&name) && !markers.contains(&marker) {
                if name != own {
                    renamed.insert(wire, name.clone());
                }
                idents.insert(name);
                markers.insert(marker);
                break;
            }
        }
    }
    renamed
}

/// The variant of each value of an enumeration, where the one made from the value is taken.
pub(super) fn variants(name: &str, body: &Body) -> Vec<Option<String>> {
    let Body::Enum { values } = body else { return Vec::new() };
    let tags: Vec<specwright::ir::TagValue> = values
        .iter()
        .map(|value| match &value.value {
            super::value::Value::Int(number) => {
                specwright::ir::TagValue::Int(i64::try_from(*number).unwrap_or_default())
            }
            other => specwright::ir::TagValue::Text(other.as_text().unwrap_or_default().to_owned()),
        })
        .collect();
    let made = names::variants(name, &tags);
    let mut taken: HashSet<String> = HashSet::new();
    made.iter()
        .map(|own| {
            let mut free = own.clone();
            let mut number = 1;
            while taken.contains(&free) || number > 1 && made.contains(&free) {
                number += 1;
                free = format!("{own}{number}");
            }
            taken.insert(free.clone());
            (free != *own).then_some(free)
        })
        .collect()
}
