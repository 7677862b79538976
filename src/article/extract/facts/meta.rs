//! The head's `<meta>` and `<link>`, by name: Open Graph, `article:*`, Twitter, Dublin Core, Parse.ly, Sailthru, the
//! citation tags of journals. As sent.

use super::super::tree::{Tree, fold_blanks};

/// The pairs of name and content, names in lower case.
pub struct Metas {
    pairs: Vec<(String, String)>,
    language: Option<String>,
    pub canonical: Option<String>,
    pub head_title: Option<String>,
}

/// Pairs kept of a page.
const MAX_PAIRS: usize = 500;

impl Metas {
    /// Reads the names and contents of a page's `meta` elements.
    pub fn of(tree: &Tree<'_>) -> Metas {
        let mut pairs = Vec::new();
        for place in tree.named("meta").take(MAX_PAIRS) {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .into_iter()
                .find_map(|name| tree.attribute(place, name));
            let content = tree
                .attribute(place, "content")
                .or_else(|| tree.attribute(place, "value"));
            if let (Some(name), Some(content)) = (name, content) {
                let content = content.trim();
                if !content.is_empty() {
                    pairs.extend(
                        name.split_whitespace()
                            .map(|name| (name.to_ascii_lowercase(), content.to_owned())),
                    );
                }
            }
        }
        let language = tree
            .named("html")
            .chain(std::iter::once(tree.body()))
            .find_map(|place| {
                tree.attribute(place, "lang")
                    .or_else(|| tree.attribute(place, "xml:lang"))
            })
            .filter(|language| !language.trim().is_empty());
        let canonical = tree
            .named("link")
            .filter(|&place| {
                tree.attribute(place, "rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
            })
            .find_map(|place| tree.attribute(place, "href"));
        let head_title = tree
            .named("title")
            .find(|&place| {
                tree.upwards(place)
                    .all(|above| &*tree.items[above].name != "svg")
            })
            .map(|place| fold_blanks(&tree.items[place].node.text()))
            .filter(|title| !title.is_empty());
        Metas {
            pairs,
            language,
            canonical,
            head_title,
        }
    }

    /// The content of the first name that is there, in the order asked.
    pub fn first(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.all(name).next().map(str::to_owned))
    }

    /// Every content of a name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.pairs
            .iter()
            .filter(move |(found, _)| found == name)
            .map(|(_, content)| content.as_str())
    }

    /// The language that the page declares.
    pub fn language(&self) -> Option<String> {
        self.language
            .clone()
            .or_else(|| {
                self.first(&[
                    "content-language",
                    "dc.language",
                    "dcterms.language",
                    "language",
                ])
            })
            .or_else(|| self.first(&["og:locale"]))
    }

    /// When it was published, likeliest first.
    pub fn published(&self) -> Vec<String> {
        const NAMES: &[&str] = &[
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "datecreated",
            "parsely-pub-date",
            "sailthru.date",
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date.created",
            "dcterms.created",
            "dc.date",
            "dcterms.date",
            "dc.terms.date",
            "pubdate",
            "publishdate",
            "publish_date",
            "publication_date",
            "publication-date",
            "date_published",
            "article.published",
            "date",
            "cxenseparse:recs:publishtime",
            "originalpublicationdate",
        ];
        NAMES
            .iter()
            .flat_map(|name| self.all(name))
            .map(str::to_owned)
            .collect()
    }

    /// When it was last changed: better than nothing.
    pub fn modified(&self) -> Vec<String> {
        const NAMES: &[&str] = &[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "dcterms.modified",
            "last-modified",
            "revised",
        ];
        NAMES
            .iter()
            .flat_map(|name| self.all(name))
            .map(str::to_owned)
            .collect()
    }

    /// Who wrote it, by each name that says it.
    pub fn authors(&self) -> Vec<Vec<String>> {
        const NAMES: &[&str] = &[
            "author",
            "article:author",
            "article:author_name",
            "og:article:author",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "dc.creator",
            "dcterms.creator",
            "dc.contributor",
            "dc.author",
            "byl",
            "byline",
            "cxenseparse:author",
            "article.author",
            "twitter:creator:name",
        ];
        NAMES
            .iter()
            .map(|name| {
                let turn = match *name == "citation_author" {
                    true => turned,
                    false => str::to_owned,
                };
                self.all(name).map(turn).collect::<Vec<_>>()
            })
            .filter(|authors| {
                authors.iter().any(|author| {
                    !author.contains("://") && author.chars().any(char::is_alphabetic)
                })
            })
            .collect()
    }

    /// False where a tag says that the article is for subscribers.
    pub fn free(&self) -> Option<bool> {
        let tier = self.first(&[
            "article:content_tier",
            "og:content_tier",
            "content_tier",
            "article:tier",
            "is_premium",
            "ad:is_premium",
        ])?;
        match tier.to_ascii_lowercase().as_str() {
            "locked" | "metered" | "premium" | "paid" | "subscriber" | "true" | "1" => Some(false),
            "free" | "false" | "0" => Some(true),
            _ => None,
        }
    }
}

/// `van Loon, Piet` as `Piet van Loon`: the tags of papers put the family's name first.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((family, own)) if !own.contains(',') && !own.trim().is_empty() => {
            format!("{} {}", own.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}
