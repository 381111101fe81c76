//! The header `Retry-After`.

use std::time::Duration;

use httpdate::parse_http_date;

use crate::HttpResponse;

/// The delay of `Retry-After`: seconds, or a date in any form of RFC 9110, relative to the server's clock in `Date`.
pub(crate) fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let value = response.header("retry-after")?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number beyond the range is a delay that no call waits for.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let (until, now) = (parse_http_date(value).ok()?, parse_http_date(response.header("date")?.trim()).ok()?);
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(headers: &[(&str, &str)]) -> Option<u64> {
        let response = HttpResponse::new(503, "");
        let response =
            headers.iter().fold(response, |response, (name, value)| response.with_header(*name, *value));
        retry_after(&response).map(|seconds| seconds.as_secs())
    }

    #[test]
    fn a_delay_out_of_range_is_the_longest() {
        assert_eq!(seconds(&[("retry-after", "18446744073709551615")]), Some(u64::MAX));
        assert_eq!(seconds(&[("retry-after", "99999999999999999999")]), Some(u64::MAX));
    }

    #[test]
    fn a_delay_is_in_seconds_or_a_date() {
        assert_eq!(seconds(&[("Retry-After", " 7 ")]), Some(7));
        let until = ("retry-after", "Sun, 06 Nov 1994 08:50:00 GMT");
        assert_eq!(seconds(&[until, ("date", "Sun, 06 Nov 1994 08:49:37 GMT")]), Some(23));
        assert_eq!(seconds(&[until, ("date", "Sun, 06 Nov 1994 09:00:00 GMT")]), Some(0));
        for obsolete in ["Sunday, 06-Nov-94 08:50:00 GMT", "Sun Nov  6 08:50:00 1994"] {
            let date = ("date", "Sun Nov  6 08:49:37 1994");
            assert_eq!(seconds(&[("retry-after", obsolete), date]), Some(23), "{obsolete}");
        }
        assert_eq!(seconds(&[until]), None);
        for none in ["", "-1", "+1", "1.5", "soon", "Thu, 01 Foo 1999 00:00:00 GMT", "票"] {
            assert_eq!(seconds(&[("retry-after", none)]), None, "{none}");
        }
        assert_eq!(seconds(&[]), None);
    }
}
