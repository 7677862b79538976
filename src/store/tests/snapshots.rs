//! The rolling snapshot, and the copy before a migration.

use std::fs;

use super::*;
use crate::store::files::beside;
use rusqlite::Connection;

const DAY: i64 = 86_400;

/// A database on the disk with one feed and some articles, the first of them read.
fn lived_in(path: &Path, articles: usize) -> Store {
    let mut store = Store::open(path).unwrap();
    store
        .set_subscriptions(&[subscription("https://noyau.test/")], NOW)
        .unwrap();
    let list: Vec<NewArticle> = (0..articles)
        .map(|n| article(&format!("cle-{n}"), &format!("Titre {n}")))
        .collect();
    visit(&mut store, 1, NOW, &list);
    let id = id_of(&store, "Titre 0");
    store.mark(&[id], &Mark::Read, NOW + 1).unwrap().unwrap();
    store
}

fn count(path: &Path, sql: &str) -> i64 {
    let conn = Connection::open(path).unwrap();
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_snapshot_is_made_once_a_day_and_the_one_before_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let mut store = lived_in(&path, 3);
    let place = beside(&path, ".marks.bak");
    let before = beside(&place, ".1");
    assert!(store.snapshot(NOW).unwrap());
    assert!(!store.snapshot(NOW + DAY - 1).unwrap());
    let read = "SELECT count(*) FROM statuses WHERE read = 1";
    assert_eq!(count(&place, read), 1);
    assert_eq!(count(&place, "SELECT count(*) FROM identities"), 3);
    let id = id_of(&store, "Titre 1");
    store.mark(&[id], &Mark::Read, NOW + 2).unwrap().unwrap();
    assert!(store.snapshot(NOW + DAY).unwrap());
    assert_eq!((count(&place, read), count(&before, read)), (2, 1));
    let known = store.snapshots();
    assert_eq!(known[0].at, NOW + DAY);
    assert_eq!((known[0].statuses, known[0].feeds), (3, 1));
    assert_eq!(known[1].at, NOW);
    assert!(!beside(&place, ".part").exists());
}

#[test]
fn a_new_small_database_does_not_push_out_what_a_lost_one_left() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let store = lived_in(&path, 9);
    assert!(store.snapshot(NOW).unwrap());
    drop(store);
    for ending in ["", "-wal", "-shm"] {
        drop(fs::remove_file(beside(&path, ending)));
    }
    let store = lived_in(&path, 2);
    for day in 1..5 {
        assert!(store.snapshot(NOW + day * DAY).unwrap());
    }
    let most = store.snapshots().iter().map(|one| one.statuses).max();
    assert_eq!(most, Some(9));
}

#[test]
fn a_snapshot_waits_for_no_writer_and_none_for_it() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let store = lived_in(&path, 3);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE statuses SET starred = 1")
        .unwrap();
    assert!(store.snapshot(NOW).unwrap());
    other.execute_batch("COMMIT").unwrap();
    let place = beside(&path, ".marks.bak");
    let starred = "SELECT count(*) FROM statuses WHERE starred = 1";
    assert_eq!(count(&place, starred), 0, "what is committed alone");
}

#[test]
fn where_no_snapshot_can_be_written_the_last_one_stays() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let store = lived_in(&path, 3);
    assert!(store.snapshot(NOW).unwrap());
    // Something that is no file lies where the next one would be begun.
    let begun = beside(&beside(&path, ".marks.bak"), ".part");
    fs::create_dir_all(begun.join("plein")).unwrap();
    store.snapshot(NOW + DAY).unwrap_err();
    assert_eq!(store.snapshots()[0].at, NOW);
    assert!(!Store::in_memory().unwrap().snapshot(NOW).unwrap());
}

#[test]
fn without_a_copy_nothing_is_migrated_and_all_stays_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    drop(Store::open_with(&path, &schema::STEPS[..1]).unwrap());
    let copy = schema::copy_path(&path, 1);
    let begun = beside(&copy, ".part");
    fs::create_dir_all(begun.join("plein")).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::NoCopy { .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(!copy.exists());
    fs::remove_dir_all(&begun).unwrap();
    Store::open(&path).unwrap();
    assert_eq!(count(&copy, "PRAGMA user_version"), 1);
}

#[test]
fn the_first_copy_of_a_version_stays_whatever_later_tries_do() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let broken = [schema::STEPS[0], "CREATE TABLE feeds (id)"];
    drop(Store::open_with(&path, &schema::STEPS[..1]).unwrap());
    let write = |title: &str| {
        let conn = Connection::open(&path).unwrap();
        let sql = "INSERT INTO feeds (url) VALUES (?1)";
        conn.execute(sql, [title]).unwrap();
    };
    for title in ["un", "deux", "trois"] {
        write(title);
        Store::open_with(&path, &broken).unwrap_err();
    }
    let copy = schema::copy_path(&path, 1);
    let feeds = "SELECT count(*) FROM feeds";
    assert_eq!(count(&beside(&copy, ".1"), feeds), 1);
    assert_eq!(count(&copy, feeds), 3);
    assert_eq!(count(&path, feeds), 3);
}

#[test]
fn two_that_migrate_at_once_do_it_once() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    drop(Store::open_with(&path, &schema::STEPS[..1]).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| Store::open(&path).unwrap());
        }
    });
    let copy = schema::copy_path(&path, 1);
    assert_eq!(count(&copy, "PRAGMA user_version"), 1);
    assert!(!beside(&copy, ".1").exists(), "one copy alone");
    assert_eq!(
        count(&path, "PRAGMA user_version"),
        schema::STEPS.len() as i64
    );
}

#[test]
fn a_copy_that_was_killed_halfway_is_begun_again() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    drop(Store::open_with(&path, &schema::STEPS[..1]).unwrap());
    let copy = schema::copy_path(&path, 1);
    fs::write(beside(&copy, ".part"), b"SQLite format 3\0 et puis rien").unwrap();
    Store::open(&path).unwrap();
    assert_eq!(count(&copy, "PRAGMA user_version"), 1);
    assert!(!beside(&copy, ".part").exists());
}
