//! One verdict on every request of every operation; see the shared module.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod common;
#[path = "../../support/verdict.rs"]
mod verdict;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use common::parcel;
use parcels::runtime::{MAX_HEAD_BYTES, MAX_LEVELS};
use parcels::*;
use specwright_workbench::mock::{MockRequest, Responder};
use verdict::Verdict;

fn verdict() -> Verdict {
    let sources = specwright::build::read_spec(&Path::new(env!("CARGO_MANIFEST_DIR")).join("spec")).unwrap();
    let api = specwright::check::check(&sources).unwrap().api;
    Verdict { api, spec: &operations::API, cases: 96, visited: BTreeSet::new() }
}

#[test]
fn all_agree_on_every_operation() {
    let mut verdict = verdict();
    operations::each(&mut verdict);
    let of_spec: BTreeSet<&str> =
        verdict.api.operations.iter().map(|operation| operation.name.as_str()).collect();
    assert_eq!(verdict.visited, of_spec);
}

fn search(term: &str, text: &str) -> SearchParcelsRequest {
    SearchParcelsRequest::new(search_parcels_request::Required {
        kind: ParcelKind::Box,
        term: term.to_owned().into(),
        format: "json".into(),
        text: text.to_owned().into(),
        words: Vec::new(),
    })
}

/// The rules that a request violates, of which all were told.
fn broken(verdict: &Verdict, request: &SearchParcelsRequest) -> Vec<&'static str> {
    verdict.judge(&operations::SEARCH_PARCELS, request);
    request.validate().errors().map(|error| error.breach.rule()).collect()
}

#[test]
fn all_agree_on_files() {
    let verdict = verdict();
    let judge = |name: &str, media_type: &str, bytes: usize| {
        let label = Label::new(FilePart::new(name, media_type, vec![0xFF; bytes]), ParcelKind::Box);
        verdict.judge(&operations::ATTACH_LABEL, &AttachLabelRequest::new("AB12", label.clone()));
        label.validate().violations().iter().map(|one| one.breach.rule()).collect::<Vec<_>>()
    };
    assert_eq!(judge("a.png", "image/png", 30), [""; 0]);
    assert_eq!(judge("a.png", "IMAGE/PNG; q=1", 30), [""; 0]);
    assert_eq!(judge("a.png", "image/jpeg", 41), ["max_bytes", "media_types"]);
    for wrong in ["", "png", "image/", "image/*", "image /png", "image/png ; q=1"] {
        assert_eq!(judge("a.png", wrong, 30), ["media_type", "media_types"], "{wrong:?}");
    }
    assert_eq!(judge("a.png", "image/png; q", 30), ["media_type"]);
    assert_eq!(judge("", "image/png", 30), ["file_name"]);
}

#[test]
fn all_agree_on_texts_in_the_path() {
    let verdict = verdict();
    for wrong in ["", ".", ".."] {
        let request = DeleteParcelRequest::new(wrong);
        verdict.judge(&operations::DELETE_PARCEL, &request);
        assert!(!request.validate().is_valid(), "{wrong:?}");
    }
    assert_eq!(broken(&verdict, &search("", "x")), ["path_segment"]);
    // Beside `.json`, dots are not a whole segment.
    for right in [".", ".."] {
        assert_eq!(broken(&verdict, &search(right, "x")), [""; 0], "{right:?}");
    }
    let right =
        ["...", " ", " a ", "a.b", "a/b", "%2e%2e", "%", "\n", "\0", "票", "?", "#", "a.json", "{kind}", "+"];
    for right in right {
        assert_eq!(broken(&verdict, &search(right, "x")), [""; 0], "{right:?}");
        verdict.judge(&operations::DELETE_PARCEL, &DeleteParcelRequest::new(right));
    }
    assert_eq!(broken(&verdict, &search(&"票".repeat(20), "x")), [""; 0]);
    assert_eq!(broken(&verdict, &search(&"票".repeat(21), "x")), ["max_bytes"]);
}

#[test]
fn all_agree_on_texts_in_headers() {
    let verdict = verdict();
    for wrong in ["a\r\nX-Evil: 1", "a\tb", "\u{7F}", "\u{85}", "\0", " ", " a", "a "] {
        assert_eq!(broken(&verdict, &search("a", "x").x_mark(wrong)), ["header_value"], "{wrong:?}");
        assert_eq!(broken(&verdict, &search("a", "x").x_marks(["a", wrong])), ["header_value"], "{wrong:?}");
    }
    for right in ["a b", "票", "%20", "a,b", "\"", "é"] {
        assert_eq!(broken(&verdict, &search("a", "x").x_mark(right).x_marks([right])), [""; 0], "{right:?}");
    }
    assert_eq!(broken(&verdict, &search("a", "x").x_mark("")), ["min_bytes"]);
}

#[test]
fn all_agree_on_lists_in_one_value() {
    let verdict = verdict();
    for wrong in ["", ",", "a,b", "票,"] {
        assert_eq!(broken(&verdict, &search("a", "x").marks(["a", wrong])), ["list_element"], "{wrong:?}");
        assert_eq!(broken(&verdict, &search("a", "x").owners([wrong])), [""; 0], "{wrong:?}");
    }
    for right in ["a b", "a|b", "票", "%2C", "&", "+"] {
        let request = search("a", "x").marks([right, "b"]).owners([right, "a,b"]).zones([1, -2, 3]);
        assert_eq!(
            broken(&verdict, &request.kinds([ParcelKind::Box, ParcelKind::Tube])),
            [""; 0],
            "{right:?}"
        );
    }
}

