//! Changes of what an operation sends and receives: the request, its format and its envelope, and the reply.

use super::OperationPair;
use crate::changes::collector::{Collector, Draft};
use crate::changes::{Direction, Effect, Kind, Verdict, types};
use specwright::emit;
use specwright::ir::{
    Api, Body, Field, Input, Location, ModelId, Need, Operation, ReplyBody, Statuses, Type, Wrap,
};
use specwright::names;
use specwright::phrase;

pub(super) fn compare(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    request(both, found);
    found.extend(form(both));
    found.extend(wrap(both));
    found.extend(data(both));
    reply(both, found);
    failures(both, found);
    reply_headers(both, found);
    let form = reply_body(both, found);
    found.extend(form);
}

fn request(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let (before, after) = (&both.before.input, &both.after.input);
    let base = &both.pairs.base;
    let (old, new) = match (before, after) {
        // The body is one of its fields.
        (Input::Parameters(_), Input::Parameters(_)) | (Input::None, Input::None) => return,
        (old, new) => (content(both.pairs.old, old), content(both.pairs.new, new)),
    };
    let new_type = new.map(|ty| both.pairs.translated(ty));
    if matches!((before, after), (Input::Whole(_), Input::Whole(_))) && old == new_type.as_ref() {
        return;
    }
    let (wire, limits) = match (old, &new_type) {
        (Some(old), Some(new)) => types::request(base, old, new),
        (None, Some(_)) => (
            Verdict::breaking("Old clients send no body, and a server of the new spec requires one."),
            Verdict::none("No limit changes."),
        ),
        (Some(_), None) => (
            Verdict::breaking("Old clients send a body, which a server of the new spec does not expect."),
            Verdict::none("No limit changes."),
        ),
        (None, None) => (Verdict::none("There is no body."), Verdict::none("No limit changes.")),
    };
    let wire = match (before, after) {
        (Input::Parameters(id), _) if has_parameters(both.pairs.old, *id, |_| true) => {
            Verdict::breaking("Old clients send parameters, which a server of the new spec does not expect.")
        }
        (_, Input::Parameters(id)) if has_parameters(both.pairs.new, *id, is_required) => Verdict::breaking(
            "Old clients do not send the parameters that a server of the new spec requires.",
        ),
        (Input::None, _) if both.after.has_optional_body(both.pairs.new) => {
            Verdict::compatible("Old clients send no body, which is not required.")
        }
        (Input::Parameters(_), Input::Whole(_)) if both.before.has_optional_body(both.pairs.old) => {
            Verdict::breaking("Old clients may send no body, and a server of the new spec requires one.")
        }
        _ => wire,
    };
    let words = |api: &Api, operation: &Operation| match &operation.input {
        Input::None => None,
        Input::Whole(ty) => Some(phrase::ty(api, ty)),
        Input::Parameters(id) if !has_parameters(api, *id, |_| true) => {
            let or_nothing = if operation.has_optional_body(api) { ", or nothing" } else { "" };
            operation.body_type(api).map(|ty| format!("{}{or_nothing}", phrase::ty(api, ty)))
        }
        Input::Parameters(id) => {
            let fields = api.models[*id].fields.iter().map(|field| format!("`{}`", field.wire));
            Some(format!("parameters: {}", fields.collect::<Vec<_>>().join(", ")))
        }
    };
    let rust = signature(both, found, 0);
    let draft = both
        .draft(Kind::RequestTypeChanged, "request", Direction::Request)
        .old(words(both.pairs.old, both.before))
        .became(words(both.pairs.new, both.after));
    found.push(draft.rust(rust).wire(wire).limits(limits));
}

