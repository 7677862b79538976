//! What a page says of feeds, read from its tags. The page is only tokenised, never built: linear in its length, no
//! depth. Decides nothing: which of it is a feed, and which comes first, is said elsewhere.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::kind::{self, Kind, Media};

/// The most links, anchors and frames kept of a page.
const MOST: usize = 200;

/// The longest text of a title, in bytes.
const LONGEST: usize = 300;

/// How much of a page the tokeniser is given at once, in bytes.
const PIECE: usize = 1_024;

/// A page that sends on after more seconds than this is read, not left.
const SOON: u32 = 30;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// `<base href>`, the first one (HTML §4.2.3).
    pub(super) base: Option<String>,
    /// The language of `<html>`, as written.
    pub(super) language: Option<String>,
    /// `<title>`.
    pub(super) title: String,
    /// Announcements in `<link>`.
    pub(super) links: Vec<Link>,
    /// `<a>` whose address or type is a feed's.
    pub(super) anchors: Vec<Link>,
    /// Addresses of `<a>` whose words alone speak of feeds: feeds, or pages that list them.
    pub(super) hubs: Vec<String>,
    /// Where `<meta http-equiv=refresh>` sends on to.
    pub(super) refresh: Option<String>,
    /// Address and name of each `<frame>`.
    pub(super) frames: Vec<(String, String)>,
    /// True for one article's page, not a list of them.
    pub(super) article: bool,
    /// What the page says of the software that made it, lower case.
    pub(super) software: String,
}

/// A link to what may be a feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) kind: Option<Kind>,
    /// `hreflang`, as written.
    pub(super) language: Option<String>,
}

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    let reader = Reader {
        strict: text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with("<?xml"),
        tokens: Cell::default(),
        state: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    feed(&tokenizer, text);
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.close_anchor();
    state.page
}

/// Gives the tokeniser a text in pieces. html5ever compares each attribute of a tag with all before it, so a tag of a
/// million attributes would take hours. A stretch that has brought no token for a piece is a tag, or a comment, or one
/// value: what could part attributes is taken out of it from there on, and its end still found.
fn feed(tokenizer: &Tokenizer<Reader>, text: &str) {
    let input = BufferQueue::default();
    let (mut rest, mut silent) = (text, 0);
    while !rest.is_empty() {
        let veiled = silent >= PIECE;
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        if veiled {
            end = rest[..end].find('>').map_or(end, |at| at + 1);
        }
        let piece = &rest[..end];
        let before = tokenizer.sink.tokens.get();
        input.push_back(match veiled {
            true => StrTendril::from(veil(piece)),
            false => StrTendril::from(piece),
        });
        while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
        silent = match tokenizer.sink.tokens.get() == before {
            true => silent + end,
            false => 0,
        };
        rest = &rest[end..];
    }
}

fn veil(piece: &str) -> String {
    piece.replace(['/', '=', ' ', '\t', '\n', '\r', '\u{c}'], "x")
}

struct Reader {
    /// XHTML, in which `<script/>` is closed.
    strict: bool,
    /// Tokens seen so far, errors apart.
    tokens: Cell<usize>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    page: Page,
    /// Open `<template>`s: what is in them is not there yet (HTML §4.12.3).
    templates: usize,
    in_title: bool,
    anchor: Option<Anchor>,
}

/// An `<a>` that is open: its words tell what it is.
struct Anchor {
    link: Link,
    sure: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                if self.strict && tag.self_closing {
                    state.in_title = false;
                    return TokenSinkResult::Continue;
                }
                return raw_text(&tag);
            }
            Token::TagToken(tag) => match &*tag.name {
                "a" => state.close_anchor(),
                "title" => state.in_title = false,
                "template" => state.templates = state.templates.saturating_sub(1),
                _ => {}
            },
            Token::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose inside is no markup. `noscript` and `noframes` are for readers like this one.
