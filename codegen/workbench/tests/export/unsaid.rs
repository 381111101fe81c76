//! Where the verdicts of a schema and of the spec differ.

/// The rules whose violation a schema does not see, each with the reason.
pub(crate) const UNSAID: [(&str, &str); 7] = [
    ("max_bytes", "validators count characters"),
    ("min_bytes", "validators count characters"),
    ("max_cjk", "validators count characters"),
    ("after", "no keyword compares two values"),
    ("multiple_of", "validators differ in which fractions are multiples"),
    ("unique_items", "two spellings of a value are written as one"),
    ("max_items_together", "no keyword adds numbers"),
];

/// The warnings about forms that are read and never written, which a schema of what to write refuses.
pub(crate) const ONLY_READ: [(&str, &str); 4] = [
    ("tolerate", "a number in a string, or an element in place of a list"),
    ("other_variant", "a field of another variant"),
    ("discouraged", "a former field"),
    ("unknown_key", "an unknown key in an operation that tolerates them"),
];

/// The rule of this name, if it is listed.
pub(crate) fn named(rules: &[(&'static str, &str)], rule: &str) -> Option<&'static str> {
    rules.iter().map(|(listed, _)| *listed).find(|listed| *listed == rule)
}
