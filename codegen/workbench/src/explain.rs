//! Explains a field, or another element with a path: its rules, where each is declared, and the generated Rust items.

mod envelope;
mod errors;
mod resolve;
mod rules;
mod rust;

use crate::origin::Origins;
use resolve::{Place, Places, Tag};
use specwright::ir::{Api, Operation};
use specwright::source::Source;
use specwright::suggest;

pub use crate::origin::Origin;
pub use rules::Rule;

/// Everything that is known about a field, or about an operation.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::explain::explain;
///
/// let sources = sources();
/// let api = check(&sources).unwrap().api;
/// let page = &explain(&sources, &api, "name").unwrap()[0]; // by its path on the wire
/// assert_eq!((page.name.as_str(), page.doc.as_deref()), ("Pet.name", Some("Its name.")));
/// assert_eq!(page.travels, [("add_pet".to_owned(), "name".to_owned())]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldPage {
    /// `BaseInfo.title`; the name of an operation.
    pub name: String,
    /// Its documentation (`doc`).
    pub doc: Option<String>,
    /// The reasons of the spec (`note`).
    pub note: Option<String>,
    /// What the API's own documentation states instead (`documented`).
    pub documented: Option<String>,
    /// The operations and events that send or return it, each with its path there as in reports; of an operation its method
    /// and its path.
    pub travels: Vec<(String, String)>,
    /// The rules that apply to it; none of an operation.
    pub rules: Vec<Rule>,
    /// The error codes that belong to it, each with its name, and what it means.
    pub errors: Vec<(String, String)>,
    /// The generated Rust items, each with a word that describes it.
    pub rust: Vec<(String, String)>,
}

/// The error for a path that does not exist.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::explain::explain;
///
/// let sources = sources();
/// let api = check(&sources).unwrap().api;
/// let unknown = explain(&sources, &api, "Pet.nam").unwrap_err();
/// assert!(unknown.help.contains("Pet.name"), "{}", unknown.help);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPath {
    /// A suggestion.
    pub help: String,
}

/// Explains the element with this path: a wire path as reports print it (`card.base_info.title`, `seats[0].row`), or a
/// field by its type (`BaseInfo.title`). Several fields can have one path: those of a union's variants. The tag of a
/// union, the keys of an envelope and operations have pages, too.
///
/// `sources` must be those that `api` was checked from.
///
/// # Errors
///
/// Returns an error if no element has this path.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright::check::check;
/// use specwright_workbench::explain::explain;
///
/// let sources = sources();
/// let api = check(&sources).unwrap().api;
/// let pages = explain(&sources, &api, "Pet.name").unwrap();
/// assert!(pages[0].rules.iter().any(|rule| rule.text == "at most 12 bytes of UTF-8"));
/// assert!(explain(&sources, &api, "Pet.nme").is_err());
/// # Ok(())
/// # }
/// ```
pub fn explain(sources: &[Source], api: &Api, path: &str) -> Result<Vec<FieldPage>, UnknownPath> {
    let places = Places::of(api);
    let origins = Origins::new(sources);
    let page = |place: &Place<'_>| {
        let declared = origins.of(place.model, place.field);
        FieldPage {
            name: place.name(),
            doc: place.field.docs.doc.clone(),
            note: place.field.docs.note.clone(),
            documented: place.field.docs.documented.as_ref().map(|pin| pin.words().join(", ")),
            travels: place.travels.clone(),
            rules: rules::of(api, (place.model, place.field), &declared, &origins),
            errors: errors::of_field(api, &place.travels),
            rust: rust::of(api, place.model, place.field),
        }
    };
    let mut pages: Vec<FieldPage> = places.fields(api, path).into_iter().map(page).collect();
    pages.extend(places.tags(api, path).into_iter().map(|tag| envelope::of_tag(api, tag, &origins)));
    pages.extend(envelope::of_path(api, path, &origins));
    pages.extend(api.operation(path).map(|operation| of_operation(api, operation, &places)));
    if pages.is_empty() { Err(UnknownPath { help: help(api, &places, path) }) } else { Ok(pages) }
}

/// The page of an operation.
fn of_operation(api: &Api, operation: &Operation, places: &Places<'_>) -> FieldPage {
    let sends = |travels: &[(String, String)]| travels.iter().any(|(name, _)| *name == operation.name);
    let fields = places.fields.iter().filter(|place| place.model.usage.request && sends(&place.travels));
    let tags = places.tags.iter().filter(|tag| sends(&tag.travels)).map(|tag| tag.key);
    let envelope = operation.wrap.iter().flat_map(|wrap| &wrap.path).map(String::as_str);
    let sent = fields.map(|place| place.field.wire.as_str()).chain(tags).chain(envelope).collect();
    FieldPage {
        name: operation.name.clone(),
        doc: operation.docs.doc.clone(),
        note: operation.docs.note.clone(),
        documented: None,
        travels: vec![(operation.method.as_str().to_owned(), operation.path_template())],
        rules: Vec::new(),
        errors: errors::of_operation(api, &operation.name, &sent),
        rust: vec![(
            "method".to_owned(),
            format!("Client::{}", operation.on_client(operation.method_name())),
        )],
    }
}

fn help(api: &Api, places: &Places<'_>, path: &str) -> String {
    if let Some(help) = help_of_type(api, places, path) {
        return help;
    }
    let names = places.fields.iter().map(Place::name).chain(places.tags.iter().map(Tag::name));
    let names: Vec<String> = names.collect();
    let travels = places.fields.iter().map(|place| &place.travels);
    let travels = travels.chain(places.tags.iter().map(|tag| &tag.travels));
    let wires = travels.flatten().map(|(_, path)| path);
    let operations = api.operations.iter().map(|operation| &operation.name);
    let known: Vec<&str> = operations.chain(&names).chain(wires).map(String::as_str).collect();
    match suggest::nearest(path, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "write a path as `validate` prints it, or a type and a field's name on the wire, `Card.title`"
                .to_owned()
        }
    }
}

/// What to name instead of a type.
fn help_of_type(api: &Api, places: &Places<'_>, name: &str) -> Option<String> {
    let head = name.split_once('.').map_or(name, |(head, _)| head);
    if let Some(id) = api.enums.named(head) {
        return Some(format!("an enumeration has no fields; its values are in `{}`", api.enums[id].file));
    }
    let union = api.unions.named(name).map(|id| &api.unions[id]);
    let is_variant = |model: &str| {
        let mut variants = union.iter().flat_map(|union| &union.variants);
        variants.any(|variant| api.models[variant.model].name == model)
    };
    let tags = places.tags.iter().filter(|tag| tag.union.name == name).map(Tag::name);
    let fields =
        places.fields.iter().filter(|place| place.model.name == name || is_variant(&place.model.name));
    let names: Vec<String> = tags.chain(fields.map(Place::name)).map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("name one of its fields: {}", suggest::list(&names)))
}
