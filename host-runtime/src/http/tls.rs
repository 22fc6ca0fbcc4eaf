//! Whom HTTPS trusts: the authorities that browsers do (webpki-roots), and those that the host adds.

use std::io;
use std::sync::{Arc, LazyLock};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use wasmtime_wasi_http::Error as HttpError;

use crate::{Error, ErrorKind};

/// The settings of a client that trusts `roots`, certificates as PEM, besides.
pub(super) fn config(roots: &[Vec<u8>]) -> Result<Arc<ClientConfig>, Error> {
    static DEFAULT: LazyLock<Arc<ClientConfig>> = LazyLock::new(|| build(webpki()));
    if roots.is_empty() {
        return Ok(Arc::clone(&DEFAULT));
    }
    let mut store = webpki();
    for pem in roots {
        let mut count = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| malformed(&error.to_string()))?;
            store
                .add(certificate)
                .map_err(|error| malformed(&error.to_string()))?;
            count += 1;
        }
        if count == 0 {
            return Err(malformed("there is no certificate in it"));
        }
    }
    Ok(build(store))
}

fn webpki() -> RootCertStore {
    RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.into(),
    }
}

fn build(roots: RootCertStore) -> Arc<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has the default versions of TLS")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Arc::new(config)
}

fn malformed(why: &str) -> Error {
    Error::new(
        ErrorKind::BadGrant,
        format!("the root certificate can't be used: {why}"),
    )
    .with_help(
        "give the certificate of an authority as PEM: it begins with `-----BEGIN CERTIFICATE-----`",
    )
}

/// Why no connection is made, in the terms of `wasi:http`.
pub(super) fn explain(error: &io::Error) -> HttpError {
    let cause = error.get_ref().and_then(|error| error.downcast_ref());
    match cause {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            HttpError::TlsCertificateError
        }
        Some(rustls::Error::AlertReceived(alert)) => HttpError::TlsAlertReceived {
            alert_id: Some(u8::from(*alert)),
            alert_message: Some(format!("{alert:?}")),
        },
        Some(_) => HttpError::TlsProtocolError,
        None => HttpError::ConnectionTerminated,
    }
}
