//! The reader by messages: what a key does to the model and what it asks for.

use crossterm::event::Event;

use super::*;
use crate::engine::refresh::Which;
use crate::engine::{Failure, Report, Trouble};
use crate::feed::discover::Candidate;
use crate::store::{Gesture, GestureKind, Mark, StoreError};
use crate::text::Lang;
use crate::text::messages::ui::Deed;
use crate::tui::model::Focus;
use crate::tui::model::place::{Asked, Place};
use crate::tui::model::reading::Reading;
use crate::tui::model::scope::{Base, Filter, Scope};
use crate::tui::tests::*;

fn wide() -> Model {
    screen((120, 40), Lang::Fr, 60)
}

fn marks(effects: &[Effect]) -> Vec<(usize, Mark)> {
    commands(effects)
        .into_iter()
        .filter_map(|command| match command {
            Command::Mark { keys, mark } => Some((keys.len(), mark.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn moves_are_clamped_and_the_screen_follows() {
    let mut model = wide();
    press(&mut model, &["k"]);
    assert_eq!(model.list.cursor(), 0);
    press(&mut model, &["j", "j", "Down"]);
    assert_eq!(model.list.cursor(), 3);
    press(&mut model, &["G"]);
    assert_eq!(model.list.cursor(), 59);
    assert_eq!(model.list.offset(), 60 - model.list_height());
    press(&mut model, &["j", "Ctrl-u"]);
    assert_eq!(model.list.cursor(), 59 - model.list_height() / 2);
    press(&mut model, &["g"]);
    assert_eq!((model.list.cursor(), model.list.offset()), (0, 0));
}

#[test]
fn the_article_under_the_cursor_is_asked_for_at_once() {
    let mut model = wide();
    let effects = press(&mut model, &["j"]);
    let asked: Vec<i64> = commands(&effects)
        .into_iter()
        .filter_map(|command| match command {
            Command::Page(request) => Some(request.id),
            _ => None,
        })
        .collect();
    assert_eq!(model.reading.id, Some(row(1).id));
    assert!(
        asked.contains(&row(3).id),
        "a neighbour is laid out ahead: {asked:?}"
    );
}

#[test]
fn opening_marks_read_and_the_line_stays() {
    let mut model = wide();
    let effects = press(&mut model, &["Enter"]);
    assert_eq!(model.focus, Focus::Article);
    assert_eq!(marks(&effects), [(1, Mark::Read)]);
    assert!(model.list.row().unwrap().read);
    assert_eq!(model.list.len(), 60);
    let again = press(&mut model, &["Esc", "Enter"]);
    assert_eq!(marks(&again), []);
    assert_eq!(model.focus, Focus::Article);
}

#[test]
fn toggling_keeps_the_cursor_where_it_is() {
    let mut model = wide();
    assert_eq!(marks(&press(&mut model, &["j", "m"])), [(1, Mark::Read)]);
    assert_eq!(model.list.cursor(), 1);
    assert_eq!(marks(&press(&mut model, &["m"])), [(1, Mark::Unread)]);
    assert_eq!(marks(&press(&mut model, &["s"])), [(1, Mark::Star)]);
    assert_eq!(marks(&press(&mut model, &["s"])), [(1, Mark::Unstar)]);
}

#[test]
fn a_range_is_marked_as_one_gesture() {
    let mut model = wide();
    assert_eq!(
        marks(&press(&mut model, &["j", "V", "j", "j", "m"])),
        [(3, Mark::Read)]
    );
    assert!(model.list.mark.is_none());
    press(&mut model, &["V", "Esc"]);
    assert!(model.list.mark.is_none());
}

#[test]
fn all_read_names_the_list_as_it_is_without_what_waits() {
    let mut model = wide();
    press(&mut model, &["j"]);
    let mut keys: Vec<i64> = model.list.keys().to_vec();
    // One that is between the second and the third line: it would move what is being looked at.
    keys.insert(2, keys[1] - 5);
    let generation = model.generation;
    told(&mut model, Report::Arrivals { generation, keys });
    assert_eq!(model.list.len(), 60);
    assert!(model.list.has_waiting());
    assert_eq!(marks(&press(&mut model, &["A"])), [(60, Mark::Read)]);
}

#[test]
fn arrivals_move_nothing_and_are_announced() {
    let mut model = wide();
    press(&mut model, &["j", "j"]);
    let before = drawn_list(&model);
    let top = model.list.keys()[0];
    let mut keys = vec![top + 20, top + 10];
    keys.extend(model.list.keys());
    let generation = model.generation;
    let mut grown = feeds();
    grown[0].total += 2;
    let counts = model.panel.counts;
    told(
        &mut model,
        Report::Panel {
            feeds: grown,
            counts,
        },
    );
    told(&mut model, Report::Arrivals { generation, keys });
    assert_eq!(
        drawn_list(&model),
        before,
        "the same lines stand where they stood"
    );
    assert_eq!(model.list.cursor(), 4);
    assert_eq!(model.status.notice, Some(Notice::Arrived { count: 2 }));
    press(&mut model, &["g"]);
    assert_eq!(model.list.key(), Some(top + 20));
}

/// The keys on the screen.
fn drawn_list(model: &Model) -> Vec<i64> {
    let from = model.list.offset();
    model.list.keys()[from..from + model.list_height()].to_vec()
}

#[test]
fn what_was_read_elsewhere_stays_in_the_list() {
    let mut model = wide();
    press(&mut model, &["j"]);
    let keys = model.list.keys()[30..].to_vec();
    let generation = model.generation;
    told(&mut model, Report::Arrivals { generation, keys });
    assert_eq!(model.list.len(), 60);
}

#[test]
fn late_answers_to_another_list_are_dropped() {
    let mut model = wide();
    press(&mut model, &["v"]);
    let old = model.generation - 1;
    told(
        &mut model,
        Report::List {
            generation: old,
            keys: vec![1],
            rows: Vec::new(),
        },
    );
    assert_eq!(model.list.len(), 60);
    assert_eq!(model.scope.filter, Filter::Starred);
}

#[test]
fn a_search_covers_the_list_and_escape_brings_it_back() {
    let mut model = wide();
    press(&mut model, &["j", "j", "Enter", "Esc", "/"]);
    let effects = type_text(&mut model, "noyau");
    assert!(matches!(commands(&effects).first(), Some(Command::List(_))));
    let generation = model.generation;
    told(
        &mut model,
        Report::List {
            generation,
            keys: vec![row(1).key],
            rows: vec![row(1)],
        },
    );
    assert_eq!(model.list.len(), 1);
    press(&mut model, &["Enter", "Esc"]);
    assert_eq!((model.list.len(), model.list.cursor()), (60, 2));
    assert!(
        model.list.row().unwrap().read,
        "the line that was read is there again"
    );
    assert_eq!(model.scope.filter, Filter::Unread);
}

#[test]
fn half_a_query_says_so_and_keeps_what_was_found() {
    let mut model = wide();
    press(&mut model, &["/"]);
    type_text(&mut model, "\"noyau");
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else {
        panic!("the prompt is open")
    };
    assert!(prompt.error.is_some());
    assert_eq!(model.list.len(), 60);
}

#[test]
fn adding_shows_progress_the_choice_and_then_the_feed() {
    let mut model = wide();
    press(&mut model, &["a"]);
    type_text(&mut model, "octet-libre.test");
    let effects = press(&mut model, &["Enter", "Enter"]);
    let adds = commands(&effects)
        .into_iter()
        .filter(|command| matches!(command, Command::Add { .. }));
    assert_eq!(adds.count(), 1, "a second Enter does not ask twice");
    let candidate = |name: &str| Candidate {
        url: format!("https://octet-libre.test/{name}"),
        title: name.into(),
        kind: None,
    };
    let candidates = vec![candidate("tout"), candidate("noyau")];
    let further = Box::default();
    told(
        &mut model,
        Report::Choose {
            candidates,
            further,
        },
    );
    let effects = press(&mut model, &["j", "Enter", "Enter"]);
    let chosen = commands(&effects)
        .into_iter()
        .filter_map(|command| match command {
            Command::Choose { urls, .. } => Some(urls.clone()),
            _ => None,
        });
    let chosen: Vec<_> = chosen.collect();
    assert_eq!(chosen, [["https://octet-libre.test/noyau"]]);
    // What is none leaves the choice open, with its sentence.
    let failure = crate::fetch::FetchError::Empty.at("https://octet-libre.test/noyau");
    told(
        &mut model,
        Report::AddFailed {
            typed: "https://octet-libre.test/noyau".into(),
            trouble: Trouble::Fetch(failure),
        },
    );
    assert!(drawn(&model).contains("octet-libre.test/noyau : La réponse est vide"));
    assert!(matches!(model.scope.base, Base::River(_)));
    let effects = press(&mut model, &["k", "Enter"]);
    assert!(matches!(
        commands(&effects).first(),
        Some(Command::Choose { urls, .. }) if urls[0] == "https://octet-libre.test/tout"
    ));
    told(
        &mut model,
        Report::Added {
            feed: 9,
            title: "Octet".into(),
            new: 12,
        },
    );
    assert_eq!(
        model.scope.base,
        Base::Feed {
            id: 9,
            title: "Octet".into()
        }
    );
}

#[test]
fn what_cannot_be_added_stays_typed_with_its_error() {
    let mut model = wide();
    press(&mut model, &["a"]);
    type_text(&mut model, "rien.test");
    press(&mut model, &["Enter"]);
    let failure = crate::fetch::FetchError::Empty;
    let trouble = Trouble::Fetch(failure.clone());
    told(
        &mut model,
        Report::AddFailed {
            typed: "rien.test".into(),
            trouble: trouble.clone(),
        },
    );
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else {
        panic!("the prompt is open")
    };
    assert_eq!(prompt.input.value(), "rien.test");
    assert_eq!(prompt.error, Some(failure.say_of_add(Lang::Fr)));
}

#[test]
fn a_paste_of_an_address_opens_the_prompt_filled_in() {
    let mut model = wide();
    update(
        &mut model,
        Message::Terminal(Event::Paste("https://vigie.test/\n".into())),
    );
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else {
        panic!("the prompt is open")
    };
    assert_eq!(
        (prompt.purpose.clone(), prompt.input.value()),
        (Purpose::Add, "https://vigie.test/")
    );
}

#[test]
fn feed_gestures_name_the_feed_under_the_cursor() {
    let mut model = wide();
    press(&mut model, &["j"]);
    let refresh = press(&mut model, &["r"]);
    let asked = Command::Refresh {
        which: Which::Feeds(vec![2]),
        forced: true,
    };
    assert!(
        commands(&refresh)
            .iter()
            .any(|command| format!("{command:?}") == format!("{asked:?}"))
    );
    assert!(matches!(
        commands(&press(&mut model, &["d"])).first(),
        Some(Command::Remove { feed: 2 })
    ));
    press(&mut model, &["e", "Enter"]);
    let effects = press(&mut model, &["Enter"]);
    let Some(Command::Edit {
        feed: 2,
        title: None,
        tags,
    }) = commands(&effects).first().copied()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(tags, &["Logiciel libre"]);
}

#[test]
fn the_panel_filters_the_list() {
    let mut model = wide();
    press(&mut model, &["t"]);
    assert_eq!(model.focus, Focus::Panel);
    let effects = press(&mut model, &["j", "Enter"]);
    assert_eq!(
        (model.focus, &model.scope.base),
        (Focus::List, &Base::Starred)
    );
    assert!(matches!(commands(&effects).first(), Some(Command::List(_))));
    press(&mut model, &["Esc"]);
    assert!(matches!(model.scope.base, Base::River(_)));
    press(&mut model, &["t"]);
    assert!(!model.panel_open);
}

#[test]
fn space_pages_the_article_and_at_its_end_goes_on() {
    let mut model = wide();
    press(&mut model, &["Enter"]);
    let options = model.page_options();
    told(&mut model, page(&row(0), options, 60));
    press(&mut model, &["Space"]);
    assert!(model.reading.scroll > 0);
    let effects = press(&mut model, &["Space", "Space"]);
    assert_eq!(model.list.cursor(), 1);
    assert_eq!(marks(&effects), [(1, Mark::Read)]);
}

#[test]
fn a_new_width_keeps_the_place_in_the_text() {
    let mut model = wide();
    press(&mut model, &["Enter"]);
    let options = model.page_options();
    told(&mut model, page(&row(0), options, 200));
    press(&mut model, &["Space", "Space"]);
    let block = top_block(&model);
    update(&mut model, Message::Terminal(Event::Resize(160, 40)));
    let options = model.page_options();
    told(&mut model, page(&row(0), options, 200));
    assert_eq!(top_block(&model), block);
}

fn top_block(model: &Model) -> usize {
    let page = model.reading.page().unwrap();
    let heading = crate::tui::heading::extent(model).0;
    page.layout.lines[model.reading.scroll - heading].block
}

#[test]
fn each_text_keeps_its_place_while_others_are_read_and_over_a_restart() {
    let mut model = wide();
    let options = model.page_options();
    for index in [0, 1] {
        told(&mut model, page(&row(index), options, 200));
    }
    press(&mut model, &["Enter", "Space", "Space"]);
    let (scroll, block) = (model.reading.scroll, top_block(&model));
    assert!(scroll > 0);
    press(&mut model, &["Esc", "j"]);
    assert_eq!(
        (model.reading.id, model.reading.scroll),
        (Some(row(1).id), 0)
    );
    let place = Place::of(&model);
    press(&mut model, &["k"]);
    assert_eq!(
        (model.reading.id, model.reading.scroll),
        (Some(row(0).id), scroll)
    );

    // Another run, with a query of its own: the page comes after the article was turned to.
    let mut other = wide();
    other.reading = Reading::default();
    let kept = Place::from_json(&place.to_json()).unwrap();
    other.reading.recall(&kept.texts);
    update(&mut other, Message::Continued);
    assert_eq!(other.reading.id, Some(row(0).id));
    let options = other.page_options();
    told(&mut other, page(&row(0), options, 200));
    assert_eq!(top_block(&other), block);
}

#[test]
fn a_query_of_the_command_line_is_not_come_back_to() {
    let mut model = wide();
    press(&mut model, &["j", "j"]);
    let before = Place::of(&model);
    model.scope = Scope::of(Base::View {
        name: "noyau".to_owned(),
        query: "noyau".to_owned(),
    });
    let base = model.scope.base.clone();
    model.asked = Some(Box::new(Asked {
        base: base.clone(),
        before: None,
    }));
    let place = Place::of(&model);
    assert!(matches!(place.scope.base, Base::River(_)));
    assert_eq!((place.key, place.article), (None, None));
    let before = Some(before);
    model.asked = Some(Box::new(Asked {
        base,
        before: before.clone(),
    }));
    press(&mut model, &["j"]);
    let place = Place::of(&model);
    assert_eq!(Some(&place.key), before.as_ref().map(|before| &before.key));
    model.scope = Scope::of(Base::Starred);
    assert_eq!(
        Place::of(&model).scope.base,
        Base::Starred,
        "what was gone to is kept"
    );
}

#[test]
fn the_next_unread_is_looked_for_past_what_is_loaded() {
    let mut model = screen((120, 40), Lang::Fr, 0);
    let keys: Vec<i64> = rows(2_000).iter().map(|row| row.key).collect();
    let read = |index: usize| crate::store::Row {
        read: index != 1_800,
        ..row(index)
    };
    let first = (0..100).map(read).collect();
    model.list = crate::tui::model::list::ArticleList::new(keys, first, None);
    let mut effects = press(&mut model, &["n"]);
    for _ in 0..10 {
        let asked = commands(&effects)
            .into_iter()
            .find_map(|command| match command {
                Command::Rows(keys) if model.list.jump.is_some() => Some(keys.clone()),
                _ => None,
            });
        let Some(asked) = asked else { break };
        let all = rows(2_000);
        let found = (0..2_000)
            .filter(|index| asked.contains(&all[*index].key))
            .map(read)
            .collect();
        effects = told(&mut model, Report::Rows { asked, rows: found });
    }
    assert_eq!(model.list.cursor(), 1_800);
}

#[test]
fn gestures_and_undo_are_told() {
    let mut model = wide();
    let gesture = Gesture {
        id: 1,
        at: NOW,
        kind: GestureKind::Mark(Mark::Read),
        count: 60,
        undone: false,
    };
    told(
        &mut model,
        Report::Marked {
            gesture: gesture.clone(),
            ids: Vec::new(),
        },
    );
    assert_eq!(
        model.status.notice,
        Some(Notice::Marked {
            deed: Deed::Read,
            count: 60
        })
    );
    told(
        &mut model,
        Report::Undone {
            gesture: Some(gesture),
        },
    );
    assert_eq!(
        model.status.notice,
        Some(Notice::MarkUndone {
            deed: Deed::Read,
            count: 60
        })
    );
    told(&mut model, Report::Undone { gesture: None });
    assert_eq!(model.status.notice, Some(Notice::NothingToUndo));
}

#[test]
fn a_store_that_cannot_be_written_refuses_marks_with_a_sentence() {
    let mut model = wide();
    let trouble = Trouble::Store(StoreError::ReadOnly { path: "/x".into() });
    told(
        &mut model,
        Report::Failed {
            what: Failure::Store,
            trouble,
        },
    );
    assert_eq!(marks(&press(&mut model, &["m"])), []);
    assert!(matches!(model.status.notice, Some(Notice::ReadOnly(_))));
    assert!(!model.list.row().unwrap().read);
}

#[test]
fn quitting_closes_what_lies_on_top_first() {
    let mut model = wide();
    press(&mut model, &["?"]);
    assert!(
        press(&mut model, &["q"])
            .iter()
            .all(|effect| !matches!(effect, Effect::Quit(_)))
    );
    assert!(model.overlays.is_empty());
    assert!(matches!(
        press(&mut model, &["q"]).last(),
        Some(Effect::Quit(0))
    ));
    assert!(
        press(&mut model, &["Ctrl-c"])
            .iter()
            .any(|effect| matches!(effect, Effect::Quit(130)))
    );
}

#[test]
fn the_palette_finds_actions_in_both_languages() {
    let mut model = wide();
    press(&mut model, &[":"]);
    type_text(&mut model, "zen");
    press(&mut model, &["Enter"]);
    assert!(model.zen);
    press(&mut model, &["Esc", ":"]);
    type_text(&mut model, "toggle-panel");
    press(&mut model, &["Enter"]);
    assert!(model.panel_open);
}

#[test]
fn the_first_screen_subscribes_to_what_is_ticked() {
    let mut model = screen((80, 24), Lang::Fr, 0);
    model.overlays.push(Overlay::Sources(Default::default()));
    let effects = press(&mut model, &["Space", "j", "j", "Space", "Enter"]);
    let Some(Command::Subscribe { feeds }) = commands(&effects).first().copied() else {
        panic!("{effects:?}")
    };
    let names: Vec<_> = feeds
        .iter()
        .filter_map(|feed| feed.title.as_deref())
        .collect();
    assert_eq!(names, ["Next", "LinuxFr.org"]);
    assert!(model.overlays.is_empty());
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    let mut model = wide();
    let mut mouse = |kind, column, row| {
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        update(&mut model, Message::Terminal(Event::Mouse(event)));
        (model.list.cursor(), model.focus, model.list.offset())
    };
    let left = MouseEventKind::Down(MouseButton::Left);
    assert_eq!(mouse(left, 5, 4), (3, Focus::List, 0));
    assert_eq!(mouse(left, 5, 4), (3, Focus::Article, 0));
    assert_eq!(mouse(MouseEventKind::ScrollDown, 5, 4).2, 3);
}

#[test]
fn every_action_does_something_somewhere() {
    for action in crate::config::Action::ALL {
        let mut model = wide();
        press(&mut model, &["j", "j"]);
        if *action == crate::config::Action::Back {
            press(&mut model, &["Enter"]);
        }
        let options = model.page_options();
        told(&mut model, page(&row(2), options, 90));
        model.status.notice = None;
        let before = format!("{model:?}");
        let effects = actions::run(&mut model, *action);
        assert!(
            !effects.is_empty() || format!("{model:?}") != before,
            "{action:?} does nothing"
        );
    }
}

#[test]
fn a_list_that_filled_by_itself_stays_when_all_of_it_is_read() {
    let mut model = screen((120, 40), Lang::Fr, 0);
    let keys: Vec<i64> = rows(30).iter().map(|row| row.key).collect();
    let generation = model.generation;
    told(
        &mut model,
        Report::Arrivals {
            generation,
            keys: keys.clone(),
        },
    );
    assert_eq!(model.list.len(), 30);
    told(
        &mut model,
        Report::Rows {
            asked: keys,
            rows: rows(30),
        },
    );
    assert_eq!(marks(&press(&mut model, &["A"])), [(30, Mark::Read)]);
    told(
        &mut model,
        Report::Arrivals {
            generation,
            keys: Vec::new(),
        },
    );
    assert_eq!(
        model.list.len(),
        30,
        "what was read stays until the list is left"
    );
}

#[test]
fn rows_that_changed_are_read_anew_when_they_come_near() {
    let mut model = screen((120, 40), Lang::Fr, 1_000);
    told(&mut model, Report::StoreChanged);
    let effects = press(&mut model, &["G"]);
    let last = rows(1_000)[999].key;
    let asked = commands(&effects).into_iter().any(|command| match command {
        Command::Rows(keys) => keys.contains(&last),
        _ => false,
    });
    assert!(asked, "{effects:?}");
}

#[test]
fn what_an_undo_brings_back_is_no_news() {
    let mut model = wide();
    press(&mut model, &["j"]);
    let mut keys = vec![model.list.keys()[0] + 20];
    keys.extend(model.list.keys());
    let generation = model.generation;
    told(&mut model, Report::Arrivals { generation, keys });
    assert_eq!(model.list.len(), 61);
    assert_eq!(model.status.notice, None);
}

#[test]
fn escape_gives_up_an_add_under_way_and_nothing_jumps_when_it_ends() {
    let mut model = wide();
    press(&mut model, &["a"]);
    type_text(&mut model, "lent.test");
    press(&mut model, &["Enter"]);
    let effects = press(&mut model, &["Esc"]);
    assert!(
        commands(&effects)
            .iter()
            .any(|command| matches!(command, Command::CancelAdd))
    );
    told(
        &mut model,
        Report::Added {
            feed: 9,
            title: "Lent".into(),
            new: 3,
        },
    );
    assert!(matches!(model.scope.base, Base::River(_)));
}

#[test]
fn a_paste_of_several_addresses_adds_them_all() {
    let mut model = wide();
    update(
        &mut model,
        Message::Terminal(Event::Paste(
            "https://un.test/\nhttps://deux.test/\n".into(),
        )),
    );
    let effects = press(&mut model, &["Enter"]);
    let adds = commands(&effects)
        .into_iter()
        .filter(|command| matches!(command, Command::Add { .. }));
    assert_eq!(adds.count(), 2);
    assert!(model.overlays.is_empty());
}

#[test]
fn a_pasted_list_gives_its_addresses_and_a_text_without_any_says_so() {
    let mut model = wide();
    let list = "# Mes flux\n\nLe Câble : https://un.test/\nhttps://deux.test/\nBonjour\n";
    let paste = |text: &str| Message::Terminal(Event::Paste(text.into()));
    update(&mut model, paste(list));
    let effects = press(&mut model, &["Enter"]);
    let adds = commands(&effects)
        .into_iter()
        .filter_map(|command| match command {
            Command::Add { typed } => Some(typed.as_str()),
            _ => None,
        });
    assert_eq!(
        adds.collect::<Vec<_>>(),
        ["https://un.test/", "https://deux.test/"]
    );
    update(&mut model, paste("# rien\nBonjour à tous\n"));
    assert!(model.overlays.is_empty());
    assert_eq!(model.status.notice, Some(Notice::NoAddress));
    update(&mut model, paste("Bonjour à tous"));
    let Some(Overlay::Prompt(prompt)) = model.overlays.last() else {
        panic!("the prompt is open")
    };
    assert!(prompt.error.is_some());
}

#[test]
fn a_removed_feed_takes_its_lines_and_brings_the_read_ones_back() {
    let mut model = wide();
    press(&mut model, &["m"]);
    let before = model.list.keys().to_vec();
    told(
        &mut model,
        Report::Removed {
            feed: 1,
            title: "Le Câble".into(),
        },
    );
    assert_eq!(model.list.len(), 45);
    let kind = GestureKind::RemoveFeed {
        url: String::new(),
        title: "Le Câble".into(),
        piece: String::new(),
    };
    let gesture = Gesture {
        id: 1,
        at: NOW,
        kind,
        count: 0,
        undone: true,
    };
    told(
        &mut model,
        Report::Undone {
            gesture: Some(gesture),
        },
    );
    assert_eq!(model.list.keys(), before);
}

#[test]
fn a_paste_on_the_first_screen_opens_the_prompt() {
    let mut model = screen((80, 24), Lang::Fr, 0);
    model.overlays.push(Overlay::Sources(Default::default()));
    update(
        &mut model,
        Message::Terminal(Event::Paste("https://vigie.test/".into())),
    );
    assert!(matches!(model.overlays.last(), Some(Overlay::Prompt(_))));
}

#[test]
fn subscriptions_that_changed_are_not_told_as_a_config_read_again() {
    let mut model = wide();
    model.status.tell(Notice::Removed {
        title: "Vigie".into(),
    });
    let mut config = model.config.clone();
    config.feeds.push(Default::default());
    told(&mut model, Report::ConfigChanged(Box::new(config.clone())));
    assert_eq!(
        model.status.notice,
        Some(Notice::Removed {
            title: "Vigie".into()
        })
    );
    config.reader.width = 60;
    told(&mut model, Report::ConfigChanged(Box::new(config)));
    assert_eq!(model.status.notice, Some(Notice::ConfigTaken));
}

/// The article under the cursor with its page's text kept.
fn with_full_text(model: &mut Model) -> (i64, Report) {
    let row = model.list.row().unwrap().clone();
    let options = model.page_options();
    let Report::Page(page) = page(&row, options, 60) else {
        unreachable!()
    };
    let mut page = std::sync::Arc::unwrap_or_clone(page);
    page.article.full = Some(crate::store::FullText::default());
    page.article.words = 40;
    (row.id, Report::Page(page.into()))
}

fn pages_asked(effects: &[Effect], of: i64) -> Vec<bool> {
    let asked = commands(effects)
        .into_iter()
        .filter_map(|command| match command {
            Command::Page(request) if request.id == of => Some(request.feed_text),
            _ => None,
        });
    asked.collect()
}

#[test]
fn the_full_text_is_fetched_told_shown_from_its_start_and_toggled() {
    let mut model = wide();
    press(&mut model, &["Enter"]);
    let row = model.list.row().unwrap().clone();
    let report = page(&row, model.page_options(), 60);
    told(&mut model, report);
    press(&mut model, &["Ctrl-d"]);
    assert!(model.reading.scroll > 0);

    let effects = press(&mut model, &["F"]);
    assert!(
        matches!(commands(&effects)[..], [Command::FullText { id, ahead: false }] if *id == row.id)
    );
    assert!(drawn(&model).contains("Texte intégral…"));
    let came = crate::engine::full_text::Came {
        words: 1240,
        walled: false,
    };
    let effects = told(
        &mut model,
        Report::FullText {
            id: row.id,
            came: Ok(came),
        },
    );
    assert_eq!(
        pages_asked(&effects, row.id),
        [false],
        "its page is laid out anew"
    );
    assert!(
        drawn(&model).contains("Texte intégral : 1 240 mots"),
        "{}",
        drawn(&model)
    );
    let (id, report) = with_full_text(&mut model);
    let effects = told(&mut model, report);
    assert!(pages_asked(&effects, id).is_empty(), "asked for once");
    assert_eq!(model.reading.scroll, 0);
    assert!(drawn(&model).contains("texte intégral"));

    let effects = press(&mut model, &["F"]);
    assert_eq!(
        pages_asked(&effects, id),
        [true],
        "the feed's text, without a visit"
    );
    assert!(
        !commands(&effects)
            .iter()
            .any(|command| matches!(command, Command::FullText { .. }))
    );
    let effects = press(&mut model, &["F"]);
    assert!(
        pages_asked(&effects, id).is_empty(),
        "the full text is still there"
    );
}

#[test]
fn no_full_text_is_told_with_its_reason_where_it_was_asked_for() {
    use crate::text::messages::full_text::NoPage;
    let mut model = wide();
    let id = model.list.row().unwrap().id;
    let walled = || Report::FullText {
        id,
        came: Err(Trouble::Page(NoPage::Walled)),
    };
    told(&mut model, walled());
    assert!(model.status.notice.is_none(), "nobody asked");
    press(&mut model, &["F"]);
    told(&mut model, walled());
    assert!(
        drawn(&model).contains("Réservé aux abonnés"),
        "{}",
        drawn(&model)
    );
    assert!(!drawn(&model).contains(&format!("« {}", row(0).title)));
    press(&mut model, &["F", "j"]);
    told(&mut model, walled());
    let Some(notice @ Notice::OfAnother { title, .. }) = &model.status.notice else {
        panic!("{:?}", model.status.notice)
    };
    assert_eq!(*title, row(0).title);
    assert!(
        notice.is_error() && notice.say(Lang::Fr).contains("»\u{a0}: Réservé"),
        "{}",
        notice.say(Lang::Fr)
    );
}

#[test]
fn each_text_that_was_asked_for_is_told_of() {
    use crate::engine::full_text::Came;
    let mut model = wide();
    let ids: Vec<i64> = (0..3)
        .map(|_| {
            let id = model.list.row().unwrap().id;
            press(&mut model, &["F", "j"]);
            id
        })
        .collect();
    for id in ids {
        model.status.notice = None;
        let came = Ok(Came {
            words: 400,
            walled: false,
        });
        told(&mut model, Report::FullText { id, came });
        assert!(
            matches!(model.status.notice, Some(Notice::OfAnother { .. })),
            "{id}: {:?}",
            model.status.notice
        );
    }
}

#[test]
fn a_site_at_rest_is_told_until_when() {
    use crate::text::messages::fetch::FetchError;
    use crate::text::messages::full_text::NoPage;
    let mut model = wide();
    let id = model.list.row().unwrap().id;
    press(&mut model, &["F"]);
    let until = model.now + 600;
    let rests = FetchError::Resting {
        site: "octet.test".to_owned(),
        until,
    };
    let came = Err(Trouble::Page(NoPage::Fetch(rests)));
    told(&mut model, Report::FullText { id, came });
    let when = crate::text::date::clock(until, &model.zone);
    let Some(Notice::NoText(sentence)) = &model.status.notice else {
        panic!("{:?}", model.status.notice)
    };
    assert!(sentence.contains(&when), "{sentence}");
}

#[test]
fn a_feed_that_wants_full_texts_gets_them_for_the_article_under_the_eye() {
    let mut model = wide();
    let row = model.list.row().unwrap().clone();
    let ahead = |effects: &[Effect]| {
        commands(effects)
            .iter()
            .any(|command| matches!(command, Command::FullText { ahead: true, .. }))
    };
    let options = model.page_options();
    press(&mut model, &["Ctrl-l"]);
    let effects = told(&mut model, page(&row, options, 20));
    assert!(!ahead(&effects));
    model.config.feeds = vec![crate::config::FeedSettings {
        url: row.feed_url.clone(),
        full_text: true,
        ..Default::default()
    }];
    let effects = told(&mut model, page(&row, options, 20));
    assert!(ahead(&effects));
    let (_, report) = with_full_text(&mut model);
    assert!(!ahead(&told(&mut model, report)));
}
