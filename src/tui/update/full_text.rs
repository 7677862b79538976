//! The text of an article's page, as the engine tells of it: shown where somebody waits for it or nothing was read yet.

use crate::engine::full_text::Came;
use crate::engine::{Command, Page, Trouble};
use crate::text::Say;
use crate::text::messages::fetch::asks_to_wait;
use crate::text::messages::ui::{self, Notice};
use crate::tui::message::Effect;
use crate::tui::model::Model;

/// The text came, or did not. Told where `F` asked for it. One that came by itself does not take the text away from
/// under the eye that has begun to read.
pub(super) fn take(model: &mut Model, id: i64, came: Result<Came, Trouble>) -> Vec<Effect> {
    let title = model.reading.awaited.remove(&id);
    let awaited = title.is_some();
    let tell = |model: &mut Model, notice| {
        let elsewhere = title.filter(|_| model.reading.id != Some(id));
        model.status.tell(match elsewhere {
            Some(title) => Notice::OfAnother {
                title,
                notice: Box::new(notice),
            },
            None => notice,
        });
    };
    match came {
        Ok(Came { words, walled }) => {
            let begun = model.reading.id == Some(id) && model.reading.scroll > 0;
            if awaited || !begun {
                model.reading.full_text_came(id);
            }
            if awaited {
                tell(model, Notice::TextCame { words, walled });
            }
        }
        Err(trouble) if awaited => {
            let mut sentence = trouble.say(model.lang);
            if let Trouble::Page(why) = &trouble
                && let Some(until) = why.rest_until()
            {
                let when = ui::next_try(until, model.now, &model.zone, model.lang);
                sentence = format!("{sentence} {}", asks_to_wait(&when, model.lang));
            }
            tell(model, Notice::NoText(sentence));
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
