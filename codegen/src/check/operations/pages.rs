//! The pages of a list.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::dialect;
use crate::ir::{Advance, Field, Input, Location, Model, ModelId, Need, PagePath, Pages, ScalarKind, Type};

use crate::check::at::At;
use crate::check::shapes::models::Models;
use crate::check::spec::Spec;
use crate::suggest;

/// What an operation sends and receives.
#[derive(Clone, Copy)]
pub(super) struct Ends<'a> {
    pub(super) input: &'a Input,
    pub(super) reply: Option<&'a Type>,
    pub(super) models: &'a Models,
    pub(super) spec: &'a Spec,
}

/// Lowers `pages`; `None` if it is invalid, which is reported, or refers to something that was reported.
pub(super) fn lower(
    source: &dialect::Pages,
    at: &At,
    ends: Ends<'_>,
    found: &mut Diagnostics,
) -> Option<Pages> {
    let items = items(source, at, ends, found);
    let advance = advance(source, at, ends, found);
    let total = source.total.as_ref().and_then(|path| {
        let at = at.child("total");
        let end = ends.in_reply(path, &at, found)?;
        end.require(is_integer, "an integer", &at, found)
    });
    let more = source.more.as_ref().and_then(|path| {
        let at = at.child("more");
        let end = ends.in_reply(path, &at, found)?;
        let is_bool = |ty: &Type| *ty == Type::Scalar(ScalarKind::Bool);
        end.require(is_bool, "a `bool`", &at, found)
    });
    let advance = advance?;
    for (key, is_given, is_useless) in [
        ("total", source.total.is_some(), matches!(advance, Advance::Cursor { .. } | Advance::Link)),
        ("more", source.more.is_some(), matches!(advance, Advance::Link)),
    ] {
        if is_given && is_useless {
            let message = format!("`{key}` does not decide whether there is another page");
            let help = "remove it: the cursor or the link does, which is absent on the last page";
            found.push(Diagnostic::error(Code::BadPages, at.child(key).key(), message).help(help));
        }
    }
    Some(Pages { items: items?, advance, total, more })
}

/// The list in the reply.
fn items(source: &dialect::Pages, at: &At, ends: Ends<'_>, found: &mut Diagnostics) -> Option<PagePath> {
    let is_list = |ty: &Type| matches!(ty, Type::List(_));
    if let Some(path) = &source.items {
        let at = at.child("items");
        return ends.in_reply(path, &at, found)?.require(is_list, "a list", &at, found);
    }
    match ends.reply {
        Some(ty) if is_list(ty) => Some(PagePath::default()),
        Some(Type::Model(id)) => {
            let model = ends.models.get(&id.index())?;
            let lists = model.fields.iter().filter(|field| is_list(&field.ty));
            let lists: Vec<&str> = lists.map(|field| field.wire.as_str()).collect();
            let message = format!("`pages` does not state which list of `{}` has the items", model.name);
            found.push(match lists.as_slice() {
                [] => wrong(at, message).help("write the path of the list: `items: data.items`"),
                [first, ..] => {
                    wrong(at, message).help(format!("write the path of the list: `items: {first}`"))
                }
            });
            None
        }
        Some(_) => {
            let help = "the reply is a list, or a model with a list";
            found.push(wrong(at, "the reply has no items".to_owned()).help(help));
            None
        }
        None => {
            if !ends.spec.damaged.contains(&at.file()) {
                let help = "add the type of a page, `reply: CardList`, or remove `pages`";
                found.push(wrong(at, "`pages` without a `reply`".to_owned()).help(help));
            }
            None
        }
    }
}

