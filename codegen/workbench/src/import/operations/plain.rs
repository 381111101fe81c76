//! Bodies that are text or bytes.

use specwright_runtime::{is_content_type, is_media_type};

use super::forms::is_file;
use crate::import::draft::Operation;
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::Import;
use crate::import::value::Value;

/// The content type of a text that the client has by default.
const TEXT: &str = "text/plain";

/// The keywords of a text's schema that say no more than that it is a text.
const OF_TEXT: [&str; 6] = ["type", "title", "description", "example", "examples", "contentMediaType"];

impl<'d> Import<'d> {
    /// A body of the first of these media types, as the keys of the operation. Bytes can have each of them.
    pub(super) fn plain_body(&mut self, media: &[(&'d str, Part<'d>)], made: &mut Operation) {
        let Some((name, chosen)) = media.first() else { return };
        let form = form(name, chosen);
        made.body = Some(form);
        let schema = chosen.get("schema").and_then(|schema| self.followed(schema));
        let number = |keyword: &str| {
            let found = schema.as_ref()?.value.get(keyword)?.clone();
            matches!(found, Value::Int(1..)).then_some(found)
        };
        if form == "bytes" {
            let types: Vec<Value> = media.iter().map(|(name, _)| essence(name).into()).collect();
            // A range such as `image/*` names no media type.
            if media.iter().all(|(name, _)| is_media_type(essence(name))) {
                made.plain.push(("media_types", Value::List(types)));
            }
            made.plain.extend(number("minLength").map(|least| ("min_bytes", least)));
            made.plain.extend(number("maxLength").map(|most| ("max_bytes", most)));
            for (_, part) in media {
                self.examples_of(part);
            }
            self.further_limits(media);
            return;
        }
        if *name != TEXT && is_content_type(name) {
            made.plain.push(("content_type", (*name).into()));
        }
        match chosen.value.get("example") {
            Some(Value::Text(example)) => made.plain.push(("example", example.as_str().into())),
            Some(_) | None => self.examples_of(chosen),
        }
        for (keyword, part) in schema.iter().flat_map(Part::members) {
            if !OF_TEXT.contains(&keyword) {
                self.lose(Loss::Limit, &part.at, format!("`{keyword}` of a body that is text"));
            }
        }
    }

    /// Reports the limits of the media types after the first.
    fn further_limits(&mut self, media: &[(&'d str, Part<'d>)]) {
        for (_, part) in media.iter().skip(1) {
            let schema = part.get("schema").and_then(|schema| self.followed(schema));
            for (keyword, part) in schema.iter().flat_map(Part::members) {
                if matches!(keyword, "minLength" | "maxLength") {
                    self.lose(Loss::Limit, &part.at, format!("`{keyword}` of one of several media types"));
                }
            }
        }
    }
}

/// How a body of a media type that is not JSON is read and written.
pub(in crate::import) fn form(name: &str, media: &Part<'_>) -> &'static str {
    let is_binary = media.get("schema").is_some_and(|schema| is_file(schema.value));
    if is_text(essence(name)) && !is_binary { "text" } else { "bytes" }
}

/// The media type without its parameters.
pub(super) fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

/// Whether a media type is a text in UTF-8.
fn is_text(media: &str) -> bool {
    let lower = media.to_ascii_lowercase();
    let texts = ["xml", "yaml", "json", "javascript", "jsonl", "ndjson", "graphql"];
    lower.starts_with("text/")
        || lower
            .split('/')
            .nth(1)
            .is_some_and(|name| name.split(['+', '-']).next_back().is_some_and(|last| texts.contains(&last)))
}
