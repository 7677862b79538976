//! What stands around every article is taken out before it is looked for: by tag, role, class and id, and what is
//! hidden. A fence holds: nothing goes that has most of the page's prose, or the only article.

mod asks;
mod lists;
mod names;
mod next_story;
mod spared;
mod teasers;

use std::collections::{HashMap, HashSet};

use super::tree::Tree;
use super::words::{class_words, id_words, is_filing};
use names::Verdict;
use spared::{Named, Spared};

pub use names::is_note;

/// Prose that must be left on a page after one of its parts went, in characters without blanks.
const LEAST_LEFT: usize = 400;

/// The places that go, outermost alone, in reading order.
pub fn around(tree: &Tree<'_>) -> Vec<usize> {
    let fence = Fence::of(tree);
    let mut gone = Vec::new();
    let mut names = HashMap::new();
    let teasers = teasers::find(tree);
    let stories = next_story::find(tree);
    let asks = asks::find(tree);
    let spared = Spared::of(tree);
    let usual = usual(tree, fence.total);
    let mut left = fence.total;
    let body = tree.body();
    let mut place = body + 1;
    while place < tree.items[body].end {
        let verdict = match tree.items[place].name.is_empty() {
            true => Verdict::Keeps,
            false if asks.boxes.binary_search(&place).is_ok() => Verdict::GoesWhole,
            false if is_usual(tree, place, &usual) => hidden(tree, place),
            false => judge(tree, place, &spared, &mut names),
        };
        let prose = tree.items[place].prose;
        let goes = match verdict {
            // A story after the first has a title of its own, which the fence would keep.
            // A row was weighed as a whole: one by one the last ones would stay.
            _ if teasers.binary_search(&place).is_ok()
                && fence.only.is_none_or(|only| !tree.holds(place, only)) =>
            {
                true
            }
            _ if stories.contains(&place) || asks.walls.binary_search(&place).is_ok() => true,
            Verdict::Keeps => false,
            Verdict::Goes => {
                prose * 3 <= fence.total && fence.may_go(tree, place, left) || prose == 0
            }
            Verdict::GoesWhole => fence.may_go(tree, place, left),
            Verdict::GoesIfSmall => {
                is_small(tree, place, fence.total) && fence.may_go(tree, place, left)
            }
        };
        if goes {
            gone.push(place);
            left -= prose.min(left);
            place = tree.items[place].end;
        } else {
            place += 1;
        }
    }
    gone
}

/// What must stay.
struct Fence {
    /// The page's prose.
    total: usize,
    /// The article the page marks as such, where there is one.
    only: Option<usize>,
}

impl Fence {
    fn of(tree: &Tree<'_>) -> Fence {
        let total = tree.items[tree.body()].prose;
        let marked: Vec<usize> = (0..tree.items.len())
            .filter(|&place| {
                tree.attribute(place, "itemprop")
                    .is_some_and(|prop| prop.split_whitespace().any(|prop| prop == "articleBody"))
            })
            .collect();
        let articles: Vec<usize> = tree.named("article").collect();
        let only = match (marked.as_slice(), articles.as_slice()) {
            (&[one], _) | (&[], &[one]) => Some(one),
            _ => None,
        };
        Fence {
            total,
            only: only.filter(|&only| tree.items[only].prose * 4 >= total),
        }
    }

    fn may_go(&self, tree: &Tree<'_>, place: usize, left: usize) -> bool {
        if self.only.is_some_and(|only| tree.holds(place, only)) {
            return false;
        }
        let prose = tree.items[place].prose;
        if prose * 4 >= self.total && tree.has_heading(place) {
            return false;
        }
        let rest = left.saturating_sub(prose);
        prose == 0 || rest * 3 >= self.total.min(LEAST_LEFT * 3) || prose * 10 <= self.total
    }
}

/// Classes that a good part of the page's paragraphs share: they tell how the text is set (`<p class="paywall">`), and
/// nothing is judged by them.
fn usual(tree: &Tree<'_>, total: usize) -> HashSet<String> {
    let mut classes: HashMap<String, (usize, usize)> = HashMap::new();
    for place in tree.named("p") {
        if let Some(class) = tree.attribute(place, "class") {
            let (count, prose) = classes.entry(class).or_default();
            *count += 1;
            *prose += tree.items[place].prose;
        }
    }
    classes
        .into_iter()
        .filter(|(_, (count, prose))| *count >= 3 && prose * 5 >= total)
        .map(|(class, _)| class)
        .collect()
}

fn is_usual(tree: &Tree<'_>, place: usize, usual: &HashSet<String>) -> bool {
    !usual.is_empty()
        && &*tree.items[place].name == "p"
        && tree
            .attribute(place, "class")
            .is_some_and(|class| usual.contains(&class))
}

/// Not much prose, or made of links.
fn is_small(tree: &Tree<'_>, place: usize, total: usize) -> bool {
    let item = &tree.items[place];
    item.prose <= 300.min(total / 5) || item.linked * 2 > item.chars
}

