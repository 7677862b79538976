//! What of a page is not for reading and goes with all it holds: programs, metadata, forms' controls, what is hidden,
//! and the small machinery around texts (line numbers, copy buttons, arrows back from a note, signs beside headings).

use std::rc::Rc;

use html2text::Handle;

use super::{dom, style};

/// Classes that hide a text from the eye and leave it to screen readers.
const UNSEEN: [&str; 12] = [
    "sr-only",
    "screen-reader-text",
    "screen-reader-only",
    "screen-reader",
    "visually-hidden",
    "visuallyhidden",
    "u-visually-hidden",
    "element-invisible",
    "a11y-hidden",
    "assistive-text",
    "show-for-sr",
    "hidden-visually",
];
/// Classes of line numbers beside code, of buttons on it, and of other tools.
const TOOLS: [&str; 31] = [
    "gutter",
    "linenos",
    "lineno",
    "linenumber",
    "linenodiv",
    "line-numbers-rows",
    "lnt",
    "rouge-gutter",
    "blob-num",
    "crayon-num",
    "crayon-nums",
    "crayon-toolbar",
    "crayon-plain-wrap",
    "hljs-ln-numbers",
    "CodeMirror-gutters",
    "cm-gutters",
    "copy-btn",
    "btn-copy",
    "copybtn",
    "copy-button",
    "copy-code",
    "copy-code-button",
    "copy-to-clipboard-button",
    "btn-clipboard",
    "clipboard-button",
    "code-copy",
    "zeroclipboard-container",
    "mw-editsection",
    "mw-cite-backlink",
    "reversefootnote",
    "noprint",
];
/// Signs on which a link within the page stands that leads back to where one comes from, or to itself.
const SIGNS: [&str; 21] = [
    "↩", "↩︎", "↩️", "⏎", "↵", "↑", "⇑", "⬆", "⬆︎", "⬆️", "⤴", "⤴️", "↖", "^", "#", "¶", "§", "🔗",
    "⚓", "⚓︎", "☝",
];
/// Words on which a link back to a note's call stands.
const BACK: [&str; 9] = [
    "retour",
    "retour au texte",
    "revenir au texte",
    "retour à l’appel",
    "retour a l'appel",
    "↑ retour",
    "↩ retour",
    "back",
    "back to text",
];
/// Bytes of the longest text that screen readers are told in other words.
const TWIN: usize = 200;
/// Nodes looked at to judge whether a faint element holds more than a few words.
const FAINT: usize = 200;

/// True for elements that are gone with all they hold.
pub fn is_gone(node: &Handle) -> bool {
    let Some(name) = dom::name(node) else {
        return false;
    };
    is_no_text(name)
        || (name == "button" && !heads(node))
        || (name == "label" && is_of_a_form(node))
        || is_hidden(node, name)
        || is_tool(node, name)
        || (name == "a" && is_way_back(node))
        || (name == "dialog" && dom::attribute(node, "open").is_none())
}

/// Elements that never hold text for reading.
fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "select"
            | "option"
            | "optgroup"
            | "datalist"
            | "textarea"
            | "progress"
            | "canvas"
            | "map"
            | "area"
            | "rp"
            | "rtc"
            | "annotation"
            | "annotation-xml"
            | "noembed"
            | "noframes"
            | "frameset"
            | "applet"
            | "param"
            | "source"
            | "track"
            | "link"
            | "meta"
            | "title"
            | "desc"
            | "clipboard-copy"
    )
}

/// True for a button that is all the text of a heading or of a summary, as accordions have it.
fn heads(button: &Handle) -> bool {
    let mut around = button.get_parent();
    for _ in 0..4 {
        let Some(node) = around else {
            return false;
        };
        if matches!(
            dom::name(&node),
            Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary")
        ) {
            let is_button = |inner: &Handle| dom::name(inner) == Some("button");
            return dom::inner_text(&node, is_button).trim().is_empty();
        }
        around = node.get_parent();
    }
    false
}

