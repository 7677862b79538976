//! Feeds that programs print or change, under the same limits as any other.
#![cfg(unix)]

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use super::*;

/// A directory with programs and files.
struct Bench {
    directory: tempfile::TempDir,
}

impl Bench {
    fn new() -> Bench {
        let bench = Bench {
            directory: tempfile::tempdir().unwrap(),
        };
        std::fs::write(bench.path("flux.xml"), feed()).unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A script that runs in the bench's directory.
    fn script(&self, name: &str, text: &str) -> String {
        use std::os::unix::fs::OpenOptionsExt;
        let path = self.path(name);
        let directory = self.directory.path().display();
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o755)
            .open(&path)
            .unwrap();
        write!(file, "#!/bin/sh\ncd '{directory}'\n{text}\n").unwrap();
        path.display().to_string()
    }

    /// A pipe that programs hold open: it reads as ended once the last of them is gone.
    fn leash(&self) -> PathBuf {
        let path = self.path("laisse");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        path
    }
}

fn named(url: &str) -> Request {
    Request {
        programs: true,
        ..request(url)
    }
}

async fn run(url: &str) -> Visited {
    visit(&client(), &named(url)).await
}

/// A client with small limits.
fn strict(timeout: u64) -> Client {
    Client::new(&NetworkSettings {
        timeout,
        max_size: 100_000,
        ..settings()
    })
    .unwrap()
}

#[tokio::test]
async fn a_program_prints_a_feed() {
    let bench = Bench::new();
    let flux = bench.script("imprime", "cat flux.xml");
    let visited = run(&format!("exec:{flux}")).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
    assert_eq!((visited.http, visited.bytes), (None, feed().len() as u64));
    assert_eq!(
        (&body(&visited).validators, &visited.moved_to),
        (&None, &None)
    );

    let packed = bench.script("emballe", "gzip -c flux.xml");
    let visited = run(&format!("exec:{packed}")).await;
    assert_eq!(body(&visited).bytes, feed().as_bytes());
}

#[tokio::test]
async fn no_shell_sees_the_words() {
    let bench = Bench::new();
    let words = bench.script("mots", "for mot; do printf '<%s>' \"$mot\"; done");
    let visited = run(&format!(
        "exec:{words} 'Le Câble' a\\ b \"\" $HOME `id` ; *"
    ))
    .await;
    let printed = String::from_utf8_lossy(&body(&visited).bytes).into_owned();
    assert_eq!(printed, "<Le Câble><a b><><$HOME><`id`><;><*>");
}

#[tokio::test]
async fn a_program_has_the_environment_and_no_terminal() {
    let bench = Bench::new();
    let around = bench.script(
        "autour",
        "read ligne && echo entrée; [ -t 0 ] && echo terminal; \
         [ \"$(ps -o pgid= -p $$ | tr -d ' ')\" = $$ ] && echo seul; printenv PATH",
    );
    let visited = run(&format!("exec:{around}")).await;
    let printed = String::from_utf8_lossy(&body(&visited).bytes).into_owned();
    let path = std::env::var("PATH").unwrap();
    assert_eq!(printed, format!("seul\n{path}\n"));
}

#[tokio::test]
async fn a_program_that_fails_is_told_with_its_last_word() {
    let bench = Bench::new();
    let noisy = "i=0; while [ $i -lt 3000 ]; do echo 'une plainte de plus' >&2; i=$((i+1)); done";
    let fails = bench.script(
        "rate",
        &format!("cat flux.xml; {noisy}; printf 'le site\\033[31m est fermé\\n\\n' >&2; exit 7"),
    );
    let visited = run(&format!("exec:{fails}")).await;
    let fault = ProgramFault::Ended {
        status: Some(7),
        last: "le site est fermé".to_owned(),
    };
    let program = "rate".to_owned();
    assert_eq!(failure(&visited), &FetchError::Program { program, fault });
    assert_eq!(failure(&visited).code(), Code::Exec);

    let killed = bench.script("tombe", "kill -9 $$");
    let visited = run(&format!("exec:{killed}")).await;
    assert!(
        matches!(
            failure(&visited),
            FetchError::Program {
                fault: ProgramFault::Ended { status: None, .. },
                ..
            }
        ),
        "{visited:?}"
    );
    let silent = bench.script("muet", "exit 0");
    assert_eq!(
        failure(&run(&format!("exec:{silent}")).await),
        &FetchError::Empty
    );
    std::fs::write(bench.path("inerte"), "pas un programme").unwrap();
    for path in [bench.path("absent"), bench.path("inerte")] {
        let visited = run(&format!("exec:{}", path.display())).await;
        assert!(
            matches!(
                failure(&visited),
                FetchError::Program {
                    fault: ProgramFault::Start { .. },
                    ..
                }
            ),
            "{visited:?}"
        );
    }
}

