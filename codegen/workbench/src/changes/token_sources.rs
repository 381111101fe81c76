//! Token sources that were added, removed or changed.

use super::collector::{Collector, Draft, Node};
use super::pairs::{Pair, Pairs, also, by};
use super::surface::Surface;
use super::trial::of_part;
use super::{Kind, Revision, Verdict, docs};
use specwright::emit::Part;
use specwright::ir::{Api, TokenExchange};

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Collector<'_>) {
    let sources = |api: &'_ Api| api.auth.iter().flat_map(|auth| auth.sources.clone()).collect::<Vec<_>>();
    let (old, new) = (sources(pairs.old), sources(pairs.new));
    let matched = by(&old, &new, |source| source.name.as_str());
    let matched = also(matched, |source| (&source.operation, &source.token));
    for pair in matched {
        match pair {
            Pair::Removed(source) => {
                found.explained.named_type(&source.name, &source.name);
                let removed = format!("`{}` was removed: code that names it does not compile.", source.name);
                let draft = draft(Kind::TokenSourceRemoved, Revision::Old, &source.name, source);
                found.push(draft.old(Some(words(source))).rust(Verdict::breaking(removed)));
            }
            Pair::Added(source) => {
                found.explained.named_type(&source.name, &source.name);
                let new = Verdict::compatible(format!("`{}` is new.", source.name));
                let draft = draft(Kind::TokenSourceAdded, Revision::New, &source.name, source);
                found.push(draft.became(Some(words(source))).rust(new));
            }
            Pair::Both(before, after) => changed(pairs, before, after, found),
        }
    }
}

fn changed(pairs: &Pairs<'_>, before: &TokenExchange, after: &TokenExchange, found: &mut Collector<'_>) {
    let TokenExchange { name, docs, operation, token, expires_in, renewed_by } = after;
    if before.name != *name {
        found.explained.named_type(&before.name, name);
        let renamed = format!("`{}` is called `{name}`: code that names it does not compile.", before.name);
        let draft = draft(Kind::TokenSourceRenamed, Revision::New, &before.name, after);
        let draft = draft.old(Some(format!("`{}`", before.name))).became(Some(format!("`{name}`")));
        found.push(draft.rust(Verdict::breaking(renamed)));
    }
    if before.operation != *operation || before.token != *token || before.expires_in != *expires_in {
        let rust = found.explained.verdict(&surface(pairs.old, name), &surface(pairs.new, name));
        let draft = draft(Kind::TokenSourceChanged, Revision::New, name, after);
        let draft = draft.old(Some(words(before))).became(Some(words(after))).rust(rust);
        found.push(draft.wire(Verdict::compatible("Old clients fetch tokens as before.")));
    }
    if before.renewed_by != *renewed_by {
        let words = |wire: &Option<String>| wire.as_ref().map(|wire| format!("renewed_by: {wire}"));
        let draft = draft(Kind::TokenSourceChanged, Revision::New, name, after);
        let draft = draft.old(words(&before.renewed_by)).became(words(renewed_by));
        found.push(draft.wire(Verdict::none("Only the mock server answers by it.")));
    }
    docs::compare(name, &node(Revision::New, name), None, (&before.docs, docs), found);
}

/// What the source adds to the Rust API.
fn surface(api: &Api, name: &str) -> Surface {
    of_part(api, Part::TokenSources).of_owner(name)
}

/// `fetch_token.access_token`
fn words(source: &TokenExchange) -> String {
    let life = source.expires_in.iter().map(|wire| format!(" for `{wire}`")).collect::<String>();
    format!("`{}` of `{}`{life}", source.token, source.operation)
}

fn node(revision: Revision, name: &str) -> Node {
    Node::api(revision).key("auth").key("sources").named(name)
}

fn draft(kind: Kind, revision: Revision, at: &str, source: &TokenExchange) -> Draft {
    Draft::new(kind, at, node(revision, &source.name))
}
