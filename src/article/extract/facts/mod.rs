//! What a page says of itself. JSON-LD first, then `<meta>`, then what is marked in the text, then what is only seen;
//! every text passes the gate. Never looks at the article's words.

mod authors;
mod bylines;
mod date;
mod json_ld;
mod meta;
mod roles;
mod title;
mod visible;

use super::Facts;
use super::page::Page;
use super::tree::{Tree, fold_blanks};
use crate::text::{dates::Hints, sanitise};

pub use bylines::is_byline;
pub use title::likeness;

/// What a page says of itself, and what of it only extraction needs.
#[derive(Default)]
pub struct Known {
    pub facts: Facts,
    /// The article's text as JSON-LD gives it, where it does.
    pub body: Option<String>,
    /// False where the page says that the article is not for everybody.
    pub free: Option<bool>,
    /// The summary, as `<meta>` or JSON-LD give it.
    pub summary: Option<String>,
    /// Every title the page gives itself, the site's name in it or not.
    pub titles: Vec<String>,
    /// The number of words the page says the article has.
    pub words: Option<usize>,
}

/// How far what is seen on a page is taken for what it says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// What it claims for the whole of it: it may be a piece of text, where a date is somebody else's.
    Claims,
    /// The likeliest: it has an article.
    Likeliest,
}

/// Reads what a page says of itself.
pub fn read(page: &Page, tree: &Tree<'_>, language: Option<&str>, trust: Trust) -> Known {
    let metas = meta::Metas::of(tree);
    let said = json_ld::read(&page.data, page.url.as_ref());
    let declared = said.language.clone().filter(|_| metas.language().is_none());
    let own_language = metas
        .language()
        .or(declared)
        .map(|code| code.trim().replace('_', "-"))
        .filter(|code| is_language(code))
        .or_else(|| (language.is_none() && reads_french(tree)).then(|| "fr".to_owned()));
    let spoken = own_language.as_deref().or(language);
    let french = spoken.is_some_and(|code| code.to_ascii_lowercase().starts_with("fr"));
    let hints = Hints::of(std::iter::empty(), french).in_language(spoken);

    let site = metas
        .first(&[
            "og:site_name",
            "application-name",
            "dc.publisher",
            "citation_journal_title",
            "twitter:app:name:iphone",
        ])
        .or_else(|| said.site.clone())
        .map(|site| line(&site))
        .filter(|site| {
            !site.is_empty() && !site.starts_with("http") && site.chars().count() <= 100
        });
    let (title, titles) = title::choose(
        tree,
        &metas,
        &said,
        site.as_deref(),
        page.url.as_ref(),
        trust,
    );
    let published = said
        .published
        .iter()
        .chain(&metas.published())
        .find_map(|date| date::read(date, &hints))
        .or_else(|| visible::published(tree, &hints, trust))
        .or_else(|| {
            said.modified
                .iter()
                .chain(&metas.modified())
                .find_map(|date| date::read(date, &hints))
        })
        .or_else(|| page.url.as_ref().and_then(date::in_address));
    let authors = authors::choose(tree, &metas, &said, site.as_deref());
    let link = metas
        .canonical
        .iter()
        .chain(&metas.first(&["og:url"]))
        .chain(&said.url)
        .find_map(|href| page.link(href))
        .or_else(|| page.url.as_ref().and_then(|url| page.link(url.as_str())));
    Known {
        facts: Facts {
            title,
            authors,
            published,
            site,
            language: own_language,
            link,
        },
        free: said.free.or_else(|| metas.free()),
        summary: metas
            .first(&[
                "og:description",
                "description",
                "twitter:description",
                "dc.description",
            ])
            .or(said.summary)
            .map(|text| line(&text))
            .filter(|text| !text.is_empty()),
        body: said.body,
        words: said.words,
        titles,
    }
}

/// True where the first paragraphs are French, judged as the article's typography is.
fn reads_french(tree: &Tree<'_>) -> bool {
    let text: Vec<String> = tree
        .leaves(tree.body())
        .into_iter()
        .filter(|&place| tree.items[place].own >= 60)
        .take(12)
        .map(|place| tree.own_text(place))
        .collect();
    crate::article::Tongue::of(None, &text.join(" ")).is_french()
}

/// A text from a page as one line.
fn line(text: &str) -> String {
    let text = match text.contains('<') || text.contains('&') {
        true => super::super::plain_text(text).text,
        false => text.to_owned(),
    };
    sanitise::line(&fold_blanks(&text))
}

/// `fr`, `fr-FR`, `zh-Hant-TW`.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && code.len() <= 35
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
}
