//! Collects what a spec declares for each section of the documentation.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use specwright::ir::{Api, Body, Field, Input, Location, Model, ModelId, Operation, TagValue, Type, Union};

/// A field of the spec that a document may describe.
#[derive(Clone, Copy)]
pub(super) struct Expected<'a> {
    pub(super) model: &'a Model,
    pub(super) field: &'a Field,
    /// The union, if the field is in one of its variants.
    pub(super) union: Option<&'a Union>,
}

impl<'a> Expected<'a> {
    /// `BaseInfo.title`.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.model.name, self.field.wire)
    }

    /// What a document has one table for: the union, or else the model.
    pub(super) fn owner(&self) -> &'a str {
        self.union.map_or(&self.model.name, |union| &union.name)
    }

    /// Whether a pin states that the document has no row.
    pub(super) fn pinned_as_absent(&self) -> bool {
        self.field.docs.documented.as_ref().is_some_and(|pin| pin.absent)
    }
}

/// Something other than a field that a row may describe.
pub(super) struct Known<'a> {
    pub(super) name: String,
    /// The union whose tag it is; `None` for a key of an envelope.
    pub(super) owner: Option<&'a str>,
    /// Its possible values, if known: those of a union's tag, or a constant of an envelope.
    pub(super) values: Option<Vec<TagValue>>,
}

/// What the spec declares for a section.
#[derive(Default)]
pub(super) struct Section<'a> {
    /// The fields of its models and unions, each of which needs a row.
    pub(super) own: Vec<Expected<'a>>,
    /// The fields that its operations send and receive.
    pub(super) carried: Vec<Expected<'a>>,
    /// Other things that its rows may describe.
    pub(super) known: Vec<Known<'a>>,
    /// Whether one of its operations has a body.
    pub(super) body: bool,
    /// A file with a part of the section, preferably an operation's.
    pub(super) file: &'a str,
}

/// The sections of a spec by their names. That of an operation without one is the operation's path.
pub(super) type Sections<'a> = BTreeMap<Cow<'a, str>, Section<'a>>;

/// The sections of a spec, and the fields that are in none.
pub(super) fn of<'a>(api: &'a Api, unions: &UnionOf<'a>) -> (Sections<'a>, Vec<Expected<'a>>) {
    let taken_by = api.operations.iter().filter_map(|operation| match operation.input {
        Input::Parameters(id) => Some((id, operation)),
        Input::None | Input::Whole(_) => None,
    });
    let taken_by: BTreeMap<ModelId, &Operation> = taken_by.collect();
    let mut sections = Sections::new();
    let mut homeless = Vec::new();
    // Models with fields from several sections: a newer page repeats what an older one has.
    let mut repeated = BTreeSet::new();
    for (_, union) in api.unions.iter() {
        if let Some(section) = &union.docs.section {
            let section = sections.entry(section.into()).or_default();
            section.file = &union.file;
            section.known.extend(tag(union));
        }
    }
    for (id, model) in api.models.iter() {
        let union = unions.get(&id).copied();
        let home = home(id, model, union, taken_by.get(&id).copied());
        for field in model.fields.iter().filter(|field| field.location != Location::Body) {
            let expected = Expected { model, field, union };
            match field.docs.section.as_deref().or(home) {
                Some(section) => {
                    let section = sections.entry(section.into()).or_default();
                    section.file = &model.file;
                    section.own.push(expected);
                    if let Some(section) = field.docs.section.as_deref() {
                        repeated.insert((section, id));
                    }
                }
                None => homeless.push(expected),
            }
        }
    }
    for operation in &api.operations {
        let stated = operation.docs.section.as_deref().map(Cow::Borrowed);
        let section = sections.entry(stated.unwrap_or_else(|| operation.path_template().into())).or_default();
        section.file = &operation.file;
        Walk { api, section, seen: BTreeSet::new() }.operation(operation);
    }
    for (name, id) in repeated {
        let section = sections.entry(name.into()).or_default();
        let model = Part::Model(id, unions.get(&id).copied());
        Walk { api, section, seen: BTreeSet::new() }.parts(vec![model]);
    }
    let carried = sections.values().flat_map(|section| &section.carried);
    let described: BTreeSet<*const Field> = carried.map(|expected| &raw const *expected.field).collect();
    homeless.retain(|expected| !described.contains(&(&raw const *expected.field)));
    (sections, homeless)
}

