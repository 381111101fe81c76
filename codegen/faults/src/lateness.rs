//! How late the machine itself wakes who sleeps.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const NAP: Duration = Duration::from_millis(5);

/// Measures until it is dropped.
#[derive(Clone, Debug)]
pub(crate) struct Lateness {
    /// Times at which a nap ended, and how late.
    samples: Arc<Mutex<Vec<(Instant, Duration)>>>,
}

impl Lateness {
    pub(crate) fn measure() -> Self {
        let samples: Arc<Mutex<Vec<(Instant, Duration)>>> = Arc::default();
        let weak = Arc::downgrade(&samples);
        thread::spawn(move || {
            let mut last = Instant::now();
            loop {
                thread::sleep(NAP);
                let now = Instant::now();
                let Some(samples) = weak.upgrade() else { return };
                let late = now.duration_since(last).saturating_sub(NAP);
                // What is less is within the tolerance of any call.
                if late > NAP {
                    samples.lock().unwrap_or_else(PoisonError::into_inner).push((now, late));
                }
                last = now;
            }
        });
        Lateness { samples }
    }

    /// The sum of the delays between two times: a call sleeps several times.
    pub(crate) fn between(&self, start: Instant, end: Instant) -> Duration {
        let samples = self.samples.lock().unwrap_or_else(PoisonError::into_inner);
        samples
            .iter()
            .rev()
            .take_while(|(at, _)| *at >= start)
            .filter(|(at, late)| *at <= end + *late)
            .map(|(_, late)| *late)
            .sum()
    }
}
