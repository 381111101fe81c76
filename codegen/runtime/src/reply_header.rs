//! Headers of replies that have a type.

use std::fmt;
use std::marker::PhantomData;

use crate::Answer;
use crate::read::node::Kind;
use crate::read::{Node, Read};

/// A header of a reply, whose value is a `T`. Generated code has a constant for each.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::ReplyHeader;
///
/// const PETS_LEFT: ReplyHeader<i64> = ReplyHeader::new("X-Pets-Left");
///
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let answer = run(client.call(&LIST_PETS, ()).detailed())?;
/// assert_eq!(answer.typed_header(&PETS_LEFT), Ok(None)); // the server sent none
/// # Ok(())
/// # }
/// ```
pub struct ReplyHeader<T> {
    name: &'static str,
    is_list: bool,
    value: PhantomData<fn() -> T>,
}

impl<T> ReplyHeader<T> {
    /// A header with one value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_list: false, value: PhantomData }
    }

    /// A header with a list of values, separated by commas or in several headers of the name.
    pub const fn list(name: &'static str) -> Self {
        Self { name, is_list: true, value: PhantomData }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> fmt::Debug for ReplyHeader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReplyHeader").field(&self.name).finish()
    }
}

/// A header of a reply whose value is not of its type. It does not contain the value, which [`Answer::header`] has.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use specwright_runtime::ReplyHeader;
///
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let mut answer = run(client.call(&LIST_PETS, ()).detailed())?;
/// answer.headers.push(("X-Pets-Left".to_owned(), "many".to_owned()));
/// let error = answer.typed_header(&ReplyHeader::<i64>::new("X-Pets-Left")).unwrap_err();
/// assert_eq!(error.to_string(), "the header `X-Pets-Left` of the reply is not of its type");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
}

impl HeaderError {
    /// The name of the header.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` of the reply is not of its type", self.name)
    }
}

impl std::error::Error for HeaderError {}

impl<Rep> Answer<Rep> {
    /// The value of a header of the reply, or `None` if the reply has no such header. A call never fails for one.
    ///
    /// # Errors
    ///
    /// If there is such a header and its value is not of its type, or it occurs several times and is not a list.
    pub fn typed_header<T: Read>(&self, header: &ReplyHeader<T>) -> Result<Option<T>, HeaderError> {
        let found = self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(header.name));
        let texts = found.map(|(_, value)| value.trim());
        let texts: Vec<String> = if header.is_list {
            let elements = texts.flat_map(|value| value.split(',')).map(str::trim);
            elements.filter(|element| !element.is_empty()).map(str::to_owned).collect()
        } else {
            texts.map(str::to_owned).collect()
        };
        if texts.is_empty() {
            return Ok(None);
        }
        T::read(Node(Kind::Plain(texts))).map(Some).map_err(|_| HeaderError { name: header.name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Report, Timestamp};

    fn answer(headers: &[(&str, &str)]) -> Answer<()> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Answer {
            value: (),
            report: Report::new(),
            status: 200,
            request_id: None,
            headers: headers.collect(),
            body: Vec::new(),
            link: None,
        }
    }

    #[test]
    fn a_header_is_read_as_its_type() {
        let answer = answer(&[
            ("etag", " \"7\" "),
            ("X-Left", "12"),
            ("X-Until", "1700000000"),
            ("X-Day", "2026-02-28"),
            ("X-Twice", "1"),
            ("x-twice", "2"),
            ("X-Kinds", "1, 2,,3"),
        ]);
        assert_eq!(answer.typed_header(&ReplyHeader::<String>::new("ETag")), Ok(Some("\"7\"".to_owned())));
        assert_eq!(answer.typed_header(&ReplyHeader::<u32>::new("x-left")), Ok(Some(12)));
        let until = Timestamp::from_unix_seconds(1_700_000_000);
        assert_eq!(answer.typed_header(&ReplyHeader::new("X-Until")), Ok(Some(until)));
        let day = const { Date::literal("2026-02-28") };
        assert_eq!(answer.typed_header(&ReplyHeader::new("X-Day")), Ok(Some(day)));
        assert_eq!(answer.typed_header(&ReplyHeader::<String>::new("X-None")), Ok(None));
        assert_eq!(answer.typed_header(&ReplyHeader::<Vec<i64>>::list("X-Kinds")), Ok(Some(vec![1, 2, 3])));
        assert_eq!(answer.typed_header(&ReplyHeader::<Vec<i64>>::list("X-Twice")), Ok(Some(vec![1, 2])));
    }

    #[test]
    fn a_wrong_value_is_an_error_that_does_not_show_it() {
        let answer = answer(&[("X-Left", "secret"), ("X-Twice", "1"), ("X-Twice", "1")]);
        let error = answer.typed_header(&ReplyHeader::<i64>::new("X-Left")).unwrap_err();
        assert_eq!((error.name(), error.to_string().contains("secret")), ("X-Left", false));
        assert!(answer.typed_header(&ReplyHeader::<i64>::new("X-Twice")).is_err());
        assert!(answer.typed_header(&ReplyHeader::<Vec<i64>>::list("X-Left")).is_err());
    }
}
