//! Models, unions, enumerations and the types of their fields.

use std::collections::HashMap;
use std::fmt;

use specwright_runtime::{ListStyle, Number, Severity, TextPlace};

use super::{Condition, Docs, EnumId, Limits, ModelId, Rule, ScalarKind, UnionId};

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Type {
    /// A scalar.
    Scalar(ScalarKind),
    /// An object with known fields.
    Model(ModelId),
    /// An object of one of several variants, which determines its fields.
    Union(UnionId),
    /// One of the known values.
    Enum(EnumId),
    /// An array.
    List(Box<Type>),
    /// An object with string keys.
    Map(Box<Type>),
    /// Null or a value of the type: an element of a list, or a value of a map. A field says so itself.
    Nullable(Box<Type>),
    /// Boxed in Rust, so that a type may contain itself; no difference on the wire.
    Boxed(Box<Type>),
}

impl Type {
    /// A string.
    pub const TEXT: Type = Type::Scalar(ScalarKind::Text);
    /// Any JSON value.
    pub const JSON: Type = Type::Scalar(ScalarKind::Json);

    /// The type of the elements, values or boxed content at any depth, if it is not null; the type itself if it has none.
    pub fn innermost(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                inner.innermost()
            }
            other => other,
        }
    }

    /// The type of the elements of a list or the values of a map, those that are not null.
    pub fn element(&self) -> Option<&Type> {
        match self {
            Type::List(inner) | Type::Map(inner) => Some(match &**inner {
                Type::Nullable(inner) => inner,
                inner => inner,
            }),
            Type::Nullable(_)
            | Type::Boxed(_)
            | Type::Scalar(_)
            | Type::Model(_)
            | Type::Union(_)
            | Type::Enum(_) => None,
        }
    }

    /// Whether it is a file, or a list of files.
    pub fn is_file(&self) -> bool {
        *self.innermost() == Type::Scalar(ScalarKind::File)
    }

    /// The scalar type, if it is one.
    pub fn scalar(&self) -> Option<ScalarKind> {
        if let Type::Scalar(kind) = self { Some(*kind) } else { None }
    }
}

/// An object with known fields.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Model {
    /// The name in the spec and of the Rust type: `BaseInfo`.
    pub name: String,
    /// The Rust module's name: `base_info`.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// The spec file, as it was passed in.
    pub file: String,
    /// The fields in the spec's order. Wire names and Rust names are unique.
    pub fields: Vec<Field>,
    /// Named constructors; if there are none, it has `new`.
    pub constructors: Vec<Constructor>,
    /// The wire names of former fields, each with the reason: accepted with a warning, and never written.
    pub former_fields: Vec<(String, String)>,
    /// Rules over several fields, in the spec's order.
    pub rules: Vec<Rule>,
    /// The directions in which it is sent.
    pub usage: Usage,
    /// Whether it is the whole reply of an operation, which also contains what [`super::Replies`] describes.
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

    /// The fields of the Rust struct: all except constants.
    pub fn stored_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.constant.is_none())
    }

    /// Whether the field is an `Option` in the Rust struct.
    pub fn is_optional(&self, field: &Field) -> bool {
        (field.presence.need != Need::Always || field.presence.write_only) && !self.has_default(field)
    }

    /// Whether the Rust struct always has a value for the field, since its model is only received and the default is filled in.
    pub fn has_default(&self, field: &Field) -> bool {
        self.usage.reply && !self.usage.request && field.default.is_some()
    }

    /// Whether the model contains the parameters of an operation, and is not a JSON object.
    pub fn is_parameters(&self) -> bool {
        // A field of a parameter model stands in no object, and a field of any other model stands in one.
        self.fields.first().is_some_and(|field| field.location != Location::Object)
    }
}

/// The directions in which a type is sent. An unused type is reported and removed, so one is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Usage {
    /// Part of some request.
    pub request: bool,
    /// Received: part of some reply, or of an event.
    pub reply: bool,
    /// Part of some event.
    pub event: bool,
    /// Part of events, and of no request and no reply, so that it is compiled with the feature `events` only.
    pub only_event: bool,
}

