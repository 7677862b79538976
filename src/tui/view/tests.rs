//! What a person sees, at three sizes and in both languages.

use crate::config::Action;
use crate::engine::Report;
use crate::engine::refresh::{Outcome, Status};
use crate::feed::discover::{Candidate, Kind};
use crate::fetch::FetchError;
use crate::text::Lang;
use crate::tui::model::Model;
use crate::tui::model::overlay::{Overlay, Sources};
use crate::tui::tests::*;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn name(what: &str, size: (u16, u16), lang: Lang) -> String {
    format!("{what}-{}x{}-{}", size.0, size.1, lang.pick("fr", "en"))
}

fn reading(size: (u16, u16), lang: Lang) -> Model {
    let mut model = screen(size, lang, 60);
    press(&mut model, &["j", "s", "j"]);
    let options = model.page_options();
    told(&mut model, page(&row(2), options, 30));
    model
}

#[test]
fn the_river_beside_the_article() {
    for size in SIZES {
        for lang in [Lang::Fr, Lang::En] {
            insta::assert_snapshot!(name("river", size, lang), drawn(&reading(size, lang)));
        }
    }
}

#[test]
fn the_article_alone() {
    let mut model = reading((80, 24), Lang::Fr);
    press(&mut model, &["Enter"]);
    insta::assert_snapshot!(name("article", (80, 24), Lang::Fr), drawn(&model));
}

#[test]
fn the_panel() {
    for size in SIZES {
        let mut model = reading(size, Lang::Fr);
        if !model.panel_open {
            press(&mut model, &["t"]);
        }
        insta::assert_snapshot!(name("panel", size, Lang::Fr), drawn(&model));
    }
}

#[test]
fn help_palette_and_prompts() {
    for (what, key) in [
        ("help", "?"),
        ("palette", ":"),
        ("add", "a"),
        ("search", "/"),
    ] {
        for lang in [Lang::Fr, Lang::En] {
            let size = (80, 24);
            let mut model = reading(size, lang);
            press(&mut model, &[key]);
            insta::assert_snapshot!(name(what, size, lang), drawn(&model));
        }
    }
}

#[test]
fn the_first_screen() {
    for size in [(60, 20), (80, 24), (200, 60)] {
        let mut model = screen(size, Lang::Fr, 0);
        model.overlays.push(Overlay::Sources(Sources::default()));
        press(&mut model, &["Space", "j"]);
        insta::assert_snapshot!(name("sources", size, Lang::Fr), drawn(&model));
    }
}

#[test]
fn several_feeds_are_told_apart_by_title_kind_and_address() {
    for size in [(40, 12), (80, 24)] {
        let mut model = screen(size, Lang::Fr, 0);
        press(&mut model, &["a"]);
        type_text(&mut model, "octet.test");
        press(&mut model, &["Enter"]);
        let candidate = |title: &str, url: &str, kind| Candidate {
            url: url.to_owned(),
            title: title.to_owned(),
            kind,
        };
        let candidates = vec![
            candidate("Octet Libre", "https://octet.test/f", Some(Kind::Rss)),
            candidate("Octet Libre", "https://octet.test/a", Some(Kind::Atom)),
            candidate("", "https://octet.test/feed/", None),
        ];
        let further = Box::default();
        told(
            &mut model,
            Report::Choose {
                candidates,
                further,
            },
        );
        let drawn = drawn(&model);
        let rows: Vec<&str> = drawn
            .lines()
            .filter(|row| row.contains("//octet"))
            .collect();
        assert_eq!(rows.len(), 3, "{drawn}");
        assert!(rows[0].contains("Octet Libre  RSS  https://"), "{drawn}");
        assert!(rows[1].contains("Octet Libre  Atom  https://"), "{drawn}");
        assert!(rows[2].contains(" https://octet.test/feed/"), "{drawn}");
    }
}

