//! Common tasks, a page for each; every program in it compiles.
//!
//! Complete programs are in the folder `examples` of the crate. They need no account and no network, and print every
//! request and reply:
//!
//! | `cargo run -p wechat-tickets --example …` | shows |
//! |---|---|
//! | `ticket_office` | tickets that are created, and refused |
//! | `boarding_desk --features blocking` | check-in and its cancellation, without async |
//! | `axum_handler` | a web service: errors become statuses |
//! | `shared_credentials` | several processes share their credentials by Redis |
//! | `receive_events --features events,mock` | a web service that receives events |
//! | `life_of_a_ticket --all-features` | the whole life of a ticket, from the logo to the door |
//! | `sign_event --features events,mock -- TOKEN` | a request with an event, to try a service with |

#[doc = include_str!("../docs/first_ticket.md")]
pub mod first_ticket {}

#[doc = include_str!("../docs/redemption.md")]
pub mod redemption {}

#[doc = include_str!("../docs/tokens.md")]
pub mod tokens {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/migration.md")]
pub mod migration {}

#[cfg(feature = "events")]
#[doc = include_str!("../docs/events.md")]
pub mod events {}

#[doc = include_str!("../docs/logs.md")]
pub mod logs {}

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

#[doc = include_str!("../docs/blocking.md")]
pub mod blocking {}
