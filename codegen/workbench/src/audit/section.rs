//! Collects what a spec declares for each section of the documentation.

use std::collections::BTreeMap;

use serde_json::Value;

use specwright::ir::{
    Api, AuthPlace, Body, Field, Input, Location, Model, ModelId, Operation, TagValue, Type, Union,
};

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

impl Section<'_> {
    /// Whether a field belongs to the section itself.
    pub(super) fn owns(&self, field: &Field) -> bool {
        self.own.iter().any(|expected| std::ptr::eq(expected.field, field))
    }
}

/// The sections of a spec, and the fields without one.
pub(super) fn of<'a>(api: &'a Api) -> (BTreeMap<&'a str, Section<'a>>, Vec<Expected<'a>>) {
    let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
    let mut homeless = Vec::new();
    for (_, union) in api.unions.iter() {
        if let Some(section) = &union.docs.section {
            let section = sections.entry(section).or_default();
            section.file = &union.file;
            section.known.push(tag(union));
        }
    }
    for (id, model) in api.models.iter() {
        let (home, union) = home(api, id, model);
        for field in model.fields.iter().filter(|field| field.location != Location::Body) {
            let expected = Expected { model, field, union };
            match field.docs.section.as_deref().or(home) {
                Some(section) => {
                    let section = sections.entry(section).or_default();
                    section.file = &model.file;
                    section.own.push(expected);
                }
                None => homeless.push(expected),
            }
        }
    }
    for operation in &api.operations {
        if let Some(section) = &operation.docs.section {
            let section = sections.entry(section).or_default();
            section.file = &operation.file;
            Walk { api, section, seen: Vec::new() }.operation(operation);
        }
    }
    (sections, homeless)
}

/// The section of a model, and the union that has the model as a variant.
fn home<'a>(api: &'a Api, id: ModelId, model: &'a Model) -> (Option<&'a str>, Option<&'a Union>) {
    let own = model.docs.section.as_deref();
    if let Some(union) = union_of(api, id) {
        let variant = union.variants.iter().find(|variant| variant.model == id);
        let inherited = variant.and_then(|variant| variant.docs.section.as_deref());
        return (own.or(inherited).or(union.docs.section.as_deref()), Some(union));
    }
    let taken_by = api.operations.iter().find(|operation| operation.input == Input::Parameters(id));
    (own.or(taken_by.and_then(|operation| operation.docs.section.as_deref())), None)
}

/// The union that has a model as a variant.
pub(super) fn union_of(api: &Api, id: ModelId) -> Option<&Union> {
    let has = |union: &&Union| union.variants.iter().any(|variant| variant.model == id);
    api.unions.iter().map(|(_, union)| union).find(has)
}

fn tag(union: &Union) -> Known<'_> {
    let values = union.variants.iter().map(|variant| variant.value.clone()).collect();
    Known { name: union.tag.clone(), owner: Some(&union.name), values: Some(values) }
}

/// Collects the fields of an operation.
struct Walk<'w, 'a> {
    api: &'a Api,
    section: &'w mut Section<'a>,
    seen: Vec<ModelId>,
}

impl<'a> Walk<'_, 'a> {
    fn operation(&mut self, operation: &'a Operation) {
        self.section.body |= operation.body != Body::Empty;
        match &operation.input {
            Input::None => {}
            Input::Whole(ty) => self.ty(ty),
            Input::Parameters(id) => self.model(*id, None),
        }
        if let Some(wrap) = &operation.wrap {
            self.around(&wrap.template);
        }
        if let Some(reply) = &operation.reply {
            self.ty(reply);
        }
        let replies = &self.api.replies;
        for path in [&replies.code, &replies.message].into_iter().flatten() {
            path.iter().for_each(|key| self.name(key));
        }
        let place = self.api.auth.as_ref().filter(|_| operation.auth).map(|auth| &auth.place);
        match place {
            Some(AuthPlace::Query(name) | AuthPlace::Header(name)) => self.name(name),
            Some(AuthPlace::Bearer) => self.name("Authorization"),
            None => {}
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

    fn ty(&mut self, ty: &'a Type) {
        match ty.innermost() {
            Type::Model(id) => self.model(*id, None),
            Type::Union(id) => {
                let union = &self.api.unions[*id];
                self.section.known.push(tag(union));
                union.variants.iter().for_each(|variant| self.model(variant.model, Some(union)));
            }
            _ => {}
        }
    }

    fn model(&mut self, id: ModelId, union: Option<&'a Union>) {
        if self.seen.contains(&id) {
            return;
        }
        self.seen.push(id);
        let model = &self.api.models[id];
        for field in &model.fields {
            if field.location != Location::Body {
                self.section.carried.push(Expected { model, field, union });
            }
            self.ty(&field.ty);
        }
    }
}
