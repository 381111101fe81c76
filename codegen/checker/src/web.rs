//! What the page calls: texts in, JSON out.

use specwright_checker::{Checker, Language};
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

    /// The verdict on parameters and a body.
    pub fn judge(&self, operation: &str, parameters: &str, body: &str) -> Option<String> {
        self.0.judge(operation, parameters, body).map(|judged| judged.to_string())
    }

    /// The path, query and header parameters, in the language of a tag.
    pub fn parameters(&self, operation: &str, tag: &str) -> Option<String> {
        self.0.parameters(operation, Language::of_tag(tag)).map(|parameters| parameters.to_string())
    }

    /// The fields of a body, in the language of a tag.
    pub fn fields(&self, operation: &str, tag: &str) -> Option<String> {
        self.0.fields(operation, Language::of_tag(tag)).map(|fields| fields.to_string())
    }
}
