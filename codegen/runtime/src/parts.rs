//! The parameters and secrets of a request.

use std::fmt;

use crate::redact::Redactor;
use crate::write::Plain;
use crate::{FilePart, Files, ListStyle, TextPlace, ToJson};

/// The parameters and the secrets of a request while they are collected.
///
/// ```
/// use specwright_runtime::Parts;
///
/// let mut parts = Parts::default();
/// parts.path("pet_id", &7_i64); // fills `{pet_id}`
/// parts.query("kind", &vec!["dog".to_owned(), "cat".to_owned()]); // kind=dog&kind=cat
/// parts.header("X-Trace", &None::<String>); // not sent
/// parts.secret("hunter2"); // no error shows it
/// ```
#[derive(Default)]
pub struct Parts {
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) files: Vec<(&'static str, Vec<FilePart>)>,
    pub(crate) redactor: Redactor,
    /// The parameters whose values cannot stand in their place, and why.
    pub(crate) unsendable: Vec<(&'static str, TextPlace, &'static str)>,
}

impl Parts {
    /// Adds the value of a path parameter.
    pub fn path(&mut self, name: &'static str, value: &(impl Plain + ?Sized)) {
        self.path.extend(value.plain().into_iter().map(|value| (name, value)));
    }

    /// Adds the values of a query parameter: none if it is absent, several if it is a list.
    pub fn query(&mut self, name: &'static str, value: &(impl Plain + ?Sized)) {
        self.query.extend(value.plain().into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Adds the elements of a list as a query parameter in this style: nothing if there are none.
    pub fn query_list(&mut self, name: &'static str, value: &(impl Plain + ?Sized), style: ListStyle) {
        let place = TextPlace::Element(style);
        let elements = value.plain();
        let problems = elements.iter().filter_map(|element| place.problem(element));
        self.unsendable.extend(problems.map(|problem| (name, place, problem)));
        let values = style.write(elements).into_iter();
        self.query.extend(values.map(|value| (style.key(name).into_owned(), value)));
    }

    /// Adds a value as JSON as a query parameter.
    pub fn query_json(&mut self, name: &'static str, value: &impl ToJson) {
        let mut json = Vec::new();
        // What cannot be written is a number that JSON does not have, which validation reports.
        if let Ok(Ok(text)) = value.write_json(&mut json).map(|()| String::from_utf8(json)) {
            self.query.push((name.to_owned(), text));
        }
    }

    /// Adds the values of a header: none if it is absent, several if it is a list.
    pub fn header(&mut self, name: &'static str, value: &(impl Plain + ?Sized)) {
        self.headers.extend(value.plain().into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Adds the files of a field of a multipart body: none if it is absent, several if it is a list.
    pub fn file(&mut self, name: &'static str, value: &impl Files) {
        let mut files = Vec::new();
        value.add_to(&mut files);
        self.files.push((name, files));
    }

    /// Adds a text that no error may show, not even if the server repeats it.
    pub fn secret(&mut self, text: &str) {
        self.redactor.add(text.into());
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").finish_non_exhaustive()
    }
}
