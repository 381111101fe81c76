//! Where a value stands.

use std::fmt::Write;

use super::Check;
use super::judge::Reporter;
use crate::{Breach, Report, Rules, Severity, Violation};

/// Where a value stands on the wire: a chain on the stack that becomes a string only when something is wrong.
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

    /// Adds a violation of this value.
    #[cold]
    pub fn report(&self, severity: Severity, breach: Breach, report: &mut Report) {
        report.push(Violation::new(self.path(), severity, breach));
    }

    /// Adds everything that is wrong with a value that stands here.
    #[cold]
    #[inline(never)]
    pub fn check(self, value: &impl Check, rules: &Rules, report: &mut Report) {
        value.check(Reporter::new(self, report), rules);
    }
}
