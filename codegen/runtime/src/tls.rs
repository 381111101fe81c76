//! The TLS configuration of the transport.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::BuilderVerifierExt;

use crate::{Sent, TransportError, TransportErrorKind};

/// TLS by the provider that the program installed, else, with the feature `rustls`, by ring. It trusts the certificates
/// that the system trusts.
pub(crate) fn config() -> Result<ClientConfig, TransportError> {
    let tls_error = || TransportError::new(TransportErrorKind::Tls, Sent::No);
    let provider = match CryptoProvider::get_default() {
        Some(installed) => installed.clone(),
        None => own_provider().ok_or_else(|| tls_error().because(NO_PROVIDER))?,
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_platform_verifier())
        .map_err(|error| tls_error().because(error))?;
    Ok(config.with_no_client_auth())
}

/// What to do if there is no TLS provider.
const NO_PROVIDER: &str = "no TLS provider: install one with rustls's `CryptoProvider::install_default`, or enable the feature `rustls`";

#[cfg(feature = "rustls")]
#[allow(clippy::unnecessary_wraps, reason = "without the feature there is none")]
fn own_provider() -> Option<Arc<CryptoProvider>> {
    Some(Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(not(feature = "rustls"))]
fn own_provider() -> Option<Arc<CryptoProvider>> {
    None
}
