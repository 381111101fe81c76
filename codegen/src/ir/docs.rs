//! What the spec says about a thing in words.

/// The words that go with a model, field, value, operation or the API itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// What it means.
    pub doc: Option<String>,
    /// Why the spec decides as it does where the API's own documentation is wrong or silent.
    pub note: Option<String>,
    /// The section of the API's own documentation it comes from: `1.1`.
    pub section: Option<String>,
    /// The version or date since which the API has it.
    pub since: Option<String>,
    /// Why it should no longer be used, and what to use instead.
    pub deprecated: Option<String>,
    /// What the API's own documentation says where the spec decides otherwise.
    pub documented: Option<Documented>,
}

/// A pin on the words of the API's own documentation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documented {
    /// Whether the documentation calls the field required.
    pub required: Option<bool>,
    /// The type in the documentation's own spelling: `string(16)`.
    pub ty: Option<String>,
    /// The limit in CJK characters that the documentation states.
    pub max_cjk: Option<usize>,
    /// The greatest number that the documentation states.
    pub max: Option<u64>,
    /// The documentation leaves the field out of the table where it belongs.
    pub absent: bool,
}

impl Documented {
    /// What the documentation says, a piece each: `required`, `` `string(16)` ``.
    pub fn words(&self) -> Vec<String> {
        let required =
            self.required.map(|required| if required { "required" } else { "optional" }.to_owned());
        let ty = self.ty.as_deref().map(|ty| format!("`{ty}`"));
        let max_cjk = self.max_cjk.map(|count| format!("at most {count} CJK characters"));
        let max = self.max.map(|max| format!("at most {max}"));
        let absent = self.absent.then(|| "nothing of this field in its tables".to_owned());
        required.into_iter().chain(ty).chain(max_cjk).chain(max).chain(absent).collect()
    }
}
