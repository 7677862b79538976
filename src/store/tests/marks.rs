//! Marks, the change log and undo.

use super::*;

const FEEDS: [&str; 2] = ["https://noyau.test/", "https://vigie.test/"];

fn three() -> (Store, Vec<i64>) {
    let mut store = store_with(&FEEDS);
    visit(
        &mut store,
        1,
        NOW,
        &[article("b", "Deux"), article("a", "Un")],
    );
    visit(&mut store, 2, NOW + 1, &[article("c", "Trois")]);
    let ids = ["Un", "Deux", "Trois"].map(|title| id_of(&store, title));
    (store, ids.to_vec())
}

#[test]
fn a_gesture_holds_what_it_changed_alone() {
    let (mut store, ids) = three();
    let (first, changed) = store.mark(&ids[..1], &Mark::Read, NOW).unwrap().unwrap();
    assert_eq!((first.count, changed), (1, vec![ids[0]]));
    let (second, changed) = store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
    assert_eq!(changed, [ids[2], ids[1]]);
    assert_eq!(second.count, 2);
    assert_eq!(store.mark(&ids, &Mark::Read, NOW).unwrap(), None);
    assert_eq!(store.mark(&[], &Mark::Star, NOW).unwrap(), None);
    assert_eq!(store.mark(&[999], &Mark::Star, NOW).unwrap(), None);
    assert_eq!(store.counts().unwrap().unread, 0);
    assert_eq!(store.last_gesture().unwrap(), Some(second.clone()));

    let undone = store.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.gesture.id, second.id);
    assert!(undone.gesture.undone);
    assert_eq!(undone.articles, [ids[2], ids[1]]);
    assert_eq!(store.counts().unwrap().unread, 2);
    assert_eq!(store.last_gesture().unwrap(), Some(first));
    store.undo(NOW).unwrap().unwrap();
    assert_eq!(store.counts().unwrap().unread, 3);
    assert_eq!(store.undo(NOW).unwrap(), None);
    assert_consistent(&store);
}

#[test]
fn every_mark_has_its_way_back() {
    let (mut store, ids) = three();
    let tag = || "Sécurité".to_owned();
    let pairs = [
        (Mark::Read, Mark::Unread),
        (Mark::Star, Mark::Unstar),
        (Mark::Tag(tag()), Mark::Untag(tag())),
    ];
    let look = |store: &Store| store.rows_by_id(&ids).unwrap();
    let fresh = look(&store);
    for (there, back) in pairs {
        assert_eq!(store.mark(&ids, &back, NOW).unwrap(), None, "{back:?}");
        store.mark(&ids, &there, NOW).unwrap().unwrap();
        let marked = look(&store);
        assert_ne!(marked, fresh, "{there:?}");
        store.undo(NOW).unwrap().unwrap();
        assert_eq!(look(&store), fresh, "{there:?} undone");
        store.mark(&ids, &there, NOW).unwrap().unwrap();
        store.mark(&ids, &back, NOW).unwrap().unwrap();
        assert_eq!(look(&store), fresh, "{back:?}");
        store.undo(NOW).unwrap().unwrap();
        assert_eq!(look(&store), marked, "{back:?} undone");
        store.undo(NOW).unwrap().unwrap();
        assert_consistent(&store);
    }
}

#[test]
fn undo_leaves_alone_what_something_else_changed_since() {
    let (mut store, ids) = three();
    store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
    let (_, changed) = store.mark(&ids[..1], &Mark::Unread, NOW).unwrap().unwrap();
    assert_eq!(changed, ids[..1]);
    let forget = "UPDATE gestures SET undone = 1 WHERE id = 2";
    store.conn.execute(forget, []).unwrap();
    let undone = store.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.articles, [ids[2], ids[1]]);
    assert_consistent(&store);
}

#[test]
fn gestures_on_feeds_are_logged_and_handed_back() {
    let (mut store, ids) = three();
    store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
    let kinds = [
        GestureKind::AddFeeds(vec![FEEDS[0].to_owned()]),
        GestureKind::RemoveFeed {
            url: FEEDS[0].to_owned(),
            title: "Noyau".into(),
            piece: "# le noyau\n[[feeds]]\n".into(),
        },
        GestureKind::EditFeed {
            url: FEEDS[0].to_owned(),
            title: None,
            tags: vec!["a/b".into()],
        },
    ];
    for kind in &kinds {
        assert_eq!(store.log(kind, NOW + 5).unwrap().kind, *kind);
    }
    for kind in kinds.iter().rev() {
        let undone = store.undo(NOW + 9).unwrap().unwrap();
        assert_eq!(undone.gesture.kind, *kind);
        assert_eq!(undone.gesture.at, NOW + 5);
        assert!(undone.articles.is_empty());
    }
    let last = store.last_gesture().unwrap().unwrap();
    assert_eq!(last.kind, GestureKind::Mark(Mark::Read));
}

#[test]
fn tags_are_the_articles_and_its_feeds() {
    let (mut store, ids) = three();
    let tagged = Subscription {
        tags: vec!["sécurité/avis".into(), "veille".into()],
        ..subscription(FEEDS[0])
    };
    let list = [tagged, subscription(FEEDS[1])];
    store.set_subscriptions(&list, NOW).unwrap();
    let mark = Mark::Tag("veille".into());
    store.mark(&ids, &mark, NOW).unwrap().unwrap();
    let tags: Vec<Vec<String>> = store
        .rows_by_id(&[ids[0], ids[2]])
        .unwrap()
        .into_iter()
        .map(|row| row.tags)
        .collect();
    assert_eq!(tags[0], ["veille", "sécurité/avis"]);
    assert_eq!(tags[1], ["veille"]);
}
