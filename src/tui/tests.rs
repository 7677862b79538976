//! What the tests of the screen share: a small river of invented articles and a way to press keys.

use std::sync::Arc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::message::{Effect, Message};
use super::model::Model;
use super::model::list::ArticleList;
use super::theme::{Glyphs, Theme};
use super::{update, view};
use crate::article::{self, Document, Layout, Line, Options, Role, Span};
use crate::config::{Config, Key};
use crate::engine::{Command, Page, Report};
use crate::store::{Article, Counts, Feed, Row};
use crate::text::Lang;

/// 2026-11-24T14:30:00Z, a Tuesday.
pub(super) const NOW: i64 = 1_795_530_600;

const FEEDS: [&str; 4] = ["Le Câble", "Noyau", "Vigie", "Octet Libre"];
const TITLES: [&str; 6] = [
    "Le nuage souverain cherche encore son ciel",
    "Noyau 6.20 : l’ordonnanceur fait peau neuve",
    "Multiples vulnérabilités dans un routeur domestique",
    "Un centre de calcul rouvre à Brest après l’incendie",
    "Faut-il encore apprendre l’assembleur ?",
    "« Œuvre ouverte » : la licence qui divise",
];

/// A row of the river; the first is the newest, one every 40 minutes.
pub(super) fn row(index: usize) -> Row {
    let age = i64::try_from(index).unwrap() * 2400;
    let feed = index % FEEDS.len();
    Row {
        key: (NOW - age) << 20,
        id: 1000 - i64::try_from(index).unwrap(),
        feed: i64::try_from(feed).unwrap() + 1,
        feed_title: FEEDS[feed].to_owned(),
        feed_url: format!("https://{feed}.test/"),
        title: TITLES[index % TITLES.len()].to_owned(),
        link: Some(format!("https://{feed}.test/{index}")),
        published: Some(NOW - age),
        date: NOW - age,
        authors: vec!["A. Le Gall".to_owned()],
        words: 620,
        ..Row::default()
    }
}

/// Rows of the river.
pub(super) fn rows(count: usize) -> Vec<Row> {
    (0..count).map(row).collect()
}

/// The feeds of the river.
pub(super) fn feeds() -> Vec<Feed> {
    let tags: [&[&str]; 4] = [&[], &["Logiciel libre"], &["Sécurité"], &["Logiciel libre"]];
    FEEDS
        .iter()
        .zip(tags)
        .enumerate()
        .map(|(index, (title, tags))| Feed {
            id: i64::try_from(index).unwrap() + 1,
            title: (*title).to_owned(),
            url: format!("https://{index}.test/"),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            unread: i64::try_from(index).unwrap() * 5,
            total: 40,
            code: (index == 2).then(|| "timeout".to_owned()),
            ..Feed::default()
        })
        .collect()
}

/// A screen of this size with so many articles, as it is after its start.
pub(super) fn screen(size: (u16, u16), lang: Lang, count: usize) -> Model {
    let config = Config::default();
    let theme = Theme::new(&config.theme, true);
    let mut model = Model::new(config, lang, TimeZone::UTC, theme, Glyphs::UNICODE);
    model.now = NOW;
    update(&mut model, Message::Terminal(Event::Resize(size.0, size.1)));
    let rows = rows(count);
    model.list = ArticleList::new(rows.iter().map(|row| row.key).collect(), rows, None);
    let counts = Counts {
        unread: 30,
        starred: 7,
        total: 160,
    };
    told(
        &mut model,
        Report::Panel {
            feeds: feeds(),
            counts,
        },
    );
    model
}

/// Presses keys by their names; returns what is to be done.
pub(super) fn press(model: &mut Model, keys: &[&str]) -> Vec<Effect> {
    keys.iter()
        .flat_map(|name| {
            let Key { code, modifiers } = Key::parse(name).unwrap();
            update(
                model,
                Message::Terminal(Event::Key(KeyEvent::new(code, modifiers))),
            )
        })
        .collect()
}

/// Types text into whatever lies on top.
pub(super) fn type_text(model: &mut Model, text: &str) -> Vec<Effect> {
    text.chars()
        .flat_map(|character| {
            let event = KeyEvent::new(KeyCode::Char(character), KeyModifiers::NONE);
            update(model, Message::Terminal(Event::Key(event)))
        })
        .collect()
}

/// The engine tells something.
pub(super) fn told(model: &mut Model, report: Report) -> Vec<Effect> {
    update(model, Message::Engine(report))
}

/// The commands among effects.
pub(super) fn commands(effects: &[Effect]) -> Vec<&Command> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Engine(command) => Some(command),
            _ => None,
        })
        .collect()
}

/// A page for a row with so many lines of text.
pub(super) fn page(row: &Row, options: Options, lines: usize) -> Report {
    let text = |number: usize| {
        format!("Ligne {number} : trois mois après le sinistre, les baies reprennent.")
    };
    let lines = (0..lines)
        .map(|number| Line {
            spans: vec![Span {
                text: text(number),
                role: Role::Text,
                ..Span::default()
            }],
            block: number / 3,
        })
        .collect();
    Report::Page(Arc::new(Page {
        article: Article {
            row: row.clone(),
            words: row.words,
            ..Article::default()
        },
        document: Arc::new(Document::default()),
        layout: Arc::new(Layout {
            width: options.width,
            lines,
            ..Layout::default()
        }),
        options,
        feed_text: false,
        rooms: Arc::default(),
    }))
}

/// A page for a row, laid out from HTML.
pub(super) fn page_of(row: &Row, options: Options, html: &str) -> Report {
    let document = article::read(html, Some("https://cable.test/une/"), Some("fr"));
    let layout = article::lay_out(&document, options);
    Report::Page(Arc::new(Page {
        article: Article {
            row: row.clone(),
            words: row.words,
            ..Article::default()
        },
        document: Arc::new(document),
        layout: Arc::new(layout),
        options,
        feed_text: false,
        rooms: Arc::default(),
    }))
}

/// What a person sees, as text.
pub(super) fn drawn(model: &Model) -> String {
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
    terminal.draw(|frame| view::draw(frame, model)).unwrap();
    let buffer = terminal.backend().buffer();
    let lines = (0..buffer.area.height).map(|y| {
        let cells = (0..buffer.area.width).map(|x| buffer.cell((x, y)).unwrap().symbol());
        cells.collect::<String>().trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
