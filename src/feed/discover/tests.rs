//! Whole pages → the feeds they announce, in order; broken pages by a seeded generator; large pages in linear time,
//! counted in steps of the tokeniser by their size alone.

use proptest::prelude::*;

use super::gather::MOST;
use super::*;

const BLOG: &str = "https://octet-libre.test/blog/";

fn of(url: &str, page: &str) -> Vec<(String, String)> {
    candidates(page.as_bytes(), None, &Url::parse(url).unwrap())
        .into_iter()
        .map(|found| (found.url, found.title))
        .collect()
}

fn urls(url: &str, page: &str) -> Vec<String> {
    of(url, page).into_iter().map(|(url, _)| url).collect()
}

fn pair(url: &str, title: &str) -> (String, String) {
    (url.to_owned(), title.to_owned())
}

/// `<link rel=alternate>` with a title.
fn link(title: &str, href: &str) -> String {
    format!(
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{title}\" href=\"{href}\" />\n"
    )
}

#[test]
fn titles_escaped_twice_are_read() {
    for (title, expected) in [
        ("Octet &amp;amp; Libre", "Octet & Libre"),
        ("L&amp;#8217;octet &amp;raquo; Flux", "L’octet » Flux"),
        ("AT&T, A &lt; B", "AT&T, A < B"),
        (
            "La balise &lt;title&gt; &amp;amp;",
            "La balise <title> &amp;",
        ),
    ] {
        let found = of(BLOG, &link(title, "/flux"));
        assert_eq!(found[0].1, expected, "{title}");
    }
}

#[test]
fn links_of_the_head_come_first_and_comments_last() {
    let found = of(
        BLOG,
        "<html><head><title>x <link rel=alternate type='application/rss+xml' href=/non></title>
        <link rel='alternate' type='application/rss+xml' title='Commentaires' href='/comments/feed/'>
        <LINK REL='Alternate Home' TYPE='application/atom+xml; charset=utf-8' title='Octet &amp; Libre' href='flux.atom'>
        <link rel='stylesheet' href='/feed.css'><link rel=alternate hreflang=en href=/en>
        <link rel=alternate type=application/json href=/wp-json/1>
        <script>'<link rel=alternate type=\"application/rss+xml\" href=/faux>'</script></head>
        <body><a href='/rss.xml'>Le <b>flux</b></a><a href='/a-propos'>x</a><a href='/blog/flux.atom'>encore</a>",
    );
    assert_eq!(
        found,
        [
            pair("https://octet-libre.test/blog/flux.atom", "Octet & Libre"),
            pair("https://octet-libre.test/rss.xml", "Le flux"),
            pair("https://octet-libre.test/comments/feed/", "Commentaires"),
        ]
    );
}

#[test]
fn addresses_are_made_whole_against_the_base() {
    for (head, expected) in [
        (
            "<base href='https://cdn.test/x/'><link rel=alternate type=application/feed+json href=f.json>",
            "https://cdn.test/x/f.json",
        ),
        (
            "<link rel=feed href=f><base href=/autre/>",
            "https://octet-libre.test/autre/f",
        ),
        (
            "<base target=_top><base href=/un/><base href=/deux/><link rel=feed href=f>",
            "https://octet-libre.test/un/f",
        ),
        (
            "<base href='data:,x'><link rel=feed href=f>",
            "https://octet-libre.test/blog/f",
        ),
        (
            "<link rel=feed href='//flux.test/f'>",
            "https://flux.test/f",
        ),
        (
            "<link rel=feed href='?feed=rss2'>",
            "https://octet-libre.test/blog/?feed=rss2",
        ),
        (
            "<link rel=feed href='../f#haut'>",
            "https://octet-libre.test/f",
        ),
        (
            "<link rel=feed href=' f\n '>",
            "https://octet-libre.test/blog/f",
        ),
        (
            "<link rel=feed href='feed://octet-libre.test/f'>",
            "https://octet-libre.test/f",
        ),
        (
            "<link rel=feed href='feed:http://octet-libre.test/f'>",
            "http://octet-libre.test/f",
        ),
        (
            "<link rel=feed href='/f?a=1&amp;b=2'>",
            "https://octet-libre.test/f?a=1&b=2",
        ),
        (
            "<link rel=feed href='/été.xml'>",
            "https://octet-libre.test/%C3%A9t%C3%A9.xml",
        ),
    ] {
        assert_eq!(urls(BLOG, head), [expected], "{head}");
    }
}

