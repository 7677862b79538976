//! `read`: an article or a page, reflowed, on standard output. Marks nothing.

use std::io::Write;

use serde::Serialize;

use super::args::{Format, Read};
use super::json::{block, lines, time};
use super::stop::{End, Stop};
use super::{Session, input, library, output};
use crate::article::{self, Block, Document, Inline, Options, Style, render};
use crate::config::Glyphs;
use crate::engine::clock;
use crate::fetch::Accept;
use crate::store::StoreError;
use crate::text::messages::ui;
use crate::text::{UnixTime, date, sanitise};

/// Prints the target.
pub(super) fn run(session: &Session, args: &Read) -> Result<End, Stop> {
    let piece = match article_id(&args.target.to_string_lossy()) {
        Some(id) => stored(session, id, args.base.as_deref())?,
        None => page(session, args)?,
    };
    let format = args.format.unwrap_or(if session.output.colors() {
        Format::Ansi
    } else {
        Format::Text
    });
    let mut out = output::data();
    match format {
        Format::Json => output::json(&mut out, &piece.report())?,
        Format::Markdown => {
            let text = render::markdown(&piece.document);
            if let Some(title) = &piece.title {
                writeln!(out, "# {}\n", markdown_line(title))?;
            }
            if !text.trim().is_empty() {
                writeln!(out, "{}", block(text.trim_end()))?;
            }
        }
        Format::Text | Format::Ansi => {
            let width = width(session, args);
            let options = Options {
                lang: session.lang(),
                width,
                hyphenate: width < article::layout::NARROW,
                ascii: session.config().reader.glyphs == Glyphs::Ascii,
                numbers: false,
            };
            let header = header(&piece, session);
            for (place, document) in [&header, &piece.document].into_iter().enumerate() {
                if document.blocks.is_empty() {
                    continue;
                }
                if place > 0 && !header.blocks.is_empty() {
                    writeln!(out)?;
                }
                let layout = article::lay_out(document, options);
                let text = match format {
                    Format::Ansi => render::ansi(document, &layout),
                    // Already through the gate; a second time it would take the isolates of right-to-left text away.
                    _ => render::text(&layout),
                };
                writeln!(out, "{}", text.trim_end_matches('\n'))?;
            }
        }
    }
    output::finish(out)?;
    Ok(End::Well)
}

/// The width asked for, else the config's where the terminal is not narrower.
fn width(session: &Session, args: &Read) -> usize {
    let widest = session.config().reader.width;
    match args.width {
        Some(width) => usize::from(width),
        None => output::columns().map_or(widest, |columns| columns.min(widest)),
    }
}

/// An article's id where the target is digits; one past all numbers is no article's.
fn article_id(target: &str) -> Option<i64> {
    if target.is_empty() || !target.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(target.parse().unwrap_or(i64::MAX))
}

/// What is printed.
#[derive(Debug, Default)]
struct Piece {
    title: Option<String>,
    source: Option<String>,
    authors: Vec<String>,
    published: Option<UnixTime>,
    link: Option<String>,
    site: Option<String>,
    language: Option<String>,
    document: Document,
}

/// A stored article.
fn stored(session: &Session, id: i64, base: Option<&str>) -> Result<Piece, Stop> {
    let Some(reader) = library::reader(session)? else {
        return Err(StoreError::NoSuchArticle { id }.into());
    };
    let article = reader.article(id)?;
    let base = base
        .or(article.row.link.as_deref())
        .or(article.site.as_deref());
    let document = article::read(&article.html, base, article.language.as_deref());
    let title = sanitise::line(&article.row.title);
    Ok(Piece {
        title: Some(title).filter(|title| !title.is_empty()),
        source: Some(sanitise::line(&article.row.feed_title)),
        authors: lines(&article.row.authors),
        published: article.row.published,
        link: article.row.link.as_deref().map(sanitise::line),
        site: article.site.as_deref().map(sanitise::line),
        language: article.language.as_deref().map(sanitise::line),
        document,
    })
}

