//! Lists that take several calls: by cursor, by number of the page and by link.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::future::{Future, poll_fn};
use std::pin::Pin;

use futures_core::Stream;
use parcels::*;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn parcel(id: &str) -> Value {
    let place = |city: &str| json!({"name": "王小明", "city": city});
    json!({"id": id, "type": "box", "from": place("成都"), "to": place("广州"), "weight": 1.25})
}

fn client(server: &MockServer) -> Client {
    Client::builder().server(server.uri()).token("k3y").retry(Retry::NEVER).build().unwrap()
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// The pages of `list_parcels`: the first without a cursor, then one for each cursor.
async fn by_cursor(server: &MockServer, pages: &[(std::option::Option<&str>, Value)]) {
    for (cursor, body) in pages {
        let mock = Mock::given(method("GET")).and(path("/stores/7/parcels"));
        let mock = match cursor {
            Some(cursor) => mock.and(query_param("after", *cursor)),
            None => mock.and(query_param_is_missing("after")),
        };
        mock.and(query_param("limit", "2")).respond_with(ok(body.clone())).expect(1).mount(server).await;
    }
}

fn request() -> ListParcelsRequest {
    ListParcelsRequest::new(7).limit(2)
}

#[tokio::test]
async fn a_cursor_leads_from_page_to_page() {
    let server = MockServer::start().await;
    by_cursor(
        &server,
        &[
            (None, json!({"parcels": [parcel("A"), parcel("B")], "next": "c2"})),
            (Some("c2"), json!({"parcels": [], "next": "c3"})),
            (Some("c3"), json!({"parcels": [parcel("C")], "next": null})),
        ],
    )
    .await;
    let mut items = client(&server).list_parcels_pages(request()).items();
    let mut ids = Vec::new();
    while let Some(parcel) = items.next().await {
        ids.push(parcel.unwrap().id.to_string());
    }
    assert_eq!(ids, ["A", "B", "C"]);
    assert!(items.next().await.is_none(), "it stays at its end");
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    let server = MockServer::start().await;
    by_cursor(
        &server,
        &[
            (None, json!({"parcels": [parcel("A")], "next": "c2"})),
            (Some("c2"), json!({"parcels": [parcel("B")], "next": ""})),
        ],
    )
    .await;
    let mut items = client(&server).list_parcels_pages(request()).items();
    let mut ids = Vec::new();
    while let Some(parcel) = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await {
        ids.push(parcel.unwrap().id.to_string());
    }
    assert_eq!(ids, ["A", "B"]);
}

#[test]
fn pages_are_iterators_of_the_blocking_client() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(async {
        let server = MockServer::start().await;
        let pages = [
            (None, json!({"parcels": [parcel("A")], "next": "c2"})),
            (Some("c2"), json!({"parcels": [parcel("B")]})),
        ];
        by_cursor(&server, &pages).await;
        server
    });
    let client = blocking::Client::builder().server(server.uri()).token("k3y").build().unwrap();
    let pages = client.list_parcels_pages(request()).with(|call| call.retry(Retry::NEVER));
    let pages: Vec<Page> = pages.collect::<Result<_, _>>().unwrap();
    assert_eq!(pages.iter().map(|page| page.parcels.len()).collect::<Vec<_>>(), [1, 1]);
    runtime.block_on(async { server.verify().await });
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error_instead_of_an_endless_list() {
    let server = MockServer::start().await;
    let again = json!({"parcels": [parcel("A")], "next": "c2"});
    by_cursor(&server, &[(None, again.clone()), (Some("c2"), again)]).await;
    let mut pages = client(&server).list_parcels_pages(request());
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_ok(), "the page itself is right");
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "list_parcels: the reply cannot be read: its cursor is the one that was sent, so that the page would repeat"
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_the_pages_and_the_request_resumes_them() {
    let server = MockServer::start().await;
    by_cursor(&server, &[(None, json!({"parcels": [parcel("A")], "next": "c2"}))]).await;
    Mock::given(query_param("after", "c2"))
        .respond_with(ResponseTemplate::new(404))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let client = client(&server);
    let mut pages = client.list_parcels_pages(request());
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().unwrap_err().status(), Some(404));
    assert!(pages.next().await.is_none());

    by_cursor(&server, &[(Some("c2"), json!({"parcels": [parcel("B")]}))]).await;
    let mut rest = client.list_parcels_pages(pages.request().clone());
    assert_eq!(rest.next().await.unwrap().unwrap().parcels.len(), 1);
    assert!(rest.next().await.is_none());
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let server = MockServer::start().await;
    let mut pages = client(&server).list_parcels_pages(request().limit(0));
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn numbered_pages_end_where_the_reply_says_so() {
    let address = |city: &str| json!({"name": "王小明", "city": city});
    for (replies, cities) in [
        // The reply states whether there is another page.
        (
            vec![
                json!({"data": {"depots": [address("成都")]}, "more": true}),
                json!({"data": {}, "more": false}),
            ],
            1,
        ),
        // An absent statement counts as no, since the API has it.
        (vec![json!({"data": {"depots": [address("成都")], "pages": 9}})], 1),
        (vec![json!({"data": {"depots": null}, "more": true}), json!({"more": true}), json!({})], 0),
    ] {
        let server = MockServer::start().await;
        for (number, reply) in replies.iter().enumerate() {
            let body = if number == 0 { json!({}) } else { json!({"page": number + 1}) };
            let mock = Mock::given(method("POST")).and(path("/depots/search")).and(body_json(body));
            mock.respond_with(ok(reply.clone())).expect(1).mount(&server).await;
        }
        let mut items = client(&server).depots().list_pages(DepotQuery::new()).items();
        let mut count = 0;
        while let Some(depot) = items.next().await {
            assert_eq!(depot.unwrap().city, "成都");
            count += 1;
        }
        assert_eq!(count, cities);
    }
}

#[tokio::test]
async fn a_page_beyond_the_limit_of_the_field_is_not_requested() {
    let server = MockServer::start().await;
    Mock::given(path("/depots/search"))
        .respond_with(ok(json!({"more": true})))
        .expect(1)
        .mount(&server)
        .await;
    let mut pages = client(&server).depots().list_pages(DepotQuery::new().page(1000));
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)), "{error}");
}

