//! The second API's mock: parameters and forms read from the wire, errors by status, a server with a path.
#![cfg(feature = "mock")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeMap;

use common::parcel;
use parcels::mock::{Fault, Mock};
use parcels::*;

#[tokio::test]
async fn parameters_are_read_back() {
    let mock = Mock::new();
    let lists = mock.list_parcels().reply(Page::new([parcel()]).total(1));
    let request =
        ListParcelsRequest::new(7).limit(20).kind([ParcelKind::Tube, ParcelKind::Box100]).x_trace("t1");
    let page = mock.client().list_parcels(request.clone()).await.unwrap();
    assert_eq!(page.parcels, [parcel().pieces(1)]);
    assert_eq!(lists.requests(), [request]);

    let deletes = mock.delete_parcel().reply(()).times(2);
    mock.client().delete_parcel(DeleteParcelRequest::new("a/b 票")).await.unwrap();
    mock.client().delete_parcel(DeleteParcelRequest::new("7")).await.unwrap();
    assert_eq!(deletes.requests(), [DeleteParcelRequest::new("a/b 票"), DeleteParcelRequest::new("7")]);
}

#[tokio::test]
async fn limits_of_parameters_and_body_are_checked_on_the_wire() {
    let mock = Mock::new();
    let lists = mock.list_parcels().reply(Page::new([]));
    let request = ListParcelsRequest::new(0).limit(101).x_trace("x".repeat(17));
    mock.client().list_parcels(request).skip_validation().await.unwrap_err();
    let report = lists.refused().remove(0);
    let refused: Vec<&str> = report.errors().map(|error| error.path.as_str()).collect();
    assert_eq!(refused, ["store_id", "limit", "X-Trace"]);
    mock.client().list_parcels(ListParcelsRequest::new(1)).await.unwrap();

    let replaces = mock.replace_parcel().reply(parcel());
    mock.client().replace_parcel(ReplaceParcelRequest::new(7, "AB12", parcel())).await.unwrap();
    assert_eq!(replaces.requests()[0].body, parcel());
    assert_eq!(replaces.requests()[0].store_id, 7);
}

#[tokio::test]
async fn a_code_about_several_fields_answers_each_of_them() {
    let mock = Mock::new();
    mock.create_parcel().reply(parcel());
    let refused = async |parcel: Parcel| {
        let error = mock.client().create_parcel(parcel).skip_validation().await.unwrap_err();
        let fields = error.api().unwrap().fields.to_vec();
        (ErrorCode::of(&error), fields)
    };
    let bad_weight = (Some(ErrorCode::BadWeight), vec!["weight", "pieces"]);
    assert_eq!(refused(parcel().pieces(0)).await, bad_weight);
    let mut heavy = parcel();
    heavy.weight = 32.0;
    assert_eq!(refused(heavy).await, bad_weight);
    mock.client().create_parcel(parcel()).await.unwrap();
}

#[tokio::test]
async fn a_wrapped_body_a_form_and_lists() {
    let mock = Mock::new();
    let creates = mock.create_parcel().reply(parcel());
    mock.client().create_parcel(parcel()).await.unwrap();
    assert_eq!(creates.requests(), [parcel()]);
    assert_eq!(creates.bodies()[0]["version"], 2);
    assert_eq!(creates.received()[0].url.path(), "/v2/parcels");

    let pings = mock.ping().reply(());
    mock.client().ping().await.unwrap();
    assert_eq!(pings.count(), 1);

    let puts = mock.put_options().reply_with(|options| options);
    assert_eq!(mock.client().put_options(Vec::new()).await.unwrap(), []);
    assert_eq!(puts.requests(), [Vec::<parcels::Option>::new()]);

    let quotes = mock.quote_price().reply(BTreeMap::from([("air".to_owned(), Tariff::new(250))]));
    let quote = Quote::new(2.5).levels([ServiceLevel::Fast]);
    let prices = mock.client().quote_price(quote.clone()).await.unwrap();
    assert_eq!(prices["air"], Tariff::new(250));
    assert_eq!(quotes.requests(), [quote]);
}

