//! `new operation`, `new model`, `new field-group`, `new union`, `new enum`

use crate::support::{Ran, Shop};

fn new(shop: &Shop, kind: &str, name: &str) -> Ran {
    shop.run(&["new", kind, name, "--spec", "spec"])
}

fn check(shop: &Shop) -> Ran {
    shop.run(&["check", "--spec", "spec"])
}

/// Completes the `doc`s and examples of the file, of which `check` warns.
fn fill_in(shop: &Shop, path: &str) {
    let ran = check(shop);
    let (text, reported) = (shop.text(path), ran.stdout.matches("warning[SW0510]").count());
    let open = text.matches("doc: TODO. ").count() + text.matches("example: TODO").count();
    assert_eq!((ran.code, reported), (Some(0), open), "{}", ran.stdout);
    assert!(reported > 0, "{text}");
    shop.put(path, text.replace("doc: TODO. ", "doc: ").replace("example: TODO", "example: A bowl"));
}

#[test]
fn a_new_operation_passes() {
    let shop = Shop::new();
    let ran = new(&shop, "operation", "feed_pet");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.starts_with("wrote `spec/operations/feed_pet.yaml`\n"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\n  specwright check --spec spec\n"), "{}", ran.stdout);
    assert!(shop.text("spec/operations/feed_pet.yaml").contains("\npath: /feed-pet "));
    fill_in(&shop, "spec/operations/feed_pet.yaml");
    let ran = check(&shop);
    assert_eq!(ran.stdout, "6 files checked, no problems\n");
}

#[test]
fn a_new_type_passes_and_is_reported_until_it_is_used() {
    for (kind, name) in [("model", "FoodBowl"), ("union", "FoodBowl"), ("enum", "FoodBowl")] {
        let shop = Shop::new();
        let ran = new(&shop, kind, name);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{kind}");
        assert!(ran.stdout.contains("reports it as unused (SW0207)"), "{}", ran.stdout);
        let path = "spec/models/food_bowl.yaml";
        assert!(shop.text(path).starts_with(&format!("{kind}: FoodBowl\n")));
        fill_in(&shop, path);
        let before = check(&shop);
        assert_eq!(before.code, Some(0), "{kind}: {}", before.stdout);
        assert!(before.stdout.starts_with("warning[SW0207]"), "{kind}: {}", before.stdout);
        assert!(before.stdout.ends_with("\n1 warning\n"), "{kind}: {}", before.stdout);
        shop.edit(
            "spec/models/pet.yaml",
            "  kind:",
            "  bowl: { type: FoodBowl, doc: What it eats from. }\n  kind:",
        );
        let after = check(&shop);
        assert_eq!(after.stdout, "6 files checked, no problems\n", "{kind}");
    }
}

#[test]
fn a_new_field_group_passes_and_is_reported_until_it_is_included() {
    let shop = Shop::new();
    let ran = new(&shop, "field-group", "bowl");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let hint = "name it in `include` of the models that have these fields; until then `check` reports it as unused (SW0251)";
    assert!(ran.stdout.contains(hint), "{}", ran.stdout);
    fill_in(&shop, "spec/models/bowl.yaml");
    let before = check(&shop);
    assert!(before.stdout.starts_with("warning[SW0251]"), "{}", before.stdout);
    shop.edit("spec/models/bowl.yaml", "  name:", "  bowl:");
    shop.edit("spec/models/pet.yaml", "\nfields:", "\ninclude: [bowl]\nfields:");
    assert_eq!(check(&shop).stdout, "6 files checked, no problems\n");
}

#[test]
fn the_file_refers_to_the_schema_if_the_spec_does() {
    let shop = Shop::new();
    let modeline = "# yaml-language-server: $schema=./spec.schema.json\n";
    shop.put("spec/api.yaml", format!("{modeline}{}", shop.text("spec/api.yaml").trim_start()));
    assert_eq!(new(&shop, "enum", "Size").code, Some(0));
    let text = shop.text("spec/models/size.yaml");
    assert!(text.starts_with("# yaml-language-server: $schema=../spec.schema.json\nenum: Size\n"), "{text}");
}

#[test]
fn existing_files_and_invalid_names_are_errors() {
    let shop = Shop::new();
    let before = shop.text("spec/models/pet.yaml");
    let ran = new(&shop, "model", "Pet");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("`spec/models/pet.yaml` already exists"), "{}", ran.stderr);
    assert_eq!(shop.text("spec/models/pet.yaml"), before);
    for (kind, name, code) in [
        ("model", "food_bowl", "SW0205"),
        ("operation", "FeedPet", "SW0205"),
        ("model", "Client", "SW0206"),
        // In `kind.yml`, which is another name for the file.
        ("enum", "Kind", "SW0203"),
        ("model", "../Escape", "SW0205"),
    ] {
        let ran = new(&shop, kind, name);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{kind} {name}");
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{kind} {name}: {}", ran.stderr);
        assert!(ran.stderr.ends_with("nothing was written\n"), "{}", ran.stderr);
    }
    assert_eq!(check(&shop).stdout, "5 files checked, no problems\n");
}

#[test]
fn errors_elsewhere_do_not_stop_it() {
    let shop = Shop::broken();
    let ran = new(&shop, "operation", "feed_pet");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("correct 1 error in other files, which was there before"), "{}", ran.stdout);
}

#[test]
fn an_unused_type_is_not_generated() {
    let shop = Shop::generated();
    for (kind, name) in [("model", "FoodBowl"), ("union", "Food"), ("enum", "Taste")] {
        assert_eq!(new(&shop, kind, name).code, Some(0));
    }
    // A type that is used only by an unused type is unused, too.
    shop.edit("spec/models/food_bowl.yaml", "    type: string ", "    type: Taste ");
    shop.edit("spec/models/food_bowl.yaml", "    example: TODO\n", "");
    let ran = shop.run(&["regen", "--check", "--spec", "spec", "--out", "client"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stderr.matches("warning[SW0207]").count(), 2, "{}", ran.stderr);
    // An error code for a field of an unused type refers to no request.
    shop.edit("spec/models/food_bowl.yaml", "  name:", "  depth:");
    shop.edit(
        "spec/api.yaml",
        "reply: { code: code, message: message }",
        "reply: { code: code, message: message }\nerrors: { 7: { name: TOO_DEEP, field: depth } }",
    );
    let ran = check(&shop);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("depth"), "{}", ran.stdout);
}
