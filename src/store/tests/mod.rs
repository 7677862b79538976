//! What the store promises, tried on whole stores; and what all these tests share.

mod damage;
mod feeds;
mod full_text;
mod identity;
mod keep;
mod marks;
mod model;
mod opening;
mod snapshots;

use super::*;
use crate::query::{Expr, Query, State, Term};
use jiff::tz::TimeZone;

/// A Tuesday in November 2026, when the tests' world begins.
pub(super) const NOW: UnixTime = 1_795_500_000;

pub(super) fn clock() -> Clock {
    Clock {
        now: NOW,
        zone: TimeZone::UTC,
    }
}

/// A store with these feeds, numbered from 1 in their order.
pub(super) fn store_with(urls: &[&str]) -> Store {
    let mut store = Store::in_memory().unwrap();
    let list: Vec<Subscription> = urls.iter().map(|url| subscription(url)).collect();
    store.set_subscriptions(&list, NOW).unwrap();
    store
}

pub(super) fn subscription(url: &str) -> Subscription {
    Subscription {
        url: url.to_owned(),
        ..Subscription::default()
    }
}

/// An article known by its guid, its text and HTML made from its title.
pub(super) fn article(key: &str, title: &str) -> NewArticle {
    NewArticle {
        key: key.to_owned(),
        guid: Some(key.to_owned()),
        title: title.to_owned(),
        html: format!("<p>{title}</p>"),
        text: title.to_owned(),
        words: 1,
        ..NewArticle::default()
    }
}

/// A visit that brought these articles.
pub(super) fn visit(store: &mut Store, feed: i64, at: UnixTime, articles: &[NewArticle]) -> Saved {
    let record = VisitRecord {
        fetched: at,
        http: Some(200),
        next: at + 3600,
        ..VisitRecord::default()
    };
    store.save_visit(feed, &record, articles).unwrap()
}

pub(super) fn all() -> Query {
    Query::default()
}

pub(super) fn only(term: Term) -> Query {
    Query {
        filter: Expr::Term(term),
        ..Query::default()
    }
}

pub(super) fn unread() -> Query {
    only(Term::Is(State::Unread))
}

/// The rows of a query.
pub(super) fn rows(store: &Reader, query: &Query) -> Vec<Row> {
    let keys = store.keys(query, &clock(), None, None).unwrap();
    let rows = store.rows(&keys).unwrap();
    assert_eq!(rows.len(), keys.len(), "every key has a row");
    assert_eq!(
        store.count(query, &clock()).unwrap(),
        keys.len() as i64,
        "a count is the length of its list: {query:?}"
    );
    rows
}

/// The titles of a query's articles.
pub(super) fn titles(store: &Reader, query: &Query) -> Vec<String> {
    let rows = rows(store, query).into_iter();
    rows.map(|row| row.title).collect()
}

/// The id of the article of this title.
pub(super) fn id_of(store: &Reader, title: &str) -> i64 {
    let sql = "SELECT id FROM articles WHERE title = ?1";
    let id = store.conn.query_row(sql, [title], |row| row.get(0));
    id.unwrap()
}

/// Everything that is written down twice says the same in both places.
pub(super) fn assert_consistent(store: &Reader) {
    let wrong = [
        (
            "copies of statuses",
            "SELECT count(*) FROM articles a JOIN statuses s ON s.id = a.status
             WHERE (a.read, a.starred, a.hidden) <> (s.read, s.starred, s.hidden)",
        ),
        (
            "articles without a status",
            "SELECT count(*) FROM articles WHERE status NOT IN (SELECT id FROM statuses)",
        ),
        (
            "shown",
            "SELECT count(*) FROM articles a JOIN feeds f ON f.id = a.feed
             WHERE a.shown <> (f.subscribed = 1 AND f.hidden = 0)",
        ),
        (
            "counts",
            "SELECT count(*) FROM feeds f WHERE (f.unread, f.starred, f.total) <>
             (SELECT count(*) FILTER (WHERE read = 0), count(*) FILTER (WHERE starred = 1), count(*)
              FROM articles WHERE feed = f.id AND hidden = 0)",
        ),
        (
            "bodies",
            "SELECT (SELECT count(*) FROM bodies) <> (SELECT count(*) FROM articles) OR EXISTS
             (SELECT 1 FROM articles WHERE id NOT IN (SELECT id FROM bodies))",
        ),
        (
            "texts of pages",
            "SELECT (SELECT count(*) FROM full_texts WHERE id NOT IN (SELECT id FROM articles))
             + (SELECT count(*) FROM articles a LEFT JOIN full_texts t ON t.id = a.id
                WHERE a.full_text <> (t.html IS NOT NULL))",
        ),
        (
            "the search index",
            "SELECT (SELECT count(*) FROM search_docsize) <> (SELECT count(*) FROM articles) OR EXISTS
             (SELECT 1 FROM articles WHERE sort NOT IN (SELECT id FROM search_docsize))",
        ),
        (
            "keys of articles, or of those that took them over",
            "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM identities i
             JOIN articles b ON b.feed = i.feed AND b.status = i.status
             WHERE i.feed = a.feed AND i.key = a.key AND b.key = a.key AND b.sort >= a.sort)",
        ),
    ];
    for (what, sql) in wrong {
        let count: i64 = store.conn.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(count, 0, "{what}");
    }
}
