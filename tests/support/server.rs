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

use std::collections::BTreeMap;
use std::io::{self, BufReader};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use socket2::{Domain, Socket, Type};

pub use super::asked::Asked;
use super::asked::read_request;
pub use super::reply::{Reply, Step};
pub use super::wire::tls_authority;
pub use super::wire::tls_config_of;
use super::wire::{Wire, take, tls_config};

/// Nothing in a test takes longer; who waits longer has found a fault.
const PATIENCE: Duration = Duration::from_secs(30);

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
    open: Mutex<BTreeMap<usize, TcpStream>>,
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

    /// A site that speaks HTTPS by this configuration: a certificate of the test's own.
    pub fn tls_by(
        config: Arc<ServerConfig>,
        handler: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Server {
        Server::listen("127.0.0.1", None, Some(config), Box::new(handler))
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
        for stream in self.shared.open.lock().unwrap().values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// The address of a port of loopback where nobody listens. The port stays taken as long as the test's program runs: the
/// server of another test would get the visits that are meant for nobody.
pub fn nobody_there() -> String {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&any.into()).expect("a free port on loopback");
    let bound = socket.local_addr().expect("a bound socket");
    let address = bound.as_socket().expect("an address with a port");
    std::mem::forget(socket);
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
            shared.open.lock().unwrap().insert(number, copy);
        }
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            if let Ok(mut wire) = Wire::new(stream, shared.tls.as_ref()) {
                let end = serve(&mut wire, &shared, number);
                // The other handle on the connection goes first: a reset comes with the last one.
                shared.open.lock().unwrap().remove(&number);
                if !matches!(end, Ok(End::Reset)) {
                    let _ = wire.get_mut().close();
                }
            }
        });
    }
}

/// Answers the requests of one connection.
fn serve(wire: &mut BufReader<Wire>, shared: &Shared, connection: usize) -> io::Result<End> {
    if let Some(greeting) = &shared.greeting {
        for step in greeting {
            take(wire.get_mut(), step.clone())?;
        }
        return Ok(End::of(greeting));
    }
    for nth in 0.. {
        let Some(asked) = read_request(wire, connection, nth)? else {
            return Ok(End::Closed);
        };
        let mut busy = Some(Busy::begin(shared));
        shared.asked.lock().unwrap().push(asked.clone());
        shared.came.notify_all();
        let (steps, keep) = (shared.handler)(&asked).into_steps();
        let end = End::of(&steps);
        let last = steps.len().saturating_sub(1);
        for (at, step) in steps.into_iter().enumerate() {
            if at == last {
                // Before the last bytes go out: the client may ask again as soon as it has them.
                busy.take();
            }
            take(wire.get_mut(), step)?;
        }
        if !keep {
            return Ok(end);
        }
    }
    Ok(End::Closed)
}

/// How a connection ends.
enum End {
    Closed,
    Reset,
}

impl End {
    fn of(steps: &[Step]) -> End {
        match steps.last() {
            Some(Step::Reset) => End::Reset,
            _ => End::Closed,
        }
    }
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
