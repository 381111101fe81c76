//! Ctrl-C, and the wish of others that the program ends.
//!
//! It ends at once, with a message and exit code 2, unless it is writing: then the work stops at its next step, takes
//! back what it has done, and the program ends as after any other failure. A server ends with exit code 0.

use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::output;

/// What both the work and the handler know. Who holds the lock decides: nothing begins to write while the program
/// ends, and it does not end in the middle of a write.
static STATE: Mutex<State> =
    Mutex::new(State { writing: false, written: false, serving: false, interrupted: false });

struct State {
    writing: bool,
    /// Whether all is written, and nothing is left but to tell it.
    written: bool,
    /// Whether nothing else ends the program.
    serving: bool,
    interrupted: bool,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens from now on.
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

/// From now on the program does its work until somebody ends it, which is no failure then.
pub(crate) fn serve() {
    state().serving = true;
}

/// Why the work stops.
pub(crate) fn error() -> Error {
    Error::new("interrupted")
}

/// Whether the work should stop.
pub(crate) fn is_wanted() -> bool {
    state().interrupted
}

/// While this lives, the program is not ended from outside.
pub(crate) struct Writing(());

impl Writing {
    pub(crate) fn begin() -> Writing {
        state().writing = true;
        Writing(())
    }

    /// All is written.
    pub(crate) fn done(self) {
        state().written = true;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        state().writing = false;
    }
}
