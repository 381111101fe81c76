//! The branches of a union, with those of unions inside of it.

use std::collections::HashSet;
use std::rc::Rc;

use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::kind::{Kind, Kinded};
use crate::import::schemas::typed::Source;
use crate::import::schemas::{Import, Merged};

/// A branch that is not a union itself.
#[derive(Debug)]
pub(super) struct Leaf<'d> {
    pub(super) part: Part<'d>,
    pub(super) merged: Merged<'d>,
    pub(super) kind: Kind<'d>,
    pub(super) is_referenced: bool,
    /// The name of the component, the title, or a number.
    pub(super) name: String,
}

/// Maximum number of branches.
const MOST: usize = 256;

impl<'d> Import<'d> {
    /// The branches, and whether one of them can be null; `None` if one cannot be read, which is reported.
    pub(super) fn leaves(
        &mut self,
        source: &Source<'d, '_>,
        branches: Vec<Part<'d>>,
    ) -> Option<(Vec<Leaf<'d>>, bool)> {
        let base = (!source.merged.properties.is_empty()).then(|| {
            let mut base = source.merged.clone();
            base.remove(&["oneOf", "anyOf", "discriminator", "description", "title"]);
            base
        });
        let mut leaves: Vec<Leaf<'d>> = Vec::new();
        let mut nullable = false;
        let mut seen: HashSet<Rc<str>> = HashSet::new();
        let mut waiting: Vec<Part<'d>> = branches.into_iter().rev().collect();
        while let Some(branch) = waiting.pop() {
            let peeled = self.peel(branch)?;
            if !seen.insert(Rc::clone(&peeled.part.at)) {
                continue;
            }
            if seen.len() > MOST {
                self.lose(Loss::TooDeep, &source.merged.at, "too many branches of a union");
                return None;
            }
            let mut merged = self.merge(std::slice::from_ref(&peeled.part));
            let mut kinded = self.kind(&merged);
            nullable |= peeled.nullable || kinded.nullable;
            if let Kind::Union(inner) = kinded.kind {
                if merged.properties.is_empty() {
                    waiting.extend(inner.into_iter().rev());
                    continue;
                }
                self.lose(Loss::AmbiguousUnion, &merged.at, "a union with fields inside of another");
                return None;
            }
            let mut is_referenced = peeled.is_referenced;
            let name = match is_referenced {
                true => crate::import::schemas::typed::last_step(&peeled.part.at),
                false => merged
                    .text("title")
                    .map_or_else(|| format!("variant {}", leaves.len() + 1), str::to_owned),
            };
            if let Some(base) = &base {
                let mut whole = base.clone();
                self.merge_into(&mut whole, peeled.part.clone(), 0);
                whole.at = Rc::clone(&peeled.part.at);
                kinded = Kinded { kind: Kind::Model, nullable: false };
                merged = whole;
                is_referenced = false;
            }
            leaves.push(Leaf { part: peeled.part, merged, kind: kinded.kind, is_referenced, name });
        }
        Some((leaves, nullable))
    }
}
