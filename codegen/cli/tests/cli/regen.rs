//! `regen`

use std::fs;
use std::time::Duration;

use crate::support::{Ran, Shop};

fn regen(shop: &Shop) -> Ran {
    shop.run(&["regen", "--spec", "spec", "--out", "client"])
}

/// Waits so that files written from now on have a later time.
fn wait_a_tick() {
    std::thread::sleep(Duration::from_millis(20));
}

#[test]
fn a_second_run_writes_nothing() {
    let shop = Shop::generated();
    let before = shop.client();
    assert!(before.contains_key("src/generated/pet.rs"));
    wait_a_tick();
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.stdout, format!("{} generated files are as the spec says\n", shop.generated_files()));
    assert_eq!(shop.client(), before);
}

#[test]
fn only_what_changed_is_written() {
    let shop = Shop::generated();
    let before = shop.client();
    wait_a_tick();
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stdout
            .starts_with("  wrote    client/src/generated/kind.rs\n1 generated file written, 0 deleted, ")
    );
    let after = shop.client();
    let changed: Vec<_> = after.iter().filter(|(name, file)| before.get(*name) != Some(file)).collect();
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].0, "src/generated/kind.rs");
}

#[test]
fn edited_and_deleted_files_are_restored() {
    let shop = Shop::generated();
    let contents =
        |shop: &Shop| shop.client().into_iter().map(|(name, (bytes, _))| (name, bytes)).collect::<Vec<_>>();
    let before = contents(&shop);
    shop.put("client/src/generated/pet.rs", "edited");
    fs::remove_file(shop.path("client/src/generated/kind.rs")).unwrap();
    assert_eq!(regen(&shop).code, Some(0));
    assert_eq!(contents(&shop), before);
}

#[test]
fn orphans_are_deleted_in_the_generated_folder_only() {
    let shop = Shop::generated();
    let outside = [
        "client/src/lib.rs",
        "client/src/other.rs",
        "client/src/generated.rs",
        "client/Cargo.toml",
        "pet.rs",
    ];
    let by_hand = "[package]\nname = \"pets\" # by hand\n";
    for path in outside {
        shop.put(path, by_hand);
    }
    shop.put("client/src/generated/old.rs", "of a removed model");
    shop.put("client/src/generated/.hidden", "left by an editor");
    shop.put("client/src/generated/deep/er/old.rs", "in a folder");
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.contains("  deleted  client/src/generated/deep/er/old.rs\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("0 generated files written, 3 deleted, "), "{}", ran.stdout);
    for path in outside {
        assert_eq!(shop.text(path), by_hand);
    }
    assert!(!shop.path("client/src/generated/old.rs").exists());
    assert!(!shop.path("client/src/generated/.hidden").exists());
    assert!(!shop.path("client/src/generated/deep").exists());
}

#[test]
fn the_files_of_a_removed_model_are_orphans() {
    let shop = Shop::generated();
    shop.edit("spec/models/pet.yaml", "  kind: { type: Kind, doc: What it is. }\n", "");
    fs::remove_file(shop.path("spec/models/kind.yml")).unwrap();
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!shop.path("client/src/generated/kind.rs").exists());
}

#[test]
fn a_spec_with_errors_writes_nothing() {
    let shop = Shop::generated();
    shop.put("client/src/generated/old.rs", "an orphan");
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    shop.edit("spec/models/pet.yaml", "max_bytes", "max_length");
    let before = shop.client();
    let ran = regen(&shop);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("error[SW0301]: "), "{}", ran.stderr);
    assert_eq!(shop.client(), before);
}

#[test]
fn a_folder_in_place_of_a_file_is_an_error_and_nothing_is_written() {
    let shop = Shop::generated();
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    fs::remove_file(shop.path("client/src/generated/pet.rs")).unwrap();
    shop.put("client/src/generated/pet.rs/notes.txt", "by hand");
    let before = shop.client();
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`client/src/generated/pet.rs` is a folder"), "{}", ran.stderr);
    assert_eq!(shop.client(), before);
}

#[test]
fn a_file_in_place_of_a_folder_is_an_error() {
    for obstacle in ["client", "client/src", "client/src/generated"] {
        let shop = Shop::new();
        shop.put(obstacle, "by hand");
        let ran = regen(&shop);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.starts_with(&format!("error: `{obstacle}` is not a folder")), "{}", ran.stderr);
        assert_eq!(shop.text(obstacle), "by hand");
    }
}

