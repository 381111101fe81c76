//! The Rust variants of an enumeration, from its values on the wire.

use std::collections::BTreeSet;

use crate::ir::TagValue;

use super::is_keyword;
use super::words::{ascii, hex, is_pascal, letter_first, pascal};

/// The variant for values that are not in the spec.
const UNKNOWN: &str = "Unknown";

/// The variants for `values`, in order. The enumeration's name is stripped from the front of each
/// (`CODE_TYPE_TEXT` of `CodeType` is `Text`) if all remaining names are valid and distinct.
///
/// # Examples
///
/// ```
/// use specwright::ir::TagValue;
///
/// let values = ["CODE_TYPE_TEXT", "CODE_TYPE_QRCODE"].map(|value| TagValue::Text(value.to_owned()));
/// assert_eq!(specwright::names::variants("CodeType", &values), ["Text", "Qrcode"]);
/// ```
pub fn variants(enum_name: &str, values: &[TagValue]) -> Vec<String> {
    let whole: Vec<String> = values.iter().map(variant).collect();
    let stripped: Option<Vec<String>> =
        whole.iter().map(|name| name.strip_prefix(enum_name).map(str::to_owned)).collect();
    let names = match stripped {
        Some(stripped) if all_good(&stripped) => stripped,
        _ => whole,
    };
    names.into_iter().map(free).collect()
}

/// Whether each name begins with a capital, and none occurs twice.
fn all_good(names: &[String]) -> bool {
    let distinct: BTreeSet<&String> = names.iter().collect();
    distinct.len() == names.len() && names.iter().all(|name| is_pascal(name) && !is_keyword(name))
}

fn variant(value: &TagValue) -> String {
    let name = match value {
        TagValue::Int(number) if *number < 0 => format!("Minus{}", number.unsigned_abs()),
        TagValue::Int(number) => number.to_string(),
        TagValue::Text(text) => match ascii(text) {
            Some(ascii) => pascal(&ascii),
            None => format!("Value{}", pascal(&hex(text))),
        },
    };
    letter_first(name, 'N')
}

/// Avoids the variant for unknown values, and the only keyword with a capital.
fn free(name: String) -> String {
    if name == UNKNOWN || is_keyword(&name) { name + "Value" } else { name }
}
