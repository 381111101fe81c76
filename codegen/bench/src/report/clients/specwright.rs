//! Uses two of the client's operations.

use client::{
    Client, MeetingTicketUpdate, MovieTicketUpdate, Timestamp, meeting_ticket_update, movie_ticket_update,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(token), Some(code)) = (arguments.next(), arguments.next()) else {
        return Err("usage: consumer TOKEN CODE".into());
    };
    let client = Client::builder().token(token).build()?;
    let meeting = MeetingTicketUpdate::new(meeting_ticket_update::Required {
        code: code.clone().into(),
        zone: "B".into(),
        entrance: "2".into(),
        seat_number: "3-8".into(),
    });
    client.update_meeting_ticket(meeting).await?;
    let movie = MovieTicketUpdate::new(movie_ticket_update::Required {
        code: code.into(),
        card_id: "p1Pj9jr90".into(),
        ticket_class: "3D".into(),
        show_time: Timestamp::from_unix_seconds(1_790_784_000),
        duration: 120,
    });
    client.update_movie_ticket(movie).await?;
    Ok(())
}
