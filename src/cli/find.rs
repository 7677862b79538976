//! FEED arguments: an address, a number or a unique part of a title; where nothing fits, the nearest titles.

use super::Session;
use super::stop::Stop;
use crate::engine::{Trouble, Writer};
use crate::store::{Feed, StoreError};
use crate::text::fold::fold;
use crate::text::messages::cli::Notice;
use crate::text::{mask, sanitise};

/// How near a title must be to be offered (Jaro–Winkler, 1 is equal).
const NEAR: f64 = 0.7;

/// How many titles are offered.
const OFFERED: usize = 3;

/// The feed that a FEED argument names.
pub(super) fn feed(session: &Session, writer: &Writer, named: &str) -> Result<Feed, Stop> {
    let name = named.to_owned();
    let found = writer.call(move |store| match store.find_feed(&name) {
        Err(StoreError::NoSuchFeed { feed }) => {
            let titles = store.feeds()?.into_iter().map(|feed| feed.title).collect();
            let feed = mask::url(&feed);
            Ok(Err((StoreError::NoSuchFeed { feed }, titles)))
        }
        other => other.map(Ok),
    })?;
    found.map_err(|(error, titles): (StoreError, Vec<String>)| {
        let titles = nearest(named, titles);
        if titles.is_empty() {
            return error.into();
        }
        session.output.complain(&Trouble::from(error));
        Stop::Notice(Notice::Nearest { titles }, super::stop::End::Unusable)
    })
}

fn nearest(named: &str, titles: Vec<String>) -> Vec<String> {
    let wanted = fold(named);
    let mut near: Vec<(f64, String)> = titles
        .into_iter()
        .map(|title| (likeness(&wanted, &fold(&title)), title))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter()
        .take(OFFERED)
        .map(|(_, title)| sanitise::line(&title))
        .collect()
}

/// Of a title or of its likeliest word.
fn likeness(wanted: &str, title: &str) -> f64 {
    title
        .split_whitespace()
        .chain(std::iter::once(title))
        .map(|part| strsim::jaro_winkler(wanted, part))
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_titles_are_offered() {
        let titles = || {
            ["Le Câble", "Vigie", "Pare-feu"]
                .map(str::to_owned)
                .to_vec()
        };
        assert_eq!(nearest("cabel", titles()), ["Le Câble"]);
        assert_eq!(nearest("vigi", titles()), ["Vigie"]);
        assert!(nearest("zzz", titles()).is_empty());
    }
}
