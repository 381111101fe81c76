//! Replies.

use super::body::is_json;
use super::{headers, pages, plain};
use crate::import::draft::{Failure, Operation, Owner, Place, Success, Ty};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::Import;
use specwright::ir;

/// A reply with its status, as the document writes it.
type Reply<'d> = (&'d str, Part<'d>);

impl<'d> Import<'d> {
    pub(super) fn reply(&mut self, operation: &Part<'d>, made: &mut Operation, owner: Owner) {
        let all = self.replies(operation);
        let has_success = all.iter().any(|(status, _)| status.starts_with('2'));
        let is_success = |status: &str| status.starts_with('2') || status == "default" && !has_success;
        let (mut successes, failures): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(status, _)| is_success(status));
        successes.sort_by_key(|(status, _)| *status);
        let is_informal = |(status, _): &Reply<'d>| status.starts_with(['1', '3']);
        let (other, failures): (Vec<_>, Vec<_>) = failures.into_iter().partition(is_informal);
        let has_content = |(_, reply): &&Reply<'d>| json(reply).is_some();
        let chosen = successes.iter().find(has_content).or(successes.first()).cloned();
        let mut has_link = false;
        if let Some((status, reply)) = &chosen {
            has_link = headers::find(reply, "link").is_some();
            self.reply_headers(reply, &[], has_link, made, owner);
            self.reply_rest(reply);
            let is_by_status = differ(&successes) && made.method != "HEAD";
            if is_by_status {
                self.by_status(&successes, made, owner);
            } else if made.method != "HEAD" {
                // The reply to a HEAD request has no body.
                self.success(reply, made, owner);
            }
            successes.retain(|(other, _)| other != status);
            if is_by_status {
                let mut before = vec![reply];
                for (_, other) in &successes {
                    self.reply_headers(other, &before, false, made, owner);
                    self.reply_rest(other);
                    before.push(other);
                }
            } else {
                self.further(&successes, reply, made);
            }
        }
        for (status, reply) in other {
            if reply.get("content").is_some() {
                self.lose(Loss::ErrorReply, &reply.at, format!("status {status}"));
            }
        }
        for (status, reply) in failures {
            self.failure(status, &reply, made, owner);
        }
        self.work();
        if !made.no_content && made.replies.is_empty() {
            made.pages = pages::of(&self.draft, made, has_link);
        }
    }

    fn replies(&mut self, operation: &Part<'d>) -> Vec<Reply<'d>> {
        let mut all: Vec<Reply<'d>> = Vec::new();
        for (status, reply) in operation.get("responses").iter().flat_map(Part::members) {
            if status.starts_with("x-") {
                self.lose(Loss::Extension, &reply.at, status);
            } else if let Some(reply) = self.followed(reply) {
                all.push((status, reply));
            }
        }
        all
    }

    fn success(&mut self, reply: &Part<'d>, made: &mut Operation, owner: Owner) {
        let media: Vec<Reply<'d>> = reply.get("content").iter().flat_map(Part::members).collect();
        let Some((name, chosen)) = json(reply) else {
            self.other_success(&media, made);
            return;
        };
        for (other, part) in media.iter().filter(|(other, _)| *other != name) {
            self.lose(Loss::FurtherReplyType, &part.at, *other);
        }
        self.examples_of(&chosen);
        let Some(schema) = chosen.get("schema") else {
            made.reply = Some(Ty::JSON);
            return;
        };
        let place = Place { owner, word: "reply".to_owned() };
        let typed = self.whole(schema, &place, &mut made.untyped);
        made.no_content = typed.nullable;
        made.reply = Some(typed.ty);
    }

    /// Successes whose types differ by status.
    fn by_status(&mut self, successes: &[Reply<'d>], made: &mut Operation, owner: Owner) {
        for (status, reply) in successes {
            let Some(number) = number(status) else { continue };
            let mut success = Success { status: number, ty: None, doc: doc(reply) };
            let media: Vec<Reply<'d>> = reply.get("content").iter().flat_map(Part::members).collect();
            match json(reply).filter(|_| !is_bodiless(status)) {
                Some((name, chosen)) => {
                    for (other, part) in media.iter().filter(|(other, _)| *other != name) {
                        self.lose(Loss::FurtherReplyType, &part.at, *other);
                    }
                    self.examples_of(&chosen);
                    success.ty = Some(self.value(&chosen, number, made, owner));
                }
                None if media.is_empty() => {}
                None => {
                    self.lose(Loss::FurtherReply, &reply.at, format!("status {status}"));
                    continue;
                }
            }
            made.replies.push(success);
        }
    }

    /// The type of the value of a success with a status.
    fn value(&mut self, media: &Part<'d>, status: u16, made: &mut Operation, owner: Owner) -> Ty {
        let Some(schema) = media.get("schema") else { return Ty::JSON };
        let variant = ir::Success { status, ty: None, docs: ir::Docs::default() }.variant();
        let place = Place { owner, word: format!("{variant} reply") };
        let at = schema.at.clone();
        let typed = self.whole(schema, &place, &mut made.untyped);
        if typed.nullable && typed.ty != Ty::JSON {
            self.lose(Loss::NullBody, &at, format!("status {status}"));
        }
        typed.ty
    }

    /// A success that is not JSON.
    fn other_success(&mut self, media: &[Reply<'d>], made: &mut Operation) {
        let mut media = media.iter();
        let Some((name, chosen)) = media.next() else { return };
        for (other, part) in media {
            self.lose(Loss::FurtherReplyType, &part.at, *other);
        }
        self.examples_of(chosen);
        // A range such as `image/*` names no media type for `accept`.
        let media = Some(plain::essence(name)).filter(|media| specwright_runtime::is_media_type(media));
        made.other_reply = Some((plain::form(name, chosen), media.map(str::to_owned)));
    }

    /// The other successes: without a body, or with another value.
    fn further(&mut self, others: &[Reply<'d>], chosen: &Part<'d>, made: &mut Operation) {
        let schema =
            |reply: &Part<'d>| json(reply).and_then(|(_, media)| media.get("schema")).map(|part| part.value);
        for (status, reply) in others {
            self.lost_headers(reply);
            self.reply_rest(reply);
            let is_empty = reply.get("content").is_none_or(|content| content.value.members().is_empty());
            if is_empty {
                made.no_content |= made.reply.as_ref().is_some_and(|ty| *ty != Ty::JSON);
            } else if schema(reply) != schema(chosen) {
                self.lose(Loss::FurtherReply, &reply.at, format!("status {status}"));
            }
        }
    }

    fn failure(&mut self, status: &'d str, reply: &Part<'d>, made: &mut Operation, owner: Owner) {
        self.lost_headers(reply);
        self.reply_rest(reply);
        let media: Vec<Reply<'d>> = reply.get("content").iter().flat_map(Part::members).collect();
        // The ranges are written with capital letters, but not by everybody.
        let upper = status.to_ascii_uppercase();
        let status = if matches!(upper.as_str(), "4XX" | "5XX") { upper } else { status.to_owned() };
        let is_status = matches!(status.as_str(), "default" | "4XX" | "5XX")
            || status.parse::<u16>().is_ok_and(|status| (400..=599).contains(&status));
        let Some((name, chosen)) = json(reply).filter(|_| is_status && made.method != "HEAD") else {
            if !media.is_empty() {
                self.lose(Loss::ErrorReply, &reply.at, format!("status {status}"));
            }
            return;
        };
        for (other, part) in media.iter().filter(|(other, _)| *other != name) {
            self.lose(Loss::FurtherReplyType, &part.at, *other);
        }
        self.examples_of(&chosen);
        let Some(schema) = chosen.get("schema") else { return };
        let typed = self.typed(schema, &Place { owner, word: "error".to_owned() });
        self.describe(&typed);
        if typed.ty != Ty::JSON {
            made.failures.push(Failure { status, ty: typed.ty, doc: doc(reply) });
        }
    }

    /// Reports the examples of a whole body.
    pub(super) fn examples_of(&mut self, media: &Part<'d>) {
        for keyword in ["example", "examples"] {
            if let Some(example) = media.get(keyword) {
                self.lose(Loss::Example, &example.at, "an example of a whole body");
            }
        }
    }

    /// The headers of a failure, or of a further success.
    fn lost_headers(&mut self, reply: &Part<'d>) {
        for (name, header) in reply.get("headers").iter().flat_map(Part::members) {
            self.lose(Loss::ReplyHeader, &header.at, name);
        }
    }

    fn reply_rest(&mut self, reply: &Part<'d>) {
        for (name, link) in reply.get("links").iter().flat_map(Part::members) {
            self.lose(Loss::Link, &link.at, name);
        }
        for (name, inner) in reply.members().filter(|(name, _)| name.starts_with("x-")) {
            self.lose(Loss::Extension, &inner.at, name);
        }
    }
}

/// Whether the values of these successes differ by status: each has a status of its own, and two have JSON of different schemas.
fn differ(successes: &[Reply<'_>]) -> bool {
    let values = successes.iter().filter(|(status, _)| !is_bodiless(status));
    let mut schemas = values.filter_map(|(_, reply)| {
        let (_, media) = json(reply)?;
        Some(media.get("schema").map(|schema| schema.value))
    });
    let first = schemas.next();
    schemas.any(|schema| Some(schema) != first)
        && successes.iter().all(|(status, _)| number(status).is_some())
}

/// The status of a success, if it is one status.
fn number(status: &str) -> Option<u16> {
    status.parse().ok().filter(|status| (200..300).contains(status))
}

/// Whether HTTP allows no body with a status.
fn is_bodiless(status: &str) -> bool {
    matches!(status, "204" | "205")
}

fn doc(reply: &Part<'_>) -> Option<String> {
    let doc = reply.text("description").map(str::trim).filter(|text| !text.is_empty());
    doc.map(str::to_owned)
}

/// The JSON of a reply: the plain media type before others.
fn json<'d>(reply: &Part<'d>) -> Option<Reply<'d>> {
    let content = reply.get("content")?;
    let mut all = content.members().filter(|(name, _)| is_json(name) && !name.contains("stream"));
    let first = all.next()?;
    let plain = content.members().find(|(name, _)| *name == "application/json");
    Some(plain.unwrap_or(first))
}
