//! An encrypted event of 1 kB, verified, decrypted and read by the generated client, and by the crates beneath it alone.

use aes::Aes256;
use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use sha1::{Digest, Sha1};

use crate::generated::events::{CARD_EVENTS, Delivery, Received, Receiver};
use crate::generated::{CardEvent, EventHead};

const TOKEN: &str = "myCallbackToken";
const KEY: &str = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const ID: &str = "wx0123456789abcdef";
const TIMESTAMP: &str = "1760000100";
const NONCE: &str = "998877";

/// The channel, a text of 128 bytes.
const OUTER: &str = "foyer-of-the-northern-entrance-second-poster-from-the-left-printed-in-november-2026-for-the-spring-fair-of-2027-and-the-ball-too";

/// A request with an event.
pub struct Pushed {
    query: String,
    body: String,
    signature: String,
}

/// An event with all its elements, of 1 kB.
pub fn pushed() -> Pushed {
    let mut elements = String::new();
    for (name, value) in [
        ("ToUserName", "gh_0123456789ab"),
        ("FromUserName", "oHfb1uReader0001AbCdEfGhIjKl"),
        ("CreateTime", TIMESTAMP),
        ("MsgType", "event"),
        ("Event", "user_consume_card"),
        ("CardId", "pXampleCard0001AbCdEfGhIjKlMn"),
        ("UserCardCode", "198374613512"),
        ("ConsumeSource", "FROM_MOBILE_HELPER"),
        ("LocationName", "滨海大剧院北门检票处"),
        ("LocationId", "291710000"),
        ("StaffOpenId", "oHfb1uStaff0001AbCdEfGhIjKlM"),
        ("VerifyCode", ""),
        ("RemarkAmount", ""),
        ("OuterStr", OUTER),
        ("TransId", "4200001234202611290123456789"),
        ("Fee", "9900"),
        ("OriginalFee", "10000"),
    ] {
        elements.push_str(&format!("<{name}><![CDATA[{value}]]></{name}>\n"));
    }
    let xml = format!("<xml>{elements}</xml>");
    let mut plain = b"0123456789abcdef".to_vec();
    plain.extend(u32::try_from(xml.len()).unwrap_or_default().to_be_bytes());
    plain.extend(xml.bytes());
    plain.extend(ID.bytes());
    let padding = 32 - plain.len() % 32;
    plain.resize(plain.len() + padding, u8::try_from(padding).unwrap_or_default());
    let (key, length) = (key(), plain.len());
    let cipher = cbc::Encryptor::<Aes256>::new_from_slices(&key, &key[..16]).expect("the lengths are right");
    let encrypted = cipher.encrypt_padded::<NoPadding>(&mut plain, length).expect("whole blocks");
    let encrypted = STANDARD.encode(encrypted);
    let signature = sha1([TOKEN, TIMESTAMP, NONCE, &encrypted]);
    Pushed {
        query: format!(
            "signature=unused&timestamp={TIMESTAMP}&nonce={NONCE}&encrypt_type=aes&msg_signature={signature}"
        ),
        body: format!(
            "<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
        ),
        signature,
    }
}

/// The receiver of the generated client.
pub fn receiver() -> Receiver<EventHead, CardEvent> {
    Receiver::builder(&CARD_EVENTS).secret(TOKEN).key(KEY).id(ID).build().expect("the secrets are right")
}

/// Verifies, decrypts and reads an event with the generated client.
pub fn ours(receiver: &Receiver<EventHead, CardEvent>, pushed: &Pushed) -> Received<EventHead, CardEvent> {
    receiver.receive(&Delivery::new(pushed.body.as_bytes()).query(&pushed.query)).expect("the event is right")
}

/// Verifies, decrypts and parses an event with the crates alone; returns the number of elements.
pub fn bare(pushed: &Pushed) -> usize {
    let envelope = roxmltree::Document::parse(&pushed.body).expect("XML");
    let encrypted = envelope.root_element().children().find(|child| child.has_tag_name("Encrypt"));
    let encrypted = encrypted.and_then(|element| element.text()).expect("the envelope has it");
    assert_eq!(sha1([TOKEN, TIMESTAMP, NONCE, encrypted]), pushed.signature);
    let mut bytes = STANDARD.decode(encrypted).expect("base64");
    let key = key();
    let cipher = cbc::Decryptor::<Aes256>::new_from_slices(&key, &key[..16]).expect("the lengths are right");
    cipher.decrypt_padded::<NoPadding>(&mut bytes).expect("whole blocks");
    let padding = usize::from(*bytes.last().expect("it is not empty"));
    let end = bytes.len() - padding - ID.len();
    assert_eq!(&bytes[end..end + ID.len()], ID.as_bytes());
    let text = str::from_utf8(&bytes[20..end]).expect("UTF-8");
    let document = roxmltree::Document::parse(text).expect("XML");
    document.root_element().children().filter(|child| child.is_element()).count()
}

fn key() -> Vec<u8> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::RequireNone);
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(KEY).expect("the key is base64")
}

fn sha1(mut values: [&str; 4]) -> String {
    values.sort_unstable();
    let mut hash = Sha1::new();
    values.iter().for_each(|value| hash.update(value));
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value });
    hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
