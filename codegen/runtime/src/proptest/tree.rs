//! Shrinking: the choices that made a value become simpler, and the value is made anew from them.

use std::fmt;
use std::rc::Rc;

use ::proptest::strategy::ValueTree;

use super::source::Choices;

/// A value with the choices that made it.
#[derive(Clone, Debug)]
pub(super) struct Drawn<V> {
    pub(super) value: V,
    pub(super) choices: Choices,
}

/// A value and the way to simpler ones that keep the same promise.
///
/// One choice after the other is tried at zero, then halfway to what it was: a part that may be absent goes before
/// anything inside it is looked at.
pub struct Tree<V> {
    replay: Rc<dyn Fn(Choices) -> Option<Drawn<V>>>,
    /// The simplest value so far.
    best: Drawn<V>,
    /// A simpler one that is being tried.
    tried: Option<Drawn<V>>,
    at: Position,
}

/// The choice that is being tried.
#[derive(Clone, Debug, Default)]
struct Position {
    path: String,
    index: usize,
    /// The least number that has not been tried for it.
    low: u64,
    /// The last number that has.
    last: u64,
}

impl<V> Tree<V> {
    pub(super) fn new(drawn: Drawn<V>, replay: impl Fn(Choices) -> Option<Drawn<V>> + 'static) -> Self {
        Self { replay: Rc::new(replay), best: drawn, tried: None, at: Position::default() }
    }

    /// Tries the next simpler value, if there is one.
    fn step(&mut self) -> bool {
        while let Some(choice) = self.choice() {
            if self.at.low >= choice {
                self.advance();
                continue;
            }
            let next = if self.at.low == 0 { 0 } else { self.at.low + (choice - self.at.low) / 2 };
            (self.at.last, self.at.low) = (next, if self.at.low == 0 { 1 } else { self.at.low });
            let mut choices = self.best.choices.clone();
            if let Some(choice) = choices.get_mut(&self.at.path).and_then(|made| made.get_mut(self.at.index))
            {
                *choice = next;
            }
            match (self.replay)(choices) {
                Some(drawn) => {
                    self.tried = Some(drawn);
                    return true;
                }
                None => self.at.low = next + 1,
            }
        }
        false
    }

    /// The choice at the position or, if there is none, at the next position that has one.
    fn choice(&mut self) -> Option<u64> {
        let (path, choices) = self.best.choices.range(self.at.path.clone()..).next()?;
        if *path != self.at.path {
            self.at = Position { path: path.clone(), ..Position::default() };
        }
        match choices.get(self.at.index) {
            Some(choice) => Some(*choice),
            None => {
                // No key lies between this one and the one with a null character more.
                self.at = Position { path: format!("{path}\0"), ..Position::default() };
                self.choice()
            }
        }
    }

    fn advance(&mut self) {
        self.at = Position {
            path: std::mem::take(&mut self.at.path),
            index: self.at.index + 1,
            ..Position::default()
        };
    }
}

impl<V: Clone + fmt::Debug> ValueTree for Tree<V> {
    type Value = V;

    fn current(&self) -> V {
        self.tried.as_ref().unwrap_or(&self.best).value.clone()
    }

    fn simplify(&mut self) -> bool {
        if let Some(drawn) = self.tried.take() {
            self.best = drawn;
        }
        self.step()
    }

    fn complicate(&mut self) -> bool {
        if self.tried.take().is_none() {
            return false;
        }
        self.at.low = self.at.last + 1;
        // Without another one to try, the best is left, which is to be seen once more.
        self.step();
        true
    }
}

impl<V: fmt::Debug> fmt::Debug for Tree<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("best", &self.best.value).field("tried", &self.tried).finish()
    }
}
