//! Edits of the shop, each with code that compiles with the old crate.

mod choices;
mod fields;
mod limits;
mod operations;
mod whole;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use specwright_workbench::changes::Change;

use crate::edit::{self, Edit};

pub(crate) use choices::CHOICES;
pub(crate) use fields::FIELDS;
pub(crate) use limits::LIMITS;
pub(crate) use operations::OPERATIONS;
pub(crate) use whole::WHOLE;

/// An edit, or a few that belong together.
pub(crate) struct Case {
    /// The description of the edit.
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [Edit],
    /// Statements of a program that uses the old items; empty if there are none.
    pub(crate) consumer: &'static str,
}

const fn case(name: &'static str, edits: &'static [Edit], consumer: &'static str) -> Case {
    Case { name, edits, consumer }
}

const ORDER: &str = r#"
    let person = Person::new("Li");
    let post = Post::new(80);
    let order = Order::new(order::Required { sku: lit!("tea"), buyer: person, kind: Kind::Box, ship: post.into() });
"#;

/// All cases.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [OPERATIONS, FIELDS, LIMITS, CHOICES, WHOLE].into_iter().flatten()
}

/// The changes of each case, by name, for several tests.
static CHANGES: LazyLock<BTreeMap<&str, Vec<Change>>> = LazyLock::new(|| {
    let old = edit::shop();
    let changes = |case: &'static Case| (case.name, edit::changes(&old, &edit::edited(&old, case.edits)));
    let changes: BTreeMap<&str, Vec<Change>> = all().map(changes).collect();
    assert_eq!(changes.len(), all().count(), "two cases have the same name");
    changes
});

impl Case {
    /// The changes that the comparison reports.
    pub(crate) fn changes(&self) -> &'static [Change] {
        &CHANGES[self.name]
    }
}
