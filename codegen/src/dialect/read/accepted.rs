//! Reads the list of accepted changes.

use super::super::item::Item;
use super::super::{Acceptance, Accepted, keys};

pub(super) fn accepted(item: &Item<'_>) -> Option<Accepted> {
    let keys = item.mapping(&keys::ACCEPTED)?;
    Some(Accepted { accepted: keys.list("accepted", acceptance) })
}

fn acceptance(item: &Item<'_>) -> Option<Acceptance> {
    let keys = item.mapping(&keys::ACCEPTANCE)?;
    // All three are read before returning, so that each missing one is reported.
    let change = keys.get("change").map(Item::change);
    let at = keys.word("at");
    let reason = keys.get("reason").and_then(Item::sentence);
    Some(Acceptance { change: change.flatten()?, at: at?, reason: reason? })
}
