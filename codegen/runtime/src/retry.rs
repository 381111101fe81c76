//! Retries of calls.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// The number of attempts of a call, and the pauses between them.
///
/// A request is repeated if nothing of it was sent, or if the server refused it with the status 429 or with an error
/// code for which the spec states a pause. Any other request that may have reached the server is repeated only if its
/// operation is idempotent or the call allows it ([`Call::allow_repeat`](crate::Call::allow_repeat)), and only after a
/// temporary failure: a broken connection, a status such as 503, or an error code whose class the spec states to be
/// temporary.
///
/// The pause doubles each time, and is shortened at random by up to a half, so that clients do not retry at the same
/// moment. If the server or the spec states how long to wait, the pause is at least that, and at random up to a fifth
/// longer.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::Retry;
///
/// // At most three attempts; a pause of up to a half second after the first, up to a second after the next.
/// let retry = Retry::new(3).first_pause(Duration::from_millis(500)).longest_pause(Duration::from_secs(5));
/// assert_ne!(retry, Retry::NEVER);
/// assert_eq!(Retry::default(), Retry::new(4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Retry {
    /// A single attempt. A server that cannot be reached is still replaced by the next, and a request that the server
    /// rejected for its token, without carrying it out, is still sent once more with another token.
    pub const NEVER: Self = Self::new(1);

    /// The maximum number of attempts. The first pause is a second, the longest one a minute. Trying all servers, if
    /// none can be reached, is one attempt.
    pub const fn new(attempts: u32) -> Self {
        Self { attempts, first_pause: Duration::from_secs(1), longest_pause: Duration::from_secs(60) }
    }

    /// Sets the first pause.
    pub const fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Sets the longest pause. If a server requires a longer one, the call ends.
    pub const fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// The range of the pause after this number of attempts; `None` to stop.
    pub(crate) fn pauses(self, attempts: u32, required: Option<Duration>) -> Option<Pauses> {
        if attempts >= self.attempts || required.is_some_and(|required| required > self.longest_pause) {
            return None;
        }
        let doublings = attempts.saturating_sub(1).min(31);
        let full = self.first_pause.saturating_mul(1 << doublings).min(self.longest_pause);
        let required = required.unwrap_or_default();
        Some(Pauses { least: required.max(full / 2), most: required.saturating_add(required / 5).max(full) })
    }
}

/// A range of pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pauses {
    pub(crate) least: Duration,
    most: Duration,
}

impl Pauses {
    /// A pause of the range by a random number. At least half of the time that the shortest pause leaves until the
    /// deadline remains for the next attempt; `None` if the shortest pause leaves no time.
    pub(crate) fn pick(self, left: Option<Duration>, random: u64) -> Option<Duration> {
        let mut spread = self.most.saturating_sub(self.least);
        if let Some(left) = left {
            let spare = left.checked_sub(self.least).filter(|spare| !spare.is_zero())?;
            spread = spread.min(spare / 2);
        }
        let part = u32::try_from(random % 1024).unwrap_or(0);
        Some(self.least + spread.saturating_sub(spread / 1024 * part))
    }
}

/// Four attempts.
impl Default for Retry {
    fn default() -> Self {
        Self::new(4)
    }
}

/// Whether the status is a temporary failure.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// A random number, from the standard library's hash keys.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// The pause that `random` gives where there is no deadline.
    fn pause(retry: Retry, attempts: u32, required: Option<Duration>, random: u64) -> Option<Duration> {
        retry.pauses(attempts, required)?.pick(None, random)
    }

    fn all(retry: Retry, attempts: u32, required: Option<Duration>, left: Option<Duration>) -> Vec<Duration> {
        let pauses = retry.pauses(attempts, required).unwrap();
        (0..1024).map(|random| pauses.pick(left, random).unwrap()).collect()
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let retry = Retry::new(100);
        let pauses: Vec<_> = (1..=8).map(|attempts| pause(retry, attempts, None, 0).unwrap()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60].map(Duration::from_secs));
        assert_eq!(pause(retry, 99, None, 0), Some(Duration::from_secs(60)));
        let endless = Retry::new(u32::MAX).first_pause(Duration::MAX).longest_pause(Duration::MAX);
        assert_eq!(pause(endless, u32::MAX - 1, None, 0), Some(Duration::MAX));
        assert_eq!(pause(endless, 1, Some(Duration::MAX), 1023), Some(Duration::MAX));
    }

    #[test]
    fn a_pause_is_shortened_by_at_most_a_half() {
        let pauses = all(Retry::default(), 1, None, None);
        assert_eq!(pauses.iter().max(), Some(&SECOND));
        assert!(*pauses.iter().min().unwrap() > SECOND / 2);
        assert!(*pauses.iter().min().unwrap() < SECOND / 2 + SECOND / 100);
        assert!((0..100).map(|_| random()).collect::<std::collections::BTreeSet<_>>().len() > 90);
    }

    #[test]
    fn attempts_are_limited() {
        assert_eq!(Retry::NEVER.pauses(1, None), None);
        assert_eq!(Retry::new(0).pauses(1, None), None);
        assert!(Retry::new(2).pauses(1, None).is_some());
        assert_eq!(Retry::new(2).pauses(2, None), None);
    }

    #[test]
    fn the_server_can_require_a_longer_pause_up_to_the_longest() {
        let retry = Retry::new(9);
        assert_eq!(pause(retry, 4, Some(SECOND), 0), Some(SECOND * 8));
        assert!(retry.pauses(1, Some(SECOND * 60)).is_some());
        assert_eq!(retry.pauses(1, Some(SECOND * 61)), None);
        assert_eq!(retry.pauses(1, Some(Duration::MAX)), None);
    }

    #[test]
    fn required_pauses_are_spread_and_never_shortened() {
        let pauses = all(Retry::new(9), 1, Some(SECOND * 30), None);
        assert_eq!(pauses.iter().max(), Some(&(SECOND * 36)));
        assert!(*pauses.iter().min().unwrap() >= SECOND * 30);
        assert!(*pauses.iter().min().unwrap() < SECOND * 31);
    }

    #[test]
    fn half_of_the_remaining_time_is_left_for_the_next_attempt() {
        let pauses = all(Retry::new(9), 1, Some(SECOND * 30), Some(SECOND * 32));
        assert_eq!(pauses.iter().max(), Some(&(SECOND * 31)));
        assert!(*pauses.iter().min().unwrap() >= SECOND * 30);
        let pauses = Retry::new(9).pauses(1, Some(SECOND * 30)).unwrap();
        assert_eq!(pauses.pick(Some(SECOND * 30), 0), None);
        assert_eq!(pauses.pick(Some(Duration::ZERO), 0), None);
    }
}
