//! A refresh of 200 feeds × 50 items from loopback, each feed its own site (a port), and the same unchanged behind a
//! latency of 100 ms.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const FEEDS: usize = 200;
const ITEMS: usize = 50;

/// Prints wall and CPU time of both refreshes.
pub fn refresh(home: &Path) {
    let home = home.join("refresh");
    std::fs::create_dir_all(&home).expect("a directory");
    let latency = Arc::new(AtomicU64::new(0));
    let mut config = String::new();
    for feed in 0..FEEDS {
        let port = serve(feed, Arc::clone(&latency));
        let _ = write!(
            config,
            "[[feeds]]\nurl = \"http://127.0.0.1:{port}/flux\"\n"
        );
    }
    std::fs::write(home.join("config.toml"), config).expect("a config");
    println!();
    run(&home, "refresh, 200 feeds x 50 new items");
    latency.store(100, Ordering::Relaxed);
    run(&home, "refresh, 200 unchanged, latency 100 ms");
    let ideal = 0.1 * f64::from(u32::try_from(FEEDS.div_ceil(32)).unwrap_or(1));
    println!(
        "{:44} wall {ideal:6.2} s",
        "  latency x feeds / 32 connections"
    );
}

fn run(home: &Path, what: &str) {
    let script = "TIMEFORMAT='%R %U %S'; time \"$0\" --config \"$1/config.toml\" --data \"$1\" refresh --all --json >/dev/null";
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_manchette")])
        .arg(home)
        .output()
        .expect("bash runs the reader");
    let times = String::from_utf8_lossy(&output.stderr);
    let numbers: Vec<f64> = times
        .split_whitespace()
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [wall, user, system] => {
            println!("{what:44} wall {wall:6.2} s, CPU {:6.2} s", user + system);
        }
        _ => println!("{what:44} {times}"),
    }
}

/// One site: answers with its feed, and 304 to its ETag, after the latency.
fn serve(feed: usize, latency: Arc<AtomicU64>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its number").port();
    std::thread::spawn(move || {
        let body = rss(feed);
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let known = lines
                .by_ref()
                .take_while(|line| !line.is_empty())
                .any(|line| line.to_lowercase().starts_with("if-none-match"));
            std::thread::sleep(Duration::from_millis(latency.load(Ordering::Relaxed)));
            let head = if known { "304 Not Modified" } else { "200 OK" };
            let body = if known { "" } else { &body };
            let length = if known {
                String::new()
            } else {
                format!("Content-Length: {}\r\n", body.len())
            };
            let mut stream = &stream;
            let _ = write!(
                stream,
                "HTTP/1.1 {head}\r\nETag: \"un\"\r\nContent-Type: application/rss+xml\r\n{length}Connection: close\r\n\r\n{body}"
            );
        }
    });
    port
}

fn rss(feed: usize) -> String {
    let mut text =
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Site {feed}</title>");
    for item in 0..ITEMS {
        let _ = write!(
            text,
            "<item><title>Article {item} du site {feed}</title><guid isPermaLink=\"false\">{feed}-{item}</guid>\
             <link>http://site-{feed}.test/{item}</link><pubDate>Tue, 24 Nov 2026 {:02}:{:02}:00 +0100</pubDate>\
             <description><![CDATA[<p>{}</p>]]></description></item>",
            item / 3,
            item % 60,
            "Le noyau libre reçoit un correctif de sécurité attendu depuis l’été. ".repeat(12)
        );
    }
    text.push_str("</channel></rss>");
    text
}
