//! Fields and parameters.

use specwright::ir::ScalarKind;

use super::{Keys, Own, Tree, is_text, texts};
use crate::export::{is_added, scalar_kind};
use crate::import::references::Part;
use crate::import::report::Loss;
use crate::import::value::Value;

/// The keywords of JSON Schema that say the same as a limit of the dialect.
const KEYWORDS: [(&str, &str); 13] = [
    ("minLength", "min_chars"),
    ("maxLength", "max_chars"),
    ("pattern", "pattern"),
    ("minimum", "min"),
    ("maximum", "max"),
    ("exclusiveMinimum", "exclusive_min"),
    ("exclusiveMaximum", "exclusive_max"),
    ("multipleOf", "multiple_of"),
    ("minItems", "min_items"),
    ("maxItems", "max_items"),
    ("minProperties", "min_items"),
    ("maxProperties", "max_items"),
    ("uniqueItems", "unique_items"),
];

/// What else a schema or a parameter has that is read.
const READ: [&str; 27] = [
    "type",
    "format",
    "items",
    "additionalProperties",
    "propertyNames",
    "enum",
    "const",
    "not",
    "$ref",
    "allOf",
    "oneOf",
    "nullable",
    "default",
    "description",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "x-variant",
    "name",
    "in",
    "required",
    "style",
    "content",
    "explode",
    "schema",
];

/// Maximum number of lists and maps inside of each other.
const MAX_DEPTH: usize = 16;

/// What is known of a field.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) ty: String,
    nullable: bool,
    pub(super) keys: Vec<(&'static str, Value)>,
    texts: Keys,
    depth: usize,
}

impl Default for Found {
    fn default() -> Found {
        let ty = ScalarKind::Json.name().to_owned();
        Found { ty, nullable: false, keys: Vec::new(), texts: Keys::new(), depth: 0 }
    }
}

impl Found {
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.keys.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// The keys of a variant of a union, which is null where the union is.
    pub(super) fn into_variant(mut self) -> Tree {
        self.keys.retain(|(key, _)| *key != "nullable");
        self.into_tree()
    }

    /// The keys in the order in which people write them.
    pub(super) fn into_tree(self) -> Tree {
        let mut keys: Keys = vec![("type".to_owned(), Tree::Leaf(self.ty.as_str().into()))];
        let mut own = self.keys;
        own.sort_by_key(|(key, _)| rank(key));
        let (last, own): (Vec<_>, Vec<_>) = own.into_iter().partition(|(key, _)| *key == "example");
        keys.extend(own.into_iter().map(|(key, value)| (key.to_owned(), Tree::Leaf(value))));
        keys.extend(self.texts);
        keys.extend(last.into_iter().map(|(key, value)| (key.to_owned(), Tree::Leaf(value))));
        Tree::Map(keys)
    }
}

/// The type inside of a wrapper.
fn inside<'t>(ty: &'t str, wrapper: &str) -> Option<&'t str> {
    ty.strip_prefix(wrapper)?.strip_prefix('<')?.strip_suffix('>')
}

fn rank(key: &str) -> usize {
    let first = [
        "name",
        "required",
        "required_if",
        "required_unless",
        "forbidden_if",
        "forbidden_unless",
        "read_only",
        "write_only",
        "nullable",
    ];
    first.iter().position(|known| *known == key).unwrap_or(first.len())
}

impl<'d> Own<'d> {
    /// A field. `around` has its texts: the schema itself, or the parameter around it.
    pub(super) fn field(
        &mut self,
        schema: Option<&Part<'d>>,
        around: &Part<'d>,
        is_required: bool,
        in_path: bool,
    ) -> Found {
        let mut found = Found::default();
        if let Some(schema) = schema {
            if schema.at != around.at {
                self.besides(schema, &mut found);
            }
            self.besides(around, &mut found);
            self.shape(schema, in_path, &mut found);
        }
        let flags = [
            ("required", is_required),
            ("read_only", around.is_true("readOnly")),
            ("write_only", around.is_true("writeOnly")),
            ("nullable", found.nullable),
        ];
        found.keys.extend(flags.into_iter().filter(|(_, is)| *is).map(|(key, _)| (key, Value::Bool(true))));
        found
    }

