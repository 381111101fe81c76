#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod seal;
mod store;
mod worker;

pub use redis;
pub use store::RedisStore;
