//! The long run: `cargo run --release -p specwright-faults`.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use specwright_faults::{Plan, run};

/// Calls both clients while the server and the network fail, and prints what was seen.
#[derive(Parser)]
struct Arguments {
    /// The number of calls of each client at each level of concurrency.
    #[arg(long, default_value_t = 10_000)]
    calls: usize,
    /// The numbers of calls at the same time.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 16, 128])]
    concurrency: Vec<usize>,
    /// The deadline of each call in milliseconds.
    #[arg(long, default_value_t = 400)]
    deadline: u64,
    /// The seed of what is random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> io::Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut failed = false;
    for concurrency in arguments.concurrency {
        for blocking in [false, true] {
            let tally = run(Plan {
                calls: arguments.calls,
                concurrency,
                deadline: Duration::from_millis(arguments.deadline),
                seed: arguments.seed,
                blocking,
                huge_bytes: 200_000_000,
            })?;
            println!("\n{} client, {concurrency} at once", if blocking { "blocking" } else { "async" });
            println!("{tally}");
            failed |= !tally.violations.is_empty() || tally.overruns > 0;
        }
    }
    Ok(ExitCode::from(u8::from(failed)))
}
