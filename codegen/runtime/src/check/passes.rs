//! Whether a value keeps all limits of both severities.
//!
//! Where the rules are those of generated code they are constants: inlined, what a field does not limit is not there,
//! and a limit on bytes is one comparison.

use crate::{Limits, Number, Rules, TextLimits, TextRules, measure};

impl TextRules<'_> {
    /// Whether a text keeps all of them. If not, [`check_text`](crate::check_text) says what is wrong.
    #[inline(always)]
    pub fn passes(&self, text: &str) -> bool {
        self.error.pass(text)
            && self.warning.pass(text)
            && !(self.forbid_control && measure::has_forbidden_control(text))
    }
}

impl TextLimits<'_> {
    #[inline(always)]
    fn pass(&self, text: &str) -> bool {
        let bytes = text.len();
        // A text with few bytes cannot have too many characters: most need not be counted.
        self.max_bytes.is_none_or(|limit| bytes <= limit)
            && self.min_bytes.is_none_or(|limit| bytes >= limit)
            && self
                .max_cjk
                .is_none_or(|limit| bytes / measure::MIN_CJK_BYTES <= limit || measure::cjk(text) <= limit)
            && self.max_chars.is_none_or(|limit| bytes <= limit || measure::chars(text) <= limit)
            && self.pattern.is_none_or(|pattern| pattern.matches(text))
    }
}

impl Rules {
    /// Whether a number keeps all of them. If not, [`check_number`](crate::check_number) says what is wrong.
    #[inline(always)]
    pub fn pass_number(&self, number: Number) -> bool {
        let pass = |limits: &Limits| {
            limits.min.is_none_or(|limit| !is_less(number, limit))
                && limits.max.is_none_or(|limit| !is_less(limit, number))
        };
        pass(&self.error) && pass(&self.warning)
    }

    /// Whether so many elements or entries keep all of them. If not, [`check_items`](crate::check_items) says what
    /// is wrong.
    #[inline(always)]
    pub fn pass_items(&self, items: usize) -> bool {
        let pass = |limits: &Limits| {
            limits.min_items.is_none_or(|limit| items >= limit)
                && limits.max_items.is_none_or(|limit| items <= limit)
        };
        pass(&self.error) && pass(&self.warning)
    }
}

/// Integers are compared exactly; beside a fraction both are taken as 64-bit floating point.
///
/// ```
/// use specwright_runtime::{Number, is_less};
///
/// assert!(is_less(Number::Int(1), Number::Int(2)));
/// assert!(!is_less(Number::Float(2.5), Number::Int(2)));
/// ```
#[inline]
pub fn is_less(a: Number, b: Number) -> bool {
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a < b,
        (Number::Int(a), Number::Float(b)) => (a as f64) < b,
        (Number::Float(a), Number::Int(b)) => a < (b as f64),
        (Number::Float(a), Number::Float(b)) => a < b,
    }
}
