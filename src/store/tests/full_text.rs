//! The text of an article's page: beside the feed's, found, shown, outdated and gone with its article.

use super::*;
use crate::query;

const A: &str = "https://octet-libre.test/flux.xml";

fn linked(key: &str, title: &str) -> NewArticle {
    NewArticle {
        link: Some(format!("https://octet-libre.test/{key}")),
        ..article(key, title)
    }
}

fn page(text: &str, words: u32) -> NewFullText {
    NewFullText {
        html: format!("<p>{text}</p>"),
        text: text.to_owned(),
        words,
        url: "https://octet-libre.test/a".to_owned(),
        title: Some("Titre de la page".to_owned()),
        authors: vec!["Léa Morvan".to_owned()],
        published: Some(NOW - 60),
        walled: false,
    }
}

fn found(store: &Store, typed: &str) -> Vec<String> {
    titles(store, &query::parse(typed).unwrap())
}

#[test]
fn a_page_is_kept_beside_the_feed_and_found() {
    let mut store = store_with(&[A]);
    visit(
        &mut store,
        1,
        NOW,
        &[linked("a", "Une baie"), linked("b", "Deux")],
    );
    let id = id_of(&store, "Une baie");
    assert_eq!(store.article(id).unwrap().full, None);
    let text = "Trois mois après le sinistre, les onduleurs de Brest repartent";
    store
        .save_full_text(id, &page(text, 1000), NOW + 5)
        .unwrap();
    assert_consistent(&store);

    let kept = store.article(id).unwrap();
    let full = kept.full.unwrap();
    assert_eq!(full.html, format!("<p>{text}</p>"));
    assert_eq!((full.fetched, full.stale), (Some(NOW + 5), false));
    assert_eq!(kept.html, "<p>Une baie</p>", "the feed's text stays");
    assert_eq!((kept.row.words, kept.words), (1000, 1));

    assert_eq!(found(&store, "onduleurs"), ["Une baie"]);
    assert_eq!(found(&store, "baie brest"), ["Une baie"]);
    assert_eq!(found(&store, "author:morvan"), ["Une baie"]);
    assert_eq!(found(&store, "has:fulltext"), ["Une baie"]);
    assert_eq!(found(&store, "-has:fulltext"), ["Deux"]);
    assert_eq!(found(&store, "time:>4"), ["Une baie"]);
    assert!(store.save_full_text(99, &page(text, 1), NOW).is_err());
}

#[test]
fn a_page_fills_in_what_the_feed_does_not_say_and_nothing_else() {
    let mut store = store_with(&[A]);
    let said = NewArticle {
        authors: vec!["A. Le Gall".to_owned()],
        published: Some(NOW - 3600),
        ..linked("b", "Dit")
    };
    visit(&mut store, 1, NOW, &[linked("a", ""), said]);
    for title in ["", "Dit"] {
        let id = id_of(&store, title);
        store.save_full_text(id, &page("texte", 1), NOW).unwrap();
    }
    let rows = rows(&store, &all());
    let of = |title: &str| rows.iter().find(|row| row.title == title).unwrap();
    let filled = of("Titre de la page");
    assert_eq!(filled.authors, ["Léa Morvan"]);
    assert_eq!(filled.published, Some(NOW - 60));
    assert_eq!(filled.date, NOW, "its place stays");
    let said = of("Dit");
    assert_eq!(said.authors, ["A. Le Gall"]);
    assert_eq!(said.published, Some(NOW - 3600));
}

