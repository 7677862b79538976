//! The demo's HTTP server: one listener a site on 127.0.0.1, plain threads, ended when dropped.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Address;
use super::edition::{self, Manner};
use super::html;
use super::http::{self, Stop};
use super::site::Running;
use crate::text::UnixTime;

/// Connections served at once by one site; those beyond are closed.
const CONNECTIONS: usize = 32;

/// The longest silence of a client, after which its connection is closed.
const SILENCE: Duration = Duration::from_secs(10);

/// The pause after a connection that could not be taken, when the system is short of descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// The running servers.
#[derive(Debug)]
pub struct Server {
    feeds: Vec<Address>,
    extra: Option<String>,
    stop: Arc<Stop>,
    doors: Vec<Door>,
}

/// A site's listener, which a thread of its own serves.
#[derive(Debug)]
struct Door {
    address: SocketAddr,
    thread: JoinHandle<()>,
}

impl Server {
    /// Starts one server a site on a free port of loopback. `now` dates the edition's articles. Fails where loopback
    /// gives no port or the system no thread.
    pub fn start(now: UnixTime) -> io::Result<Server> {
        let sites = edition::sites();
        let mut names = html::weekdays(now);
        let mut listeners = Vec::with_capacity(sites.len());
        for site in &sites {
            let listener = TcpListener::bind(("127.0.0.1", 0))?;
            names.insert(site.key, format!("http://{}", listener.local_addr()?));
            listeners.push(listener);
        }
        let names = Arc::new(names);
        let mut server = Server {
            feeds: Vec::new(),
            extra: None,
            stop: Arc::default(),
            doors: Vec::new(),
        };
        for (site, listener) in sites.into_iter().zip(listeners) {
            let running = Running::new(site, Arc::clone(&names), now);
            if running.site().manner == Manner::Announced {
                server.extra = Some(running.home());
            } else {
                server.feeds.push(Address {
                    url: running.feed(),
                    title: running.site().title.to_owned(),
                    tags: running
                        .site()
                        .folders
                        .iter()
                        .map(|&name| name.to_owned())
                        .collect(),
                });
            }
            server.open(listener, running)?;
        }
        Ok(server)
    }

    /// The feeds to subscribe to, in the order of the panel.
    pub fn feeds(&self) -> Vec<Address> {
        self.feeds.clone()
    }

    /// The address of a site that is not among the feeds: its home page, the only place that tells where its feed is.
    /// For trying `a` with the address of a site.
    pub fn extra_site(&self) -> Option<String> {
        self.extra.clone()
    }

    fn open(&mut self, listener: TcpListener, site: Running) -> io::Result<()> {
        let address = listener.local_addr()?;
        let stop = Arc::clone(&self.stop);
        let thread = thread::Builder::new()
            .name(format!("demo {}", site.site().key))
            .spawn(move || serve(&listener, &Arc::new(site), &stop))?;
        self.doors.push(Door { address, thread });
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.tell();
        for door in self.doors.drain(..) {
            let woken = TcpStream::connect_timeout(&door.address, Duration::from_secs(1));
            if woken.is_ok() {
                let _ = door.thread.join();
            }
        }
    }
}

/// Takes a site's connections until told to stop; leaves no thread behind.
fn serve(listener: &TcpListener, site: &Arc<Running>, stop: &Arc<Stop>) {
    let mut open: Vec<(TcpStream, JoinHandle<()>)> = Vec::new();
    for stream in listener.incoming() {
        if stop.is_told() {
            break;
        }
        open.retain(|(_, thread)| !thread.is_finished());
        let Ok(stream) = stream else {
            stop.wait(PAUSE);
            continue;
        };
        if open.len() >= CONNECTIONS {
            continue;
        }
        let Ok(handle) = stream.try_clone() else {
            continue;
        };
        let (site, stop) = (Arc::clone(site), Arc::clone(stop));
        if let Ok(thread) = thread::Builder::new().spawn(move || answer(stream, &site, &stop)) {
            open.push((handle, thread));
        }
    }
    for (stream, thread) in open {
        let _ = stream.shutdown(Shutdown::Both);
        let _ = thread.join();
    }
}

/// Answers one request. A client that went away concerns nobody.
fn answer(mut stream: TcpStream, site: &Running, stop: &Stop) {
    let _ = stream.set_read_timeout(Some(SILENCE));
    let _ = stream.set_write_timeout(Some(SILENCE));
    if let Ok(Some(request)) = http::read(&mut stream) {
        let _ = http::write(&mut stream, &site.answer(&request), stop);
    }
    let _ = stream.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests;
