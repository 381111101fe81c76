//! Points in time.

/// The conversions, texts and JSON of a type that counts a unit of time since 1970.
macro_rules! point_in_time {
    ($type:ident, $unit:literal, $count:ident, $of_jiff:ident, $into_jiff:ident) => {
        #[doc = concat!("Fractions of a ", $unit, " are dropped; a time before 1970 becomes a negative number.")]
        impl From<std::time::SystemTime> for $type {
            fn from(time: std::time::SystemTime) -> Self {
                let count =
                    |duration: std::time::Duration| i64::try_from(duration.$count()).unwrap_or(i64::MAX);
                match time.duration_since(std::time::UNIX_EPOCH) {
                    Ok(after) => Self(count(after)),
                    Err(before) => Self(-count(before.duration())),
                }
            }
        }

        #[doc = concat!("Fractions of a ", $unit, " are dropped.")]
        #[cfg(feature = "jiff")]
        impl From<jiff::Timestamp> for $type {
            fn from(time: jiff::Timestamp) -> Self {
                Self(time.$of_jiff())
            }
        }

        /// An error outside the years of `jiff`, -9999 to 9999.
        #[cfg(feature = "jiff")]
        impl TryFrom<$type> for jiff::Timestamp {
            type Error = jiff::Error;

            fn try_from(time: $type) -> Result<Self, jiff::Error> {
                Self::$into_jiff(time.0)
            }
        }

        #[doc = concat!("The number of ", $unit, "s.")]
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self.0)
            }
        }

        /// A JSON number. Models write fields that are strings of digits.
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <i64 as serde::Deserialize>::deserialize(deserializer).map(Self)
            }
        }
    };
}

pub(crate) use point_in_time;

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

point_in_time!(Timestamp, "second", as_secs, as_second, from_second);

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

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
