//! Texts that satisfy all rules of their field, and texts that violate one of them and no other.

use super::over::Over;
use super::room::{ALPHABETS, Room};
use super::{Generate, Source};
use crate::{Rules, Text, TextField, TextRules};

impl<F: TextField> Generate for Text<F> {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        Text::new(text(source, &F::RULES))
    }
}

/// Text without a field, which nothing limits.
impl Generate for String {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        text(source, &TextRules::of(""))
    }
}

fn text(source: &mut Source, rules: &TextRules<'_>) -> String {
    over(source, rules).unwrap_or_else(|| within(source, rules, 0)).unwrap_or_else(|| {
        source.fail();
        String::new()
    })
}

/// A text that violates the rule that the source is to break, if that is one of these; `Some(None)` if there is none.
pub(super) fn over(source: &mut Source, rules: &TextRules<'_>) -> Option<Option<String>> {
    let (severity, over) = Over::all(rules).find(|(severity, over)| source.breaks(over.rule(), *severity))?;
    let (alphabet, seed) = (source.below(ALPHABETS.len() as u64), source.seed());
    Some(over.text(rules, severity, alphabet, seed))
}

/// A text that satisfies all rules. The same choices make another text for another `number`, if there is one.
pub(super) fn within(source: &mut Source, rules: &TextRules<'_>, number: u64) -> Option<String> {
    let (alphabet, seed) = (source.below(ALPHABETS.len() as u64), source.seed());
    let mut rules = *rules;
    if source.is_filled {
        rules.error.min_bytes = rules.error.min_bytes.max(Some(1));
    }
    let room = Room::of(&rules);
    let reach = room.reach() as u64;
    let bytes = room.min.bytes + (source.size(reach) + number).min(reach) as usize;
    let mut texts = room.texts(alphabet + number, seed + number, move |counts| counts.bytes >= bytes);
    texts.find(|text| rules.passes(text))
}
