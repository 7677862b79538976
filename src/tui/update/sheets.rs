//! Sheets: opening them, their keys, and what they ask the engine for.

use crossterm::event::KeyCode;

use super::feeds;
use crate::config::{Action, Key};
use crate::engine::{Command, Report};
use crate::store::Gesture;
use crate::text::messages::ui::Notice;
use crate::tui::message::Effect;
use crate::tui::model::overlay::Overlay;
use crate::tui::model::sheet::{About, History, Sheet};
use crate::tui::model::{Focus, Model};
use crate::tui::sheets;

/// Gestures asked for at once.
const PAGE: usize = 200;

/// The most gestures read anew when something was done; older ones come again by scrolling.
const MOST_ANEW: usize = 2_000;

/// `!`: the article under the cursor and its feed; in the panel, the feed there.
pub(super) fn why(model: &mut Model) -> Vec<Effect> {
    let Some(feed) = model.feed_under_cursor() else {
        model.status.tell(Notice::NoFeed);
        return Vec::new();
    };
    let row = model.list.row().filter(|_| model.focus != Focus::Panel);
    let row = row.cloned().map(Box::new);
    open(model, About::Why { row, feed })
}

/// The feeds that are not well.
pub(super) fn failures(model: &mut Model) -> Vec<Effect> {
    open(model, About::Failures { feeds: Vec::new() })
}

/// What was done. Its gestures are asked for when it is laid.
pub(super) fn history(model: &mut Model) -> Vec<Effect> {
    open(model, About::History(History::default()))
}

fn open(model: &mut Model, about: About) -> Vec<Effect> {
    model.overlays.push(Overlay::Sheet(Sheet::new(about)));
    Vec::new()
}

/// A key goes to the sheet on top.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(Overlay::Sheet(sheet)) = model.overlays.last() else {
        return Vec::new();
    };
    let action = model.config.keys.actions(key).and_then(<[_]>::first);
    let closes = matches!(key.code, KeyCode::Esc | KeyCode::Char('q'))
        || matches!(action, Some(Action::Back | Action::Quit))
        || action == Some(&sheet.action());
    if closes {
        model.overlays.pop();
        return Vec::new();
    }
    let (Some(action), feed) = (action.copied(), sheet.feed()) else {
        return Vec::new();
    };
    let page = sheets::shown(model.size, sheet.rows.len()).max(1);
    let page = isize::try_from(page).unwrap_or(isize::MAX);
    match action {
        Action::Down => go(model, 1),
        Action::Up => go(model, -1),
        Action::HalfPageDown => go(model, (page / 2).max(1)),
        Action::HalfPageUp => go(model, -(page / 2).max(1)),
        Action::PageDown | Action::PageArticle => go(model, page),
        Action::PageUp => go(model, -page),
        Action::Top => go(model, isize::MIN),
        Action::Bottom => go(model, isize::MAX),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        _ => return act(model, action, feed),
    }
    Vec::new()
}

/// What is done to the feed of a sheet, or to the last gesture.
fn act(model: &mut Model, action: Action, feed: Option<i64>) -> Vec<Effect> {
    let about = match model.overlays.last() {
        Some(Overlay::Sheet(sheet)) => &sheet.about,
        _ => return Vec::new(),
    };
    match (action, about, feed) {
        (Action::Undo, About::History(_), _) => vec![Effect::Engine(Command::Undo)],
        (Action::Open | Action::Why, About::Failures { .. }, Some(feed)) => {
            open(model, About::Why { row: None, feed })
        }
        (Action::Refresh, _, Some(feed)) => feeds::visit(feed),
        _ => Vec::new(),
    }
}

/// The wheel over the sheet on top.
pub(super) fn wheel(model: &mut Model, by: isize) {
    let entries = match model.overlays.last() {
        Some(Overlay::Sheet(sheet)) => sheet.has_entries(),
        _ => false,
    };
    go(model, if entries { by.signum() } else { by });
}

/// Moves by entries where there are some (a page is a screen of lines), else by lines.
fn go(model: &mut Model, by: isize) {
    let size = model.size;
    let Some(Overlay::Sheet(sheet)) = model.overlays.last_mut() else {
        return;
    };
    if !sheet.has_entries() {
        sheet.scroll = sheet.scroll.saturating_add_signed(by);
        clamp(sheet, size);
        return;
    }
    let last = sheet.rows.iter().filter_map(|row| row.entry).max();
    let to = match by {
        -1..=1 => sheet.cursor.saturating_add_signed(by),
        // A page of lines from the entry's first; at least the next one.
        _ => {
            let place = first_row(sheet, sheet.cursor).saturating_add_signed(by);
            let row = sheet.rows.iter().take(place.saturating_add(1));
            let reached = row.filter_map(|row| row.entry).next_back().unwrap_or(0);
            match by > 0 {
                true => reached.max(sheet.cursor.saturating_add(1)),
                false => reached.min(sheet.cursor.saturating_sub(1)),
            }
        }
    };
    sheet.cursor = to.min(last.unwrap_or(0));
    show_entry(sheet, size);
}

