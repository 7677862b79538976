//! The store beside a plain model in memory: whatever is done to both, both show the same.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const FEEDS: usize = 3;

/// Something done to both.
#[derive(Debug, Clone)]
enum Deed {
    /// A feed's visit brought these entries: number of the key, number of the text, number of the shared link.
    Visit(usize, Vec<(u8, u8, Option<u8>)>),
    /// A mark on the articles at these places of the list of all.
    Mark(Mark, Vec<prop::sample::Index>),
    Undo,
    /// Which feeds are listed, and which of them are hidden.
    Subscribe([bool; FEEDS], [bool; FEEDS]),
    /// So many days go by, and it is cleaned up.
    CleanUp(i64),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let entry = (0..12_u8, 0..4_u8, prop::option::weighted(0.4, 0..4_u8));
    let mark = prop_oneof![
        Just(Mark::Read),
        Just(Mark::Unread),
        Just(Mark::Star),
        Just(Mark::Unstar),
        Just(Mark::Tag("a".to_owned())),
        Just(Mark::Untag("a".to_owned())),
    ];
    let places = prop::collection::vec(any::<prop::sample::Index>(), 1..5);
    let deed = prop_oneof![
        4 => (0..FEEDS, prop::collection::vec(entry, 0..6)).prop_map(|(feed, mut entries)| {
            let mut links = BTreeSet::new();
            for (_, _, link) in &mut entries {
                *link = link.filter(|link| links.insert(*link));
            }
            Deed::Visit(feed, entries)
        }),
        5 => (mark, places).prop_map(|(mark, places)| Deed::Mark(mark, places)),
        2 => Just(Deed::Undo),
        1 => (any::<[bool; FEEDS]>(), any::<[bool; FEEDS]>())
            .prop_map(|(listed, hidden)| Deed::Subscribe(listed, hidden)),
        1 => (0..100_i64).prop_map(Deed::CleanUp),
    ];
    prop::collection::vec(deed, 1..30)
}

#[derive(Debug, Clone, Default)]
struct Status {
    read: bool,
    starred: bool,
    tagged: bool,
}

