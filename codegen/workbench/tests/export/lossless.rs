//! Two checked APIs that differ have different documents, so that an importer can restore the one that it reads.

use std::sync::LazyLock;

use proptest::prelude::*;
use specwright::check::check;
use specwright::ir::Api;
use specwright_workbench::export::{Version, openapi};

use super::{checked, mutations};

pub(super) const VERSIONS: [Version; 2] = [Version::V3_0, Version::V3_1];

/// Everything that the check found, but the files in which it is.
pub(super) fn meaning(api: &Api) -> String {
    let text = format!("{api:?}");
    let without = |text: &str, before: &str, after: &str| {
        let parts = text.split(before).map(|part| part.split_once(after).map_or(part, |(_, rest)| rest));
        parts.collect::<Vec<_>>().join("file: ")
    };
    // A document has the fields of a group in each model that includes it.
    let of_groups = without(&text, "group_file: Some(\"", "\"), ").replace("group_file: None, ", "file: ");
    without(&of_groups, "file: \"", "\", ")
}

fn document(api: &Api, version: Version) -> String {
    serde_json::to_string(&openapi(api, version, None)).unwrap()
}

static ORIGINAL: LazyLock<(String, [String; 2])> = LazyLock::new(|| {
    let original = checked(&mutations::undamaged());
    (meaning(&original), VERSIONS.map(|version| document(&original, version)))
});

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_difference_is_in_the_document(edited in mutations::damaged()) {
        let Ok(edited) = check(&edited) else { return Ok(()) };
        let (original, documents) = &*ORIGINAL;
        let edited_meaning = meaning(&edited.api);
        if edited_meaning == *original {
            return Ok(());
        }
        for (version, original_document) in VERSIONS.into_iter().zip(documents) {
            prop_assert!(
                document(&edited.api, version) != *original_document,
                "{:?} loses a difference:\n{}",
                version,
                first_difference(original, &edited_meaning)
            );
        }
    }
}

/// The first place at which two texts differ.
pub(super) fn first_difference(left: &str, right: &str) -> String {
    let same = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let shown = |text: &str| text.chars().skip(same.saturating_sub(200)).take(400).collect::<String>();
    format!("{}\n--- and ---\n{}", shown(left), shown(right))
}