#[tokio::test]
async fn a_link_leads_to_the_next_page_of_the_same_server() {
    let server = MockServer::start().await;
    let first = "/search/box/tea.json";
    let to = |target: &str| format!("<{target}>; rel=\"next\", <{first}>; rel=\"first\"");
    let next = to(&format!("{}/search/box/tea.json?text=x&cursor=a%20b", server.uri()));
    Mock::given(method("GET"))
        .and(path(first))
        .and(query_param("text", "fragile"))
        .respond_with(ok(json!([parcel("A")])).insert_header("Link", next.as_str()))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(query_param("cursor", "a b"))
        .and(query_param("text", "x"))
        .respond_with(ok(json!([parcel("B")])).insert_header("link", to("?page=3").as_str()))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(query_param("page", "3"))
        .and(path(first))
        .respond_with(ok(json!([])).insert_header("Link", to("https://evil.example/search").as_str()))
        .expect(1)
        .mount(&server)
        .await;

    let request = SearchParcelsRequest::new(search_parcels_request::Required {
        kind: ParcelKind::Box,
        term: "tea".into(),
        format: "json".into(),
        text: "fragile".into(),
        words: vec!["tea".into()],
    });
    let mut pages = client(&server).search_parcels_pages(request);
    let mut sizes = Vec::new();
    let error = loop {
        match pages.next().await.unwrap() {
            Ok(page) => sizes.push(page.len()),
            Err(error) => break error,
        }
    };
    assert_eq!(sizes, [1, 1, 0]);
    let problem =
        "search_parcels: the reply cannot be read: its link to the next page leads to another server";
    assert_eq!(error.to_string(), problem);
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| request.headers.get("x-api-key").unwrap() == "Key k3y"));
}

#[tokio::test]
async fn a_dropped_wait_for_a_page_loses_nothing() {
    let server = MockServer::start().await;
    by_cursor(
        &server,
        &[
            (None, json!({"parcels": [parcel("A")], "next": "c2"})),
            (Some("c2"), json!({"parcels": [parcel("B")]})),
        ],
    )
    .await;
    let mut items = client(&server).list_parcels_pages(request()).items();
    let mut ids = Vec::new();
    loop {
        // Polled once and dropped, over and over.
        let polled = {
            let mut next = std::pin::pin!(items.next());
            poll_fn(|context| std::task::Poll::Ready(next.as_mut().poll(context))).await
        };
        match polled {
            std::task::Poll::Ready(None) => break,
            std::task::Poll::Ready(Some(parcel)) => ids.push(parcel.unwrap().id.to_string()),
            std::task::Poll::Pending => tokio::task::yield_now().await,
        }
    }
    assert_eq!(ids, ["A", "B"]);
}
