//! The zoo: one server on loopback for each misbehaviour, and the built binary that visits them. Each case says what the
//! server must have seen and what the reader must say. Feeds of one family are refreshed together, over one data
//! directory: what one server does must not reach the others.
//!
//! Time is turned by hand: [`Reader::later`] makes everything the database knows of times older, as if the visits had
//! been so long ago. Nothing here looks at how long anything took.
#![allow(clippy::unwrap_used)]

mod bounds;
mod encodings;
mod lies;
mod lifetimes;
mod reader;
mod redirects;
mod rests;
#[path = "../support/mod.rs"]
mod support;
mod validators;
mod weights;
mod wire;

use reader::{Reader, Round};
use support::rss;
use support::server::{Asked, Reply, Server, Step, nobody_there};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A feed that is as it should be, of so many articles.
fn good(articles: usize) -> Reply {
    Reply::status(200)
        .header("Content-Type", "application/rss+xml")
        .body(feed(articles))
}

/// A feed of so many articles; the first ones are the same, whatever the number.
fn feed(articles: usize) -> String {
    let titles: Vec<String> = (1..=articles).map(|n| format!("Dépêche n° {n}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    rss("le-cable.test", &titles)
}

/// One server with what it answers, visit after visit, and what the reader must say of each.
struct Cage {
    name: String,
    server: Server,
    says: Vec<&'static str>,
}

impl Cage {
    fn new(name: &str, visits: impl IntoIterator<Item = (Reply, &'static str)>) -> Cage {
        let (replies, says): (Vec<Reply>, Vec<&str>) = visits.into_iter().unzip();
        Cage::of(name, Server::script(replies), says)
    }

    fn of(name: &str, server: Server, says: impl IntoIterator<Item = &'static str>) -> Cage {
        Cage {
            name: name.to_owned(),
            server,
            says: says.into_iter().collect(),
        }
    }

    fn url(&self) -> String {
        self.server.url("/flux.xml")
    }
}

/// Visits all cages together, as often as the longest of them wants, `pause` seconds apart; each must say its words.
/// The last word of a cage holds for all visits after it.
fn tour(cages: &[Cage], pause: i64, args: &[&str]) -> Reader {
    let feeds = cages.iter().map(|cage| (cage.name.as_str(), cage.url()));
    let reader = Reader::of(feeds);
    let visits = cages.iter().map(|cage| cage.says.len()).max().unwrap_or(0);
    for visit in 0..visits {
        let round = reader.refresh(args);
        for cage in cages {
            let word = cage.says.get(visit).or(cage.says.last()).unwrap();
            round.says(&cage.name, word);
        }
        reader.later(pause);
    }
    reader
}
