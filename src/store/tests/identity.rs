//! Which entry is which article, and what an article keeps through edits, absences and new guids.

use super::*;

const FEED: &str = "https://noyau.test/flux.xml";
const OTHER: &str = "https://vigie.test/flux.xml";

/// A second and a third article, so that lists are not of one.
fn linked(key: &str, title: &str, link: &str) -> NewArticle {
    NewArticle {
        link: Some(format!("https://noyau.test/{link}")),
        link_and_title: Some(format!("{link} {title}")),
        shared_link: Some(format!("noyau.test/{link}")),
        ..article(key, title)
    }
}

#[test]
fn an_unchanged_feed_brings_nothing_and_writes_no_article() {
    let mut store = store_with(&[FEED]);
    let entries = [article("a", "Un"), article("b", "Deux")];
    let saved = visit(&mut store, 1, NOW, &entries);
    assert_eq!(saved, Saved { new: 2, updated: 0 });
    let before = store.conn.total_changes();
    let saved = visit(&mut store, 1, NOW + 3600, &entries);
    assert_eq!(saved, Saved::default());
    let written = store.conn.total_changes() - before;
    assert_eq!(written, 1, "the feed's own row alone");
    assert_consistent(&store);
}

#[test]
fn an_edit_updates_and_stays_read_in_its_place() {
    let mut store = store_with(&[FEED]);
    visit(
        &mut store,
        1,
        NOW,
        &[article("b", "Avant"), article("a", "Un")],
    );
    let id = id_of(&store, "Avant");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    let edited = NewArticle {
        published: Some(NOW + 50),
        ..article("b", "Après")
    };
    let saved = visit(&mut store, 1, NOW + 100, &[edited, article("a", "Un")]);
    assert_eq!(saved, Saved { new: 0, updated: 1 });
    let found = rows(&store, &all());
    assert_eq!(found[0].title, "Après");
    assert_eq!(
        (found[0].id, found[0].read, found[0].edited),
        (id, true, true)
    );
    assert_eq!(found[0].date, NOW);
    assert_eq!(found[0].published, Some(NOW + 50));
    assert_eq!(store.article(id).unwrap().html, "<p>Après</p>");
    assert_consistent(&store);
}

#[test]
fn a_change_beside_text_and_title_is_stored_and_not_called_an_edit() {
    let mut store = store_with(&[FEED]);
    visit(&mut store, 1, NOW, &[article("a", "Un")]);
    let moved = NewArticle {
        link: Some("https://noyau.test/un".into()),
        categories: vec!["noyau".into()],
        enclosures: Some("[]".into()),
        ..article("a", "Un")
    };
    assert_eq!(visit(&mut store, 1, NOW, &[moved]), Saved::default());
    let found = &rows(&store, &all())[0];
    assert_eq!(found.link.as_deref(), Some("https://noyau.test/un"));
    assert!(found.has_enclosure && !found.edited);
    assert_eq!(store.article(found.id).unwrap().categories, ["noyau"]);
}

#[test]
fn guids_that_change_at_each_visit_bring_nothing_new_without_links_either() {
    let mut store = store_with(&[FEED]);
    let sent = |round: i64| -> Vec<NewArticle> {
        ["Un", "Deux"]
            .map(|title| NewArticle {
                link_and_title: Some(format!("title-date:{title}")),
                ..article(&format!("{title}-{round}"), title)
            })
            .into()
    };
    assert_eq!(visit(&mut store, 1, NOW, &sent(0)).new, 2);
    let id = id_of(&store, "Un");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    for round in 1..4 {
        assert_eq!(visit(&mut store, 1, NOW + round, &sent(round)).new, 0);
    }
    assert!(store.article(id).unwrap().row.read);
    assert_consistent(&store);
}

#[test]
fn an_unknown_guid_with_a_known_link_and_title_is_the_same_article() {
    let mut store = store_with(&[FEED]);
    visit(&mut store, 1, NOW, &[linked("http://guid", "Un", "un")]);
    let id = id_of(&store, "Un");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    let saved = visit(&mut store, 1, NOW, &[linked("https://guid", "Un", "un")]);
    assert_eq!(saved, Saved::default());
    let saved = visit(
        &mut store,
        1,
        NOW,
        &[linked("https://guid", "Un bis", "un")],
    );
    assert_eq!(saved, Saved { new: 0, updated: 1 }, "the new guid is known");
    let found = rows(&store, &all());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, found[0].read), (id, true));
    assert_consistent(&store);
}