/// One field of a model, or one parameter of an operation.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Field {
    /// The wire key, with any characters.
    pub wire: String,
    /// The name of the Rust field and setter: `brand_name`, `type_`. A valid identifier, never raw.
    pub ident: String,
    /// The Rust type that represents the field in `Text<…>` and `lit!`: `BrandName`.
    pub marker: String,
    /// The file of the field group that declares it, if its model includes it.
    pub group_file: Option<String>,
    /// Its documentation.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// Whether null is allowed.
    pub nullable: bool,
    /// When it is required and when it is forbidden.
    pub presence: Presence,
    /// The only value. It is always written, and the Rust struct has no such field.
    pub constant: Option<Scalar>,
    /// The value that the server assumes if the field is absent. Never written; set if a reply lacks the field.
    pub default: Option<Scalar>,
    /// An example on the wire, which satisfies every rule of the field.
    #[cfg_attr(feature = "serde", serde(with = "super::serial::example"))]
    pub example: Option<serde_json::Value>,
    /// Limits on the value, or on each element of a list or map.
    pub limits: Limits,
    /// The value must be greater than that of another field, if both are present.
    pub after: Option<Order>,
    /// Forms that are read with a warning and never written.
    pub tolerate: Tolerance,
    /// Other names of a part of a multipart body, which are read as this one and never written.
    pub also_read: Vec<String>,
    /// How it is written, if it is a list in the query.
    #[cfg_attr(feature = "serde", serde(with = "super::serial::ListStyleForm"))]
    pub style: ListStyle,
    /// Whether the value is a secret.
    pub secret: bool,
    /// Why the field should not be used: a warning where it is present.
    pub discouraged: Option<String>,
    /// Whether an empty text is no such warning; only of a discouraged text that can be empty.
    pub unless_empty: bool,
    /// Its location in the HTTP request.
    pub location: Location,
    /// Whether its segment of the path contains other text, so that a value of dots alone is not a dot segment.
    pub is_path_part: bool,
    /// Whether its model is the body of a form or a multipart body, and nothing else.
    pub is_in_form: bool,
}

impl Field {
    /// Whether it counts as absent if its list is empty: where a list is written element by element, an empty one leaves no
    /// trace. A list that is always required is read as an empty one.
    pub fn is_absent_if_empty(&self) -> bool {
        let is_list =
            matches!(self.ty, Type::List(_)) && !self.nullable && self.presence.need != Need::Always;
        let by_elements = match self.location {
            Location::Query | Location::Header => self.style != ListStyle::Json,
            Location::Object => self.is_in_form,
            Location::Path | Location::Body => false,
        };
        is_list && by_elements
    }

    /// The restriction of its texts that follows from where they stand, if there is one.
    pub fn text_place(&self) -> Option<TextPlace> {
        self.location.text_place(self.style).map(|place| match place {
            TextPlace::PathSegment if self.is_path_part => TextPlace::PathPart,
            place => place,
        })
    }
}

/// The location of a field in the HTTP request. All except `Object` occur in models of parameters only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Location {
    /// A key of the JSON object or form.
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
    /// The restriction of texts that stand there in a list of this style, if there is one.
    pub fn text_place(&self, style: ListStyle) -> Option<TextPlace> {
        match self {
            Location::Path => Some(TextPlace::PathSegment),
            Location::Header => Some(TextPlace::Header),
            Location::Query => style.separator().map(|_| TextPlace::Element(style)),
            Location::Object | Location::Body => None,
        }
    }
}

/// When a field is required and when it is forbidden.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Presence {
    /// When it is required.
    pub need: Need,
    /// When it is forbidden in a request; always, if only replies have it.
    pub forbidden: Option<Condition>,
    /// Whether only requests have it, so that a reply lacks it even where it is required.
    pub write_only: bool,
}

impl Presence {
    /// Whether only replies have the field.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.forbidden.as_ref().is_some_and(Condition::is_always)
    }
}

/// When a field is required.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Need {
    /// Never.
    Optional,
    /// Always.
    Always,
    /// If the condition holds.
    When(Condition),
}

/// A value in the spec.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A number with a fraction.
    Float(#[cfg_attr(feature = "serde", serde(with = "super::serial::bits"))] f64),
    /// A string.
    Text(String),
}

/// Integers beyond 64 bits, which a spec cannot state, are strings.
impl From<&Scalar> for serde_json::Value {
    fn from(scalar: &Scalar) -> Self {
        match scalar {
            Scalar::Bool(value) => (*value).into(),
            Scalar::Int(value) => Number::Int(*value).into(),
            Scalar::Float(value) => (*value).into(),
            Scalar::Text(text) => text.as_str().into(),
        }
    }
}

