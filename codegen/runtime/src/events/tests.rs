use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::read::node::{Kind, Node};

type Fields = BTreeMap<String, String>;

const FORMAT: Format = Format::Xml { root: "xml" };
const SORTED: Signature = Signature::SortedSha1 {
    signature: "signature",
    timestamp: "timestamp",
    nonce: "nonce",
    echo: Some("echostr"),
};
const CARDS: Events<Fields, Fields> = Events::new(EventsSpec {
    name: "cards",
    format: FORMAT,
    signature: SORTED,
    envelope: Some(Envelope::AesCbcWithId {
        field: "Encrypt",
        signature: "msg_signature",
        answer_signature: "MsgSignature",
        answer_timestamp: "TimeStamp",
        answer_nonce: "Nonce",
    }),
    common: &["ToUserName", "FromUserName", "CreateTime"],
    headers: &[],
    duplicates: &["FromUserName", "CreateTime", "Event"],
    acknowledgement: "success",
});
const PETS: Events<Fields, Fields> = Events::new(EventsSpec {
    name: "pets",
    format: Format::Json,
    signature: Signature::HmacSha256 { header: "X-Signature", prefix: "sha256=", encoding: Encoding::Hex },
    envelope: None,
    common: &["id"],
    headers: &[],
    duplicates: &["id"],
    acknowledgement: "",
});

const TOKEN: &str = "myCallbackToken";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const OTHER_KEY: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
const ID: &str = "wx0123456789abcdef";
const XML: &str = "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[oExampleOpenId0001AbCdEfGhIj]]></FromUserName><CreateTime>1760000100</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[card_pass_check]]></Event><CardId><![CDATA[pXampleCard0001AbCdEfGhIjKlMn]]></CardId></xml>";
const ENCRYPTED_A: &str = "Q3stYC6hdFzMh9T8HCvyDBrxFZaJpKPKHhqwATmv4PoPb0iodPucOuVZps7QuVUzmSGmC10jLePN/jf1iZuX5/hNiut9UFgLcr+26AmpgpJMCjSPjFpIiMRACDDDlt9DzmxqvTMPUTXu+LkGP5WpHGiSyx/1dKs/gtTnzHRRR43r6Q59zA/N+N0s6Ro5UozNM8CHPtfwS+dCtIz3wPkfl/wW7g8I4FJxoCg+XsPQk4YeMBYsXKLW6QEyjAFmf7T5N2923uwDWd7wNeyaZd5i0W/73XouT7mWO1uqh1OwLgdV3J5zIhsa3YbKlMHfTkNTlyWc8IVWDGTXvRGtqcwUN5W3mfjm1NKxz3EvSk0ztbic5dMHII6eZjpKYY4eZ7Hmmr+GAcU24Mj2JqQ7ZZahHhfdXJrRBNvN4K/FxaiJXBLRv6vz2QUzKZve5N+KFLCqL75TWF2+AEoVcvKeiZwjMQ==";
const SIGNATURE_A: &str = "75e64786ff4412240524080a3324790bb1e32db4";
/// The padding has 32 bytes.
const ENCRYPTED_B: &str = "DpQeJfnf/MGZ/+GTIspwVAh+OEePrhrtVPjb5JIzwfMRugAp1c71pArnK8ppU4Zw74q0F8XItvKZo/5oALgeGo3/oRG4gosugNU3AS9uXb7/qPQ41qAsT9Oz+OzX7GP/";
const SIGNATURE_B: &str = "6edebd98045114e58b7bfa8ad088bba826a04853";

fn clear() -> Receiver<Fields, Fields> {
    Receiver::builder(&CARDS).secret(TOKEN).build().unwrap()
}

fn encrypted() -> Receiver<Fields, Fields> {
    Receiver::builder(&CARDS).secret(TOKEN).key(KEY).id(ID).build().unwrap()
}

fn query(signature: &str) -> String {
    format!(
        "signature=565714c8ff3a09d3441036fb16a2930977d3d4d0&timestamp=1760000100&nonce=998877&encrypt_type=aes&msg_signature={signature}"
    )
}

fn body(encrypted: &str) -> String {
    format!(
        "<xml>\n<ToUserName><![CDATA[gh_0123456789ab]]></ToUserName>\n<Encrypt><![CDATA[{encrypted}]]></Encrypt>\n</xml>"
    )
}

