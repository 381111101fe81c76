//! Without the feature `rustls`, the program must install a TLS provider.

use specwright_runtime::{Client, Error, ReqwestTransport, Sent, TransportErrorKind};

use crate::shop::SHOP;

#[test]
fn a_missing_provider_is_an_error() {
    let error = ReqwestTransport::new().unwrap_err();
    assert_eq!((error.kind(), error.sent()), (TransportErrorKind::Tls, Sent::No));
    assert!(error.to_string().contains("install_default"), "{error}");
    assert!(matches!(Client::builder(&SHOP).build(), Err(Error::Build(_))));
}
