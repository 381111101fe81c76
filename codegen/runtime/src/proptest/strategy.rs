//! The strategies, and what they give.

use std::fmt;
use std::marker::PhantomData;

use ::proptest::arbitrary::Arbitrary;
use ::proptest::strategy::{NewTree, Strategy, ValueTree};
use ::proptest::test_runner::TestRunner;

use super::source::{Aim, Choices, Limit};
use super::tree::{Drawn, Tree};
use super::{Generate, Source};
use crate::{Rules, Severity, validate};

/// The maximum number of values that are tried before a strategy gives up.
const TRIES: usize = 256;

/// Values that keep every limit, those that only warn included: what `any::<T>()` gives for a request.
///
/// ```
/// use proptest::prelude::*;
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/stock.rs"));
///
/// # fn main() {
/// proptest!(|(stock in any::<Stock>())| {
///     prop_assert!(stock.quantity >= 1);
/// });
/// # }
/// ```
pub struct Valid<T>(PhantomData<fn() -> T>);

impl<T: Generate> Strategy for Valid<T> {
    type Tree = Tree<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut obstacle = None;
        for _ in 0..TRIES {
            let source = Source::random(seed(runner)?, Aim::Nothing, Severity::Error);
            match valid(source) {
                Ok(drawn) => return Ok(Tree::new(drawn, replay_valid)),
                Err(path) => obstacle = obstacle.or(path),
            }
        }
        Err(give_up::<T>("keeps every limit", obstacle))
    }
}

fn replay_valid<T: Generate>(choices: Choices) -> Option<Drawn<T>> {
    valid(Source::replay(choices, Aim::Nothing, Severity::Error)).ok()
}

/// The value that a source makes, if it is valid, or the path where none could be made.
fn valid<T: Generate>(mut source: Source) -> Result<Drawn<T>, Option<String>> {
    let value = T::generate(&mut source, &Rules::NONE);
    let made = source.finish();
    if made.failed.is_some() {
        return Err(made.failed);
    }
    let report = validate(&value);
    match report.violations() {
        [] => Ok(Drawn { value, choices: made.choices }),
        [violation, ..] => Err(Some(violation.path.clone())),
    }
}

/// A value that breaks one limit and no other, just over it: a byte, a character, an element too many, the number
/// beside the least one, a text that a pattern does not match, a field that is missing where another one requires it.
///
/// `any::<OverLimit<T>>()` breaks limits that a request must keep,
/// `any_with::<OverLimit<T>>(Severity::Warning)` those that the report only warns of.
///
/// ```
/// use proptest::prelude::*;
/// use specwright_runtime::proptest::OverLimit;
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/stock.rs"));
///
/// # fn main() {
/// proptest!(|(over: OverLimit<Stock>)| {
///     prop_assert_eq!((over.path.as_str(), over.rule), ("quantity", "min"));
///     prop_assert_eq!(over.value.quantity, 0); // the least is 1
/// });
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OverLimit<T> {
    /// The value.
    pub value: T,
    /// Where the limit is broken: the wire path in the report of `validate`. The error of a call has the envelope of its
    /// operation before it, if there is one.
    pub path: String,
    /// The rule that is broken, by the name that [`Breach::rule`](crate::Breach::rule) gives it.
    pub rule: &'static str,
}

impl<T: Generate> Arbitrary for OverLimit<T> {
    type Parameters = Severity;
    type Strategy = OverLimits<T>;

    fn arbitrary_with(severity: Severity) -> OverLimits<T> {
        OverLimits { severity, value: PhantomData }
    }
}

/// The strategy of [`OverLimit`].
pub struct OverLimits<T> {
    severity: Severity,
    value: PhantomData<fn() -> T>,
}

impl<T: Generate> Strategy for OverLimits<T> {
    type Tree = Tree<OverLimit<T>>;
    type Value = OverLimit<T>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let severity = self.severity;
        let (mut obstacle, mut met) = (None, 0);
        for _ in 0..TRIES {
            let (seed, pick) = (seed(runner)?, seed(runner)?);
            // The same seed meets the same limits up to the one that is picked.
            let mut counting = Source::random(seed, Aim::Nothing, severity);
            T::generate(&mut counting, &Rules::NONE);
            let limits = counting.finish().met;
            met += limits;
            let Some(nth) = pick.checked_rem(limits) else { continue };
            match over::<T>(Source::random(seed, Aim::Nth(nth), severity), severity) {
                Ok(drawn) => {
                    let OverLimit { path, rule, .. } = &drawn.value;
                    let limit = Limit { path: path.clone(), rule };
                    let replay = move |choices| {
                        over(Source::replay(choices, Aim::Limit(limit.clone()), severity), severity).ok()
                    };
                    return Ok(Tree::new(drawn, replay));
                }
                Err(path) => obstacle = obstacle.or(path),
            }
        }
        if met == 0 {
            let name = std::any::type_name::<T>();
            return Err(format!("`{name}` has no limit of severity {severity:?}").into());
        }
        Err(give_up::<T>("breaks one limit only", obstacle))
    }
}

/// The value that a source makes, if it breaks the limit that was aimed at and nothing else.
fn over<T: Generate>(mut source: Source, severity: Severity) -> Result<Drawn<OverLimit<T>>, Option<String>> {
    let value = T::generate(&mut source, &Rules::NONE);
    let made = source.finish();
    let (Some(limit), None) = (made.broken, &made.failed) else { return Err(made.failed) };
    let report = validate(&value);
    let Limit { path, rule } = limit;
    match report.violations() {
        [only] if only.severity == severity && only.path == path && only.breach.rule() == rule => {
            Ok(Drawn { value: OverLimit { value, path, rule }, choices: made.choices })
        }
        _ => Err(Some(path)),
    }
}

fn seed(runner: &mut TestRunner) -> Result<u64, ::proptest::test_runner::Reason> {
    ::proptest::num::u64::ANY.new_tree(runner).map(|tree| tree.current())
}

fn give_up<T>(wanted: &str, obstacle: Option<String>) -> ::proptest::test_runner::Reason {
    let name = std::any::type_name::<T>();
    let place = obstacle.map_or(String::new(), |path| format!("; an obstacle is `{path}`"));
    format!("found no `{name}` that {wanted}, in {TRIES} attempts{place}").into()
}

impl<T> Default for Valid<T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<T> Clone for Valid<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Valid<T> {}

impl<T> fmt::Debug for Valid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Valid")
    }
}

impl<T> Clone for OverLimits<T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<T> fmt::Debug for OverLimits<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OverLimits").field("severity", &self.severity).finish()
    }
}
