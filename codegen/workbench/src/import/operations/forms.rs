//! Bodies of one level: forms and multipart.

use std::rc::Rc;

use crate::import::draft::{Body, Field, Naming, Owner, Place, Ty, TypeId, Wrapper};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::{Import, Kind, Merged};
use crate::import::value::Value;

/// The format of such a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flat {
    Form,
    Multipart,
}

/// Maximum depth of objects whose fields become fields of the form.
const MAX_DEPTH: usize = 3;

impl<'d> Import<'d> {
    /// A model for the fields of a body; each body has its own.
    pub(super) fn flat_body(
        &mut self,
        schema: Part<'d>,
        media: &Part<'d>,
        flat: Flat,
        owner: Owner,
    ) -> Option<Ty> {
        let merged = self.merge(std::slice::from_ref(&schema));
        match self.kind(&merged).kind {
            Kind::Model => {}
            _ if merged.properties.is_empty() => {
                if !merged.get("properties").is_none_or(|part| part.value.members().is_empty()) {
                    self.lose(Loss::BodyType, &schema.at, "a body that is not an object");
                }
                return None;
            }
            _ => self.lose(Loss::BodyType, &schema.at, "only the fields that all variants have"),
        }
        let reference = schema.text("$ref").and_then(|text| text.rsplit('/').next());
        let naming = match reference {
            Some(name) => Naming::Own(name.to_owned()),
            None => Naming::Place(Place { owner, word: "body".to_owned() }),
        };
        let id = self.draft.declare(&schema.at, naming);
        self.use_type(id);
        let mut form = Form { id, media: media.clone(), flat, fields: Vec::new() };
        self.form_fields(&mut form, &merged, "", 0);
        let fields = form.fields;
        if fields.is_empty() {
            return None;
        }
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Model { fields, rules: Vec::new() };
        }
        Some(Ty::named(id))
    }

    fn form_fields(&mut self, form: &mut Form<'d>, merged: &Merged<'d>, prefix: &str, depth: usize) {
        for (wire, parts) in &merged.properties {
            let Some(first) = parts.first() else { continue };
            let at = Rc::clone(&first.at);
            let name = if prefix.is_empty() { (*wire).to_owned() } else { format!("{prefix}[{wire}]") };
            let required = merged.required.contains(wire) && depth == 0;
            let encoding = form.media.get("encoding").and_then(|encoding| encoding.get(wire));
            if form.flat == Flat::Multipart
                && let Some(ty) = self.file(first)
            {
                self.file_field(form, name, first, ty, required);
                continue;
            }
            let is_deep =
                depth > 0 || encoding.as_ref().and_then(|part| part.text("style")) == Some("deepObject");
            if form.flat == Flat::Form && is_deep && self.deep_field(form, parts, &name, depth) {
                continue;
            }
            let place = Place { owner: Owner::Type(form.id), word: name.clone() };
            let mut typed = self.typed(first.clone(), &place);
            if !self.is_flat(&typed.ty) {
                if is_deep || typed.ty.wrappers.contains(&Wrapper::Map) {
                    self.lose(Loss::FormFieldLeftOut, &at, format!("the nested field `{name}`"));
                    continue;
                }
                self.lose(Loss::FormField, &at, format!("the field `{name}` is nested: its JSON"));
                typed.ty = Ty::TEXT;
                typed.keys.clear();
                typed.constant = None;
                typed.notes.retain(|(name, _)| !matches!(*name, "example" | "examples" | "default"));
            }
            let is_list = !typed.ty.wrappers.is_empty();
            let name = if is_deep && is_list { format!("{name}[]") } else { name };
            if typed.nullable {
                typed.nullable = false;
            }
            let field = self.field_of(&name, &at, typed, required);
            form.fields.push(field);
        }
    }

    /// Adds the fields of an object in the form, `card[number]`; `false` if the field is none.
    fn deep_field(&mut self, form: &mut Form<'d>, parts: &[Part<'d>], name: &str, depth: usize) -> bool {
        let merged = self.merge(parts);
        let rows = self.rows.len();
        let kind = self.kind(&merged).kind;
        self.rows.truncate(rows);
        let object = match kind {
            Kind::Model => Some(merged),
            Kind::Union(branches) => branches.into_iter().find_map(|branch| {
                let merged = self.merge(&[branch]);
                matches!(self.kind(&merged).kind, Kind::Model).then_some(merged)
            }),
            _ => None,
        };
        let Some(object) = object else { return false };
        if depth >= MAX_DEPTH {
            self.lose(Loss::FormFieldLeftOut, &object.at.clone(), format!("the fields of `{name}`"));
            return true;
        }
        self.form_fields(form, &object, name, depth + 1);
        true
    }

    fn file_field(&mut self, form: &mut Form<'d>, name: String, part: &Part<'d>, ty: Ty, required: bool) {
        let place = Place { owner: Owner::Type(form.id), word: name.clone() };
        let rows = self.rows.len();
        let mut typed = self.typed(part.clone(), &place);
        // The format is that of a file.
        self.rows.truncate(rows);
        typed.ty = ty;
        typed.nullable = false;
        typed.keys.retain(|(key, _)| matches!(*key, "min_items" | "max_items"));
        typed.notes.retain(|(name, _)| !matches!(*name, "example" | "examples" | "default"));
        let field: Field = self.field_of(&name, &part.at, typed, required);
        form.fields.push(field);
    }

    /// The type of a file, or of a list of files.
    fn file(&mut self, part: &Part<'d>) -> Option<Ty> {
        let peeled = self.followed(part.clone())?;
        if is_file(peeled.value) {
            return Some(Ty::scalar("file"));
        }
        let items = peeled.get("items").filter(|_| peeled.text("type") == Some("array"))?;
        let items = self.followed(items)?;
        is_file(items.value).then(|| Ty::scalar("file").inside(Wrapper::List))
    }
}

/// A body that is being made.
struct Form<'d> {
    id: TypeId,
    media: Part<'d>,
    flat: Flat,
    fields: Vec<Field>,
}

/// Whether the values of a schema are bytes.
fn is_file(schema: &Value) -> bool {
    let is_text = schema.get("type").and_then(Value::as_text) == Some("string");
    let is_binary = schema.get("format").and_then(Value::as_text) == Some("binary");
    let media = schema.get("contentMediaType").and_then(Value::as_text);
    is_text && is_binary || media.is_some_and(|media| !media.starts_with("text/") && !media.contains("json"))
}
