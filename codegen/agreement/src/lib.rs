//! Random APIs, compiled by the build script. The tests hold all that judges a request against each other: the compiled validators,
//! the interpreter, the exported JSON Schema, the mock of the generated crate, the mock server, and the strategies.
#![allow(missing_docs, reason = "the modules are generated from specs without documentation")]

include!(concat!(env!("OUT_DIR"), "/specs.rs"));
