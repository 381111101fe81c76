//! The examples in a client's documentation import the items of its crate.

use std::process::Command;

use crate::support::{Ran, Shop};

fn regen(shop: &Shop) -> Ran {
    shop.run(&["regen", "--spec", "spec", "--out", "client"])
}

/// Asserts that every example imports the items from this path.
fn assert_imports(shop: &Shop, path: &str) {
    for file in ["pet.rs", "kind.rs", "client.rs", "blocking.rs"] {
        let code = shop.text(&format!("client/src/generated/{file}"));
        let imports: Vec<_> =
            code.lines().filter(|line| line.contains("/// ") && line.ends_with("::*;")).collect();
        assert!(!imports.is_empty(), "{file} has no example");
        for import in imports {
            assert!(import.ends_with(&format!(" use {path}::*;")), "{file}: {import}");
        }
    }
}

/// Asserts that this number of examples pass.
fn assert_pass(shop: &Shop, examples: usize) {
    // The versions that the workspace is tested with.
    shop.put("client/Cargo.lock", include_str!("../../../../Cargo.lock"));
    let output = Command::new(env!("CARGO"))
        .args(["test", "--doc", "--quiet", "--no-default-features", "--features", "blocking", "--target-dir"])
        .arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/new-client"))
        .current_dir(shop.path("client"))
        .output()
        .unwrap();
    let (reported, failed) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{reported}{failed}");
    assert!(reported.contains(&format!("ok. {examples} passed; ")), "{reported}");
}

#[test]
fn they_pass_in_a_crate_with_another_name_than_its_api() {
    let shop = Shop::new();
    let ran = shop.run(&["new", "client", "animal-house", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_imports(&shop, "animal_house");
    // A model, its texts, an enumeration, the operations, both clients, and of the async one two operations and a call by path.
    assert_pass(&shop, 9);

    shop.edit(
        "client/src/lib.rs",
        "pub use generated::*;",
        "pub mod api {\n    pub use crate::generated::*;\n}",
    );
    shop.edit(
        "client/Cargo.toml",
        "[features]",
        "[package.metadata.specwright]\npublic-path = \"animal_house::api\"\n\n[features]",
    );
    assert_eq!(regen(&shop).code, Some(0));
    assert_imports(&shop, "animal_house::api");
    assert_pass(&shop, 9);
}

#[test]
fn they_import_the_library_of_the_manifest() {
    let shop = Shop::generated();
    assert_imports(&shop, "pets");
    shop.put("client/Cargo.toml", "[package]\nname = \"pet-shop\"\n");
    assert_eq!(regen(&shop).code, Some(0));
    assert_imports(&shop, "pet_shop");
    shop.put("client/Cargo.toml", "[package]\nname = \"pet-shop\"\n[lib]\nname = \"shop\"\n");
    assert_eq!(regen(&shop).code, Some(0));
    assert_imports(&shop, "shop");
}

#[test]
fn an_invalid_manifest_writes_nothing() {
    let shop = Shop::generated();
    shop.put("client/Cargo.toml", "[package\n");
    shop.edit("spec/models/pet.yaml", "An animal.", "An animal of ours.");
    let before = shop.client();
    let ran = regen(&shop);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("error: `client/Cargo.toml` is not valid TOML: "), "{}", ran.stderr);
    assert_eq!(shop.client(), before);
}