fn first_row(sheet: &Sheet, entry: usize) -> usize {
    let found = sheet.rows.iter().position(|row| row.entry == Some(entry));
    found.unwrap_or(0)
}

/// Scrolls so far that the entry under the cursor is seen, its first line in any case.
fn show_entry(sheet: &mut Sheet, size: (u16, u16)) {
    let shown = sheets::shown(size, sheet.rows.len()).max(1);
    let first = first_row(sheet, sheet.cursor);
    let entry = Some(sheet.cursor);
    let last = sheet.rows.iter().rposition(|row| row.entry == entry);
    let last = last.unwrap_or(first);
    sheet.scroll = sheet
        .scroll
        .max((last + 1).saturating_sub(shown))
        .min(first);
    clamp(sheet, size);
}

fn clamp(sheet: &mut Sheet, size: (u16, u16)) {
    let rows = sheet.rows.len();
    let last = rows.saturating_sub(sheets::shown(size, rows));
    sheet.scroll = sheet.scroll.min(last);
}

/// True for what the lines of a sheet are made of.
pub(super) fn is_told(report: &Report) -> bool {
    matches!(
        report,
        Report::Panel { .. } | Report::Page(_) | Report::ConfigChanged(_) | Report::History { .. }
    )
}

/// Sheets are laid anew when they are on top.
pub(super) fn outdate(model: &mut Model) {
    for overlay in &mut model.overlays {
        if let Overlay::Sheet(sheet) = overlay {
            sheet.laid = None;
        }
    }
}

/// Gestures came.
pub(super) fn take(model: &mut Model, limit: usize, before: Option<i64>, new: &[Gesture]) {
    for history in histories(model) {
        history.awaited = false;
        // An answer to an older question: its end is not where this list ends any more.
        if before.is_some() && before != history.gestures.last().map(|last| last.id) {
            continue;
        }
        if before.is_none() {
            history.gestures.clear();
        }
        history.more = new.len() >= limit;
        history.gestures.extend(new.iter().cloned());
        history.loaded = true;
    }
}

/// Something was done, here or elsewhere: a history that is open is read anew, as far as it was.
pub(super) fn reread(model: &mut Model) -> Vec<Effect> {
    let Some(history) = histories(model).last() else {
        return Vec::new();
    };
    let limit = history.gestures.len().clamp(PAGE, MOST_ANEW);
    history.awaited = true;
    let before = None;
    vec![Effect::Engine(Command::History { limit, before })]
}

fn histories(model: &mut Model) -> impl Iterator<Item = &mut History> {
    model
        .overlays
        .iter_mut()
        .filter_map(|overlay| match overlay {
            Overlay::Sheet(Sheet {
                about: About::History(history),
                ..
            }) => Some(history),
            _ => None,
        })
}

/// What follows from whatever happened: the sheet on top is laid for the present width and minute, and older gestures
/// are asked for before their end is reached.
pub(super) fn follow(model: &mut Model) -> Vec<Effect> {
    // Taken off while its lines are made of the model that it lies on.
    let on_top = model
        .overlays
        .pop_if(|overlay| matches!(overlay, Overlay::Sheet(_)));
    let Some(Overlay::Sheet(mut sheet)) = on_top else {
        return Vec::new();
    };
    let wanted = Some((model.size.0, model.now.div_euclid(60)));
    if sheet.laid != wanted {
        keep_entry(model, &mut sheet);
        sheet.rows = sheets::lay(model, &sheet);
        sheet.laid = wanted;
    }
    match sheet.has_entries() {
        true => show_entry(&mut sheet, model.size),
        false => clamp(&mut sheet, model.size),
    }
    let shown = sheets::shown(model.size, sheet.rows.len());
    let near_end = sheet.scroll + 3 * shown >= sheet.rows.len();
    let mut effects = Vec::new();
    if let About::History(history) = &mut sheet.about
        && !history.awaited
        && (!history.loaded || (history.more && near_end))
    {
        history.awaited = true;
        effects.push(Effect::Engine(Command::History {
            limit: PAGE,
            before: history.gestures.last().map(|last| last.id),
        }));
    }
    model.overlays.push(Overlay::Sheet(sheet));
    effects
}

