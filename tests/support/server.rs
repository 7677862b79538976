//! A server on loopback, by hand over `std::net`, so that it can misbehave: lie about lengths, stop in the middle,
//! drip, say nothing, slam the door. One port, and so one site, each. Records what it was asked. Ends when dropped.
//!
//! ```ignore
//! let site = Server::start(|asked| match asked.target.as_str() {
//!     "/flux.xml" => Reply::status(200).header("ETag", "\"1\"").body("<rss/>"),
//!     _ => Reply::status(404),
//! });
//! let polite = Server::script([Reply::status(503), Reply::status(200).body("<rss/>")]);
//! ```

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Nothing in a test takes longer; who waits longer has found a fault.
const PATIENCE: Duration = Duration::from_secs(30);

/// One request, as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Names as sent, values as bytes.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Which connection it came over, from 0.
    pub connection: usize,
    /// Which request of that connection it is, from 0.
    pub nth: usize,
}

impl Asked {
    /// A header's value, byte for byte; the name in any case.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_slice())
    }

    /// A header's value as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.header(name)
            .map(|value| String::from_utf8_lossy(value).into_owned())
    }
}

/// One thing a server does while it answers.
#[derive(Debug, Clone)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends them one by one with a pause before each.
    Drip(Vec<u8>, Duration),
    /// Sends them again and again until the client leaves.
    Repeat(Vec<u8>),
    /// Says nothing more until the client leaves.
    Silence,
    /// Closes the connection.
    Close,
}

/// An answer: a well-formed one by default, or one that goes wrong in a chosen place.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
    length: Option<usize>,
    chunked: bool,
    ending: Ending,
    steps: Option<Vec<Step>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Ending {
    KeepAlive,
    Close,
    Silence,
    NoLastChunk,
    Drip(Duration),
    Endless,
}

impl Reply {
    /// An answer with an empty body.
    pub fn status(status: u16) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            length: None,
            chunked: false,
            ending: Ending::KeepAlive,
            steps: None,
        }
    }

    /// Exactly these steps and no head of ours; the connection is closed at their end.
    pub fn steps(steps: impl IntoIterator<Item = Step>) -> Reply {
        Reply {
            steps: Some(steps.into_iter().collect()),
            ..Reply::status(0)
        }
    }

    /// Exactly these bytes, then the connection is closed.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Reply {
        Reply::steps([Step::Send(bytes.into())])
    }

    /// No answer at all; the connection stays open until the client leaves.
    pub fn silence() -> Reply {
        Reply::steps([Step::Silence])
    }

    /// No answer; the connection is closed.
    pub fn slam() -> Reply {
        Reply::steps([])
    }

    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Reply {
        self.headers
            .push((name.to_owned(), value.as_ref().to_vec()));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Reply {
        self.body = body.into();
        self
    }

    /// In chunks instead of with a length.
    pub fn chunked(mut self) -> Reply {
        self.chunked = true;
        self
    }

    /// A `Content-Length` that may be a lie; the connection is closed after the body.
    pub fn declared(mut self, length: usize) -> Reply {
        self.length = Some(length);
        self.ending = Ending::Close;
        self
    }

    /// The connection is closed after the body, and the head says so.
    pub fn close(mut self) -> Reply {
        self.ending = Ending::Close;
        self
    }

    /// Head and body, but not the end of it: a longer length is declared and nothing more said.
    pub fn then_silence(mut self) -> Reply {
        self.length = Some(self.body.len() + 1000);
        self.ending = Ending::Silence;
        self
    }

    /// Chunks without the last one; the connection is closed.
    pub fn no_last_chunk(mut self) -> Reply {
        self.chunked = true;
        self.ending = Ending::NoLastChunk;
        self
    }

    /// The body byte by byte, with a pause before each.
    pub fn drip(mut self, pause: Duration) -> Reply {
        self.ending = Ending::Drip(pause);
        self
    }

    /// The body again and again, without an end.
    pub fn endless(mut self) -> Reply {
        self.ending = Ending::Endless;
        self
    }

    fn into_steps(self) -> (Vec<Step>, bool) {
        if let Some(mut steps) = self.steps {
            steps.push(Step::Close);
            return (steps, false);
        }
        let mut head = format!("HTTP/1.1 {} Essai\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
        let endless = self.ending == Ending::Endless;
        if self.chunked {
            head.extend_from_slice(b"Transfer-Encoding: chunked\r\n");
        } else if !endless && !matches!(self.status, 204 | 304) {
            let length = self.length.unwrap_or(self.body.len());
            head.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
        }
        let keep = matches!(self.ending, Ending::KeepAlive | Ending::Drip(_));
        if !keep {
            head.extend_from_slice(b"Connection: close\r\n");
        }
        head.extend_from_slice(b"\r\n");

        let mut body = self.body;
        if self.chunked {
            let mut chunk = format!("{:x}\r\n", body.len()).into_bytes();
            chunk.extend_from_slice(&body);
            chunk.extend_from_slice(b"\r\n");
            if self.ending != Ending::NoLastChunk {
                chunk.extend_from_slice(b"0\r\n\r\n");
            }
            body = chunk;
        }
        let steps = match self.ending {
            Ending::KeepAlive => {
                head.extend_from_slice(&body);
                vec![Step::Send(head)]
            }
            Ending::Close | Ending::NoLastChunk => {
                vec![Step::Send(head), Step::Send(body), Step::Close]
            }
            Ending::Silence => vec![Step::Send(head), Step::Send(body), Step::Silence],
            Ending::Drip(pause) => vec![Step::Send(head), Step::Drip(body, pause)],
            Ending::Endless => vec![Step::Send(head), Step::Repeat(body)],
        };
        (steps, keep)
    }
}

type Handler = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A running server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<std::thread::JoinHandle<()>>,
}

