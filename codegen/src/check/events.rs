//! Families of events.

mod fields;
mod headers;
mod scheme;

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect;
use crate::ir::{Arena, EventFormat, Events, Model, ModelId, Type, Union, UnionId};
use crate::names;

use super::at::At;
use super::docs;
use super::names::{Lookup, Names};
use super::shapes::models::Models;
use super::spec::{Entry, Spec};
use crate::suggest;

/// The types that events are made of.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) names: &'a Names,
    pub(super) models: &'a Models,
    pub(super) unions: &'a Arena<Union>,
}

/// Lowers all families of events, sorted by name.
pub(super) fn lower(spec: &Spec, around: Surroundings<'_>, found: &mut Diagnostics) -> Vec<Events> {
    let mut names: BTreeMap<&str, Place> = BTreeMap::new();
    let mut events = Vec::new();
    for entry in &spec.events {
        let name = entry.body.events.as_str();
        let place = At::root(entry.file).child("events").value();
        check_name(name, &place, found);
        if let Some(first) = names.get(name) {
            found.push(
                Diagnostic::error(Code::DuplicateName, place, format!("duplicate events `{name}`"))
                    .label("the second ones")
                    .related(first.clone(), "the first ones")
                    .help("rename one of them"),
            );
        } else {
            names.insert(name, place);
        }
        events.extend(lower_one(entry, spec, around, found));
    }
    events.sort_by(|first, second| first.name.cmp(&second.name));
    events
}

fn check_name(name: &str, place: &Place, found: &mut Diagnostics) {
    if names::is_snake(name) && !names::is_keyword(name) {
        return;
    }
    let message = format!("`{name}` is not a valid name of events");
    found.push(
        Diagnostic::error(Code::BadName, place.clone(), message)
            .label("expected lower-case words joined by underscores, and no keyword")
            .help("for example `order_events`"),
    );
}

fn lower_one(
    entry: &Entry<dialect::Events>,
    spec: &Spec,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Option<Events> {
    let source = &entry.body;
    let root = At::root(entry.file);
    let format = format(source, &root, found);
    let signature = source
        .signature
        .as_ref()
        .and_then(|source| scheme::signature(source, &root.child("signature"), found));
    let envelope = source
        .envelope
        .as_ref()
        .and_then(|source| scheme::envelope(source, signature.as_ref(), &root.child("envelope"), found));
    let common = source.common.as_deref().and_then(|name| part(name, Part::Common, &root, around, found));
    let union = source.event.as_deref().and_then(|name| part(name, Part::Event, &root, around, found));
    let (Some(Type::Model(common)), Some(Type::Union(union))) = (common, union) else { return None };
    let contents = Contents { source, root: &root, around, common, union };
    if spec.is_whole() {
        fields::check(contents, found);
        headers::check(contents, signature.as_ref(), found);
        if matches!(format, Some(EventFormat::Xml { .. })) {
            fields::check_xml(contents, found);
        }
    }
    Some(Events {
        name: source.events.clone(),
        constant: names::screaming(&source.events),
        docs: docs::words(&source.words),
        file: spec.path(entry.file),
        format: format?,
        common,
        union,
        headers: headers::lower(&source.headers),
        duplicates: source.duplicates.iter().map(|(_, name)| name.clone()).collect(),
        signature: signature?,
        envelope,
        acknowledge: source.acknowledge.clone().unwrap_or_default(),
    })
}

/// What an event consists of.
#[derive(Clone, Copy)]
struct Contents<'a> {
    source: &'a dialect::Events,
    root: &'a At,
    around: Surroundings<'a>,
    common: ModelId,
    union: UnionId,
}

impl<'a> Contents<'a> {
    fn common(self) -> Option<&'a Model> {
        self.around.models.get(&self.common.index())
    }

    fn union(self) -> &'a Union {
        &self.around.unions[self.union]
    }

    /// The models of the variants.
    fn variants(self) -> impl Iterator<Item = &'a Model> {
        let models = self.around.models;
        self.union().variants.iter().filter_map(|variant| models.get(&variant.model.index()))
    }
}

fn format(source: &dialect::Events, root: &At, found: &mut Diagnostics) -> Option<EventFormat> {
    let (message, help, place) = match (source.format.as_deref()?, &source.root) {
        ("xml", Some(name)) if fields::is_xml_name(name) => {
            return Some(EventFormat::Xml { root: name.clone() });
        }
        ("xml", Some(_)) => (
            "no element of XML can have this name",
            "write letters, digits, `_`, `-` and `.`, beginning with a letter or `_`: `root: xml`",
            root.child("root").value(),
        ),
        ("xml", None) => (
            "XML has a root element, and its name is missing",
            "write it: `root: xml`",
            root.child("format").value(),
        ),
        (_, None) => return Some(EventFormat::Json),
        (_, Some(_)) => {
            ("JSON has no root element", "remove `root`, or write `format: xml`", root.child("root").key())
        }
    };
    found.push(Diagnostic::error(Code::BadEventFormat, place, message).help(help));
    None
}

/// A type of which an event consists.
#[derive(Clone, Copy)]
enum Part {
    Common,
    Event,
}

fn part(
    name: &str,
    part: Part,
    root: &At,
    around: Surroundings<'_>,
    found: &mut Diagnostics,
) -> Option<Type> {
    let (key, kind) = match part {
        Part::Common => ("common", "model"),
        Part::Event => ("event", "union"),
    };
    let place = root.child(key).value();
    let diagnostic = match (part, around.names.lookup(name)) {
        (_, Lookup::Hidden) => return None,
        (Part::Common, Lookup::Found(ty @ Type::Model(_)))
        | (Part::Event, Lookup::Found(ty @ Type::Union(_))) => {
            return Some(ty);
        }
        (Part::Common, Lookup::Found(_)) => {
            Diagnostic::error(Code::EventType, place, format!("`{name}` is not a model"))
                .help("name the model of the fields that all events have")
        }
        (Part::Event, Lookup::Found(_)) => {
            Diagnostic::error(Code::EventType, place, format!("`{name}` is not a union"))
                .help("name the union whose tag states which event it is")
        }
        (_, Lookup::Unknown) => {
            let fits = |name: &&str| match part {
                Part::Common => around.names.model(name).is_some(),
                Part::Event => around.names.union(name).is_some(),
            };
            let near = suggest::nearest(name, around.names.all().filter(fits));
            Diagnostic::error(Code::UnknownType, place, format!("there is no {kind} `{name}`")).help(
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("declare it in a separate file, with `{kind}: {name}`"),
                },
            )
        }
    };
    found.push(diagnostic);
    None
}
