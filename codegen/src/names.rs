//! The one place where names of the spec become names of Rust.
