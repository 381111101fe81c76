//! Fields of a model, of a variant, or of an operation's parameters.

pub(super) mod conditions;
pub(super) mod limits;
mod naming;
mod order;
mod presence;
mod slot;

use specwright_runtime::ListStyle;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Field, JsonKind, Location, Scalar, ScalarKind, Tolerance, Type};

use super::docs;
use super::values::{self, Misfit};
use crate::suggest;
pub(super) use slot::{Context, Slot, Slots};

/// Lowers the fields of a model. A field without a valid type is omitted.
pub(super) fn lower(
    owner: &str,
    constructors: &[String],
    slots: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Vec<Field> {
    let names = naming::name(owner, constructors, slots, found);
    let mut fields = Vec::with_capacity(slots.iter().len());
    for (slot, (ident, marker)) in slots.iter().zip(names) {
        let field = lower_one(slot, slots, context, found);
        fields.extend(field.map(|field| Field { ident, marker, ..field }));
    }
    presence::check_cycles(slots, found);
    order::check_cycles(slots, found);
    fields
}

fn lower_one(
    slot: &Slot<'_>,
    siblings: &Slots<'_>,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Field> {
    let source = slot.source;
    let presence = presence::lower(slot, siblings, context, found);
    let after = order::lower(slot, siblings, found);
    let ty = slot.ty.clone()?;
    check_switches(slot, &ty, found);
    Some(Field {
        wire: slot.wire.to_owned(),
        ident: String::new(),
        marker: String::new(),
        group_file: None,
        docs: docs::field(&source.words, source.documented.as_ref()),
        nullable: source.nullable == Some(true),
        presence,
        constant: fixed(slot, &ty, Fixed::Const, context, found),
        default: fixed(slot, &ty, Fixed::Default, context, found),
        example: source.example.clone(),
        limits: limits::lower(slot, &ty, context, found),
        after,
        tolerate: tolerate(slot, &ty, found),
        also_read: source.also_read.iter().map(|(_, name)| name.clone()).collect(),
        style: style(slot, &ty, found),
        secret: source.secret == Some(true),
        discouraged: source.discouraged.clone(),
        unless_empty: source.unless_empty,
        location: slot.location.clone(),
        is_path_part: false,
        is_in_form: false,
        ty,
    })
}

/// A key whose value has the field's own type.
#[derive(Clone, Copy)]
enum Fixed {
    Const,
    Default,
}

fn fixed(
    slot: &Slot<'_>,
    ty: &Type,
    which: Fixed,
    context: Context<'_>,
    found: &mut Diagnostics,
) -> Option<Scalar> {
    let (key, code, given) = match which {
        Fixed::Const => ("const", Code::BadConst, slot.source.constant.as_ref()?),
        Fixed::Default => ("default", Code::BadDefault, slot.source.default.as_ref()?),
    };
    match values::convert(ty, given, context.enums) {
        Ok(value) => Some(value),
        Err(Misfit { expected, help }) => {
            let diagnostic = Diagnostic::error(
                code,
                slot.at.child(key).value(),
                format!("`{key}` of `{}` is not of its type", slot.wire),
            )
            .label(format!("{} is not {expected}", values::show(given)));
            found.push(diagnostic.help(help));
            None
        }
    }
}

/// Reports `unless_empty` of a field that causes no warning, or has no empty value.
fn check_unless_empty(slot: &Slot<'_>, ty: &Type, found: &mut Diagnostics) {
    let (message, help) = if slot.source.discouraged.is_none() {
        (
            "`unless_empty` without `discouraged` has no effect".to_owned(),
            "add `discouraged` with the reason, or remove `unless_empty`",
        )
    } else if *ty != Type::TEXT {
        let message = format!("`unless_empty` applies to strings, and this field is `{}`", slot.spelling());
        (message, "remove `unless_empty`")
    } else {
        return;
    };
    let place = slot.at.child("unless_empty").key();
    found.push(Diagnostic::error(Code::UselessUnlessEmpty, place, message).help(help));
}

/// Checks the keys that only some types can have.
fn check_switches(slot: &Slot<'_>, ty: &Type, found: &mut Diagnostics) {
    if slot.source.secret == Some(true) && *ty != Type::TEXT {
        found.push(
            Diagnostic::error(
                Code::SecretNotText,
                slot.at.child("secret").key(),
                format!("`secret` applies to strings, and this field is `{}`", slot.spelling()),
            )
            .help("remove `secret`, or make the field a `string`"),
        );
    }
    let is_always_there = slot.source.required == Some(true)
        || slot.source.constant.is_some()
        || slot.location == Location::Path;
    if slot.source.discouraged.is_some() && is_always_there {
        found.push(
            Diagnostic::error(
                Code::DiscouragedAlwaysThere,
                slot.at.child("discouraged").key(),
                format!("`{}` is always present, so that no request is without the warning", slot.wire),
            )
            .help("make the field optional, or write the reason in `note`"),
        );
    }
    if slot.source.unless_empty {
        check_unless_empty(slot, ty, found);
    }
    if slot.source.nullable == Some(true) && *ty == Type::JSON {
        found.push(
            Diagnostic::error(Code::UselessNullable, slot.at.child("nullable").key(), "`json` includes null")
                .help("remove `nullable`"),
        );
    }
    if slot.source.nullable == Some(true) && slot.location != Location::Object {
        found.push(
            Diagnostic::error(
                Code::UselessNullable,
                slot.at.child("nullable").key(),
                "a parameter cannot be null in a path, a query or a header",
            )
            .help("remove `nullable`; a parameter that is not `required` may be absent"),
        );
    }
}

/// How a list in the query is written.
fn style(slot: &Slot<'_>, ty: &Type, found: &mut Diagnostics) -> ListStyle {
    let Some(word) = &slot.source.style else { return ListStyle::Repeated };
    let at = slot.at.child("style");
    let Some(style) = ListStyle::NAMED.into_iter().find(|style| style.name() == word) else {
        let message = format!("`{word}` is not a style of a list");
        let help = match word.as_str() {
            "form" | "repeated" | "multi" => {
                "remove it, where the key is repeated with each element, or write `comma`".to_owned()
            }
            "csv" => "write `comma`".to_owned(),
            "spaceDelimited" | "ssv" => "write `space`".to_owned(),
            "pipeDelimited" | "pipes" => "write `pipe`".to_owned(),
            "deepObject" => {
                "not supported: write a parameter for each key, such as `\"filter[from]\"`".to_owned()
            }
            word => suggest::help(word, ListStyle::NAMED.map(ListStyle::name)),
        };
        found.push(Diagnostic::error(Code::BadStyle, at.value(), message).help(help));
        return ListStyle::Repeated;
    };
    let message = if slot.location != Location::Query {
        "`style` applies to the parameters of a query".to_owned()
    } else if style != ListStyle::Json && !matches!(ty, Type::List(_)) {
        format!("`style` applies to lists, and this parameter is `{}`", slot.spelling())
    } else {
        return style;
    };
    found.push(Diagnostic::error(Code::BadStyle, at.key(), message).help("remove `style`"));
    ListStyle::Repeated
}

fn tolerate(slot: &Slot<'_>, ty: &Type, found: &mut Diagnostics) -> Tolerance {
    let mut tolerance = Tolerance::default();
    for (index, word) in &slot.source.tolerate {
        let place = slot.at.child("tolerate").item(*index).value();
        let applies = match word.as_str() {
            "digit_string" => ty
                .innermost()
                .scalar()
                .is_some_and(ScalarKind::is_number)
                .then_some(&mut tolerance.digit_string),
            "zero_fraction" => ty
                .innermost()
                .scalar()
                .is_some_and(|kind| kind.json() == JsonKind::Integer)
                .then_some(&mut tolerance.zero_fraction),
            "single" => matches!(ty, Type::List(_)).then_some(&mut tolerance.single),
            _ => {
                let known = ["digit_string", "zero_fraction", "single"];
                let message = format!("a field cannot tolerate `{word}`");
                let diagnostic = Diagnostic::error(Code::UnknownTolerance, place, message);
                found.push(diagnostic.help(suggest::help(word, known)));
                continue;
            }
        };
        match applies.filter(|_| slot.location == Location::Object) {
            Some(switch) if !*switch => *switch = true,
            Some(_) => found.push(
                Diagnostic::error(Code::UselessTolerance, place, format!("duplicate `{word}`"))
                    .help("remove one of them"),
            ),
            None => found.push(useless(slot, word, place)),
        }
    }
    tolerance
}

fn useless(slot: &Slot<'_>, word: &str, place: crate::diagnostics::Place) -> Diagnostic {
    let (message, help) = if slot.location != Location::Object {
        ("a parameter has only one form to tolerate".to_owned(), "remove it")
    } else if word == "single" {
        (
            format!("`single` applies to lists, and this field is `{}`", slot.spelling()),
            "remove it, or make the field a `list<…>`",
        )
    } else if word == "zero_fraction" {
        (
            format!("`zero_fraction` applies to integers, and this field is `{}`", slot.spelling()),
            "remove it; it applies to the integer types, `timestamp` and `timestamp_ms`",
        )
    } else {
        (
            format!("`digit_string` applies to numbers, and this field is `{}`", slot.spelling()),
            "remove it; it applies to the integer types, `float`, `timestamp` and `timestamp_ms`",
        )
    };
    Diagnostic::error(Code::UselessTolerance, place, message).help(help)
}
