//! Operations that are new, gone or changed.

use super::found::{Draft, Found, Node};
use super::pairs::{Pair, Pairs, address};
use super::{Direction, Kind, Revision, Verdict, docs, types};
use crate::emit;
use crate::ir::{Api, Body, Input, Location, ModelId, Need, Operation, Type, Wrap};
use crate::phrase;

pub(super) fn compare(pairs: &Pairs<'_>, found: &mut Found<'_>) {
    for pair in &pairs.operations {
        match *pair {
            Pair::Removed(operation) => {
                found.explained.operation(operation);
                found.push(removed(operation));
            }
            Pair::Added(operation) => {
                found.explained.operation(operation);
                found.push(added(operation));
            }
            Pair::Both(before, after) => Both { pairs, before, after }.compare(found),
        }
    }
}

/// An operation is a request and its reply.
const DIRECTION: Option<Direction> = Some(Direction::Both);

fn removed(operation: &Operation) -> Draft {
    let name = &operation.name;
    let node = Node::file(Revision::Old, &operation.file).key("operation");
    Draft::new(Kind::OperationRemoved, name, node)
        .old(Some(call(operation)))
        .direction(DIRECTION)
        .rust(Verdict::breaking(format!("`Client::{name}` is gone: code that calls it does not compile.")))
        .wire(Verdict::breaking("A server of the new spec does not know the call."))
}

fn added(operation: &Operation) -> Draft {
    let name = &operation.name;
    let node = Node::file(Revision::New, &operation.file).key("operation");
    Draft::new(Kind::OperationAdded, name, node)
        .became(Some(call(operation)))
        .direction(DIRECTION)
        .rust(Verdict::compatible(format!("`Client::{name}` is new.")))
        .wire(Verdict::compatible("Old clients do not call it."))
}

/// `POST /card/create`
fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path_template())
}

/// An operation that both specs have.
struct Both<'p, 'a> {
    pairs: &'p Pairs<'a>,
    before: &'a Operation,
    after: &'a Operation,
}

impl Both<'_, '_> {
    fn compare(&self, found: &mut Found<'_>) {
        let before = self.before;
        // The constant follows the name; parameters are compared as the model that holds them.
        let Operation {
            name,
            constant: _,
            docs,
            file,
            method,
            path: _,
            input: _,
            body: _,
            wrap,
            reply: _,
            auth,
            idempotent,
        } = self.after;
        if before.name != *name {
            found.explained.operation(before);
            found.explained.operation(self.after);
            found.push(self.renamed());
        }
        if before.method != *method {
            let breaking = format!("A server of the new spec does not take {}.", before.method.as_str());
            let draft = self.draft(Kind::MethodChanged, "method", Direction::Request);
            let draft = draft.old(Some(before.method.as_str())).became(Some(method.as_str()));
            found.push(draft.wire(Verdict::breaking(breaking)));
        }
        found.extend(self.path());
        self.request(found);
        found.extend(self.body());
        if before.wrap != *wrap {
            let words = |wrap: &Option<Wrap>| wrap.as_ref().map(written);
            let draft = self.draft(Kind::WrapChanged, "wrap", Direction::Request);
            let breaking = "A server of the new spec expects something else around the request.";
            found.push(draft.old(words(&before.wrap)).became(words(wrap)).wire(Verdict::breaking(breaking)));
        }
        self.reply(found);
        if before.auth != *auth {
            let words = |auth: bool| if auth { "with the credential" } else { "without the credential" };
            let wire = if *auth {
                Verdict::breaking("Old clients send no credential, and a server of the new spec wants one.")
            } else {
                Verdict::compatible("Old clients send a credential that nobody asks for.")
            };
            let draft = self.draft(Kind::AuthChanged, "auth", Direction::Request);
            found.push(draft.old(Some(words(before.auth))).became(Some(words(*auth))).wire(wire));
        }
        if before.idempotent != *idempotent {
            let words = |idempotent: bool| if idempotent { "idempotent" } else { "not idempotent" };
            let wire = if *idempotent {
                Verdict::compatible("Old clients repeat it less often than they may.")
            } else {
                Verdict::breaking("Old clients repeat a call that was perhaps sent, and so may do it twice.")
            };
            let draft = self.draft(Kind::IdempotentChanged, "idempotent", Direction::Request);
            let draft = draft.old(Some(words(before.idempotent))).became(Some(words(*idempotent)));
            found.push(draft.wire(wire));
        }
        docs::compare(name, &Node::file(Revision::New, file), DIRECTION, (&before.docs, docs), found);
    }

    fn draft(&self, kind: Kind, key: &str, direction: Direction) -> Draft {
        let node = Node::file(Revision::New, &self.after.file).key(key);
        Draft::new(kind, &self.after.name, node).direction(Some(direction))
    }

    fn renamed(&self) -> Draft {
        let (old, new) = (&self.before.name, &self.after.name);
        let node = Node::file(Revision::New, &self.after.file).key("operation");
        Draft::new(Kind::OperationRenamed, old, node)
            .old(Some(format!("`{old}`")))
            .became(Some(format!("`{new}`")))
            .direction(DIRECTION)
            .rust(Verdict::breaking(format!(
                "`Client::{old}` is called `{new}`: code that calls it does not compile."
            )))
            .wire(Verdict::none("Names of operations do not travel."))
    }

