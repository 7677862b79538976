//! What goes in time, and what stays for ever; the bounds of the change log; a visit of many articles in bites.

use super::*;
use crate::config::Keep;

const URL: &str = "https://noyau.test/";
const DAY: i64 = 86_400;

fn keeping(keep: Keep) -> Subscription {
    Subscription {
        keep: Some(keep),
        ..subscription(URL)
    }
}

/// Ten articles, a day apart, the last of today; those named are read.
fn ten() -> Vec<NewArticle> {
    (0..10)
        .map(|n| NewArticle {
            published: Some(NOW - n * DAY),
            ..article(&format!("cle-{n}"), &format!("Titre {n}"))
        })
        .collect()
}

fn read(store: &mut Store, titles: &[&str]) {
    let ids: Vec<i64> = titles.iter().map(|title| id_of(store, title)).collect();
    store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
}

#[test]
fn read_articles_beyond_keep_go_and_nothing_comes_back_unread() {
    for keep in [Keep::Age(3 * DAY + 60), Keep::Newest(4)] {
        let mut store = Store::in_memory().unwrap();
        store.set_subscriptions(&[keeping(keep)], NOW).unwrap();
        visit(&mut store, 1, NOW, &ten());
        read(
            &mut store,
            &[
                "Titre 0", "Titre 2", "Titre 5", "Titre 6", "Titre 7", "Titre 9",
            ],
        );
        let starred = id_of(&store, "Titre 6");
        store.mark(&[starred], &Mark::Star, NOW).unwrap().unwrap();
        assert_eq!(store.clean_up(NOW).unwrap(), 3, "{keep:?}");
        let left = [0, 1, 2, 3, 4, 6, 8].map(|n| format!("Titre {n}"));
        assert_eq!(titles(&store, &all()), left);
        assert_eq!(
            store
                .count(&crate::query::parse("titre").unwrap(), &clock())
                .unwrap(),
            7
        );
        assert_consistent(&store);
        // The feed still has them: they are known, read, and stay away.
        let saved = visit(&mut store, 1, NOW + 60, &ten());
        assert_eq!((saved.new, saved.updated), (0, 0));
        assert_eq!(titles(&store, &all()), left);
        assert_eq!(store.clean_up(NOW + 61).unwrap(), 0);
        // Without `keep` they come back, read.
        store.set_subscriptions(&[subscription(URL)], NOW).unwrap();
        visit(&mut store, 1, NOW + 90, &ten());
        assert_eq!(rows(&store, &all()).len(), 10);
        assert_eq!(rows(&store, &unread()).len(), 4);
        assert_consistent(&store);
    }
}

#[test]
fn undo_of_what_went_is_quiet() {
    let mut store = Store::in_memory().unwrap();
    store
        .set_subscriptions(&[keeping(Keep::Newest(1))], NOW)
        .unwrap();
    visit(&mut store, 1, NOW, &ten());
    read(&mut store, &["Titre 4"]);
    assert_eq!(store.clean_up(NOW).unwrap(), 1);
    let undone = store.undo(NOW).unwrap().unwrap();
    assert!(undone.articles.is_empty());
    visit(&mut store, 1, NOW + 60, &ten());
    assert_eq!(rows(&store, &unread()).len(), 10, "it is unread again");
    assert_consistent(&store);
}

