//! Events of another API: JSON with an HMAC in a header, and XML with lists and maps.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use parcels::events::{
    DEPOT_EVENTS, Delivery as Request, EventErrorKind, PARCEL_EVENTS, Receiver, VAN_EVENTS,
};
use parcels::{
    Closed, DelayReason, Delivered, Delivery, Departed, DepotEvent, DepotHead, Lost, ParcelEvent, Scan,
    Scanned, ServiceLevel, Stopped, Timestamp, VanEvent, VanHead,
};

const TIME: Timestamp = Timestamp::from_unix_seconds(1_760_000_100);
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

fn scan() -> Scan {
    Scan::new("AB12")
        .depot(7_u32)
        .late(true)
        .weight(1.25)
        .level(ServiceLevel::Fast)
        .reason(DelayReason::Customs)
}

fn parcels() -> Receiver<Delivery, ParcelEvent> {
    Receiver::builder(&PARCEL_EVENTS).secret("partner secret").build().unwrap()
}

fn depots() -> Receiver<DepotHead, DepotEvent> {
    Receiver::builder(&DEPOT_EVENTS).secret("depot token").key(KEY).id("depot-7").build().unwrap()
}

#[test]
fn a_json_event_is_signed_with_hmac() {
    let head = Delivery::new("ev_1", "2026-02-28T09:30:00Z".parse().unwrap());
    let event = ParcelEvent::from(Delivered::new(scan()));
    let signed = parcels().sign(&head, &event, TIME).unwrap();
    assert!(signed.body.contains(r#""type":"parcel.delivered""#), "{}", signed.body);
    let received = parcels().receive(&signed.delivery()).unwrap();
    assert_eq!((received.common, received.event), (head, event));
    assert_eq!(received.key.as_str(), "ev_1");
    assert_eq!(parcels().acknowledgement(), "");

    let changed = signed.body.replace("AB12", "AB13");
    let headers = signed.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let error = parcels().receive(&Request::new(changed.as_bytes()).headers(headers)).unwrap_err();
    assert_eq!(error.kind(), EventErrorKind::Signature);
}

#[test]
fn a_json_event_is_read_as_a_reply_is() {
    let receive = |body: &str| {
        let signed = parcels().sign_text(body, TIME).unwrap();
        parcels().receive(&signed.delivery())
    };
    let head = r#""id":"ev_2","sent":"2026-02-28T09:30:00Z""#;
    // Another spelling, a default, an unknown field and an unknown value.
    let body = format!(
        r#"{{{head},"type":"delivered","data":{{"parcel":"AB12","reason":"9","wet":true}},"more":1}}"#
    );
    let ParcelEvent::Delivered(event) = receive(&body).unwrap().event else { panic!("{body}") };
    assert_eq!((event.data.late, event.data.extra().get("wet").is_some()), (false, true));
    assert!(matches!(event.data.reason, Some(DelayReason::Unknown(_))));
    assert_eq!(event.extra().get("more").and_then(|more| more.as_i64()), Some(1));

    let body = format!(r#"{{{head},"type":"parcel.eaten","by":"dog"}}"#);
    let ParcelEvent::Unknown(event) = receive(&body).unwrap().event else { panic!("{body}") };
    assert_eq!(event.value(), &serde_json::json!({"type": "parcel.eaten", "by": "dog"}));

    let error = receive(&format!(r#"{{{head},"type":"parcel.lost","parcels":[7]}}"#)).unwrap_err();
    assert_eq!(error.kind(), EventErrorKind::Fields);
    assert_eq!(error.to_string(), "parcel_events: parcels[0]: expected a string, found the number 7");
    let error = receive(r#"{"id":"ev_1"}"#).unwrap_err();
    assert_eq!(error.to_string(), "parcel_events: missing field `sent`");
    assert_eq!(
        receive(&format!(r#"{{"id":{}"#, "[".repeat(500))).unwrap_err().kind(),
        EventErrorKind::Syntax
    );
}

#[test]
fn lists_maps_and_flags_are_elements_of_xml() {
    let head = DepotHead::new(7).marks(vec!["night".to_owned()]);
    let batch = Scanned::new(3, vec![scan()]).counts([("box".to_owned(), 2)].into());
    for event in [DepotEvent::from(batch), DepotEvent::from(Closed::new())] {
        let signed = depots().sign(&head, &event, TIME).unwrap();
        assert!(signed.body.starts_with("<message><sealed>"), "{}", signed.body);
        let received = depots().receive(&signed.delivery()).unwrap();
        assert_eq!((&received.common, &received.event), (&head, &event));
        assert!(received.key.as_str().starts_with("7\n"));
        assert_eq!(depots().acknowledgement(), "ok");
    }
}

#[test]
fn xml_is_read_leniently() {
    let receive = |body: &str| {
        let signed = depots().sign_text(body, TIME).unwrap();
        depots().receive(&signed.delivery())
    };
    let body = "<message>\n <depot> 7 </depot>\n <marks>a</marks><marks> b </marks>\n <kind><![CDATA[1]]></kind><batch>3</batch>
        <scan><parcel>007</parcel><depot/><late>1</late><weight>1.5</weight><level>2</level><reason>2</reason></scan>
        <scan><parcel/><late>false</late><note>001</note></scan></message>";
    let received = receive(body).unwrap();
    assert_eq!(received.common.marks, Some(vec!["a".to_owned(), "b".to_owned()]));
    let DepotEvent::Scanned(event) = received.event else { panic!("{body}") };
    let [first, second] = event.scan.as_slice() else { panic!("{event:?}") };
    // Digits are a text where the spec says so, an empty element is an empty text or an absent number.
    assert_eq!(
        (first.parcel.as_str(), first.depot, first.late, first.weight),
        ("007", None, true, Some(1.5))
    );
    assert_eq!((&first.level, &first.reason), (&Some(ServiceLevel::Fast), &Some(DelayReason::Customs)));
    assert_eq!((second.parcel.as_str(), second.late), ("", false));
    assert_eq!(second.extra().get("note"), Some(&"001".into()));

    // A message without a tag is not an event, and is not lost.
    let received = receive("<message><depot>7</depot><text>hello</text></message>").unwrap();
    let DepotEvent::Unknown(message) = received.event else { panic!("{received:?}") };
    assert_eq!(message.value(), &serde_json::json!({"text": "hello"}));

    let problem = |body: &str| receive(body).unwrap_err().to_string();
    assert_eq!(
        problem("<message><depot>x</depot><kind>2</kind></message>"),
        "depot_events: depot: expected a number, found `x`"
    );
    assert_eq!(
        problem("<message><depot>7</depot><depot>8</depot><kind>2</kind></message>"),
        "depot_events: depot: expected an integer of 32 bits that is not negative, found a list"
    );
    assert_eq!(
        problem(
            "<message><depot>7</depot><kind>1</kind><batch>1</batch><scan><parcel>a</parcel><late>2</late></scan></message>"
        ),
        "depot_events: scan[0].late: expected 0, 1, true or false, found `2`"
    );
    assert_eq!(problem("<message><kind>2</kind></message>"), "depot_events: depot: missing, but required");
}

#[test]
fn a_list_of_texts_in_json_is_one() {
    let lost = ParcelEvent::from(Lost::new(vec!["AB12".to_owned(), "AB13".to_owned()]));
    let head = Delivery::new("ev_3", "2026-02-28T09:30:00Z".parse().unwrap());
    let signed = parcels().sign(&head, &lost, TIME).unwrap();
    assert_eq!(parcels().receive(&signed.delivery()).unwrap().event, lost);
}

fn vans() -> Receiver<VanHead, VanEvent> {
    Receiver::builder(&VAN_EVENTS).secret("van secret").build().unwrap()
}

#[test]
fn fields_are_in_headers() {
    let head = VanHead::new("ev_1", 12).attempt(2_u32);
    for (event, about) in
        [(VanEvent::from(Departed::new(40)), "departed"), (Stopped::new().into(), "stopped")]
    {
        let signed = vans().sign(&head, &event, TIME).unwrap();
        assert!(signed.body.contains(r#""van":12"#), "{}", signed.body);
        assert!(!signed.body.contains(about) && !signed.body.contains("ev_1"), "{}", signed.body);
        let value =
            |name: &str| signed.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let values = ["X-Van-Event", "X-Van-Delivery", "X-Van-Attempt"].map(value);
        assert_eq!(values, [Some(about), Some("ev_1"), Some("2")]);
        let received = vans().receive(&signed.delivery()).unwrap();
        assert_eq!((&received.common, &received.event), (&head, &event));
        assert_eq!(received.key.as_str(), format!("ev_1\n{about}"));
    }
}

#[test]
fn what_a_header_holds_is_not_in_the_body() {
    let signed = vans().sign_text(r#"{"van":12,"about":"stopped","id":"from the body"}"#, TIME).unwrap();
    let receive = |headers: &[(&'static str, &'static [u8])]| {
        vans().receive(&signed.delivery().headers(headers.iter().copied()))
    };
    // The body is another's to fill: a field of that name in it means something else.
    let received = receive(&[("x-van-event", b"departing"), ("X-VAN-DELIVERY", b"ev_2")]).unwrap();
    assert_eq!((received.common.id.as_str(), received.common.attempt), ("ev_2", None));
    let VanEvent::Unknown(event) = &received.event else { panic!("{received:?}") };
    assert_eq!(event.value(), &serde_json::json!({"about": "departing"}));

    let received = receive(&[("X-Van-Delivery", b"ev_2")]).unwrap();
    assert!(matches!(received.event, VanEvent::Unknown(_)), "{received:?}");

    let problem = |headers: &[(&'static str, &'static [u8])]| {
        let error = receive(headers).unwrap_err();
        (error.kind(), error.to_string())
    };
    assert_eq!(
        problem(&[("X-Van-Event", b"stopped")]),
        (EventErrorKind::Fields, "van_events: missing field `id`".to_owned())
    );
    assert_eq!(
        problem(&[("X-Van-Delivery", b"a"), ("X-Van-Event", b"stopped"), ("x-van-event", b"departed")]),
        (EventErrorKind::Missing, "van_events: the header `X-Van-Event` occurs twice".to_owned())
    );
    assert_eq!(
        problem(&[("X-Van-Delivery", b"a"), ("X-Van-Attempt", b"many")]),
        (EventErrorKind::Fields, "van_events: attempt: expected a number, found `many`".to_owned())
    );
    let (kind, message) = problem(&[("X-Van-Delivery", b"\xff")]);
    assert_eq!(kind, EventErrorKind::Syntax);
    assert!(message.starts_with("van_events: the header `X-Van-Delivery` is not UTF-8"), "{message}");
}
