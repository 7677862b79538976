//! The text of an article's page, as the engine tells of it: shown where somebody waits for it or nothing was read yet.

use crate::engine::full_text::Came;
use crate::engine::{Command, Page, Trouble};
use crate::text::Say;
use crate::text::messages::ui::Notice;
use crate::tui::message::Effect;
use crate::tui::model::Model;

/// The text came, or did not. Told where `F` asked for it. One that came by itself does not take the text away from
/// under the eye that has begun to read.
pub(super) fn take(model: &mut Model, id: i64, came: Result<Came, Trouble>) -> Vec<Effect> {
    let awaited = model.reading.awaited == Some(id);
    if awaited {
        model.reading.awaited = None;
    }
    match came {
        Ok(Came { words, walled }) => {
            let begun = model.reading.id == Some(id) && model.reading.scroll > 0;
            if awaited || !begun {
                model.reading.full_text_came(id);
            }
            if awaited {
                model.status.tell(Notice::TextCame { words, walled });
            }
        }
        Err(trouble) if awaited => {
            let sentence = trouble.say(model.lang);
            model.status.tell(Notice::NoText(sentence));
        }
        Err(_) => {}
    }
    Vec::new()
}

/// An article came under the eye whose feed wants full texts, and has none yet: the engine asks for it where it is due.
pub(super) fn ahead(model: &Model, page: &Page) -> Vec<Effect> {
    let row = &page.article.row;
    let lacks = page.article.full.is_none() && row.link.is_some();
    if !lacks || model.reading.id != Some(row.id) {
        return Vec::new();
    }
    let feed = (model.config.feeds.iter()).find(|feed| feed.url == row.feed_url);
    match feed.is_some_and(|feed| feed.full_text) {
        true => vec![Effect::Engine(Command::FullText {
            id: row.id,
            ahead: true,
        })],
        false => Vec::new(),
    }
}
