//! Boxes that ask the reader for something, whatever their names are: a field for an address with its few words, and
//! walls of consent, known by their buttons. Never what holds a main heading, an article or code.

use crate::article::extract::tree::Tree;
use crate::text::fold::label;

/// Characters without blanks of a box around a field for an e-mail address, at most.
const MAX_MAIL: usize = 400;
/// Of a box around another field.
const MAX_FIELD: usize = 160;
/// Of a wall of consent.
const MAX_WALL: usize = 4000;
/// Elements and texts of a box, at most.
const MAX_NODES: usize = 400;
/// How far up from its field or button a box is looked for.
const HEIGHT: usize = 6;
/// Fields and buttons of a page that are looked at.
const MAX_CONTROLS: usize = 400;

/// What buttons of consent say, folded.
const ANSWERS: &[&str] = &[
    "accept",
    "tout accepter",
    "refuser",
    "tout refuser",
    "continuer sans accepter",
    "j'accepte",
    "je refuse",
    "parametrer",
    "gerer mes choix",
    "personnaliser mes choix",
    "accepter",
    "allow all",
    "reject",
    "decline",
    "i agree",
    "agree and",
    "manage options",
    "manage preferences",
    "continue without",
    "akzeptieren",
    "alle akzeptieren",
    "ablehnen",
    "alle ablehnen",
    "zustimmen",
    "aceptar",
    "rechazar",
    "accetta",
    "rifiuta",
    "continua senza",
    "accepteren",
    "weigeren",
    "akkoord",
    "aceitar",
    "rejeitar",
    "принять",
    "отклонить",
    "同意する",
    "αποδοχη",
    "zgadzam sie",
];

/// What walls of consent speak of, folded.
const OF_CONSENT: &[&str] = &[
    "cookie",
    "traceur",
    "partenaires",
    "consent",
    "vie privee",
    "donnees personnelles",
    "privacy",
    "our partners",
    "datenschutz",
    "mit werbung",
    "privacidad",
    "куки",
];

/// Boxes that ask, in reading order.
pub struct Asks {
    /// Those around fields.
    pub boxes: Vec<usize>,
    /// Walls of consent.
    pub walls: Vec<usize>,
}

/// Finds them.
pub fn find(tree: &Tree<'_>) -> Asks {
    let body = tree.body();
    let mut found = Vec::new();
    let mut answers = Vec::new();
    let mut controls = 0;
    for place in body..tree.items[body].end {
        let most = match &*tree.items[place].name {
            "input" => match tree.attribute(place, "type").as_deref() {
                Some("email") => MAX_MAIL,
                None | Some("text" | "search" | "tel" | "") => MAX_FIELD,
                _ => continue,
            },
            "textarea" | "select" => MAX_FIELD,
            "button" | "a" if is_answer(tree, place) => {
                answers.push(place);
                continue;
            }
            _ => continue,
        };
        controls += 1;
        if controls > MAX_CONTROLS {
            break;
        }
        found.extend(around(tree, place, most, tree.items[body].prose / 3));
    }
    answers.truncate(20);
    let mut walls: Vec<usize> = answers
        .iter()
        .filter_map(|&answer| around(tree, answer, MAX_WALL, usize::MAX))
        .filter(|&wall| {
            let has = answers
                .iter()
                .filter(|&&other| tree.holds(wall, other))
                .count();
            let text = label(&tree.text(wall));
            (has >= 2 || tree.items[wall].prose * 2 <= tree.items[body].prose)
                && OF_CONSENT.iter().any(|word| text.contains(word))
        })
        .collect();
    for places in [&mut found, &mut walls] {
        places.sort_unstable();
        places.dedup();
    }
    Asks {
        boxes: found,
        walls,
    }
}

/// The widest element around a control that has no more than so many characters, so many of them prose, and holds
/// nothing of the article; none where it has no text.
fn around(tree: &Tree<'_>, control: usize, most: usize, prose: usize) -> Option<usize> {
    tree.upwards(tree.items[control].parent)
        .take(HEIGHT)
        .take_while(|&above| {
            matches!(
                &*tree.items[above].name,
                "div"
                    | "section"
                    | "aside"
                    | "form"
                    | "fieldset"
                    | "label"
                    | "p"
                    | "span"
                    | "center"
            ) && tree.items[above].chars <= most
                && tree.items[above].prose <= prose
                && tree.items[above].end - above <= MAX_NODES
                && !holds_article(tree, above)
        })
        .last()
        .filter(|&place| tree.items[place].chars > 0)
}

fn holds_article(tree: &Tree<'_>, place: usize) -> bool {
    tree.items[place..tree.items[place].end].iter().any(|item| {
        matches!(
            &*item.name,
            "h1" | "article" | "main" | "pre" | "figure" | "table" | "blockquote"
        )
    })
}

/// A button, or a link made to look like one, that answers a question of consent.
fn is_answer(tree: &Tree<'_>, place: usize) -> bool {
    let item = &tree.items[place];
    let is_button = &*item.name == "button"
        || tree.attribute(place, "role").as_deref() == Some("button")
        || tree
            .attribute(place, "class")
            .is_some_and(|class| class.contains("btn") || class.contains("button"));
    if !is_button || item.end - place > 12 {
        return false;
    }
    let said = label(&item.node.text());
    said.len() <= 60 && ANSWERS.iter().any(|answer| said.starts_with(answer))
}
