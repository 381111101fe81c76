//! Names of components and operations, all different.

use std::collections::BTreeSet;

/// The names that are taken. Names that differ only in case, `_` and `-` are one, since generators of clients adapt them
/// to the conventions of their language.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Takes a name that is known to be free.
    pub(super) fn reserve(&mut self, name: &str) {
        self.0.insert(folded(name));
    }

    /// The name, or, if it is taken, the name with the first number that makes it another one.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        candidates.find(|name| self.0.insert(folded(name))).unwrap_or_default()
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_generators_would_make_equal_are_distinguished() {
        let mut names = Names::default();
        names.reserve("CreateCard");
        assert_eq!(names.unique("create_card"), "create_card2");
        assert_eq!(names.unique("Create-Card"), "Create-Card3");
        assert_eq!(names.unique("card"), "card");
    }
}
