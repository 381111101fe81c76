//! The resources that a process uses, including the processes that it starts and waits for.

use std::error::Error;
use std::fmt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// The resources that a process used.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// The time from its start to its end.
    pub wall: Duration,
    /// The time on all cores.
    pub cpu: Duration,
    /// The maximum resident memory of one of its processes, in bytes.
    pub peak_bytes: u64,
}

/// The wall and CPU time in nanoseconds and the peak memory in bytes, with spaces between them.
impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.wall.as_nanos(), self.cpu.as_nanos(), self.peak_bytes)
    }
}

/// Runs a program. Its output is discarded.
///
/// Until the other program is loaded, the system counts the memory of this process as that of the other. Therefore a
/// small program that has not allocated anything measures.
///
/// # Errors
///
/// If it cannot be run or fails.
pub fn of(command: &mut Command) -> Result<Usage, Box<dyn Error>> {
    let begin = Instant::now();
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?.wait4()?;
    let wall = begin.elapsed();
    if !ended.status.success() {
        return Err(format!("it ended with {}", ended.status).into());
    }
    Ok(Usage { wall, cpu: ended.rusage.utime + ended.rusage.stime, peak_bytes: ended.rusage.maxrss })
}
