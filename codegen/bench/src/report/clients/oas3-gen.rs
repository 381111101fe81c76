//! Uses two of the client's operations.

use client::{
    ApiResponse, MeetingTicketUpdate, MovieTicketUpdate, UpdateMeetingTicketRequest,
    UpdateMeetingTicketRequestQuery, UpdateMovieTicketRequest, UpdateMovieTicketRequestQuery,
    WechatTicketsClient,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(token), Some(code)) = (arguments.next(), arguments.next()) else {
        return Err("usage: consumer TOKEN CODE".into());
    };
    let client = WechatTicketsClient::new();
    let body = MeetingTicketUpdate {
        code: code.clone(),
        zone: "B".into(),
        entrance: "2".into(),
        seat_number: "3-8".into(),
        ..MeetingTicketUpdate::default()
    };
    let query = UpdateMeetingTicketRequestQuery { access_token: token.clone() };
    let ApiResponse::Ok(_) = client.update_meeting_ticket(UpdateMeetingTicketRequest { query, body }).await?
    else {
        return Err("an unknown reply".into());
    };
    let body = MovieTicketUpdate {
        code,
        card_id: "p1Pj9jr90".into(),
        ticket_class: "3D".into(),
        show_time: 1_790_784_000,
        duration: 120,
        ..MovieTicketUpdate::default()
    };
    let query = UpdateMovieTicketRequestQuery { access_token: token };
    let ApiResponse::Ok(_) = client.update_movie_ticket(UpdateMovieTicketRequest { query, body }).await?
    else {
        return Err("an unknown reply".into());
    };
    Ok(())
}