struct Shared {
    handler: Box<Handler>,
    greeting: Option<Vec<Step>>,
    tls: Option<Arc<ServerConfig>>,
    asked: Mutex<Vec<Asked>>,
    came: Condvar,
    now: AtomicUsize,
    most: AtomicUsize,
    stop: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Server {
    /// A site on a free port of 127.0.0.1.
    pub fn start(handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::on("127.0.0.1", handler)
    }

    /// A site on a free port of another address of loopback, such as `127.0.0.2`.
    pub fn on(host: &str, handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::listen(host, None, None, Box::new(handler))
    }

    /// Takes these steps with whoever connects, without reading a request.
    pub fn speaking_first(steps: impl IntoIterator<Item = Step>) -> Server {
        let greeting = steps.into_iter().collect();
        Server::listen(
            "127.0.0.1",
            Some(greeting),
            None,
            Box::new(|_| Reply::slam()),
        )
    }

    /// A site that speaks HTTPS with a certificate that no system trusts; a program that is started with
    /// `SSL_CERT_FILE` set to [`tls_authority`] does.
    pub fn tls(handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::listen("127.0.0.1", None, Some(tls_config()), Box::new(handler))
    }

    fn listen(
        host: &str,
        greeting: Option<Vec<Step>>,
        tls: Option<Arc<ServerConfig>>,
        handler: Box<Handler>,
    ) -> Server {
        let listener = TcpListener::bind((host, 0)).expect("a free port on loopback");
        let address = listener.local_addr().expect("a bound listener");
        let shared = Arc::new(Shared {
            handler,
            greeting,
            tls,
            asked: Mutex::default(),
            came: Condvar::new(),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let accepting = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || accept(&listener, &shared))
        };
        Server {
            address,
            shared,
            accepting: Some(accepting),
        }
    }

    /// Answers one after the other whatever is asked; the last one again and again.
    pub fn script(replies: impl IntoIterator<Item = Reply>) -> Server {
        let replies: Vec<Reply> = replies.into_iter().collect();
        let next = AtomicUsize::new(0);
        Server::start(move |_| {
            let at = next.fetch_add(1, Ordering::SeqCst).min(replies.len() - 1);
            replies[at].clone()
        })
    }

    /// The address of a path: `http://127.0.0.1:PORT/flux.xml`.
    pub fn url(&self, path: &str) -> String {
        let scheme = if self.shared.tls.is_some() {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}{path}", self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What was asked so far, in the order it came.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// Waits until so many requests came; panics when they do not.
    pub fn wait_for(&self, requests: usize) -> Vec<Asked> {
        let asked = self.shared.asked.lock().unwrap();
        let (asked, late) = self
            .shared
            .came
            .wait_timeout_while(asked, PATIENCE, |asked| asked.len() < requests)
            .unwrap();
        assert!(!late.timed_out(), "only {} requests came", asked.len());
        asked.clone()
    }

    /// How many requests were being answered at once, at the most.
    pub fn most_at_once(&self) -> usize {
        self.shared.most.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        for stream in self.shared.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// The address of a port of loopback where nobody listens.
pub fn nobody_there() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port on loopback");
    let address = listener.local_addr().expect("a bound listener");
    drop(listener);
    format!("http://{address}/flux.xml")
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        if shared.stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let _ = stream.set_nodelay(true);
        if let Ok(copy) = stream.try_clone() {
            shared.open.lock().unwrap().push(copy);
        }
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            if let Ok(mut wire) = Wire::new(stream, shared.tls.as_ref()) {
                let _ = serve(&mut wire, &shared, number);
                let _ = wire.get_mut().close();
            }
        });
    }
}

