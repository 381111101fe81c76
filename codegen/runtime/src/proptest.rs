//! Strategies of requests for property tests with the `proptest` crate.
//!
//! Every type of a request implements [`Arbitrary`]: `any::<T>()` gives values that keep every limit, those that only
//! warn included. [`any::<OverLimit<T>>()`](OverLimit) gives values that break one limit and no other, just over it,
//! and says which. Both shrink: fields go, lists and texts get shorter, numbers come closer to zero, and what is
//! left still keeps the promise.
//!
//! Nothing is written down twice for it. Generated code tells [`Source`] the fields in the words in which it tells them
//! to [`At`](crate::At), and values are made from the very rules that [`Check`] holds against them.
//!
//! ```
//! use proptest::prelude::*;
//! use specwright_runtime::{proptest::OverLimit, validate};
//!
#![doc = include_str!("../docs/stock.rs")]
//!
//! // What a test does with it.
//! proptest!(|(stock: Stock, over: OverLimit<Stock>)| {
//!     prop_assert!(validate(&stock).is_empty());
//!     prop_assert_eq!((over.path.as_str(), over.rule), ("quantity", "min"));
//!     prop_assert_eq!(over.value.quantity, 0);
//! });
//! ```

mod dates;
mod file;
mod number;
mod over;
#[cfg(feature = "pattern")]
mod regex;
mod room;
mod source;
mod strategy;
#[cfg(test)]
mod tests;
mod text;
mod texts;
mod tree;
mod values;
#[cfg(feature = "mock")]
mod visit;

#[doc(no_inline)]
pub use ::proptest::arbitrary::Arbitrary;

use std::fmt;

use crate::{Check, Rules};

pub use source::{Presence, Source};
pub use strategy::{OverLimit, OverLimits, Valid};
pub use tree::Tree;
#[cfg(feature = "mock")]
pub use visit::VisitOperation;

/// A value that can be made from its rules. Generated code implements it for what requests consist of.
///
/// ```
#[doc = include_str!("../docs/stock.rs")]
/// ```
pub trait Generate: Check + Clone + fmt::Debug + 'static {
    /// Makes a value that keeps the rules of its field and those of its type, or breaks the one of them that the
    /// source asks for.
    fn generate(source: &mut Source, rules: &Rules) -> Self;
}

/// Implements [`Arbitrary`](crate::proptest::Arbitrary) for types that implement
/// [`Generate`](crate::proptest::Generate). Generated code calls it.
///
/// See the [module](crate::proptest) for the whole of what such a type is.
///
/// ```
/// use proptest::prelude::any;
#[doc = include_str!("../docs/stock.rs")]
/// let stocks = any::<Stock>();
/// # drop(stocks);
/// ```
#[macro_export]
macro_rules! arbitrary {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::proptest::Arbitrary for $type {
            /// None.
            type Parameters = ();
            /// The strategy of values that keep every limit.
            type Strategy = $crate::proptest::Valid<Self>;

            /// Values that keep every limit.
            fn arbitrary() -> Self::Strategy {
                $crate::proptest::Valid::default()
            }

            /// Values that keep every limit.
            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::proptest::Valid::default()
            }
        }
    )*};
}
