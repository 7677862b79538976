//! Where an article goes on: its next page, of the same site and the same path, never an index's.

use url::Url;

use super::page::Page;
use super::tree::Tree;
use super::words::class_words;
use crate::text::fold::label;

/// Words a link to the next page is made of.
const WORDS: &[&str] = &[
    "page suivante",
    "suivante",
    "suivant",
    "suite",
    "lire la suite",
    "suite de l'article",
    "next page",
    "next",
    "continue",
    "continued",
    "page suivante »",
    "next page »",
    "»",
    "›",
];

/// The address of the next page; `root` is where the article stands.
pub fn page(page: &Page, tree: &Tree<'_>) -> Option<String> {
    let here = page.url.as_ref()?;
    let by_rel = (0..tree.items.len())
        .filter(|&place| matches!(&*tree.items[place].name, "link" | "a"))
        .filter(|&place| {
            tree.attribute(place, "rel").is_some_and(|rel| {
                rel.split_whitespace()
                    .any(|rel| rel.eq_ignore_ascii_case("next"))
            })
        })
        .find_map(|place| target(page, tree, place, here));
    by_rel.or_else(|| {
        tree.named("a")
            .filter(|&place| {
                let text = label(&tree.text(place));
                let text = text.trim_matches(|c: char| !c.is_alphanumeric());
                WORDS.contains(&text) || is_number_after_this(tree, place, here)
            })
            .find_map(|place| target(page, tree, place, here))
    })
}

/// True where the page holds a single `<article>` with its title in it, and prose: no list does.
fn is_one(tree: &Tree<'_>) -> bool {
    let mut articles = tree.named("article");
    let (Some(only), None) = (articles.next(), articles.next()) else {
        return false;
    };
    tree.has_heading(only)
        && tree.items[only].prose > 0
        && tree.items[only].linked * 4 <= tree.items[only].chars
}

fn target(page: &Page, tree: &Tree<'_>, place: usize, here: &Url) -> Option<String> {
    let link = page.link(&tree.attribute(place, "href")?)?;
    let mut next = Url::parse(&link).ok()?;
    next.set_fragment(None);
    goes_on(here, &next, is_one(tree)).then(|| next.into())
}

/// True where an address is the page after another of the same article: the same but for a page's number. Of a page
/// `marked` as one article the path may be a single word.
fn goes_on(here: &Url, next: &Url, marked: bool) -> bool {
    if here.host_str().map(without_www) != next.host_str().map(without_www)
        || here.port() != next.port()
    {
        return false;
    }
    // The number at the end of `/test-mulet-3` may be its name's: then this is its first page.
    let first = (whole(here), 1);
    let (that, to) = place_of(next);
    [place_of(here), first].into_iter().any(|(this, at)| {
        // An index has no path of its own.
        this == that && to == at + 1 && (is_article(&this.0) || marked && !is_list(&this.0))
    })
}

/// An address with its page's number, if it has one.
fn whole(url: &Url) -> (String, Vec<String>) {
    let path: Vec<&str> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (
        path.join("/"),
        url.query_pairs()
            .map(|(name, value)| format!("{name}={value}"))
            .collect(),
    )
}

/// An address without its page's number, and that number (1 where there is none).
fn place_of(url: &Url) -> ((String, Vec<String>), u32) {
    let mut number = 1;
    let mut path: Vec<String> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    if let Some(last) = path.last().cloned() {
        let (stem, extension) = match last.rsplit_once('.') {
            Some((stem, extension)) if extension.len() <= 5 => {
                (stem.to_owned(), format!(".{extension}"))
            }
            _ => (last.clone(), String::new()),
        };
        let before = path.len().checked_sub(2).map(|before| path[before].clone());
        let small = |text: &str| {
            text.parse::<u32>()
                .ok()
                .filter(|number| (1..=200).contains(number))
        };
        if let Some(found) = small(&last).filter(|_| path.len() >= 2) {
            number = found;
            path.pop();
            if before.is_some_and(|before| before == "page" || before == "p") {
                path.pop();
            }
        } else if let Some((rest, digits)) = stem
            .rsplit_once(['-', '_', ','])
            .filter(|(rest, _)| !rest.is_empty())
        {
            let marked = digits.trim_start_matches("page").trim_start_matches('p');
            if let Some(found) = small(marked).filter(|found| *found <= 50) {
                number = found;
                let rest = rest.trim_end_matches("-page").trim_end_matches("_page");
                if let Some(last) = path.last_mut() {
                    *last = format!("{rest}{extension}");
                }
            }
        }
    }
    let mut pairs: Vec<String> = Vec::new();
    for (name, value) in url.query_pairs() {
        match (name.as_ref(), value.parse::<u32>()) {
            (
                "page" | "p" | "pg" | "pagenum" | "pagination" | "paged" | "part" | "page_number",
                Ok(found),
            ) if found <= 200 => number = found,
            _ => pairs.push(format!("{name}={value}")),
        }
    }
    ((path.join("/"), pairs), number)
}

