//! An article's body as written → HTML. Pieces stand between empty lines: `## ` and `### ` are headings, `- ` lists,
//! `> ` quotes, a fence of three backticks code; a piece that starts with a block's tag is HTML already, anything else
//! is a paragraph. `{@name}` stands for one of [`Names`], `{@}` for the address of the article's own site.

use std::collections::BTreeMap;

use crate::text::UnixTime;

/// What names in braces stand for: a site's key for where it is served (`http://127.0.0.1:PORT`), `jour` and `hier` for
/// the weekdays of today and yesterday.
pub(super) type Names = BTreeMap<&'static str, String>;

const BLOCKS: [&str; 14] = [
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "pre",
    "blockquote",
    "details",
    "hr",
    "section",
];

/// The names of the weekdays, as of `now` in UTC.
pub(super) fn weekdays(now: UnixTime) -> Names {
    const DAY: i64 = 86_400;
    const DAYS: [&str; 7] = [
        "jeudi", "vendredi", "samedi", "dimanche", "lundi", "mardi", "mercredi",
    ];
    // 1 January 1970 was a Thursday.
    let name = |time: UnixTime| {
        let day = usize::try_from(time.div_euclid(DAY).rem_euclid(7)).unwrap_or_default();
        DAYS[day].to_owned()
    };
    Names::from([("jour", name(now)), ("hier", name(now - DAY))])
}

/// The HTML of a body. `own` is the key of the site it stands on.
pub(super) fn from_source(source: &str, own: &str, names: &Names) -> String {
    let mut html = String::with_capacity(source.len() * 5 / 4);
    for piece in pieces(source) {
        push_piece(&mut html, &piece);
        html.push('\n');
    }
    for (name, meaning) in names {
        html = html.replace(&format!("{{@{name}}}"), meaning);
        if *name == own {
            html = html.replace("{@}", meaning);
        }
    }
    html
}

/// The first paragraph's HTML without its tags around; empty where there is none.
pub(super) fn lead(html: &str) -> &str {
    let Some((_, rest)) = html.split_once("<p>") else {
        return "";
    };
    rest.split_once("</p>").map_or(rest, |(lead, _)| lead)
}

/// HTML's text without its tags, the five entities of XML resolved.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => text.push(character),
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Text made safe between tags and inside attributes, in HTML and in XML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The pieces between empty lines; code keeps its own empty lines.
fn pieces(source: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut in_code = false;
    for line in source.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if line.is_empty() && !in_code {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn push_piece(html: &mut String, piece: &str) {
    let piece = piece.trim_end();
    if let Some(code) = piece.strip_prefix("```") {
        push_code(html, code);
    } else if let Some(heading) = piece.strip_prefix("### ") {
        push_in(html, "h3", heading);
    } else if let Some(heading) = piece.strip_prefix("## ") {
        push_in(html, "h2", heading);
    } else if piece.starts_with("- ") {
        html.push_str("<ul>\n");
        for line in piece.lines() {
            push_in(html, "li", line.trim_start_matches("- "));
            html.push('\n');
        }
        html.push_str("</ul>");
    } else if piece.starts_with("> ") {
        html.push_str("<blockquote>");
        for line in piece.lines() {
            push_in(html, "p", line.trim_start_matches("> "));
        }
        html.push_str("</blockquote>");
    } else if starts_with_block(piece) {
        html.push_str(piece);
    } else {
        push_in(html, "p", piece);
    }
}

fn push_code(html: &mut String, code: &str) {
    let (language, code) = code.split_once('\n').unwrap_or(("", code));
    let code = escape(code.trim_end_matches("```").trim_end());
    if language.is_empty() {
        html.push_str(&format!("<pre><code>{code}\n</code></pre>"));
    } else {
        html.push_str(&format!(
            "<pre><code class=\"language-{language}\">{code}\n</code></pre>"
        ));
    }
}

fn push_in(html: &mut String, name: &str, content: &str) {
    html.push_str(&format!("<{name}>{content}</{name}>"));
}

fn starts_with_block(piece: &str) -> bool {
    let Some(tag) = piece.strip_prefix('<') else {
        return false;
    };
    let name: String = tag
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    BLOCKS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_become_blocks() {
        let cases = [
            ("Bonjour.", "<p>Bonjour.</p>\n"),
            ("## Titre", "<h2>Titre</h2>\n"),
            ("### Titre", "<h3>Titre</h3>\n"),
            ("> Dit-elle.", "<blockquote><p>Dit-elle.</p></blockquote>\n"),
            ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"),
            (
                "<table><tr><td>1</td></tr></table>",
                "<table><tr><td>1</td></tr></table>\n",
            ),
            ("<em>Vite</em> dit.", "<p><em>Vite</em> dit.</p>\n"),
            (
                "```sh\nls -l > a\n\nls\n```",
                "<pre><code class=\"language-sh\">ls -l &gt; a\n\nls\n</code></pre>\n",
            ),
            ("Un.\n\n\nDeux.", "<p>Un.</p>\n<p>Deux.</p>\n"),
        ];
        for (source, html) in cases {
            assert_eq!(from_source(source, "a", &Names::new()), html, "{source}");
        }
    }

    #[test]
    fn names_get_their_meaning() {
        let names = Names::from([
            ("a", "http://127.0.0.1:1".to_owned()),
            ("b", "http://127.0.0.1:2".to_owned()),
        ]);
        assert_eq!(
            from_source("{@}/x {@b}/y", "a", &names),
            "<p>http://127.0.0.1:1/x http://127.0.0.1:2/y</p>\n"
        );
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        let names = weekdays(1_795_500_000);
        assert_eq!(names["jour"], "mardi");
        assert_eq!(names["hier"], "lundi");
        assert_eq!(weekdays(0)["jour"], "jeudi");
        assert_eq!(weekdays(0)["hier"], "mercredi");
    }

    #[test]
    fn a_lead_is_the_first_paragraph() {
        assert_eq!(
            lead("<h2>T</h2><p>Un <em>mot</em>.</p><p>Deux.</p>"),
            "Un <em>mot</em>."
        );
        assert_eq!(lead("<ul></ul>"), "");
        assert_eq!(
            plain("Un <em>mot</em> &lt;b&gt; &amp;amp;"),
            "Un mot <b> &amp;"
        );
    }
}
