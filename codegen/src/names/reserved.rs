//! Names that are reserved by Rust or by generated code.

/// Whether the word is a keyword of Rust in any edition, strict or reserved, or not an identifier.
///
/// # Examples
///
/// ```
/// assert!(specwright::is_keyword("type") && specwright::is_keyword("gen") && specwright::is_keyword("_"));
/// assert!(!specwright::is_keyword("kind"));
/// ```
pub fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "_", "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
        "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

/// Whether every model has a method or function of this name, which a setter would shadow.
pub(crate) fn reserved_method(name: &str) -> bool {
    const METHODS: &[&str] = &["clone", "default", "extra", "into", "new", "set_extra", "validate"];
    METHODS.contains(&name)
}

/// Whether every client or mock has a method or function of this name, or the operations have such a constant.
pub fn reserved_operation(name: &str) -> bool {
    const METHODS: &[&str] = &[
        "advance",
        "api",
        "blocking_builder",
        "blocking_client",
        "builder",
        "call",
        "call_raw",
        "client",
        "clone",
        "core",
        "credential",
        "default",
        "expect",
        "expect_raw",
        "expire_tokens",
        "into",
        "invalidate_token",
        "lenient",
        "new",
        "pages",
        "pauses",
        "received",
        "token",
        "transport",
        "verify",
        "with_server",
    ];
    METHODS.contains(&name)
}

/// Whether the generated crate has a module of this name other than those of types; `generated` is the one around all.
pub fn reserved_module(name: &str) -> bool {
    const MODULES: &[&str] = &[
        "blocking",
        "client",
        "error_codes",
        "events",
        "generated",
        "mock",
        "models",
        "operations",
        "proptest",
        "replies",
        "reply_headers",
        "runtime",
        "server",
        "tests",
        "token_sources",
    ];
    MODULES.contains(&name)
}

/// Whether the generated crate has a type of this name that is not a model.
pub fn reserved_type(name: &str) -> bool {
    const TYPES: &[&str] = &[
        "BlockingClient",
        "BlockingClientBuilder",
        "Client",
        "ClientBuilder",
        "Error",
        "ErrorClass",
        "ErrorCode",
        "Partial",
        "Required",
    ];
    TYPES.contains(&name)
}

/// Whether a marker of this name would shadow something that generated code uses unqualified.
pub(super) fn reserved_marker(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "AsMut",
        "AsRef",
        "Box",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "DoubleEndedIterator",
        "Drop",
        "Eq",
        "Err",
        "ExactSizeIterator",
        "Extend",
        "Fn",
        "FnMut",
        "FnOnce",
        "From",
        "FromIterator",
        "Hash",
        "Into",
        "IntoIterator",
        "Iterator",
        "None",
        "Ok",
        "Option",
        "Ord",
        "Partial",
        "PartialEq",
        "PartialOrd",
        "Required",
        "Result",
        "Self",
        "Send",
        "Sized",
        "Some",
        "String",
        "Sync",
        "ToOwned",
        "ToString",
        "TryFrom",
        "TryInto",
        "Unpin",
        "Vec",
    ];
    NAMES.contains(&name)
}

/// Whether a module of this name would shadow a crate or a primitive type for users who import everything.
pub(super) fn hides_root(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "alloc",
        "bool",
        "char",
        "core",
        "f32",
        "f64",
        "i128",
        "i16",
        "i32",
        "i64",
        "i8",
        "isize",
        "rt",
        "specwright_runtime",
        "std",
        "str",
        "u128",
        "u16",
        "u32",
        "u64",
        "u8",
        "usize",
    ];
    NAMES.contains(&name)
}

/// Whether a file of this name, with any extension, is a device on Windows.
pub(super) fn is_device(name: &str) -> bool {
    let numbered =
        |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(name, "aux" | "con" | "nul" | "prn") || numbered("com") || numbered("lpt")
}
