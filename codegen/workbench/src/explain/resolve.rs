//! Finding the fields that have a path.

use specwright::ir::{Api, Field, Input, Model, ModelId, Operation, Type, Union, UnionId};

/// A field and its paths.
pub(super) struct Place<'a> {
    id: ModelId,
    pub(super) model: &'a Model,
    pub(super) field: &'a Field,
    /// The operations and events that contain it, each with its path there.
    pub(super) travels: Vec<(String, String)>,
}

impl Place<'_> {
    /// `BaseInfo.title`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.model.name, self.field.wire)
    }
}

/// The tag of a union, and its paths.
pub(super) struct Tag<'a> {
    pub(super) union: &'a Union,
    /// Its wire key.
    pub(super) key: &'a str,
    /// The operations that contain it, each with its path there.
    pub(super) travels: Vec<(String, String)>,
}

impl Tag<'_> {
    /// `DateInfo.type`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.union.name, self.key)
    }
}

/// The fields and tags of all types.
pub(super) struct Places<'a> {
    /// Every field, in the order of models.
    pub(super) fields: Vec<Place<'a>>,
    /// Every tag, in the order of unions.
    pub(super) tags: Vec<Tag<'a>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(api: &'a Api) -> Places<'a> {
        let fields = api.models.iter().flat_map(|(id, model)| {
            model.fields.iter().map(move |field| Place { id, model, field, travels: Vec::new() })
        });
        let tags = api.unions.iter().filter_map(|(_, union)| {
            let key = union.tag.as_deref()?;
            Some(Tag { union, key, travels: Vec::new() })
        });
        let mut places = Places { fields: fields.collect(), tags: tags.collect() };
        for operation in &api.operations {
            let mut walk = Walk { api, operation: &operation.name, places: &mut places, open: Vec::new() };
            walk.operation(operation);
        }
        for events in &api.events {
            let mut walk = Walk { api, operation: &events.name, places: &mut places, open: Vec::new() };
            walk.model(events.common, "");
            walk.union(events.union, "");
        }
        places
    }

    /// The fields that have a path, each once.
    pub(super) fn fields(&self, api: &Api, path: &str) -> Vec<&Place<'a>> {
        let by_type: Vec<_> = self.fields.iter().filter(|place| place.name() == path).collect();
        if !by_type.is_empty() {
            return by_type;
        }
        // `DateInfo.end_timestamp` is a field of its variants.
        if let Some((union, wire)) = path.split_once('.')
            && let Some(union) = api.unions.named(union)
        {
            let union = &api.unions[union];
            let of_variant = |place: &&Place<'_>| {
                union.variants.iter().any(|v| v.model == place.id) && place.field.wire == wire
            };
            return self.fields.iter().filter(of_variant).collect();
        }
        self.fields.iter().filter(|place| leads_to(&place.travels, path)).collect()
    }

    /// The tags that have a path. `FixedRange.type` is that of its union.
    pub(super) fn tags(&self, api: &Api, path: &str) -> Vec<&Tag<'a>> {
        let of_variant = |tag: &Tag<'_>| {
            let mut variants = tag.union.variants.iter();
            variants.any(|variant| format!("{}.{}", api.models[variant.model].name, tag.key) == path)
        };
        let has = |tag: &&Tag<'_>| tag.name() == path || of_variant(tag) || leads_to(&tag.travels, path);
        self.tags.iter().filter(has).collect()
    }
}

/// Whether one of its paths is this path, without regard to the indexes in it.
fn leads_to(travels: &[(String, String)], path: &str) -> bool {
    let wanted = without_positions(path);
    travels.iter().any(|(_, path)| without_positions(path) == wanted)
}

/// The path with `[]` in the place of every index.
fn without_positions(path: &str) -> String {
    let mut pieces = path.split('[');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let after = piece.split_once(']').map_or("", |(_, after)| after);
        plain.push_str(after);
    }
    plain
}

struct Walk<'w, 'a> {
    api: &'a Api,
    operation: &'a str,
    places: &'w mut Places<'a>,
    /// The models being visited: a type may contain itself.
    open: Vec<ModelId>,
}

impl<'a> Walk<'_, 'a> {
    fn operation(&mut self, operation: &'a Operation) {
        match &operation.input {
            Input::None => {}
            Input::Whole(ty) => {
                let envelope = operation.wrap.as_ref().map_or(String::new(), |wrap| wrap.path.join("."));
                self.ty(ty, &envelope);
            }
            Input::Parameters(id) => self.model(*id, ""),
        }
        for failure in &operation.failures {
            self.ty(&failure.ty, "");
        }
        for reply in operation.success_types() {
            self.ty(reply, &operation.data.join("."));
        }
    }

    fn ty(&mut self, ty: &'a Type, path: &str) {
        match ty {
            Type::Model(id) => self.model(*id, path),
            Type::Union(id) => self.union(*id, path),
            Type::List(inner) => self.ty(inner, &format!("{path}[0]")),
            Type::Map(inner) => self.ty(inner, &join(path, "*")),
            Type::Nullable(inner) | Type::Boxed(inner) => self.ty(inner, path),
            Type::Scalar(_) | Type::Enum(_) => {}
        }
    }

    fn union(&mut self, id: UnionId, path: &str) {
        let union = &self.api.unions[id];
        let tag = self.places.tags.iter_mut().find(|tag| tag.union.name == union.name);
        if let Some(tag) = tag {
            note(&mut tag.travels, self.operation, join(path, tag.key));
        }
        for variant in &union.variants {
            self.model(variant.model, path);
        }
        for field in &union.values {
            self.ty(&field.ty, path);
        }
    }

    fn model(&mut self, id: ModelId, path: &str) {
        if self.open.contains(&id) {
            return;
        }
        self.open.push(id);
        // The places are in the order of models and their fields.
        let first = self.places.fields.partition_point(|place| place.id < id);
        for (position, field) in self.api.models[id].fields.iter().enumerate() {
            let here = join(path, &field.wire);
            if let Some(place) = self.places.fields.get_mut(first + position) {
                note(&mut place.travels, self.operation, here.clone());
            }
            self.ty(&field.ty, &here);
        }
        self.open.pop();
    }
}

fn note(travels: &mut Vec<(String, String)>, operation: &str, path: String) {
    let way = (operation.to_owned(), path);
    if !travels.contains(&way) {
        travels.push(way);
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
