//! News that come while one reads.

use std::sync::{Arc, Mutex};

use crate::desk::{Desk, feed, lists, settled_with};
use crate::support::server::{Reply, Server};

#[test]
fn news_is_announced_and_moves_nothing_until_it_is_asked_for() {
    let headlines = Arc::new(Mutex::new(vec!["Titre un", "Titre deux", "Titre trois"]));
    let served = Arc::clone(&headlines);
    let server = Server::start(move |_| {
        Reply::status(200).body(feed("cable.test", &served.lock().unwrap()))
    });
    let desk = Desk::with_feeds(&[server.url("/flux.xml")]);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Titre trois"));
    reader.send("j");
    let before = reader.wait_for("the second headline", |screen| {
        screen.under_cursor().contains("Titre deux")
    });

    headlines
        .lock()
        .unwrap()
        .splice(0..0, ["Nouveau titre", "Autre nouveau titre"]);
    reader.send("R");
    let after = reader.wait_for("the announcement", |screen| {
        screen.has("5 non lus") && screen.status().contains("nouveaux")
    });
    assert_eq!(after.cursor, before.cursor, "{}", after.text());
    assert!(after.under_cursor().contains("Titre deux"));

    reader.send("g");
    reader.wait_for("the news", |screen| {
        screen.under_cursor().contains("Nouveau titre") && lists(screen, "Autre nouveau titre")
    });
}
