//! The last passes over a draft: which types are used, boxes, and fields that only replies have.

use std::collections::HashSet;

use specwright::check::graph;

use super::draft::{Body, Draft, Field, TypeId, Wrapper};

/// The types that operations use, directly or in other types.
pub(super) fn used(draft: &Draft) -> HashSet<TypeId> {
    reached(draft, roots(draft, true, true))
}

/// The types that are in requests, in replies, or in both.
fn roots(draft: &Draft, in_requests: bool, in_replies: bool) -> Vec<TypeId> {
    let mut roots = Vec::new();
    for operation in &draft.operations {
        if in_requests {
            roots.extend(operation.parameters().filter_map(|field| field.ty.target()));
            roots.extend(operation.request.as_ref().and_then(|ty| ty.target()));
        }
        if in_replies {
            let by_status = operation.replies.iter().filter_map(|success| success.ty.as_ref());
            roots.extend(operation.reply.iter().chain(by_status).filter_map(|ty| ty.target()));
            roots.extend(operation.reply_headers.iter().filter_map(|header| header.ty.target()));
            roots.extend(operation.failures.iter().filter_map(|failure| failure.ty.target()));
        }
    }
    roots
}

fn reached(draft: &Draft, roots: Vec<TypeId>) -> HashSet<TypeId> {
    let mut seen = HashSet::new();
    let mut waiting = roots;
    while let Some(id) = waiting.pop() {
        if seen.insert(id)
            && let Some(declared) = draft.get(id)
        {
            waiting.extend(parts(&declared.body));
        }
    }
    seen
}

/// The types inside of a type.
fn parts(body: &Body) -> Vec<TypeId> {
    match body {
        Body::Model { fields, .. } => fields.iter().filter_map(|field| field.ty.target()).collect(),
        Body::Union { variants, values, .. } => {
            let in_values = values.iter().filter_map(|field| field.ty.target());
            variants.iter().map(|variant| variant.model).chain(in_values).collect()
        }
        Body::Pending | Body::Enum { .. } => Vec::new(),
    }
}

/// Removes `read_only` and `write_only` where they have no effect: from models that are in requests or in replies only.
pub(super) fn directions(draft: &mut Draft) {
    let requests = reached(draft, roots(draft, true, false));
    let replies = reached(draft, roots(draft, false, true));
    for (index, declared) in draft.types.iter_mut().enumerate() {
        let id = TypeId(index);
        let in_both = requests.contains(&id) && replies.contains(&id);
        let Body::Model { fields, .. } = &mut declared.body else { continue };
        if in_both {
            continue;
        }
        // What only the other direction has is never there.
        let is_sent = requests.contains(&id);
        fields.retain(|field| !if is_sent { field.read_only } else { field.write_only });
        fields.iter_mut().for_each(|field| (field.read_only, field.write_only) = (false, false));
    }
}

/// Puts into boxes what would contain itself.
pub(super) fn boxes(draft: &mut Draft) {
    loop {
        let edges: Vec<Vec<usize>> = draft.types.iter().map(|declared| direct(&declared.body)).collect();
        let cycles = graph::cycles(&edges);
        let mut is_changed = false;
        for cycle in &cycles {
            for (position, from) in cycle.iter().enumerate() {
                let Some(to) = cycle.get((position + 1) % cycle.len()) else { continue };
                let Some(Body::Model { fields, .. }) = draft.types.get_mut(*from).map(|it| &mut it.body)
                else {
                    continue;
                };
                let target = TypeId(*to);
                let inner = |field: &&mut Field| field.ty.as_named() == Some(target);
                let mut is_found = false;
                for field in fields.iter_mut().filter(inner) {
                    field.ty.wrappers.push(Wrapper::Box);
                    is_found = true;
                }
                if is_found {
                    is_changed = true;
                    break;
                }
            }
        }
        if !is_changed {
            return;
        }
    }
}

/// Puts into boxes the models and unions that would make the values that contain them too large for the stack of a thread, where
/// models with many fields are nested over several levels. Sizes are estimates of those of the Rust types.
pub(super) fn large_boxes(draft: &mut Draft) {
    let edges: Vec<Vec<usize>> = draft.types.iter().map(|declared| direct(&declared.body)).collect();
    let mut sizes = vec![0; edges.len()];
    for index in graph::post_order(&edges) {
        let size = |id: TypeId| sizes.get(id.0).copied().unwrap_or_default();
        let total = match draft.types.get_mut(index).map(|declared| &mut declared.body) {
            Some(Body::Model { fields, .. }) => {
                fields.iter_mut().map(|field| boxed_if_large(field, &size)).sum()
            }
            Some(Body::Union { variants, .. }) => {
                SMALL + variants.iter().map(|variant| size(variant.model)).max().unwrap_or_default()
            }
            Some(Body::Pending | Body::Enum { .. }) | None => SMALL,
        };
        if let Some(size) = sizes.get_mut(index) {
            *size = total;
        }
    }
}

/// The estimated bytes of a text, a list, a map, a number or a box that may be absent.
const SMALL: usize = 24;

/// The maximum number of bytes of a value inside of another one that is not in a box.
const LARGE: usize = 1024;

/// The size of a field, whose type gets a box if it is large.
fn boxed_if_large(field: &mut Field, size: &impl Fn(TypeId) -> usize) -> usize {
    match field.ty.as_named().map(size) {
        Some(size) if size > LARGE => {
            field.ty.wrappers.push(Wrapper::Box);
            SMALL
        }
        Some(size) => SMALL + size,
        None => SMALL,
    }
}

/// The types that a type contains without a list, a map or a box.
fn direct(body: &Body) -> Vec<usize> {
    match body {
        Body::Model { fields, .. } => {
            fields.iter().filter_map(|field| field.ty.as_named()).map(|id| id.0).collect()
        }
        Body::Union { variants, .. } => variants.iter().map(|variant| variant.model.0).collect(),
        Body::Pending | Body::Enum { .. } => Vec::new(),
    }
}
