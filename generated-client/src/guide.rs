//! How to do what most programs do, a page for each; every program in it compiles.

#[doc = include_str!("../docs/first_ticket.md")]
pub mod first_ticket {}

#[doc = include_str!("../docs/tokens.md")]
pub mod tokens {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/logs.md")]
pub mod logs {}

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

#[doc = include_str!("../docs/blocking.md")]
pub mod blocking {}