fn form(both: &OperationPair<'_, '_>) -> Option<Draft> {
    let (old, new) = (both.before.body, both.after.body);
    let words = |operation: &Operation| match operation.body {
        Body::Empty => "empty".to_owned(),
        Body::Json => "JSON".to_owned(),
        Body::Form => "a form".to_owned(),
        Body::NestedForm => "a nested form".to_owned(),
        Body::Multipart => "multipart".to_owned(),
        Body::Text => format!("text of the type {}", operation.text_content_type()),
        Body::Bytes => "bytes".to_owned(),
    };
    let (old_words, new_words) = (words(both.before), words(both.after));
    // Whether there is a body follows from its type.
    let changed = old_words != new_words && old != Body::Empty && new != Body::Empty;
    changed.then(|| {
        let rust = if new == Body::Multipart {
            Verdict::breaking(format!(
                "`Client::{}` is behind the feature `multipart`: code that calls it does not compile without it.",
                both.after.on_client(both.after.method_name())
            ))
        } else {
            Verdict::none("No item of the Rust API changes.")
        };
        both.draft(Kind::BodyFormChanged, "body", Direction::Request)
            .rust(rust)
            .old(Some(old_words))
            .became(Some(new_words))
            .wire(Verdict::breaking("A server of the new spec cannot read the form that old clients send."))
    })
}

fn wrap(both: &OperationPair<'_, '_>) -> Option<Draft> {
    let (old, new) = (&both.before.wrap, &both.after.wrap);
    let words = |wrap: &Option<Wrap>| wrap.as_ref().map(written);
    (old != new).then(|| {
        let breaking = "A server of the new spec expects a changed envelope of the request.";
        let draft = both.draft(Kind::WrapChanged, "wrap", Direction::Request);
        draft.old(words(old)).became(words(new)).wire(Verdict::breaking(breaking))
    })
}

fn data(both: &OperationPair<'_, '_>) -> Option<Draft> {
    let (old, new) = (&both.before.data, &both.after.data);
    let has_value = |operation: &Operation| operation.success_types().next().is_some();
    let is_read = has_value(both.before) && has_value(both.after);
    let words = |keys: &Vec<String>| match keys.as_slice() {
        [] => "the whole body".to_owned(),
        keys => keys.join("."),
    };
    (old != new && is_read).then(|| {
        let breaking = "Old clients look for the value of the reply in another place.";
        let draft = both.draft(Kind::DataChanged, "data", Direction::Reply);
        draft.old(Some(words(old))).became(Some(words(new))).wire(Verdict::breaking(breaking))
    })
}

/// The types of failures, by status.
fn failures(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let base = &both.pairs.base;
    let words = |failures: &[(Statuses, Type)]| {
        let one = |(statuses, ty): &(Statuses, Type)| format!("{statuses}: {}", phrase::ty(base, ty));
        (!failures.is_empty()).then(|| failures.iter().map(one).collect::<Vec<_>>().join(", "))
    };
    let old: Vec<(Statuses, Type)> =
        both.before.failures.iter().map(|failure| (failure.statuses, failure.ty.clone())).collect();
    let new: Vec<(Statuses, Type)> = both
        .after
        .failures
        .iter()
        .map(|failure| (failure.statuses, both.pairs.translated(&failure.ty)))
        .collect();
    if old == new {
        return;
    }
    let kept = old.iter().all(|failure| new.contains(failure));
    let wire = if kept {
        Verdict::compatible("Old clients do not read the body of such a failure.")
    } else {
        Verdict::breaking("Old clients read the body of a failure as another type.")
    };
    let draft = both.draft(Kind::FailuresChanged, "failures", Direction::Reply);
    found.push(draft.old(words(&old)).became(words(&new)).wire(wire));
}

/// The types of headers, by name.
fn reply_headers(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let base = &both.pairs.base;
    type Headers = Vec<(String, Type)>;
    let words = |headers: &Headers| {
        let one = |(name, ty): &(String, Type)| format!("{name}: {}", phrase::ty(base, ty));
        (!headers.is_empty()).then(|| headers.iter().map(one).collect::<Vec<_>>().join(", "))
    };
    let named = |headers: &[Field], ty: &dyn Fn(&Type) -> Type| -> Headers {
        headers.iter().map(|header| (header.wire.to_ascii_lowercase(), ty(&header.ty))).collect()
    };
    let old = named(&both.before.reply_headers, &Type::clone);
    let new = named(&both.after.reply_headers, &|ty| both.pairs.translated(ty));
    if old == new {
        return;
    }
    let rust = if old.iter().all(|header| new.contains(header)) {
        Verdict::compatible("`reply_headers` has another constant.")
    } else {
        Verdict::breaking(
            "A constant of `reply_headers` is there no more, or of another type: code that reads it does not compile.",
        )
    };
    let is_read = |(name, ty): &(String, Type)| {
        let now = new.iter().find(|(other, _)| other == name);
        now.is_some_and(|(_, now)| types::reply(base, ty, now).effect != Effect::Breaking)
    };
    let wire = if old.iter().all(is_read) {
        Verdict::compatible("Old clients read what they know of the headers.")
    } else {
        Verdict::breaking("Old clients look for a header that is there no more, or read it as another type.")
    };
    found.explained.operation(both.after);
    found.explained.named_type("reply_headers", "reply_headers");
    let draft = both.draft(Kind::ReplyHeadersChanged, "reply_headers", Direction::Reply);
    found.push(draft.old(words(&old)).became(words(&new)).rust(rust).wire(wire));
}

