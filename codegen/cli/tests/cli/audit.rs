//! `audit`

use crate::support::Shop;

const DOCUMENT: &str = "# 2.1 Animals\n\
    Name | Required | Type | Description |\n\
    ---|---|---|---|\n\
    name | yes | string(12) | At most 4 Chinese characters |\n\
    kind | no | string | cat or dog |\n\
    legs | no | int | How many |\n";

/// A shop whose spec has sections, and a document that agrees with it.
fn documented() -> Shop {
    let shop = Shop::new();
    shop.edit("spec/models/pet.yaml", "doc: An animal.", "doc: An animal.\nsection: \"2.1\"");
    shop.edit("spec/models/pet.yaml", "max_bytes: 12,", "max_bytes: 12, max_cjk: 4,");
    shop.put("docs.md", DOCUMENT);
    shop
}

#[test]
fn a_spec_that_agrees_exits_with_0() {
    let shop = documented();
    let ran = shop.run(&["audit", "docs.md", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, "3 rows in 1 table: no differences except those that a pin explains\n");
    let piped = shop.run_with(&["audit", "-", "--spec", "spec"], DOCUMENT.as_bytes());
    assert_eq!((piped.code, piped.stdout), (Some(0), ran.stdout));
    let github = shop.run(&["audit", "docs.md", "--spec", "spec", "--format", "github"]);
    assert_eq!((github.code, github.stdout.as_str()), (Some(0), ""));
}

#[test]
fn a_difference_exits_with_1_and_names_both_places() {
    let shop = documented();
    shop.edit("docs.md", "string(12)", "string(15)");
    shop.edit("docs.md", "legs |", "wings |");
    let said = |format: &str| {
        let ran = shop.run(&["audit", "docs.md", "--spec", "spec", "--format", format]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
        ran.stdout
    };
    insta::assert_snapshot!("audit_text", said("text"));
    insta::assert_snapshot!("audit_json", said("json"));
    insta::assert_snapshot!("audit_github", said("github"));
}

#[test]
fn several_documents_are_one_documentation() {
    let shop = documented();
    shop.edit("spec/models/pet.yaml", "legs: { type: int", "legs: { section: Newer, type: int");
    shop.edit("docs.md", "legs | no | int | How many |\n", "");
    shop.put("newer.md", "# Newer\nName | Required | Type |\n---|---|---|\nlegs | no | string |\n");
    let one = shop.run(&["audit", "docs.md", "--spec", "spec"]);
    assert!(one.stdout.contains("absent: section Newer"), "{}", one.stdout);
    let both = shop.run(&["audit", "docs.md", "newer.md", "--spec", "spec"]);
    assert_eq!(both.code, Some(1), "{}", both.stderr);
    let differs = "type: Pet.legs\n  documented  string\n              newer.md:4, section Newer\n";
    assert!(both.stdout.starts_with(differs), "{}", both.stdout);
    shop.edit("newer.md", "string", "int");
    let both = shop.run(&["audit", "docs.md", "newer.md", "--spec", "spec"]);
    assert_eq!(both.stdout, "3 rows in 2 tables: no differences except those that a pin explains\n");
    shop.put("empty.md", "# Newest\n");
    let none = shop.run(&["audit", "docs.md", "empty.md", "--spec", "spec"]);
    assert!(none.stderr.contains("`empty.md` has no table of parameters"), "{}", none.stderr);
}

#[test]
fn a_document_that_cannot_be_compared_exits_with_2() {
    let shop = documented();
    shop.put("empty.md", "# 2.1 Animals\n");
    shop.put("latin.md", b"# 2.1 caf\xe9\n");
    let said = |file: &str| {
        let ran = shop.run(&["audit", file, "--spec", "spec"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{file}");
        ran.stderr
    };
    assert!(said("empty.md").contains("`empty.md` has no table of parameters"));
    assert!(said("latin.md").contains("`latin.md` is not UTF-8: invalid byte at offset 9"));
    assert!(said("gone.md").contains("cannot read `gone.md`"));
    let broken = Shop::broken();
    broken.put("docs.md", DOCUMENT);
    assert_eq!(broken.run(&["audit", "docs.md", "--spec", "spec"]).code, Some(2));
}
