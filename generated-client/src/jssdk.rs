//! Signatures for pages in WeChat: `wx.config`, `wx.addCard` and `wx.chooseCard` of the JS-SDK.
//!
//! A page that hands out or shows tickets passes parameters to WeChat that its server has signed with a ticket: the
//! `api_ticket` (`getticket?type=wx_card`) for cards, the `jsapi_ticket` (`getticket?type=jsapi`) for `wx.config`. One cannot replace the other.
//! The signature is the SHA-1 in lower-case hexadecimal; it is valid once, so that each request has a new [`Once`].
//!
//! ```
//! use wechat_tickets::Timestamp;
//! use wechat_tickets::jssdk::{CardExt, Once};
//!
//! # let api_ticket = "kTicketAb12_-Zq9";
//! let once = Once::new(Timestamp::from_unix_seconds(1_760_000_001), "n0nceXYZ")?; // or Once::now()
//! let signed = CardExt::new("pXampleCard0001AbCdEfGhIjKlMn").outer_str("foyer").sign(api_ticket, once);
//! assert_eq!(
//!     signed.to_json(),
//!     r#"{"nonce_str":"n0nceXYZ","outer_str":"foyer","signature":"8d34f53283f90d7230aedc360ea208d1d68d6708","timestamp":"1760000001"}"#
//! );
//! # Ok::<(), wechat_tickets::jssdk::NonceError>(())
//! ```
//!
//! Source: "卡券签名规则" and "JS-SDK说明文档" of WeChat's documentation. The names of values are not part of a card's signature, only
//! the values are: sorted by their bytes and joined.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::time::{SystemTime, UNIX_EPOCH};

use sha1::{Digest, Sha1};
use specwright_runtime::Timestamp;
use specwright_runtime::serde_json::{Map, Value};

/// The time and the random text that make a signature valid once.
///
/// ```
/// use wechat_tickets::jssdk::Once;
///
/// assert_ne!(Once::now().nonce_str(), Once::now().nonce_str());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    timestamp: Timestamp,
    nonce_str: String,
}

impl Once {
    /// The current time and a random text of 32 characters.
    #[must_use]
    pub fn now() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let timestamp = Timestamp::from_unix_seconds(i64::try_from(seconds).unwrap_or(i64::MAX));
        // The keys of each `RandomState` come from the random numbers of the operating system.
        let random = |half: u8| RandomState::new().hash_one((half, seconds));
        Self { timestamp, nonce_str: format!("{:016x}{:016x}", random(0), random(1)) }
    }

    /// A given time and text.
    ///
    /// # Errors
    ///
    /// [`NonceError`] if the text is empty or has more than 32 characters.
    pub fn new(timestamp: Timestamp, nonce_str: impl Into<String>) -> Result<Self, NonceError> {
        let nonce_str = nonce_str.into();
        match nonce_str.chars().count() {
            1..=32 => Ok(Self { timestamp, nonce_str }),
            characters => Err(NonceError { characters }),
        }
    }

    /// The time, which the page passes as `timestamp`.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// The random text, which the page passes as `nonceStr` or `nonce_str`.
    #[must_use]
    pub fn nonce_str(&self) -> &str {
        &self.nonce_str
    }

    fn seconds(&self) -> String {
        self.timestamp.unix_seconds().to_string()
    }
}

/// A random text that is empty or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NonceError {
    characters: usize,
}

impl fmt::Display for NonceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`nonce_str` has {} characters, it must have 1 to 32", self.characters)
    }
}

impl std::error::Error for NonceError {}

/// The `cardExt` of one card for `wx.addCard`.
///
/// `code` is only for cards whose codes are the merchant's own and not deposited, `openid` only for cards with `bind_openid`; on others WeChat refuses them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it is not signed yet"]
pub struct CardExt {
    card_id: String,
    code: Option<String>,
    openid: Option<String>,
    outer_str: Option<String>,
    fixed_begintimestamp: Option<Timestamp>,
}

impl CardExt {
    /// That of a card.
    pub fn new(card_id: impl Into<String>) -> Self {
        let card_id = card_id.into();
        Self { card_id, code: None, openid: None, outer_str: None, fixed_begintimestamp: None }
    }

