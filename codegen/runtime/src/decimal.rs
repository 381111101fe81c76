//! Decimal numbers as strings.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A decimal number of any size, which is a string on the wire, such as an amount of money: `12.50`. It has a sign, or
/// none, digits, and possibly a fraction; no exponent, no `+`, and no point without digits on both sides.
///
/// It is kept as it was written, so that no digit is lost and none is added, and two are equal if they are written
/// equally; [`cmp_value`](Self::cmp_value) compares the numbers. It does not calculate: a program parses it as the type
/// of its own library.
///
/// ```
/// use specwright_runtime::Decimal;
///
/// let price: Decimal = "12.50".parse()?;
/// assert_eq!(price.as_str(), "12.50");
/// assert!(price.cmp_value(&Decimal::from(12)).is_gt());
/// assert!("1e3".parse::<Decimal>().is_err());
/// # Ok::<(), specwright_runtime::DecimalError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Cow<'static, str>);

impl Decimal {
    /// The number that a literal represents. In a constant, a wrong one does not compile:
    ///
    /// ```
    /// use specwright_runtime::Decimal;
    ///
    /// const FEE: Decimal = Decimal::literal("-0.30");
    /// assert_eq!(FEE.as_str(), "-0.30");
    /// ```
    ///
    /// ```compile_fail
    /// # use specwright_runtime::Decimal;
    /// const FEE: Decimal = Decimal::literal(".30");
    /// ```
    ///
    /// # Panics
    ///
    /// If the literal is not a decimal number. Parse what is not a literal.
    #[expect(clippy::panic, reason = "in a constant, a panic is a compile error, which is the purpose")]
    pub const fn literal(text: &'static str) -> Self {
        if !is_decimal(text.as_bytes()) {
            panic!("not a decimal number such as 12.50");
        }
        Self(Cow::Borrowed(text))
    }

    /// The number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares the numbers: `1.50` and `1.5` are equal, and so are `0` and `-0`.
    pub fn cmp_value(&self, other: &Self) -> Ordering {
        let (own, other) = (Parts::of(&self.0), Parts::of(&other.0));
        match (own.is_negative, other.is_negative) {
            (false, false) => own.cmp_size(&other),
            (true, true) => other.cmp_size(&own),
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
        }
    }
}

/// A number without the digits that have no effect.
struct Parts<'a> {
    is_negative: bool,
    integer: &'a str,
    fraction: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (integer, fraction) = (integer.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = integer.is_empty() && fraction.is_empty();
        Self { is_negative: text.starts_with('-') && !is_zero, integer, fraction }
    }

    fn cmp_size(&self, other: &Self) -> Ordering {
        let by_integer = (self.integer.len(), self.integer).cmp(&(other.integer.len(), other.integer));
        by_integer.then_with(|| self.fraction.cmp(other.fraction))
    }
}

const fn is_decimal(text: &[u8]) -> bool {
    let mut rest = match text {
        [b'-', rest @ ..] => rest,
        all => all,
    };
    let mut digits = 0_usize;
    let mut has_point = false;
    while let [byte, others @ ..] = rest {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' if digits > 0 && !has_point => {
                has_point = true;
                digits = 0;
            }
            _ => return false,
        }
        rest = others;
    }
    digits > 0
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if is_decimal(text.as_bytes()) { Ok(Self(text.to_owned().into())) } else { Err(DecimalError(())) }
    }
}

macro_rules! integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

crate::parsed!(Decimal, "a decimal number in a string, such as \"12.50\"");

/// A text that is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalError(());

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number has digits, possibly after a minus sign and with a point between them")
    }
}

impl std::error::Error for DecimalError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_is_written() {
        for text in
            ["0", "-0", "007", "12.50", "-0.000", "123456789012345678901234567890.123456789012345678901"]
        {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
    }

    #[test]
    fn other_forms_are_none() {
        for text in [
            "", "-", "+1", ".5", "5.", "-.5", "1.2.3", "1e3", " 1", "1 ", "1,5", "1_000", "٣", "NaN", "--1",
            "0x1",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError(())), "{text}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_numbers() {
        let ordered =
            ["-100", "-20.5", "-20.45", "-0.1", "0", "0.09", "0.1", "0.11", "9", "10", "10.01", "100"];
        for (index, less) in ordered.iter().enumerate() {
            for (other, greater) in ordered.iter().enumerate() {
                let (a, b): (Decimal, Decimal) = (less.parse().unwrap(), greater.parse().unwrap());
                assert_eq!(a.cmp_value(&b), index.cmp(&other), "{less} {greater}");
            }
        }
        for (a, b) in [("1.50", "1.5"), ("-0", "0.00"), ("007", "7")] {
            let (a, b): (Decimal, Decimal) = (a.parse().unwrap(), b.parse().unwrap());
            assert!(a.cmp_value(&b).is_eq() && a != b);
        }
    }
}
