//! What is only seen: the byline and the date near the title, marked by class, `rel`, `itemprop` or by their words.

use std::ops::Range;

use super::Trust;
use super::bylines::{
    after_date, first_blocks, is_byline, is_signature, leads_to_author, without_by,
};
use super::date;
use crate::article::clean::is_boundary;
use crate::article::extract::data::{MAX_DATE, is_datum};
use crate::article::extract::tree::Tree;
use crate::article::extract::words::class_words;
use crate::text::UnixTime;
use crate::text::dates::Hints;
use crate::text::fold::label;

/// Blocks looked at.
const MAX_BLOCKS: usize = 600;

/// The authors the page shows, as it shows them.
pub fn authors(tree: &Tree<'_>) -> Vec<String> {
    let body = tree.body();
    // Whether a place is elsewhere is asked last: that looks at all that stands around.
    let places = || (body..tree.items[body].end).filter(|&place| is_short(tree, place, 120));
    let is_here = |place: &usize| !is_elsewhere(tree, *place) && !is_quoted(tree, *place);
    let is_author = |place: &usize| {
        tree.attribute(*place, "itemprop").is_some_and(|prop| {
            prop.split_whitespace()
                .any(|prop| prop == "author" || prop == "creator")
        })
    };
    let first_one = places().filter(is_author).find(is_here);
    // Those of one post: its answers have authors of their own.
    let beside = |place: usize| {
        first_one.is_some_and(|first| {
            tree.upwards(first).skip(1).take(2).any(|above| {
                tree.upwards(place)
                    .skip(1)
                    .take(2)
                    .any(|other| other == above)
            })
        })
    };
    let marked: Vec<String> = places()
        .filter(is_author)
        .filter(|&place| beside(place) && is_here(&place))
        .map(|place| {
            let name = (place..tree.items[place].end)
                .find(|&inner| {
                    tree.attribute(inner, "itemprop")
                        .is_some_and(|prop| prop == "name")
                })
                .unwrap_or(place);
            tree.attribute(name, "content")
                .unwrap_or_else(|| tree.text(name))
        })
        .filter(|name| !name.is_empty())
        .take(10)
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let by_rel: Vec<String> = places()
        .filter(|&place| {
            tree.attribute(place, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|rel| rel == "author"))
        })
        .filter(is_here)
        .map(|place| tree.text(place))
        .filter(|name| !super::authors::clean(std::slice::from_ref(name)).is_empty())
        .take(5)
        .collect();
    if !by_rel.is_empty() {
        return by_rel;
    }
    // Forums call so what people write under each of their posts.
    let signatures = (body..tree.items[body].end)
        .filter(|&place| is_called_signature(tree, place))
        .take(2)
        .count();
    let is_under_post = |place: usize| signatures > 1 && is_called_signature(tree, place);
    let by_class = places()
        .filter(|&place| !is_under_post(place))
        .find(|&place| {
            let names = class_words(tree, place);
            let has = |wanted: &str| {
                names
                    .iter()
                    .any(|words| words.iter().any(|word| word == wanted))
            };
            let is_one = has("byline")
                || has("author")
                || has("auteur")
                || has("auteurs")
                || has("authors")
                || has("signature") && is_signature(&tree.text(place))
                || has("writer");
            let is_of_others =
                has("bio") || has("date") || has("same") || has("other") || has("more");
            is_one && !is_of_others && tree.items[place].chars > 2 && is_here(&place)
        });
    let by_words = || {
        tree.leaves(body)
            .into_iter()
            .take(MAX_BLOCKS)
            .filter(|&place| is_short(tree, place, 120) && is_here(&place))
            .filter(|&place| !is_under_post(place))
            .map(|place| tree.own_text(place))
            .find(|text| is_byline(text))
            .map(|text| after_date(&text).unwrap_or(&text).to_owned())
    };
    let by_address = || {
        tree.named("a")
            .take(MAX_BLOCKS)
            .filter(|&place| is_short(tree, place, 60) && leads_to_author(tree, place))
            .find(|&place| is_signature(&tree.text(place)) && !is_elsewhere(tree, place))
            .map(|place| tree.text(place))
    };
    by_class
        .map(|place| {
            let link = (place..tree.items[place].end)
                .find(|&inner| &*tree.items[inner].name == "a" && tree.items[inner].chars > 2);
            let whole = first_blocks(tree, place).unwrap_or_else(|| tree.text(place));
            let part = (place + 1..tree.items[place].end)
                .filter(|&inner| !tree.items[inner].name.is_empty())
                .map(|inner| tree.text(inner))
                .find(|text| is_byline(text));
            if let Some(part) = part {
                return part;
            }
            match link {
                Some(link)
                    if label(&whole).split(' ').count()
                        > label(&tree.text(link)).split(' ').count() + 6 =>
                {
                    tree.text(link)
                }
                _ => whole,
            }
        })
        .or_else(by_words)
        .or_else(by_address)
        .map(|text| without_by(&text).to_owned())
        .into_iter()
        .collect()
}