/// What changes from page to page.
fn advance(source: &dialect::Pages, at: &At, ends: Ends<'_>, found: &mut Diagnostics) -> Option<Advance> {
    let given: Vec<&str> = [
        ("offset", source.offset.is_some()),
        ("page", source.page.is_some()),
        ("cursor", source.cursor.is_some()),
        ("link", source.link == Some(true)),
    ]
    .into_iter()
    .filter_map(|(key, given)| given.then_some(key))
    .collect();
    let choice =
        "write one of `offset: FIELD`, `page: FIELD`, `cursor: FIELD` with `next: PATH`, and `link: true`";
    match given.as_slice() {
        [_] => {}
        [] => {
            // The key of it may be what was reported.
            if !ends.spec.damaged.contains(&at.file()) {
                let message = "`pages` does not state how to request the next page".to_owned();
                found.push(wrong(at, message).help(choice));
            }
            return None;
        }
        [first, second, ..] => {
            let message = format!("the next page is requested in one way, which is `{first}` already");
            found.push(
                Diagnostic::error(Code::BadPages, at.child(*second).key(), message)
                    .related(at.child(*first).key(), "the first one")
                    .help(choice),
            );
            return None;
        }
    }
    if let (Some(_), None) = (&source.next, &source.cursor) {
        let message = "`next` without a `cursor`";
        found.push(
            Diagnostic::error(Code::BadPages, at.child("next").key(), message)
                .help("add the field of the request that takes it, `cursor: FIELD`, or remove `next`"),
        );
    }
    if let Some(cursor) = &source.cursor {
        return cursor_of(cursor, source.next.as_deref(), at, ends, found);
    }
    let (key, name, make): (_, _, fn(PagePath) -> Advance) = match (&source.offset, &source.page) {
        (Some(name), _) => ("offset", name, Advance::Offset),
        (None, Some(name)) => ("page", name, Advance::Page),
        (None, None) => return Some(Advance::Link),
    };
    let at = at.child(key);
    let end = ends.in_request(name, &at, found)?;
    end.require(is_integer, "an integer", &at, found).map(make)
}

fn cursor_of(
    cursor: &str,
    next: Option<&str>,
    at: &At,
    ends: Ends<'_>,
    found: &mut Diagnostics,
) -> Option<Advance> {
    let Some(next) = next else {
        let message = "`cursor` without a `next`".to_owned();
        found.push(
            Diagnostic::error(Code::BadPages, at.child("cursor").key(), message)
                .help("add the path of the next page's cursor in the reply: `next: next_cursor`"),
        );
        return None;
    };
    let cursor_at = at.child("cursor");
    let cursor = ends.in_request(cursor, &cursor_at, found);
    let next_at = at.child("next");
    let next = ends.in_reply(next, &next_at, found);
    let (cursor, next) = (cursor?, next?);
    let same = |ty: &Type| *ty == cursor.field.ty;
    let what = format!("of the type of `{}` in the request", cursor.field.wire);
    let next = next.require(same, &what, &next_at, found);
    let is_cursor = |ty: &Type| *ty == Type::TEXT || is_integer(ty);
    let cursor = cursor.require(is_cursor, "a string or an integer", &cursor_at, found);
    Some(Advance::Cursor { cursor: cursor?, next: next? })
}

/// An integer that counts.
fn is_integer(ty: &Type) -> bool {
    ty.scalar().is_some_and(ScalarKind::is_integer)
}

fn wrong(at: &At, message: String) -> Diagnostic {
    Diagnostic::error(Code::BadPages, at.key(), message)
}

/// The field at the end of a path.
struct End<'a> {
    path: PagePath,
    model: &'a Model,
    field: &'a Field,
    in_request: bool,
}

impl End<'_> {
    /// The path, if the field is of a suitable type and can be read or set; otherwise that is reported.
    fn require(
        self,
        fits: impl Fn(&Type) -> bool,
        what: &str,
        at: &At,
        found: &mut Diagnostics,
    ) -> Option<PagePath> {
        let name = format!("`{}.{}`", self.model.name, self.field.wire);
        let problem = if !fits(&self.field.ty) {
            format!("{name} is not {what}")
        } else if self.field.constant.is_some() {
            format!("{name} always has the same value")
        } else if self.field.secret {
            format!("{name} is a secret, which pages do not repeat")
        } else if self.in_request && self.field.nullable {
            format!("{name} is nullable, so that pages cannot count on it")
        } else {
            return Some(self.path);
        };
        let side = if self.in_request { "request" } else { "reply" };
        let help = format!("name the field of the {side} that is {what}");
        found.push(Diagnostic::error(Code::BadPages, at.value(), problem).help(help));
        None
    }
}

