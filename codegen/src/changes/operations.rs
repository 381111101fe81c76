//! Operations that are new, gone or changed.

use super::found::{Draft, Found, Node};
use super::pairs::{Pair, Pairs};
use super::{Direction, Kind, Revision, Verdict, docs};
use crate::ir::Operation;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in pairs.operations() {
        match pair {
            Pair::Removed(operation) => found.push(removed(operation)),
            Pair::Added(operation) => found.push(added(operation)),
            Pair::Both(before, after) => {
                let node = Node::file(Revision::New, &after.file);
                docs::compare(&after.name, &node, DIRECTION, (&before.docs, &after.docs), found);
            }
        }
    }
}

/// An operation is a request and its reply.
const DIRECTION: Option<Direction> = Some(Direction::Both);

fn removed(operation: &Operation) -> Draft {
    let name = &operation.name;
    let node = Node::file(Revision::Old, &operation.file).key("operation");
    Draft::new(Kind::OperationRemoved, name, node)
        .old(Some(call(operation)))
        .direction(DIRECTION)
        .rust(Verdict::breaking(format!("`Client::{name}` is gone: code that calls it does not compile.")))
        .wire(Verdict::breaking("The server of the new spec no longer takes the call."))
}

fn added(operation: &Operation) -> Draft {
    let name = &operation.name;
    let node = Node::file(Revision::New, &operation.file).key("operation");
    Draft::new(Kind::OperationAdded, name, node)
        .new_is(Some(call(operation)))
        .direction(DIRECTION)
        .rust(Verdict::compatible(format!("`Client::{name}` is new.")))
        .wire(Verdict::compatible("Old clients do not call it."))
}

/// `POST /card/create`
fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path_template())
}
