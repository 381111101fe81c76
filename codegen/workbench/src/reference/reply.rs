//! The replies of an operation, and how a list goes on.

use specwright::ir::{Advance, Failure, Field, Operation, PagePath, Pages, ReplyKind, Statuses, Success};

use super::Book;
use super::layout::{Home, NamedType, below, in_reply, in_request};
use super::markdown::{Page, blocks, code};
use super::operation::whole_model;
use super::samples;
use super::words::Words;

impl Book<'_> {
    pub(super) fn reply(&self, page: &mut Page, operation: &Operation) {
        page.heading(2, self.say(Words::Reply));
        match operation.reply_kind() {
            ReplyKind::Text => page.block(self.say(Words::ReplyText)),
            ReplyKind::Bytes => page.block(self.say(Words::ReplyBytes)),
            ReplyKind::Nothing => page.block(self.say(Words::NoReply)),
            ReplyKind::Value(ty) | ReplyKind::Optional(ty) => self.whole(page, ty, Words::ReplyIs),
            ReplyKind::ByStatus(successes) => self.by_status(page, successes),
        }
        if let Some(media_type) = &operation.accept {
            page.block(&self.fill(Words::ReplyAccept, &[&code(media_type)]));
        }
        if !operation.data.is_empty() {
            page.block(&self.fill(Words::ReplyData, &[&code(&dotted(&operation.data))]));
        }
        if operation.no_content {
            page.block(self.say(Words::ReplyNoContent));
        }
        for ty in operation.success_types() {
            page.code("json", &samples::reply(self.api, operation, ty));
        }
        if let Some(pages) = &operation.pages {
            self.pages(page, operation, pages);
        }
        self.headers(page, operation);
        self.failures(page, operation);
        let home = Home::Operation(operation.name.clone());
        let mut seen: Vec<NamedType> =
            in_request(self.api, operation).into_iter().map(|place| place.ty).collect();
        let root = operation.reply.as_ref().filter(|_| operation.data.is_empty()).and_then(whole_model);
        self.places(page, &home, in_reply(self.api, operation), root, &mut seen);
        page.block(&self.envelope("../errors.md"));
    }

    fn by_status(&self, page: &mut Page, successes: &[Success]) {
        page.block(self.say(Words::RepliesByStatus));
        let item = |success: &Success| {
            let value = match &success.ty {
                Some(ty) => self.ty(ty),
                None => self.say(Words::NoValue).to_owned(),
            };
            let doc = success.docs.doc.as_deref().map(|doc| format!("\n\n{}", blocks(doc)));
            let colon = self.say(Words::Colon);
            format!("{}{colon}{value}{}", code(&success.status.to_string()), doc.unwrap_or_default())
        };
        page.list(&successes.iter().map(item).collect::<Vec<_>>());
    }

    fn headers(&self, page: &mut Page, operation: &Operation) {
        if operation.reply_headers.is_empty() {
            return;
        }
        page.block(self.say(Words::ReplyHeaders));
        let item = |header: &Field| {
            let doc = header.docs.doc.as_deref().map(|doc| format!("\n\n{}", blocks(doc)));
            let colon = self.say(Words::Colon);
            format!("{}{colon}{}{}", code(&header.wire), self.ty(&header.ty), doc.unwrap_or_default())
        };
        page.list(&operation.reply_headers.iter().map(item).collect::<Vec<_>>());
    }

    fn failures(&self, page: &mut Page, operation: &Operation) {
        if operation.failures.is_empty() {
            return;
        }
        page.block(self.say(Words::FailureBodies));
        let item = |failure: &Failure| {
            let status = match failure.statuses {
                Statuses::One(_) | Statuses::Range(_) => code(&failure.statuses.to_string()),
                Statuses::Others => self.say(Words::AnyOtherStatus).to_owned(),
            };
            let doc = failure.docs.doc.as_deref().map(|doc| format!("\n\n{}", blocks(doc)));
            let colon = self.say(Words::Colon);
            format!("{status}{colon}{}{}", self.ty(&failure.ty), doc.unwrap_or_default())
        };
        page.list(&operation.failures.iter().map(item).collect::<Vec<_>>());
    }

    fn pages(&self, page: &mut Page, operation: &Operation, pages: &Pages) {
        page.block(&self.fill(Words::PagesFact, &[&code(&operation.on_client(&operation.pages_method()))]));
        let path = |path: &PagePath| code(&path.dotted());
        let mut facts = Vec::new();
        facts.push(match pages.items.0.as_slice() {
            [] => self.say(Words::PagesItemsWhole).to_owned(),
            [..] => self.fill(Words::PagesItems, &[&path(&pages.items)]),
        });
        facts.push(match &pages.advance {
            Advance::Offset(field) => self.fill(Words::PagesOffset, &[&path(field)]),
            Advance::Page(field) => self.fill(Words::PagesPage, &[&path(field)]),
            Advance::Cursor { cursor, next } => self.fill(Words::PagesCursor, &[&path(next), &path(cursor)]),
            Advance::Link => self.say(Words::PagesLink).to_owned(),
        });
        let of_all = match pages.advance {
            Advance::Page(_) => Words::PagesTotalPages,
            Advance::Offset(_) | Advance::Cursor { .. } | Advance::Link => Words::PagesTotal,
        };
        facts.extend(pages.total.as_ref().map(|total| self.fill(of_all, &[&path(total)])));
        facts.extend(pages.more.as_ref().map(|more| self.fill(Words::PagesMore, &[&path(more)])));
        page.list(&facts);
    }
}

/// Keys that lead to a value: `result.track`.
fn dotted(keys: &[String]) -> String {
    keys.iter().fold(String::new(), |path, key| below(&path, key))
}
