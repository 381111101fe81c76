//! How a ticket that is set up is read, and how a QR code and a change are written.
#![cfg(feature = "full-serde")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use serde_json::{Value, json};
use wechat_tickets::*;

fn fetched(reply: &Value) -> CardDetails {
    serde_json::from_value::<FetchedCard>(reply.clone()).unwrap().card
}

#[test]
fn a_ticket_is_read_under_the_key_of_its_kind() {
    let reply = json!({"errcode": 0, "errmsg": "ok", "card": {
        "card_type": "MEETING_TICKET",
        "meeting_ticket": {
            "base_info": {
                "id": "pExampleCard0001",
                "color": "#10AD61",
                "description": "",
                "status": "CARD_STATUS_VERIFY_FALL",
                "date_info": {"type": "DATE_TYPE_FIX_TIME_RANGE", "begin_timestamp": 1790784000, "end_timestamp": 1791388799},
                "sku": {"quantity": 1964, "total_quantity": 2000},
                "create_time": 1788192000,
                "update_time": 1788278400,
                "location_id_list": [],
                "area_code_list": [],
                "pay_info": {"swipe_card": {}},
            },
            "advanced_info": {"time_limit": [], "text_image_list": [], "business_service": [], "consume_share_card_list": []},
            "meeting_detail": "时间：十月一日晚七点半",
        },
    }});
    let CardDetails::MeetingTicketCard(card) = fetched(&reply) else { panic!("another kind") };
    let base = &card.meeting_ticket.base_info;
    assert_eq!((base.id.as_str(), base.color.as_deref()), ("pExampleCard0001", Some("#10AD61")));
    assert_eq!((base.status.as_ref(), base.description.as_deref()), (Some(&ReviewStatus::Failed), Some("")));
    assert_eq!(base.location_id_list.as_deref(), Some(&[][..]), "an empty list is not an absent one");
    assert_eq!(base.sku.as_ref().and_then(|sku| sku.total_quantity), Some(2000));
    assert_eq!(base.extra().get("pay_info"), Some(&json!({"swipe_card": {}})), "unknown fields are kept");
    let Some(DateInfoDetails::FixedRangeDetails(range)) = &base.date_info else { panic!("{base:?}") };
    assert_eq!(range.end_timestamp, Some(Timestamp::from_unix_seconds(1_791_388_799)));
    let advanced = card.meeting_ticket.advanced_info.unwrap();
    assert_eq!(advanced.time_limit, Some(Vec::new()));
}

#[test]
fn validity_is_read_by_number_and_by_name_and_another_kind_is_kept() {
    let date_info = |date_info: Value| {
        let pass = json!({"base_info": {"id": "p1", "date_info": date_info}, "departure_time": "1791163200"});
        let card = fetched(&json!({"card": {"card_type": "BOARDING_PASS", "boarding_pass": pass}}));
        let CardDetails::BoardingPassCard(card) = card else { panic!("another kind") };
        assert_eq!(card.boarding_pass.departure_time, Some(Timestamp::from_unix_seconds(1_791_163_200)));
        card.boarding_pass.base_info.date_info.unwrap()
    };
    for term in [json!(2), json!("2"), json!("DATE_TYPE_FIX_TERM")] {
        let term = date_info(json!({"type": term, "fixed_term": 30}));
        assert!(matches!(term, DateInfoDetails::FixedTermDetails(term) if term.fixed_begin_term.is_none()));
    }
    let permanent = json!({"type": "DATE_TYPE_PERMANENT"});
    let DateInfoDetails::Unknown(kept) = date_info(permanent.clone()) else { panic!("known") };
    assert_eq!(kept.value(), &permanent);
}

#[test]
fn cards_of_other_kinds_are_kept() {
    let card =
        json!({"card_type": "GROUPON", "groupon": {"deal_detail": "双人套餐", "base_info": {"id": "p1"}}});
    let CardDetails::Unknown(kept) = fetched(&json!({"card": card.clone()})) else { panic!("known") };
    assert_eq!(kept.value(), &card);
}

#[test]
fn a_qr_code_has_the_tickets_under_the_key_of_its_kind() {
    let ticket = |card_id: &str| QrCodeCard::new(card_id.to_owned());
    let one =
        SingleQrCode::new(SingleQrCodeInfo::new(ticket("p1").is_unique_code(false))).expire_seconds(900);
    assert_eq!(
        serde_json::to_value(QrCode::from(one)).unwrap(),
        json!({"action_name": "QR_CARD", "expire_seconds": 900,
               "action_info": {"card": {"card_id": "p1", "is_unique_code": false}}})
    );
    let list = QrCodeCardList::new([ticket("p1").outer_str("a"), ticket("p2")]);
    assert_eq!(
        serde_json::to_value(QrCode::from(MultipleQrCode::new(MultipleQrCodeInfo::new(list)))).unwrap(),
        json!({"action_name": "QR_MULTIPLE_CARD",
               "action_info": {"multiple_card": {"card_list": [{"card_id": "p1", "outer_str": "a"}, {"card_id": "p2"}]}}})
    );
}

#[test]
fn a_change_has_the_key_of_its_kind_and_no_tag() {
    let range = FixedRange::new(fixed_range::Required {
        begin_timestamp: Timestamp::from_unix_seconds(1_790_784_000),
        end_timestamp: Timestamp::from_unix_seconds(1_791_388_799),
    });
    let base = BaseInfoChanges::new().date_info(range).can_share(false).custom_url("");
    let update = MovieTicketCardUpdate::new("p1", MovieTicketChanges::new().base_info(base));
    let update = CardUpdate::from(update);
    let report = runtime::validate(&update);
    // The field is discouraged, but not where its value removes the link.
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        serde_json::to_value(update).unwrap(),
        json!({"card_id": "p1", "movie_ticket": {"base_info": {
            "date_info": {"type": 1, "begin_timestamp": 1790784000, "end_timestamp": 1791388799},
            "can_share": false, "custom_url": ""}}})
    );
}
