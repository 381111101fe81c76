//! The second API: parameters, headers, forms, errors by status, and types with reserved names.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;

use common::parcel;
use parcels::runtime::validate;
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
async fn a_reply_can_be_text_or_bytes() {
    let server = MockServer::start().await;
    let reply = |place: &str, accept: &str, reply: ResponseTemplate| {
        Mock::given(path(place.to_owned())).and(header("accept", accept)).respond_with(reply).mount(&server)
    };
    let (pdf, csv) = ("application/pdf", "text/csv");
    let bytes = vec![0x25, 0x00, 0xFF, b'"'];
    let ok = ResponseTemplate::new(200).insert_header("ETag", "7").set_body_bytes(bytes.clone());
    reply("/parcels/a/invoice", pdf, ok).await;
    reply("/parcels/b/invoice", pdf, ResponseTemplate::new(200)).await;
    let failed = ResponseTemplate::new(404).set_body_json(json!({"error": {"code": "not_found"}}));
    reply("/parcels/c/invoice", pdf, failed).await;
    reply("/export", csv, ResponseTemplate::new(200).set_body_bytes("id\n票\n")).await;
    let client = client(&server);
    let invoice = async |id: &str| client.fetch_invoice(FetchInvoiceRequest::new(id)).detailed().await;
    let answer = invoice("a").await.unwrap();
    assert_eq!((&answer.value, answer.header("etag")), (&bytes, Some("7")));
    assert_eq!(invoice("b").await.unwrap().value, Vec::<u8>::new());
    let error = invoice("c").await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
    assert_eq!(client.export_parcels().await.unwrap(), "id\n票\n");
    server.reset().await;
    reply("/export", csv, ResponseTemplate::new(200).set_body_bytes(bytes)).await;
    let error = client.export_parcels().await.unwrap_err().to_string();
    assert!(error.contains("it is not text in UTF-8"), "{error}");
}

#[tokio::test]
async fn the_value_of_a_reply_is_at_its_keys_or_absent() {
    let server = MockServer::start().await;
    let reply = |id: &str, reply: ResponseTemplate| {
        Mock::given(path(format!("/parcels/{id}/track"))).respond_with(reply).mount(&server)
    };
    let seen = json!({"result": {"track": {"place": "成都"}, "cost": 1}, "time": 2});
    reply("seen", ResponseTemplate::new(200).set_body_json(seen)).await;
    reply("no-body", ResponseTemplate::new(204)).await;
    reply("null", ResponseTemplate::new(200).set_body_json(json!({"result": null}))).await;
    let untracked =
        ResponseTemplate::new(404).set_body_json(json!({"reason": "lost", "error": {"code": "not_found"}}));
    reply("gone", untracked).await;
    reply("odd", ResponseTemplate::new(200).set_body_json(json!({"result": {"track": {"at": 1}}}))).await;
    let client = client(&server);
    let track = async |id: &str| client.track_parcel(TrackParcelRequest::new(id)).await;
    assert_eq!(track("seen").await.unwrap(), Some(Track::new("成都")));
    assert_eq!(track("no-body").await.unwrap(), None);
    assert_eq!(track("null").await.unwrap(), None);
    let error = track("gone").await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
    assert_eq!(error.failure::<Untracked>().unwrap().reason, "lost");
    assert!(error.failure::<Track>().is_none() && !format!("{error:?}").contains("lost"));
    let error = track("odd").await.unwrap_err().to_string();
    assert!(error.contains("result.track: missing field `place`"), "{error}");
}

#[test]
fn defaults_of_what_is_only_read_need_not_be_given_and_tolerated_numbers_are_read() {
    let tariff = |value: Value| serde_json::from_value::<Tariff>(value).unwrap();
    let plain = Tariff::new(499);
    assert_eq!((plain.discount, plain.zone, plain.currency.as_str()), (0.0, Nullable::Value(-1), "EUR"));
    assert_eq!(tariff(json!({"cents": 499})), plain);
    let odd = json!({"cents": 499, "discount": "-1.5", "zone": "-3", "currency": "CNY"});
    assert_eq!(tariff(odd), plain.discount(-1.5).zone(-3).currency("CNY"));
}