/// Answers the requests of one connection.
fn serve(wire: &mut BufReader<Wire>, shared: &Shared, connection: usize) -> io::Result<()> {
    if let Some(greeting) = &shared.greeting {
        return greeting
            .iter()
            .try_for_each(|step| take(wire.get_mut(), step.clone()));
    }
    for nth in 0.. {
        let Some(asked) = read_request(wire, connection, nth)? else {
            return Ok(());
        };
        let mut busy = Some(Busy::begin(shared));
        shared.asked.lock().unwrap().push(asked.clone());
        shared.came.notify_all();
        let (steps, keep) = (shared.handler)(&asked).into_steps();
        let last = steps.len().saturating_sub(1);
        for (at, step) in steps.into_iter().enumerate() {
            if at == last {
                // Before the last bytes go out: the client may ask again as soon as it has them.
                busy.take();
            }
            take(wire.get_mut(), step)?;
        }
        if !keep {
            return Ok(());
        }
    }
    Ok(())
}

/// A request that is being answered.
struct Busy<'a>(&'a Shared);

impl Busy<'_> {
    fn begin(shared: &Shared) -> Busy<'_> {
        let now = shared.now.fetch_add(1, Ordering::SeqCst) + 1;
        shared.most.fetch_max(now, Ordering::SeqCst);
        Busy(shared)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

fn take(wire: &mut Wire, step: Step) -> io::Result<()> {
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
    }
}

/// A connection, in the clear or not.
enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn new(stream: TcpStream, tls: Option<&Arc<ServerConfig>>) -> io::Result<BufReader<Wire>> {
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

    fn close(&mut self) -> io::Result<()> {
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

/// The certificate authority of [`Server::tls`]: a PEM file for `SSL_CERT_FILE`. Its key is thrown away.
pub fn tls_authority() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/tls/ca.pem")
}

/// The certificate for `localhost`, `le-cable.test` and `127.0.0.1`. Its key opens nothing but these tests.
fn tls_config() -> Arc<ServerConfig> {
    let chain = CertificateDer::from_pem_slice(include_bytes!("tls/site.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/site.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap();
    Arc::new(config)
}

fn read_request(
    reader: &mut impl BufRead,
    connection: usize,
    nth: usize,
) -> io::Result<Option<Asked>> {
    let Some(first) = read_line(reader)? else {
        return Ok(None);
    };
    let first = String::from_utf8_lossy(&first).into_owned();
    let mut words = first.split(' ');
    let mut word = || words.next().unwrap_or_default().to_owned();
    let (method, target) = (word(), word());
    let mut headers = Vec::new();
    while let Some(line) = read_line(reader)?.filter(|line| !line.is_empty()) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
        headers.push((String::from_utf8_lossy(name).into_owned(), value.to_vec()));
    }
    Ok(Some(Asked {
        method,
        target,
        headers,
        connection,
        nth,
    }))
}

/// A line without its end; none at the end of the connection.
fn read_line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(line))
}
