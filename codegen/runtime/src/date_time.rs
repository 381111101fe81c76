//! Points in time as RFC 3339 writes them.

#[cfg(test)]
mod tests;
mod text;

use std::cmp::Ordering;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::date::{DAY, last_day};
use crate::{Date, DateError, Timestamp};
pub use text::DateTimeError;

/// The maximum number of digits of a fraction of a second.
const MAX_DIGITS: u8 = 18;

/// The number of minutes of a day.
const DAY_MINUTES: i64 = DAY / 60;

/// A date and time with its offset from UTC: `date-time` of RFC 3339, as `2026-02-28T17:30:00+08:00`.
///
/// A `DateTime` that exists is valid. What was read is what is written: the offset, `t` and `z` in lower case, and the
/// digits of the fraction, of which there are at most 18. Two values are equal if they are written equally;
/// [`is_same_instant`](Self::is_same_instant) compares the points in time. The order is that of the points in time, and
/// among equal ones that of their forms. The second 60 is accepted where a leap second can be, in the last minute of a
/// month in UTC; it has the Unix seconds of the second after it.
///
/// ```
/// use specwright_runtime::{DateTime, DateTimeError};
///
/// let local: DateTime = "2026-02-28T17:30:00.50+08:00".parse()?;
/// assert_eq!(local.to_string(), "2026-02-28T17:30:00.50+08:00");
/// assert_eq!((local.hour(), local.nanosecond(), local.offset_minutes()), (17, 500_000_000, 480));
///
/// let utc = DateTime::utc(local.date(), 9, 30, 0)?;
/// assert_eq!(utc.to_string(), "2026-02-28T09:30:00Z");
/// assert_eq!(utc.unix_seconds(), local.unix_seconds());
/// assert!(utc < local);
/// assert!("2026-02-28T24:00:00Z".parse::<DateTime>().is_err());
/// # Ok::<(), DateTimeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    date: Date,
    separator: Separator,
    hour: u8,
    minute: u8,
    second: u8,
    /// The number of digits of the fraction.
    digits: u8,
    /// The digits of the fraction as a number.
    fraction: u64,
    zone: Zone,
}

/// What is between the date and the time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Separator {
    Upper,
    Lower,
}

/// The offset from UTC, as it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Zone {
    Upper,
    Lower,
    /// Hours and minutes after `+`.
    Ahead(u8, u8),
    /// Hours and minutes after `-`.
    Behind(u8, u8),
}

impl DateTime {
    /// The point in time of a date, an hour up to 23, a minute up to 59 and a second up to 59, or 60 for a leap second, in
    /// UTC.
    ///
    /// # Errors
    ///
    /// [`DateTimeError`] if there is no such time.
    pub const fn utc(date: Date, hour: u8, minute: u8, second: u8) -> Result<Self, DateTimeError> {
        let (separator, zone) = (Separator::Upper, Zone::Upper);
        Self { date, separator, hour, minute, second, digits: 0, fraction: 0, zone }.checked()
    }

    /// The point in time that a literal represents. In a constant, a wrong one does not compile:
    ///
    /// ```
    /// use specwright_runtime::DateTime;
    ///
    /// const OPENING: DateTime = DateTime::literal("2026-02-28T09:30:00Z");
    /// assert_eq!(OPENING.minute(), 30);
    /// ```
    ///
    /// ```compile_fail
    /// # use specwright_runtime::DateTime;
    /// const OPENING: DateTime = DateTime::literal("2026-02-28 09:30");
    /// ```
    ///
    /// # Panics
    ///
    /// If the literal is not a date and time. Parse what is not a literal.
    #[expect(clippy::panic, reason = "in a constant, a panic is a compile error, which is the purpose")]
    pub const fn literal(text: &'static str) -> Self {
        match Self::read(text.as_bytes()) {
            Ok(time) => time,
            Err(_) => panic!("not a date and time as RFC 3339 has it, such as 2026-02-28T09:30:00Z"),
        }
    }

    /// The point in time, in UTC, of seconds since 1970-01-01 00:00:00 UTC.
    ///
    /// # Errors
    ///
    /// [`DateTimeError`] if it is not in the years 0 to 9999.
    pub const fn from_unix_seconds(seconds: i64) -> Result<Self, DateTimeError> {
        let date = match Date::from_unix_seconds(seconds) {
            Ok(date) => date,
            Err(error) => return Err(DateTimeError::Date(error)),
        };
        let of_day = seconds.rem_euclid(DAY);
        Self::utc(date, (of_day / 3600) as u8, (of_day / 60 % 60) as u8, (of_day % 60) as u8)
    }

    /// Seconds since 1970-01-01 00:00:00 UTC, without the fraction.
    pub const fn unix_seconds(self) -> i64 {
        self.minutes() * 60 + self.second as i64
    }

    /// The date at the offset.
    pub const fn date(self) -> Date {
        self.date
    }

