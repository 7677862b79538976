//! Advice about entries, one by one: what each lacks, and what in it other readers stumble over.

use std::collections::HashSet;

use super::dates::{Form, has_form, no_such_day};
use super::outline::{Mark, Part};
use super::{Found, Sent, is_json, short, within};
use crate::feed::{Enclosure, Entry, Format, ProblemCode};
use crate::text::UnixTime;
use crate::text::date::rfc3339;
use crate::text::messages::hints::HintCode;

/// 1990-01-01: before it there was no web.
const FIRST: UnixTime = 631_152_000;

/// How far ahead of now a date may be: zones and clocks differ by a day.
const AHEAD: UnixTime = 86_400;

/// Adds the advice.
pub fn advise(sent: &Sent<'_>, found: &mut Vec<Found>) {
    let feed = sent.feed;
    let dated = feed.entries.iter().any(|entry| entry.date().is_some());
    if !dated && feed.entries.len() > 1 {
        found.push((HintCode::NoDate, String::new(), None));
    }
    if let Some(guid) = numbered(&feed.entries) {
        let second = sent.part(1).and_then(|part| part.mark(&["guid", "id"]));
        found.push((HintCode::GuidNumbered, guid, second.map(|mark| mark.offset)));
    }
    let site = sent.source.url.or(feed.link.as_deref());
    let unread = feed.problems.iter();
    let unread = unread.filter(|problem| problem.code == ProblemCode::Link);
    let mut rules = Rules {
        sent,
        found,
        secure: site.filter(|url| url.starts_with("https:")).and_then(host),
        dated: dated || feed.entries.len() == 1,
        has_base: sent.text.contains("xml:base"),
        unread: unread.map(|problem| problem.detail.as_str()).collect(),
        seen: HashSet::new(),
    };
    for (at, entry) in feed.entries.iter().enumerate() {
        let one = One {
            entry,
            part: sent.part(at),
        };
        rules.what_lacks(&one);
        rules.date(&one);
        rules.link(&one);
        rules.content(&one);
        for mark in one.part.into_iter().flat_map(|part| &part.marks) {
            rules.as_sent(entry, mark);
        }
    }
}

/// An entry, as read and as sent.
struct One<'s> {
    entry: &'s Entry,
    part: Option<&'s Part<'s>>,
}

impl<'s> One<'s> {
    /// What it is called, in a list of advice.
    fn name(&self) -> &'s str {
        match self.entry.title.as_str() {
            "" => self.entry.link.as_deref().unwrap_or_default(),
            title => title,
        }
    }
}

struct Rules<'s, 'f> {
    sent: &'s Sent<'s>,
    found: &'f mut Vec<Found>,
    /// The host of a site that has `https:`.
    secure: Option<&'s str>,
    /// False where no entry has a date, which is said once.
    dated: bool,
    has_base: bool,
    /// The links that were told as problems.
    unread: HashSet<&'s str>,
    seen: HashSet<&'s str>,
}

