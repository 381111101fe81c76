//! The page about audits.

use specwright_workbench::audit::Kind;

/// The page that describes the differences.
const PAGE: &str = include_str!("../../docs/audit.md");

#[test]
fn the_page_describes_exactly_the_kinds_of_differences() {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let listed: Vec<&str> = rows.map(|(kind, _)| kind).collect();
    assert_eq!(listed, Kind::ALL.map(Kind::as_str));
}
