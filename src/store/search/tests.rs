use super::*;
use crate::query::{Comparison, Part, Pattern, TextField, When};
use crate::store::tests::{
    NOW, all, article, clock, id_of, only, store_with, subscription, titles, unread, visit,
};
use crate::store::{Mark, NewArticle, Store, Subscription, VisitRecord};

const NOYAU: i64 = 1;
const VIGIE: i64 = 2;
const CACHE: i64 = 3;

/// Three feeds (the third hidden) with articles of every kind, a minute between them; `hidden one` is hidden by a rule.
fn store() -> Store {
    let urls = [
        "https://noyau.test/flux",
        "https://vigie.test/avis",
        "https://cache.test/",
    ];
    let mut store = store_with(&urls);
    let list = [
        Subscription {
            title: Some("Noyau Libre".into()),
            tags: vec!["Système/Linux".into()],
            ..subscription(urls[0])
        },
        Subscription {
            title: Some("La Vigie".into()),
            tags: vec!["Sécurité".into()],
            ..subscription(urls[1])
        },
        Subscription {
            title: Some("Caché".into()),
            hidden: true,
            ..subscription(urls[2])
        },
    ];
    store.set_subscriptions(&list, NOW).unwrap();
    let minute = |n: i64| Some(NOW - n * 60);
    let noyau = [
        NewArticle {
            published: minute(1),
            text: "L’œuvre du cœur bat au rythme de l’été".into(),
            words: 400,
            authors: vec!["Léa Dubois".into()],
            link: Some("https://noyau.test/100%/été_1".into()),
            enclosures: Some("[]".into()),
            ..article("a", "Été du noyau")
        },
        NewArticle {
            published: minute(3),
            text: "Un programme en C++ et un autre en C# mais pas en C".into(),
            words: 2300,
            language: Some("en-GB".into()),
            ..article("b", "Langages")
        },
    ];
    let vigie = [
        NewArticle {
            published: minute(2),
            text: "La faille CVE-2026-1234 touche le noyau".into(),
            words: 90,
            link: Some("https://vigie.test/avis/1".into()),
            ..article("c", "Avis de sécurité")
        },
        NewArticle {
            published: minute(3 * 1440),
            authors: vec!["Jean Noyau".into()],
            words: 0,
            ..article("d", "Ancien avis")
        },
        NewArticle {
            published: minute(5),
            ..article("h", "Masqué")
        },
    ];
    visit(&mut store, VIGIE, NOW, &vigie);
    visit(&mut store, NOYAU, NOW, &noyau);
    visit(&mut store, CACHE, NOW, &[article("e", "Le noyau caché")]);
    let record = VisitRecord {
        language: Some("fr".into()),
        ..VisitRecord::default()
    };
    store.save_visit(NOYAU, &record, &[]).unwrap();
    let hide = "UPDATE statuses SET hidden = 1 WHERE id = (SELECT status FROM articles WHERE title = 'Masqué');
        UPDATE articles SET hidden = 1 WHERE title = 'Masqué';
        UPDATE feeds SET unread = unread - 1, total = total - 1 WHERE id = 2;";
    store.conn.execute_batch(hide).unwrap();
    let mark = |store: &mut Store, title: &str, mark: Mark| {
        let id = id_of(store, title);
        store.mark(&[id], &mark, NOW).unwrap().unwrap();
    };
    mark(&mut store, "Langages", Mark::Read);
    mark(&mut store, "Ancien avis", Mark::Star);
    mark(
        &mut store,
        "Avis de sécurité",
        Mark::Tag("À lire/Vite".into()),
    );
    crate::store::tests::assert_consistent(&store);
    store
}

const ETE: &str = "Été du noyau";
const AVIS: &str = "Avis de sécurité";
const LANGAGES: &str = "Langages";
const ANCIEN: &str = "Ancien avis";
const MASQUE: &str = "Masqué";
const CACHE_TITLE: &str = "Le noyau caché";

fn term(term: Term) -> Expr {
    Expr::Term(term)
}

fn text(field: Option<TextField>, pattern: Pattern) -> Expr {
    term(Term::Text { field, pattern })
}

fn word(word: &str) -> Expr {
    text(None, Pattern::Word(word.into()))
}

