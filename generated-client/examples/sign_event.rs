//! Prints a request that WeChat would send to a callback address, the query on the first line and the body on the second, to
//! try a service with: `cargo run -p wechat-tickets --example sign_event --features events,mock -- TOKEN [KEY APPID]`.

use std::time::SystemTime;

use wechat_tickets::events::{CARD_EVENTS, EventError, Receiver};
use wechat_tickets::{CardPassCheck, EventHead, Timestamp, event_head};

fn main() -> Result<(), EventError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let receiver = match arguments.as_slice() {
        [token] => Receiver::builder(&CARD_EVENTS).secret(*token),
        [token, key, appid] => Receiver::builder(&CARD_EVENTS).secret(*token).key(*key).id(*appid),
        _ => {
            eprintln!("usage: sign_event TOKEN [KEY APPID]");
            std::process::exit(2);
        }
    };
    let now = Timestamp::from(SystemTime::now());
    let head = EventHead::new(event_head::Required {
        to_user_name: "gh_0123456789ab".to_owned(),
        from_user_name: "oHfb1uReader0001AbCdEfGhIjKl".to_owned(),
        create_time: now,
        msg_type: "event".to_owned(),
    });
    let passed = CardPassCheck::new("pXampleCard0001AbCdEfGhIjKlMn").into();
    let request = receiver.build()?.sign(&head, &passed, now)?;
    println!("{}\n{}", request.query, request.body);
    Ok(())
}
