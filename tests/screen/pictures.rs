//! Pictures in the article: drawn where they were asked for, gone without a trace, and nothing of them otherwise.
#![cfg(feature = "images")]

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::bytes::sequences;
use crate::desk::{Desk, feed_of, settled_with};
use crate::support::server::{Reply, Server};
use crate::support::terminal::{CTRL_L, ENTER, ESCAPE, Screen, Terminal};

const TITLE: &str = "Le pont de Brest";

fn png() -> Vec<u8> {
    let picture = RgbImage::from_fn(160, 128, |x, y| match (x / 8 + y / 8) % 2 {
        0 => Rgb([200, 30, 30]),
        _ => Rgb([30, 30, 200]),
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A site whose newest article shows a picture between texts that are longer than the screen.
fn site() -> (Server, String) {
    let text = |name: &str| -> String {
        (0..40)
            .map(|n| format!("<p>{name} {n}, sur les quais.</p>"))
            .collect()
    };
    let html = format!(
        "<p>Avant le pont.</p><figure><img src=\"/pont.png\" alt=\"Le pont levé&#27;_Ga=T;PWNED&#27;&#92;\"></figure>{}",
        text("Ligne")
    );
    let server = Server::start(move |asked| {
        let here = asked.text("host").unwrap_or_default();
        match asked.target.as_str() {
            "/pont.png" => Reply::status(200).body(png()),
            _ => {
                let html = html.replace("\"/pont", &format!("\"http://{here}/pont"));
                let articles = [(TITLE, html), ("Autre chose", "<p>Sans image.</p>".into())];
                Reply::status(200).body(feed_of("cable.test", &articles))
            }
        }
    });
    let url = server.url("/flux.xml");
    (server, url)
}

fn open(images: &str, url: &str) -> (Desk, Terminal) {
    open_on(Desk::new(), images, url)
}

fn open_on(desk: Desk, images: &str, url: &str) -> (Desk, Terminal) {
    desk.write_config(&format!(
        "[reader]\nimages = \"{images}\"\n\n[[feeds]]\nurl = \"{url}\"\n"
    ));
    let reader = desk.open();
    reader.wait_for("the river", settled_with(TITLE));
    (desk, reader)
}

fn blocks(screen: &Screen) -> usize {
    let signs = screen.article();
    signs
        .chars()
        .filter(|sign| matches!(sign, '▀' | '▄'))
        .count()
}

#[test]
fn half_blocks_stand_where_the_picture_is() {
    let (_server, url) = site();
    let (_desk, mut reader) = open("blocks", &url);
    let screen = reader.wait_for("the picture", |screen| blocks(screen) > 100);
    assert!(!screen.has("Le pont levé"), "{}", screen.text());
    // Scrolled over, and back; a window over it, and away.
    reader.send(ENTER);
    reader.send("jjjjjjjj");
    reader.wait_for("a part of it", |screen| {
        !screen.has("Avant le pont") && (1..150).contains(&blocks(screen))
    });
    reader.send("G");
    let screen = reader.wait_for("the end", |screen| screen.has("Ligne 39"));
    assert_eq!(blocks(&screen), 0);
    reader.send("g");
    let before = reader.wait_for("the picture again", |screen| blocks(screen) > 100);
    reader.send("?");
    reader.wait_for("the help", |screen| screen.has("Aide"));
    reader.send(ESCAPE);
    reader.wait_for("the same screen", |screen| {
        screen.article() == before.article()
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn nothing_is_fetched_where_pictures_are_off_or_not_known() {
    for images in ["off", "auto"] {
        let (server, url) = site();
        let (_desk, mut reader) = open(images, &url);
        reader.send(ENTER);
        reader.wait_for("its text", |screen| {
            screen.article().contains("Le pont levé")
        });
        reader.send("G");
        reader.wait_for("its end", |screen| screen.has("Ligne 39"));
        reader.send("q");
        assert_eq!(reader.exit(), 0);
        let asked = server.asked();
        assert!(
            asked.iter().all(|asked| asked.target != "/pont.png"),
            "{images}"
        );
    }
}

fn has(raw: &[u8], sequence: &str) -> bool {
    raw.windows(sequence.len())
        .any(|part| part == sequence.as_bytes())
}

const SENT: &str = "\x1b_Gq=2,i=";
const DELETED: &str = "\x1b_Ga=d,d=I,i=";

#[test]
fn a_kitty_picture_is_sent_once_and_taken_back_when_it_leaves() {
    let (_server, url) = site();
    let (_desk, mut reader) = open("kitty", &url);
    reader.wait_for_bytes("the picture", 0, |raw| has(raw, SENT));
    reader.wait_for("placeholders", |screen| {
        screen.text().contains('\u{10eeee}')
    });
    reader.send(ENTER);
    reader.send("j");
    reader.wait_for("a line less", |screen| !screen.has("Un site inventé"));
    let raw = reader.raw();
    let times = raw
        .windows(SENT.len())
        .filter(|part| *part == SENT.as_bytes());
    assert_eq!(times.count(), 1, "moving it sends it no second time");
    assert!(!has(&raw, DELETED));

    reader.send("G");
    reader.wait_for("the end", |screen| screen.has("Ligne 39"));
    reader.wait_for_bytes("its deletion", raw.len(), |raw| has(raw, DELETED));
    let from = reader.raw().len();
    reader.send("g");
    reader.wait_for_bytes("the picture anew", from, |raw| has(raw, SENT));
    let from = reader.raw().len();
    reader.send(CTRL_L);
    reader.wait_for_bytes("all of it anew", from, |raw| {
        has(raw, DELETED) && has(raw, SENT)
    });
    let from = reader.raw().len();
    reader.send("q");
    assert_eq!(reader.exit(), 0);
    let raw = reader.raw();
    assert!(has(&raw[from..], DELETED), "left at the terminal");
    // Of the graphics protocol only what the reader says itself, which asks for no answer.
    for sequence in sequences(&raw) {
        let own = sequence.starts_with("_Gq=2,") || sequence.starts_with("_Ga=d,d=I,i=");
        assert!(!sequence.starts_with('_') || own, "{sequence:.60}");
    }
    assert!(!has(&raw, "\x1b[c") && !has(&raw, "\x1b[6n") && !has(&raw, "a=q"));
}

#[test]
fn sixels_and_inline_images_travel_in_their_cells() {
    for (images, sequence) in [("sixel", "\x1bP"), ("iterm", "\x1b]1337;File=inline=1")] {
        let (_server, url) = site();
        let (_desk, mut reader) = open(images, &url);
        reader.wait_for_bytes("the picture", 0, |raw| has(raw, sequence));
        reader.send("?");
        reader.wait_for("the help", |screen| screen.has("Aide"));
        let from = reader.raw().len();
        reader.send(ESCAPE);
        reader.wait_for_bytes("the picture after the help", from, |raw| has(raw, sequence));
        reader.send("q");
        assert_eq!(reader.exit(), 0);
    }
}

#[test]
fn pictures_come_again_when_the_text_rests() {
    for (images, sequence) in [("sixel", "\x1bP"), ("iterm", "\x1b]1337;File=inline=1")] {
        let (_server, url) = site();
        let (_desk, mut reader) = open(images, &url);
        reader.wait_for_bytes("the picture", 0, |raw| has(raw, sequence));
        reader.send(ENTER);
        let from = reader.raw().len();
        reader.send("j");
        reader.wait_for_bytes("the picture a row higher", from, |raw| has(raw, sequence));
        reader.send("q");
        assert_eq!(reader.exit(), 0);
    }
}

#[test]
fn a_sixel_cut_by_the_pane_leaves_its_words_in_the_first_row_seen() {
    let (_server, url) = site();
    let (_desk, mut reader) = open("sixel", &url);
    reader.wait_for_bytes("the picture", 0, |raw| has(raw, "\x1bP"));
    reader.send(ENTER);
    reader.send("jjjjjjjj");
    let screen = reader.wait_for("its words", |screen| {
        !screen.has("Avant le pont") && screen.article().contains("Le pont levé")
    });
    let first = screen.article().lines().next().map(str::to_owned);
    assert!(
        first.is_some_and(|line| line.contains("Le pont levé")),
        "{}",
        screen.text()
    );
    let from = reader.raw().len();
    reader.send("g");
    reader.wait_for_bytes("all of it again", from, |raw| has(raw, "\x1bP"));
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn within_tmux_the_words_stand_there_and_nothing_is_sent_or_asked_for() {
    for images in ["kitty", "iterm", "sixel"] {
        let (server, url) = site();
        let desk = Desk::new().env("TMUX", "/tmp/tmux-1000/default,1,0");
        let (_desk, mut reader) = open_on(desk, images, &url);
        reader.send(ENTER);
        reader.wait_for("its words", |screen| {
            screen.article().contains("Le pont levé")
        });
        reader.send("G");
        reader.wait_for("its end", |screen| screen.has("Ligne 39"));
        reader.send("q");
        assert_eq!(reader.exit(), 0);
        let raw = reader.raw();
        for sequence in ["\x1b_G", "\x1bP", "\x1b]1337", "\u{10eeee}"] {
            assert!(!has(&raw, sequence), "{images}: {sequence:?}");
        }
        let asked = server.asked();
        assert!(asked.iter().all(|asked| asked.target != "/pont.png"));
    }
}
