//! Which of our tables a row is of, where its tree is gone: each table's rows have a shape of their own. Also what a row
//! of a known table must be like to be believed. Pure.

use rusqlite::types::Value;

use super::rows::Row;

/// A table whose rows are worth saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Table {
    Feeds,
    Statuses,
    StatusTags,
    Articles,
    Bodies,
    Identities,
    SharedLinks,
    Gestures,
    Changes,
    Place,
    FullTexts,
    Rests,
    /// Not a table: the index of the feeds' addresses, which gives an address and its feed's number.
    FeedAddresses,
}

/// The tables proper.
pub(super) const TABLES: [Table; 12] = [
    Table::Feeds,
    Table::Statuses,
    Table::StatusTags,
    Table::Articles,
    Table::Bodies,
    Table::Identities,
    Table::SharedLinks,
    Table::Gestures,
    Table::Changes,
    Table::Place,
    Table::FullTexts,
    Table::Rests,
];

/// Places in time are above, numbers of statuses and gestures below.
const NO_NUMBER: i64 = 1 << 31;

/// The first moment that a rest can have; the numbers of feeds are below.
const A_MOMENT: i64 = 1_000_000_000;

impl Table {
    /// Its name in the database.
    pub(super) fn name(self) -> &'static str {
        match self {
            Table::Feeds => "feeds",
            Table::Statuses => "statuses",
            Table::StatusTags => "status_tags",
            Table::Articles => "articles",
            Table::Bodies => "bodies",
            Table::Identities => "identities",
            Table::SharedLinks => "shared_links",
            Table::Gestures => "gestures",
            Table::Changes => "changes",
            Table::Place => "place",
            Table::FullTexts => "full_texts",
            Table::Rests => "rests",
            Table::FeedAddresses => "sqlite_autoindex_feeds_1",
        }
    }

    /// The table or index of this name, where it is worth reading.
    pub(super) fn named(name: &str) -> Option<Table> {
        TABLES
            .into_iter()
            .chain([Table::FeedAddresses])
            .find(|table| table.name() == name)
    }

    /// True for tables whose first column is the row's number.
    pub(super) fn has_rowid(self) -> bool {
        matches!(
            self,
            Table::Feeds
                | Table::Statuses
                | Table::Articles
                | Table::Bodies
                | Table::Gestures
                | Table::Place
                | Table::FullTexts
        )
    }
}

/// The table that a row is of, by its shape; `in_table` tells tables with numbered rows from indexes.
pub(super) fn table_of(row: &Row, in_table: bool) -> Option<Table> {
    TABLES
        .into_iter()
        .chain([Table::FeedAddresses])
        .find(|table| table.has_rowid() == in_table && fits(*table, row))
}

/// True where a row can be one of this table.
pub(super) fn fits(table: Table, row: &Row) -> bool {
    use Value::{Blob, Integer, Null, Text};
    let key = |value: &Value| matches!(value, Blob(bytes) if bytes.len() == 16);
    let flag = |value: &Value| matches!(value, Integer(0 | 1));
    let int = |value: &Value| matches!(value, Integer(_));
    let number = |value: &Value| matches!(value, Integer(n) if (1..NO_NUMBER).contains(n));
    let text = |value: &Value| matches!(value, Text(_));
    let opt_text = |value: &Value| matches!(value, Text(_) | Null);
    let opt_int = |value: &Value| matches!(value, Integer(_) | Null);
    let values = row.values.as_slice();
    match table {
        Table::Feeds => {
            row.rowid > 0
                && values.len() >= 29
                && matches!(values, [Null, url, title, tags, hidden, subscribed, ..]
                    if text(url) && opt_text(title) && text(tags) && flag(hidden) && flag(subscribed))
        }
        Table::Statuses => {
            row.rowid > 0
                && matches!(values, [Null, read, starred, hidden, seen, changed]
                    if flag(read) && flag(starred) && flag(hidden) && int(seen) && opt_int(changed))
        }
        Table::StatusTags => {
            matches!(values, [status, tag, folded] if number(status) && text(tag) && text(folded))
        }
        Table::Articles => {
            values.len() >= 21
                && values[0] == Null
                && values[1..4].iter().all(number)
                && values[4..11].iter().all(flag)
                && int(&values[11])
                && opt_int(&values[12])
                && opt_int(&values[13])
                && text(&values[14])
                && opt_text(&values[15])
                && text(&values[16])
                && opt_text(&values[17])
                && key(&values[18])
                && int(&values[19])
                && int(&values[20])
        }
        Table::Bodies => {
            row.rowid > 0
                && matches!(values, [Null, html, guid, categories, enclosures]
                    if text(html) && opt_text(guid) && text(categories) && opt_text(enclosures))
        }
        Table::Identities => {
            matches!(values, [feed, own, status] if number(feed) && key(own) && number(status))
        }
        Table::SharedLinks => matches!(values, [own, status] if key(own) && number(status)),
        Table::Gestures => {
            row.rowid > 0
                && matches!(values, [Null, at, kind, count, undone]
                    if int(at) && text(kind) && int(count) && flag(undone))
        }
        Table::Changes => {
            matches!(values, [gesture, status] if number(gesture) && number(status))
        }
        Table::Place => row.rowid == 1 && matches!(values, [Null, place] if text(place)),
        Table::FullTexts => {
            row.rowid > 0
                && values.len() == 12
                && values[0] == Null
                && opt_text(&values[1])
                && text(&values[2])
                && text(&values[5])
                && text(&values[9])
                && flag(&values[11])
        }
        Table::Rests => {
            matches!(values, [url, Integer(until)] if text(url) && *until >= A_MOMENT)
        }
        Table::FeedAddresses => {
            // Sites that are being visited are indexed in the same shape, without a scheme.
            matches!(values, [Text(url), Integer(feed)] if (1..A_MOMENT).contains(feed)
                && (url.contains("://") || ["file:", "exec:", "filter:"].iter().any(|scheme| url.starts_with(scheme))))
        }
    }
}
