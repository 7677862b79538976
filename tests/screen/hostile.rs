//! Hostile text is text: the terminal receives the reader's own escape sequences alone.

use crate::bytes::sequences;
use crate::desk::{Desk, feed_of, lists};
use crate::support::server::{Reply, Server};
use crate::support::terminal::ENTER;

/// Signs that turn the direction of text, and C1 controls (ECMA-48 8-bit), none of which may pass.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn no_sequence_of_a_feed_reaches_the_terminal() {
    let attacks = [
        "\u{1b}]0;PWNED\u{7}",
        "\u{1b}[31mPWNED",
        "&#x1b;[2JPWNED",
        "&amp;#27;[6nPWNED",
        "\u{9b}31mPWNED",
        "\u{202e}PWNED\u{202c}",
        "\u{1b}P1;PWNED\u{1b}\\",
        "\u{1b}]52;c;UFdORUQ=\u{7}",
    ];
    let html: String = attacks
        .iter()
        .map(|attack| {
            let attack = attack.replace("&amp;", "&");
            format!(
                "<p>Texte {attack} fin.</p><a href=\"https://a.test/{attack}\">lien {attack}</a>"
            )
        })
        .collect();
    let titles: Vec<String> = attacks
        .iter()
        .map(|attack| format!("T {attack} F"))
        .collect();
    let mut articles: Vec<(&str, String)> = titles
        .iter()
        .map(|title| (title.as_str(), html.clone()))
        .collect();
    articles.push(("Dernier titre", html));
    let document = feed_of("\u{1b}]0;PWNED\u{7}site\u{202e}", &articles);
    let server = Server::start(move |_| Reply::status(200).body(document.clone()));
    let desk = Desk::with_feeds(&[server.url("/flux.xml")]);
    let mut reader = desk.open();
    reader.wait_for("the river, with hostile words as words", |screen| {
        lists(screen, "Dernier titre") && lists(screen, "PWNED")
    });
    reader.send(ENTER);
    reader.wait_for("the article, with hostile words as words", |screen| {
        screen.article().contains("PWNED") && screen.article().contains("fin.")
    });
    reader.send("ht");
    reader.wait_for("the panel", |screen| screen.has("Flux"));
    reader.send("q");
    assert_eq!(reader.exit(), 0);

    let raw = reader.raw();
    for sequence in sequences(&raw) {
        let own = match sequence.strip_prefix('[') {
            // Cursor, modes, erasing before a whole new frame, looks: as the reader writes them.
            Some(rest) => match rest.chars().last() {
                Some('H' | 'h' | 'l') => true,
                Some('m') => !rest.starts_with("31"),
                _ => false,
            },
            // The end of a string, of a hyperlink of the reader's own.
            None => sequence.starts_with("]8;") || sequence == "\\",
        };
        assert!(own, "{sequence:?}");
    }
    let text = String::from_utf8(raw).expect("UTF-8");
    assert!(!text.contains(is_forbidden));
    assert!(!text.contains('\u{7}'));
}
