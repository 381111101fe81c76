//! A desk at the gate, without async: passengers are checked in, and one check-in is cancelled. It needs no account
//! and no network: `cargo run -p wechat-tickets --example boarding_desk --features blocking`.

mod common;

use common::{Failure, Server};
use wechat_tickets::*;

fn main() -> Result<(), Failure> {
    let server = Server::start()?;
    let client = blocking::Client::builder()
        .server(server.address())
        .token_source(StableToken::new(stable_token_request::Required {
            appid: "wx1f2e3d4c5b6a7988".into(),
            secret: "the app's secret".into(),
        }))
        .build()?;

    for (code, ticket, seat) in
        [("198374613512", "731-234567890", "31A"), ("198374613513", "731-234567891", "31B")]
    {
        let passenger = BoardingPassCheckIn::check_in(boarding_pass_check_in::CheckInRequired {
            code: code.into(),
            etkt_bnr: ticket.into(),
            class: lit!("经济舱"),
        });
        client.check_in_boarding_pass(passenger.seat(seat)).send()?;
        println!("{code} sits in {seat}\n");
    }

    client.check_in_boarding_pass(BoardingPassCheckIn::cancel("198374613513")).send()?;
    println!("198374613513 stays at home\n");

    // Input from elsewhere, such as a scanner, is validated before anything is sent.
    let misread = BoardingPassCheckIn::cancel("198374613512-198374613512");
    if let Err(error) = client.check_in_boarding_pass(misread).send() {
        println!("{error}");
    }
    Ok(())
}
