//! The whole life of a ticket with codes of the merchant's own: logo, create, review, codes, stock, QR code, seat, door. It
//! needs no account and no network, since the mock answers and this program sends the events that WeChat would send:
//! `cargo run -p wechat-tickets --all-features --example life_of_a_ticket`.
#![allow(clippy::indexing_slicing, reason = "a key that is missing fails an assertion")]

use std::time::SystemTime;

use serde_json::json;
use wechat_tickets::events::{CARD_EVENTS, Delivery, EventError, Received, Receiver};
use wechat_tickets::mock::Mock;
use wechat_tickets::*;

const CARD_ID: &str = "pXampleCard0001AbCdEfGhIjKlMn";
const LOGO: &str = "https://mmbiz.qpic.cn/mmbiz_png/iaZ9kQ2m7harbourLogo/0";
const OPENID: &str = "oHfb1uReader0001AbCdEfGhIjKl";
const CODE: &str = "HF2026A0001";

type Failure = Box<dyn std::error::Error>;
type TicketReceiver = Receiver<EventHead, CardEvent>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mock = Mock::new();
    let client = mock.client();
    let wechat = WeChat { receiver: receiver()?, clock: 1_790_000_000 };
    let shop = receiver()?;

    create(&client, &mock).await?;
    let reviewed = wechat.deliver(&shop, 1, CardPassCheck::new(CARD_ID).into())?;
    assert!(matches!(&reviewed.event, CardEvent::CardPassCheck(event) if event.card_id == CARD_ID));
    println!("2. the event card_pass_check: the ticket has passed the review");
    stock(&client, &mock).await?;
    hand_out(&client, &mock).await?;
    let taken = UserGetCard::new(user_get_card::Required {
        card_id: CARD_ID.to_owned(),
        user_card_code: CODE.to_owned(),
    });
    let taken = wechat.deliver(&shop, 2, taken.outer_str("foyer").into())?;
    seat(&client, &mock, &taken).await?;
    admit(&client, &mock).await?;
    let used = UserConsumeCard::new(user_consume_card::Required {
        card_id: CARD_ID.to_owned(),
        user_card_code: CODE.to_owned(),
        consume_source: ConsumeSource::Api,
    });
    let used = wechat.deliver(&shop, 3, used.into())?;
    let CardEvent::UserConsumeCard(event) = &used.event else { return Err("another event".into()) };
    assert_eq!((event.user_card_code.as_str(), &event.consume_source), (CODE, &ConsumeSource::Api));
    println!(
        "8. the event user_consume_card: {} was redeemed by {}",
        event.user_card_code, event.consume_source
    );
    // Every answer was used, and nothing else was called.
    mock.verify();
    Ok(())
}

/// The logo, and the ticket: without stock, since its codes are deposited later.
async fn create(client: &Client, mock: &Mock) -> Result<(), Failure> {
    mock.upload_image().reply(UploadedImage::new(LOGO));
    let creates = mock.create_meeting_ticket().reply(CreatedCard::new(CARD_ID));

    let picture = FilePart::new("logo.png", "image/png", b"\x89PNG\r\n\x1a\n".to_vec());
    let logo = client.upload_image(ImageUpload::new(picture)).await?;
    let base = BaseInfo::new(base_info::Required {
        logo_url: logo.url.into(),
        code_type: CodeType::Qrcode,
        brand_name: lit!("海风演艺"),
        title: lit!("秋季音乐会"),
        color: Color::Color050,
        notice: lit!("入场时请出示此券"),
        description: lit!("一人一券，过期作废。"),
        sku: Sku::new(0),
        date_info: FixedRange::new(fixed_range::Required {
            begin_timestamp: Timestamp::from_unix_seconds(1_790_784_000),
            end_timestamp: Timestamp::from_unix_seconds(1_791_388_799),
        })
        .into(),
    });
    let base = base.use_custom_code(true).get_custom_code_mode(CustomCodeMode::Deposit);
    let concert = MeetingTicket::new(base, "地点：市民大礼堂，二层");
    let card = client.create_meeting_ticket(concert).await?;

    assert_eq!(card.card_id, CARD_ID);
    let sent = &creates.bodies()[0]["card"]["meeting_ticket"]["base_info"];
    assert_eq!((&sent["logo_url"], &sent["sku"]), (&json!(LOGO), &json!({ "quantity": 0 })));
    println!("1. logo uploaded, ticket {} created in deposit mode", card.card_id);
    Ok(())
}