fn receive(
    receiver: &Receiver<Fields, Fields>,
    query: &str,
    body: &str,
) -> Result<Received<Fields, Fields>, EventError> {
    receiver.receive(&Delivery::new(body.as_bytes()).query(query))
}

fn refusal(receiver: &Receiver<Fields, Fields>, query: &str, body: &str) -> (EventErrorKind, String) {
    let error = receive(receiver, query, body).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn the_check_of_an_address_repeats_the_echo_if_it_is_signed() {
    let query = "signature=565714c8ff3a09d3441036fb16a2930977d3d4d0&timestamp=1760000100&nonce=998877&echostr=5%2B7%20a";
    assert_eq!(clear().answer_check(&Delivery::default().query(query)).unwrap(), "5+7 a");
    // The newest page says so, whatever the mode.
    assert_eq!(encrypted().answer_check(&Delivery::default().query(query)).unwrap(), "5+7 a");
    for wrong in
        [query.replace("998877", "998878"), query.replace("5657", "5658"), query.replace("=5657", "=")]
    {
        let error = clear().answer_check(&Delivery::default().query(&wrong)).unwrap_err();
        assert_eq!(error.kind(), EventErrorKind::Signature, "{wrong}");
    }
    let missing = query.replace("nonce", "once");
    let error = clear().answer_check(&Delivery::default().query(&missing)).unwrap_err();
    assert_eq!(error.to_string(), "cards: the query parameter `nonce` is missing");
    let twice = format!("{query}&nonce=1");
    let error = clear().answer_check(&Delivery::default().query(&twice)).unwrap_err();
    assert_eq!(error.to_string(), "cards: the query parameter `nonce` occurs twice");
    let pets = Receiver::builder(&PETS).secret("s").build().unwrap();
    assert_eq!(pets.answer_check(&Delivery::default()).unwrap_err().kind(), EventErrorKind::Receiver);
}

#[test]
fn a_clear_event_is_read_if_its_query_is_signed() {
    let event = receive(&clear(), &query(""), XML).unwrap();
    assert_eq!(event.common["FromUserName"], "oExampleOpenId0001AbCdEfGhIj");
    assert_eq!(event.event["CardId"], "pXampleCard0001AbCdEfGhIjKlMn");
    assert_eq!(event.event.len(), 3);
    assert_eq!(event.key.as_str(), "oExampleOpenId0001AbCdEfGhIj\n1760000100\ncard_pass_check");
    let (kind, message) = refusal(&clear(), &query("").replace("1760000100", "1760000101"), XML);
    assert_eq!(kind, EventErrorKind::Signature);
    insta::assert_snapshot!(message, @"cards: the signature in the query parameter `signature` is wrong: the secret differs from the server's, or the request was changed or made by someone else");
}

/// Computed independently, with the Python package cryptography.
#[test]
fn encrypted_events_are_decrypted_whatever_their_padding() {
    let event = receive(&encrypted(), &query(SIGNATURE_A), &body(ENCRYPTED_A)).unwrap();
    assert_eq!(event.event["CardId"], "pXampleCard0001AbCdEfGhIjKlMn");
    assert_eq!(
        event,
        Received { opened_with: event.opened_with, ..receive(&clear(), &query(""), XML).unwrap() }
    );
    let padded = receive(&encrypted(), &query(SIGNATURE_B), &body(ENCRYPTED_B)).unwrap();
    assert_eq!(padded.event["a"], "1");
}

#[test]
fn the_envelope_is_that_of_the_worked_example() {
    let key = envelope::Key::parse(KEY).unwrap();
    assert_eq!(envelope::seal(&key, b"0123456789abcdef", XML, ID).as_deref(), Some(ENCRYPTED_A));
    let message = "<xml><a>1</a></xml>       ";
    assert_eq!(envelope::seal(&key, b"fedcba9876543210", message, ID).as_deref(), Some(ENCRYPTED_B));
    assert_eq!(signature::sorted_sha1([TOKEN, "1760000100", "998877", ENCRYPTED_A]), SIGNATURE_A);
    let opened = envelope::open(&key, envelope::decode(ENCRYPTED_B).unwrap()).unwrap();
    assert_eq!((opened.message.as_str(), opened.id.as_str()), (message, ID));
}

#[test]
fn the_surplus_bits_of_a_key_are_ignored() {
    let canonical = KEY.strip_suffix('G').unwrap().to_owned() + "E";
    let receiver = Receiver::builder(&CARDS).secret(TOKEN).key(canonical.as_str()).id(ID).build().unwrap();
    assert!(receive(&receiver, &query(SIGNATURE_A), &body(ENCRYPTED_A)).is_ok());
}

#[test]
fn what_is_changed_on_its_way_is_refused() {
    let swapped = body(&ENCRYPTED_A.replacen('Q', "R", 1));
    assert_eq!(refusal(&encrypted(), &query(SIGNATURE_A), &swapped).0, EventErrorKind::Signature);
    assert_eq!(refusal(&encrypted(), &query(SIGNATURE_B), &body(ENCRYPTED_A)).0, EventErrorKind::Signature);
    // The signature of the query does not cover the body.
    let (kind, message) = refusal(&encrypted(), &query(SIGNATURE_A), XML);
    assert_eq!(kind, EventErrorKind::Encryption);
    insta::assert_snapshot!(message, @"cards: the event has no `Encrypt`: it is not encrypted, which a receiver with a key does not accept");
}

#[test]
fn an_old_key_is_tried_and_answers_use_the_key_that_worked() {
    let both =
        Receiver::builder(&CARDS).secret("new").secret(TOKEN).key(OTHER_KEY).key(KEY).id(ID).build().unwrap();
    let event = receive(&both, &query(SIGNATURE_A), &body(ENCRYPTED_A)).unwrap();
    let answer = both.answer(&event, "<xml><Content>thanks</Content></xml>").unwrap();
    let document = xml::parse(&answer).unwrap();
    let fields = xml::fields(&document, "xml").unwrap();
    let text = |name: &str| match fields.get(name) {
        Some(Node(Kind::Leaf(text))) => text.clone().into_owned(),
        other => panic!("{name}: {other:?}"),
    };
    let query = format!(
        "msg_signature={}&timestamp={}&nonce={}",
        text("MsgSignature"),
        text("TimeStamp"),
        text("Nonce")
    );
    // Who has the old key alone can read it.
    let read = receive(&encrypted(), &query, &body(&text("Encrypt"))).unwrap();
    assert_eq!(read.event["Content"], "thanks");
    let clear_event = receive(&clear(), &self::query(""), XML).unwrap();
    assert_eq!(clear().answer(&clear_event, "success").unwrap(), "success");
    let newer = Receiver::builder(&CARDS).secret(TOKEN).key(OTHER_KEY).id(ID).build().unwrap();
    insta::assert_snapshot!(refusal(&newer, &self::query(SIGNATURE_A), &body(ENCRYPTED_A)).1, @"cards: the key does not decrypt the event: is it the one that the server has now?");
    assert_eq!(newer.answer(&event, "").unwrap_err().kind(), EventErrorKind::Receiver);
    let foreign = Receiver::builder(&CARDS).secret(TOKEN).key(KEY).id("wxother").build().unwrap();
    let (kind, message) = refusal(&foreign, &self::query(SIGNATURE_A), &body(ENCRYPTED_A));
    assert_eq!(kind, EventErrorKind::Id);
    insta::assert_snapshot!(message, @r#"cards: the event is for the receiver "wx0123456789abcdef", and this one is "wxother""#);
}

#[test]
fn a_receiver_needs_secrets_that_fit() {
    let message = |builder: ReceiverBuilder<Fields, Fields>| builder.build().unwrap_err().to_string();
    let cards = || Receiver::builder(&CARDS);
    let messages = [
        message(cards()),
        message(cards().secret("")),
        message(cards().secret("s").key("short").id(ID)),
        message(cards().secret("s").key(KEY)),
        message(cards().secret("s").id(ID)),
        message(Receiver::builder(&PETS).secret("s").key(KEY)),
    ];
    insta::assert_snapshot!(messages.join("\n"), @"
    cards: the secret of the signature is missing: call `secret`
    cards: a secret of the signature is empty, so that anyone could sign
    cards: a key must be 43 characters of base64, A-Z, a-z, 0-9, + and /, without padding; this one has 5 characters
    cards: a key requires the receiver's id, which every encrypted event has: call `id`
    cards: the id is compared with that of encrypted events only: call `key`, or remove `id`
    pets: these events are never encrypted: remove `key` and `id`
    ");
    let shown = format!("{:?} {:?}", cards().secret(TOKEN).key(KEY), encrypted());
    assert!(!shown.contains(TOKEN) && !shown.contains("abcdef"), "{shown}");
}

#[test]
fn json_is_signed_with_hmac() {
    // From RFC 4231, test case 2.
    let secret = crate::Secret::from("Jefe");
    let hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(signature::hmac_sha256(&secret, b"what do ya want for nothing?", Encoding::Hex), hex);
    let base64 = signature::hmac_sha256(&secret, b"what do ya want for nothing?", Encoding::Base64);
    assert_eq!(base64, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");

    let receiver = Receiver::builder(&PETS).secret("new").secret("old").build().unwrap();
    let body = br#"{"id":"e1","type":"adopted","name":"Rex"}"#;
    let signed = format!("sha256={}", signature::hmac_sha256(&"old".into(), body, Encoding::Hex));
    let receive = |header: &str, value: &str| {
        let delivery = Delivery::new(body).header(header, value.as_bytes());
        receiver.receive(&delivery).map_err(|error| error.kind())
    };
    let event = receive("x-signature", &signed).unwrap();
    assert_eq!(
        (event.common["id"].as_str(), event.event["name"].as_str(), event.key.as_str()),
        ("e1", "Rex", "e1")
    );
    let upper = signed.to_uppercase().replace("SHA256", "sha256");
    assert!(receive("X-Signature", &upper).is_ok());
    assert_eq!(
        receive("X-Signature", signed.strip_prefix("sha256=").unwrap()),
        Err(EventErrorKind::Signature)
    );
    assert_eq!(receive("X-Signature", ""), Err(EventErrorKind::Signature));
    assert_eq!(receive("X-Other", &signed), Err(EventErrorKind::Missing));
    let not_json = Delivery::new(b"{}}").header("X-Signature", b"");
    assert_eq!(receiver.receive(&not_json).unwrap_err().kind(), EventErrorKind::Signature);
}

#[test]
fn hostile_xml_is_refused_and_nothing_is_expanded() {
    let expect = |xml: &str, kind: EventErrorKind| {
        let found = receive(&clear(), &query(""), xml);
        assert_eq!(found.map_err(|error| error.kind()), Err(kind), "{}", xml.get(..80).unwrap_or(xml));
    };
    let bomb = r#"<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Event>&b;</Event></xml>"#;
    expect(bomb, EventErrorKind::Syntax);
    expect(r#"<!DOCTYPE xml SYSTEM "file:///etc/passwd"><xml/>"#, EventErrorKind::Syntax);
    expect("<xml><Event>&undefined;</Event></xml>", EventErrorKind::Syntax);
    expect("<xml><Event></xml>", EventErrorKind::Syntax);
    expect("", EventErrorKind::Syntax);
    expect("<html><Event>a</Event></html>", EventErrorKind::Syntax);
    expect("<xml>text alone</xml>", EventErrorKind::Syntax);
    let nested = |levels: usize| format!("<xml>{}{}</xml>", "<a>".repeat(levels), "</a>".repeat(levels));
    assert!(receive(&clear(), &query(""), &format!("<xml>{}</xml>", "<b/>".repeat(4000))).is_err());
    expect(&nested(100), EventErrorKind::TooLarge);
    expect(&nested(1_900), EventErrorKind::TooLarge);
    expect(&nested(140_000), EventErrorKind::TooLarge);
    expect(&format!("<xml><a>{}</a></xml>", "x".repeat(MAX_EVENT_BYTES)), EventErrorKind::TooLarge);
    let distinct: String = (0..4_000).map(|index| format!("<a{index}/>")).collect();
    assert!(receive(&clear(), &query(""), &format!("<xml>{distinct}</xml>")).is_ok());
}

#[test]
fn a_tree_of_xml_has_trimmed_texts_objects_and_lists() {
    let text = "<xml>\n <a>\n <![CDATA[ x & y ]]> \n</a><a>2</a><b><c>3</c><c/></b><d> 4&lt;5 </d><e><!-- no --></e></xml>";
    let document = xml::parse(text).unwrap();
    let value = serde_json::Value::from(xml::fields(&document, "xml").unwrap());
    let expected = serde_json::json!({
        "a": ["x & y", "2"], "b": {"c": ["3", ""]}, "d": "4<5", "e": "",
    });
    assert_eq!(value, expected);
    let written = xml::write("xml", &serde_json::json!({"a": ["]]>", 7], "b": {"c": true}}));
    assert_eq!(written, "<xml><a><![CDATA[]]]]><![CDATA[>]]></a><a>7</a><b><c>1</c></b></xml>");
    let document = xml::parse(&written).unwrap();
    let value = serde_json::Value::from(xml::fields(&document, "xml").unwrap());
    assert_eq!(value, serde_json::json!({"a": ["]]>", "7"], "b": {"c": "1"}}));
}

#[test]
fn values_cannot_be_moved_between_the_fields_of_a_key() {
    let key = |a: &str, b: &str| {
        let object = serde_json::json!({"a": a, "b": b}).to_string();
        EventKey::of(&serde_json::from_str(&object).unwrap(), &["a", "b"])
    };
    assert_ne!(key("x\ny", "z"), key("x", "y\nz"));
    assert_ne!(key("x\\", "z"), key("x\\\\", "z"));
    assert_eq!(key("x", "y"), key("x", "y"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// A sender who knows the secret, but sends anything.
    #[test]
    fn nothing_that_is_decrypted_panics(
        plain in prop::collection::vec(any::<u8>(), 0..200),
        text in ".{0,200}",
    ) {
        let key = envelope::Key::parse(KEY).unwrap();
        let whole = plain.len() - plain.len() % 16;
        let _ = envelope::open(&key, plain[..whole].to_vec());
        let _ = envelope::decode(&text);
        let _ = receive(&clear(), &query(""), &text);
        let _ = receive(&encrypted(), &text, &text);
        let _ = Receiver::builder(&CARDS).secret(TOKEN).key(text.as_str()).id(ID).build();
    }

    #[test]
    fn a_message_of_any_length_is_encrypted_and_decrypted(message in ".{0,200}", id in "[a-z0-9]{1,40}") {
        let key = envelope::Key::parse(KEY).unwrap();
        let sealed = envelope::seal(&key, &[7; 16], &message, &id).unwrap();
        let opened = envelope::open(&key, envelope::decode(&sealed).unwrap()).unwrap();
        prop_assert_eq!((opened.message, opened.id), (message, id));
    }

    #[test]
    fn a_tree_is_written_and_read_again(texts in prop::collection::vec("[ -~票]{0,12}", 1..6)) {
        let fields: serde_json::Map<_, _> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| (format!("f{index}"), text.trim().into()))
            .collect();
        let written = xml::write("xml", &fields.clone().into());
        let document = xml::parse(&written).unwrap();
        prop_assert_eq!(serde_json::Value::from(xml::fields(&document, "xml").unwrap()), serde_json::Value::from(fields));
    }
}

#[cfg(feature = "mock")]
#[test]
fn a_signed_event_is_received() {
    let fields = |pairs: &[(&str, &str)]| -> Fields {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let common = fields(&[("FromUserName", "o1"), ("CreateTime", "1760000100")]);
    let event = fields(&[("Event", "card_pass_check"), ("CardId", "p]]>1")]);
    let time = crate::Timestamp::from_unix_seconds(1_760_000_100);
    for receiver in [clear(), encrypted()] {
        let signed = receiver.sign(&common, &event, time).unwrap();
        let received = receiver.receive(&signed.delivery()).unwrap();
        assert_eq!((received.common, received.event), (common.clone(), event.clone()));
    }
    assert!(!encrypted().sign(&common, &event, time).unwrap().body.contains("card_pass_check"));
    let pets = Receiver::builder(&PETS).secret("s").build().unwrap();
    let signed = pets.sign(&fields(&[("id", "1")]), &event, time).unwrap();
    assert_eq!(pets.receive(&signed.delivery()).unwrap().event, event);
}
