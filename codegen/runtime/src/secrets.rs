//! The secrets that went through a client, so that no reply to another call can show them either.

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::AccessToken;
use crate::redact::Redactor;

/// So many tokens are known, and so many other secrets: the latest ones.
const MOST: usize = 32;

/// What the calls of a client had to keep quiet about.
#[derive(Default)]
pub(crate) struct Secrets {
    known: Mutex<Known>,
    /// Where the latest token lies. A call that carries it, as nearly all do, need not ask any further.
    latest: AtomicUsize,
}

#[derive(Default)]
struct Known {
    tokens: VecDeque<Arc<str>>,
    of_requests: VecDeque<Arc<str>>,
}

impl Secrets {
    /// A call is to carry this token.
    pub(crate) fn learn_token(&self, token: &AccessToken) {
        let token = token.shared();
        // What is known stays where it lies, so that nothing else can lie there.
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

    /// A request holds these.
    pub(crate) fn learn(&self, redactor: &Redactor) {
        if redactor.secrets().is_empty() {
            return;
        }
        let mut known = self.lock();
        for secret in redactor.secrets() {
            remember(&mut known.of_requests, secret);
        }
    }

    /// Keeps quiet about what one call has to, and about all that is known.
    pub(crate) fn beside(&self, own: &Redactor) -> Redactor {
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

/// Puts the secret last, and hands out what had to go for it.
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
        secrets.beside(&Redactor::default()).clean(text)
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
