//! Operations that may not be what their file says.

use std::collections::BTreeMap;

use specwright::check::At;
use specwright::diagnostics::{Code, Diagnostic, Diagnostics};
use specwright::dialect::{Document, Operation};
use specwright::ir::Api;
use specwright_runtime::Method;

pub(super) fn lint(documents: &[(usize, Document)], api: &Api, found: &mut Diagnostics) {
    let mut seen: BTreeMap<String, (usize, &Operation)> = BTreeMap::new();
    for (file, document) in documents {
        let Document::Operation(operation) = document else { continue };
        let root = At::root(*file);
        found.extend(literal_parameter(operation, &root));
        found.extend(empty_segment(operation, &root));
        found.extend(repeat(operation, &root));
        match seen.get(&request_of(operation, api)) {
            Some((first, other)) => found.push(same_request(operation, &root, other, &At::root(*first))),
            None => {
                seen.insert(request_of(operation, api), (*file, operation));
            }
        }
    }
}

/// What tells the server which operation is meant: method, path without the names of its parameters, what stands around
/// the body, and the constants among the parameters and the fields of the body.
fn request_of(operation: &Operation, api: &Api) -> String {
    let path = operation.path.as_deref().unwrap_or_default();
    let mut pieces = path.split('{');
    let mut shape = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        shape.push_str("{}");
        shape.push_str(piece.split_once('}').map_or("", |(_, rest)| rest));
    }
    let parameters = operation.query.iter().chain(&operation.headers);
    let mut constants: Vec<String> = parameters
        .filter_map(|(wire, field)| Some(format!("{wire}={:?}", field.constant.as_ref()?)))
        .collect();
    let model =
        operation.request.as_deref().and_then(|name| api.models.named(name)).map(|id| &api.models[id]);
    let fields = model.iter().flat_map(|model| &model.fields);
    constants
        .extend(fields.filter_map(|field| Some(format!(".{}={:?}", field.wire, field.constant.as_ref()?))));
    constants.sort_unstable();
    let method = operation.method.as_deref().unwrap_or_default();
    format!("{method} {shape} {:?} {constants:?}", operation.wrap)
}

fn same_request(operation: &Operation, root: &At, first: &Operation, first_root: &At) -> Diagnostic {
    let message =
        format!("`{}` has the method, path and `wrap` of `{}`", operation.operation, first.operation);
    Diagnostic::warning(Code::SameRequest, root.child("path").value(), message)
        .label("the second of them")
        .related(first_root.child("path").value(), "the first is here")
        .help("correct the copy; if the server distinguishes them by the body, allow it with that reason")
}

/// A segment that is a parameter in the templates of other tools: `:id`, `${id}`, `%7Bid%7D`, `*`.
fn literal_parameter(operation: &Operation, root: &At) -> Option<Diagnostic> {
    let path = operation.path.as_deref()?;
    let parameter = |segment: &str| -> Option<String> {
        if matches!(segment, "*" | "**") {
            return Some("path".to_owned());
        }
        let name = segment.strip_prefix(':').or_else(|| {
            let lower = segment.to_ascii_lowercase();
            lower.starts_with("%7b").then(|| segment.get(3..).unwrap_or_default())
        });
        let name = name.or_else(|| segment.strip_prefix("${"))?;
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
        name.get(..end).filter(|name| !name.is_empty()).map(str::to_owned)
    };
    let (segment, name) = path.split('/').find_map(|segment| Some((segment, parameter(segment)?)))?;
    let message = format!("`{segment}` is sent as it stands: a parameter of a path is written `{{{name}}}`");
    Some(
        Diagnostic::warning(Code::LiteralParameter, root.child("path").part(segment), message).help(format!(
            "write `{{{name}}}`, and declare it: `path_params: {{ {name}: {{ type: string }} }}`"
        )),
    )
}

