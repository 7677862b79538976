//! What a feed says, and whether what was read says the same.

use manchette::feed::{Entry, Feed};

use crate::random::Random;

/// A feed before it is written.
pub struct Truth {
    pub title: String,
    pub entries: Vec<True>,
}

/// An entry before it is written.
pub struct True {
    pub title: String,
    pub link: String,
    pub guid: String,
    /// Seconds since 1970.
    pub published: i64,
    pub authors: Vec<String>,
    pub categories: Vec<String>,
    pub summary: String,
    pub content: String,
}

const WORDS: [&str; 40] = [
    "le",
    "noyau",
    "libre",
    "l’été",
    "d'une",
    "fédération",
    "qu’il",
    "à",
    "Élysée",
    "coûte",
    "«\u{a0}oui\u{a0}»",
    "naïf",
    "déjà",
    "où",
    "cœur",
    "Ÿ",
    "hôpital",
    "50\u{a0}%",
    "3\u{202f}€",
    "AT&T",
    "R&D",
    "A < B",
    "x > y",
    "Vec<String>",
    "a && b",
    "\"cité\"",
    "l'un",
    "#1",
    "100",
    "2026-01-02",
    "e\u{301}",
    "日本",
    "Žižek",
    "Привет",
    "🦊",
    "👩\u{200d}💻",
    "…",
    "[vidéo]",
    "]]",
    "C:\\temp",
];

/// So many words, in one line.
pub fn words(count: usize, random: &mut Random) -> String {
    let all: Vec<&str> = (0..count).map(|_| random.one(&WORDS)).collect();
    all.join(" ")
}

const NAMES: [&str; 8] = [
    "Anne Dupré",
    "Luc O’Brien",
    "Zoé & Cie",
    "李明",
    "rédaction",
    "Jean-Noël de La Tour",
    "Ærøskøbing",
    "X",
];

const CATEGORIES: [&str; 8] = [
    "Société",
    "R&D",
    "C++",
    "logiciel libre",
    "日本",
    "#retro",
    "À la une",
    "Œuvre",
];

/// Some of them, none twice.
fn some(of: &[&str], most: usize, random: &mut Random) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for _ in 0..random.below(most + 1) {
        let one = (random.one(of)).to_owned();
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// HTML that is XHTML as well: double quotes, every tag closed, no references but XML's.
fn html(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..=random.below(6) {
        let count = 1 + random.below(12);
        let text = escaped(&words(count, random));
        out.push_str(&match random.below(6) {
            0 => format!("<ul><li>{text}</li><li>{text}</li></ul>"),
            1 => format!("<p><a href=\"https://octet-libre.test/{count}?a=1&amp;b=2\" title=\"l'été\">{text}</a></p>\n"),
            2 => format!("<blockquote cite=\"https://octet-libre.test/\"><em>{text}</em></blockquote>"),
            3 => format!("<pre>  {text}\n\t{text}</pre>"),
            _ => format!("<p>{text}</p>\n"),
        });
    }
    out.trim().to_owned()
}

/// Text in XML or HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

impl Truth {
    /// A feed of one to eight entries.
    pub fn random(random: &mut Random) -> Truth {
        let count = 1 + random.below(8);
        Truth {
            title: words(3, random),
            entries: (0..count).map(|number| entry(number, random)).collect(),
        }
    }

    /// Fails where the feed read is not the first `whole` entries of this one, nothing else.
    pub fn must_be(&self, feed: &Feed, whole: usize, text: &str) {
        assert_eq!(feed.entries.len(), whole, "entries of {text}");
        assert_eq!(
            feed.title.as_deref(),
            Some(self.title.as_str()),
            "the title of {text}"
        );
        for (sent, read) in self.entries.iter().zip(&feed.entries) {
            sent.must_be(read, text);
        }
    }
}

fn entry(number: usize, random: &mut Random) -> True {
    let count = 1 + random.below(9);
    True {
        title: words(count, random),
        link: format!("https://octet-libre.test/2026/{number}?a=1&b={count}"),
        guid: format!(
            "tag:octet-libre.test,2026:{number}-{}",
            random.below(1_000_000)
        ),
        // From 1996 to 2026.
        published: 820_454_400 + i64::try_from(random.below(970_000_000)).unwrap_or(0),
        authors: some(&NAMES, 2, random),
        categories: some(&CATEGORIES, 3, random),
        summary: html(random),
        content: html(random),
    }
}

impl True {
    fn must_be(&self, read: &Entry, text: &str) {
        assert_eq!(read.title, self.title, "in {text}");
        assert_eq!(read.link.as_deref(), Some(self.link.as_str()), "in {text}");
        assert_eq!(read.guid.as_deref(), Some(self.guid.as_str()), "in {text}");
        assert_eq!(read.published, Some(self.published), "in {text}");
        assert_eq!(read.authors, self.authors, "in {text}");
        assert_eq!(read.categories, self.categories, "in {text}");
        assert_eq!(
            read.content.as_deref().map(str::trim),
            Some(self.content.as_str()),
            "in {text}"
        );
        if let Some(summary) = &read.summary {
            assert_eq!(summary.trim(), self.summary, "in {text}");
        }
    }
}
