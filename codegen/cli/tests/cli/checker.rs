//! `checker`. What it writes is opened in a browser by the conformance checks.

use crate::support::Shop;

#[test]
fn the_folder_must_be_named() {
    let ran = Shop::new().run(&["checker", "--spec", "spec"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the folder for the files is missing"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`--out DIR` names it"), "{}", ran.stderr);
}

#[test]
fn a_spec_with_errors_is_reported_before_anything_is_compiled() {
    let shop = Shop::broken();
    let ran = shop.run(&["checker", "--spec", "spec", "--out", "site"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("error[SW"), "{}", ran.stderr);
    assert!(!shop.path("site").exists());
}