    /// The keys `x-…`, the texts, the example and the default of a schema or a parameter.
    fn besides(&mut self, part: &Part<'d>, found: &mut Found) {
        let limits = KEYWORDS.map(|(keyword, _)| keyword);
        let read: Vec<&str> = READ.into_iter().chain(limits).collect();
        let extensions = self.extensions(part, "field", &read);
        for (name, value) in extensions.iter().filter(|(name, _)| !is_text(name)) {
            match (*name, value.as_text()) {
                ("type", Some(ty)) => {
                    found.ty = ty.to_owned();
                    self.use_type(ty);
                }
                (name, _) => found.keys.push((name, (*value).clone())),
            }
        }
        found.texts.extend(texts(part, &extensions));
        if let Some(default) = part.value.get("default") {
            found.keys.push(("default", default.clone()));
        }
        let first = || part.value.get("examples").and_then(|examples| examples.elements().first());
        if let Some(example) = part.value.get("example").or_else(first) {
            found.keys.push(("example", example.clone()));
        }
    }

    /// The type and the limits of a schema.
    pub(super) fn shape(&mut self, schema: &Part<'d>, in_path: bool, found: &mut Found) {
        // `x-type` goes before what the schema says.
        let stated = (found.ty != ScalarKind::Json.name()).then(|| found.ty.clone());
        let own = self.typed(schema, in_path, stated.as_deref(), found);
        found.ty = stated.unwrap_or(own);
    }

    fn typed(&mut self, schema: &Part<'d>, in_path: bool, stated: Option<&str>, found: &mut Found) -> String {
        if let Some(reference) = schema.text("$ref") {
            let Some((name, is_nullable)) = self.target(schema, reference) else { return "json".to_owned() };
            found.nullable |= is_nullable;
            return name;
        }
        if let Some(inner) = self.inner(schema, found) {
            return self.typed(&inner, in_path, stated, found);
        }
        let types: Vec<&str> = match schema.value.get("type") {
            Some(Value::Text(ty)) => vec![ty.as_str()],
            Some(types) => types.elements().iter().filter_map(Value::as_text).collect(),
            None => Vec::new(),
        };
        found.nullable |= types.contains(&"null") || schema.is_true("nullable");
        self.constant(schema, found);
        let ty = types.into_iter().find(|ty| *ty != "null");
        let wrapped = match ty {
            Some("array") => schema.get("items").map(|inner| ("list", inner)),
            Some("object") => schema.get("additionalProperties").map(|inner| ("map", inner)),
            Some(_) | None => None,
        };
        let wrapped = wrapped.filter(|(_, inner)| inner.value.is_object() && found.depth < MAX_DEPTH);
        if let Some((wrapper, inner)) = wrapped {
            found.depth += 1;
            self.limits(schema, None, in_path, found);
            self.elements(&inner, found);
            let inner_stated = stated.and_then(|ty| inside(ty, wrapper));
            let inner_stated = inner_stated.map(|ty| inside(ty, "nullable").unwrap_or(ty));
            let is_null = std::mem::take(&mut found.nullable);
            let element = self.typed(&inner, in_path, inner_stated, found);
            return match std::mem::replace(&mut found.nullable, is_null) {
                true => format!("{wrapper}<nullable<{element}>>"),
                false => format!("{wrapper}<{element}>"),
            };
        }
        let kind = self.scalar(schema, ty);
        let meant = stated.and_then(ScalarKind::named).or(kind);
        self.limits(schema, meant, in_path, found);
        kind.unwrap_or(ScalarKind::Json).name().to_owned()
    }