fn judge(
    tree: &Tree<'_>,
    place: usize,
    spared: &Spared,
    names: &mut HashMap<Vec<String>, Verdict>,
) -> Verdict {
    let item = &tree.items[place];
    match &*item.name {
        "script" | "style" | "template" | "link" | "meta" | "button" | "input" | "select"
        | "textarea" | "dialog" | "menu" => return Verdict::Goes,
        "noscript" => {
            return match super::tree::has_image(tree, place) {
                true => Verdict::Keeps,
                false => Verdict::Goes,
            };
        }
        "nav" => return Verdict::Goes,
        "main" | "html" | "body" | "figure" | "figcaption" | "img" | "picture" | "table"
        | "tbody" | "tr" | "pre" | "code" | "br" | "math" => {
            return match &*item.name {
                "table"
                    if class_words(tree, place)
                        .iter()
                        .flatten()
                        .any(|word| names::is_offer(word)) =>
                {
                    Verdict::GoesIfSmall
                }
                "table" | "figure" => hidden(tree, place),
                _ => Verdict::Keeps,
            };
        }
        _ => {}
    }
    let hidden = hidden(tree, place);
    // « Lire la suite » shows what a style hides: a good part of the text is no box.
    let is_rest = item.prose * 6 >= tree.items[tree.body()].prose
        && item.prose >= 120
        && !super::tree::has(tree, place, "form");
    if hidden == Verdict::Goes && !is_rest {
        return hidden;
    }
    let by_role = match tree.attribute(place, "role").as_deref() {
        Some(
            "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu"
            | "menubar" | "toolbar" | "tablist" | "tooltip" | "complementary" | "form",
        ) => Verdict::Goes,
        _ => Verdict::Keeps,
    };
    let classes = class_words(tree, place);
    let is_note = classes.iter().flatten().any(|word| names::is_note(word))
        && !classes.iter().flatten().any(|word| names::asks(word));
    if is_note && hidden != Verdict::Goes {
        return Verdict::Keeps;
    }
    let in_article = || {
        tree.upwards(item.parent)
            .any(|above| matches!(&*tree.items[above].name, "article" | "main"))
    };
    let in_quote = || {
        tree.upwards(item.parent)
            .any(|above| matches!(&*tree.items[above].name, "blockquote" | "figure"))
    };
    let by_tag = match &*item.name {
        // A quote in a forum's answer.
        "aside" if item.linked * 4 <= item.chars && super::tree::has(tree, place, "blockquote") => {
            Verdict::Keeps
        }
        "aside" => Verdict::GoesWhole,
        "form" => Verdict::GoesIfSmall,
        "footer" if !in_quote() => Verdict::Goes,
        "header" if !in_article() && !tree.has_heading(place) => Verdict::Goes,
        _ => Verdict::Keeps,
    };
    let is_credit = classes.iter().flatten().any(|word| {
        matches!(
            word.as_str(),
            "credit" | "credits" | "copyright" | "photographer" | "photographe"
        )
    });
    if is_credit
        && tree
            .upwards(place)
            .take(8)
            .any(|above| matches!(&*tree.items[above].name, "figure" | "figcaption"))
    {
        return Verdict::Goes;
    }
    let by_tag = match by_tag {
        Verdict::Keeps => Verdict::Keeps,
        _ if spared.by_tag(tree, place) => Verdict::Keeps,
        verdict => verdict,
    };
    let is_article = &*item.name == "article" || matches!(&*item.name, "h1" | "a");
    let id = id_words(tree, place);
    let by_name = |words: &Vec<String>| {
        let verdict = match names.get(words) {
            Some(verdict) => *verdict,
            None => {
                let verdict = names::judge(words);
                names.insert(words.clone(), verdict);
                verdict
            }
        };
        let named = Named {
            name: words,
            verdict,
            is_id: *words == id,
        };
        match verdict {
            Verdict::Keeps => verdict,
            _ if spared.by_name(tree, place, &named) => Verdict::Keeps,
            _ => verdict,
        }
    };
    let by_name = classes
        .iter()
        .filter(|words| !is_filing(words))
        .map(by_name)
        .max()
        .unwrap_or(Verdict::Keeps);
    let in_heading = || {
        tree.upwards(item.parent).take(4).any(|above| {
            matches!(
                &*tree.items[above].name,
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
            )
        })
    };
    let by_name = match by_name {
        // `<h1 class="title published">` is the title all the same.
        Verdict::GoesIfSmall if &*item.name == "h1" || in_heading() => Verdict::Keeps,
        Verdict::Goes | Verdict::GoesWhole if is_article => Verdict::GoesIfSmall,
        verdict => verdict,
    };
    by_role.max(by_tag).max(by_name)
}

/// True where the text right after is the same one for readers of screens, which goes by its name: `aria-hidden` then
/// is what everybody else sees.
fn has_twin(tree: &Tree<'_>, place: usize) -> bool {
    let parent = tree.items[place].parent;
    let is_for_readers = |other: usize| {
        tree.attribute(other, "class").is_some_and(|class| {
            class.split_whitespace().any(|class| {
                matches!(
                    class,
                    "sr-only" | "visually-hidden" | "visuallyhidden" | "screen-reader-text"
                )
            })
        })
    };
    let after = tree
        .children_from(parent, tree.items[place].end)
        .find(|&other| !tree.items[other].name.is_empty() || tree.items[other].chars > 0);
    tree.items[place].chars > 0
        && (after.is_some_and(is_for_readers) || tree.before(place).is_some_and(is_for_readers))
}

/// What a browser does not show.
fn hidden(tree: &Tree<'_>, place: usize) -> Verdict {
    let style = tree.attribute(place, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    let by_style = style.contains("display:none") || style.contains("visibility:hidden");
    let by_attribute = tree
        .attribute(place, "hidden")
        .is_some_and(|value| value != "until-found");
    let to_readers = tree
        .attribute(place, "aria-hidden")
        .is_some_and(|value| value == "true")
        && !super::tree::has_image(tree, place)
        && !has_twin(tree, place);
    match by_style || by_attribute || to_readers {
        true => Verdict::Goes,
        false => Verdict::Keeps,
    }
}