/// The form of the reply, and the media type that is asked for.
fn reply_body(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) -> Option<Draft> {
    let said = |operation: &Operation| (operation.reply_body, operation.accept.clone());
    if said(both.before) == said(both.after) {
        return None;
    }
    let words = |operation: &Operation| {
        let form = match operation.reply_body {
            ReplyBody::Json => "JSON",
            ReplyBody::Text => "text",
            ReplyBody::Bytes => "bytes",
        };
        let accept = operation.accept.as_ref().map(|accept| format!(" of the type {accept}"));
        Some(format!("{form}{}", accept.unwrap_or_default()))
    };
    let rust = signature(both, found, 1);
    let draft = both.draft(Kind::ReplyTypeChanged, "reply_body", Direction::Reply);
    let breaking =
        Verdict::breaking("Old clients cannot read the form of the reply, or ask for another one.");
    Some(draft.old(words(both.before)).became(words(both.after)).rust(rust).wire(breaking))
}

/// What successes have, as far as it is compared.
#[derive(PartialEq)]
enum Successes {
    /// The same, whatever the status.
    Any(Value),
    ByStatus(Vec<(u16, Value)>),
}

#[derive(Clone, PartialEq)]
struct Value {
    ty: Option<Type>,
    /// Whether there can be nothing: no body, or null.
    or_nothing: bool,
}

impl Successes {
    fn of(operation: &Operation, ty: impl Fn(&Type) -> Type) -> Successes {
        if operation.replies.is_empty() {
            let ty = operation.reply.as_ref().map(ty);
            return Successes::Any(Value { ty, or_nothing: operation.no_content });
        }
        let values = operation.replies.iter().map(|success| {
            let ty = success.ty.as_ref().map(&ty);
            (success.status, Value { or_nothing: ty.is_none(), ty })
        });
        Successes::ByStatus(values.collect())
    }

    /// What a client of them reads with a status; `None` if it does not know the status.
    fn at(&self, status: u16) -> Option<&Value> {
        match self {
            Successes::Any(value) => Some(value),
            Successes::ByStatus(values) => {
                values.iter().find(|(known, _)| *known == status).map(|(_, value)| value)
            }
        }
    }