/// Two slashes one after the other.
fn empty_segment(operation: &Operation, root: &At) -> Option<Diagnostic> {
    let path = operation.path.as_deref().filter(|path| path.contains("//"))?;
    let message = format!("`{path}` has two slashes one after the other, and is sent so");
    let mut one = path.to_owned();
    while one.contains("//") {
        one = one.replace("//", "/");
    }
    Some(
        Diagnostic::warning(Code::LiteralParameter, root.child("path").part("//"), message)
            .help(format!("write `{one}`; if the server has it so, allow it with that reason")),
    )
}

/// A sentence of the documentation that says the contrary of `idempotent`.
fn repeat(operation: &Operation, root: &At) -> Option<Diagnostic> {
    let method = operation.method.as_deref()?;
    let by_method = Method::ALL.iter().find(|known| known.as_str() == method)?.is_idempotent();
    let is_idempotent = operation.idempotent.unwrap_or(by_method);
    let doc = operation.words.doc.as_deref()?;
    let mut sentences = doc.split_terminator(['.', '。', ';', '；', '!', '\n']);
    let sentence = sentences.find(|sentence| says_idempotent(sentence) == Some(!is_idempotent))?.trim();
    let (place, help) = match operation.idempotent {
        Some(stated) => (
            root.child("idempotent").value(),
            format!("write `idempotent: {}`, or correct the `doc`", !stated),
        ),
        None => (
            root.child("method").value(),
            format!(
                "write `idempotent: {}`, for {method} means the contrary, or correct the `doc`",
                !is_idempotent
            ),
        ),
    };
    let message = if is_idempotent {
        format!(
            "a call of `{}` that fails is sent again, and the `doc` says that two calls do more than one",
            operation.operation
        )
    } else {
        format!(
            "a call of `{}` that fails is not sent again, and the `doc` says that it could be",
            operation.operation
        )
    };
    Some(
        Diagnostic::warning(Code::DoubtfulRepeat, place, message)
            .related(root.child("doc").part(sentence), "said here")
            .help(help),
    )
}

/// Whether a sentence says that an operation is idempotent, if it says anything about that.
fn says_idempotent(sentence: &str) -> Option<bool> {
    const REPEATED: [&str; 12] = [
        "twice",
        "two times",
        "again",
        "a second time",
        "more than once",
        "every call",
        "each call",
        "repeat",
        "重复",
        "两次",
        "再次",
        "多次",
    ];
    const MORE: [&str; 9] =
        ["two", "another", "duplicate", "double", "both", "a second ", "两个", "两张", "另一"];
    const SAME: [&str; 12] = [
        "same",
        "nothing",
        "no effect",
        "only once",
        "only one",
        " not ",
        "never",
        "no second",
        "不",
        "相同",
        "一次",
        "无",
    ];
    let sentence = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    if has(&["idempotent", "幂等"]) {
        return Some(!has(&["not ", "isn't", "non-", "不", "非"]));
    }
    // What repeats is no evidence of what it leads to: "called twice", "two calls".
    let rest = REPEATED.iter().fold(sentence.clone(), |rest, word| rest.replace(word, ""));
    let leads_to_more = MORE.iter().any(|word| rest.contains(word));
    (has(&REPEATED) && leads_to_more && !has(&SAME)).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::says_idempotent;

    #[test]
    fn a_sentence_says_whether_two_calls_do_more_than_one() {
        let more = ["Calling it twice creates two", "Each call makes another card", "重复调用会产生两张卡券"];
        let same = [
            "Calling it again changes nothing",
            "Calling it twice has the same effect as once",
            "重复调用不会产生两张",
        ];
        for sentence in more {
            assert_eq!(says_idempotent(sentence), Some(false), "{sentence}");
        }
        for sentence in same {
            assert_eq!(says_idempotent(sentence), None, "{sentence}");
        }
        assert_eq!(says_idempotent("It is idempotent"), Some(true));
        assert_eq!(says_idempotent("It is not idempotent"), Some(false));
        assert_eq!(says_idempotent("Two cards are made"), None);
        assert_eq!(says_idempotent("本接口幂等"), Some(true));
    }
}