fn raw_text(tag: &Tag) -> TokenSinkResult<()> {
    use html5ever::tokenizer::states::RawKind::{Rawtext, Rcdata, ScriptData};
    match &*tag.name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" | "noembed" | "xmp" | "iframe" => TokenSinkResult::RawData(Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

impl State {
    fn start(&mut self, tag: &Tag) {
        if &*tag.name == "template" {
            self.templates += usize::from(!tag.self_closing);
        }
        if self.templates > 0 {
            return;
        }
        match &*tag.name {
            "html" if self.page.language.is_none() => {
                self.page.language = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang"));
            }
            "base" if self.page.base.is_none() => self.page.base = attribute(tag, "href"),
            "title" => self.in_title = self.page.title.is_empty(),
            "link" => self.link(tag),
            "a" => self.open_anchor(tag),
            "img" => {
                if let Some(alt) = attribute(tag, "alt").filter(|_| self.anchor.is_some()) {
                    self.text(&alt);
                }
            }
            "meta" => self.meta(tag),
            "frame" if self.page.frames.len() < MOST => {
                if let Some(src) = attribute(tag, "src") {
                    let name = attribute(tag, "name").unwrap_or_default();
                    self.page.frames.push((src, name));
                }
            }
            "body" => {
                let class = attribute(tag, "class").unwrap_or_default();
                self.page.article |= class
                    .split_ascii_whitespace()
                    .any(|class| class == "single" || class == "single-post");
                self.mark(&class);
            }
            "div" if self.page.software.len() < LONGEST => {
                for name in ["id", "class"] {
                    let value = attribute(tag, name)
                        .unwrap_or_default()
                        .to_ascii_lowercase();
                    if value == "mastodon" || value.contains("lemmy-site") {
                        self.mark(&value);
                    }
                }
            }
            _ => {}
        }
    }

    fn link(&mut self, tag: &Tag) {
        let rel = attribute(tag, "rel")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let has = |name: &str| rel.split_ascii_whitespace().any(|rel| rel == name);
        let Some(href) = attribute(tag, "href").filter(|href| leads_away(href)) else {
            return;
        };
        let title = attribute(tag, "title").unwrap_or_default();
        let likely = || {
            !kind::is_never(&href)
                && (kind::looks_like_feed(&href) || kind::words_speak_of_feeds(&title))
        };
        let kind = match kind::media(&attribute(tag, "type").unwrap_or_default()) {
            // `alternate` is what announces; careless pages name the format, or nothing.
            Media::Feed(kind)
                if has("alternate")
                    || has("feed")
                    || has("rss")
                    || has("atom")
                    || rel.is_empty() =>
            {
                Some(kind)
            }
            Media::Perhaps if (has("alternate") || has("feed")) && likely() => None,
            Media::Absent if has("feed") || (has("alternate") && likely()) => None,
            _ => return,
        };
        if self.page.links.len() < MOST {
            self.page.links.push(Link {
                kind: kind.or_else(|| kind::of_address(&href)),
                href,
                title,
                language: attribute(tag, "hreflang").filter(|language| !language.is_empty()),
            });
        }
    }

    fn open_anchor(&mut self, tag: &Tag) {
        self.close_anchor();
        let Some(href) = attribute(tag, "href").filter(|href| leads_away(href)) else {
            return;
        };
        let media = kind::media(&attribute(tag, "type").unwrap_or_default());
        let kind = match media {
            Media::Feed(kind) => Some(kind),
            _ => kind::of_address(&href),
        };
        let sure = matches!(media, Media::Feed(_)) || kind::looks_like_feed(&href);
        let label = attribute(tag, "title").or_else(|| attribute(tag, "aria-label"));
        self.anchor = Some(Anchor {
            link: Link {
                href,
                title: String::new(),
                kind,
                language: attribute(tag, "hreflang"),
            },
            sure,
        });
        if let Some(label) = label {
            self.text(&label);
            self.text(" ");
        }
    }

    fn close_anchor(&mut self) {
        let Some(anchor) = self.anchor.take() else {
            return;
        };
        let page = &mut self.page;
        if anchor.sure && page.anchors.len() < MOST {
            page.anchors.push(anchor.link);
        } else if !anchor.sure
            && page.hubs.len() < MOST
            && kind::words_speak_of_feeds(&anchor.link.title)
        {
            page.hubs.push(anchor.link.href);
        }
    }

    fn text(&mut self, text: &str) {
        let title = match &mut self.anchor {
            _ if self.in_title => &mut self.page.title,
            Some(anchor) => &mut anchor.link.title,
            None => return,
        };
        let room = LONGEST.saturating_sub(title.len());
        let end = (0..=room.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        title.push_str(&text[..end.unwrap_or(0)]);
    }

    fn meta(&mut self, tag: &Tag) {
        let content = attribute(tag, "content").unwrap_or_default();
        let is = |name: &str, value: &str| {
            attribute(tag, name).is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        if is("http-equiv", "refresh") && self.page.refresh.is_none() {
            self.page.refresh = refresh(&content);
        }
        if is("http-equiv", "content-language") && self.page.language.is_none() {
            self.page.language = Some(content.clone());
        }
        self.page.article |= is("property", "og:type") && content.eq_ignore_ascii_case("article");
        let names = ["generator", "application-name", "keywords"];
        if names.iter().any(|name| is("name", name))
            || ["og:platform", "og:site_name"]
                .iter()
                .any(|name| is("property", name))
        {
            self.mark(&content);
        }
    }

    fn mark(&mut self, text: &str) {
        if self.page.software.len() < LONGEST {
            self.page.software.push_str(&text.to_lowercase());
            self.page.software.push('\n');
        }
    }
}

/// Where a refresh leads (HTML §4.2.5.3): `5; url='/ailleurs'`, `0,/ailleurs`. None for later, or for the page itself.
fn refresh(content: &str) -> Option<String> {
    let content = content.trim_start();
    let digits = content.len()
        - content
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let (seconds, rest) = content.split_at(digits);
    if seconds
        .parse::<u32>()
        .map_or(!seconds.is_empty(), |seconds| seconds > SOON)
    {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let rest = rest
        .trim_start()
        .trim_start_matches([';', ','])
        .trim_start();
    let rest = match rest.get(..3) {
        Some(name) if name.eq_ignore_ascii_case("url") => {
            let after = rest[3..].trim_start();
            after.strip_prefix('=').map_or(rest, str::trim_start)
        }
        _ => rest,
    };
    let url = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next().unwrap_or_default(),
        _ => rest,
    };
    let url = url.trim();
    (!url.is_empty()).then(|| url.to_owned())
}

/// False for what stands for the page itself: nothing, an empty query, an empty fragment.
fn leads_away(href: &str) -> bool {
    !matches!(href, "" | "?" | "#" | "?#")
}

/// The value of an attribute, trimmed.
fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refreshes_are_read_as_browsers_do() {
        for (content, expected) in [
            ("0; url=/blog/", Some("/blog/")),
            ("0;URL='/blog/'", Some("/blog/")),
            ("5 ; Url = \"/blog/\" x", Some("/blog/")),
            ("0,/blog/", Some("/blog/")),
            ("0.5; url=/blog/", Some("/blog/")),
            (";url=/blog/", Some("/blog/")),
            ("0; url", Some("url")),
            ("300; url=/", None),
            ("99999999999; url=/", None),
            ("5", None),
            ("", None),
            ("0; url=", None),
        ] {
            assert_eq!(refresh(content).as_deref(), expected, "{content}");
        }
    }

    #[test]
    fn only_what_is_there_counts() {
        let count = |text: &str| read(text).links.len();
        let link = "<link rel=alternate type=application/rss+xml href=/f>";
        for (text, links) in [
            (link.to_owned(), 1),
            (format!("<!-- {link} -->"), 0),
            (format!("<!--[if IE]>{link}<![endif]-->"), 0),
            (format!("<![CDATA[{link}]]>"), 0),
            (format!("<script>'{link}'</script>"), 0),
            (
                format!("<script><!-- <script>{link}</script> --></script>{link}"),
                1,
            ),
            (
                format!("<template>{link}<template></template>{link}</template>{link}"),
                1,
            ),
            (format!("<noscript>{link}</noscript>"), 1),
            (format!("<frameset><noframes><body>{link}</noframes>"), 1),
            (
                format!("<textarea>{link}</textarea><style>{link}</style><iframe>{link}</iframe>"),
                0,
            ),
            (format!("<title>{link}</title><body><p>{link}"), 1),
            (
                format!("<?xml version='1.0'?><html><script src='x'/><title/>{link}"),
                1,
            ),
            (format!("<svg><title>a</title></svg>{link}"), 1),
            (format!("<plaintext>{link}"), 0),
            (format!("<pre>&lt;{}</pre>", &link[1..]), 0),
        ] {
            assert_eq!(count(&text), links, "{text}");
        }
    }

    #[test]
    fn tags_and_comments_of_any_length_end_where_they_end() {
        let link = "<link rel=alternate type=application/rss+xml href=/f>";
        let many: String = (0..8_000).map(|n| format!("a{n} ")).collect();
        for long in [
            format!("<p {many}>"),
            format!("<p {}>", many.replace(' ', "/")),
            format!("<p {}>", many.replace(' ', "=\"\"")),
            format!("<!-- {many} -- > --/> {many} -->"),
            format!("<img alt=\"{many}\" src='>'>"),
            format!("<!doctype html {many}>"),
            format!("<script>{many}</script><style>{many}</style>"),
            many.clone(),
            format!("{}<p>", "é".repeat(3_000)),
        ] {
            let page = read(&format!("{link}{long}{link}<a href=/rss>RSS</a>"));
            assert_eq!(
                (page.links.len(), page.anchors.len()),
                (2, 1),
                "{}",
                &long[..20]
            );
        }
        // A link's own address is whole.
        let long = format!("/{}/rss", "a/b".repeat(300));
        let page = read(&format!(
            "{}<a class=x href='{long}'>RSS</a>",
            "é".repeat(600)
        ));
        assert_eq!(page.anchors[0].href, long);
    }

    #[test]
    fn what_a_link_must_say_to_be_an_announcement() {
        for (link, yes) in [
            ("rel=alternate type='application/rss+xml' href=f", true),
            (
                "REL='Alternate Feed' TYPE=application/ATOM+xml HREF=f",
                true,
            ),
            (
                "rel='alternate home' type='application/atom+xml; charset=utf-8' href='f'",
                true,
            ),
            ("rel=feed href=f", true),
            ("rel=feed type=text/html href=f", false),
            ("rel=alternate href=/rss.xml", true),
            ("rel=alternate href=/en/", false),
            ("rel=alternate type=text/xml href=/rss.xml", true),
            ("rel=alternate type=text/xml href=/x title='Flux RSS'", true),
            ("rel=alternate type=text/xml href=/sitemap.xml", false),
            ("rel=alternate type=application/json href=/feed.json", true),
            (
                "rel=alternate type=application/json href=/wp-json/wp/v2/pages/2 title=JSON",
                false,
            ),
            (
                "rel=alternate type=application/json+oembed href=/x title='oEmbed (JSON)'",
                false,
            ),
            (
                "rel=alternate type=text/xml+oembed href=/wp-json/oembed/1.0/embed?format=xml",
                false,
            ),
            (
                "rel=alternate type='application/atom+xml;type=entry' href=f",
                false,
            ),
            ("rel=stylesheet type=application/rss+xml href=f", false),
            ("rel=service.post type=application/atom+xml href=f", false),
            ("type=application/rss+xml href=f", true),
            ("rel=rss type=application/rss+xml href=f", true),
            ("rel=alternate type=application/rss+xml", false),
            ("rel=alternate type=application/rss+xml href=''", false),
            ("rel=alternate type=application/rss+xml href='?'", false),
            ("rel=alternate type=application/rss+xml href='#'", false),
            ("rel=alternate type=text/html hreflang=en href=/feed", false),
        ] {
            assert_eq!(
                read(&format!("<link {link}>")).links.len(),
                usize::from(yes),
                "{link}"
            );
        }
    }

    #[test]
    fn the_words_of_a_link_are_its_title() {
        let page = read(
            "<a href=/rss.xml>Le <b>flux</b><a href=/x><img src=i alt='Flux RSS'></a>\
             <a href=/y title='Syndication'></a><a href=/z>Rien</a><a href=/atom.xml aria-label=Atom></a>",
        );
        let titles: Vec<&str> = page.anchors.iter().map(|link| link.title.trim()).collect();
        assert_eq!(titles, ["Le flux", "Atom"]);
        assert_eq!(page.hubs, ["/x", "/y"]);
        assert_eq!(
            read(&format!("<a href=/rss>{}", "é".repeat(5_000))).anchors[0]
                .title
                .len(),
            LONGEST
        );
    }
}
