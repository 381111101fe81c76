//! The values of a union's tag or of an enumeration: of one type, and unique.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::dialect::{List, Scalar};
use crate::ir::TagValue;

use crate::check::at::At;
use crate::check::values;

/// The values so far.
pub(in crate::check) struct Tags {
    /// The noun in messages: `value`, `tag`.
    noun: &'static str,
    /// The first value that is written, which determines whether all are integers or strings.
    first: Option<(TagValue, Place)>,
    seen: BTreeMap<TagValue, Place>,
}

impl Tags {
    /// No values.
    pub(in crate::check) fn new(noun: &'static str) -> Tags {
        Tags { noun, first: None, seen: BTreeMap::new() }
    }

    /// Adds a value that is written.
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

    /// Adds the other spellings of a value.
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
                format!("{shown} cannot be a {noun}: expected an integer of 64 bits or a string"),
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
                    format!("duplicate {noun} {}", values::show_tag(&tag)),
                )
                .label("the second one")
                .related(first.clone(), "the first one")
                .help(format!("every spelling of a {noun} is unique: remove one of them")),
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
                "use one type; add another spelling that the server accepts to `also_read` of the {noun}"
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