    /// The schema inside of one that adds null to it, or texts.
    fn inner(&mut self, schema: &Part<'d>, found: &mut Found) -> Option<Part<'d>> {
        let only = schema.get("allOf").filter(|all| all.value.elements().len() == 1);
        if let Some(inner) = only.and_then(|all| all.elements().next()) {
            return Some(inner);
        }
        let alternatives: Vec<Part<'d>> = schema.get("oneOf")?.elements().collect();
        let is_null = |part: &Part<'_>| part.text("type") == Some("null");
        let (nulls, others): (Vec<_>, Vec<_>) = alternatives.into_iter().partition(is_null);
        match others.as_slice() {
            [inner] if !nulls.is_empty() => {
                found.nullable = true;
                Some(inner.clone())
            }
            _ => {
                self.lose(Loss::OwnForm, &schema.at, "alternatives");
                None
            }
        }
    }

    /// The keys `x-…` of the elements of a list or a map.
    fn elements(&mut self, schema: &Part<'d>, found: &mut Found) {
        let limits = KEYWORDS.map(|(keyword, _)| keyword);
        let read: Vec<&str> = READ.into_iter().chain(limits).collect();
        for (name, value) in self.extensions(schema, "field", &read) {
            found.keys.push((name, value.clone()));
        }
    }

    /// The only value, if there is one.
    fn constant(&mut self, schema: &Part<'d>, found: &mut Found) {
        let listed = schema.get("enum");
        let values =
            listed.iter().flat_map(|listed| listed.value.elements()).chain(schema.value.get("const"));
        let values: Vec<&Value> = values.filter(|value| **value != Value::Null).collect();
        match values.as_slice() {
            [] => {}
            [only] => found.keys.push(("const", (*only).clone())),
            _ => self.lose(Loss::OwnForm, &schema.at, "an enumeration without a name: any value of its type"),
        }
    }

    /// The scalar type; `None` for any value.
    fn scalar(&mut self, schema: &Part<'d>, ty: Option<&str>) -> Option<ScalarKind> {
        let format = schema.text("format");
        let found = ty.and_then(|ty| scalar_kind(ty, format));
        let plain = match ty {
            Some("string") => Some(ScalarKind::Text),
            Some("integer") => Some(ScalarKind::Int),
            Some("number") => Some(ScalarKind::Float),
            Some("boolean") => Some(ScalarKind::Bool),
            Some(_) => {
                self.lose(Loss::OwnForm, &schema.at, "an object or a list without a name");
                None
            }
            None => None,
        };
        if let (None, Some(_), Some(format)) = (found, plain, format) {
            self.lose(Loss::Format, &schema.at, format);
        }
        found.or(plain)
    }

    /// The limits that keywords state, without what the exporter writes besides.
    fn limits(&mut self, schema: &Part<'d>, kind: Option<ScalarKind>, in_path: bool, found: &mut Found) {
        for (keyword, key) in KEYWORDS {
            let Some(value) = schema.value.get(keyword) else { continue };
            // In 3.0 a flag excludes the limit beside it.
            let key = match keyword {
                "minimum" if schema.is_true("exclusiveMinimum") => "exclusive_min",
                "maximum" if schema.is_true("exclusiveMaximum") => "exclusive_max",
                "exclusiveMinimum" | "exclusiveMaximum" if matches!(value, Value::Bool(_)) => continue,
                _ => key,
            };
            let number = match value {
                Value::Int(number) => Some(*number),
                _ => None,
            };
            let bytes = |key: &str| match found.get(key) {
                Some(Value::Int(bytes)) => Some(*bytes),
                _ => None,
            };
            let range = kind.and_then(ScalarKind::range);
            let is_besides = match keyword {
                "minLength" => {
                    number == bytes("min_bytes").map(|bytes| bytes.saturating_add(3) / 4)
                        || in_path && number == Some(1)
                }
                "maxLength" => number == bytes("max_bytes"),
                "minimum" if key == "min" => number.is_some() && number == range.map(|range| range.0),
                "maximum" if key == "max" => number.is_some() && number == range.map(|range| range.1),
                "pattern" => {
                    let pattern = value.as_text().unwrap_or_default();
                    kind.is_some_and(|kind| is_added(kind, pattern))
                }
                _ => false,
            };
            if !is_besides && found.get(key).is_none() {
                found.keys.push((key, value.clone()));
            }
        }
        let not = schema.get("not");
        let is_known = |not: &Part<'_>| {
            let is_path = in_path && not.get("enum").is_some();
            is_path || not.text("pattern").is_some_and(|pattern| is_added(ScalarKind::Text, pattern))
        };
        if let Some(not) = not.filter(|not| !is_known(not)) {
            self.lose(Loss::Keyword, &not.at, "not");
        }
    }
}
