//! A small web of feeds with manners of every kind, on addresses of loopback, and a month of visits to it. Time is a
//! value: the visitor's clock is set from one due moment to the next. Each site notes whoever comes before it should.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard};

use manchette::config::{Config, FeedSettings};
use manchette::engine::clock::RefreshClock;
use manchette::engine::refresh::{Outcome, Status, Visitor};
use manchette::engine::{Writer, subscriptions};
use manchette::net::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// 2026-11-24T06:00:00Z.
const START: i64 = 1_795_500_000;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The clock goes on by so much at the least: as often a reader that stays open looks for feeds that are due.
const TICK: i64 = 300;

/// The manners of feeds, each with its share of a hundred.
pub const KINDS: [(&str, usize); 16] = [
    ("ETag, changes twice a day", 24),
    ("Last-Modified, changes daily", 14),
    ("no validators, same bytes", 10),
    ("no validators, new bytes each time", 5),
    ("ETag and max-age of 4 hours", 10),
    ("ETag, ttl of 6 hours", 5),
    ("ETag, skipHours at night", 5),
    ("ETag dropped and given again", 3),
    ("301 to a new address", 4),
    ("302 elsewhere", 3),
    ("410 from the second day", 3),
    ("404", 3),
    ("429 with Retry-After, each tenth", 3),
    ("503 on the second day", 3),
    ("closes the connection", 3),
    ("a page, no feed", 2),
];

/// What one kind of feed saw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub feeds: usize,
    pub requests: usize,
    pub unchanged: usize,
    pub errors: usize,
    pub bytes: usize,
    /// Requests before the feed, or its site, had said.
    pub early: usize,
}

#[derive(Default)]
struct Page {
    not_before: i64,
    requests: usize,
}

/// A site's rest. Who was on the way when it began could not know: one at the most, where two may come at once.
#[derive(Default, Clone, Copy)]
struct Rest {
    until: i64,
    begun: i64,
    excused: bool,
}

struct World {
    clock: RefreshClock,
    seen: [Seen; KINDS.len()],
    /// Both ends of a way are pages: here, and elsewhere.
    pages: HashMap<(usize, bool), Page>,
    rests: HashMap<usize, Rest>,
    at_once: HashMap<usize, usize>,
    most_at_once: usize,
}

/// What came of the month.
pub struct Report {
    pub days: i64,
    pub seen: [Seen; KINDS.len()],
    pub most_at_once: usize,
    pub moved: usize,
    pub gone: usize,
    pub rounds: usize,
}

impl Report {
    pub fn total(&self) -> Seen {
        self.seen.iter().fold(Seen::default(), |sum, one| Seen {
            feeds: sum.feeds + one.feeds,
            requests: sum.requests + one.requests,
            unchanged: sum.unchanged + one.unchanged,
            errors: sum.errors + one.errors,
            bytes: sum.bytes + one.bytes,
            early: sum.early + one.early,
        })
    }

    /// The table, in Markdown.
    pub fn table(&self) -> String {
        let mut table = String::from(
            "| manners | feeds | requests a feed and day | 304 | refused or broken | KB a feed and day | early |\n|---|---|---|---|---|---|---|\n",
        );
        let total = self.total();
        let rows = KINDS.iter().map(|(name, _)| *name).zip(&self.seen);
        for (name, seen) in rows.chain([("**all**", &total)]) {
            let feed_days = (seen.feeds.max(1) as f64) * self.days as f64;
            let share = |part: usize| 100.0 * part as f64 / seen.requests.max(1) as f64;
            writeln!(
                table,
                "| {name} | {} | {:.2} | {:.0} % | {:.0} % | {:.1} | {} |",
                seen.feeds,
                seen.requests as f64 / feed_days,
                share(seen.unchanged),
                share(seen.errors),
                seen.bytes as f64 / 1000.0 / feed_days,
                seen.early,
            )
            .expect("a text takes any line");
        }
        table
    }
}

/// Which manners a feed has.
fn kind(feed: usize) -> usize {
    let mut place = (feed * 37) % 100;
    for (kind, (_, share)) in KINDS.iter().enumerate() {
        if place < *share {
            return kind;
        }
        place -= share;
    }
    0
}

/// Five feeds a site.
fn site(feed: usize) -> usize {
    feed / 5
}

fn host(site: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 7, (site / 200) as u8, (site % 200) as u8 + 1)
}

