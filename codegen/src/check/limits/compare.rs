//! Holds the limits of `warn` against those that stop a request.

use specwright_runtime::measure::MIN_CJK_BYTES;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

use super::bounds::Bounds;
use super::proof;
use crate::ir::MAX_CHAR_BYTES;

/// Reports warnings that can never be given, because the value is refused first, and warnings that every
/// value gets.
pub(super) fn check(errors: &Bounds, warnings: &Bounds, found: &mut Diagnostics) {
    let mut pairs = Pairs { errors, warnings, found };
    pairs.most("max_bytes", errors.max_bytes, warnings.max_bytes);
    pairs.most("max_cjk", errors.max_cjk, warnings.max_cjk);
    pairs.most("max_chars", errors.max_chars, warnings.max_chars);
    pairs.most("max_items", errors.max_items, warnings.max_items);
    pairs.least("min_bytes", errors.min_bytes, warnings.min_bytes);
    pairs.least("min_items", errors.min_items, warnings.min_items);
    pairs.crossed(("min_bytes", errors.min_bytes), ("max_bytes", warnings.max_bytes));
    pairs.crossed(("min_items", errors.min_items), ("max_items", warnings.max_items));
    pairs.crossed_back(("max_bytes", errors.max_bytes), ("min_bytes", warnings.min_bytes));
    pairs.crossed_back(("max_items", errors.max_items), ("min_items", warnings.min_items));
    pairs.units();
    pairs.numbers();
    pairs.patterns();
}

struct Pairs<'a> {
    errors: &'a Bounds,
    warnings: &'a Bounds,
    found: &'a mut Diagnostics,
}

impl Pairs<'_> {
    fn most(&mut self, key: &str, error: Option<usize>, warning: Option<usize>) {
        if let (Some(error), Some(warning)) = (error, warning)
            && warning >= error
        {
            self.never_fires(key, key, &format!("more than {error} is refused already"));
        }
    }

    fn least(&mut self, key: &str, error: Option<usize>, warning: Option<usize>) {
        if let (Some(error), Some(warning)) = (error, warning)
            && warning <= error
        {
            self.never_fires(key, key, &format!("less than {error} is refused already"));
        }
    }

    fn crossed(&mut self, (min_key, min): (&str, Option<usize>), (key, max): (&str, Option<usize>)) {
        if let (Some(min), Some(max)) = (min, max)
            && max < min
        {
            self.always_fires(key, min_key);
        }
    }

    fn crossed_back(&mut self, (max_key, max): (&str, Option<usize>), (key, min): (&str, Option<usize>)) {
        if let (Some(max), Some(min)) = (max, min)
            && min > max
        {
            self.always_fires(key, max_key);
        }
    }

    /// Limits in one unit that a limit in another makes sure of.
    fn units(&mut self) {
        let (errors, warnings) = (self.errors, self.warnings);
        if let (Some(bytes), Some(cjk)) = (errors.max_bytes, warnings.max_cjk)
            && errors.max_cjk.is_none()
            && bytes / MIN_CJK_BYTES <= cjk
        {
            let label = format!(
                "{bytes} bytes, the most that is not refused, hold {} CJK characters",
                bytes / MIN_CJK_BYTES
            );
            self.never_fires("max_cjk", "max_bytes", &label);
        }
        if let (Some(bytes), Some(chars)) = (errors.max_bytes, warnings.max_chars)
            && errors.max_chars.is_none()
            && bytes <= chars
        {
            let label = format!("{bytes} bytes, the most that is not refused, hold {bytes} characters");
            self.never_fires("max_chars", "max_bytes", &label);
        }
        if let (Some(chars), Some(bytes)) = (errors.max_chars, warnings.max_bytes)
            && errors.max_bytes.is_none()
            && chars.saturating_mul(MAX_CHAR_BYTES) <= bytes
        {
            let label = format!(
                "{chars} characters, the most that is not refused, have {} bytes",
                chars.saturating_mul(MAX_CHAR_BYTES)
            );
            self.never_fires("max_bytes", "max_chars", &label);
        }
    }

    fn numbers(&mut self) {
        let (errors, warnings) = (self.errors, self.warnings);
        if let (Some(error), Some(warning)) = (errors.max, warnings.max)
            && !proof::exceeds(error, warning)
        {
            self.never_fires("max", "max", &format!("more than {} is refused already", proof::show(error)));
        }
        if let (Some(error), Some(warning)) = (errors.min, warnings.min)
            && !proof::exceeds(warning, error)
        {
            self.never_fires("min", "min", &format!("less than {} is refused already", proof::show(error)));
        }
        if let (Some(min), Some(max)) = (errors.min, warnings.max)
            && proof::exceeds(min, max)
        {
            self.always_fires("max", "min");
        }
        if let (Some(max), Some(min)) = (errors.max, warnings.min)
            && proof::exceeds(min, max)
        {
            self.always_fires("min", "max");
        }
    }

    fn patterns(&mut self) {
        let same = match (&self.errors.pattern, &self.warnings.pattern) {
            (Some(error), Some(warning)) => error.source == warning.source,
            _ => false,
        };
        if same {
            self.never_fires("pattern", "pattern", "the same pattern is demanded already");
        }
    }

    fn never_fires(&mut self, key: &str, by: &str, label: &str) {
        self.found.push(
            Diagnostic::error(
                Code::WarningNeverGiven,
                self.warnings.at.child(key).value(),
                format!("the warning of `{key}` can never be given"),
            )
            .label(label)
            .related(self.errors.at.child(by).value(), "this refuses the value first")
            .help("make the limit in `warn` stricter than the other, or remove it"),
        );
    }

    fn always_fires(&mut self, key: &str, by: &str) {
        self.found.push(
            Diagnostic::error(
                Code::LimitsContradict,
                self.warnings.at.child(key).value(),
                format!("every value that is not refused gets the warning of `{key}`"),
            )
            .related(self.errors.at.child(by).value(), "only these are not refused")
            .help("correct one of the two limits"),
        );
    }
}
