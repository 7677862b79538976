//! The vocabularies feeds are written in, by any of the addresses that name them and by their usual prefixes.

/// The vocabulary an element belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ns {
    /// The document's own: RSS in an RSS feed, Atom in an Atom feed.
    Own,
    /// RSS of any version, in an Atom feed.
    Rss,
    /// Atom 1.0 or 0.3, in an RSS feed.
    Atom,
    Rdf,
    Content,
    Dc,
    DcTerms,
    Media,
    Itunes,
    GooglePlay,
    Syndication,
    FeedBurner,
    Xhtml,
    /// Drawings and formulas inside a text.
    Inline,
    /// Anything else.
    Other,
}

/// The vocabulary of a namespace's address. Scheme, case and a trailing `/` or `#` do not matter.
pub fn by_address(address: &str) -> Ns {
    let lower = address.trim().to_ascii_lowercase();
    let bare = lower
        .trim_start_matches("http://")
        .trim_start_matches("https://")
        .trim_start_matches("www.")
        .trim_end_matches(['/', '#']);
    match bare {
        "w3.org/2005/atom" | "purl.org/atom/ns" => Ns::Atom,
        "w3.org/1999/02/22-rdf-syntax-ns" => Ns::Rdf,
        "purl.org/rss/1.0/modules/content" => Ns::Content,
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" => Ns::Dc,
        "purl.org/dc/terms" => Ns::DcTerms,
        "search.yahoo.com/mrss" | "video.search.yahoo.com/mrss" => Ns::Media,
        "itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => Ns::Itunes,
        "google.com/schemas/play-podcasts/1.0"
        | "google.com/schemas/play-podcasts/1.0/play-podcasts.xsd" => Ns::GooglePlay,
        "purl.org/rss/1.0/modules/syndication" => Ns::Syndication,
        "rssnamespace.org/feedburner/ext/1.0" => Ns::FeedBurner,
        "w3.org/1999/xhtml" => Ns::Xhtml,
        "w3.org/2000/svg" | "w3.org/1998/math/mathml" => Ns::Inline,
        "purl.org/rss/1.0"
        | "purl.org/net/rss1.1"
        | "my.netscape.com/rdf/simple/0.9"
        | "channel.netscape.com/rdf/simple/0.9"
        | "my.netscape.com/publish/formats/rss-0.91.dtd"
        | "blogs.law.harvard.edu/tech/rss"
        | "rssboard.org/rss-specification" => Ns::Rss,
        other if other.starts_with("backend.userland.com/rss") => Ns::Rss,
        _ => Ns::Other,
    }
}

/// The vocabulary of a prefix that the document does not declare.
pub fn by_prefix(prefix: &str) -> Option<Ns> {
    Some(match prefix.to_ascii_lowercase().as_str() {
        "atom" | "atom10" | "a10" => Ns::Atom,
        "rdf" => Ns::Rdf,
        "content" => Ns::Content,
        "dc" => Ns::Dc,
        "dcterms" => Ns::DcTerms,
        "media" => Ns::Media,
        "itunes" => Ns::Itunes,
        "googleplay" => Ns::GooglePlay,
        "sy" => Ns::Syndication,
        "feedburner" => Ns::FeedBurner,
        "xhtml" => Ns::Xhtml,
        "svg" | "math" | "mml" => Ns::Inline,
        "rss" => Ns::Rss,
        _ => return None,
    })
}

/// True for HTML elements that have no end tag.
pub fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] = [
        "area", "base", "basefont", "br", "col", "embed", "hr", "img", "input", "meta", "param",
        "source", "track", "wbr",
    ];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// True for elements of HTML, as far as they are met in feeds: what a title's `<…>` may be markup of.
pub fn is_html(name: &str) -> bool {
    // In order, for a binary search.
    const HTML: [&str; 111] = [
        "a",
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "menu",
        "meta",
        "nav",
        "nobr",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "p",
        "param",
        "picture",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "section",
        "select",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ];
    let lower = || name.bytes().map(|byte| byte.to_ascii_lowercase());
    HTML.binary_search_by(|known| known.bytes().cmp(lower()))
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_prefixes() {
        assert_eq!(by_address("http://www.w3.org/2005/Atom"), Ns::Atom);
        assert_eq!(by_address("https://www.w3.org/2005/Atom"), Ns::Atom);
        assert_eq!(
            by_address("http://www.itunes.com/DTDs/Podcast-1.0.dtd"),
            Ns::Itunes
        );
        assert_eq!(by_address("http://search.yahoo.com/mrss"), Ns::Media);
        assert_eq!(by_address("http://backend.userland.com/RSS2"), Ns::Rss);
        assert_eq!(by_address("urn:x"), Ns::Other);
        assert_eq!(by_prefix("DC"), Some(Ns::Dc));
        assert_eq!(by_prefix("o"), None);
        assert!(is_html("STRONG") && !is_html("string") && !is_html(""));
        assert!(["a", "h1", "sup", "wbr"].into_iter().all(is_html));
    }
}
