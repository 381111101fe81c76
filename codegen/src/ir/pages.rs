//! Lists that take several calls.

use super::ModelId;

/// How an operation whose replies are pages of a list goes on to the next page.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Pages {
    /// The list in the reply; empty if the reply is the list.
    pub items: PagePath,
    /// What changes from page to page.
    pub advance: Advance,
    /// The integer in the reply that is the number of all items, or of all pages with [`Advance::Page`].
    pub total: Option<PagePath>,
    /// The boolean in the reply that states whether there is another page.
    pub more: Option<PagePath>,
}

/// What changes from one page to the next.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Advance {
    /// An integer of the request grows by the number of items.
    Offset(PagePath),
    /// An integer of the request grows by 1.
    Page(PagePath),
    /// A string or an integer of the reply goes into a field of the same type of the request.
    Cursor {
        /// The field of the request.
        cursor: PagePath,
        /// The cursor in the reply.
        next: PagePath,
    },
    /// The reply's `Link` header leads to the next page.
    Link,
}

/// The fields that lead to a value in a request or a reply, each with its model, outermost first.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PagePath(pub Vec<(ModelId, String)>);

impl PagePath {
    /// The path in the spec: `data.items`.
    pub fn dotted(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|(_, wire)| wire.as_str()).collect();
        names.join(".")
    }
}
