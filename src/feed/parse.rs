//! The way from bytes to [`Feed`]: decode, repair, the strict parser, and the choice between what it gives and what
//! was read beside it.

use url::Url;

use super::beside::{Beside, FeedFacts, Link};
use super::dates::Hints;
use super::entry::{Context, some_line};
use super::repair::{self, Bodies, Family, Repaired};
use super::strict::{self, StrictEntry, StrictFeed};
use super::{Feed, FeedError, MOST_PROBLEMS, Problem, ProblemCode, Source};
use super::{decode, identity, json, links, people, rss_in_json};
use crate::text::sanitise;

/// Reads a feed from the bytes of an answer. Never panics.
pub fn parse(bytes: &[u8], source: &Source<'_>) -> Result<Feed, FeedError> {
    if bytes
        .iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
    {
        return Err(FeedError::Empty);
    }
    let decoded = decode::to_text(bytes, source.charset);
    if is_binary(&decoded) {
        return Err(FeedError::NotAFeed {
            looks_like: "binary".to_owned(),
        });
    }
    let base = source.url.and_then(|url| Url::parse(url).ok());
    let base = base.filter(|base| !base.cannot_be_a_base());
    let start = decoded.text.trim_start();
    let in_json = match start.starts_with(['{', '[']) {
        true => rss_in_json::to_xml(start),
        false => None,
    };
    let mut feed = match &in_json {
        None if start.starts_with(['{', '[']) => json::parse(start, base.as_ref())?,
        xml => {
            let text = xml.as_deref().unwrap_or(&decoded.text);
            let repaired =
                repair::repair(text, base.as_ref()).map_err(|first| not_a_feed(text, first))?;
            read(text, repaired, base.as_ref())
        }
    };
    if in_json.is_some() {
        // The XML is ours: its prefixes are nobody's fault, and its places are none of the document's.
        feed.problems
            .retain(|problem| problem.code != ProblemCode::UndeclaredPrefix);
        for problem in &mut feed.problems {
            (problem.line, problem.column) = (None, None);
        }
    }
    if let Some(label) = decoded.wrong_label {
        feed.problems.insert(
            0,
            Problem {
                code: ProblemCode::Encoding,
                detail: sanitise::line(&label),
                line: Some(1),
                column: None,
            },
        );
    }
    finish(&mut feed);
    Ok(feed)
}

/// True for a program or a picture that happens to hold a feed's root: zero bytes before any markup, or many of them.
/// A stray one in a feed is no reason to refuse it; what is UTF-16 or UTF-32 was told by its zero bytes and has none left.
fn is_binary(decoded: &decode::Decoded<'_>) -> bool {
    if decoded.encoding.starts_with("UTF-16") || decoded.encoding.starts_with("UTF-32") {
        return false;
    }
    let zero = |c: &char| *c == '\0';
    let text = decoded
        .text
        .trim_start_matches(|c: char| c == '\0' || c.is_whitespace());
    // A document of its own kind, told apart below.
    if text.starts_with("%PDF") {
        return false;
    }
    let early = text
        .chars()
        .take_while(|c| !matches!(c, '<' | '{' | '['))
        .any(|c| zero(&c));
    early || memchr::memchr_iter(0, text.as_bytes()).count() * 100 > text.len()
}

/// What bytes without a feed's root look like, as [`FeedError::NotAFeed`] names it.
fn not_a_feed(text: &str, first: Option<String>) -> FeedError {
    let start = text.trim_start();
    let looks_like = match first {
        Some(name) if name == "html" || name == "head" || name == "body" => "html".to_owned(),
        _ if start.len() >= 9 && start.as_bytes()[..9].eq_ignore_ascii_case(b"<!doctype") => {
            "html".to_owned()
        }
        Some(name) if start.starts_with('<') => format!("xml:{}", sanitise::line(&name)),
        _ if start.starts_with("%PDF") => "pdf".to_owned(),
        _ if start
            .chars()
            .take(512)
            .any(|c| c.is_control() && !c.is_whitespace()) =>
        {
            "binary".to_owned()
        }
        _ => "text".to_owned(),
    };
    FeedError::NotAFeed { looks_like }
}

/// Problems of the entries that every format shares.
fn finish(feed: &mut Feed) {
    let anonymous = identity::untrusted(&feed.entries);
    if let Some(detail) = anonymous {
        feed.problems.push(Problem {
            code: ProblemCode::Identity,
            detail: sanitise::line(&detail),
            line: None,
            column: None,
        });
    }
    for problem in &mut feed.problems {
        problem.detail = sanitise::line(&problem.detail);
    }
}