#[test]
fn an_edit_by_the_feed_outdates_the_page_and_keeps_it() {
    let mut store = store_with(&[A]);
    visit(&mut store, 1, NOW, &[linked("a", "Un")]);
    let id = id_of(&store, "Un");
    store
        .save_full_text(id, &page("onduleurs", 500), NOW)
        .unwrap();
    assert!(!store.full_text_due(id, NOW + 200_000).unwrap());

    let dated = NewArticle {
        updated: Some(NOW),
        ..linked("a", "Un")
    };
    visit(&mut store, 1, NOW + 1, std::slice::from_ref(&dated));
    assert!(
        !store.article(id).unwrap().full.unwrap().stale,
        "its text is as it was"
    );

    let edited = NewArticle {
        text: "Un, corrigé".to_owned(),
        title: "Un, corrigé".to_owned(),
        ..dated
    };
    assert_eq!(visit(&mut store, 1, NOW + 2, &[edited]).updated, 1);
    let full = store.article(id).unwrap().full.unwrap();
    assert!(full.stale);
    assert_eq!(full.html, "<p>onduleurs</p>");
    assert_eq!(found(&store, "corrigé onduleurs"), ["Un, corrigé"]);
    assert_eq!(rows(&store, &all())[0].words, 500);
    assert_eq!(
        store.full_texts_due(1, NOW + 3, 9).unwrap(),
        [0_i64; 0],
        "not twice a day"
    );
    assert_eq!(store.full_texts_due(1, NOW + 86_400, 9).unwrap(), [id]);

    store
        .save_no_full_text(id, NoText::Walled, NOW + 86_400)
        .unwrap();
    assert_eq!(
        store.article(id).unwrap().full.unwrap().html,
        "<p>onduleurs</p>"
    );
    store
        .save_full_text(id, &page("neuf", 2), NOW + 86_401)
        .unwrap();
    assert!(!store.article(id).unwrap().full.unwrap().stale);
    assert!(found(&store, "onduleurs").is_empty());
    assert_consistent(&store);
}

#[test]
fn pages_are_due_newest_first_and_once_a_day() {
    let mut store = store_with(&[A]);
    let no_link = article("sans", "Sans lien");
    for (n, entry) in [
        linked("a", "Un"),
        no_link,
        linked("b", "Deux"),
        linked("c", "Trois"),
    ]
    .into_iter()
    .enumerate()
    {
        visit(&mut store, 1, NOW + n as i64, &[entry]);
    }
    let [one, two, three] = ["Un", "Deux", "Trois"].map(|title| id_of(&store, title));
    let due = |store: &Store, at| store.full_texts_due(1, at, 9).unwrap();
    assert_eq!(due(&store, NOW), [three, two, one]);
    assert_eq!(store.full_texts_due(1, NOW, 2).unwrap(), [three, two]);
    store.mark(&[two], &Mark::Read, NOW).unwrap();
    assert_eq!(due(&store, NOW), [three, one]);
    store
        .save_no_full_text(one, NoText::Failed(None), NOW)
        .unwrap();
    store.save_no_full_text(three, NoText::Less, NOW).unwrap();
    assert_eq!(due(&store, NOW + 86_399), [0_i64; 0]);
    assert_eq!(due(&store, NOW + 86_400), [one]);
    let later = NOW + 200_000;
    store
        .save_no_full_text(one, NoText::Failed(Some(later)), NOW)
        .unwrap();
    assert_eq!(due(&store, later - 1), [0_i64; 0]);
    assert_eq!(due(&store, later), [one]);
    assert!(store.full_text_due(two, NOW).unwrap());
    assert!(found(&store, "has:fulltext").is_empty());
}

#[test]
fn a_page_goes_with_its_article() {
    let mut store = store_with(&[A]);
    visit(&mut store, 1, NOW, &[linked("a", "Un")]);
    let id = id_of(&store, "Un");
    store.save_full_text(id, &page("texte", 1), NOW).unwrap();
    store.set_subscriptions(&[], NOW).unwrap();
    assert_eq!(store.clean_up(NOW + 91 * 86_400).unwrap(), 1);
    let left: i64 = store
        .conn
        .query_row("SELECT count(*) FROM full_texts", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_site_at_rest_is_remembered_until_it_is_over() {
    let mut store = store_with(&[A]);
    store
        .save_rest("https://octet-libre.test", NOW + 60, NOW)
        .unwrap();
    store
        .save_rest("https://octet-libre.test", NOW + 30, NOW)
        .unwrap();
    store
        .save_rest("https://vigie.test", NOW + 10, NOW)
        .unwrap();
    assert_eq!(store.rests(NOW).unwrap().len(), 2);
    let left = [("https://octet-libre.test".to_owned(), NOW + 60)];
    assert_eq!(store.rests(NOW + 10).unwrap(), left);
    assert_eq!(store.rests(NOW + 60).unwrap(), []);
}
