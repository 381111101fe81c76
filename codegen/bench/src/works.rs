//! Every kind of work that is compared, in one list, so that time and instructions are measured for
//! the same work.

use std::hint::black_box;

use specwright::interpret::Interpreter;

use crate::sample::Sample;
use crate::{events, lengths, ours, peers, scale, schema};

/// Measures the kinds of work.
pub trait Meter {
    /// Measures `work`, the work of `side` of this `kind`, any number of times.
    fn repeat<T>(&mut self, kind: &str, side: &str, work: impl FnMut() -> T);

    /// The same for work that consumes the caller's strings. Creating these is not measured.
    fn consume<T>(&mut self, kind: &str, side: &str, sample: &Sample, work: impl FnMut(Sample) -> T);
}

/// All of them.
pub fn measure(meter: &mut impl Meter) {
    validate(meter);
    send(meter, "build, validate, write", &Sample::usual());
    send(meter, "build, validate, write 6 kB of Chinese", &Sample::long());
    write(meter, "write", Sample::usual());
    write(meter, "write 6 kB of Chinese", Sample::long());
    round_trip(meter);
    interpret(meter);
    receive(meter);
}

fn validate(meter: &mut impl Meter) {
    let kind = "validate";
    let ticket = ours::ticket(Sample::usual());
    meter.repeat(kind, "specwright", || ours::validate(black_box(&ticket)));
    let ticket = lengths::ours::ticket(Sample::usual());
    meter.repeat(kind, "specwright, control characters allowed", || {
        lengths::ours::validate(black_box(&ticket))
    });
    let ticket = peers::ticket(Sample::usual());
    meter.repeat(kind, "garde", || peers::garde(black_box(&ticket)));
    meter.repeat(kind, "validator", || peers::validator(black_box(&ticket)));
}

fn send(meter: &mut impl Meter, kind: &str, sample: &Sample) {
    meter.consume(kind, "specwright", sample, |sample| {
        let ticket = ours::ticket(sample);
        (ours::validate(&ticket).is_valid(), ours::write(&ticket))
    });
    meter.consume(kind, "garde + serde_json", sample, |sample| {
        let ticket = peers::ticket(sample);
        (peers::garde(&ticket), peers::write(&ticket))
    });
    meter.consume(kind, "validator + serde_json", sample, |sample| {
        let ticket = peers::ticket(sample);
        (peers::validator(&ticket), peers::write(&ticket))
    });
    meter.consume(kind, "serde_json, no validation", sample, |sample| peers::write(&peers::ticket(sample)));
}

fn write(meter: &mut impl Meter, kind: &str, sample: Sample) {
    let ticket = ours::ticket(sample);
    meter.repeat(kind, "specwright", || ours::write(black_box(&ticket)));
    meter.repeat(kind, "serde_json, same type", || serde_json::to_vec(black_box(&ticket)));
    meter.repeat(kind, "sonic-rs, same type", || sonic_rs::to_vec(black_box(&ticket)));
}

fn round_trip(meter: &mut impl Meter) {
    let kind = "write and read back";
    let ticket = ours::ticket(Sample::usual());
    meter.repeat(kind, "specwright", || ours::read(&ours::write(black_box(&ticket))));
    let ticket = peers::ticket(Sample::usual());
    meter.repeat(kind, "serde_json, derived types", || peers::read(&peers::write(black_box(&ticket))));
}

fn interpret(meter: &mut impl Meter) {
    let kind = "judge a body without generated code";
    let body = schema::body(Sample::usual());
    let checked = specwright::check::check(&scale::real()).expect("the spec is right");
    let operation = checked.api.operation("create_meeting_ticket").expect("the spec has it");
    let interpreter = Interpreter::new(&checked.api);
    meter.repeat(kind, "specwright", || interpreter.request(operation, black_box(&body)));
    let validator = jsonschema::validator_for(&schema::schema()).expect("the schema is right");
    meter.repeat(kind, "jsonschema", || validator.iter_errors(black_box(&body)).count());
}

fn receive(meter: &mut impl Meter) {
    let kind = "verify, decrypt and read an event of 1 kB";
    let (receiver, pushed) = (events::receiver(), events::pushed());
    meter.repeat(kind, "specwright", || events::ours(&receiver, black_box(&pushed)));
    meter.repeat(kind, "the crates beneath, no types", || events::bare(black_box(&pushed)));
}
