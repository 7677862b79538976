//! What holds for everything that is read, whatever was sent.

use manchette::feed::{self, Feed, Source, decode};
use manchette::text::sanitise;
use url::Url;

/// Reads a feed that must be one.
pub fn read(bytes: &[u8], charset: Option<&str>) -> Feed {
    match feed::parse(bytes, &source(charset)) {
        Ok(feed) => feed,
        Err(error) => panic!("{error}: {}", String::from_utf8_lossy(bytes)),
    }
}

fn source(charset: Option<&str>) -> Source<'_> {
    Source {
        url: Some("https://octet-libre.test/flux"),
        charset,
        now: 1_795_516_800,
    }
}

/// Reads whatever it is; fails where what is read breaks a promise.
pub fn of_feed(bytes: &[u8], charset: Option<&str>) {
    let Ok(feed) = feed::parse(bytes, &source(charset)) else {
        return;
    };
    let sent = decode::to_text(bytes, charset).text;
    let shown = || format!("{feed:#?}\nof {charset:?} {sent}");
    for line in [&feed.title, &feed.description, &feed.language]
        .into_iter()
        .flatten()
    {
        assert!(is_line(line), "{line:?} of {}", shown());
    }
    assert!(feed.link.as_deref().is_none_or(is_link), "{}", shown());
    for entry in &feed.entries {
        assert!(
            entry.title.is_empty() || is_line(&entry.title),
            "{:?} of {}",
            entry.title,
            shown()
        );
        let lines = entry
            .authors
            .iter()
            .chain(&entry.categories)
            .chain(&entry.language);
        for line in lines {
            assert!(is_line(line), "{line:?} of {}", shown());
        }
        let guid = entry.guid.iter();
        assert!(
            guid.clone().all(|guid| !guid.contains(char::is_control)),
            "{}",
            shown()
        );
        let links = entry
            .link
            .iter()
            .chain(entry.enclosures.iter().map(|file| &file.url));
        assert!(links.clone().all(|link| is_link(link)), "{}", shown());
        for html in entry.summary.iter().chain(&entry.content) {
            let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
            assert!(
                !html.contains(control) && !html.trim().is_empty(),
                "{html:?} of {}",
                shown()
            );
        }
    }
    let starts = sent.to_ascii_lowercase();
    let most = starts.matches("item").count()
        + starts.matches("entry").count()
        + starts.matches('{').count();
    assert!(
        feed.entries.len() <= most,
        "more entries than were sent: {}",
        shown()
    );
    let lines = sent.lines().count() + 1;
    for problem in &feed.problems {
        assert!(
            problem.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{problem:?} of {}",
            shown()
        );
        assert!(
            problem.detail.is_empty() || is_line(&problem.detail),
            "{problem:?} of {}",
            shown()
        );
    }
    let bodies = feed
        .entries
        .iter()
        .map(|entry| entry.html().len() + entry.title.len());
    assert!(
        bodies.sum::<usize>() <= sent.len() * 16 + 65_536,
        "grown: {}",
        shown()
    );
    assert!(feed.problems.len() <= 1_000, "{}", shown());
}

/// True for one line of plain text: the gate has nothing left to do.
pub fn is_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_control) && sanitise::line(text) == text
}

/// True for an absolute address of a scheme one may follow, as browsers that know no base read it.
pub fn is_link(link: &str) -> bool {
    let schemes = [
        "http", "https", "ftp", "gemini", "gopher", "mailto", "magnet", "news", "tel",
    ];
    Url::parse(link).is_ok_and(|url| {
        let slashes = link[url.scheme().len()..].starts_with("://");
        schemes.contains(&url.scheme()) && slashes == url.has_host()
    })
}
