//! `audit --draft`

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::Shop;

const DOCUMENT: &str = "# 3.1 Sell an animal\n\
    POST https://pets.example/sales\n\n\
    ```\n{ \"animal\": { \"name\": \"小黑\", \"kind\": \"cat\", \"legs\": 4 }, \"price\": 9.5 }\n```\n\
    Name | Required | Type | Example | Description |\n\
    ---|---|---|---|---|\n\
    animal | yes | object | | Which one |\n\
    price | yes | double | 9.5 | What for |\n\
    buyer | no | string(30) | 王芳 | Who takes it |\n\n\
    Response\n\n\
    Name | Type |\n\
    ---|---|\n\
    sale_id | string |\n";

const DRAFT: [&str; 5] = ["audit", "docs.md", "--draft", "--spec", "spec"];

fn shop() -> Shop {
    let shop = Shop::new();
    shop.put("docs.md", DOCUMENT);
    shop
}

#[test]
fn a_missing_operation_is_written_with_its_models() {
    let shop = shop();
    assert_eq!(shop.run(&["fmt", "--spec", "spec"]).code, Some(0));
    let ran = shop.run(&DRAFT);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("draft_told", ran.stdout);
    let operation = shop.text("spec/operations/sell_animal.yaml");
    assert!(operation.contains("request: SellAnimal\nreply: SellAnimalReply\n"), "{operation}");
    let request = shop.text("spec/models/sell_animal.yaml");
    assert!(request.contains("  animal:\n    type: Pet\n"), "the spec has a type for it: {request}");
    let check = shop.run(&["check", "--spec", "spec"]);
    assert_eq!(check.code, Some(0), "{}", check.stdout);
    assert_eq!(shop.run(&["fmt", "--check", "--spec", "spec"]).code, Some(0));
    let audit = shop.run(&["audit", "docs.md", "--spec", "spec"]);
    assert_eq!(audit.code, Some(0), "{}", audit.stdout);
    // A second run has nothing to draft.
    let again = shop.run_with(&["audit", "-", "--draft", "--spec", "spec"], DOCUMENT.as_bytes());
    let nothing = "the spec has an operation for every section that describes one: nothing to draft\n";
    assert_eq!((again.code, again.stdout.as_str()), (Some(0), nothing));
}

#[test]
fn the_first_line_refers_to_the_schema_if_the_spec_does() {
    let shop = shop();
    shop.edit(
        "spec/models/pet.yaml",
        "model:",
        "# yaml-language-server: $schema=../spec.schema.json\nmodel:",
    );
    assert_eq!(shop.run(&DRAFT).code, Some(0));
    for file in ["operations/sell_animal.yaml", "models/sell_animal.yaml"] {
        let text = shop.text(&format!("spec/{file}"));
        assert!(text.starts_with("# yaml-language-server: $schema=../spec.schema.json\n"), "{text}");
    }
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let shop = shop();
    shop.put("spec/models/sell_animal_reply.yaml", "enum: Mood\nvalues: { good: {} }\n");
    shop.edit("spec/models/pet.yaml", "fields:", "fields:\n  mood: { type: Mood }");
    let ran = shop.run(&DRAFT);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert_eq!(
        ran.stderr,
        "error: `spec/models/sell_animal_reply.yaml` already exists\n\
         help: move it away, or write the operation yourself; nothing was written\n"
    );
    assert!(!shop.path("spec/operations/sell_animal.yaml").exists());
}

