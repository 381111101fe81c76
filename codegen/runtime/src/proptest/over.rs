//! The limits of a text, and a text just over each.

use super::text::{CJK, Room, Written};
use crate::{At, Breach, Matcher, Number, Pattern, Report, Severity, TextLimits, TextRules, check_text};

/// A limit that a text can break.
#[derive(Clone, Copy, Debug)]
pub(super) enum Over<'a> {
    MaxBytes(usize),
    MinBytes(usize),
    MaxCjk(usize),
    MaxChars(usize),
    Pattern(Pattern<'a>),
    Control,
}

impl<'a> Over<'a> {
    /// Everything that a field's rules let a text break.
    pub(super) fn all(rules: &TextRules<'a>) -> impl Iterator<Item = (Severity, Self)> {
        let control = rules.forbid_control.then_some((Severity::Error, Over::Control));
        let [errors, warnings] = [(Severity::Error, rules.error), (Severity::Warning, rules.warning)]
            .map(|(severity, limits)| Self::of(limits).map(move |over| (severity, over)));
        errors.chain(control).chain(warnings)
    }

    fn of(limits: TextLimits<'a>) -> impl Iterator<Item = Self> {
        let TextLimits { max_bytes, min_bytes, max_cjk, max_chars, pattern } = limits;
        let few = min_bytes.filter(|limit| *limit > 0).map(Over::MinBytes);
        let counted =
            [max_bytes.map(Over::MaxBytes), few, max_cjk.map(Over::MaxCjk), max_chars.map(Over::MaxChars)];
        counted.into_iter().flatten().chain(pattern.map(Over::Pattern))
    }

    pub(super) fn rule(&self) -> &'static str {
        match self {
            Over::MaxBytes(_) => "max_bytes",
            Over::MinBytes(_) => "min_bytes",
            Over::MaxCjk(_) => "max_cjk",
            Over::MaxChars(_) => "max_chars",
            Over::Pattern(_) => "pattern",
            Over::Control => "forbid_control",
        }
    }

    /// A text that breaks this limit by as little as can be, and none of the others.
    pub(super) fn text(
        &self,
        rules: &TextRules<'a>,
        severity: Severity,
        in_path: bool,
        alphabet: u64,
        seed: u64,
    ) -> Option<String> {
        let room = Room::of(&self.lifted(*rules, severity), in_path);
        let texts: Box<dyn Iterator<Item = String> + 'a> = match *self {
            Over::MaxBytes(limit) => {
                let is_over = move |written: &Written| written.text.len() > limit;
                let exactly = room.within(limit + 1).texts(alphabet, seed, is_over);
                Box::new(exactly.chain(room.clone().texts(alphabet, seed, is_over)))
            }
            Over::MinBytes(limit) => {
                room.within(limit - 1).texts(alphabet, seed, move |written| written.text.len() + 1 >= limit)
            }
            Over::MaxCjk(limit) => room.clone().texts(CJK, seed, move |written| written.cjk > limit),
            Over::MaxChars(limit) => room.clone().texts(alphabet, seed, move |written| written.chars > limit),
            Over::Pattern(pattern) => {
                let kept = Room::of(rules, in_path);
                let bytes = kept.min_bytes.max(1);
                let is_done = move |written: &Written| written.text.len() >= bytes;
                let strangers = strangers(&pattern);
                let spoilt = kept.texts(alphabet, seed, is_done).flat_map(move |text| {
                    strangers.iter().map(|stranger| format!("{text}{stranger}")).collect::<Vec<_>>()
                });
                Box::new(spoilt.chain(room.clone().texts(alphabet, seed, is_done)))
            }
            Over::Control => {
                let bytes = room.min_bytes;
                let texts = room.within(room.max_bytes.saturating_sub(1));
                let texts = texts.texts(alphabet, seed, move |written| written.text.len() > bytes);
                Box::new(texts.map(|text| text + "\u{1}"))
            }
        };
        let mut best: Option<(i128, String)> = None;
        for text in texts.filter(|text| room.takes(text)) {
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

    /// The rules without this limit: where it stops a request, its weaker kin has nothing to add.
    fn lifted(&self, mut rules: TextRules<'a>, severity: Severity) -> TextRules<'a> {
        let lift = |limits: &mut TextLimits<'a>| match self {
            Over::MaxBytes(_) => limits.max_bytes = None,
            Over::MinBytes(_) => limits.min_bytes = None,
            Over::MaxCjk(_) => limits.max_cjk = None,
            Over::MaxChars(_) => limits.max_chars = None,
            Over::Pattern(_) => limits.pattern = None,
            Over::Control => {}
        };
        lift(&mut rules.warning);
        if severity == Severity::Error {
            lift(&mut rules.error);
        }
        rules
    }

    /// By how much the text breaks this limit; `None` where it does not, or breaks others.
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
