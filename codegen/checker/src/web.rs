//! What the page calls: texts in, JSON out.

use specwright_checker::Checker;
use wasm_bindgen::prelude::wasm_bindgen;

/// A checked API.
#[wasm_bindgen]
pub struct Api(Checker);

#[wasm_bindgen]
impl Api {
    /// Reads a checked API; throws why it cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(written: &str) -> Result<Api, String> {
        Checker::new(written).map(Api)
    }

    /// The operations.
    pub fn operations(&self) -> String {
        self.0.operations().to_string()
    }

    /// The example of a body.
    pub fn example(&self, operation: &str) -> Option<String> {
        self.0.example(operation)
    }

    /// The verdict on a text.
    pub fn judge(&self, operation: &str, body: &str) -> Option<String> {
        self.0.judge(operation, body).map(|judged| judged.to_string())
    }

    /// The fields of a body.
    pub fn fields(&self, operation: &str) -> Option<String> {
        self.0.fields(operation).map(|fields| fields.to_string())
    }
}