fn is_called_signature(tree: &Tree<'_>, place: usize) -> bool {
    tree.attribute(place, "class")
        .is_some_and(|class| class.contains("signature"))
}

/// When the page says it was published.
pub fn published(tree: &Tree<'_>, hints: &Hints, trust: Trust) -> Option<UnixTime> {
    let body = tree.body();
    let head = (trust == Trust::Claims).then(|| head(tree));
    let is_here = |place: usize| {
        head.as_ref()
            .is_none_or(|head| head.contains(&place) && !is_told(tree, place))
    };
    let times: Vec<usize> = tree
        .named("time")
        .filter(|&place| is_here(place))
        .filter(|&place| !is_elsewhere(tree, place) && !is_datum(tree, place, MAX_DATE))
        .take(40)
        .collect();
    let of_time = |place: usize| {
        tree.attribute(place, "datetime")
            .or_else(|| tree.attribute(place, "content"))
            .and_then(|date| date::read(&date, hints))
            .or_else(|| date::in_text(&tree.text(place), hints))
    };
    let is_change = |place: usize| {
        let prop = tree.attribute(place, "itemprop").unwrap_or_default();
        prop.contains("dateModified")
            || class_words(tree, place)
                .iter()
                .flatten()
                .any(|word| word == "updated" || word == "modified")
    };
    let is_marked = |place: usize| {
        tree.attribute(place, "pubdate").is_some()
            || tree
                .attribute(place, "itemprop")
                .is_some_and(|prop| prop.contains("datePublished"))
    };
    let marked = (body..tree.items[body].end)
        .filter(|&place| is_marked(place) && !is_elsewhere(tree, place))
        .filter(|&place| head.is_none() || !is_told(tree, place))
        .find_map(of_time);
    marked
        .or_else(|| {
            times
                .iter()
                .filter(|&&place| !is_change(place))
                .find_map(|&place| of_time(place))
        })
        .or_else(|| in_abbr(tree, hints, is_here))
        .or_else(|| by_class(tree, hints, is_here))
        .or_else(|| by_words(tree, hints, is_here))
        .or_else(|| times.iter().find_map(|&place| of_time(place)))
}

/// `<abbr class="published" title="2024-03-12T10:00:00Z">`, as SPIP and the hAtom format write it.
fn in_abbr(tree: &Tree<'_>, hints: &Hints, is_here: impl Fn(usize) -> bool) -> Option<UnixTime> {
    tree.named("abbr")
        .filter(|&place| is_here(place))
        .filter(|&place| !is_elsewhere(tree, place))
        .filter(|&place| {
            class_words(tree, place)
                .iter()
                .flatten()
                .any(|word| matches!(word.as_str(), "published" | "date" | "dtreviewed"))
        })
        .find_map(|place| date::read(&tree.attribute(place, "title")?, hints))
}

fn by_class(tree: &Tree<'_>, hints: &Hints, is_here: impl Fn(usize) -> bool) -> Option<UnixTime> {
    let body = tree.body();
    (body..tree.items[body].end)
        .filter(|&place| is_short(tree, place, 160) && is_here(place))
        .filter(|&place| {
            class_words(tree, place).iter().flatten().any(|word| {
                matches!(
                    word.as_str(),
                    "date"
                        | "dateline"
                        | "published"
                        | "posted"
                        | "pubdate"
                        | "publication"
                        | "publie"
                        | "timestamp"
                        | "datetime"
                        | "time"
                        | "meta"
                        | "byline"
                )
            })
        })
        .filter(|&place| !is_elsewhere(tree, place))
        .find_map(|place| date::of_publication(&tree.text(place), hints))
}

