//! Any bytes as a page, any text as an address somebody typed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manchette::feed::discover;

fuzz_target!(|bytes: &[u8]| {
    let base = url::Url::parse("https://octet-libre.test/blog/").expect("a good address");
    let found = discover::pointers(bytes, None, &[], &base);
    for found in found.feeds.iter().chain(&found.others) {
        assert!(!found.title.contains(char::is_control), "{found:?}");
        url::Url::parse(&found.url).expect("candidates are addresses");
    }
    if let Ok(typed) = std::str::from_utf8(bytes) {
        let _ = discover::address(typed);
    }
});
