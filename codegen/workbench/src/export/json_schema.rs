//! JSON Schema 2020-12, one file for each body.

use specwright::ir::{Api, Body, EventFormat, Operation, ReplyKind, Type};

use super::node::{Node, Object};
use super::openapi::{event_schema, request_schema};
use super::schemas::Schemas;
use super::{Form, replies};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A file with the schema of one body.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaFile {
    /// Its name without an ending: `create_card.request`, and `create_card.reply.202` where replies differ by status.
    pub name: String,
    /// The schema, which refers to nothing outside of it.
    pub schema: Node,
}

/// A schema of each body: of each request, of each reply (the success or, where both have the same status, the failure), and
/// of each family of events.
///
/// Bodies that are not JSON have none, but forms, whose fields are those of an object. Validators that refuse keywords that
/// they do not know have to be told to allow `x-…`, such as Ajv by `strict: false`.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::export::json_schemas;
///
/// let api = check(&sources()).unwrap().api;
/// let file = json_schemas(&api).into_iter().find(|file| file.name == "add_pet.request").ok_or("no schema")?;
/// let schema = file.schema.to_value();
/// assert_eq!(schema["$defs"]["Pet"]["properties"]["name"]["maxLength"], 12);
/// # Ok(())
/// # }
/// ```
pub fn json_schemas(api: &Api) -> Vec<SchemaFile> {
    let mut files = Vec::new();
    for operation in &api.operations {
        let request = |schemas: &mut Schemas<'_>| request(schemas, operation);
        files.extend(file(api, &format!("{}.request", operation.name), request));
        for (status, ty) in successes(operation) {
            let reply = |schemas: &mut Schemas<'_>| replies::body(schemas, operation, ty);
            files.extend(file(api, &format!("{}.reply{status}", operation.name), reply));
        }
    }
    for events in &api.events {
        let schema = |schemas: &mut Schemas<'_>| match events.format {
            EventFormat::Json => Some(event_schema(schemas, events)),
            EventFormat::Xml { .. } => None,
        };
        files.extend(file(api, &format!("{}.event", events.name), schema));
    }
    files
}

/// The types of successes that have a body, each with the end of its file's name: the status, where they differ by it.
fn successes(operation: &Operation) -> Vec<(String, Option<&Type>)> {
    match operation.reply_kind() {
        ReplyKind::ByStatus(successes) => successes
            .iter()
            .filter(|success| !success.is_bodiless())
            .map(|success| (format!(".{}", success.status), success.ty.as_ref()))
            .collect(),
        ReplyKind::Nothing
        | ReplyKind::Value(_)
        | ReplyKind::Optional(_)
        | ReplyKind::Text
        | ReplyKind::Bytes => vec![(String::new(), operation.reply.as_ref())],
    }
}

fn request(schemas: &mut Schemas<'_>, operation: &Operation) -> Option<Object> {
    match operation.body {
        Body::Json | Body::Form | Body::NestedForm => request_schema(schemas, operation),
        Body::Empty | Body::Multipart | Body::Text | Body::Bytes => None,
    }
}

fn file(
    api: &Api,
    name: &str,
    schema: impl FnOnce(&mut Schemas<'_>) -> Option<Object>,
) -> Option<SchemaFile> {
    let mut schemas = Schemas::new(api, Form::JsonSchema);
    let schema = schema(&mut schemas)?;
    let whole = Object::new()
        .with("$schema", DIALECT)
        .with("title", name)
        .and(schema)
        .with_filled("$defs", schemas.into_all());
    Some(SchemaFile { name: name.to_owned(), schema: whole.into() })
}
