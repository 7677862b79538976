//! Damaged databases: each kind of damage is said, repaired from what can be read and from the snapshot, and the damaged
//! file is kept as it was.

use std::fs;

use super::*;
use crate::store::files::beside;
use proptest::prelude::*;
use rusqlite::Connection;

const PAGE: usize = 4096;

/// Articles of the database that is damaged; every third one is read, every seventh starred.
const ARTICLES: usize = 120;

fn plain(html: &str) -> String {
    html.replace("<p>", "").replace("</p>", "")
}

/// A database of some pages, closed, its WAL in it, and its snapshot.
fn whole(path: &Path) {
    let mut store = Store::open(path).unwrap();
    let urls = ["https://noyau.test/", "https://vigie.test/"];
    store
        .set_subscriptions(&urls.map(subscription), NOW)
        .unwrap();
    store
        .conn
        .execute_batch("UPDATE feeds SET validators_url = url, etag = x'31', body_hash = x'00'")
        .unwrap();
    for feed in 1..=2 {
        let list: Vec<NewArticle> = (0..ARTICLES / 2)
            .map(|n| {
                let title = format!("Nouvelle {feed}-{n}");
                NewArticle {
                    html: format!("<p>{}</p>", format!("{title} ").repeat(40 + n * 4)),
                    text: format!("{title} ").repeat(40 + n * 4),
                    link: Some(format!("https://{feed}.test/{n}")),
                    ..article(&format!("cle-{feed}-{n}"), &title)
                }
            })
            .collect();
        visit(&mut store, feed, NOW + feed, &list);
    }
    let ids: Vec<i64> = (1..=ARTICLES as i64).collect();
    let every = |n: i64| -> Vec<i64> { ids.iter().copied().filter(|id| id % n == 0).collect() };
    store
        .mark(&every(3), &Mark::Read, NOW + 10)
        .unwrap()
        .unwrap();
    store
        .mark(&every(7), &Mark::Star, NOW + 11)
        .unwrap()
        .unwrap();
    store
        .mark(&every(11), &Mark::Tag("veille".into()), NOW + 12)
        .unwrap()
        .unwrap();
    assert!(store.snapshot(NOW + 20).unwrap());
    let conn = &store.conn;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

/// The marks of a database, by feed and identity.
fn marks(store: &Reader) -> Vec<(String, Vec<u8>, bool, bool)> {
    let sql =
        "SELECT f.url, i.key, s.read, s.starred FROM identities i JOIN feeds f ON f.id = i.feed
               JOIN statuses s ON s.id = i.status ORDER BY 1, 2";
    let mut select = store.conn.prepare(sql).unwrap();
    let rows = select.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    rows.unwrap().map(|row| row.unwrap()).collect()
}

fn rebuilt(path: &Path) -> Rebuilt {
    match repair(path, "essai", &plain).unwrap() {
        Repair::Rebuilt(rebuilt) => rebuilt,
        other => panic!("{other:?}"),
    }
}

/// What holds after every repair: the new database is sound and agrees with itself, the damaged file is there byte for
/// byte.
fn repaired(path: &Path) -> (Rebuilt, Store) {
    let damaged = fs::read(path).ok();
    let rebuilt = rebuilt(path);
    let kept = rebuilt.damaged.as_ref().map(|kept| fs::read(kept).unwrap());
    assert_eq!(kept, damaged);
    assert_eq!(examine(path).unwrap().condition, Condition::Sound);
    let store = Store::open(path).unwrap();
    assert_consistent(&store);
    assert!(!beside(path, ".repaired.part").exists());
    (rebuilt, store)
}

#[test]
fn each_damage_is_said_and_repaired() {
    let source = tempfile::tempdir().unwrap();
    let original = source.path().join("manchette.db");
    whole(&original);
    let sound = marks(&Reader::open(&original).unwrap().unwrap());
    assert_eq!(sound.len(), ARTICLES);
    let bytes = fs::read(&original).unwrap();
    let snapshot = fs::read(beside(&original, ".marks.bak")).unwrap();
    type Harm = Box<dyn Fn(&mut Vec<u8>)>;
    let cut = |pages: usize| -> Harm { Box::new(move |bytes| bytes.truncate(pages * PAGE + 100)) };
    let damages: Vec<(&str, Harm)> = vec![
        ("emptied", Box::new(Vec::clear)),
        (
            "a text",
            Box::new(|bytes| *bytes = b"[[feeds]]\nurl = \"https://noyau.test/\"\n".repeat(99)),
        ),
        ("all zeros", Box::new(|bytes| bytes.fill(0))),
        (
            "no magic",
            Box::new(|bytes| bytes[..16].copy_from_slice(b"rien du tout !!!")),
        ),
        ("no header", Box::new(|bytes| bytes[..100].fill(0xff))),
        ("no first page", Box::new(|bytes| bytes[..PAGE].fill(0))),
        ("cut in the first page", cut(0)),
        ("cut after three pages", cut(3)),
        ("cut in the middle", cut(bytes.len() / PAGE / 2)),
        ("cut near the end", cut(bytes.len() / PAGE - 3)),
    ];
    for (what, damage) in damages {
        for with_snapshot in [true, false] {
            let root = tempfile::tempdir().unwrap();
            let path = root.path().join("manchette.db");
            let mut damaged = bytes.clone();
            damage(&mut damaged);
            if damaged.is_empty() && !with_snapshot {
                continue;
            }
            fs::write(&path, &damaged).unwrap();
            if with_snapshot {
                fs::write(beside(&path, ".marks.bak"), &snapshot).unwrap();
            }
            match Store::open(&path) {
                Err(StoreError::Damaged { path: said, .. }) => assert_eq!(said, path, "{what}"),
                Ok(_) if what.starts_with("cut") => {}
                other => panic!("{what}: {other:?}"),
            }
            assert_eq!(fs::read(&path).unwrap(), damaged, "{what}");
            assert_eq!(
                examine(&path).unwrap().condition,
                Condition::Damaged,
                "{what}"
            );
            let (rebuilt, store) = repaired(&path);
            if with_snapshot {
                assert_eq!(marks(&store), sound, "{what}: {rebuilt:?}");
                assert_eq!(rebuilt.from_snapshot.unwrap().snapshot.at, NOW + 20);
                let tags = "SELECT count(*) FROM status_tags";
                let tags: i64 = store.conn.query_row(tags, [], |row| row.get(0)).unwrap();
                assert_eq!(tags, ARTICLES as i64 / 11, "{what}");
            }
            if ["no magic", "no header"].contains(&what) {
                assert_eq!(rebuilt.held.articles, ARTICLES as i64, "{what}");
                assert_eq!(marks(&store), sound, "{what}");
                let hits = rows(&store, &crate::query::parse("\"nouvelle 2-59\"").unwrap());
                assert_eq!(hits.len(), 1, "{what}: the search index is there");
            }
        }
    }
}

#[test]
fn any_one_page_may_be_lost_and_no_mark_is() {
    let source = tempfile::tempdir().unwrap();
    let original = source.path().join("manchette.db");
    whole(&original);
    let sound = marks(&Reader::open(&original).unwrap().unwrap());
    let bytes = fs::read(&original).unwrap();
    let snapshot = fs::read(beside(&original, ".marks.bak")).unwrap();
    let mut fewest = ARTICLES as i64;
    // Every table has more pages than are left out at once.
    for page in (0..bytes.len() / PAGE).step_by(5) {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("manchette.db");
        let mut damaged = bytes.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0xa5);
        fs::write(&path, &damaged).unwrap();
        fs::write(beside(&path, ".marks.bak"), &snapshot).unwrap();
        match repair(&path, "essai", &plain).unwrap() {
            Repair::Rebuilt(rebuilt) => fewest = fewest.min(rebuilt.held.articles),
            Repair::Index(articles) => assert_eq!(articles, ARTICLES),
            // A page that holds text alone may be damaged unseen by SQLite.
            Repair::Sound | Repair::Missing => {}
        }
        let store = Store::open(&path).unwrap();
        assert_eq!(marks(&store), sound, "page {}", page + 1);
        assert_consistent(&store);
    }
    assert!(fewest >= ARTICLES as i64 * 2 / 3, "{fewest}");
}

