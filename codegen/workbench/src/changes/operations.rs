//! Operations that were added, removed or changed.

mod content;
mod pages;

use super::collector::{Collector, Draft, Node};
use super::pairs::{Pair, Pairs, address};
use super::{Direction, Kind, Revision, Verdict, docs};
use specwright::ir::Operation;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    for pair in &pairs.operations {
        match *pair {
            Pair::Removed(operation) => {
                found.explained.operation(operation);
                found.push(removed(operation));
            }
            Pair::Added(operation) => {
                found.explained.operation(operation);
                found.push(added(operation));
            }
            Pair::Both(before, after) => OperationPair { pairs, before, after }.compare(found),
        }
    }
    groups(pairs, found);
}

/// The texts of the groups. Which operations they have is said of each.
fn groups(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let (old, new) = (pairs.old, pairs.new);
    for group in old.groups.iter().filter(|group| new.group(&group.name).is_none()) {
        found.explained.group(group);
    }
    for group in &new.groups {
        match old.group(&group.name) {
            None => found.explained.group(group),
            Some(before) => {
                let node = Node::api(Revision::New).key("groups").key(&group.name);
                let docs = (&before.docs, &group.docs);
                docs::compare(&format!("groups.{}", group.name), &node, DIRECTION, docs, found);
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
        .rust(Verdict::breaking(format!(
            "`{}` was removed: code that calls it does not compile.",
            called(operation)
        )))
        .wire(Verdict::breaking("A server of the new spec does not have the operation."))
}

fn added(operation: &Operation) -> Draft {
    let name = &operation.name;
    let node = Node::file(Revision::New, &operation.file).key("operation");
    Draft::new(Kind::OperationAdded, name, node)
        .became(Some(call(operation)))
        .direction(DIRECTION)
        .rust(Verdict::compatible(format!("`{}` is new.", called(operation))))
        .wire(Verdict::compatible("Old clients do not call it."))
}

/// The method that calls it: `Client::cards().create`.
fn called(operation: &Operation) -> String {
    format!("Client::{}", operation.on_client(operation.method_name()))
}

/// `POST /card/create`
fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path_template())
}

/// An operation that both specs have.
struct OperationPair<'p, 'a> {
    pairs: &'p Pairs<'a>,
    before: &'a Operation,
    after: &'a Operation,
}

impl OperationPair<'_, '_> {
    fn compare(&self, found: &mut Collector<'_>) {
        let before = self.before;
        // The constant follows the name.
        let Operation {
            name,
            constant: _,
            group,
            docs,
            file,
            method,
            server,
            path: _,
            input: _,
            body: _,
            content_type: _,
            wrap: _,
            reply: _,
            replies: _,
            reply_body: _,
            accept: _,
            data: _,
            failures: _,
            reply_headers: _,
            no_content: _,
            auth,
            idempotent,
            tolerate_unknown_keys,
            pages: _,
        } = self.after;
        if before.name != *name {
            found.explained.operation(before);
            found.explained.operation(self.after);
            found.push(self.renamed());
        }
        if before.group != *group {
            found.explained.operation(before);
            found.explained.operation(self.after);
            found.push(self.regrouped());
        }
        if before.method != *method {
            let breaking = format!("A server of the new spec does not accept {}.", before.method.as_str());
            let draft = self.draft(Kind::MethodChanged, "method", Direction::Request);
            let draft = draft.old(Some(before.method.as_str())).became(Some(method.as_str()));
            found.push(draft.wire(Verdict::breaking(breaking)));
        }
        if before.server != *server {
            let breaking = "Old clients call another server.";
            let words = |operation: &Operation| {
                Some(operation.server.as_deref().unwrap_or("that of the API").to_owned())
            };
            let draft = self.draft(Kind::OperationServerChanged, "server", Direction::Request);
            let draft = draft.old(words(before)).became(words(self.after));
            found.push(draft.wire(Verdict::breaking(breaking)));
        }
        found.extend(self.path());
        content::compare(self, found);
        if before.auth != *auth {
            let words = |auth: bool| if auth { "with the credential" } else { "without the credential" };
            let wire = if *auth {
                Verdict::breaking(
                    "Old clients send no credential, and a server of the new spec requires one.",
                )
            } else {
                Verdict::compatible("Old clients send a credential that is not required.")
            };
            let draft = self.draft(Kind::AuthChanged, "auth", Direction::Request);
            found.push(draft.old(Some(words(before.auth))).became(Some(words(*auth))).wire(wire));
        }
        if before.idempotent != *idempotent {
            let words = |idempotent: bool| if idempotent { "idempotent" } else { "not idempotent" };
            let wire = if *idempotent {
                Verdict::compatible("Old clients repeat it less often than they may.")
            } else {
                Verdict::breaking(
                    "Old clients repeat calls that may have been sent, so that it may take effect twice.",
                )
            };
            let draft = self.draft(Kind::IdempotentChanged, "idempotent", Direction::Request);
            let draft = draft.old(Some(words(before.idempotent))).became(Some(words(*idempotent)));
            found.push(draft.wire(wire));
        }
        if before.tolerate_unknown_keys != *tolerate_unknown_keys {
            let words = |tolerate: bool| if tolerate { "a warning" } else { "an error" };
            let limits = if *tolerate_unknown_keys {
                Verdict::compatible("A key that the spec does not have is accepted with a warning.")
            } else {
                Verdict::breaking("A key that the spec does not have was accepted and is refused now.")
            };
            let draft = self.draft(Kind::UnknownKeysChanged, "tolerate_unknown_keys", Direction::Request);
            let draft = draft.old(Some(words(before.tolerate_unknown_keys)));
            found.push(draft.became(Some(words(*tolerate_unknown_keys))).limits(limits));
        }
        pages::compare(self, found);
        docs::compare(name, &Node::file(Revision::New, file), DIRECTION, (&before.docs, docs), found);
    }

    fn draft(&self, kind: Kind, key: &str, direction: Direction) -> Draft {
        let node = Node::file(Revision::New, &self.after.file).key(key);
        Draft::new(kind, &self.after.name, node).direction(Some(direction))
    }

    fn renamed(&self) -> Draft {
        let (old, new) = (&self.before.name, &self.after.name);
        let node = Node::file(Revision::New, &self.after.file).key("operation");
        Draft::new(Kind::OperationRenamed, old, node)
            .old(Some(format!("`{old}`")))
            .became(Some(format!("`{new}`")))
            .direction(DIRECTION)
            .rust(Verdict::breaking(match self.after.group {
                None => format!("`Client::{old}` is called `{new}`: code that calls it does not compile."),
                Some(_) => format!("`Mock::{old}` is called `{new}`: code that calls it does not compile."),
            }))
            .wire(Verdict::none("Names of operations are not sent."))
    }

    /// Another group, or another name in it.
    fn regrouped(&self) -> Draft {
        let words = |operation: &Operation| format!("`{}`", called(operation));
        let (old, new) = (words(self.before), words(self.after));
        let rust = Verdict::breaking(format!("{old} is {new}: code that calls it does not compile."));
        self.draft(Kind::OperationGroupChanged, "group", Direction::Both)
            .old(Some(old))
            .became(Some(new))
            .rust(rust)
            .wire(Verdict::none("Groups of operations are not sent."))
    }

    /// The path without the names of its parameters, which are reported separately.
    fn path(&self) -> Option<Draft> {
        let parameters = |operation: &Operation, other: &Operation| -> Vec<String> {
            let others: Vec<&str> = other.path_parameters().collect();
            let both = operation.path_parameters().filter(|wire| others.contains(wire));
            both.map(str::to_owned).collect()
        };
        let reason = if address(self.before) != address(self.after) {
            "A server of the new spec does not have the path that old clients call."
        } else if parameters(self.before, self.after) != parameters(self.after, self.before) {
            "A server of the new spec reads the parameters in another order."
        } else {
            return None;
        };
        let draft = self.draft(Kind::PathChanged, "path", Direction::Request);
        let draft = draft.old(Some(self.before.path_template())).became(Some(self.after.path_template()));
        Some(draft.wire(Verdict::breaking(reason)))
    }
}
