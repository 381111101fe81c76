//! Uses two of the client's operations.

use client::Client;
use client::types::{MeetingTicketUpdate, MovieTicketUpdate};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(token), Some(code)) = (arguments.next(), arguments.next()) else {
        return Err("usage: consumer TOKEN CODE".into());
    };
    let client = Client::new("https://api.weixin.qq.com");
    let meeting = MeetingTicketUpdate {
        code: code.parse()?,
        zone: "B".parse()?,
        entrance: "2".parse()?,
        seat_number: "3-8".parse()?,
        begin_time: None,
        card_id: None,
        end_time: None,
    };
    client.update_meeting_ticket(&token, &meeting).await?;
    let movie = MovieTicketUpdate {
        code: code.parse()?,
        card_id: "p1Pj9jr90".parse()?,
        ticket_class: "3D".parse()?,
        show_time: 1_790_784_000,
        duration: 120,
        screening_room: None,
        seat_number: Vec::new(),
    };
    client.update_movie_ticket(&token, &movie).await?;
    Ok(())
}
