//! Objects in queries.

use super::parameters::{Parameters, as_parameter};
use crate::import::draft::{Owner, Place};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::schemas::{Import, Kind, Merged};
use crate::import::value::Value;

impl<'d> Import<'d> {
    /// Adds a parameter for each field of an object that the query has; `false` if the schema is not one.
    pub(super) fn object_parameter(
        &mut self,
        part: &Part<'d>,
        name: &str,
        schema: Part<'d>,
        owner: Owner,
        all: &mut Parameters<'d>,
    ) -> bool {
        let is_deep = part.text("style") == Some("deepObject");
        let Some((merged, other)) = self.object_of(schema, is_deep) else { return false };
        let is_exploded = part.value.get("explode").is_none_or(Value::is_true);
        if !is_deep && !is_exploded {
            return false;
        }
        let what = if is_deep { format!("`{name}[…]`") } else { format!("the fields of `{name}`") };
        self.lose(Loss::ObjectParameter, &part.at, what);
        for mut field in self.fields(&merged, None, owner) {
            let at = field.at.clone();
            if !self.is_flat(&field.ty) {
                self.lose(
                    Loss::ParameterLeftOut,
                    &at,
                    format!("`{name}` has a nested field `{}`", field.wire),
                );
                continue;
            }
            if is_deep {
                let is_list = !field.ty.wrappers.is_empty();
                field.wire = format!("{name}[{}]", field.wire);
                field.keys.extend(is_list.then(|| ("style", "brackets".into())));
            }
            field.required &= part.is_true("required");
            as_parameter(&mut field);
            let is_declared = field.wire != name && all.in_query.contains(&*field.wire);
            if is_declared || all.query.iter().any(|known| known.wire == field.wire) {
                let what = format!("`{name}` has a field `{0}`, and the query another `{0}`", field.wire);
                self.lose(Loss::ParameterLeftOut, &at, what);
                continue;
            }
            all.query.push(field);
        }
        if let Some(other) = other {
            let place = Place { owner, word: name.to_owned() };
            let typed = self.typed(other, &place);
            if self.is_flat(&typed.ty) {
                let field = self.parameter_field(part, name, typed, false);
                all.query.push(field);
            }
        }
        true
    }

    /// The object that a schema of a parameter is, and the other thing that it can be instead.
    fn object_of(&mut self, schema: Part<'d>, is_deep: bool) -> Option<(Merged<'d>, Option<Part<'d>>)> {
        let merged = self.merge(std::slice::from_ref(&schema));
        match self.kind_quietly(&merged) {
            Kind::Model => Some((merged, None)),
            Kind::Union(branches) if is_deep => {
                let mut object = None;
                let mut other = None;
                for branch in branches {
                    let merged = self.merge(std::slice::from_ref(&branch));
                    match self.kind_quietly(&merged) {
                        Kind::Model if object.is_none() => object = Some(merged),
                        _ => other = Some(branch),
                    }
                }
                object.map(|object| (object, other))
            }
            _ => None,
        }
    }

    pub(super) fn kind_quietly(&mut self, merged: &Merged<'d>) -> Kind<'d> {
        let rows = self.rows.len();
        let kind = self.kind(merged).kind;
        self.rows.truncate(rows);
        kind
    }
}
