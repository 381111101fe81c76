//! The verdicts on each edit, with their reasons, as people read them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use specwright_workbench::changes::{Kind, Verdict};

use crate::cases::{CHOICES, Case, FIELDS, LIMITS, OPERATIONS, WHOLE};
use crate::edit::{changes, edited, shop};

#[test]
fn every_kind_of_change_has_verdicts() {
    let mut kinds = BTreeSet::new();
    insta::assert_snapshot!("operations", told(OPERATIONS, &mut kinds));
    insta::assert_snapshot!("fields", told(FIELDS, &mut kinds));
    insta::assert_snapshot!("limits", told(LIMITS, &mut kinds));
    insta::assert_snapshot!("choices", told(CHOICES, &mut kinds));
    insta::assert_snapshot!("whole", told(WHOLE, &mut kinds));
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "no edit shows {missing:?}");
}

fn told(cases: &[Case], kinds: &mut BTreeSet<Kind>) -> String {
    let old = shop();
    let mut told = String::new();
    for case in cases {
        writeln!(told, "# {}", case.name).unwrap();
        let found = changes(&old, &edited(&old, case.edits));
        assert!(!found.is_empty(), "{} is no change", case.name);
        for change in found {
            kinds.insert(change.kind);
            let (before, after) =
                (change.old.as_deref().unwrap_or("-"), change.new.as_deref().unwrap_or("-"));
            let direction = change.direction.map_or("nowhere", |direction| direction.as_str());
            writeln!(
                told,
                "{} {}: {} ({direction}): {before} => {after}",
                change.level(),
                change.kind,
                change.at
            )
            .unwrap();
            for (name, Verdict { effect, reason, .. }) in
                [("rust", &change.rust), ("wire", &change.wire), ("limits", &change.limits)]
            {
                writeln!(told, "  {name:6} {effect}: {reason}").unwrap();
            }
        }
        told.push('\n');
    }
    told
}
