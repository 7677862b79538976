//! The sheets as a person sees them, in both languages and at many sizes.

use crate::engine::Report;
use crate::fetch::FetchError;
use crate::store::{Counts, Feed, Gesture, GestureKind, Mark};
use crate::text::Lang;
use crate::tui::model::Model;
use crate::tui::tests::*;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The feeds of the river: one well with all there is to tell, one that rests, one that fails, one that is gone.
fn visited() -> Vec<Feed> {
    let mut feeds = feeds();
    let error = |error: &FetchError| Some(serde_json::to_string(error).unwrap());
    feeds[0] = Feed {
        url: "https://lecteur:motdepasse@cable.test/une.xml?token=abc123".into(),
        fetched: Some(NOW - 20 * 60),
        http: Some(304),
        code: None,
        next: Some(NOW + 14 * HOUR),
        why: Some("skip".into()),
        fresh_for: Some(1800),
        schedule: Some(
            r#"{"period":7200,"skip_hours":[22,23,0,1,2,3,4,5],"skip_days":[6,7]}"#.into(),
        ),
        validators: Some((
            "https://cable.test/une.xml".into(),
            Some(b"\"6f1-\x1b[31m5e0c\"".to_vec()),
            Some(b"Tue, 24 Nov 2026 13:10:02 GMT".to_vec()),
        )),
        moved_from: Some(("http://cable.test/rss?key=s3cret".into(), NOW - 30 * DAY)),
        visits: 1280,
        unchanged: 960,
        received: 12_400_000,
        ..feeds[0].clone()
    };
    feeds[1] = Feed {
        fetched: Some(NOW - 5 * 60),
        http: Some(429),
        code: Some("http".into()),
        error: error(&FetchError::Status {
            status: 429,
            retry: Some(NOW + 3 * HOUR),
        }),
        failures: 1,
        failing_since: Some(NOW - 5 * 60),
        succeeded: Some(NOW - DAY),
        rest_until: Some(NOW + 3 * HOUR),
        next: Some(NOW + 3 * HOUR),
        why: Some("rest".into()),
        visits: 3,
        ..feeds[1].clone()
    };
    feeds[2] = Feed {
        fetched: Some(NOW - 2 * HOUR),
        http: None,
        code: Some("dns".into()),
        error: error(&FetchError::Dns {
            host: "vigie.test".into(),
        }),
        failures: 7,
        failing_since: Some(NOW - 3 * DAY),
        next: Some(NOW + 22 * HOUR),
        why: Some("back-off".into()),
        ..feeds[2].clone()
    };
    feeds[3] = Feed {
        fetched: Some(NOW - 9 * DAY),
        http: Some(410),
        code: Some("http".into()),
        error: error(&FetchError::Status {
            status: 410,
            retry: None,
        }),
        failures: 1,
        gone: true,
        why: Some("gone".into()),
        ..feeds[3].clone()
    };
    feeds
}

fn gestures() -> Vec<Gesture> {
    let url = |number: usize| format!("https://{number}.test/");
    let kinds = [
        (HOUR / 2, GestureKind::Mark(Mark::Read), 12),
        (2 * HOUR, GestureKind::Mark(Mark::Tag("veille".into())), 1),
        (
            20 * HOUR,
            GestureKind::AddFeeds(vec![url(1), url(2), url(3), url(9)]),
            0,
        ),
        (
            2 * DAY,
            GestureKind::RemoveFeed {
                url: url(8),
                title: "Pare-feu".into(),
                piece: String::new(),
            },
            0,
        ),
        (
            40 * DAY,
            GestureKind::EditFeed {
                url: "https://parti.test/flux?token=abc".into(),
                title: None,
                tags: Vec::new(),
            },
            0,
        ),
        (400 * DAY, GestureKind::Mark(Mark::Star), 1),
    ];
    let gesture = |(index, (age, kind, count)): (usize, (i64, GestureKind, usize))| Gesture {
        id: 100 - i64::try_from(index).unwrap(),
        at: NOW - age,
        kind,
        count,
        undone: index == 1,
    };
    kinds.into_iter().enumerate().map(gesture).collect()
}

