//! Bodies of the type `multipart/form-data`, as parts: the transport encodes them.

use serde::ser::Error as _;

use crate::{FilePart, Part, PartContent, ToJson, urlencoded};

/// Writes an object of scalars, files and lists of these in the order of its keys. Null is omitted. `files` are those
/// of its fields that are files.
pub(crate) fn write(
    value: &dyn ToJson,
    files: &[(&'static str, Vec<FilePart>)],
) -> Result<Vec<Part>, serde_json::Error> {
    let mut parts = Vec::new();
    for (key, value) in urlencoded::pairs(value)? {
        if key.is_empty() || key.contains(|c: char| c == '"' || c == '\\' || c.is_control()) {
            return Err(serde_json::Error::custom(format_args!(
                "{key:?} cannot be the name of a part: it is empty or contains a quotation mark, a backslash or a control character"
            )));
        }
        match files.iter().find(|(name, _)| *name == key) {
            Some((_, files)) => {
                let files = files.iter().cloned().map(PartContent::File);
                parts.extend(files.map(|file| Part::new(key.as_str(), file)));
            }
            None => {
                let texts = urlencoded::texts(&key, value)?.into_iter().map(PartContent::Text);
                parts.extend(texts.map(|text| Part::new(key.as_str(), text)));
            }
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_are_in_the_order_of_the_fields() {
        let file = |name: &str| FilePart::new(name, "image/png", *b"png");
        let value =
            json!({ "a": "x y&z", "b": [1, 2], "c": [{}, {}], "d": null, "e": { "file_name": "one" } });
        let files = [("c", vec![file("1"), file("2")]), ("e", vec![file("3")]), ("f", vec![])];
        let text = |name: &str, text: &str| Part::new(name, PartContent::Text(text.to_owned()));
        assert_eq!(
            write(&value, &files).unwrap(),
            [
                text("a", "x y&z"),
                text("b", "1"),
                text("b", "2"),
                Part::new("c", PartContent::File(file("1"))),
                Part::new("c", PartContent::File(file("2"))),
                Part::new("e", PartContent::File(file("3"))),
            ]
        );
    }

    #[test]
    fn a_name_that_servers_read_differently_is_an_error() {
        for name in ["", "a\"; filename=\"b", "a\\", "a\r\nX-Evil: 1"] {
            let error = write(&json!({ name: 1 }), &[]).unwrap_err().to_string();
            assert!(error.contains("cannot be the name of a part"), "{error}");
        }
        assert_eq!(write(&json!({ "票 1": 1 }), &[]).unwrap().len(), 1);
        assert!(write(&json!({ "a": {} }), &[]).unwrap_err().to_string().contains("plain values"));
    }
}
