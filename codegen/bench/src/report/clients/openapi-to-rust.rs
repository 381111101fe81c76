//! Uses two of the client's operations.

use client::{HttpClient, MeetingTicketUpdate, MovieTicketUpdate};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(token), Some(code)) = (arguments.next(), arguments.next()) else {
        return Err("usage: consumer TOKEN CODE".into());
    };
    let client = HttpClient::new();
    let meeting = MeetingTicketUpdate {
        code: code.clone(),
        zone: "B".into(),
        entrance: "2".into(),
        seat_number: "3-8".into(),
        begin_time: None,
        card_id: None,
        end_time: None,
    };
    client.update_meeting_ticket(&token, meeting).await?;
    let movie = MovieTicketUpdate {
        code,
        card_id: "p1Pj9jr90".into(),
        ticket_class: "3D".into(),
        show_time: 1_790_784_000,
        duration: 120,
        screening_room: None,
        seat_number: None,
    };
    client.update_movie_ticket(&token, movie).await?;
    Ok(())
}
