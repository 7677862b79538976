//! Where the article stands: dom_smoothie's choice weighed against the containers that pages name as such, and the
//! blocks in it that are worth keeping.

use super::draft::{Draft, Leaf};
use super::pieces;
use super::prune::is_note;
use super::tree::Tree;
use super::trim;
use super::words::class_words;

/// Names of elements that hold an article's text and nothing else, in the software that most sites run.
const BODIES: &[&str] = &[
    "articlebody",
    "article body",
    "article content",
    "article text",
    "article texte",
    "article contenu",
    "articlecontent",
    "articletext",
    "entry content",
    "entry body",
    "post content",
    "post body",
    "post text",
    "postcontent",
    "post entry",
    "story body",
    "story content",
    "story text",
    "storytext",
    "storybody",
    "body content",
    "content body",
    "field name body",
    "field body",
    "node body",
    "blog post content",
    "blog content",
    "single content",
    "mw parser output",
    "texte",
    "corps article",
    "corps texte",
    "contenu article",
    "markdown body",
    "markdown content",
    "rich text",
    "richtext",
    "post single content",
    "gh content",
    "available content",
    "body markup",
    "body text",
    "e content",
    "theme doc markdown",
];

/// Takes what is likeliest the article; none where the page has no text.
pub fn choose<'t, 'a>(tree: &'t Tree<'a>, vote: Option<&[bool]>) -> Option<Draft<'t, 'a>> {
    let body = tree.body();
    let leaves = tree.leaves(body);
    if leaves.is_empty() {
        return None;
    }
    let voted = |place: usize| vote.is_some_and(|vote| vote[place]);
    let masses = Masses::of(tree, &leaves, voted);
    let mut votes_before = vec![0_usize; tree.items.len() + 1];
    for place in 0..tree.items.len() {
        votes_before[place + 1] = votes_before[place] + usize::from(voted(place));
    }
    let any_voted = |place: usize| votes_before[tree.items[place].end] > votes_before[place];
    let by_vote = match vote {
        Some(_) if masses.of_votes(tree, body) > 0 => {
            descend(tree, body, |place| masses.of_votes(tree, place), 90)
        }
        _ => descend(tree, body, |place| tree.items[place].prose, 80),
    };
    let root = match container(tree, &masses, by_vote, vote.is_some()) {
        Some(container) => container,
        None => by_vote,
    };
    let root = pieces::around(tree, root);
    // The blocks that dom_smoothie chose first and last.
    let chosen =
        || (root..tree.items[root].end).filter(|&place| voted(place) && tree.items[place].own > 0);
    let span = chosen().next().unwrap_or(0)..chosen().next_back().unwrap_or(0);
    let disjoint = !tree.holds(root, by_vote) && !tree.holds(by_vote, root);
    let inside: Vec<usize> = leaves
        .into_iter()
        .filter(|&place| tree.holds(root, place))
        .collect();
    let mut kept: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|&place| {
            disjoint
                || vote.is_none()
                || voted(place)
                || is_worth_keeping(tree, root, place, &any_voted)
                || (span.contains(&place) || tree.items[place].parent == root)
                    && is_short_text(tree, place, span.contains(&place))
        })
        .collect();
    if kept.is_empty() {
        kept = inside;
    }
    let leaves: Vec<Leaf> = kept
        .into_iter()
        .map(|place| Leaf::of(tree, place))
        .filter(|leaf| !leaf.text.is_empty())
        .collect();
    (!leaves.is_empty()).then_some(Draft {
        tree,
        root,
        leaves,
        lead: Vec::new(),
        notes: Vec::new(),
    })
}

/// What the blocks before each place weigh.
struct Masses {
    votes: Vec<usize>,
}

impl Masses {
    fn of(tree: &Tree<'_>, leaves: &[usize], voted: impl Fn(usize) -> bool) -> Masses {
        let mut votes = vec![0; tree.items.len() + 1];
        for &leaf in leaves {
            if voted(leaf) {
                votes[leaf + 1] = tree.items[leaf].own;
            }
        }
        for place in 0..tree.items.len() {
            votes[place + 1] += votes[place];
        }
        Masses { votes }
    }

    /// Characters of the blocks inside that dom_smoothie chose.
    fn of_votes(&self, tree: &Tree<'_>, place: usize) -> usize {
        self.votes[tree.items[place].end] - self.votes[place]
    }
}

/// The deepest element that still holds a share of the whole.
fn descend(tree: &Tree<'_>, from: usize, mass: impl Fn(usize) -> usize, percent: usize) -> usize {
    let whole = mass(from);
    let mut at = from;
    loop {
        let next = tree
            .children(at)
            .filter(|&child| {
                !tree.items[child].name.is_empty() && may_hold(&tree.items[child].name)
            })
            .find(|&child| mass(child) * 100 >= whole * percent && mass(child) > 0);
        match next {
            Some(child) => at = child,
            None => return at,
        }
    }
}

/// True for elements that can hold an article.
fn may_hold(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "body"
            | "td"
            | "table"
            | "tbody"
            | "tr"
            | "center"
            | "form"
            | "span"
            | "font"
            | "details"
            | "ul"
            | "ol"
            | "li"
    ) || name.contains('-')
}

