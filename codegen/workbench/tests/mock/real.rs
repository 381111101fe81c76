//! The mock of the real spec, with the documented codes.

use serde_json::{Value, json};
use specwright_workbench::mock::{MockRequest, Responder};

use super::{json, spec};

const CHECK_IN: &str = "/card/boardingpass/checkin?access_token=mine";
const CREATE: &str = "/card/create?access_token=mine";

#[test]
fn violations_have_their_specific_codes() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    for (method, target, body, code) in [
        ("POST", CHECK_IN, "", 44002),
        ("POST", CREATE, "", 44002),
        ("POST", CHECK_IN, "{", 47001),
        ("POST", "/card/boardingpass/checkin", "{}", 41001),
        ("POST", "/card/boardingpass/checkin?access_token=", "{}", 41001),
        ("POST", "/card/boardingpass/checkin?access_token=other", "{}", 40001),
        ("GET", CHECK_IN, "", 43002),
        ("POST", "/card/nowhere?access_token=mine", "{}", 40066),
        ("POST", CHECK_IN, r#"{"code":"1","code":"1","is_cancel":true}"#, 47001),
        ("POST", CHECK_IN, r#"{"code":"\u7968","is_cancel":true}"#, 47002),
        ("POST", "/cgi-bin/token", "", 43001),
        ("POST", CREATE, r#"{"card":{"card_type":"GROUPON","groupon":{}}}"#, 40071),
        ("POST", CREATE, r#"{"card":{"card_type":"MOVIE_TICKET","groupon":{}}}"#, 47001),
        ("POST", CREATE, r#"{"card":{"card_type":"MOVIE_TICKET"}}"#, 41011),
        ("POST", "/card/delete?access_token=mine", "{}", 41012),
        ("POST", "/card/delete?access_token=mine", r#"{"card_id":7}"#, 47001),
        ("POST", "/card/delete?access_token=mine", r#"{"card_id":null}"#, 47001),
        ("GET", "/cgi-bin/token?grant_type=client_credential&secret=s", "", 41002),
        ("GET", "/cgi-bin/token?grant_type=client_credential&appid=a", "", 41004),
        ("GET", "/cgi-bin/token?grant_type=password&appid=a&secret=s", "", 40002),
        ("POST", CHECK_IN, r#"{"code":"1","is_cancel":"true"}"#, 47001),
        ("POST", CHECK_IN, r#"{"code":"1","is_cancel":false}"#, 41011),
        ("POST", CHECK_IN, r#"{"is_cancel":true}"#, 41013),
    ] {
        let reply = json(&responder.respond(&MockRequest::new(method, target).body(body)));
        assert_eq!(reply["errcode"], json!(code), "{method} {target} {body}: {reply}");
    }
}

#[test]
fn a_ticket_for_signatures_requires_a_token_and_is_none() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    let get = |target: &str| json(&responder.respond(&MockRequest::new("GET", target)));
    const TARGET: &str = "/cgi-bin/ticket/getticket?type=wx_card";
    assert_eq!(get(TARGET)["errcode"], json!(41001));
    let (one, other) =
        (get(&format!("{TARGET}&access_token=mine")), get(&format!("{TARGET}&access_token=mine")));
    assert_eq!((&one["errcode"], &one["expires_in"]), (&json!(0), &json!(7200)));
    assert_ne!(one["ticket"], other["ticket"]);
    let ticket = one["ticket"].as_str().unwrap();
    assert_eq!(get(&format!("{TARGET}&access_token={ticket}"))["errcode"], json!(40001));
    assert!(!get("/__mock/requests").to_string().contains(ticket));
}

/// A meeting ticket without problems, with one of its parts replaced.
fn meeting(path: &str, value: Value) -> Value {
    let mut body = json!({ "card": { "card_type": "MEETING_TICKET", "meeting_ticket": {
        "base_info": {
            "logo_url": "http://mmbiz.qpic.cn/mmbiz_png/EXAMPLE/0", "brand_name": "微信餐厅", "code_type": "CODE_TYPE_TEXT",
            "title": "年会", "color": "Color010", "notice": "请出示", "description": "一人一票",
            "sku": { "quantity": 100 },
            "date_info": { "type": 1, "begin_timestamp": 1760000000, "end_timestamp": 1770000000 },
        },
        "meeting_detail": "大厅",
    } } });
    *body.pointer_mut(&format!("/card/meeting_ticket/{path}")).unwrap() = value;
    body
}

#[test]
fn a_create_has_the_code_of_the_field_and_of_the_rule() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    let judge = |body: Value| {
        let reply = json(&responder.respond(&MockRequest::new("POST", CREATE).body(body.to_string())));
        (reply["errcode"].as_i64().unwrap(), reply["errmsg"].as_str().unwrap().to_owned())
    };
    for (path, value, code) in [
        ("base_info/date_info/end_timestamp", json!(1750000000), 40079),
        ("base_info/date_info/end_timestamp", json!(1770000000000_i64), 40079),
        ("base_info/date_info/end_timestamp", json!(true), 47001),
        ("base_info/sku/quantity", json!(100_000_001), 40122),
        ("base_info/sku/quantity", json!([]), 47001),
        ("base_info/sku", Value::Null, 47001),
        ("base_info/color", json!("Color999"), 40076),
        ("base_info/color", json!(10), 47001),
        ("base_info/code_type", json!("CODE_TYPE_ODD"), 40072),
        ("base_info/title", json!("会".repeat(10)), 45021),
        ("base_info", json!({}), 41011),
    ] {
        let (found, message) = judge(meeting(path, value));
        assert_eq!(found, code, "{path}: {message}");
    }
    assert_eq!(judge(meeting("meeting_detail", json!("大厅"))).0, 0);
    let (_, message) = judge(meeting("base_info/sku", json!({})));
    assert!(message.contains("card.meeting_ticket.base_info.sku.quantity: missing"), "{message}");
}

#[test]
fn a_code_about_several_fields_answers_each_of_them() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    let card = json!({ "card_id": "pHfb1uG7c4bWk8JxP5rVtE2aZnQs" });
    let cards = json!({ "card_list": [card] });
    for (path, body, code) in [
        ("qrcode/create", json!({ "action_name": "QR_CARD", "action_info": { "card": card } }), 0),
        ("qrcode/create", json!({ "action_name": "QR_SCENE", "action_info": { "card": card } }), 40053),
        (
            "qrcode/create",
            json!({ "action_name": "QR_CARD", "action_info": { "card": card, "multiple_card": cards } }),
            40053,
        ),
        (
            "qrcode/create",
            json!({ "action_name": "QR_MULTIPLE_CARD", "action_info": { "multiple_card": cards, "card_list": [] } }),
            40053,
        ),
        (
            "qrcode/create",
            json!({ "action_name": "QR_CARD", "action_info": { "card": card }, "scene_id": 1 }),
            47001,
        ),
        ("qrcode/create", json!({ "action_name": "QR_CARD", "action_info": {} }), 41011),
        ("modifystock", json!({ "card_id": "p1", "increase_stock_value": -1 }), 40122),
        ("modifystock", json!({ "card_id": "p1", "reduce_stock_value": -1 }), 40122),
    ] {
        let target = format!("/card/{path}?access_token=mine");
        let reply = json(&responder.respond(&MockRequest::new("POST", target).body(body.to_string())));
        assert_eq!(reply["errcode"], json!(code), "{path} {body}: {reply}");
    }
}

#[test]
fn an_unknown_kind_of_card_is_answered_with_the_kinds_that_are_known() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    let body = r#"{"card":{"card_type":"GROUPON","groupon":{}}}"#;
    let reply = json(&responder.respond(&MockRequest::new("POST", CREATE).body(body)));
    assert_eq!(reply["errcode"], json!(40071));
    let message = reply["errmsg"].as_str().unwrap();
    let expected = "card.card_type: must be one of \"BOARDING_PASS\", \"MEETING_TICKET\", \"MOVIE_TICKET\" and \
                    \"SCENIC_TICKET\", found \"GROUPON\"";
    assert!(message.starts_with(expected), "{message}");
}

#[test]
fn the_marks_of_request_ids_take_turns() {
    let responder = Responder::new(spec::api("../../spec"));
    let message = || {
        let reply = json(&responder.respond(&MockRequest::new("POST", "/card/delete").body("{}")));
        reply["errmsg"].as_str().unwrap().trim_start_matches("the credential is missing").to_owned()
    };
    assert_eq!([message(), message(), message()], [" hint: [mock-1]", " hint:[mock-2]", " rid: mock-3"]);
}

#[test]
fn the_stable_token_stays_the_same_and_its_reply_has_no_code() {
    let responder = Responder::new(spec::api("../../spec"));
    let fetch = |force: bool| {
        let body = json!({ "grant_type": "client_credential", "appid": "wx1", "secret": "s", "force_refresh": force });
        let request = MockRequest::new("POST", "/cgi-bin/stable_token").body(body.to_string());
        let reply = json(&responder.respond(&request));
        assert_eq!((reply.get("errcode"), reply.get("errmsg")), (None, None));
        reply["access_token"].as_str().unwrap().to_owned()
    };
    let first = fetch(false);
    assert_eq!(fetch(false), first);
    assert_ne!(fetch(true), first);
    let request = MockRequest::new("POST", format!("/card/delete?access_token={first}")).body("{}");
    assert_eq!(json(&responder.respond(&request))["errcode"], json!(40001));
}

#[test]
fn messages_name_the_field_in_the_way_of_the_server() {
    let responder = Responder::new(spec::api("../../spec")).accept_token("mine");
    let message = |body: &str| {
        let reply = json(&responder.respond(&MockRequest::new("POST", CHECK_IN).body(body)));
        (reply["errcode"].as_i64().unwrap(), reply["errmsg"].as_str().unwrap().to_owned())
    };
    let (code, words) = message(r#"{"code":"1","is_cancel":false}"#);
    assert_eq!(code, 41011);
    assert!(words.contains("; path: etkt_bnr rid: ") || words.contains("; path: etkt_bnr hint:"), "{words}");
    let (code, words) =
        message(r#"{"code":"1","is_cancel":"true","class":"经济舱经济舱经济舱经济舱经济舱经济舱经济舱"}"#);
    assert_eq!(code, 47001);
    assert!(
        words.contains(r#" Error before ":"true","class":"经济舱经济舱经济舱经济舱经济舱经济舱经济舱"..."#),
        "{words}"
    );
}