#[tokio::test]
async fn programs_are_for_the_configuration_alone() {
    let bench = Bench::new();
    let flux = bench.script("imprime", "touch passé; cat flux.xml");
    let filter = format!("filter:{flux}:file://{}", bench.path("flux.xml").display());
    for url in [
        format!("exec:{flux}"),
        filter,
        " exec:true".to_owned(),
        "EXEC:true".to_owned(),
    ] {
        let visited = ask(&url).await;
        assert!(
            matches!(failure(&visited), FetchError::BadAddress { .. }),
            "{url}: {visited:?}"
        );
    }
    assert!(!bench.path("passé").exists());
}

/// Waits for the end of everything that held the leash.
async fn all_gone(leash: File) {
    let ended = tokio::task::spawn_blocking(move || {
        let mut leash = leash;
        leash.read_to_end(&mut Vec::new())
    });
    tokio::time::timeout(Duration::from_secs(30), ended)
        .await
        .expect("the group was killed")
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn a_programs_whole_group_is_killed_at_its_limits() {
    for (then, expected) in [
        (
            "sleep 600",
            FetchError::Timeout {
                what: Clock::Total,
                seconds: 1,
            },
        ),
        (
            "cat flux.xml; exec 1>&-; sleep 600",
            FetchError::Timeout {
                what: Clock::Total,
                seconds: 1,
            },
        ),
        (
            "while :; do cat flux.xml; done",
            FetchError::TooLarge { limit: 100_000 },
        ),
    ] {
        let bench = Bench::new();
        let leash = bench.leash();
        let script = bench.script("traine", &format!("exec 9>laisse; sleep 600 & {then}"));
        let opened = tokio::task::spawn_blocking(move || File::open(leash).unwrap());
        // The clock is not to run out where the size is to be passed.
        let timeout = match expected {
            FetchError::Timeout { seconds, .. } => seconds,
            _ => 30,
        };
        let visited = visit(&strict(timeout), &named(&format!("exec:{script}"))).await;
        assert_eq!(failure(&visited), &expected, "{then}");
        all_gone(opened.await.unwrap()).await;
    }
}

#[tokio::test]
async fn a_programs_whole_group_is_killed_when_the_visit_is_dropped() {
    let bench = Bench::new();
    let leash = bench.leash();
    let script = bench.script("traine", "exec 9>laisse; sleep 600 & sleep 600");
    let client = client();
    let visiting = {
        let (client, request) = (client.clone(), named(&format!("exec:{script}")));
        tokio::spawn(async move { visit(&client, &request).await })
    };
    // Opening waits for the program to hold the other end.
    let opened = tokio::task::spawn_blocking(move || File::open(leash).unwrap());
    let leash = opened.await.unwrap();
    visiting.abort();
    assert!(visiting.await.unwrap_err().is_cancelled());
    all_gone(leash).await;
}

#[tokio::test]
async fn programs_take_the_places_of_visits() {
    let bench = Bench::new();
    let flux = bench.script(
        "seul",
        "mkdir verrou || { echo deux à la fois >&2; exit 1; }; cat flux.xml; rmdir verrou",
    );
    let client = Client::new(&NetworkSettings {
        connections: 1,
        ..settings()
    })
    .unwrap();
    let visits: Vec<_> = (0..6)
        .map(|n| {
            let (client, request) = (client.clone(), named(&format!("exec:{flux} {n}")));
            tokio::spawn(async move { visit(&client, &request).await })
        })
        .collect();
    for visited in visits {
        assert_eq!(body(&visited.await.unwrap()).bytes, feed().as_bytes());
    }
}

#[tokio::test]
async fn a_filter_makes_a_feed_of_what_an_address_gives() {
    let bench = Bench::new();
    let filter = bench.script("filtre", "sed -e \"s/$1/$2/g\"");
    let site = Server::start(|asked| match asked.target.as_str() {
        "/ancien" => Reply::status(301).header("Location", "/flux"),
        _ => Reply::status(200)
            .header("ETag", "\"1\"")
            .header("Content-Type", "text/html; charset=iso-8859-1")
            .header("Content-Encoding", "gzip")
            .body(gzip(feed().as_bytes())),
    });
    let address = |path: &str| format!("filter:{filter} nuage 'ciel bleu':{}", site.url(path));
    let visited = run(&address("/flux")).await;
    let expected = feed().replace("nuage", "ciel bleu");
    assert_eq!(body(&visited).bytes, expected.as_bytes());
    assert_eq!(
        (visited.http, body(&visited).url.clone()),
        (Some(200), site.url("/flux"))
    );
    assert_eq!(
        body(&visited).charset,
        None,
        "the filter's output is its own"
    );
    let validators = body(&visited).validators.clone().unwrap();
    assert_eq!(validators.url, site.url("/flux"));
    assert_eq!(
        run(&address("/ancien")).await.moved_to,
        Some(address("/flux"))
    );
}

#[tokio::test]
async fn a_filters_address_is_asked_with_all_manners() {
    let bench = Bench::new();
    let filter = bench.script("filtre", "echo x >> fois; cat");
    let site = Server::start(|asked| match asked.target.as_str() {
        "/304" => Reply::status(304),
        "/401" if asked.header("authorization").is_none() => Reply::status(401),
        "/401" => Reply::status(200).body(feed()),
        "/410" => Reply::status(410),
        "/coupe" => Reply::status(200).body(feed()).declared(100_000),
        _ => Reply::status(500),
    });
    let address = |path: &str| format!("filter:{filter}:{}", site.url(path));
    let again = Request {
        validators: Some(Validators {
            url: site.url("/304"),
            etag: Some(b"\"1\"".to_vec()),
            last_modified: None,
        }),
        ..named(&address("/304"))
    };
    let visited = visit(&client(), &again).await;
    assert!(
        matches!(visited.answer, Ok(Answer::NotModified { .. })),
        "{visited:?}"
    );
    assert!(matches!(
        run(&address("/410")).await.answer,
        Ok(Answer::Gone)
    ));
    assert!(matches!(
        failure(&run(&address("/500")).await),
        FetchError::Status { status: 500, .. }
    ));
    assert!(matches!(
        failure(&run(&address("/coupe")).await),
        FetchError::Truncated { .. }
    ));
    assert!(!bench.path("fois").exists(), "nothing to filter");
    let own = Request {
        credentials: Some(Credentials {
            user: Some("lea".to_owned()),
            command: Vec::new(),
        }),
        ..named(&address("/401"))
    };
    assert_eq!(body(&visit(&client(), &own).await).bytes, feed().as_bytes());
    assert!(bench.path("fois").exists());
}

#[tokio::test]
async fn a_filter_need_not_read_all_and_may_be_slow_or_fail() {
    let bench = Bench::new();
    let large = format!("{}{}", feed(), " ".repeat(2_000_000));
    std::fs::write(bench.path("grand.xml"), &large).unwrap();
    let file = format!("file://{}", bench.path("grand.xml").display());
    let first = bench.script("début", "head -c 5; cat > /dev/null");
    let visited = run(&format!("filter:{first}:{file}")).await;
    assert_eq!(body(&visited).bytes, b"<?xml");
    let deaf = bench.script("sourd", "echo non");
    let visited = run(&format!("filter:{deaf}:{file}")).await;
    assert_eq!(body(&visited).bytes, b"non\n");
    let whole = bench.script("tout", "cat");
    let visited = run(&format!("filter:{whole}:{file}")).await;
    assert_eq!(body(&visited).bytes.len(), large.len());
    let fails = bench.script("rate", "cat; exit 1");
    let visited = run(&format!("filter:{fails}:{file}")).await;
    assert!(
        matches!(failure(&visited), FetchError::Program { .. }),
        "{visited:?}"
    );
}

#[test]
fn the_reader_takes_programs_from_its_configuration_and_nowhere_else() {
    let bench = Bench::new();
    let flux = bench.script("imprime", "cat flux.xml");
    let filter = bench.script("filtre", "sed s/nuage/ciel/g");
    let refuse = bench.script("refuse", "echo 'clé périmée' >&2; exit 4");
    let moved = rss("x", &["Le nuage"])
        .replace("<link>https://x/</link>", "")
        .replace("https://x/articles/0", "/articles/0");
    let site = Server::start(move |asked| match asked.header("if-none-match") {
        Some(_) => Reply::status(304),
        None => Reply::status(200)
            .header("ETag", "\"1\"")
            .body(moved.clone()),
    });
    let feeds = [
        format!("exec:{flux}"),
        format!("filter:{filter}:{}", site.url("/flux")),
        format!("exec:{refuse} --token jeton"),
    ];
    let tables = feeds
        .each_ref()
        .map(|url| format!("[[feeds]]\nurl = \"{url}\"\n"));
    let reader = reader::Reader::new(&tables.concat());
    let told = reader.refresh(&[]);
    let of = |told: &[serde_json::Value], start: &str| {
        let found = told
            .iter()
            .find(|feed| feed["url"].as_str().unwrap().starts_with(start));
        found.unwrap().clone()
    };
    assert_eq!(of(&told, &feeds[0])["new"], 2, "{told:?}");
    assert_eq!(of(&told, &feeds[1])["new"], 1, "{told:?}");
    let failed = of(&told, &format!("exec:{refuse}"));
    assert_eq!(failed["code"], "exec");
    assert!(
        failed["error"].as_str().unwrap().contains("(clé périmée)"),
        "{failed}"
    );
    assert!(!failed.to_string().contains("jeton"), "{failed}");

    let output = reader.run(&["list", "--json"], &[]);
    let listed = String::from_utf8(output.stdout).unwrap();
    assert!(listed.contains("\"Le ciel\""), "{listed}");
    assert!(
        listed.contains(&site.url("/articles/0")),
        "links are the address's own: {listed}"
    );

    let again = reader.refresh(&[]);
    assert_eq!(of(&again, &feeds[0])["status"], "unchanged", "{again:?}");
    assert_eq!(of(&again, &feeds[1])["http"], 304, "{again:?}");
    assert_eq!(of(&again, &feeds[1])["status"], "unchanged", "{again:?}");

    for url in ["exec:ls", "filter:cat:https://le-cable.test/"] {
        let output = reader.run(&["add", url], &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_ne!(output.status.code(), Some(0), "{said}");
        assert!(said.contains("[[feeds]]"), "{said}");
    }
}
