//! How the client goes on to the next page of a list.

use specwright::emit;
use specwright::ir::{Advance, Operation, PagePath, Pages};

use super::super::collector::Collector;
use super::super::{Direction, Kind, Verdict};
use super::OperationPair;

pub(super) fn compare(pair: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let OperationPair { pairs, before, after } = pair;
    let words = |operation: &Operation| operation.pages.as_ref().map(words);
    let (old, new) = (words(before), words(after));
    if old == new {
        return;
    }
    found.explained.pages(before);
    found.explained.pages(after);
    let method = after.on_client(&after.pages_method());
    let items = (emit::page_item(pairs.old, before), emit::page_item(pairs.new, after));
    let rust = match &items {
        (None, _) => Verdict::compatible(format!("`Client::{method}` is new.")),
        (Some(_), None) => Verdict::breaking(format!(
            "`Client::{}` was removed: code that calls it does not compile.",
            before.on_client(&before.pages_method())
        )),
        (Some(old), Some(new)) if old != new => {
            Verdict::breaking(format!("The items of `Client::{method}` are `{new}`, and were `{old}`."))
        }
        (Some(_), Some(_)) => Verdict::none("The signatures stay."),
    };
    let draft = pair.draft(Kind::PagesChanged, "pages", Direction::Both).old(old).became(new).rust(rust);
    found.push(draft.wire(Verdict::none("Which requests a server accepts is stated by their fields.")));
}

/// `items: data, offset: skip, total: count`
fn words(pages: &Pages) -> String {
    let key = |name: &str, path: &PagePath| format!("{name}: {}", path.dotted());
    let items = Some(&pages.items).filter(|path| !path.0.is_empty());
    let mut words: Vec<String> = items.map(|path| key("items", path)).into_iter().collect();
    match &pages.advance {
        Advance::Offset(path) => words.push(key("offset", path)),
        Advance::Page(path) => words.push(key("page", path)),
        Advance::Cursor { cursor, next } => words.extend([key("cursor", cursor), key("next", next)]),
        Advance::Link => words.push("link: true".to_owned()),
    }
    words.extend(pages.total.iter().map(|path| key("total", path)));
    words.extend(pages.more.iter().map(|path| key("more", path)));
    words.join(", ")
}
