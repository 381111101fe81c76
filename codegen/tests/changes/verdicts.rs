//! The verdicts on each edit, with their reasons, as people read them.

use std::fmt::Write as _;

use specwright::changes::Verdict;

use crate::cases::{CHOICES, Case, FIELDS, LIMITS, OPERATIONS, WHOLE};
use crate::edit::{changes, edited, shop};

fn told(cases: &[Case]) -> String {
    let old = shop();
    let mut told = String::new();
    for case in cases {
        writeln!(told, "# {}", case.name).unwrap();
        let found = changes(&old, &edited(&old, case.edits));
        assert!(!found.is_empty(), "{} is no change", case.name);
        for change in found {
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

#[test]
fn operations_have_verdicts() {
    insta::assert_snapshot!(told(OPERATIONS));
}

#[test]
fn fields_have_verdicts() {
    insta::assert_snapshot!(told(FIELDS));
}

#[test]
fn limits_have_verdicts() {
    insta::assert_snapshot!(told(LIMITS));
}

#[test]
fn choices_have_verdicts() {
    insta::assert_snapshot!(told(CHOICES));
}

#[test]
fn the_whole_api_has_verdicts() {
    insta::assert_snapshot!(told(WHOLE));
}
