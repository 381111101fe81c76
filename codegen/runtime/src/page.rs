//! How an operation whose replies are pages of a list goes on to the next page.

/// How an operation goes on from one page of a list to the next. Generated code states it; [`Pages`](crate::Pages) follows it.
///
/// ```
/// use specwright_runtime::{Next, Paging};
///
/// /// The replies are pages of names; the request is the number of names to pass over.
/// static NAMES: Paging<i64, Vec<String>, String> = Paging {
///     items: |page| Some(page),
///     next: |offset, _, items| Next::offset(offset, items, Some(3), None),
/// };
///
/// let mut offset = 0;
/// assert_eq!((NAMES.next)(&mut offset, &vec![], 2), Next::Request);
/// assert_eq!((offset, (NAMES.next)(&mut offset, &vec![], 1)), (2, Next::End));
/// ```
pub struct Paging<Req, Rep, Item> {
    /// The items of a page; `None` if the reply has none.
    pub items: fn(&mut Rep) -> Option<&mut Vec<Item>>,
    /// Changes a request to that of the page after this reply, which had this many items.
    pub next: fn(&mut Req, &Rep, usize) -> Next,
}

/// What follows a page.
///
/// ```
/// use specwright_runtime::Next;
///
/// let mut page = None;
/// assert_eq!(Next::page(&mut page, 20, Some(2), None), Next::Request);
/// assert_eq!(page, Some(2));
/// assert_eq!(Next::page(&mut page, 20, Some(2), None), Next::End);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another page, for the changed request.
    Request,
    /// Another page, if the reply's `Link` header has a link to it.
    Link,
    /// Nothing: it was the last page.
    End,
    /// The request of the next page cannot be made, for this reason.
    Stuck(&'static str),
}

impl Next {
    /// What follows a page of this many items, where the request has the number of items to pass over. `total` is the
    /// number of all items, and `more` whether there is another page, as the reply states it. A page without items is
    /// the last one.
    pub fn offset(
        offset: &mut impl PageNumber,
        items: usize,
        total: Option<u64>,
        more: Option<bool>,
    ) -> Self {
        let passed = offset.number().unwrap_or(0).saturating_add(items as u64);
        let is_last = total.is_some_and(|total| passed >= total);
        if items == 0 || more == Some(false) || is_last && more.is_none() {
            return Next::End;
        }
        Self::changed(offset.set(passed))
    }

    /// What follows a page of this many items, where the request has the number of the page, which is 1 if it is absent.
    /// `total` is the number of all pages, and `more` whether there is another one, as the reply states it. Without
    /// either, a page without items is the last one.
    pub fn page(page: &mut impl PageNumber, items: usize, total: Option<u64>, more: Option<bool>) -> Self {
        let next = page.number().unwrap_or(1).checked_add(1);
        let is_within = |total| next.is_some_and(|next| next <= total);
        let has_next = more.or_else(|| total.map(is_within)).unwrap_or(items > 0);
        if has_next { Self::changed(next.is_some_and(|next| page.set(next))) } else { Next::End }
    }

    /// What follows a page whose reply has this cursor of the next one. `set` puts it into the request, and returns
    /// whether it differs from the earlier one. A cursor that is absent, empty or 0 marks the last page.
    pub fn cursor<C: Cursor + ?Sized>(
        cursor: Option<&C>,
        more: Option<bool>,
        set: impl FnOnce(&C) -> bool,
    ) -> Self {
        match cursor.filter(|cursor| !cursor.is_end()) {
            Some(_) if more == Some(false) => Next::End,
            Some(cursor) if set(cursor) => Next::Request,
            Some(_) => Next::Stuck("its cursor is the one that was sent, so that the page would repeat"),
            None => Next::End,
        }
    }

    /// Whether the number of the next page fits into the field.
    fn changed(fits: bool) -> Self {
        if fits {
            Next::Request
        } else {
            Next::Stuck("the number of the next page exceeds the field of the request")
        }
    }
}

/// An integer of a request or a reply that counts items or pages.
pub trait PageNumber {
    /// The number; `None` if it is absent or negative.
    fn number(&self) -> Option<u64>;

    /// Sets the number, and returns whether the field can have it.
    fn set(&mut self, number: u64) -> bool;
}

/// A value of a reply that the request of the next page repeats.
pub trait Cursor {
    /// Whether it is empty or 0, and so marks the last page.
    fn is_end(&self) -> bool;
}

macro_rules! integers {
    ($($int:ty),*) => {$(
        impl PageNumber for $int {
            fn number(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }

            fn set(&mut self, number: u64) -> bool {
                let fitting = Self::try_from(number);
                fitting.map(|number| *self = number).is_ok()
            }
        }

        impl Cursor for $int {
            fn is_end(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl<N: PageNumber + Default> PageNumber for Option<N> {
    fn number(&self) -> Option<u64> {
        self.as_ref().and_then(N::number)
    }

    fn set(&mut self, number: u64) -> bool {
        self.get_or_insert_default().set(number)
    }
}

impl Cursor for str {
    fn is_end(&self) -> bool {
        self.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_advances_by_the_items_until_the_total() {
        let mut offset: i64 = 0;
        assert_eq!(Next::offset(&mut offset, 50, Some(70), None), Next::Request);
        assert_eq!(offset, 50);
        assert_eq!(Next::offset(&mut offset, 20, Some(70), None), Next::End);
        // A server that returns fewer items than were requested is not at its end.
        assert_eq!(Next::offset(&mut offset, 5, None, None), Next::Request);
        assert_eq!(offset, 55);
        assert_eq!(Next::offset(&mut offset, 0, None, None), Next::End);
        // Without items the same page would be requested again.
        assert_eq!(Next::offset(&mut offset, 0, Some(70), Some(true)), Next::End);
        assert_eq!(Next::offset(&mut offset, 5, None, Some(false)), Next::End);
    }

    #[test]
    fn what_the_server_says_of_more_pages_decides() {
        let mut offset = Some(5u32);
        assert_eq!(Next::offset(&mut offset, 5, Some(10), Some(true)), Next::Request);
        let mut page = None::<u32>;
        assert_eq!(Next::page(&mut page, 0, None, Some(true)), Next::Request);
        assert_eq!(page, Some(2));
        assert_eq!(Next::page(&mut page, 9, Some(9), Some(false)), Next::End);
        assert_eq!(Next::page(&mut page, 0, None, None), Next::End);
    }

    #[test]
    fn a_number_that_does_not_fit_is_reported() {
        let mut offset = i32::MAX;
        assert!(matches!(Next::offset(&mut offset, 1, None, None), Next::Stuck(_)));
        let mut page = u64::MAX;
        assert!(matches!(Next::page(&mut page, 1, None, None), Next::Stuck(_)));
    }

    #[test]
    fn a_cursor_ends_when_it_is_absent_empty_or_zero() {
        let set = |_: &str| true;
        assert_eq!(Next::cursor(Some("a"), None, set), Next::Request);
        assert_eq!(Next::cursor(Some("a"), Some(false), set), Next::End);
        assert_eq!(Next::cursor(Some(""), Some(true), set), Next::End);
        assert_eq!(Next::cursor(None::<&str>, None, set), Next::End);
        assert_eq!(Next::cursor(Some(&0i64), None, |_| true), Next::End);
        assert!(matches!(Next::cursor(Some("a"), None, |_| false), Next::Stuck(_)));
    }
}