#[test]
fn what_the_wal_holds_is_saved_too() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    whole(&path);
    let copy = tempfile::tempdir().unwrap();
    let lost = copy.path().join("manchette.db");
    let mut store = Store::open(&path).unwrap();
    store.mark(&[1], &Mark::Star, NOW + 90).unwrap().unwrap();
    visit(&mut store, 1, NOW + 91, &[article("neuf", "Dernière")]);
    let wal = fs::read(beside(&path, "-wal")).unwrap();
    assert!(!wal.is_empty());
    let mut bytes = fs::read(&path).unwrap();
    bytes[..16].fill(0);
    fs::write(&lost, bytes).unwrap();
    fs::write(beside(&lost, "-wal"), &wal).unwrap();
    let expected = marks(&store);
    let (rebuilt, store) = repaired(&lost);
    assert_eq!(marks(&store), expected);
    assert_eq!(titles(&store, &all()).len(), ARTICLES + 1);
    let kept = rebuilt.damaged.unwrap();
    assert_eq!(fs::read(beside(&kept, "-wal")).unwrap(), wal);
    assert!(!beside(&lost, ".marks.bak").exists());
}

#[test]
fn an_older_snapshot_never_wins_over_a_newer_mark() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    whole(&path);
    let mut store = Store::open(&path).unwrap();
    store.mark(&[3], &Mark::Unread, NOW + 90).unwrap().unwrap();
    store.mark(&[4], &Mark::Read, NOW + 90).unwrap().unwrap();
    let expected = marks(&store);
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..16].fill(0);
    fs::write(&path, bytes).unwrap();
    let (_, store) = repaired(&path);
    assert_eq!(marks(&store), expected);
}

