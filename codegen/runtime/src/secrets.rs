//! The secrets that a client has sent, which errors of its other calls must not show either.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::AccessToken;
use crate::redact::Redactor;

/// Maximum number of tokens, and of other secrets, that are kept: the latest ones.
const MOST: usize = 32;

/// The latest secrets of the calls of a client.
#[derive(Default)]
pub(crate) struct Secrets {
    known: Mutex<Known>,
    /// The address in memory of the latest token, so that a call with this token, as nearly all are, needs no lock.
    latest: AtomicUsize,
}

#[derive(Default)]
struct Known {
    tokens: VecDeque<Arc<str>>,
    of_requests: VecDeque<Arc<str>>,
}

impl Secrets {
    /// Adds the token of a call.
    pub(crate) fn learn_token(&self, token: &AccessToken) {
        let token = token.shared();
        // A token that is kept is not freed, so that no other token has its address.
        let place = token.as_ptr().addr();
        if self.latest.load(Ordering::Acquire) == place {
            return;
        }
        let mut known = self.lock();
        let forgotten = remember(&mut known.tokens, token);
        self.latest.store(place, Ordering::Release);
        drop(known);
        drop(forgotten);
    }

    /// Adds the secrets of a request.
    pub(crate) fn learn(&self, redactor: &Redactor) {
        if redactor.secrets().is_empty() {
            return;
        }
        let mut known = self.lock();
        for secret in redactor.secrets() {
            remember(&mut known.of_requests, secret);
        }
    }

    /// A redactor of the secrets of a call and of all that are stored.
    pub(crate) fn with(&self, own: &Redactor) -> Redactor {
        let mut redactor = own.clone();
        let known = self.lock();
        for secret in known.tokens.iter().chain(&known.of_requests) {
            redactor.add(secret.clone());
        }
        redactor
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds the secret as the latest, and returns the one that is dropped for it.
fn remember(list: &mut VecDeque<Arc<str>>, secret: &Arc<str>) -> Option<Arc<str>> {
    let same = list.iter().position(|known| known == secret);
    let earlier = same.and_then(|same| list.remove(same));
    list.push_back(secret.clone());
    if list.len() > MOST { list.pop_front() } else { earlier }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(secrets: &Secrets, text: &str) -> String {
        secrets.with(&Redactor::default()).clean(text)
    }

    #[test]
    fn the_latest_tokens_and_secrets_are_known() {
        let secrets = Secrets::default();
        let mut redactor = Redactor::default();
        redactor.add("app".into());
        secrets.learn(&redactor);
        for number in 0..=MOST {
            let token = AccessToken::new(format!("<{number}>"));
            secrets.learn_token(&token);
            secrets.learn_token(&token);
        }
        assert_eq!(cleaned(&secrets, "app <0> <1> <32>"), "[redacted] <0> [redacted] [redacted]");
    }

    #[test]
    fn a_token_that_comes_back_counts_as_the_latest() {
        let secrets = Secrets::default();
        for number in (0..MOST).chain([0]).chain(100..100 + MOST - 1) {
            secrets.learn_token(&AccessToken::new(format!("<{number}>")));
        }
        assert_eq!(cleaned(&secrets, "<0> <1>"), "[redacted] <1>");
    }
}