fn by_words(tree: &Tree<'_>, hints: &Hints, is_here: impl Fn(usize) -> bool) -> Option<UnixTime> {
    const WORDS: &[&str] = &[
        "publie",
        "publiee",
        "mis en ligne",
        "poste le",
        "le ",
        "par ",
        "date",
        "paru",
        "published",
        "posted",
        "on ",
        "by ",
    ];
    const CHANGED: &[&str] = &[
        "last updated",
        "updated",
        "mis a jour",
        "mise a jour",
        "modifie",
        "derniere modification",
    ];
    let body = tree.body();
    let texts: Vec<String> = tree
        .leaves(body)
        .into_iter()
        .take(MAX_BLOCKS)
        .filter(|&place| {
            tree.items[place].own <= 160
                && is_here(place)
                && !is_elsewhere(tree, place)
                && !is_datum(tree, place, MAX_DATE)
        })
        .map(|place| tree.own_text(place))
        // A forum says since when its people are members.
        .filter(|text| {
            let folded = label(text);
            !["join", "member since", "inscri", "membre depuis"]
                .iter()
                .any(|begin| folded.starts_with(begin))
        })
        .collect();
    let with_words = texts.iter().filter(|text| {
        let folded = label(text);
        WORDS.iter().any(|word| folded.starts_with(word))
            || folded.contains("publie le")
            || folded.contains("posted on")
    });
    let is_change = |text: &String| {
        let folded = label(text);
        CHANGED.iter().any(|word| folded.contains(word))
    };
    let alone = texts
        .iter()
        .filter(|text| text.split_whitespace().count() <= 14 && !is_change(text));
    let changed = texts.iter().filter(|text| is_change(text));
    with_words
        .chain(alone)
        .chain(changed)
        .find_map(|text| date::of_publication(text, hints))
}

/// True for the source of a quote or of a picture: he did not write the article.
fn is_quoted(tree: &Tree<'_>, place: usize) -> bool {
    tree.upwards(place).take(6).any(|above| {
        matches!(
            &*tree.items[above].name,
            "blockquote" | "figure" | "figcaption"
        ) || class_words(tree, above)
            .iter()
            .flatten()
            .any(|word| word == "quote" || word == "blockquote")
    })
}

/// The head of the article: from a little before its main heading to its text, a summary passed over. Empty where it has
/// no main heading.
fn head(tree: &Tree<'_>) -> Range<usize> {
    let Some(heading) = tree
        .named("h1")
        .find(|&place| tree.items[place].chars > 0 && !is_elsewhere(tree, place))
    else {
        return 0..0;
    };
    let leaves = tree.leaves(tree.body());
    let first = leaves.partition_point(|&leaf| leaf < heading);
    let start = leaves
        .get(first.saturating_sub(4))
        .map_or(heading, |&leaf| leaf.min(heading));
    let end = tree.items[heading].end;
    let after = leaves.iter().skip_while(|&&leaf| leaf < end);
    let mut running = 0;
    for (count, &leaf) in after.enumerate() {
        running += usize::from(tree.items[leaf].own > RUNNING);
        if running > 1 || count > 8 {
            return start..leaf;
        }
    }
    start..tree.items.len()
}

/// True for what an article tells or shows: a date in a caption, a table, a quotation or running text is not its own.
fn is_told(tree: &Tree<'_>, place: usize) -> bool {
    let is_set_apart = tree.upwards(place).any(|above| {
        matches!(
            &*tree.items[above].name,
            "figure" | "figcaption" | "table" | "blockquote" | "q" | "pre" | "details" | "aside"
        ) && !tree.has_heading(above)
    });
    let block = tree
        .upwards(place)
        .find(|&above| tree.items[above].own > 0 && is_boundary(&tree.items[above].name));
    is_set_apart || block.is_some_and(|block| tree.items[block].own > RUNNING)
}

/// Characters of the longest block that may be a line about the article; what is longer is its text.
const RUNNING: usize = 100;

fn is_short(tree: &Tree<'_>, place: usize, most: usize) -> bool {
    !tree.items[place].name.is_empty() && tree.items[place].chars <= most
}

/// True inside comments, lists of other articles, the page's foot.
fn is_elsewhere(tree: &Tree<'_>, place: usize) -> bool {
    tree.upwards(place).take(12).any(|above| {
        let is_article = matches!(
            &*tree.items[above].name,
            "article" | "main" | "body" | "html"
        ) || tree.has_heading(above);
        &*tree.items[above].name == "nav"
            || !is_article
                && class_words(tree, above).iter().any(|words| {
                    words.iter().any(|word| {
                        matches!(
                            word.as_str(),
                            "comment"
                                | "comments"
                                | "commentaires"
                                | "forum"
                                | "related"
                                | "sidebar"
                                | "recommended"
                                | "teaser"
                                | "teasers"
                                | "popular"
                                | "trending"
                                | "latest"
                                | "same"
                        )
                    })
                })
    })
}
