//! Documentation in the spec.

/// The documentation of a model, field, value, operation or the API itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Docs {
    /// What it means (`doc`).
    pub doc: Option<String>,
    /// The reason, if the API's own documentation is wrong or silent (`note`).
    pub note: Option<String>,
    /// The section of the API's own documentation: `1.1`.
    pub section: Option<String>,
    /// The version or date since which it exists.
    pub since: Option<String>,
    /// Why it is deprecated, and what to use instead.
    pub deprecated: Option<String>,
    /// What the API's own documentation states, if it differs.
    pub documented: Option<Documented>,
}

/// A pin on the API's own documentation.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Documented {
    /// Whether the documentation calls the field required.
    pub required: Option<bool>,
    /// The type in the documentation's spelling: `string(16)`.
    pub ty: Option<String>,
    /// The limit in CJK characters that the documentation states.
    pub max_cjk: Option<usize>,
    /// The maximum that the documentation states.
    pub max: Option<u64>,
    /// The documentation has no row for the field in its table.
    pub absent: bool,
}

impl Documented {
    /// The pinned statements: `required`, `` `string(16)` ``.
    pub fn words(&self) -> Vec<String> {
        let required =
            self.required.map(|required| if required { "required" } else { "optional" }.to_owned());
        let ty = self.ty.as_deref().map(|ty| format!("`{ty}`"));
        let max_cjk = self.max_cjk.map(|count| format!("at most {count} CJK characters"));
        let max = self.max.map(|max| format!("at most {max}"));
        let absent = self.absent.then(|| "no row for this field".to_owned());
        required.into_iter().chain(ty).chain(max_cjk).chain(max).chain(absent).collect()
    }
}
