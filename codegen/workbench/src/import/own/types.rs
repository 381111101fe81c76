//! Models and unions.

use std::collections::{HashMap, HashSet};

use specwright::names;

use super::{Keys, Own, SCHEMAS, Tree, key, others, texts};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// What the schema of an object has besides the keys of the dialect.
const OBJECT: [&str; 16] = [
    "type",
    "description",
    "properties",
    "required",
    "additionalProperties",
    "allOf",
    "if",
    "then",
    "else",
    "deprecated",
    "x-model",
    "x-variant",
    "x-model-docs",
    IN_HEADERS,
    "x-required",
    ORDER,
];

/// The fields of an event that are headers.
const IN_HEADERS: &str = "x-properties";

/// The names of all fields in their order, where neither the schema for requests nor that for replies has all of them.
const ORDER: &str = "x-field-order";

/// What the schema of a model has besides that.
const MODEL: [&str; 2] = ["nullable", "x-also-read"];

/// What the schema of a variant has besides that: keys of its model.
const VARIANT: [&str; 3] = ["x-rules", "x-constructors", "x-former-fields"];

/// What the schema of a union or an enumeration has besides.
pub(super) const CHOICE: [&str; 15] = [
    "type",
    "format",
    "description",
    "oneOf",
    "anyOf",
    "enum",
    "default",
    "discriminator",
    "xml",
    "x-model",
    "x-enum",
    "x-enum-varnames",
    "x-enum-descriptions",
    "x-values",
    "nullable",
];

/// Where the parts of a model are.
#[derive(Clone, Debug, Default)]
pub(super) struct Model<'d> {
    /// Its schema in requests.
    pub(super) request: Option<Part<'d>>,
    /// Its schema in replies.
    pub(super) reply: Option<Part<'d>>,
    /// The properties that are not fields of it.
    pub(super) without: Vec<String>,
    /// Its texts in the words of the dialect, if they are not those of the schema.
    pub(super) texts: Option<Option<Part<'d>>>,
    /// What else it has, if not that of the schema.
    pub(super) extensions: Option<Option<Part<'d>>>,
}

