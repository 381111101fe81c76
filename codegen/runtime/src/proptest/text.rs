//! Texts that keep all rules of their field, and texts that break one of them and no other.

use super::over::Over;
use super::source::Random;
use super::{Generate, Source};
use crate::{Matcher, Pattern, Rules, Text, TextField, TextLimits, TextRules, measure};

/// So many texts are tried before a field is given up.
const TRIES: u64 = 64;

/// So many bytes a text has at most where nothing limits it.
const ENOUGH: usize = 40;

/// A text is filled up to its limit if that is no more than this.
const FULL: usize = 1 << 14;

/// The letters of texts that no pattern limits, the simplest first. None is a control character or a dot, which
/// headers and paths refuse.
const ALPHABETS: [&[char]; 4] = [
    &['a'],
    &['a', 'Z', '7', ' ', '-', '"', '\\', '/', '&', '%'],
    &['票', '务', '，', 'カ', '한', '𠮷'],
    &['a', 'é', 'ß', '票', '，', '𠮷', '😀', '\u{2028}'],
];

/// The alphabet that consists of CJK characters.
pub(super) const CJK: u64 = 2;

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
    let in_path = source.is_in_path();
    let (alphabet, seed) = (source.below(ALPHABETS.len() as u64), source.seed());
    let found = match Over::all(rules).find(|(severity, over)| source.breaks(over.rule(), *severity)) {
        Some((severity, over)) => over.text(rules, severity, in_path, alphabet, seed),
        None => {
            let room = Room::of(rules, in_path);
            let bytes = room.min_bytes + source.size(room.reach() as u64) as usize;
            let mut texts = room.clone().texts(alphabet, seed, |written| written.text.len() >= bytes);
            texts.find(|text| rules.passes(text) && room.takes(text))
        }
    };
    found.unwrap_or_else(|| {
        source.fail();
        String::new()
    })
}

/// What all rules of a field together leave to a text.
#[derive(Clone, Debug)]
pub(super) struct Room<'a> {
    pub(super) min_bytes: usize,
    pub(super) max_bytes: usize,
    max_cjk: usize,
    max_chars: usize,
    patterns: Vec<Pattern<'a>>,
    in_path: bool,
}

/// A text and its measures while it grows.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) cjk: usize,
    pub(super) chars: usize,
}

impl Written {
    fn push(&mut self, letter: char) {
        self.text.push(letter);
        self.cjk += usize::from(measure::is_cjk(letter));
        self.chars += 1;
    }
}

impl<'a> Room<'a> {
    pub(super) fn of(TextRules { error, warning, .. }: &TextRules<'a>, in_path: bool) -> Self {
        let least = |limit: fn(&TextLimits<'a>) -> Option<usize>| {
            limit(error).into_iter().chain(limit(warning)).min().unwrap_or(usize::MAX)
        };
        let patterns: Vec<Pattern<'a>> = error.pattern.into_iter().chain(warning.pattern).collect();
        let holds_something = in_path
            || patterns
                .iter()
                .any(|pattern| matches!(pattern.matcher, Matcher::Chars { allow_empty: false, .. }));
        Self {
            min_bytes: error.min_bytes.max(warning.min_bytes).unwrap_or(0).max(usize::from(holds_something)),
            max_bytes: least(|limits| limits.max_bytes),
            max_cjk: least(|limits| limits.max_cjk),
            max_chars: least(|limits| limits.max_chars),
            patterns,
            in_path,
        }
    }

    /// The same for a text of at most so many bytes.
    pub(super) fn within(&self, max_bytes: usize) -> Self {
        Self { max_bytes: self.max_bytes.min(max_bytes), ..self.clone() }
    }

    /// How many bytes a text may have beyond those that it must have.
    fn reach(&self) -> usize {
        let by_characters = self.max_chars.min(self.max_cjk).saturating_mul(4);
        let most = if self.max_bytes == usize::MAX && by_characters == usize::MAX {
            self.min_bytes + ENOUGH
        } else {
            self.max_bytes.min(by_characters)
        };
        most.min(FULL.max(self.min_bytes)).saturating_sub(self.min_bytes)
    }

