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
    /// The values that are written.
    written: Vec<(TagValue, Place)>,
    seen: BTreeMap<TagValue, Place>,
}

impl Tags {
    /// No values.
    pub(in crate::check) fn new(noun: &'static str) -> Tags {
        Tags { noun, written: Vec::new(), seen: BTreeMap::new() }
    }

    /// Adds a value that is written.
    pub(in crate::check) fn main(
        &mut self,
        value: &Scalar,
        place: Place,
        found: &mut Diagnostics,
    ) -> Option<TagValue> {
        let tag = self.take(value, place.clone(), found)?;
        self.written.push((tag.clone(), place));
        Some(tag)
    }

    /// Reports the values that are written and are not of the type of most, or of the first.
    pub(in crate::check) fn finish(self, found: &mut Diagnostics) {
        let (texts, numbers): (Vec<_>, Vec<_>) = self.written.iter().partition(|(tag, _)| is_text(tag));
        let starts_with_text = self.written.first().is_some_and(|(tag, _)| is_text(tag));
        let is_text = texts.len() > numbers.len() || texts.len() == numbers.len() && starts_with_text;
        let (usual, odd) = if is_text { (&texts, &numbers) } else { (&numbers, &texts) };
        let Some((_, first)) = usual.first() else { return };
        let usually = match (usual.len() > odd.len(), is_text) {
            (true, true) => "most are strings",
            (true, false) => "most are integers",
            (false, true) => "the first is a string",
            (false, false) => "the first is an integer",
        };
        for (tag, place) in odd {
            found.push(
                mixed(self.noun, tag, place, usually).related(first.clone(), "the first of the others"),
            );
        }
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
}

fn mixed(noun: &str, tag: &TagValue, place: &Place, usually: &str) -> Diagnostic {
    let (kind, help) = match tag {
        TagValue::Int(number) => {
            ("an integer", format!("quote it if it is a string on the wire: \"{number}\""))
        }
        TagValue::Text(_) => (
            "a string",
            format!(
                "use one type; add another spelling that the server accepts to `also_read` of the {noun}"
            ),
        ),
    };
    let message = format!("this {noun} is {kind}, but {usually}");
    Diagnostic::error(Code::MixedTags, place.clone(), message).help(help)
}

fn is_text(tag: &TagValue) -> bool {
    matches!(tag, TagValue::Text(_))
}
