//! The texts that the rules of a field leave room for.

use super::source::Random;
use crate::measure::{self, Counts};
use crate::{LimitKind, Matcher, Pattern, Test, TextPlace, TextRules, TextTest, Unit};

/// The number of texts that are tried before a field is given up.
const TRIES: u64 = 64;

/// The maximum number of bytes of a text that nothing limits.
const ENOUGH: usize = 40;

/// A text is filled up to its limit if the limit is at most this.
const FULL: usize = 1 << 14;

/// The letters of texts that no pattern limits, the simplest first. Texts that their place cannot hold are passed over.
pub(super) const ALPHABETS: [&[char]; 5] = [
    &['a'],
    &['a', 'Z', '7', ' ', '-', '"', '\\', '/', '&', '%'],
    &['票', '务', '，', 'カ', '한', '𠮷'],
    &['a', 'é', 'ß', '票', '，', '𠮷', '😀', '\u{2028}'],
    &['.', '\n', '\t', '\u{7F}', '\u{85}', '\0', '+', '=', '?', '#', ';', ','],
];

/// The alphabet that consists of CJK characters.
pub(super) const CJK: u64 = 2;

/// What all rules of a field together leave to a text.
#[derive(Clone, Debug)]
pub(super) struct Room<'a> {
    pub(super) min: Counts,
    pub(super) max: Counts,
    patterns: Vec<Pattern<'a>>,
}

/// A text and its size while it grows.
#[derive(Debug, Default)]
struct Written {
    text: String,
    counts: Counts,
}

impl Written {
    fn push(&mut self, letter: char) {
        self.text.push(letter);
        self.counts = with_letter(self.counts, letter);
    }
}

fn with_letter(counts: Counts, letter: char) -> Counts {
    Counts {
        bytes: counts.bytes + letter.len_utf8(),
        chars: counts.chars + 1,
        cjk: counts.cjk + usize::from(measure::is_cjk(letter)),
    }
}

impl<'a> Room<'a> {
    pub(super) fn of(rules: &TextRules<'a>) -> Self {
        let mut min = Counts::default();
        let mut max = Counts { bytes: usize::MAX, chars: usize::MAX, cjk: usize::MAX };
        let mut patterns = Vec::new();
        for kind in LimitKind::ALL {
            for bound in [rules.error.get(*kind), rules.warning.get(*kind)].into_iter().flatten() {
                let test = match kind.test() {
                    Test::Text(test) => test,
                    Test::File(_) | Test::Number(_) | Test::Elements(_) => continue,
                };
                let limit = bound.count().unwrap_or_default();
                match test {
                    TextTest::AtLeast(unit) => min = min.with(unit, min.get(unit).max(limit)),
                    TextTest::AtMost(unit) => max = max.with(unit, max.get(unit).min(limit)),
                    TextTest::Matches => patterns.extend(bound.pattern()),
                }
            }
        }
        let is_in_path = matches!(rules.place, Some(TextPlace::PathSegment | TextPlace::PathPart));
        let holds_something = is_in_path
            || matches!(rules.place, Some(TextPlace::Element(_)))
            || patterns
                .iter()
                .any(|pattern| matches!(pattern.matcher, Matcher::Chars { allow_empty: false, .. }));
        // Every character has a byte, and those of CJK have three.
        let least = min.bytes.max(min.chars).max(min.cjk.saturating_mul(measure::MIN_CJK_BYTES));
        min.bytes = least.max(usize::from(holds_something));
        Self { min, max, patterns }
    }

    /// The same for a text of at most this many of a unit.
    pub(super) fn within(&self, unit: Unit, limit: usize) -> Self {
        Self { max: self.max.with(unit, self.max.get(unit).min(limit)), ..self.clone() }
    }

    /// How many bytes a text may have beyond those that it must have.
    pub(super) fn reach(&self) -> usize {
        let by_characters = self.max.chars.min(self.max.cjk).saturating_mul(4);
        let most = if self.max.bytes == usize::MAX && by_characters == usize::MAX {
            self.min.bytes + ENOUGH
        } else {
            self.max.bytes.min(by_characters)
        };
        most.min(FULL.max(self.min.bytes)).saturating_sub(self.min.bytes)
    }

    /// Texts that grow until they are done or have no room left, each in another alphabet than the one before.
    pub(super) fn texts(
        self,
        alphabet: u64,
        seed: u64,
        is_done: impl Fn(Counts) -> bool + 'a,
    ) -> Box<dyn Iterator<Item = String> + 'a> {
        #[cfg(feature = "pattern")]
        if let Some(texts) = self.patterns.iter().find_map(|pattern| super::regex::texts(pattern, seed)) {
            return Box::new(texts.zip(0_u64..).flat_map(move |(text, index)| {
                self.around(text, alphabet + index, Random(seed ^ index), &is_done)
            }));
        }
        Box::new((0..TRIES).map(move |index| self.text(alphabet + index, Random(seed ^ index), &is_done)))
    }

    fn text(&self, alphabet: u64, mut random: Random, is_done: &impl Fn(Counts) -> bool) -> String {
        let prefix = self.prefix(&mut random);
        self.grown(prefix, alphabet, random, is_done)
    }

    /// What matches, by itself and with other letters before or after it: an expression need not be about the whole text.
    #[cfg(feature = "pattern")]
    fn around(
        &self,
        matching: String,
        alphabet: u64,
        random: Random,
        is_done: &impl Fn(Counts) -> bool,
    ) -> [String; 3] {
        let longer = self.grown(&matching, alphabet, random, is_done);
        let added = longer.strip_prefix(matching.as_str()).unwrap_or_default();
        let before = format!("{added}{matching}");
        [matching, before, longer]
    }

    /// A text that begins like this and is done, as far as there is room.
    fn grown(
        &self,
        start: &str,
        alphabet: u64,
        mut random: Random,
        is_done: &impl Fn(Counts) -> bool,
    ) -> String {
        let letters = self.letters(alphabet);
        let mut written = Written::default();
        start.chars().for_each(|letter| written.push(letter));
        let most = self.most_bytes();
        while written.counts.bytes < most && !(is_done(written.counts) && self.is_enough(written.counts)) {
            // Only CJK characters help a text that needs more of them.
            let needs_cjk = written.counts.cjk < self.min.cjk;
            let letter = if needs_cjk { '票' } else { letters.any(&mut random) };
            let fitting =
                [letter, letters.simplest()].into_iter().find(|letter| self.has_room(&written, *letter));
            let Some(letter) = fitting else { break };
            written.push(letter);
        }
        written.text
    }

    /// Where a text ends that never gets done: no letter of a pattern may be a CJK character, for one.
    fn most_bytes(&self) -> usize {
        if self.max.bytes != usize::MAX {
            return self.max.bytes;
        }
        let characters = self.max.chars.min(self.max.cjk);
        let more = if characters == usize::MAX { FULL } else { characters.saturating_mul(4).max(ENOUGH) };
        self.min.bytes.saturating_add(more)
    }

    fn has_room(&self, written: &Written, letter: char) -> bool {
        let counts = with_letter(written.counts, letter);
        counts.bytes <= self.max.bytes && counts.chars <= self.max.chars && counts.cjk <= self.max.cjk
    }

    /// Whether a text of this size keeps every minimum.
    fn is_enough(&self, counts: Counts) -> bool {
        counts.bytes >= self.min.bytes && counts.chars >= self.min.chars && counts.cjk >= self.min.cjk
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