impl<'s> Rules<'s, '_> {
    /// Something about an entry as a whole.
    fn say(&mut self, code: HintCode, detail: &str, one: &One<'_>) {
        let start = one.part.map(|part| part.offset);
        self.found.push((code, short(detail), start));
    }

    /// Something about one of its elements: at the detail where it stands in it, else at the element.
    fn say_of(&mut self, code: HintCode, detail: &str, one: &One<'_>, names: &[&str]) {
        match one.part.and_then(|part| part.mark(names)) {
            Some(mark) => self.say_at(code, detail, mark),
            None => self.say(code, detail, one),
        }
    }

    fn say_at(&mut self, code: HintCode, detail: &str, mark: &Mark<'_>) {
        let detail = short(detail);
        let place = within(self.sent.text, mark, &detail);
        self.found.push((code, detail, Some(place)));
    }

    fn what_lacks(&mut self, one: &One<'s>) {
        let (entry, name) = (one.entry, one.name());
        if entry.guid.is_none() {
            self.say(HintCode::NoGuid, name, one);
        }
        if entry.title.is_empty() {
            self.say(HintCode::NoTitle, name, one);
        }
        if entry.html().is_empty() && entry.enclosures.is_empty() {
            self.say(HintCode::NoText, name, one);
        }
    }

    fn date(&mut self, one: &One<'_>) {
        let now = self.sent.source.now;
        // One that cannot be read was told as a problem.
        let sent = |one: &One<'_>| {
            let mark = one.part.and_then(|part| part.mark(&DATES));
            mark.is_some_and(|mark| !matches!(&*mark.text(), "" | "null"))
        };
        match one.entry.date() {
            None if self.dated && !sent(one) => self.say(HintCode::NoDate, one.name(), one),
            Some(date) if date < FIRST || (now > 0 && date > now + AHEAD) => {
                self.say_of(HintCode::OddDate, &rfc3339(date), one, &DATES);
            }
            _ => {}
        }
    }

    fn link(&mut self, one: &One<'s>) {
        let Some(link) = one.entry.link.as_deref() else {
            let told = one.part.is_none_or(|part| part.mark(&LINKS[..2]).is_some());
            if one.entry.enclosures.is_empty() && !told {
                self.say(HintCode::NoLink, one.name(), one);
            }
            return;
        };
        if !self.seen.insert(link) {
            self.say_of(HintCode::SharedLink, link, one, &LINKS);
        }
        if link.starts_with("http:") && self.secure.is_some() && host(link) == self.secure {
            self.say_of(HintCode::Insecure, link, one, &LINKS);
        }
    }

    fn content(&mut self, one: &One<'_>) {
        if let Some(tag) = unsafe_tag(one.entry.html()) {
            let escaped = tag.replace('<', "&lt;");
            let place = one.part.and_then(|part| {
                let sent = self.sent.text.get(part.offset..part.end)?;
                let within = sent.find(tag).or_else(|| sent.find(&escaped))?;
                Some(part.offset + within)
            });
            match place {
                Some(_) => self.found.push((HintCode::Unsafe, tag.to_owned(), place)),
                None => self.say_of(HintCode::Unsafe, tag, one, &TEXTS),
            }
        }
        let bare = |file: &&Enclosure| file.media_type.is_none() || file.length.is_none();
        let own = one.part.and_then(|part| part.mark(&["enclosure"]));
        if self.sent.feed.format == Format::Rss20
            && let Some(mark) = own
            && let Some(file) = one.entry.enclosures.iter().find(bare)
        {
            self.say_at(HintCode::Enclosure, &file.url, mark);
        }
    }

    /// What only the document as sent shows.
    fn as_sent(&mut self, entry: &Entry, mark: &Mark<'_>) {
        let format = self.sent.feed.format;
        let rss = !is_json(format) && !matches!(format, Format::Atom03 | Format::Atom10);
        let name = mark.name.to_ascii_lowercase();
        if let Some(form) = form(&name, format).filter(|_| entry.date().is_some()) {
            let date = mark.text();
            if !matches!(&*date, "" | "null") && !has_form(&date, form) {
                let code = match no_such_day(&date) {
                    true => HintCode::NoSuchDay,
                    false => HintCode::DateForm,
                };
                self.say_at(code, &date, mark);
            }
        }
        if name == "guid" && rss && !sent_as_text(mark) {
            let guid = mark.text();
            if !guid.is_empty() && !guid.contains("://") {
                self.say_at(HintCode::GuidForm, &guid, mark);
            }
        }
        if name == "title"
            && (rss || is_json(format))
            && let Some(markup) = markup(mark, rss)
        {
            self.say_at(HintCode::TitleMarkup, markup, mark);
        }
        if self.has_base {
            return;
        }
        let address = address(mark, format);
        if let Some(address) = address.filter(|address| is_relative(address)) {
            if !self.unread.contains(short(&address).as_str()) {
                self.say_at(HintCode::RelativeLink, &address, mark);
            }
        } else if TEXTS.contains(&name.as_str())
            && let Some((address, at)) = relative_inside(mark.inner)
        {
            let place = Some(mark.inside + at);
            self.found
                .push((HintCode::RelativeLink, short(address), place));
        }
    }
}

const DATES: [&str; 8] = [
    "pubdate",
    "dc:date",
    "published",
    "updated",
    "issued",
    "modified",
    "date_published",
    "date_modified",
];
const LINKS: [&str; 3] = ["link", "url", "guid"];
const TEXTS: [&str; 7] = [
    "content:encoded",
    "content",
    "content_html",
    "description",
    "summary",
    "xhtml:body",
    "body",
];

/// How the date of an element is to be written; none for what is no date of the format's own.
fn form(name: &str, format: Format) -> Option<Form> {
    match (name, format) {
        ("pubdate", Format::Rss20 | Format::Rss092 | Format::Rss091) => Some(Form::Rfc822),
        ("dc:date", _) => Some(Form::W3c),
        ("published" | "updated", Format::Atom10) => Some(Form::Rfc3339),
        ("issued" | "modified" | "created", Format::Atom03) => Some(Form::W3c),
        ("date_published" | "date_modified", Format::Json10 | Format::Json11) => {
            Some(Form::Rfc3339)
        }
        _ => None,
    }
}

/// True for a guid that says it is no link.
fn sent_as_text(guid: &Mark<'_>) -> bool {
    guid.attribute("isPermaLink")
        .is_some_and(|says| says.eq_ignore_ascii_case("false"))
}

