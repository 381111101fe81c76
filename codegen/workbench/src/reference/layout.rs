//! Which page a type is on.

use std::collections::{BTreeMap, BTreeSet};

use specwright::ir::{Api, EnumId, Events, Field, Input, ModelId, Operation, Type, UnionId};

/// A type with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NamedType {
    Model(ModelId),
    Union(UnionId),
    Enum(EnumId),
}

/// A page of the reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Home {
    /// That of an operation.
    Operation(String),
    /// That of a family of events.
    Events(String),
    /// A page of its own.
    Own(NamedType),
}

/// A type in an operation or event, with the path at which it is there first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) ty: NamedType,
    pub(super) path: String,
}

/// The page of every type: that of the only operation or family of events that has it, or else one of its own. A model that is
/// nothing but a variant of one union is on that union's page.
#[derive(Debug)]
pub(super) struct Layout {
    homes: BTreeMap<NamedType, Home>,
}

impl Layout {
    pub(super) fn new(api: &Api) -> Layout {
        let mut users: BTreeMap<NamedType, BTreeSet<Home>> = BTreeMap::new();
        let mut note = |home: Home, places: Vec<Place>| {
            for place in places {
                users.entry(place.ty).or_default().insert(home.clone());
            }
        };
        for operation in &api.operations {
            let home = Home::Operation(operation.name.clone());
            note(home.clone(), in_request(api, operation));
            note(home, in_reply(api, operation));
        }
        for events in &api.events {
            note(Home::Events(events.name.clone()), in_events(api, events));
        }
        let variants = variants_only(api);
        let home = |ty: NamedType| match users.get(&ty) {
            Some(pages) if pages.len() == 1 => pages.first().cloned(),
            Some(_) | None => None,
        };
        let own = |ty: NamedType| {
            let union = variants.get(&ty).map(|union| NamedType::Union(*union));
            home(ty).unwrap_or(Home::Own(union.unwrap_or(ty)))
        };
        Layout { homes: users.keys().map(|ty| (*ty, own(*ty))).collect() }
    }

    /// The page of a type.
    pub(super) fn home(&self, ty: NamedType) -> Option<&Home> {
        self.homes.get(&ty)
    }

    /// The types with pages of their own.
    pub(super) fn own(&self) -> impl Iterator<Item = NamedType> {
        self.homes.iter().filter_map(|(ty, home)| (*home == Home::Own(*ty)).then_some(*ty))
    }

    /// The types that are on the page of this one, after it.
    pub(super) fn guests(&self, ty: NamedType) -> impl Iterator<Item = NamedType> {
        self.homes
            .iter()
            .filter_map(move |(guest, home)| (*guest != ty && *home == Home::Own(ty)).then_some(*guest))
    }
}

/// The models that are nothing but a variant of one union, with that union.
fn variants_only(api: &Api) -> BTreeMap<NamedType, UnionId> {
    let mut variants = BTreeMap::new();
    let mut elsewhere = BTreeSet::new();
    for (id, union) in api.unions.iter() {
        for variant in &union.variants {
            let model = NamedType::Model(variant.model);
            if variants.insert(model, id).is_some_and(|other| other != id) {
                elsewhere.insert(model);
            }
        }
    }
    let in_models = api.models.iter().flat_map(|(_, model)| &model.fields);
    let in_unions = api.unions.iter().flat_map(|(_, union)| &union.values);
    let fields = in_models.chain(in_unions).map(|field| &field.ty);
    let inputs = api.operations.iter().filter_map(|operation| operation.body_type(api));
    let replies = api.operations.iter().flat_map(|operation| operation.reply_types());
    elsewhere.extend(fields.chain(inputs).chain(replies).filter_map(named));
    variants.retain(|model, _| !elsewhere.contains(model));
    variants
}

/// The type with a name that a type is, or that its elements are.
pub(super) fn named(ty: &Type) -> Option<NamedType> {
    match ty {
        Type::Model(id) => Some(NamedType::Model(*id)),
        Type::Union(id) => Some(NamedType::Union(*id)),
        Type::Enum(id) => Some(NamedType::Enum(*id)),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => named(inner),
        Type::Scalar(_) => None,
    }
}

