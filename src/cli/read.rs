//! `read`: an article or a page, reflowed, on standard output. Marks nothing.

mod piece;
mod source;

use std::io::Write;

use url::Url;

use super::args::{Format, Read};
use super::json::block;
use super::stop::{End, Stop};
use super::{Session, output};
use crate::article::{self, Block, Document, Inline, Options, Style, render};
use crate::config::Glyphs;
use crate::engine::clock;
use crate::text::messages::cli::{Notice, Usage};
use crate::text::messages::ui;
use crate::text::{date, mask, sanitise};
use piece::Piece;

/// Prints the target.
pub(super) fn run(session: &Session, args: &Read) -> Result<End, Stop> {
    check_base(args)?;
    let target = args.target.to_string_lossy();
    if target.trim().is_empty() {
        let arguments = vec![session.lang().pick("CIBLE", "TARGET").to_owned()];
        return Err(Usage::Missing { arguments }.into());
    }
    let mut piece = match target.bytes().all(|byte| byte.is_ascii_digit()) {
        true => piece::stored(session, article_id(&target)?, args)?,
        false => piece::page(session, args)?,
    };
    if piece.document.blocks.is_empty() {
        session.output.complain(&Notice::NoText);
    }
    let format = args.format.unwrap_or(if session.output.colors() {
        Format::Ansi
    } else {
        Format::Text
    });
    let mut out = output::data();
    match format {
        Format::Json => output::json(&mut out, &piece.report())?,
        Format::Markdown => {
            if let Some(title) = piece.take_title() {
                piece.document.blocks.insert(0, Block::Heading(1, title));
            }
            let text = render::markdown(&piece.document);
            if !text.trim().is_empty() {
                writeln!(out, "{}", block(text.trim_end()))?;
            }
        }
        Format::Text | Format::Ansi => {
            let width = width(session, args);
            let options = Options {
                lang: session.lang(),
                width,
                hyphenate: session
                    .config()
                    .reader
                    .hyphenate
                    .at(width, article::layout::NARROW),
                ascii: session.config().reader.glyphs == Glyphs::Ascii,
                numbers: args.links,
            };
            let header = header(&mut piece, session);
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
            if args.links {
                addresses(&mut out, &piece.document)?;
            }
        }
    }
    output::finish(out)?;
    Ok(End::Well)
}

/// `--base` is an address with its scheme, or it is said: links would lead nowhere.
fn check_base(args: &Read) -> Result<(), Usage> {
    let Some(base) = &args.base else {
        return Ok(());
    };
    let known = Url::parse(base.trim()).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https" | "file") && !url.cannot_be_a_base()
    });
    match known {
        true => Ok(()),
        false => Err(Usage::Address {
            argument: "--base",
            value: sanitise::line(&mask::url(base)),
        }),
    }
}

/// The width asked for, else the config's where the terminal is not narrower.
fn width(session: &Session, args: &Read) -> usize {
    let widest = session.config().reader.width;
    match args.width {
        Some(width) => usize::from(width),
        None => output::columns().map_or(widest, |columns| columns.min(widest)),
    }
}

/// An article's id; digits past all numbers are no article's.
fn article_id(digits: &str) -> Result<i64, Stop> {
    digits.parse().map_err(|_| {
        let typed = sanitise::line(digits);
        Stop::Notice(Notice::NoSuchArticle { typed }, End::Failed)
    })
}

/// The numbers that stand in the text, with their addresses; calls of notes have none.
fn addresses(out: &mut impl Write, document: &Document) -> std::io::Result<()> {
    let links = document.links.iter().enumerate();
    let mut outward = links.filter(|(_, link)| link.target.is_none()).peekable();
    if outward.peek().is_some() {
        writeln!(out)?;
    }
    for (index, link) in outward {
        writeln!(out, "[{}] {}", index + 1, sanitise::line(&link.url))?;
    }
    Ok(())
}

/// Title, then on a line of its own source, authors, date and reading time.
fn header(piece: &mut Piece, session: &Session) -> Document {
    let lang = session.lang();
    if !piece.introduced {
        return Document::default();
    }
    let mut parts: Vec<String> = piece.source.iter().cloned().collect();
    if !piece.authors.is_empty() {
        parts.push(piece.authors.join(", "));
    }
    if let Some(published) = piece.published {
        let clock = clock::local();
        parts.push(date::spoken(published, clock.now, &clock.zone, lang));
    }
    if piece.document.words > 0 {
        parts.push(ui::minutes(piece.document.minutes()));
    }
    let mut inlines = Vec::new();
    if let Some(title) = piece.take_title() {
        inlines.extend(title.into_iter().map(Inline::strong));
        if !parts.is_empty() {
            inlines.push(Inline::Break);
        }
    }
    if !parts.is_empty() {
        inlines.push(Inline::Text {
            text: parts.join(" · "),
            style: Style::default(),
            link: None,
        });
    }
    Document {
        blocks: match inlines.is_empty() {
            true => Vec::new(),
            false => vec![Block::Paragraph(inlines)],
        },
        tongue: piece.document.tongue,
        links: piece.document.links.clone(),
        images: piece.document.images.clone(),
        ..Document::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_an_article() {
        assert_eq!(article_id("42").ok(), Some(42));
        let typed = "99999999999999999999".to_owned();
        let Err(Stop::Notice(notice, End::Failed)) = article_id(&typed) else {
            panic!("no article has such a number")
        };
        assert_eq!(notice, Notice::NoSuchArticle { typed });
    }
}
