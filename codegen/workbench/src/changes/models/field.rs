//! What changed about a field that both specs have.

use super::field_pair::FieldPair;
use super::model_pair::ModelPair;
use super::{limits, presence, values};
use crate::changes::collector::{Collector, Draft};
use crate::changes::{Kind, Verdict, docs, types};
use specwright::ir::{Field, Location, Model, Type};
use specwright::phrase;
use specwright_runtime::ListStyle;

pub(super) fn compare(both: &ModelPair<'_, '_>, old: &Field, new: &Field, found: &mut Collector<'_>) {
    let (at, node) = both.place(new);
    let pair = FieldPair { both, old, new, at, node };
    // The marker follows the Rust name.
    let Field {
        wire: _,
        ident: _,
        marker: _,
        group_file: _,
        docs,
        ty,
        nullable: _,
        presence: _,
        constant: _,
        default: _,
        example,
        limits: _,
        after: _,
        tolerate: _,
        also_read: _,
        style,
        secret: _,
        discouraged: _,
        unless_empty: _,
        location,
        // It follows from the path, whose change is reported.
        is_path_part: _,
        is_in_form: _,
    } = new;
    names(&pair, found);
    if old.location != *location {
        self::location(&pair, found);
    }
    if old.style != *style {
        let words = |field: &Field| Some(format!("as in `{}`", field.style.example()));
        let draft = pair.draft(Kind::StyleChanged, "style").old(words(old)).became(words(new));
        found.push(
            draft.rust(Verdict::none("No item of the Rust API changes.")).wire(style_verdict(old, new)),
        );
    }
    if old.ty != *ty {
        self::ty(&pair, found);
    }
    presence::compare(&pair, found);
    values::compare(&pair, found);
    limits::compare(&pair, found);
    docs::compare(&pair.at, &pair.node, both.directions.direction(), (&old.docs, docs), found);
    if old.example != *example {
        let shown = |field: &Field| {
            let example = field.example.as_ref().filter(|_| !old.secret && !new.secret);
            example.map(|example| format!("example: {example}"))
        };
        found.push(pair.draft(Kind::DocsChanged, "example").old(shown(old)).became(shown(new)));
    }
}

/// What another form of a list means for requests. One element alone is written as a value that is not a list.
fn style_verdict(old: &Field, new: &Field) -> Verdict {
    let is_alone = match new.style {
        ListStyle::Repeated => true,
        // A text may have the sign that separates the elements.
        ListStyle::Comma | ListStyle::Space | ListStyle::Pipe => old.ty != Type::TEXT,
        ListStyle::Brackets | ListStyle::Json => false,
    };
    if is_alone && !matches!(old.ty, Type::List(_)) {
        Verdict::none("Old clients send one value, which is a list of one element in this form.")
    } else {
        Verdict::breaking("A server of the new spec expects the elements of the list in another form.")
    }
}

/// The wire key, the Rust name, or both.
fn names(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (pair.old, pair.new);
    let (wire, ident) = (old.wire != new.wire, old.ident != new.ident);
    let kind = match (wire, ident) {
        (false, false) => return,
        (true, true) => Kind::FieldRenamed,
        (true, false) => Kind::WireKeyChanged,
        (false, true) => Kind::RustNameChanged,
    };
    let rust = pair.both.trial(found, &[&old.wire], |model| rename(model, old, new));
    let rust = if ident {
        let (model, old, new) = (&pair.both.after.name, &old.ident, &new.ident);
        rust.because(format!("`{model}::{old}` is called `{new}`: code that names it does not compile."))
    } else {
        rust
    };
    let does_not_travel = match new.location {
        Location::Path => Some("Names of path parameters are not sent."),
        Location::Header if old.wire.eq_ignore_ascii_case(&new.wire) => {
            Some("Names of headers are the same in either case.")
        }
        _ if !wire => Some("Rust names are not sent."),
        _ => None,
    };
    let verdict = match does_not_travel {
        Some(reason) => Verdict::none(reason),
        None => pair.both.directions.wire(
            Verdict::breaking(format!(
                "Old clients send `{}`, which a server of the new spec refuses.",
                old.wire
            )),
            Verdict::breaking(format!("Old clients look for `{}` and do not find it.", old.wire)),
        ),
    };
    let (shown_old, shown_new) = if wire { (&old.wire, &new.wire) } else { (&old.ident, &new.ident) };
    let (old_at, _) = pair.both.old_place(old);
    let node = if wire { pair.node.clone() } else { pair.node.key("name") };
    let draft = Draft::new(kind, old_at, node)
        .old(Some(format!("`{shown_old}`")))
        .became(Some(format!("`{shown_new}`")))
        .direction(pair.both.directions.direction())
        .rust(rust)
        .wire(verdict);
    found.push(draft);
}

fn location(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let words = |field: &Field| match field.location {
        Location::Object => "in the body",
        Location::Path => "in the path",
        Location::Query => "in the query",
        Location::Header => "in a header",
        Location::Body => "the body",
    };
    let rust = pair.trial(found, |field| field.location = pair.new.location.clone());
    let draft = Draft::new(Kind::PlaceChanged, &pair.at, pair.node.clone())
        .old(Some(words(pair.old)))
        .became(Some(words(pair.new)))
        .direction(pair.both.directions.direction())
        .rust(rust)
        .wire(Verdict::breaking(
            "Old clients send it at a place where a server of the new spec does not look.",
        ));
    found.push(draft);
}

fn ty(pair: &FieldPair<'_, '_, '_>, found: &mut Collector<'_>) {
    let (old, new) = (&pair.old.ty, &pair.new.ty);
    let base = &pair.both.pairs.base;
    let rust = pair.trial(found, |field| field.ty = new.clone());
    let (request, limits) = request_verdicts(pair);
    let reply = types::reply(base, old, new);
    let is_body = pair.new.location == Location::Body;
    let draft = if is_body {
        Draft::new(Kind::RequestTypeChanged, &pair.at, pair.node.clone())
            .direction(pair.both.directions.direction())
    } else {
        pair.draft(Kind::TypeChanged, "type")
    };
    let draft = draft
        .old(Some(phrase::ty(base, old)))
        .became(Some(phrase::ty(base, new)))
        .rust(rust)
        .wire(pair.both.directions.wire(request, reply))
        .limits(pair.both.directions.limits(limits));
    found.push(draft);
}

/// What another type means for requests: for the wire, and for the limits.
fn request_verdicts(pair: &FieldPair<'_, '_, '_>) -> (Verdict, Verdict) {
    let base = &pair.both.pairs.base;
    let (old, new) = (&pair.old.ty, &pair.new.ty);
    let is_text =
        |field: &Field| matches!(field.location, Location::Path | Location::Query | Location::Header);
    let (wire, limits) = if is_text(pair.old) && is_text(pair.new) {
        types::parameter(base, old, new)
    } else {
        types::request(base, old, new)
    };
    match types::integers(pair.old, pair.new) {
        Some(verdict) => (wire, verdict),
        None => (wire, limits),
    }
}

/// Gives a field its new names, also in constructors.
fn rename(model: &mut Model, old: &Field, new: &Field) {
    for constructor in &mut model.constructors {
        let required = constructor.required.iter_mut();
        for wire in required.chain(constructor.sets.iter_mut().map(|(wire, _)| wire)) {
            if *wire == old.wire {
                wire.clone_from(&new.wire);
            }
        }
    }
    if let Some(field) = model.fields.iter_mut().find(|field| field.wire == old.wire) {
        let Field { wire, ident, marker, .. } = new.clone();
        *field = Field { wire, ident, marker, ..field.clone() };
    }
}
