//! How points in time are written, and what else is refused.

use std::fmt;
use std::str::FromStr;

use super::{DateTime, MAX_DIGITS, Separator, Zone};
use crate::date::two_digits;
use crate::{Date, DateError};

impl DateTime {
    pub(super) const fn read(text: &[u8]) -> Result<Self, DateTimeError> {
        let Some((date, rest)) = text.split_first_chunk::<10>() else { return Err(DateTimeError::Form) };
        let [separator, h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else {
            return Err(DateTimeError::Form);
        };
        let separator = match separator {
            b'T' => Separator::Upper,
            b't' => Separator::Lower,
            _ => return Err(DateTimeError::Form),
        };
        let date = match Date::read(date) {
            Ok(date) => date,
            Err(DateError::Form) => return Err(DateTimeError::Form),
            Err(error) => return Err(DateTimeError::Date(error)),
        };
        let (Some(hour), Some(minute), Some(second)) =
            (two_digits(*h1, *h2), two_digits(*m1, *m2), two_digits(*s1, *s2))
        else {
            return Err(DateTimeError::Form);
        };
        let (digits, fraction, rest) = match read_fraction(rest) {
            Ok(parts) => parts,
            Err(error) => return Err(error),
        };
        let Some(zone) = read_zone(rest) else { return Err(DateTimeError::Form) };
        Self { date, separator, hour, minute, second, digits, fraction, zone }.checked()
    }
}

/// The number of digits of a fraction, its digits as a number, and what comes after it.
const fn read_fraction(text: &[u8]) -> Result<(u8, u64, &[u8]), DateTimeError> {
    let [b'.', rest @ ..] = text else { return Ok((0, 0, text)) };
    let mut rest = rest;
    let (mut digits, mut fraction) = (0, 0);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        if digits == MAX_DIGITS {
            return Err(DateTimeError::Fraction);
        }
        digits += 1;
        fraction = fraction * 10 + (*digit - b'0') as u64;
        rest = after;
    }
    if digits == 0 { Err(DateTimeError::Form) } else { Ok((digits, fraction, rest)) }
}

const fn read_zone(text: &[u8]) -> Option<Zone> {
    match text {
        [b'Z'] => Some(Zone::Upper),
        [b'z'] => Some(Zone::Lower),
        [sign, h1, h2, b':', m1, m2] => match (sign, two_digits(*h1, *h2), two_digits(*m1, *m2)) {
            (b'+', Some(hours), Some(minutes)) => Some(Zone::Ahead(hours, minutes)),
            (b'-', Some(hours), Some(minutes)) => Some(Zone::Behind(hours, minutes)),
            _ => None,
        },
        _ => None,
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        Self::read(text.as_bytes())
    }
}

/// As it is sent: `2026-02-28T17:30:00+08:00`.
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, separator, hour, minute, second, digits, fraction, zone } = self;
        let separator = match separator {
            Separator::Upper => 'T',
            Separator::Lower => 't',
        };
        write!(f, "{date}{separator}{hour:02}:{minute:02}:{second:02}")?;
        if *digits > 0 {
            write!(f, ".{fraction:0width$}", width = usize::from(*digits))?;
        }
        match zone {
            Zone::Upper => f.write_str("Z"),
            Zone::Lower => f.write_str("z"),
            Zone::Ahead(hours, minutes) => write!(f, "+{hours:02}:{minutes:02}"),
            Zone::Behind(hours, minutes) => write!(f, "-{hours:02}:{minutes:02}"),
        }
    }
}

/// Why something is not a [`DateTime`].
///
/// ```
/// use specwright_runtime::{DateTime, DateTimeError};
///
/// assert_eq!("2026-02-28T09:30Z".parse::<DateTime>(), Err(DateTimeError::Form));
/// assert_eq!("2026-02-28T24:00:00Z".parse::<DateTime>().unwrap_err().to_string(), "there is no hour 24");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeError {
    /// The text is not in the form of RFC 3339.
    Form,
    /// The calendar has no such date.
    Date(DateError),
    /// There is no such hour.
    Hour {
        /// The number that is greater than 23.
        hour: u8,
    },
    /// There is no such minute.
    Minute {
        /// The number that is greater than 59.
        minute: u8,
    },
    /// There is no such second.
    Second {
        /// The number that is greater than 59, and no leap second.
        second: u8,
    },
    /// The fraction has more than 18 digits.
    Fraction,
    /// The hours of the offset are greater than 23, or its minutes greater than 59.
    Offset,
}

impl From<DateError> for DateTimeError {
    fn from(error: DateError) -> Self {
        DateTimeError::Date(error)
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateTimeError::Form => {
                f.write_str("it is not in the form YYYY-MM-DDThh:mm:ss, with a fraction or not, and Z or an offset ±hh:mm")
            }
            DateTimeError::Date(error) => error.fmt(f),
            DateTimeError::Hour { hour } => write!(f, "there is no hour {hour}"),
            DateTimeError::Minute { minute } => write!(f, "there is no minute {minute}"),
            DateTimeError::Second { second: 60 } => {
                f.write_str("a leap second, 60, can only be in the last minute of a month in UTC")
            }
            DateTimeError::Second { second } => write!(f, "there is no second {second}"),
            DateTimeError::Fraction => write!(f, "its fraction has more than {MAX_DIGITS} digits"),
            DateTimeError::Offset => f.write_str("its offset is greater than 23:59"),
        }
    }
}

impl std::error::Error for DateTimeError {}
