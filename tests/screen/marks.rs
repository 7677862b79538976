//! Marks: kept through everything, seen by other readers, taken back.

use crate::desk::{Desk, lists, settled_with, site, wears};
use crate::support::terminal::{ENTER, until};

const HEADLINES: [&str; 4] = ["Titre un", "Titre deux", "Titre trois", "Titre quatre"];

#[test]
fn marks_survive_kill_9() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Titre quatre"));
    reader.send(ENTER);
    reader.wait_for("the first one read", |screen| {
        !wears(screen, '●', "Titre un")
    });
    reader.send("hjmjs");
    reader.wait_for("the marks", |screen| {
        lists(screen, "Titre deux")
            && !wears(screen, '●', "Titre deux")
            && wears(screen, '★', "Titre trois")
    });
    until("the marks are on the disk", || {
        desk.titles("is:read").len() == 2 && desk.titles("is:starred") == ["Titre trois"]
    });
    reader.kill_9();

    let again = desk.open();
    let screen = again.wait_for("the river", settled_with("Titre quatre"));
    assert!(!lists(&screen, "Titre deux"), "{}", screen.text());
    assert!(wears(&screen, '★', "Titre trois"), "{}", screen.text());
    assert!(wears(&screen, '●', "Titre quatre"), "{}", screen.text());
}

#[test]
fn two_readers_see_each_others_marks() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let mut one = desk.open();
    one.wait_for("the river", settled_with("Titre quatre"));
    let mut other = desk.open_at(80, 24);
    other.wait_for("the same river", settled_with("Titre quatre"));

    one.send("s");
    other.wait_for("the star of the first reader", |screen| {
        wears(screen, '★', "Titre un")
    });
    other.send("js");
    one.wait_for("the star of the second reader", |screen| {
        wears(screen, '★', "Titre deux")
    });
    desk.ask(&["mark", "unstar", "--query", "is:starred"]);
    for reader in [&one, &other] {
        reader.wait_for("what the command line did", |screen| {
            wears(screen, '●', "Titre un") && wears(screen, '●', "Titre deux")
        });
    }
}

#[test]
fn all_read_is_taken_back_at_once_and_after_a_restart() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Titre quatre"));
    for _ in 0..2 {
        reader.send("A");
        reader.wait_for("all read", |screen| {
            screen.status().contains("4 articles lus")
                && HEADLINES.iter().all(|title| !wears(screen, '●', title))
        });
        until("the marks are on the disk", || {
            desk.titles("is:unread").is_empty()
        });
        reader.send("u");
        reader.wait_for("all unread", |screen| {
            screen.status().contains("Annulé")
                && HEADLINES.iter().all(|title| wears(screen, '●', title))
        });
    }
    reader.send("A");
    reader.wait_for("all read", |screen| {
        screen.status().contains("4 articles lus")
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);
    assert_eq!(desk.titles("is:unread"), [""; 0]);

    let mut again = desk.open();
    again.wait_for("the reader", |screen| screen.has("0 non lu"));
    again.send("u");
    again.wait_for("all unread again", |screen| {
        screen.has("4 non lus") && HEADLINES.iter().all(|title| wears(screen, '●', title))
    });
    assert_eq!(desk.titles("is:unread"), HEADLINES);
}

#[test]
fn the_list_and_the_article_come_back_after_quitting() {
    let (_server, url) = site(&HEADLINES);
    let desk = Desk::with_feeds(&[url]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Titre quatre"));
    reader.send("m");
    reader.wait_for("a mark", |screen| !wears(screen, '●', "Titre un"));
    reader.send("vv");
    reader.wait_for("all articles", |screen| {
        screen.has("Tout · 4 articles") && lists(screen, "Titre un")
    });
    reader.send("gjj");
    reader.wait_for("the third one", |screen| {
        screen.under_cursor().contains("Titre trois")
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);

    let again = desk.open();
    // How many there are is counted after the first paint.
    let screen = again.wait_for("the same place", |screen| {
        screen.under_cursor().contains("Titre trois")
            && screen.article().contains("Le texte de")
            && screen.has("Tout · 4 articles")
    });
    assert!(lists(&screen, "Titre un"), "{}", screen.text());
}
