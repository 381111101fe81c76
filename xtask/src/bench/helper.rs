//! The program `specwright-bench`, which does for this one what needs the packages of its workspace.

use std::path::PathBuf;
use std::process::Command;

use super::comparison::{Measure, Unit};
use super::process::{built, cargo_bench, run_to_end, target};
use crate::error::Error;

/// What a process took, in the order of [`MEASURES`].
pub(super) type Usage = [f64; 3];

/// Wall time, time of all cores, and the most memory that was ever resident, of a process and those it waits for.
pub(super) const MEASURES: [Measure; 3] = [
    Measure { name: "wall", unit: Unit::Nanoseconds, compared: true },
    Measure { name: "CPU", unit: Unit::Nanoseconds, compared: true },
    Measure { name: "peak memory", unit: Unit::Bytes, compared: true },
];

/// The program.
pub(super) struct Helper {
    program: PathBuf,
}

impl Helper {
    /// Builds it.
    pub(super) fn new() -> Result<Self, Error> {
        Ok(Self { program: built(cargo_bench("build"), "specwright-bench")? })
    }

    /// Writes the real spec with its operations so many times, and the same as OpenAPI; answers the folder. With
    /// `changed`, one model has a field more.
    pub(super) fn scaled(&self, copies: u32, changed: bool) -> Result<PathBuf, Error> {
        let name = format!("spec-{copies}{}", if changed { "-changed" } else { "" });
        let folder = results().join(name);
        let mut writer = Command::new(&self.program);
        writer.args(["spec", &copies.to_string()]).arg(&folder).args(changed.then_some("changed"));
        run_to_end(&mut writer)?;
        Ok(folder)
    }

    /// Runs a program in a process of its own and tells what that took.
    pub(super) fn usage(&self, command: &Command) -> Result<Usage, Error> {
        let mut measured = Command::new(&self.program);
        measured.arg("measure").arg(command.get_program()).args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => measured.env(key, value),
                None => measured.env_remove(key),
            };
        }
        let [told, _] = run_to_end(&mut measured)?;
        let mut numbers = told.split_whitespace().map_while(|number| number.parse().ok());
        match [numbers.next(), numbers.next(), numbers.next()] {
            [Some(wall), Some(cpu), Some(memory)] => Ok([wall, cpu, memory]),
            _ => Err(Error::new(format!("`specwright-bench measure` said `{told}`"))),
        }
    }
}

/// The folder of everything that the benchmarks make but programs.
pub(super) fn results() -> PathBuf {
    target().join("specwright-bench")
}
