//! All sides do the same work.

use specwright_bench::sample::Sample;
use specwright_bench::{events, ours, peers, scale, schema};
use wechat_tickets::CardEvent;

#[test]
fn all_sides_write_the_same_bytes_and_accept_them() {
    for sample in [Sample::usual(), Sample::long()] {
        let ours_ticket = ours::ticket(sample.clone());
        let peers_ticket = peers::ticket(sample.clone());
        assert!(ours::validate(&ours_ticket).is_empty());
        assert!(peers::garde(&peers_ticket) && peers::validator(&peers_ticket));
        let written = String::from_utf8(ours::write(&ours_ticket)).unwrap();
        assert_eq!(written, String::from_utf8(peers::write(&peers_ticket)).unwrap());
        assert_eq!(written, sonic_rs::to_string(&ours_ticket).unwrap());

        assert_eq!(ours::write(&ours::read(written.as_bytes()).unwrap()), written.as_bytes());
        assert_eq!(peers::write(&peers::read(written.as_bytes()).unwrap()), written.as_bytes());

        let body = schema::body(sample);
        let checked = specwright::check::check(&scale::real()).unwrap();
        let operation = checked.api.operation("create_meeting_ticket").unwrap();
        assert!(specwright::interpret::request(&checked.api, operation, &body).is_empty());
        assert!(jsonschema::validator_for(&schema::schema()).unwrap().is_valid(&body));
    }
}

#[test]
fn all_sides_reject_one_byte_too_many_and_a_control_character() {
    for wrong in ["票".repeat(1025), "\u{1}".to_owned()] {
        let sample = Sample { description: wrong, ..Sample::usual() };
        assert!(!ours::validate(&ours::ticket(sample.clone())).is_valid());
        let peers_ticket = peers::ticket(sample);
        assert!(!peers::garde(&peers_ticket) && !peers::validator(&peers_ticket));
    }
}

#[test]
fn a_scaled_spec_has_that_many_operations() {
    let sources = scale::scaled(3);
    let api = specwright::check::check(&sources)
        .unwrap_or_else(|problems| panic!("{}", problems.render(&sources, false)))
        .api;
    let real = specwright::check::check(&scale::real()).unwrap().api;
    assert_eq!(api.operations.len(), real.operations.len() + 2 * 7);
    specwright::generate(&sources).unwrap();
}

#[test]
fn both_sides_receive_the_same_event() {
    let pushed = events::pushed();
    let received = events::ours(&events::receiver(), &pushed);
    let CardEvent::UserConsumeCard(event) = received.event else { panic!("{received:?}") };
    assert_eq!((event.original_fee, event.location_id), (Some(10_000), Some(291_710_000)));
    assert!(event.extra().is_empty());
    assert_eq!(events::bare(&pushed), 17);
}
