//! The limits of a text, and texts just over each.

use super::room::{CJK, Room};
use crate::measure::Counts;
use crate::{
    At, Bound, Breach, Direction, LimitKind, Matcher, Number, Pattern, Report, Severity, Test, TextLimits,
    TextPlace, TextRules, TextTest, Unit, check_text,
};

/// A rule that a text can violate.
#[derive(Clone, Copy, Debug)]
pub(super) enum Over<'a> {
    Limit(LimitKind, Bound<'a>),
    Control,
    Place(TextPlace),
}

impl<'a> Over<'a> {
    /// Everything in a field's rules that a text can violate.
    pub(super) fn all(rules: &TextRules<'a>) -> impl Iterator<Item = (Severity, Self)> {
        let control = rules.forbid_control.then_some((Severity::Error, Over::Control));
        let place = rules.place.map(|place| (Severity::Error, Over::Place(place)));
        let [errors, warnings] = [(Severity::Error, rules.error), (Severity::Warning, rules.warning)]
            .map(|(severity, limits)| Self::of(limits).map(move |over| (severity, over)));
        errors.chain(control).chain(place).chain(warnings)
    }

    fn of(limits: TextLimits<'a>) -> impl Iterator<Item = Self> {
        let stated = LimitKind::ALL.iter().filter_map(move |kind| Some((*kind, limits.get(*kind)?)));
        // Nothing has fewer than none.
        let can_be_violated = |(kind, bound): &(LimitKind, Bound<'a>)| {
            kind.direction() != Some(Direction::Minimum) || bound.count() != Some(0)
        };
        stated.filter(can_be_violated).map(|(kind, bound)| Over::Limit(kind, bound))
    }

    pub(super) fn rule(&self) -> &'static str {
        match self {
            Over::Limit(kind, _) => kind.key(),
            Over::Control => "forbid_control",
            Over::Place(place) => place.rule(),
        }
    }

    /// A text that violates this rule by as little as possible, and none of the others.
    pub(super) fn text(
        &self,
        rules: &TextRules<'a>,
        severity: Severity,
        alphabet: u64,
        seed: u64,
    ) -> Option<String> {
        let room = Room::of(&self.lifted(*rules, severity));
        let mut best: Option<(i128, String)> = None;
        for text in self.candidates(rules, &room, alphabet, seed) {
            match self.excess(&text, rules, severity) {
                Some(0 | 1) => return Some(text),
                Some(excess) if best.as_ref().is_none_or(|(least, _)| excess < *least) => {
                    best = Some((excess, text));
                }
                _ => {}
            }
        }
        best.map(|(_, text)| text)
    }

    /// Texts that may violate the rule; `room` is what the other rules leave.
    fn candidates(
        &self,
        rules: &TextRules<'a>,
        room: &Room<'a>,
        alphabet: u64,
        seed: u64,
    ) -> Box<dyn Iterator<Item = String> + 'a> {
        let (kind, bound) = match *self {
            Over::Limit(kind, bound) => (kind, bound),
            Over::Control => {
                let least = room.min;
                let texts = room.within(Unit::Byte, room.max.bytes.saturating_sub(1));
                let texts = texts.texts(alphabet, seed, move |counts| counts.bytes > least.bytes);
                return Box::new(texts.map(|text| text + "\u{1}"));
            }
            Over::Place(TextPlace::PathSegment) => {
                return Box::new(["..", ".", ""].into_iter().map(str::to_owned));
            }
            Over::Place(TextPlace::PathPart) => return Box::new(std::iter::once(String::new())),
            Over::Place(TextPlace::Header) => {
                let least = room.min;
                let texts = room.within(Unit::Byte, room.max.bytes.saturating_sub(1));
                let texts = texts.texts(alphabet, seed, move |counts| counts.bytes >= least.bytes);
                return Box::new(texts.map(|text| text + " "));
            }
            Over::Place(TextPlace::Element(style)) => {
                let least = room.min;
                let texts = room.within(Unit::Byte, room.max.bytes.saturating_sub(1));
                let texts = texts.texts(alphabet, seed, move |counts| counts.bytes >= least.bytes);
                let separator = style.separator().map(char::from);
                return Box::new(
                    texts.flat_map(move |text| separator.map(|separator| format!("{text}{separator}"))),
                );
            }
        };
        let test = match kind.test() {
            Test::Text(test) => test,
            Test::File(_) | Test::Number(_) | Test::Elements(_) => return Box::new(std::iter::empty()),
        };
        let limit = bound.count().unwrap_or_default();
        match test {
            TextTest::AtMost(unit) => {
                let is_over = move |counts: Counts| counts.get(unit) > limit;
                // CJK characters alone add to their number.
                let alphabet = if unit == Unit::CjkCharacter { CJK } else { alphabet };
                let exactly = room.within(unit, limit + 1).texts(alphabet, seed, is_over);
                Box::new(exactly.chain(room.clone().texts(alphabet, seed, is_over)))
            }
            TextTest::AtLeast(unit) => {
                let is_done = move |counts: Counts| counts.get(unit) + 1 >= limit;
                room.within(unit, limit.saturating_sub(1)).texts(alphabet, seed, is_done)
            }
            TextTest::Matches => {
                let kept = Room::of(rules);
                let bytes = kept.min.bytes.max(1);
                let is_done = move |counts: Counts| counts.bytes >= bytes;
                let strangers = bound.pattern().map(|pattern| strangers(&pattern)).unwrap_or_default();
                let spoilt = kept.texts(alphabet, seed, is_done).flat_map(move |text| {
                    strangers.iter().map(|stranger| format!("{text}{stranger}")).collect::<Vec<_>>()
                });
                Box::new(spoilt.chain(room.clone().texts(alphabet, seed, is_done)))
            }
        }
    }

    /// The rules without this limit; where it stops a request, without the warning of its kind, too.
    fn lifted(&self, mut rules: TextRules<'a>, severity: Severity) -> TextRules<'a> {
        match self {
            Over::Limit(kind, _) => {
                rules.warning.set(*kind, None);
                if severity == Severity::Error {
                    rules.error.set(*kind, None);
                }
            }
            Over::Place(_) => rules.place = None,
            Over::Control => {}
        }
        rules
    }

    /// By how much the text violates this rule; `None` where it does not, or violates others.
    fn excess(&self, text: &str, rules: &TextRules<'_>, severity: Severity) -> Option<i128> {
        let mut report = Report::new();
        check_text(text, rules, At::ROOT, &mut report);
        let [violation] = report.violations() else { return None };
        let is_this = violation.severity == severity && violation.breach.rule() == self.rule();
        is_this.then(|| excess(&violation.breach))
    }
}

fn excess(breach: &Breach) -> i128 {
    match (breach.limit(), breach.actual()) {
        (Some(Number::Int(limit)), Some(Number::Int(actual))) => (limit - actual).abs(),
        _ => 0,
    }
}

/// Letters that no text of the pattern may hold, or that may not stand at its end.
fn strangers(pattern: &Pattern<'_>) -> Vec<char> {
    let beside = match pattern.matcher {
        Matcher::Chars { ranges, .. } => ranges,
        _ => &[],
    };
    let beside = beside.iter().flat_map(|(first, last)| {
        let (before, after) = (u32::from(*first).checked_sub(1), u32::from(*last) + 1);
        before.and_then(char::from_u32).into_iter().chain(char::from_u32(after))
    });
    let beside = beside.filter(|letter| !letter.is_control());
    ['~', '票'].into_iter().chain(beside).collect()
}
