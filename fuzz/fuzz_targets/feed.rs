//! Any bytes as a feed: what is read is clean, and panics of the strict parser stay behind the fence.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manchette::feed::{self, Source};

fuzz_target!(|bytes: &[u8]| {
    // libFuzzer aborts in its panic hook; the fence needs a panic to unwind.
    std::panic::set_hook(Box::new(|panic| {
        if !feed::is_fenced() {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
    let source = Source {
        url: Some("https://octet-libre.test/flux"),
        charset: None,
        now: 1_795_516_800,
    };
    let Ok(feed) = feed::parse(bytes, &source) else {
        return;
    };
    for entry in &feed.entries {
        let lines = entry.authors.iter().chain(&entry.categories);
        for line in lines.chain([&entry.title]) {
            assert!(!line.contains(char::is_control), "{line:?}");
        }
        if let Some(link) = &entry.link {
            url::Url::parse(link).expect("links are addresses");
        }
    }
});
