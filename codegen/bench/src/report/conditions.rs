//! The conditions of a measurement.

use std::fs;
use std::process::Command;
use std::thread;

use anyhow::Result;
use jiff::Timestamp;

use super::programs::{cargo_bench, run_to_end};

/// The packages of the benchmarks' workspace, and their peers.
const PACKAGES: [&str; 2] = ["specwright-bench", "specwright-bench-generators"];
const PEERS: [&str; 10] = [
    "garde",
    "jsonschema",
    "oas3-gen",
    "openapi-to-rust",
    "progenitor-impl",
    "reqwest",
    "serde_json",
    "sonic-rs",
    "typify-impl",
    "validator",
];

/// Date, machine, its load, and versions.
pub(super) fn heading() -> Result<String> {
    let date = Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string();
    let cores = thread::available_parallelism().map_or_else(|_| "?".to_owned(), |cores| cores.to_string());
    let rustc = rustc()?;
    let peers = peers()?.join(", ");
    Ok(format!(
        "{date}; {}, {cores} cores, {}{}; {rustc}; {peers}\n",
        processor(),
        std::env::consts::OS,
        load()
    ))
}

/// The compiler's version: `rustc 1.95.0 (59807616e 2026-04-14)`.
pub(super) fn rustc() -> Result<String> {
    let [rustc, _] = run_to_end(Command::new("rustc").arg("--version"))?;
    Ok(rustc.trim().to_owned())
}

/// The processor's model if the operating system reports it, or else the architecture.
fn processor() -> String {
    let reported = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = reported.lines().find_map(|line| line.strip_prefix("model name"));
    let model = model.and_then(|line| line.split_once(": ")).map(|(_, model)| model.trim().to_owned());
    model.unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

/// The load average of the last minute.
fn load() -> String {
    let reported = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    reported
        .split(' ')
        .next()
        .filter(|load| !load.is_empty())
        .map(|load| format!(", load {load}"))
        .unwrap_or_default()
}

/// The peers' versions in the lock file.
fn peers() -> Result<Vec<String>> {
    let mut versions = Vec::new();
    for package in PACKAGES {
        let mut tree = cargo_bench("tree");
        tree.args(["--depth", "1", "--edges", "normal,dev", "--prefix", "none", "--package", package]);
        let [tree, _] = run_to_end(&mut tree)?;
        for line in tree.lines() {
            if let Some((name, rest)) = line.split_once(" v")
                && PEERS.contains(&name)
            {
                versions.push(format!("{name} {}", rest.split(' ').next().unwrap_or_default()));
            }
        }
    }
    versions.sort();
    versions.dedup();
    Ok(versions)
}
