//! `import`

use serde_json::{Value, json};

use crate::support::Shop;

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Toys, version: "1" }
servers: [{ url: https://toys.example }]
paths:
  /toys:
    get:
      operationId: listToys
      responses:
        "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Toy" } } } } }
        "404": { description: no, content: { text/plain: { schema: { type: string } } } }
  /toys/order:
    put:
      operationId: orderToys
      requestBody: { required: true, content: { application/json: { schema: { oneOf: [{ type: string }, { type: integer }, { type: number }] } } } }
      responses: { "204": { description: ok } }
components:
  schemas:
    Toy: { type: object, properties: { name: { type: string, maxLength: 9 }, kind: { $ref: "#/components/schemas/Kind" } } }
    Kind: { type: string, enum: [ball, doll] }
"##;

const IMPORT: [&str; 4] = ["import", "toys.yaml", "--spec", "toys"];

fn shop() -> Shop {
    let shop = Shop::new();
    shop.put("toys.yaml", DOCUMENT);
    shop
}

#[test]
fn a_spec_is_written_with_a_report() {
    let shop = shop();
    let ran = shop.run(&["import", "toys.yaml", "--spec", "toys", "--report", "report.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("import_told", ran.stdout);
    assert_eq!(shop.run(&["check", "--spec", "toys"]).code, Some(0));
    assert_eq!(shop.run(&["fmt", "--check", "--spec", "toys"]).code, Some(0));
    let report: Value = serde_json::from_str(&shop.text("report.json")).unwrap();
    assert_eq!((&report["operations"], &report["typed_operations"]), (&2.into(), &1.into()));
    let untyped = json!([{ "operation": "order_toys", "pointer": "/paths/~1toys~1order/put", "reasons": ["union-of-scalars"] }]);
    assert_eq!(report["untyped"], untyped);
    assert_eq!(report["counts"]["error-reply"], 1);
    assert_eq!(report["rows"][1]["pointer"], "/paths/~1toys/get/responses/404");
}

#[test]
fn another_import_deletes_what_is_gone_and_keeps_files_of_others() {
    let shop = shop();
    assert_eq!(shop.run(&IMPORT).code, Some(0));
    let again = shop.run(&IMPORT);
    assert!(
        again.stdout.starts_with("0 files written to `toys`, 0 deleted, 6 unchanged\n"),
        "{}",
        again.stdout
    );
    shop.put("toys/accepted.yaml", "accepted: []\n");
    shop.edit("toys.yaml", ", kind: { $ref: \"#/components/schemas/Kind\" }", "");
    let diff = shop.run(&["import", "toys.yaml", "--spec", "toys", "--diff"]);
    assert_eq!(diff.code, Some(1));
    assert!(diff.stdout.contains("  field-removed: Toy.kind\n"), "{}", diff.stdout);
    assert!(shop.path("toys/models/kind.yaml").is_file());
    assert_eq!(shop.run(&IMPORT).code, Some(0));
    assert!(!shop.path("toys/models/kind.yaml").exists());
    assert!(shop.path("toys/accepted.yaml").is_file());
    let diff = shop.run(&["import", "toys.yaml", "--spec", "toys", "--diff"]);
    assert_eq!((diff.code, diff.stdout.as_str()), (Some(0), "nothing would change in `toys`\n"));
}

#[test]
fn files_that_were_changed_by_hand_are_not_overwritten() {
    let shop = shop();
    assert_eq!(shop.run(&IMPORT).code, Some(0));
    shop.edit("toys/models/toy.yaml", "max_chars: 9", "max_chars: 8");
    let refused = shop.run(&IMPORT);
    assert_eq!(refused.code, Some(2));
    let expected = "error: `toys/models/toy.yaml` was changed by hand since the last import\n";
    assert!(refused.stderr.starts_with(expected), "{}", refused.stderr);
    assert!(shop.text("toys/models/toy.yaml").contains("max_chars: 8"));
    let forced = shop.run(&["import", "toys.yaml", "--spec", "toys", "--force"]);
    assert_eq!(forced.code, Some(0));
    assert!(shop.text("toys/models/toy.yaml").contains("max_chars: 9"));
}

#[test]
fn a_spec_that_was_not_imported_is_never_touched() {
    let shop = shop();
    let refused = shop.run(&["import", "toys.yaml", "--spec", "spec", "--force"]);
    assert_eq!(refused.code, Some(2));
    let expected = "error: `spec` has a spec that was not imported: `spec/api.yaml`\n";
    assert!(refused.stderr.starts_with(expected), "{}", refused.stderr);
    assert!(!shop.path("spec/operations/list_toys.yaml").exists());
}

#[test]
fn overlays_are_applied_before() {
    let shop = shop();
    let action = |target: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: o, version: \"1\" }}\nactions: [{{ target: '{target}', update: {{ description: A toy. }} }}]\n"
        )
    };
    shop.put("o.yaml", action("$.components.schemas.Toy"));
    assert_eq!(shop.run(&["import", "toys.yaml", "--overlay", "o.yaml", "--spec", "toys"]).code, Some(0));
    assert!(shop.text("toys/models/toy.yaml").contains("doc: A toy.\n"));
    shop.put("o.yaml", action("$.components.schemas.Tree"));
    let refused = shop.run(&["import", "toys.yaml", "--overlay", "o.yaml", "--spec", "toys"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("o.yaml: /actions/0: `$.components.schemas.Tree` matches nothing"),
        "{}",
        refused.stderr
    );
}
