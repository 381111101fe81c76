//! The pages of a list, and their items.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use super::{Answer, Call, Core};
use crate::error::{DecodeError, Error};
use crate::{BoxFuture, Next, Operation, Paging, Request};

/// The pages of a list, in their order. Each is a call of its own, which is made when the page is requested.
///
/// After an error there are no more pages; [`request`](Self::request) is then the request that failed, with which another
/// client method can resume. A future of [`next`](Self::next) that is dropped loses nothing: the call goes on at the next
/// one. With the feature `stream` it is a `futures_core::Stream`.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/pets.rs"));
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// /// The server has one page, and no `Link` header leads to another.
/// static PAGES: Paging<(), Vec<String>, String> = Paging { items: |page| Some(page), next: |_, _, _| Next::Link };
///
/// let client = Client::builder(&PETS).token("a token").transport(Canned(200, r#"["Rex"]"#)).build()?;
/// let mut pages = client.pages(&LIST_PETS, &PAGES, ()).with(|call| call.retry(Retry::NEVER));
/// assert_eq!(run(pages.next()).transpose()?, Some(vec!["Rex".to_owned()]));
/// assert!(run(pages.next()).is_none());
///
/// let mut names = client.pages(&LIST_PETS, &PAGES, ()).items();
/// assert_eq!(run(names.next()).transpose()?.as_deref(), Some("Rex"));
/// # Ok(())
/// # }
/// ```
#[must_use = "no page is requested until `next` is awaited"]
pub struct Pages<Req: 'static, Rep: 'static, Item: 'static> {
    core: Arc<Core>,
    operation: &'static Operation<Req, Rep>,
    paging: &'static Paging<Req, Rep, Item>,
    /// The request of the next page.
    request: Req,
    /// The path of the next page, if a link led to it.
    link: Option<String>,
    options: Box<Options<Req, Rep>>,
    state: State<Rep>,
}

/// Sets the options of a call.
type Options<Req, Rep> = dyn Fn(Call<Req, Rep>) -> Call<Req, Rep> + Send + Sync;

enum State<Rep> {
    /// No call is in progress.
    Idle,
    /// The call of a page.
    Called(BoxFuture<'static, Result<Answer<Rep>, Error>>),
    /// The next page cannot be requested.
    Stuck(Error),
    /// There are no more pages.
    Ended,
}

impl<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static> Pages<Req, Rep, Item> {
    pub(crate) fn new(
        core: Arc<Core>,
        operation: &'static Operation<Req, Rep>,
        paging: &'static Paging<Req, Rep, Item>,
        request: Req,
    ) -> Self {
        let options = Box::new(|call| call);
        Self { core, operation, paging, request, link: None, options, state: State::Idle }
    }

    /// Sets options of the call of each page: `.with(|call| call.deadline(Duration::from_secs(10)))`.
    pub fn with(
        mut self,
        options: impl Fn(Call<Req, Rep>) -> Call<Req, Rep> + Send + Sync + 'static,
    ) -> Self {
        self.options = Box::new(options);
        self
    }

    /// The request of the next page, or of the page that failed.
    pub fn request(&self) -> &Req {
        &self.request
    }

    /// Requests the next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As a call of the operation, and [`Error::Decode`] if a reply does not lead to the next page: its cursor is the one
    /// that was sent, or its link leads to another server.
    #[allow(clippy::should_implement_trait, reason = "it is not an iterator, but called as one")]
    pub async fn next(&mut self) -> Option<Result<Rep, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// The items of all pages.
    pub fn items(self) -> Items<Req, Rep, Item> {
        Items { pages: self, items: Vec::new().into_iter() }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Rep, Error>>> {
        loop {
            match &mut self.state {
                State::Idle => self.state = State::Called(self.call()),
                State::Called(call) => {
                    let answer = ready!(call.as_mut().poll(context));
                    self.state = State::Ended;
                    return Poll::Ready(Some(answer.map(|answer| self.advance(answer))));
                }
                State::Ended => return Poll::Ready(None),
                State::Stuck(_) => {
                    let stuck = std::mem::replace(&mut self.state, State::Ended);
                    let State::Stuck(error) = stuck else { continue };
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn call(&self) -> BoxFuture<'static, Result<Answer<Rep>, Error>> {
        let call = Call::new(self.core.clone(), self.operation, self.request.clone());
        (self.options)(call).link(self.link.clone()).detailed()
    }

    /// Prepares the request of the page after this one.
    fn advance(&mut self, answer: Answer<Rep>) -> Rep {
        let Answer { mut value, status, request_id, link, .. } = answer;
        let items = (self.paging.items)(&mut value).map_or(0, |items| items.len());
        let next = match (self.paging.next)(&mut self.request, &value, items) {
            Next::Request => Ok(true),
            Next::End => Ok(false),
            Next::Stuck(problem) => Err(problem),
            Next::Link => self.follow(link),
        };
        self.state = match next {
            Ok(true) => State::Idle,
            Ok(false) => State::Ended,
            Err(problem) => State::Stuck(Error::Decode(Box::new(DecodeError {
                operation: self.operation.spec().name.into(),
                status,
                problem: problem.to_owned(),
                excerpt: String::new(),
                request_id,
            }))),
        };
        value
    }

    /// Sets the path of the next page to that of the link, if there is one.
    fn follow(&mut self, link: Option<Result<String, &'static str>>) -> Result<bool, &'static str> {
        let Some(next) = link.transpose()? else { return Ok(false) };
        if self.link.as_ref() == Some(&next) {
            return Err("its link leads to the page itself");
        }
        self.link = Some(next);
        Ok(true)
    }
}

impl<Req: fmt::Debug, Rep, Item> fmt::Debug for Pages<Req, Rep, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation.spec().name)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// The items of all pages of a list, in their order. A page is requested when the items of the earlier ones are used up.
///
/// After an error there are no more items. With the feature `stream` it is a `futures_core::Stream`.
#[must_use = "no page is requested until `next` is awaited"]
pub struct Items<Req: 'static, Rep: 'static, Item: 'static> {
    pages: Pages<Req, Rep, Item>,
    /// Those of the current page.
    items: vec::IntoIter<Item>,
}

impl<Req: Request + Clone + 'static, Rep: Send + 'static, Item: 'static> Items<Req, Rep, Item> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As [`Pages::next`].
    #[allow(clippy::should_implement_trait, reason = "it is not an iterator, but called as one")]
    pub async fn next(&mut self) -> Option<Result<Item, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The pages, of which the current one may have been used in part.
    pub fn pages(&self) -> &Pages<Req, Rep, Item> {
        &self.pages
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Item, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(mut page)) => {
                    let items = (self.pages.paging.items)(&mut page).map(std::mem::take);
                    self.items = items.unwrap_or_default().into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<Req: fmt::Debug, Rep, Item> fmt::Debug for Items<Req, Rep, Item> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

#[cfg(feature = "stream")]
impl<Req, Rep, Item> futures_core::Stream for Pages<Req, Rep, Item>
where
    Req: Request + Clone + Unpin + 'static,
    Rep: Send + 'static,
    Item: 'static,
{
    type Item = Result<Rep, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

#[cfg(feature = "stream")]
impl<Req, Rep, Item> futures_core::Stream for Items<Req, Rep, Item>
where
    Req: Request + Clone + Unpin + 'static,
    Rep: Send + 'static,
    Item: Unpin + 'static,
{
    type Item = Result<Item, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}
