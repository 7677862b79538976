//! A store of made-up French articles, the same at every run (seeded).

use std::fmt::Write as _;
use std::path::Path;

use manchette::store::{NewArticle, Store, Subscription, VisitRecord};

/// The moment the newest article is published at.
pub const NOW: i64 = 1_795_500_000;
/// What stands in the newest headline and nowhere else.
pub const NEWEST: &str = "Derniere-heure";
/// Articles a feed.
const PER_FEED: usize = 500;

const WORDS: [&str; 40] = [
    "logiciel",
    "libre",
    "noyau",
    "réseau",
    "données",
    "serveur",
    "nuage",
    "souverain",
    "faille",
    "correctif",
    "mémoire",
    "processeur",
    "compilateur",
    "langage",
    "version",
    "équipe",
    "projet",
    "licence",
    "code",
    "source",
    "utilisateur",
    "écran",
    "clavier",
    "œuvre",
    "février",
    "théorie",
    "pratique",
    "sécurité",
    "chiffrement",
    "protocole",
    "navigateur",
    "moteur",
    "recherche",
    "index",
    "requête",
    "base",
    "table",
    "article",
    "lecture",
    "été",
];

/// A small generator (xorshift): no dependency, the same numbers everywhere.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            let _ = write!(text, "{} ", WORDS[self.next(WORDS.len())]);
        }
        text
    }
}

/// Makes the store and its config in a directory.
pub fn store(home: &Path, count: usize) {
    let mut store = Store::open(&home.join("manchette.db")).expect("a new store");
    let mut seeded = Seeded(0x2545_f491_4f6c_dd1d);
    let feeds = count.div_ceil(PER_FEED);
    let address = |feed: usize| format!("https://site-{feed}.test/flux");
    let list: Vec<Subscription> = (0..feeds)
        .map(|feed| Subscription {
            url: address(feed),
            title: Some(format!("Site {feed}")),
            ..Subscription::default()
        })
        .collect();
    store.set_subscriptions(&list, NOW).expect("subscriptions");
    let mut config = String::from("[network]\non_start = false\n");
    for feed in 0..feeds {
        let _ = write!(
            config,
            "\n[[feeds]]\nurl = \"{}\"\ntitle = \"Site {feed}\"\n",
            address(feed)
        );
    }
    std::fs::write(home.join("config.toml"), config).expect("a config");
    for feed in 0..feeds {
        let id = store.find_feed(&address(feed)).expect("the feed").id;
        let many = PER_FEED.min(count - feed * PER_FEED);
        let articles: Vec<NewArticle> = (0..many)
            .map(|nth| article(&mut seeded, feed, nth, feeds))
            .collect();
        let record = VisitRecord {
            fetched: NOW,
            next: i64::MAX / 2,
            ..VisitRecord::default()
        };
        store.save_visit(id, &record, &articles).expect("articles");
    }
}

fn article(seeded: &mut Seeded, feed: usize, nth: usize, feeds: usize) -> NewArticle {
    let newest = feed == 0 && nth == 0;
    let age = (nth * feeds + feed) as i64 * 60;
    let mut text = seeded.words(120);
    if seeded.next(5_000) == 0 {
        text.push_str("zygomorphe");
    }
    let title = if newest {
        NEWEST.to_owned()
    } else {
        format!("{}{feed}-{nth}", seeded.words(7))
    };
    NewArticle {
        key: format!("g:{feed}-{nth}"),
        guid: Some(format!("{feed}-{nth}")),
        title,
        link: Some(format!("https://site-{feed}.test/{nth}")),
        published: Some(NOW - age),
        authors: vec!["A. Le Gall".to_owned()],
        html: format!("<p>{text}</p><ul><li>{}</li></ul>", seeded.words(8)),
        words: 128,
        text,
        ..NewArticle::default()
    }
}