#[test]
fn the_log_is_listed_and_bounded() {
    let mut store = store_with(&[URL]);
    visit(&mut store, 1, NOW, &ten());
    let ids: Vec<i64> = (1..=10).collect();
    for id in &ids {
        store.mark(&[*id], &Mark::Read, NOW + id).unwrap().unwrap();
    }
    store.mark(&ids, &Mark::Star, NOW + 20).unwrap().unwrap();
    let listed = store.gestures(3, None).unwrap();
    let numbers: Vec<i64> = listed.iter().map(|gesture| gesture.id).collect();
    assert_eq!((numbers, listed[0].count), (vec![11, 10, 9], 10));
    let next = store.gestures(100, Some(9)).unwrap();
    assert_eq!((next.len(), next[0].id), (8, 8));

    let changes = |store: &Store| -> i64 {
        let sql = "SELECT count(*) FROM changes";
        store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    // The last gesture is kept whole, whatever it holds.
    store.shorten_log_to((1_000, 12), NOW + 21).unwrap();
    assert_eq!(
        (store.gestures(99, None).unwrap().len(), changes(&store)),
        (3, 12)
    );
    store.shorten_log_to((1_000, 5), NOW + 21).unwrap();
    assert_eq!(
        (store.gestures(99, None).unwrap().len(), changes(&store)),
        (1, 10)
    );
    store.mark(&ids, &Mark::Unread, NOW + 22).unwrap().unwrap();
    store.shorten_log_to((1, 1_000), NOW + 23).unwrap();
    assert_eq!(
        (store.gestures(99, None).unwrap().len(), changes(&store)),
        (1, 10)
    );
    store.clean_up(NOW + 22 + 91 * DAY).unwrap();
    assert_eq!(changes(&store), 0);
    assert_eq!(store.undo(NOW).unwrap(), None, "nothing is left to undo");
    let (gesture, _) = store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
    assert_eq!(gesture.id, 13, "numbers are never used again");
}

#[test]
fn many_articles_are_stored_in_bites_and_validators_with_the_last() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("manchette.db");
    let mut store = Store::open(&path).unwrap();
    store.set_subscriptions(&[subscription(URL)], NOW).unwrap();
    let many: Vec<NewArticle> = (0..350)
        .map(|n| article(&format!("cle-{n}"), &format!("Titre {n}")))
        .collect();
    let record = VisitRecord {
        fetched: NOW,
        validators: Validators::Replace(URL.into(), Some(b"\"1\"".to_vec()), None),
        ..VisitRecord::default()
    };
    // What is committed while the visit is stored never has validators without all articles.
    let counts = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&counts);
    let reader = Reader::open(&path).unwrap().unwrap();
    store
        .reader
        .conn
        .commit_hook(Some(move || {
            let look = "SELECT (SELECT count(*) FROM articles), (SELECT count(etag) FROM feeds)";
            let found = reader.conn.query_row(look, [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            });
            seen.lock().unwrap().push(found.unwrap());
            false
        }))
        .unwrap();
    let saved = store.save_visit(1, &record, &many).unwrap();
    assert_eq!(saved.new, 350);
    let counts = counts.lock().unwrap().clone();
    assert!(counts.len() >= 4, "{counts:?}");
    assert!(counts.iter().all(|(_, etags)| *etags == 0), "{counts:?}");
    assert!(counts.windows(2).all(|pair| pair[0].0 < pair[1].0));
    let first: Vec<String> = titles(&store, &all()).into_iter().take(3).collect();
    assert_eq!(first, ["Titre 0", "Titre 1", "Titre 2"], "the feed's order");
    assert_consistent(&store);
    store.reader.conn.commit_hook(None::<fn() -> bool>).unwrap();
    assert_eq!(
        store.save_visit(1, &record, &many).unwrap(),
        Saved::default()
    );
}

#[test]
fn a_visit_that_ends_in_the_middle_is_completed_by_the_next() {
    let mut store = store_with(&[URL]);
    let many: Vec<NewArticle> = (0..350)
        .map(|n| article(&format!("cle-{n}"), &format!("Titre {n}")))
        .collect();
    let bites = std::sync::atomic::AtomicUsize::new(0);
    store
        .reader
        .conn
        .commit_hook(Some(move || {
            bites.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 2
        }))
        .unwrap();
    let record = VisitRecord {
        fetched: NOW,
        validators: Validators::Replace(URL.into(), Some(b"\"1\"".to_vec()), None),
        ..VisitRecord::default()
    };
    store.save_visit(1, &record, &many).unwrap_err();
    store.reader.conn.commit_hook(None::<fn() -> bool>).unwrap();
    assert_eq!(rows(&store, &all()).len(), 200);
    assert_eq!(store.feeds().unwrap()[0].validators, None);
    assert_consistent(&store);
    assert_eq!(store.save_visit(1, &record, &many).unwrap().new, 150);
    assert!(store.feeds().unwrap()[0].validators.is_some());
    assert_consistent(&store);
}
