//! What `read` is given as HTML: a page as it is, a plain text with its lines kept. Anything else is refused, never
//! shown as letters.

use std::borrow::Cow;

use crate::cli::input::Input;
use crate::cli::stop::{End, Stop};
use crate::engine::Trouble;
use crate::text::messages::cli::Notice;
use crate::text::messages::full_text::NoPage;
use crate::text::sanitise;

/// How files begin that are no text, whatever they are called.
const MAGIC: [&[u8]; 20] = [
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"7z\xbc\xaf\x27\x1c",
    b"\x28\xb5\x2f\xfd",
    b"Rar!\x1a",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"\x1a\x45\xdf\xa3",
    b"SQLite format 3\0",
    b"\0asm",
];

/// Characters looked at where nothing else tells a text from other bytes.
const LOOKED_AT: usize = 4_096;

/// The HTML of what was read; `named` is what it was asked for by.
pub(super) fn html(input: &Input, named: &str) -> Result<String, Stop> {
    let kind = input.media_type.as_deref().unwrap_or_default();
    if is_foreign(kind) || begins_foreign(&input.bytes) {
        return Err(no_page(input, named));
    }
    let text = input.page();
    if is_noise(&text) {
        return Err(no_page(input, named));
    }
    Ok(match kind == "text/plain" && !is_markup(&text) {
        true => of_plain(&text),
        false => text,
    })
}

fn no_page(input: &Input, named: &str) -> Stop {
    match input.url {
        Some(_) => {
            let media_type = input.media_type.as_deref().unwrap_or_default();
            Trouble::from(NoPage::NotAPage {
                media_type: sanitise::line(media_type),
            })
            .into()
        }
        None => {
            let name = sanitise::line(named);
            Stop::Notice(Notice::NotText { name }, End::Failed)
        }
    }
}

/// A type whose bytes are no text. One that says nothing sure is left to the bytes.
fn is_foreign(kind: &str) -> bool {
    let markup = kind.ends_with("+xml");
    let groups = ["image/", "audio/", "video/", "font/", "model/"];
    let known = [
        "application/pdf",
        "application/zip",
        "application/gzip",
        "application/epub+zip",
        "application/msword",
        "application/wasm",
    ];
    known.contains(&kind)
        || (!markup && groups.iter().any(|group| kind.starts_with(group)))
        || kind.starts_with("application/vnd.openxmlformats")
        || kind.starts_with("application/vnd.oasis")
}

fn begins_foreign(bytes: &[u8]) -> bool {
    let box_of_film = bytes.get(4..8) == Some(b"ftyp");
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..11).is_some();
    box_of_film || riff || MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

/// True where control characters make up much of a text that does not begin as a page does.
fn is_noise(text: &str) -> bool {
    if text.trim_start().starts_with('<') {
        return false;
    }
    let noise = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b');
    let all = text.chars().take(LOOKED_AT).count();
    let controls = text.chars().take(LOOKED_AT).filter(noise).count();
    controls >= 8 && controls * 20 > all
}

/// A page that is labelled as plain text.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(1_024).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with('<') && (start.contains("<!doctype html") || start.contains("<html"))
}

/// A plain text as HTML: tags in it are text, line ends stay, blank lines part paragraphs. A paragraph with columns or
/// an indented line (a table, a drawing, code) is kept verbatim.
fn of_plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\x0c'], "\n");
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.split('\n').chain([""]) {
        match line.trim().is_empty() {
            false => paragraph.push(line.trim_end()),
            true => add_paragraph(&mut html, &std::mem::take(&mut paragraph)),
        }
    }
    html
}

fn add_paragraph(html: &mut String, lines: &[&str]) {
    if lines.is_empty() {
        return;
    }
    let is_set = |line: &&str| line.starts_with([' ', '\t']) || line.trim().contains("   ");
    let (open, between, close) = match lines.iter().any(is_set) {
        true => ("<pre>\n", "\n", "</pre>\n"),
        false => ("<p>", "<br>\n", "</p>\n"),
    };
    let lines: Vec<Cow<str>> = lines.iter().map(|line| escaped(line)).collect();
    html.push_str(open);
    html.push_str(&lines.join(between));
    html.push_str(close);
}

fn escaped(line: &str) -> Cow<'_, str> {
    match line.contains(['&', '<']) {
        true => line.replace('&', "&amp;").replace('<', "&lt;").into(),
        false => line.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{self, render};

    fn input(kind: &str, bytes: &[u8]) -> Input {
        Input {
            bytes: bytes.to_vec(),
            media_type: (!kind.is_empty()).then(|| kind.to_owned()),
            ..Input::default()
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let noise: Vec<u8> = (0..64).flat_map(|n| [0, 1, 2 + n % 3, b'a']).collect();
        for (kind, bytes) in [
            ("", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..]),
            ("", b"%PDF-1.7\n1 0 obj <<>>"),
            ("", b"PK\x03\x04\x14\0"),
            ("", b"\x7fELF\x02\x01\x01\0"),
            ("", b"\0\0\0\x20ftypisom"),
            ("", b"RIFF\x10\0\0\0WEBPVP8 "),
            ("", &noise),
            ("text/html", b"%PDF-1.7"),
            ("image/png", b"des mots"),
            ("application/pdf", b"<p>des mots"),
            ("video/mp4", b""),
        ] {
            assert!(html(&input(kind, bytes), "-").is_err(), "{kind} {bytes:?}");
        }
    }

    #[test]
    fn what_is_text_is_read_whatever_else_is_in_it() {
        for (kind, bytes) in [
            ("", &b"<p>un\0 deux\0\0\0\0\0\0\0\0\0</p>"[..]),
            ("", b""),
            ("", b"un mot"),
            ("", b"\xff\xfe<\0p\0>\0o\0u\0i\0"),
            ("application/octet-stream", b"<p>oui"),
            ("application/xhtml+xml", b"<p>oui"),
            ("image/svg+xml", b"<svg><text>oui</text></svg>"),
            ("text/html", b"caf\xe9 \x1b[1mfort"),
        ] {
            assert!(html(&input(kind, bytes), "-").is_ok(), "{kind} {bytes:?}");
        }
    }

    #[test]
    fn a_plain_text_keeps_its_tags_and_lines() {
        let text =
            "Le 4 mai\r\nles <b>mots</b> & &amp;\r\nrestent.\r\n\r\n\r\nFin.\n\n  a   b\n  1   2\n";
        let page = html(&input("text/plain", text.as_bytes()), "-").unwrap();
        let document = article::read(&page, None, Some("en"));
        let layout = article::lay_out(
            &document,
            article::Options {
                width: 40,
                hyphenate: false,
                ascii: false,
                numbers: false,
                lang: crate::text::Lang::En,
            },
        );
        assert_eq!(
            render::text(&layout)
                .trim_end()
                .lines()
                .map(str::trim_end)
                .collect::<Vec<_>>(),
            [
                "Le 4 mai",
                "les <b>mots</b> & &amp;",
                "restent.",
                "",
                "Fin.",
                "",
                "    a   b",
                "    1   2",
            ]
        );
    }

    #[test]
    fn a_page_called_plain_is_a_page_all_the_same() {
        let page = "\n<!DOCTYPE html><p>oui";
        assert_eq!(
            html(&input("text/plain", page.as_bytes()), "-").unwrap(),
            page
        );
        assert_eq!(html(&input("text/html", b"a<b"), "-").unwrap(), "a<b");
    }
}
