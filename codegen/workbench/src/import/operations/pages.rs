//! Recognises lists whose pages follow each other.

use crate::import::draft::{Base, Body, Draft, Field, Operation, Ty, Wrapper};
use crate::import::value::Value;

const OFFSETS: [&str; 3] = ["offset", "skip", "start_index"];
const NUMBERS: [&str; 3] = ["page", "page_number", "pageNumber"];
const SIZES: [&str; 9] =
    ["limit", "per_page", "perPage", "page_size", "pageSize", "count", "size", "top", "max_results"];
/// Cursors: the field of the request, and the fields of the reply that it can be from.
const CURSORS: [(&str, &[&str]); 9] = [
    ("cursor", &["next_cursor", "nextCursor", "response_metadata.next_cursor"]),
    ("page_token", &["next_page_token"]),
    ("pageToken", &["nextPageToken"]),
    ("next_page_token", &["next_page_token"]),
    ("nextPageToken", &["nextPageToken"]),
    ("marker", &["next_marker"]),
    ("continue", &["metadata.continue"]),
    ("starting_after", &["next"]),
    ("page", &["next_page"]),
];

/// The keys of `pages`; empty if the operation is not certain to list pages.
pub(super) fn of(draft: &Draft, operation: &Operation, has_link: bool) -> Vec<(&'static str, Value)> {
    if operation.method != "GET" {
        return Vec::new();
    }
    let Some(reply) = &operation.reply else { return Vec::new() };
    let Some(items) = items(draft, reply) else { return Vec::new() };
    let items: Vec<(&'static str, Value)> =
        items.map(|items| ("items", Value::Text(items))).into_iter().collect();
    let with = |keys: Vec<(&'static str, Value)>| items.iter().cloned().chain(keys).collect();
    let query = |name: &str| operation.query.iter().find(|field| field.wire == name);
    if has_link {
        return with(vec![("link", true.into())]);
    }
    for (cursor, nexts) in CURSORS {
        let Some(field) = query(cursor) else { continue };
        let next = nexts.iter().find(|next| {
            let found = at_path(draft, reply, next);
            found.is_some_and(|next| next.ty == field.ty && is_cursor(&next.ty))
        });
        if let Some(next) = next {
            return with(vec![("cursor", cursor.into()), ("next", (*next).into())]);
        }
    }
    let has_size = SIZES.iter().any(|size| query(size).is_some());
    for (key, names) in [("offset", OFFSETS), ("page", NUMBERS)] {
        let found = names.into_iter().find(|name| query(name).is_some_and(|field| is_integer(&field.ty)));
        if let Some(name) = found.filter(|_| has_size) {
            return with(vec![(key, name.into())]);
        }
    }
    Vec::new()
}

/// The path of the only list in a reply: `None` if there is not exactly one, `Some(None)` if the reply is the list.
fn items(draft: &Draft, reply: &Ty) -> Option<Option<String>> {
    if reply.wrappers.first() == Some(&Wrapper::List) {
        return Some(None);
    }
    let is_list = |field: &&Field| field.ty.wrappers.first() == Some(&Wrapper::List);
    let fields = fields(draft, reply)?;
    let mut lists = fields.iter().filter(is_list);
    match (lists.next(), lists.next()) {
        (Some(list), None) => Some(Some(list.wire.clone())),
        _ => None,
    }
}

fn fields<'a>(draft: &'a Draft, ty: &Ty) -> Option<&'a [Field]> {
    match &draft.get(ty.as_named()?)?.body {
        Body::Model { fields, .. } => Some(fields),
        Body::Pending | Body::Union { .. } | Body::Enum { .. } => None,
    }
}

fn at_path<'a>(draft: &'a Draft, reply: &Ty, path: &str) -> Option<&'a Field> {
    let mut ty = reply;
    let mut found = None;
    for name in path.split('.') {
        let field = fields(draft, ty)?.iter().find(|field| field.wire == name)?;
        ty = &field.ty;
        found = Some(field);
    }
    found
}

fn is_cursor(ty: &Ty) -> bool {
    ty.is("string") || is_integer(ty)
}

fn is_integer(ty: &Ty) -> bool {
    matches!(ty.base, Base::Scalar("int" | "int32" | "uint" | "uint32")) && ty.wrappers.is_empty()
}
