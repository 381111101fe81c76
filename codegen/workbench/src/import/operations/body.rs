//! The bodies of requests.

use super::forms::{Flat, is_file};
use super::plain;
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
    /// Text or bytes.
    Plain,
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
        let is_chosen = |other: &str, part: &Part<'d>| {
            let of_same_form =
                || plain::form(other, part) == "bytes" && plain::form(name, &chosen) == "bytes";
            other == name || format == Format::Plain && of_same_form()
        };
        let (chosen_media, others): (Vec<_>, Vec<_>) =
            media.iter().cloned().partition(|(other, part)| is_chosen(other, part));
        for (other, part) in &others {
            self.lose(Loss::FurtherBody, &part.at, *other);
        }
        if format == Format::Plain {
            if !body.is_true("required") {
                self.lose(Loss::OptionalPlainBody, &body.at, "a body that is text or bytes");
            }
            self.plain_body(&chosen_media, made);
            return;
        }
        made.optional_body = !body.is_true("required");
        self.examples_of(&chosen);
        let Some(schema) = chosen.get("schema") else {
            made.request = Some(Ty::JSON);
            return;
        };
        let flat = match format {
            Format::Form => Some(Flat::Form),
            Format::Multipart => Some(Flat::Multipart),
            Format::Json | Format::Plain => None,
        };
        match flat {
            None => made.request = self.json_body(schema, owner, &mut made.untyped),
            Some(flat) => {
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
        let found = media.iter().find(|(name, part)| format(name, part) == wanted);
        found.map(|(name, part)| (wanted, *name, part.clone()))
    };
    [Format::Json, Format::Multipart, Format::Form, Format::Plain].into_iter().find_map(of)
}

fn format(name: &str, media: &Part<'_>) -> Format {
    let is_any = plain::essence(name) == "*/*";
    let is_binary = media.get("schema").is_some_and(|schema| is_file(schema.value));
    if is_json(name) && !(is_any && is_binary) {
        return Format::Json;
    }
    match plain::essence(name).to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Format::Form,
        "multipart/form-data" => Format::Multipart,
        _ => Format::Plain,
    }
}

/// Whether a media type is JSON.
pub(super) fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase();
    name == "application/json" || name == "text/json" || name == "*/*" || name.ends_with("+json")
}
