//! The generator, from the spec's text to the files' text: the real spec, and specs of 70 and 700 operations.

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use specwright_bench::scale;

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500))
        .sample_size(10)
        .nresamples(1000)
        .without_plots();
    targets = generate
}
criterion_main!(benches);

fn generate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generate");
    for (name, copies) in [("real spec", 1), ("70 operations", 10), ("700 operations", 100)] {
        let sources = scale::scaled(copies);
        group.bench_function(name, |b| b.iter(|| specwright::generate(&sources)));
    }
    group.finish();
}
