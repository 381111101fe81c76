//! Declares the names of all types, before their contents are checked.

mod claim;
mod foreign;
mod spelling;
pub(super) mod types;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostics, Place};
use crate::ir::{EnumId, Id, ModelId, Type, UnionId};
use crate::names;
use crate::suggest;

use super::at::At;
use super::spec::Spec;
pub(super) use claim::Origin;
use claim::{Claim, Kind};

/// The names of all types.
#[derive(Debug, Default)]
pub(super) struct Names {
    types: BTreeMap<String, Declared>,
    /// Names of several types, of which nobody knows which one is meant.
    ambiguous: BTreeSet<String>,
    homes: BTreeMap<String, Declaration>,
}

/// The declaration of a type.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    /// The place of its name.
    pub(super) place: Place,
    /// The node that contains its `fields`, `variants` or `values`.
    pub(super) at: At,
    pub(super) origin: Origin,
    /// The nodes of the fields that are declared elsewhere, by their wire names: those that a variant shares with the
    /// other ones, and those that a model includes.
    elsewhere: BTreeMap<String, At>,
}

impl Declaration {
    /// The node of a field, which the declaration has under the key `group`.
    pub(super) fn field(&self, group: &str, wire: &str) -> At {
        self.elsewhere.get(wire).cloned().unwrap_or_else(|| self.at.child(group).child(wire))
    }
}

/// The kind of a declared name.
#[derive(Clone, Copy, Debug)]
enum Declared {
    Model(ModelId),
    Union(UnionId),
    Enum(EnumId),
    /// Its file could not be read, or it is not a type of fields.
    Hidden,
}

/// The result of looking up a name.
pub(super) enum Lookup {
    Found(Type),
    /// A type that cannot be used, which is reported elsewhere.
    Hidden,
    Unknown,
}

impl Names {
    /// Looks up a type of a field. The parameters of an operation are not such a type.
    pub(super) fn lookup(&self, name: &str) -> Lookup {
        if self.declaration(name).is_some_and(|declaration| declaration.origin == Origin::Operation) {
            return Lookup::Unknown;
        }
        if self.is_ambiguous(name) {
            return Lookup::Hidden;
        }
        match self.types.get(name) {
            Some(Declared::Model(id)) => Lookup::Found(Type::Model(*id)),
            Some(Declared::Union(id)) => Lookup::Found(Type::Union(*id)),
            Some(Declared::Enum(id)) => Lookup::Found(Type::Enum(*id)),
            Some(Declared::Hidden) => Lookup::Hidden,
            None => Lookup::Unknown,
        }
    }

    /// The model of this name.
    pub(super) fn model(&self, name: &str) -> Option<ModelId> {
        match self.types.get(name) {
            Some(Declared::Model(id)) => Some(*id),
            _ => None,
        }
    }

    /// The model of this name, if it consists of the parameters of an operation.
    pub(super) fn parameters(&self, name: &str) -> Option<ModelId> {
        let is_of_operation =
            self.declaration(name).is_some_and(|declaration| declaration.origin == Origin::Operation);
        self.model(name).filter(|_| is_of_operation)
    }

    /// The union of this name.
    pub(super) fn union(&self, name: &str) -> Option<UnionId> {
        match self.types.get(name) {
            Some(Declared::Union(id)) => Some(*id),
            _ => None,
        }
    }

    /// The enumeration of this name.
    pub(super) fn enumeration(&self, name: &str) -> Option<EnumId> {
        match self.types.get(name) {
            Some(Declared::Enum(id)) => Some(*id),
            _ => None,
        }
    }

    /// The declaration of the type with this name.
    pub(super) fn declaration(&self, name: &str) -> Option<&Declaration> {
        self.homes.get(name)
    }

    /// Whether several types have the name, which is reported.
    pub(super) fn is_ambiguous(&self, name: &str) -> bool {
        self.ambiguous.contains(name)
    }

    /// The names of all types of fields, sorted.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> + Clone {
        let names = self.types.keys().map(String::as_str);
        names.filter(|name| matches!(self.lookup(name), Lookup::Found(_)))
    }
}

/// Declares the types of a spec. The first declaration of a name is kept; the others are reported, and uses of the name
/// are not checked.
pub(super) fn declare(spec: &Spec, found: &mut Diagnostics) -> Names {
    let claims = claims(spec);
    let mut winners: BTreeMap<&str, &Claim> = BTreeMap::new();
    let mut in_order = Vec::new();
    let mut ambiguous = BTreeSet::new();
    for claim in &claims {
        match winners.get(claim.name.as_str()) {
            Some(first) => {
                found.push(spelling::taken(claim, first));
                // The name of parameters is written nowhere.
                if claim.origin != Origin::Operation {
                    ambiguous.insert(claim.name.clone());
                }
            }
            None => {
                winners.insert(&claim.name, claim);
                in_order.push(claim);
            }
        }
    }
    spelling::check(&in_order, found);
    Names { ambiguous, ..number(spec, &winners) }
}

