//! Names that pages give to what is no article, in English and French. Judged word by word, so that `share` is in
//! `share-bar` and not in `shareholders`.

/// What a name says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Keeps,
    /// It goes where it has little prose.
    GoesIfSmall,
    /// It goes where it does not hold the most of the page's prose.
    Goes,
    /// It goes whatever it holds, as comments longer than the article do.
    GoesWhole,
}

/// Words that never name a part of an article.
const GOES: &[&str] = &[
    "share",
    "shares",
    "sharing",
    "sharebar",
    "sharethis",
    "addthis",
    "addtoany",
    "sharedaddy",
    "partage",
    "partager",
    "partages",
    "social",
    "socials",
    "socialmedia",
    "newsletter",
    "newsletters",
    "infolettre",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "rgpd",
    "didomi",
    "onetrust",
    "tarteaucitron",
    "axeptio",
    "comments",
    "commentlist",
    "commentaires",
    "commentaire",
    "disqus",
    "respond",
    "coral",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "ariane",
    "outbrain",
    "taboola",
    "advert",
    "advertisement",
    "advertising",
    "ads",
    "adslot",
    "adunit",
    "publicite",
    "pub",
    "sponsored",
    "sponsor",
    "recommended",
    "recommendation",
    "recommendations",
    "recirc",
    "recirculation",
    "related",
    "relatedposts",
    "similaires",
    "connexes",
    "popup",
    "modal",
    "lightbox",
    "subscribe",
    "subscription",
    "signup",
    "abonnement",
    "navbar",
    "navigation",
    "offcanvas",
    "pagination",
    "pager",
    "masthead",
    "mostread",
    "trending",
    "readmore",
    "lireaussi",
    "printfriendly",
    "noprint",
    "skiplink",
    "topbar",
    "megamenu",
    "yarpp",
    "zergnet",
    "livefyre",
    "toolbar",
    "sitemap",
    "colophon",
    "editsection",
    "catlinks",
    "navbox",
    "interstitial",
    "teaser",
    "teasers",
    "crosslinks",
    "upsell",
    "jumplinks",
    "coms",
    "affiliate",
    "affiliation",
    "bonplan",
    "bonplans",
    "signin",
    "jscomments",
    "reactions",
];
/// Those of them that often hold more words than the article.
const WHOLE: &[&str] = &[
    "comments",
    "commentlist",
    "commentaires",
    "disqus",
    "respond",
    "coral",
    "sidebar",
    "recommended",
    "recommendations",
    "related",
    "relatedposts",
    "similaires",
    "consent",
    "cookie",
    "cookies",
    "coms",
    "reactions",
    "didomi",
    "onetrust",
    "axeptio",
    "tarteaucitron",
    "gdpr",
    "rgpd",
];
/// Pairs that name a wall of consent, whatever container it calls itself.
const WALLS: &[[&str; 2]] = &[["cmp", "root"], ["sp", "message"], ["cmp", "container"]];
/// Words next to each other that never name a part of an article.
const PAIRS: &[[&str; 2]] = &[
    ["lire", "aussi"],
    ["voir", "aussi"],
    ["a", "lire"],
    ["read", "more"],
    ["read", "next"],
    ["read", "also"],
    ["see", "also"],
    ["more", "from"],
    ["more", "stories"],
    ["up", "next"],
    ["next", "article"],
    ["most", "read"],
    ["most", "popular"],
    ["plus", "lus"],
    ["author", "bio"],
    ["author", "box"],
    ["author", "info"],
    ["author", "card"],
    ["author", "profile"],
    ["author", "description"],
    ["about", "author"],
    ["bio", "box"],
    ["post", "author"],
    ["entry", "author"],
    ["post", "meta"],
    ["entry", "meta"],
    ["article", "meta"],
    ["entry", "footer"],
    ["post", "footer"],
    ["article", "footer"],
    ["post", "tags"],
    ["article", "tags"],
    ["entry", "tags"],
    ["tag", "list"],
    ["tags", "list"],
    ["tag", "links"],
    ["tags", "links"],
    ["cat", "links"],
    ["post", "navigation"],
    ["nav", "links"],
    ["post", "nav"],
    ["call", "action"],
    ["sign", "up"],
    ["print", "only"],
    ["mots", "cles"],
    ["reading", "time"],
    ["read", "time"],
    ["temps", "lecture"],
    ["sr", "only"],
    ["visually", "hidden"],
    ["screen", "reader"],
    ["skip", "link"],
    ["site", "footer"],
    ["site", "header"],
    ["global", "nav"],
    ["main", "menu"],
    ["rich", "link"],
    ["inline", "promo"],
    ["follow", "us"],
    ["suivez", "nous"],
    ["back", "top"],
    ["load", "more"],
    ["also", "like"],
    ["en", "continu"],
    ["dans", "rubrique"],
    ["ad", "container"],
    ["side", "bar"],
    ["side", "column"],
    ["right", "rail"],
    ["left", "rail"],
    ["latest", "news"],
    ["site", "sub"],
    ["site", "notice"],
];
/// Words that name what goes where it holds little prose.
const SMALL: &[&str] = &[
    "tags",
    "tag",
    "motscles",
    "etiquettes",
    "keywords",
    "topics",
    "byline",
    "author",
    "authors",
    "auteur",
    "auteurs",
    "signature",
    "dateline",
    "timestamp",
    "published",
    "pubdate",
    "date",
    "metadata",
    "meta",
    "metas",
    "infos",
    "toc",
    "menu",
    "nav",
    "widget",
    "promo",
    "promoted",
    "promotion",
    "banner",
    "footer",
    "copyright",
    "login",
    "connexion",
    "register",
    "rating",
    "ratings",
    "vote",
    "votes",
    "likes",
    "like",
    "claps",
    "tools",
    "outils",
    "actions",
    "buttons",
    "button",
    "btn",
    "follow",
    "suivre",
    "bookmark",
    "favoris",
    "print",
    "imprimer",
    "email",
    "kicker",
    "category",
    "categories",
    "rubrique",
    "surtitre",
    "comment",
    "reply",
    "edit",
    "ad",
    "cta",
    "push",
    "bio",
    "biography",
    "profile",
    "permalink",
    "avatar",
    "readtime",
    "subnav",
    "alert",
    "hidden",
    "paywall",
    "piano",
    "disclosure",
    "disclosures",
    "partners",
    "partenaires",
    "postprofile",
    "userinfo",
    "disclaimer",
    "funding",
    "offer",
    "offers",
    "offre",
    "offres",
    "deal",
    "deals",
    "counter",
    "compteur",
    "fallback",
];
/// Words that keep an element, whatever else its name says.
const NOTES: &[&str] = &[
    "footnote",
    "footnotes",
    "endnotes",
    "notes",
    "admonition",
    "callout",
    "sidenote",
    "marginnote",
    "references",
    "reflist",
    "note",
    "encadre",
];