/// True for a label beside a control: in a form, around a control, or one that opens a menu.
fn is_of_a_form(label: &Handle) -> bool {
    let control = |node: &Handle| {
        dom::name(node)
            .is_some_and(|name| matches!(name, "input" | "select" | "textarea" | "button"))
    };
    let opens = |class: &str| class.contains("toggle") || class.contains("menu");
    if dom::has_class(label, opens) || dom::find(label, control).is_some() {
        return true;
    }
    let mut around = label.get_parent();
    for _ in 0..32 {
        match around {
            Some(node) if dom::name(&node) == Some("form") => return true,
            Some(node) => around = node.get_parent(),
            None => return false,
        }
    }
    false
}

/// True for a `noscript` with paragraphs of its own, not the advice to let programs run.
pub fn holds_text_for_reading(noscript: &Handle) -> bool {
    const ADVICE: [&str; 5] = ["javascript", "navigateur", "browser", "cookie", "script"];
    let is_set = |node: &Handle| matches!(dom::name(node), Some("img" | "iframe" | "form"));
    if dom::find(noscript, |node| dom::name(node) == Some("p")).is_none()
        || dom::find(noscript, is_set).is_some()
    {
        return false;
    }
    let text = dom::inner_text(noscript, |_| false).to_lowercase();
    !ADVICE.iter().any(|word| text.contains(word))
}

/// Hidden by an attribute, by its own style or by a class of which everybody knows what it does.
fn is_hidden(node: &Handle, name: &str) -> bool {
    let by_attribute = dom::with_attribute(node, "hidden", |value| {
        !value.eq_ignore_ascii_case("until-found")
    });
    by_attribute.unwrap_or(false)
        || (name != "img"
            && dom::attribute_is(node, "aria-hidden", "true")
            && !has_spoken_twin(node))
        || dom::has_class(node, is_unseen_class)
        || style::hides(node)
        || (style::is_faint(node) && holds_words_alone(node))
}

/// True for a class that hides a text from the eye and leaves it to screen readers.
pub fn is_unseen_class(class: &str) -> bool {
    UNSEEN.contains(&class)
}

/// True for words kept from screen readers only because others beside them are spoken in their stead: `12,50 €` and
/// unseen `12 euros 50`. They are what the eye reads; icons, whose names stand in no word, are not.
fn has_spoken_twin(node: &Handle) -> bool {
    let is_icon = |class: &str| class.contains("icon");
    let says_something =
        || dom::short_text(node, TWIN).is_some_and(|text| text.contains(char::is_alphanumeric));
    if dom::has_class(node, is_icon) || !says_something() {
        return false;
    }
    let Some(parent) = node.get_parent() else {
        return false;
    };
    let children = parent.children.borrow();
    let Some(place) = children.iter().position(|child| Rc::ptr_eq(child, node)) else {
        return false;
    };
    let is_something = |child: &&Handle| {
        dom::name(child).is_some() || dom::text(child).is_some_and(|text| !text.trim().is_empty())
    };
    let is_spoken = |child: &Handle| dom::has_class(child, is_unseen_class);
    let after = children[place + 1..].iter().take(2).find(is_something);
    let before = children[..place].iter().rev().take(2).find(is_something);
    after.is_some_and(is_spoken) || before.is_some_and(is_spoken)
}

/// Sites that fade their sections in write them as faint too: only a few words without blocks or pictures are hidden so.
fn holds_words_alone(node: &Handle) -> bool {
    let mut left = vec![node.clone()];
    let mut seen = 0;
    while let Some(inner) = left.pop() {
        seen += 1;
        let holds = |name: &str| super::is_boundary(name) || matches!(name, "img" | "svg" | "math");
        if seen > FAINT || (seen > 1 && dom::name(&inner).is_some_and(holds)) {
            return false;
        }
        left.extend(inner.children.borrow().iter().cloned());
    }
    true
}

