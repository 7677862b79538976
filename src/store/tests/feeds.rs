//! The config's list and the feeds' rows; what a visit leaves in them.

use super::super::Lease;
use super::*;

const A: &str = "https://noyau.test/flux.xml";
const B: &str = "https://vigie.test/flux.xml";

fn urls(store: &Store) -> Vec<String> {
    let feeds = store.feeds().unwrap().into_iter();
    feeds.map(|feed| feed.url).collect()
}

#[test]
fn feeds_come_and_go_with_the_list_and_keep_their_numbers() {
    let mut store = store_with(&[A, B]);
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    visit(&mut store, 2, NOW + 1, &[article("b", "Deux")]);
    store.set_subscriptions(&[subscription(B)], NOW).unwrap();
    assert_eq!(urls(&store), [B]);
    assert_eq!(titles(&store, &all()), ["Deux"]);
    assert!(titles(&store, &only(Term::FeedId(1))).is_empty());
    assert_eq!(store.counts().unwrap().total, 1);
    assert_consistent(&store);

    let list = [subscription("https://neuf.test/"), subscription(A)];
    store.set_subscriptions(&list, NOW + 2).unwrap();
    let numbers: Vec<i64> = store.feeds().unwrap().iter().map(|feed| feed.id).collect();
    assert_eq!(numbers, [3, 1]);
    assert_eq!(titles(&store, &all()), ["Un"]);
    assert_consistent(&store);
}

#[test]
fn hidden_feeds_show_only_where_they_are_named() {
    let mut store = store_with(&[A, B]);
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    visit(&mut store, 2, NOW + 1, &[article("b", "Deux")]);
    let hidden = Subscription {
        hidden: true,
        ..subscription(B)
    };
    let list = [subscription(A), hidden];
    store.set_subscriptions(&list, NOW).unwrap();
    assert_eq!(titles(&store, &all()), ["Un"]);
    assert_eq!(store.counts().unwrap().unread, 1);
    assert_eq!(titles(&store, &only(Term::FeedId(2))), ["Deux"]);
    assert_eq!(store.feeds().unwrap()[1].unread, 1);
    assert_consistent(&store);
}

#[test]
fn an_unchanged_list_writes_nothing() {
    let mut store = store_with(&[A]);
    let tagged = Subscription {
        title: Some("Noyau".into()),
        tags: vec!["été".into(), "a/b".into()],
        ..subscription(A)
    };
    let twice = [tagged.clone(), subscription(A)];
    store.set_subscriptions(&twice, NOW).unwrap();
    let feed = &store.feeds().unwrap()[0];
    assert_eq!((feed.title.as_str(), &feed.tags), ("Noyau", &tagged.tags));
    let before = store.conn.total_changes();
    store.set_subscriptions(&twice, NOW + 5).unwrap();
    store.set_subscriptions(&[tagged], NOW + 5).unwrap();
    assert_eq!(store.conn.total_changes(), before);
}

#[test]
fn a_visit_leaves_its_state_and_ends_the_lease() {
    let mut store = store_with(&[A]);
    let mut lease =
        |owner, until, now| store.lease(1, owner, until, None, now).unwrap() == Lease::Taken;
    assert!(lease("moi", NOW + 60, NOW));
    assert!(!lease("toi", NOW + 60, NOW));
    assert!(lease("moi", NOW + 90, NOW));
    let etag = || Some(b"W/\"\xe9\"".to_vec());
    let record = VisitRecord {
        fetched: NOW,
        http: Some(200),
        next: NOW + 3600,
        validators: Validators::Replace(A.into(), etag(), None),
        body_hash: Some(vec![1, 2, 3]),
        title: Some("Le noyau".into()),
        site: Some("https://noyau.test/".into()),
        language: Some("fr".into()),
        moving_to: Some(B.into()),
        ..VisitRecord::default()
    };
    store.save_visit(1, &record, &[article("a", "Un")]).unwrap();
    let mut lease =
        |owner, until, now| store.lease(1, owner, until, None, now).unwrap() == Lease::Taken;
    assert!(lease("toi", NOW + 60, NOW));
    assert!(lease("moi", NOW + 99, NOW + 60), "it ran out");
    let feed = store.find_feed("1").unwrap();
    assert_eq!(feed.validators, Some((A.to_owned(), etag(), None)));
    assert_eq!(feed.title, "Le noyau");
    assert_eq!(feed.moving_to.as_deref(), Some(B));
    let one = store.article(id_of(&store, "Un")).unwrap();
    assert_eq!(one.language.as_deref(), Some("fr"));
    assert_eq!(one.site.as_deref(), Some("https://noyau.test/"));

    let failed = VisitRecord {
        fetched: NOW + 9,
        next: NOW + 99,
        failure: Some(("http".into(), "{}".into())),
        rest_until: Some(NOW + 50),
        ..VisitRecord::default()
    };
    for failures in 1..=3 {
        store.save_visit(1, &failed, &[]).unwrap();
        assert_eq!(store.find_feed("1").unwrap().failures, failures);
    }
    let feed = store.find_feed("1").unwrap();
    assert_eq!((feed.code.as_deref(), feed.http), (Some("http"), None));
    assert_eq!(feed.validators, Some((A.to_owned(), etag(), None)), "kept");
    assert_eq!(feed.body_hash, Some(vec![1, 2, 3]));
    assert_eq!((feed.title.as_str(), feed.moving_to), ("Le noyau", None));
    assert_eq!(feed.rest_until, Some(NOW + 50));
    assert_eq!((feed.fetched, feed.next), (Some(NOW + 9), Some(NOW + 99)));

    let dropped = VisitRecord {
        validators: Validators::Drop,
        ..record
    };
    store.save_visit(1, &dropped, &[]).unwrap();
    let feed = store.find_feed("1").unwrap();
    assert_eq!(
        (feed.validators, feed.failures, feed.error),
        (None, 0, None)
    );

    let nobody = store.save_visit(7, &dropped, &[]).unwrap_err();
    assert_eq!(nobody, StoreError::NoSuchFeed { feed: "7".into() });
}

