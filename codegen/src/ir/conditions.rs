//! Conditions, and rules over several fields.

use std::fmt;

use specwright_runtime::{Severity, Test};

use super::{Field, Limit, Number, Scalar};

/// The wire names from a model to a field of it, or of a model inside it. All but the last are those of fields whose
/// type is a model, boxed or not, and which cannot be null.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FieldPath(Vec<String>);

impl FieldPath {
    /// The path with these names, of which there is at least one.
    pub fn new(names: Vec<String>) -> FieldPath {
        FieldPath(names)
    }

    /// The path of a field of the model itself.
    pub fn of(wire: &str) -> FieldPath {
        FieldPath(vec![wire.to_owned()])
    }

    /// The wire names.
    pub fn names(&self) -> &[String] {
        &self.0
    }

    /// The wire name of the field, if it is a field of the model itself.
    pub fn own(&self) -> Option<&str> {
        if let [wire] = self.0.as_slice() { Some(wire) } else { None }
    }
}

/// With dots: `base_info.title`.
impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

/// Holds if every choice holds, or, negated, when at least one does not.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Condition {
    /// None if it always holds.
    pub choices: Vec<Choice>,
    /// Whether it is an "unless".
    pub negated: bool,
}

impl Condition {
    /// The condition that always holds.
    pub const ALWAYS: Condition = Condition { choices: Vec::new(), negated: false };

    /// Whether it always holds.
    #[must_use]
    pub fn is_always(&self) -> bool {
        *self == Condition::ALWAYS
    }

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
            self.choices.iter().any(|narrow| narrow.field == wide.field && narrow.is.narrows(&wide.is))
        })
    }

    /// Whether the choices hold only where one of the other ones does not.
    fn excludes(&self, other: &Self) -> bool {
        self.choices.iter().any(|choice| {
            let mut others = other.choices.iter().filter(|other| other.field == choice.field);
            others.any(|other| choice.is.excludes(&other.is))
        })
    }
}

/// What a condition requires of one field.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Choice {
    /// The field.
    pub field: FieldPath,
    /// What it requires.
    pub is: Is,
}

/// What a condition requires of a field. Of an absent field, only `Absent` holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Is {
    /// It has one of these values, of which there is at least one. The field is a bool, an integer, a text or an
    /// enumeration, and can have each of them.
    AnyOf(Vec<Scalar>),
    /// It is present.
    Present,
    /// It is absent.
    Absent,
    /// It is a number within these limits, of which there is at least one.
    Within(Vec<Limit>),
}

impl Is {
    fn narrows(&self, wide: &Is) -> bool {
        match (self, wide) {
            (Is::AnyOf(own), Is::AnyOf(others)) => own.iter().all(|value| others.contains(value)),
            (Is::AnyOf(_) | Is::Within(_) | Is::Present, Is::Present) | (Is::Absent, Is::Absent) => true,
            (Is::Within(own), Is::Within(others)) => {
                others.iter().all(|other| own.iter().any(|own| own.implies(other)))
            }
            (Is::AnyOf(_) | Is::Within(_) | Is::Present | Is::Absent, _) => false,
        }
    }

    fn excludes(&self, other: &Is) -> bool {
        match (self, other) {
            (Is::AnyOf(own), Is::AnyOf(others)) => own.iter().all(|value| !others.contains(value)),
            (Is::Absent, Is::AnyOf(_) | Is::Within(_) | Is::Present)
            | (Is::AnyOf(_) | Is::Within(_) | Is::Present, Is::Absent) => true,
            (Is::AnyOf(_) | Is::Within(_) | Is::Present | Is::Absent, _) => false,
        }
    }
}

/// A rule over several fields of a model and of the models inside it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rule {
    /// When it applies; `None` if it always does.
    pub when: Option<Condition>,
    /// What it requires then.
    pub demand: Demand,
    /// The severity of a violation.
    #[cfg_attr(feature = "serde", serde(with = "super::serial::SeverityForm"))]
    pub severity: Severity,
    /// The reason in the spec, in Markdown.
    pub reason: Option<String>,
}

/// What a rule requires.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Demand {
    /// The field is present. The rule has a condition.
    Required(FieldPath),
    /// The field is absent. The rule has a condition.
    Forbidden(FieldPath),
    /// The field is present and has one of these values, as in [`Is::AnyOf`]. The rule has a condition.
    AnyOf(FieldPath, Vec<Scalar>),
    /// Where the field is present, its value is within limits: of the value itself, not of elements. The field is
    /// passed with these limits instead of its own, and is not boxed. The rule has a condition.
    Within(FieldPath, Box<Field>),
    /// At least one of these fields, of which there are two or more, is present.
    AtLeastOne(Vec<FieldPath>),
    /// At most one of these fields, of which there are two or more, is present.
    AtMostOne(Vec<FieldPath>),
    /// These lists and maps, of which there are two or more, have at most so many elements together.
    MaxItems(Vec<FieldPath>, usize),
}

impl Rule {
    /// A field of the model without which it does not apply, if its condition says so.
    pub fn needs(&self) -> Option<&str> {
        let condition = self.when.as_ref().filter(|condition| !condition.negated)?;
        condition.choices.iter().find_map(|choice| match choice.is {
            Is::AnyOf(_) | Is::Present | Is::Within(_) => choice.field.names().first().map(String::as_str),
            Is::Absent => None,
        })
    }

    /// The paths of the fields that it is about, without those of the condition.
    pub fn fields(&self) -> &[FieldPath] {
        match &self.demand {
            Demand::Required(path)
            | Demand::Forbidden(path)
            | Demand::AnyOf(path, _)
            | Demand::Within(path, _) => std::slice::from_ref(path),
            Demand::AtLeastOne(paths) | Demand::AtMostOne(paths) | Demand::MaxItems(paths, _) => paths,
        }
    }

    /// The paths of all fields that it names, those of its condition first.
    pub fn paths(&self) -> impl Iterator<Item = &FieldPath> {
        self.choices().iter().map(|choice| &choice.field).chain(self.fields())
    }

    /// What the condition requires of fields.
    pub fn choices(&self) -> &[Choice] {
        self.when.as_ref().map_or(&[], |condition| &condition.choices)
    }
}

/// Whether a number is within limits on numbers.
pub(crate) fn is_within(number: Number, limits: &[Limit]) -> bool {
    limits.iter().all(|limit| match (limit.kind().test(), limit.number()) {
        (Test::Number(test), Some(bound)) => test.accepts(number, bound),
        (Test::Number(_) | Test::Text(_) | Test::File(_) | Test::Elements(_), _) => true,
    })
}
