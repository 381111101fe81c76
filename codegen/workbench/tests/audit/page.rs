//! The page about the audit.

use specwright_workbench::audit::Kind;

/// The page that explains the verdicts.
const PAGE: &str = include_str!("../../docs/audit.md");

#[test]
fn the_page_explains_every_kind_of_difference_and_no_other() {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let listed: Vec<&str> = rows.map(|(kind, _)| kind).collect();
    assert_eq!(listed, Kind::ALL.map(Kind::as_str));
}