#[test]
fn the_head_of_an_answer_announces_too() {
    let url = Url::parse(BLOG).unwrap();
    let fields = ["<flux>; rel=alternate; type=\"application/atom+xml\"".to_owned()];
    let page = "<base href=/x/><link rel=feed href=rss.xml>";
    let found = pointers(page.as_bytes(), None, &fields, &url).feeds;
    let found: Vec<&str> = found.iter().map(|found| found.url.as_str()).collect();
    assert_eq!(
        found,
        [
            "https://octet-libre.test/blog/flux",
            "https://octet-libre.test/x/rss.xml"
        ]
    );
}

#[test]
fn addresses_that_may_not_be_followed_are_no_feeds() {
    for href in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://x.test/f",
        "https://",
        "feed:file:///etc/passwd",
        "exec:rm",
        BLOG,
        "#haut",
    ] {
        let page = format!(
            "<link rel=feed href='{href}'><a href='{href}' type=application/rss+xml>RSS</a>"
        );
        assert_eq!(urls(BLOG, &page), [""; 0], "{href}");
    }
    assert_eq!(
        urls("file:///tmp/x.html", "<link rel=feed href=f.xml>"),
        ["file:///tmp/f.xml"]
    );
}

#[test]
fn a_wordpress_site_in_its_several_pages() {
    let main = link("Octet » Flux", "https://octet.test/feed/");
    let comments = link(
        "Octet » Flux des commentaires",
        "https://octet.test/comments/feed/",
    );
    let home = format!("<html lang=fr-FR><head>{comments}{main}</head>");
    assert_eq!(
        urls("https://octet.test/", &home),
        [
            "https://octet.test/feed/",
            "https://octet.test/comments/feed/"
        ]
    );

    let own = link(
        "Octet » Flux de la catégorie Noyau",
        "https://octet.test/category/noyau/feed/",
    );
    let category = format!("{main}{comments}{own}");
    assert_eq!(
        urls("https://octet.test/category/noyau/", &category),
        [
            "https://octet.test/category/noyau/feed/",
            "https://octet.test/feed/",
            "https://octet.test/comments/feed/"
        ]
    );

    let post = link("Octet » Un titre", "https://octet.test/2026/un-titre/feed/");
    let article =
        format!("{post}{comments}{main}<body class='post-template-default single single-post'>");
    assert_eq!(
        urls("https://octet.test/2026/un-titre/", &article)[0],
        "https://octet.test/feed/"
    );
    let article = format!("<meta property='og:type' content='article'>{post}{main}");
    assert_eq!(
        urls("https://octet.test/2026/un-titre/", &article)[0],
        "https://octet.test/feed/"
    );
}

