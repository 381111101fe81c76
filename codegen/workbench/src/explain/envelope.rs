//! Elements of a request that are not fields: the tag of a union, and the envelope.

use serde_json::Value;

use super::resolve::Tag;
use super::{FieldPage, Rule, errors};
use crate::origin::Origins;
use specwright::ir::{Api, Input, Operation, Wrap};
use specwright::{phrase, suggest};

/// The page of a union's tag.
pub(super) fn of_tag(api: &Api, tag: &Tag<'_>, origins: &Origins<'_>) -> FieldPage {
    let union = tag.union;
    let rule =
        |text: String, path: &[&str]| Rule { text, proved: None, origin: origins.of_file(&union.file, path) };
    let mut rules = vec![rule("required, since it determines the variant".to_owned(), &["tag"])];
    for variant in &union.variants {
        let written = format!("`{}` for `{}`", variant.value, variant.name);
        rules.push(rule(written, &["variants", &variant.name, "value"]));
        for value in &variant.also_read {
            let read = format!("`{value}` is read as `{}`, too", variant.name);
            rules.push(rule(read, &["variants", &variant.name, "also_read"]));
        }
    }
    let variants = union.variants.iter();
    let variants = variants.map(|variant| {
        let model = &api.models[variant.model].name;
        ("variant".to_owned(), format!("{}::{}({model})", union.name, variant.name))
    });
    let file = ("file".to_owned(), format!("src/generated/{}.rs", union.module));
    FieldPage {
        name: tag.name(),
        doc: union.docs.doc.clone(),
        note: union.docs.note.clone(),
        documented: None,
        travels: tag.travels.clone(),
        rules,
        errors: errors::of_field(api, &tag.travels),
        rust: [file].into_iter().chain(variants).collect(),
    }
}

/// The pages of a path in the envelope of a request, one for each operation that has it.
pub(super) fn of_path(api: &Api, path: &str, origins: &Origins<'_>) -> Vec<FieldPage> {
    let keys: Vec<&str> = path.split('.').collect();
    let page = |operation: &Operation| {
        let wrap = operation.wrap.as_ref()?;
        let value = keys.iter().try_fold(&wrap.template, |value, key| value.get(key))?;
        let declared: Vec<&str> = ["wrap"].into_iter().chain(keys.iter().copied()).collect();
        let origin = origins.of_file(&operation.file, &declared);
        let (text, rust) = described(api, operation, wrap, &keys, value);
        let rule = |text: String| Rule { text, proved: None, origin: origin.clone() };
        let travels = vec![(operation.name.clone(), path.to_owned())];
        Some(FieldPage {
            name: path.to_owned(),
            doc: None,
            note: None,
            documented: None,
            errors: errors::of_field(api, &travels),
            travels,
            rules: vec![rule(text), rule("required".to_owned())],
            rust: vec![("field".to_owned(), rust)],
        })
    };
    api.operations.iter().filter_map(page).collect()
}

/// The Rust item of a constant.
const ALWAYS_WRITTEN: &str = "none: it is always written";

/// The description and the Rust item of a value in an envelope.
fn described(
    api: &Api,
    operation: &Operation,
    wrap: &Wrap,
    keys: &[&str],
    value: &Value,
) -> (String, String) {
    match (&operation.input, value) {
        (Input::Whole(request), _) if wrap.path == keys => {
            let request = phrase::ty(api, request);
            (
                format!("the request: {request}"),
                format!(
                    "none: it is the argument of `Client::{}`",
                    operation.on_client(operation.method_name())
                ),
            )
        }
        (_, Value::Object(entries)) => {
            let keys: Vec<String> = entries.keys().map(|key| format!("`{key}`")).collect();
            (
                format!("an object around the request, with {}", suggest::list(&keys)),
                ALWAYS_WRITTEN.to_owned(),
            )
        }
        (_, constant) => (format!("always {constant}"), ALWAYS_WRITTEN.to_owned()),
    }
}