/// The first tag, or entity escaped twice, in a title.
fn markup<'t>(title: &Mark<'t>, xml: bool) -> Option<&'t str> {
    let inner = title.inner;
    let literal = !xml || inner.trim_start().starts_with("<![CDATA[");
    let tag = |start: &str| {
        inner.match_indices(start).find_map(|(at, start)| {
            let rest = inner[at + start.len()..].trim_start_matches('/');
            let name = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
            let known = [
                "b", "i", "em", "strong", "br", "a", "p", "span", "sub", "sup", "u", "img", "code",
                "small", "font", "q", "cite",
            ];
            known
                .iter()
                .any(|tag| rest[..name].eq_ignore_ascii_case(tag))
                .then(|| &inner[at..at + start.len() + name])
        })
    };
    let entity = |start: &str| {
        inner.match_indices(start).find_map(|(at, start)| {
            let rest = &inner[at + start.len()..];
            let end = rest.find(';').filter(|end| (2..=8).contains(end))?;
            let named = |c: char| c.is_ascii_alphanumeric() || c == '#';
            rest[..end]
                .chars()
                .all(named)
                .then(|| &inner[at..at + start.len() + end + 1])
        })
    };
    match literal {
        true => tag("<").or_else(|| entity("&")),
        false => tag("&lt;").or_else(|| entity("&amp;")),
    }
}

/// The address an element is, where it is one.
pub fn address<'m>(mark: &'m Mark<'_>, format: Format) -> Option<std::borrow::Cow<'m, str>> {
    let name = mark.name.to_ascii_lowercase();
    match (name.as_str(), format) {
        ("url" | "external_url", Format::Json10 | Format::Json11) => Some(mark.text()),
        ("link", Format::Atom03 | Format::Atom10) => {
            let rel = mark.attribute("rel").unwrap_or("alternate");
            let read = matches!(rel, "alternate" | "enclosure" | "related" | "via");
            mark.attribute("href").filter(|_| read).map(Into::into)
        }
        ("link", _) if !is_json(format) => Some(mark.text()),
        ("enclosure", _) => mark.attribute("url").map(Into::into),
        _ => None,
    }
}

/// True for an address without a scheme or a host.
fn is_relative(address: &str) -> bool {
    let scheme = address.find(':').is_some_and(|colon| {
        address[..colon]
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    let blank = address.is_empty() || address.contains(char::is_whitespace);
    !blank && !scheme && !address.starts_with("//")
}

/// The first relative address of a link or picture in HTML as sent, escaped or not, and where it stands.
fn relative_inside(html: &str) -> Option<(&str, usize)> {
    for (at, name) in html.match_indices("src").chain(html.match_indices("href")) {
        let after = at + name.len();
        let rest = &html[after..];
        let value = [
            "=\"", "='", "=\\\"", "=&quot;", "=&#34;", "=&#39;", "=&apos;",
        ]
        .iter()
        .find_map(|quote| rest.strip_prefix(quote).map(|value| (value, quote.len())));
        let Some((value, quote)) = value else {
            continue;
        };
        let end = value
            .find(['"', '\'', '>', '<', '&', '\\', ' ', '\n'])
            .unwrap_or(value.len());
        let address = &value[..end];
        if is_relative(address) && !address.starts_with('#') {
            return Some((address, after + quote));
        }
    }
    None
}

/// The first tag of HTML that readers take out.
fn unsafe_tag(html: &str) -> Option<&'static str> {
    const TAGS: [&str; 6] = [
        "<script", "<iframe", "<object", "<embed", "<form", "<applet",
    ];
    html.match_indices('<').find_map(|(at, _)| {
        let rest = &html.as_bytes()[at..];
        TAGS.into_iter().find(|tag| {
            rest.len() > tag.len()
                && rest[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
                && !rest[tag.len()].is_ascii_alphanumeric()
        })
    })
}

/// The first of guids that count 0, 1, 2… or 1, 2, 3… in the feed's order, with or without a word before; an address
/// that ends so is the article's own.
fn numbered(entries: &[Entry]) -> Option<String> {
    let number = |guid: &str| -> Option<u64> {
        let digits = guid.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|_| !guid.contains("://"))
    };
    let numbers: Option<Vec<u64>> = entries
        .iter()
        .map(|entry| number(entry.guid.as_deref()?))
        .collect();
    let numbers = numbers.filter(|numbers| numbers.len() > 2)?;
    let counts = numbers[0] <= 1 && numbers.windows(2).all(|two| two[1] == two[0] + 1);
    entries[0].guid.clone().filter(|_| counts)
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