    /// The path, but for the names of its parameters, which are told where they changed.
    fn path(&self) -> Option<Draft> {
        let changed = address(self.before) != address(self.after);
        changed.then(|| {
            self.draft(Kind::PathChanged, "path", Direction::Request)
                .old(Some(self.before.path_template()))
                .became(Some(self.after.path_template()))
                .wire(Verdict::breaking(
                    "A server of the new spec does not know the path that old clients call.",
                ))
        })
    }

    fn request(&self, found: &mut Found<'_>) {
        let (before, after) = (&self.before.input, &self.after.input);
        let base = &self.pairs.base;
        let (old, new) = match (before, after) {
            // The body is one of its fields.
            (Input::Parameters(_), Input::Parameters(_)) | (Input::None, Input::None) => return,
            (old, new) => (content(self.pairs.old, old), content(self.pairs.new, new)),
        };
        let new_type = new.map(|ty| self.pairs.translated(ty));
        if matches!((before, after), (Input::Whole(_), Input::Whole(_))) && old == new_type.as_ref() {
            return;
        }
        let (wire, limits) = match (old, &new_type) {
            (Some(old), Some(new)) => types::request(base, old, new),
            (None, Some(_)) => (
                Verdict::breaking("Old clients send no body, and a server of the new spec wants one."),
                Verdict::none("No limit changes."),
            ),
            (Some(_), None) => (
                Verdict::breaking("Old clients send a body, which a server of the new spec does not expect."),
                Verdict::none("No limit changes."),
            ),
            (None, None) => (Verdict::none("There is no body."), Verdict::none("No limit changes.")),
        };
        let wire = match (before, after) {
            (Input::Parameters(_), _) => Verdict::breaking(
                "Old clients send parameters, which a server of the new spec does not expect.",
            ),
            (_, Input::Parameters(id)) if has_required_parameters(self.pairs.new, *id) => Verdict::breaking(
                "Old clients do not send the parameters that a server of the new spec wants.",
            ),
            _ => wire,
        };
        let words = |api: &Api, input: &Input| match input {
            Input::None => None,
            Input::Whole(ty) => Some(phrase::ty(api, ty)),
            Input::Parameters(id) => {
                let fields = api.models[*id].fields.iter().map(|field| format!("`{}`", field.wire));
                Some(format!("parameters: {}", fields.collect::<Vec<_>>().join(", ")))
            }
        };
        let rust = self.signature(found, 0);
        let draft = self
            .draft(Kind::RequestTypeChanged, "request", Direction::Request)
            .old(words(self.pairs.old, before))
            .became(words(self.pairs.new, after));
        found.push(draft.rust(rust).wire(wire).limits(limits));
    }

    fn body(&self) -> Option<Draft> {
        let (old, new) = (self.before.body, self.after.body);
        let words = |body: Body| match body {
            Body::Empty => "empty",
            Body::Json => "JSON",
            Body::Form => "a form",
        };
        // Whether there is a body at all is a matter of its type.
        let changed = old != new && old != Body::Empty && new != Body::Empty;
        changed.then(|| {
            self.draft(Kind::BodyFormChanged, "body", Direction::Request)
                .old(Some(words(old)))
                .became(Some(words(new)))
                .wire(Verdict::breaking(
                    "A server of the new spec cannot read the form that old clients send.",
                ))
        })
    }

    fn reply(&self, found: &mut Found<'_>) {
        let new = self.after.reply.as_ref().map(|ty| self.pairs.translated(ty));
        let base = &self.pairs.base;
        let wire = match (&self.before.reply, &new) {
            (old, new) if old == new => return,
            (Some(old), Some(new)) => types::reply(base, old, new),
            (None, _) => Verdict::compatible("Old clients do not look into the reply."),
            (_, None) => Verdict::breaking("Old clients cannot read a reply without its content."),
        };
        let words = |ty: &Option<Type>| ty.as_ref().map(|ty| phrase::ty(base, ty));
        let rust = self.signature(found, 1);
        let draft = self
            .draft(Kind::ReplyTypeChanged, "reply", Direction::Reply)
            .old(words(&self.before.reply))
            .became(words(&new));
        found.push(draft.rust(rust).wire(wire));
    }

    /// What it means to code that the type of the request (0) or of the reply (1) is another.
    fn signature(&self, found: &mut Found<'_>, part: usize) -> Verdict {
        found.explained.operation(self.before);
        let old = emit::signature(&self.pairs.renamed, self.before);
        let new = emit::signature(self.pairs.new, self.after);
        match (old.get(part), new.get(part)) {
            (Some(old), Some(new)) if old != new => {
                let what = if part == 0 { "takes" } else { "gives" };
                Verdict::breaking(format!(
                    "`Client::{}` {what} `{new}` and not `{old}`: code that calls it does not compile.",
                    self.after.name
                ))
            }
            _ => Verdict::none("The types have the same names in Rust."),
        }
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

fn has_required_parameters(api: &Api, id: ModelId) -> bool {
    let parameters = api.models[id].fields.iter().filter(|field| field.location != Location::Body);
    parameters.into_iter().any(|field| field.presence.need != Need::Optional)
}

/// What stands around a request, with `$request` where that goes, as the spec has it.
fn written(wrap: &Wrap) -> String {
    let mut whole = wrap.template.clone();
    let step = |key: &String| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
    if let Some(place) = whole.pointer_mut(&wrap.path.iter().map(step).collect::<String>()) {
        *place = "$request".into();
    }
    whole.to_string()
}
