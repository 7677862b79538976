//! `!`: why an article has its place, and all about its feed.

use super::{LONG, Part, Parts, cut, feed, sentence, when};
use crate::store::Row;
use crate::text::Say;
use crate::text::messages::sheet::{Label, Line};
use crate::text::messages::ui;
use crate::tui::model::Model;

/// About an article, where there is one, and a feed.
pub(super) fn parts(model: &Model, row: Option<&Row>, id: i64) -> Parts {
    let mut parts = Parts::default();
    if let Some(row) = row {
        match row.title.is_empty() {
            true => parts.heading(ui::Label::Untitled.text(model.lang)),
            false => parts.heading(&row.title),
        }
        article(model, row, &mut parts);
        parts.push(Part::Blank);
    }
    match model.panel.feed(id) {
        Some(known) => {
            parts.heading(&known.title);
            feed::facts(model, known, &mut parts);
        }
        None => {
            if let Some(row) = row {
                parts.push(Part::Heading(cut(&row.feed_title, LONG)));
            }
            parts.push(sentence(model, &Line::NoSuchFeed));
        }
    }
    parts
}

fn article(model: &Model, row: &Row, parts: &mut Parts) {
    let kept = when(model, row.date);
    let (sent, kept) = match row.published {
        None => (None, Line::ByComing { when: kept }),
        Some(sent) if sent > row.date => (Some(sent), Line::NotLaterThanComing { when: kept }),
        Some(sent) => (Some(sent), Line::ByItsDate { when: kept }),
    };
    let sent = match sent {
        Some(sent) => when(model, sent),
        None => Line::NoDate.say(model.lang),
    };
    parts.push(Part::Fact(Label::Sent.say(model.lang), sent));
    parts.fact(model, Label::Kept, &kept);
    let changed = match row.edited {
        true => Line::Changed {
            when: row.updated.map(|updated| when(model, updated)),
        },
        false => Line::AsItCame,
    };
    parts.fact(model, Label::Changed, &changed);
    let page = model.reading.page();
    let page = page.filter(|page| page.article.row.id == row.id);
    let kept = page.map_or(row.full_text, |page| page.article.full.is_some());
    let text = match (kept, page.is_some_and(|page| !page.is_full())) {
        (false, _) => Line::FeedText,
        (true, true) => Line::FeedTextChosen,
        (true, false) => Line::PageText,
    };
    parts.fact(model, Label::Text, &text);
}
