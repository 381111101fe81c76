//! A field that both specs have: what of it changed.

use specwright_runtime::Subject;

use super::{Both, limits, presence, values};
use crate::changes::found::{Draft, Found, Node};
use crate::changes::{Kind, Verdict, docs, types};
use specwright::ir::{Field, Location, Model, ScalarKind, Type};
use specwright::phrase;

/// A field in both specs.
pub(super) struct Pair<'f, 'p, 'a> {
    pub(super) both: &'f Both<'p, 'a>,
    pub(super) old: &'f Field,
    pub(super) new: &'f Field,
    at: String,
    node: Node,
}

pub(super) fn compare(both: &Both<'_, '_>, old: &Field, new: &Field, found: &mut Found<'_>) {
    let (at, node) = both.place(new);
    let pair = Pair { both, old, new, at, node };
    // The marker follows the Rust name.
    let Field {
        wire: _,
        ident: _,
        marker: _,
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
        secret: _,
        location,
    } = new;
    pair.names(found);
    if old.location != *location {
        pair.location(found);
    }
    if old.ty != *ty {
        pair.ty(found);
    }
    presence::compare(&pair, found);
    values::compare(&pair, found);
    limits::compare(&pair, found);
    docs::compare(&pair.at, &pair.node, both.ways.direction(), (&old.docs, docs), found);
    if old.example != *example {
        let shown = |field: &Field| {
            let example = field.example.as_ref().filter(|_| !old.secret && !new.secret);
            example.map(|example| format!("example: {example}"))
        };
        found.push(pair.draft(Kind::DocsChanged, "example").old(shown(old)).became(shown(new)));
    }
}

impl Pair<'_, '_, '_> {
    /// A change of the field; `key` is what says so in the spec.
    pub(super) fn draft(&self, kind: Kind, key: &str) -> Draft {
        let node = key.split('.').fold(self.node.clone(), |node, key| node.key(key));
        Draft::new(kind, &self.at, node).direction(self.both.ways.direction())
    }

    /// What an edit of the old field does to the Rust API.
    pub(super) fn trial(&self, found: &mut Found<'_>, edit: impl FnOnce(&mut Field)) -> Verdict {
        self.both.trial(found, |model| {
            if let Some(field) = model.fields.iter_mut().find(|field| field.wire == self.old.wire) {
                edit(field);
            }
        })
    }

    /// Whether the type is the same, or so like the old one that what goes with it can mean the same: its limits, and
    /// the other forms that are let through.
    pub(super) fn has_like_type(&self) -> bool {
        let (old, new) = (&self.old.ty, &self.new.ty);
        let is_number = |ty: &Type| ty.scalar().and_then(ScalarKind::limits) == Some(Subject::Number);
        let shape = |ty: &Type| match ty {
            Type::List(_) => 1,
            Type::Map(_) => 2,
            _ => 0,
        };
        let (old_inner, new_inner) = (old.innermost(), new.innermost());
        shape(old) == shape(new) && (old_inner == new_inner || (is_number(old_inner) && is_number(new_inner)))
    }

    /// The wire key, the Rust name, or both.
    fn names(&self, found: &mut Found<'_>) {
        let (old, new) = (self.old, self.new);
        let (wire, ident) = (old.wire != new.wire, old.ident != new.ident);
        let kind = match (wire, ident) {
            (false, false) => return,
            (true, true) => Kind::FieldRenamed,
            (true, false) => Kind::WireKeyChanged,
            (false, true) => Kind::RustNameChanged,
        };
        let rust = self.both.trial(found, |model| rename(model, old, new));
        let rust = if ident {
            let (model, old, new) = (&self.both.after.name, &old.ident, &new.ident);
            rust.because(format!("`{model}::{old}` is called `{new}`: code that names it does not compile."))
        } else {
            rust
        };
        let does_not_travel = match new.location {
            Location::Path => Some("Names of path parameters do not travel."),
            Location::Header if old.wire.eq_ignore_ascii_case(&new.wire) => {
                Some("Names of headers are the same in either case.")
            }
            _ if !wire => Some("Rust names do not travel."),
            _ => None,
        };
        let verdict = match does_not_travel {
            Some(reason) => Verdict::none(reason),
            None => self.both.ways.wire(
                Verdict::breaking(format!(
                    "Old clients send `{}`, which a server of the new spec refuses.",
                    old.wire
                )),
                Verdict::breaking(format!("Old clients look for `{}` and do not find it.", old.wire)),
            ),
        };
        let (shown_old, shown_new) = if wire { (&old.wire, &new.wire) } else { (&old.ident, &new.ident) };
        let (old_at, _) = self.both.old_place(old);
        let node = if wire { self.node.clone() } else { self.node.key("name") };
        let draft = Draft::new(kind, old_at, node)
            .old(Some(format!("`{shown_old}`")))
            .became(Some(format!("`{shown_new}`")))
            .direction(self.both.ways.direction())
            .rust(rust)
            .wire(verdict);
        found.push(draft);
    }

    fn location(&self, found: &mut Found<'_>) {
        let words = |field: &Field| match field.location {
            Location::Object => "in the body",
            Location::Path => "in the path",
            Location::Query => "in the query",
            Location::Header => "in a header",
            Location::Body => "the body",
        };
        let rust = self.trial(found, |field| field.location = self.new.location.clone());
        let draft = Draft::new(Kind::PlaceChanged, &self.at, self.node.clone())
            .old(Some(words(self.old)))
            .became(Some(words(self.new)))
            .direction(self.both.ways.direction())
            .rust(rust)
            .wire(Verdict::breaking(
                "Old clients send it at a place where a server of the new spec does not look.",
            ));
        found.push(draft);
    }

    fn ty(&self, found: &mut Found<'_>) {
        let (old, new) = (&self.old.ty, &self.new.ty);
        let base = &self.both.pairs.base;
        let rust = self.trial(found, |field| field.ty = new.clone());
        let (request, limits) = types::request(base, old, new);
        let reply = types::reply(base, old, new);
        let is_body = self.new.location == Location::Body;
        let draft = if is_body {
            Draft::new(Kind::RequestTypeChanged, &self.at, self.node.clone())
                .direction(self.both.ways.direction())
        } else {
            self.draft(Kind::TypeChanged, "type")
        };
        let draft = draft
            .old(Some(phrase::ty(base, old)))
            .became(Some(phrase::ty(base, new)))
            .rust(rust)
            .wire(self.both.ways.wire(request, reply))
            .limits(self.both.ways.limits(limits));
        found.push(draft);
    }
}

/// Gives a field its new names, wherever the model names it.
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
