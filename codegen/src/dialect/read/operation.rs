//! Reads operations.

use super::super::item::Item;
use super::super::{Failure, Field, Operation, Pages, Success, keys};
use super::{model, words};

pub(super) fn operation(item: &Item<'_>) -> Option<Operation> {
    let keys = item.mapping(&keys::OPERATION)?;
    Some(Operation {
        operation: keys.word("operation")?,
        words: words(&keys),
        group: keys.word("group"),
        name_in_group: keys.word("name_in_group"),
        method: keys.word("method"),
        path: keys.word("path"),
        server: keys.word("server"),
        path_params: keys.named("path_params", model::field),
        query: keys.named("query", model::field),
        headers: keys.named("headers", model::field),
        request: keys.word("request"),
        body: keys.word("body"),
        content_type: keys.word("content_type"),
        limits: model::limits_of(&keys, &keys::LIMITS_OF_BODIES),
        example: keys.json("example"),
        optional_body: keys.is_true("optional_body"),
        wrap: keys.json("wrap"),
        reply: keys.word("reply"),
        replies: keys.coded("replies", success),
        reply_body: keys.word("reply_body"),
        accept: keys.word("accept"),
        data: keys.scalar("data"),
        reply_headers: keys.named("reply_headers", reply_header),
        no_content: keys.is_true("no_content"),
        failures: keys.coded("failures", failure),
        auth: keys.flag("auth"),
        idempotent: keys.flag("idempotent"),
        tolerate_unknown_keys: keys.flag("tolerate_unknown_keys"),
        pages: keys.one("pages", pages).flatten(),
    })
}

fn pages(item: &Item<'_>) -> Option<Pages> {
    let keys = item.mapping(&keys::PAGES)?;
    Some(Pages {
        items: keys.word("items"),
        offset: keys.word("offset"),
        page: keys.word("page"),
        cursor: keys.word("cursor"),
        next: keys.word("next"),
        link: keys.flag("link"),
        total: keys.word("total"),
        more: keys.word("more"),
    })
}

fn reply_header(item: &Item<'_>) -> Field {
    let Some(keys) = item.mapping(&keys::REPLY_HEADER) else { return Field::default() };
    Field { ty: keys.word("type"), example: keys.json("example"), words: words(&keys), ..Field::default() }
}

fn success(item: &Item<'_>) -> Success {
    let Some(keys) = item.mapping(&keys::SUCCESS) else { return Success::default() };
    Success { ty: keys.word("type"), words: words(&keys) }
}

fn failure(item: &Item<'_>) -> Failure {
    let Some(keys) = item.mapping(&keys::FAILURE) else { return Failure::default() };
    Failure { ty: keys.word("type"), words: words(&keys) }
}
