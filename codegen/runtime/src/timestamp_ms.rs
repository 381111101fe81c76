//! Points in time in milliseconds.

use crate::timestamp::point_in_time;

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

point_in_time!(TimestampMs, "millisecond", as_millis, as_millisecond, from_millisecond);

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

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
