//! A client of an API that nobody runs, made by `build.rs` from `spec/`.

mod generated {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

pub use generated::*;
