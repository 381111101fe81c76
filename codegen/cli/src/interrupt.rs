//! Handles Ctrl-C and requests to terminate.
//!
//! The program ends immediately, with a message and exit code 2, unless it is writing files: then the next step fails,
//! all previous steps are undone, and the program ends as after any other failure. A server ends with exit code 0.

use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::output;

/// Shared by the work and the signal handler. The lock ensures that no write begins while the program ends, and that
/// it does not end in the middle of a write.
static STATE: Mutex<State> =
    Mutex::new(State { writing: false, written: false, serving: false, interrupted: false });

struct State {
    writing: bool,
    /// Whether all files are written, and only the summary has not been printed yet.
    written: bool,
    /// Whether the program runs until it is interrupted.
    serving: bool,
    interrupted: bool,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs the signal handler.
pub(crate) fn listen() -> Result<(), Error> {
    ctrlc::set_handler(|| {
        let mut state = state();
        state.interrupted = true;
        if state.serving {
            process::exit(0);
        }
        if !state.writing {
            let help = if state.written { "every file had been written" } else { "nothing was written" };
            output::error(&error().help(help));
            process::exit(2);
        }
    })
    .map_err(|error| Error::new(format!("cannot listen for Ctrl-C: {error}")))
}

/// Declares that an interruption is the normal end of the program from now on.
pub(crate) fn serve() {
    state().serving = true;
}

/// The error of interrupted work.
pub(crate) fn error() -> Error {
    Error::new("interrupted")
}

/// Whether the program was interrupted.
pub(crate) fn is_requested() -> bool {
    state().interrupted
}

/// While this guard exists, a signal does not end the process.
pub(crate) struct Writing(());

impl Writing {
    pub(crate) fn begin() -> Writing {
        state().writing = true;
        Writing(())
    }

    /// Declares that all files are written.
    pub(crate) fn done(self) {
        state().written = true;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        state().writing = false;
    }
}