fn is_tool(node: &Handle, name: &str) -> bool {
    dom::attribute_is(node, "role", "doc-backlink")
        || dom::has_class(node, |class| {
            TOOLS.contains(&class)
                || class.contains("footnote-back")
                || (name == "span" && matches!(class, "ln" | "line-number" | "hljs-ln-n"))
                || (name == "td" && matches!(class, "line-number" | "line-numbers"))
        })
}

/// A link within the page on a mere sign.
fn is_way_back(node: &Handle) -> bool {
    let within = dom::with_attribute(node, "href", |href| href.contains('#')).unwrap_or(false);
    if !within {
        return false;
    }
    let Some(text) = dom::short_text(node, 40) else {
        return false;
    };
    let text = text.trim();
    SIGNS.contains(&text)
        || BACK
            .iter()
            .any(|words| text.to_lowercase().replace('\'', "’") == words.replace('\'', "’"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_spoken_otherwise_are_read_once() {
        for (html, expected) in [
            (
                "<p><span aria-hidden=true>L</span><span class=sr-only>L</span>e tribunal",
                "Le tribunal",
            ),
            (
                "<p><span class=visually-hidden>12 euros 50</span> <span aria-hidden=true>12,50 €</span> par mois",
                "12,50 € par mois",
            ),
            (
                "<p>Plan <span aria-hidden=true>→</span><span class=sr-only>Nouvelle fenêtre</span>",
                "Plan",
            ),
            (
                "<p>Plan <i class=material-icons aria-hidden=true>chevron_right</i><span class=sr-only>Suite</span>",
                "Plan",
            ),
            ("<p>Un <span aria-hidden=true>deux</span> trois", "Un trois"),
        ] {
            let document = crate::article::read(html, None, Some("fr"));
            assert_eq!(
                crate::article::render::plain(&document).trim(),
                expected,
                "{html}"
            );
        }
    }

    #[test]
    fn what_is_not_for_reading_is_known() {
        let cases = [
            ("<p hidden>x", true),
            ("<p hidden=until-found>x", false),
            ("<p aria-hidden=true>x", true),
            ("<p style='color: red; DISPLAY : none !important'>x", true),
            ("<p style='visibility:collapse'>x", true),
            ("<p style='max-height:0;overflow:hidden'>x", true),
            ("<p style='position:absolute;left:-9999px'>x", true),
            ("<p style='position:absolute;top:-10000em'>x", true),
            ("<p style='position:absolute;clip-path:inset(50%)'>x", true),
            ("<p style='text-indent:-9999px'>x", true),
            ("<p style='text-indent:-2em'>x", false),
            ("<p style='transform:scale(0)'>x", true),
            ("<p style='clip:rect(0 0 0 0);position:absolute'>x", true),
            ("<p style='height:0'>x", false),
            ("<p style='opacity:0'>x", true),
            ("<p style='font-size:0px'>x", true),
            ("<p style='font-size:0.9em'>x", false),
            ("<section style='opacity:0'><p>x</section>", false),
            ("<p class='a sr-only'>x", true),
            ("<p class='not-sr-only'>x", false),
            ("<p class=crayon-nums>x", true),
            ("<a href=#n>↩︎</a>", true),
            ("<a href=/page#n>↩︎</a>", true),
            ("<a href=#n> Retour </a>", true),
            ("<a href=/x>Retour</a>", false),
            ("<a href=#n>Retour sur la panne</a>", false),
            ("<a href=#t>¶</a>", true),
            ("<a href=#n1>1</a>", false),
            ("<dialog>x", true),
            ("<dialog open>x", false),
            ("<label>x</label>", false),
            ("<label><input>x</label>", true),
            ("<label class=margin-toggle>x</label>", true),
            ("<button>x</button>", true),
            ("<legend>x", false),
            ("<p>x", false),
        ];
        for (html, gone) in cases {
            let dom = html2text::config::plain()
                .parse_html(format!("<body>{html}").as_bytes())
                .unwrap();
            let body = dom::find(&dom.document, |node| dom::name(node) == Some("body")).unwrap();
            let node = dom::find(&body, |_| true).unwrap();
            assert_eq!(is_gone(&node), gone, "{html}");
        }
    }
}
