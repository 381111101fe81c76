//! A checked spec as an OpenAPI document, for generators that only read OpenAPI.
//!
//! What OpenAPI cannot express is omitted: limits in bytes and in CJK characters (a limit in bytes becomes `maxLength`,
//! since a text has at most as many characters as bytes), order between fields, conditions, warnings, other spellings,
//! and control characters. The simplest form is used for everything:
//!
//! - A union is one object with the fields of all variants, which requires only what every variant requires.
//! - Each object has a name, including those of envelopes.
//! - The token is a parameter, since not all generators support security schemes.
//! - Where operations share an address and a method, which OpenAPI forbids, the later ones have their names appended.

mod schemas;

use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};
use specwright::ir::{Api, AuthPlace, Body, Field, Input, Location, Operation, Type};

use schemas::Schemas;

/// The version of OpenAPI; generators require one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// 3.0.3
    V3_0,
    /// 3.1.0
    V3_1,
}

/// The document.
pub fn document(api: &Api, edition: Edition) -> Value {
    let mut schemas = Schemas::new(api, edition);
    let mut paths = Map::new();
    for operation in &api.operations {
        let described = describe(api, operation, &mut schemas);
        let method = operation.method.as_str().to_lowercase();
        let mut path = operation.path_template();
        if paths.get(&path).is_some_and(|taken| taken.get(&method).is_some()) {
            path = format!("{path}/{}", operation.name);
        }
        let at = paths.entry(path).or_insert_with(|| json!({}));
        at[method] = described;
    }
    let version = match edition {
        Edition::V3_0 => "3.0.3",
        Edition::V3_1 => "3.1.0",
    };
    let servers = std::iter::once(&api.server).chain(&api.fallback_servers);
    json!({
        "openapi": version,
        "info": { "title": api.name, "version": "1.0.0", "description": schemas::words(&api.docs) },
        "servers": servers.map(|url| json!({ "url": url })).collect::<Vec<_>>(),
        "paths": paths,
        "components": { "schemas": schemas.all() },
    })
}

fn describe(api: &Api, operation: &Operation, schemas: &mut Schemas<'_>) -> Value {
    let (fields, body): (&[Field], Option<&Type>) = match &operation.input {
        Input::None => (&[], None),
        Input::Whole(ty) => (&[], Some(ty)),
        Input::Parameters(model) => {
            let fields = &api.models[*model].fields;
            let body = fields.iter().find(|field| field.location == Location::Body);
            (fields, body.map(|field| &field.ty))
        }
    };
    let token = operation.auth.then_some(api.auth.as_ref()).flatten().map(|auth| token(&auth.place));
    let parameters = fields.iter().filter_map(|field| parameter(field, schemas));
    let parameters: Vec<Value> = token.into_iter().chain(parameters).collect();

    let reply = schemas.reply(operation.usual_success().1);
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.docs.doc,
        "description": schemas::words(&operation.docs),
        "parameters": parameters,
        "responses": {
            "200": { "description": "The reply.", "content": { "application/json": { "schema": reply } } }
        },
    });
    if let Some(ty) = body {
        let schema = match &operation.wrap {
            Some(wrap) => {
                schemas.wrapped(&format!("{}Body", operation.name.to_upper_camel_case()), &wrap.template, ty)
            }
            None => schemas.of(ty),
        };
        let format = match operation.body {
            Body::Form | Body::NestedForm => "application/x-www-form-urlencoded",
            Body::Multipart => "multipart/form-data",
            Body::Text => operation.text_content_type(),
            Body::Bytes => "application/octet-stream",
            Body::Json | Body::Empty => "application/json",
        };
        described["requestBody"] = json!({ "required": !operation.has_optional_body(api), "content": { format: { "schema": schema } } });
    }
    described
}

fn parameter(field: &Field, schemas: &mut Schemas<'_>) -> Option<Value> {
    let place = match field.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Object | Location::Body => return None,
    };
    Some(json!({
        "name": field.wire,
        "in": place,
        "required": place == "path" || schemas::is_required(field),
        "description": schemas::words(&field.docs),
        "schema": schemas.field(field),
    }))
}

fn token(place: &AuthPlace) -> Value {
    let (name, place) = (place.name(), if place.query().is_some() { "query" } else { "header" });
    json!({
        "name": name,
        "in": place,
        "required": true,
        "description": "The credential.",
        "schema": { "type": "string" },
    })
}