#[tokio::test]
async fn replies_are_text_and_bytes() {
    let mock = Mock::new();
    mock.fetch_invoice().reply(vec![0, 255]).reply(Vec::new()).reply(vec![7; 100]).times(2);
    mock.export_parcels().reply("id".to_owned());
    let client = mock.builder().max_reply_bytes(10).build().unwrap();
    let invoice = async || client.fetch_invoice(FetchInvoiceRequest::new("a")).await.unwrap();
    assert_eq!(invoice().await, [0, 255]);
    assert_eq!(invoice().await, [0; 0]);
    assert_eq!(client.export_parcels().await.unwrap(), "id");
    let error = client.fetch_invoice(FetchInvoiceRequest::new("a")).await.unwrap_err();
    assert!(error.to_string().contains("too large"), "{error}");
    let mut file = Vec::new();
    let answer = client.fetch_invoice(FetchInvoiceRequest::new("a")).write_to(&mut file).await.unwrap();
    assert_eq!((answer.value, file), (100, vec![7; 100]));
}

#[tokio::test]
async fn replies_differ_by_status() {
    use parcels::reply_headers::merge_parcels::X_MERGED;
    use parcels::runtime::HttpResponse;

    let mock = Mock::new();
    let merges = mock
        .merge_parcels()
        .reply(MergeParcelsReply::Ok(parcel()))
        .header(&X_MERGED, &2_u32)
        .reply(MergeParcelsReply::Accepted(Held::new(3)))
        .reply_with(|_| MergeParcelsReply::NoContent)
        .reply_json(serde_json::to_value(parcel()).unwrap())
        .respond(HttpResponse::new(207, r#"{"merged":7}"#));
    let client = mock.client();
    let merge = async || client.merge_parcels(MergeParcelsRequest::new("a")).detailed().await.unwrap();
    let answer = merge().await;
    assert_eq!((answer.status, answer.typed_header(&X_MERGED)), (200, Ok(Some(2))));
    assert!(matches!(answer.value, MergeParcelsReply::Ok(merged) if merged == parcel().pieces(1)));
    let answer = merge().await;
    assert_eq!(answer.status, 202);
    assert!(matches!(answer.value, MergeParcelsReply::Accepted(held) if held.count == 3));
    let answer = merge().await;
    assert_eq!((answer.status, answer.value, answer.body.len()), (204, MergeParcelsReply::NoContent, 0));
    assert_eq!(merge().await.status, 200, "the first status with a value");
    let MergeParcelsReply::Unknown(unknown) = merge().await.value else { panic!("207 is not in the spec") };
    assert_eq!((unknown.status(), &unknown.body()["merged"]), (207, &7.into()));
    assert_eq!(format!("{unknown:?}"), "UnknownReply { status: 207, .. }");
    assert_eq!(merges.count(), 5);
}

#[tokio::test]
async fn any_value_of_a_variable_of_the_server_is_the_server() {
    let mock = Mock::new();
    let pings = mock.ping().reply(()).always();
    let lists = mock.expect_raw(parcels::runtime::Method::Get, "/news").reply_json(7.into()).always();
    let labels = mock.builder().build().unwrap();
    for version in ["v2", "v3", "a/b", "票"] {
        let server = server::Server::default().version(version);
        let client = mock.builder().server(server).build().unwrap();
        client.ping().await.unwrap();
        assert_eq!(client.call_raw(parcels::runtime::Method::Get, "/news", None).await.unwrap(), 7);
        client.door_code().await.unwrap();
    }
    labels.ping().await.unwrap();
    assert_eq!((pings.count(), lists.count()), (5, 4));
    assert_eq!(pings.received()[2].url.path(), "/a%2Fb/ping");
}

#[tokio::test]
async fn answers_have_headers() {
    use parcels::reply_headers::track_parcel::{X_LEFT, X_UNTIL};

    let mock = Mock::new();
    let until = Timestamp::from_unix_seconds(1_700_000_000);
    mock.track_parcel().reply(None).header(&X_LEFT, &7_u32).header(&X_UNTIL, &until).reply_with(|_| None);
    mock.track_parcel().reply(None).header(&X_LEFT, "none");
    let client = mock.client();
    let track = async || client.track_parcel(TrackParcelRequest::new("a")).detailed().await.unwrap();
    let answer = track().await;
    assert_eq!(answer.typed_header(&X_LEFT), Ok(Some(7)));
    assert_eq!(answer.typed_header(&X_UNTIL), Ok(Some(until)));
    assert_eq!(track().await.typed_header(&X_LEFT), Ok(None));
    assert!(track().await.typed_header(&X_LEFT).is_err());
}

#[tokio::test]
async fn requests_are_text_and_bytes() {
    let mock = Mock::new();
    let pictures = mock.send_picture().reply(());
    let remarks = mock.send_remarks().reply(());
    let notes = mock.send_note().reply_with(|note| note.body.to_string()).times(2);
    let picture = SendPictureRequest::new(FilePart::unnamed("image/png", [0, 255]));
    mock.client().send_picture(picture.clone()).await.unwrap();
    let shown = format!("{:?}", pictures.received()[0].url);
    assert!(shown.contains("https://pictures.example.com/depot/pictures"), "{shown}");
    let remark = SendRemarksRequest::new(send_remarks_request::Required {
        id: "AB12".into(),
        body: "*轻放*".into(),
    });
    mock.client().send_remarks(remark.clone()).await.unwrap();
    assert_eq!(mock.client().send_note(SendNoteRequest::new("")).await.unwrap(), "");
    assert_eq!(mock.client().send_note(SendNoteRequest::new("\"{")).await.unwrap(), "\"{");
    assert_eq!((pictures.requests(), remarks.requests()), (vec![picture], vec![remark]));
    assert_eq!(notes.count(), 2);
}

#[tokio::test]
async fn replies_have_their_envelope() {
    let mock = Mock::new();
    let tracks = mock.track_parcel().reply(Some(Track::new("广州"))).reply(None);
    let client = mock.client();
    let answer = client.track_parcel(TrackParcelRequest::new("AB12")).detailed().await.unwrap();
    assert_eq!(answer.body, r#"{"result":{"track":{"place":"广州"}}}"#.as_bytes());
    assert_eq!(answer.value, Some(Track::new("广州")));
    assert_eq!(client.track_parcel(TrackParcelRequest::new("AB12")).await.unwrap(), None);
    assert_eq!(tracks.count(), 2);
}

#[tokio::test]
async fn errors_are_returned_by_status() {
    let mock = Mock::new();
    mock.delete_parcel()
        .error(ErrorCode::NotFound)
        .error(ErrorCode::TooManyRequests)
        .fault(Fault::Truncated)
        .error(ErrorCode::Unauthorized);
    let client = mock.client();
    let error = client.delete_parcel(DeleteParcelRequest::new("a")).await.unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.status()), (Some(ErrorCode::NotFound), Some(400)));
    // Busy, then broken, then the end.
    let error = client.delete_parcel(DeleteParcelRequest::new("a")).await.unwrap_err();
    assert_eq!((ErrorCode::of(&error), error.status()), (Some(ErrorCode::Unauthorized), Some(401)));
}

#[tokio::test]
async fn credentials_of_the_client_are_issued_without_being_expected() {
    let mock = Mock::new();
    let client = mock.client();
    let key = client.label_key().await.unwrap();
    assert_eq!(client.label_key().await.unwrap(), key);
    assert_ne!(client.door_code().await.unwrap(), key);
    // An expected call is answered as it says, and the values that the client sends can be read.
    let keys = mock.issue_label_key().reply(LabelKey::new("L1"));
    client.invalidate_label_key(&key);
    assert_eq!(client.label_key().await.unwrap().expose(), "L1");
    assert_eq!(keys.requests(), [LabelPrinter::new("前台").copies(2)]);
    // The API key that this client sends is rejected, and there is no other one.
    mock.expire_tokens();
    client.invalidate_label_key(&"L1".into());
    assert_eq!(client.label_key().await.unwrap_err().code().map(ToString::to_string).as_deref(), Some("401"));
}