/// What the usual makers of sites write in their heads, with invented sites.
#[test]
fn the_usual_makers_of_sites() {
    for (url, page, expected) in [
        // SPIP
        (
            "https://quai.test/spip.php?rubrique3",
            "<link rel='alternate' type='application/rss+xml' title='Syndiquer tout le site' href='spip.php?page=backend' />
             <link rel='alternate' type='application/rss+xml' title='Syndiquer cette rubrique' href='spip.php?page=backend&amp;id_rubrique=3' />",
            &["https://quai.test/spip.php?page=backend", "https://quai.test/spip.php?page=backend&id_rubrique=3"][..],
        ),
        // Dotclear
        (
            "https://carnet.test/",
            "<link rel='alternate' type='application/atom+xml' title='Atom 1.0 - Commentaires' href='/feed/atom/comments' />
             <link rel='alternate' type='application/atom+xml' title='Atom 1.0' href='/feed/atom' />
             <link rel='EditURI' type='application/rsd+xml' href='/xmlrpc/1' />",
            &["https://carnet.test/feed/atom", "https://carnet.test/feed/atom/comments"],
        ),
        // Ghost, Hugo: the section's own feed before the site's
        (
            "https://atelier.test/notes/",
            "<link rel=alternate type=application/rss+xml href=/index.xml title=Atelier>
             <link rel=alternate type=application/rss+xml href=/notes/index.xml title='Notes — Atelier'>",
            &["https://atelier.test/notes/index.xml", "https://atelier.test/index.xml"],
        ),
        // Discourse, on a topic
        (
            "https://forum.test/t/un-sujet/12",
            "<meta property='og:type' content='website'>
             <link rel='alternate nofollow' type='application/rss+xml' title='Un sujet' href='https://forum.test/t/un-sujet/12.rss' />
             <link rel='alternate' type='application/rss+xml' title='Derniers sujets' href='https://forum.test/latest.rss' />",
            &["https://forum.test/t/un-sujet/12.rss", "https://forum.test/latest.rss"],
        ),
        // MediaWiki
        (
            "https://wiki.test/wiki/Accueil",
            "<link rel='search' type='application/opensearchdescription+xml' href='/w/opensearch_desc.php' title='Wiki (fr)'>
             <link rel='EditURI' type='application/rsd+xml' href='//wiki.test/w/api.php?action=rsd'>
             <link rel='alternate' type='application/atom+xml' title='Flux Atom de Wiki' href='/w/index.php?title=Sp%C3%A9cial:Modifications&amp;feed=atom'>",
            &["https://wiki.test/w/index.php?title=Sp%C3%A9cial:Modifications&feed=atom"],
        ),
        // WordPress with its oEmbed and REST links
        (
            "https://octet.test/a-propos/",
            "<link rel='alternate' title='oEmbed (JSON)' type='application/json+oembed' href='https://octet.test/wp-json/oembed/1.0/embed?url=x' />
             <link rel='alternate' title='JSON' type='application/json' href='https://octet.test/wp-json/wp/v2/pages/2' />
             <link rel='https://api.w.org/' href='https://octet.test/wp-json/' />
             <link rel='alternate' type='application/rss+xml' title='Octet &raquo; Flux' href='https://octet.test/feed/' />",
            &["https://octet.test/feed/"],
        ),
        // Drupal, in several languages
        (
            "https://asso.test/fr",
            "<html lang='fr'><link rel='alternate' hreflang='en' href='https://asso.test/en' />
             <link rel='alternate' type='application/rss+xml' title='Flux' href='https://asso.test/fr/rss.xml' />",
            &["https://asso.test/fr/rss.xml"],
        ),
        // A page by hand of long ago
        (
            "http://vieux.test/~anne/",
            "<HTML><BODY BGCOLOR=white><TABLE><TR><TD><A HREF=rss.xml><IMG SRC=xml.gif ALT=XML></A> <A HREF='rss.xml'>RSS</A>
             <A HREF=../plan.xml>Plan</A></TABLE>",
            &["http://vieux.test/~anne/rss.xml"],
        ),
        // Sound
        (
            "https://ondes.test/",
            "<link rel=alternate type=application/rss+xml title='Ondes, le podcast' href=https://ondes.test/podcast.xml>
             <link rel=alternate type=application/rss+xml title='Ondes, les articles' href=https://ondes.test/articles.xml>",
            &["https://ondes.test/articles.xml", "https://ondes.test/podcast.xml"],
        ),
    ] {
        assert_eq!(urls(url, page), expected, "{url}");
    }
}