/// A page from elsewhere, all of it.
fn page(session: &Session, args: &Read) -> Result<Piece, Stop> {
    let input = input::read(session, &args.target, Accept::Page)?;
    let html = input.page();
    let base = args.base.as_deref().or(input.url.as_deref());
    let title = page_title(&html);
    Ok(Piece {
        title,
        link: input.url.as_deref().map(super::json::address),
        document: article::read(&html, base, None),
        ..Piece::default()
    })
}

/// The text of the page's `title`.
fn page_title(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = open + lower[open..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title = sanitise::line(&article::plain_text(&html[start..end]).text);
    Some(title).filter(|title| !title.is_empty())
}

/// Title, then on a line of its own source, authors, date and reading time.
fn header(piece: &Piece, session: &Session) -> Document {
    let clock = clock::local();
    let lang = session.lang();
    let mut parts: Vec<String> = piece.source.iter().cloned().collect();
    if !piece.authors.is_empty() {
        parts.push(piece.authors.join(", "));
    }
    if let Some(published) = piece.published {
        parts.push(date::spoken(published, clock.now, &clock.zone, lang));
    }
    // A bare piece of HTML has nothing to be introduced by.
    let introduced = piece.title.is_some() || !parts.is_empty();
    if introduced && piece.document.words > 0 {
        parts.push(ui::minutes(piece.document.minutes()));
    }
    let run = |text: String, strong| Inline::Text {
        text,
        style: Style {
            strong,
            ..Style::default()
        },
        link: None,
    };
    let mut inlines = Vec::new();
    if let Some(title) = &piece.title {
        inlines.extend([run(title.clone(), true), Inline::Break]);
    }
    if !parts.is_empty() {
        inlines.push(run(parts.join(" · "), false));
    }
    Document {
        blocks: match inlines.is_empty() {
            true => Vec::new(),
            false => vec![Block::Paragraph(inlines)],
        },
        french: piece.document.french,
        ..Document::default()
    }
}

fn markdown_line(title: &str) -> String {
    let mut escaped = String::with_capacity(title.len());
    for c in title.chars() {
        if "\\`*_[]<>#".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[derive(Debug, Serialize)]
struct Report<'a> {
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<String>,
    link: Option<&'a str>,
    site: Option<&'a str>,
    language: Option<&'a str>,
    words: usize,
    text: String,
    markdown: String,
    links: Vec<LinkReport>,
    images: Vec<ImageReport>,
}

#[derive(Debug, Serialize)]
struct LinkReport {
    n: usize,
    url: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct ImageReport {
    url: String,
    alt: String,
}

impl Piece {
    fn report(&self) -> Report<'_> {
        let links = self.document.links.iter().enumerate();
        Report {
            title: self.title.as_deref(),
            authors: &self.authors,
            published: time(self.published),
            link: self.link.as_deref(),
            site: self.site.as_deref(),
            language: self.language.as_deref(),
            words: self.document.words,
            text: block(&render::plain(&self.document)),
            markdown: block(&render::markdown(&self.document)),
            links: links
                .map(|(index, link)| LinkReport {
                    n: index + 1,
                    url: sanitise::line(&link.url),
                    text: sanitise::line(&link.text),
                })
                .collect(),
            images: self
                .document
                .images
                .iter()
                .map(|image| ImageReport {
                    url: sanitise::line(&image.url),
                    alt: sanitise::line(&image.alt),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_an_article() {
        assert_eq!(article_id("42"), Some(42));
        assert_eq!(article_id("99999999999999999999"), Some(i64::MAX));
        for other in ["", "-", "42.html", "https://a.test/1"] {
            assert!(article_id(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_page_has_its_title() {
        assert_eq!(
            page_title("<html><TITLE lang=fr>Le &amp; nuage</TITLE>"),
            Some("Le & nuage".to_owned())
        );
        assert_eq!(page_title("<title>"), None);
    }
}
