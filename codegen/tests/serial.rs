//! A checked API that is written and read again is the same.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::Path;

use specwright::build::read_spec;
use specwright::check::check;
use specwright::ir::Api;

fn api(folder: &str) -> Api {
    let sources = read_spec(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    check(&sources).unwrap_or_else(|wrong| panic!("{}", wrong.render(&sources, false))).api
}

#[test]
fn every_part_of_an_api_is_read_as_it_was_written() {
    for folder in ["../spec", "tests/parcels/spec"] {
        let api = api(folder);
        let written = serde_json::to_string(&api).unwrap();
        let read: Api = serde_json::from_str(&written).unwrap();
        assert!(format!("{read:#?}") == format!("{api:#?}"), "{folder} is read differently");
    }
}

#[test]
fn what_is_no_api_is_refused() {
    let api = serde_json::to_value(api("../spec")).unwrap();
    for (pointer, wrong) in [("/operations/0/method", "SEND"), ("/models", "none")] {
        let mut changed = api.clone();
        *changed.pointer_mut(pointer).unwrap() = wrong.into();
        assert!(serde_json::from_value::<Api>(changed).is_err(), "{pointer}");
    }
}
