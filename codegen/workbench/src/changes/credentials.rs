//! Credentials of the client that were added, removed or changed.

use super::collector::{Collector, Draft, Node};
use super::pairs::{Pair, Pairs, by};
use super::{Kind, Revision, Verdict, docs};
use specwright::ir::{Credential, Scalar};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let (old, new) = (&pairs.old.credentials, &pairs.new.credentials);
    for pair in by(old, new, |credential| credential.exchange.name.as_str()) {
        match pair {
            Pair::Removed(credential) => {
                let name = &credential.exchange.name;
                found.explained.credential(name);
                let removed = format!("`Client::{name}` was removed: code that calls it does not compile.");
                let draft = draft(Kind::ClientCredentialRemoved, Revision::Old, name);
                found.push(draft.old(Some(words(credential))).rust(Verdict::breaking(removed)));
            }
            Pair::Added(credential) => {
                let name = &credential.exchange.name;
                found.explained.credential(name);
                let new = Verdict::compatible(format!("`Client::{name}` is new."));
                let draft = draft(Kind::ClientCredentialAdded, Revision::New, name);
                found.push(draft.became(Some(words(credential))).rust(new));
            }
            Pair::Both(before, after) => changed(before, after, found),
        }
    }
}

fn changed(before: &Credential, after: &Credential, found: &mut Collector<'_>) {
    let name = &after.exchange.name;
    if words(before) != words(after) {
        let draft = draft(Kind::ClientCredentialChanged, Revision::New, name);
        let draft = draft.old(Some(words(before))).became(Some(words(after)));
        found.push(draft.wire(Verdict::compatible("Old clients fetch it as before.")));
    }
    docs::compare(
        name,
        &node(Revision::New, name),
        None,
        (&before.exchange.docs, &after.exchange.docs),
        found,
    );
}

/// `ticket` of `fetch_ticket` for `expires_in`, with `type`: `wx_card`
fn words(Credential { exchange, sets }: &Credential) -> String {
    let life = exchange.expires_in.iter().map(|wire| format!(" for `{wire}`")).collect::<String>();
    let sets: String =
        sets.iter().map(|(wire, value)| format!(", with `{wire}`: `{}`", shown(value))).collect();
    format!("`{}` of `{}`{life}{sets}", exchange.token, exchange.operation)
}

fn shown(value: &Scalar) -> String {
    match value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Int(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(text) => text.clone(),
    }
}

fn node(revision: Revision, name: &str) -> Node {
    Node::api(revision).key("credentials").named(name)
}

fn draft(kind: Kind, revision: Revision, name: &str) -> Draft {
    Draft::new(kind, name, node(revision, name))
}
