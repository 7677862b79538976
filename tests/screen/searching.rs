//! Searching as one types, without accents.

use crate::desk::{Desk, lists, settled_with, site};
use crate::support::terminal::ESCAPE;

#[test]
fn a_word_without_its_accents_is_found_and_escape_brings_the_list_back() {
    let (_server, url) = site(&["Le câble", "Une vulnérabilité", "La gazette"]);
    let desk = Desk::with_feeds(&[url]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("La gazette"));
    reader.send("jj");
    let before = reader.wait_for("the third headline", |screen| {
        screen.under_cursor().contains("La gazette")
    });
    reader.send("/vulnerabilite");
    reader.wait_for("what was found", |screen| {
        screen.has("Recherche « vulnerabilite »")
            && lists(screen, "Une vulnérabilité")
            && !lists(screen, "La gazette")
            && !lists(screen, "Le câble")
    });
    reader.send(ESCAPE);
    let after = reader.wait_for("the list as it was", |screen| {
        screen.has("À la une") && lists(screen, "Le câble")
    });
    assert!(after.under_cursor().contains("La gazette"));
    assert_eq!(after.cursor, before.cursor);
}
