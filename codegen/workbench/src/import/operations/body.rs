//! The bodies of requests.

use super::forms::Flat;
use crate::import::draft::{Operation, Owner, Place, Ty};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::{Import, Typed};
use crate::import::value::Value;

/// How the client can write a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Form,
    Multipart,
}

impl<'d> Import<'d> {
    pub(super) fn body(&mut self, operation: &Part<'d>, made: &mut Operation, owner: Owner) {
        let Some(body) = operation.get("requestBody").and_then(|body| self.followed(body)) else { return };
        let media: Vec<(&'d str, Part<'d>)> = body.get("content").iter().flat_map(Part::members).collect();
        if !body.is_true("required") && media.iter().all(|(_, media)| is_empty(media)) {
            return;
        }
        if matches!(made.method.as_str(), "GET" | "HEAD" | "TRACE") {
            self.lose(Loss::BodyWithGet, &body.at, format!("the body of a {} request", made.method));
            return;
        }
        let Some((format, name, chosen)) = choose(&media) else { return };
        for (other, part) in &media {
            if *other != name {
                self.lose(Loss::FurtherBody, &part.at, *other);
            }
        }
        made.optional_body = !body.is_true("required");
        self.examples_of(&chosen);
        let Some(schema) = chosen.get("schema") else {
            made.request = Some(Ty::JSON);
            return;
        };
        match format {
            Format::Json => made.request = self.json_body(schema, owner, &mut made.untyped),
            Format::Form | Format::Multipart => {
                let flat = if format == Format::Form { Flat::Form } else { Flat::Multipart };
                let body = self.flat_body(schema, &chosen, flat, owner);
                (made.request, made.body) = body.map_or((None, None), |(ty, word)| (Some(ty), Some(word)));
            }
        }
    }

    /// The type of a whole body, with the kinds of the rows that say why it is any JSON.
    pub(super) fn whole(&mut self, schema: Part<'d>, place: &Place, untyped: &mut Vec<Loss>) -> Typed<'d> {
        let rows = self.rows.len();
        let typed = self.typed(schema, place);
        if typed.ty == Ty::JSON {
            untyped.extend(self.rows.iter().skip(rows).map(|row| row.loss).filter(|loss| loss.is_any_json()));
        }
        self.describe(&typed);
        typed
    }

    /// The media types of a required body, if the client can write none of them.
    pub(super) fn unwritable(&mut self, operation: &Part<'d>) -> Option<String> {
        let body = operation.get("requestBody").and_then(|body| self.followed(body))?;
        let media: Vec<(&'d str, Part<'d>)> = body.get("content").iter().flat_map(Part::members).collect();
        let names: Vec<&str> = media.iter().map(|(name, _)| *name).collect();
        (choose(&media).is_none() && !names.is_empty()).then(|| names.join(", "))
    }

    fn json_body(&mut self, schema: Part<'d>, owner: Owner, untyped: &mut Vec<Loss>) -> Option<Ty> {
        let at = schema.at.clone();
        let place = Place { owner, word: "body".to_owned() };
        let typed = self.whole(schema, &place, untyped);
        let is_value = typed.ty.as_scalar().is_some_and(|name| name != "json");
        let is_enum = typed.ty.as_named().is_some_and(|id| {
            let body = self.draft.get(id).map(|declared| &declared.body);
            matches!(body, Some(crate::import::draft::Body::Enum { .. }))
        });
        if is_value || is_enum {
            self.lose(Loss::BodyType, &at, "a body that is a single value");
            return Some(Ty::JSON);
        }
        if typed.nullable {
            self.lose(Loss::NullBody, &at, "the body can be null");
        }
        Some(typed.ty)
    }
}

/// Whether a body has nothing in it: an object without a field.
fn is_empty(media: &Part<'_>) -> bool {
    let Some(schema) = media.get("schema") else { return false };
    let members = schema.value.members();
    members.iter().all(|(name, value)| match name.as_str() {
        "properties" => value.members().is_empty(),
        name => name == "type" || name == "additionalProperties" && *value == Value::Bool(false),
    }) && schema.get("properties").is_some()
}

/// The media type that the client can write best.
fn choose<'d>(media: &[(&'d str, Part<'d>)]) -> Option<(Format, &'d str, Part<'d>)> {
    let of = |wanted: Format| {
        let found = media.iter().find(|(name, _)| format(name) == Some(wanted));
        found.map(|(name, part)| (wanted, *name, part.clone()))
    };
    of(Format::Json).or_else(|| of(Format::Multipart)).or_else(|| of(Format::Form))
}

fn format(media: &str) -> Option<Format> {
    if is_json(media) {
        return Some(Format::Json);
    }
    match media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Some(Format::Form),
        "multipart/form-data" => Some(Format::Multipart),
        _ => None,
    }
}

/// Whether a media type is JSON.
pub(super) fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    name == "application/json" || name == "text/json" || name == "*/*" || name.ends_with("+json")
}
