//! Opening: what is made, what is refused and left as it was, and several connections at once.

use std::fs;

use super::*;
use rusqlite::Connection;

fn bytes_of(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_database_is_made_with_its_directory_and_read_again() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("données/manchette/manchette.db");
    assert!(Reader::open(&path).unwrap().is_none());
    let mut store = Store::open(&path).unwrap();
    store
        .set_subscriptions(&[subscription("https://noyau.test/")], NOW)
        .unwrap();
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    let reader = Reader::open(&path).unwrap().unwrap();
    assert_eq!(titles(&reader, &all()), ["Un"]);
    assert_eq!(reader.path(), path);
    drop((store, reader));
    assert_eq!(titles(&Store::open(&path).unwrap(), &unread()), ["Un"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let directory = fs::metadata(path.parent().unwrap()).unwrap();
        assert_eq!(directory.permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn a_newer_database_is_refused_untouched() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    drop(Store::open(&path).unwrap());
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 7").unwrap();
    drop(conn);
    let before = bytes_of(root.path());
    let newer = StoreError::Newer {
        path: path.clone(),
        found: 7,
        known: schema::STEPS.len() as i64,
    };
    assert_eq!(Store::open(&path).unwrap_err(), newer);
    assert_eq!(Reader::open(&path).unwrap_err(), newer);
    assert_eq!(bytes_of(root.path()), before);
}

#[test]
fn what_is_no_database_of_ours_is_left_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let other = root.path().join("autre.db");
    let conn = Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE feeds (id); PRAGMA user_version = 1")
        .unwrap();
    drop(conn);
    let cases = [
        b"[[feeds]]\nurl = \"https://noyau.test/\"\n".to_vec(),
        b"SQLite format 3\0".to_vec(),
        [b"SQLite format 3\0".as_slice(), &[0xff; 4000]].concat(),
        fs::read(&other).unwrap(),
    ];
    fs::remove_file(&other).unwrap();
    for bytes in cases {
        fs::write(&path, &bytes).unwrap();
        let before = bytes_of(root.path());
        let errors = [
            Store::open(&path).unwrap_err(),
            Reader::open(&path).unwrap_err(),
        ];
        for error in errors {
            let refused = matches!(
                error,
                StoreError::Damaged { .. } | StoreError::Foreign { .. }
            );
            assert!(refused, "{error:?}");
        }
        assert_eq!(bytes_of(root.path()), before);
    }
}

#[test]
fn an_empty_file_is_a_database_that_was_never_begun() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    fs::write(&path, b"").unwrap();
    assert!(Reader::open(&path).unwrap().is_none());
    Store::open(&path).unwrap();
}

#[test]
fn a_directory_in_the_way_cannot_be_opened() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("fichier");
    fs::write(&file, b"x").unwrap();
    for path in [root.path().to_path_buf(), file.join("manchette.db")] {
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::CannotOpen { .. }), "{error:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_written_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let mut store = Store::open(&path).unwrap();
    store
        .set_subscriptions(&[subscription("https://noyau.test/")], NOW)
        .unwrap();
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    drop(store);
    let allow = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for mode in [0o400, 0o600] {
        allow(&path, mode);
        allow(root.path(), 0o500);
        if fs::write(root.path().join("essai"), b"").is_ok() {
            println!("skipped: permissions do not bind this user");
            return;
        }
        let reader = Reader::open(&path).unwrap().unwrap();
        assert_eq!(titles(&reader, &all()), ["Un"]);
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
        allow(root.path(), 0o700);
    }
}

#[test]
fn immutable_reads_what_lies_in_the_file() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("a?b#c 100%.db");
    drop(Store::open(&path).unwrap());
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI;
    let uri = super::super::open::uri(&path, "immutable=1");
    let conn = Connection::open_with_flags(uri, flags).unwrap();
    assert_eq!(schema::version(&conn).unwrap(), schema::STEPS.len() as i64);
}

#[test]
fn two_writers_and_a_reader_see_each_other() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let mut one = Store::open(&path).unwrap();
    let mut two = Store::open(&path).unwrap();
    let reader = Reader::open(&path).unwrap().unwrap();
    let list = [subscription("https://noyau.test/")];
    one.set_subscriptions(&list, NOW).unwrap();
    visit(
        &mut two,
        1,
        NOW,
        &[article("b", "Deux"), article("a", "Un")],
    );
    let seen = reader.data_version().unwrap();
    let ids: Vec<i64> = rows(&reader, &all()).iter().map(|row| row.id).collect();
    one.mark(&ids[..1], &Mark::Read, NOW).unwrap().unwrap();
    two.mark(&ids[1..], &Mark::Read, NOW).unwrap().unwrap();
    assert_ne!(reader.data_version().unwrap(), seen);
    assert!(rows(&reader, &unread()).is_empty());
    let seen = reader.data_version().unwrap();
    two.set_subscriptions(&list, NOW + 1).unwrap();
    assert_eq!(one.mark(&ids, &Mark::Read, NOW).unwrap(), None);
    assert_eq!(reader.data_version().unwrap(), seen, "nothing was written");
    let undone = one.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.articles, ids[1..], "the last, whoever made it");
    assert_consistent(&two);
}