/// True where a name's word says that it is a part of the text after all.
pub fn is_note(word: &str) -> bool {
    NOTES.contains(&word)
}

/// True where a name's word says that an element asks for something, a note as it may look.
pub fn asks(word: &str) -> bool {
    matches!(
        word,
        "newsletter" | "newsletters" | "infolettre" | "signup" | "subscribe" | "related" | "promo"
    )
}

/// True where a name's word says that a table is a shop's.
pub fn is_offer(word: &str) -> bool {
    matches!(word, "offers" | "offres" | "deals" | "navbox" | "affiliate")
}

/// True for a word that condemns an element, by itself or where it is small.
pub fn is_known(word: &str) -> bool {
    GOES.contains(&word) || SMALL.contains(&word)
}

/// True where two words of a name next to each other condemn an element.
pub fn has_pair(words: &[String]) -> bool {
    PAIRS
        .iter()
        .chain(WALLS)
        .any(|pair| words.windows(2).any(|two| two == pair))
}

/// Words of boxes that read like a sentence of the text and are none: they sell, or tell who wrote it.
const SELLS: &[&str] = &[
    "newsletter",
    "newsletters",
    "infolettre",
    "subscribe",
    "subscription",
    "signup",
    "signin",
    "abonnement",
    "pub",
    "publicite",
    "ads",
    "advert",
    "advertisement",
    "advertising",
    "adslot",
    "adunit",
    "sponsored",
    "sponsor",
    "promo",
    "promoted",
    "promotion",
    "offer",
    "offers",
    "offre",
    "offres",
    "deal",
    "deals",
    "cta",
    "affiliate",
    "affiliation",
    "upsell",
    "paywall",
    "piano",
    "disclosure",
    "disclosures",
    "disclaimer",
    "bio",
    "biography",
    "author",
    "authors",
    "auteur",
    "auteurs",
    "byline",
    "signature",
    "copyright",
    "teaser",
    "teasers",
    "related",
    "recommended",
    "readmore",
    "lireaussi",
    "bonplan",
    "bonplans",
    "modal",
    "popup",
    "interstitial",
    "push",
    "partners",
    "partenaires",
    "dateline",
    "date",
    "published",
    "meta",
    "metadata",
    "kicker",
    "fallback",
    "noprint",
    "print",
    "tags",
    "tag",
    "follow",
    "suivre",
    "funding",
];

