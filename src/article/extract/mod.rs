//! A whole page → its article, and what the page says of itself (title, authors, date). Never fetches, never lays out.
//!
//! What stands around every article goes first ([`prune`]); then the article is found ([`candidates`], where
//! dom_smoothie has a vote), its lead put back and its edges trimmed. See `docs/extraction.md`.

mod candidates;
mod data;
mod draft;
mod facts;
mod lead;
mod lines;
mod next;
mod notes;
mod oracle;
mod page;
mod pieces;
mod prune;
#[cfg(test)]
mod tests;
mod tree;
mod trim;
mod vote;
mod wall;
mod words;

use crate::text::UnixTime;
use facts::Trust;
use page::Page;
use tree::Tree;

pub use page::is_fenced;

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
    page::fenced(|| {
        let page = Page::read(html, url);
        Some(facts::read(&page, &Tree::of(&page.document), None, Trust::Claims).facts)
    })
    .unwrap_or_default()
}

/// Takes the article out of a page; none where there is none to be found. `url` is the page's address, `language` what
/// is known of its language beforehand. HTML past 10 MB is not read.
pub fn extract(html: &str, url: Option<&str>, language: Option<&str>) -> Option<Extract> {
    page::fenced(|| take(&Page::read(html, url), language))
}

fn take(page: &Page, language: Option<&str>) -> Option<Extract> {
    let whole = Tree::of(&page.document);
    let known = facts::read(page, &whole, language, Trust::Likeliest);
    let next = next::page(page, &whole);
    // The wall's words stand in what is pruned: they are read before.
    let (walled_if_short, walled_if_long) = wall::is_walled(&whole, &known);
    for place in prune::around(&whole) {
        whole.items[place].node.remove_from_parent();
    }
    drop(whole);
    lines::part(&page.document);

    let tree = Tree::of(&page.document);
    let oracle = oracle::Oracle::of(known.body.as_deref());
    let found = found(page, &tree, &known, oracle.as_ref());
    let words = found
        .as_deref()
        .map_or(0, |html| super::plain_text(html).words);
    let words = usize::try_from(words).unwrap_or(usize::MAX);
    let html = match oracle.as_ref().and_then(|oracle| oracle.instead_of(words)) {
        Some(text) => text,
        None => found?,
    };
    let words = usize::try_from(super::plain_text(&html).words).unwrap_or(usize::MAX);
    let is_whole = known
        .words
        .is_some_and(|count| count > 0 && words * 10 >= count * 9);
    Some(Extract {
        walled: match words < wall::SHORT {
            true => walled_if_short && !is_whole,
            false => walled_if_long,
        },
        facts: known.facts,
        html,
        words,
        next,
    })
}

/// The article's HTML as the page's tree has it.
fn found(
    page: &Page,
    tree: &Tree<'_>,
    known: &facts::Known,
    oracle: Option<&oracle::Oracle>,
) -> Option<String> {
    let vote = vote::choose(&page.document, tree);
    let mut draft = candidates::choose(tree, vote.as_deref())?;
    if let Some(oracle) = oracle {
        oracle.trim(&mut draft);
    }
    trim::trim(&mut draft, known);
    lead::put_back(&mut draft, known);
    notes::put_back(&mut draft);
    (!draft.leaves.is_empty()).then(|| draft.write())
}
