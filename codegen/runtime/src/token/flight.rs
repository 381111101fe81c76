//! The token that is kept, and one fetch at a time, whoever asks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use super::fetch::Fetch;
use super::{AccessToken, TokenError};

/// A token is renewed so long before it expires at the earliest.
const MARGIN: Duration = Duration::from_secs(300);

/// After a renewal failed while the old token still lives, nobody tries again for so long.
const PAUSE: Duration = Duration::from_secs(30);

/// The token that is kept, and the one fetch that may be under way.
#[derive(Default)]
pub(super) struct Flight(Mutex<State>);

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The latest fetch, as long as anybody waits for it.
    under_way: Weak<Fetch>,
    /// The token that was rejected since the last one came.
    rejected: Option<AccessToken>,
}

struct Kept {
    token: AccessToken,
    /// From when on it is to be renewed.
    stale: Option<Duration>,
    /// From when on it cannot be used.
    dead: Option<Duration>,
}

/// What a call can do.
pub(super) enum Turn {
    /// There is a token.
    Token(AccessToken),
    /// This fetch is to be waited for.
    Wait(Arc<Fetch>),
}

impl Flight {
    /// The token, or else the fetch that is under way. If there is none, `begin` begins one.
    pub(super) fn turn(&self, now: Duration, begin: impl FnOnce() -> Arc<Fetch>) -> Turn {
        let is_before = |limit: Option<Duration>| limit.is_none_or(|limit| now < limit);
        let mut state = self.lock();
        let usable = state.kept.as_ref().filter(|kept| is_before(kept.dead));
        let fresh = usable.filter(|kept| is_before(kept.stale));
        if let Some(kept) = fresh {
            return Turn::Token(kept.token.clone());
        }
        let under_way = state.under_way.upgrade().filter(|fetch| !fetch.is_done());
        match (usable, under_way) {
            (Some(kept), Some(fetch)) => {
                let token = kept.token.clone();
                drop(state);
                // It may be the last to know of the fetch, which then ends.
                drop(fetch);
                Turn::Token(token)
            }
            (None, Some(fetch)) => Turn::Wait(fetch),
            (_, None) => {
                let fetch = begin();
                state.under_way = Arc::downgrade(&fetch);
                Turn::Wait(fetch)
            }
        }
    }

    /// Hands in what a fetch brought: a token and how long it lives. The result is for all who waited for it: the old
    /// token, if it is still good and no new one could be had.
    pub(super) fn land(
        &self,
        fetch: &Weak<Fetch>,
        fetched: Result<(AccessToken, Option<Duration>), TokenError>,
        now: Duration,
    ) -> Result<AccessToken, TokenError> {
        let mut state = self.lock();
        if !Weak::ptr_eq(&state.under_way, fetch) {
            // Another one has taken its place, and decides what is kept.
            return fetched.map(|(token, _)| token);
        }
        match fetched {
            Ok((token, life)) => {
                state.kept = Some(keep(token.clone(), life, now));
                state.rejected = None;
                Ok(token)
            }
            Err(error) => match &mut state.kept {
                Some(kept) if kept.dead.is_none_or(|dead| now < dead) => {
                    kept.stale = Some(now.saturating_add(PAUSE));
                    Ok(kept.token.clone())
                }
                _ => Err(error),
            },
        }
    }

    /// Lets the next call begin another fetch in place of this one.
    pub(super) fn replace(&self, fetch: &Arc<Fetch>) {
        let mut state = self.lock();
        if state.under_way.as_ptr() == Arc::as_ptr(fetch) {
            state.under_way = Weak::new();
        }
    }

    /// Forgets the token if it is this one.
    pub(super) fn invalidate(&self, rejected: &AccessToken) {
        let mut state = self.lock();
        if state.kept.as_ref().is_some_and(|kept| kept.token == *rejected) {
            state.kept = None;
            state.rejected = Some(rejected.clone());
        }
    }

    /// Whether the token was rejected since it came.
    pub(super) fn has_rejected(&self, token: &AccessToken) -> bool {
        self.lock().rejected.as_ref() == Some(token)
    }

    /// A panic elsewhere leaves the state whole: no code of others runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keep(token: AccessToken, life: Option<Duration>, now: Duration) -> Kept {
    let margin = life.map(|life| MARGIN.min(life / 10));
    let stale = life.zip(margin).map(|(life, margin)| now.saturating_add(life.saturating_sub(margin)));
    Kept { token, stale, dead: life.map(|life| now.saturating_add(life)) }
}
