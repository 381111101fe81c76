//! The pages of a list and their items, as iterators.

use std::fmt;

use super::Call;
use super::wait::wait;
use crate::Request;
use crate::error::Error;

/// The pages of a list, in their order. Each is a call of its own, which is made when the page is requested. After an
/// error there are no more pages.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # struct Blocked;
/// # impl blocking::Transport for Blocked {
/// #     fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
/// #         Ok(HttpResponse::new(200, r#"["Rex"]"#))
/// #     }
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// static PAGES: Paging<(), Vec<String>, String> = Paging { items: |page| Some(page), next: |_, _, _| Next::Link };
///
/// let client = blocking::Client::builder(&PETS).token("a token").transport(Blocked).build()?;
/// for page in client.pages(&LIST_PETS, &PAGES, ()) {
///     assert_eq!(page?, ["Rex"]);
/// }
/// let names: Vec<String> = client.pages(&LIST_PETS, &PAGES, ()).items().collect::<Result<_, _>>()?;
/// assert_eq!(names, ["Rex"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "no page is requested until `next` is called"]
pub struct Pages<Req: 'static, Rep: 'static, Item: 'static>(pub(super) crate::Pages<Req, Rep, Item>);

impl<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static> Pages<Req, Rep, Item> {
    /// Sets options of the call of each page: `.with(|call| call.deadline(Duration::from_secs(10)))`.
    pub fn with(self, options: impl Fn(Call<Req, Rep>) -> Call<Req, Rep> + Send + Sync + 'static) -> Self {
        Self(self.0.with(move |call| options(Call(call)).0))
    }

    /// The request of the next page, or of the page that failed.
    pub fn request(&self) -> &Req {
        self.0.request()
    }

    /// The items of all pages.
    pub fn items(self) -> Items<Req, Rep, Item> {
        Items(self.0.items())
    }
}

impl<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static> Iterator for Pages<Req, Rep, Item> {
    type Item = Result<Rep, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.0.next())
    }
}

impl<Req: fmt::Debug, Rep, Item> fmt::Debug for Pages<Req, Rep, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The items of all pages of a list, in their order. A page is requested when the items of the earlier ones are used up.
/// After an error there are no more items.
#[must_use = "no page is requested until `next` is called"]
pub struct Items<Req: 'static, Rep: 'static, Item: 'static>(crate::Items<Req, Rep, Item>);

impl<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static> Iterator for Items<Req, Rep, Item> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        wait(self.0.next())
    }
}

impl<Req: fmt::Debug, Rep, Item> fmt::Debug for Items<Req, Rep, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