/// An article's path has a name of several words or a number, and is no list's.
fn is_article(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    !is_list(path)
        && (last.matches(['-', '_']).count() >= 1
            || last.chars().any(|c| c.is_ascii_digit())
            || last.contains('.'))
        && !last.starts_with("index.")
}

/// True for the paths of lists; the whole site's has no path.
fn is_list(path: &str) -> bool {
    path.is_empty()
        || path.split('/').any(|part| {
            matches!(
                part,
                "tag"
                    | "tags"
                    | "category"
                    | "categorie"
                    | "categories"
                    | "rubrique"
                    | "author"
                    | "auteur"
                    | "archives"
                    | "archive"
                    | "search"
                    | "recherche"
                    | "forum"
                    | "index"
                    | "page"
                    | "blog"
                    | "actualites"
                    | "news"
            )
        })
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// A page's number in a row of them: the one after this page's.
fn is_number_after_this(tree: &Tree<'_>, place: usize, here: &Url) -> bool {
    let (_, at) = place_of(here);
    let is_next = tree
        .text(place)
        .trim()
        .parse::<u32>()
        .is_ok_and(|number| number == at + 1 || number == 2);
    is_next
        && tree.upwards(place).take(4).any(|above| {
            class_words(tree, above).iter().flatten().any(|word| {
                matches!(
                    word.as_str(),
                    "pagination" | "pages" | "page" | "pager" | "pagelinks" | "paging" | "numbers"
                )
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_of_the_same_article() {
        let cases = [
            (
                "https://a.test/test-du-velo",
                "https://a.test/test-du-velo/2",
                true,
            ),
            (
                "https://a.test/test-du-velo/2/",
                "https://a.test/test-du-velo/3/",
                true,
            ),
            (
                "https://a.test/test-du-velo",
                "https://www.a.test/test-du-velo?page=2",
                true,
            ),
            (
                "https://a.test/test-du-velo.html",
                "https://a.test/test-du-velo-2.html",
                true,
            ),
            (
                "https://a.test/article-page-2.html",
                "https://a.test/article-page-3.html",
                true,
            ),
            (
                "https://a.test/test-mulet-3",
                "https://a.test/test-mulet-3/2",
                true,
            ),
            (
                "https://a.test/test-du-velo",
                "https://b.test/test-du-velo/2",
                false,
            ),
            ("https://a.test/", "https://a.test/page/2", false),
            (
                "https://a.test/category/velo-ville",
                "https://a.test/category/velo-ville/page/2",
                false,
            ),
            (
                "https://a.test/test-du-velo",
                "https://a.test/autre-article",
                false,
            ),
            (
                "https://a.test/test-du-velo/3",
                "https://a.test/test-du-velo/2",
                false,
            ),
        ];
        for (here, next, expected) in cases {
            let url = |text| Url::parse(text).unwrap();
            assert_eq!(
                goes_on(&url(here), &url(next), false),
                expected,
                "{here} {next}"
            );
        }
        for (here, next, expected) in [
            (
                "https://a.test/2026/03/enquete/",
                "https://a.test/2026/03/enquete/2/",
                true,
            ),
            ("https://a.test/c/d/", "https://a.test/c/d/page/2/", true),
            ("https://a.test/blog/", "https://a.test/blog/page/2/", false),
            ("https://a.test/", "https://a.test/page/2/", false),
            (
                "https://a.test/art1.html",
                "https://a.test/art2.html",
                false,
            ),
        ] {
            let url = |text| Url::parse(text).unwrap();
            assert_eq!(
                goes_on(&url(here), &url(next), true),
                expected,
                "{here} {next}"
            );
        }
    }
}
