//! Random documents: feeds of every format that come out as they went in, and broken ones, pages among them, of which
//! whatever is read keeps its promises. Few by default; `MANCHETTE_STORM=200000 cargo test --release --test storm` is the
//! long way. A failure names its seed: `MANCHETTE_STORM_SEED=… MANCHETTE_STORM=1` makes that document again.

mod feeds;
mod json;
mod pages;
mod promises;
mod random;
mod wounds;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use feeds::Truth;
use random::Random;

/// The stack every document must be read on, in bytes: that of a thread.
const STACK: usize = 2 * 1024 * 1024;

/// Makes documents, each from a seed of its own, and looks at them on a small stack.
fn storm(share: u64, look: fn(&mut Random)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let count = number("MANCHETTE_STORM").map_or(200, |all: u64| (all / share).max(1));
    let first = number("MANCHETTE_STORM_SEED").unwrap_or(1);
    let run = move || {
        for seed in first..first + count {
            let looked = catch_unwind(AssertUnwindSafe(|| look(&mut Random::new(seed))));
            if let Err(panic) = looked {
                println!("the document of MANCHETTE_STORM_SEED={seed} MANCHETTE_STORM=1");
                resume_unwind(panic);
            }
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    if let Err(panic) = thread.expect("a thread starts").join() {
        resume_unwind(panic);
    }
}

/// A feed that is well formed, in any format: its bytes and what must come out.
fn sound(random: &mut Random) -> (String, Truth) {
    let truth = Truth::random(random);
    let text = match random.below(5) {
        0 => json::write(&truth, random).0,
        _ => xml::write(&truth, random).0,
    };
    (text, truth)
}

#[test]
fn sound_feeds_come_out_as_they_went_in() {
    storm(2, |random| {
        let (text, truth) = sound(random);
        let feed = promises::read(text.as_bytes(), None);
        truth.must_be(&feed, truth.entries.len(), &text);
    });
}

#[test]
fn feeds_in_any_encoding_come_out_as_they_went_in() {
    storm(4, |random| {
        let (text, truth) = sound(random);
        let Some((bytes, charset)) = wounds::encoded(&text, random) else {
            return;
        };
        let feed = promises::read(&bytes, charset.as_deref());
        truth.must_be(&feed, truth.entries.len(), &text);
    });
}

#[test]
fn a_cut_feed_keeps_its_whole_entries() {
    storm(4, |random| {
        let truth = Truth::random(random);
        let (text, ends) = match random.below(5) {
            0 => json::write(&truth, random),
            _ => xml::write(&truth, random),
        };
        let whole = random.below(ends.len()) + 1;
        // Anywhere in the next entry, but for its end tag.
        let until = ends.get(whole).map_or(ends[whole - 1], |next| next - 8);
        let mut cut = ends[whole - 1] + random.below(until - ends[whole - 1] + 1);
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let feed = promises::read(&text.as_bytes()[..cut], None);
        assert!(feed.cut, "not told to be cut: {}", &text[..cut]);
        truth.must_be(&feed, whole, &text[..cut]);
    });
}

#[test]
fn broken_feeds_keep_their_promises() {
    storm(1, |random| {
        let (text, _) = sound(random);
        let (bytes, charset) = wounds::wounded(&text, random);
        promises::of_feed(&bytes, charset);
    });
}

#[test]
fn pages_announce_their_feeds() {
    storm(4, |random| {
        let (page, feeds) = pages::page(random);
        pages::must_announce(&page, &feeds);
        let (bytes, charset) = wounds::wounded(&page, random);
        pages::promises(&bytes, charset);
        promises::of_feed(&bytes, charset);
    });
}
