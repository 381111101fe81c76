//! One request: validated; built, validated and written; judged without generated code.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use specwright_bench::sample::Sample;
use specwright_bench::{ours, peers, scale, schema};

criterion_group! {
    name = benches;
    // `cargo xtask bench` runs all of it several times, in turn, and compares the rounds.
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(300))
        .sample_size(20)
        .nresamples(1000)
        .without_plots();
    targets = validate, send, send_long, write, interpret
}
criterion_main!(benches);

fn validate(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("validate");
    let ticket = ours::ticket(Sample::usual());
    group.bench_function("specwright", |b| b.iter(|| ours::validate(black_box(&ticket))));
    let ticket = peers::ticket(Sample::usual());
    group.bench_function("garde", |b| b.iter(|| peers::garde(black_box(&ticket))));
    group.bench_function("validator", |b| b.iter(|| peers::validator(black_box(&ticket))));
    group.finish();
}

fn send(criterion: &mut Criterion) {
    compare_sending(criterion, "build, validate, write", &Sample::usual());
}

fn send_long(criterion: &mut Criterion) {
    compare_sending(criterion, "the same, 6 kB of Chinese", &Sample::long());
}

fn compare_sending(criterion: &mut Criterion, name: &str, sample: &Sample) {
    let mut group = criterion.benchmark_group(name);
    // The caller's own strings are made outside the measurement; everybody moves them in.
    let sample = || sample.clone();
    let size = BatchSize::SmallInput;
    group.bench_function("specwright", |b| {
        b.iter_batched(
            sample,
            |sample| {
                let ticket = ours::ticket(sample);
                (ours::validate(&ticket).is_valid(), ours::write(&ticket))
            },
            size,
        );
    });
    group.bench_function("garde + serde_json", |b| {
        b.iter_batched(
            sample,
            |sample| {
                let ticket = peers::ticket(sample);
                (peers::garde(&ticket), peers::write(&ticket))
            },
            size,
        );
    });
    group.bench_function("validator + serde_json", |b| {
        b.iter_batched(
            sample,
            |sample| {
                let ticket = peers::ticket(sample);
                (peers::validator(&ticket), peers::write(&ticket))
            },
            size,
        );
    });
    group.bench_function("serde_json, no validation", |b| {
        b.iter_batched(sample, |sample| peers::write(&peers::ticket(sample)), size);
    });
    group.finish();
}

fn write(criterion: &mut Criterion) {
    for (name, sample) in [("write", Sample::usual()), ("write, 6 kB of Chinese", Sample::long())] {
        let mut group = criterion.benchmark_group(name);
        let ticket = ours::ticket(sample);
        group.bench_function("specwright", |b| b.iter(|| ours::write(black_box(&ticket))));
        group.bench_function("serde_json, same type", |b| b.iter(|| serde_json::to_vec(black_box(&ticket))));
        group.bench_function("sonic-rs, same type", |b| b.iter(|| sonic_rs::to_vec(black_box(&ticket))));
        group.finish();
    }
}

fn interpret(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("judge a body without generated code");
    let body = schema::body(Sample::usual());
    let checked = specwright::check::check(&scale::real()).expect("the spec is right");
    let operation = checked.api.operation("create_meeting_ticket").expect("the spec has it");
    let interpreter = specwright::interpret::Interpreter::new(&checked.api);
    group.bench_function("specwright", |b| b.iter(|| interpreter.request(operation, black_box(&body))));
    let validator = jsonschema::validator_for(&schema::schema()).expect("the schema is right");
    group.bench_function("jsonschema", |b| b.iter(|| validator.iter_errors(black_box(&body)).count()));
    group.finish();
}
