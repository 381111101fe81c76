//! Replies: their forms, unions, unknown values, and errors by status.

use parcels::runtime::validate;
use parcels::*;
use serde_json::{Value, json};
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::client;

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
async fn what_a_reply_has_depends_on_its_status() {
    let server = MockServer::start().await;
    let client = client(&server);
    let merged = async |reply: ResponseTemplate| {
        server.reset().await;
        Mock::given(path("/parcels/a/merged")).respond_with(reply).mount(&server).await;
        client.merge_parcels(MergeParcelsRequest::new("a")).await
    };
    let json = |status, body: Value| ResponseTemplate::new(status).set_body_json(body);
    let held = merged(json(202, json!({"merged": {"count": 3}}))).await.unwrap();
    assert!(matches!(held, MergeParcelsReply::Accepted(held) if held.count == 3));
    assert_eq!(merged(ResponseTemplate::new(204)).await.unwrap(), MergeParcelsReply::NoContent);
    // A status that the spec does not have is a success, whatever is in it.
    for (body, expected) in [(json!({"left": 1}), json!({"left": 1})), (json!(null), Value::Null)] {
        let MergeParcelsReply::Unknown(unknown) = merged(json(201, body)).await.unwrap() else { panic!() };
        assert_eq!((unknown.status(), unknown.body()), (201, &expected));
    }
    let reply = merged(ResponseTemplate::new(299)).await.unwrap();
    assert!(matches!(reply, MergeParcelsReply::Unknown(unknown) if unknown.body().is_null()));
    // The value is one of the status, at its place.
    for reply in [
        json(202, json!({"count": 3})),
        json(200, json!({"merged": {"count": 3}})),
        ResponseTemplate::new(200),
    ] {
        let error = merged(reply).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error}");
    }
    let error = merged(json(404, json!({"error": {"code": "not_found"}}))).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NotFound));
}

#[tokio::test]
async fn headers_of_a_reply_have_their_types() {
    use parcels::reply_headers::track_parcel::{E_TAG, X_KINDS, X_LEFT, X_UNTIL};

    let server = MockServer::start().await;
    let reply = ResponseTemplate::new(204)
        .insert_header("etag", "\"7\"")
        .insert_header("x-left", "many")
        .insert_header("x-kinds", "box, crate, sphere");
    Mock::given(method("GET")).respond_with(reply).mount(&server).await;
    let answer = client(&server).track_parcel(TrackParcelRequest::new("a")).detailed().await.unwrap();
    assert_eq!(answer.value, None, "a wrong header is no failure of the call");
    assert_eq!(answer.typed_header(&E_TAG), Ok(Some("\"7\"".to_owned())));
    assert_eq!(answer.typed_header(&X_UNTIL), Ok(None));
    assert_eq!(answer.typed_header(&X_LEFT).unwrap_err().name(), "X-Left");
    let kinds = answer.typed_header(&X_KINDS).unwrap().unwrap();
    assert_eq!(kinds[..2], [ParcelKind::Box, ParcelKind::Crate]);
    assert!(matches!(kinds[2], ParcelKind::Unknown(_)), "an enumeration is open in replies");
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
    assert_eq!(locker.opener, None, "only requests have it");
    assert_eq!(validate(locker).to_string(), "opener: missing, but required");
    assert_eq!([one.value(), two.value()], [&unknown[0], &unknown[1]]);

    let refused = validate(&vec![Handover::Unknown(one.clone())]).to_string();
    assert!(refused.starts_with("[0]: "), "{refused}");
    let report =
        InLocker::new(in_locker::Required { parcel_id: "AB12".into(), locker: 7, opener: "reader-7".into() })
            .set_extra("shop", 1);
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
