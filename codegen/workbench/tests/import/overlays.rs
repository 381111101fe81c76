use specwright_workbench::import::{Document, ImportError, import};

use crate::with_reply;

fn with_overlay(actions: &str) -> Result<String, String> {
    let document =
        with_reply("{ type: object, properties: { a: { type: string }, b: { type: string } } }", "");
    let overlay = format!("overlay: 1.0.0\ninfo: {{ title: o, version: \"1\" }}\nactions:\n{actions}");
    let overlay = Document { path: "overlay.yaml", bytes: overlay.as_bytes() };
    match import(Document { path: "openapi.yaml", bytes: document.as_bytes() }, &[overlay]) {
        Ok(imported) => Ok(imported.files[1].text().into_owned()),
        Err(problem) => Err(problem.to_string()),
    }
}

#[test]
fn actions_update_and_remove_in_their_order() {
    let schema = "$.paths['/things'].get.responses['200'].content['application/json'].schema";
    let spec = with_overlay(&format!(
        "  - target: {schema}\n    update: {{ title: Thing, properties: {{ c: {{ type: integer }}, a: {{ maxLength: 3 }} }} }}\n  - target: {schema}.properties.b\n    remove: true\n"
    ))
    .unwrap();
    insta::assert_snapshot!(spec, @r"
    # yaml-language-server: $schema=../spec.schema.json
    model: GetThingReply
    doc: Thing
    fields:
      a: { type: string, max_chars: 3 }
      c: { type: int }
    ");
}

#[test]
fn an_action_without_an_effect_is_an_error() {
    let problem = with_overlay(
        "  - { target: $.nothing, remove: true }\n  - { target: '$[', remove: true }\n  - { target: $.info }\n  - { remove: true }\n",
    )
    .unwrap_err();
    let lines: Vec<&str> = problem.lines().collect();
    assert_eq!(
        lines[0],
        "overlay.yaml: /actions/0: `$.nothing` matches nothing: correct it, or remove the action"
    );
    assert!(lines[1].starts_with("overlay.yaml: /actions/1: `$[` is not a JSONPath"), "{problem}");
    assert_eq!(lines[2], "overlay.yaml: /actions/2: the action has neither `update` nor `remove: true`");
    assert_eq!(lines[3], "overlay.yaml: /actions/3: the action has no `target`");
}

#[test]
fn what_is_no_overlay_is_an_error() {
    let document = with_reply("{ type: string }", "");
    let overlay = Document { path: "o.yaml", bytes: b"a: 1" };
    let problem =
        import(Document { path: "openapi.yaml", bytes: document.as_bytes() }, &[overlay]).unwrap_err();
    assert!(matches!(problem, ImportError::Unreadable(_)));
    assert_eq!(problem.to_string(), "o.yaml: not an overlay: its root has no `overlay: 1.0.0`");
}