#[tokio::test]
async fn a_union_without_a_tag_is_known_by_its_key_and_other_forms_are_kept() {
    let server = MockServer::start().await;
    let at_shop = json!({"parcel_id": "AB12", "shop": {"number": 12}, "surprise": 1});
    let unknown = [
        json!({"parcel_id": "AB12", "drone": {}}),
        json!({"parcel_id": "AB12", "locker": 7, "shop": {"number": 12}}),
    ];
    let reply = json!([at_shop, {"parcel_id": "AB12", "locker": 7, "shop": null}, unknown[0], unknown[1]]);
    Mock::given(body_json(json!([{"parcel_id": "AB12", "at": 1700000000, "shop": null, "note": "by noon"}])))
        .respond_with(ResponseTemplate::new(200).set_body_json(reply))
        .mount(&server)
        .await;
    let request = AtShop::new("AB12", Nullable::Null).at(Timestamp::from_unix_seconds(1_700_000_000));
    let handovers = client(&server).hand_over(vec![request.note("by noon").into()]).await.unwrap();
    let [Handover::AtShop(shop), Handover::InLocker(locker), Handover::Unknown(one), Handover::Unknown(two)] =
        handovers.as_slice()
    else {
        panic!("{handovers:?}");
    };
    assert_eq!(shop.shop, Nullable::Value(ShopKey::new(12)));
    assert_eq!(shop.extra().get("surprise"), Some(&json!(1)));
    assert_eq!(locker.locker, 7, "null is absent in a reply");
    assert_eq!([one.value(), two.value()], [&unknown[0], &unknown[1]]);

    let refused = validate(&vec![Handover::Unknown(one.clone())]).to_string();
    assert!(refused.starts_with("[0]: "), "{refused}");
    let report = InLocker::new("AB12", 7).set_extra("shop", 1);
    assert_eq!(
        validate(&Handover::from(report)).to_string(),
        "shop: set as an extra, though it is a field of the spec"
    );
}

#[tokio::test]
async fn a_tag_beside_the_key_of_its_variant() {
    let server = MockServer::start().await;
    let label =
        json!({"format": "pdf", "copies": 2, "printer": "desk-1", "content": {"pdf": {"title": "包裹单"}}});
    let unknown = json!({"format": "png", "printer": "desk-1", "content": {"png": {}}});
    Mock::given(body_json(&label))
        .respond_with(ResponseTemplate::new(200).set_body_json(&unknown))
        .mount(&server)
        .await;
    let request = PdfLabel::new("desk-1", PdfContent::new(PdfPage::new("包裹单"))).copies(2);
    let reply = client(&server).print_label(request).await.unwrap();
    let PrintLabel::Unknown(kept) = reply else { panic!("{reply:?}") };
    assert_eq!(kept.value(), &unknown);
}

#[tokio::test]
async fn error_codes_and_messages_are_not_unknown_fields_of_a_reply() {
    for (error, kept) in [
        (json!({"code": "", "message": "all is well"}), None),
        (json!({"code": null}), None),
        (json!({}), None),
        (json!(null), None),
        (json!({"code": "", "hint": "h"}), Some(json!({"hint": "h"}))),
        (json!("none"), Some(json!("none"))),
    ] {
        let server = MockServer::start().await;
        let page = json!({"parcels": [], "error": error});
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(200).set_body_json(page))
            .mount(&server)
            .await;
        let page = client(&server).list_parcels(ListParcelsRequest::new(7)).await.unwrap();
        assert_eq!(page.extra().get("error"), kept.as_ref());
        assert_eq!(page.extra().is_empty(), kept.is_none());
    }
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
async fn errors_are_reported_by_status() {
    let server = MockServer::start().await;
    let body = json!({"error": {"code": "not_found", "message": "no such parcel"}});
    Mock::given(path("/parcels/1"))
        .respond_with(ResponseTemplate::new(404).set_body_json(body).insert_header("x-request-id", "r-1"))
        .mount(&server)
        .await;
    Mock::given(path("/parcels/2")).respond_with(ResponseTemplate::new(429)).mount(&server).await;
    let client = client(&server);
    let error = client.delete_parcel(DeleteParcelRequest::new("1")).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
    assert_eq!(ErrorClass::of(&error), Some(ErrorClass::State));
    assert!(error.to_string().contains("no such parcel") && error.to_string().contains("r-1"), "{error}");
    let error = client.delete_parcel(DeleteParcelRequest::new("2")).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::TooManyRequests));
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

#[test]
fn limits_of_every_kind_are_checked() {
    let parcel = parcel()
        .labels(["toolonglabel", "a", "b", "c"])
        .items([])
        .limits(BTreeMap::from([("a".to_owned(), 11)]))
        .pick_up(Timestamp::from_unix_seconds(5))
        .deliver(Timestamp::from_unix_seconds(5))
        .remark(remark())
        .insured(true)
        .class(ServiceLevel::N9)
        .payment(Card::new("12ab"));
    let lines = validate(&parcel).to_string();
    assert_eq!(
        lines,
        "labels: 4 elements, limit 3 elements\n\
         labels[0]: 12 characters, limit 8 characters; the first 8 characters fit\n\
         items: 0 elements, at least 1 element needed\n\
         limits.a: 11 is more than the maximum, 10\n\
         deliver: 5 is not after pick_up, 5\n\
         remark: 33 bytes (11 CJK characters), limit 30 bytes (10 CJK characters); the first 10 characters fit\n\
         payment.number: does not match the pattern `^[0-9]{12,19}$`\n\
         policy: missing, but required when `insured` is true and `type` is \"box\" or \"tube\"\n\
         warning: class: `9` is not among the documented values, though it has been seen in use"
    );
}

