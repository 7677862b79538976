//! A connection, in the clear or over TLS.

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::reply::Step;

/// A connection, in the clear or not.
pub(super) enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    pub(super) fn new(
        stream: TcpStream,
        tls: Option<&Arc<ServerConfig>>,
    ) -> io::Result<BufReader<Wire>> {
        let wire = match tls {
            None => Wire::Plain(stream),
            Some(config) => {
                let connection =
                    ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                Wire::Tls(Box::new(StreamOwned::new(connection, stream)))
            }
        };
        Ok(BufReader::new(wire))
    }

    fn lingers_not(&self) -> io::Result<()> {
        let stream = match self {
            Wire::Plain(stream) => stream,
            Wire::Tls(stream) => &stream.sock,
        };
        socket2::SockRef::from(stream).set_linger(Some(std::time::Duration::ZERO))
    }

    pub(super) fn close(&mut self) -> io::Result<()> {
        match self {
            Wire::Plain(stream) => stream.shutdown(Shutdown::Both),
            Wire::Tls(stream) => {
                stream.conn.send_close_notify();
                stream.flush()?;
                stream.sock.shutdown(Shutdown::Both)
            }
        }
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.read(buffer),
            Wire::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.write(bytes),
            Wire::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Wire::Plain(stream) => stream.flush(),
            Wire::Tls(stream) => stream.flush(),
        }
    }
}

/// Takes one step of an answer.
pub(super) fn take(wire: &mut Wire, step: Step) -> io::Result<()> {
    match step {
        Step::Send(bytes) => wire.write_all(&bytes),
        Step::Drip(bytes, pause) => {
            for byte in bytes {
                std::thread::sleep(pause);
                wire.write_all(&[byte])?;
            }
            Ok(())
        }
        Step::Repeat(bytes) => loop {
            wire.write_all(&bytes)?;
        },
        Step::Silence => {
            let _ = wire.read_to_end(&mut Vec::new());
            Ok(())
        }
        Step::Close => wire.close(),
        // Closing comes with the last handle on the connection, and is then a reset.
        Step::Reset => wire.lingers_not(),
    }
}

/// The certificate authority of [`Server::tls`]: a PEM file for `SSL_CERT_FILE`. Its key is thrown away.
pub fn tls_authority() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/tls/ca.pem")
}

/// The certificate for `localhost`, `le-cable.test` and `127.0.0.1`. Its key opens nothing but these tests.
pub(super) fn tls_config() -> Arc<ServerConfig> {
    let config = tls_config_of(
        include_bytes!("tls/site.pem"),
        include_bytes!("tls/site.key"),
    );
    Arc::new(config)
}

/// A server's configuration for a certificate and its key, both PEM.
pub fn tls_config_of(certificate: &[u8], key: &[u8]) -> ServerConfig {
    let chain = CertificateDer::from_pem_slice(certificate).unwrap();
    let key = PrivateKeyDer::from_pem_slice(key).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap()
}
