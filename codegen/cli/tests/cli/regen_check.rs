//! `regen --check`

use std::fs;

use crate::support::{Ran, Shop};

fn compare(shop: &Shop) -> Ran {
    shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"])
}

#[test]
fn no_drift_passes() {
    let shop = Shop::generated();
    let ran = compare(&shop);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, format!("{} generated files are as the spec says\n", shop.generated_files()));
}

#[test]
fn stale_missing_and_orphaned_files_are_listed_and_not_changed() {
    let shop = Shop::generated();
    shop.edit("client/src/generated/kind.rs", "A dog.", "A hound.");
    fs::remove_file(shop.path("client/src/generated/pet.rs")).unwrap();
    shop.put("client/src/generated/old.rs", "// Of a removed model.\n");
    let before = shop.client();
    let ran = compare(&shop);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    let list = "3 generated files are not as the spec says:\n\
                \x20 stale     client/src/generated/kind.rs\n\
                \x20 orphaned  client/src/generated/old.rs\n\
                \x20 missing   client/src/generated/pet.rs\n\
                to correct it, run: specwright regen --spec spec --out client\n";
    assert!(ran.stdout.ends_with(list), "{}", ran.stdout);
    let stale = "--- client/src/generated/kind.rs\n+++ client/src/generated/kind.rs\n@@ ";
    assert!(ran.stdout.contains(stale), "{}", ran.stdout);
    assert!(ran.stdout.contains("A hound.\n+"), "{}", ran.stdout);
    let orphaned = "--- client/src/generated/old.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-// Of a removed model.\n";
    assert!(ran.stdout.contains(orphaned), "{}", ran.stdout);
    assert!(ran.stdout.contains("--- /dev/null\n+++ client/src/generated/pet.rs\n@@ "), "{}", ran.stdout);
    assert_eq!(shop.client(), before);
}

#[test]
fn the_printed_command_corrects_it() {
    let shop = Shop::generated();
    fs::rename(shop.path("client"), shop.path("a client")).unwrap();
    shop.put("a client/src/generated/pet.rs", "edited");
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "a client"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.ends_with("run: specwright regen --spec spec --out 'a client'\n"), "{}", ran.stdout);
    assert_eq!(shop.run(&["regen", "--spec", "spec", "--out", "a client"]).code, Some(0));
    assert_eq!(shop.run(&["regen", "--check", "--spec", "spec", "--out", "a client"]).code, Some(0));
}

#[test]
fn a_crate_without_generated_files_is_reported_and_not_changed() {
    let shop = Shop::new();
    shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
    let ran = compare(&shop);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("  missing   client/src/generated/mod.rs\n"), "{}", ran.stdout);
    assert!(!shop.path("client/src").exists());
}

#[test]
fn crlf_line_endings_are_drift_and_stated() {
    let shop = Shop::generated();
    let text = shop.text("client/src/generated/kind.rs");
    shop.put("client/src/generated/kind.rs", text.replace('\n', "\r\n"));
    let ran = compare(&shop);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("has CRLF line endings"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("\n-"), "{}", ran.stdout);
}

#[test]
fn errors_of_the_spec_are_not_drift() {
    let shop = Shop::generated();
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    shop.put("client/src/generated/old.rs", "an orphan");
    let ran = compare(&shop);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
}
