//! Names, passwords and the user's own headers: asked for once, sent to the feed's own origin, shown nowhere.
#![cfg(unix)]

use super::*;

/// A program that notes each time it is asked, in a directory of its own.
struct Teller {
    directory: tempfile::TempDir,
}

impl Teller {
    fn new() -> Teller {
        Teller {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    /// `sh -c` is named here by the configuration itself.
    fn command(&self, then: &str) -> Vec<String> {
        let notes = self.notes();
        let script = format!("echo x >> '{}'; {then}", notes.display());
        ["sh", "-c", &script].map(String::from).to_vec()
    }

    fn notes(&self) -> std::path::PathBuf {
        self.directory.path().join("notes")
    }

    fn times(&self) -> usize {
        std::fs::read_to_string(self.notes()).map_or(0, |text| text.lines().count())
    }
}

fn with(url: &str, user: Option<&str>, command: Vec<String>) -> Request {
    Request {
        credentials: Some(Credentials {
            user: user.map(str::to_owned),
            command,
        }),
        ..request(url)
    }
}

/// `lea:sésame`, as it goes over the wire.
const BASIC: &str = "Basic bGVhOnPDqXNhbWU=";

#[tokio::test]
async fn a_password_is_asked_for_once_and_stays_at_home() {
    let other = Server::start(|_| Reply::status(200).body(feed()));
    let away = other.url("/b");
    let site = Server::start(move |asked| match asked.target.as_str() {
        "/a" => Reply::status(302).header("Location", "/ici"),
        "/ici" => Reply::status(302).header("Location", &away),
        _ => Reply::status(200).body(feed()),
    });
    let teller = Teller::new();
    let command = teller.command("printf 'sésame\\r\\nligne deux\\n'");
    let client = client();
    let first = with(&site.url("/a"), Some("lea"), command.clone());
    let second = with(&site.url("/c"), Some("lea"), command);
    let (one, two) = tokio::join!(visit(&client, &first), visit(&client, &second));
    for visited in [&one, &two] {
        assert_eq!(body(visited).bytes, feed().as_bytes());
    }
    assert_eq!((site.asked().len(), teller.times()), (3, 1));
    for asked in &site.asked() {
        assert_eq!(asked.text("authorization").as_deref(), Some(BASIC));
    }
    assert_eq!(other.asked()[0].text("authorization"), None);
}

#[tokio::test]
async fn the_name_may_stand_in_the_address_and_an_own_header_goes_before() {
    let site = Server::start(|_| Reply::status(200).body(feed()));
    let teller = Teller::new();
    let named = site.url("/").replace("http://", "http://lea@");
    let command = teller.command("echo sésame");
    let visited = visit(&client(), &with(&named, None, command.clone())).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    let alone = with(&site.url("/"), Some("jeton"), Vec::new());
    let _ = visit(&client(), &alone).await;
    let own = Request {
        headers: BTreeMap::from([("authorization".to_owned(), "Bearer 1".to_owned())]),
        ..with(&site.url("/"), Some("lea"), command)
    };
    let _ = visit(&client(), &own).await;
    let sent: Vec<_> = site
        .asked()
        .iter()
        .map(|asked| asked.text("authorization"))
        .collect();
    let expected = [BASIC, "Basic amV0b246", "Bearer 1"].map(|text| Some(text.to_owned()));
    assert_eq!(sent, expected);
    assert_eq!(teller.times(), 1, "nobody asks where a header is given");
}

#[tokio::test]
async fn own_headers_of_every_kind_stop_at_another_origin() {
    let other = Server::start(|_| Reply::status(200).body(feed()));
    let away = other.url("/b");
    let site = Server::start(move |_| Reply::status(307).header("Location", &away));
    let names = ["Authorization", "Cookie", "X-Cle"];
    let asked = Request {
        headers: names
            .map(|name| (name.to_owned(), "secret".to_owned()))
            .into(),
        ..request(&site.url("/"))
    };
    let _ = visit(&client(), &asked).await;
    for name in names {
        assert_eq!(
            site.asked()[0].text(name).as_deref(),
            Some("secret"),
            "{name}"
        );
        assert_eq!(other.asked()[0].text(name), None, "{name}");
    }
}

#[tokio::test]
async fn secrets_stay_behind_when_a_feed_has_moved_to_another_origin() {
    let (old, new) = (
        Server::start(|_| Reply::slam()),
        Server::start(|_| Reply::status(200).body(feed())),
    );
    let teller = Teller::new();
    let moved = Request {
        home: Some(old.url("/flux")),
        headers: BTreeMap::from([("X-Cle".to_owned(), "secret".to_owned())]),
        ..with(
            &new.url("/flux"),
            Some("lea"),
            teller.command("echo sésame"),
        )
    };
    assert_eq!(
        body(&visit(&client(), &moved).await).bytes,
        feed().as_bytes()
    );
    for name in ["authorization", "x-cle"] {
        assert_eq!(new.asked()[0].text(name), None, "{name}");
    }
    assert_eq!(teller.times(), 0);
    let at_home = Request {
        home: Some(new.url("/vieux")),
        ..moved
    };
    let _ = visit(&client(), &at_home).await;
    assert_eq!(new.asked()[1].text("authorization").as_deref(), Some(BASIC));
}

#[tokio::test]
async fn nobody_is_asked_for_a_password_that_no_visit_needs() {
    let site = Server::start(|_| Reply::status(429).header("Retry-After", "600"));
    let client = client();
    let _ = visit(&client, &request(&site.url("/"))).await;
    let teller = Teller::new();
    let asked = with(&site.url("/"), Some("lea"), teller.command("echo sésame"));
    let visited = visit(&client, &asked).await;
    assert!(matches!(failure(&visited), FetchError::Resting { .. }));
    assert_eq!(teller.times(), 0);
}

#[tokio::test]
async fn a_password_that_is_refused_is_asked_for_anew_but_not_at_once() {
    let site = Server::start(|_| Reply::status(401));
    let teller = Teller::new();
    let asked = with(&site.url("/"), Some("lea"), teller.command("echo perdu"));
    let client = client();
    for (later, times) in [(0, 1), (1, 1), (3600, 2)] {
        let asked = Request {
            now: NOW + later,
            ..asked.clone()
        };
        let visited = visit(&client, &asked).await;
        assert!(matches!(
            failure(&visited),
            FetchError::Status { status: 401, .. }
        ));
        assert_eq!(teller.times(), times, "{later}");
    }
}

#[tokio::test]
async fn a_program_that_gives_no_password_is_named_and_its_words_are_not() {
    let site = Server::start(|_| Reply::status(200).body(feed()));
    let ended = |status| ProgramFault::Ended {
        status,
        last: String::new(),
    };
    let teller = Teller::new();
    for (then, fault) in [
        ("echo sésame; echo sésame >&2; exit 3", ended(Some(3))),
        ("echo sésame; kill -9 $$", ended(None)),
        ("exit 0", ProgramFault::Silent),
        ("echo; echo sésame", ProgramFault::Silent),
        ("while :; do echo sésame; done", ProgramFault::TooMuch),
        ("exec sleep 600", ProgramFault::Slow { seconds: 1 }),
        (
            "echo sésame; exec 1>&-; exec sleep 600",
            ProgramFault::Slow { seconds: 1 },
        ),
    ] {
        let slow = matches!(fault, ProgramFault::Slow { .. });
        let client = Client::new(&NetworkSettings {
            timeout: if slow { 1 } else { 30 },
            ..settings()
        })
        .unwrap();
        let command = teller.command(then);
        let visited = visit(&client, &with(&site.url("/"), Some("lea"), command)).await;
        let program = "sh".to_owned();
        assert_eq!(
            failure(&visited),
            &FetchError::Password { program, fault },
            "{then}"
        );
        assert_eq!(failure(&visited).code(), Code::Exec);
        assert!(!format!("{visited:?}").contains("sésame"), "{visited:?}");
    }
    let missing = vec!["/nulle/part/mots-de-passe".to_owned()];
    let visited = visit(&client(), &with(&site.url("/"), Some("lea"), missing)).await;
    assert!(
        matches!(failure(&visited), FetchError::Password { program, fault: ProgramFault::Start { .. } }
            if program == "mots-de-passe"),
        "{visited:?}"
    );
    assert!(site.asked().is_empty(), "no visit without the password");
}
