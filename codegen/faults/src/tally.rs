//! The outcome of many calls, and what of it should not be.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::fault::Fault;

/// The outcome of many calls.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The number of calls.
    pub calls: usize,
    /// Calls by their outcome: `ok`, `cancelled`, or the kind of the error.
    pub outcomes: BTreeMap<String, usize>,
    /// How often each fault occurred.
    pub faults: BTreeMap<Fault, usize>,
    /// The number of requests that were carried out twice with the consent of their calls.
    pub repeated_with_consent: usize,
    /// The number of tokens that were sent, also after the deadline of the call.
    pub fetches: usize,
    /// How often the token expired.
    pub expiries: usize,
    /// The greatest time of a call beyond its deadline, less the delays of the machine while it ran.
    pub overrun: Duration,
    /// The number of calls that took more than 50 ms beyond their deadlines and the machine's delays.
    pub overruns: usize,
    /// The number of records that were logged.
    pub records: usize,
    /// The highest memory of the process in kB, where the system says it.
    pub peak_kb: Option<u64>,
    /// What should not be: each line is one.
    pub violations: Vec<String>,
}

impl Tally {
    pub(crate) fn count(&mut self, outcome: &str) {
        self.calls += 1;
        *self.outcomes.entry(outcome.to_owned()).or_default() += 1;
    }

    pub(crate) fn add_time(&mut self, beyond: Duration) {
        self.overrun = self.overrun.max(beyond);
        self.overruns += usize::from(beyond > Duration::from_millis(50));
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} calls:", self.calls)?;
        for (outcome, count) in &self.outcomes {
            writeln!(f, "  {count:6} {outcome}")?;
        }
        let faults = self.faults.iter().map(|(fault, count)| format!("{fault:?} {count}"));
        writeln!(f, "faults: {}", faults.collect::<Vec<_>>().join(", "))?;
        writeln!(f, "created twice with consent: {}", self.repeated_with_consent)?;
        writeln!(f, "tokens: {} fetches, {} expiries", self.fetches, self.expiries)?;
        writeln!(
            f,
            "beyond the deadline: at most {:?}, {} calls by more than 50 ms",
            self.overrun, self.overruns
        )?;
        if let Some(peak) = self.peak_kb {
            writeln!(f, "peak memory, with the server: {peak} kB")?;
        }
        writeln!(f, "log records: {}", self.records)?;
        write!(f, "violations: {}", self.violations.len())?;
        self.violations.iter().take(20).try_for_each(|line| write!(f, "\n  {line}"))
    }
}
