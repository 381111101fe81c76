//! Points in time in milliseconds.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time in milliseconds since 1970-01-01 00:00:00 UTC; one before that is negative.
///
/// ```
/// use specwright_runtime::TimestampMs;
///
/// let opening = TimestampMs::from_unix_millis(1_433_432_201_500);
/// assert_eq!(opening.unix_millis(), 1_433_432_201_500);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimestampMs(i64);

impl TimestampMs {
    /// From milliseconds since 1970-01-01 00:00:00 UTC.
    pub const fn from_unix_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since 1970-01-01 00:00:00 UTC.
    pub const fn unix_millis(self) -> i64 {
        self.0
    }
}

/// Fractions of a millisecond are dropped; a time that 64 bits cannot represent is the nearest that they can.
impl From<SystemTime> for TimestampMs {
    fn from(time: SystemTime) -> Self {
        let milliseconds = |duration: Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(milliseconds(after)),
            Err(before) => Self(-milliseconds(before.duration())),
        }
    }
}

/// Fractions of a millisecond are dropped.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for TimestampMs {
    fn from(time: jiff::Timestamp) -> Self {
        Self(time.as_millisecond())
    }
}

/// An error outside the years of `jiff`, -9999 to 9999.
#[cfg(feature = "jiff")]
impl TryFrom<TimestampMs> for jiff::Timestamp {
    type Error = jiff::Error;

    fn try_from(time: TimestampMs) -> Result<Self, jiff::Error> {
        Self::from_millisecond(time.0)
    }
}

/// The number of milliseconds.
impl fmt::Display for TimestampMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for TimestampMs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TimestampMs({})", self.0)
    }
}

/// A JSON number.
impl Serialize for TimestampMs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for TimestampMs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_time_loses_only_fractions() {
        let time = UNIX_EPOCH + Duration::from_micros(1_999_999);
        assert_eq!(TimestampMs::from(time), TimestampMs::from_unix_millis(1_999));
        assert_eq!(TimestampMs::from(UNIX_EPOCH - Duration::from_millis(5)).unix_millis(), -5);
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn conversions_with_jiff_round_trip() {
        let opening: jiff::Timestamp = "2015-06-04T15:30:01.9Z".parse().unwrap();
        let time = TimestampMs::from(opening);
        assert_eq!(time, TimestampMs::from_unix_millis(1_433_431_801_900));
        assert_eq!(jiff::Timestamp::try_from(time).unwrap(), opening);
        assert!(jiff::Timestamp::try_from(TimestampMs::from_unix_millis(i64::MAX)).is_err());
    }
}
