//! The edition as it was written: one text file a site under `edition/`, read once at the start.
//!
//! A file is a header, then articles; each article starts with `=== slug`, its fields, an empty line and its body
//! (see [`super::html`]). Fields are `name: value` lines. The files are our own: a field that is not known is passed
//! over here, and the tests refuse it.

/// The format a site's feed is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    #[default]
    Rss,
    Rdf,
    Atom,
    Json,
}

/// How much of an article the feed carries, and in which wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Body {
    /// The whole article in a CDATA section, beside a short description.
    #[default]
    Full,
    /// The whole article as escaped HTML in the description.
    Escaped,
    /// The first paragraph alone.
    Teaser,
}

/// What an article is known by in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Guids {
    /// An opaque address of the site's own, with a number.
    #[default]
    Number,
    /// The article's link.
    Link,
    /// Nothing.
    Missing,
}

/// How a site behaves on the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Manner {
    /// It answers at once.
    #[default]
    Prompt,
    /// It answers after two seconds, in drips.
    Slow,
    /// Its feed answers 503 with a `Retry-After`.
    Failing,
    /// It publishes something new between two requests.
    Updating,
    /// Only its home page tells where its feed is; it is not among the feeds to subscribe to.
    Announced,
}

/// A site of the edition.
#[derive(Debug, Clone, Default)]
pub(super) struct Site {
    /// What other sites' articles call it: `{@key}` is its address.
    pub key: &'static str,
    pub title: &'static str,
    /// Its invented name under `.test`.
    pub domain: &'static str,
    pub description: &'static str,
    pub folders: Vec<&'static str>,
    pub format: Format,
    /// The feed's path, with its slash.
    pub path: &'static str,
    pub body: Body,
    pub guids: Guids,
    pub manner: Manner,
    /// False for a feed that dates nothing.
    pub dates: bool,
    /// True for a feed sent as windows-1252 under the name of iso-8859-1.
    pub latin: bool,
    /// True for a feed whose links carry tracking parameters.
    pub tracking: bool,
    pub articles: Vec<Article>,
}

/// An article of the edition.
#[derive(Debug, Clone, Default)]
pub(super) struct Article {
    pub slug: &'static str,
    pub title: &'static str,
    pub authors: Vec<&'static str>,
    pub categories: Vec<&'static str>,
    /// How long before the start it was published, in seconds.
    pub age: i64,
    /// The file name of its sound, under `/son/`.
    pub sound: Option<&'static str>,
    /// True for an article that comes while the reader is open.
    pub late: bool,
    /// The body as written.
    pub body: &'static str,
}

const FILES: [(&str, &str); 16] = [
    ("le-cable", include_str!("edition/le-cable.txt")),
    ("fil-direct", include_str!("edition/fil-direct.txt")),
    ("le-registre", include_str!("edition/le-registre.txt")),
    ("octet-libre", include_str!("edition/octet-libre.txt")),
    ("noyau", include_str!("edition/noyau.txt")),
    ("vigie", include_str!("edition/vigie.txt")),
    ("pare-feu", include_str!("edition/pare-feu.txt")),
    ("fer-a-souder", include_str!("edition/fer-a-souder.txt")),
    (
        "journal-des-puces",
        include_str!("edition/journal-des-puces.txt"),
    ),
    ("la-rustine", include_str!("edition/la-rustine.txt")),
    ("la-jointure", include_str!("edition/la-jointure.txt")),
    ("racine", include_str!("edition/racine.txt")),
    (
        "atelier-balises",
        include_str!("edition/atelier-balises.txt"),
    ),
    ("ondes-courtes", include_str!("edition/ondes-courtes.txt")),
    ("la-passerelle", include_str!("edition/la-passerelle.txt")),
    ("marque-page", include_str!("edition/marque-page.txt")),
];

/// Every site of the edition, in the order of the panel.
pub(super) fn sites() -> Vec<Site> {
    FILES.iter().map(|(key, text)| site(key, text)).collect()
}

fn site(key: &'static str, text: &'static str) -> Site {
    let mut parts = text.split("\n=== ");
    let mut site = Site {
        key,
        dates: true,
        ..Site::default()
    };
    for (name, value) in fields(parts.next().unwrap_or_default()) {
        set_site(&mut site, name, value);
    }
    site.articles = parts.map(article).collect();
    site
}

/// Sets a field of the header; false where there is no such field or value.
fn set_site(site: &mut Site, name: &str, value: &'static str) -> bool {
    match (name, value) {
        ("title", _) => site.title = value,
        ("domain", _) => site.domain = value,
        ("description", _) => site.description = value,
        ("folders", _) => site.folders = list(value),
        ("path", _) => site.path = value,
        ("format", "rss") => site.format = Format::Rss,
        ("format", "rdf") => site.format = Format::Rdf,
        ("format", "atom") => site.format = Format::Atom,
        ("format", "json") => site.format = Format::Json,
        ("body", "full") => site.body = Body::Full,
        ("body", "escaped") => site.body = Body::Escaped,
        ("body", "teaser") => site.body = Body::Teaser,
        ("guids", "number") => site.guids = Guids::Number,
        ("guids", "link") => site.guids = Guids::Link,
        ("guids", "missing") => site.guids = Guids::Missing,
        ("manner", "slow") => site.manner = Manner::Slow,
        ("manner", "failing") => site.manner = Manner::Failing,
        ("manner", "updating") => site.manner = Manner::Updating,
        ("manner", "announced") => site.manner = Manner::Announced,
        ("dates", "missing") => site.dates = false,
        ("charset", "latin") => site.latin = true,
        ("links", "tracking") => site.tracking = true,
        _ => return false,
    }
    true
}

fn article(text: &'static str) -> Article {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let (slug, head) = head.split_once('\n').unwrap_or((head, ""));
    let mut article = Article {
        slug: slug.trim(),
        body: body.trim(),
        ..Article::default()
    };
    for (name, value) in fields(head) {
        set_article(&mut article, name, value);
    }
    article
}

/// Sets a field of an article; false where there is no such field or value.
fn set_article(article: &mut Article, name: &str, value: &'static str) -> bool {
    match name {
        "title" => article.title = value,
        "by" => article.authors = list(value),
        "in" => article.categories = list(value),
        "sound" => article.sound = Some(value),
        "late" => article.late = true,
        "age" => match age(value) {
            Some(seconds) => article.age = seconds,
            None => return false,
        },
        _ => return false,
    }
    true
}

fn fields(head: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim_matches(' ')))
}

fn list(value: &'static str) -> Vec<&'static str> {
    value.split(',').map(str::trim).collect()
}

/// `"2d 4h 5m"` in seconds.
fn age(value: &str) -> Option<i64> {
    let mut seconds = 0;
    for part in value.split_whitespace() {
        let (number, unit) = part.split_at_checked(part.len() - 1)?;
        let unit = match unit {
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => return None,
        };
        seconds += number.parse::<i64>().ok()? * unit;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests;
