//! A valid request allocates its strings and its body only.

use allocation_counter::measure;
use specwright_bench::sample::Sample;
use specwright_bench::{ours, scale, schema};
use specwright_runtime::ToJson;

#[test]
fn validation_allocates_nothing() {
    for sample in [Sample::usual(), Sample::long()] {
        let ticket = ours::ticket(sample);
        assert_eq!(measure(|| assert!(ours::validate(&ticket).is_empty())).count_total, 0);
    }
}

#[test]
fn writing_allocates_only_the_body() {
    let ticket = ours::ticket(Sample::usual());
    let mut body = Vec::with_capacity(2048);
    assert_eq!(measure(|| ticket.write_json(&mut body).unwrap()).count_total, 0);
    assert_eq!(measure(|| drop(ours::write(&ticket))).count_total, 1);
}

#[test]
fn interpreting_a_body_allocates_nothing_once_its_models_are_prepared() {
    let checked = specwright::check::check(&scale::real()).unwrap();
    let operation = checked.api.operation("create_meeting_ticket").unwrap();
    let interpreter = specwright::interpret::Interpreter::new(&checked.api);
    let body = schema::body(Sample::usual());
    assert!(interpreter.request(operation, &body).is_empty());
    assert_eq!(measure(|| assert!(interpreter.request(operation, &body).is_empty())).count_total, 0);
}
