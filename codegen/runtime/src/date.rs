//! Dates of the calendar.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use crate::Timestamp;

/// The number of seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// A day of the Gregorian calendar, from 0000-01-01 to 9999-12-31: `full-date` of RFC 3339. It has no time zone.
///
/// A `Date` that exists is valid. Its [`Display`](fmt::Display) is what is sent, and what [`FromStr`] accepts.
///
/// ```
/// use specwright_runtime::{Date, DateError};
///
/// let leap_day = Date::new(2024, 2, 29)?;
/// assert_eq!(leap_day.to_string(), "2024-02-29");
/// assert_eq!("2024-02-29".parse(), Ok(leap_day));
/// assert!(leap_day < Date::new(2024, 3, 1)?);
/// assert_eq!("2026-02-29".parse::<Date>().unwrap_err().to_string(), "2026-02 has 28 days");
/// # Ok::<(), DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The first date, 0000-01-01.
    pub const MIN: Self = Self { year: 0, month: 1, day: 1 };

    /// The last date, 9999-12-31.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// The date of a year from 0 to 9999, a month from 1 to 12 and a day from 1 to the last of the month.
    ///
    /// # Errors
    ///
    /// [`DateError`] if the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if year > Self::MAX.year {
            return Err(DateError::Range);
        }
        if month < 1 || month > 12 {
            return Err(DateError::Month { month });
        }
        let last = last_day(year, month);
        if day < 1 || day > last {
            return Err(DateError::Day { year, month, last });
        }
        Ok(Self { year, month, day })
    }

    /// The date that a literal represents. In a constant, a wrong one does not compile:
    ///
    /// ```
    /// use specwright_runtime::Date;
    ///
    /// const OPENING: Date = Date::literal("2026-02-28");
    /// assert_eq!((OPENING.year(), OPENING.month(), OPENING.day()), (2026, 2, 28));
    /// ```
    ///
    /// ```compile_fail
    /// # use specwright_runtime::Date;
    /// const OPENING: Date = Date::literal("2026-02-29");
    /// ```
    ///
    /// # Panics
    ///
    /// If the literal is not a date. Parse what is not a literal.
    #[expect(clippy::panic, reason = "in a constant, a panic is a compile error, which is the purpose")]
    pub const fn literal(text: &'static str) -> Self {
        match Self::read(text.as_bytes()) {
            Ok(date) => date,
            Err(_) => panic!("not a date of the calendar in the form YYYY-MM-DD"),
        }
    }

    /// The date in UTC of a point in time, given in seconds since 1970-01-01 00:00:00 UTC.
    ///
    /// # Errors
    ///
    /// [`DateError`] if it is not in the years 0 to 9999.
    pub const fn from_unix_seconds(seconds: i64) -> Result<Self, DateError> {
        match Self::from_days(seconds.div_euclid(DAY)) {
            Some(date) => Ok(date),
            None => Err(DateError::Range),
        }
    }

    /// The beginning of the date in UTC, in seconds since 1970-01-01 00:00:00 UTC.
    pub const fn unix_seconds(self) -> i64 {
        self.days() * DAY
    }

    /// The year, from 0 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    pub(crate) const fn read(text: &[u8]) -> Result<Self, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return Err(DateError::Form) };
        match (two_digits(y1, y2), two_digits(y3, y4), two_digits(m1, m2), two_digits(d1, d2)) {
            (Some(century), Some(year), Some(month), Some(day)) => {
                Self::new(century as u16 * 100 + year as u16, month, day)
            }
            _ => Err(DateError::Form),
        }
    }

    /// The number of days since 1970-01-01.
    ///
    /// Years are counted from March, so that a leap day is the last of its year, in eras of 400 years, which all have
    /// 146 097 days. The months from March on begin at day (153 m + 2) / 5 of the year.
    pub(crate) const fn days(self) -> i64 {
        let (month, day) = (self.month as i64, self.day as i64);
        let year = self.year as i64 - (month <= 2) as i64;
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        year.div_euclid(400) * DAYS_OF_ERA + days - DAYS_TO_1970
    }

    /// The inverse of [`days`](Self::days).
    pub(crate) const fn from_days(days: i64) -> Option<Self> {
        if days < Self::MIN.days() || days > Self::MAX.days() {
            return None;
        }
        let days = days + DAYS_TO_1970;
        let of_era = days.rem_euclid(DAYS_OF_ERA);
        // The leap days before it are taken out, so that each year has 365 days.
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + days.div_euclid(DAYS_OF_ERA) * 400 + (month <= 2) as i64;
        Some(Self { year: year as u16, month: month as u8, day: day as u8 })
    }
}

/// The number of days of 400 years.
const DAYS_OF_ERA: i64 = 146_097;

/// The number of days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

