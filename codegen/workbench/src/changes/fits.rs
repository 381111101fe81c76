//! Whether a reader of one type on the wire can read another.

use std::collections::BTreeSet;

use specwright::emit;
use specwright::ir::{
    Api, Enum, Field, JsonKind, Limit, Model, ModelId, Need, Scalar, ScalarKind, Severity, TagValue, Type,
    Union,
};
use specwright::phrase;
use specwright_runtime::{Direction, Number};

/// A reader on one end of the wire. Changes inside of a type that both specs have are reported with that type and not
/// considered here.
pub(super) struct Reader<'a> {
    api: &'a Api,
    end: End,
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Refuses keys and values that it does not know.
    Server,
    /// Refuses values that violate a limit, too.
    Validator,
    /// Ignores them.
    Client,
}

impl<'a> Reader<'a> {
    /// The reader of requests.
    pub(super) fn server(api: &'a Api) -> Reader<'a> {
        Reader { api, end: End::Server }
    }

    /// The reader of requests that checks limits, too.
    pub(super) fn validator(api: &'a Api) -> Reader<'a> {
        Reader { api, end: End::Validator }
    }

    /// The reader of replies.
    pub(super) fn client(api: &'a Api) -> Reader<'a> {
        Reader { api, end: End::Client }
    }

    /// Whether every value of the type `written` can be read as one of the type `expected`.
    pub(super) fn reads(&self, expected: &Type, written: &Type) -> bool {
        self.value(expected, written, &mut Vec::new())
    }

    fn value(&self, expected: &Type, written: &Type, open: &mut Vec<(ModelId, ModelId)>) -> bool {
        if expected == written {
            return true;
        }
        match (expected, written) {
            (Type::Boxed(expected), written) => self.value(expected, written, open),
            (expected, Type::Boxed(written)) => self.value(expected, written, open),
            (Type::Scalar(ScalarKind::Json), _) => true,
            (Type::List(expected), Type::List(written))
            | (Type::Map(expected), Type::Map(written))
            | (Type::Nullable(expected), Type::Nullable(written)) => self.value(expected, written, open),
            (Type::Nullable(expected), written) => self.value(expected, written, open),
            (Type::Model(expected), Type::Model(written)) => self.model(*expected, *written, open),
            (Type::Map(expected), Type::Model(written)) => {
                let mut sent = self.api.models[*written].fields.iter().filter(|field| self.is_sent(field));
                let holds_null = matches!(**expected, Type::Nullable(_) | Type::JSON);
                sent.all(|field| (holds_null || !field.nullable) && self.value(expected, &field.ty, open))
            }
            (Type::Union(expected), Type::Union(written)) => {
                self.union(&self.api.unions[*expected], &self.api.unions[*written], open)
            }
            (Type::Enum(expected), Type::Enum(written)) => {
                let known = || tags(&self.api.enums[*expected]);
                self.end == End::Client
                    || tags(&self.api.enums[*written]).all(|tag| known().any(|known| known == tag))
            }
            (Type::Enum(_), Type::Scalar(written)) => {
                self.end == End::Client && (*written == ScalarKind::Text || written.is_integer())
            }
            (Type::Union(id), written) if self.value_of(&self.api.unions[*id], written).is_some() => {
                let field = self.value_of(&self.api.unions[*id], written);
                // A value of a type without limits may violate those of the variant.
                let is_free = field.is_some_and(|field| field.limits.errors.is_empty());
                field.is_some_and(|field| self.value(&field.ty, written, open))
                    && (self.end != End::Validator || is_free)
            }
            (Type::Scalar(expected), Type::Enum(id)) => {
                tags(&self.api.enums[*id]).all(|tag| can_be(*expected, tag))
            }
            (Type::Scalar(expected), Type::Scalar(written)) => reads_scalar(*expected, *written),
            (
                Type::Scalar(_)
                | Type::Model(_)
                | Type::Union(_)
                | Type::Enum(_)
                | Type::List(_)
                | Type::Map(_),
                _,
            ) => false,
        }
    }

    fn model(&self, expected: ModelId, written: ModelId, open: &mut Vec<(ModelId, ModelId)>) -> bool {
        // Types may be recursive: a pair that is being compared is assumed to fit.
        if expected == written || open.contains(&(expected, written)) {
            return true;
        }
        open.push((expected, written));
        let (reader, writer) = (&self.api.models[expected], &self.api.models[written]);
        let mut sent = writer.fields.iter().filter(|field| self.is_sent(field));
        let known = sent.all(|field| match reader.field(&field.wire) {
            Some(expected) => {
                self.value(&expected.ty, &field.ty, open)
                    && (expected.nullable || !field.nullable)
                    && (expected.constant.is_none()
                        || constant_text(&expected.constant) == constant_text(&field.constant))
                    && (self.end != End::Validator || accepts_all_of(expected, field))
            }
            None => self.end == End::Client,
        });
        let errors = |model: &Model| {
            let rules = model.rules.iter().filter(|rule| rule.severity == Severity::Error);
            rules.map(phrase::rule).collect::<BTreeSet<String>>()
        };
        let satisfies_rules = self.end != End::Validator || errors(reader).is_subset(&errors(writer));
        known && satisfies_rules && self.has_required_fields(reader, writer)
    }

    fn has_required_fields(&self, reader: &Model, writer: &Model) -> bool {
        reader.fields.iter().all(|field| {
            let is_needed = match self.end {
                End::Server | End::Validator => field.presence.need != Need::Optional,
                End::Client => !emit::may_be_missing(reader, field),
            };
            let is_written = writer.field(&field.wire).is_some_and(|field| {
                field.presence.need == Need::Always
                    && field.presence.forbidden.is_none()
                    && self.is_sent(field)
            });
            !is_needed || is_written
        })
    }

    /// Whether the reader is sent the field at all.
    fn is_sent(&self, field: &Field) -> bool {
        match self.end {
            End::Server | End::Validator => true,
            End::Client => !field.presence.write_only,
        }
    }

    /// The variant of a union that a value of this type would be, which is not an object with known fields.
    fn value_of<'u>(&self, union: &'u Union, ty: &Type) -> Option<&'u Field> {
        self.api.value_variant(union, ty.value_kind(&self.api.enums)?)
    }

    fn union(&self, expected: &Union, written: &Union, open: &mut Vec<(ModelId, ModelId)>) -> bool {
        let tag_is_known = expected.tag == written.tag;
        let reads_values = written.values.iter().all(|value| match self.value_of(expected, &value.ty) {
            Some(known) => {
                self.value(&known.ty, &value.ty, open)
                    && (self.end != End::Validator || accepts_all_of(known, value))
            }
            None => self.end == End::Client,
        });
        tag_is_known
            && reads_values
            && written.variants.iter().all(|variant| {
                let known = expected.variants.iter().find(|known| known.value == variant.value);
                known.map_or(self.end == End::Client, |known| self.model(known.model, variant.model, open))
            })
    }
}

/// A constant as text: numbers of different types may be equal.
fn constant_text(constant: &Option<Scalar>) -> Option<String> {
    constant.as_ref().map(phrase::scalar)
}

/// Whether a field's limits accept every value that those of another one accept.
fn accepts_all_of(field: &Field, other: &Field) -> bool {
    let stops = |field: &Field| field.after.clone().filter(|order| order.severity == Severity::Error);
    let implied = |limit: &Limit| other.limits.errors.iter().any(|other| other.implies(limit));
    let keys =
        |field: &'_ Field| field.limits.keys.iter().flat_map(|keys| keys.errors.clone()).collect::<Vec<_>>();
    let (own_keys, other_keys) = (keys(field), keys(other));
    field.limits.errors.iter().all(implied)
        && own_keys.iter().all(|limit| other_keys.iter().any(|other| other.implies(limit)))
        && (stops(field).is_none() || stops(field) == stops(other))
        && (field.presence.forbidden.is_none() || field.presence.forbidden == other.presence.forbidden)
}

/// Whether both are integers, or lists or maps of such: what differs is their range.
pub(super) fn are_integers(old: &Type, new: &Type) -> bool {
    match (old, new) {
        (Type::List(old), Type::List(new))
        | (Type::Map(old), Type::Map(new))
        | (Type::Nullable(old), Type::Nullable(new)) => are_integers(old, new),
        _ => range(old).is_some() && range(new).is_some(),
    }
}

/// The least and the greatest integer of a type that is sent as a number without a fraction.
fn range(ty: &Type) -> Option<(i128, i128)> {
    ty.scalar().filter(|kind| kind.json() == JsonKind::Integer).and_then(ScalarKind::range)
}

/// The least and the greatest integer of a type, or of its elements, that the limits let through. `None` where it is no
/// integer.
pub(super) fn integers_of(ty: &Type, limits: &[Limit]) -> Option<(i128, i128)> {
    let (least, most) = range(ty.innermost())?;
    Some(limits.iter().filter_map(Limit::end).fold((least, most), |(least, most), end| match end {
        (Direction::Minimum, Number::Int(end)) => (least.max(end), most),
        (Direction::Maximum, Number::Int(end)) => (least, most.min(end)),
        (_, Number::Float(_)) => (least, most),
    }))
}

/// Whether every value of the scalar type `written` can be read as one of the type `expected`.
fn reads_scalar(expected: ScalarKind, written: ScalarKind) -> bool {
    if expected == written {
        return true;
    }
    match expected.json() {
        JsonKind::Any => true,
        JsonKind::Number => written.is_number(),
        JsonKind::String => expected == ScalarKind::Text && written.json() == JsonKind::String,
        JsonKind::Integer => match (expected.range(), range(&Type::Scalar(written))) {
            (Some((least, most)), Some((first, last))) => least <= first && last <= most,
            _ => false,
        },
        JsonKind::Boolean | JsonKind::File => false,
    }
}

/// Whether a value of an enumeration can be read as one of the scalar type.
fn can_be(expected: ScalarKind, tag: &TagValue) -> bool {
    match tag {
        TagValue::Int(value) => range(&Type::Scalar(expected))
            .is_some_and(|(least, most)| (least..=most).contains(&i128::from(*value))),
        TagValue::Text(_) => expected == ScalarKind::Text,
    }
}

/// Every spelling of a value that is written.
fn tags(choice: &Enum) -> impl Iterator<Item = &TagValue> {
    choice.values.iter().map(|value| &value.value)
}