/// All declarations, files before those derived from them, so that a file's own name is kept.
fn claims(spec: &Spec) -> Vec<Claim> {
    let file = |name: &String, kind, file, key: &str| Claim {
        name: name.clone(),
        kind,
        origin: Origin::File,
        at: At::root(file).child(key),
    };
    let mut claims = Vec::new();
    for entry in &spec.models {
        claims.push(file(&entry.body.model, Kind::Model, entry.file, "model"));
    }
    for entry in &spec.unions {
        claims.push(file(&entry.body.union, Kind::Union, entry.file, "union"));
    }
    for entry in &spec.enums {
        claims.push(file(&entry.body.name, Kind::Enum, entry.file, "enum"));
    }
    for entry in &spec.unions {
        let variants = At::root(entry.file).child("variants");
        for (name, variant) in &entry.body.variants {
            if variant.model.is_none() && !variant.is_value() {
                claims.push(Claim {
                    name: name.clone(),
                    kind: Kind::Model,
                    origin: Origin::Key,
                    at: variants.child(name),
                });
            }
        }
    }
    for entry in &spec.operations {
        let body = &entry.body;
        if body.has_request_model() {
            claims.push(Claim {
                name: names::request_model(&body.operation),
                kind: Kind::Model,
                origin: Origin::Operation,
                at: At::root(entry.file).child("operation"),
            });
        }
    }
    for entry in spec.operations.iter().filter(|entry| !entry.body.replies.is_empty()) {
        claims.push(Claim {
            name: names::reply_enum(&entry.body.operation),
            kind: Kind::Replies,
            origin: Origin::Operation,
            at: At::root(entry.file).child("operation"),
        });
    }
    for entry in &spec.apis {
        let sources = At::root(entry.file).child("auth").child("sources");
        for (name, _) in entry.body.auth.iter().flat_map(|auth| &auth.sources) {
            claims.push(Claim {
                name: name.clone(),
                kind: Kind::TokenSource,
                origin: Origin::Key,
                at: sources.child(name),
            });
        }
    }
    claims
}

/// Assigns the index in its arena to each declaration.
fn number(spec: &Spec, winners: &BTreeMap<&str, &Claim>) -> Names {
    let mut names = Names::default();
    let (mut models, mut unions, mut enums) = (0, 0, 0);
    let next = |counter: &mut usize| {
        *counter += 1;
        *counter - 1
    };
    for (name, claim) in winners {
        let declared = match claim.kind {
            Kind::Model => Declared::Model(Id::new(next(&mut models))),
            Kind::Union => Declared::Union(Id::new(next(&mut unions))),
            Kind::Enum => Declared::Enum(Id::new(next(&mut enums))),
            Kind::Replies | Kind::TokenSource => continue,
        };
        names.types.insert((*name).to_owned(), declared);
        let (place, at, origin) = (claim.place(), claim.node(), claim.origin);
        let declaration = Declaration { place, at, origin, elsewhere: BTreeMap::new() };
        names.homes.insert((*name).to_owned(), declaration);
    }
    for entry in spec.unions.iter().filter(|entry| !entry.body.fields.is_empty()) {
        for (name, _) in &entry.body.variants {
            if let Some(declaration) = names.homes.get_mut(name)
                && declaration.origin == Origin::Key
            {
                let at = At::root(entry.file).child("fields");
                let shared = entry.body.fields.iter().map(|(wire, _)| (wire.clone(), at.child(wire)));
                declaration.elsewhere.extend(shared);
            }
        }
    }
    for entry in spec.models.iter().filter(|entry| !entry.body.include.is_empty()) {
        if let Some(declaration) = names.homes.get_mut(&entry.body.model)
            && declaration.at.file() == entry.file
        {
            let fields = spec.fields_of(entry).filter(|(_, _, at)| at.file() != entry.file);
            declaration.elsewhere.extend(fields.map(|(wire, _, at)| (wire.to_owned(), at)));
        }
    }
    // A name that is misspelt in its file may be correct elsewhere.
    for name in winners.keys().filter(|name| !names::is_pascal(name)) {
        if let Some(declared) = names.types.get(*name).copied() {
            let ascii = suggest::ascii(name).unwrap_or_else(|| (*name).to_owned());
            names.types.entry(names::pascal(&ascii)).or_insert(declared);
        }
    }
    let unread: BTreeSet<&str> =
        spec.unread.iter().flat_map(|unread| unread.names.iter().map(String::as_str)).collect();
    for name in unread {
        let hidden = names.types.entry(name.to_owned());
        hidden.or_insert(Declared::Hidden);
    }
    names
}
