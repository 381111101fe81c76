use specwright_runtime::proptest::{Generate, Source};
use specwright_runtime::{At, Check, Limits, Number, Report, Rules, arbitrary};

/// What the generator writes for a model.
#[derive(Clone, Debug)]
struct Stock {
    quantity: i64,
}

const QUANTITY: Rules = Rules::NONE.error(Limits::NONE.min(Number::Int(1)));

impl Check for Stock {
    fn check(&self, at: At<'_>, _: &Rules, report: &mut Report) {
        at.field_by("quantity", &self.quantity, &QUANTITY, report);
    }
}

impl Generate for Stock {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        Self { quantity: source.field_by("quantity", &QUANTITY) }
    }
}

arbitrary!(Stock);
