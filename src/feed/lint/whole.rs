//! Advice about a feed as a whole: how it is served, what it says of itself, and what its entries have in common.

use std::collections::HashSet;

use encoding_rs::{Encoding, UTF_8};

use super::outline::{self, Mark};
use super::{Found, Sent, declared, entries, is_json, short, within};
use crate::feed::{Entry, Format, ProblemCode};
use crate::text::messages::hints::HintCode;

/// Bytes from which a feed is heavy.
const HEAVY: usize = 1_000_000;

/// How many entries it takes to say what they have in common.
const SOME: usize = 3;

/// Adds the advice.
pub fn advise(sent: &Sent<'_>, found: &mut Vec<Found>) {
    served(sent, found);
    let Sent { feed, outline, .. } = sent;
    let mut say = |code, wanted: bool| {
        if wanted {
            found.push((code, String::new(), None));
        }
    };
    let old = matches!(
        feed.format,
        Format::Rss090 | Format::Rss091 | Format::Rss092 | Format::Atom03
    );
    say(HintCode::FeedTitle, feed.title.is_none());
    let relative = outline
        .feed
        .iter()
        .filter(|mark| feed.link.is_none() && !is_self(mark))
        .find_map(|mark| Some((mark, entries::address(mark, feed.format)?)));
    say(
        HintCode::SiteLink,
        feed.link.is_none() && relative.is_none(),
    );
    let may_say_language = !matches!(feed.format, Format::Rss090 | Format::Json10);
    let said = feed
        .entries
        .first()
        .and_then(|entry| entry.language.as_deref());
    let language = feed.language.as_deref().or(said).unwrap_or_default();
    let wrong = may_say_language && !is_code(language);
    let may_say_self = matches!(feed.format, Format::Rss20 | Format::Atom10);
    let says_self = if is_json(feed.format) {
        outline::mark(&outline.feed, &["feed_url"]).is_some()
    } else {
        !may_say_self || outline.feed.iter().any(is_self)
    };
    say(HintCode::SelfLink, !says_self && !outline.feed.is_empty());
    say(HintCode::NoEntries, feed.entries.is_empty() && !feed.cut);
    say(HintCode::SameDates, same_dates(&feed.entries));
    say(HintCode::Order, unsorted(&feed.entries));
    say(HintCode::CutTexts, cut_texts(&feed.entries));
    if wrong {
        let own = outline::mark(&outline.feed, &["language", "dc:language"]);
        found.push((
            HintCode::Language,
            short(language),
            own.map(|mark| mark.offset),
        ));
    }
    if let Some((mark, address)) = relative {
        let place = within(sent.text, mark, &short(&address));
        found.push((HintCode::RelativeLink, short(&address), Some(place)));
    }
    if old {
        found.push((HintCode::OldFormat, feed.format.as_str().to_owned(), None));
    }
    if let Some(ttl) = outline::mark(&outline.feed, &["ttl"]) {
        let text = ttl.text();
        let sound = text
            .trim()
            .parse::<u32>()
            .is_ok_and(|minutes| (1..=43_200).contains(&minutes));
        if !sound {
            found.push((HintCode::Lifetime, short(&text), Some(ttl.offset)));
        }
    }
}

fn served(sent: &Sent<'_>, found: &mut Vec<Found>) {
    if let Some(kind) = sent.media_type.filter(|kind| !is_feeds(kind)) {
        found.push((HintCode::ContentType, short(kind), None));
    }
    let of_answer = sent
        .source
        .charset
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    let told = sent
        .feed
        .problems
        .iter()
        .any(|problem| problem.code == ProblemCode::Encoding);
    if let (Some(answer), Some(own), false) = (of_answer, declared(sent.text), told)
        && answer != own
    {
        let both = format!("{} / {}", answer.name(), own.name());
        found.push((HintCode::Charset, both, None));
    }
    if sent.encoding != UTF_8.name() {
        found.push((HintCode::NotUtf8, sent.encoding.to_owned(), None));
    }
    if sent.bytes > HEAVY {
        found.push((HintCode::Large, sent.bytes.to_string(), None));
    }
}

/// True for the media types feeds are served as; `text/xml` and `application/json` are read by everybody.
fn is_feeds(kind: &str) -> bool {
    kind.ends_with("+xml")
        || kind.ends_with("/xml")
        || kind.ends_with("+json")
        || kind.ends_with("/json")
}

/// True for what begins as a language's code does (BCP 47, 2.2.1): `fr`, `fr-ca`, `gsw`; not `français`.
fn is_code(language: &str) -> bool {
    let first = language.split('-').next().unwrap_or_default();
    matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// True for a link that says it is the feed's own address.
fn is_self(mark: &Mark<'_>) -> bool {
    outline::local(mark.name).eq_ignore_ascii_case("link")
        && mark
            .attribute("rel")
            .is_some_and(|rel| rel.eq_ignore_ascii_case("self"))
}

fn same_dates(entries: &[Entry]) -> bool {
    let dates: HashSet<_> = entries.iter().map(Entry::date).collect();
    entries.len() >= SOME && dates.len() == 1 && !dates.contains(&None)
}

/// True where neither publications nor changes go from newest to oldest, by more than a day.
fn unsorted(entries: &[Entry]) -> bool {
    let climbs = |date: fn(&Entry) -> Option<i64>| {
        let dates: Vec<i64> = entries.iter().filter_map(date).collect();
        dates.len() < 2
            || dates
                .windows(2)
                .any(|two| two[1] > two[0].saturating_add(86_400))
    };
    entries.len() >= SOME
        && entries.iter().any(|entry| entry.date().is_some())
        && climbs(Entry::date)
        && climbs(|entry| entry.updated)
}

/// True where no entry has a content and each summary ends in dots.
fn cut_texts(entries: &[Entry]) -> bool {
    let cut = |entry: &Entry| {
        let end = without_end_tags(entry.html());
        [
            "…",
            "...",
            "…]",
            "...]",
            "&hellip;",
            "&hellip;]",
            "&#8230;",
            "&#8230;]",
        ]
        .iter()
        .any(|dots| end.ends_with(dots))
    };
    entries.len() >= SOME && entries.iter().all(cut)
}

/// A text without the tags it ends in.
fn without_end_tags(html: &str) -> &str {
    let mut text = html.trim_end();
    while text.ends_with('>')
        && let Some(start) = text.rfind('<')
    {
        text = text[..start].trim_end();
    }
    text
}
