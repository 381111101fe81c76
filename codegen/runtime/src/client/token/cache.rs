//! The token that is kept, and the only fetch of another one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use super::fetch::Fetch;
use crate::{AccessToken, TokenError};

/// How long before its expiry a token with this lifetime is renewed: five minutes, or a tenth of it, if that is shorter.
pub(super) fn renewal_margin(lifetime: Duration) -> Duration {
    Duration::from_secs(300).min(lifetime / 10)
}

/// How long no call tries again after a renewal failed, while the old token has not expired.
const RENEWAL_RETRY_DELAY: Duration = Duration::from_secs(30);

/// The token that is kept, and the fetch in progress.
#[derive(Default)]
pub(super) struct TokenCache(Mutex<State>);

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The latest fetch, as long as a call waits for it.
    fetch: Weak<Fetch>,
    /// The token that was rejected since the last one was fetched.
    rejected: Option<AccessToken>,
}

struct Kept {
    token: AccessToken,
    /// When it is to be renewed.
    renew_at: Option<Duration>,
    /// When it cannot be used any more.
    expires_at: Option<Duration>,
}

/// A token that was fetched, or found in a store.
pub(super) struct Fetched {
    pub(super) token: AccessToken,
    /// `None` if it is used until it is rejected.
    pub(super) renew_in: Option<Duration>,
    /// `None` if it is used until it is rejected.
    pub(super) expires_in: Option<Duration>,
}

impl Fetched {
    /// A token that has just been fetched.
    pub(super) fn new(token: AccessToken, lifetime: Option<Duration>) -> Self {
        let renew_in = lifetime.map(|lifetime| lifetime.saturating_sub(renewal_margin(lifetime)));
        Self { token, renew_in, expires_in: lifetime }
    }
}

/// What a call gets from the cache.
pub(super) enum Lookup {
    Token(AccessToken),
    /// A fetch to wait for.
    Fetch(Arc<Fetch>),
}

impl TokenCache {
    /// The token, or else the fetch in progress, which `begin` creates if there is none.
    pub(super) fn look_up(&self, now: Duration, begin: impl FnOnce() -> Arc<Fetch>) -> Lookup {
        let is_before = |limit: Option<Duration>| limit.is_none_or(|limit| now < limit);
        let mut state = self.lock();
        let usable = state.kept.as_ref().filter(|kept| is_before(kept.expires_at));
        let fresh = usable.filter(|kept| is_before(kept.renew_at));
        if let Some(kept) = fresh {
            return Lookup::Token(kept.token.clone());
        }
        let fetch = state.fetch.upgrade().filter(|fetch| !fetch.is_done());
        match (usable, fetch) {
            (Some(kept), Some(fetch)) => {
                let token = kept.token.clone();
                // The last reference to a fetch drops it, which must not happen under the lock.
                drop(state);
                drop(fetch);
                Lookup::Token(token)
            }
            (None, Some(fetch)) => Lookup::Fetch(fetch),
            (_, None) => {
                let fetch = begin();
                state.fetch = Arc::downgrade(&fetch);
                Lookup::Fetch(fetch)
            }
        }
    }

    /// Stores the result of a fetch. What it returns is for all calls that waited: the old
    /// token if no new one was fetched and the old one has not expired.
    pub(super) fn complete(
        &self,
        fetch: &Weak<Fetch>,
        fetched: Result<Fetched, TokenError>,
        now: Duration,
    ) -> Result<AccessToken, TokenError> {
        let mut state = self.lock();
        if !Weak::ptr_eq(&state.fetch, fetch) {
            // Another fetch replaced this one, and decides which token is kept.
            return fetched.map(|fetched| fetched.token);
        }
        match fetched {
            Ok(Fetched { token, renew_in, expires_in }) => {
                let at = |duration: Duration| now.saturating_add(duration);
                let (renew_at, expires_at) = (renew_in.map(at), expires_in.map(at));
                state.kept = Some(Kept { token: token.clone(), renew_at, expires_at });
                state.rejected = None;
                Ok(token)
            }
            Err(error) => match &mut state.kept {
                Some(kept) if kept.expires_at.is_none_or(|expiry| now < expiry) => {
                    kept.renew_at = Some(now.saturating_add(RENEWAL_RETRY_DELAY));
                    Ok(kept.token.clone())
                }
                _ => Err(error),
            },
        }
    }

    /// Lets the next call begin another fetch in place of this one.
    pub(super) fn abandon(&self, fetch: &Arc<Fetch>) {
        let mut state = self.lock();
        if state.fetch.as_ptr() == Arc::as_ptr(fetch) {
            state.fetch = Weak::new();
        }
    }

    /// Removes the token if it is this one.
    pub(super) fn invalidate(&self, rejected: &AccessToken) {
        let mut state = self.lock();
        if state.kept.as_ref().is_some_and(|kept| kept.token == *rejected) {
            state.kept = None;
            state.rejected = Some(rejected.clone());
        }
    }

    /// The token that was rejected since the last one was fetched.
    pub(super) fn rejected(&self) -> Option<AccessToken> {
        self.lock().rejected.clone()
    }

    /// Whether the token was rejected since it was fetched.
    pub(super) fn has_rejected(&self, token: &AccessToken) -> bool {
        self.lock().rejected.as_ref() == Some(token)
    }

    /// A poisoned state is consistent: no foreign code runs under the lock.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
