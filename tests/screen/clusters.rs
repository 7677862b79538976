//! Clusters that terminals measure differently: a row that holds one is painted anew when it changes.

use crate::desk::{Desk, feed_of, settled_with};
use crate::support::server::{Reply, Server};
use crate::support::terminal::ENTER;

/// The longest run of blanks that is printed, sequences left out.
fn longest_blank(raw: &[u8]) -> usize {
    let text = String::from_utf8_lossy(raw);
    let mut longest = 0;
    let mut run = 0;
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ' ' => run += 1,
            // Colours do not move the cursor, all else ends the run.
            '\x1b' => {
                let sequence: String = signs.by_ref().take(1).collect();
                let last = match sequence.as_str() {
                    "[" => signs.by_ref().find(char::is_ascii_alphabetic),
                    _ => None,
                };
                if last != Some('m') {
                    run = 0;
                }
            }
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

#[test]
fn what_a_flag_left_in_its_row_is_painted_over() {
    let html = format!("<p>🇫🇷 un.</p><p>deux.</p>{}", "<p>suite.</p>".repeat(60));
    let document = feed_of("cable.test", &[("Les drapeaux", html)]);
    let server = Server::start(move |_| Reply::status(200).body(document.clone()));
    let desk = Desk::with_feeds(&[server.url("/flux.xml")]);
    let mut reader = desk.open();
    reader.wait_for("the headline", settled_with("Les drapeaux"));
    reader.send(ENTER);
    reader.wait_for("the article", |screen| screen.article().contains("un."));
    let raw = reader.raw();
    let flag = "🇫🇷".as_bytes();
    let at = raw
        .windows(flag.len())
        .position(|bytes| bytes == flag)
        .expect("the flag is sent");
    // The cursor is placed anew behind it.
    let behind = String::from_utf8_lossy(&raw[at + flag.len()..at + flag.len() + 64]).into_owned();
    let place = behind.find('H').expect("a place");
    assert!(!behind[..place].contains("un."), "{behind:?}");

    let from = raw.len();
    reader.send("j");
    reader.wait_for("a line further", |screen| {
        screen.article().contains("deux.")
    });
    reader.wait_for_bytes("the row of the flag, blank to its end", from, |bytes| {
        longest_blank(bytes) >= 40
    });
    reader.send("q");
    assert_eq!(reader.exit(), 0);
}