#[test]
fn guids_that_change_at_each_visit_leave_no_trail() {
    let mut store = store_with(&[FEED]);
    for round in 0..20 {
        let entries: Vec<NewArticle> = (0..5)
            .map(|n| {
                linked(
                    &format!("{round}-{n}"),
                    &format!("Titre {n}"),
                    &n.to_string(),
                )
            })
            .collect();
        visit(&mut store, 1, NOW + round, &entries);
    }
    assert_eq!(rows(&store, &all()).len(), 5);
    let sql = "SELECT count(*) FROM identities";
    let keys: i64 = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(
        keys, 10,
        "for each article its guid, and its link and title"
    );
    assert_consistent(&store);
}

#[test]
fn two_entries_of_one_visit_are_two_articles() {
    let mut store = store_with(&[FEED]);
    let twins = [linked("a", "Photo", ""), linked("b", "Photo", "")];
    assert_eq!(visit(&mut store, 1, NOW, &twins).new, 2);
    assert_eq!(visit(&mut store, 1, NOW, &twins), Saved::default());
    let three = [linked("c", "Photo", ""), twins[0].clone(), twins[1].clone()];
    assert_eq!(visit(&mut store, 1, NOW, &three).new, 1);
    let twice = [article("d", "La première"), article("d", "La seconde")];
    assert_eq!(visit(&mut store, 1, NOW, &twice).new, 1);
    assert!(titles(&store, &all()).contains(&"La première".to_owned()));
    assert_consistent(&store);
}

#[test]
fn what_leaves_the_feed_stays_and_is_known_when_it_returns() {
    let mut store = store_with(&[FEED]);
    visit(
        &mut store,
        1,
        NOW,
        &[article("a", "Un"), article("b", "Deux")],
    );
    let id = id_of(&store, "Un");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    visit(&mut store, 1, NOW + 1, &[article("b", "Deux")]);
    visit(&mut store, 1, NOW + 2, &[]);
    assert_eq!(rows(&store, &all()).len(), 2);
    let saved = visit(&mut store, 1, NOW + 3, &[article("a", "Un")]);
    assert_eq!(saved, Saved::default());
    assert_eq!(titles(&store, &unread()), ["Deux"]);
}

#[test]
fn one_link_in_two_feeds_shares_one_status() {
    let mut store = store_with(&[FEED, OTHER]);
    visit(&mut store, 1, NOW, &[linked("a", "Un", "un")]);
    visit(&mut store, 2, NOW, &[linked("z", "Un, vu de Vigie", "un")]);
    let (here, there) = (id_of(&store, "Un"), id_of(&store, "Un, vu de Vigie"));
    let (gesture, changed) = store.mark(&[here], &Mark::Read, NOW).unwrap().unwrap();
    assert_eq!(gesture.count, 2);
    assert_eq!(changed, [there, here]);
    assert!(rows(&store, &unread()).is_empty());
    let undone = store.undo(NOW).unwrap().unwrap();
    assert_eq!(undone.articles, [there, here]);
    assert_eq!(rows(&store, &unread()).len(), 2);
    assert_consistent(&store);
}

#[test]
fn what_was_read_in_one_feed_arrives_read_in_another() {
    let mut store = store_with(&[FEED, OTHER]);
    visit(&mut store, 1, NOW, &[linked("a", "Un", "un")]);
    let id = id_of(&store, "Un");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    visit(&mut store, 2, NOW, &[linked("z", "Le même", "un")]);
    assert!(titles(&store, &unread()).is_empty());
    assert_eq!(store.feeds().unwrap()[1].unread, 0);
    let own = NewArticle {
        shared_link: None,
        ..linked("y", "Sans partage", "un")
    };
    visit(&mut store, 2, NOW, &[own]);
    assert_eq!(titles(&store, &unread()), ["Sans partage"]);
    assert_consistent(&store);
}

#[test]
fn two_articles_of_one_feed_never_share_a_status() {
    let mut store = store_with(&[FEED]);
    visit(
        &mut store,
        1,
        NOW,
        &[linked("a", "Édition du lundi", "une")],
    );
    let id = id_of(&store, "Édition du lundi");
    store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
    visit(
        &mut store,
        1,
        NOW,
        &[linked("b", "Édition du mardi", "une")],
    );
    assert_eq!(titles(&store, &unread()), ["Édition du mardi"]);
    assert_consistent(&store);
}

