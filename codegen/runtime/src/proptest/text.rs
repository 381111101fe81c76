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
    let (alphabet, seed) = (source.below(ALPHABETS.len() as u64), source.seed());
    let found = match Over::all(rules).find(|(severity, over)| source.breaks(over.rule(), *severity)) {
        Some((severity, over)) => over.text(rules, severity, alphabet, seed),
        None => {
            let mut rules = *rules;
            if source.is_filled {
                rules.error.min_bytes = rules.error.min_bytes.max(Some(1));
            }
            let room = Room::of(&rules);
            let bytes = room.min.bytes + source.size(room.reach() as u64) as usize;
            let mut texts = room.texts(alphabet, seed, move |counts| counts.bytes >= bytes);
            texts.find(|text| rules.passes(text))
        }
    };
    found.unwrap_or_else(|| {
        source.fail();
        String::new()
    })
}
