//! Names that are easily confused.

use std::collections::BTreeMap;

use specwright::diagnostics::{Code, Diagnostic, Diagnostics};

use super::subject::{Kind, Subject};

pub(super) fn lint(subjects: &[Subject<'_>], found: &mut Diagnostics) {
    let mut seen: BTreeMap<(Family, String), &Subject<'_>> = BTreeMap::new();
    for subject in subjects {
        if let Some(character) = subject.name.chars().find(|c| is_full_width(*c)) {
            found.push(full_width(subject, character));
        }
        let key = (Family::of(subject), subject.name.to_lowercase());
        match seen.get(&key) {
            Some(first) if first.name != subject.name => found.push(case_only(first, subject)),
            // Equal names are reported elsewhere.
            Some(_) => {}
            None => {
                seen.insert(key, subject);
            }
        }
    }
}

/// Names in one scope.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    /// Models, unions, enumerations and variants: the types of the whole spec.
    Types,
    Operations,
    /// The keys of one mapping of a file.
    Mapping(usize, Vec<String>),
}

impl Family {
    fn of(subject: &Subject<'_>) -> Family {
        match subject.kind {
            Kind::File("model" | "union" | "enum") | Kind::Variant(_) => Family::Types,
            Kind::File(_) => Family::Operations,
            Kind::Value(_)
            | Kind::Field(_)
            | Kind::Constructor
            | Kind::Group
            | Kind::Class
            | Kind::Error(_)
            | Kind::Source
            | Kind::Credential => Family::Mapping(subject.at.file(), subject.at.parent()),
        }
    }
}

fn case_only(first: &Subject<'_>, second: &Subject<'_>) -> Diagnostic {
    Diagnostic::warning(
        Code::CaseOnly,
        second.place(),
        format!("`{}` and `{}` differ only in case", first.name, second.name),
    )
    .label("the second one")
    .related(first.place(), "the first is here")
    .help("if they mean the same, remove one; if the API has both, allow the lint with that reason")
}

fn full_width(subject: &Subject<'_>, character: char) -> Diagnostic {
    let place = subject.place();
    let message = format!("{} has the full-width character `{character}` in its name", subject.what());
    let help = match ascii(character) {
        Some(ascii) => format!(
            "use the ASCII character `{ascii}`; if the name is written so on the wire, allow the lint with that reason"
        ),
        None => {
            "remove it; if the name is written so on the wire, allow the lint with that reason".to_owned()
        }
    };
    let label = format!("has U+{:04X}", u32::from(character));
    Diagnostic::warning(Code::FullWidthName, place, message).label(label).help(help)
}

/// Full-width punctuation, letters and digits of input methods for Chinese and Japanese.
fn is_full_width(character: char) -> bool {
    matches!(
        character,
        '\u{FF01}'..='\u{FF5E}'
            | '\u{FFE0}'..='\u{FFE6}'
            | '\u{3000}'..='\u{3002}'
            | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301F}'
            | '‘' | '’' | '“' | '”'
    )
}

/// The ASCII character that was probably intended.
fn ascii(character: char) -> Option<char> {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        '、' => Some(','),
        '。' => Some('.'),
        '‘' | '’' => Some('\''),
        '“' | '”' => Some('"'),
        _ => None,
    }
}