    /// The hour at the offset, from 0 to 23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute at the offset, from 0 to 59.
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, from 0 to 59, or 60 in a leap second.
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The fraction of the second in nanoseconds, without what is smaller.
    pub const fn nanosecond(self) -> u32 {
        (self.attoseconds() / 1_000_000_000) as u32
    }

    /// The offset from UTC in minutes, greater than 0 in the east. It is 0 for `Z`, `+00:00` and `-00:00`.
    pub const fn offset_minutes(self) -> i16 {
        match self.zone {
            Zone::Upper | Zone::Lower => 0,
            Zone::Ahead(hours, minutes) => hours as i16 * 60 + minutes as i16,
            Zone::Behind(hours, minutes) => -(hours as i16 * 60 + minutes as i16),
        }
    }

    /// Whether both are the same point in time, whatever their offsets and their forms are.
    ///
    /// ```
    /// use specwright_runtime::DateTime;
    ///
    /// let local = DateTime::literal("2026-02-28T17:30:00+08:00");
    /// let utc = DateTime::literal("2026-02-28T09:30:00.0Z");
    /// assert!(local.is_same_instant(utc) && local != utc);
    /// ```
    pub fn is_same_instant(self, other: Self) -> bool {
        self.instant() == other.instant()
    }

    const fn checked(self) -> Result<Self, DateTimeError> {
        if self.hour > 23 {
            return Err(DateTimeError::Hour { hour: self.hour });
        }
        if self.minute > 59 {
            return Err(DateTimeError::Minute { minute: self.minute });
        }
        if let Zone::Ahead(hours, minutes) | Zone::Behind(hours, minutes) = self.zone {
            if hours > 23 || minutes > 59 {
                return Err(DateTimeError::Offset);
            }
        }
        if self.second > 60 || (self.second == 60 && !self.is_last_minute_of_a_month()) {
            return Err(DateTimeError::Second { second: self.second });
        }
        Ok(self)
    }

    /// Whether it is in the last minute of a month in UTC, at whose end a leap second can be.
    const fn is_last_minute_of_a_month(self) -> bool {
        match Date::from_days(self.minutes().div_euclid(DAY_MINUTES)) {
            Some(date) => {
                self.minutes().rem_euclid(DAY_MINUTES) == DAY_MINUTES - 1
                    && date.day() == last_day(date.year(), date.month())
            }
            None => false,
        }
    }

    /// Minutes since 1970-01-01 00:00 UTC.
    const fn minutes(self) -> i64 {
        let of_day = self.hour as i64 * 60 + self.minute as i64;
        self.date.days() * DAY_MINUTES + of_day - self.offset_minutes() as i64
    }

    const fn attoseconds(self) -> u64 {
        self.fraction * 10_u64.pow((MAX_DIGITS - self.digits) as u32)
    }

    /// What orders points in time: offsets are whole minutes, so that a leap second comes after the second 59 of its minute
    /// and before the next minute.
    fn instant(self) -> (i64, u8, u64) {
        (self.minutes(), self.second, self.attoseconds())
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_form = |time: &Self| (time.digits, time.separator, time.zone);
        self.instant().cmp(&other.instant()).then_with(|| by_form(self).cmp(&by_form(other)))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// In UTC, with nine digits of a fraction unless that is zero.
impl TryFrom<SystemTime> for DateTime {
    type Error = DateTimeError;

    fn try_from(time: SystemTime) -> Result<Self, DateTimeError> {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (seconds(after), after.subsec_nanos()),
            Err(before) => match (seconds(before.duration()), before.duration().subsec_nanos()) {
                (seconds, 0) => (-seconds, 0),
                (seconds, nanoseconds) => (-seconds - 1, 1_000_000_000 - nanoseconds),
            },
        };
        let whole = Self::from_unix_seconds(seconds)?;
        let digits = if nanoseconds == 0 { 0 } else { 9 };
        Ok(Self { digits, fraction: nanoseconds.into(), ..whole })
    }
}

/// An error where `SystemTime` does not hold it, which depends on the platform.
impl TryFrom<DateTime> for SystemTime {
    type Error = DateTimeError;

    fn try_from(time: DateTime) -> Result<Self, DateTimeError> {
        let seconds = time.unix_seconds();
        let (whole, fraction) =
            (Duration::from_secs(seconds.unsigned_abs()), Duration::from_nanos(time.nanosecond().into()));
        let start = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        start.and_then(|start| start.checked_add(fraction)).ok_or(DateTimeError::Date(DateError::Range))
    }
}

/// In UTC.
impl TryFrom<Timestamp> for DateTime {
    type Error = DateTimeError;

    fn try_from(time: Timestamp) -> Result<Self, DateTimeError> {
        Self::from_unix_seconds(time.unix_seconds())
    }
}

/// The fraction of the second is dropped.
impl From<DateTime> for Timestamp {
    fn from(time: DateTime) -> Self {
        Self::from_unix_seconds(time.unix_seconds())
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({self})")
    }
}

crate::parsed!(DateTime, "a date and time in a string as in RFC 3339, such as 2026-02-28T09:30:00Z");
