//! The limits of a field as data: what generated code states and the checks apply. The limits of one severity,
//! [`TextLimits`] and [`Limits`], are declared with the table of their kinds.

use crate::{Limits, TextLimits};

/// The limits of one text field.
///
/// ```
/// use specwright_runtime::{TextLimits, TextRules};
///
/// const SEAT: TextRules<'static> =
///     TextRules::of("seat_number").max_bytes(12).warning(TextLimits::NONE.max_cjk(2));
/// assert!(SEAT.passes("12排") && !SEAT.passes("十二排"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct TextRules<'a> {
    /// The field's key on the wire.
    pub field: &'a str,
    /// Limits whose violation stops the request.
    pub error: TextLimits<'a>,
    /// Limits whose violation is only reported.
    pub warning: TextLimits<'a>,
    /// Whether control characters without a short JSON escape are refused.
    pub forbid_control: bool,
    /// Whether the text must never be shown.
    pub secret: bool,
}

impl<'a> TextRules<'a> {
    /// The rules of a field with this key on the wire, at first without any limit.
    pub const fn of(field: &'a str) -> Self {
        let (error, warning) = (TextLimits::NONE, TextLimits::NONE);
        Self { field, error, warning, forbid_control: false, secret: false }
    }

    /// Sets the limits whose violation is only reported.
    pub const fn warning(mut self, limits: TextLimits<'a>) -> Self {
        self.warning = limits;
        self
    }

    /// Refuses control characters without a short JSON escape.
    pub const fn forbid_control(mut self) -> Self {
        self.forbid_control = true;
        self
    }

    /// Marks the text as one that must never be shown.
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

/// The limits of a field that is not text.
///
/// ```
/// use specwright_runtime::{Limits, Number, Rules};
///
/// const QUANTITY: Rules = Rules::NONE.min(Number::Int(1));
/// assert!(QUANTITY.pass_number(Number::Int(1)) && !QUANTITY.pass_number(Number::Int(0)));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Limits whose violation stops the request.
    pub error: Limits,
    /// Limits whose violation is only reported.
    pub warning: Limits,
}

impl Rules {
    /// No limit.
    pub const NONE: Self = Self { error: Limits::NONE, warning: Limits::NONE };

    /// The limits on each element of a list or map: without those on the list or map itself.
    pub const fn of_elements(&self) -> Self {
        Self { error: self.error.of_elements(), warning: self.warning.of_elements() }
    }

    /// Sets the limits whose violation is only reported.
    pub const fn warning(mut self, limits: Limits) -> Self {
        self.warning = limits;
        self
    }
}
