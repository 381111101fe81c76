use proptest::prelude::*;

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::DateError;

fn parsed(text: &str) -> Result<DateTime, String> {
    text.parse().map_err(|error: DateTimeError| error.to_string())
}

#[test]
fn what_is_read_is_written() {
    let accepted = [
        "1963-06-19T08:30:06.283185Z",
        "1963-06-19t08:30:06.283185z",
        "1990-12-31T15:59:50.123-08:00",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.123-08:00",
        "2015-07-01T08:59:60+09:00",
        "1937-01-01T12:00:27.87+00:20",
        "2026-02-28T00:00:00-00:00",
        "2026-02-28T00:00:00+00:00",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999999999999-23:59",
        "2026-02-28T09:30:00.0Z",
        "2026-02-28T09:30:00.000Z",
    ];
    for text in accepted {
        assert_eq!(parsed(text).map(|time| time.to_string()).as_deref(), Ok(text));
    }
}

#[test]
fn what_rfc_3339_does_not_have_is_refused() {
    let form = "it is not in the form";
    let leap = "a leap second, 60, can only be";
    let refused = [
        ("", form),
        ("2026-02-28", form),
        ("2026-02-28 09:30:00Z", form),
        ("2026-02-28T09:30:00", form),
        ("2026-02-28T09:30Z", form),
        ("2026-02-28T9:30:00Z", form),
        ("2026-02-28T09:30:00.Z", form),
        ("2026-02-28T09:30:00,5Z", form),
        ("2026-02-28T09:30:00+0800", form),
        ("2026-02-28T09:30:00+08", form),
        ("2026-02-28T09:30:00+08:00Z", form),
        ("2026-02-28T09:30:00 +08:00", form),
        ("2026-2-28T09:30:00Z", form),
        ("2026-02-28T09:30:00Z ", form),
        ("2026-02-28T０9:30:00Z", form),
        ("06/19/1963 08:30:06 PST", form),
        ("2013-350T01:01:01", form),
        ("2026-02-29T09:30:00Z", "2026-02 has 28 days"),
        ("2026-13-01T09:30:00Z", "there is no month 13"),
        ("2026-02-28T24:00:00Z", "there is no hour 24"),
        ("2026-02-28T09:60:00Z", "there is no minute 60"),
        ("2026-02-28T09:30:61Z", "there is no second 61"),
        ("1998-12-31T23:58:60Z", leap),
        ("1998-12-31T22:59:60Z", leap),
        ("1998-12-30T23:59:60Z", leap),
        ("1998-12-31T23:59:60+01:00", leap),
        ("0000-01-01T00:00:60+00:01", leap),
        ("2026-02-28T09:30:00+24:00", "its offset is greater"),
        ("2026-02-28T09:30:00-00:60", "its offset is greater"),
        ("2026-02-28T09:30:00.0000000000000000001Z", "its fraction has more than 18 digits"),
    ];
    for (text, reason) in refused {
        let error = parsed(text).unwrap_err();
        assert!(error.starts_with(reason), "{text}: {error}");
    }
}

#[test]
fn the_order_is_that_of_the_points_in_time() {
    let ordered = [
        "2016-12-31T23:59:59Z",
        "2016-12-31T23:59:59.9Z",
        "2016-12-31T23:59:60Z",
        "2016-12-31T23:59:60.5Z",
        "2017-01-01T08:00:00+08:00",
        "2017-01-01T00:00:00.000000001Z",
        "2016-12-31T23:00:01-01:00",
    ];
    let times = ordered.map(DateTime::literal);
    assert!(times.is_sorted_by(|one, other| one < other), "{times:?}");
    let forms = [
        "2026-02-28T09:30:00Z",
        "2026-02-28t09:30:00Z",
        "2026-02-28T09:30:00+00:00",
        "2026-02-28T09:30:00.0Z",
    ];
    for (one, other) in forms.iter().zip(forms.iter().skip(1)) {
        let (one, other) = (DateTime::literal(one), DateTime::literal(other));
        assert!(one.is_same_instant(other) && one != other && one.cmp(&other) != Ordering::Equal);
    }
}

#[test]
fn system_time_goes_there_and_back() {
    let text = |time: SystemTime| DateTime::try_from(time).map(|time| time.to_string());
    assert_eq!(text(UNIX_EPOCH).as_deref(), Ok("1970-01-01T00:00:00Z"));
    assert_eq!(
        text(UNIX_EPOCH + Duration::from_millis(1_500)).as_deref(),
        Ok("1970-01-01T00:00:01.500000000Z")
    );
    assert_eq!(text(UNIX_EPOCH - Duration::from_millis(1)).as_deref(), Ok("1969-12-31T23:59:59.999000000Z"));
    let far = UNIX_EPOCH
        + Duration::from_secs(Date::MAX.unix_seconds().unsigned_abs())
        + Duration::from_secs(86_400);
    assert_eq!(text(far), Err(DateTimeError::Date(DateError::Range)));
    let time = UNIX_EPOCH - Duration::from_nanos(1_234_567_891);
    assert_eq!(DateTime::try_from(time).and_then(SystemTime::try_from), Ok(time));
    let leap = DateTime::literal("2016-12-31T23:59:60.25Z");
    assert_eq!((leap.unix_seconds(), Timestamp::from(leap).unix_seconds()), (1_483_228_800, 1_483_228_800));
}

proptest! {
    #[test]
    fn seconds_go_there_and_back(seconds in Date::MIN.unix_seconds()..Date::MAX.unix_seconds() + DAY) {
        let time = DateTime::from_unix_seconds(seconds).unwrap();
        prop_assert_eq!(time.unix_seconds(), seconds);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
    }

    #[test]
    fn no_text_panics(text in "[0-9TtZz:.+é -]{0,40}") {
        if let Ok(time) = text.parse::<DateTime>() {
            prop_assert_eq!(time.to_string(), text);
        }
    }
}
