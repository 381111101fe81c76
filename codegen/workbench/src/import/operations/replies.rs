//! Replies.

use super::body::is_json;
use super::pages;
use crate::import::draft::{Operation, Owner, Place};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::Import;

impl<'d> Import<'d> {
    pub(super) fn reply(&mut self, operation: &Part<'d>, made: &mut Operation, owner: Owner) {
        let mut all: Vec<(&'d str, Part<'d>)> = Vec::new();
        for (status, reply) in operation.get("responses").iter().flat_map(Part::members) {
            if status.starts_with("x-") {
                self.lose(Loss::Extension, &reply.at, status);
            } else if let Some(reply) = self.followed(reply) {
                all.push((status, reply));
            }
        }
        let has_success = all.iter().any(|(status, _)| status.starts_with('2'));
        let is_success = |status: &str| status.starts_with('2') || status == "default" && !has_success;
        let mut successes: Vec<&(&'d str, Part<'d>)> =
            all.iter().filter(|(status, _)| is_success(status)).collect();
        successes.sort_by_key(|(status, _)| *status);
        let with_json = successes.iter().find(|(_, reply)| json(reply).is_some());
        let chosen = with_json.or(successes.first()).map(|(status, _)| *status);
        let mut has_link = false;
        for (status, reply) in &all {
            if Some(*status) == chosen {
                has_link = reply.get("headers").is_some_and(|headers| {
                    headers.members().any(|(name, _)| name.eq_ignore_ascii_case("link"))
                });
            } else if is_success(status) {
                let differs = json(reply).map(|(_, part)| part.value)
                    != with_json.and_then(|(_, reply)| json(reply)).map(|(_, part)| part.value);
                if differs {
                    self.lose(Loss::FurtherReply, &reply.at, format!("status {status}"));
                }
                continue;
            } else {
                if reply.get("content").is_some() {
                    self.lose(Loss::ErrorReply, &reply.at, format!("status {status}"));
                }
                continue;
            }
            self.reply_rest(reply, has_link);
        }
        if let Some((_, reply)) = successes.into_iter().find(|(status, _)| Some(*status) == chosen)
            && made.method != "HEAD"
        {
            self.success(reply, made, owner);
        }
        self.work();
        made.pages = pages::of(&self.draft, made, has_link);
    }

    fn success(&mut self, reply: &Part<'d>, made: &mut Operation, owner: Owner) {
        let media: Vec<(&'d str, Part<'d>)> = reply.get("content").iter().flat_map(Part::members).collect();
        let Some((name, chosen)) = json(reply) else {
            for (name, part) in media {
                self.lose(Loss::ReplyMediaType, &part.at, name);
            }
            return;
        };
        for (other, part) in media.iter().filter(|(other, _)| *other != name) {
            self.lose(Loss::FurtherReplyType, &part.at, *other);
        }
        for keyword in ["example", "examples"] {
            if let Some(example) = chosen.get(keyword) {
                self.lose(Loss::Example, &example.at, "an example of a whole reply");
            }
        }
        let Some(schema) = chosen.get("schema") else {
            return;
        };
        let at = schema.at.clone();
        let place = Place { owner, word: "reply".to_owned() };
        let typed = self.typed(schema, &place);
        self.describe(&typed);
        if typed.nullable {
            self.lose(Loss::NullReply, &at, "a reply that can be null");
        }
        made.reply = Some(typed.ty);
    }

    fn reply_rest(&mut self, reply: &Part<'d>, has_link: bool) {
        for (name, header) in reply.get("headers").iter().flat_map(Part::members) {
            if !(has_link && name.eq_ignore_ascii_case("link")) {
                self.lose(Loss::ReplyHeader, &header.at, name);
            }
        }
        for (name, link) in reply.get("links").iter().flat_map(Part::members) {
            self.lose(Loss::Link, &link.at, name);
        }
        for (name, inner) in reply.members().filter(|(name, _)| name.starts_with("x-")) {
            self.lose(Loss::Extension, &inner.at, name);
        }
    }
}

/// The JSON of a reply: the plain media type before others.
fn json<'d>(reply: &Part<'d>) -> Option<(&'d str, Part<'d>)> {
    let content = reply.get("content")?;
    let mut all = content.members().filter(|(name, _)| is_json(name) && !name.contains("stream"));
    let first = all.next()?;
    let plain = content.members().find(|(name, _)| *name == "application/json");
    Some(plain.unwrap_or(first))
}