/// True where a name says that its element sells something or tells who wrote it.
pub fn sells(words: &[String]) -> bool {
    has_pair(words) || words.iter().any(|word| SELLS.contains(&word.as_str()))
}

/// Judges a name by its words.
pub fn judge(words: &[String]) -> Verdict {
    let pair = |pair: &[&str; 2]| {
        words
            .windows(2)
            .any(|two| two[0] == pair[0] && two[1] == pair[1])
    };
    if WALLS.iter().any(pair) {
        return Verdict::GoesWhole;
    }
    // Elementor calls every element of a page a widget.
    let is_element = words.first().is_some_and(|word| word == "elementor");
    let has = |wanted: &[&str]| {
        words
            .iter()
            .any(|word| wanted.contains(&word.as_str()) && !(is_element && word == "widget"))
    };
    // Who is quoted is told with the quote.
    let is_quote = words.iter().any(|word| word == "quote" || word == "quotes");
    if is_quote
        && words
            .iter()
            .any(|word| matches!(word.as_str(), "author" | "auteur"))
    {
        return Verdict::Keeps;
    }
    // `share-wrapper-for-body`: a container of the text says so.
    if words.iter().any(|word| word == "teaser") && words.iter().any(|word| word == "text") {
        return Verdict::Keeps;
    }
    let is_container = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "body" | "wrapper" | "page" | "layout" | "container" | "content"
        )
    });
    let is_beside = matches!(words, [word] if word == "side" || word == "aside" || word == "rail");
    if is_beside || PAIRS.iter().any(pair) || has(GOES) {
        match (is_container, has(WHOLE)) {
            (true, _) => Verdict::GoesIfSmall,
            (false, true) => Verdict::GoesWhole,
            (false, false) => Verdict::Goes,
        }
    } else if has(SMALL)
        && !words.iter().any(|word| {
            matches!(
                word.as_str(),
                "body"
                    | "content"
                    | "text"
                    | "texte"
                    | "main"
                    | "title"
                    | "titre"
                    | "lead"
                    | "chapo"
                    | "image"
                    | "photo"
            )
        })
    {
        Verdict::GoesIfSmall
    } else {
        Verdict::Keeps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_word_by_word() {
        let cases = [
            ("share bar", Verdict::Goes),
            ("bandeau rgpd", Verdict::GoesWhole),
            ("axeptio overlay", Verdict::GoesWhole),
            ("cmp root container", Verdict::GoesWhole),
            ("sp message container 1", Verdict::GoesWhole),
            ("shareholders", Verdict::Keeps),
            ("comments area", Verdict::GoesWhole),
            ("a lire aussi", Verdict::Goes),
            ("entry content", Verdict::Keeps),
            ("article body", Verdict::Keeps),
            ("post tags", Verdict::Goes),
            ("byline", Verdict::GoesIfSmall),
            ("sidebar wrapper", Verdict::GoesIfSmall),
            ("side", Verdict::Goes),
            ("side story", Verdict::Keeps),
        ];
        for (name, expected) in cases {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            assert_eq!(judge(&words), expected, "{name}");
        }
    }
}