/// The codes, and a stock of as many tickets.
async fn stock(client: &Client, mock: &Mock) -> Result<(), Failure> {
    let codes = [CODE, "HF2026A0002"];
    mock.deposit_codes().reply(DepositedCodes::new().deposited(codes));
    mock.count_deposited_codes().reply(DepositCount::new(2));
    mock.check_deposited_codes().reply(CheckedCodes::new().deposited(codes));
    let stock = mock.modify_stock().reply(());

    let deposited = client.deposit_codes(CodeDeposit::new(CARD_ID, codes)).await?;
    assert_eq!(deposited.failed.unwrap_or_default(), [""; 0]);
    let count = client.count_deposited_codes(CardReference::new(CARD_ID)).await?.count;
    let checked = client.check_deposited_codes(CodeCheck::new(CARD_ID, codes)).await?;
    assert_eq!(checked.missing.unwrap_or_default(), [""; 0]);
    // Not more than the deposited codes: WeChat refuses that with 40136.
    client.modify_stock(StockChange::new(CARD_ID).increase_stock_value(count.try_into()?)).await?;

    assert_eq!(stock.bodies()[0], json!({ "card_id": CARD_ID, "increase_stock_value": 2 }));
    println!("3. {count} codes deposited and checked, the stock raised by as many");
    Ok(())
}

/// A QR code for the foyer. Deposited codes are not named in it: WeChat chooses one.
async fn hand_out(client: &Client, mock: &Mock) -> Result<(), Failure> {
    let reply = CreatedQrCode::new("gQHB8DoAAAAAAAAAASxodHRw").expire_seconds(900);
    let codes = mock.create_qr_code().reply(reply.url("http://weixin.qq.com/q/BHV9aGrlSAvrg8aWAW9W"));

    let card = SingleQrCodeInfo::new(QrCodeCard::new(CARD_ID).outer_str("foyer"));
    let code = client.create_qr_code(SingleQrCode::new(card).expire_seconds(900)).await?;

    assert_eq!(codes.bodies()[0]["action_name"], "QR_CARD");
    println!("4. QR code for the foyer: {}", code.url.as_deref().unwrap_or("none"));
    Ok(())
}

/// The seat of the person who took the ticket. An update needs a code that somebody has taken, as the event reports.
async fn seat(client: &Client, mock: &Mock, taken: &Received<EventHead, CardEvent>) -> Result<(), Failure> {
    let CardEvent::UserGetCard(event) = &taken.event else { return Err("another event".into()) };
    assert_eq!((taken.common.from_user_name.as_str(), event.outer_str.as_deref()), (OPENID, Some("foyer")));
    println!("5. the event user_get_card: {OPENID} took {} in the foyer", event.user_card_code);
    let updates = mock.update_meeting_ticket().reply(());

    let seat = MeetingTicketUpdate::new(meeting_ticket_update::Required {
        code: event.user_card_code.as_str().into(),
        zone: lit!("B区"),
        entrance: lit!("南二门"),
        seat_number: lit!("3排8座"),
    });
    client.update_meeting_ticket(seat.card_id(CARD_ID)).await?;

    assert_eq!(
        (&updates.bodies()[0]["code"], &updates.bodies()[0]["seat_number"]),
        (&json!(CODE), &json!("3排8座"))
    );
    println!("6. zone, entrance and seat shown on the ticket");
    Ok(())
}

/// The door: look first, since a second redemption would be refused as the first one is.
async fn admit(client: &Client, mock: &Mock) -> Result<(), Failure> {
    let held = HeldCode::new(HeldCard::new(CARD_ID)).openid(OPENID).can_consume(true);
    mock.get_code().reply(held.user_card_status(HeldCardStatus::Normal));
    mock.consume_code().reply(ConsumedCode::new(ConsumedCard::new(CARD_ID), OPENID));

    let held = client.get_code(CodeQuery::new(CODE).card_id(CARD_ID).check_consume(false)).await?;
    assert_eq!((held.can_consume, &held.user_card_status), (Some(true), &Some(HeldCardStatus::Normal)));
    let consumed = client.consume_code(CodeReference::new(CODE).card_id(CARD_ID)).await?;

    assert_eq!((consumed.card.card_id.as_str(), consumed.openid.as_str()), (CARD_ID, OPENID));
    println!("7. {CODE} of {} admitted", consumed.openid);
    Ok(())
}

/// What was entered on the platform's page.
fn receiver() -> Result<TicketReceiver, EventError> {
    let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    Receiver::builder(&CARD_EVENTS).secret("myCallbackToken").key(key).id("wx0123456789abcdef").build()
}

/// The other side of the events.
struct WeChat {
    receiver: TicketReceiver,
    clock: i64,
}

impl WeChat {
    /// Signs, encrypts and delivers an event, and returns what the shop's receiver reads of it.
    fn deliver(
        &self,
        shop: &TicketReceiver,
        hour: i64,
        event: CardEvent,
    ) -> Result<Received<EventHead, CardEvent>, EventError> {
        let head = EventHead::new(event_head::Required {
            to_user_name: "gh_0123456789ab".to_owned(),
            from_user_name: OPENID.to_owned(),
            create_time: Timestamp::from_unix_seconds(self.clock + 3600 * hour),
            msg_type: "event".to_owned(),
        });
        let sent = self.receiver.sign(&head, &event, Timestamp::from(SystemTime::now()))?;
        shop.receive(&Delivery::new(sent.body.as_bytes()).query(&sent.query))
    }
}
