//! Schemas: what each becomes.

mod collections;
mod kind;
mod limits;
mod merged;
mod model;
mod patterns;
mod peeled;
mod texts;
mod typed;
mod unions;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::draft::{Draft, Ty, TypeId};
use super::references::{Part, References};
use super::report::{Loss, Row};
use super::value::Value;

pub(super) use kind::Kind;
pub(super) use merged::Merged;
pub(super) use texts::doc;

/// The state of an import.
#[derive(Debug)]
pub(super) struct Import<'d> {
    pub(super) references: References<'d>,
    pub(super) draft: Draft,
    pub(super) rows: Vec<Row>,
    /// The types of schemas that references lead to, by pointer and by the tag that they lack.
    places: HashMap<(Rc<str>, Option<String>), Named>,
    /// The types of equal schemas without a name, at places with the same word.
    contents: HashMap<(String, &'d Value), TypeId>,
    /// The types that are in forms with names in brackets, where each scalar is a text.
    pub(super) in_forms: HashSet<TypeId>,
    /// The unions of values, of which parameters have texts.
    pub(super) of_values: HashSet<TypeId>,
    /// The types whose contents are not read yet.
    jobs: VecDeque<Job<'d>>,
}

/// A type that is declared.
#[derive(Clone, Copy, Debug)]
struct Named {
    id: TypeId,
    nullable: bool,
}

/// A type whose content is read later, so that no chain of references is followed by recursion.
#[derive(Debug)]
struct Job<'d> {
    id: TypeId,
    content: Content<'d>,
}

#[derive(Debug)]
enum Content<'d> {
    /// A model, without the field of this name.
    Model(Merged<'d>, Option<String>),
    Union(unions::Plan<'d>),
    /// The fields of several models, of which a value has those of one.
    Joined(Vec<Merged<'d>>),
}

/// The type of a schema, with what else a field of it has.
#[derive(Clone, Debug)]
pub(super) struct Typed<'d> {
    pub(super) ty: Ty,
    pub(super) nullable: bool,
    /// Limits and other keys of a field.
    pub(super) keys: Vec<(&'static str, Value)>,
    pub(super) constant: Option<Part<'d>>,
    /// The keywords that say something about a use of the type, each at most once.
    pub(super) notes: Vec<(&'d str, Part<'d>)>,
}

impl<'d> Typed<'d> {
    fn new(ty: Ty) -> Typed<'d> {
        Typed { ty, nullable: false, keys: Vec::new(), constant: None, notes: Vec::new() }
    }

    pub(super) fn note(&self, keyword: &str) -> Option<&Part<'d>> {
        self.notes.iter().find(|(name, _)| *name == keyword).map(|(_, part)| part)
    }

    pub(super) fn has_note(&self, keyword: &str) -> bool {
        self.note(keyword).is_some_and(|part| part.value.is_true())
    }
}

impl<'d> Import<'d> {
    pub(super) fn new(root: &'d Value) -> Import<'d> {
        Import {
            references: References::new(root),
            draft: Draft::default(),
            rows: Vec::new(),
            places: HashMap::new(),
            contents: HashMap::new(),
            in_forms: HashSet::new(),
            of_values: HashSet::new(),
            jobs: VecDeque::new(),
        }
    }

    /// Reports that something is not in the spec as the document has it.
    pub(super) fn lose(&mut self, loss: Loss, at: &str, what: impl Into<String>) {
        self.rows.push(Row { pointer: at.to_owned(), loss, what: what.into() });
    }

    /// Reads the contents of all types that are declared.
    pub(super) fn work(&mut self) {
        while let Some(Job { id, content }) = self.jobs.pop_front() {
            match content {
                Content::Model(merged, without) => self.fill_model(id, &merged, without.as_deref()),
                Content::Union(plan) => self.fill_union(id, plan),
                Content::Joined(models) => self.fill_joined(id, &models),
            }
        }
    }

    /// The value that a member leads to, if it is a reference; else the value itself.
    pub(super) fn followed(&mut self, part: Part<'d>) -> Option<Part<'d>> {
        const MOST: usize = 32;
        let mut part = part;
        for _ in 0..MOST {
            let Some(reference) = part.text("$ref") else { return Some(part) };
            match self.references.resolve(reference) {
                Some(target) => part = target,
                None => {
                    self.lose(Loss::Reference, &part.at, format!("`{reference}` leads nowhere"));
                    return None;
                }
            }
        }
        self.lose(Loss::ReferenceCycle, &part.at, "references that lead to each other");
        None
    }
}