/// An order between two fields of one model, both numbers or both timestamps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Order {
    /// The wire name of the field that must be less.
    pub field: String,
    /// The severity of a violation.
    #[cfg_attr(feature = "serde", serde(with = "super::serial::SeverityForm"))]
    pub severity: Severity,
}

/// Forms that are read with a warning and never written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tolerance {
    /// A string of decimal digits in place of a number.
    pub digit_string: bool,
    /// An integer with a fraction of zeros: `1.0`.
    pub zero_fraction: bool,
    /// A single element in place of a list.
    pub single: bool,
}

/// A named constructor: the fields that it sets, and those that are still required.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Constructor {
    /// The name of the Rust function: `cancel`.
    pub name: String,
    /// The Rust struct that passes the arguments by name: `CancelRequired`.
    pub required_struct: String,
    /// Its documentation.
    pub docs: Docs,
    /// The wire names and values of the fields that it sets.
    pub sets: Vec<(String, Scalar)>,
    /// The wire names of the fields that are still required, in the model's order.
    pub required: Vec<String>,
}

/// An object of one of several variants, which determines its fields.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Union {
    /// The Rust type's name: `DateInfo`.
    pub name: String,
    /// The Rust module's name: `date_info`.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The wire key whose value names the variant. No variant has a field of that name. Without a tag, the variant is the one
    /// whose own key is present.
    pub tag: Option<String>,
    /// Those that are objects; all tag values, `also_read` included, are distinct.
    pub variants: Vec<Variant>,
    /// Those that are not objects with known fields, each of another kind of JSON values than all other variants. Their wire
    /// names are the names of the Rust variants. Without any, there is a variant that is an object.
    pub values: Vec<Field>,
    /// Forms that are accepted with a warning.
    pub tolerate: UnionTolerance,
    /// The directions in which it is sent.
    pub usage: Usage,
}

impl Union {
    /// The models that a value of it can contain directly, or in a list or a map.
    pub fn models(&self) -> impl Iterator<Item = ModelId> {
        let in_values = self.values.iter().filter_map(|field| match field.ty.innermost() {
            Type::Model(id) => Some(*id),
            Type::Scalar(_)
            | Type::Union(_)
            | Type::Enum(_)
            | Type::List(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_) => None,
        });
        self.variants.iter().map(|variant| variant.model).chain(in_values)
    }

    /// The variant that the tag of an object names; without a tag, the one whose own key the object has.
    pub fn variant_of(&self, object: &serde_json::Map<String, serde_json::Value>) -> Option<&Variant> {
        self.variants.iter().find(|variant| match &self.tag {
            Some(tag) => {
                let mut values = std::iter::once(&variant.value).chain(&variant.also_read);
                object
                    .get(tag)
                    .is_some_and(|given| values.any(|value| serde_json::Value::from(value) == *given))
            }
            None => object.contains_key(&variant.value.to_string()),
        })
    }
}

/// Forms of a union that are read with a warning and never written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct UnionTolerance {
    /// A field of another variant.
    pub other_variants: bool,
    /// A tag that is an integer, in a string.
    pub digit_string: bool,
}

/// A variant of a union.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Variant {
    /// The Rust variant's name: `FixedRange`.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The tag that is written; without a tag, the wire name of a field that this variant requires and no other one has.
    pub value: TagValue,
    /// Other spellings of the tag that are read as the same.
    pub also_read: Vec<TagValue>,
    /// The model with its fields.
    pub model: ModelId,
}

/// A union's tag or an enumeration's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TagValue {
    /// A JSON number.
    Int(i64),
    /// A JSON string.
    Text(String),
}

/// The value without quotes.
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

/// An enumeration.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Enum {
    /// The Rust type's name: `Color`.
    pub name: String,
    /// The Rust module's name: `color`.
    pub module: String,
    /// Its documentation.
    pub docs: Docs,
    /// The spec file it comes from.
    pub file: String,
    /// The documented values, then the extra ones. All integers or all strings; all distinct.
    pub values: Vec<EnumValue>,
    /// The value that a server assumes if the field is absent.
    pub default: Option<TagValue>,
    /// The directions in which it is sent.
    pub usage: Usage,
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EnumValue {
    /// The Rust variant's name: `Color010`.
    pub name: String,
    /// The value on the wire.
    pub value: TagValue,
    /// Other spellings that are read as the same.
    pub also_read: Vec<TagValue>,
    /// Its documentation.
    pub docs: Docs,
    /// Whether it is seen in use but not documented: accepted with a warning.
    pub extra: bool,
}