/// The container a page names as its article's, where it fits what dom_smoothie chose.
fn container(tree: &Tree<'_>, masses: &Masses, chosen: usize, has_vote: bool) -> Option<usize> {
    let body = tree.body();
    let page = tree.items[body].prose;
    let mut best: Option<(u32, usize)> = None;
    let mut named: Vec<(u32, usize)> = (body..tree.items[body].end)
        .filter_map(|place| Some((rank(tree, place)?, place)))
        .collect();
    // An element that holds another one of its rank gives way to it only where both say the same.
    named.retain(|&(_, place)| tree.items[place].prose > 0);
    let mut of_rank = [0_usize; 4];
    for &(rank, place) in &named {
        of_rank[rank as usize] += tree.items[place].prose;
    }
    for &(rank, place) in &named {
        let item = &tree.items[place];
        let votes = masses.of_votes(tree, place);
        let all_votes = masses.of_votes(tree, body);
        let is_alone = item.prose * 10 >= of_rank[rank as usize] * 6;
        let agrees = !has_vote || votes * 100 >= all_votes * 80;
        let is_fuller =
            item.prose * 10 >= tree.items[chosen].prose * 12 && tree.holds(place, chosen);
        let instead = rank >= 3 && votes == 0 && item.prose >= 500 && item.prose * 4 >= page;
        if !is_alone || !(agrees || is_fuller || instead) {
            continue;
        }
        let better = match best {
            None => true,
            Some((other, before)) => {
                rank > other
                    || (rank == other
                        && tree.holds(before, place)
                        && item.prose * 100 >= tree.items[before].prose * 90)
            }
        };
        if better {
            best = Some((rank, place));
        }
    }
    let (rank, place) = best?;
    // A loose name is believed where it is tighter than the choice, or a little wider.
    let fits = tree.holds(chosen, place)
        || rank >= 2
        || tree.items[place].chars * 10 <= tree.items[chosen].chars * 13;
    fits.then_some(place)
}

/// How surely an element is the article's body.
fn rank(tree: &Tree<'_>, place: usize) -> Option<u32> {
    let item = &tree.items[place];
    if !matches!(
        &*item.name,
        "div" | "section" | "article" | "main" | "td" | "span"
    ) {
        return None;
    }
    let is_body = tree.attribute(place, "itemprop").is_some_and(|prop| {
        prop.split_whitespace()
            .any(|prop| matches!(prop, "articleBody" | "reviewBody"))
    });
    if is_body {
        return Some(3);
    }
    let is_named = class_words(tree, place).iter().any(|words| {
        let name = words.join(" ");
        BODIES.iter().any(|body| {
            name == *body
                || name.ends_with(&format!(" {body}"))
                || (name.starts_with(body)
                    && name[body.len()..].starts_with(' ')
                    && words.len() <= 4)
        })
    });
    match (is_named, &*item.name) {
        (true, _) => Some(2),
        (false, "article") => Some(1),
        _ => None,
    }
}

/// True inside a box of the text's own: a note, a tip, a callout.
fn is_in_note(tree: &Tree<'_>, root: usize, place: usize) -> bool {
    tree.upwards(place)
        .take(4)
        .take_while(|&above| above != root)
        .any(|above| {
            class_words(tree, above)
                .iter()
                .flatten()
                .any(|word| is_note(word))
        })
}

/// True for a few words of text in no paragraph, `<div>Oui, dès juillet.</div>`: they end as a sentence does, or the
/// element's name says what they are; no link, nothing that stands around articles.
fn is_short_text(tree: &Tree<'_>, place: usize, is_between: bool) -> bool {
    const OF_TEXT: &[&str] = &[
        "code", "quote", "bbcode", "message", "callout", "field", "postedby",
    ];
    let item = &tree.items[place];
    if item.own_linked > 0 || item.own < 3 || item.own > 300 {
        return false;
    }
    let text = tree.own_text(place);
    let is_named = || {
        is_between
            && class_words(tree, place)
                .iter()
                .flatten()
                .any(|word| OF_TEXT.contains(&word.as_str()))
    };
    let in_link = || {
        tree.upwards(place)
            .take(6)
            .any(|above| matches!(&*tree.items[above].name, "a" | "figure"))
    };
    text.contains(char::is_alphabetic)
        && (text
            .trim_end_matches(['"', '”', '’', '»', ')', ' ', '\u{a0}', '\u{202f}'])
            .ends_with(['.', '!', '?', '…'])
            || is_named())
        && !in_link()
        && !trim::is_around(&text)
}

/// True for a block in the article that dom_smoothie left out and that is text all the same.
fn is_worth_keeping(
    tree: &Tree<'_>,
    root: usize,
    place: usize,
    any_voted: &impl Fn(usize) -> bool,
) -> bool {
    let item = &tree.items[place];
    let is_anchor =
        item.name.starts_with('h') && item.name.len() == 2 && super::tree::jumps(tree, place);
    if item.own_linked * 2 > item.own && !is_anchor {
        return false;
    }
    // The outermost element that was left out whole.
    let left_out = tree
        .upwards(place)
        .take_while(|&above| above != root)
        .take_while(|&above| !any_voted(above))
        .last()
        .unwrap_or(place);
    let outer = &tree.items[left_out];
    if outer.linked * 3 > outer.chars && !is_anchor {
        return false;
    }
    match &*item.name {
        "p" | "li" | "pre" | "blockquote" | "dd" | "dt" | "td" | "th" | "figcaption"
        | "caption" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => true,
        _ => {
            item.own >= 60
                || item.own >= 20
                    && item.own_linked == 0
                    && is_in_note(tree, root, place)
                    && tree.own_text(place).ends_with(['.', '!', '?', '…'])
                || left_out == root
                || tree.upwards(place).take(4).any(|above| {
                    matches!(
                        &*tree.items[above].name,
                        "li" | "dd" | "td" | "figcaption" | "blockquote"
                    )
                })
        }
    }
}
