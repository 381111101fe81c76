//! How lists and objects are written in a query.

use std::borrow::Cow;

/// How a list, or with [`Json`](ListStyle::Json) an object, is written in a query.
///
/// ```
/// use specwright_runtime::ListStyle;
///
/// let tags = || vec!["a".to_owned(), "b".to_owned()];
/// assert_eq!(ListStyle::Repeated.write(tags()), ["a", "b"]); // tag=a&tag=b
/// assert_eq!(ListStyle::Comma.write(tags()), ["a,b"]); // tag=a,b
/// assert_eq!(ListStyle::Brackets.key("tag"), "tag[]"); // tag[]=a&tag[]=b
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// The key is repeated with each element: `a=1&a=2`.
    #[default]
    Repeated,
    /// The key has brackets, and is repeated with each element: `a[]=1&a[]=2`.
    Brackets,
    /// One value, in which commas separate the elements: `a=1,2`.
    Comma,
    /// One value, in which spaces separate the elements: `a=1%202`.
    Space,
    /// One value, in which vertical bars separate the elements: `a=1|2`.
    Pipe,
    /// One value, which is the whole list, or an object, as JSON: `a=[1,2]`.
    Json,
}

impl ListStyle {
    /// Those that the dialect has a word for.
    pub const NAMED: [ListStyle; 5] =
        [ListStyle::Brackets, ListStyle::Comma, ListStyle::Space, ListStyle::Pipe, ListStyle::Json];

    /// The word of the dialect.
    pub const fn name(self) -> &'static str {
        match self {
            ListStyle::Repeated => "repeated",
            ListStyle::Brackets => "brackets",
            ListStyle::Comma => "comma",
            ListStyle::Space => "space",
            ListStyle::Pipe => "pipe",
            ListStyle::Json => "json",
        }
    }

    /// How two elements are written.
    pub const fn example(self) -> &'static str {
        match self {
            ListStyle::Repeated => "a=1&a=2",
            ListStyle::Brackets => "a[]=1&a[]=2",
            ListStyle::Comma => "a=1,2",
            ListStyle::Space => "a=1%202",
            ListStyle::Pipe => "a=1|2",
            ListStyle::Json => "a=[1,2]",
        }
    }

    /// The character between two elements of one value. No element can have it.
    pub const fn separator(self) -> Option<u8> {
        match self {
            ListStyle::Repeated | ListStyle::Brackets | ListStyle::Json => None,
            ListStyle::Comma => Some(b','),
            ListStyle::Space => Some(b' '),
            ListStyle::Pipe => Some(b'|'),
        }
    }

    /// The key in the query.
    pub fn key(self, name: &str) -> Cow<'_, str> {
        match self {
            ListStyle::Brackets => format!("{name}[]").into(),
            ListStyle::Repeated | ListStyle::Comma | ListStyle::Space | ListStyle::Pipe | ListStyle::Json => {
                name.into()
            }
        }
    }

    /// The values in the query, made of the texts of the elements.
    pub fn write(self, elements: Vec<String>) -> Vec<String> {
        match self.separator() {
            Some(separator) if !elements.is_empty() => {
                vec![elements.join(char::from(separator).encode_utf8(&mut [0]))]
            }
            _ => elements,
        }
    }

    /// The texts of the elements, from the values in the query.
    pub fn read<'a>(self, values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        match self.separator() {
            Some(separator) => {
                values.into_iter().flat_map(|value| value.split(char::from(separator))).collect()
            }
            None => values.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ListStyle;

    #[test]
    fn what_is_written_is_read() {
        for style in ListStyle::NAMED.into_iter().chain([ListStyle::Repeated]) {
            for elements in [vec![], vec!["a"], vec!["a", "b", "c"]] {
                let written = style.write(elements.iter().map(|&text| text.to_owned()).collect());
                assert_eq!(style.read(written.iter().map(String::as_str)), elements, "{style:?}");
            }
        }
    }
}