impl<'a> Ends<'a> {
    /// The parameter or the field of the body with this name.
    fn in_request(self, name: &str, at: &At, found: &mut Diagnostics) -> Option<End<'a>> {
        let (id, outer) = match self.input {
            Input::Whole(Type::Model(id)) => (*id, None),
            Input::Parameters(id) => {
                let model = self.models.get(&id.index())?;
                let body = model.fields.iter().find(|field| field.location == Location::Body);
                match (model.field(name), body) {
                    (Some(field), _) if field.location != Location::Body => (*id, None),
                    (_, Some(field)) if field.presence.need == Need::Optional => {
                        let message = format!("`{name}` is in a body that can be absent");
                        let help = "remove `optional_body`, or make it a parameter";
                        found.push(Diagnostic::error(Code::BadPages, at.value(), message).help(help));
                        return None;
                    }
                    (_, Some(Field { ty: Type::Model(inner), wire, .. })) => {
                        (*inner, Some((*id, wire.clone())))
                    }
                    (_, Some(_) | None) => (*id, None),
                }
            }
            Input::None | Input::Whole(_) => {
                if !self.spec.damaged.contains(&at.file()) {
                    let message = format!("the request has no field `{name}`");
                    let help = "add it to `query`, or use a model as the `request`";
                    found.push(Diagnostic::error(Code::BadPages, at.value(), message).help(help));
                }
                return None;
            }
        };
        let (model, field) = self.field(id, &[], name, at, found)?;
        let path = PagePath(outer.into_iter().chain([(id, name.to_owned())]).collect());
        Some(End { path, model, field, in_request: true })
    }

    /// The field of the reply at a dotted path.
    fn in_reply(self, path: &str, at: &At, found: &mut Diagnostics) -> Option<End<'a>> {
        let mut steps = Vec::new();
        let mut last: Option<(&Model, &Field)> = None;
        let mut ty = self.reply?;
        let names: Vec<&str> = path.split('.').collect();
        for (index, name) in names.iter().copied().enumerate() {
            let before = names.get(..index).unwrap_or_default();
            while let Type::Boxed(inner) = ty {
                ty = inner;
            }
            let Type::Model(id) = ty else {
                let before = last.map_or("the reply".to_owned(), |(_, field)| format!("`{}`", field.wire));
                let message = format!("{before} is not a model, so that it has no `{name}`");
                let help = "a path consists of names of fields, joined by dots; only the last one need not be a model";
                found.push(Diagnostic::error(Code::BadPages, at.value(), message).help(help));
                return None;
            };
            let (model, field) = self.field(*id, before, name, at, found)?;
            steps.push((*id, name.to_owned()));
            last = Some((model, field));
            ty = &field.ty;
        }
        let (model, field) = last?;
        Some(End { path: PagePath(steps), model, field, in_request: false })
    }

    /// A field of a model, to which the names `before` lead. An unknown one is reported, unless the model's file has
    /// errors.
    fn field(
        self,
        id: ModelId,
        before: &[&str],
        wire: &str,
        at: &At,
        found: &mut Diagnostics,
    ) -> Option<(&'a Model, &'a Field)> {
        let model = self.models.get(&id.index())?;
        if let Some(field) = model.field(wire) {
            return Some((model, field));
        }
        let declared = self.spec.model(&model.name);
        let is_damaged = declared.is_some_and(|entry| {
            let declares = self.spec.fields_of(entry).any(|(declared, ..)| declared == wire);
            declares || self.spec.may_lack_fields(entry)
        });
        if !is_damaged && !self.spec.damaged.contains(&at.file()) {
            let what =
                if model.is_parameters() { "the request".to_owned() } else { format!("`{}`", model.name) };
            let names = model.fields.iter().map(|field| field.wire.as_str());
            found.push(
                Diagnostic::error(Code::BadPages, at.value(), format!("{what} has no field `{wire}`"))
                    .help(suggest::help_in_path(before, wire, names)),
            );
        }
        None
    }
}
