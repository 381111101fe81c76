//! What one change alone does to the Rust API: the emitters are asked, with that change and without it.

use std::collections::BTreeMap;

use super::Verdict;
use super::surface::{Difference, Name, Surface, verdict};
use specwright::emit::{self, Part};
use specwright::ir::{Api, Operation};
use specwright::parallel;

/// The items whose differences are explained by changes.
#[derive(Debug, Default)]
pub(super) struct Explained {
    /// Items that a change was tried on, and whether it breaks them.
    items: BTreeMap<Name, bool>,
    names: Vec<Named>,
}

/// A thing that is new, gone or known under another name, with all that is named after it.
#[derive(Debug)]
enum Named {
    Type { name: String, module: String },
    Operation { name: String, constant: String },
}

impl Explained {
    /// What the change from one surface to the other does; it is explained from now on.
    pub(super) fn verdict(&mut self, old: &Surface, new: &Surface) -> Verdict {
        let differences = old.differences(new);
        for Difference { name, breaking, .. } in &differences {
            *self.items.entry(name.clone()).or_default() |= breaking;
        }
        verdict(&differences)
    }

    /// Explains all that is named after a type.
    pub(super) fn named_type(&mut self, name: &str, module: &str) {
        self.names.push(Named::Type { name: name.to_owned(), module: module.to_owned() });
    }

    /// Explains all that is named after an operation, and what its types can do because of it.
    pub(super) fn operation(&mut self, operation: &Operation) {
        let Operation { name, constant, .. } = operation;
        self.names.push(Named::Operation { name: name.clone(), constant: constant.clone() });
    }

    /// What no change explains of the differences between two APIs.
    pub(super) fn rest(&self, old: &Api, new: &Api) -> Vec<Difference> {
        let mut differences = whole(old).differences(&whole(new));
        differences.retain(|difference| !self.explains(difference));
        differences
    }

    fn explains(&self, difference: &Difference) -> bool {
        let name = &difference.name;
        let by_item = self.items.get(name).is_some_and(|breaking| *breaking || !difference.breaking);
        by_item
            || self.names.iter().any(|named| match named {
                Named::Type { name: named, module } => name.file == *module || name.has_word(named, module),
                Named::Operation { name: named, constant } => {
                    let of_calls =
                        matches!(name.file.as_str(), "blocking" | "client" | "mock" | "operations");
                    of_calls && (name.has_word(named, constant) || name.is_implementation())
                }
            })
    }
}

/// The whole Rust API.
pub(super) fn whole(api: &Api) -> Surface {
    let surfaces = parallel::map(&emit::parts(api), |part| of_part(api, *part));
    surfaces.into_iter().fold(Surface::default(), Surface::join)
}

/// What one part of a client adds to the Rust API: a model, the error codes.
pub(super) fn of_part(api: &Api, part: Part<'_>) -> Surface {
    let own = match part {
        Part::Model(model) => Some(model.name.as_str()),
        Part::Union(union) => Some(union.name.as_str()),
        Part::Enum(choice) => Some(choice.name.as_str()),
        // Tests are nobody's to name. A type has a strategy where it has `Check`, which its own file tells of.
        Part::Tests | Part::Proptest => return Surface::default(),
        Part::Root
        | Part::Operations
        | Part::Client
        | Part::BlockingClient
        | Part::ErrorCodes
        | Part::TokenSources
        | Part::Mock => None,
    };
    // Examples break nobody, so it does not matter what they import.
    emit::emit(api, part, "").map_or_else(Surface::default, |file| Surface::of(file, own))
}