#[test]
fn rules_over_several_fields_are_reported_at_a_field_with_their_condition() {
    let handling = |cents| Handling::new(Cover::new(cents));
    let lines = |handling: Handling| validate(&handling).to_string();
    assert_eq!(lines(handling(1).phone("0280")), "");
    assert_eq!(lines(handling(0).phone("0280").mode(HandlingMode::Deposit).by_hand(true)), "");
    assert_eq!(
        lines(handling(1).phone("0280").email("a@b.example").mode(HandlingMode::Deposit)),
        "cover.cents: must be 0, found 1, when `mode` is \"deposit\"\n\
         by_hand: missing, but required when `mode` is \"deposit\"\n\
         email: at most one of `phone` and `email` is allowed"
    );
    assert_eq!(
        lines(handling(0).stay(Stay::new().note("fragile")).mode(HandlingMode::Own)),
        "cover.cents: 0 is less than the minimum, 1, unless `mode` is \"deposit\"\n\
         warning: stay.note: 7 characters, limit 5 characters; the first 5 characters fit, when `stay` is present\n\
         warning: phone: missing, but required when `stay` is present\n\
         phone: at least one of `phone` and `email` is required"
    );
    let crowd = ["a", "b", "c"];
    let watchers = || BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
    let lifted = |floors| handling(1).phone("0280").by_hand(true).floors(floors).lift(Nullable::Null);
    assert_eq!(lines(lifted(2).helpers(["a"])), "");
    assert_eq!(
        lines(lifted(3).helpers(["a"]).watchers(watchers()).fax("0281")),
        "warning: fax: should not be used: The faxes are switched off\n\
         helpers: 1 element, at least 2 elements needed, when `by_hand` is true and `floors` is at least 3\n\
         lift: must not be given when `by_hand` is true and `floors` is at least 3\n\
         warning: watchers: at most one of `stay.nights`, `floors` and `watchers` is allowed"
    );
    assert_eq!(
        lines(handling(1).phone("0280").helpers(crowd).watchers(watchers())),
        "watchers: `helpers` and `watchers` have 5 elements together, limit 4 elements"
    );
}

#[test]
fn a_former_field_is_read_and_not_written_again() {
    let handling = json!({ "cover": { "cents": 1 }, "phone": "0280", "crane": true });
    let mut parcel = parcel_json();
    parcel["handling"] = handling;
    let sources =
        specwright::build::read_spec(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("spec"));
    let api = specwright::check::check(&sources.unwrap()).unwrap().api;
    let body = json!({ "version": 2, "data": { "parcel": parcel }, "with \"quotes\"": true });
    let report = specwright::interpret::request(&api, api.operation("create_parcel").unwrap(), &body);
    assert_eq!(
        report.to_string(),
        "warning: data.parcel.handling.crane: should not be used: Parcels are carried since 2020"
    );
    let read: Parcel = serde_json::from_value(body["data"]["parcel"].clone()).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written["handling"], json!({ "cover": { "cents": 1 }, "phone": "0280" }));
}

fn remark() -> Text<parcel::Remark> {
    "一二三四五六七八九十一".into()
}

#[test]
fn null_is_a_value_if_the_spec_allows_it() {
    let cleared = parcel().remark(Nullable::Null);
    let wire = serde_json::to_value(&cleared).unwrap();
    assert_eq!(wire["remark"], Value::Null);
    assert!(wire.as_object().unwrap().contains_key("remark"));
    assert_eq!(serde_json::from_value::<Parcel>(wire).unwrap(), cleared);
    assert!(serde_json::to_value(parcel()).unwrap().get("remark").is_none());
    assert_eq!(parcel().remark("易碎"), parcel().remark(Nullable::Value("易碎".into())));
}

#[test]
fn unions_are_distinguished_by_their_tag_and_open_in_replies() {
    let payment = |wire: Value| serde_json::from_value::<Payment>(wire);
    assert_eq!(payment(json!({"method": "cash"})).unwrap(), Cash::new().into());
    assert_eq!(payment(json!({"method": "credit_card", "number": "1"})).unwrap(), Card::new("1").into());
    let unknown = payment(json!({"method": "shells", "count": 3})).unwrap();
    assert!(matches!(&unknown, Payment::Unknown(value) if value.value()["count"] == 3));
    assert!(serde_json::to_value(&unknown).is_err(), "an unknown variant cannot be sent");
    assert!(!validate(&unknown).is_valid());
    let secret = format!("{:?}", Payment::from(Card::new("411111111111")));
    assert!(!secret.contains("4111") && secret.contains("[redacted]"), "{secret}");
}

#[test]
fn enumerations_read_every_spelling_and_are_open_in_replies() {
    let kind = |wire: &str| serde_json::from_value::<ParcelKind>(json!(wire)).unwrap();
    assert_eq!(kind("TUBE"), ParcelKind::Tube);
    assert!(matches!(kind("barrel"), ParcelKind::Unknown(value) if value.to_string() == "barrel"));
    assert!(serde_json::to_value(kind("barrel")).is_err());
    assert_eq!(serde_json::to_value(ServiceLevel::Slow).unwrap(), json!(1));
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
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"rt": "train", "bool": ["false_"]})))
        .mount(&server)
        .await;
    let request = ReportParcelsRequest::new([Clone::early("AB12")]).body(true).self_(7);
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
