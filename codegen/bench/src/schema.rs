//! The same request as a JSON schema, to validate a body without generated code.
//!
//! JSON Schema counts characters, has neither order between fields nor warnings, and rejects control
//! characters only if every text has a pattern: it does less than the interpreter.

use serde_json::{Value, json};

use crate::ours;
use crate::sample::Sample;

/// The whole body of a request.
pub fn body(sample: Sample) -> Value {
    let ticket: Value = serde_json::from_slice(&ours::write(&ours::ticket(sample))).unwrap_or_default();
    json!({ "card": { "card_type": "MEETING_TICKET", "meeting_ticket": ticket } })
}

/// The schema of the body.
pub fn schema() -> Value {
    let text = |max: usize| json!({ "type": "string", "maxLength": max });
    let url = json!({ "type": "string", "maxLength": 128, "pattern": "^https?://" });
    let boolean = json!({ "type": "boolean" });
    let seconds = json!({ "type": "integer", "minimum": 0, "maximum": 9_999_999_999_i64 });
    let base_info = json!({
        "logo_url": url,
        "code_type": { "enum": ["CODE_TYPE_TEXT", "CODE_TYPE_BARCODE", "CODE_TYPE_QRCODE"] },
        "brand_name": text(12),
        "title": text(9),
        "color": { "enum": ["Color010", "Color020", "Color030", "Color040", "Color050"] },
        "notice": text(16),
        "description": text(1024),
        "sku": object(json!({ "quantity": { "type": "integer", "minimum": 1, "maximum": 100_000_000 } }), &["quantity"]),
        "date_info": object(
            json!({ "type": { "const": 1 }, "begin_timestamp": seconds, "end_timestamp": seconds }),
            &["type", "begin_timestamp", "end_timestamp"],
        ),
        "use_custom_code": boolean,
        "bind_openid": boolean,
        "service_phone": text(24),
        "location_id_list": { "type": "array", "items": { "type": "integer" } },
        "source": text(36),
        "custom_url_name": text(5),
        "custom_url": url,
        "custom_url_sub_title": text(6),
        "promotion_url_name": text(5),
        "promotion_url": url,
        "promotion_url_sub_title": text(6),
        "get_limit": { "type": "integer", "minimum": 1 },
        "can_share": boolean,
        "can_give_friend": boolean,
    });
    let required = [
        "logo_url",
        "code_type",
        "brand_name",
        "title",
        "color",
        "notice",
        "description",
        "sku",
        "date_info",
    ];
    let ticket = json!({
        "base_info": object(base_info, &required),
        "meeting_detail": text(3072),
        "map_url": url,
    });
    let card = json!({
        "card_type": { "const": "MEETING_TICKET" },
        "meeting_ticket": object(ticket, &["base_info", "meeting_detail"]),
    });
    object(json!({ "card": object(card, &["card_type", "meeting_ticket"]) }), &["card"])
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}
