//! When a call is repeated, and how long it waits before.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// How often a call is sent and how long it waits in between.
///
/// A request is repeated where nothing of it was sent, and where the server turned it away: by the status 429, or by
/// an error code to which the spec gives a pause. Any other that may have reached the server is repeated only if
/// its operation does no harm when it is done twice, or if the call says so
/// ([`Call::allow_repeat`](crate::Call::allow_repeat)); and only after a failure that may pass: a broken
/// connection, a status such as 503, an error code whose class the spec says to wait for.
///
/// The pause grows twofold each time, and is cut at random by up to a half, so that many clients do not come back
/// at the same moment. Where the server says how long to wait, the pause is at least that.
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
    /// Never waits and sends again. A server that cannot be reached is still replaced by the next.
    pub const NEVER: Self = Self::new(1);

    /// Sends at most so many times. The first pause is a second, the longest one a minute. Trying all
    /// servers of which none can be reached counts as once.
    pub const fn new(attempts: u32) -> Self {
        Self { attempts, first_pause: Duration::from_secs(1), longest_pause: Duration::from_secs(60) }
    }

    /// With another first pause.
    pub const fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// With another longest pause. A server that asks for a longer one ends the call.
    pub const fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// How long to wait after so many attempts; `None` to stop. `luck` is any number.
    pub(crate) fn pause(self, attempts: u32, asked: Option<Duration>, luck: u64) -> Option<Duration> {
        if attempts >= self.attempts || asked.is_some_and(|asked| asked > self.longest_pause) {
            return None;
        }
        let doublings = attempts.saturating_sub(1).min(31);
        let full = self.first_pause.saturating_mul(1 << doublings).min(self.longest_pause);
        // Between a half and the whole.
        let part = u32::try_from(luck % 1024).unwrap_or(0);
        let cut = full.checked_div(2048).unwrap_or_default().saturating_mul(part);
        let pause = full.saturating_sub(cut);
        Some(asked.map_or(pause, |asked| pause.max(asked)))
    }
}

/// Four attempts.
impl Default for Retry {
    fn default() -> Self {
        Self::new(4)
    }
}

/// Whether a status tells a failure that may pass.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// A number that nobody can foresee, without a crate for it.
pub(crate) fn luck() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pauses_double_up_to_the_longest() {
        let retry = Retry::new(100);
        let pauses: Vec<_> = (1..=8).map(|attempts| retry.pause(attempts, None, 0).unwrap()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60].map(Duration::from_secs));
        assert_eq!(retry.pause(99, None, 0), Some(Duration::from_secs(60)));
        let endless = Retry::new(u32::MAX).first_pause(Duration::MAX).longest_pause(Duration::MAX);
        assert_eq!(endless.pause(u32::MAX - 1, None, 0), Some(Duration::MAX));
    }

    #[test]
    fn a_pause_is_cut_by_a_half_at_most() {
        let pauses: Vec<_> = (0..2048).map(|luck| Retry::default().pause(1, None, luck).unwrap()).collect();
        assert_eq!(pauses.iter().max(), Some(&SECOND));
        assert!(*pauses.iter().min().unwrap() > SECOND / 2);
        assert!(*pauses.iter().min().unwrap() < SECOND / 2 + SECOND / 100);
        assert!((0..100).map(|_| luck()).collect::<std::collections::BTreeSet<_>>().len() > 90);
    }

    #[test]
    fn attempts_end() {
        assert_eq!(Retry::NEVER.pause(1, None, 0), None);
        assert_eq!(Retry::new(0).pause(1, None, 0), None);
        assert!(Retry::new(2).pause(1, None, 0).is_some());
        assert_eq!(Retry::new(2).pause(2, None, 0), None);
    }

    #[test]
    fn the_server_may_ask_for_a_longer_pause_but_not_for_any() {
        let retry = Retry::new(9);
        assert_eq!(retry.pause(1, Some(SECOND * 7), 1), Some(SECOND * 7));
        assert_eq!(retry.pause(4, Some(SECOND), 0), Some(SECOND * 8));
        assert_eq!(retry.pause(1, Some(SECOND * 60), 0), Some(SECOND * 60));
        assert_eq!(retry.pause(1, Some(SECOND * 61), 0), None);
    }
}