impl Status {
    /// The bit that a mark is about, and what it makes of it.
    fn bit(&mut self, mark: &Mark) -> (&mut bool, bool) {
        match mark {
            Mark::Read => (&mut self.read, true),
            Mark::Unread => (&mut self.read, false),
            Mark::Star => (&mut self.starred, true),
            Mark::Unstar => (&mut self.starred, false),
            Mark::Tag(_) => (&mut self.tagged, true),
            Mark::Untag(_) => (&mut self.tagged, false),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Known {
    status: usize,
    text: u8,
    edited: bool,
}

/// The plain model: articles by feed and key.
#[derive(Debug, Default)]
struct Model {
    now: UnixTime,
    statuses: Vec<Status>,
    articles: BTreeMap<(usize, u8), Known>,
    keys: BTreeMap<(usize, u8), usize>,
    links: BTreeMap<u8, usize>,
    listed: [bool; FEEDS],
    hidden: [bool; FEEDS],
    removed_at: [UnixTime; FEEDS],
    /// What was marked, and which statuses it changed.
    gestures: Vec<(Mark, Vec<usize>, UnixTime)>,
}

impl Model {
    fn visit(&mut self, feed: usize, entries: &[(u8, u8, Option<u8>)]) -> Saved {
        let mut saved = Saved::default();
        let mut seen = BTreeSet::new();
        let mut first: Vec<_> = entries
            .iter()
            .filter(|entry| seen.insert(entry.0))
            .collect();
        first.reverse();
        let known = first
            .iter()
            .filter_map(|entry| self.keys.get(&(feed, entry.0)));
        let claimed: BTreeSet<usize> = known.copied().collect();
        for (key, text, link) in first {
            if let Some(known) = self.articles.get_mut(&(feed, *key)) {
                if known.text != *text {
                    (known.text, known.edited) = (*text, true);
                    saved.updated += 1;
                    let status = known.status;
                    if let Some(link) = link {
                        self.links.entry(*link).or_insert(status);
                    }
                }
                continue;
            }
            let status = match self.keys.get(&(feed, *key)) {
                Some(status) => *status,
                None => {
                    saved.new += 1;
                    self.status_by_link(feed, *link, &claimed)
                }
            };
            self.keys.insert((feed, *key), status);
            if let Some(link) = link {
                self.links.entry(*link).or_insert(status);
            }
            let known = Known {
                status,
                text: *text,
                edited: false,
            };
            self.articles.insert((feed, *key), known);
        }
        saved
    }

    /// The status of a link, unless an article of this feed has it, or an entry of the same visit.
    fn status_by_link(
        &mut self,
        feed: usize,
        link: Option<u8>,
        claimed: &BTreeSet<usize>,
    ) -> usize {
        let taken: BTreeSet<usize> = (self.articles.iter())
            .filter(|((other, _), _)| *other == feed)
            .map(|(_, known)| known.status)
            .collect();
        match link.and_then(|link| self.links.get(&link)) {
            Some(status) if !taken.contains(status) && !claimed.contains(status) => *status,
            _ => {
                self.statuses.push(Status::default());
                self.statuses.len() - 1
            }
        }
    }

    /// Marks these statuses; how many articles changed.
    fn mark(&mut self, statuses: impl IntoIterator<Item = usize>, mark: &Mark) -> Vec<usize> {
        let mut changed: BTreeSet<usize> = BTreeSet::new();
        for status in statuses {
            let (bit, value) = self.statuses[status].bit(mark);
            if *bit != value {
                *bit = value;
                changed.insert(status);
            }
        }
        changed.into_iter().collect()
    }

    fn articles_of(&self, statuses: &[usize]) -> usize {
        let all = self.articles.values();
        all.filter(|known| statuses.contains(&known.status)).count()
    }

    fn subscribe(&mut self, listed: [bool; FEEDS], hidden: [bool; FEEDS]) {
        for (feed, removed_at) in self.removed_at.iter_mut().enumerate() {
            if self.listed[feed] && !listed[feed] {
                *removed_at = self.now;
            }
        }
        (self.listed, self.hidden) = (listed, hidden);
    }

    fn clean_up(&mut self) -> usize {
        let before = self.articles.len();
        let old = self.now - 90 * 86_400;
        let (listed, removed_at) = (self.listed, self.removed_at);
        let statuses = &self.statuses;
        self.articles.retain(|(feed, _), known| {
            listed[*feed] || removed_at[*feed] > old || statuses[known.status].starred
        });
        before - self.articles.len()
    }

    /// What a list shows: title, read, starred, tagged, edited, sorted by title.
    fn shown(
        &self,
        fits: impl Fn(usize, &Status) -> bool,
    ) -> Vec<(String, bool, bool, bool, bool)> {
        let mut shown: Vec<_> = (self.articles.iter())
            .map(|((feed, key), known)| (*feed, *key, known, &self.statuses[known.status]))
            .filter(|(feed, _, _, status)| self.listed[*feed] && fits(*feed, status))
            .map(|(feed, key, known, status)| {
                let title = title(feed, key, known.text);
                (
                    title,
                    status.read,
                    status.starred,
                    status.tagged,
                    known.edited,
                )
            })
            .collect();
        shown.sort();
        shown
    }
}

fn title(feed: usize, key: u8, text: u8) -> String {
    format!("flux{feed} cle{key} texte{text}")
}

fn entry(feed: usize, (key, text, link): (u8, u8, Option<u8>)) -> NewArticle {
    NewArticle {
        shared_link: link.map(|link| format!("partage.test/{link}")),
        ..article(&format!("cle{key}"), &title(feed, key, text))
    }
}

fn listing(listed: [bool; FEEDS], hidden: [bool; FEEDS]) -> Vec<Subscription> {
    (0..FEEDS)
        .filter(|feed| listed[*feed])
        .map(|feed| Subscription {
            hidden: hidden[feed],
            ..subscription(&format!("https://{feed}.test/"))
        })
        .collect()
}

/// What the store's list shows, as the model says it.
fn listed(store: &Store, query: &Query) -> Vec<(String, bool, bool, bool, bool)> {
    let found = rows(store, query);
    assert!(found.is_sorted_by(|a, b| a.key > b.key), "newest first");
    let mut shown: Vec<_> = found
        .into_iter()
        .map(|row| {
            (
                row.title,
                row.read,
                row.starred,
                !row.tags.is_empty(),
                row.edited,
            )
        })
        .collect();
    shown.sort();
    shown
}

fn compare(store: &Store, model: &Model) {
    assert_consistent(store);
    let seen = |feed: usize| !model.hidden[feed];
    let is = |state| only(Term::Is(state));
    assert_eq!(listed(store, &all()), model.shown(|feed, _| seen(feed)));
    assert_eq!(
        listed(store, &unread()),
        model.shown(|feed, status| seen(feed) && !status.read)
    );
    assert_eq!(
        listed(store, &is(State::Starred)),
        model.shown(|feed, status| seen(feed) && status.starred)
    );
    assert_eq!(
        listed(store, &only(Term::Tag("a".into()))),
        model.shown(|feed, status| seen(feed) && status.tagged)
    );
    for feed in 0..FEEDS {
        let query = only(Term::FeedId(feed as i64 + 1));
        assert_eq!(listed(store, &query), model.shown(|other, _| other == feed));
    }
}

fn carry_out(store: &mut Store, model: &mut Model, deed: &Deed) {
    match deed {
        Deed::Visit(feed, entries) => {
            let brought: Vec<NewArticle> = entries
                .iter()
                .map(|numbers| entry(*feed, *numbers))
                .collect();
            let saved = visit(store, *feed as i64 + 1, model.now, &brought);
            assert_eq!(saved, model.visit(*feed, entries));
        }
        Deed::Mark(mark, places) => {
            let all: Vec<(usize, u8)> = model.articles.keys().copied().collect();
            if all.is_empty() {
                return;
            }
            let chosen: Vec<(usize, u8)> = places.iter().map(|place| *place.get(&all)).collect();
            let ids: Vec<i64> = (chosen.iter())
                .map(|(feed, key)| {
                    id_of(
                        store,
                        &title(*feed, *key, model.articles[&(*feed, *key)].text),
                    )
                })
                .collect();
            let statuses: Vec<usize> = chosen.iter().map(|at| model.articles[at].status).collect();
            let done = store.mark(&ids, mark, model.now).unwrap();
            let changed = model.mark(statuses, mark);
            let count = model.articles_of(&changed);
            assert_eq!(
                done.as_ref().map_or(0, |(_, articles)| articles.len()),
                count
            );
            assert_eq!(done.map_or(0, |(gesture, _)| gesture.count), count);
            if !changed.is_empty() {
                model.gestures.push((mark.clone(), changed, model.now));
            }
        }
        Deed::Undo => {
            let undone = store.undo(model.now).unwrap();
            let Some((mark, statuses, _)) = model.gestures.pop() else {
                return assert_eq!(undone, None);
            };
            let back = match mark.clone() {
                Mark::Read => Mark::Unread,
                Mark::Unread => Mark::Read,
                Mark::Star => Mark::Unstar,
                Mark::Unstar => Mark::Star,
                Mark::Tag(tag) => Mark::Untag(tag),
                Mark::Untag(tag) => Mark::Tag(tag),
            };
            let changed = model.mark(statuses, &back);
            let undone = undone.unwrap();
            assert_eq!(undone.gesture.kind, GestureKind::Mark(mark));
            assert_eq!(undone.articles.len(), model.articles_of(&changed));
        }
        Deed::Subscribe(listed, hidden) => {
            store
                .set_subscriptions(&listing(*listed, *hidden), model.now)
                .unwrap();
            model.subscribe(*listed, *hidden);
        }
        Deed::CleanUp(days) => {
            model.now += days * 86_400;
            assert_eq!(store.clean_up(model.now).unwrap(), model.clean_up());
            let oldest = model.now - 90 * 86_400;
            model.gestures.retain(|(_, _, at)| *at >= oldest);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_model_does(deeds in deeds()) {
        let mut store = Store::in_memory().unwrap();
        let mut model = Model { now: NOW, ..Model::default() };
        store.set_subscriptions(&listing([true; FEEDS], [false; FEEDS]), NOW).unwrap();
        model.subscribe([true; FEEDS], [false; FEEDS]);
        for deed in &deeds {
            model.now += 1;
            carry_out(&mut store, &mut model, deed);
            compare(&store, &model);
        }
    }
}
