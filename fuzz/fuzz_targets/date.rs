//! Any text as a date, in a feed that is French or not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manchette::text::dates::{Hints, parse};

fuzz_target!(|text: &str| {
    for french in [false, true] {
        let hints = Hints::of(std::iter::once(text), french);
        let _ = parse(text, &hints);
    }
});