fn open(what: &str, size: (u16, u16), lang: Lang) -> Model {
    let mut model = screen(size, lang, 60);
    let (feeds, counts) = (visited(), Counts::default());
    told(&mut model, Report::Panel { feeds, counts });
    match what {
        "why" => drop(press(&mut model, &["!"])),
        what => {
            press(&mut model, &[":"]);
            type_text(&mut model, what);
            press(&mut model, &["Enter"]);
        }
    }
    if what == "history" {
        let report = Report::History {
            limit: 200,
            before: None,
            gestures: gestures(),
        };
        told(&mut model, report);
    }
    model
}

#[test]
fn the_sheets() {
    for what in ["why", "failures", "history"] {
        for (size, lang) in [
            ((80, 24), Lang::Fr),
            ((80, 24), Lang::En),
            ((120, 40), Lang::Fr),
            ((200, 60), Lang::En),
            ((30, 24), Lang::Fr),
        ] {
            let name = format!("{what}-{}x{}-{}", size.0, size.1, lang.pick("fr", "en"));
            insta::assert_snapshot!(name, drawn(&open(what, size, lang)));
        }
    }
}

#[test]
fn what_is_secret_or_hostile_is_not_shown() {
    for size in [(30, 200), (80, 200), (200, 200)] {
        for what in ["why", "history"] {
            let seen = drawn(&open(what, size, Lang::Fr)).replace(['│', '\n', ' '], "");
            for secret in ["motdepasse", "abc123", "s3cret", "token=abc", "[31m"] {
                assert!(!seen.contains(secret), "{secret}: {seen}");
            }
            assert!(!seen.chars().any(char::is_control), "{seen:?}");
        }
    }
}

#[test]
fn a_feed_that_was_not_visited_and_one_that_is_unknown_are_told() {
    let mut model = screen((120, 40), Lang::Fr, 4);
    press(&mut model, &["!"]);
    assert!(
        drawn(&model).contains("pas encore visité"),
        "{}",
        drawn(&model)
    );
    let counts = Counts::default();
    let feeds = Vec::new();
    told(&mut model, Report::Panel { feeds, counts });
    let seen = drawn(&model);
    assert!(seen.contains("n’est pas dans vos abonnements"), "{seen}");
}

#[test]
fn an_article_says_why_it_has_its_place() {
    for (published, edited, words) in [
        (None, false, "rangé à son arrivée"),
        (Some(NOW + 400 * DAY), false, "plus tardive que son arrivée"),
        (
            Some(NOW - DAY),
            true,
            "a changé depuis son arrivée (hier 14:30)",
        ),
        (Some(i64::MIN), false, "date envoyée"),
    ] {
        let mut model = screen((160, 40), Lang::Fr, 0);
        let mut known = row(0);
        known.published = published;
        known.edited = edited;
        known.updated = Some(NOW - DAY);
        known.title = String::new();
        let keys = vec![known.key];
        model.list = crate::tui::model::list::ArticleList::new(keys, vec![known], None);
        press(&mut model, &["!"]);
        let seen = drawn(&model);
        assert!(
            seen.contains(words) && seen.contains("(sans titre)"),
            "{seen}"
        );
    }
}

#[test]
fn every_size_is_drawn_without_a_panic() {
    for width in (1..=100).step_by(9).chain([20, 30]) {
        for height in [1, 2, 3, 5, 6, 7, 8, 24, 60] {
            for what in ["why", "failures", "history"] {
                let mut model = open(what, (width, height), Lang::Fr);
                press(&mut model, &["j", "PgDn", "G", "k"]);
                drawn(&model);
            }
        }
    }
}

#[test]
fn nothing_to_show_is_said() {
    for (what, words) in [
        ("failures", "4 flux sans souci."),
        ("history", "Rien encore."),
    ] {
        let mut model = screen((80, 24), Lang::Fr, 4);
        let mut feeds = feeds();
        feeds.iter_mut().for_each(|feed| feed.code = None);
        let counts = Counts::default();
        told(&mut model, Report::Panel { feeds, counts });
        press(&mut model, &[":"]);
        type_text(&mut model, what);
        press(&mut model, &["Enter"]);
        let report = Report::History {
            limit: 200,
            before: None,
            gestures: Vec::new(),
        };
        told(&mut model, report);
        assert!(drawn(&model).contains(words), "{}", drawn(&model));
    }
}