    /// Whether the place of the text takes it, whatever its rules are.
    pub(super) fn takes(&self, text: &str) -> bool {
        !self.in_path || !matches!(text, "" | "." | "..")
    }

    /// Texts that grow until they are done or have no room left, each in another alphabet than the one before.
    pub(super) fn texts(
        self,
        alphabet: u64,
        seed: u64,
        is_done: impl Fn(&Written) -> bool + 'a,
    ) -> Box<dyn Iterator<Item = String> + 'a> {
        #[cfg(feature = "pattern")]
        if let Some(texts) = self.patterns.iter().find_map(|pattern| super::regex::texts(pattern, seed)) {
            return Box::new(texts);
        }
        Box::new((0..TRIES).map(move |index| self.text(alphabet + index, Random(seed ^ index), &is_done)))
    }

    fn text(&self, alphabet: u64, mut random: Random, is_done: &impl Fn(&Written) -> bool) -> String {
        let letters = self.letters(alphabet);
        let mut written = Written::default();
        self.prefix(&mut random).chars().for_each(|letter| written.push(letter));
        while !is_done(&written) {
            let letter = letters.any(&mut random);
            let fitting =
                [letter, letters.simplest()].into_iter().find(|letter| self.has_room(&written, *letter));
            let Some(letter) = fitting else { break };
            written.push(letter);
        }
        written.text
    }

    fn has_room(&self, written: &Written, letter: char) -> bool {
        written.text.len() + letter.len_utf8() <= self.max_bytes
            && written.chars < self.max_chars
            && (written.cjk < self.max_cjk || !measure::is_cjk(letter))
    }

    fn prefix(&self, random: &mut Random) -> &'a str {
        let prefixes = self.patterns.iter().find_map(|pattern| match pattern.matcher {
            Matcher::Prefix(prefixes) => Some(prefixes),
            _ => None,
        });
        let prefixes = prefixes.unwrap_or_default();
        let index = random.up_to(prefixes.len().saturating_sub(1) as u64);
        prefixes.get(index as usize).copied().unwrap_or_default()
    }

    fn letters(&self, alphabet: u64) -> Letters<'a> {
        let ranges = self.patterns.iter().find_map(|pattern| match pattern.matcher {
            Matcher::Chars { ranges, .. } => Some(ranges),
            _ => None,
        });
        let index = (alphabet % ALPHABETS.len() as u64) as usize;
        match ranges {
            // The first alphabet has one letter only, here as there.
            Some(ranges) => Letters::Ranges { ranges, varied: index > 0 },
            None => Letters::Alphabet(ALPHABETS.get(index).copied().unwrap_or_default()),
        }
    }
}

/// What a text is written with.
enum Letters<'a> {
    Alphabet(&'static [char]),
    Ranges { ranges: &'a [(char, char)], varied: bool },
}

impl Letters<'_> {
    fn any(&self, random: &mut Random) -> char {
        let letter = match self {
            Letters::Ranges { varied: false, .. } => None,
            Letters::Alphabet(letters) => picked(letters, random),
            Letters::Ranges { ranges, .. } => picked(ranges, random).and_then(|(first, last)| {
                let (first, last) = (u32::from(first), u32::from(last));
                char::from_u32(first + random.up_to(u64::from(last - first)) as u32)
            }),
        };
        letter.filter(|letter| !letter.is_control()).unwrap_or_else(|| self.simplest())
    }

    /// The letter that fits where others may not.
    fn simplest(&self) -> char {
        match self {
            Letters::Alphabet(_) => 'a',
            Letters::Ranges { ranges, .. } => {
                let within =
                    |letter: &char| ranges.iter().any(|(first, last)| (*first..=*last).contains(letter));
                let first = ranges.iter().flat_map(|(first, last)| [*first, *last]);
                ['a', 'A', '0']
                    .into_iter()
                    .chain(first.filter(|c| !c.is_control()))
                    .find(within)
                    .unwrap_or('a')
            }
        }
    }
}

fn picked<T: Copy>(values: &[T], random: &mut Random) -> Option<T> {
    let last = values.len().checked_sub(1)?;
    values.get(random.up_to(last as u64) as usize).copied()
}
