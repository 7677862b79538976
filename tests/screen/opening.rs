//! How the reader opens: the demo, a first look, the interface's language, and the silence afterwards.

use std::time::Duration;

use crate::bytes::assert_given_back;
use crate::desk::{Desk, settled_with, site};
use crate::support::terminal::Screen;

/// The article at the right is the one whose headline the cursor is on.
fn article_follows(screen: &Screen) -> bool {
    let article = screen.article();
    let title: String = article.trim_start().chars().take(12).collect();
    let headline = screen.under_cursor().split('│').next().unwrap_or_default();
    !title.trim().is_empty() && headline.contains(title.trim_end())
}

#[test]
fn the_demo_shows_headlines_beside_an_article_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut reader = desk.start(&["demo"], 120, 40);
    let first = reader.wait_for("the demo's edition", |screen| {
        screen.has("À la une")
            && screen.has("160 non lus")
            && screen.status().contains("Démonstration")
            && article_follows(screen)
    });
    assert!(desk.tmp().read_dir().unwrap().next().is_some());

    reader.send("j");
    reader.wait_for("the next headline and its article", |screen| {
        screen.cursor.0 == first.cursor.0 + 1
            && article_follows(screen)
            && screen.article() != first.article()
    });

    reader.send("q");
    assert_eq!(reader.exit(), 0);
    assert_given_back(&reader.raw());
    assert_eq!(desk.tmp().read_dir().unwrap().count(), 0);
    assert!(!desk.config().exists() && !desk.data().exists());
}

#[test]
fn nothing_is_sent_while_nothing_happens() {
    let (_server, url) = site(&["Un titre calme"]);
    let desk = Desk::with_feeds(&[url]);
    let reader = desk.open();
    reader.wait_for("the headline", settled_with("Un titre calme"));
    reader.wait_for_silence(Duration::from_secs(3));
}

#[test]
fn the_interface_speaks_the_language_of_the_locale() {
    let (_server, url) = site(&["Un titre français"]);
    let desk = Desk::with_feeds(&[url]).env("LANG", "en_GB.UTF-8");
    let mut reader = desk.open();
    let screen = reader.wait_for("English labels", settled_with("Un titre français"));
    assert!(screen.has("Front page · 1 unread"), "{}", screen.text());
    reader.send("?");
    reader.wait_for("the help in English", |screen| screen.has("Esc close"));
    reader.send("q");
    reader.wait_for("the list again", |screen| !screen.has("Esc close"));
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}
