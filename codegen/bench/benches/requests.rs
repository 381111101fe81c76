//! One request: validated; built, validated and written; interpreted without generated code.

use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use specwright_bench::sample::Sample;
use specwright_bench::works::{self, Meter};

criterion_group! {
    name = benches;
    // `cargo xtask bench` runs all of it several times in turn, and compares the rounds.
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(300))
        .sample_size(20)
        .nresamples(1000)
        .without_plots();
    targets = requests
}
criterion_main!(benches);

fn requests(criterion: &mut Criterion) {
    works::measure(&mut Clock(criterion));
}

/// Measures times.
struct Clock<'a>(&'a mut Criterion);

impl Meter for Clock<'_> {
    fn repeat<T>(&mut self, kind: &str, side: &str, mut work: impl FnMut() -> T) {
        self.0.benchmark_group(kind).bench_function(side, |bencher| bencher.iter(&mut work));
    }

    fn consume<T>(&mut self, kind: &str, side: &str, sample: &Sample, mut work: impl FnMut(Sample) -> T) {
        self.0.benchmark_group(kind).bench_function(side, |bencher| {
            // Few at a time, so that they fit into the allocator's cache: a program that sends one request after
            // another does not get fresh pages from the operating system for each.
            bencher.iter_batched(|| sample.clone(), &mut work, BatchSize::NumIterations(8));
        });
    }
}