    /// Sets the code that the person gets. It is signed.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets the only person who may take the card. It is signed.
    pub fn openid(mut self, openid: impl Into<String>) -> Self {
        self.openid = Some(openid.into());
        self
    }

    /// Sets the channel, which events report. It is not signed.
    pub fn outer_str(mut self, outer_str: impl Into<String>) -> Self {
        self.outer_str = Some(outer_str.into());
        self
    }

    /// Sets from when on the card is valid, for cards that are valid for some days after receipt. It is not signed.
    pub fn fixed_begintimestamp(mut self, begin: Timestamp) -> Self {
        self.fixed_begintimestamp = Some(begin);
        self
    }

    /// Signs it with the `api_ticket`.
    #[must_use]
    pub fn sign(self, api_ticket: &str, once: Once) -> SignedCardExt {
        let seconds = once.seconds();
        let optional = [&self.code, &self.openid].map(|value| value.as_deref().unwrap_or_default());
        let signature =
            of_values([api_ticket, &seconds, &self.card_id, once.nonce_str(), optional[0], optional[1]]);
        SignedCardExt { card: self, once, signature }
    }
}

/// A signed [`CardExt`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCardExt {
    card: CardExt,
    once: Once,
    signature: String,
}

impl SignedCardExt {
    /// The signature.
    #[must_use]
    pub fn signature(&self) -> &str {
        &self.signature
    }

    /// The text that a web page passes as `cardExt`. Its `timestamp` is a string.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.json(self.once.seconds().into())
    }

    /// The text that a mini program passes as `cardExt`. Its `timestamp` is a number; with a string, adding the card failed in users' reports.
    #[must_use]
    pub fn to_mini_program_json(&self) -> String {
        self.json(self.once.timestamp.unix_seconds().into())
    }

    fn json(&self, timestamp: Value) -> String {
        let CardExt { card_id: _, code, openid, outer_str, fixed_begintimestamp } = &self.card;
        let begin = fixed_begintimestamp.map(|begin| begin.unix_seconds().into());
        let text = |value: &Option<String>| value.as_deref().map(Value::from);
        let pairs = [
            ("code", text(code)),
            ("fixed_begintimestamp", begin),
            ("nonce_str", Some(self.once.nonce_str().into())),
            ("openid", text(openid)),
            ("outer_str", text(outer_str)),
            ("signature", Some(self.signature.as_str().into())),
            ("timestamp", Some(timestamp)),
        ];
        let pairs = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        Value::Object(pairs.collect::<Map<_, _>>()).to_string()
    }
}

/// The parameters of `wx.chooseCard`, which shows a person the cards that he has.
///
/// What is not set is absent, and not signed. A page that passes `"0"` as `shopId` must set it here, too.
///
/// ```
/// use wechat_tickets::jssdk::{ChooseCard, Once};
///
/// let once = Once::now();
/// let card_sign = ChooseCard::new("wx0123456789abcdef").card_type("MEETING_TICKET").sign("kTicketAb12_-Zq9", &once);
/// assert_eq!(card_sign.len(), 40);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it is not signed yet"]
pub struct ChooseCard {
    app_id: String,
    shop_id: String,
    card_id: String,
    card_type: String,
}

impl ChooseCard {
    /// Those of all cards of an app.
    pub fn new(app_id: impl Into<String>) -> Self {
        Self {
            app_id: app_id.into(),
            shop_id: String::new(),
            card_id: String::new(),
            card_type: String::new(),
        }
    }

    /// Sets the shop, `shopId` on the page, whose cards are shown.
    pub fn shop_id(mut self, shop_id: impl Into<String>) -> Self {
        self.shop_id = shop_id.into();
        self
    }

    /// Sets the card, `cardId` on the page, that is shown.
    pub fn card_id(mut self, card_id: impl Into<String>) -> Self {
        self.card_id = card_id.into();
        self
    }

    /// Sets the kind, `cardType` on the page, whose cards are shown: `MEETING_TICKET`.
    pub fn card_type(mut self, card_type: impl Into<String>) -> Self {
        self.card_type = card_type.into();
        self
    }

