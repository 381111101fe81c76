//! Creates every kind of ticket, then updates each, with a mock server in this program. It needs no
//! account and no network: `cargo run -p wechat-tickets --example ticket_office`. With an address as its argument,
//! it works with the server there.

mod common;

use common::{Failure, Server};
use wechat_tickets::*;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let server = Server::start()?;
    let client = Client::builder()
        .server(std::env::args().nth(1).unwrap_or_else(|| server.address()))
        .token_source(StableToken::new(stable_token_request::Required {
            appid: "wx1f2e3d4c5b6a7988".into(),
            secret: "the app's secret".into(),
        }))
        .build()?;
    work(&client).await
}

/// A day at the ticket office.
async fn work(client: &Client) -> Result<(), Failure> {
    let concert = MeetingTicket::new(base(lit!("秋季音乐会")), "地点：市民大礼堂，二层")
        .map_url("https://tickets.example.com/map");
    let card = client.create_meeting_ticket(concert).await?;
    client
        .update_meeting_ticket(MeetingTicketUpdate::new(meeting_ticket_update::Required {
            code: "717523732898".into(),
            zone: lit!("C区"),
            entrance: lit!("东北门"),
            seat_number: lit!("2排15号"),
        }))
        .await?;
    println!("the meeting ticket is {}\n", card.card_id);

    let garden = ScenicTicket::new(base(lit!("植物园门票")), "全日票");
    let card = client.create_scenic_ticket(garden).await?;
    println!("the scenic ticket is {}\n", card.card_id);

    let card = client.create_movie_ticket(MovieTicket::new(base(lit!("周末电影")), "片名：山海")).await?;
    client
        .update_movie_ticket(
            MovieTicketUpdate::new(movie_ticket_update::Required {
                code: "277217129962".into(),
                card_id: card.card_id.clone().into(),
                ticket_class: lit!("4D"),
                show_time: Timestamp::from_unix_seconds(1_764_586_800),
                duration: 120,
            })
            .screening_room(lit!("5号厅"))
            .seat_number(["5排14号", "5排15号"]),
        )
        .await?;
    println!("the movie ticket is {}\n", card.card_id);

    let flight = BoardingPass::new(boarding_pass::Required {
        base_info: base(lit!("登机牌")),
        from: lit!("成都"),
        to: lit!("广州"),
        flight: lit!("XM8203"),
        departure_time: Timestamp::from_unix_seconds(1_764_572_400),
        landing_time: Timestamp::from_unix_seconds(1_764_581_400),
        air_model: lit!("空客A320"),
    })
    .gate("A11");
    let card = client.create_boarding_pass(flight).await?;
    let check_in = BoardingPassCheckIn::check_in(boarding_pass_check_in::CheckInRequired {
        code: "198374613512".into(),
        etkt_bnr: lit!("731-234567890"),
        class: lit!("经济舱"),
    });
    client.check_in_boarding_pass(check_in.seat("31A")).await?;
    client.check_in_boarding_pass(BoardingPassCheckIn::cancel("198374613512")).await?;
    println!("the boarding pass is {}\n", card.card_id);

    // What types cannot express is validated before anything is sent, and all violations are reported.
    let mut wrong = base("这个标题太长了放不下".into());
    wrong.sku.quantity = 0;
    if let Err(error) = client.create_scenic_ticket(ScenicTicket::new(wrong, "半日票")).await {
        println!("{error}");
    }
    Ok(())
}

/// The common part of all tickets of this office.
fn base(title: Text<base_info::Title>) -> BaseInfo {
    let base = BaseInfo::new(base_info::Required {
        logo_url: lit!("https://tickets.example.com/logo.png"),
        code_type: CodeType::Qrcode,
        brand_name: lit!("海风演艺"),
        title,
        color: Color::Color050,
        notice: lit!("入场时请出示此券"),
        description: lit!("一人一券，过期作废。"),
        sku: Sku::new(500),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_764_547_200),
            end_timestamp: Timestamp::from_unix_seconds(1_767_225_599),
        })
        .into(),
    });
    base.service_phone("020-88888888").can_share(false)
}
