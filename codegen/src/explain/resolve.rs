//! From a path to the fields that have it.

use crate::ir::{Api, Field, Input, Model, ModelId, Operation, Type};

/// A field and the ways that lead to it.
pub(super) struct Place<'a> {
    id: ModelId,
    pub(super) model: &'a Model,
    pub(super) field: &'a Field,
    /// Operations and paths.
    pub(super) travels: Vec<(String, String)>,
}

impl Place<'_> {
    /// `BaseInfo.title`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.model.name, self.field.wire)
    }

    /// Whether both are the same field.
    pub(super) fn is(&self, other: &Place<'_>) -> bool {
        self.id == other.id && self.field.wire == other.field.wire
    }
}

/// Every field, in the order of models.
pub(super) fn all(api: &Api) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = api
        .models
        .iter()
        .flat_map(|(id, model)| {
            model.fields.iter().map(move |field| Place { id, model, field, travels: Vec::new() })
        })
        .collect();
    for operation in &api.operations {
        let mut walk = Walk { api, operation: &operation.name, places: &mut places, open: Vec::new() };
        walk.operation(operation);
    }
    places
}

/// The fields that have a path, each once.
pub(super) fn find<'p, 'a>(api: &Api, all: &'p [Place<'a>], path: &str) -> Vec<&'p Place<'a>> {
    let by_type: Vec<_> = all.iter().filter(|place| place.name() == path).collect();
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
        return all.iter().filter(of_variant).collect();
    }
    let wanted = without_positions(path);
    let has = |place: &&Place<'_>| place.travels.iter().any(|(_, path)| without_positions(path) == wanted);
    all.iter().filter(has).collect()
}

/// The path with `[]` in place of every position.
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
    places: &'w mut Vec<Place<'a>>,
    /// The models that are being walked through: a type may contain itself.
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
        if let Some(reply) = &operation.reply {
            self.ty(reply, "");
        }
    }

    fn ty(&mut self, ty: &'a Type, path: &str) {
        match ty {
            Type::Model(id) => self.model(*id, path),
            Type::Union(id) => {
                for variant in &self.api.unions[*id].variants {
                    self.model(variant.model, path);
                }
            }
            Type::List(inner) => self.ty(inner, &format!("{path}[0]")),
            Type::Map(inner) => self.ty(inner, &join(path, "*")),
            Type::Boxed(inner) => self.ty(inner, path),
            Type::Text
            | Type::Int(_)
            | Type::Float
            | Type::Bool
            | Type::Timestamp(_)
            | Type::Json
            | Type::Enum(_) => {}
        }
    }

    fn model(&mut self, id: ModelId, path: &str) {
        if self.open.contains(&id) {
            return;
        }
        self.open.push(id);
        for field in &self.api.models[id].fields {
            let here = join(path, &field.wire);
            let place = self.places.iter_mut().find(|place| place.id == id && place.field.wire == field.wire);
            if let Some(place) = place {
                let way = (self.operation.to_owned(), here.clone());
                if !place.travels.contains(&way) {
                    place.travels.push(way);
                }
            }
            self.ty(&field.ty, &here);
        }
        self.open.pop();
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}
