//! The agreement between generated code and this crate.

/// The version of the agreement that this crate keeps. It changes when generated code must be made anew.
///
/// ```
/// // What generated code begins with; the number is the one that its generator knew.
/// const _: () = specwright_runtime::assert_contract(specwright_runtime::CONTRACT);
/// ```
pub const CONTRACT: u32 = 8;

/// Fails the build of generated code that was made for another contract.
///
/// # Panics
///
/// At compile time, when `generated_for` is not [`CONTRACT`].
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
        "this code was generated for another version of specwright-runtime: regenerate it, or use the specwright-runtime version it was made for"
    );
}
