//! A scalar of the YAML, typed as YAML 1.2 types it.

/// A value that is not a mapping, a list or null.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// An integer of any width up to 128 bits.
    Int(i128),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// Anything else.
    Text(String),
}
