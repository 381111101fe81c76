//! Texts that match a regular expression.

use ::proptest::strategy::{Strategy, ValueTree};
use ::proptest::string::string_regex_parsed;
use ::proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regex_syntax::hir::{Hir, HirKind, Repetition};

use crate::{Matcher, Pattern};

/// So many texts are tried, since their size is left to chance.
const TRIES: usize = 512;

/// Texts of a regular expression; `None` where the pattern is decided in a simpler way. The same seed gives the same
/// ones.
pub(super) fn texts(pattern: &Pattern<'_>, seed: u64) -> Option<impl Iterator<Item = String> + use<>> {
    match pattern.matcher {
        Matcher::Prefix(_) | Matcher::Chars { .. } => return None,
        Matcher::Lazy(_) | Matcher::Ready(_) => {}
    }
    let expression = regex_syntax::parse(pattern.source).ok()?;
    let strategy = string_regex_parsed(&without_anchors(&expression)).ok()?;
    let rng =
        TestRng::from_seed(RngAlgorithm::XorShift, &[seed.to_le_bytes(), (!seed).to_le_bytes()].concat());
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut text = move || strategy.new_tree(&mut runner).ok().map(|tree| tree.current());
    Some((0..TRIES).map_while(move |_| text()))
}

/// The strategy does not support anchors. Without them it generates what they enclose; the caller checks whether a text
/// matches.
fn without_anchors(expression: &Hir) -> Hir {
    match expression.kind() {
        HirKind::Look(_) => Hir::empty(),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(without_anchors).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(without_anchors).collect()),
        HirKind::Capture(capture) => without_anchors(&capture.sub),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(without_anchors(&repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition.clone() })
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => expression.clone(),
    }
}
