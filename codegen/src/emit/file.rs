//! A generated file before it is printed.

use proc_macro2::TokenStream;

/// Items in order, each created when it is requested: the tokens of a large file are never in memory at once, where
/// they would take some twenty times as much space as the text.
pub type Items<'a> = Box<dyn Iterator<Item = TokenStream> + 'a>;

/// One generated file, not yet printed.
pub struct EmittedFile<'a> {
    /// The file's name below `src/generated/`.
    pub name: String,
    /// The spec file that it was generated from; `None` for all files.
    pub spec_file: Option<String>,
    /// The feature with which its items are compiled. The module is there without it, so that the compiler can tell that
    /// an item is behind a feature.
    pub feature: Option<&'static str>,
    /// The documentation of the module.
    pub doc: String,
    pub items: Items<'a>,
}
