//! The verdicts on each edit, with their reasons.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use specwright_workbench::changes::{Change, Direction, Effect, Kind, Verdict};

use crate::cases::{self, CHOICES, Case, FIELDS, LIMITS, OPERATIONS, WHOLE};

#[test]
fn every_kind_of_change_has_verdicts() {
    let mut kinds = BTreeSet::new();
    insta::assert_snapshot!("operations", report(OPERATIONS, &mut kinds));
    insta::assert_snapshot!("fields", report(FIELDS, &mut kinds));
    insta::assert_snapshot!("limits", report(LIMITS, &mut kinds));
    insta::assert_snapshot!("choices", report(CHOICES, &mut kinds));
    insta::assert_snapshot!("whole", report(WHOLE, &mut kinds));
    let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "no edit shows {missing:?}");
}

fn report(cases: &[Case], kinds: &mut BTreeSet<Kind>) -> String {
    let mut report = String::new();
    for case in cases {
        writeln!(report, "# {}", case.name).unwrap();
        let found = case.changes();
        assert!(!found.is_empty(), "{} is no change", case.name);
        for change in found {
            kinds.insert(change.kind);
            let (before, after) =
                (change.old.as_deref().unwrap_or("-"), change.new.as_deref().unwrap_or("-"));
            let direction = change.direction.map_or("nowhere", |direction| direction.as_str());
            writeln!(
                report,
                "{} {}: {} ({direction}): {before} => {after}",
                change.level(),
                change.kind,
                change.at
            )
            .unwrap();
            for (name, Verdict { effect, reason, .. }) in
                [("rust", &change.rust), ("wire", &change.wire), ("limits", &change.limits)]
            {
                writeln!(report, "  {name:6} {effect}: {reason}").unwrap();
            }
        }
        report.push('\n');
    }
    report
}

/// The page with the table of all kinds.
const PAGE: &str = include_str!("../../docs/diff.md");

#[test]
fn the_page_lists_every_kind_of_change_with_its_verdicts() {
    let changes: Vec<&Change> = cases::all().flat_map(Case::changes).collect();
    let mut table = String::from(
        "| change | what changed | Rust | wire, requests | wire, replies | limits of requests |\n|---|---|---|---|---|---|\n",
    );
    for kind in Kind::ALL {
        let of_kind = || changes.iter().copied().filter(|change| change.kind == *kind);
        let cell = |effects: &mut dyn Iterator<Item = Effect>| {
            let effects: BTreeSet<&str> = effects.map(Effect::as_str).collect();
            match effects.len() {
                0 => "–".to_owned(),
                1 => effects.into_iter().collect(),
                _ => format!("depends: {}", effects.into_iter().collect::<Vec<_>>().join(", ")),
            }
        };
        let sent = |change: &&Change| change.direction != Some(Direction::Reply);
        let received = |change: &&Change| change.direction != Some(Direction::Request);
        writeln!(
            table,
            "| `{kind}` | {} | {} | {} | {} | {} |",
            kind.title(),
            cell(&mut of_kind().map(|change| change.rust.effect)),
            cell(&mut of_kind().filter(sent).map(|change| change.wire.effect)),
            cell(&mut of_kind().filter(received).map(|change| change.wire.effect)),
            cell(&mut of_kind().filter(sent).map(|change| change.limits.effect)),
        )
        .unwrap();
    }
    assert!(PAGE.contains(&table), "`docs/diff.md` must have this table:\n\n{table}");
}