#[test]
fn sections_without_an_operation_are_reported() {
    let shop = shop();
    shop.put("docs.md", "# 3.2 Moods\nName | Type |\n---|---|\ngood | string |\n");
    let ran = shop.run(&DRAFT);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.stdout
            .starts_with("left out section 3.2, docs.md:1: it has no method and path, like `POST /cards`\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_table_without_a_section_is_reported() {
    let shop = shop();
    shop.put("docs.md", "POST /moods\nName | Type |\n---|---|\ngood | string |\n");
    let ran = shop.run(&DRAFT);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.starts_with("left out the table at docs.md:2: no heading above"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\nnothing to draft\n"), "{}", ran.stdout);
}

#[test]
fn a_document_that_cannot_be_drafted_exits_with_2() {
    let shop = shop();
    shop.put("empty.md", "# 2.1 Animals\n");
    let empty = shop.run(&["audit", "empty.md", "--draft", "--spec", "spec"]);
    assert_eq!(empty.code, Some(2));
    assert!(empty.stderr.contains("`empty.md` has no table of parameters"), "{}", empty.stderr);
    let both = shop.run(&[&DRAFT[..], &["--format", "json"]].concat());
    assert_eq!(both.code, Some(2));
    assert!(both.stderr.contains("cannot be used with"), "{}", both.stderr);
    let broken = Shop::broken();
    broken.put("docs.md", DOCUMENT);
    let ran = broken.run(&DRAFT);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("error[SW0301]"), "{}", ran.stderr);
}

/// The documentation of the workspace's operation in section 3.2.
const SHOWING: &str = r#"
# 3.2 Tell the showing
Method: POST, URL: https://api.weixin.qq.com/card/movieticket/updateuser?access_token=TOKEN
name | must I fill it in? | explanation |
---|---|---|
access_token | yes | the credential |
POST data | yes | JSON |
{ "code": "380416927715", "card_id": "pHfb1u", "ticket_class": "3D", "show_time": 1791163200,
  "duration": 95, "screening_room": "2号厅", "seat_number": ["5排1号", "5排2号"], }
name | required | type | example | description |
---|---|---|---|---|
code | yes | string(20) | 380416927715 | The code of the ticket |
card_id | yes | string(32) | pHfb1u | Its id |
ticket_class | yes | string(12) | 3D | The kind of projection |
screening_room | no | string(12) | 2号厅 | The room, 4 Chinese characters |
show_time | yes | unsigned int | 1791163200 | When it begins, a timestamp |
duration | yes | int | 95 | Minutes |
Return
name | description |
---|---|
errcode | 0 where all is well |
errmsg | why not |
"#;

#[test]
fn a_deleted_operation_of_the_workspace_is_drafted() {
    let shop = Shop::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec"), &shop.path("own"));
    fs::remove_file(shop.path("own/operations/update_movie_ticket.yaml")).unwrap();
    fs::remove_file(shop.path("own/models/movie_ticket_update.yaml")).unwrap();
    // An error code has a meaning of its own in the operation; the draft may give it another name.
    let api = fs::read_to_string(shop.path("own/api.yaml")).unwrap();
    fs::write(shop.path("own/api.yaml"), api.replace("update_movie_ticket, ", "")).unwrap();
    // Error codes refer to fields of the model, so that the spec is invalid without it.
    assert_eq!(shop.run(&["check", "--spec", "own"]).code, Some(2));
    shop.put("docs.md", SHOWING);
    let ran = shop.run(&["audit", "docs.md", "--draft", "--spec", "own"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    let check = shop.run(&["check", "--spec", "own"]);
    assert_eq!(check.code, Some(0), "{}", check.stdout);
    let audit = shop.run(&["audit", "docs.md", "--spec", "own", "--format", "json"]);
    let report: Value = serde_json::from_str(&audit.stdout).unwrap();
    let of_section = report["differences"].as_array().unwrap().iter().filter(|one| one["section"] == "3.2");
    assert_eq!(of_section.count(), 0, "{report:#}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

#[test]
fn nothing_is_drafted_if_a_document_cannot_be_read() {
    let shop = shop();
    let ran = shop.run(&["audit", "docs.md", "missing.md", "--draft", "--spec", "spec"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("missing.md"), "{}", ran.stderr);
    // All of it is still to be drafted.
    assert!(shop.run(&DRAFT).stdout.starts_with("wrote "));
}