/// Lets `days` pass over so many feeds.
pub fn run(feeds: usize, days: i64) -> Report {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(live(feeds, days))
}

async fn live(feeds: usize, days: i64) -> Report {
    let clock = RefreshClock::standing(START);
    let mut seen = [Seen::default(); KINDS.len()];
    (0..feeds).for_each(|feed| seen[kind(feed)].feeds += 1);
    let world = Arc::new(Mutex::new(World {
        clock: clock.clone(),
        seen,
        pages: HashMap::new(),
        rests: HashMap::new(),
        at_once: HashMap::new(),
        most_at_once: 0,
    }));
    let mut urls = Vec::new();
    for site in 0..=site(feeds.saturating_sub(1)) {
        let listener = TcpListener::bind((host(site), 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        urls.push(format!("http://{address}"));
        tokio::spawn(serve(listener, site, Arc::clone(&world)));
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("config.toml");
    let writer = Writer::start(directory.path().join("manchette.db"));
    let list: Vec<FeedSettings> = (0..feeds)
        .map(|feed| FeedSettings {
            url: format!("{}/{feed}", urls[site(feed)]),
            ..FeedSettings::default()
        })
        .collect();
    subscriptions::subscribe(&path, &writer, &list).unwrap();
    let mut config = Config::default();
    config.network.timeout = 20;
    let client = Client::new(&config.network).unwrap();
    let visitor = Visitor::new(client, writer.clone(), &config, &path).with_clock(clock.clone());

    let (mut now, end) = (START, START + days * DAY);
    let (mut moved, mut gone, mut rounds) = (0, 0, 0);
    while now < end {
        clock.set(now);
        let all = writer.call(|store| store.feeds()).unwrap();
        let next = |feed: &manchette::store::Feed| feed.next.unwrap_or(START);
        let (due, later): (Vec<_>, Vec<_>) =
            (all.into_iter().filter(|feed| !feed.gone)).partition(|feed| next(feed) <= now);
        if due.is_empty() {
            let Some(soonest) = later.iter().map(next).min() else {
                break;
            };
            now += (soonest - now + TICK - 1) / TICK * TICK;
            continue;
        }
        rounds += 1;
        let outcomes = Mutex::new(Vec::new());
        visitor
            .refresh(due, false, |outcome: Outcome| {
                outcomes.lock().unwrap().push(outcome.status);
            })
            .await;
        for status in outcomes.into_inner().unwrap() {
            moved += usize::from(status == Status::Moved);
            gone += usize::from(status == Status::Gone);
        }
        now += TICK;
    }
    let world = lock(&world);
    Report {
        days,
        seen: world.seen,
        most_at_once: world.most_at_once,
        moved,
        gone,
        rounds,
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap()
}

async fn serve(listener: TcpListener, site: usize, world: Arc<Mutex<World>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            // A visitor that goes away is none of the site's business.
            drop(answer(stream, site, &world).await);
        });
    }
}

async fn answer(mut stream: TcpStream, site: usize, world: &Mutex<World>) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece).await? {
            0 => return Ok(()),
            read => head.extend_from_slice(&piece[..read]),
        }
    }
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let reply = lock(world).reply(site, &head);
    if let Some(reply) = &reply {
        stream.write_all(reply.as_bytes()).await?;
        stream.shutdown().await?;
    }
    drop(stream);
    lock(world).over(site);
    Ok(())
}

impl Rest {
    fn until(until: i64, begun: i64) -> Rest {
        Rest {
            until,
            begun,
            excused: false,
        }
    }
}

impl World {
    fn over(&mut self, site: usize) {
        *self.at_once.entry(site).or_default() -= 1;
    }

