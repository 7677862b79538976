//! The whole way from bytes to entries beside feed-rs alone: `cargo bench --bench feeds -- [FOLDER]`, on the files of a
//! folder (`../shared/feeds` by default; passed over with a word where there is none) and on invented feeds. Ratios
//! are of one run, the two readings in turn, so that other work on the machine falls on both.

mod made_up;
mod measure;
#[path = "../times/mod.rs"]
mod times;

use std::path::{Path, PathBuf};

use made_up::{KINDS, Kind};
use manchette::feed::{self, Source};
use measure::{child, costs};
use times::{median, timed};

/// How often two readings are compared.
const ROUNDS: usize = 31;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--one", name, megabytes] => one(name, megabytes.parse().unwrap_or(1)),
        ["--kinds"] => kinds(),
        ["--sizes"] => sizes(),
        ["--worst"] => worst(),
        ref all => {
            let folder = all.first().map_or("../shared/feeds", |folder| folder);
            files(Path::new(folder));
            kinds();
            sizes();
            worst();
        }
    }
}

/// The whole way; the number of entries, none where it is no feed.
fn ours(bytes: &[u8]) -> Option<usize> {
    let source = Source {
        url: Some("https://octet-libre.test/flux"),
        charset: None,
        now: 1_795_516_800,
    };
    feed::parse(bytes, &source)
        .ok()
        .map(|feed| feed.entries.len())
}

/// feed-rs alone; the number of entries, none where it refuses or panics.
fn alone(bytes: &[u8]) -> Option<usize> {
    let read = || {
        feed_rs::parser::parse(bytes)
            .ok()
            .map(|feed| feed.entries.len())
    };
    std::panic::catch_unwind(read).ok().flatten()
}

/// The medians of both readings in milliseconds, taken in turn, and that of the ratios.
fn compared(bytes: &[u8], rounds: usize) -> (f64, f64, f64) {
    let (mut whole, mut strict, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        strict.push(timed(|| alone(bytes)));
        whole.push(timed(|| ours(bytes)));
        let last = whole.len() - 1;
        ratios.push(whole[last].as_secs_f64() / strict[last].as_secs_f64().max(1e-9));
    }
    ratios.sort_by(f64::total_cmp);
    (
        median(&mut whole),
        median(&mut strict),
        ratios[ratios.len() / 2],
    )
}

/// The files of a folder and of those in it.
fn found(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.path();
        match path.is_dir() {
            true => all.extend(found(&path)),
            false if path.extension().is_some_and(|end| end != "md") => all.push(path),
            false => {}
        }
    }
    all.sort();
    all
}

fn files(folder: &Path) {
    let files = found(folder);
    if files.is_empty() {
        println!("no files in {}: passed over", folder.display());
        return;
    }
    std::panic::set_hook(Box::new(|_| {}));
    let (mut strict, mut whole, mut ratios) = (0, 0, Vec::new());
    let (mut time_strict, mut time_whole) = (0.0, 0.0);
    for path in &files {
        let bytes = std::fs::read(path).unwrap_or_default();
        let (by_strict, by_us) = (alone(&bytes).unwrap_or(0), ours(&bytes).unwrap_or(0));
        strict += usize::from(by_strict > 0);
        whole += usize::from(by_us > 0);
        if by_strict > 0 && by_strict == by_us {
            let (ours, alone, ratio) = compared(&bytes, ROUNDS);
            time_whole += ours;
            time_strict += alone;
            ratios.push(ratio);
        }
    }
    let _ = std::panic::take_hook();
    ratios.sort_by(f64::total_cmp);
    println!("{}: {} files", folder.display(), files.len());
    println!("  with entries by feed-rs alone {strict}, by the whole way {whole}");
    println!(
        "  {} of the same number of entries: {time_strict:.1} ms alone, {time_whole:.1} ms whole, ratio {:.2} (median {:.2}, worst {:.2})",
        ratios.len(),
        time_whole / time_strict,
        ratios.get(ratios.len() / 2).copied().unwrap_or(0.0),
        ratios.last().copied().unwrap_or(0.0),
    );
}

fn kinds() {
    println!(
        "\n{:16} {:>9} {:>8} {:>10} {:>10} {:>6}",
        "well-formed", "size", "entries", "feed-rs", "whole", "ratio"
    );
    for (kind, name) in KINDS {
        for (bytes, body) in [(50_000, 2_000), (500_000, 4_000), (5_000_000, 4_000)] {
            let document = made_up::feed(kind, bytes, body);
            let (ours_read, alone_read) = (ours(document.as_bytes()), alone(document.as_bytes()));
            assert_eq!(ours_read, alone_read, "{name}");
            let rounds = if bytes > 1_000_000 { 11 } else { ROUNDS };
            let (whole, strict, ratio) = compared(document.as_bytes(), rounds);
            println!(
                "{name:16} {:>6} KB {:>8} {strict:>7.2} ms {whole:>7.2} ms {ratio:>6.2}",
                document.len() / 1000,
                ours_read.unwrap_or(0)
            );
        }
    }
}

/// Documents whose size grows, by their names.
const GROWING: [&str; 5] = [
    "RSS, CDATA",
    "RSS, escaped",
    "one giant entry",
    "one giant entry, escaped",
    "tiny entries",
];

fn growing(name: &str, bytes: usize) -> String {
    match name {
        "RSS, CDATA" => made_up::feed(Kind::RssCdata, bytes, 4_000),
        "RSS, escaped" => made_up::feed(Kind::RssEscaped, bytes, 4_000),
        "one giant entry" => made_up::feed(Kind::RssCdata, 0, bytes),
        "one giant entry, escaped" => made_up::feed(Kind::RssEscaped, 0, bytes * 4 / 5),
        "tiny entries" => made_up::tiny(bytes / 75),
        shape => made_up::worst(bytes)
            .find(|(name, _)| *name == shape)
            .map(|(_, document)| document)
            .unwrap_or_default(),
    }
}

/// In a child: prints the size in bytes, the time in milliseconds and the memory in kilobytes.
fn one(name: &str, megabytes: usize) {
    let document = growing(name, megabytes * 1_000_000);
    let (time, memory) = costs(|| ours(document.as_bytes()));
    println!(
        "{} {} {memory}",
        document.len(),
        time.as_secs_f64() * 1000.0
    );
}

fn sizes() {
    println!(
        "\n{:26} {:>9} {:>11} {:>8} {:>9} {:>8}",
        "growing", "size", "whole", "MB/s", "memory", "÷ size"
    );
    for name in GROWING {
        for megabytes in ["1", "2", "5", "10", "20"] {
            grown(name, megabytes);
        }
    }
}

fn worst() {
    println!(
        "\n{:42} {:>9} {:>11} {:>8} {:>9} {:>8}",
        "worst shapes", "size", "whole", "MB/s", "memory", "÷ size"
    );
    for (name, _) in made_up::worst(0) {
        for megabytes in ["2", "20"] {
            grown(name, megabytes);
        }
    }
}

fn grown(name: &str, megabytes: &str) {
    let numbers = child(&["--one", name, megabytes]);
    let [size, time, memory] = numbers[..] else {
        println!("{name:42} {megabytes} MB: failed");
        return;
    };
    println!(
        "{name:42} {:>6.1} MB {time:>8.1} ms {:>8.1} {:>6.1} MB {:>8.1}",
        size / 1e6,
        size / 1e3 / time,
        memory / 1e3,
        memory * 1e3 / size
    );
}
