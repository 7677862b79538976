//! What is only seen: the byline and the date near the title, marked by class, `rel`, `itemprop` or by their words.

use super::date;
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
    let is_here = |place: &usize| !is_elsewhere(tree, *place);
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
            .filter(|&place| is_short(tree, place, 120) && !is_elsewhere(tree, place))
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

/// Of several blocks the first names the author, and those after it tell what he is; of a list, the first of each item.
fn first_blocks(tree: &Tree<'_>, place: usize) -> Option<String> {
    let blocks = tree.leaves(place);
    if blocks.len() < 2 || blocks.contains(&place) {
        return None;
    }
    let item_of = |block: usize| {
        tree.upwards(block)
            .take_while(|&above| tree.holds(place, above))
            .find(|&above| &*tree.items[above].name == "li")
            .unwrap_or(place)
    };
    let mut names: Vec<String> = Vec::new();
    let mut before = None;
    for block in blocks {
        let text = tree.own_text(block);
        let item = item_of(block);
        if before != Some(item) && is_signature(&text) {
            names.push(text);
            before = Some(item);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// A name of two words at least, each with a capital but for « de », « van » and their like.
fn is_signature(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "de", "du", "des", "la", "le", "van", "von", "der", "den", "di", "da", "do", "dos", "el",
        "al", "et", "and", "y", "e", "en", "und", "par", "by", "por", "d'", "zu",
    ];
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    (2..=9).contains(&words.len())
        && capitals >= 2
        && !text.contains(|c: char| c.is_ascii_digit())
        && !text.ends_with(['.', '!', '?', ':', '…'])
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || SMALL.contains(word))
}

/// A link to the page of an author, as its address says.
fn leads_to_author(tree: &Tree<'_>, place: usize) -> bool {
    const PARTS: &[&str] = &[
        "author",
        "authors",
        "auteur",
        "auteurs",
        "autor",
        "autores",
        "autore",
        "autori",
        "autoren",
        "redacteur",
        "journaliste",
        "journalistes",
        "reporter",
        "reporters",
        "profile",
        "people",
        "signataire",
        "signatures",
        "staff",
    ];
    let href = tree.attribute(place, "href").unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/').rev().filter(|part| !part.is_empty());
    parts.next().is_some_and(|last| last.starts_with('@'))
        || parts.next().is_some_and(|part| PARTS.contains(&part))
}

/// « Le 3 avril 2026 à 10 h 15, par Jeanne Marchal »: what stands from « par » on.
fn after_date(text: &str) -> Option<&str> {
    let at = [" par ", " by "]
        .iter()
        .filter_map(|by| text.find(by))
        .min()?;
    let (date, rest) = text.split_at(at);
    let rest = rest.trim_start();
    let name = rest.split_once(' ').map_or("", |(_, name)| name);
    let lower = date.to_lowercase();
    let is_date = date.contains(|c: char| c.is_ascii_digit())
        && date.split_whitespace().count() <= 10
        && (date.starts_with(|c: char| c.is_ascii_digit())
            || [
                "le ",
                "publié",
                "posté",
                "mis en ligne",
                "published",
                "posted",
                "on ",
                "lundi",
                "mardi",
                "mercredi",
                "jeudi",
                "vendredi",
                "samedi",
                "dimanche",
            ]
            .iter()
            .any(|begin| lower.starts_with(begin)));
    (is_date && name.starts_with(char::is_uppercase)).then_some(rest)
}

/// Bylines of other languages: `Von Jule Petersen`, `di Chiara Bonfanti`. Only before a name of two words.
const ABROAD: &[&str] = &["von ", "di ", "por ", "door ", "av "];

/// The name after them.
fn without_by(text: &str) -> &str {
    let lower = text.to_lowercase();
    ABROAD
        .iter()
        .find(|before| lower.starts_with(**before))
        .and_then(|before| text.get(before.len()..))
        .filter(|name| name.starts_with(char::is_uppercase) && is_signature(name))
        .unwrap_or(text)
}

/// « Par Jeanne Marchal », `By Ann Lee`: a short line that begins so, a capital behind it.
pub fn is_byline(text: &str) -> bool {
    const BEFORE: &[&str] = &[
        "par ",
        "by ",
        "written by ",
        "posted by ",
        "publié par ",
        "écrit par ",
        "propos recueillis par ",
        "rédigé par ",
        "soumis par ",
        "submitted by ",
        "récit de ",
        "reportage de ",
        "texte de ",
        "texte : ",
        "auteur : ",
        "photos et texte : ",
        "texte et photos : ",
    ];
    // A non-breaking blank before a colon is as long in lower case, and shorter as a plain one.
    let text = &text.replace(['\u{a0}', '\u{202f}'], " ");
    let text = after_date(text).unwrap_or(text);
    if without_by(text).len() < text.len() {
        return true;
    }
    let lower = text.to_lowercase();
    let rest = BEFORE
        .iter()
        .find(|before| lower.starts_with(**before))
        .and_then(|before| text.get(before.len()..));
    rest.is_some_and(|rest| {
        let words = rest.split_whitespace().count();
        rest.trim_start().starts_with(char::is_uppercase)
            && words <= 16
            && !rest.trim_end().ends_with(['?', '!', ':'])
    })
}

/// When the page says it was published.
pub fn published(tree: &Tree<'_>, hints: &Hints) -> Option<UnixTime> {
    let body = tree.body();
    let times: Vec<usize> = tree
        .named("time")
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
        .find_map(of_time);
    marked
        .or_else(|| {
            times
                .iter()
                .filter(|&&place| !is_change(place))
                .find_map(|&place| of_time(place))
        })
        .or_else(|| in_abbr(tree, hints))
        .or_else(|| by_class(tree, hints))
        .or_else(|| by_words(tree, hints))
        .or_else(|| times.iter().find_map(|&place| of_time(place)))
}

/// `<abbr class="published" title="2024-03-12T10:00:00Z">`, as SPIP and the hAtom format write it.
fn in_abbr(tree: &Tree<'_>, hints: &Hints) -> Option<UnixTime> {
    tree.named("abbr")
        .filter(|&place| !is_elsewhere(tree, place))
        .filter(|&place| {
            class_words(tree, place)
                .iter()
                .flatten()
                .any(|word| matches!(word.as_str(), "published" | "date" | "dtreviewed"))
        })
        .find_map(|place| date::read(&tree.attribute(place, "title")?, hints))
}

fn by_class(tree: &Tree<'_>, hints: &Hints) -> Option<UnixTime> {
    let body = tree.body();
    (body..tree.items[body].end)
        .filter(|&place| is_short(tree, place, 160))
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

fn by_words(tree: &Tree<'_>, hints: &Hints) -> Option<UnixTime> {
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
