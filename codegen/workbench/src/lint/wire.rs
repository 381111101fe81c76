//! Names and values on the wire that are hardly meant, or that make no Rust name.

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics, Place, is_shown};
use specwright::dialect::{Document, Scalar};
use specwright::names;

use super::subject::{Kind, Subject};

pub(super) fn lint(subjects: &[Subject<'_>], documents: &[(usize, Document)], found: &mut Diagnostics) {
    for subject in subjects {
        let place = subject.place();
        match subject.kind {
            Kind::Field(field) => {
                if subject.name.is_empty() {
                    let message = "this field has an empty name on the wire";
                    let help = "write its name; if the wire has it so, allow it with that reason";
                    found.push(Diagnostic::warning(Code::SpaceInName, subject.place(), message).help(help));
                }
                found.extend(space(&subject.name, place, &subject.what()));
                let values = [("const", &field.source.constant), ("default", &field.source.default)];
                let values = values.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?)));
                found.extend(values.filter_map(|(key, value)| scalar(value, &subject.at.child(key))));
                if field.source.name.is_none() && !names::is_readable(&subject.name) {
                    found.push(numbered(subject, &names::field(&subject.name)));
                }
            }
            Kind::Value(value) => {
                found.extend(space(&subject.name, place, &subject.what()));
                found.extend(list(&value.also_read, &subject.at.child("also_read")));
                if value.name.is_none() && !names::is_readable(&subject.name) {
                    found.push(numbered(subject, "Value…"));
                }
            }
            Kind::Variant(variant) => {
                found.extend(variant.value.as_ref().and_then(|tag| scalar(tag, &subject.at.child("value"))));
                found.extend(list(&variant.also_read, &subject.at.child("also_read")));
            }
            Kind::Error(_) => found.extend(space(&subject.name, place, &subject.what())),
            Kind::File(_)
            | Kind::Constructor
            | Kind::Group
            | Kind::Class
            | Kind::Source
            | Kind::Credential => {}
        }
    }
    for (file, document) in documents {
        if let Document::Enum(body) = document {
            found.extend(list(&body.extra, &At::root(*file).child("extra")));
        }
    }
}

fn list<'a>(values: &'a [(usize, Scalar)], at: &'a At) -> impl Iterator<Item = Diagnostic> + 'a {
    values.iter().filter_map(|(position, value)| scalar(value, &at.item(*position)))
}

fn scalar(value: &Scalar, at: &At) -> Option<Diagnostic> {
    match value {
        Scalar::Text(text) => space(text, at.value(), &format!("the value `{text}`")),
        Scalar::Bool(_) | Scalar::Int(_) | Scalar::Float(_) => None,
    }
}

/// The doubt about white space or a sign without width where nobody sees it.
fn space(text: &str, place: Place, what: &str) -> Option<Diagnostic> {
    if text.is_empty() {
        return None;
    }
    let is_space = |c: char| c.is_whitespace() || is_invisible(c);
    let (message, sign) = if text.starts_with(is_space) {
        (format!("{what} begins with white space"), text.chars().next()?)
    } else if text.ends_with(is_space) {
        (format!("{what} ends with white space"), text.chars().next_back()?)
    } else {
        let odd =
            |c: &char| is_invisible(*c) || c.is_control() || (c.is_whitespace() && !" \u{3000}".contains(*c));
        let sign = text.chars().find(odd)?;
        (format!("{what} has a sign in it that cannot be seen"), sign)
    };
    let label = format!("has U+{:04X}", u32::from(sign));
    let help = "remove it; if the wire has it so, allow it with that reason";
    Some(Diagnostic::warning(Code::SpaceInName, place, message).label(label).help(help))
}

/// Signs without width and those that set the direction of text, which YAML keeps.
fn is_invisible(c: char) -> bool {
    !c.is_control() && !is_shown(c)
}

fn numbered(subject: &Subject<'_>, name: &str) -> Diagnostic {
    let message =
        format!("{} has no ASCII letter, so its Rust name is made of numbers: `{name}`", subject.what());
    let example = if matches!(subject.kind, Kind::Field(_)) { "map_url" } else { "Red" };
    Diagnostic::warning(Code::NumberedName, subject.place(), message)
        .help(format!("add `name`, which is not sent, for example `name: {example}`"))
}
