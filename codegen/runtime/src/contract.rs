//! The contract between generated code and this crate.

/// The version of the contract that this crate implements. It changes when code must be generated again.
///
/// ```
/// // Generated code contains this with the number of its generator's contract.
/// const _: () = specwright_runtime::assert_contract(specwright_runtime::CONTRACT);
/// ```
pub const CONTRACT: u32 = 8;

/// Fails the build of code that was generated for another contract.
///
/// # Panics
///
/// At compile time, if `generated_for` is not [`CONTRACT`].
///
/// ```
/// use specwright_runtime::{CONTRACT, assert_contract};
///
/// assert_contract(CONTRACT);
/// assert!(std::panic::catch_unwind(|| assert_contract(CONTRACT - 1)).is_err());
/// ```
pub const fn assert_contract(generated_for: u32) {
    assert!(
        generated_for == CONTRACT,
        "this code was generated for another version of specwright-runtime: regenerate it, or use the version of specwright-runtime it was generated for"
    );
}
