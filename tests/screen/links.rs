//! Links of the article: known to the terminal, followed by letters.

use std::os::unix::fs::PermissionsExt;

use crate::bytes::sequences;
use crate::desk::{Desk, feed_of, settled_with};
use crate::support::server::{Reply, Server};
use crate::support::terminal::{ENTER, until};

const HTML: &str = "<p>Le <a href=\"https://noyau.test/6.20?utm_source=flux\">noyau</a> et son \
                    <a href=\"javascript:alert(1)\">piège</a>.</p>";

#[test]
fn the_terminal_knows_the_links_and_a_letter_opens_one() {
    let document = feed_of("octet-libre.test", &[("Un noyau neuf", HTML.to_owned())]);
    let server = Server::start(move |_| Reply::status(200).body(document.clone()));
    let desk = Desk::with_feeds(&[server.url("/flux.xml")]);
    let (browser, opened) = (desk.tmp().join("navigateur"), desk.tmp().join("ouvert"));
    std::fs::write(
        &browser,
        format!(
            "#!/bin/sh\nprintf %s \"$1\" > '{0}.part' && mv '{0}.part' '{0}'\n",
            opened.display()
        ),
    )
    .expect("a browser of our own");
    std::fs::set_permissions(&browser, PermissionsExt::from_mode(0o755)).expect("its mode");
    let mut config = desk.read_config();
    config.insert_str(
        0,
        &format!("[reader]\nbrowser = \"{}\"\n\n", browser.display()),
    );
    desk.write_config(&config);

    let mut reader = desk.open();
    reader.wait_for("the headline", settled_with("Un noyau neuf"));
    reader.send(ENTER);
    reader.wait_for("the article", |screen| {
        screen.article().contains("noyau [1]")
    });
    reader.send("f");
    reader.wait_for("a letter on the link", |screen| {
        !screen.article().contains("noyau [1]")
    });
    reader.send("f");
    until("the browser has the address", || opened.exists());
    assert_eq!(
        std::fs::read_to_string(&opened).expect("an address"),
        "https://noyau.test/6.20"
    );
    reader.send("q");
    assert_eq!(reader.exit(), 0);

    let sent = sequences(&reader.raw());
    let links: Vec<&String> = sent
        .iter()
        .filter(|sequence| sequence.starts_with("]8;"))
        .collect();
    assert!(
        links
            .iter()
            .any(|link| link.ends_with(";https://noyau.test/6.20")),
        "{links:?}"
    );
    assert_eq!(links.last().map(|link| link.as_str()), Some("]8;;"));
    assert!(!links.iter().any(|link| link.contains("javascript")));
}