#[test]
fn a_long_title_is_cut_before_the_address_beside_it() {
    let mut model = screen((80, 24), Lang::Fr, 0);
    press(&mut model, &["a"]);
    type_text(&mut model, "octet.test");
    press(&mut model, &["Enter"]);
    let candidate = |url: &str| Candidate {
        url: url.to_owned(),
        title: "Toute l’actualité du libre et des machines ".repeat(4),
        kind: Some(Kind::Rss),
    };
    let candidates = vec![
        candidate("https://octet.test/f"),
        candidate("https://octet.test/g"),
    ];
    let further = Box::default();
    told(
        &mut model,
        Report::Choose {
            candidates,
            further,
        },
    );
    let drawn = drawn(&model);
    assert!(
        drawn.contains("…  RSS  https://octet.test/f ")
            || drawn.contains("…  RSS  https://octet.test/f│"),
        "{drawn}"
    );
    assert!(drawn.contains("Toute l’actualité du libre"), "{drawn}");
}

#[test]
fn a_refresh_and_its_failure_are_both_told() {
    let mut model = reading((120, 40), Lang::Fr);
    told(&mut model, Report::RefreshStarted { feeds: 17 });
    let outcome = Outcome {
        feed: 1,
        url: "https://le-cable.test/".into(),
        title: "Le Câble".into(),
        status: Status::Failed,
        http: Some(503),
        new: 0,
        updated: 0,
        bytes: 0,
        millis: 12,
        next: Some(NOW + 1800),
        failure: Some(
            FetchError::Status {
                status: 503,
                retry: None,
            }
            .into(),
        ),
    };
    told(&mut model, Report::Visited(outcome));
    let last = drawn(&model).lines().last().unwrap().to_owned();
    assert!(
        last.contains("1/17") && last.contains("Le Câble") && last.contains("503"),
        "{last}"
    );
    told(&mut model, Report::RefreshEnded { new: 0, failed: 1 });
}

#[test]
fn empty_lists_say_what_to_do() {
    let mut model = screen((80, 24), Lang::Fr, 0);
    assert!(drawn(&model).contains("Tout est lu"), "{}", drawn(&model));
    press(&mut model, &["v"]);
    let generation = model.generation;
    told(
        &mut model,
        Report::List {
            generation,
            keys: Vec::new(),
            rows: Vec::new(),
        },
    );
    assert!(drawn(&model).contains("Aucun favori"), "{}", drawn(&model));
}

#[test]
fn every_size_is_drawn_without_a_panic() {
    for width in (1..=140).step_by(7).chain([20, 99, 100]) {
        for height in [1, 2, 5, 6, 7, 8, 24, 60] {
            for keys in [
                vec![],
                vec!["t"],
                vec!["Enter"],
                vec!["z"],
                vec!["?"],
                vec![":"],
                vec!["a"],
                vec!["/"],
            ] {
                let mut model = screen((width, height), Lang::Fr, 60);
                press(&mut model, &keys);
                let options = model.page_options();
                told(&mut model, page(&row(0), options, 30));
                drawn(&model);
            }
        }
    }
}

#[test]
fn hostile_text_reaches_no_cell() {
    let mut model = screen((120, 40), Lang::Fr, 0);
    let mut hostile = row(0);
    hostile.title = crate::text::sanitise::line("a\u{1b}[31mb\u{202e}c\u{7}\u{9b}d");
    hostile.feed_title = "\u{1b}]0;x\u{7}".to_owned();
    model.list = crate::tui::model::list::ArticleList::new(vec![hostile.key], vec![hostile], None);
    let seen = drawn(&model);
    assert!(
        !seen.chars().any(|c| c.is_control() && c != '\n'),
        "{seen:?}"
    );
}

#[test]
fn the_help_names_every_action() {
    let mut model = screen((200, 60), Lang::Fr, 10);
    press(&mut model, &["?"]);
    let lines = format!("{:?}", crate::tui::help::lines(&model));
    for action in Action::ALL {
        assert!(
            lines.contains(&format!("({})", action.name())),
            "{action:?}"
        );
    }
}
