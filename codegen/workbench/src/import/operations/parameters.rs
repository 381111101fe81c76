//! Parameters in paths, queries and headers.

use std::collections::{HashMap, HashSet};

use super::body::is_json;
use super::{Common, Found};
use crate::import::draft::{Base, Body, Field, Owner, Place, Texts, Ty, Wrapper};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::{Import, Typed, doc};
use crate::import::value::Value;

/// The parameters of an operation.
#[derive(Debug, Default)]
pub(super) struct Parameters<'d> {
    /// The names of the parameters in the query that the document declares.
    pub(super) in_query: HashSet<&'d str>,
    pub(super) path: Vec<Field>,
    pub(super) query: Vec<Field>,
    pub(super) headers: Vec<Field>,
}

impl<'d> Import<'d> {
    pub(super) fn parameters(
        &mut self,
        found: &Found<'d>,
        common: &Common<'d>,
        owner: Owner,
    ) -> Parameters<'d> {
        // A parameter of the operation replaces that of the path.
        let mut all: Vec<Part<'d>> = Vec::new();
        let mut positions: HashMap<(&'d str, &'d str), usize> = HashMap::new();
        for list in [found.item.get("parameters"), found.operation.get("parameters")].into_iter().flatten() {
            for part in list.elements() {
                let Some(part) = self.followed(part) else { continue };
                let (Some(name), Some(place)) = (part.text("name"), part.text("in")) else {
                    self.lose(Loss::ParameterLeftOut, &part.at, "it has no name or no place");
                    continue;
                };
                let position = *positions.entry((name, place)).or_insert(all.len());
                match all.get_mut(position) {
                    Some(earlier) => *earlier = part,
                    None => all.push(part),
                }
            }
        }
        let mut parameters = Parameters {
            in_query: positions
                .keys()
                .filter(|(_, place)| *place == "query")
                .map(|(name, _)| *name)
                .collect(),
            ..Parameters::default()
        };
        for part in all {
            self.parameter(&part, &mut parameters, common, owner);
        }
        parameters
    }

    fn parameter(&mut self, part: &Part<'d>, all: &mut Parameters<'d>, common: &Common<'d>, owner: Owner) {
        let name = part.text("name").unwrap_or_default();
        let place = part.text("in").unwrap_or_default();
        let is_credential = common.credential.is_some_and(|credential| match place {
            "header" => credential.eq_ignore_ascii_case(name),
            "query" | "cookie" => credential == name,
            _ => false,
        });
        if is_credential {
            // The client sends it.
            return;
        }
        match place {
            "path" => {
                let field = self.path_parameter(part, name, owner);
                all.path.push(field);
            }
            "query" => self.query_parameter(part, name, owner, all),
            "header" if is_set_by_client(name) => self.lose(Loss::ClientHeader, &part.at, name),
            "header" => {
                if all.headers.iter().any(|known| known.wire.eq_ignore_ascii_case(name)) {
                    self.lose(Loss::ParameterLeftOut, &part.at, format!("another spelling of `{name}`"));
                    return;
                }
                let typed = self.parameter_type(part, name, owner);
                let typed = self.flat(typed, part, true);
                let field = self.parameter_field(part, name, typed, part.is_true("required"));
                all.headers.push(field);
            }
            "cookie" => self.lose(Loss::CookieParameter, &part.at, name),
            other => self.lose(Loss::ParameterLeftOut, &part.at, format!("`{name}` is in `{other}`")),
        }
    }

    fn path_parameter(&mut self, part: &Part<'d>, name: &str, owner: Owner) -> Field {
        let typed = self.parameter_type(part, name, owner);
        let mut typed = self.flat(typed, part, false);
        if let Some(style) = part.text("style").filter(|style| *style != "simple") {
            self.lose(Loss::ParameterStyle, &part.at, style);
            typed = Typed { notes: typed.notes, ..Typed::text() };
        }
        if typed.ty.is("base64") {
            // That of nothing is empty, which a segment of a path cannot be.
            self.lose(Loss::ParameterType, &part.at, "bytes in a path");
            typed.ty = Ty::TEXT;
        }
        let mut field = self.parameter_field(part, name, typed, true);
        field.keys.retain(|(key, _)| *key != "default");
        field.required = false;
        field
    }

    fn query_parameter(&mut self, part: &Part<'d>, name: &str, owner: Owner, all: &mut Parameters<'d>) {
        if let Some(schema) = part.get("schema")
            && self.object_parameter(part, name, schema, owner, all)
        {
            return;
        }
        if self.json_parameter(part, name, owner, &mut all.query) {
            return;
        }
        let typed = self.parameter_type(part, name, owner);
        let required = part.is_true("required");
        let is_list = typed.ty.wrappers.first() == Some(&Wrapper::List);
        let style = part.text("style").unwrap_or("form");
        let is_exploded = part.value.get("explode").map_or(style == "form", Value::is_true);
        let typed = self.flat(typed, part, true);
        let is_list = is_list && !typed.ty.wrappers.is_empty();
        let style = match (style, is_exploded) {
            _ if !is_list => None,
            ("form", false) => Some("comma"),
            ("spaceDelimited", false) => Some("space"),
            ("pipeDelimited", false) => Some("pipe"),
            // OpenAPI does not say what it means for a list; servers expect brackets.
            ("deepObject", _) => Some("brackets"),
            _ => None,
        };
        let mut field = self.parameter_field(part, name, typed, required);
        field.keys.extend(style.map(|style| ("style", style.into())));
        all.query.push(field);
    }

    /// Adds a parameter whose value is written as JSON; `false` if it is another one.
    fn json_parameter(&mut self, part: &Part<'d>, name: &str, owner: Owner, all: &mut Vec<Field>) -> bool {
        let media = part.get("content").and_then(|content| content.members().next());
        let Some((_, media)) = media.filter(|(media, _)| is_json(media)) else { return false };
        let Some(schema) = media.get("schema") else { return false };
        let mut typed = self.typed(schema, &Place { owner, word: name.to_owned() });
        self.describe(&typed);
        if self.is_flat(&typed.ty) && typed.ty.wrappers.is_empty() {
            // The text of a string in JSON has quotation marks.
            return false;
        }
        for keyword in ["example", "examples"] {
            if let Some(example) = media.get(keyword) {
                self.lose(Loss::Example, &example.at, "an example of a parameter in JSON");
            }
        }
        typed.nullable = false;
        let mut field = self.parameter_field(part, name, typed, part.is_true("required"));
        field.keys.retain(|(key, _)| *key != "default");
        field.keys.push(("style", "json".into()));
        all.push(field);
        true
    }

    pub(super) fn parameter_type(&mut self, part: &Part<'d>, name: &str, owner: Owner) -> Typed<'d> {
        let place = Place { owner, word: name.to_owned() };
        if let Some(schema) = part.get("schema") {
            let rows = self.rows.len();
            let mut typed = self.typed(schema.clone(), &place);
            typed.ty = typed.ty.without_null();
            let is_union = typed.ty.as_named().is_some_and(|id| self.of_values.contains(&id));
            if (typed.ty == Ty::JSON || is_union) && self.is_text_or_texts(&schema) {
                self.rows.truncate(rows);
                self.lose(Loss::OneOrMany, &part.at, "one text or a list of them");
                typed.ty = Ty::TEXT.inside(Wrapper::List);
                return typed;
            }
            let may_be_text = match typed.ty.base {
                Base::Scalar(name) => name == "json",
                Base::Named(id) => self.of_values.contains(&id),
            };
            if may_be_text && self.is_text_of_scalars(&typed.ty, schema) {
                // All of them are texts there.
                self.rows.truncate(rows);
                self.lose(Loss::WiderType, &part.at, "several scalars, each as a text");
                typed.ty.base = Ty::TEXT.base;
            }
            return typed;
        }
        if let Some(content) = part.get("content") {
            let media = content.members().next().map(|(media, _)| media).unwrap_or_default();
            self.lose(Loss::ParameterStyle, &content.at, format!("a text of the type `{media}`"));
        }
        Typed::text()
    }

    /// A type that a parameter can have.
    fn flat(&mut self, typed: Typed<'d>, part: &Part<'d>, can_be_list: bool) -> Typed<'d> {
        let is_list = !typed.ty.wrappers.is_empty();
        if self.is_flat(&typed.ty) && (can_be_list || !is_list) {
            return typed;
        }
        self.lose(Loss::ParameterType, &part.at, "not a single value");
        Typed { notes: typed.notes, ..Typed::text() }
    }

    pub(super) fn parameter_field(
        &mut self,
        part: &Part<'d>,
        name: &str,
        typed: Typed<'d>,
        required: bool,
    ) -> Field {
        let mut typed = typed;
        for keyword in ["example", "examples"] {
            if let Some(example) = part.get(keyword) {
                let first = match keyword {
                    "example" => Some(example),
                    _ => example.members().next().and_then(|(_, named)| named.get("value")),
                };
                if let Some(first) = first {
                    typed.notes.retain(|(name, _)| !matches!(*name, "example" | "examples"));
                    typed.notes.push(("example", first));
                }
            }
        }
        let mut field = self.field_of(name, &part.at, typed, required);
        let own = doc(None, part.text("description"));
        field.texts.doc = own.or(field.texts.doc);
        field.texts.deprecated |= part.is_true("deprecated");
        if part.is_true("allowEmptyValue") {
            self.lose(Loss::EmptyValue, &part.below("allowEmptyValue"), name);
        }
        if part.is_true("allowReserved") {
            self.lose(Loss::Reserved, &part.below("allowReserved"), name);
        }
        for (name, inner) in part.members().filter(|(name, _)| name.starts_with("x-")) {
            self.lose(Loss::Extension, &inner.at, name);
        }
        as_parameter(&mut field);
        field
    }

    /// Whether it is a scalar, an enumeration, or a list of these.
    pub(super) fn is_flat(&self, ty: &Ty) -> bool {
        let is_list = matches!(ty.wrappers.as_slice(), [] | [Wrapper::List]);
        let is_scalar = match ty.base {
            Base::Scalar(name) => name != "json" && name != "file",
            Base::Named(id) => {
                let body = self.draft.get(id).map(|declared| &declared.body);
                matches!(body, Some(Body::Enum { .. }))
            }
        };
        is_list && is_scalar
    }
}

impl Typed<'_> {
    fn text() -> Self {
        Typed { ty: Ty::TEXT, nullable: false, keys: Vec::new(), constant: None, notes: Vec::new() }
    }
}

/// Removes what only fields of a body can have.
pub(super) fn as_parameter(field: &mut Field) {
    field.nullable = false;
    field.read_only = false;
    field.write_only = false;
    field.keys.retain(|(key, _)| *key != "tolerate");
}

/// A text in a path that the document does not declare.
pub(super) fn text(wire: &str, at: &str) -> Field {
    Field {
        wire: wire.to_owned(),
        at: at.to_owned(),
        ty: Ty::TEXT,
        required: false,
        read_only: false,
        write_only: false,
        nullable: false,
        texts: Texts::default(),
        keys: Vec::new(),
    }
}

/// A constant in a query.
pub(super) fn constant(wire: &str, value: &str, at: &str) -> Field {
    Field { keys: vec![("const", value.into())], ..text(wire, at) }
}

/// Whether OpenAPI or the client determines a header.
fn is_set_by_client(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let set = [
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    ];
    set.contains(&lower.as_str()) || lower.starts_with("proxy-")
}
