//! Files that are wrong: each a sentence that says what, where and what to do next, the right code, and nothing lost.

use std::os::unix::fs::PermissionsExt;

use crate::bytes::sequences;
use crate::desk::{Desk, settled_with, site, wears};

#[test]
fn an_unknown_key_of_the_config_is_named_with_its_line_and_the_nearest_one() {
    let desk = Desk::new();
    desk.write_config("# essai\n[reader]\nwidht = 60\n");
    let mut reader = desk.open();
    assert_eq!(reader.exit(), 2);
    let said = reader.screen().text().replace('\n', " ");
    for words in ["config.toml", "ligne 3", "widht", "width"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(sequences(&reader.raw()), [""; 0]);
}

#[test]
fn a_database_of_a_newer_version_is_refused_untouched() {
    let (_server, url) = site(&["Un titre"]);
    let desk = Desk::with_feeds(&[url]);
    desk.ask(&["refresh"]);
    let path = desk.data().join("manchette.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    database.pragma_update(None, "user_version", 9_999).unwrap();
    database
        .pragma_update(None, "wal_checkpoint", "TRUNCATE")
        .unwrap();
    drop(database);
    let before = std::fs::read(&path).unwrap();

    let mut reader = desk.open();
    assert_eq!(reader.exit(), 1);
    let said = reader.screen().text().replace('\n', " ");
    assert!(said.contains("plus récent"), "{said}");
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn where_nothing_can_be_written_the_reader_opens_and_says_so() {
    // Nobody, root included, can make a directory there.
    let desk = Desk::new().data_at("/proc/manchette");
    desk.write_config("");
    let mut reader = desk.open_at(160, 40);
    let screen = reader.wait_for("the sentence", |screen| {
        screen.has("À la une") && screen.has("Rien ne peut être marqué")
    });
    assert!(screen.has("/proc/manchette"));
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}

#[test]
fn a_directory_that_became_read_only_is_read_and_marks_are_refused() {
    let (_server, url) = site(&["Titre un", "Titre deux"]);
    let desk = Desk::with_feeds(&[url]);
    desk.ask(&["refresh"]);
    let mode = |bits: u32, inside: u32| {
        for file in desk.data().read_dir().unwrap() {
            let path = file.unwrap().path();
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(inside)).unwrap();
        }
        std::fs::set_permissions(desk.data(), std::fs::Permissions::from_mode(bits)).unwrap();
    };
    mode(0o555, 0o444);
    if std::fs::write(desk.data().join("essai"), "").is_ok() {
        println!("skipped: permissions do not hold for this user");
        return;
    }
    let mut reader = desk.open_at(160, 40);
    reader.wait_for("what is there", settled_with("Titre deux"));
    reader.send("s");
    let screen = reader.wait_for("the refusal", |screen| {
        screen.has("Rien ne peut être marqué")
    });
    assert!(!wears(&screen, '★', "Titre un"), "{}", screen.text());
    reader.send("q");
    assert_eq!(reader.exit(), 0);
    mode(0o755, 0o644);
}