fn phrase(words: &[&str]) -> Expr {
    let words = words.iter().map(|word| (*word).to_owned()).collect();
    text(None, Pattern::Phrase(words))
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

fn is(state: State) -> Expr {
    term(Term::Is(state))
}

#[test]
fn every_condition_finds_what_it_says_and_nothing_else() {
    let store = store();
    let in_title = |word: &str| text(Some(TextField::Title), Pattern::Word(word.into()));
    let by = |word: &str| text(Some(TextField::Author), Pattern::Word(word.into()));
    let feed = |word: &str| text(Some(TextField::Feed), Pattern::Word(word.into()));
    let link = |word: &str| text(Some(TextField::Link), Pattern::Word(word.into()));
    let prefix = |word: &str| text(None, Pattern::Prefix(word.into()));
    let tag = |tag: &str| term(Term::Tag(tag.into()));
    let lang = |lang: &str| term(Term::Lang(lang.into()));
    let time = |comparison, minutes| term(Term::Time(comparison, minutes));
    let cases: Vec<(Expr, &[&str])> = vec![
        (Expr::All, &[ETE, AVIS, LANGAGES, ANCIEN]),
        (Expr::And(vec![]), &[ETE, AVIS, LANGAGES, ANCIEN]),
        (Expr::Or(vec![]), &[]),
        // words
        (word("noyau"), &[ETE, AVIS, ANCIEN]),
        (word("oeuvre"), &[ETE]),
        (word("coeur"), &[ETE]),
        (word("ete"), &[ETE]),
        (word("cplusplus"), &[LANGAGES]),
        (word("csharp"), &[LANGAGES]),
        (word("c"), &[LANGAGES]),
        (word("nulle"), &[]),
        (word("a\" OR \"noyau"), &[]),
        (word(""), &[]),
        (word("\""), &[]),
        (prefix("lang"), &[LANGAGES]),
        (prefix("no"), &[ETE, AVIS, ANCIEN]),
        (phrase(&["cve", "2026", "1234"]), &[AVIS]),
        (phrase(&["1234", "2026"]), &[]),
        (phrase(&[]), &[]),
        (in_title("noyau"), &[ETE]),
        (by("noyau"), &[ANCIEN]),
        (by("lea"), &[ETE]),
        // feeds, links, tags
        (feed("vigie"), &[AVIS, ANCIEN]),
        (feed("cache"), &[CACHE_TITLE]),
        (feed("nulle"), &[]),
        (feed(""), &[]),
        (not(feed("vigie")), &[ETE, LANGAGES]),
        (not(feed("noyau")), &[AVIS, ANCIEN]),
        (term(Term::FeedId(CACHE)), &[CACHE_TITLE]),
        (term(Term::FeedId(99)), &[]),
        (
            Expr::Or(vec![feed("cache"), word("oeuvre")]),
            &[CACHE_TITLE, ETE],
        ),
        (link("avis"), &[AVIS]),
        (link("ete"), &[ETE]),
        (link("a%s"), &[]),
        (link(""), &[]),
        (not(link("vigie")), &[ETE, LANGAGES, ANCIEN]),
        (tag("securite"), &[AVIS, ANCIEN]),
        (tag("systeme"), &[ETE, LANGAGES]),
        (tag("Système/Linux"), &[ETE, LANGAGES]),
        (tag("systeme/linux/6"), &[]),
        (tag("sys"), &[]),
        (tag("a lire"), &[AVIS]),
        (tag("a lire/vite"), &[AVIS]),
        (tag("a lir"), &[]),
        (not(tag("securite")), &[ETE, LANGAGES]),
        // states and parts
        (is(State::Unread), &[ETE, AVIS, ANCIEN]),
        (is(State::Read), &[LANGAGES]),
        (not(is(State::Read)), &[ETE, AVIS, ANCIEN]),
        (is(State::Starred), &[ANCIEN]),
        (not(is(State::Starred)), &[ETE, AVIS, LANGAGES]),
        (is(State::Hidden), &[MASQUE]),
        (not(is(State::Hidden)), &[ETE, AVIS, LANGAGES, ANCIEN]),
        (is(State::Updated), &[]),
        (term(Term::Has(Part::Enclosure)), &[ETE]),
        (term(Term::Has(Part::FullText)), &[]),
        // dates, times, languages
        (term(Term::Since(When::Ago(120))), &[ETE, AVIS]),
        (term(Term::Until(When::Ago(120))), &[AVIS, LANGAGES, ANCIEN]),
        (time(Comparison::Less, 1), &[ANCIEN]),
        (time(Comparison::Equal, 1), &[AVIS]),
        (time(Comparison::AtMost, 2), &[ETE, AVIS, ANCIEN]),
        (time(Comparison::AtLeast, 2), &[ETE, LANGAGES]),
        (time(Comparison::More, 2), &[LANGAGES]),
        (lang("fr"), &[ETE]),
        (lang("en"), &[LANGAGES]),
        (lang("en-gb"), &[LANGAGES]),
        (lang("e"), &[]),
        (not(lang("fr")), &[AVIS, LANGAGES, ANCIEN]),
        // together
        (
            Expr::And(vec![word("noyau"), not(word("faille"))]),
            &[ETE, ANCIEN],
        ),
        (
            Expr::And(vec![word("noyau"), is(State::Starred)]),
            &[ANCIEN],
        ),
        (Expr::And(vec![not(word("noyau"))]), &[LANGAGES]),
        (Expr::And(vec![not(word("noyau")), is(State::Unread)]), &[]),
        (
            not(Expr::Or(vec![word("oeuvre"), is(State::Read)])),
            &[AVIS, ANCIEN],
        ),
        (
            Expr::Or(vec![word("oeuvre"), is(State::Read)]),
            &[ETE, LANGAGES],
        ),
        (
            Expr::Or(vec![word("oeuvre"), word("cplusplus")]),
            &[ETE, LANGAGES],
        ),
        (
            Expr::And(vec![word("noyau"), term(Term::Since(When::Ago(100)))]),
            &[ETE],
        ),
        (
            Expr::And(vec![
                word("noyau"),
                Expr::And(vec![word("oeuvre"), feed("libre")]),
            ]),
            &[ETE],
        ),
        (
            Expr::And(vec![is(State::Hidden), word("masque"), feed("vigie")]),
            &[MASQUE],
        ),
    ];
    for (filter, expected) in cases {
        let query = Query {
            filter,
            sort: Sort::Newest,
        };
        assert_eq!(titles(&store, &query), expected, "{:?}", query.filter);
    }
}

#[test]
fn queries_as_typed() {
    let store = store();
    let cases: [(&str, &[&str]); 32] = [
        ("", &[ETE, AVIS, LANGAGES, ANCIEN]),
        ("l’été", &[ETE]),
        ("ŒUVRE", &[ETE]),
        ("d'avis", &[AVIS, ANCIEN]),
        ("C++", &[LANGAGES]),
        ("c#", &[LANGAGES]),
        ("langage*", &[LANGAGES]),
        ("cve-2026-1234", &[AVIS]),
        ("CVE-2026*", &[AVIS]),
        ("\"faille cve\"", &[AVIS]),
        ("\"cve faille\"", &[]),
        ("noyau -faille", &[ETE, ANCIEN]),
        ("œuvre OR c++", &[ETE, LANGAGES]),
        ("titre:noyau", &[ETE]),
        ("auteur:noyau", &[ANCIEN]),
        ("flux:noyau.test", &[ETE, LANGAGES]),
        ("flux:\"la vigie\"", &[AVIS, ANCIEN]),
        ("flux:caché", &[CACHE_TITLE]),
        ("feed:#3", &[CACHE_TITLE]),
        ("-feed:#1", &[AVIS, ANCIEN]),
        ("lien:vigie.test/avis/1", &[AVIS]),
        ("link:https://vigie.test/", &[AVIS]),
        ("-lien:vigie.test", &[ETE, LANGAGES, ANCIEN]),
        ("lien:100%", &[ETE]),
        ("tag:sécurité", &[AVIS, ANCIEN]),
        ("tag:système", &[ETE, LANGAGES]),
        ("est:nonlu tag:système", &[ETE]),
        ("est:favori", &[ANCIEN]),
        ("est:masque", &[MASQUE]),
        ("a:pour", &[]),
        ("temps:<2 est:nonlu", &[AVIS, ANCIEN]),
        ("lang:fr", &[ETE]),
    ];
    for (typed, expected) in cases {
        match crate::query::parse(typed) {
            Ok(query) => assert_eq!(titles(&store, &query), expected, "{typed}"),
            Err(error) => assert!(expected.is_empty(), "{typed}: {error:?}"),
        }
    }
}

#[test]
fn orders_and_pieces() {
    let store = store();
    let cases: [(Sort, [&str; 4]); 4] = [
        (Sort::Newest, [ETE, AVIS, LANGAGES, ANCIEN]),
        (Sort::Oldest, [ANCIEN, LANGAGES, AVIS, ETE]),
        (Sort::Feed, [AVIS, ANCIEN, ETE, LANGAGES]),
        (Sort::Title, [ANCIEN, AVIS, ETE, LANGAGES]),
    ];
    for (sort, expected) in cases {
        let query = Query {
            filter: Expr::All,
            sort,
        };
        assert_eq!(titles(&store, &query), expected);
        let mut pieces = Vec::new();
        while let Some(key) = store
            .keys(&query, &clock(), Some(1), pieces.last().copied())
            .unwrap()
            .first()
        {
            pieces.push(*key);
        }
        assert_eq!(
            pieces,
            store.keys(&query, &clock(), None, None).unwrap(),
            "{sort:?}"
        );
    }
    let found = Query {
        filter: word("noyau"),
        sort: Sort::Newest,
    };
    let keys = store.keys(&found, &clock(), None, None).unwrap();
    let rest = store
        .keys(&found, &clock(), Some(1), Some(keys[0]))
        .unwrap();
    assert_eq!(rest, keys[1..2]);
}

#[test]
fn an_edited_article_is_found_by_its_new_words_alone() {
    let mut store = store();
    visit(&mut store, VIGIE, NOW, &[article("d", "Nouvel intitulé")]);
    let find = |wanted: &str| {
        let query = Query {
            filter: word(wanted),
            sort: Sort::Newest,
        };
        titles(&store, &query)
    };
    assert!(find("ancien").is_empty());
    assert_eq!(find("intitule"), ["Nouvel intitulé"]);
    assert_eq!(
        titles(&store, &only(Term::Is(State::Updated))),
        ["Nouvel intitulé"]
    );
}

/// How SQLite goes about the keys of a query.
fn plan(store: &Store, query: &Query) -> String {
    let named = Named::for_query(&store.conn, query).unwrap();
    let statement = compile::compile(&query.filter, &named, &clock());
    let place = statement.place();
    let sql = format!(
        "EXPLAIN QUERY PLAN SELECT {place} {} ORDER BY {place} DESC LIMIT 50",
        statement.text()
    );
    let mut explain = store.conn.prepare(&sql).unwrap();
    let lines = explain
        .query_map(statement.parameters(), |row| row.get::<_, String>(3))
        .unwrap();
    let lines: Vec<String> = lines.map(std::result::Result::unwrap).collect();
    lines.join("\n")
}

#[test]
fn lists_are_served_by_an_index_in_its_order() {
    let store = store();
    let query = |filter: Vec<Expr>| Query {
        filter: Expr::And(filter),
        sort: Sort::Newest,
    };
    let feed = || term(Term::FeedId(NOYAU));
    let since = || term(Term::Since(When::Ago(9_000)));
    let cases = [
        (unread(), "COVERING INDEX river_unread "),
        (all(), "COVERING INDEX river "),
        (only(Term::Is(State::Starred)), "INDEX starred "),
        (only(Term::FeedId(NOYAU)), "COVERING INDEX feed_all "),
        (
            query(vec![feed(), is(State::Unread)]),
            "COVERING INDEX feed_unread ",
        ),
        (
            query(vec![is(State::Unread), since()]),
            "COVERING INDEX river_unread ",
        ),
        (query(vec![is(State::Read)]), "INDEX river "),
        (
            query(vec![word("noyau")]),
            "SCAN search VIRTUAL TABLE INDEX",
        ),
        (
            query(vec![word("noyau"), is(State::Unread), since()]),
            "SCAN search VIRTUAL TABLE INDEX",
        ),
        (query(vec![not(word("noyau"))]), "INDEX river "),
        (
            query(vec![term(Term::Tag("securite".into()))]),
            "INDEX river ",
        ),
    ];
    for (query, expected) in cases {
        let plan = plan(&store, &query);
        assert!(plan.contains(expected), "{:?}:\n{plan}", query.filter);
        assert!(!plan.contains("TEMP B-TREE"), "{:?}:\n{plan}", query.filter);
        assert!(!plan.contains("SCAN a"), "{:?}:\n{plan}", query.filter);
        assert!(!plan.contains("bodies"), "{:?}:\n{plan}", query.filter);
    }
}