/// The types in the request of an operation, in the order of the fields.
pub(super) fn in_request(api: &Api, operation: &Operation) -> Vec<Place> {
    let mut walker = Walker::new(api);
    let prefix = operation.wrap.as_ref().map(|wrap| wrap.path.join(".")).unwrap_or_default();
    match &operation.input {
        Input::None => {}
        Input::Whole(ty) => walker.visit(ty, prefix),
        Input::Parameters(id) => {
            for field in &api.models[*id].fields {
                let is_body = field.location == specwright::ir::Location::Body;
                let path = if is_body { prefix.clone() } else { field.wire.clone() };
                walker.visit(&field.ty, path);
            }
        }
    }
    walker.found
}

/// The types in the replies of an operation, in the order of the fields.
pub(super) fn in_reply(api: &Api, operation: &Operation) -> Vec<Place> {
    let mut walker = Walker::new(api);
    for ty in operation.success_types() {
        walker.visit(ty, operation.data.join("."));
    }
    for header in &operation.reply_headers {
        walker.visit(&header.ty, header.wire.clone());
    }
    for failure in &operation.failures {
        walker.visit(&failure.ty, String::new());
    }
    walker.found
}

/// The types in a family of events, in the order of the fields.
pub(super) fn in_events(api: &Api, events: &Events) -> Vec<Place> {
    let mut walker = Walker::new(api);
    walker.visit(&Type::Model(events.common), String::new());
    walker.visit(&Type::Union(events.union), String::new());
    walker.found
}

struct Walker<'a> {
    api: &'a Api,
    seen: BTreeSet<NamedType>,
    found: Vec<Place>,
}

/// A type that is still to be visited.
type Waiting = (NamedType, String);

impl<'a> Walker<'a> {
    fn new(api: &'a Api) -> Walker<'a> {
        Walker { api, seen: BTreeSet::new(), found: Vec::new() }
    }

    /// Adds a type and all types inside it. Without recursion, since types may be nested as deep as a spec says.
    fn visit(&mut self, ty: &Type, path: String) {
        let mut waiting: Vec<Waiting> = named(ty).map(|found| (found, at(ty, path))).into_iter().collect();
        while let Some((ty, path)) = waiting.pop() {
            if !self.seen.insert(ty) {
                continue;
            }
            let inner = self.inside(ty, &path);
            waiting.extend(inner.into_iter().rev());
            self.found.push(Place { ty, path });
        }
    }

    fn inside(&self, ty: NamedType, path: &str) -> Vec<Waiting> {
        match ty {
            NamedType::Model(id) => {
                let field =
                    |field: &Field| Some((named(&field.ty)?, at(&field.ty, below(path, &field.wire))));
                self.api.models[id].fields.iter().filter_map(field).collect()
            }
            NamedType::Union(id) => {
                let union = &self.api.unions[id];
                let variants = union.variants.iter();
                let objects = variants.map(|variant| (NamedType::Model(variant.model), path.to_owned()));
                let value = |field: &Field| Some((named(&field.ty)?, at(&field.ty, path.to_owned())));
                objects.chain(union.values.iter().filter_map(value)).collect()
            }
            NamedType::Enum(_) => Vec::new(),
        }
    }
}

/// The path of a field below another one.
pub(super) fn below(path: &str, wire: &str) -> String {
    if path.is_empty() { wire.to_owned() } else { format!("{path}.{wire}") }
}

/// The path of the elements of a type: `items[]`, `names.*`.
fn at(ty: &Type, path: String) -> String {
    match ty {
        Type::List(inner) => at(inner, format!("{path}[]")),
        Type::Map(inner) => at(inner, below(&path, "*")),
        Type::Nullable(inner) | Type::Boxed(inner) => at(inner, path),
        Type::Scalar(_) | Type::Model(_) | Type::Union(_) | Type::Enum(_) => path,
    }
}
