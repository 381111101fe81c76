//! The reference: its pages by `regen`, its site by `docs`.

use std::fs;

use crate::support::{Ran, Shop};

const MANIFEST: &str = "[package]\nname = \"pets\"\n\n[package.metadata.specwright]\nreference = \"reference\"\n\
                        reference-zh = \"docs/README.zh-CN.md\"\n";

fn regen(shop: &Shop, more: &[&str]) -> Ran {
    shop.run(&[&["regen", "--spec", "spec", "--out", "client"], more].concat())
}

fn with_reference() -> Shop {
    let shop = Shop::new();
    shop.put("client/Cargo.toml", MANIFEST);
    let ran = regen(&shop, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    shop
}

#[test]
fn regen_writes_the_pages_that_the_manifest_wants() {
    let shop = with_reference();
    assert!(shop.text("client/reference/operations/add_pet.md").contains("use pets::*;"));
    assert!(shop.text("client/docs/README.zh-CN.md").contains("](../reference/operations/add_pet.md)"));
    assert_eq!(regen(&shop, &["--check"]).code, Some(0));

    let without = Shop::generated();
    assert!(!without.path("client/reference").exists());
}

#[test]
fn pages_that_differ_and_foreign_ones_are_reported_and_corrected() {
    let shop = with_reference();
    shop.edit("client/reference/operations/add_pet.md", "Takes an animal in.", "Sells an animal.");
    shop.put("client/reference/notes.md", "Of a person.\n");
    let ran = regen(&shop, &["--check"]);
    assert_eq!(ran.code, Some(1));
    for line in ["orphaned  client/reference/notes.md", "stale     client/reference/operations/add_pet.md"] {
        assert!(ran.stdout.contains(line), "{}", ran.stdout);
    }
    assert_eq!(regen(&shop, &[]).code, Some(0));
    assert!(!shop.path("client/reference/notes.md").exists());
    assert_eq!(regen(&shop, &["--check"]).code, Some(0));
}

#[test]
fn a_folder_of_a_person_is_not_taken() {
    let shop = Shop::generated();
    shop.put("client/Cargo.toml", MANIFEST);
    shop.put("client/reference/notes.md", "Of a person.\n");
    let ran = regen(&shop, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`client/reference/notes.md` is not of this generator"), "{}", ran.stderr);
    assert_eq!(shop.text("client/reference/notes.md"), "Of a person.\n");
    assert!(!shop.path("client/reference/README.md").exists());
}

#[test]
fn a_folder_elsewhere_is_refused() {
    for folder in ["../reference", "/reference", "src", "src/reference", "."] {
        let shop = Shop::generated();
        shop.put("client/Cargo.toml", MANIFEST.replace("\"reference\"", &format!("{folder:?}")));
        let ran = regen(&shop, &[]);
        assert_eq!(ran.code, Some(2), "{folder}: {}", ran.stdout);
        assert!(ran.stderr.contains("has a `reference` that is not a folder of its own"), "{}", ran.stderr);
    }
}

/// Programs in place of mdBook and npm, which do what `docs` relies on.
#[cfg(unix)]
fn tools(shop: &Shop) -> std::process::Command {
    use std::os::unix::fs::PermissionsExt;

    shop.put(
        "tools/mdbook",
        "#!/bin/sh\n[ \"$1 $3\" = 'build --dest-dir' ] && rm -rf \"$4\" && cp -R \"$2/src\" \"$4\"\n",
    );
    shop.put(
        "tools/npm",
        "#!/bin/sh\n[ \"$1\" = ci ] && mkdir -p node_modules/minisearch/dist/umd && \
         echo search > node_modules/minisearch/dist/umd/index.js\n",
    );
    for tool in ["tools/mdbook", "tools/npm"] {
        fs::set_permissions(shop.path(tool), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let arguments = ["docs", "--spec", "spec", "--out", "client", "--site", "site"];
    let mut command = crate::support::command(&shop.path(""), &arguments);
    let path = std::env::join_paths([shop.path("tools"), "/bin".into(), "/usr/bin".into()]).unwrap();
    command.env("PATH", path).env_remove("MDBOOK");
    command
}

#[cfg(unix)]
#[test]
fn docs_writes_a_site_and_replaces_only_its_own() {
    let shop = Shop::generated();
    shop.put("checker/checker.js", "// checks");
    shop.put("checker/parts/checker.wasm", "wasm");
    let run = |more: &[&str]| tools(&shop).args(more).output().unwrap();
    assert_eq!(run(&["--checker", "checker"]).status.code(), Some(0));
    assert_eq!(shop.text("site/minisearch.js"), "search\n");
    assert_eq!(shop.text("site/checker/parts/checker.wasm"), "wasm");
    let page = shop.text("site/checker.md");
    assert!(page.contains("<div id=\"specwright-checker\">"), "{page}");
    let operation = shop.text("site/operations/add_pet.md");
    assert!(operation.contains("](../checker.md#operation=add_pet)"), "{operation}");
    assert!(shop.text("site/SUMMARY.md").contains("(checker.md)"));

    let without = run(&["--lang", "zh"]);
    assert_eq!(without.status.code(), Some(0));
    if !cfg!(feature = "checker") {
        let words = String::from_utf8(without.stderr).unwrap();
        assert!(words.contains("the site has no checker of requests: this build cannot make it"), "{words}");
    }
    assert_eq!(run(&["--lang", "zh", "--no-checker"]).status.code(), Some(0));
    assert!(!shop.path("site/checker.md").exists());
    assert!(shop.text("site/operations/add_pet.md").contains("## 响应"));

    let absent = run(&["--checker", "nowhere"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(String::from_utf8(absent.stderr).unwrap().contains("`nowhere` has no `checker.js`"));

    fs::remove_file(shop.path("site/search-index.js")).unwrap();
    let refused = run(&[]);
    assert_eq!(refused.status.code(), Some(2));
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(words.contains("`site` has files that `docs` did not write"), "{words}");
    assert!(shop.path("site/SUMMARY.md").exists());
}

#[cfg(unix)]
#[test]
fn docs_says_how_to_get_mdbook() {
    let shop = Shop::generated();
    let mut command = tools(&shop);
    fs::remove_file(shop.path("tools/mdbook")).unwrap();
    let ran = command.env("MDBOOK", "no-such-mdbook").output().unwrap();
    let words = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{words}");
    assert!(
        words.contains("cannot run `no-such-mdbook`") && words.contains("cargo install --locked mdbook@"),
        "{words}"
    );
}
