//! The same without a generator: derived `Serialize` and `Deserialize`, and validation derived by `garde` and
//! `validator`.
//!
//! Both validators check bytes, ranges, order and control characters with the same limits as the generated
//! client. Where their own rules count characters, a function counts bytes. They have no warnings, so that the
//! prefixes of addresses are omitted.

use serde::{Deserialize, Serialize};
use validator::{Validate as _, ValidationError};

use crate::sample::Sample;

/// A ticket for a show.
#[derive(Debug, Deserialize, Serialize, garde::Validate, validator::Validate)]
pub struct Ticket {
    #[garde(dive)]
    #[validate(nested)]
    base_info: BaseInfo,
    #[garde(custom(garde_text::<3072>))]
    #[validate(custom(function = "text::<3072>"))]
    meeting_detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<128>)))]
    #[validate(custom(function = "text::<128>"))]
    map_url: Option<String>,
}

#[derive(Debug, Deserialize, Serialize, garde::Validate, validator::Validate)]
struct BaseInfo {
    #[garde(custom(garde_text::<128>))]
    #[validate(custom(function = "text::<128>"))]
    logo_url: String,
    #[garde(skip)]
    code_type: CodeType,
    #[garde(custom(garde_text::<36>))]
    #[validate(custom(function = "text::<36>"))]
    brand_name: String,
    #[garde(custom(garde_text::<27>))]
    #[validate(custom(function = "text::<27>"))]
    title: String,
    #[garde(skip)]
    color: Color,
    #[garde(custom(garde_text::<48>))]
    #[validate(custom(function = "text::<48>"))]
    notice: String,
    #[garde(custom(garde_text::<3072>))]
    #[validate(custom(function = "text::<3072>"))]
    description: String,
    #[garde(dive)]
    #[validate(nested)]
    sku: Sku,
    #[garde(dive)]
    #[validate(nested)]
    date_info: DateInfo,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    use_custom_code: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    bind_openid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<24>)))]
    #[validate(custom(function = "text::<24>"))]
    service_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    location_id_list: Option<Vec<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<36>)))]
    #[validate(custom(function = "text::<36>"))]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<15>)))]
    #[validate(custom(function = "text::<15>"))]
    custom_url_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<128>)))]
    #[validate(custom(function = "text::<128>"))]
    custom_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<18>)))]
    #[validate(custom(function = "text::<18>"))]
    custom_url_sub_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<15>)))]
    #[validate(custom(function = "text::<15>"))]
    promotion_url_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<128>)))]
    #[validate(custom(function = "text::<128>"))]
    promotion_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(custom(garde_text::<18>)))]
    #[validate(custom(function = "text::<18>"))]
    promotion_url_sub_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(inner(range(min = 1)))]
    #[validate(range(min = 1))]
    get_limit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    can_share: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    can_give_friend: Option<bool>,
}

#[derive(Debug, Deserialize, Serialize)]
enum CodeType {
    #[serde(rename = "CODE_TYPE_QRCODE")]
    QrCode,
}

#[derive(Debug, Deserialize, Serialize)]
enum Color {
    Color050,
}

#[derive(Debug, Deserialize, Serialize, garde::Validate, validator::Validate)]
struct Sku {
    #[garde(range(min = 1, max = 100_000_000))]
    #[validate(range(min = 1, max = 100_000_000))]
    quantity: i64,
}

#[derive(Debug, Deserialize, Serialize, garde::Validate, validator::Validate)]
#[validate(schema(function = "in_order"))]
struct DateInfo {
    #[serde(rename = "type")]
    #[garde(skip)]
    kind: u8,
    #[garde(range(min = 0, max = 9_999_999_999))]
    #[validate(range(min = 0, max = 9_999_999_999_i64))]
    begin_timestamp: i64,
    #[garde(range(min = 0, max = 9_999_999_999), custom(garde_after(self.begin_timestamp)))]
    #[validate(range(min = 0, max = 9_999_999_999_i64))]
    end_timestamp: i64,
}

/// A ticket with every field set. Its strings are owned, as these types require.
pub fn ticket(sample: Sample) -> Ticket {
    Ticket {
        base_info: BaseInfo {
            logo_url: "https://tickets.example.com/logo/harbour.png".into(),
            code_type: CodeType::QrCode,
            brand_name: "海风演艺".into(),
            title: "秋季音乐会".into(),
            color: Color::Color050,
            notice: "入场时请出示此券".into(),
            description: sample.description,
            sku: Sku { quantity: 500 },
            date_info: DateInfo { kind: 1, begin_timestamp: 1_790_784_000, end_timestamp: 1_791_388_799 },
            use_custom_code: Some(false),
            bind_openid: Some(false),
            service_phone: Some("0592-5550100".into()),
            location_id_list: Some(vec![4086, 4087]),
            source: Some("海风票务".into()),
            custom_url_name: None,
            custom_url: None,
            custom_url_sub_title: None,
            promotion_url_name: None,
            promotion_url: None,
            promotion_url_sub_title: None,
            get_limit: Some(4),
            can_share: Some(true),
            can_give_friend: Some(false),
        },
        meeting_detail: sample.detail,
        map_url: Some("https://tickets.example.com/map/hall".into()),
    }
}

/// Whether `garde` accepts it.
pub fn garde(ticket: &Ticket) -> bool {
    garde::Validate::validate(ticket).is_ok()
}

/// Whether `validator` accepts it.
pub fn validator(ticket: &Ticket) -> bool {
    validator::Validate::validate(ticket).is_ok()
}

/// Writes a ticket with `serde_json`.
pub fn write(ticket: &Ticket) -> Vec<u8> {
    serde_json::to_vec(ticket).unwrap_or_default()
}

/// Reads a ticket with `serde_json`.
///
/// # Errors
///
/// If it is invalid.
pub fn read(json: &[u8]) -> serde_json::Result<Ticket> {
    serde_json::from_slice(json)
}

fn text<const MAX_BYTES: usize>(text: &str) -> Result<(), ValidationError> {
    if is_allowed::<MAX_BYTES>(text) { Ok(()) } else { Err(ValidationError::new("text")) }
}

fn garde_text<const MAX_BYTES: usize>(text: &str, _: &()) -> garde::Result {
    if is_allowed::<MAX_BYTES>(text) { Ok(()) } else { Err(garde::Error::new("text")) }
}

fn is_allowed<const MAX_BYTES: usize>(text: &str) -> bool {
    text.len() <= MAX_BYTES
        && text.bytes().all(|byte| byte >= 0x20 || matches!(byte, 0x08 | b'\t' | b'\n' | 0x0C | b'\r'))
}

fn in_order(date_info: &DateInfo) -> Result<(), ValidationError> {
    if date_info.begin_timestamp < date_info.end_timestamp {
        Ok(())
    } else {
        Err(ValidationError::new("order"))
    }
}

fn garde_after(begin: i64) -> impl FnOnce(&i64, &()) -> garde::Result {
    move |end, ()| if begin < *end { Ok(()) } else { Err(garde::Error::new("order")) }
}
