//! What the peers leave out of the work that they are compared in, so that no table flatters anyone unsaid.

/// By the beginning of a side's name.
const LACKS: [(&str, &str); 10] = [
    ("garde", "wire paths, warnings"),
    ("validator", "wire paths, warnings"),
    ("serde_json, no validation", "validation"),
    ("jsonschema", "bytes (it counts characters), order, control characters, warnings"),
    ("reqwest and serde_json", "validation, tokens, retries"),
    ("oas3-gen", "bytes, conditions, order, warnings; tests; tokens, retries"),
    ("openapi-to-rust", "all validation; tests; tokens, retries"),
    ("progenitor", "bytes, conditions, order, warnings; tests; tokens, retries; more than one file"),
    ("floor", "reading a spec, checks, making the code: it parses and prints our files, on one core"),
    ("typify", "operations; bytes, conditions, order, warnings; tests; more than one file"),
];

/// Nothing where a side does what ours does.
pub(super) fn lacks(side: &str) -> &'static str {
    LACKS.iter().find(|(name, _)| side.starts_with(name)).map_or("", |(_, lacks)| lacks)
}
