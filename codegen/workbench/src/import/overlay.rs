//! Overlays: changes of a document that are kept in a file of their own (OpenAPI Overlay 1.0).

use serde_json_path::{JsonPath, PathElement};

use super::value::Value;

/// One step of a path in the document.
enum Step {
    Member(String),
    Element(usize),
}

/// Applies the actions in their order; returns all that cannot be applied.
pub(super) fn apply(document: &mut Value, overlay: &Value, path: &str) -> Vec<String> {
    let version = overlay.get("overlay").and_then(Value::as_text).unwrap_or_default();
    if !version.starts_with("1.") {
        return vec![format!("{path}: not an overlay: its root has no `overlay: 1.0.0`")];
    }
    let Some(Value::List(actions)) = overlay.get("actions") else {
        return vec![format!("{path}: the overlay has no list `actions`")];
    };
    let mut problems = Vec::new();
    for (index, action) in actions.iter().enumerate() {
        if let Err(problem) = apply_one(document, action) {
            problems.push(format!("{path}: /actions/{index}: {problem}"));
        }
    }
    problems
}

fn apply_one(document: &mut Value, action: &Value) -> Result<(), String> {
    let target = action.get("target").and_then(Value::as_text).ok_or("the action has no `target`")?;
    let path =
        JsonPath::parse(target).map_err(|problem| format!("`{target}` is not a JSONPath: {problem}"))?;
    let sorted = document.to_json();
    let found: Vec<Vec<Step>> = path
        .query_located(&sorted)
        .iter()
        .map(|node| {
            let steps = node.location().iter().map(|step| match step {
                PathElement::Name(name) => Step::Member((*name).to_owned()),
                PathElement::Index(index) => Step::Element(*index),
            });
            steps.collect()
        })
        .collect();
    if found.is_empty() {
        return Err(format!("`{target}` matches nothing: correct it, or remove the action"));
    }
    let removes = action.get("remove").is_some_and(Value::is_true);
    let update = action.get("update");
    if !removes && update.is_none() {
        return Err("the action has neither `update` nor `remove: true`".to_owned());
    }
    // From the end, so that the places of the others do not change.
    for steps in found.iter().rev() {
        match update.filter(|_| !removes) {
            Some(update) => {
                let target = at(document, steps);
                target.into_iter().for_each(|target| merge(target, update));
            }
            None => remove(document, steps),
        }
    }
    Ok(())
}

fn at<'v>(value: &'v mut Value, steps: &[Step]) -> Option<&'v mut Value> {
    steps.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Member(name), Value::Object(members)) => {
            members.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
        }
        (Step::Element(index), Value::List(elements)) => elements.get_mut(*index),
        _ => None,
    })
}

fn remove(document: &mut Value, steps: &[Step]) {
    let Some((last, before)) = steps.split_last() else { return };
    match (last, at(document, before)) {
        (Step::Member(name), Some(Value::Object(members))) => members.retain(|(known, _)| known != name),
        (Step::Element(index), Some(Value::List(elements))) if *index < elements.len() => {
            elements.remove(*index);
        }
        _ => {}
    }
}

/// Objects are merged, an element is added to a list, and everything else is replaced.
fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (name, update) in updates {
                match members.iter_mut().find(|(known, _)| known == name) {
                    Some((_, known)) => merge(known, update),
                    None => members.push((name.clone(), update.clone())),
                }
            }
        }
        (Value::List(elements), Value::List(more)) => elements.extend(more.iter().cloned()),
        (Value::List(elements), one) => elements.push(one.clone()),
        (target, update) => *target = update.clone(),
    }
}