    /// The `cardSign`, with the `api_ticket`. The page passes `signType: "SHA1"`, and `timestamp` and `nonceStr` of `once`.
    #[must_use]
    pub fn sign(&self, api_ticket: &str, once: &Once) -> String {
        let Self { app_id, shop_id, card_id, card_type } = self;
        of_values([api_ticket, app_id, shop_id, &once.seconds(), once.nonce_str(), card_id, card_type])
    }
}

/// The `signature` for `wx.config`, with the `jsapi_ticket`. `url` is the whole address of the page with its query; the part from `#` on is not signed. The page passes
/// `timestamp` and `nonceStr` of `once`.
///
/// ```
/// use wechat_tickets::Timestamp;
/// use wechat_tickets::jssdk::{Once, config_signature};
///
/// let once = Once::new(Timestamp::from_unix_seconds(1_760_000_001), "n0nceXYZ")?;
/// let url = "https://tickets.example.com/show?id=7&lang=zh#seats";
/// assert_eq!(config_signature("jsTick_et-77aa", url, &once), "9b2dd65db6e21552a157b2863f3fc635fceaeb07");
/// # Ok::<(), wechat_tickets::jssdk::NonceError>(())
/// ```
#[must_use]
pub fn config_signature(jsapi_ticket: &str, url: &str, once: &Once) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (nonce, timestamp) = (once.nonce_str(), once.seconds());
    hex(&format!("jsapi_ticket={jsapi_ticket}&noncestr={nonce}&timestamp={timestamp}&url={url}"))
}

/// The signature of values, which are sorted by their bytes. An empty one adds nothing.
fn of_values<const N: usize>(mut values: [&str; N]) -> String {
    values.sort_unstable();
    hex(&values.concat())
}

fn hex(text: &str) -> String {
    Sha1::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICKET: &str = "kTicketAb12_-Zq9";
    const CARD: &str = "pXampleCard0001AbCdEfGhIjKlMn";

    fn once() -> Once {
        Once { timestamp: Timestamp::from_unix_seconds(1_760_000_001), nonce_str: "n0nceXYZ".into() }
    }

    #[test]
    fn a_card_is_signed_with_the_values_that_are_there() {
        let plain =
            CardExt::new(CARD).outer_str("foyer").fixed_begintimestamp(Timestamp::from_unix_seconds(5));
        assert_eq!(plain.sign(TICKET, once()).signature(), "8d34f53283f90d7230aedc360ea208d1d68d6708");
        let own = CardExt::new(CARD).code("TK20251009A").openid("oExampleOpenId0001AbCdEfGhIj");
        assert_eq!(own.sign(TICKET, once()).signature(), "2023396f710a6ee34453a58a198bf3f63869d6ac");
    }

    #[test]
    fn a_mini_program_gets_the_time_as_a_number() {
        let signed = CardExt::new(CARD).code("A").sign(TICKET, once());
        assert!(signed.to_mini_program_json().ends_with(r#""timestamp":1760000001}"#));
        assert!(signed.to_json().ends_with(r#""timestamp":"1760000001"}"#));
        assert!(signed.to_json().starts_with(r#"{"code":"A","nonce_str":"n0nceXYZ","signature":""#));
    }

    #[test]
    fn the_choice_of_a_card_is_signed_with_what_is_set() {
        let choice = ChooseCard::new("wx0123456789abcdef");
        let of_kind = choice.clone().card_type("MEETING_TICKET").card_id(CARD);
        assert_eq!(of_kind.sign(TICKET, &once()), "4c88a340f01334d9ba39d22d2754e11a35de1623");
        let of_shop = choice.shop_id("40012");
        assert_eq!(of_shop.sign(TICKET, &once()), "fd0ddbf1143d068b165eb2c32a829081cd8a7702");
    }

    #[test]
    fn a_random_text_has_its_length() {
        assert_eq!(Once::now().nonce_str().len(), 32);
        let at = Timestamp::from_unix_seconds(0);
        assert!(Once::new(at, "票".repeat(32)).is_ok());
        let error = Once::new(at, "n".repeat(33)).unwrap_err();
        assert_eq!(error.to_string(), "`nonce_str` has 33 characters, it must have 1 to 32");
        assert!(Once::new(at, "").is_err());
    }
}
