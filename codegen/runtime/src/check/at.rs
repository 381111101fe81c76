//! The path of a value during validation.

use std::fmt::Write;

use super::Check;
use super::judge::Reporter;
use crate::{Breach, Report, Rules, Severity, Violation};

/// The path of a value on the wire: a linked list on the stack, which is converted to a string only for a violation.
///
/// ```
/// use specwright_runtime::At;
///
/// let card = At::ROOT.key("card");
/// assert_eq!(card.key("seats").index(1).path(), "card.seats[1]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> At<'a> {
    /// The whole body.
    pub const ROOT: Self = Self { parent: None, segment: Segment::Root };

    /// The value of a key of this object.
    pub fn key<'b>(&'b self, key: &'b str) -> At<'b> {
        At { parent: Some(self), segment: Segment::Key(key) }
    }

    /// An element of this list.
    pub fn index(&self, index: usize) -> At<'_> {
        At { parent: Some(self), segment: Segment::Index(index) }
    }

    /// The wire path: `card.base_info.title`, `seat_number[1]`; empty for the whole body.
    pub fn path(&self) -> String {
        let mut path = String::new();
        self.write_path(&mut path);
        path
    }

    fn write_path(&self, path: &mut String) {
        if let Some(parent) = self.parent {
            parent.write_path(path);
        }
        match self.segment {
            Segment::Root => {}
            Segment::Key(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            // Writing to a string cannot fail.
            Segment::Index(index) => drop(write!(path, "[{index}]")),
        }
    }

    /// Reports a violation of this value.
    #[cold]
    pub fn report(&self, severity: Severity, breach: Breach, report: &mut Report) {
        report.push(Violation::new(self.path(), severity, breach));
    }

    /// Reports all violations of a value at this path.
    #[cold]
    #[inline(never)]
    pub fn check(self, value: &impl Check, rules: &Rules, report: &mut Report) {
        value.check(Reporter::new(self, report), rules);
    }
}