#[test]
fn parts_of_a_site_come_after_the_site() {
    let page = [
        link("Commentaires", "/commentaires.xml"),
        link("Recherche : noyau", "/?s=noyau&feed=rss2"),
        link("Articles de l’auteur Anne", "/auteur/anne/feed"),
        link("Étiquette unix", "/tag/unix/feed"),
        link("Le podcast d’Octet", "/podcast.xml"),
        link("Octet Libre", "/feed"),
    ]
    .concat();
    let found = of("https://octet.test/", &page);
    let titles: Vec<&str> = found.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Octet Libre",
            "Le podcast d’Octet",
            "Étiquette unix",
            "Articles de l’auteur Anne",
            "Recherche : noyau",
            "Commentaires"
        ]
    );
    // A science site's own feed is no search.
    let page = link("Étiquette unix", "/tag/unix/feed") + &link("La recherche à Brest", "/une.rss");
    assert_eq!(
        urls("https://octet.test/", &page)[0],
        "https://octet.test/une.rss"
    );
    // How it works: « comment » is no comment.
    let page = link("Commentaires", "/c.xml")
        + &link("Comment ça tourne", "https://commentcatourne.test/rss");
    assert_eq!(
        urls("https://www.commentcatourne.test/", &page)[0],
        "https://commentcatourne.test/rss"
    );
}

#[test]
fn the_pages_language_and_host_come_first() {
    let page = "<html lang=fr>
        <link rel=alternate type=application/rss+xml hreflang=en href=/en/feed>
        <link rel=alternate type=application/rss+xml hreflang=fr-CA href=/fr/feed>
        <link rel=alternate type=application/rss+xml href=https://feeds.feedburner.com/octet>
        <link rel=alternate type=application/rss+xml href=https://ailleurs.test/feed>";
    assert_eq!(
        urls("https://www.octet.test/", page),
        [
            "https://www.octet.test/fr/feed",
            "https://feeds.feedburner.com/octet",
            "https://ailleurs.test/feed",
            "https://www.octet.test/en/feed"
        ]
    );
}

#[test]
fn doubles_are_one_and_formats_stay_two() {
    let page = "<title>Octet</title>
        <link rel=alternate type=application/rss+xml href=/rss.xml><link rel=alternate type=application/atom+xml href=/atom.xml>
        <link rel=alternate type=application/rss+xml href=/rss.xml#x><a href=http://octet.test/rss.xml>RSS</a><a href=/feed.json>JSON</a>";
    let url = Url::parse("https://octet.test/").unwrap();
    let found = candidates(page.as_bytes(), None, &url);
    let shown: Vec<(&str, &str, Option<Kind>)> = found
        .iter()
        .map(|found| (found.url.as_str(), found.title.as_str(), found.kind))
        .collect();
    assert_eq!(
        shown,
        [
            ("https://octet.test/rss.xml", "Octet", Some(Kind::Rss)),
            ("https://octet.test/atom.xml", "Octet", Some(Kind::Atom)),
            ("https://octet.test/feed.json", "JSON", Some(Kind::Json)),
        ]
    );
}

#[test]
fn anchors_are_feeds_and_buttons_are_not() {
    let page = "<body>
        <a href='https://www.facebook.com/sharer.php?u=https://octet.test/feed'>Partager</a>
        <a href='https://feedly.com/i/subscription/feed/https://octet.test/feed'>Suivre</a>
        <a href='https://twitter.com/octet/feed'>x</a>
        <a href='mailto:moi@octet.test?subject=rss'>RSS</a><a href='javascript:rss()'>RSS</a>
        <a href='https://ami.test/feed'>Le flux d’un ami</a>
        <a href='/actualites.rss'>Actualités</a>
        <a href='/comprendre-le-rss'>Le RSS expliqué à ceux qui ne savent pas ce que c’est, en détail</a>
        <a href='/x' type='application/atom+xml'>Atom</a>";
    assert_eq!(
        urls("https://octet.test/", page),
        ["https://octet.test/actualites.rss", "https://octet.test/x"]
    );
    let url = Url::parse("https://octet.test/").unwrap();
    let others = pointers(page.as_bytes(), None, &[], &url).others;
    assert_eq!(others[0].url, "https://ami.test/feed");
    let service = "<a href=https://feeds.feedburner.com/octet/rss>RSS</a>";
    assert_eq!(
        urls("https://octet.test/", service),
        ["https://feeds.feedburner.com/octet/rss"]
    );
}