impl<'d> Own<'d> {
    /// The component that a reference leads to.
    pub(super) fn component(&self, part: &Part<'d>) -> Option<Part<'d>> {
        self.schemas.get(part.text("$ref")?.strip_prefix(SCHEMAS)?).cloned()
    }

    /// Makes the file of a type.
    pub(super) fn declare(&mut self, name: &str) {
        let plain = self.schemas.get(name).filter(|part| part.get("x-variant").is_none()).cloned();
        let reply = self.replies.get(name).cloned();
        let known = self.models.get(name).cloned();
        let keys = match (plain, self.events.get(name).cloned()) {
            (Some(part), _) if is_union(&part) => self.union(name, &part, reply.as_ref(), &[]),
            (None, Some((events, common))) => self.union(name, &events, None, &common),
            (Some(part), _) if is_enumeration(&part) => self.enumeration(name, &part),
            (part, None) | (part @ Some(_), _) => {
                let known = known.unwrap_or_default();
                let reply = reply.or(known.reply);
                let model = match part {
                    Some(part) => {
                        Model { request: Some(part), reply, without: known.without, ..Model::default() }
                    }
                    None => Model { reply, ..known },
                };
                if model.request.is_none() && model.reply.is_none() {
                    self.lose(Loss::Reference, "/components/schemas", format!("there is no `{name}`"));
                    return;
                }
                self.model(name, &model)
            }
        };
        self.file(format!("models/{}.yaml", names::module(name).trim_end_matches('_')), &keys);
    }

    fn model(&mut self, name: &str, model: &Model<'d>) -> Keys {
        let mut keys: Keys = vec![("model".to_owned(), Tree::Leaf(name.into()))];
        let Some(part) = model.request.as_ref().or(model.reply.as_ref()) else { return keys };
        let own = match &model.extensions {
            Some(Some(extensions)) => self.extensions(extensions, "model", &[ORDER]),
            Some(None) => Vec::new(),
            None => self.extensions(part, "model", &[&OBJECT[..], &MODEL].concat()),
        };
        keys.extend(match &model.texts {
            Some(words) => words
                .iter()
                .flat_map(Part::members)
                .map(|(name, it)| (key(name), Tree::text(it.value)))
                .collect(),
            None => texts(part, &own),
        });
        keys.push(("fields".to_owned(), Tree::Map(self.fields(model))));
        keys.extend(others(&own));
        keys
    }

    /// The fields of a model: those of requests and of replies, in the order of both.
    fn fields(&mut self, model: &Model<'d>) -> Keys {
        let of = |part: &Option<Part<'d>>| part.as_ref().map(properties).unwrap_or_default();
        let (written, read) = (of(&model.request), of(&model.reply));
        let names = |all: &[(&'d str, Part<'d>)]| all.iter().map(|(wire, _)| *wire).collect::<Vec<_>>();
        let stated = model.request.iter().chain(&model.reply).find_map(|part| part.value.get(ORDER));
        let mut wires: Vec<&'d str> =
            stated.iter().flat_map(|names| names.elements()).filter_map(Value::as_text).collect();
        // Without a stated order, one of them has all fields.
        let (mut first, mut second) = (names(&read), names(&written));
        if first.len() < second.len() {
            std::mem::swap(&mut first, &mut second);
        }
        wires.extend(first.into_iter().chain(second));
        let mut seen: HashSet<&str> = model.without.iter().map(String::as_str).collect();
        wires.retain(|wire| seen.insert(wire));
        let required = |part: &Option<Part<'d>>, wire: &str| {
            let lists =
                part.iter().flat_map(|part| ["required", "x-required"].map(|key| part.value.get(key)));
            lists.flatten().flat_map(|list| list.elements()).any(|name| name.as_text() == Some(wire))
        };
        let [written, read] = [written, read].map(HashMap::<&str, Part<'d>>::from_iter);
        let mut fields = Keys::new();
        for wire in wires {
            let (schema, is_required) = match written.get(wire) {
                Some(schema) => (Some(schema), required(&model.request, wire)),
                None => (read.get(wire), required(&model.reply, wire)),
            };
            let Some(schema) = schema.filter(|schema| !schema.is_true("x-beside")) else { continue };
            let is_required = is_required && !schema.is_true("readOnly");
            fields.push((key(wire), self.field(Some(schema), schema, is_required, false).into_tree()));
        }
        fields
    }

    fn union(&mut self, name: &str, part: &Part<'d>, reply: Option<&Part<'d>>, common: &[String]) -> Keys {
        let own = self.extensions(part, "union", &CHOICE);
        let mut keys: Keys = vec![("union".to_owned(), Tree::Leaf(name.into()))];
        keys.extend(texts(part, &own));
        keys.extend(others(&own));
        let tag = part.text("x-tag");
        let written = self.alternatives(part);
        let read = reply.map(|reply| self.alternatives(reply)).unwrap_or_default();
        let all: Vec<Part<'d>> = written.iter().chain(&read).cloned().collect();
        let mut variants = Keys::new();
        for variant in &written {
            let Some(name) = variant.text("x-variant") else { continue };
            let reply = read.iter().find(|reply| reply.text("x-variant") == Some(name)).cloned();
            variants.push((key(name), Tree::Map(self.variant(name, variant, reply, tag, common, &all))));
        }
        for value in self.values(part) {
            let Some(name) = value.text("x-variant") else { continue };
            variants.push((key(name), self.field(Some(&value), &value, false, false).into_variant()));
        }
        keys.push(("variants".to_owned(), Tree::Map(variants)));
        keys
    }

    /// The schemas of the variants that are not objects.
    fn values(&self, part: &Part<'d>) -> Vec<Part<'d>> {
        let listed = part.get("oneOf").or_else(|| part.get("anyOf"));
        let all = listed.iter().flat_map(Part::elements);
        all.filter(|one| one.get("x-variant").is_some()).collect()
    }

    /// The schemas of the variants that are objects.
    fn alternatives(&self, part: &Part<'d>) -> Vec<Part<'d>> {
        let listed = part.get("oneOf").or_else(|| part.get("anyOf"));
        let all = listed.iter().flat_map(Part::elements).filter_map(|one| self.component(&one));
        all.filter(|one| one.get("x-variant").is_some()).collect()
    }

    fn variant(
        &mut self,
        name: &str,
        part: &Part<'d>,
        reply: Option<Part<'d>>,
        tag: Option<&str>,
        common: &[String],
        siblings: &[Part<'d>],
    ) -> Keys {
        let own = self.extensions(part, "variant", &[&OBJECT[..], &VARIANT].concat());
        let model_name = part.text("x-model").unwrap_or(name);
        let mut keys = Keys::new();
        let tags_of =
            |tag| properties(part).into_iter().find(|(name, _)| Some(*name) == tag).map(|(_, it)| it);
        if let Some(values) = tags_of(tag) {
            let others = part.value.get("x-also-read").map(Value::elements).unwrap_or_default();
            let value = tags(values.value).into_iter().find(|value| !others.contains(value));
            keys.extend(value.map(|value| ("value".to_owned(), Tree::Leaf(value.clone()))));
        }
        keys.extend(others(&own));
        let words = part.get("x-model-docs");
        let inherited = words.as_ref().and_then(|words| words.text("doc")).and_then(crate::export::doc);
        let is_inherited = |key: &str, tree: &Tree| {
            let Tree::Leaf(Value::Text(text)) = tree else { return false };
            key == "doc" && Some(text.as_str()) == inherited && part.get("x-doc").is_none()
        };
        keys.extend(texts(part, &own).into_iter().filter(|(key, tree)| !is_inherited(key, tree)));
        let mut without: Vec<String> = common.to_vec();
        without.extend(tag.map(str::to_owned));
        let model =
            Model { request: Some(part.clone()), reply, without, texts: words.map(Some), extensions: None };
        let has_more =
            ["x-rules", "x-constructors", "x-former-fields"].iter().any(|key| part.get(key).is_some());
        let is_of_others = self
            .variants
            .get(model_name)
            .is_some_and(|all| all.iter().any(|one| siblings.iter().all(|sibling| sibling.at != one.at)));
        let is_declared = self.schemas.contains_key(model_name) || self.replies.contains_key(model_name);
        if model_name == name && model.texts.is_none() && !has_more && !is_of_others && !is_declared {
            // What refers to it by its name finds it here.
            self.seen.insert(name.to_owned());
            let fields = self.fields(&model);
            if !fields.is_empty() {
                keys.push(("fields".to_owned(), Tree::Map(fields)));
            }
        } else {
            keys.push(("model".to_owned(), Tree::Leaf(model_name.into())));
            self.models.entry(model_name.to_owned()).or_insert(model);
            self.use_type(model_name);
        }
        keys
    }
}

/// The properties of an object: of a body and, of an event, of its headers.
pub(super) fn properties<'d>(part: &Part<'d>) -> Vec<(&'d str, Part<'d>)> {
    let parts = ["properties", IN_HEADERS].map(|key| part.get(key));
    parts.iter().flatten().flat_map(Part::members).collect()
}

/// Whether null is a value as well: the schema says so, or one of those of several kinds of values.
pub(super) fn is_nullable(part: &Part<'_>) -> bool {
    let listed = part.get("oneOf").or_else(|| part.get("anyOf"));
    part.is_true("nullable")
        || listed.is_some_and(|listed| listed.elements().any(|one| one.is_true("nullable")))
}

pub(super) fn is_union(part: &Part<'_>) -> bool {
    part.get("x-enum-varnames").is_none() && (part.get("oneOf").is_some() || part.get("anyOf").is_some())
}

fn is_enumeration(part: &Part<'_>) -> bool {
    part.get("enum").is_some() || part.get("x-enum").is_some()
}

/// The values that the schema of a tag admits.
fn tags(schema: &Value) -> Vec<&Value> {
    let alternatives = schema.get("oneOf").map(Value::elements).unwrap_or_default();
    let listed = std::iter::once(schema).chain(alternatives).filter_map(|schema| schema.get("enum"));
    schema.get("const").into_iter().chain(listed.flat_map(Value::elements)).collect()
}
