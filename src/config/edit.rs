//! Edits of the config's text. Pure: text → text. Every edit cuts or inserts at places the TOML parser told, and so
//! leaves every other byte as it is: comments, order, blank lines, line ends, a byte order mark.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, Item, Key, TableLike, Value};

use super::{FeedSettings, Keep, duration};

mod inline;
mod lines;
mod tables;

use lines::{eol, splice};

/// How a file writes its feeds.
enum Feeds<'a> {
    /// It has none.
    None,
    /// `[[feeds]]`.
    Tables(&'a ArrayOfTables),
    /// `feeds = [{…}, …]`.
    Inline(&'a Array),
}

fn feeds_of<'a>(document: &'a Document<&str>) -> Feeds<'a> {
    match document.as_table().get("feeds") {
        Some(Item::ArrayOfTables(tables)) => Feeds::Tables(tables),
        Some(Item::Value(Value::Array(array))) => Feeds::Inline(array),
        _ => Feeds::None,
    }
}

/// Adds feeds behind the last one.
pub fn add(document: &Document<&str>, feeds: &[FeedSettings]) -> Option<String> {
    let text = document.raw();
    match feeds_of(document) {
        Feeds::Inline(array) => inline::add(text, array, feeds),
        Feeds::Tables(_) | Feeds::None => {
            let pieces: Vec<String> = feeds.iter().map(|feed| table(feed, eol(text))).collect();
            tables::append(document, &pieces.join(eol(text)))
        }
    }
}

/// The place of a feed's piece in the text: what a removal cuts out. None where other settings stand in its midst.
pub fn piece(document: &Document<&str>, position: usize) -> Option<Range<usize>> {
    match feeds_of(document) {
        Feeds::Tables(_) => tables::block(document, position).map(|block| block.start..block.end),
        Feeds::Inline(array) => inline::piece(document.raw(), array, position),
        Feeds::None => None,
    }
}

/// Puts a piece of `[[feeds]]` in before the feed that has its position now, else behind the last one. None where
/// this file or the piece writes feeds as an inline list.
pub fn insert(document: &Document<&str>, toml: &str, position: usize) -> Option<String> {
    let is_table = toml
        .parse::<DocumentMut>()
        .is_ok_and(|piece| piece.contains_array_of_tables("feeds"));
    match feeds_of(document) {
        Feeds::Tables(_) if is_table => tables::insert(document, toml, position),
        Feeds::None if is_table => tables::append(document, toml),
        _ => None,
    }
}

/// Writes a feed's title and tags as `feed` has them; a key that says nothing any more goes.
pub fn set(document: &Document<&str>, position: usize, feed: &FeedSettings) -> Option<String> {
    let title = feed.title.as_deref().map(Value::from);
    let tags = (!feed.tags.is_empty()).then(|| Value::from_iter(&feed.tags));
    set_keys(document, position, &[("title", title), ("tags", tags)])
}

/// Writes another address into a feed's table; nothing else of it changes.
pub fn readdress(document: &Document<&str>, position: usize, url: &str) -> Option<String> {
    set_keys(document, position, &[("url", Some(Value::from(url)))])
}

fn set_keys(
    document: &Document<&str>,
    position: usize,
    keys: &[(&str, Option<Value>)],
) -> Option<String> {
    match feeds_of(document) {
        Feeds::Tables(all) => tables::set(document.raw(), all.get(position)?, keys),
        Feeds::Inline(all) => {
            let place = all.get(position)?.span()?;
            let written = document.raw().get(place.clone())?;
            let feed = inline::set(written, keys)?;
            Some(splice(document.raw(), vec![(place, feed)]))
        }
        Feeds::None => None,
    }
}

/// The example with every setting as a comment: what a new file begins with. Table headers stay, so that one line
/// alone need be uncommented.
pub fn all_commented(example: &str) -> String {
    example
        .lines()
        .map(|line| match line.trim_start().chars().next() {
            None | Some('#' | '[') => format!("{line}\n"),
            Some(_) => format!("# {line}\n"),
        })
        .collect()
}

/// A feed's keys and values, those that say something.
fn keys_of(feed: &FeedSettings) -> Vec<(&'static str, Value)> {
    let mut keys = vec![("url", Value::from(feed.url.as_str()))];
    if let Some(title) = &feed.title {
        keys.push(("title", Value::from(title.as_str())));
    }
    if !feed.tags.is_empty() {
        keys.push(("tags", Value::from_iter(&feed.tags)));
    }
    if let Some(interval) = feed.interval {
        keys.push(("interval", Value::from(duration::written(interval))));
    }
    if feed.hidden {
        keys.push(("hidden", Value::from(true)));
    }
    if feed.full_text {
        keys.push(("full_text", Value::from(true)));
    }
    match feed.keep {
        Some(Keep::Age(age)) => keys.push(("keep", Value::from(duration::written(age)))),
        Some(Keep::Newest(count)) => keys.push(("keep", Value::from(i64::from(count)))),
        None => {}
    }
    if !feed.headers.is_empty() {
        let headers = feed.headers.iter();
        keys.push((
            "headers",
            Value::InlineTable(
                headers
                    .map(|(name, value)| (Key::new(name), value))
                    .collect(),
            ),
        ));
    }
    if let Some(user) = &feed.user {
        keys.push(("user", Value::from(user.as_str())));
    }
    if !feed.password_command.is_empty() {
        let words = Value::from_iter(&feed.password_command);
        keys.push(("password_command", words));
    }
    if let Some(proxy) = &feed.proxy {
        keys.push(("proxy", Value::from(proxy.as_str())));
    }
    keys
}

/// A feed as a `[[feeds]]` table.
fn table(feed: &FeedSettings, eol: &str) -> String {
    let mut text = format!("[[feeds]]{eol}");
    for (key, value) in keys_of(feed) {
        text.push_str(&format!("{key} = {}{eol}", one_line(&value)));
    }
    text
}

/// A value's TOML; names hold no line ends, so it is one line.
fn one_line(value: &Value) -> String {
    value.to_string().trim().to_owned()
}

/// Where everything in a table ends, headers and values alike, in no order.
fn spans(table: &dyn TableLike, found: &mut Vec<Range<usize>>) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(inner) => {
                found.extend(inner.span());
                spans(inner, found);
            }
            Item::ArrayOfTables(tables) => {
                for inner in tables {
                    found.extend(inner.span());
                    spans(inner, found);
                }
            }
            item => found.extend(item.span()),
        }
    }
}

#[cfg(test)]
mod tests;
