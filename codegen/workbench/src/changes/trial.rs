//! The effect of one change on the Rust API: the emitted items with the change are compared with those without it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use super::surface::{Difference, ItemName, Surface, verdict};
use specwright::emit::{self, Part};
use specwright::ir::{Api, Group, Operation};
use specwright::parallel;

/// The differences of the Rust API that are explained by the changes reported so far.
#[derive(Debug, Default)]
pub(super) struct Explained {
    /// The items that differed in trials, and whether the difference was breaking.
    items: BTreeMap<ItemName, bool>,
    /// The names and modules of types that were added, removed or renamed.
    types: BTreeSet<String>,
    modules: BTreeSet<String>,
    /// The names of operations and credentials that were added, removed, renamed or changed in their types, and of their constants.
    operations: BTreeSet<String>,
    /// Number of items that edits were compared by: a measure of the work.
    #[cfg(test)]
    pub(super) compared: usize,
}

impl Explained {
    /// The effect of the change from one surface to the other, whose differences it explains.
    pub(super) fn verdict(&mut self, old: &Surface, new: &Surface) -> Verdict {
        let differences = old.differences(new);
        for Difference { name, breaking, .. } in &differences {
            *self.items.entry(name.clone()).or_default() |= breaking;
        }
        verdict(&differences)
    }

    /// The effect of an edit of a type, whose surface is computed once at most, or of an excerpt of it.
    pub(super) fn edit<T: Clone>(
        &mut self,
        (whole, surface_of_whole): (&T, &OnceCell<Surface>),
        excerpt: Option<T>,
        surface: impl Fn(&T) -> Surface,
        edit: impl FnOnce(&mut T),
    ) -> Verdict {
        let mut edited = excerpt.as_ref().unwrap_or(whole).clone();
        edit(&mut edited);
        let after = surface(&edited);
        #[cfg(test)]
        {
            self.compared += after.len();
        }
        match excerpt {
            Some(excerpt) => self.verdict(&surface(&excerpt), &after),
            None => self.verdict(surface_of_whole.get_or_init(|| surface(whole)), &after),
        }
    }

    /// Explains all items whose names contain the name of a type.
    pub(super) fn named_type(&mut self, name: &str, module: &str) {
        self.types.extend([name.to_owned(), module.to_owned()]);
        self.modules.insert(module.to_owned());
    }

    /// Explains all items whose names contain the name of an operation, and the traits of its types.
    pub(super) fn operation(&mut self, operation: &Operation) {
        let method = operation.method_name().to_owned();
        self.operations.extend([operation.name.clone(), method, operation.constant.clone()]);
        if let Some(name) = operation.reply_enum() {
            self.types.extend([name, "replies".to_owned()]);
        }
        self.pages(operation);
    }

    /// Explains the items for the pages of an operation's list.
    pub(super) fn pages(&mut self, operation: &Operation) {
        self.operations.extend([operation.pages_method(), format!("{}_PAGES", operation.constant)]);
    }

    /// Explains the type of a group of operations, the client's method that returns it, and the module that has such types.
    pub(super) fn group(&mut self, group: &Group) {
        self.types.extend([group.type_name.clone(), "client".to_owned()]);
        self.operations.extend([group.name.clone()]);
    }

    /// Explains the methods of the client for a credential.
    pub(super) fn credential(&mut self, name: &str) {
        self.operations.extend([name.to_owned(), format!("invalidate_{name}")]);
    }

    /// The differences between two APIs that no change explains.
    pub(super) fn rest(&self, old: &Api, new: &Api) -> Vec<Difference> {
        let mut differences = whole(old).differences(&whole(new));
        differences.retain(|difference| !self.explains(difference));
        differences
    }

    fn explains(&self, difference: &Difference) -> bool {
        let name = &difference.name;
        let by_item = self.items.get(name).is_some_and(|breaking| *breaking || !difference.breaking);
        let of_calls =
            matches!(name.file.as_str(), "blocking" | "client" | "mock" | "operations" | "reply_headers");
        by_item
            || self.modules.contains(&name.file)
            || name
                .words()
                .any(|word| self.types.contains(word) || (of_calls && self.operations.contains(word)))
            || (of_calls && name.is_implementation() && !self.operations.is_empty())
    }
}

/// The whole Rust API.
pub(super) fn whole(api: &Api) -> Surface {
    let surfaces = parallel::map(&emit::parts(api), |part| of_part(api, *part));
    surfaces.into_iter().fold(Surface::default(), Surface::join)
}

/// The items of one part of a client: a model, the error codes.
pub(super) fn of_part(api: &Api, part: Part<'_>) -> Surface {
    let own = match part {
        Part::Model(model) => Some(model.name.as_str()),
        Part::Union(union) => Some(union.name.as_str()),
        Part::Enum(choice) => Some(choice.name.as_str()),
        // Code outside of the crate cannot name tests. A type has a strategy if it implements `Check`, which is in its own file.
        Part::Tests | Part::Proptest => return Surface::default(),
        Part::Root
        | Part::Operations
        | Part::Client
        | Part::BlockingClient
        | Part::ErrorCodes
        | Part::Replies
        | Part::ReplyHeaders
        | Part::Server
        | Part::TokenSources
        | Part::Events
        | Part::Mock => None,
    };
    // Examples are not part of the surface.
    emit::emit(api, part, "").map_or_else(Surface::default, |file| Surface::of(file, own))
}
