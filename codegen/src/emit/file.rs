//! A generated file before it is printed.

use proc_macro2::TokenStream;

/// Items in order, each made when it is asked for: a file that grows with the whole API never stands in memory as
/// tokens, which take some twenty times as much of it as the text does.
pub type Items<'a> = Box<dyn Iterator<Item = TokenStream> + 'a>;

/// One generated file, not yet printed.
pub struct EmittedFile<'a> {
    /// The file's name below `src/generated/`.
    pub name: String,
    /// The spec file it was made from; `None` when it was made from all of them.
    pub spec_file: Option<String>,
    /// The feature with which its items are compiled. The module is there without it, so that the compiler can tell that
    /// an item is behind a feature.
    pub feature: Option<&'static str>,
    /// What the module is about: its first lines of documentation.
    pub doc: String,
    pub items: Items<'a>,
}