#[test]
fn a_feed_keeps_its_number_and_articles_when_it_moves() {
    let mut store = store_with(&[A, B]);
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    let new = "https://noyau.test/nouveau.xml";
    store.move_feed(1, new, None, NOW).unwrap();
    let list = [subscription(new), subscription(B)];
    store.set_subscriptions(&list, NOW).unwrap();
    assert_eq!(store.find_feed(new).unwrap().id, 1);

    let taken = store.move_feed(1, B, None, NOW).unwrap_err();
    assert!(matches!(taken, StoreError::AmbiguousFeed { .. }));
    store.set_subscriptions(&[subscription(new)], NOW).unwrap();
    store.move_feed(1, B, Some(A), NOW).unwrap();
    assert_eq!(store.find_feed(B).unwrap().id, 1);
    assert_eq!(store.find_feed(A).unwrap().id, 1, "by its alias");
    let nobody = store
        .move_feed(9, "https://x.test/", None, NOW)
        .unwrap_err();
    assert_eq!(nobody, StoreError::NoSuchFeed { feed: "9".into() });
}

#[test]
fn a_move_that_only_the_config_knows_is_followed() {
    let mut store = store_with(&[A]);
    let record = VisitRecord {
        moving_to: Some(B.into()),
        ..VisitRecord::default()
    };
    store.save_visit(1, &record, &[article("a", "Un")]).unwrap();
    store.set_subscriptions(&[subscription(B)], NOW).unwrap();
    let feed = store.find_feed(B).unwrap();
    assert_eq!((feed.id, feed.moving_to), (1, None));
    assert_eq!(titles(&store, &all()), ["Un"]);
}

#[test]
fn feeds_are_found_by_number_address_and_part_of_a_title() {
    let named = |url: &str, title: &str| Subscription {
        title: Some(title.to_owned()),
        ..subscription(url)
    };
    let mut store = Store::in_memory().unwrap();
    let list = [
        named(A, "Zèbre"),
        named(B, "Été à Brest"),
        named("https://c.test/", "Éclair"),
        named("https://d.test/", "L’éclair de Brest"),
        named("https://e.test/", "2"),
    ];
    store.set_subscriptions(&list, NOW).unwrap();
    let order: Vec<i64> = store.feeds().unwrap().iter().map(|feed| feed.id).collect();
    assert_eq!(order, [5, 3, 2, 4, 1], "É with E");
    let found = [
        ("1", 1),
        ("2", 2),
        (B, 2),
        ("zebre", 1),
        ("ÉTÉ", 2),
        ("eclair", 3),
        ("l'eclair", 4),
        (" Zèbre ", 1),
    ];
    for (name, id) in found {
        assert_eq!(store.find_feed(name).unwrap().id, id, "{name}");
    }
    let titles = vec!["Été à Brest".to_owned(), "L’éclair de Brest".to_owned()];
    let feed = "brest".to_owned();
    assert_eq!(
        store.find_feed("brest").unwrap_err(),
        StoreError::AmbiguousFeed { feed, titles }
    );
    for nobody in ["", "  ", "99", "https://noyau.test", "xyz"] {
        let error = store.find_feed(nobody).unwrap_err();
        assert!(matches!(error, StoreError::NoSuchFeed { .. }), "{nobody}");
    }
}
