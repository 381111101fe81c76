//! The values of a union's tag or of an enumeration: of one kind, and none twice.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{List, Scalar};
use crate::ir::TagValue;

use crate::check::at::At;
use crate::check::values;

/// The values seen so far.
pub(in crate::check) struct Tags {
    /// What they are called in messages: `value`, `tag`.
    noun: &'static str,
    /// The first value that is written, which says whether all are integers or strings.
    first: Option<(TagValue, Place)>,
    seen: BTreeMap<TagValue, Place>,
}

impl Tags {
    /// None so far.
    pub(in crate::check) fn new(noun: &'static str) -> Tags {
        Tags { noun, first: None, seen: BTreeMap::new() }
    }

    /// Takes in a value that is written.
    pub(in crate::check) fn main(
        &mut self,
        value: &Scalar,
        place: Place,
        found: &mut Diagnostics,
    ) -> Option<TagValue> {
        let tag = self.take(value, place.clone(), found)?;
        match &self.first {
            None => self.first = Some((tag.clone(), place)),
            Some((first, first_place)) if is_text(first) != is_text(&tag) => {
                found.push(self.mixed(&tag, place, first, first_place));
            }
            Some(_) => {}
        }
        Some(tag)
    }

    /// Takes in the other spellings of a value.
    pub(in crate::check) fn also_read(
        &mut self,
        spellings: &List<Scalar>,
        at: &At,
        found: &mut Diagnostics,
    ) -> Vec<TagValue> {
        let mut tags = Vec::new();
        for (index, spelling) in spellings {
            tags.extend(self.take(spelling, at.item(*index).value(), found));
        }
        tags
    }

    fn take(&mut self, value: &Scalar, place: Place, found: &mut Diagnostics) -> Option<TagValue> {
        let noun = self.noun;
        let Some(tag) = values::tag(value) else {
            let shown = values::show(value);
            let diagnostic = Diagnostic::error(
                Code::BadTag,
                place,
                format!("{shown} cannot be a {noun}: an integer of 64 bits or a string is needed"),
            );
            let bare = shown.trim_matches('`');
            found.push(diagnostic.help(format!("if it is a string on the wire, quote it: \"{bare}\"")));
            return None;
        };
        if let Some(first) = self.seen.get(&tag) {
            found.push(
                Diagnostic::error(
                    Code::DuplicateTag,
                    place,
                    format!("the {noun} {} stands twice", values::show_tag(&tag)),
                )
                .label("the second of them")
                .related(first.clone(), "the first is here")
                .help(format!("every spelling of a {noun} means one thing: remove one of the two")),
            );
            return None;
        }
        self.seen.insert(tag.clone(), place);
        Some(tag)
    }

    fn mixed(&self, tag: &TagValue, place: Place, first: &TagValue, at: &Place) -> Diagnostic {
        let noun = self.noun;
        let kind = |tag: &TagValue| if is_text(tag) { "a string" } else { "an integer" };
        let help = match tag {
            TagValue::Int(number) => format!("quote it if it is a string on the wire: \"{number}\""),
            TagValue::Text(_) => format!(
                "write one kind; a second spelling that the server understands goes to `also_read` of the {noun}"
            ),
        };
        Diagnostic::error(
            Code::MixedTags,
            place,
            format!("this {noun} is {}, but the first is {}", kind(tag), kind(first)),
        )
        .related(at.clone(), format!("the first is {}", kind(first)))
        .help(help)
    }
}

fn is_text(tag: &TagValue) -> bool {
    matches!(tag, TagValue::Text(_))
}
