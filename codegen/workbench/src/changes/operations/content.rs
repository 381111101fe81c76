//! Changes of what an operation sends and receives: the request, its format and its envelope, and the reply.

use super::OperationPair;
use crate::changes::collector::{Collector, Draft};
use crate::changes::{Direction, Effect, Kind, Verdict, types};
use specwright::emit;
use specwright::ir::{
    Api, Body, Field, Input, Location, ModelId, Need, Operation, ReplyBody, Statuses, Type, Wrap,
};
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
    let is_read = both.before.reply.is_some() && both.after.reply.is_some();
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

fn reply(both: &OperationPair<'_, '_>, found: &mut Collector<'_>) {
    let new = both.after.reply.as_ref().map(|ty| both.pairs.translated(ty));
    let base = &both.pairs.base;
    let wire = match (&both.before.reply, &new) {
        (old, new) if old == new && both.before.no_content == both.after.no_content => return,
        (Some(_), Some(_)) if both.after.no_content && !both.before.no_content => {
            Verdict::breaking("Old clients cannot read a reply without its content.")
        }
        (Some(old), Some(new)) => types::reply(base, old, new),
        (None, _) => Verdict::compatible("Old clients ignore the reply's body."),
        (_, None) => Verdict::breaking("Old clients cannot read a reply without its content."),
    };
    let words = |ty: &Option<Type>, operation: &Operation| {
        let or_none = if operation.no_content { ", or nothing" } else { "" };
        ty.as_ref().map(|ty| format!("{}{or_none}", phrase::ty(base, ty)))
    };
    let rust = signature(both, found, 1);
    let draft = both
        .draft(Kind::ReplyTypeChanged, "reply", Direction::Reply)
        .old(words(&both.before.reply, both.before))
        .became(words(&new, both.after));
    found.push(draft.rust(rust).wire(wire));
}

/// The effect on code of another type of the request (0) or of the reply (1).
fn signature(both: &OperationPair<'_, '_>, found: &mut Collector<'_>, part: usize) -> Verdict {
    found.explained.operation(both.before);
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
