//! Points in time.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time, in Unix seconds: seconds since 1970-01-01 00:00:00 UTC.
///
/// A timestamp in a request must be from 0 to 9999999999, ten digits; validation reports a value that is likely in
/// milliseconds.
///
/// ```
/// use specwright_runtime::Timestamp;
///
/// let opening = Timestamp::from_unix_seconds(1_433_432_201);
/// assert_eq!(opening.unix_seconds(), 1_433_432_201);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The maximum timestamp in a request: ten digits.
    pub const MAX: Self = Self(9_999_999_999);

    /// From seconds since 1970-01-01 00:00:00 UTC.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 00:00:00 UTC.
    pub const fn unix_seconds(self) -> i64 {
        self.0
    }
}

/// Fractions of a second are dropped; a time before 1970 becomes a negative number of seconds.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(seconds(after)),
            Err(before) => Self(-seconds(before.duration())),
        }
    }
}

/// Fractions of a second are dropped.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self(time.as_second())
    }
}

/// An error outside the years of `jiff`, -9999 to 9999.
#[cfg(feature = "jiff")]
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = jiff::Error;

    fn try_from(time: Timestamp) -> Result<Self, jiff::Error> {
        Self::from_second(time.0)
    }
}

/// The number of seconds.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({})", self.0)
    }
}

/// A JSON number. Models write fields that are strings of digits.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_time_loses_only_fractions() {
        let time = UNIX_EPOCH + Duration::from_millis(1_999);
        assert_eq!(Timestamp::from(time), Timestamp::from_unix_seconds(1));
        assert_eq!(Timestamp::from(UNIX_EPOCH - Duration::from_secs(5)).unix_seconds(), -5);
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn conversions_with_jiff_round_trip() {
        let opening: jiff::Timestamp = "2015-06-04T15:30:01.9Z".parse().unwrap();
        let time = Timestamp::from(opening);
        assert_eq!(time, Timestamp::from_unix_seconds(1_433_431_801));
        let back = jiff::Timestamp::try_from(time).unwrap();
        assert_eq!(back.to_string(), "2015-06-04T15:30:01Z");
        assert!(jiff::Timestamp::try_from(Timestamp::from_unix_seconds(i64::MAX)).is_err());
    }
}
