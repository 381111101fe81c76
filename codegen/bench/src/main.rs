//! What `cargo xtask bench` asks of the benchmarks, besides running them.
//!
//! | arguments | does |
//! |---|---|
//! | `works` | lists the works on requests, `KIND` and `SIDE` in a line, with a tab between them |
//! | `work KIND SIDE TIMES` | does one of them so many times, for a tool that counts instructions |
//! | `spec COPIES DIR [changed]` | writes the spec, scaled, and the same API as OpenAPI; `changed` has one field more |
//! | `measure PROGRAM ARGUMENTS…` | runs a program and tells what that took |
//!
//! Only [`counted`] belongs to a work: `valgrind --tool=callgrind --toggle-collect='*::counted*'` leaves out what stands
//! around it.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use specwright_bench::sample::Sample;
use specwright_bench::works::{self, Meter};
use specwright_bench::{folder, scale, usage};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["works"] => works::measure(&mut List),
        ["work", kind, side, times] => works::measure(&mut Once { kind, side, times: times.parse()? }),
        ["spec", copies, to] => folder::write(&scale::scaled(copies.parse()?), Path::new(to))?,
        ["spec", copies, to, "changed"] => {
            folder::write(&scale::changed(scale::scaled(copies.parse()?)), Path::new(to))?;
        }
        ["measure", program, arguments @ ..] => {
            println!("{}", usage::of(Command::new(program).args(arguments))?);
        }
        _ => {
            return Err(
                "usage: works | work KIND SIDE TIMES | spec COPIES DIR [changed] | measure PROGRAM ARGUMENTS…".into(),
            );
        }
    }
    Ok(())
}

/// Names all works.
struct List;

impl Meter for List {
    fn repeat<T>(&mut self, kind: &str, side: &str, _: impl FnMut() -> T) {
        println!("{kind}\t{side}");
    }

    fn consume<T>(&mut self, kind: &str, side: &str, _: &Sample, _: impl FnMut(Sample) -> T) {
        println!("{kind}\t{side}");
    }
}

/// Does the chosen work.
struct Once<'a> {
    kind: &'a str,
    side: &'a str,
    times: usize,
}

impl Meter for Once<'_> {
    fn repeat<T>(&mut self, kind: &str, side: &str, mut work: impl FnMut() -> T) {
        self.consume(kind, side, &Sample::empty(), |_| work());
    }

    fn consume<T>(&mut self, kind: &str, side: &str, sample: &Sample, mut work: impl FnMut(Sample) -> T) {
        if (self.kind, self.side) != (kind, side) {
            return;
        }
        // The first may prepare what all others find, and is not counted.
        black_box(work(sample.clone()));
        for _ in 0..self.times {
            counted(&mut work, sample.clone());
        }
    }
}

#[inline(never)]
fn counted<T>(work: &mut impl FnMut(Sample) -> T, sample: Sample) {
    black_box(work(sample));
}
