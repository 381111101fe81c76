//! Models, unions, enumerations and the types of their fields.

use std::collections::HashMap;
use std::fmt;

use specwright_runtime::{Severity, TextPlace};

use super::{Docs, EnumId, Limits, ModelId, ScalarKind, UnionId};

/// What a value on the wire is.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A value without parts.
    Scalar(ScalarKind),
    /// An object with known fields.
    Model(ModelId),
    /// An object whose tag says which fields it has.
    Union(UnionId),
    /// One of some known values.
    Enum(EnumId),
    /// An array.
    List(Box<Type>),
    /// An object with string keys.
    Map(Box<Type>),
    /// The same on the wire; boxed in Rust, so that a type may contain itself.
    Boxed(Box<Type>),
}

impl Type {
    /// A string.
    pub const TEXT: Type = Type::Scalar(ScalarKind::Text);
    /// Any JSON value.
    pub const JSON: Type = Type::Scalar(ScalarKind::Json);

    /// The type of the elements, values or boxed content, however deep; the type itself where it has none.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The scalar type that it is.
    pub fn scalar(&self) -> Option<ScalarKind> {
        if let Type::Scalar(kind) = self { Some(*kind) } else { None }
    }
}

/// An object with known fields.
#[derive(Clone, Debug)]
pub struct Model {
    /// The Rust type's name, also the spec's: `BaseInfo`.
    pub name: String,
    /// The Rust module's name: `base_info`.
    pub module: String,
    /// Its words.
    pub docs: Docs,
    /// The spec file it comes from, as it was passed in.
    pub file: String,
    /// The fields in the spec's order. Wire names and Rust names are unique.
    pub fields: Vec<Field>,
    /// Named ways to build it; empty means the plain `new`.
    pub constructors: Vec<Constructor>,
    /// Where it travels.
    pub usage: Usage,
    /// Whether it is the whole of some operation's reply, beside whose fields stand what [`super::Replies`] tells of.
    pub is_whole_reply: bool,
    /// Whether a value of it can hold a secret, however deep.
    pub holds_secret: bool,
}

impl Model {
    /// The field with this wire name.
    pub fn field(&self, wire: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.wire == wire)
    }

    /// The fields by their wire names, to look up many of them.
    pub fn by_wire(&self) -> HashMap<&str, &Field> {
        self.fields.iter().map(|field| (field.wire.as_str(), field)).collect()
    }

    /// The fields that the Rust struct has: all but constants.
    pub fn stored_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.constant.is_none())
    }

    /// Whether the Rust struct holds an `Option` for the field.
    pub fn is_optional(&self, field: &Field) -> bool {
        field.presence.need != Need::Always && !self.has_default(field)
    }

    /// Whether the Rust struct always has a value for the field, since its model is only received and the default is filled in.
    pub fn has_default(&self, field: &Field) -> bool {
        self.usage.reply && !self.usage.request && field.default.is_some()
    }

    /// Whether the model is a set of parameters made for one operation, rather than a JSON object.
    pub fn is_parameters(&self) -> bool {
        // A field of a parameter model stands in no object, and a field of any other model stands in one.
        self.fields.first().is_some_and(|field| field.location != Location::Object)
    }
}

/// In which direction a type travels. A type that nothing uses is an error of the spec, so one is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Part of some request.
    pub request: bool,
    /// Part of some reply.
    pub reply: bool,
}

/// One field of a model, or one parameter of an operation.
#[derive(Clone, Debug)]
pub struct Field {
    /// The key on the wire, whatever characters it has.
    pub wire: String,
    /// The Rust field and setter: `brand_name`, `type_`. A valid identifier, never raw.
    pub ident: String,
    /// The Rust type that names the field in `Text<…>` and `lit!`: `BrandName`.
    pub marker: String,
    /// Its words.
    pub docs: Docs,
    /// What it holds.
    pub ty: Type,
    /// Whether null may stand in place of a value.
    pub nullable: bool,
    /// When it must and when it must not be there.
    pub presence: Presence,
    /// The only value it may have. It is written by itself and no Rust field stands for it.
    pub constant: Option<Scalar>,
    /// The value the server takes when the field is absent. Never sent by itself; filled in when a reply lacks it.
    pub default: Option<Scalar>,
    /// An example in wire form. It passes every rule of the field.
    pub example: Option<serde_json::Value>,
    /// Limits on the value, or on each element of a list or map.
    pub limits: Limits,
    /// The value must be later or greater than that of another field, where both are there.
    pub after: Option<Order>,
    /// Forms that are read, with a warning, but never written.
    pub tolerate: Tolerance,
    /// The value must never be shown.
    pub secret: bool,
    /// Where it stands in the HTTP request.
    pub location: Location,
}

/// Where a field stands in the HTTP request. Everything but `Object` occurs in parameter models only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A key of the JSON object, or of the form, that the model is.
    Object,
    /// A `{name}` of the path.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// The whole body (its wire name is `body`).
    Body,
}

impl Location {
    /// The restriction of texts that stand there, if there is one.
    pub fn text_place(&self) -> Option<TextPlace> {
        match self {
            Location::Path => Some(TextPlace::PathSegment),
            Location::Header => Some(TextPlace::Header),
            Location::Object | Location::Query | Location::Body => None,
        }
    }
}

