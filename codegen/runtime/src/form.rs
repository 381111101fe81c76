//! The forms of values on the wire.
//!
//! Generated code names a form only if a value is not written as itself: `Each<Digits>` is a list of timestamps that are
//! strings of digits. [`WriteForm`](crate::write::WriteForm) and [`ReadForm`](crate::read::ReadForm) implement the forms.
//!
//! ```
//! use specwright_runtime::Timestamp;
//! use specwright_runtime::form::{Digits, Each};
//! use specwright_runtime::write::As;
//!
//! let times = vec![Timestamp::from_unix_seconds(1_433_432_201)];
//! let written = serde_json::to_value(As::<Each<Digits>, _>::new(&times))?;
//! assert_eq!(written, serde_json::json!(["1433432201"]));
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::marker::PhantomData;

/// The form of the value's own `Serialize` and [`Read`](crate::read::Read).
#[derive(Debug)]
pub struct Plain;

/// A string of decimal digits.
#[derive(Debug)]
pub struct Digits;

/// A number. A string of decimal digits is read as well.
#[derive(Debug)]
pub struct NumberOrDigits;

/// A list with elements of the form `F`.
#[derive(Debug)]
pub struct Each<F>(PhantomData<F>);

/// A list with elements of the form `F`. A single element is read as well.
#[derive(Debug)]
pub struct OneOrMany<F>(PhantomData<F>);

/// An object with values of the form `F`.
#[derive(Debug)]
pub struct Values<F>(PhantomData<F>);

/// Null, or the form `F`.
#[derive(Debug)]
pub struct OrNull<F>(PhantomData<F>);

/// A box whose value has the form `F`.
#[derive(Debug)]
pub struct Boxed<F>(PhantomData<F>);
