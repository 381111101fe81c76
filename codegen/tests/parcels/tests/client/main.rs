//! The second API: parameters, headers, forms, and types with reserved names.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "../common/mod.rs"]
mod common;
mod replies;
mod validation;

use std::collections::BTreeMap;

use common::parcel;
use parcels::*;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, body_string, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn parcel_json() -> Value {
    let place = |city: &str| json!({"name": "王小明", "city": city});
    json!({"id": "AB12", "type": "box", "from": place("成都"), "to": place("广州"), "weight": 1.25})
}

fn client(server: &MockServer) -> Client {
    Client::builder().server(server.uri()).token("k3y").build().unwrap()
}

#[tokio::test]
async fn parameters_are_in_path_query_and_headers() {
    let server = MockServer::start().await;
    let page = json!({"parcels": [parcel_json()], "next": null, "surprise": [1]});
    Mock::given(method("GET"))
        .and(path("/stores/7/parcels"))
        .and(query_param("limit", "20"))
        .and(query_param("kind", "tube"))
        .and(header("x-trace", "t1"))
        .and(header("x-api-key", "Key k3y"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let request = ListParcelsRequest::new(7).limit(20).kind([ParcelKind::Tube]).x_trace("t1");
    let page = client(&server).list_parcels(request).await.unwrap();
    assert_eq!(page.parcels, [parcel().pieces(1)], "the default of `pieces` is filled in");
    assert_eq!((page.next.as_ref().and_then(Nullable::as_option), page.total), (None, 0));
    assert_eq!(page.extra().get("surprise"), Some(&json!([1])));
}

#[tokio::test]
async fn a_body_can_be_absent() {
    let server = MockServer::start().await;
    const FROM: TimestampMs = TimestampMs::from_unix_millis(1_700_000_000_000);
    let reply = ResponseTemplate::new(200).set_body_json(json!({"count": 3.0}));
    Mock::given(method("POST")).respond_with(reply.clone()).mount(&server).await;
    Mock::given(method("PUT")).respond_with(reply).mount(&server).await;
    let client = client(&server);
    let held = client.hold_parcel(HoldParcelRequest::new("AB12", FROM)).await.unwrap();
    assert_eq!(held, Held::new(3).until(TimestampMs::from_unix_millis(1_700_003_600_000)));
    client.hold_parcel(HoldParcelRequest::new("AB12", FROM).body(Hold::new(3))).await.unwrap();
    client.hold_all(HoldAllRequest::new()).await.unwrap();
    client.hold_all(HoldAllRequest::new().body(Hold::new(3))).await.unwrap();
    client.renew_label(RenewLabelRequest::new("AB12")).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let sent = requests.iter().map(|request| {
        let content_type = request.headers.get("content-type").map(|value| value.to_str().unwrap());
        (content_type, std::string::String::from_utf8(request.body.clone()).unwrap())
    });
    let json = Some("application/json; charset=utf-8");
    let expected = [
        (None, ""),
        (json, r#"{"days":3,"asked":1700000000000}"#),
        (None, ""),
        (json, r#"{"hold":{"days":3,"asked":1700000000000}}"#),
        (None, ""),
    ];
    assert_eq!(sent.collect::<Vec<_>>(), expected.map(|(header, body)| (header, body.to_owned())));
    let refused = client.hold_all(HoldAllRequest::new().body(Hold::new(31))).await.unwrap_err();
    assert!(refused.to_string().contains("hold.days"), "{refused}");
}

#[tokio::test]
async fn a_body_can_be_text_or_bytes() {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let client = client(&server);
    let remarks = |text: &str| {
        SendRemarksRequest::new(send_remarks_request::Required { id: "AB12".into(), body: text.into() })
    };
    client.send_remarks(remarks("*轻放*")).await.unwrap();
    let picture = |media_type: &str, bytes: &[u8]| {
        client.send_picture(SendPictureRequest::new(FilePart::unnamed(media_type, bytes)))
    };
    picture("image/png", &[0, 255, b'"']).await.unwrap();
    client.send_note(SendNoteRequest::new("")).await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let sent = requests.iter().map(|request| {
        let content_type = request.headers.get("content-type").map(|value| value.to_str().unwrap());
        (content_type.unwrap(), request.body.as_slice())
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [
            ("text/markdown", "*轻放*".as_bytes()),
            ("image/png", &[0, 255, b'"']),
            ("text/plain; charset=utf-8", b""),
        ]
    );

    let refused = async |call: Call<SendPictureRequest, ()>| call.await.unwrap_err().to_string();
    let error = refused(picture("image/png", &[0; 41])).await;
    assert!(error.contains("the file has 41 bytes, limit 40 bytes"), "{error}");
    let error = refused(picture("image/png", &[])).await;
    assert!(error.contains("0 bytes, at least 1 byte needed"), "{error}");
    let error = refused(picture("image/gif", &[0])).await;
    assert!(error.contains("image/gif"), "{error}");
    let error = client.send_remarks(remarks(&"票".repeat(9))).await.unwrap_err();
    assert!(error.to_string().contains("27 bytes"), "{error}");
    assert_eq!(server.received_requests().await.unwrap().len(), 3);
}

#[test]
fn the_parts_of_the_server_can_be_chosen() {
    use parcels::server::{Region, Server};

    let address = |server: Server| std::string::String::from(server);
    assert_eq!(address(Server::default()), "https://parcels.example.com/v2");
    let server = Server::default().region(Region::ParcelsEu).version("v3");
    assert_eq!(address(server.clone()), "https://parcels-eu.example.com/v3");
    let shown = format!("{:?}", Client::builder().server(server).build().unwrap());
    assert!(shown.contains("https://parcels-eu.example.com/v3"), "{shown}");
    assert_eq!(
        address(Server::default().region(Region::N9).version("a/../b")),
        "https://9.example.com/a%2F..%2Fb"
    );
}

#[tokio::test]
async fn a_parameter_can_be_json() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(query_param("stay", r#"{"nights":2}"#))
        .and(query_param("any_of", r#"{"a&":["x","y"]}"#))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!([])))
        .expect(1)
        .mount(&server)
        .await;
    let request = SearchParcelsRequest::new(search_parcels_request::Required {
        kind: ParcelKind::Box,
        term: "a".into(),
        format: "json".into(),
        text: "x".into(),
        words: Vec::new(),
    });
    let any_of = |text: &str| BTreeMap::from([("a&".to_owned(), vec!["x".into(), text.into()])]);
    let request = request.stay(Stay::new().nights(2)).any_of(any_of("y"));
    client(&server).search_parcels(request.clone()).await.unwrap();

    let error =
        client(&server).search_parcels(request.any_of(any_of("long!"))).await.unwrap_err().to_string();
    assert!(error.contains("any_of.a&[1]"), "{error}");
}

#[tokio::test]
async fn a_nested_form_has_names_in_brackets() {
    let server = MockServer::start().await;
    let form = "day=2026-03-01&at%5Bcity%5D=bb&at%5Bname%5D=a&pieces%5B0%5D%5Bfragile%5D=true&\
                pieces%5B0%5D%5Bkind%5D=box&pieces%5B1%5D%5Bkind%5D=tube&pieces%5B1%5D%5Blevels%5D%5B%5D=1&\
                pieces%5B1%5D%5Blevels%5D%5B%5D=2&marks%5B%5D=x&extras%5Ba%20%26%5D=%3D&payment%5Bmethod%5D=cash";
    Mock::given(method("POST"))
        .and(path("/pick_ups"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string(form))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&server)
        .await;
    let place = Address::new(address::Required { name: "a".into(), city: "bb".into() });
    let pieces =
        [PickUpPiece::new(ParcelKind::Box).fragile(true), PickUpPiece::new(ParcelKind::Tube).levels([1, 2])];
    let request = PickUp::new(Date::literal("2026-03-01"), place, pieces);
    let extras = |name: &str| BTreeMap::from([(name.to_owned(), "=".into())]);
    let request = request.marks(["x"]).payment(Payment::Cash(Cash::new())).extras(extras("a &"));
    client(&server).book_pick_up(request.clone()).await.unwrap();

    // Such a key has no place in brackets.
    let error = client(&server).book_pick_up(request.extras(extras("a[b]"))).await.unwrap_err().to_string();
    assert!(error.contains("extras: `a[b]` cannot be a name in brackets"), "{error}");
}

#[tokio::test]
async fn a_list_in_a_query_has_its_style() {
    let mock = parcels::mock::Mock::new();
    let searches = mock.search_parcels().reply(Vec::new());
    let request = SearchParcelsRequest::new(search_parcels_request::Required {
        kind: ParcelKind::Box,
        term: "a".into(),
        format: "json".into(),
        text: "x".into(),
        words: vec!["b".into()],
    });
    let request = request
        .marks(["b", "c d"])
        .zones([1, 2])
        .kinds([ParcelKind::Box, ParcelKind::Tube])
        .owners(["e", "f"]);
    mock.client().search_parcels(request.clone()).await.unwrap();
    let query = searches.received()[0].url.expose_query().unwrap().to_owned();
    let styled = "marks=b%2Cc%20d&zones=1%7C2&kinds=box%20tube&owners%5B%5D=e&owners%5B%5D=f";
    assert!(query.contains(styled), "{query}");
    assert_eq!(searches.requests(), [request]);
}

#[tokio::test]
async fn a_path_parameter_is_encoded_and_checked() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(204)).mount(&server).await;
    client(&server).delete_parcel(DeleteParcelRequest::new("a/b 票")).await.unwrap();
    let seen = server.received_requests().await.unwrap();
    assert_eq!(seen[0].url.path(), "/parcels/a%2Fb%20%E7%A5%A8");

    let error = client(&server).list_parcels(ListParcelsRequest::new(0).limit(101)).await.unwrap_err();
    let Error::Invalid(invalid) = &error else { panic!("{error}") };
    let paths: Vec<_> = invalid.report.errors().map(|violation| violation.path.clone()).collect();
    assert_eq!(paths, ["store_id", "limit"]);
}

#[tokio::test]
async fn a_body_is_wrapped_and_a_body_beside_parameters_is_not() {
    let server = MockServer::start().await;
    let wrapped = json!({"version": 2, "data": {"parcel": parcel_json()}, "with \"quotes\"": true});
    Mock::given(method("POST"))
        .and(path("/parcels"))
        .and(body_json(wrapped))
        .respond_with(ResponseTemplate::new(201).set_body_json(parcel_json()))
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/stores/7/parcels/AB12"))
        .and(body_json(parcel_json()))
        .respond_with(ResponseTemplate::new(200).set_body_json(parcel_json()))
        .mount(&server)
        .await;
    let client = client(&server);
    assert_eq!(client.create_parcel(parcel()).await.unwrap(), parcel().pieces(1));
    let replace = ReplaceParcelRequest::new(7, "AB12", parcel());
    assert_eq!(client.replace_parcel(replace).await.unwrap(), parcel().pieces(1));

    let error = client.create_parcel(parcel().pieces(0)).await.unwrap_err();
    assert!(error.to_string().contains("data.parcel.pieces: 0 is less than the minimum, 1"), "{error}");
}

#[tokio::test]
async fn a_form_is_sent_and_a_map_returned() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/quote"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("weight=2.5&levels=1&levels=2"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"slow": {"cents": 499}})))
        .mount(&server)
        .await;
    let quote = Quote::new(2.5).levels([ServiceLevel::Slow, ServiceLevel::Fast]);
    // This operation needs no key.
    let tariffs = Client::builder().server(server.uri()).build().unwrap().quote_price(quote).await.unwrap();
    assert_eq!(tariffs, BTreeMap::from([("slow".to_owned(), Tariff::new(499))]));
}

#[test]
fn parameters_are_stored_as_an_object_by_their_wire_names() {
    let list = ListParcelsRequest::new(7).limit(20).kind([ParcelKind::Box]).x_trace("t1");
    let stored = json!({"store_id": 7, "limit": 20, "kind": ["box"], "X-Trace": "t1"});
    assert_eq!(serde_json::to_value(&list).unwrap(), stored);
    assert_eq!(serde_json::from_value::<ListParcelsRequest>(stored).unwrap(), list);
    assert_eq!(serde_json::to_value(ListParcelsRequest::new(7)).unwrap(), json!({"store_id": 7}));

    let replace = ReplaceParcelRequest::new(7, "AB12", parcel());
    let stored = serde_json::to_value(&replace).unwrap();
    assert_eq!(stored, json!({"store_id": 7, "parcel_id": "AB12", "body": parcel()}));
    assert_eq!(serde_json::from_value::<ReplaceParcelRequest>(stored).unwrap(), replace);
    let error = serde_json::from_value::<ReplaceParcelRequest>(json!({"store_id": "7"})).unwrap_err();
    assert_eq!(error.to_string(), "store_id: expected an integer of 64 bits, found the string \"7\"");
}

#[tokio::test]
async fn types_with_reserved_names_work() {
    let server = MockServer::start().await;
    let options = json!([{"some": "a", "box": ["d"], "next": {"some": "b"}}]);
    Mock::given(method("PATCH"))
        .and(body_json(&options))
        .respond_with(ResponseTemplate::new(200).set_body_json(&options))
        .mount(&server)
        .await;
    Mock::given(method("HEAD")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let client = client(&server);
    let option = parcels::Option::new("a").box_(["d"]).next(parcels::Option::new("b"));
    assert_eq!(client.put_options(vec![option.clone()]).await.unwrap(), [option]);
    client.ping().await.unwrap();
    assert_eq!(parcels::String::SelfValue.to_string(), "Self");
}

#[tokio::test]
async fn constants_and_defaults_have_the_types_of_their_fields() {
    let server = MockServer::start().await;
    let copy = json!({"of": "AB12", "made": "12", "batch": "2020-01-01", "epoch": "2020-01-01T00:00:00Z", "maker": "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6", "fee": "0.30", "mark": "+/8=", "serial": u64::MAX, "remarks": "none"});
    Mock::given(method("POST"))
        .and(path("/report"))
        .and(query_param("body", "true"))
        .and(query_param("self", "7"))
        .and(body_json(json!([copy])))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"rt": "train", "bool": ["false_"], "baz": 1})),
        )
        .mount(&server)
        .await;
    let request = ReportParcelsRequest::new([Clone::early("AB12")]).body(true).self_(7).add(1).foo(2);
    let report = client(&server).report_parcels(request).await.unwrap();
    assert_eq!((&report.rt, report.bool.as_slice()), (&Rt::Train, [Bool::No].as_slice()));
    assert_eq!((&report.details, &report.count), (&json!("none"), &json!(3)));
    assert_eq!((report.since, report.day), (Timestamp::from_unix_seconds(12), Date::literal("2024-02-29")));
    assert_eq!(report.at, DateTime::literal("2024-02-29T23:59:59.5+01:00"));
    assert_eq!(
        (report.batch.as_u128(), report.total.as_str(), report.chart.decode()),
        (0, "0.00", Vec::new())
    );
}

#[tokio::test]
async fn a_secret_inside_of_a_request_is_shown_by_no_error() {
    let server = MockServer::start().await;
    let body = json!({"error": {"code": "bad_card", "message": "no card 4111111111117"}});
    Mock::given(wiremock::matchers::any())
        .respond_with(ResponseTemplate::new(422).set_body_json(body))
        .mount(&server)
        .await;
    let client = client(&server);
    let paid = || parcel().payment(Card::new("4111111111117"));
    // In a union in a model; in a body beside parameters.
    let replace = ReplaceParcelRequest::new(7, "AB12", paid());
    for error in
        [client.create_parcel(paid()).await.unwrap_err(), client.replace_parcel(replace).await.unwrap_err()]
    {
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("no card [redacted]") && !shown.contains("4111"), "{shown}");
    }
}

#[tokio::test]
async fn a_credential_of_the_client_is_fetched_with_its_values_and_kept() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/label_keys"))
        .and(header("x-api-key", "Key k3y"))
        .and(body_json(json!({"printer": "前台", "copies": 2})))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"data": {"key": "L1", "seconds": 600}})),
        )
        .expect(2)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/door_code"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"code": "4711"})))
        .expect(1)
        .mount(&server)
        .await;
    let client = client(&server);
    let key = client.label_key().await.unwrap();
    assert_eq!(client.clone().label_key().await.unwrap(), key);
    assert_eq!((key.expose(), format!("{key:?}").as_str()), ("L1", "[redacted]"));
    assert!(!format!("{client:?}").contains("L1"));
    client.invalidate_label_key(&"L0".into());
    client.label_key().await.unwrap();
    client.invalidate_label_key(&key);
    client.label_key().await.unwrap();
    for _ in 0..2 {
        assert_eq!(client.door_code().await.unwrap().expose(), "4711");
    }
}
