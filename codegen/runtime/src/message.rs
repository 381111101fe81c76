//! Messages that are created at compile time and at run time, so that those of `lit!` and of reports are equal.

use std::fmt;

use crate::limit::ELEMENT;
use crate::measure::{Counts, MIN_CJK_BYTES};
use crate::{Direction, Unit};

/// A message of limited size. Longer text is cut off.
pub(crate) struct Message {
    buffer: [u8; Message::CAPACITY],
    used: usize,
}

impl Message {
    const CAPACITY: usize = 256;

    pub(crate) const fn new() -> Self {
        Self { buffer: [0; Self::CAPACITY], used: 0 }
    }

    pub(crate) const fn as_str(&self) -> &str {
        let (message, _) = self.buffer.split_at(self.used);
        match std::str::from_utf8(message) {
            Ok(message) => message,
            Err(_) => "the message is too long",
        }
    }

    pub(crate) const fn text(mut self, text: &str) -> Self {
        let (_, mut free) = self.buffer.split_at_mut(self.used);
        let mut text = text.as_bytes();
        while let ([byte, text_rest @ ..], [slot, free_rest @ ..]) = (text, free) {
            *slot = *byte;
            self.used += 1;
            (text, free) = (text_rest, free_rest);
        }
        self
    }

    const fn number(self, value: usize) -> Self {
        let message = if value >= 10 { self.number(value / 10) } else { self };
        let digit = [b'0' + (value % 10) as u8];
        match std::str::from_utf8(&digit) {
            Ok(digit) => message.text(digit),
            Err(_) => message,
        }
    }

    /// A number with its unit: `1 byte`, `36 bytes`.
    pub(crate) const fn count(self, value: usize, unit: &str) -> Self {
        let message = self.number(value).text(" ").text(unit);
        if value == 1 { message } else { message.text("s") }
    }

    /// The size of a text that violates a limit, and the limit.
    pub(crate) const fn size(self, found: Counts, direction: Direction, limit: usize, unit: Unit) -> Self {
        let message = self.count(found.get(unit), unit.name());
        let message = match unit {
            Unit::Byte => message.characters(found),
            Unit::CjkCharacter => message.text(" (").count(found.bytes, "byte").text(")"),
            Unit::Character => message,
        };
        let message = message.limit(direction, limit, unit.name());
        if matches!((unit, direction), (Unit::Byte, Direction::Maximum)) {
            message.text(" (").count(limit / MIN_CJK_BYTES, Unit::CjkCharacter.name()).text(")")
        } else {
            message
        }
    }

    /// The number of elements that violates a limit, and the limit.
    pub(crate) const fn elements(self, found: usize, direction: Direction, limit: usize) -> Self {
        self.count(found, ELEMENT).limit(direction, limit, ELEMENT)
    }

    const fn limit(self, direction: Direction, limit: usize, unit: &str) -> Self {
        match direction {
            Direction::Minimum => self.text(", at least ").count(limit, unit).text(" needed"),
            Direction::Maximum => self.text(", limit ").count(limit, unit),
        }
    }

    /// The characters of a text, after its number of bytes: ` (13 CJK characters)`,
    /// ` (12 CJK characters, 2 others)`.
    const fn characters(self, Counts { chars, cjk, .. }: Counts) -> Self {
        match (chars, cjk) {
            (0, _) => self,
            (_, 0) => self.text(" (").count(chars, "character").text(", none CJK)"),
            _ if chars == cjk => self.text(" (").count(cjk, "CJK character").text(")"),
            _ => {
                let others = chars.saturating_sub(cjk);
                self.text(" (").count(cjk, "CJK character").text(", ").count(others, "other").text(")")
            }
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
