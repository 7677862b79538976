//! The first start, and adding a feed by its site's address.

use crate::desk::{Desk, feed, lists, settled_with, site};
use crate::support::server::{Reply, Server, nobody_there};
use crate::support::terminal::{ENTER, Terminal};

const CONFIG: &str = "\
# Ma configuration, à la main.

[reader]
width = 66   # étroit, c’est mieux

# Les flux du matin
[[feeds]]
url = 'ADRESSE' # le premier
tags = [ \"matin\" ]

# Fin.
";

/// A site whose home page announces its feed.
fn announcing() -> Server {
    let document = feed("noyau.test", &["Noyau 6.20 est là", "Le pilote du mois"]);
    Server::start(move |asked| {
        match asked.target.as_str() {
        "/" => Reply::status(200)
            .header("Content-Type", "text/html; charset=utf-8")
            .body(
                "<!doctype html><html lang=fr><head><title>Noyau</title>\
                 <link rel=alternate type=application/rss+xml title=Noyau href=/flux.xml></head><p>Bonjour.</html>",
            ),
        "/flux.xml" => Reply::status(200)
            .header("Content-Type", "application/rss+xml")
            .body(document.clone()),
        _ => Reply::status(404),
    }
    })
}

/// Types an address into the prompt of `a`.
fn add(reader: &mut Terminal, address: &str) {
    reader.send("a");
    reader.wait_for("the prompt", |screen| {
        screen.status().contains("Adresse du flux")
    });
    reader.send(address);
    reader.send(ENTER);
}

#[test]
fn a_first_start_offers_sources_and_opens_the_river_on_the_address_given() {
    let server = announcing();
    let desk = Desk::new();
    let mut reader = desk.open();
    let screen = reader.wait_for("the offer", |screen| screen.has("Que voulez-vous lire"));
    assert!(screen.has("LinuxFr.org") && screen.has("Espace cocher"));
    assert!(!desk.config().exists());
    assert!(server.asked().is_empty());

    add(&mut reader, &server.url("/"));
    reader.wait_for("its headlines, without a restart", |screen| {
        lists(screen, "Noyau 6.20 est là") && lists(screen, "Le pilote du mois")
    });
    assert!(desk.read_config().contains(&server.url("/flux.xml")));

    reader.send("q");
    assert_eq!(reader.exit(), 0);
    let again = desk.open();
    again.wait_for("the feed, where it was left", |screen| {
        lists(screen, "Noyau 6.20 est là")
    });
}

#[test]
fn a_feed_added_leaves_every_other_byte_of_the_config_as_it_was() {
    let (_morning, url) = site(&["Le titre du matin"]);
    let server = announcing();
    let before = CONFIG.replace("ADRESSE", &url);
    let desk = Desk::new();
    desk.write_config(&before);
    let mut reader = desk.open();
    reader.wait_for("the river", settled_with("Le titre du matin"));

    add(&mut reader, &server.url("/"));
    reader.wait_for("its headlines", |screen| lists(screen, "Noyau 6.20 est là"));
    let after = desk.read_config();
    assert!(after.contains(&server.url("/flux.xml")), "{after}");
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let same_at_start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let same_at_end = old.iter().rev().zip(new.iter().rev());
    let same_at_end = same_at_end.take_while(|(a, b)| a == b).count();
    assert!(same_at_start + same_at_end >= old.len(), "{after}");
}

#[test]
fn a_choice_that_is_no_feed_writes_nothing_and_stays_open_with_its_sentence() {
    let document = feed("noyau.test", &["Noyau 6.20 est là"]);
    let server = Server::start(move |asked| match asked.target.as_str() {
        "/" => Reply::status(200).header("Content-Type", "text/html").body(
            "<!doctype html><title>Noyau</title>\
                 <link rel=alternate type=application/rss+xml title=Mort href=/mort.xml>\
                 <link rel=alternate type=application/rss+xml title=Page href=/page>\
                 <link rel=alternate type=application/rss+xml title=Noyau href=/flux.xml>",
        ),
        "/page" => Reply::status(200)
            .header("Content-Type", "text/html")
            .body("<!doctype html><title>Une page</title><p>Bonjour."),
        "/flux.xml" => Reply::status(200)
            .header("Content-Type", "application/rss+xml")
            .body(document.clone()),
        _ => Reply::status(404),
    });
    let desk = Desk::new();
    desk.write_config("");
    let mut reader = desk.open_at(120, 40);
    reader.wait_for("the reader", |screen| screen.has("À la une"));
    add(&mut reader, &server.url("/"));
    reader.wait_for("the choice", |screen| screen.has("plusieurs flux"));
    for (keys, sentence) in [
        (ENTER, "/mort.xml : Le serveur a répondu 404"),
        ("j\r", "/page : Ce n’est pas un flux"),
    ] {
        reader.send(keys);
        reader.wait_for("its sentence in the choice", |screen| {
            let all = screen.text().replace(['\u{a0}', '\u{202f}'], " ");
            all.contains(sentence) && all.contains("plusieurs flux")
        });
        assert_eq!(desk.read_config(), "");
    }
    reader.send("j\r");
    reader.wait_for("its headlines", |screen| lists(screen, "Noyau 6.20 est là"));
    let flux = server
        .asked()
        .into_iter()
        .filter(|asked| asked.target == "/flux.xml");
    assert_eq!(flux.count(), 1, "what was fetched is used");
}

#[test]
fn the_last_of_the_dead_candidates_leads_to_the_usual_addresses() {
    let document = feed("noyau.test", &["Noyau 6.20 est là"]);
    let server = Server::start(move |asked| match asked.target.as_str() {
        "/" => Reply::status(200)
            .header("Content-Type", "text/html")
            .body("<!doctype html><link rel=feed href=/a.xml><link rel=feed href=/b.xml>"),
        "/feed/" => Reply::status(200)
            .header("Content-Type", "application/rss+xml")
            .body(document.clone()),
        _ => Reply::status(404),
    });
    let desk = Desk::new();
    desk.write_config("");
    let mut reader = desk.open_at(120, 40);
    reader.wait_for("the reader", |screen| screen.has("À la une"));
    add(&mut reader, &server.url("/"));
    reader.wait_for("the choice", |screen| screen.has("plusieurs flux"));
    reader.send(ENTER);
    // The number alone could be a part of the server's port.
    reader.wait_for("the first one's failure", |screen| {
        screen.has("Le serveur a répondu 404")
    });
    reader.send("j\r");
    reader.wait_for("its headlines", |screen| lists(screen, "Noyau 6.20 est là"));
    assert!(desk.read_config().contains(&server.url("/feed/")));
}

#[test]
fn an_address_that_gives_no_feed_is_answered_with_a_sentence_and_stays_to_be_mended() {
    let page = Server::start(|asked| match asked.target.as_str() {
        "/" => Reply::status(200)
            .header("Content-Type", "text/html")
            .body("<!doctype html><title>Rien</title><p>Pas de flux ici."),
        _ => Reply::status(404),
    });
    let desk = Desk::new();
    desk.write_config("");
    let mut reader = desk.open_at(200, 60);
    reader.wait_for("the reader", |screen| screen.has("À la une"));
    let cases = [
        (nobody_there(), "accepte pas la connexion"),
        (page.url("/"), "Aucun flux n’a été trouvé"),
        ("pas une adresse".to_owned(), "adresse"),
    ];
    for (address, sentence) in cases {
        add(&mut reader, &address);
        reader.wait_for(&address, |screen| {
            let typed = format!(": {address}");
            let status = screen.status().replace('\u{a0}', " ");
            status
                .split_once(&typed)
                .is_some_and(|(_, said)| said.contains(sentence))
        });
        reader.send("\x1b");
        reader.wait_for("the prompt closed", |screen| {
            !screen.status().contains("Adresse du flux")
        });
    }
    assert_eq!(desk.read_config(), "");
}
