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

/// A number. A string that holds one in decimal digits is read as well: see [`integer_in`] and [`float_in`].
#[derive(Debug)]
pub struct NumberOrDigits;

/// An integer of the form `F`. One that is written with a fraction of zeros, as in `1.0`, is read as well: see
/// [`integer_of`].
#[derive(Debug)]
pub struct OrZeroFraction<F>(PhantomData<F>);

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

/// The integer in a string: decimal digits, after a `-` if it is negative.
///
/// ```
/// use specwright_runtime::form::integer_in;
///
/// assert_eq!(integer_in("-3"), Some(-3));
/// assert_eq!(integer_in("+3").or(integer_in("1.0")).or(integer_in("")), None);
/// ```
pub fn integer_in(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if is_digits(digits) { text.parse().ok() } else { None }
}

/// The integer that a number with a fraction of zeros is, up to 2⁵³ and down to -2⁵³: beyond, numbers of 64 bits with a
/// fraction do not distinguish all integers. `None`, too, if the number is written without a fraction.
///
/// ```
/// use serde_json::Number;
/// use specwright_runtime::form::integer_of;
///
/// assert_eq!(Number::from_f64(-3.0).and_then(|number| integer_of(&number)), Some(-3));
/// assert_eq!(Number::from_f64(0.5).and_then(|number| integer_of(&number)), None);
/// assert_eq!(integer_of(&Number::from(3)), None);
/// ```
pub fn integer_of(number: &serde_json::Number) -> Option<i64> {
    const MOST: f64 = 9_007_199_254_740_992.0;
    let number = number.as_f64().filter(|_| number.is_f64())?;
    (number.fract() == 0.0 && number.abs() <= MOST).then_some(number as i64)
}

/// The number in a string: an integer with or without a fraction and an exponent, as JSON writes them; zeros may precede.
///
/// ```
/// use specwright_runtime::form::float_in;
///
/// assert_eq!(float_in("-1.5e2"), Some(-150.0));
/// assert_eq!(float_in("1.").or(float_in(".5")).or(float_in("inf")), None);
/// ```
pub fn float_in(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_number = [integer, fraction, exponent].into_iter().all(is_digits);
    if is_number { text.parse().ok().filter(|number: &f64| number.is_finite()) } else { None }
}

/// Whether a text is decimal digits and nothing else.
pub(crate) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