#[test]
fn many_at_once_lose_nothing() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let list: Vec<Subscription> = (0..4)
        .map(|n| subscription(&format!("https://{n}.test/")))
        .collect();
    std::thread::scope(|scope| {
        for feed in 1..=4 {
            let (path, list) = (&path, &list);
            scope.spawn(move || {
                let mut store = Store::open(path).unwrap();
                store.set_subscriptions(list, NOW).unwrap();
                for n in 0..10 {
                    let title = format!("{feed}-{n}");
                    visit(&mut store, feed, NOW + n, &[article(&title, &title)]);
                    let id = id_of(&store, &title);
                    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
                }
            });
        }
    });
    let store = Store::open(&path).unwrap();
    assert_eq!(rows(&store, &all()).len(), 40);
    assert!(rows(&store, &unread()).is_empty());
    assert_eq!(store.feeds().unwrap().len(), 4);
    assert_consistent(&store);
}

#[test]
fn a_migration_keeps_a_copy_and_goes_all_the_way_or_not_at_all() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let first = "CREATE TABLE a (x) STRICT".replace("(x)", "(x TEXT)");
    let second = "ALTER TABLE a ADD COLUMN y TEXT; UPDATE a SET y = x || '!'";
    let broken = "UPDATE a SET y = 'perdu'; ALTER TABLE b ADD COLUMN y TEXT";
    drop(Store::open_with(&path, &[&first]).unwrap());
    let conn = Connection::open(&path).unwrap();
    conn.execute("INSERT INTO a VALUES ('gardé')", []).unwrap();
    drop(conn);

    assert!(Store::open_with(&path, &[&first, second, broken]).is_err());
    let copy = schema::copy_path(&path, 1);
    let read = |path: &Path, column: &str| -> rusqlite::Result<String> {
        let conn = Connection::open(path)?;
        conn.query_row(&format!("SELECT {column} FROM a"), [], |row| row.get(0))
    };
    assert_eq!(read(&path, "x").unwrap(), "gardé");
    assert!(read(&path, "y").is_err(), "nothing of it was kept");
    assert_eq!(read(&copy, "x").unwrap(), "gardé");

    let store = Store::open_with(&path, &[&first, second]).unwrap();
    assert_eq!(schema::version(&store.conn).unwrap(), 2);
    assert_eq!(read(&path, "y").unwrap(), "gardé!");
    assert!(read(&copy, "y").is_err());
    drop(store);
    let error = Store::open_with(&path, &[&first]).unwrap_err();
    assert!(matches!(
        error,
        StoreError::Newer {
            found: 2,
            known: 1,
            ..
        }
    ));
}

#[test]
fn a_database_of_the_first_version_is_brought_up_to_date_with_all_it_holds() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let old = Store::open_with(&path, &schema::STEPS[..1]).unwrap();
    // As the first version wrote it: this one's columns are not there yet.
    old.conn
        .execute_batch(
            "INSERT INTO feeds (url) VALUES ('https://noyau.test/');
             INSERT INTO statuses (id, read, starred, first_seen) VALUES (1, 0, 1, 5);
             INSERT INTO bodies (id, html, categories) VALUES (1, '<p>Gardé</p>', '[]');
             INSERT INTO articles (sort, id, feed, status, read, starred, hidden, shown, has_enclosure, words, title,
             authors, key, text_hash, whole_hash)
             VALUES (5 << 20, 1, 1, 1, 0, 1, 0, 1, 0, 1, 'Gardé', '[]', x'00', 0, 0);
             INSERT INTO search (rowid, title, author, body) VALUES (5 << 20, 'garde', '', 'garde');
             INSERT INTO identities (feed, key, status) VALUES (1, x'00', 1);
             UPDATE feeds SET unread = 1, starred = 1, total = 1;",
        )
        .unwrap();
    drop(old);
    assert!(Reader::open(&path).unwrap().is_none(), "a writer's work");

    let mut store = Store::open(&path).unwrap();
    let copy = Connection::open(schema::copy_path(&path, 1)).unwrap();
    assert_eq!(schema::version(&copy).unwrap(), 1);
    assert_eq!(titles(&store, &all()), ["Gardé"]);
    let article = store.article(1).unwrap();
    assert_eq!(
        (article.html.as_str(), article.full),
        ("<p>Gardé</p>", None)
    );
    assert!(article.row.starred && !article.row.full_text);
    assert_consistent(&store);
    let page = NewFullText {
        html: "<p>Entier</p>".to_owned(),
        words: 2,
        ..NewFullText::default()
    };
    store.save_full_text(1, &page, NOW).unwrap();
    assert_consistent(&Reader::open(&path).unwrap().unwrap());
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_kept() {
    let mut store = store_with(&["https://noyau.test/"]);
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    let pages: i64 = store
        .conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    store
        .conn
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let long = NewArticle {
        html: "x".repeat(100_000),
        ..article("b", "Deux")
    };
    let record = VisitRecord {
        title: Some("Perdu".into()),
        ..VisitRecord::default()
    };
    let error = store
        .save_visit(1, &record, std::slice::from_ref(&long))
        .unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error:?}");
    assert_eq!(store.feeds().unwrap()[0].title, "noyau.test");
    assert_consistent(&store);
    store
        .conn
        .pragma_update(None, "max_page_count", pages * 10)
        .unwrap();
    assert_eq!(store.save_visit(1, &record, &[long]).unwrap().new, 1);
}