    fn words(&self, api: &Api) -> Option<String> {
        match self {
            Successes::Any(Value { ty, or_nothing }) => {
                let or_none = if *or_nothing { ", or nothing" } else { "" };
                ty.as_ref().map(|ty| format!("{}{or_none}", phrase::ty(api, ty)))
            }
            Successes::ByStatus(values) => {
                let value = |value: &Value| {
                    value.ty.as_ref().map_or_else(|| "nothing".to_owned(), |ty| phrase::ty(api, ty))
                };
                let words = values.iter().map(|(status, one)| format!("{status}: {}", value(one)));
                Some(words.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The effect on clients of `self` that a server sends the others.
    fn read(&self, api: &Api, sent: &Successes) -> Verdict {
        let unknown = || Verdict::compatible("Old clients read a success with another status as `Unknown`.");
        let verdicts: Vec<Verdict> = match (self, sent) {
            (Successes::ByStatus(known), Successes::Any(sent)) => {
                known.iter().map(|(_, value)| value.read(api, sent)).collect()
            }
            (Successes::Any(_) | Successes::ByStatus(_), Successes::ByStatus(sent)) => {
                let read = |(status, sent): &(u16, Value)| match self.at(*status) {
                    Some(value) => value.read(api, sent),
                    None => unknown(),
                };
                sent.iter().map(read).collect()
            }
            (Successes::Any(value), Successes::Any(sent)) => vec![value.read(api, sent)],
        };
        // Of several that are equally severe, the first.
        let worst = verdicts.into_iter().rev().max_by_key(|verdict| verdict.effect);
        worst.unwrap_or_else(unknown)
    }
}

impl Value {
    /// The effect on clients that read this value of a server that sends the other one.
    fn read(&self, api: &Api, sent: &Value) -> Verdict {
        match (&self.ty, &sent.ty) {
            (Some(_), Some(_)) if sent.or_nothing && !self.or_nothing => {
                Verdict::breaking("Old clients cannot read a reply without its content.")
            }
            (Some(old), Some(new)) => types::reply(api, old, new),
            (None, _) => Verdict::compatible("Old clients ignore the reply's body."),
            (Some(_), None) if self.or_nothing && sent.or_nothing => {
                Verdict::compatible("Old clients read that there is no value.")
            }
            (Some(_), None) => Verdict::breaking("Old clients cannot read a reply without its content."),
        }
    }
}

fn reply(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let old = Successes::of(both.before, Type::clone);
    let new = Successes::of(both.after, |ty| both.pairs.translated(ty));
    if old == new {
        return;
    }
    let base = &both.pairs.base;
    let (key, rust) = match (&old, &new) {
        (Successes::ByStatus(old), Successes::ByStatus(new)) => ("replies", variants(both, found, old, new)),
        (_, Successes::ByStatus(_)) => ("replies", signature(both, found, 1)),
        (_, Successes::Any(_)) => ("reply", signature(both, found, 1)),
    };
    let draft = both
        .draft(Kind::ReplyTypeChanged, key, Direction::Reply)
        .old(old.words(base))
        .became(new.words(base));
    found.push(draft.rust(rust).wire(old.read(base, &new)));
}

/// The effect on code of other variants of the enum of replies.
fn variants(
    both: &OperationPair<'_, '_>,
    found: &mut Collector<'_>,
    old: &[(u16, Value)],
    new: &[(u16, Value)],
) -> Verdict {
    found.explained.operation(both.before);
    found.explained.operation(both.after);
    let name = names::reply_enum(&both.after.name);
    match old.iter().all(|success| new.contains(success)) {
        true => Verdict::compatible(format!("`{name}` has another variant.")),
        false => Verdict::breaking(format!(
            "A variant of `{name}` is there no more, or holds another type: code that matches it does not compile."
        )),
    }
}

/// The effect on code of another type of the request (0) or of the reply (1).
fn signature(both: &OperationPair<'_, '_>, found: &mut Collector<'_>, part: usize) -> Verdict {
    found.explained.operation(both.before);
    found.explained.operation(both.after);
    let old = emit::signature(&both.pairs.renamed, both.before);
    let new = emit::signature(both.pairs.new, both.after);
    match (old.get(part), new.get(part)) {
        (Some(old), Some(new)) if old != new => {
            let what = if part == 0 { "takes" } else { "returns" };
            Verdict::breaking(format!(
                "`Client::{}` {what} `{new}` and not `{old}`: code that calls it does not compile.",
                both.after.on_client(both.after.method_name())
            ))
        }
        _ => Verdict::none("The types have the same names in Rust."),
    }
}

/// What is sent as the body.
fn content<'a>(api: &'a Api, input: &'a Input) -> Option<&'a Type> {
    match input {
        Input::None => None,
        Input::Whole(ty) => Some(ty),
        Input::Parameters(id) => {
            let mut fields = api.models[*id].fields.iter();
            fields.find(|field| field.location == Location::Body).map(|field| &field.ty)
        }
    }
}

/// Whether there are such parameters.
fn has_parameters(api: &Api, id: ModelId, is_such: impl Fn(&Field) -> bool) -> bool {
    api.models[id].fields.iter().any(|field| field.location != Location::Body && is_such(field))
}

fn is_required(field: &Field) -> bool {
    field.presence.need != Need::Optional
}

/// The envelope of a request, with `$request` in the place of the request, as in the spec.
fn written(wrap: &Wrap) -> String {
    wrap.around("$request".into()).to_string()
}
