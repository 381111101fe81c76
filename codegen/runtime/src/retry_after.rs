//! How long a server asks to be left alone: the header `Retry-After`.

use std::time::Duration;

use crate::HttpResponse;

/// What `Retry-After` says: seconds, or a date, which is held against the server's own clock in `Date`.
pub(crate) fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let value = response.header("retry-after")?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // What is too large for a number is longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let (until, now) = (seconds(value)?, seconds(response.header("date")?)?);
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// The Unix seconds of a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = date.trim().split([' ', ':']).collect();
    let [_, day, name, year, hours, minutes, seconds, _] = words.as_slice() else { return None };
    let number = |word: &str, below: u64| word.parse::<u64>().ok().filter(|number| *number < below);
    let month = (1_u64..).zip(MONTHS).find_map(|(month, known)| (known == *name).then_some(month))?;
    let (year, day) = (number(year, 10_000)?, number(day, 32)?);
    let (hours, minutes, seconds) = (number(hours, 24)?, number(minutes, 60)?, number(seconds, 61)?);
    // Years begin in March here, so that the day of a leap year is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    // 1970-01-01 is day 719 469 of that count.
    Some(days.checked_sub(719_469)? * 86_400 + hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(headers: &[(&str, &str)]) -> Option<u64> {
        let response = HttpResponse::new(503, "");
        let response =
            headers.iter().fold(response, |response, (name, value)| response.with_header(*name, *value));
        retry_after(&response).map(|asked| asked.as_secs())
    }

    #[test]
    fn dates_are_unix_seconds() {
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Thu, 29 Feb 2024 23:59:59 GMT"), Some(1_709_251_199));
        assert_eq!(seconds("Fri, 01 Mar 2024 00:00:00 GMT"), Some(1_709_251_200));
        for wrong in
            ["", "x", "Thu, 01 Jan 1969 00:00:00 GMT", "Thu, 01 Foo 1999 00:00:00 GMT", "票, 99 Jan 1999"]
        {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_pause_beyond_all_numbers_is_the_longest() {
        assert_eq!(asked(&[("retry-after", "18446744073709551615")]), Some(u64::MAX));
        assert_eq!(asked(&[("retry-after", "99999999999999999999")]), Some(u64::MAX));
    }

    #[test]
    fn a_pause_is_told_in_seconds_or_as_a_date() {
        assert_eq!(asked(&[("Retry-After", " 7 ")]), Some(7));
        let until = ("retry-after", "Sun, 06 Nov 1994 08:50:00 GMT");
        assert_eq!(asked(&[until, ("date", "Sun, 06 Nov 1994 08:49:37 GMT")]), Some(23));
        assert_eq!(asked(&[until, ("date", "Sun, 06 Nov 1994 09:00:00 GMT")]), Some(0));
        assert_eq!(asked(&[until]), None);
        for none in ["", "-1", "+1", "1.5", "soon"] {
            assert_eq!(asked(&[("retry-after", none)]), None, "{none}");
        }
        assert_eq!(asked(&[]), None);
    }
}
