//! The agreement between generated code and this crate.

/// The version of the agreement that this crate keeps. It changes when generated code must be made anew.
pub const CONTRACT: u32 = 5;

/// Fails the build of generated code that was made for another contract.
///
/// # Panics
///
/// At compile time, when `generated_for` is not [`CONTRACT`].
pub const fn assert_contract(generated_for: u32) {
    assert!(
        generated_for == CONTRACT,
        "this code was generated for another version of specwright-runtime: regenerate it, or use the specwright-runtime version it was made for"
    );
}