/// When a field must be there and when it must not.
#[derive(Clone, Debug, PartialEq)]
pub struct Presence {
    /// When it must be there.
    pub need: Need,
    /// When it must not be there.
    pub forbidden: Option<Condition>,
}

/// When a field must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// Never.
    Optional,
    /// Always.
    Always,
    /// When the condition holds.
    When(Condition),
}

/// Holds when every choice holds, or, negated, when at least one does not. An absent field holds for no choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// At least one.
    pub choices: Vec<Choice>,
    /// Whether it is an "unless".
    pub negated: bool,
}

impl Condition {
    /// Whether it holds, given which choices do.
    #[must_use]
    pub fn holds(&self, choice: impl FnMut(&Choice) -> bool) -> bool {
        self.choices.iter().all(choice) != self.negated
    }

    /// Whether it is known to hold only where the other one does.
    #[must_use]
    pub fn implies(&self, other: &Self) -> bool {
        match (self.negated, other.negated) {
            (false, false) => self.narrows(other),
            (true, true) => other.narrows(self),
            (false, true) => self.excludes(other),
            // Where some choice does not hold, no field is known to have a value.
            (true, false) => false,
        }
    }

    /// Whether the choices hold only where all of the other ones do.
    fn narrows(&self, other: &Self) -> bool {
        other.choices.iter().all(|wide| {
            self.choices.iter().any(|narrow| {
                narrow.field == wide.field && narrow.any_of.iter().all(|value| wide.any_of.contains(value))
            })
        })
    }

    /// Whether the choices hold only where one of the other ones does not.
    fn excludes(&self, other: &Self) -> bool {
        self.choices.iter().any(|choice| {
            let mut others = other.choices.iter().filter(|other| other.field == choice.field);
            others.any(|other| choice.any_of.iter().all(|value| !other.any_of.contains(value)))
        })
    }
}

/// Holds when the field has one of the values.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The wire name of a field of the same model; a bool, an integer, a text or an enumeration.
    pub field: String,
    /// At least one; each is a value the field can have.
    pub any_of: Vec<Scalar>,
}

/// A value in the spec.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// A string.
    Text(String),
}

/// An order between two fields of one model, both numbers or both timestamps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The wire name of the field that comes first.
    pub field: String,
    /// What violating it means.
    pub severity: Severity,
}

/// Forms that a server may take but that are never written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tolerance {
    /// A string of decimal digits in place of a number.
    pub digit_string: bool,
    /// A single element in place of a list.
    pub single: bool,
}

/// A named way to build a model: the fields it sets by itself, and what is still required then.
#[derive(Clone, Debug)]
pub struct Constructor {
    /// The Rust function: `cancel`.
    pub name: String,
    /// The Rust struct of its arguments where they are passed by name: `CancelRequired`.
    pub required_struct: String,
    /// What it means.
    pub docs: Docs,
    /// Wire names and the values they get.
    pub sets: Vec<(String, Scalar)>,
    /// Wire names of the fields that must then be given, in the model's order.
    pub required: Vec<String>,
}

/// An object whose tag says which variant, and so which fields, it has.
#[derive(Clone, Debug)]
pub struct Union {
    /// The Rust type's name: `DateInfo`.
    pub name: String,
    /// The Rust module's name: `date_info`.
    pub module: String,
    /// Its words.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The key on the wire that names the variant. No variant has a field of that name.
    pub tag: String,
    /// At least one; all tag values, `also_read` included, are distinct.
    pub variants: Vec<Variant>,
    /// Whether a field of another variant is let through with a warning.
    pub tolerate_other_variants: bool,
    /// Where it travels.
    pub usage: Usage,
}

/// One form of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The Rust variant's name: `FixedRange`.
    pub name: String,
    /// Its words.
    pub docs: Docs,
    /// The tag that is written.
    pub value: TagValue,
    /// Other spellings of the tag that are equally right.
    pub also_read: Vec<TagValue>,
    /// Its fields.
    pub model: ModelId,
}

/// A union's tag or an enumeration's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TagValue {
    /// A JSON number.
    Int(i64),
    /// A JSON string.
    Text(String),
}

/// The value itself, without quotes.
impl fmt::Display for TagValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TagValue::Int(value) => value.fmt(f),
            TagValue::Text(text) => f.write_str(text),
        }
    }
}

impl From<&TagValue> for serde_json::Value {
    fn from(tag: &TagValue) -> Self {
        match tag {
            TagValue::Int(value) => (*value).into(),
            TagValue::Text(text) => text.as_str().into(),
        }
    }
}

/// One of some known values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The Rust type's name: `Color`.
    pub name: String,
    /// The Rust module's name: `color`.
    pub module: String,
    /// Its words.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The documented values, then the extra ones. All integers or all strings; all distinct.
    pub values: Vec<EnumValue>,
    /// The wire value a server takes when the field is absent.
    pub default: Option<TagValue>,
    /// Where it travels.
    pub usage: Usage,
}

/// One value of an enumeration.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The Rust variant's name: `Color010`.
    pub name: String,
    /// The value on the wire.
    pub value: TagValue,
    /// Other spellings that are equally right.
    pub also_read: Vec<TagValue>,
    /// Its words.
    pub docs: Docs,
    /// Seen in the field but not documented: accepted with a warning.
    pub extra: bool,
}
