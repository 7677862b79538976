//! The headline list: a title, then one row an article: state, date, source, title.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::pen::{Pen, after, row};
use crate::fetch::FetchError;
use crate::query::Sort;
use crate::store::Row;
use crate::text::messages::ui::{self, Label};
use crate::text::{Say, date};
use crate::tui::model::scope::{Base, Filter, Scope};
use crate::tui::model::{Focus, Model};

/// Columns of the sign before a headline, its space included.
const SIGN: u16 = 2;

/// Draws the list; returns where the real cursor goes.
pub(super) fn draw(pen: &mut Pen<'_>, place: Rect, model: &Model) -> Option<Position> {
    title(pen, row(place, 0)?, model);
    let rows = after_title(place);
    if model.list.is_empty() {
        if model.list.loaded {
            empty(pen, rows, model);
        }
        return row(rows, 0).map(Rect::as_position);
    }
    let range = model.list.range();
    let mut cursor = None;
    for line in 0..usize::from(rows.height) {
        let at = model.list.offset() + line;
        if at >= model.list.len() {
            break;
        }
        let Some(place) = row(rows, line) else { break };
        if let Some(article) = model.list.at(at) {
            headline(pen, place, model, article);
        } else {
            pen.text(after(place, SIGN), model.glyphs.ellipsis, model.theme.quiet);
        }
        if range.is_some_and(|(first, last)| (first..=last).contains(&at)) {
            pen.style(place, model.theme.accent);
        }
        if at == model.list.cursor() {
            let focused = model.focus == Focus::List;
            pen.style(
                place,
                if focused {
                    model.theme.selected
                } else {
                    model.theme.selected_elsewhere
                },
            );
            cursor = Some(place.as_position());
        }
    }
    cursor
}

fn after_title(place: Rect) -> Rect {
    Rect::new(
        place.x,
        place.y + 1,
        place.width,
        place.height.saturating_sub(1),
    )
}

fn title(pen: &mut Pen<'_>, place: Rect, model: &Model) {
    let name = name(model);
    let style = if model.focus == Focus::List {
        model.theme.accent
    } else {
        model.theme.quiet
    };
    let took = pen.cut(
        after(place, 1),
        &name,
        model.glyphs.ellipsis,
        style.add_modifier(Modifier::BOLD),
    );
    // Nothing is counted before it is known.
    let known = model.panel.ready;
    let mut parts: Vec<String> = known.then(|| count(model)).into_iter().collect();
    match model.scope.sort() {
        Sort::Newest => {}
        Sort::Oldest => parts.push(Label::SortOldest.text(model.lang).to_owned()),
        Sort::Feed => parts.push(Label::SortFeed.text(model.lang).to_owned()),
        Sort::Title => parts.push(Label::SortTitle.text(model.lang).to_owned()),
    }
    if model.list.mark.is_some() {
        parts.push(Label::Selecting.text(model.lang).to_owned());
    }
    let dot = model.glyphs.dot;
    let rest: String = parts.iter().map(|part| format!(" {dot} {part}")).collect();
    pen.cut(
        after(place, 1 + took),
        &rest,
        model.glyphs.ellipsis,
        model.theme.quiet,
    );
}

fn name(model: &Model) -> String {
    let Scope {
        base,
        filter,
        search,
        ..
    } = &model.scope;
    let lang = model.lang;
    if let Some(search) = search {
        let (open, close) = lang.pick(("«\u{a0}", "\u{a0}»"), ("“", "”"));
        return format!("{} {open}{}{close}", Label::Results.text(lang), search.text);
    }
    let name = match base {
        Base::River(_) => match filter {
            Filter::Unread => return Label::FrontPage.text(lang).to_owned(),
            Filter::Starred => return Label::Starred.text(lang).to_owned(),
            Filter::All => return Label::Everything.text(lang).to_owned(),
        },
        Base::Feed { id, title } => model
            .panel
            .feed(*id)
            .map_or_else(|| title.clone(), |feed| feed.title.clone()),
        Base::Folder(path) => path.clone(),
        Base::View { name, .. } => name.clone(),
        Base::Starred => return Label::Starred.text(lang).to_owned(),
    };
    match filter {
        Filter::Unread => name,
        Filter::Starred => format!("{name} {} {}", model.glyphs.dot, Label::Starred.text(lang)),
        Filter::All => format!(
            "{name} {} {}",
            model.glyphs.dot,
            Label::Everything.text(lang)
        ),
    }
}

