//! Differences between the Rust APIs that no single change explains: mostly combinations of two changes.

use std::collections::BTreeMap;

use super::collector::{Collector, Draft, Node};
use super::pairs::Pairs;
use super::surface::{Difference, verdict};
use super::{Kind, Revision};
use specwright::ir::Api;
use specwright::names;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let rest = found.explained.rest(&pairs.renamed, pairs.new);
    if rest.is_empty() {
        return;
    }
    // In the order of the first difference of each.
    let mut owners: Vec<(String, Vec<Difference>)> = Vec::new();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    for difference in rest {
        let owner = difference.name.owner().to_owned();
        let position = *positions.entry(owner.clone()).or_insert(owners.len());
        match owners.get_mut(position) {
            Some((_, differences)) => differences.push(difference),
            None => owners.push((owner, vec![difference])),
        }
    }
    let files = files(pairs.new);
    for (owner, differences) in owners {
        let first = differences.first();
        let declared = (first.and_then(Difference::before), first.and_then(Difference::after));
        let node = node(&files, &owner);
        let draft = Draft::new(Kind::RustItemChanged, owner, node).old(declared.0).became(declared.1);
        found.push(draft.rust(verdict(&differences)));
    }
}

/// For the names of types, modules and constants the place of their file among all files, and the file. The first of a name counts.
fn files(api: &Api) -> BTreeMap<String, (usize, &str)> {
    let models = api.models.iter().map(|(_, model)| (&model.name, &model.file));
    let unions = api.unions.iter().map(|(_, union)| (&union.name, &union.file));
    let enums = api.enums.iter().map(|(_, choice)| (&choice.name, &choice.file));
    let operations = api.operations.iter().map(|operation| (&operation.constant, &operation.file));
    let events = api.events.iter().map(|events| (&events.constant, &events.file));
    let mut files = BTreeMap::new();
    let types = models.chain(unions).chain(enums);
    for (position, (name, file)) in types.chain(operations).chain(events).enumerate() {
        for name in [name.clone(), names::module(name)] {
            files.entry(name).or_insert((position, file.as_str()));
        }
    }
    files
}

/// The file of the type, or of the operation; that of the API for everything else.
fn node(files: &BTreeMap<String, (usize, &str)>, owner: &str) -> Node {
    let first = owner.split("::").filter_map(|word| files.get(word)).min();
    first.map_or_else(|| Node::api(Revision::New), |(_, file)| Node::file(Revision::New, file))
}
