//! The mock of the real spec, with the documented codes.

use serde_json::json;
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
        ("POST", "/cgi-bin/token", "", 43001),
        ("POST", CREATE, r#"{"card":{"card_type":"GROUPON","groupon":{}}}"#, 40071),
        ("POST", CREATE, r#"{"card":{"card_type":"MOVIE_TICKET","groupon":{}}}"#, 41011),
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
