//! Breaking changes that the spec accepts.

use super::{Change, Kind, Level};
use specwright::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use specwright::dialect::{self, Document};
use specwright::source::Source;
use specwright::suggest;
use specwright::yaml;

/// A spec's `accepted:`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AcceptedList {
    /// The index of its file among the sources.
    pub file: usize,
    /// The entries, in order.
    pub entries: Vec<Accepted>,
    /// Whether the entries are in brackets, `accepted: [{ … }]`, and not on separate lines.
    pub in_brackets: bool,
}

/// One entry of a spec's `accepted:`.
///
/// ```
/// use specwright::Source;
/// use specwright_workbench::changes::accepted;
///
/// let list = "accepted:\n  - { change: field-removed, at: Pet.tail, reason: Nobody asked. }\n";
/// let list = accepted(&[Source::new("accepted.yaml", list)]).unwrap();
/// assert_eq!(list.entries[0].change.as_str(), "field-removed");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// The kind of change.
    pub change: Kind,
    /// What changed, as [`Change::at`] names it.
    pub at: String,
    /// The reason for accepting it.
    pub reason: String,
    /// The position of `at` in the entry.
    pub place: Place,
}

impl Accepted {
    /// Whether the entry accepts this change, which must be breaking.
    pub fn accepts(&self, change: &Change) -> bool {
        self.is_of(change) && change.level() == Level::Major
    }

    fn is_of(&self, change: &Change) -> bool {
        self.change == change.kind && self.at == change.at
    }
}

/// The changes that a valid spec accepts; `None` if it has no `accepted`.
///
/// ```
/// use specwright::Source;
/// use specwright_workbench::changes::accepted;
///
/// assert!(accepted(&[Source::new("api.yaml", "api: pets\n")]).is_none());
/// let list = Source::new("accepted.yaml", "accepted: []\n");
/// assert!(accepted(&[list]).is_some_and(|list| list.entries.is_empty()));
/// ```
pub fn accepted(sources: &[Source]) -> Option<AcceptedList> {
    let mut known = Diagnostics::default();
    sources.iter().enumerate().find_map(|(file, source)| {
        let Some(Document::Accepted(list)) = dialect::read(file, source, &mut known) else { return None };
        let entries = list.accepted.into_iter().map(|(position, entry)| {
            let dialect::Acceptance { change, at, reason } = entry;
            let place = Place::value(file, ["accepted".to_owned(), position.to_string(), "at".to_owned()]);
            Accepted { change, at, reason, place }
        });
        let parsed = yaml::parse(&source.text());
        let in_brackets = parsed.find(&["accepted".to_owned()]).0.flow;
        Some(AcceptedList { file, entries: entries.collect(), in_brackets })
    })
}

/// Errors for the entries that accept none of the changes.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_workbench::changes::{Side, accepted, compare, unmatched};
/// use specwright::check::check;
///
/// let (old, mut new) = (sources(), sources());
/// let pet = "model: Pet\ndoc: A pet.\nfields:\n  name: { type: string, required: true, max_bytes: 9, doc: Its name., example: 小白 }\n";
/// new[1] = Source::new("pet.yaml", pet); // 9 bytes in place of 12
/// let (old_api, new_api) = (check(&old).unwrap().api, check(&new).unwrap().api);
/// let changes = compare(Side { sources: &old, api: &old_api }, Side { sources: &new, api: &new_api });
///
/// let list = "accepted:\n  - { change: field-removed, at: Pet.tail, reason: Nobody asked. }\n";
/// new.push(Source::new("accepted.yaml", list));
/// let list = accepted(&new).ok_or("no list")?;
/// assert_eq!(unmatched(&list.entries, &changes).error_count(), 1); // nothing of the kind happened
/// # Ok(())
/// # }
/// ```
pub fn unmatched<'a>(accepted: impl IntoIterator<Item = &'a Accepted>, changes: &[Change]) -> Diagnostics {
    let mut found = Diagnostics::default();
    let unmatched = accepted.into_iter().filter(|entry| !changes.iter().any(|change| entry.accepts(change)));
    found.extend(unmatched.map(|entry| {
        let (message, help) = why(entry, changes);
        Diagnostic::error(Code::UnmatchedAcceptance, entry.place.clone(), message).help(help)
    }));
    found
}

