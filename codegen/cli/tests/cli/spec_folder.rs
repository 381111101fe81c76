//! The files of a spec, and errors of the folder.

use crate::support::{Shop, run_in};

#[test]
fn a_missing_folder_fails_with_its_name() {
    let shop = Shop::new();
    for command in [&["check"] as &[&str], &["regen"], &["regen", "--check"], &["validate", "add_pet", "-"]] {
        let ran = shop.run(&[command, &["--spec", "nowhere", "--out", "client"]].concat());
        assert_eq!(ran.code, Some(2));
        assert_eq!(ran.stdout, "");
        assert!(ran.stderr.starts_with("error: cannot read `nowhere`: "), "{}", ran.stderr);
        assert!(shop.client().is_empty());
    }
}

#[test]
fn a_file_in_place_of_the_folder_fails() {
    let ran = Shop::new().run(&["check", "--spec", "spec/api.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error: cannot read `spec/api.yaml`: "), "{}", ran.stderr);
}

#[test]
fn a_folder_without_yaml_fails() {
    let shop = Shop::new();
    shop.put("empty/notes.txt", "api: pets");
    shop.put("empty/.hidden.yaml", "api: pets");
    let ran = shop.run(&["check", "--spec", "empty"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.starts_with("error: cannot read `empty`: no `.yaml` file in this folder"),
        "{}",
        ran.stderr
    );
}

#[test]
fn other_files_are_skipped() {
    let shop = Shop::generated();
    let before = shop.client();
    shop.put("spec/README.md", "# Notes");
    shop.put("spec/models/.#pet.yaml", "an editor's lock");
    shop.put("spec/.git/config.yaml", "something else");
    assert_eq!(shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]).code, Some(0));
    assert_eq!(shop.client(), before);
}

#[test]
fn the_extension_of_a_file_is_case_insensitive() {
    let shop = Shop::generated();
    shop.put("spec/models/CAT.YAML", "model: Pet\n");
    let ran = shop.run(&["check", "--spec", "spec"]);
    assert!(ran.stdout.contains("duplicate type name `Pet`"), "{}", ran.stdout);
}

#[test]
fn the_output_does_not_depend_on_the_current_folder() {
    let shop = Shop::generated();
    assert!(shop.text("client/src/generated/pet.rs").contains("from models/pet.yaml."));
    let folders =
        [("spec", ".", "../client"), ("spec/models", "..", "../../client"), ("client", "../spec/", ".")];
    for (here, spec, out) in folders {
        let ran = run_in(&shop.path(here), &["regen", "--check", "--spec", spec, "--out", out], b"");
        assert_eq!(ran.code, Some(0), "{here}: {}{}", ran.stdout, ran.stderr);
    }
    let (spec, out) = (shop.path("spec"), shop.path("client"));
    let absolute = ["regen", "--check", "--spec", spec.to_str().unwrap(), "--out", out.to_str().unwrap()];
    for here in [&std::env::temp_dir(), &spec, &spec.join("models")] {
        assert_eq!(run_in(here, &absolute, b"").code, Some(0));
    }
}

#[test]
fn paths_in_diagnostics_are_relative_to_the_current_folder() {
    let shop = Shop::broken();
    assert!(shop.run(&["check", "--spec", "spec"]).stdout.contains("spec/models/pet.yaml:5:41"));
    let inside = run_in(&shop.path("spec"), &["check", "--spec", "."], b"");
    assert!(inside.stdout.contains(" models/pet.yaml:5:41"), "{}", inside.stdout);
    let elsewhere = run_in(&shop.path("spec/models"), &["check", "--spec", "../../spec"], b"");
    assert!(elsewhere.stdout.contains(" ../../spec/models/pet.yaml:5:41"), "{}", elsewhere.stdout);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_parent_folder_is_not_followed_forever() {
    let shop = Shop::generated();
    std::os::unix::fs::symlink("..", shop.path("spec/models/up")).unwrap();
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_dangling_link_fails_with_its_name() {
    let shop = Shop::new();
    std::os::unix::fs::symlink("gone.yaml", shop.path("spec/lost.yaml")).unwrap();
    std::os::unix::fs::symlink("self.yaml", shop.path("spec/models/self.yaml")).unwrap();
    let ran = shop.run(&["check", "--spec", "spec"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.starts_with("error: cannot read `spec/lost.yaml`: "), "{}", ran.stderr);
    let help = "help: it was deleted after the folder was listed, or is a dangling symbolic link\n";
    assert!(ran.stderr.ends_with(help), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_file_fails_immediately_with_its_name() {
    let shop = Shop::new();
    let made = std::process::Command::new("mkfifo").arg(shop.path("spec/models/pipe.yaml")).status().unwrap();
    assert!(made.success());
    for command in [&["check"] as &[&str], &["fmt"], &["regen", "--out", "client"]] {
        let ran = shop.run(&[command, &["--spec", "spec"]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{command:?}");
        assert!(
            ran.stderr.starts_with("error: cannot read `spec/models/pipe.yaml`: not a file\n"),
            "{}",
            ran.stderr
        );
    }
}
