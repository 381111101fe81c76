//! Differences between the Rust APIs that no single change explains: mostly combinations of two changes.

use super::collector::{Collector, Draft, Node};
use super::pairs::Pairs;
use super::surface::verdict;
use super::{Kind, Revision};
use specwright::ir::Api;
use specwright::names;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let mut rest = found.explained.rest(&pairs.renamed, pairs.new);
    while let Some(first) = rest.first() {
        let owner = first.name.owner().to_owned();
        let declared = (first.before(), first.after());
        let (of_owner, others) = rest.into_iter().partition(|difference| difference.name.owner() == owner);
        rest = others;
        let node = node(pairs.new, &owner);
        let draft = Draft::new(Kind::RustItemChanged, owner, node).old(declared.0).became(declared.1);
        found.push(draft.rust(verdict(&of_owner)));
    }
}

/// The file of the type, or of the operation; that of the API for everything else.
fn node(api: &Api, owner: &str) -> Node {
    let models = api.models.iter().map(|(_, model)| (&model.name, &model.file));
    let unions = api.unions.iter().map(|(_, union)| (&union.name, &union.file));
    let enums = api.enums.iter().map(|(_, choice)| (&choice.name, &choice.file));
    let operations = api.operations.iter().map(|operation| (&operation.constant, &operation.file));
    let all = models.chain(unions).chain(enums).chain(operations);
    let is_it = |name: &str| owner.split("::").any(|word| word == name || word == names::module(name));
    let file = all.into_iter().find(|(name, _)| is_it(name)).map(|(_, file)| file);
    file.map_or_else(|| Node::api(Revision::New), |file| Node::file(Revision::New, file))
}
