//! Prints the budgets of the design as measured on this machine, on a made-up store:
//! `cargo bench --bench budgets -- [ARTICLES]` (100,000 by default). Figures are times of this run; beside the start
//! stands a ratatui program that draws one empty frame, started in the same run, so that ratios can be told.

mod made_up;
mod measure;
mod net;
mod terminal;

use std::path::Path;
use std::time::Instant;

use manchette::query;
use manchette::store::{Clock, Reader};
use measure::{Times, anonymous_memory};
use terminal::Screen;

/// How often each start is measured.
const STARTS: usize = 25;
/// How many key presses are measured.
const KEYS: usize = 400;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if arguments
        .first()
        .is_some_and(|argument| argument == "--empty-frame")
    {
        return terminal::empty_frame();
    }
    let count = arguments
        .first()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let home = tempfile::tempdir().expect("a directory for the made-up store");
    let begun = Instant::now();
    made_up::store(home.path(), count);
    println!(
        "{count} articles made up in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let size = std::fs::metadata(home.path().join("manchette.db")).map_or(0, |meta| meta.len());
    println!(
        "database: {} MB, {} bytes an article",
        size / 1_000_000,
        size / count.max(1) as u64
    );

    println!("\n{:44} {:>9} {:>9} {:>9}", "", "min", "median", "p99");
    start(home.path());
    keys(home.path());
    search(home.path());
    net::refresh(home.path());
}

/// Spawn to the first painted headline, beside the empty frame.
fn start(home: &Path) {
    let mut empty = Times::default();
    let mut first = Times::default();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let mut screen = Screen::empty_frame();
        screen.wait_for("vide");
        empty.add(begun.elapsed());
        let begun = Instant::now();
        let mut screen = Screen::reader(home);
        screen.wait_for(made_up::NEWEST);
        first.add(begun.elapsed());
    }
    empty.print("a ratatui program's empty frame");
    first.print("spawn to first headline");
    println!(
        "{:44} {:>9.2}",
        "  ratio of the medians",
        first.median() / empty.median()
    );
}

/// A key to the frame that shows its effect, and what reading leaves in memory.
fn keys(home: &Path) {
    let mut screen = Screen::reader(home);
    screen.wait_for(made_up::NEWEST);
    screen.settle();
    let mut down = Times::default();
    let mut bytes = 0;
    for _ in 0..KEYS {
        let (time, sent) = screen.key("j");
        down.add(time);
        bytes += sent;
    }
    down.print("key j to its frame");
    println!("{:44} {:>9}", "  bytes sent a key, mean", bytes / KEYS);
    let mut far = Times::default();
    // A key before the last one's article is drawn would be answered by that frame, or by none.
    screen.settle();
    for _ in 0..20 {
        for key in ["G", "g"] {
            far.add(screen.key(key).0);
            screen.settle();
        }
    }
    far.print("keys G and g to their frames");
    for _ in 0..100 {
        screen.key("n");
        screen.key("\r");
        screen.settle();
        screen.key("\x1b");
    }
    println!(
        "{:44} {:>6} MB",
        "anonymous memory after reading 100",
        anonymous_memory(screen.process()) / 1000
    );
}

/// The first page of a search, newest first, asked of the store itself.
fn search(home: &Path) {
    let reader = Reader::open(&home.join("manchette.db"))
        .expect("the store opens")
        .expect("there is a store");
    let clock = Clock {
        now: made_up::NOW,
        zone: jiff::tz::TimeZone::UTC,
    };
    for (what, text) in [
        ("a common word", "logiciel"),
        ("a rare word", "zygomorphe"),
        ("a phrase", "\"noyau libre\""),
    ] {
        let query = query::parse(text).expect("a good query");
        let mut times = Times::default();
        for _ in 0..30 {
            let begun = Instant::now();
            let keys = reader
                .keys(&query, &clock, Some(60), None)
                .expect("an answer");
            let rows = reader.rows(&keys).expect("rows");
            times.add(begun.elapsed());
            std::hint::black_box(rows);
        }
        times.print(&format!("search, first page: {what}"));
    }
}