/// Reads the repaired document and brings both readings together.
fn read(text: &str, mut repaired: Repaired, base: Option<&Url>) -> Feed {
    let mut problems = std::mem::take(&mut repaired.problems);
    let (mut strict, failure) = strict_reading(&repaired);
    put_back(&mut strict, std::mem::take(&mut repaired.bodies));
    problems.extend(failure);
    if repaired.family == Family::Rss {
        titles_are_html(&mut strict, &mut repaired.beside);
    }

    let authors = std::mem::take(&mut repaired.beside.feed.authors);
    repaired.beside.feed.authors = people::to_inherit(authors);
    let facts = &repaired.beside.feed;
    // Where the document's address is not known, it may say it itself.
    let own = facts.links.iter().find(|link| link.rel == "self");
    let own = own.and_then(|link| Url::parse(&link.href).ok());
    let base = base.or(own.as_ref().filter(|own| !own.cannot_be_a_base()));
    let language = facts
        .language
        .as_ref()
        .or(strict.language.as_ref())
        .map(|language| tag(language));
    let link = feed_link(facts, base);
    let site = link.as_deref().and_then(|link| Url::parse(link).ok());
    let french = is_french(language.as_deref(), site.as_ref(), base);
    let sent = repaired
        .beside
        .entries
        .iter()
        .flat_map(|entry| &entry.dates);
    let hints =
        Hints::of(sent.map(|date| date.text.as_str()), french).in_language(language.as_deref());

    let mut wrong = Vec::new();
    let mut strict_entries: Vec<Option<StrictEntry>> = Vec::new();
    strict_entries.resize_with(repaired.entries.len(), || None);
    for entry in strict.entries {
        let number = entry.number;
        if let Some(slot) = strict_entries.get_mut(number) {
            *slot = Some(entry);
        }
    }
    let context = Context {
        family: repaired.family,
        beside: &repaired.beside,
        site: site.as_ref(),
        document: base,
        hints,
    };
    let entries = repaired
        .beside
        .entries
        .iter()
        .zip(strict_entries)
        .map(|(facts, strict)| context.entry(facts, strict.unwrap_or_default(), &mut wrong))
        .collect();
    wrong.truncate(MOST_PROBLEMS);
    problems.extend(repair::with_places(text, wrong));
    problems.sort_by_key(|problem| (problem.line.is_none(), problem.line, problem.column));
    Feed {
        format: repaired.format,
        title: some_line(strict.title, facts.title.clone()),
        description: some_line(strict.description, facts.description.clone()),
        link,
        language,
        schedule: facts.schedule(),
        entries,
        problems,
        cut: repaired.cut,
    }
}

/// The strict parser's reading; where it fails on the whole, each entry alone, so that one costs no other.
fn strict_reading(repaired: &Repaired) -> (StrictFeed, Option<Problem>) {
    let reason = match strict::read(&repaired.document()) {
        Ok(feed) => return (feed, None),
        Err(reason) => reason,
    };
    let mut feed = strict::read(&repaired.head_alone()).unwrap_or_default();
    let entries =
        (0..repaired.entries.len()).filter_map(|number| strict::read(&repaired.alone(number)).ok());
    feed.entries = entries.flat_map(|alone| alone.entries).collect();
    let problem = Problem {
        code: ProblemCode::Parser,
        detail: reason,
        line: None,
        column: None,
    };
    (feed, Some(problem))
}

/// Gives the entries the long bodies that waited beside the strict parser's document.
fn put_back(strict: &mut StrictFeed, mut bodies: Vec<Bodies>) {
    for entry in &mut strict.entries {
        let Some(bodies) = bodies.get_mut(entry.number) else {
            continue;
        };
        for (text, body) in [
            (&mut entry.summary, bodies.summary.take()),
            (&mut entry.content, bodies.content.take()),
        ] {
            if let (Some(text), Some(body)) = (text, body) {
                text.value = body;
            }
        }
    }
}

/// RSS does not say whether its titles are text or HTML; they are HTML by use, and plain ones come out the same.
fn titles_are_html(strict: &mut StrictFeed, beside: &mut Beside) {
    let of_feed = [
        &mut strict.title,
        &mut strict.description,
        &mut beside.feed.title,
        &mut beside.feed.description,
    ];
    let of_entries = strict.entries.iter_mut().map(|entry| &mut entry.title);
    let of_facts = beside.entries.iter_mut().map(|facts| &mut facts.title);
    for title in of_feed
        .into_iter()
        .chain(of_entries)
        .chain(of_facts)
        .flatten()
    {
        title.html = true;
    }
}

fn feed_link(facts: &FeedFacts, base: Option<&Url>) -> Option<String> {
    let base = facts.base.as_ref().or(base);
    Link::pages(&facts.links)
        .iter()
        .find_map(|link| links::absolute(&link.href, base))
        .or_else(|| facts.identity.clone().filter(|id| links::is_web(id)))
}

/// True for feeds that say so, and for sites under `.fr` that say nothing.
pub fn is_french(language: Option<&str>, site: Option<&Url>, document: Option<&Url>) -> bool {
    match language {
        Some(language) => language.starts_with("fr"),
        None => [site, document]
            .into_iter()
            .flatten()
            .any(|url| url.host_str().is_some_and(|host| host.ends_with(".fr"))),
    }
}

/// A language tag as BCP 47 writes it, lower case; a POSIX `fr_FR` too.
pub fn tag(language: &str) -> String {
    let tag = sanitise::line(language).to_lowercase().replace('_', "-");
    match tag.char_indices().nth(35) {
        Some((end, _)) => tag[..end].to_owned(),
        None => tag,
    }
}

#[cfg(test)]
mod tests;
