//! The commands as processes: arguments, files, output and exit codes.

#![cfg(test)]

mod audit;
mod check;
#[cfg(feature = "checker")]
mod checker;
mod completions;
mod diff;
mod diff_edits;
mod diff_history;
mod disks;
mod draft;
mod examples;
mod explain;
mod export;
mod fmt;
mod formats;
mod history;
mod import;
mod interruptions;
mod locks;
mod mock;
mod new_client;
mod new_file;
mod reference;
mod regen;
mod regen_check;
mod signals;
mod spec_folder;
mod support;
mod validate;