#[test]
fn a_page_without_feeds_sends_on() {
    let next = |url: &str, page: &str| {
        let url = Url::parse(url).unwrap();
        pointers(page.as_bytes(), None, &[], &url)
            .elsewhere
            .map(String::from)
    };
    for (page, expected) in [
        (
            "<meta http-equiv=refresh content='0; url=/accueil/'>",
            Some("https://octet.test/accueil/"),
        ),
        (
            "<noscript><meta http-equiv=Refresh content='0;URL=accueil'></noscript>",
            Some("https://octet.test/accueil"),
        ),
        (
            "<meta http-equiv=refresh content='600; url=/accueil/'>",
            None,
        ),
        ("<meta http-equiv=refresh content='0; url=/'>", None),
        (
            "<meta http-equiv=refresh content='0; url=javascript:x'>",
            None,
        ),
        (
            "<meta http-equiv=refresh content='0; url=http://octet.test/x'>",
            None,
        ),
        (
            "<frameset><frame src=menu.html name=menu><frame src=page.html name=contenu></frameset>",
            Some("https://octet.test/page.html"),
        ),
        (
            "<frameset><frame src=menu.html></frameset>",
            Some("https://octet.test/menu.html"),
        ),
        (
            "<a href=/nos-flux>Nos flux RSS</a>",
            Some("https://octet.test/nos-flux"),
        ),
        ("<a href=https://ailleurs.test/>RSS</a>", None),
        ("<a href=/contact>Contact</a>", None),
        (
            "<meta http-equiv=refresh content='0; url=/x'><link rel=feed href=/f>",
            None,
        ),
    ] {
        assert_eq!(
            next("https://octet.test/", page).as_deref(),
            expected,
            "{page}"
        );
    }
}

#[test]
fn software_is_asked_only_where_the_page_is_silent() {
    let guess = |url: &str, page: &str| {
        let url = Url::parse(url).unwrap();
        pointers(page.as_bytes(), None, &[], &url)
            .guess
            .map(|found| found.url)
    };
    let mastodon = "<div id='mastodon'></div>";
    assert_eq!(
        guess("https://bidule.test/tags/unix", mastodon).as_deref(),
        Some("https://bidule.test/tags/unix.rss")
    );
    let peertube = "<meta property='og:platform' content='PeerTube'>";
    assert_eq!(
        guess("https://tube.test/c/noyau", peertube).as_deref(),
        Some("https://tube.test/feeds/videos.xml?videoChannelName=noyau")
    );
    let announced = "<link rel=alternate type=application/rss+xml href=/@noyau.rss>";
    assert_eq!(guess("https://bidule.test/@noyau", announced), None);
    assert_eq!(guess("https://octet.test/c/noyau", "<p>Rien"), None);
}

#[test]
fn pages_in_any_encoding_and_any_shape() {
    let latin = b"<meta charset=iso-8859-15><link rel=feed title='\xc9t\xe9' href=/f>";
    let url = Url::parse(BLOG).unwrap();
    assert_eq!(candidates(latin, None, &url)[0].title, "Été");
    let utf16: Vec<u8> = "\u{feff}<link rel=feed title=Été href=/f>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(candidates(&utf16, None, &url)[0].title, "Été");
    for page in [
        "",
        "<",
        "<link",
        "<a href=",
        "<!--",
        "<title>",
        "<base href>",
        "\0\0",
        "<link rel=feed href=/f",
        "<a href=/rss",
    ] {
        let _ = candidates(page.as_bytes(), None, &url);
    }
}