#[test]
fn a_snapshot_of_another_database_is_taken_by_identities() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    whole(&path);
    let snapshot = fs::read(beside(&path, ".marks.bak")).unwrap();
    let mut sound = marks(&Reader::open(&path).unwrap().unwrap());
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("manchette.db");
    let mut store = Store::open(&path).unwrap();
    // The same feeds in another order, and articles that came in another one.
    let urls = ["https://vigie.test/", "https://noyau.test/"];
    store
        .set_subscriptions(&urls.map(subscription), NOW)
        .unwrap();
    visit(
        &mut store,
        2,
        NOW + 50,
        &[
            article("autre", "Autre"),
            article("cle-1-5", "Nouvelle 1-5"),
        ],
    );
    let id = id_of(&store, "Autre");
    store.mark(&[id], &Mark::Star, NOW + 60).unwrap().unwrap();
    sound.extend(marks(&store).into_iter().filter(|(.., starred)| *starred));
    sound.sort();
    store
        .conn
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    bytes[..16].fill(0);
    fs::write(&path, bytes).unwrap();
    fs::write(beside(&path, ".marks.bak"), snapshot).unwrap();
    let (_, store) = repaired(&path);
    assert_eq!(marks(&store), sound);
}

#[test]
fn what_is_sound_newer_or_anothers_is_not_touched() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    assert_eq!(repair(&path, "essai", &plain).unwrap(), Repair::Missing);
    whole(&path);
    let bytes = fs::read(&path).unwrap();
    assert_eq!(repair(&path, "essai", &plain).unwrap(), Repair::Sound);
    assert_eq!(fs::read(&path).unwrap(), bytes);

    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 77").unwrap();
    drop(conn);
    for magic in [true, false] {
        let mut bytes = fs::read(&path).unwrap();
        if !magic {
            bytes[..16].fill(0);
            fs::write(&path, &bytes).unwrap();
        }
        let error = repair(&path, "essai", &plain).unwrap_err();
        assert!(
            matches!(error, StoreError::Newer { found: 77, .. }),
            "{error:?}"
        );
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    let other = root.path().join("autre.db");
    let conn = Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE recettes (id); INSERT INTO recettes VALUES (1)")
        .unwrap();
    drop(conn);
    let bytes = fs::read(&other).unwrap();
    let error = repair(&other, "essai", &plain).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error:?}");
    assert_eq!(fs::read(&other).unwrap(), bytes);
}

#[test]
fn a_search_index_that_is_broken_alone_is_made_anew() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    whole(&path);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("DELETE FROM search_data WHERE id > 10; DELETE FROM search_idx")
        .unwrap();
    drop(conn);
    assert_eq!(examine(&path).unwrap().condition, Condition::Index);
    assert_eq!(
        repair(&path, "essai", &plain).unwrap(),
        Repair::Index(ARTICLES)
    );
    assert_eq!(examine(&path).unwrap().condition, Condition::Sound);
    let store = Store::open(&path).unwrap();
    let hits = rows(&store, &crate::query::parse("\"nouvelle 1-7\"").unwrap());
    assert_eq!(hits.len(), 1);
    assert_consistent(&store);
    assert_eq!(repair(&path, "essai", &plain).unwrap(), Repair::Sound);
}

#[test]
fn a_database_that_is_lost_is_made_of_its_snapshot() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    whole(&path);
    let sound = marks(&Reader::open(&path).unwrap().unwrap());
    for ending in ["", "-wal", "-shm"] {
        drop(fs::remove_file(beside(&path, ending)));
    }
    let (rebuilt, mut store) = repaired(&path);
    assert_eq!(rebuilt.damaged, None);
    assert_eq!(marks(&store), sound);
    let asked_anew = |feed: &Feed| feed.validators.is_none() && feed.body_hash.is_none();
    assert!(
        store.feeds().unwrap().iter().all(asked_anew),
        "its articles are to come again"
    );
    // What comes back is as it was marked.
    visit(
        &mut store,
        1,
        NOW + 99,
        &[article("cle-1-57", "Nouvelle 1-57")],
    );
    let row = rows(&store, &all()).pop().unwrap();
    let old = sound.iter().filter(|(url, ..)| url.contains("noyau"));
    assert_eq!(old.filter(|(_, _, read, _)| *read).count(), 20);
    assert!(row.read || row.starred || row.id > 0);
    assert_eq!(marks(&store), sound, "nothing new");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whatever_is_written_over_it_marks_are_saved(
        holes in proptest::collection::vec((any::<prop::sample::Index>(), proptest::collection::vec(any::<u8>(), 1..9000)), 1..12)
    ) {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("manchette.db");
        whole(&path);
        let sound = marks(&Reader::open(&path).unwrap().unwrap());
        let mut bytes = fs::read(&path).unwrap();
        // A version that says "newer" is refused on purpose.
        let from = PAGE;
        for (place, noise) in &holes {
            let at = from + place.index(bytes.len() - from);
            let end = (at + noise.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&noise[..end - at]);
        }
        fs::write(&path, &bytes).unwrap();
        repair(&path, "essai", &plain).unwrap();
        let store = Store::open(&path).unwrap();
        assert_consistent(&store);
        let found = marks(&store);
        for mark in &sound {
            prop_assert!(found.contains(mark), "{mark:?}");
        }
    }
}
