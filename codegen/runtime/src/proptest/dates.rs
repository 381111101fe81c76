//! Dates and times, the simplest being 1970-01-01 and its beginning in UTC.

use super::number::between;
use super::{Generate, Source};
use crate::{Date, DateTime, Rules};

impl Generate for Date {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        date(source)
    }
}

/// In every form, but for leap seconds.
impl Generate for DateTime {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let (date, hour, minute, second) =
            (date(source), source.below(24), source.below(60), source.below(60));
        let fraction = match usize::try_from(source.size(18)).unwrap_or_default() {
            0 => String::new(),
            digits => format!(".{:01$}", source.below(10_u64.pow(digits as u32)), digits),
        };
        let (hours, minutes) = (source.below(24), source.below(60));
        let zone = match source.below(4) {
            0 => "Z".to_owned(),
            1 => format!("+{hours:02}:{minutes:02}"),
            2 => format!("-{hours:02}:{minutes:02}"),
            _ => "z".to_owned(),
        };
        let separator = if source.below(8) == 7 { 't' } else { 'T' };
        let text = format!("{date}{separator}{hour:02}:{minute:02}:{second:02}{fraction}{zone}");
        text.parse().unwrap_or(const { DateTime::literal("1970-01-01T00:00:00Z") })
    }
}

fn date(source: &mut Source) -> Date {
    let days = between(source, Date::MIN.days().into(), Date::MAX.days().into());
    i64::try_from(days).ok().and_then(Date::from_days).unwrap_or(Date::MIN)
}
