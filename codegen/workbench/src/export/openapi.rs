//! The OpenAPI document.

mod events;
mod operation;
mod request;
mod responses;
mod root;
mod samples;
mod security;

use std::collections::BTreeMap;

use specwright::ir::{Api, Operation, ServerVariable};

use super::node::{Node, Object};
use super::schemas::Schemas;
use super::{Form, Version, dialect, text};
pub(super) use events::schema as event_schema;
pub(super) use request::schema as request_schema;

/// The version of the document. OpenAPI requires one, and the dialect has none. Generators write it into manifests, which refuse
/// other words.
const UNVERSIONED: &str = "0.0.0";

/// The tag of webhooks. openapi-generator 7.26.0 writes the operations and the webhooks that have no tag into one file, and
/// only the latter remain.
const WEBHOOKS: &str = "webhooks";

/// The API as an OpenAPI document. `public_path` is the path of the client's items in Rust, for examples of its use; without
/// one, there are none.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::export::{Version, openapi};
///
/// let api = check(&sources()).unwrap().api;
/// let document = openapi(&api, Version::V3_1, Some("pets_client")).to_value();
/// assert_eq!(document["paths"]["/pets"]["post"]["operationId"], "add_pet");
/// # Ok(())
/// # }
/// ```
pub fn openapi(api: &Api, version: Version, public_path: Option<&str>) -> Node {
    let (form, number) = match version {
        Version::V3_0 => (Form::OpenApi3_0, "3.0.3"),
        Version::V3_1 => (Form::OpenApi3_1, "3.1.0"),
    };
    let mut schemas = Schemas::new(api, form);
    let paths = paths(&mut schemas, public_path);
    let webhooks = events::webhooks(&mut schemas);
    let info = Object::new()
        .with("title", api.name.as_str())
        .with_some("description", text::of(&api.docs, &[]))
        .with("version", UNVERSIONED)
        .and(dialect::docs(&api.docs));
    let components = Object::new()
        .with_filled("schemas", schemas.into_all())
        .with_filled("securitySchemes", security::schemes(api));
    let tag = Object::new().with("name", WEBHOOKS).with("description", "What the server sends by itself.");
    let of_group = |group: &specwright::ir::Group| {
        let description = text::of(&group.docs, &[]);
        Object::new().with("name", group.name.as_str()).with_some("description", description)
    };
    let tags: Vec<Object> =
        api.groups.iter().map(of_group).chain((!webhooks.is_empty()).then_some(tag)).collect();
    let webhooks_key = match version {
        Version::V3_0 => "x-webhooks",
        Version::V3_1 => "webhooks",
    };
    Object::new()
        .with("openapi", number)
        .with(super::OWN, super::OWN_FORM)
        .with("info", info)
        .with("servers", servers(api))
        .with("security", security::required(api))
        .with_filled("tags", tags)
        .with("paths", paths)
        .with_filled(webhooks_key, webhooks)
        .with_filled("components", components)
        .and(root::extensions(api))
        .into()
}

fn servers(api: &Api) -> Vec<Object> {
    let fallback = |url: &String| {
        Object::new()
            .with("url", url)
            .with("description", "Takes the place of the one before it if that fails.")
    };
    let first = match &api.server_template {
        None => Object::new().with("url", api.server.as_str()),
        Some(template) => Object::new()
            .with("url", template.address.as_str())
            .with("variables", template.variables.iter().fold(Object::new(), variable)),
    };
    std::iter::once(first).chain(api.fallback_servers.iter().map(fallback)).collect()
}

fn variable(all: Object, variable: &ServerVariable) -> Object {
    let values: Vec<String> = variable.values.iter().map(|(value, _)| value.clone()).collect();
    let keys = Object::new()
        .with_filled("enum", values)
        .with("default", variable.default.as_str())
        .with_some("description", variable.doc.as_ref());
    all.with(variable.name.as_str(), keys)
}

/// One item for each path, with one operation for each method: what shares both is one operation here.
fn paths(schemas: &mut Schemas<'_>, public_path: Option<&str>) -> Object {
    let api = schemas.api;
    let mut groups: BTreeMap<String, Vec<Vec<&Operation>>> = BTreeMap::new();
    for operation in &api.operations {
        let methods = groups.entry(operation.path_template()).or_default();
        match methods.iter_mut().find(|group| group.iter().any(|other| other.method == operation.method)) {
            Some(group) => group.push(operation),
            None => methods.push(vec![operation]),
        }
    }
    let mut ids = super::names::Names::default();
    let alone = groups.values().flatten().filter(|group| group.len() == 1);
    alone.flatten().for_each(|operation| ids.reserve(&operation.name));
    groups.iter().fold(Object::new(), |paths, (path, methods)| {
        let item = methods.iter().fold(Object::new(), |item, group| match group.as_slice() {
            [] => item,
            [only] => item.with(method(only), operation::alone(schemas, only, public_path)),
            [first, ..] => {
                let id = ids.unique(&specwright::names::snake(path));
                item.with(method(first), operation::shared(schemas, group, &id, public_path))
            }
        });
        paths.with(path, item)
    })
}

fn method(operation: &Operation) -> String {
    operation.method.as_str().to_lowercase()
}
