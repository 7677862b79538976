//! What the pictures of the article need: their sizes once it is shown, then those near the eye made ready.

use std::sync::Arc;

use crate::article::Rooms;
use crate::engine::Command;
use crate::tui::heading;
use crate::tui::message::Effect;
use crate::tui::model::pictures::{of_room, pane};
use crate::tui::model::{Model, pictures::Pictures};

/// What follows for the pictures from whatever happened.
pub(super) fn follow(model: &mut Model) -> Vec<Effect> {
    let shown = model.geometry().article.is_some();
    let page = model.reading.page().filter(|_| shown).cloned();
    let mut effects = Vec::new();
    if let Some(urls) = model.pictures.turn(page.as_deref()) {
        effects.push(Effect::Engine(Command::Measure { urls }));
    }
    let Some((page, canvas)) = page.zip(model.pictures.canvas()) else {
        return effects;
    };
    let (heading, _) = heading::extent(model);
    let height = usize::from(pane(model));
    let scroll = model.reading.scroll;
    // Half a screen before and behind what is seen.
    let (from, to) = (
        scroll.saturating_sub(height / 2),
        scroll + height + height / 2,
    );
    let near = page
        .layout
        .pictures
        .iter()
        .filter(|room| heading + room.lines().end > from && heading + room.line < to)
        .filter_map(|room| of_room(&page, room))
        .map(|(url, cells)| (url.to_owned(), cells))
        .collect();
    if let Some(pictures) = model.pictures.keep(near) {
        effects.push(Effect::Engine(Command::Draw { canvas, pictures }));
    }
    effects
}

/// What is known of the pictures of an article that is to be laid out; nothing of a neighbour's.
pub(super) fn rooms(model: &Model, id: i64) -> Arc<Rooms> {
    let page = model
        .reading
        .page()
        .filter(|_| model.reading.id == Some(id));
    let known = |pictures: &Pictures| Some(pictures.rooms(&page?.document, pane(model)));
    known(&model.pictures).map_or_else(Arc::default, Arc::new)
}

