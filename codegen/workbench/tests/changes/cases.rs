//! Edits of the shop, each with code that compiles against the crate of before.

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

/// One edit, or a few that belong together.
pub(crate) struct Case {
    /// What is done.
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [Edit],
    /// Statements of a program that uses what is edited as it was. Empty where nobody can.
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

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Case> {
    [OPERATIONS, FIELDS, LIMITS, CHOICES, WHOLE].into_iter().flatten()
}

/// The changes of each case, by its name: several tests judge them.
static CHANGES: LazyLock<BTreeMap<&str, Vec<Change>>> = LazyLock::new(|| {
    let old = edit::shop();
    let changes = |case: &'static Case| (case.name, edit::changes(&old, &edit::edited(&old, case.edits)));
    let changes: BTreeMap<&str, Vec<Change>> = all().map(changes).collect();
    assert_eq!(changes.len(), all().count(), "two cases have the same name");
    changes
});

impl Case {
    /// What the comparison reports for the edits.
    pub(crate) fn changes(&self) -> &'static [Change] {
        &CHANGES[self.name]
    }
}
