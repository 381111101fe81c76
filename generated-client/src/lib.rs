//! A typed client for WeChat's special-ticket cards: tickets for meetings, scenic areas and movies, and
//! boarding passes.
//!
//! Everything below `generated/` is made from `spec/` by `cargo xtask regen`.
//!
//! ```no_run
//! # async fn example() -> Result<(), wechat_tickets::Error> {
//! use wechat_tickets::*;
//!
//! let source = StableToken::new(stable_token_request::Required {
//!     appid: "wx0123456789".into(),
//!     secret: "app secret".into(),
//! });
//! let client = Client::builder().token_source(source).build()?;
//! let base = BaseInfo::new(base_info::Required {
//!     logo_url: lit!("https://mmbiz.qpic.cn/logo/0"),
//!     code_type: CodeType::Text,
//!     brand_name: lit!("票务公司"), // a literal that is too long does not build
//!     title: lit!("年会入场券"),
//!     color: Color::Color010,
//!     notice: lit!("请向检票员出示"),
//!     description: String::from("一人一票。").into(),
//!     sku: Sku::new(500),
//!     date_info: FixedRange::new(fixed_range::Required {
//!         begin_timestamp: Timestamp::from_unix_seconds(1_764_547_200),
//!         end_timestamp: Timestamp::from_unix_seconds(1_764_633_599),
//!     })
//!     .into(),
//! })
//! .service_phone("020-88888888");
//! let card = client.create_meeting_ticket(MeetingTicket::new(base, "地点：大礼堂")).await?;
//! println!("{}", card.card_id);
//! # Ok(())
//! # }
//! ```
//!
//! A missing required field does not compile. What types cannot express (conditions, ranges, order, lengths of
//! text from elsewhere) is validated before anything is sent; the error lists every violation with its
//! path on the wire, in bytes and in CJK characters.
//!
//! # Where to look
//!
//! - Operations: the methods of [`Client`]; `blocking::Client` has the same ones without async.
//! - Building a client: [`Client::builder`], [`ClientBuilder`], and the token sources [`StableToken`] and [`ClassicToken`].
//! - Errors: [`Error`], [`ErrorCode`] and [`ErrorClass`]; [`Report`] for limits.
//! - Models: one type each, such as [`MeetingTicket`]; this documentation shows them in [`models`]. The module of its name
//!   has the arguments of its constructors and the types that name its text fields: [`meeting_ticket`].
//!
//! The [`guide`] explains more: tokens, errors and retries, logs, testing, the client without async. The search of this
//! documentation also finds names on the wire: `CODE_TYPE_QRCODE`, `40001`, `/card/create`.
//!
//! # Features
//!
#![doc = include_str!("../docs/features.md")]
//!
//! Without default features the client has no transport of its own (set one with `Client::builder().transport(…)`)
//! and compiles no procedural macro.
//!
//! # Versions
//!
//! The crate follows semantic versioning. A field that becomes required, a renamed item and a changed type
//! are breaking; new operations, optional fields, values, error codes and changed limits are not. Types of replies are
//! open: an enumeration has `Unknown`, an object keeps unknown fields. A newer minimum version of Rust (now
//! 1.85) is released with a minor version. Dependencies may require a newer one: Cargo's resolver 3, that of edition
//! 2024, selects versions that do not.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[rustfmt::skip]
mod generated;
pub mod guide;
#[cfg(feature = "jssdk")]
pub mod jssdk;

pub use generated::*;

/// The README's programs compile.
#[cfg(all(doctest, feature = "blocking", feature = "mock", feature = "proptest"))]
#[doc = include_str!("../../README.md")]
struct Readme;