/// The section of a model.
fn home<'a>(
    id: ModelId,
    model: &'a Model,
    union: Option<&'a Union>,
    taken_by: Option<&'a Operation>,
) -> Option<&'a str> {
    let own = model.docs.section.as_deref();
    match union {
        Some(union) => {
            let variant = union.variants.iter().find(|variant| variant.model == id);
            let inherited = variant.and_then(|variant| variant.docs.section.as_deref());
            own.or(inherited).or(union.docs.section.as_deref())
        }
        None => own.or(taken_by.and_then(|operation| operation.docs.section.as_deref())),
    }
}

/// The union that has a model as a variant.
pub(super) type UnionOf<'a> = BTreeMap<ModelId, &'a Union>;

/// For each model that is a variant its first union.
pub(super) fn unions(api: &Api) -> UnionOf<'_> {
    let mut unions = UnionOf::new();
    for (_, union) in api.unions.iter() {
        for variant in &union.variants {
            unions.entry(variant.model).or_insert(union);
        }
    }
    unions
}

fn tag(union: &Union) -> Option<Known<'_>> {
    let values = union.variants.iter().map(|variant| variant.value.clone()).collect();
    Some(Known { name: union.tag.clone()?, owner: Some(&union.name), values: Some(values) })
}

/// Collects the fields of an operation.
struct Walk<'w, 'a> {
    api: &'a Api,
    section: &'w mut Section<'a>,
    seen: BTreeSet<ModelId>,
}

impl<'a> Walk<'_, 'a> {
    fn operation(&mut self, operation: &'a Operation) {
        self.section.body |= operation.body != Body::Empty;
        match &operation.input {
            Input::None => {}
            Input::Whole(ty) => self.parts(vec![Part::Type(ty)]),
            Input::Parameters(id) => self.parts(vec![Part::Model(*id, None)]),
        }
        if let Some(wrap) = &operation.wrap {
            self.around(&wrap.template);
        }
        self.parts(operation.success_types().map(Part::Type).collect());
        let replies = &self.api.replies;
        for path in [&replies.code, &replies.message].into_iter().flatten() {
            path.iter().for_each(|key| self.name(key));
        }
        let place = self.api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place);
        if let Some(place) = place {
            self.name(place.name());
        }
    }

    fn name(&mut self, name: &str) {
        self.known(name, None);
    }

    fn known(&mut self, name: &str, values: Option<Vec<TagValue>>) {
        self.section.known.push(Known { name: name.to_owned(), owner: None, values });
    }

    /// The keys of the envelope.
    fn around(&mut self, value: &Value) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let constant = match value {
                Value::String(text) => Some(TagValue::Text(text.clone())),
                Value::Number(number) => number.as_i64().map(TagValue::Int),
                _ => None,
            };
            self.known(key, constant.map(|constant| vec![constant]));
            self.around(value);
        }
    }

    /// Everything inside these parts, each before what is inside of it.
    fn parts(&mut self, mut waiting: Vec<Part<'a>>) {
        while let Some(part) = waiting.pop() {
            match part {
                Part::Field(expected) => self.section.carried.push(expected),
                Part::Model(id, union) => self.model(id, union, &mut waiting),
                Part::Type(ty) => match ty.innermost() {
                    Type::Model(id) => self.model(*id, None, &mut waiting),
                    Type::Union(id) => {
                        let union = &self.api.unions[*id];
                        self.section.known.extend(tag(union));
                        let variants = union.variants.iter().rev();
                        waiting.extend(variants.map(|variant| Part::Model(variant.model, Some(union))));
                        waiting.extend(union.values.iter().rev().map(|field| Part::Type(&field.ty)));
                    }
                    Type::Scalar(_)
                    | Type::Enum(_)
                    | Type::List(_)
                    | Type::Map(_)
                    | Type::Nullable(_)
                    | Type::Boxed(_) => {}
                },
            }
        }
    }

    fn model(&mut self, id: ModelId, union: Option<&'a Union>, waiting: &mut Vec<Part<'a>>) {
        if !self.seen.insert(id) {
            return;
        }
        let model = &self.api.models[id];
        for field in model.fields.iter().rev() {
            waiting.push(Part::Type(&field.ty));
            if field.location != Location::Body {
                waiting.push(Part::Field(Expected { model, field, union }));
            }
        }
    }
}

/// What is still to be collected.
enum Part<'a> {
    Field(Expected<'a>),
    Model(ModelId, Option<&'a Union>),
    Type(&'a Type),
}
