use specwright_runtime::proptest::{Generate, Source};
use specwright_runtime::{Check, Judge, Limits, Number, Rules, arbitrary};

/// What the generator writes for a model.
#[derive(Clone, Debug)]
struct Stock {
    quantity: i64,
}

const QUANTITY: Rules = Rules::NONE.min(Number::Int(1));

impl Check for Stock {
    fn check(&self, mut judge: impl Judge, _: &Rules) {
        judge.field_by("quantity", &self.quantity, &QUANTITY);
    }
}

impl Generate for Stock {
    fn generate(source: &mut Source, _: &Rules) -> Self {
        Self { quantity: source.field_by("quantity", &QUANTITY) }
    }
}

arbitrary!(Stock);