/// The last day of a month from 1 to 12.
pub(crate) const fn last_day(year: u16, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of two ASCII digits.
pub(crate) const fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Some((tens - b'0') * 10 + (ones - b'0'))
    } else {
        None
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::read(text.as_bytes())
    }
}

/// The date in UTC.
impl TryFrom<SystemTime> for Date {
    type Error = DateError;

    fn try_from(time: SystemTime) -> Result<Self, DateError> {
        Self::try_from(Timestamp::from(time))
    }
}

/// The date in UTC.
impl TryFrom<Timestamp> for Date {
    type Error = DateError;

    fn try_from(time: Timestamp) -> Result<Self, DateError> {
        Self::from_unix_seconds(time.unix_seconds())
    }
}

/// As it is sent: `2026-02-28`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({self})")
    }
}

crate::parsed!(Date, "a date in a string, YYYY-MM-DD");

/// Why something is not a [`Date`].
///
/// ```
/// use specwright_runtime::{Date, DateError};
///
/// assert_eq!("28.02.2026".parse::<Date>(), Err(DateError::Form));
/// assert_eq!(Date::new(2026, 13, 1).unwrap_err().to_string(), "there is no month 13");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateError {
    /// The text is not in the form `YYYY-MM-DD`.
    Form,
    /// The date is not in the years 0 to 9999.
    Range,
    /// There is no such month.
    Month {
        /// The number that is not one from 1 to 12.
        month: u8,
    },
    /// The month has no such day.
    Day {
        /// The year.
        year: u16,
        /// The month.
        month: u8,
        /// The last day of the month.
        last: u8,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateError::Form => f.write_str("it is not in the form YYYY-MM-DD"),
            DateError::Range => f.write_str("it is not in the years 0000 to 9999"),
            DateError::Month { month } => write!(f, "there is no month {month}"),
            DateError::Day { year, month, last } => write!(f, "{year:04}-{month:02} has {last} days"),
        }
    }
}

impl std::error::Error for DateError {}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn every_day_of_the_calendar_is_parsed_and_written_and_no_other() {
        let (mut date, mut days) = (Date::MIN, Date::MIN.days());
        loop {
            assert_eq!((date.days(), Date::from_days(days)), (days, Some(date)));
            assert_eq!(date.to_string().parse(), Ok(date));
            let Date { year, month, day } = date;
            let next = [(year, month, day + 1), (year, month + 1, 1), (year + 1, 1, 1)];
            let Some(next) = next.into_iter().find_map(|(year, month, day)| Date::new(year, month, day).ok())
            else {
                break;
            };
            assert!(date < next);
            (date, days) = (next, days + 1);
        }
        assert_eq!((date, date.days() - Date::MIN.days() + 1), (Date::MAX, 3_652_425));
        assert_eq!((Date::from_days(days + 1), Date::from_days(Date::MIN.days() - 1)), (None, None));
    }

    #[test]
    fn values_at_the_edge() {
        for text in ["0000-01-01", "0000-02-29", "1900-02-28", "2000-02-29", "2024-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()).as_deref(), Ok(text));
        }
        let refused = [
            "",
            "2026",
            "2026-2-28",
            "26-02-28",
            "2026-02-28 ",
            " 2026-02-28",
            "2026/02/28",
            "+026-02-28",
            "2026-02-28Z",
            "10000-01-01",
            "-001-01-01",
            "2026-00-01",
            "2026-13-01",
            "2026-01-00",
            "2026-01-32",
            "2026-04-31",
            "2026-02-29",
            "1900-02-29",
            "2100-02-29",
            "2026-W09-6",
            "２026-02-28",
            "20260228",
            "2026-0é-28",
        ];
        for text in refused {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!(Date::new(10_000, 1, 1), Err(DateError::Range));
        assert_eq!(Date::new(2026, 4, 31).unwrap_err().to_string(), "2026-04 has 30 days");
        assert_eq!(format!("{:?}", Date::MIN), "Date(0000-01-01)");
    }

    #[test]
    fn seconds_are_those_of_utc() {
        let date = |seconds| Date::from_unix_seconds(seconds).map(|date| date.to_string());
        assert_eq!(date(0).as_deref(), Ok("1970-01-01"));
        assert_eq!(date(-1).as_deref(), Ok("1969-12-31"));
        assert_eq!(date(DAY - 1).as_deref(), Ok("1970-01-01"));
        assert_eq!(date(951_782_400).as_deref(), Ok("2000-02-29"));
        assert_eq!(date(Date::MAX.unix_seconds() + DAY), Err(DateError::Range));
        assert_eq!(date(i64::MIN), Err(DateError::Range));
        assert_eq!(Date::literal("2000-02-29").unix_seconds(), 951_782_400);
        assert_eq!(Date::try_from(UNIX_EPOCH + Duration::from_secs(951_868_800)), Date::new(2000, 3, 1));
    }
}
