//! Dates, the simplest being that of 1970-01-01.

use super::number::between;
use super::{Generate, Source};
use crate::{Date, Rules};

impl Generate for Date {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        date(source)
    }
}

fn date(source: &mut Source) -> Date {
    let days = between(source, Date::MIN.days().into(), Date::MAX.days().into());
    i64::try_from(days).ok().and_then(Date::from_days).unwrap_or(Date::MIN)
}
