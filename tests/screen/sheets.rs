//! The sheets: why a feed is visited when it is, which feeds fail, what was done.

use crate::desk::{Desk, feed, lists, settled_with, wears};
use crate::support::server::{Reply, Server};
use crate::support::terminal::{ENTER, ESCAPE};

const HEADLINES: [&str; 2] = ["La une du câble", "Le pied de page"];

#[test]
fn a_feed_tells_of_its_visits_and_one_that_fails_why() {
    let document = feed("cable.test", &HEADLINES);
    let server = Server::start(move |asked| match asked.target.as_str() {
        "/flux.xml" => Reply::status(200)
            .header("ETag", "\"edition-du-soir\"")
            .header("Cache-Control", "max-age=7200")
            .body(document.clone()),
        _ => Reply::status(404),
    });
    let desk = Desk::with_feeds(&[server.url("/flux.xml"), server.url("/vigie-disparue.xml")]);
    desk.run(&["refresh"]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Le pied de page"));
    reader.send("!");
    reader.wait_for("the feed's visits", |screen| {
        screen.has("Pourquoi")
            && screen.has("dernière réponse")
            && screen.has("\"edition-du-soir\"")
            && screen.has("le site dit sa réponse valable jusque-là")
            && screen.has("réglage général")
    });
    reader.send("!");
    reader.wait_for("the river again", |screen| {
        !screen.has("dernière réponse") && lists(screen, "La une du câble")
    });

    reader.send(":failures");
    reader.wait_for("the action by its name", |screen| {
        screen.has("Commandes") && screen.has("Flux en panne")
    });
    reader.send(ENTER);
    reader.wait_for("the feed that fails", |screen| {
        screen.under_cursor().contains("vigie-disparue.xml")
            && screen.has("prochaine visite")
            && screen.has("Nouvel essai plus tard")
    });
    reader.send(ENTER);
    reader.wait_for("all about it", |screen| {
        screen.has("Pourquoi") && screen.has("validateurs") && screen.has("aucun")
    });
    reader.send(ESCAPE);
    reader.wait_for("the failing feeds", |screen| {
        !screen.has("validateurs") && screen.under_cursor().contains("vigie-disparue.xml")
    });
    reader.send("qq");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn the_history_lists_what_was_done_here_and_elsewhere_and_follows_undo() {
    let document = feed("cable.test", &HEADLINES);
    let server = Server::start(move |_| Reply::status(200).body(document.clone()));
    let desk = Desk::with_feeds(&[server.url("/flux.xml")]);
    desk.ask(&["refresh"]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Le pied de page"));
    reader.send("A");
    reader.wait_for("all read", |screen| {
        HEADLINES.iter().all(|title| !wears(screen, '●', title))
    });
    reader.send(":history");
    reader.wait_for("the action by its name", |screen| {
        screen.has("Historique des gestes")
    });
    reader.send(ENTER);
    let gesture = "· 2 articles lus";
    reader.wait_for("what was done", |screen| {
        screen.has("Historique")
            && screen
                .row_with(gesture)
                .is_some_and(|row| row.contains("aujourd’hui"))
    });
    desk.ask(&["mark", "tag:veille", "--query", "câble"]);
    reader.wait_for("what was done elsewhere", |screen| {
        screen.has("étiqueté") && screen.has("veille")
    });
    reader.send("uu");
    reader.wait_for("both taken back", |screen| {
        screen
            .row_with(gesture)
            .is_some_and(|row| row.contains("(annulé)"))
    });
    reader.send(ESCAPE);
    // A key right behind an escape would be one key with it.
    reader.wait_for("unread again, the sheet closed", |screen| {
        !screen.has("Historique") && HEADLINES.iter().all(|title| wears(screen, '●', title))
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}
