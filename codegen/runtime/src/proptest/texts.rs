//! Values that are parsed from strings, the simplest being zero and nothing.

use super::{Generate, Source};
use crate::{Base64, Decimal, Rules, Uuid};

impl Generate for Uuid {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let (high, low) = (source.below(u64::MAX), source.below(u64::MAX));
        let uuid = Uuid::from_u128(u128::from(high) << 64 | u128::from(low));
        let upper = uuid.to_string().to_ascii_uppercase().parse();
        if source.below(8) == 7 { upper.unwrap_or(uuid) } else { uuid }
    }
}

impl Generate for Decimal {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let integer = source.size(30);
        let mut text: String = (0..=integer).map(|_| digit(source)).collect();
        if source.below(2) == 1 {
            text.push('.');
            text.extend((0..=source.size(20)).map(|_| digit(source)));
        }
        let signed = if source.below(4) == 3 { format!("-{text}") } else { text };
        signed.parse().unwrap_or(const { Decimal::literal("0") })
    }
}

impl Generate for Base64 {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        let length = source.size(64);
        let bytes: Vec<u8> = (0..length).map(|_| source.below(256) as u8).collect();
        Base64::encode(bytes)
    }
}

fn digit(source: &mut Source) -> char {
    char::from(b'0' + source.below(10) as u8)
}
