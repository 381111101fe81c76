//! All that judges a request judges alike, for every operation of each API.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

#[path = "../../tests/support/verdict.rs"]
mod verdict;

use std::collections::BTreeSet;
use std::path::Path;

use verdict::Verdict;

macro_rules! tests {
    ($($module:ident)*) => {$(
        #[test]
        fn $module() {
            let folder = Path::new(concat!(env!("OUT_DIR"), "/", stringify!($module)));
            let sources = specwright::build::read_spec(folder).unwrap();
            let api = specwright::check::check(&sources).unwrap().api;
            let mut verdict =
                Verdict { api, spec: &specwright_agreement::$module::operations::API, cases: 32, visited: BTreeSet::new() };
            specwright_agreement::$module::operations::each(&mut verdict);
            assert_eq!(verdict.visited.len(), verdict.api.operations.len());
        }
    )*};
}

specwright_agreement::each_api!(tests);
