//! The functions for a `build.rs`.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use specwright::Options;
use specwright::build::{compile, compile_with};

#[test]
fn the_examples_import_the_library_of_the_package() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parcels/spec");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let imports = || {
        let code = fs::read_to_string(out.join("api.rs")).unwrap();
        let lines = code.lines().filter_map(|line| line.trim_start().strip_prefix("/// "));
        let imports = lines.filter(|line| line.ends_with("::*;"));
        imports.map(|line| line.trim_start_matches("# ").to_owned()).collect::<BTreeSet<_>>()
    };
    // Cargo passes the package's name to a test, as to a build script.
    compile(&spec, out).unwrap();
    assert_eq!(imports(), BTreeSet::from(["use specwright::*;".to_owned()]));
    compile_with(&spec, out, &Options::default().public_path("depot::api")).unwrap();
    assert_eq!(imports(), BTreeSet::from(["use depot::api::*;".to_owned()]));
    compile_with(&spec, out, &Options::default()).unwrap();
    assert_eq!(imports(), BTreeSet::from(["use parcels::*;".to_owned()]));
}
