//! Converts documentation from the dialect to the checked API.

use crate::dialect::{Documented, Words};
use crate::ir::{self, Docs};

/// The documentation of anything but a field.
pub(super) fn words(words: &Words) -> Docs {
    Docs {
        doc: words.doc.clone(),
        note: words.note.clone(),
        section: words.section.clone(),
        since: words.since.clone(),
        deprecated: words.deprecated.clone(),
        documented: None,
    }
}

/// The documentation of a field.
pub(super) fn field(words_of: &Words, documented: Option<&Documented>) -> Docs {
    Docs {
        documented: documented.map(|documented| ir::Documented {
            required: documented.required,
            ty: documented.ty.clone(),
            max_cjk: documented.max_cjk.map(|count| usize::try_from(count).unwrap_or(usize::MAX)),
            max: documented.max,
            absent: documented.absent,
        }),
        ..words(words_of)
    }
}