#[test]
fn what_was_read_and_cleaned_away_comes_back_read() {
    let mut store = store_with(&[FEED]);
    let entries = [
        article("a", "Un"),
        article("b", "Deux"),
        article("c", "Trois"),
    ];
    visit(&mut store, 1, NOW, &entries);
    let read = id_of(&store, "Un");
    let star = id_of(&store, "Trois");
    store.mark(&[read], &Mark::Read, NOW).unwrap().unwrap();
    store.mark(&[star], &Mark::Star, NOW).unwrap().unwrap();
    store.set_subscriptions(&[], NOW).unwrap();
    let days = |n: i64| NOW + n * 86_400;
    assert_eq!(store.clean_up(days(89)).unwrap(), 0);
    assert_eq!(store.clean_up(days(90)).unwrap(), 2);
    assert_eq!(store.clean_up(days(90)).unwrap(), 0);
    assert_consistent(&store);

    store
        .set_subscriptions(&[subscription(FEED)], days(91))
        .unwrap();
    let feed = &store.feeds().unwrap()[0];
    assert_eq!(feed.id, 1, "a number is never reused, nor lost");
    let saved = visit(&mut store, 1, days(91), &entries);
    assert_eq!(saved, Saved::default(), "none was never seen before");
    let found = rows(&store, &all());
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|row| row.date == NOW), "first seen then");
    assert_eq!(titles(&store, &unread()), ["Deux", "Trois"]);
    assert_ne!(id_of(&store, "Un"), read, "an id is never reused");
    assert_consistent(&store);
}

#[test]
fn places_in_time() {
    let mut store = store_with(&[FEED]);
    let dated = |key: &str, published| NewArticle {
        published,
        ..article(key, key)
    };
    let entries = [
        dated("sans date 1", None),
        dated("sans date 2", None),
        dated("demain", Some(NOW + 86_400)),
        dated("hier 1", Some(NOW - 86_400)),
        dated("hier 2", Some(NOW - 86_400)),
        dated("1902", Some(-2_000_000_000)),
        dated("hors du temps", Some(i64::MAX)),
    ];
    visit(&mut store, 1, NOW, &entries);
    visit(&mut store, 1, NOW + 10, &[dated("plus tard", None)]);
    let expected = [
        "plus tard",
        "sans date 1",
        "sans date 2",
        "demain",
        "hors du temps",
        "hier 1",
        "hier 2",
        "1902",
    ];
    assert_eq!(titles(&store, &all()), expected);
    let found = rows(&store, &all());
    assert_eq!(found[3].published, Some(NOW + 86_400), "as sent");
    assert_eq!(found[3].date, NOW);
    assert_eq!(found[7].date, 0);
}

/// An entry of a feed that reuses its guids: number of the guid, and of the article.
fn numbered(key: &str, n: i64) -> NewArticle {
    NewArticle {
        published: Some(NOW - 1000 + n),
        ..linked(key, &format!("Article {n}"), &n.to_string())
    }
}

#[test]
fn a_guid_given_to_one_article_after_the_other_loses_none() {
    let undated = |key: &str, n| NewArticle {
        published: None,
        ..numbered(key, n)
    };
    let headline = |key: &str, n| NewArticle {
        html: String::new(),
        text: String::new(),
        published: None,
        ..numbered(key, n)
    };
    for sent in [numbered, undated, headline] {
        let mut store = store_with(&[FEED]);
        for n in 0..4 {
            let entries = [sent("unique", n)];
            let saved = visit(&mut store, 1, NOW + n, &entries);
            assert_eq!(saved, Saved { new: 1, updated: 0 });
            assert_eq!(visit(&mut store, 1, NOW + n, &entries), Saved::default());
            assert_eq!(titles(&store, &unread()), [format!("Article {n}")]);
            let id = id_of(&store, &format!("Article {n}"));
            store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
            assert_consistent(&store);
        }
        assert_eq!(rows(&store, &all()).len(), 4);
        let corrected = NewArticle {
            title: "Article 3, corrigé".into(),
            ..sent("unique", 3)
        };
        let saved = visit(&mut store, 1, NOW + 9, &[corrected]);
        assert_eq!(saved, Saved { new: 0, updated: 1 }, "the newest has it");
        let back = visit(&mut store, 1, NOW + 10, &[sent("unique", 1)]);
        assert_eq!(back, Saved::default(), "an old one is still known");
        assert!(titles(&store, &unread()).is_empty());
    }
}

#[test]
fn a_retitled_article_whose_address_follows_stays_read() {
    let undated = |article: NewArticle| NewArticle {
        published: None,
        html: "<p>Le texte, le même.</p>".into(),
        text: "Le texte, le même.".into(),
        ..article
    };
    let before = numbered("stable", 1);
    let after = NewArticle {
        published: before.published,
        ..numbered("stable", 2)
    };
    for (before, after) in [
        (before.clone(), after.clone()),
        (undated(before), undated(after)),
    ] {
        let mut store = store_with(&[FEED]);
        visit(&mut store, 1, NOW, &[before]);
        let id = id_of(&store, "Article 1");
        store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
        let saved = visit(&mut store, 1, NOW, &[after]);
        assert_eq!(saved, Saved { new: 0, updated: 1 });
        let found = rows(&store, &all());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id, found[0].read), (id, true));
        assert_consistent(&store);
    }
}

