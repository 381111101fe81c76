//! The events of tickets, as WeChat's documentation shows them.
#![cfg(feature = "events")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use wechat_tickets::events::{CARD_EVENTS, Delivery, EventErrorKind, Received, Receiver};
use wechat_tickets::*;

/// The signature of token, timestamp and nonce, computed independently.
const QUERY: &str = "signature=565714c8ff3a09d3441036fb16a2930977d3d4d0&timestamp=1760000100&nonce=998877";

fn clear() -> Receiver<EventHead, CardEvent> {
    Receiver::builder(&CARD_EVENTS).secret("myCallbackToken").build().unwrap()
}

fn event(elements: &str) -> Received<EventHead, CardEvent> {
    let xml = format!(
        "<xml> <ToUserName><![CDATA[gh_0123456789ab]]> </ToUserName>\n<FromUserName><![CDATA[oHfb1uReader0001AbCdEfGhIjKl]]></FromUserName>
        <CreateTime>1760000100</CreateTime> <MsgType><![CDATA[event]]></MsgType>{elements}</xml>"
    );
    clear().receive(&Delivery::new(xml.as_bytes()).query(QUERY)).unwrap()
}

#[test]
fn every_event_of_the_spec_is_read() {
    const CARD: &str = "<CardId><![CDATA[pXample]]></CardId>";
    const CODE: &str =
        "<CardId><![CDATA[pXample]]></CardId><UserCardCode><![CDATA[012345678901]]></UserCardCode>";
    let consumed = format!("{CODE}<ConsumeSource>FROM_MP</ConsumeSource>");
    let paid = format!(
        "{CODE}<TransId>1001</TransId><LocationId>0</LocationId><Fee><![CDATA[9900]]></Fee><OriginalFee>10000</OriginalFee>"
    );
    let cases = [
        ("card_pass_check", CARD),
        ("card_not_pass_check", CARD),
        ("user_get_card", CODE),
        ("user_gifting_card", CODE),
        ("user_del_card", CARD),
        ("user_consume_card", &consumed),
        ("user_pay_from_pay_cell", &paid),
        ("user_view_card", CODE),
        ("user_enter_session_from_card", CODE),
        ("card_sku_remind", CARD),
        ("card_pay_order", "<OrderId>404091456</OrderId><CreateOrderTime>1472023848</CreateOrderTime>"),
        ("card_merchant_check_result", "<MerchantId>1</MerchantId><IsPass>1</IsPass><Reason></Reason>"),
    ];
    let mut shown = String::new();
    for (name, elements) in cases {
        let received = event(&format!("<Event><![CDATA[{name}]]></Event>{elements}"));
        shown.push_str(&format!("{:#?}\n", received.event));
    }
    assert!(!shown.contains("Unknown"), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_ticket_that_was_taken_is_read_with_its_flags() {
    let received = event(
        "<Event><![CDATA[user_get_card]]></Event><CardId><![CDATA[pXample]]></CardId><IsGiveByFriend>1</IsGiveByFriend>
        <UserCardCode><![CDATA[012345678901]]></UserCardCode><FriendUserName><![CDATA[oFriend]]></FriendUserName>
        <OldUserCardCode></OldUserCardCode><OuterId></OuterId><OuterStr><![CDATA[foyer]]></OuterStr>
        <IsRestoreMemberCard>0</IsRestoreMemberCard><NewElement><![CDATA[007]]></NewElement>",
    );
    assert_eq!(received.common.to_user_name, "gh_0123456789ab");
    assert_eq!(received.common.create_time, Timestamp::from_unix_seconds(1_760_000_100));
    assert_eq!(
        received.key.as_str(),
        "oHfb1uReader0001AbCdEfGhIjKl\n1760000100\nuser_get_card\npXample\n012345678901"
    );
    let CardEvent::UserGetCard(taken) = received.event else { panic!("{received:?}") };
    assert_eq!((taken.is_give_by_friend, taken.friend_user_name.as_str()), (true, "oFriend"));
    assert_eq!((taken.old_user_card_code.as_str(), taken.outer_id), ("", None));
    assert_eq!((taken.is_restore_member_card, taken.is_recommend_by_friend), (Some(false), None));
    assert_eq!(taken.extra().get("NewElement"), Some(&"007".into()));
}

#[test]
fn other_messages_are_kept() {
    let received = event("<Event><![CDATA[subscribe]]></Event><EventKey></EventKey>");
    let CardEvent::Unknown(other) = &received.event else { panic!("{received:?}") };
    assert_eq!(other.value().to_string(), r#"{"Event":"subscribe","EventKey":""}"#);
    let text = "<xml><ToUserName>gh</ToUserName><FromUserName>o</FromUserName><CreateTime>1</CreateTime>\
                <MsgType>text</MsgType><Content>hello</Content></xml>";
    let received = clear().receive(&Delivery::new(text.as_bytes()).query(QUERY)).unwrap();
    assert_eq!(received.common.msg_type, "text");
    assert!(matches!(received.event, CardEvent::Unknown(_)), "{received:?}");
    let consumed = event(
        "<Event>user_consume_card</Event><CardId>p</CardId><UserCardCode>1</UserCardCode><ConsumeSource>FROM_MOON</ConsumeSource>",
    );
    let CardEvent::UserConsumeCard(consumed) = consumed.event else { panic!("{consumed:?}") };
    assert_eq!(consumed.consume_source.to_string(), "FROM_MOON");
}

/// Two tickets that one person redeems within a second are two events.
#[test]
fn events_are_the_same_if_their_key_is() {
    let consumed = |code: &str| {
        let code = format!("<UserCardCode>{code}</UserCardCode>");
        event(&format!(
            "<Event>user_consume_card</Event><CardId>p</CardId>{code}<ConsumeSource>FROM_API</ConsumeSource>"
        ))
        .key
    };
    assert_eq!(consumed("1"), consumed("1"));
    assert_ne!(consumed("1"), consumed("2"));
}

#[test]
fn a_missing_element_is_named() {
    let xml =
        "<xml><ToUserName>gh</ToUserName><FromUserName>o</FromUserName><CreateTime>soon</CreateTime></xml>";
    let error = clear().receive(&Delivery::new(xml.as_bytes()).query(QUERY)).unwrap_err();
    assert_eq!(error.kind(), EventErrorKind::Fields);
    assert_eq!(error.to_string(), "card_events: CreateTime: expected a number, found `soon`");
}

/// Encrypted by `WeChatCrypto` of wechatpy 1.8.18, with each length of the padding.
#[test]
fn events_that_wechatpy_encrypted_are_read() {
    let events: serde_json::Value = serde_json::from_str(include_str!("events/wechatpy.json")).unwrap();
    let receiver = Receiver::builder(&CARD_EVENTS)
        .secret("myCallbackToken")
        .key("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")
        .id("wx0123456789abcdef")
        .build()
        .unwrap();
    let events = events.as_array().unwrap();
    assert_eq!(events.len(), 33);
    for event in events {
        let [query, body, reason] = ["query", "body", "reason"].map(|key| event[key].as_str().unwrap());
        let received = receiver.receive(&Delivery::new(body.as_bytes()).query(query)).unwrap();
        let CardEvent::CardNotPassCheck(refused) = received.event else { panic!("{received:?}") };
        assert_eq!(refused.refuse_reason.as_deref(), Some(reason));
        let forged = query.replace("msg_signature=", "msg_signature=0");
        let error = receiver.receive(&Delivery::new(body.as_bytes()).query(&forged)).unwrap_err();
        assert_eq!(error.kind(), EventErrorKind::Signature);
    }
}