#[test]
fn a_page_of_megabytes_is_read_in_one_pass() {
    let url = Url::parse(BLOG).unwrap();
    for piece in [
        "<a href=/rss>RSS",
        "<p>x</p>",
        "<!-- <",
        "<template>",
        "<link rel=feed href=/f?",
        "&lt;",
        "<script>//",
        "\"channelId\":\"UC",
    ] {
        let page = piece.repeat(200_000 / piece.len());
        assert!(
            candidates(page.as_bytes(), None, &url).len() <= MOST,
            "{piece}"
        );
    }
    let many: String = (0..5_000)
        .map(|n| link("x", &format!("/{n}/feed")))
        .collect();
    assert_eq!(candidates(many.as_bytes(), None, &url).len(), MOST);
}

/// Pieces a broken page is made of.
const PIECES: [&str; 36] = [
    "<html lang=fr>",
    "<head>",
    "</head>",
    "<body>",
    "<title>",
    "</title>",
    "<base href=",
    "<base href='/x/'>",
    "<link rel=alternate ",
    "type=application/rss+xml ",
    "type='text/xml' ",
    "href=/feed ",
    "href='//",
    "href=\"feed:",
    ">",
    "/>",
    "<a href=",
    "</a>",
    "RSS",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<template>",
    "</template>",
    "<frame src=",
    "<meta http-equiv=refresh content='0;url=",
    "'",
    "\"",
    "é",
    "\u{0}",
    "&amp;",
    "&#x0;",
    "<![CDATA[",
    "?xml",
    "<noframes>",
];

/// A page of so many pieces in an order that a seed gives.
fn broken(mut seed: u64, pieces: usize) -> String {
    let mut page = String::new();
    for _ in 0..pieces {
        // Knuth's MMIX generator.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(seed >> 33).unwrap_or(0) % PIECES.len();
        page.push_str(PIECES[at]);
    }
    page
}

/// Holds for any page: addresses that may be followed, clean titles, no doubles.
fn holds(page: &[u8], url: &Url) {
    let found = pointers(page, None, &[], url);
    let all = found.feeds.iter().chain(&found.others).chain(&found.guess);
    for candidate in all {
        let parsed = Url::parse(&candidate.url).unwrap();
        assert!(matches!(parsed.scheme(), "http" | "https") && parsed.fragment().is_none());
        assert!(
            !candidate.title.contains(char::is_control),
            "{:?}",
            candidate.title
        );
        assert_ne!(candidate.url, url.as_str());
    }
    let mut seen: Vec<&str> = found.feeds.iter().map(|found| found.url.as_str()).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), found.feeds.len());
    if let Some(next) = found.elsewhere {
        assert!(found.feeds.is_empty() && matches!(next.scheme(), "http" | "https"));
    }
}

/// `MANCHETTE_FUZZ=1000000 cargo test --release broken_pages` goes a long way.
#[test]
fn broken_pages_by_the_thousand() {
    let count = std::env::var("MANCHETTE_FUZZ")
        .ok()
        .and_then(|count| count.parse().ok());
    let url = Url::parse(BLOG).unwrap();
    for seed in 0..count.unwrap_or(2_000_u64) {
        let size = usize::try_from(seed % 60).unwrap_or(0);
        holds(broken(seed, size).as_bytes(), &url);
    }
}

proptest! {
    #[test]
    fn any_page_is_read(bytes: Vec<u8>, charset in proptest::option::of("[a-z0-9-]{0,12}")) {
        let url = Url::parse(BLOG).unwrap();
        let _ = pointers(&bytes, charset.as_deref(), &[], &url);
    }

    #[test]
    fn any_address_has_rules_or_none(path in "(/[a-zA-Z0-9@._%=?&é-]{0,12}){0,5}", host in "(www\\.)?(github\\.com|x\\.tumblr\\.com|youtube\\.com|medium\\.com|octet\\.test)") {
        if let Ok(url) = Url::parse(&format!("https://{host}{path}")) {
            for found in by_address(&url) {
                prop_assert!(Url::parse(&found.url).is_ok(), "{}", found.url);
            }
            for site in well_known(&url) {
                prop_assert_eq!(site.host_str(), url.host_str());
            }
        }
    }
}