#[test]
fn guids_that_are_row_numbers_lose_no_article_and_keep_marks() {
    let one_date = |key: &str, n| NewArticle {
        published: Some(NOW - 5000),
        ..numbered(key, n)
    };
    let headline = |key: &str, n| NewArticle {
        html: String::new(),
        published: None,
        ..numbered(key, n)
    };
    for sent in [numbered, one_date, headline] {
        let mut store = store_with(&[FEED]);
        let round = |first: i64| -> Vec<NewArticle> {
            (0..5)
                .map(|row| sent(&row.to_string(), first + 4 - row))
                .collect()
        };
        visit(&mut store, 1, NOW, &round(0));
        for first in 1..12 {
            let newest = format!("Article {}", first + 3);
            let id = id_of(&store, &newest);
            store.mark(&[id], &Mark::Read, NOW).unwrap().unwrap();
            let saved = visit(&mut store, 1, NOW + first, &round(first));
            assert_eq!(saved, Saved { new: 1, updated: 0 }, "round {first}");
            let row = store.article(id).unwrap().row;
            assert_eq!((row.title, row.read), (newest, true));
            let again = visit(&mut store, 1, NOW + first, &round(first));
            assert_eq!(again, Saved::default());
        }
        assert_eq!(rows(&store, &all()).len(), 16);
        assert_eq!(rows(&store, &unread()).len(), 5, "those never marked");
        let sql = "SELECT count(*) FROM identities";
        let keys: i64 = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(keys, 5 + 16, "the rows, and each link and title");
    }
}

#[test]
fn links_and_guids_that_both_change_at_each_visit_bring_nothing_new_and_leave_no_trail() {
    let sent = |round: i64| -> Vec<NewArticle> {
        (0..5)
            .map(|n| NewArticle {
                by_content: true,
                published: Some(NOW - n),
                ..linked(
                    &format!("{round}-{n}"),
                    "Multiples vulnérabilités",
                    &format!("p/{n}?t={round}"),
                )
            })
            .collect()
    };
    let mut store = store_with(&[FEED]);
    assert_eq!(visit(&mut store, 1, NOW, &sent(0)).new, 5);
    let ids: Vec<i64> = rows(&store, &all()).iter().map(|row| row.id).collect();
    store.mark(&ids[..2], &Mark::Read, NOW).unwrap().unwrap();
    for round in 1..6 {
        let saved = visit(&mut store, 1, NOW + round, &sent(round));
        assert_eq!(saved, Saved::default(), "round {round}");
    }
    let found = rows(&store, &all());
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    assert_eq!(rows(&store, &unread()).len(), 3);
    for (table, rows) in [("identities", 15), ("shared_links", 5)] {
        let sql = format!("SELECT count(*) FROM {table}");
        let keys: i64 = store.conn.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(keys, rows, "{table}");
    }
    assert_consistent(&store);
}

#[test]
fn without_link_and_date_title_and_text_are_the_same_article_and_a_title_is_not() {
    let sent = |key: &str, text: &str| NewArticle {
        by_content: true,
        html: format!("<p>{text}</p>"),
        text: text.into(),
        ..article(key, "Brève")
    };
    let mut store = store_with(&[FEED]);
    visit(&mut store, 1, NOW, &[sent("a1", "Un"), sent("b1", "Deux")]);
    let ids: Vec<i64> = rows(&store, &all()).iter().map(|row| row.id).collect();
    store.mark(&ids, &Mark::Read, NOW).unwrap().unwrap();
    let again = [sent("b2", "Deux"), sent("a2", "Un"), sent("c2", "Trois")];
    let saved = visit(&mut store, 1, NOW + 1, &again);
    assert_eq!(saved, Saved { new: 1, updated: 0 });
    assert_eq!(rows(&store, &unread()).len(), 1);
    for (round, text) in ["Un, vu 3 fois", "Un, vu 7 fois"].iter().enumerate() {
        let saved = visit(&mut store, 1, NOW + 2, &[sent("a2", text)]);
        assert_eq!(saved, Saved { new: 0, updated: 1 }, "round {round}");
    }
    let sql = "SELECT count(*) FROM identities";
    let keys: i64 = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(keys, 6, "for each article its guid and its last content");
    let before = visit(&mut store, 1, NOW + 3, &[sent("d", "Un")]);
    assert_eq!(before.new, 1, "a text it had before an edit is not it");
    assert_consistent(&store);
}