/// The message and the help for an entry that matches nothing.
fn why(entry: &Accepted, changes: &[Change]) -> (String, String) {
    let Accepted { change, at, .. } = entry;
    if changes.iter().any(|other| entry.is_of(other)) {
        let message = format!("`{change}` of `{at}` is not breaking and need not be accepted");
        return (message, "remove the entry".to_owned());
    }
    let breaks = || changes.iter().filter(|change| change.level() == Level::Major);
    let message = format!("there is no `{change}` of `{at}`");
    let here: Vec<String> =
        breaks().filter(|other| other.at == *at).map(|other| format!("`{}`", other.kind)).collect();
    if !here.is_empty() {
        return (message, format!("breaking changes there: {}", suggest::list(&here)));
    }
    let there = breaks().filter(|other| other.kind == *change).map(|other| other.at.as_str());
    let help = match suggest::nearest(at, there) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove the entry if the change is already released or was undone".to_owned(),
    };
    (message, help)
}

#[cfg(test)]
mod tests {
    use super::{accepted, unmatched};
    use crate::changes::{Change, Side, compare};
    use specwright::Source;
    use specwright::check::check;

    fn spec(fields: &str, accepted: &str) -> Vec<Source> {
        let mut sources = vec![
            Source::new("api.yaml", "api: shop\nserver: https://shop.example.com\n"),
            Source::new("order.yaml", format!("model: Order\nfields:\n  sku: {{ type: string }}\n{fields}")),
            Source::new("send.yaml", "operation: send\nmethod: POST\npath: /orders\nrequest: Order\n"),
        ];
        if !accepted.is_empty() {
            sources.push(Source::new("accepted.yaml", format!("accepted:\n{accepted}")));
        }
        sources
    }

    fn changes(old: &[Source], new: &[Source]) -> Vec<Change> {
        let (old_api, new_api) = (check(old).unwrap().api, check(new).unwrap().api);
        compare(Side { sources: old, api: &old_api }, Side { sources: new, api: &new_api })
    }

    /// The problems with a list when `Order.gift` is removed and `Order.note` is added.
    fn problems(list: &str) -> Vec<String> {
        let old = spec("  gift: { type: bool }\n", "");
        let new = spec("  note: { type: string }\n", list);
        let problems = unmatched(&accepted(&new).unwrap().entries, &changes(&old, &new));
        problems.into_iter().map(|one| format!("{}; {}", one.message, one.help.unwrap())).collect()
    }

    #[test]
    fn an_entry_matches_a_breaking_change() {
        let entry = "  - { change: field-removed, at: Order.gift, reason: Nobody gives. }\n";
        assert_eq!(problems(entry), [""; 0]);
        let sources = spec("", entry);
        let list = accepted(&sources).unwrap();
        assert_eq!((list.file, list.entries[0].reason.as_str()), (3, "Nobody gives."));
    }

    #[test]
    fn a_list_may_be_empty_or_missing() {
        let mut sources = spec("", "");
        assert_eq!(accepted(&sources), None);
        sources.push(Source::new("accepted.yaml", "accepted: []\n"));
        assert_eq!(accepted(&sources).unwrap().entries, []);
    }

    #[test]
    fn an_entry_without_a_match_is_reported_with_a_suggestion() {
        let one = |change: &str, at: &str| {
            problems(&format!("  - {{ change: {change}, at: {at}, reason: Why not. }}\n")).join("\n")
        };
        assert_eq!(
            one("field-added", "Order.note"),
            "`field-added` of `Order.note` is not breaking and need not be accepted; remove the entry"
        );
        assert_eq!(
            one("field-renamed", "Order.gift"),
            "there is no `field-renamed` of `Order.gift`; breaking changes there: `field-removed`"
        );
        assert_eq!(
            one("field-removed", "Order.gifts"),
            "there is no `field-removed` of `Order.gifts`; did you mean `Order.gift`?"
        );
        assert!(one("path-changed", "send").ends_with("if the change is already released or was undone"));
    }

    #[test]
    fn accepted_changes_are_not_part_of_the_api() {
        let entry = "  - { change: field-removed, at: Order.gift, reason: Nobody gives. }\n";
        let (without, with) = (spec("", ""), spec("", entry));
        assert_eq!(changes(&without, &with), []);
        let files = |sources: &[Source]| specwright::generate(sources).unwrap().files;
        assert_eq!(files(&without), files(&with));
    }
}