#[test]
fn a_folder_that_is_not_a_crate_is_an_error() {
    for check in [&["--check"][..], &[]] {
        let shop = Shop::new();
        let ran = shop.run(&[&["regen", "--spec", "spec", "--out", "pets"], check].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(
            ran.stderr.starts_with("error: `pets` is not a crate: it has no `Cargo.toml`\n"),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains("`specwright new client NAME --spec spec --out pets`"), "{}", ran.stderr);
        assert!(!shop.path("pets").exists());
    }
}

#[test]
fn another_spec_requires_another_crate() {
    let shop = Shop::new();
    shop.put("Cargo.toml", "[package]\nname = \"pets\"\n");
    assert_eq!(shop.run(&["regen"]).code, Some(0));
    fs::rename(shop.path("spec"), shop.path("pets")).unwrap();
    assert_eq!(shop.run(&["regen", "--spec", "pets"]).code, Some(0), "no other API is here");
    shop.put("spec/api.yaml", "api: birds\nserver: https://birds.example\n");
    let ran = shop.run(&["regen", "--spec", "pets"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("error: `--spec pets` needs `--out DIR`"), "{}", ran.stderr);
}

#[test]
fn another_crate_requires_another_spec() {
    let shop = Shop::generated();
    assert_eq!(shop.run(&["regen", "--out", "client"]).code, Some(0), "no other client is here");
    shop.put("Cargo.toml", "[package]\nname = \"pets\"\n");
    assert_eq!(shop.run(&["regen"]).code, Some(0));
    shop.edit("spec/models/kind.yml", "A dog.", "A hound.");
    let before = shop.client();
    let ran = shop.run(&["regen", "--out", "client"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.starts_with("error: `--out client` needs `--spec DIR`"), "{}", ran.stderr);
    assert_eq!(shop.client(), before);
    // The command that the check prints has both.
    let ran = shop.run(&["regen", "--check", "--out", "client"]);
    let command = ran.stdout.lines().last().unwrap().split_once("specwright ").unwrap().1;
    let ran = shop.run(&command.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(shop.text("client/src/generated/kind.rs").contains("A hound."));
}

#[test]
fn files_of_another_generator_are_not_deleted_or_replaced() {
    let regen_into = |files: &[(&str, &str)]| {
        let shop = Shop::new();
        shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
        for (path, text) in files {
            shop.put(&format!("client/{path}"), text);
        }
        let before = shop.client();
        for check in [&[][..], &["--check"]] {
            let ran = shop.run(&[&["regen", "--spec", "spec", "--out", "client"], check].concat());
            let reported = format!("error: `client/{}` is not of this generator", files[0].0);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
            assert!(ran.stderr.starts_with(&reported), "{}", ran.stderr);
            assert_eq!(shop.client(), before);
        }
    };
    regen_into(&[
        ("src/generated/notes.txt", "by hand"),
        ("src/generated/pb.rs", "// @generated by prost-build\n"),
    ]);
    regen_into(&[("src/generated/mod.rs", "pub mod pb;\n")]);
}

#[test]
fn an_empty_file_is_replaced() {
    let shop = Shop::new();
    shop.put("client/Cargo.toml", "[package]\nname = \"pets\"\n");
    shop.put("client/src/generated/mod.rs", "");
    assert_eq!(regen(&shop).code, Some(0));
    assert!(shop.text("client/src/generated/mod.rs").contains("mod pet;"));
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_linked_folder_is_an_error() {
        let shop = Shop::new();
        shop.put("elsewhere/precious.rs", "by hand");
        fs::create_dir_all(shop.path("client/src")).unwrap();
        symlink(shop.path("elsewhere"), shop.path("client/src/generated")).unwrap();
        let ran = regen(&shop);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.starts_with("error: `client/src/generated` is a symbolic link"), "{}", ran.stderr);
        let left: Vec<_> = fs::read_dir(shop.path("elsewhere")).unwrap().collect();
        assert_eq!(left.len(), 1);
    }

    #[test]
    fn links_in_the_folder_are_deleted_and_their_targets_are_kept() {
        let shop = Shop::generated();
        shop.put("elsewhere/precious.rs", "by hand");
        symlink(shop.path("elsewhere"), shop.path("client/src/generated/folder")).unwrap();
        symlink(shop.path("elsewhere/precious.rs"), shop.path("client/src/generated/file.rs")).unwrap();
        fs::remove_file(shop.path("client/src/generated/pet.rs")).unwrap();
        symlink(shop.path("elsewhere/precious.rs"), shop.path("client/src/generated/pet.rs")).unwrap();
        assert_eq!(regen(&shop).code, Some(0));
        assert_eq!(shop.text("elsewhere/precious.rs"), "by hand");
        assert!(shop.text("client/src/generated/pet.rs").contains("pub struct Pet"));
        assert!(!shop.path("client/src/generated/pet.rs").is_symlink());
        assert!(!shop.path("client/src/generated/folder").is_symlink());
        assert!(!shop.path("client/src/generated/file.rs").is_symlink());
    }
}

const MODELINE: &str = "# yaml-language-server: $schema=../spec.schema.json\n";

#[test]
fn the_schema_is_written_if_the_spec_refers_to_it() {
    let shop = Shop::generated();
    shop.put("spec/notes.txt", "by hand");
    assert!(!shop.path("spec/spec.schema.json").exists(), "nobody has asked for it");
    shop.put("spec/models/pet.yaml", format!("{MODELINE}{}", shop.text("spec/models/pet.yaml")));
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stdout.contains("  missing   spec/spec.schema.json\n"), "{}", ran.stdout);
    assert!(!shop.path("spec/spec.schema.json").exists());
    let ran = regen(&shop);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("  wrote    spec/spec.schema.json\n1 generated file written, "));
    assert!(shop.text("spec/spec.schema.json").ends_with("}\n"));
    shop.edit("spec/spec.schema.json", "draft-07", "draft-08");
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert!(ran.stdout.contains("  stale     spec/spec.schema.json\n"), "{}", ran.stdout);
    assert_eq!(regen(&shop).code, Some(0));
    assert!(shop.text("spec/spec.schema.json").contains("draft-07"));
    // Without a reference, an existing schema is not updated.
    shop.edit("spec/models/pet.yaml", MODELINE, "");
    assert_eq!(regen(&shop).code, Some(0));
    assert!(shop.path("spec/spec.schema.json").exists());
    assert_eq!(shop.text("spec/notes.txt"), "by hand");
}

#[test]
fn a_schema_in_another_place_is_not_written() {
    let shop = Shop::generated();
    let modeline = "# yaml-language-server: $schema=../../spec.schema.json\n";
    shop.put("spec/models/pet.yaml", format!("{modeline}{}", shop.text("spec/models/pet.yaml")));
    assert_eq!(regen(&shop).code, Some(0));
    assert!(!shop.path("spec/spec.schema.json").exists());
}
