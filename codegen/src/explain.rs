//! Explains one field of a spec: which rules hold for it, where each comes from, and what became of it.

mod resolve;
mod rules;
mod rust;

use crate::ir::Api;
use crate::origin::Origins;
use crate::source::Source;
use crate::suggest;

pub use crate::origin::Origin;
pub use rules::Rule;

/// Everything there is to say about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldPage {
    /// `BaseInfo.title`.
    pub name: String,
    /// What it means, in the spec's words.
    pub doc: Option<String>,
    /// Why the spec says what it says, in its own words.
    pub note: Option<String>,
    /// What the API's own documentation says instead.
    pub documented: Option<String>,
    /// The operations that it travels with, and the path it has there, as a report prints it.
    pub travels: Vec<(String, String)>,
    /// The rules that hold for it.
    pub rules: Vec<Rule>,
    /// The Rust items that it became, each with a word that says which.
    pub rust: Vec<(String, String)>,
}

/// No field has the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPath {
    /// What to try instead.
    pub help: String,
}

/// Explains the fields with this path: a wire path as reports print it (`card.base_info.title`, `seats[0].row`),
/// or a field by its type (`BaseInfo.title`). Several fields can have one path: those of a union's variants.
///
/// `sources` must be those that `api` was checked from.
///
/// # Errors
///
/// When no field has this path.
pub fn explain(sources: &[Source], api: &Api, path: &str) -> Result<Vec<FieldPage>, UnknownPath> {
    let all = resolve::all(api);
    let found = resolve::find(api, &all, path);
    if found.is_empty() {
        return Err(UnknownPath { help: help(api, &all, path) });
    }
    let origins = Origins::new(sources);
    let page = |place: &resolve::Place<'_>| {
        let declared = origins.of(place.model, place.field);
        FieldPage {
            name: place.name(),
            doc: place.field.docs.doc.clone(),
            note: place.field.docs.note.clone(),
            documented: place.field.docs.documented.as_ref().map(|pin| pin.words().join(", ")),
            travels: all
                .iter()
                .filter(|other| other.is(place))
                .flat_map(|other| other.travels.clone())
                .collect(),
            rules: rules::of(api, place.field, &declared, &origins),
            rust: rust::of(api, place.model, place.field),
        }
    };
    Ok(found.into_iter().map(page).collect())
}

fn help(api: &Api, all: &[resolve::Place<'_>], path: &str) -> String {
    if let Some(id) = api.models.named(path) {
        let model = &api.models[id];
        let fields: Vec<String> =
            model.fields.iter().map(|field| format!("`{}.{}`", model.name, field.wire)).collect();
        return format!("name one of its fields: {}", suggest::list(&fields));
    }
    let names: Vec<String> = all.iter().map(resolve::Place::name).collect();
    let wires = all.iter().flat_map(|place| place.travels.iter().map(|(_, path)| path));
    let known: Vec<&str> = names.iter().chain(wires).map(String::as_str).collect();
    match suggest::nearest(path, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "write a path as `validate` prints it, or a type and a field's name on the wire, `Card.title`"
                .to_owned()
        }
    }
}
