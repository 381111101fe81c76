//! The size of a program that uses two operations, its dependencies, and their build time.

use anyhow::Result;

use super::client::{Client, Dependencies, Side};
use super::programs::{generators, measured, progress};
use super::table::{Comparison, Measure, OURS, Unit};

const SIZE: [Measure; 1] = [Measure { name: "stripped", unit: Unit::Bytes, compared: true }];

const DEPENDENCIES: [Measure; 4] = [
    Measure { name: "crates", unit: Unit::Plain, compared: false },
    Measure { name: "without TLS", unit: Unit::Plain, compared: false },
    Measure { name: "wall", unit: Unit::Nanoseconds, compared: true },
    Measure { name: "CPU", unit: Unit::Nanoseconds, compared: true },
];

/// Prefixes of the names of crates that are used for TLS only.
const TLS: [&str; 11] = [
    "aws-lc",
    "hyper-rustls",
    "openssl",
    "ring",
    "rustls",
    "subtle",
    "tokio-rustls",
    "untrusted",
    "webpki",
    "zeroize",
    "native-tls",
];

/// Measures all scales, and the dependencies once for each round.
pub(super) fn measure(rounds: u32, scales: &[(u32, &str)]) -> Result<Vec<Comparison>> {
    let generators = generators()?;
    let mut comparisons = Vec::new();
    for (copies, name) in scales {
        let mut comparison = Comparison::new(format!("program that uses two operations, {name}"), &SIZE);
        for side in Side::all().iter().filter(|side| side.has_consumer()) {
            progress(&format!("size, {name}: {}", side.name));
            let client = Client::generate(side, *copies, &generators)?;
            comparison.add(side.name, [client.consumer_size()? as f64]);
        }
        comparisons.push(comparison);
    }
    comparisons.push(dependencies(rounds)?);
    Ok(comparisons)
}

fn dependencies(rounds: u32) -> Result<Comparison> {
    let mut comparison = Comparison::new("dependencies, cold `cargo build --release`", &DEPENDENCIES);
    for round in 1..=rounds {
        for side in Side::all() {
            add(&mut comparison, side.name, &Dependencies::of(side, None)?, round)?;
            if side.name == OURS {
                let features = [("default features", &[][..]), ("core alone", &["--no-default-features"])];
                for (name, features) in features {
                    let dependencies = Dependencies::of(side, Some(features))?;
                    add(&mut comparison, &format!("{OURS}, {name}"), &dependencies, round)?;
                }
            }
        }
    }
    Ok(comparison)
}

fn add(comparison: &mut Comparison, name: &str, dependencies: &Dependencies, round: u32) -> Result<()> {
    progress(&format!("dependencies of {name}: round {round}"));
    let crates = dependencies.crates()?;
    let without_tls = crates.iter().filter(|name| !TLS.iter().any(|tls| name.starts_with(tls))).count();
    let [wall, cpu, _] = measured(&dependencies.build())?;
    comparison.add(name, [crates.len() as f64, without_tls as f64, wall, cpu]);
    Ok(())
}