#[test]
fn all_agree_on_the_size_of_the_head() {
    let verdict = verdict();
    let longest = (0..MAX_HEAD_BYTES)
        .rev()
        .map(|bytes| search("a", &"x".repeat(bytes)))
        .find(|request| request.validate().is_valid())
        .unwrap();
    assert_eq!(broken(&verdict, &longest), [""; 0]);
    let longer = search("a", &format!("{}x", longest.text.as_str()));
    assert_eq!(broken(&verdict, &longer), ["max_head_bytes"]);
    // Percent-encoded, a CJK character has nine bytes.
    assert_eq!(broken(&verdict, &search("a", &"票".repeat(MAX_HEAD_BYTES / 9))), ["max_head_bytes"]);
    assert_eq!(broken(&verdict, &search("a", "x").x_marks(vec!["m"; 4000])), ["max_head_bytes"]);
}

#[test]
fn all_agree_on_how_deep_values_are_nested() {
    let verdict = verdict();
    let judge = |parcel: Parcel| {
        verdict.judge(&operations::CREATE_PARCEL, &parcel);
        parcel.validate().errors().map(|error| error.breach.to_string()).collect::<Vec<_>>()
    };
    let too_deep = format!("nested more than {MAX_LEVELS} levels deep");
    let attributes = |levels: usize| {
        let value = (0..levels).fold(serde_json::json!(1), |inner, level| match level % 2 {
            0 => serde_json::json!([inner]),
            _ => serde_json::json!({ "a": inner }),
        });
        parcel().attributes(value)
    };
    let route = |levels: usize| {
        let end: Route = End::new().into();
        parcel().route((1..levels).fold(end, |next, _| Stop::new("重庆", next).into()))
    };
    let items = |levels: usize| {
        let item = || Item::new("tea");
        parcel().items([(1..levels).fold(item(), |inner, _| item().contains([inner]))])
    };
    // The parcel is the first level; a list of items is another one.
    for levels in [1, 2, 48, MAX_LEVELS - 1] {
        assert_eq!(judge(attributes(levels)), [""; 0], "{levels}");
        assert_eq!(judge(route(levels)), [""; 0], "{levels}");
    }
    assert_eq!(judge(attributes(MAX_LEVELS)), [too_deep.as_str()]);
    assert_eq!(judge(route(MAX_LEVELS)), [too_deep.as_str()]);
    assert_eq!(judge(items(MAX_LEVELS / 2 - 1)), [""; 0]);
    assert_eq!(judge(items(MAX_LEVELS / 2)), [""; 0]);
    assert_eq!(judge(items(MAX_LEVELS / 2 + 1)), [too_deep]);
}

#[test]
fn a_number_that_json_does_not_have_is_not_sent() {
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let report = search("a", "x").weights([wrong]).validate();
        assert_eq!(report.to_string(), format!("weights[0]: expected a finite number, found {wrong}"));
        let mut parcel = parcel();
        parcel.weight = wrong;
        assert!(!parcel.validate().is_valid());
        let report = search("a", "x").distance(wrong).validate();
        assert_eq!(report.to_string(), format!("distance: expected a finite number, found {wrong}"));
    }
}

/// The mock server and the real transport, between which are a socket and two HTTP implementations.
#[test]
fn what_is_valid_arrives() {
    let verdict = verdict();
    let server = specwright_workbench::mock::Mock::bind(verdict.api, "127.0.0.1:0").unwrap();
    let server = server.accept_token("TOKEN");
    let address = format!("http://{}", server.local_addr());
    std::thread::scope(|scope| {
        scope.spawn(|| server.serve().unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let client = Client::builder().server(address).token("TOKEN").build().unwrap();
            let long = "x".repeat(MAX_HEAD_BYTES - 200);
            for request in [
                search("a", &long),
                search("a", "x").x_mark(long.clone()),
                search("a", "x").x_marks(vec!["m"; 2700]),
                search("...", "\0\n%#&+").x_mark("票 é"),
                search("a.b/%2F?", "x").x_mark("a,\"b\"; c"),
            ] {
                assert!(request.validate().is_valid(), "{}", request.validate());
                client.search_parcels(request).await.unwrap();
            }
            for name in ["标签.png", "a b;c=d.png", "50%22.png", "a'b.png"] {
                let picture = FilePart::new(name, "image/png", vec![0; 30]);
                let label = Label::new(picture, ParcelKind::Box).copies(2).lines(["一", "; \r\n"]);
                let request = AttachLabelRequest::new("AB12", label.remark("--x")).printed(true);
                assert!(request.validate().is_valid(), "{}", request.validate());
                client.attach_label(request).await.unwrap();
            }
            let photo = |name: &str| FilePart::new(name, "image/jpeg", vec![0xFF; 20]);
            client.send_photos(Photos::new([photo("a.jpg"), photo("b.jpg")])).await.unwrap();
            let heavy = parcel().attributes("x".repeat(8 << 20));
            client.create_parcel(heavy).await.unwrap();
            server.shutdown();
        });
    });
}

#[test]
fn no_secret_in_a_nested_form_is_shown() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = seen.clone();
    let responder = Responder::new(verdict().api).accept_token("TOKEN");
    let responder = responder.on_request(move |exchange| sink.lock().unwrap().push(exchange.request.clone()));
    let form = "payment[number]=411111111111&payment[method]=card";
    responder.respond(&MockRequest::new("POST", "/pick_ups").body(form));
    let shown = serde_json::json!(["payment[number]=[redacted]", "payment[method]=card"]);
    assert_eq!(*seen.lock().unwrap(), [shown]);
}