/// How many: unread ones in the river and in a feed, else the lines of the list.
fn count(model: &Model) -> String {
    let lines = i64::try_from(model.list.len()).unwrap_or(i64::MAX);
    if model.scope.search.is_none() && model.scope.filter == Filter::Unread {
        let unread = match &model.scope.base {
            Base::River(view) if view == "is:unread" => Some(model.panel.counts.unread),
            Base::Feed { id, .. } => model.panel.feed(*id).map(|feed| feed.unread),
            _ => None,
        };
        if let Some(unread) = unread.filter(|_| model.panel.ready) {
            return ui::unread(unread, model.lang);
        }
        if matches!(model.scope.base, Base::River(_)) || !model.panel.ready {
            return ui::unread(lines, model.lang);
        }
    }
    ui::articles(lines, model.lang)
}

fn headline(pen: &mut Pen<'_>, place: Rect, model: &Model, article: &Row) {
    // A column of air before whatever stands on the right.
    let place = Rect {
        width: place.width.saturating_sub(1),
        ..place
    };
    let (theme, glyphs) = (&model.theme, &model.glyphs);
    let sign = if article.starred {
        glyphs.star
    } else if article.read {
        " "
    } else {
        glyphs.unread
    };
    let weight = if article.read {
        Style::new()
    } else {
        theme.unread
    };
    let mut x = 1;
    pen.text(after(place, x), sign, theme.accent);
    x += SIGN;
    let when = date::column(article.date, model.now, &model.zone, model.lang);
    pen.text(after(place, x), &when, theme.quiet);
    x += u16::try_from(date::COLUMN).unwrap_or(8) + 1;
    if !matches!(model.scope.base, Base::Feed { .. }) || model.scope.search.is_some() {
        let columns = source_columns(place.width);
        let source = Rect {
            width: columns.min(after(place, x).width),
            ..after(place, x)
        };
        pen.cut(source, &article.feed_title, glyphs.ellipsis, theme.quiet);
        x += columns + 2;
    }
    let title = if article.title.is_empty() {
        Label::Untitled.text(model.lang)
    } else {
        &article.title
    };
    pen.cut(after(place, x), title, glyphs.ellipsis, weight);
}

/// Columns of the source beside the title.
fn source_columns(list: u16) -> u16 {
    match list {
        0..40 => 6,
        40..60 => 9,
        60..90 => 12,
        _ => 16,
    }
}

/// An empty list says what to do.
fn empty(pen: &mut Pen<'_>, place: Rect, model: &Model) {
    let label = if model.scope.search.is_some() {
        Label::NothingFound
    } else if model.panel.ready && model.panel.counts.total == 0 {
        Label::NothingYet
    } else {
        match (model.scope.filter, &model.scope.base) {
            (Filter::Starred, _) | (_, Base::Starred) => Label::NothingStarred,
            (Filter::Unread, _) => Label::AllRead,
            (Filter::All, _) => Label::NothingFound,
        }
    };
    let columns = usize::from(place.width).saturating_sub(4).max(1);
    let sentence = failure(model).unwrap_or_else(|| label.text(model.lang).to_owned());
    for (index, line) in crate::tui::heading::wrap(&sentence, columns)
        .iter()
        .enumerate()
    {
        if let Some(line_place) = row(place, index + 1) {
            pen.text(after(line_place, 2), line, model.theme.quiet);
        }
    }
}

/// Why the feed that the list is about could not be visited, where that is so.
fn failure(model: &Model) -> Option<String> {
    let Base::Feed { id, .. } = &model.scope.base else {
        return None;
    };
    let feed = model.panel.feed(*id)?;
    let error: FetchError = serde_json::from_str(feed.error.as_deref()?).ok()?;
    let title = feed.title.clone();
    let reason = error.reason(model.lang);
    let next = feed
        .next
        .filter(|_| !feed.gone)
        .map(|next| ui::next_try(next, model.now, &model.zone, model.lang));
    Some(
        ui::Notice::Failed {
            title,
            reason,
            next,
        }
        .say(model.lang),
    )
}