#[cfg(feature = "images")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Options;
    use crate::article::picture::{Canvas, Cells, Means, Pixels, draw};
    use crate::engine::{PageRequest, Report, open_page};
    use crate::store::Article;
    use crate::text::Lang;
    use crate::tui::message::Message;
    use crate::tui::pictures::seen;
    use crate::tui::tests::*;
    use crate::tui::update::update;

    const CANVAS: Canvas = Canvas {
        means: Means::Blocks,
        cell: (8, 16),
    };
    const BRIDGE: &str = "https://0.test/pont.png";
    const QUAY: &str = "https://0.test/quai.png";

    fn html() -> String {
        let texts = |name: &str| -> String { (0..30).map(|n| format!("<p>{name} {n}")).collect() };
        format!(
            "{}<figure><img src=/pont.png alt='Un pont'></figure>{}<figure><img src=/quai.png alt='Un quai'></figure>{}",
            texts("Un"),
            texts("Deux"),
            texts("Trois")
        )
    }

    fn page(index: usize, html: &str, options: Options, rooms: Arc<Rooms>) -> Message {
        let row = row(index);
        let request = PageRequest {
            id: row.id,
            options,
            feed_text: false,
            rooms,
        };
        let article = Article {
            row,
            html: html.to_owned(),
            ..Article::default()
        };
        Message::Engine(Report::Page(Arc::new(open_page(article, &request))))
    }

    /// A screen on whose article pictures can be drawn, and what it asked for.
    fn shown() -> (Model, Vec<Effect>) {
        let mut model = screen((120, 40), Lang::Fr, 10);
        model.pictures.set_canvas(Some(CANVAS));
        let options = model.page_options();
        let effects = update(&mut model, page(0, &html(), options, Arc::default()));
        (model, effects)
    }

    fn measured(effects: &[Effect]) -> Option<Vec<String>> {
        let mut found = commands(effects)
            .into_iter()
            .filter_map(|command| match command {
                Command::Measure { urls } => Some(urls.clone()),
                _ => None,
            });
        found.next_back()
    }

    fn drawn(effects: &[Effect]) -> Option<Vec<(String, Cells)>> {
        let mut found = commands(effects)
            .into_iter()
            .filter_map(|command| match command {
                Command::Draw { pictures, .. } => Some(pictures.clone()),
                _ => None,
            });
        found.next_back()
    }

    /// Lays out anew what was asked for, as the engine does.
    fn answer(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
        let rooms = commands(effects)
            .into_iter()
            .find_map(|command| match command {
                Command::Page(request) if request.id == row(0).id => {
                    Some(Arc::clone(&request.rooms))
                }
                _ => None,
            });
        let options = model.page_options();
        let rooms = rooms.expect("a page is asked for");
        update(model, page(0, &html(), options, rooms))
    }

    fn size(url: &str, width: u32, height: u32) -> Message {
        Message::Engine(Report::PictureSize {
            url: url.to_owned(),
            size: Some(Pixels { width, height }),
        })
    }

    fn picture(url: &str, cells: Cells) -> Message {
        picture_on(CANVAS, url, cells)
    }

    fn picture_on(canvas: Canvas, url: &str, cells: Cells) -> Message {
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(64, 64)
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let drawn = draw(&png.into_inner(), canvas, cells, 1).unwrap();
        Message::Engine(Report::Picture {
            url: url.to_owned(),
            canvas,
            cells,
            drawn: Some(Arc::new(drawn)),
        })
    }

    #[test]
    fn sizes_are_asked_for_once_and_given_up_with_the_article() {
        let (mut model, effects) = shown();
        assert_eq!(measured(&effects), Some(vec![BRIDGE.into(), QUAY.into()]));
        assert_eq!(measured(&press(&mut model, &["Tab", "j", "j"])), None);
        let effects = press(&mut model, &["Esc", "j"]);
        assert_eq!(measured(&effects), Some(vec![]));
    }

    #[test]
    fn without_a_canvas_nothing_is_asked_for() {
        let mut model = screen((120, 40), Lang::Fr, 10);
        let options = model.page_options();
        let effects = update(&mut model, page(0, &html(), options, Arc::default()));
        assert_eq!((measured(&effects), drawn(&effects)), (None, None));
    }

    #[test]
    fn an_article_that_is_not_on_the_screen_asks_for_nothing() {
        let mut model = screen((80, 40), Lang::Fr, 10);
        model.pictures.set_canvas(Some(CANVAS));
        let options = model.page_options();
        let effects = update(&mut model, page(0, &html(), options, Arc::default()));
        assert_eq!(measured(&effects), None);
        let effects = press(&mut model, &["Enter"]);
        assert_eq!(measured(&effects).map(|urls| urls.len()), Some(2));
    }

    #[test]
    fn the_text_under_the_eye_stays_where_it_is_when_pictures_come() {
        let (mut model, _) = shown();
        press(&mut model, &["Enter", "PgDn", "PgDn", "j"]);
        let top = |model: &Model| {
            let (heading, _) = heading::extent(model);
            let page = model.reading.page().unwrap();
            page.layout.lines[model.reading.scroll - heading].text()
        };
        let before = (top(&model), model.reading.scroll);
        let effects = update(&mut model, size(BRIDGE, 400, 200));
        let effects = answer(&mut model, &effects);
        assert!(drawn(&effects).is_some() || model.reading.scroll > before.1);
        assert_eq!(top(&model), before.0);
        assert!(model.reading.scroll > before.1, "rows were kept above it");
        // A second one below moves nothing.
        let scroll = model.reading.scroll;
        let effects = update(&mut model, size(QUAY, 400, 200));
        answer(&mut model, &effects);
        assert_eq!(model.reading.scroll, scroll);
    }

    #[test]
    fn a_picture_that_is_read_over_stays_where_it_is() {
        let (mut model, _) = shown();
        let effects = update(&mut model, size(BRIDGE, 400, 400));
        answer(&mut model, &effects);
        let room = model.reading.page().unwrap().layout.pictures[0];
        let (heading, _) = heading::extent(&model);
        crate::tui::update::moving::scroll_to(&mut model, heading + room.line + 7);
        let scroll = model.reading.scroll;
        let effects = update(&mut model, size(QUAY, 400, 200));
        answer(&mut model, &effects);
        assert_eq!(model.reading.scroll, scroll);
    }

    #[test]
    fn pictures_are_made_ready_near_the_eye_alone() {
        let (mut model, _) = shown();
        let effects = update(&mut model, size(BRIDGE, 400, 200));
        assert_eq!(
            drawn(&answer(&mut model, &effects)),
            None,
            "it is far below"
        );
        let effects = press(&mut model, &["Enter", "PgDn"]);
        let asked = drawn(&effects).unwrap();
        let cells = Cells {
            columns: 50,
            rows: 13,
        };
        assert_eq!(asked, [(BRIDGE.to_owned(), cells)]);
        assert_eq!(drawn(&press(&mut model, &["j"])), None, "once is enough");
        assert_eq!(seen(&model).len(), 0);
        update(&mut model, picture(BRIDGE, cells));
        let seen_now = seen(&model);
        assert_eq!(seen_now.len(), 1);
        assert_eq!(seen_now[0].place.width, 50);
        // Far away it is let go, and asked for anew on the way back.
        press(&mut model, &["G"]);
        press(&mut model, &["g"]);
        assert_eq!(drawn(&press(&mut model, &["PgDn"])), Some(asked));
    }

    #[test]
    fn pictures_that_travel_in_their_cells_wait_until_the_text_rests() {
        for (means, waits) in [
            (Means::Iterm, true),
            (Means::Sixel, true),
            (Means::Kitty, false),
            (Means::Blocks, false),
        ] {
            let canvas = Canvas { means, ..CANVAS };
            let (mut model, _) = shown();
            model.pictures.set_canvas(Some(canvas));
            let effects = update(&mut model, size(BRIDGE, 400, 200));
            answer(&mut model, &effects);
            let room = model.reading.page().unwrap().layout.pictures[0];
            let cells = Cells {
                columns: room.columns,
                rows: room.rows,
            };
            press(&mut model, &["Enter", "PgDn"]);
            assert!(!model.pictures.are_held(), "nothing is there to wait");
            update(&mut model, picture_on(canvas, BRIDGE, cells));
            assert_eq!(seen(&model).len(), 1, "{means:?}");
            for _ in 0..3 {
                press(&mut model, &["j"]);
                assert_eq!(model.pictures.are_held(), waits, "{means:?}");
                assert_eq!(seen(&model).is_empty(), waits, "{means:?}");
            }
            update(&mut model, Message::Rested);
            assert_eq!(seen(&model).len(), 1);
            assert!(!model.pictures.are_held());
            // A key that moves nothing hides nothing.
            press(&mut model, &["?", "Esc"]);
            assert!(!model.pictures.are_held());
        }
    }

    #[test]
    fn what_comes_late_for_another_article_is_dropped() {
        let (mut model, _) = shown();
        press(&mut model, &["j"]);
        let options = model.page_options();
        update(
            &mut model,
            page(
                1,
                "<p>Texte<figure><img src=/autre.png alt=a></figure>",
                options,
                Arc::default(),
            ),
        );
        let effects = update(&mut model, size(BRIDGE, 400, 200));
        assert!(commands(&effects).is_empty(), "{effects:?}");
        let cells = Cells {
            columns: 50,
            rows: 13,
        };
        update(&mut model, picture(BRIDGE, cells));
        assert!(model.pictures.ready(BRIDGE, cells).is_none());
    }

    #[test]
    fn a_picture_that_cannot_be_read_gives_its_room_back() {
        let (mut model, _) = shown();
        let effects = update(&mut model, size(BRIDGE, 400, 200));
        answer(&mut model, &effects);
        let broken = Message::Engine(Report::Picture {
            url: BRIDGE.to_owned(),
            canvas: CANVAS,
            cells: Cells {
                columns: 50,
                rows: 13,
            },
            drawn: None,
        });
        let effects = update(&mut model, broken);
        answer(&mut model, &effects);
        assert_eq!(model.reading.page().unwrap().layout.pictures, []);
    }
}
