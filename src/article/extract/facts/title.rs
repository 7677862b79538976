//! The article's title: what the page shows as its heading, checked against what its head says, the site's name gone.

use url::Url;

use super::Trust;
use super::json_ld::Said;
use super::line;
use super::meta::Metas;
use crate::article::extract::tree::Tree;
use crate::text::fold::{label, words};

/// Signs that stand between a title and a site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ‹ ", " › ",
];

/// The title, and every title the page gives itself.
pub fn choose(
    tree: &Tree<'_>,
    metas: &Metas,
    said: &Said,
    site: Option<&str>,
    url: Option<&Url>,
    trust: Trust,
) -> (Option<String>, Vec<String>) {
    let mut names = Names::of(site, url);
    names.learn(tree, metas.head_title.as_deref());
    names.learn_home(tree, url);
    let declared: Vec<String> = said
        .titles
        .iter()
        .cloned()
        .chain(metas.first(&[
            "og:title",
            "dc.title",
            "dcterms.title",
            "citation_title",
            "parsely-title",
            "sailthru.title",
            "twitter:title",
            "title",
        ]))
        .chain(metas.first(&["twitter:title"]))
        .map(|title| line(&title))
        .filter(|title| !title.is_empty() && !names.is_site(title))
        .collect();
    let head = metas
        .head_title
        .as_deref()
        .map(line)
        .filter(|title| !title.is_empty());
    let headings = headings(tree, &names);
    // A lesser heading inside a text names its section, unless nothing stands before it.
    let is_page_s = trust == Trust::Likeliest
        || opens(tree)
        || tree
            .named("h1")
            .take(20)
            .any(|place| !names.is_site(&line(&tree.text(place))));

    let bare: Vec<String> = declared.iter().map(|title| names.strip(title)).collect();
    let bare_head = head
        .as_deref()
        .map(|title| names.strip(title))
        .filter(|title| !names.is_site(title));
    let known: Vec<&str> = bare.iter().chain(&bare_head).map(String::as_str).collect();
    let shown = headings
        .iter()
        .map(|heading| {
            (
                known
                    .iter()
                    .map(|title| likeness(heading, title))
                    .fold(0.0, f64::max),
                heading,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .map(|(_, heading)| match bare.first().or(bare_head.as_ref()) {
            Some(title) if is_under_kicker(title, heading) => title.clone(),
            _ => heading.clone(),
        });
    // An only heading in the article is its title, where nothing but `<title>` says otherwise.
    let is_only = || {
        let mut all = tree.named("h1");
        let first = all
            .next()
            .filter(|_| all.next().is_none() && declared.is_empty());
        first.is_some_and(|heading| {
            tree.upwards(heading)
                .any(|above| matches!(&*tree.items[above].name, "article" | "main"))
        }) && words(&headings[0]).len() >= 3
    };
    let only = (headings.len() == 1
        && ((is_page_s && known.iter().all(|title| words(title).len() <= 2)) || is_only()))
    .then(|| headings[0].clone());
    let title = shown
        .or(only)
        .or_else(|| bare.first().cloned())
        .or(bare_head.map(|title| short_of_site(&title)))
        .or_else(|| headings.first().filter(|_| is_page_s).cloned())
        .map(|title| {
            names.strip(
                title
                    .trim_start_matches(['|', ':', '-', '–', '—', '•', '»', ' '])
                    .trim(),
            )
        })
        .filter(|title| !title.is_empty());
    let mut titles: Vec<String> = title
        .iter()
        .cloned()
        .chain(bare)
        .chain(declared)
        .chain(head)
        .collect();
    titles.dedup();
    (title, titles)
}

/// The page's main headings, those of the article first.
fn headings(tree: &Tree<'_>, names: &Names) -> Vec<String> {
    let marked = |place: &usize| {
        tree.attribute(*place, "itemprop")
            .is_some_and(|prop| prop.contains("headline"))
    };
    let first = |name: &'static str| {
        let mut places: Vec<usize> = tree.named(name).take(20).collect();
        places.sort_by_key(|place| (!marked(place), *place));
        places
            .into_iter()
            .map(|place| {
                line(
                    tree.text(place)
                        .trim_end_matches(['¶', '#', '§', '🔗', ' ']),
                )
            })
            .filter(|text| (1..=60).contains(&words(text).len()) && !names.is_site(text))
            .collect::<Vec<_>>()
    };
    let main = first("h1");
    match main.is_empty() {
        true => first("h2").into_iter().take(3).collect(),
        false => main,
    }
}

/// True where a page without `h1` and without a title begins with its first `h2`.
fn opens(tree: &Tree<'_>) -> bool {
    let first = tree.leaves(tree.body()).into_iter().next();
    tree.named("title").next().is_none()
        && tree
            .named("h2")
            .next()
            .is_some_and(|place| first.is_some_and(|first| tree.holds(place, first)))
}

/// True where a heading is a title after a word or two of filing (`<h1><span>Justice</span> <span>Le procès …`).
fn is_under_kicker(title: &str, heading: &str) -> bool {
    let (title_words, heading_words) = (words(title), words(heading));
    let more = heading_words.len().saturating_sub(title_words.len());
    let before = heading.strip_suffix(title).unwrap_or_default();
    title_words.len() >= 3
        && (1..=3).contains(&more)
        && before.trim_end().ends_with(|c: char| c.is_alphanumeric())
}

/// How many words two texts share, of the shorter one's: 0 to 1. A text of one word is like only what equals it.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    let shorter = one.len().min(other.len());
    if shorter == 0 || (shorter == 1 && one != other) {
        return 0.0;
    }
    let mut left = other.clone();
    let mut shared = 0_usize;
    for word in &one {
        if let Some(place) = left.iter().position(|other| other == word) {
            left.swap_remove(place);
            shared += 1;
        }
    }
    let length = (one.len() + other.len()) as f64 / 2.0;
    // Of the shorter one's words mostly, of both a little: the fuller likeness wins.
    0.8 * shared as f64 / shorter as f64 + 0.2 * shared as f64 / length
}

/// A title whose end is a short name after a sign, where the site's name is not known.
fn short_of_site(title: &str) -> String {
    for separator in [" | ", " - ", " – ", " — ", " · "] {
        if let Some((rest, end)) = title.rsplit_once(separator)
            && words(rest).len() >= 3
            && words(end).len() <= 4
            && words(end).len() < words(rest).len()
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// How the site is called.
struct Names {
    names: Vec<String>,
}

impl Names {
    fn of(site: Option<&str>, url: Option<&Url>) -> Names {
        let mut names: Vec<String> = site.map(squeezed).into_iter().collect();
        if let Some(host) = url.and_then(Url::host_str) {
            let host = host.strip_prefix("www.").unwrap_or(host);
            names.push(squeezed(host));
            let labels: Vec<&str> = host.split('.').collect();
            if labels.len() >= 2 {
                names.push(squeezed(labels[labels.len() - 2]));
                names.push(squeezed(labels[0]));
            }
        }
        names.retain(|name| name.len() >= 2);
        Names { names }
    }

    /// A main heading that is the end of the head's title is the site's name: `<h1>Forum</h1>`, `<title>Sujet - Forum`.
    fn learn(&mut self, tree: &Tree<'_>, head: Option<&str>) {
        let Some((rest, end)) = head.and_then(|head| {
            SEPARATORS
                .iter()
                .filter_map(|separator| head.rsplit_once(*separator))
                .min_by_key(|(_, end)| end.len())
        }) else {
            return;
        };
        let is_heading = tree
            .named("h1")
            .take(3)
            .any(|place| label(&tree.text(place)) == label(end));
        if is_heading && words(rest).len() > words(end).len() && !squeezed(end).is_empty() {
            self.names.push(squeezed(end));
        }
    }

    /// A main heading that is a link to the site's home is the site's name.
    fn learn_home(&mut self, tree: &Tree<'_>, url: Option<&Url>) {
        let home = url.and_then(|url| url.join("/").ok());
        let leads_home = |place: &usize| {
            (*place..tree.items[*place].end)
                .filter(|&inner| &*tree.items[inner].name == "a")
                .filter_map(|link| tree.attribute(link, "href"))
                .any(|href| href == "/" || home.as_ref().is_some_and(|home| href == home.as_str()))
        };
        let main = tree.named("h1").take(3).filter(leads_home);
        let names = main.map(|place| squeezed(&tree.text(place)));
        self.names.extend(names.filter(|name| name.len() >= 2));
    }

    /// True where a text is the site's name and nothing else.
    fn is_site(&self, text: &str) -> bool {
        let text = squeezed(text);
        self.names.iter().any(|name| {
            *name == text || (text.len() >= 4 && without_article(name) == without_article(&text))
        })
    }

    /// The title without the site's name at its start or end.
    fn strip(&self, title: &str) -> String {
        let mut title = title.trim();
        for _ in 0..3 {
            let cut = SEPARATORS.iter().find_map(|separator| {
                let end = title
                    .rsplit_once(*separator)
                    .filter(|(_, end)| self.is_site(end))
                    .map(|(rest, _)| rest);
                let start = || {
                    title
                        .split_once(*separator)
                        .filter(|(start, _)| self.is_site(start))
                        .map(|(_, rest)| rest)
                };
                end.or_else(start)
            });
            match cut {
                Some(rest) if !rest.trim().is_empty() => title = rest.trim(),
                _ => break,
            }
        }
        // « Titre – Rubrique – Site » keeps no section where the name was cut off.
        title.to_owned()
    }
}

/// Letters and digits alone, folded.
fn squeezed(text: &str) -> String {
    label(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn without_article(name: &str) -> &str {
    ["the", "les", "le", "la", "l"]
        .into_iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name)
}
