//! Any bytes with any label: always a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manchette::feed::decode;

fuzz_target!(|input: (Option<&str>, &[u8])| {
    let (charset, bytes) = input;
    let _ = decode::to_text(bytes, charset);
});