/// The entries as they are now; the cursor stays on its feed.
fn keep_entry(model: &Model, sheet: &mut Sheet) {
    let at = sheet.feed();
    if let About::Failures { feeds } = &mut sheet.about {
        *feeds = sheets::unwell(model);
        let found = at.and_then(|at| feeds.iter().position(|feed| *feed == at));
        let last = feeds.len().saturating_sub(1);
        sheet.cursor = found.unwrap_or(sheet.cursor).min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Key;
    use crate::engine::refresh::Which;
    use crate::store::{Counts, Feed, GestureKind, Mark};
    use crate::text::Lang;
    use crate::tui::tests::*;
    use crate::tui::update::actions;

    fn sheet(model: &Model) -> &Sheet {
        match model.overlays.last() {
            Some(Overlay::Sheet(sheet)) => sheet,
            other => panic!("{other:?}"),
        }
    }

    fn run(model: &mut Model, action: Action) -> Vec<Effect> {
        let mut effects = actions::run(model, action);
        effects.extend(follow(model));
        effects
    }

    fn asked(effects: &[Effect]) -> Vec<(usize, Option<i64>)> {
        let asked = commands(effects)
            .into_iter()
            .filter_map(|command| match command {
                Command::History { limit, before } => Some((*limit, *before)),
                _ => None,
            });
        asked.collect()
    }

    fn panel(model: &mut Model, feeds: Vec<Feed>) {
        let counts = Counts::default();
        told(model, Report::Panel { feeds, counts });
    }

    fn broken(count: i64) -> Vec<Feed> {
        let feed = |id| Feed {
            id,
            title: format!("Flux {id:03}"),
            code: (id % 2 == 1).then(|| "dns".to_owned()),
            failing_since: (id % 2 == 1).then_some(NOW - 7200),
            next: Some(NOW + 3600),
            ..Feed::default()
        };
        (1..=count).map(feed).collect()
    }

    fn gestures(from: i64, count: i64) -> Vec<Gesture> {
        let gesture = |id| Gesture {
            id,
            at: NOW - (from - id) * 600,
            kind: GestureKind::Mark(Mark::Read),
            count: 3,
            undone: false,
        };
        (from - count + 1..=from).rev().map(gesture).collect()
    }

    #[test]
    fn a_sheet_opens_scrolls_and_closes_by_many_keys() {
        for closing in ["Esc", "q", "h", "!", "←"] {
            let mut model = screen((80, 12), Lang::Fr, 10);
            press(&mut model, &["!"]);
            let last = sheet(&model).rows.len() - sheets::shown((80, 12), 99);
            press(&mut model, &["j", "Down", "k"]);
            assert_eq!(sheet(&model).scroll, 1);
            press(&mut model, &["G"]);
            assert_eq!(sheet(&model).scroll, last);
            press(&mut model, &["PgDn", "j"]);
            assert_eq!(sheet(&model).scroll, last);
            press(&mut model, &["g"]);
            assert_eq!(sheet(&model).scroll, 0);
            press(&mut model, &["PgDn", "PgUp", "k"]);
            assert_eq!(sheet(&model).scroll, 0);
            wheel(&mut model, 3);
            assert_eq!(sheet(&model).scroll, 3.min(last));
            let effects = press(&mut model, &[closing]);
            assert!(model.overlays.is_empty(), "{closing}");
            assert!(
                !effects
                    .iter()
                    .any(|effect| matches!(effect, Effect::Quit(_)))
            );
            assert_eq!(model.list.cursor(), 0, "the list was left alone");
        }
    }

    #[test]
    fn why_is_about_what_is_under_the_cursor() {
        let mut model = screen((120, 40), Lang::Fr, 10);
        press(&mut model, &["j", "!"]);
        let About::Why {
            row: Some(of),
            feed,
        } = &sheet(&model).about
        else {
            panic!("{:?}", sheet(&model));
        };
        assert_eq!((of.id, *feed), (row(1).id, 2));
        let visits: Vec<_> = press(&mut model, &["r"]);
        assert!(
            matches!(
                commands(&visits)[..],
                [Command::Refresh { which: Which::Feeds(ids), forced: true }] if ids[..] == [2]
            ),
            "{visits:?}"
        );
        press(&mut model, &["Esc", "t"]);
        press(&mut model, &["!"]);
        assert!(model.overlays.is_empty(), "all articles are no feed");
        assert_eq!(model.status.notice, Some(Notice::NoFeed));
        press(&mut model, &["G", "!"]);
        let about = &sheet(&model).about;
        assert!(matches!(about, About::Why { row: None, .. }), "{about:?}");
    }

    #[test]
    fn a_rebound_key_opens_and_closes() {
        let mut model = screen((120, 40), Lang::Fr, 10);
        let key = Key::parse("H").unwrap();
        model.config.keys.bind(key, vec![Action::History]);
        let effects = press(&mut model, &["H"]);
        assert_eq!(asked(&effects), [(PAGE, None)]);
        press(&mut model, &["H"]);
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn failing_feeds_are_chosen_from_and_the_cursor_stays_on_its_feed() {
        let mut model = screen((80, 24), Lang::Fr, 10);
        panel(&mut model, broken(40));
        run(&mut model, Action::Failures);
        assert_eq!(sheet(&model).feed(), Some(1));
        press(&mut model, &["j", "j"]);
        assert_eq!(sheet(&model).feed(), Some(5));
        press(&mut model, &["PgDn"]);
        let paged = sheet(&model).feed().unwrap();
        assert!(paged > 7, "{paged}");
        press(&mut model, &["PgUp"]);
        assert_eq!(sheet(&model).feed(), Some(5));
        press(&mut model, &["G"]);
        assert_eq!(sheet(&model).feed(), Some(39));
        let (first, shown) = (sheet(&model).scroll, sheets::shown((80, 24), 999));
        let rows = &sheet(&model).rows[first..first + shown];
        assert!(rows.iter().any(|row| row.entry == Some(19)), "it is seen");
        press(&mut model, &["g", "j"]);
        let mut well = broken(40);
        well[0].code = None;
        panel(&mut model, well);
        assert_eq!(sheet(&model).feed(), Some(3));
        press(&mut model, &["Enter"]);
        assert!(matches!(
            sheet(&model).about,
            About::Why { row: None, feed: 3 }
        ));
        press(&mut model, &["q"]);
        assert_eq!(sheet(&model).feed(), Some(3));
        panel(&mut model, Vec::new());
        press(&mut model, &["j", "Enter", "PgDn", "k"]);
        assert_eq!(sheet(&model).feed(), None);
        press(&mut model, &["q"]);
        assert!(model.overlays.is_empty());
    }

    #[test]
    fn the_history_comes_by_pages_and_follows_undo() {
        let mut model = screen((80, 24), Lang::Fr, 10);
        let before = None;
        assert_eq!(asked(&run(&mut model, Action::History)), [(PAGE, None)]);
        let report = |limit, before, gestures| Report::History {
            limit,
            before,
            gestures,
        };
        let page = i64::try_from(PAGE).unwrap();
        let effects = told(&mut model, report(PAGE, before, gestures(1000, page)));
        assert_eq!(asked(&effects), [], "its end is far");
        assert_eq!(sheet(&model).rows.len(), PAGE);
        let effects = press(&mut model, &["G"]);
        let oldest = 1000 - page + 1;
        assert_eq!(asked(&effects), [(PAGE, Some(oldest))]);
        assert_eq!(asked(&press(&mut model, &["k"])), [], "asked once");
        told(
            &mut model,
            report(PAGE, Some(oldest), gestures(oldest - 1, 5)),
        );
        assert_eq!(sheet(&model).rows.len(), PAGE + 5);
        assert_eq!(asked(&press(&mut model, &["G"])), [], "that was all");

        let undo = press(&mut model, &["u"]);
        assert!(matches!(commands(&undo)[..], [Command::Undo]));
        let effects = told(&mut model, Report::StoreChanged);
        assert_eq!(asked(&effects), [(PAGE + 5, None)]);
        let mut anew = gestures(1000, page + 5);
        anew[0].undone = true;
        told(&mut model, report(PAGE + 5, None, anew));
        let said = &sheet(&model).rows[0].text.1;
        assert!(said.contains("(annulé)"), "{said}");
        // An answer that is not this list's goes nowhere.
        told(&mut model, report(PAGE, Some(3), gestures(2, 2)));
        assert_eq!(sheet(&model).rows.len(), PAGE + 5);
    }

    #[test]
    fn older_gestures_are_asked_for_again_where_their_answer_came_too_late() {
        let mut model = screen((80, 24), Lang::Fr, 10);
        run(&mut model, Action::History);
        let page = i64::try_from(PAGE).unwrap();
        let answer = |before, from| Report::History {
            limit: PAGE,
            before,
            gestures: gestures(from, page),
        };
        told(&mut model, answer(None, 1000));
        let old_end = Some(1001 - page);
        assert_eq!(asked(&press(&mut model, &["G"])), [(PAGE, old_end)]);
        // Something was done meanwhile: the list is one further, and so is its end.
        told(&mut model, answer(None, 1001));
        let new_end = Some(1002 - page);
        let effects = told(&mut model, answer(old_end, 1000 - page));
        assert_eq!(asked(&effects), [(PAGE, new_end)]);
    }
}
