//! `fmt`

use std::fs;

use crate::support::Shop;

/// A shop with formatted files.
fn shop() -> Shop {
    let shop = Shop::new();
    let ran = shop.run(&["fmt", "--spec", "spec"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("  formatted  spec/api.yaml\n"), "{}", ran.stdout);
    shop
}

#[test]
fn a_second_run_writes_nothing() {
    let shop = shop();
    let written = || fs::metadata(shop.path("spec/models/pet.yaml")).unwrap().modified().unwrap();
    let before = written();
    let ran = shop.run(&["fmt", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "5 files are formatted\n"));
    assert_eq!(written(), before);
    let ran = shop.run(&["fmt", "--check", "--spec", "spec"]);
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (Some(0), "5 files are formatted\n", "")
    );
}

#[test]
fn a_check_shows_the_differences_and_the_command() {
    let shop = shop();
    shop.edit("spec/models/pet.yaml", "name: { type", "name:   {type");
    let before = shop.text("spec/models/pet.yaml");
    let ran = shop.run(&["fmt", "--check", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(ran.stdout);
    assert_eq!(shop.text("spec/models/pet.yaml"), before);
    let ran = shop.run(&["fmt", "--check", "--spec", "spec", "--format", "github"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.starts_with("::error file=spec/models/pet.yaml,title=stale::not formatted; "),
        "{}",
        ran.stdout
    );
}

#[test]
fn invalid_yaml_is_skipped_and_other_files_are_formatted() {
    let shop = shop();
    shop.edit("spec/models/pet.yaml", "doc: An animal.", "doc: {  An animal.");
    shop.edit("spec/api.yaml", "api: ", "api:   ");
    let broken = shop.text("spec/models/pet.yaml");
    for (arguments, format) in [(&["fmt"][..], "text"), (&["fmt", "--check", "--format", "json"], "json")] {
        let ran = shop.run(&[arguments, &["--spec", "spec"]].concat());
        assert_eq!(ran.code, Some(2), "{format}");
        let reported = if format == "json" { &ran.stdout } else { &ran.stderr };
        assert!(reported.contains("SW0002") && reported.contains("spec/models/pet.yaml"), "{reported}");
    }
    assert_eq!(shop.text("spec/models/pet.yaml"), broken);
    assert!(shop.text("spec/api.yaml").starts_with("api: pets\n"));
}

#[cfg(unix)]
#[test]
fn the_target_of_a_link_is_formatted() {
    let shop = shop();
    shop.put("elsewhere/toy.yaml", "model:   Toy\n");
    std::os::unix::fs::symlink("../elsewhere/toy.yaml", shop.path("spec/toy.yaml")).unwrap();
    let ran = shop.run(&["fmt", "--spec", "spec"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(fs::symlink_metadata(shop.path("spec/toy.yaml")).unwrap().is_symlink());
    assert_eq!(shop.text("elsewhere/toy.yaml"), "model: Toy\n");
}

#[test]
fn crlf_line_endings_are_stated() {
    let shop = shop();
    shop.put("spec/models/pet.yaml", shop.text("spec/models/pet.yaml").replace('\n', "\r\n"));
    let ran = shop.run(&["fmt", "--check", "--spec", "spec"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stdout.contains("CRLF line endings; generated and formatted files have LF"),
        "{}",
        ran.stdout
    );
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let shop = shop();
    shop.edit("spec/models/pet.yaml", "model: ", "model:   ");
    let path = shop.path("spec/models/pet.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(shop.run(&["fmt", "--spec", "spec"]).code, Some(0));
    assert!(shop.text("spec/models/pet.yaml").contains("model: Pet\n"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

// Other systems do not allow such names.
#[cfg(target_os = "linux")]
#[test]
fn a_name_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let shop = shop();
    let path = shop.path("spec/models").join(std::ffi::OsStr::from_bytes(b"caf\xE9.yaml"));
    fs::write(&path, "model:   Cafe\n").unwrap();
    let ran = shop.run(&["fmt", "--spec", "spec"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout, "  formatted  spec/models/caf\u{FFFD}.yaml\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), "model: Cafe\n");
}
