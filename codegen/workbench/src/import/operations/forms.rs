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

impl<'d> Import<'d> {
    /// A model for the fields of a body, and the word for its format.
    pub(super) fn flat_body(
        &mut self,
        schema: Part<'d>,
        media: &Part<'d>,
        flat: Flat,
        owner: Owner,
    ) -> Option<(Ty, &'static str)> {
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
        if flat == Flat::Form
            && !merged.properties.is_empty()
            && let Some(ty) = self.nested_body(&schema, media, &merged, owner)
        {
            return Some((ty, "nested_form"));
        }
        let reference = schema.text("$ref").and_then(|text| text.rsplit('/').next());
        let naming = match reference {
            Some(name) => Naming::Own(name.to_owned()),
            None => Naming::Place(Place { owner, word: "body".to_owned() }),
        };
        let id = self.draft.declare(&schema.at, naming);
        self.use_type(id);
        let mut form = Form { id, flat, fields: Vec::new() };
        self.form_fields(&mut form, &merged);
        let fields = form.fields;
        if fields.is_empty() {
            return None;
        }
        if let Some(declared) = self.draft.get_mut(id) {
            declared.body = Body::Model { fields, rules: Vec::new() };
        }
        let word = match flat {
            Flat::Form => "form",
            Flat::Multipart => "multipart",
        };
        Some((Ty::named(id), word))
    }

    fn form_fields(&mut self, form: &mut Form, merged: &Merged<'d>) {
        for (wire, parts) in &merged.properties {
            let Some(first) = parts.first() else { continue };
            let at = Rc::clone(&first.at);
            let required = merged.required.contains(wire);
            if form.flat == Flat::Multipart
                && let Some(ty) = self.file(first)
            {
                self.file_field(form, (*wire).to_owned(), first, ty, required);
                continue;
            }
            let place = Place { owner: Owner::Type(form.id), word: (*wire).to_owned() };
            let mut typed = self.typed_all(parts, &place);
            typed.ty = typed.ty.without_null();
            if !self.is_flat(&typed.ty) {
                self.lose(Loss::FormField, &at, format!("the field `{wire}` is nested: its JSON"));
                typed.ty = Ty::TEXT;
                typed.keys.clear();
                typed.constant = None;
                typed.notes.retain(|(name, _)| !matches!(*name, "example" | "examples" | "default"));
            }
            typed.nullable = false;
            let field = self.field_of(wire, &at, typed, required);
            form.fields.push(field);
        }
    }

    /// The type of a form with names in brackets; `None` if the form is flat.
    fn nested_body(
        &mut self,
        schema: &Part<'d>,
        media: &Part<'d>,
        merged: &Merged<'d>,
        owner: Owner,
    ) -> Option<Ty> {
        let is_deep = |wire: &str| {
            let encoding = media.get("encoding").and_then(|encoding| encoding.get(wire));
            encoding.is_some_and(|encoding| encoding.text("style") == Some("deepObject"))
        };
        if !merged.properties.iter().any(|(wire, _)| is_deep(wire)) {
            return None;
        }
        let typed = self.typed(schema.clone(), &Place { owner, word: "body".to_owned() });
        self.describe(&typed);
        let id = typed.ty.as_named()?;
        self.in_forms.insert(id);
        Some(typed.ty)
    }

    fn file_field(&mut self, form: &mut Form, name: String, part: &Part<'d>, ty: Ty, required: bool) {
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
struct Form {
    id: TypeId,
    flat: Flat,
    fields: Vec<Field>,
}

/// Whether the values of a schema are bytes.
pub(super) fn is_file(schema: &Value) -> bool {
    let is_text = schema.get("type").and_then(Value::as_text) == Some("string");
    let is_binary = schema.get("format").and_then(Value::as_text) == Some("binary");
    let media = schema.get("contentMediaType").and_then(Value::as_text);
    is_text && is_binary || media.is_some_and(|media| !media.starts_with("text/") && !media.contains("json"))
}