    /// What a site answers; none closes the connection without a word.
    fn reply(&mut self, site: usize, head: &str) -> Option<String> {
        let now = self.clock.now();
        let at_once = self.at_once.entry(site).or_default();
        *at_once += 1;
        self.most_at_once = self.most_at_once.max(*at_once);
        let target = head.split(' ').nth(1).unwrap_or_default();
        let elsewhere = target.starts_with("/la/");
        let feed: usize = target
            .rsplit('/')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap();
        let kind = kind(feed);
        let rest = self.rests.entry(site).or_default();
        let page = self.pages.entry((feed, elsewhere)).or_default();
        let seen = &mut self.seen[kind];
        seen.requests += 1;
        page.requests += 1;
        let on_the_way = now < rest.until && now == rest.begun && !rest.excused;
        rest.excused |= on_the_way;
        let early = now < page.not_before || (now < rest.until && !on_the_way);
        seen.early += usize::from(early);
        let day = (now - START) / DAY;
        let after = |pause: i64| now + pause;
        let head_has = |name: &str, value: &str| head.contains(&format!("\r\n{name}: {value}\r\n"));
        page.not_before = after(HOUR);
        let (status, headers, body) = match kind {
            0 | 4 | 5 | 6 | 7 | 8 if kind != 8 || elsewhere => {
                let edition = now / (12 * HOUR);
                let tag = format!("\"{feed}-{edition}\"");
                let mut headers = format!("ETag: {tag}\r\n");
                if kind == 4 {
                    headers.push_str("Cache-Control: max-age=14400\r\n");
                    page.not_before = after(4 * HOUR);
                }
                if kind == 5 {
                    page.not_before = after(6 * HOUR);
                }
                if kind == 7 && page.requests.is_multiple_of(3) {
                    headers.clear();
                }
                let hour = now % DAY / HOUR;
                if kind == 6 && hour < 6 && page.requests > 1 {
                    seen.early += 1;
                }
                match head_has("if-none-match", &tag) {
                    true => (304, headers, String::new()),
                    false => (200, headers, feed_of(feed, kind, edition)),
                }
            }
            1 => {
                let edition = now / DAY;
                let date = format!("lundi {edition}");
                match head_has("if-modified-since", &date) {
                    true => (304, String::new(), String::new()),
                    false => (
                        200,
                        format!("Last-Modified: {date}\r\n"),
                        feed_of(feed, kind, edition),
                    ),
                }
            }
            2 => (200, String::new(), feed_of(feed, kind, 0)),
            3 => (200, String::new(), feed_of(feed, kind, now)),
            8 => (301, format!("Location: /la/{feed}\r\n"), String::new()),
            9 if !elsewhere => (302, format!("Location: /la/{feed}\r\n"), String::new()),
            9 => (200, String::new(), feed_of(feed, kind, now / DAY)),
            10 if day >= 1 => {
                page.not_before = i64::MAX;
                (410, String::new(), String::new())
            }
            10 => (200, String::new(), feed_of(feed, kind, now / DAY)),
            11 => (404, String::new(), "perdu".to_owned()),
            12 if page.requests.is_multiple_of(10) => {
                *rest = Rest::until(after(2 * HOUR), now);
                (429, "Retry-After: 7200\r\n".to_owned(), String::new())
            }
            12 => (200, String::new(), feed_of(feed, kind, now / DAY)),
            13 if day == 1 => {
                *rest = Rest::until(after(900), now);
                (503, String::new(), String::new())
            }
            13 => (200, String::new(), feed_of(feed, kind, now / DAY)),
            14 => {
                seen.errors += 1;
                return None;
            }
            _ => (
                200,
                "Content-Type: text/html\r\n".to_owned(),
                "<!doctype html><title>Maintenance</title><p>De retour bientôt.".to_owned(),
            ),
        };
        seen.unchanged += usize::from(status == 304);
        seen.errors += usize::from(status >= 400 || kind == 15);
        seen.bytes += body.len();
        let length = match status {
            304 => String::new(),
            _ => format!("Content-Length: {}\r\n", body.len()),
        };
        Some(format!(
            "HTTP/1.1 {status} x\r\n{headers}{length}Connection: close\r\n\r\n{body}"
        ))
    }
}

/// A feed of ten items, the newest of which is the edition's.
fn feed_of(feed: usize, kind: usize, edition: i64) -> String {
    let wishes = match kind {
        5 => "<ttl>360</ttl>",
        6 => {
            "<skipHours><hour>0</hour><hour>1</hour><hour>2</hour><hour>3</hour><hour>4</hour><hour>5</hour></skipHours>"
        }
        _ => "",
    };
    let mut text = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Flux {feed}</title>{wishes}"
    );
    for item in (edition - 9..=edition).rev() {
        write!(
            text,
            "<item><guid>{feed}-{item}</guid><title>Nouvelle {item}</title><description>Une dépêche du flux {feed}.</description></item>"
        )
        .expect("a text takes any line");
    }
    text.push_str("</channel></rss>");
    text
}
