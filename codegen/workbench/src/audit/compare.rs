//! Compares a field with a row of the document.

use super::section::Expected;
use super::table::Row;
use super::words::Required;
use super::{Kind, names, stated, words};
use specwright::ir::{Api, Documented, Limit, LimitKind, Need, Number, ScalarKind};
use specwright::phrase;

/// A difference between a row and the spec, or the spec's pin.
pub(super) struct Conflict {
    pub(super) kind: Kind,
    /// The key of the field that determines the rule.
    pub(super) key: &'static str,
    pub(super) documented: String,
    pub(super) spec: String,
    pub(super) help: String,
}

/// A property of a field that both describe.
struct Aspect {
    kind: Kind,
    key: &'static str,
    /// The document's statement, folded; `None` if it has none.
    documented: Option<String>,
    spec: String,
    agree: bool,
    /// The pin, folded.
    pin: Option<String>,
    /// The entry of `documented` that would pin the statement, if possible.
    pins_as: Option<String>,
}

/// All conflicts of a row and a field, except for the position of the row.
pub(super) fn conflicts(api: &Api, expected: &Expected<'_>, row: &Row) -> Vec<Conflict> {
    let none = Documented::default();
    let pin = expected.field.docs.documented.as_ref().unwrap_or(&none);
    let aspects = [
        required(expected, row, pin),
        ty(api, expected, row, pin),
        cjk(expected, row, pin),
        max(expected, row, pin),
    ];
    aspects.into_iter().filter_map(Aspect::conflict).collect()
}

/// The conflict of a pin `absent` on a field that the document has a row for.
pub(super) fn documented_after_all(expected: &Expected<'_>) -> Option<Conflict> {
    expected.pinned_as_absent().then(|| Conflict {
        kind: Kind::Pin,
        key: "documented",
        documented: "it has a row".to_owned(),
        spec: "pinned as absent".to_owned(),
        help: "the documentation has a row for it now: remove `absent` from `documented`".to_owned(),
    })
}

fn required(expected: &Expected<'_>, row: &Row, pin: &Documented) -> Aspect {
    let need = &expected.field.presence.need;
    let in_variant = expected.union.is_some();
    let conditional = match need {
        Need::Always if in_variant => Some("required in one variant".to_owned()),
        need => phrase::required_when(need).map(|when| format!("required {when}")),
    };
    let may_be_left_out = in_variant || !matches!(need, Need::Always);
    let word = |required| if required { "required" } else { "optional" }.to_owned();
    let said = row.required.as_deref().map(|cell| match words::required(cell) {
        Required::Always => (word(true), true, !may_be_left_out),
        Required::Never => (word(false), false, may_be_left_out),
        // A field that is required in some cases is optional in others.
        Required::Sometimes => (words::folded(cell), false, in_variant || conditional.is_some()),
    });
    let (documented, always, agree) =
        said.map_or((None, None, false), |(words, always, agree)| (Some(words), Some(always), agree));
    Aspect {
        kind: Kind::Required,
        key: key(need),
        pin: pin.required.map(|pinned| match &documented {
            Some(words) if always == Some(pinned) => words.clone(),
            _ => word(pinned),
        }),
        documented,
        spec: conditional.unwrap_or_else(|| word(!may_be_left_out)),
        agree,
        pins_as: always.map(|always| format!("required: {always}")),
    }
}

fn ty(api: &Api, expected: &Expected<'_>, row: &Row, pin: &Documented) -> Aspect {
    let said = row.ty.as_deref();
    let in_brackets = names::steps(&row.name).last().is_some_and(|step| step.is_list);
    Aspect {
        kind: Kind::Type,
        key: "type",
        documented: said.map(words::folded),
        spec: words::type_of(api, expected.field),
        agree: said.is_some_and(|cell| words::same_type(api, expected.field, cell, in_brackets)),
        pin: pin.ty.as_deref().map(words::folded),
        pins_as: said.map(|cell| format!("type: {}", crate::yaml_text::text(cell))),
    }
}

/// A document states such a limit in prose, or does not state it; the absence is not a difference.
fn cjk(expected: &Expected<'_>, row: &Row, pin: &Documented) -> Aspect {
    let said = row.description.as_deref().and_then(stated::max_cjk);
    let own = words::cjk_of(&expected.field.limits);
    let word = |count: usize| format!("{count} CJK characters");
    Aspect {
        kind: Kind::MaxCjk,
        key: "max_cjk",
        documented: said.map(word),
        spec: own.map_or_else(|| "no limit in CJK characters".to_owned(), word),
        agree: said == own,
        pin: pin.max_cjk.map(word),
        pins_as: said.map(|count| format!("max_cjk: {count}")),
    }
}

/// Like a limit in CJK characters, it is stated in prose only, or not stated.
fn max(expected: &Expected<'_>, row: &Row, pin: &Documented) -> Aspect {
    let is_int = expected.field.ty.innermost().scalar().is_some_and(ScalarKind::is_integer);
    let said = row.description.as_deref().filter(|_| is_int).and_then(stated::max);
    let own = match expected.field.limits.error(LimitKind::Max).and_then(Limit::number) {
        Some(Number::Int(max)) => Some(max),
        Some(Number::Float(_)) | None => None,
    };
    Aspect {
        kind: Kind::Max,
        key: "max",
        documented: said.map(|max| format!("at most {max}")),
        spec: own.map_or_else(|| "no `max`".to_owned(), |max| format!("at most {max}")),
        agree: said.map(i128::from) == own,
        pin: pin.max.map(|max| format!("at most {max}")),
        pins_as: said.map(|max| format!("max: {max}")),
    }
}

/// The key that determines whether a field is required.
fn key(need: &Need) -> &'static str {
    match need {
        Need::Always | Need::Optional => "required",
        Need::When(condition) if condition.negated => "required_unless",
        Need::When(_) => "required_if",
    }
}

impl Aspect {
    fn conflict(self) -> Option<Conflict> {
        let (kind, key, documented, spec, help) = match (self.documented, self.pin) {
            (None, None) => return None,
            (None, Some(pin)) => {
                let help = "the documentation does not state it: remove the pin, or pin what it states";
                (
                    Kind::Pin,
                    "documented",
                    "no statement".to_owned(),
                    format!("pinned as {pin}"),
                    help.to_owned(),
                )
            }
            (Some(_), None) if self.agree => return None,
            (Some(said), None) => {
                let pin =
                    self.pins_as.map(|pin| format!(", or pin the difference: `documented: {{ {pin} }}`"));
                let help = format!("change the spec to match{}", pin.unwrap_or_default());
                (self.kind, self.key, said, self.spec, help)
            }
            (Some(said), Some(_)) if self.agree => {
                let help = "the spec states the same without the pin: remove it".to_owned();
                (Kind::Pin, "documented", said, format!("{}, and a pin", self.spec), help)
            }
            (Some(said), Some(pin)) if said == pin => return None,
            (Some(said), Some(pin)) => {
                let help = "the documentation has changed: review the field, then pin the new statement";
                (Kind::Pin, "documented", said, format!("{}, pinned as {pin}", self.spec), help.to_owned())
            }
        };
        Some(Conflict { kind, key, documented, spec, help })
    }
}
