//! The generated client.

use specwright_runtime::{Report, Timestamp, ToJson, lit};

use super::generated::{BaseInfo, CodeType, Color, FixedRange, MeetingTicket, Sku, base_info, fixed_range};
use crate::sample::Sample;

/// A ticket with every field set. Literals are borrowed; the caller's strings are moved.
pub fn ticket(sample: Sample) -> MeetingTicket {
    let base = BaseInfo::new(base_info::Required {
        logo_url: lit!("https://tickets.example.com/logo/harbour.png"),
        code_type: CodeType::Qrcode,
        brand_name: lit!("海风演艺"),
        title: lit!("秋季音乐会"),
        color: Color::Color050,
        notice: lit!("入场时请出示此券"),
        description: sample.description.into(),
        sku: Sku::new(500),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_790_784_000),
            end_timestamp: Timestamp::from_unix_seconds(1_791_388_799),
        })
        .into(),
    })
    .use_custom_code(false)
    .bind_openid(false)
    .service_phone(lit!("0592-5550100"))
    .location_id_list([4086, 4087])
    .source(lit!("海风票务"))
    .get_limit(4)
    .can_share(true)
    .can_give_friend(false);
    MeetingTicket::new(base, sample.detail).map_url(lit!("https://tickets.example.com/map/hall"))
}

/// Validates a ticket.
pub fn validate(ticket: &MeetingTicket) -> Report {
    ticket.validate()
}

/// Writes a ticket as in the body of a request.
pub fn write(ticket: &MeetingTicket) -> Vec<u8> {
    let mut json = Vec::with_capacity(1024);
    // A ticket that was built here can be written.
    let _ = ticket.write_json(&mut json);
    json
}

/// Reads a ticket.
///
/// # Errors
///
/// If it is invalid.
pub fn read(json: &[u8]) -> serde_json::Result<MeetingTicket> {
    serde_json::from_slice(json)
}
