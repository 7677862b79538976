//! Terminals of every size and kind.

use crate::bytes::{sequences, sets_colour};
use crate::desk::{Desk, lists, settled_with, site};

const HEADLINES: [&str; 3] = ["Titre un", "Titre deux", "Titre trois"];

#[test]
fn wide_terminals_show_the_article_beside_the_list_and_narrow_ones_one_at_a_time() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let first = desk.open_at(120, 40);
    first.wait_for("list and article", |screen| {
        lists(screen, "Titre trois") && screen.article().contains("Le texte de Titre un")
    });

    let mut narrow = desk.open_at(80, 24);
    let screen = narrow.wait_for("the list alone", settled_with("Titre trois"));
    assert!(!screen.has("Le texte de"), "{}", screen.text());
    narrow.send("\r");
    narrow.wait_for("the article alone", |screen| {
        screen.has("Le texte de Titre un") && !screen.has("Titre trois")
    });

    let wide = desk.open_at(200, 60);
    wide.wait_for("feeds, list and article", |screen| {
        screen.has("Flux") && screen.has("Titre trois") && screen.has("Le texte de")
    });
}

#[test]
fn a_storm_of_sizes_ends_with_the_screen_as_it_was() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let mut reader = desk.open_at(120, 40);
    let whole = |screen: &crate::support::terminal::Screen| {
        screen.rows.len() == 40
            && lists(screen, "Titre trois")
            && screen.article().contains("Le texte de Titre un")
            && screen.status().contains("q quitter")
    };
    reader.wait_for("the reader", whole);
    for _ in 0..4 {
        for (columns, rows) in [(200, 60), (20, 6), (33, 9), (80, 24), (21, 60), (20, 6)] {
            reader.resize(columns, rows);
            reader.send("j");
        }
        reader.send("k");
    }
    reader.resize(20, 6);
    reader.wait_for("the smallest screen", |screen| screen.rows.len() == 6);
    reader.resize(120, 40);
    reader.send("g");
    reader.wait_for("the reader again", whole);
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn no_color_means_weights_alone_and_empty_counts_as_unset() {
    let (_server, url) = site(&HEADLINES);
    for (value, coloured) in [("1", false), ("", true)] {
        let desk = Desk::with_feeds(std::slice::from_ref(&url)).env("NO_COLOR", value);
        let mut reader = desk.open();
        reader.wait_for("the river", settled_with("Titre trois"));
        reader.send("?q");
        reader.send("q");
        assert_eq!(reader.exit(), 0);
        let sent = sequences(&reader.raw());
        assert_eq!(sent.iter().any(|one| sets_colour(one)), coloured, "{value}");
        assert!(sent.iter().any(|one| one == "[1m"));
    }
}

#[test]
fn a_dumb_terminal_is_refused_with_a_sentence() {
    let desk = Desk::new().env("TERM", "dumb");
    for arguments in [&[][..], &["demo"]] {
        let mut reader = desk.start(arguments, 80, 24);
        assert_eq!(reader.exit(), 2);
        assert!(reader.screen().has("TERM"), "{}", reader.screen().text());
        assert!(!reader.raw().contains(&0x1b));
    }
}
