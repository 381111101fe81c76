//! Compares two checked specs: what changed, and what each change means for the Rust API, the wire and the limits.
//!
//! ```
//! use specwright_workbench::changes::{Kind, Level, Side, compare};
//! use specwright::{Source, check};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let spec = |fields: &str| {
//!     [
//!         Source::new("api.yaml", "api: shop\nserver: https://shop.example.com\n"),
//!         Source::new("order.yaml", format!("model: Order\nfields:\n{fields}")),
//!         Source::new("send.yaml", "operation: send\nmethod: POST\npath: /orders\nrequest: Order\n"),
//!     ]
//! };
//! let old = spec("  sku: { type: string, required: true }\n");
//! let new = spec("  sku: { type: string, required: true }\n  gift: { type: bool }\n");
//! let checked = |sources: &[Source]| check::check(sources).map_err(|problems| problems.render(sources, false));
//! let (old_api, new_api) = (checked(&old)?.api, checked(&new)?.api);
//! let changes = compare(Side { sources: &old, api: &old_api }, Side { sources: &new, api: &new_api });
//! assert_eq!((changes[0].kind, changes[0].at.as_str()), (Kind::FieldAdded, "Order.gift"));
//! assert_eq!(changes[0].level(), Level::Minor);
//! # Ok(())
//! # }
//! ```

mod accepted;
mod api;
mod change;
mod collector;
mod credentials;
mod directions;
mod docs;
mod enums;
mod errors;
mod events;
mod excerpt;
mod fits;
mod models;
mod named;
mod operations;
mod pairs;
mod rest;
mod surface;
mod token_sources;
mod trial;
mod types;
mod unions;
mod values;

use collector::Collector;
use pairs::Pairs;
use specwright::ir::Api;
use specwright::source::Source;

pub use accepted::{Accepted, AcceptedList, accepted, unmatched};
pub use change::{Change, Direction, Effect, Level, Position, Revision, Verdict};
pub use specwright::{ChangeKind as Kind, UnknownChangeKind as UnknownKind};

/// One side of a comparison.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::changes::{Side, compare};
///
/// let sources = sources();
/// let api = check(&sources).unwrap().api;
/// let side = || Side { sources: &sources, api: &api };
/// assert!(compare(side(), side()).is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The sources that `api` was checked from.
    pub sources: &'a [Source],
    /// The checked API.
    pub api: &'a Api,
}

/// Every change from one spec to the other: by file and position in the new one, then removals by file and
/// position in the old one. Renaming or reordering files is not a change.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_workbench::changes::{Effect, Kind, Side, compare};
/// use specwright::check::check;
///
/// let (old, mut new) = (sources(), sources());
/// let pet = "model: Pet\ndoc: A pet.\nfields:\n  name: { type: string, required: true, max_bytes: 9, doc: Its name., example: 小白 }\n";
/// new[1] = Source::new("pet.yaml", pet); // 9 bytes in place of 12
/// let (old_api, new_api) = (check(&old).unwrap().api, check(&new).unwrap().api);
/// let changes = compare(Side { sources: &old, api: &old_api }, Side { sources: &new, api: &new_api });
/// assert_eq!((changes[0].kind.as_str(), changes[0].at.as_str()), ("limit-tightened", "Pet.name"));
/// assert_eq!(changes[0].limits.effect, Effect::Breaking);
/// # Ok(())
/// # }
/// ```
pub fn compare(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    collect(old, new).in_order()
}

fn collect<'a>(old: Side<'a>, new: Side<'a>) -> Collector<'a> {
    let pairs = Pairs::new(old.api, new.api);
    let mut found = Collector::new(old, new);
    api::compare(&pairs, &mut found);
    errors::compare(&pairs, &mut found);
    token_sources::compare(&pairs, &mut found);
    credentials::compare(&pairs, &mut found);
    operations::compare(&pairs, &mut found);
    events::compare(&pairs, &mut found);
    models::compare(&pairs, &mut found);
    unions::compare(&pairs, &mut found);
    enums::compare(&pairs, &mut found);
    rest::compare(&pairs, &mut found);
    found
}

#[cfg(test)]
mod tests;
