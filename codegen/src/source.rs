//! The spec's text: what was read, and where in it a thing stands.

/// One file of a spec.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that diagnostics show, with forward slashes: `spec/models/base_info.yaml`.
    pub path: String,
    /// What the file holds. It need not be UTF-8; a diagnostic says so when it is not.
    pub bytes: Vec<u8>,
}
